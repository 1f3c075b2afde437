//! The emulated servers of the demonstration, and the closed ones that take their places.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::Context as _;
use cerrojo_lab::emulated::{self, Expect, Running, World};
use cerrojo_lab::proxies::{self, Ports};
use cerrojo_model::Kind;

/// The mail servers.
const MAIL_SERVERS: &[&str] = &[
    "open",
    "closed-554",
    "own-sender-trusted",
    "nat-open",
    "greylists-open",
    "starttls-required-open",
    "honeypot",
    "bounces",
];
/// And the proxies.
const PROXIES: &[&str] = &[
    "http-connect",
    "connect-first-posts-mail",
    "http-any-credentials",
    "socks5-other-exit",
    "http-rules-forbid",
    "connect-then-close",
];
/// What an owner puts in the place of an open one.
const CLOSED_MAIL: &str = "closed-554";
const CLOSED_PROXY: &str = "http-403";
/// By how much the servers hurry: greylisting in seconds and not in minutes.
const HURRY: u32 = 4;

/// One of them.
pub(super) struct Server {
    pub(super) id: &'static str,
    pub(super) about: &'static str,
    pub(super) expect: Expect,
    pub(super) kind: Kind,
    pub(super) address: SocketAddr,
    running: Option<Running>,
}

/// Where the sinks listen: for mail, and for challenges.
pub(super) type Sinks = (SocketAddr, SocketAddr);

/// Starts all of them, each on an address of its own in 127.20.0.0/16.
pub(super) async fn start(sinks: Sinks) -> anyhow::Result<Vec<Server>> {
    let mut servers = Vec::new();
    for (number, id) in (1..).zip(MAIL_SERVERS) {
        let address = SocketAddr::new(Ipv4Addr::new(127, 20, 0, number).into(), 0);
        servers.push(mail_server(id, address, sinks).await?);
    }
    for (number, id) in (1..).zip(PROXIES) {
        let address = SocketAddr::new(Ipv4Addr::new(127, 20, 1, number).into(), 0);
        servers.push(proxy(id, address, sinks).await?);
    }
    Ok(servers)
}

async fn mail_server(
    id: &'static str,
    address: SocketAddr,
    (sink, _): Sinks,
) -> anyhow::Result<Server> {
    let kind = emulated::find(id).with_context(|| format!("there is no emulated server `{id}`"))?;
    let world = World { hurry: HURRY, ..World::around(sink) };
    let running = emulated::start(kind, address, &world).await;
    let running = running.with_context(|| format!("cannot start a server on {address}"))?;
    let (about, expect) = (kind.about, kind.expect);
    let address = running.address;
    let running = Some(running);
    Ok(Server { id, about, expect, kind: Kind::OpenRelay, address, running })
}

async fn proxy(
    id: &'static str,
    address: SocketAddr,
    (mail, echo): Sinks,
) -> anyhow::Result<Server> {
    let ports = Ports { mail: mail.port(), first: echo.port(), second: echo.port() };
    let kind = proxies::find(id).with_context(|| format!("there is no emulated proxy `{id}`"))?;
    let world = proxies::World { hurry: HURRY, ports, ..proxies::World::default() };
    let running = proxies::start(kind, address, &world).await;
    let running = running.with_context(|| format!("cannot start a proxy on {address}"))?;
    let (about, expect) = (kind.about, kind.expect);
    let address = running.address;
    let running = Some(running);
    Ok(Server { id, about, expect, kind: Kind::OpenProxy, address, running })
}

impl Server {
    /// Its owner closes it: a closed one takes its place, at the same address and port.
    pub(super) async fn repair(&mut self, sinks: Sinks) -> anyhow::Result<()> {
        self.running = None;
        for _ in 0..50 {
            let closed = match self.kind {
                Kind::OpenRelay => mail_server(CLOSED_MAIL, self.address, sinks).await,
                Kind::OpenProxy => proxy(CLOSED_PROXY, self.address, sinks).await,
            };
            if let Ok(closed) = closed {
                *self = closed;
                return Ok(());
            }
            // The port is free in a moment.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        anyhow::bail!("{} does not become free", self.address)
    }
}
