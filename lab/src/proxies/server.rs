//! What runs while a proxy does: its door and its clients, all gone when it is dropped.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;

use super::client::Client;
use super::{
    Admits, Kind, Running, Scheme, Service, World, ftp, http, http2, look_alike, socks4, socks5,
    telnet,
};
use crate::emulated::{Wire, acceptor_offering};

/// How many clients a proxy has at a time; beyond that it hangs up.
const CLIENTS_MAX: usize = 4096;

/// What the clients of a proxy share.
pub(super) struct Proxy {
    pub(super) kind: &'static Kind,
    pub(super) world: World,
    pub(super) address: SocketAddr,
    /// Where its own web server is, if it has one.
    pub(super) origin: Option<SocketAddr>,
    /// How many connections it has made.
    pub(super) made: Arc<AtomicU64>,
    acceptor: Option<TlsAcceptor>,
}

impl Proxy {
    /// A duration divided by the hurry of the world.
    pub(super) fn paced(&self, time: Duration) -> Duration {
        time.checked_div(self.world.hurry.max(1)).unwrap_or(time)
    }
}

/// See [`super::start`].
pub(super) async fn start(
    kind: &'static Kind,
    listen: SocketAddr,
    world: &World,
) -> io::Result<Running> {
    let protocols: &[&[u8]] =
        if kind.behaviour.http2.is_some() { &[b"h2", b"http/1.1"] } else { &[] };
    let acceptor = match kind.scheme {
        Scheme::Https => Some(acceptor_offering(&world.host, protocols)?),
        _ => None,
    };
    let listener = TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    let origin = match kind.behaviour.service {
        Service::Forwards => Some(TcpListener::bind((address.ip(), 0)).await?),
        _ => None,
    };
    let made = Arc::new(AtomicU64::new(0));
    let proxy = Proxy {
        kind,
        world: world.clone(),
        address,
        origin: origin.as_ref().map(TcpListener::local_addr).transpose()?,
        made: Arc::clone(&made),
        acceptor,
    };
    let task = tokio::spawn(run(Arc::new(proxy), listener, origin));
    Ok(Running::new(address, made, task))
}

async fn run(proxy: Arc<Proxy>, listener: TcpListener, origin: Option<TcpListener>) {
    let mut clients = JoinSet::new();
    if let Some(origin) = origin {
        clients.spawn(look_alike::origin(Arc::clone(&proxy), origin));
    }
    let mut number = 0_u64;
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((socket, _)) if clients.len() < CLIENTS_MAX => {
                    number = number.saturating_add(1);
                    if admits(proxy.kind.behaviour.admits, number) {
                        clients.spawn(serve(Arc::clone(&proxy), socket));
                    }
                }
                Ok(_) => {}
                // Out of descriptors, most likely: some will be free again soon.
                Err(_) => sleep(Duration::from_millis(10)).await,
            },
            Some(_) = clients.join_next() => {}
        }
    }
}

fn admits(rule: Admits, number: u64) -> bool {
    match rule {
        Admits::All => true,
        Admits::AllButFirst => number > 1,
        Admits::Every(every) => number.is_multiple_of(every),
    }
}

async fn serve(proxy: Arc<Proxy>, socket: TcpStream) {
    // An error here is a client that went away or said what nobody understands.
    drop(talk(&proxy, socket).await);
}

async fn talk(proxy: &Arc<Proxy>, socket: TcpStream) -> io::Result<()> {
    socket.set_nodelay(true)?;
    if matches!(proxy.kind.behaviour.service, Service::Resets) {
        return socket.set_zero_linger();
    }
    let local = socket.local_addr()?;
    let wire: Box<dyn Wire> = match &proxy.acceptor {
        Some(acceptor) => Box::new(acceptor.accept(socket).await?),
        None => Box::new(socket),
    };
    let voice = proxy.kind.behaviour.voice;
    let mut client = Client::new(wire, voice, proxy.paced(voice.first_delay), local);
    if let Service::Proxy = proxy.kind.behaviour.service {
        speak(proxy, &mut client).await?;
    } else {
        look_alike::play(proxy, &mut client).await?;
    }
    client.close().await
}

/// Finds out what the client speaks, and speaks it.
async fn speak(proxy: &Arc<Proxy>, client: &mut Client) -> io::Result<()> {
    let behaviour = &proxy.kind.behaviour;
    if let Some(telnet) = &behaviour.telnet {
        return telnet::serve(proxy, client, telnet).await;
    }
    if let Some(ftp) = &behaviour.ftp {
        return ftp::serve(proxy, client, *ftp).await;
    }
    let first = client.peek(1).await?.first().copied();
    match (first, behaviour.socks4, behaviour.socks5) {
        (Some(4), Some(socks4), _) => return socks4::serve(proxy, client, socks4).await,
        (Some(5), _, Some(socks5)) => return socks5::serve(proxy, client, socks5).await,
        _ => {}
    }
    if let Some(spoken) = behaviour.http2
        && client.starts_with(http2::PREFACE).await?
    {
        return http2::serve(proxy, client, spoken).await;
    }
    match &behaviour.http {
        Some(spoken) => http::serve(proxy, client, spoken).await,
        None => Ok(()),
    }
}
