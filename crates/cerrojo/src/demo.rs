//! `cerrojo demo`: emulated mail servers and proxies on loopback, checked for real, in less than a minute.
//!
//! Nothing leaves the machine and nothing is written: the servers, the check and the sink are this
//! process, and what they say to each other goes over 127.0.0.0/8.

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use cerrojo_engine::{EndpointReport, Limits, Pace, Prober, Rates, Scope, Setup, SinkChoice};
use cerrojo_lab::emulated::{self, Expect, Running, World};
use cerrojo_lab::proxies::{self, Ports};
use cerrojo_probe::proxy::{Choice, Tier};
use cerrojo_probe::relay::Selection;
use chrono::TimeDelta;
use tokio::sync::watch;

use crate::Status;
use crate::arguments::{Common, Format};
use crate::check::Run;
use crate::output::Output;
use crate::report::{self, Reporter, Summary};
use crate::target::{Kinds, Written};

/// The mail servers of the demonstration.
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
/// Where the sinks listen; the ports are any free ones.
const SINK: Ipv4Addr = Ipv4Addr::LOCALHOST;
/// How long the pretender is given to show itself.
const WAIT: TimeDelta = TimeDelta::seconds(6);
/// By how much the servers hurry: greylisting in seconds and not in minutes.
const HURRY: u32 = 4;

/// Verdicts and reasons by address.
type Seen = Arc<Mutex<BTreeMap<SocketAddr, Vec<(&'static str, Option<&'static str>)>>>>;

/// Runs it.
pub(crate) async fn run(common: &Common) -> anyhow::Result<Status> {
    let text = common.format == Format::Text && !common.quiet;
    let (cancel, cancelled) = watch::channel(false);
    let setup = Setup {
        selection: Some(Selection::parse("standard")?),
        proxies: Some(Choice::of(Tier::Standard)),
        echo: vec![SocketAddr::new(SINK.into(), 0)],
        sink_name: None,
        scope: Scope::default(),
        sink: SinkChoice::At(vec![SocketAddr::new(SINK.into(), 0)]),
        sink_domain: Some("sink.example".to_owned()),
        sink_advertise: None,
        backup_domain: None,
        own_domains: vec!["corp.example".to_owned()],
        helo: None,
        wait: WAIT,
        limits: Limits::from_reply(Duration::from_secs(10)),
        points_out_inside: false,
        transcripts: false,
    };
    let output = Output::open(common.output.as_deref(), common.format)?;
    let prober = Prober::new(setup, Pace::new(Rates::default()), None, cancelled)?;
    let first = |places: Vec<SocketAddr>| places.first().copied().context("a sink does not listen");
    let sinks = (first(prober.sink_addresses())?, first(prober.echo_addresses())?);
    let mut servers = mail_servers(sinks.0).await?;
    servers.extend(proxies(sinks).await?);
    if text {
        introduce(&servers, sinks);
    }
    let targets = servers
        .iter()
        .map(|server| Written::read(&format!("{}://{}", server.scheme, server.running.address)));
    let targets = targets.collect::<Result<Vec<_>, _>>()?;
    let seen = Seen::default();
    let reporter =
        Recorder { inner: report::start(common.format, output), seen: Arc::clone(&seen) };
    let run = Run {
        prober: Arc::new(prober),
        resolver: None,
        known: BTreeMap::new(),
        kinds: Kinds { relays: true, proxies: true },
        tier: Tier::Standard,
        concurrency: targets.len(),
        transcripts: None,
        quiet: true,
        refused: 0,
    };
    let status = run.all(targets, Box::new(reporter), cancel).await?;
    if status == Status::Interrupted {
        return Ok(status);
    }
    let wrong = conclude(&servers, &seen, text);
    Ok(if wrong == 0 { Status::Fine } else { Status::Failed })
}

struct Server {
    id: &'static str,
    about: &'static str,
    expect: Expect,
    scheme: &'static str,
    running: Running,
}

async fn mail_servers(sink: SocketAddr) -> anyhow::Result<Vec<Server>> {
    let mut servers = Vec::new();
    for (number, id) in (1..).zip(MAIL_SERVERS) {
        let kind =
            emulated::find(id).with_context(|| format!("there is no emulated server `{id}`"))?;
        let world = World { hurry: HURRY, ..World::around(sink) };
        let address = SocketAddr::new(Ipv4Addr::new(127, 20, 0, number).into(), 0);
        let running = emulated::start(kind, address, &world).await;
        let running = running.with_context(|| format!("cannot start a server on {address}"))?;
        let (about, expect) = (kind.about, kind.expect);
        servers.push(Server { id: kind.id, about, expect, scheme: "smtp", running });
    }
    Ok(servers)
}

async fn proxies((mail, echo): (SocketAddr, SocketAddr)) -> anyhow::Result<Vec<Server>> {
    let mut servers = Vec::new();
    let ports = Ports { mail: mail.port(), first: echo.port(), second: echo.port() };
    for (number, id) in (1..).zip(PROXIES) {
        let kind =
            proxies::find(id).with_context(|| format!("there is no emulated proxy `{id}`"))?;
        let world = proxies::World { hurry: HURRY, ports, ..proxies::World::default() };
        let address = SocketAddr::new(Ipv4Addr::new(127, 20, 1, number).into(), 0);
        let running = proxies::start(kind, address, &world).await;
        let running = running.with_context(|| format!("cannot start a proxy on {address}"))?;
        let (about, expect, scheme) = (kind.about, kind.expect, kind.scheme.word());
        servers.push(Server { id: kind.id, about, expect, scheme, running });
    }
    Ok(servers)
}

fn introduce(servers: &[Server], (mail, echo): (SocketAddr, SocketAddr)) {
    anstream::println!(
        "{} emulated mail servers and {} emulated proxies on loopback, and our own ends: the mail sink on \
         {mail}, the echo sink on {echo}.\n",
        MAIL_SERVERS.len(),
        PROXIES.len(),
    );
    for server in servers {
        anstream::println!("  {:<18} {}", server.running.address.to_string(), server.about);
    }
    anstream::println!(
        "\nEach is asked what it does for a stranger: pass on mail, or connect to our sinks. That takes some seconds.\n"
    );
}

/// Compares what was found with what the servers are; gives back how many came out wrong.
fn conclude(servers: &[Server], seen: &Seen, text: bool) -> usize {
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    let rank =
        |verdict: &str| ["closed", "unknown", "open"].iter().position(|known| *known == verdict);
    let mut wrong = 0;
    for server in servers {
        let found = seen.get(&server.running.address).into_iter().flatten();
        let worst = found.max_by_key(|(verdict, _)| rank(verdict));
        let (verdict, reason) = worst.copied().unwrap_or(("not asked", None));
        let right = server.expect.is_met_by(verdict, reason);
        wrong += usize::from(!right);
        if text {
            let mark = if right { "as it is" } else { "WRONG" };
            let is = match server.expect {
                Expect::Open => "open",
                Expect::Closed => "closed",
                Expect::Unknown(_) => "only pretends",
                Expect::NotOpen => "not open",
            };
            anstream::println!(
                "  {:<18} {:<24} is {is:<14} found {verdict:<8} {mark}",
                server.running.address.to_string(),
                server.id
            );
        }
    }
    if text && wrong == 0 {
        anstream::println!(
            "\nEvery open one is proven by what arrived at our own ends; those that only pretend are not called open."
        );
    }
    wrong
}

/// Passes everything on and remembers the verdicts.
struct Recorder {
    inner: Box<dyn Reporter>,
    seen: Seen,
}

impl Reporter for Recorder {
    fn endpoint(&mut self, report: &EndpointReport) -> io::Result<()> {
        let verdict = &report.report.verdict;
        let entry = (verdict.id(), verdict.reason().map(cerrojo_model::Reason::id));
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.entry(report.report.endpoint.address).or_default().push(entry);
        drop(seen);
        self.inner.endpoint(report)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.inner.finish(summary)
    }
}
