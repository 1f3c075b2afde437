//! The sockets of the intake: who may connect how often, TLS, and what is kept before anybody is told that it is.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cerrojo_engine::Resolver;
use cerrojo_engine::mail::{Received, authenticate};
use cerrojo_store::{NewArrival, Store, StoreError};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use super::session::{Mail, Rules, Session, Turn};

/// Connections at once in all, and of one address.
const CONNECTIONS: usize = 200;
const OF_ONE: usize = 10;
/// Bytes of mails that are not whole yet, of all connections together.
const HELD_BYTES: usize = 256 * 1024 * 1024;
/// How long a client may take for a command or a piece of a message (RFC 5321 section 4.5.3.2), and for all.
const PATIENCE: Duration = Duration::from_mins(5);
const CONVERSATION: Duration = Duration::from_mins(30);
/// How long name servers may take to tell whether a mail is genuine; then that stays unknown.
const AUTHENTICATION: Duration = Duration::from_secs(20);

/// What an intake is made of.
pub struct Place {
    /// What it says and takes.
    pub rules: Rules,
    /// Where it keeps mail.
    pub store: Store,
    /// The certificate and its key; none for an intake without TLS.
    pub tls: Option<Arc<ServerConfig>>,
    /// Who is asked whether a mail is genuine; nobody for LMTP, where the server in front did that.
    pub resolver: Option<Resolver>,
}

/// Why an intake does not listen.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The user's or the machine's: the port is taken, forbidden, or the address not ours.
    #[error("the mail intake cannot listen on {address}")]
    Unavailable {
        /// Where.
        address: SocketAddr,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
}

/// A listening intake; it closes when dropped. What it has said `250` to is kept.
#[derive(Debug)]
pub struct Intake {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Intake {
    /// Listens on `address`.
    ///
    /// # Errors
    ///
    /// [`IntakeError::Unavailable`].
    pub async fn listen(address: SocketAddr, place: Place) -> Result<Self, IntakeError> {
        let unavailable = |cause| IntakeError::Unavailable { address, cause };
        let listener = TcpListener::bind(address).await.map_err(unavailable)?;
        let address = listener.local_addr().map_err(unavailable)?;
        let task = tokio::spawn(accept(listener, Arc::new(place)));
        Ok(Self { address, task })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// How many connections each address has.
type Guests = Arc<Mutex<HashMap<IpAddr, usize>>>;

async fn accept(listener: TcpListener, place: Arc<Place>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let guests = Guests::default();
    let held = Arc::new(AtomicUsize::new(0));
    let mut serving = tokio::task::JoinSet::new();
    loop {
        while serving.try_join_next().is_some() {}
        let Ok(seat) = Arc::clone(&room).acquire_owned().await else { return };
        let Ok((stream, peer)) = listener.accept().await else {
            // Out of descriptors: let some connections end first.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let peer = SocketAddr::new(peer.ip().to_canonical(), peer.port());
        let (place, guest) = (Arc::clone(&place), Guest::enter(&guests, peer.ip()));
        let held = Held { all: Arc::clone(&held), own: 0 };
        serving.spawn(async move {
            // A client that goes away comes again with what it still has.
            let served = serve(stream, peer, &place, held, guest.is_welcome);
            let _ = tokio::time::timeout(CONVERSATION, served).await;
            drop((seat, guest));
        });
    }
}

/// One connection of an address; it leaves when dropped.
struct Guest {
    guests: Guests,
    address: IpAddr,
    is_welcome: bool,
}

impl Guest {
    fn enter(guests: &Guests, address: IpAddr) -> Self {
        let mut known = guests.lock().unwrap_or_else(PoisonError::into_inner);
        let count = known.entry(address).or_insert(0);
        *count += 1;
        let is_welcome = *count <= OF_ONE || address.is_loopback();
        Self { guests: Arc::clone(guests), address, is_welcome }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut known = self.guests.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = known.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                known.remove(&self.address);
            }
        }
    }
}

/// What one connection holds of all that may be held; it is given back when dropped.
struct Held {
    all: Arc<AtomicUsize>,
    own: usize,
}

impl Held {
    /// Holds so many bytes from now on; `false` where that is too much for all together.
    fn set(&mut self, bytes: usize) -> bool {
        let before = self.all.fetch_add(bytes, Ordering::Relaxed);
        self.all.fetch_sub(self.own, Ordering::Relaxed);
        let has_grown = bytes > self.own;
        self.own = bytes;
        !has_grown || before <= HELD_BYTES
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.all.fetch_sub(self.own, Ordering::Relaxed);
    }
}

async fn serve(
    mut stream: TcpStream,
    peer: SocketAddr,
    place: &Place,
    mut held: Held,
    is_welcome: bool,
) -> std::io::Result<()> {
    if !is_welcome {
        return stream.write_all(b"421 4.7.0 too many connections from there\r\n").await;
    }
    stream.set_nodelay(true)?;
    stream.write_all(&Session::greeting(&place.rules)).await?;
    let mut session = Session::new();
    let Some(tls) = converse(&mut stream, peer, place, &mut session, &mut held)
        .await?
        .then_some(())
        .and(place.tls.as_ref())
    else {
        return stream.shutdown().await;
    };
    let acceptor = TlsAcceptor::from(Arc::clone(tls));
    let mut stream = tokio::time::timeout(PATIENCE, acceptor.accept(stream)).await??;
    session.secured();
    converse(&mut stream, peer, place, &mut session, &mut held).await?;
    stream.shutdown().await
}

/// Talks until the client goes, or wants TLS: then it is `true`.
async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    peer: SocketAddr,
    place: &Place,
    session: &mut Session,
    held: &mut Held,
) -> std::io::Result<bool> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let Ok(read) = tokio::time::timeout(PATIENCE, stream.read(&mut buffer)).await else {
            stream.write_all(b"421 4.4.2 too slow\r\n").await?;
            return Ok(false);
        };
        let bytes = buffer.get(..read?).unwrap_or_default();
        if bytes.is_empty() {
            return Ok(false);
        }
        let mut turn = session.feed(bytes, &place.rules);
        let whole = turn.mail.as_ref().map_or(0, |mail| mail.message.len());
        if !held.set(session.held_bytes().saturating_add(whole)) {
            stream.write_all(b"421 4.3.1 too much mail at once, come again\r\n").await?;
            return Ok(false);
        }
        loop {
            stream.write_all(&turn.reply).await?;
            stream.flush().await?;
            let Turn { mail, starts_tls, closes, .. } = turn;
            if starts_tls || closes {
                return Ok(starts_tls);
            }
            let Some(mail) = mail else { break };
            let is_kept = keep(mail, peer, place).await;
            turn = session.kept(is_kept, &place.rules);
        }
    }
}

/// Keeps a mail, for each of its recipients. `false`: not all of it is on the disk, the client keeps it.
async fn keep(mail: Mail, peer: SocketAddr, place: &Place) -> bool {
    let authentication = match &place.resolver {
        None => None,
        Some(resolver) => {
            let received = Received {
                message: &mail.message,
                address: peer.ip(),
                helo: &mail.helo,
                mail_from: &mail.sender,
                host: &place.rules.host,
            };
            let asked =
                tokio::time::timeout(AUTHENTICATION, authenticate(resolver, &received)).await;
            asked.ok().map(|authentication| authentication.text)
        }
    };
    for recipient in &mail.recipients {
        let arrival = NewArrival {
            at: cerrojo_engine::now(),
            via: if place.rules.is_lmtp { "lmtp" } else { "smtp" },
            peer: Some(peer.ip().to_string()),
            helo: Some(mail.helo.clone()),
            sender: mail.sender.clone(),
            recipient: recipient.clone(),
            message: mail.message.clone(),
            authentication: authentication.clone(),
        };
        if let Err(error) = place.store.receive(arrival).await {
            say(&error);
            return false;
        }
    }
    true
}

fn say(error: &StoreError) {
    tracing::error!("a mail could not be kept, and whoever brought it was told so: {error}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_connections_together_hold_so_much_and_no_more() {
        let all = Arc::new(AtomicUsize::new(0));
        let held = || Held { all: Arc::clone(&all), own: 0 };
        let (mut one, mut other) = (held(), held());
        assert!(one.set(HELD_BYTES) && other.set(1));
        assert!(!other.set(2) && other.set(0), "it may shrink");
        drop(one);
        assert!(other.set(2));
        drop(other);
        assert_eq!(all.load(Ordering::Relaxed), 0);
    }
}
