//! Our sinks: take mail that carries one of our tokens, answer challenges of ours, and nothing else.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use cerrojo_model::Arrival;
use cerrojo_probe::arrival::{self, Meaning};
use cerrojo_probe::sink::{Domains, Echo, Guard, ReceivedMail, Recipient, Session, Turn};
use cerrojo_probe::token::Token;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpSocket, TcpStream, UdpSocket};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::connection::read_some;
use crate::{EngineError, Registry};

/// Connections served at once; more wait in the kernel's queue.
const CONNECTIONS: usize = 2_000;
/// Connections the kernel keeps for us meanwhile.
const BACKLOG: u32 = 4_096;

/// How long whoever comes to the echo sink may take to say something.
const ECHO: Duration = Duration::from_mins(1);
/// The longest datagram that is looked at.
const DATAGRAM_BYTES: usize = 2_048;

/// A listening sink; it closes when dropped.
#[derive(Debug)]
pub struct Sink {
    address: SocketAddr,
    takes_mail: bool,
    takes_datagrams: bool,
    tasks: Vec<JoinHandle<()>>,
}

impl Sink {
    /// Listens on `address` for mail to `domains`, as `host`.
    ///
    /// # Errors
    ///
    /// [`EngineError::SinkUnavailable`]: the port is taken, forbidden, or the address not ours.
    pub fn mail(
        address: SocketAddr,
        host: &str,
        domains: Domains,
        registry: Arc<Registry>,
    ) -> Result<Self, EngineError> {
        let unavailable = |cause| EngineError::SinkUnavailable { address, cause };
        let listener = bind(address).map_err(unavailable)?;
        let address = listener.local_addr().map_err(unavailable)?;
        let post = Arc::new(Post { mail: Some((host.to_owned(), domains)), registry });
        let tasks = vec![tokio::spawn(accept(listener, post))];
        Ok(Self { address, takes_mail: true, takes_datagrams: false, tasks })
    }

    /// Listens on `address` for challenges, in connections and in datagrams.
    ///
    /// # Errors
    ///
    /// [`EngineError::SinkUnavailable`]: the port is taken, forbidden, or the address not ours.
    pub fn echo(address: SocketAddr, registry: Arc<Registry>) -> Result<Self, EngineError> {
        let unavailable = |cause| EngineError::SinkUnavailable { address, cause };
        let listener = bind(address).map_err(unavailable)?;
        let address = listener.local_addr().map_err(unavailable)?;
        let post = Arc::new(Post { mail: None, registry });
        let mut tasks = vec![tokio::spawn(accept(listener, Arc::clone(&post)))];
        // Somebody else may have that port for datagrams: then those are not tested.
        let socket = std::net::UdpSocket::bind(address).and_then(|socket| {
            socket.set_nonblocking(true)?;
            UdpSocket::from_std(socket)
        });
        let takes_datagrams = socket.is_ok();
        tasks.extend(socket.map(|socket| tokio::spawn(datagrams(socket, post))));
        Ok(Self { address, takes_mail: false, takes_datagrams, tasks })
    }

    /// Whether it takes mail; else it is an echo sink.
    #[must_use]
    pub const fn takes_mail(&self) -> bool {
        self.takes_mail
    }

    /// Whether datagrams are answered as well.
    #[must_use]
    pub const fn takes_datagrams(&self) -> bool {
        self.takes_datagrams
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// The address of ours that packets to `target` leave from. Nothing is sent to find out.
///
/// # Errors
///
/// [`EngineError::NoRoute`] when there is no way to the target.
pub fn facing(target: IpAddr) -> Result<IpAddr, EngineError> {
    let any: IpAddr = match target {
        IpAddr::V4(_) => std::net::Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => std::net::Ipv6Addr::UNSPECIFIED.into(),
    };
    // Connecting a datagram socket only asks the routing table.
    let ask = || {
        let socket = std::net::UdpSocket::bind((any, 0))?;
        socket.connect((target, 9))?;
        socket.local_addr()
    };
    ask().map(|address| address.ip()).map_err(|_| EngineError::NoRoute { target })
}

/// What a listener is, and what it knows.
struct Post {
    /// The name and the domains of a mail sink; an echo sink has none.
    mail: Option<(String, Domains)>,
    registry: Arc<Registry>,
}

impl Guard for Post {
    fn admits(&self, recipient: Recipient, domain: &str) -> bool {
        let ours = self.mail.as_ref().is_some_and(|(_, domains)| domains.contains(domain));
        ours && self.registry.admits(recipient)
    }

    fn answer(&self, challenge: Token) -> Option<Token> {
        self.registry.answer(challenge)
    }
}

fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

async fn accept(listener: TcpListener, post: Arc<Post>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut serving = tokio::task::JoinSet::new();
    loop {
        while serving.try_join_next().is_some() {}
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, peer)) => {
                let post = Arc::clone(&post);
                serving.spawn(async move {
                    // A broken connection is the relay's trouble; it will come again.
                    let _ = serve(stream, peer, &post).await;
                    drop(place);
                });
            }
            // Out of descriptors: let some connections end first.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn serve(stream: TcpStream, peer: SocketAddr, post: &Post) -> std::io::Result<()> {
    let peer = SocketAddr::new(peer.ip().to_canonical(), peer.port());
    match &post.mail {
        Some((host, _)) => {
            stream.set_nodelay(true)?;
            receive(stream, peer, host, post).await
        }
        None => echo(stream, peer, post).await,
    }
}

/// A conversation with whoever brings mail.
async fn receive(
    mut stream: TcpStream,
    peer: SocketAddr,
    host: &str,
    post: &Post,
) -> std::io::Result<()> {
    let mut session = Session::new(host, peer, crate::now());
    stream.write_all(&session.greeting()).await?;
    loop {
        let left = session.deadline() - crate::now();
        let left = left.to_std().unwrap_or_default();
        let feed =
            |bytes: &[u8]| (!bytes.is_empty()).then(|| session.feed(bytes, crate::now(), post));
        let Ok(turn) = tokio::time::timeout(left, read_some(&mut stream, feed)).await else {
            return stream.write_all(b"421 4.4.2 too slow\r\n").await;
        };
        let Some(mut turn) = turn? else { return Ok(()) };
        // What was taken is told before the client hears that it was: whoever asks in between sees it.
        reached(&mut turn, peer, &post.registry);
        for mail in turn.mails {
            hand_in(mail, &post.registry);
        }
        stream.write_all(&turn.reply).await?;
        if turn.close {
            return stream.shutdown().await;
        }
    }
}

/// A conversation with whoever brings a challenge, in a connection that a proxy made or that was
/// made for it.
pub(crate) async fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    registry: &Arc<Registry>,
) -> std::io::Result<()> {
    echo(stream, peer, &Post { mail: None, registry: Arc::clone(registry) }).await
}

async fn echo(mut stream: TcpStream, peer: SocketAddr, post: &Post) -> std::io::Result<()> {
    let mut echo = Echo::default();
    let until = Instant::now() + ECHO;
    loop {
        let feed = |bytes: &[u8]| (!bytes.is_empty()).then(|| echo.feed(bytes, post));
        let Ok(turn) = tokio::time::timeout_at(until, read_some(&mut stream, feed)).await else {
            return Ok(());
        };
        let Some(mut turn) = turn? else { return Ok(()) };
        reached(&mut turn, peer, &post.registry);
        stream.write_all(&turn.reply).await?;
        if turn.close {
            // One answer and no more: the end of the connection follows it.
            return Ok(());
        }
    }
}

/// Answers datagrams.
async fn datagrams(socket: UdpSocket, post: Arc<Post>) {
    let mut buffer = [0; DATAGRAM_BYTES];
    loop {
        let Ok((length, peer)) = socket.recv_from(&mut buffer).await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let mut turn = Echo::datagram(buffer.get(..length).unwrap_or_default(), &*post);
        if turn.reached.is_empty() {
            continue;
        }
        reached(&mut turn, SocketAddr::new(peer.ip().to_canonical(), peer.port()), &post.registry);
        // Whoever asked and cannot be answered asks again.
        let _ = socket.send_to(&turn.reply, peer).await;
    }
}

/// Tells whoever waits that a challenge came, and by whom.
fn reached(turn: &mut Turn, peer: SocketAddr, registry: &Registry) {
    for challenge in turn.reached.drain(..) {
        let arrival = Arrival {
            token: challenge.to_string(),
            from: peer,
            at: crate::now(),
            trace: std::mem::take(&mut turn.trace),
            client_seen: None,
        };
        registry.hand_in(challenge.nonce(), Meaning::Reached(arrival));
    }
}

/// One mail may be for several recipients: each of them is a test that has its answer.
fn hand_in(mut mail: ReceivedMail, registry: &Registry) {
    for recipient in std::mem::take(&mut mail.recipients) {
        mail.recipients = vec![recipient];
        match arrival::read(&mail) {
            Meaning::Relayed(arrival) => {
                registry.hand_in(recipient.token.nonce(), Meaning::Relayed(arrival));
            }
            Meaning::Bounced { recipient, status } => {
                registry.hand_in(recipient.token.nonce(), Meaning::Bounced { recipient, status });
            }
            Meaning::Reached(_) | Meaning::Stray => {
                tracing::info!(peer.addr = %mail.peer, "a mail from {} carried a token and was not ours", mail.peer);
            }
        }
    }
}
