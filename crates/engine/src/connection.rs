//! One outbound connection, in the clear or in TLS.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::task::{Poll, ready};
use std::time::Duration;

use nix::errno::Errno;
use socket2::{Domain, SockRef, Socket, Type};
use tokio::io::{AsyncRead, AsyncWriteExt as _, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::Permit;
use crate::tls::AnyCertificate;

/// Ports that a system gives out by itself begin no lower.
const EPHEMERAL: u16 = 16_384;

/// Bytes read at once.
const BUFFER_BYTES: usize = 4 * 1024;

/// How TLS is spoken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum TlsStack {
    /// TLS 1.2 and 1.3.
    Modern,
    /// Whatever old servers still speak.
    #[cfg(feature = "legacy-tls")]
    Legacy,
}

/// A connection to a permitted address; closed when dropped.
pub(crate) struct Connection {
    stream: Stream,
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
    #[cfg(feature = "legacy-tls")]
    Legacy(Box<tokio_openssl::SslStream<TcpStream>>),
}

/// Whom to name in the handshake, and how to speak.
#[derive(Clone, Debug)]
pub(crate) struct Handshake<'a> {
    pub(crate) any: &'a AnyCertificate,
    pub(crate) stack: TlsStack,
    pub(crate) name: Option<&'a str>,
}

impl Connection {
    /// Connects. The permit is what makes this call possible at all.
    pub(crate) async fn open(permit: &Permit, limit: Duration) -> io::Result<Self> {
        let target = permit.target();
        let stream = match at_once(target)? {
            Attempt::Stands(stream) => stream,
            Attempt::UnderWay(stream) => {
                tokio::time::timeout(limit, stream.writable())
                    .await
                    .map_err(|_| io::ErrorKind::TimedOut)??;
                if let Some(error) = stream.take_error()? {
                    return Err(error);
                }
                stream
            }
        };
        if target.port() >= EPHEMERAL && stream.local_addr()? == target {
            // The kernel may join a socket to itself when nobody listens on an ephemeral port.
            return Err(io::ErrorKind::ConnectionRefused.into());
        }
        // Every turn is one write and then a reading, so nothing waits for an acknowledgement.
        Ok(Self { stream: Stream::Plain(stream) })
    }

    /// The address of ours that the target sees, unless it is translated on the way.
    pub(crate) fn local_address(&self) -> Option<IpAddr> {
        let socket = match &self.stream {
            Stream::Plain(stream) => stream,
            Stream::Tls(stream) => stream.get_ref().0,
            #[cfg(feature = "legacy-tls")]
            Stream::Legacy(stream) => stream.get_ref(),
        };
        socket.local_addr().ok().map(|local| local.ip().to_canonical())
    }

    /// The socket of a connection in the clear.
    pub(crate) fn into_plain(self) -> Option<TcpStream> {
        match self.stream {
            Stream::Plain(stream) => Some(stream),
            Stream::Tls(_) => None,
            #[cfg(feature = "legacy-tls")]
            Stream::Legacy(_) => None,
        }
    }

    /// Looks at what the server says first, for at most `limit`, and leaves it there.
    pub(crate) async fn peek(&self, limit: Duration) -> Vec<u8> {
        let Stream::Plain(stream) = &self.stream else { return Vec::new() };
        let mut buffer = [0; 64];
        let peeked = tokio::time::timeout(limit, stream.peek(&mut buffer)).await;
        let length = peeked.ok().and_then(Result::ok).unwrap_or(0);
        buffer.get(..length).unwrap_or_default().to_vec()
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(stream) => {
                // There is nearly always room: asking the system first whether there is costs a turn.
                let sent = match SockRef::from(&*stream).send(bytes) {
                    Ok(sent) => sent,
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => 0,
                    Err(error) => return Err(error),
                };
                match bytes.get(sent..) {
                    Some(rest) if !rest.is_empty() => stream.write_all(rest).await,
                    _ => Ok(()),
                }
            }
            Stream::Tls(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
            #[cfg(feature = "legacy-tls")]
            Stream::Legacy(stream) => stream.write_all(bytes).await,
        }
    }

    /// Reads what is there, once there is something, and gives it to `take`; 0 bytes are the end.
    pub(crate) async fn read<T>(&mut self, take: impl FnOnce(&[u8]) -> T) -> io::Result<T> {
        match &mut self.stream {
            Stream::Plain(stream) => read_some(stream, take).await,
            Stream::Tls(stream) => read_some(stream, take).await,
            #[cfg(feature = "legacy-tls")]
            Stream::Legacy(stream) => read_some(stream, take).await,
        }
    }

    /// Starts TLS on it. A connection that is secured already stays as it is.
    pub(crate) async fn secure(
        self,
        handshake: &Handshake<'_>,
        offers: &[&[u8]],
        limit: Duration,
    ) -> io::Result<Self> {
        let Stream::Plain(stream) = self.stream else { return Ok(self) };
        let address = stream.peer_addr()?.ip();
        let secured = async {
            match handshake.stack {
                TlsStack::Modern => {
                    let named =
                        handshake.name.and_then(|name| ServerName::try_from(name.to_owned()).ok());
                    let name = named.unwrap_or_else(|| ServerName::from(address));
                    Ok(Stream::Tls(Box::new(handshake.any.secure(stream, name, offers).await?)))
                }
                #[cfg(feature = "legacy-tls")]
                TlsStack::Legacy => {
                    let name = handshake.name.map_or_else(|| address.to_string(), str::to_owned);
                    Ok(Stream::Legacy(Box::new(crate::tls::legacy::secure(stream, &name).await?)))
                }
            }
        };
        let stream =
            tokio::time::timeout(limit, secured).await.map_err(|_| io::ErrorKind::TimedOut)?;
        stream.map(|stream| Self { stream })
    }
}

/// How far a connection has come when it was begun.
enum Attempt {
    Stands(TcpStream),
    UnderWay(TcpStream),
}

/// Begins a connection. On this machine it stands, or was refused, when the call comes back: a port
/// where nothing listens then costs four calls of the system and no waiting.
fn at_once(target: SocketAddr) -> io::Result<Attempt> {
    let socket =
        Socket::new(Domain::for_address(target), Type::STREAM.nonblocking().cloexec(), None)?;
    let address = target.into();
    let connect = || match socket.connect(&address) {
        Ok(()) => Ok(true),
        Err(error) => match error.raw_os_error().map(Errno::from_raw) {
            Some(Errno::EISCONN) => Ok(true),
            Some(Errno::EINPROGRESS | Errno::EALREADY) => Ok(false),
            _ => Err(error),
        },
    };
    let stands = connect()? || target.ip().to_canonical().is_loopback() && connect()?;
    let stream = TcpStream::from_std(socket.into())?;
    Ok(if stands { Attempt::Stands(stream) } else { Attempt::UnderWay(stream) })
}

/// Reads once. The buffer is only there while there are bytes: a connection that waits holds none.
pub(crate) async fn read_some<S: AsyncRead + Unpin, T>(
    stream: &mut S,
    take: impl FnOnce(&[u8]) -> T,
) -> io::Result<T> {
    let mut take = Some(take);
    std::future::poll_fn(|context| {
        let mut buffer = [0; BUFFER_BYTES];
        let mut buffer = ReadBuf::new(&mut buffer);
        ready!(Pin::new(&mut *stream).poll_read(context, &mut buffer))?;
        let take = take.take().ok_or(io::ErrorKind::Other)?;
        Poll::Ready(Ok(take(buffer.filled())))
    })
    .await
}
