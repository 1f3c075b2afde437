//! Our mail sink: listens, takes mail that carries one of our tokens, and nothing else.

use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use cerrojo_probe::arrival::{self, Meaning};
use cerrojo_probe::sink::{Domains, ReceivedMail, Recipient, Session};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::connection::read_some;
use crate::{EngineError, Registry};

/// Connections served at once; more wait in the kernel's queue.
const CONNECTIONS: usize = 2_000;
/// Connections the kernel keeps for us meanwhile.
const BACKLOG: u32 = 4_096;

/// A listening mail sink; it closes when dropped.
#[derive(Debug)]
pub struct MailSink {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl MailSink {
    /// Listens on `address` for mail to `domains`, as `host`.
    ///
    /// # Errors
    ///
    /// [`EngineError::SinkUnavailable`]: the port is taken, forbidden, or the address not ours.
    pub fn listen(
        address: SocketAddr,
        host: &str,
        domains: Domains,
        registry: Arc<Registry>,
    ) -> Result<Self, EngineError> {
        let unavailable = |cause| EngineError::SinkUnavailable { address, cause };
        let listener = bind(address).map_err(unavailable)?;
        let address = listener.local_addr().map_err(unavailable)?;
        let post = Arc::new(Post { host: host.to_owned(), domains, registry });
        let task = tokio::spawn(accept(listener, post));
        Ok(Self { address, task })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for MailSink {
    fn drop(&mut self) {
        self.task.abort();
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
        let socket = UdpSocket::bind((any, 0))?;
        socket.connect((target, 9))?;
        socket.local_addr()
    };
    ask().map(|address| address.ip()).map_err(|_| EngineError::NoRoute { target })
}

struct Post {
    host: String,
    domains: Domains,
    registry: Arc<Registry>,
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

async fn serve(mut stream: TcpStream, peer: SocketAddr, post: &Post) -> std::io::Result<()> {
    let peer = SocketAddr::new(peer.ip().to_canonical(), peer.port());
    let mut session = Session::new(&post.host, peer, crate::now());
    stream.set_nodelay(true)?;
    stream.write_all(&session.greeting()).await?;
    let guard = |recipient: Recipient, domain: &str| {
        post.domains.contains(domain) && post.registry.admits(recipient)
    };
    loop {
        let left = session.deadline() - crate::now();
        let left = left.to_std().unwrap_or_default();
        let feed =
            |bytes: &[u8]| (!bytes.is_empty()).then(|| session.feed(bytes, crate::now(), &guard));
        let Ok(turn) = tokio::time::timeout(left, read_some(&mut stream, feed)).await else {
            return stream.write_all(b"421 4.4.2 too slow\r\n").await;
        };
        let Some(turn) = turn? else { return Ok(()) };
        // What was taken is told before the client hears that it was: whoever asks in between sees it.
        for mail in turn.mails {
            hand_in(mail, &post.registry);
        }
        stream.write_all(&turn.reply).await?;
        if turn.close {
            return stream.shutdown().await;
        }
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
            Meaning::Stray => {
                tracing::info!(peer.addr = %mail.peer, "a mail from {} carried a token and was not ours", mail.peer);
            }
        }
    }
}
