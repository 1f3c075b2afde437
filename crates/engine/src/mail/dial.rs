//! One connection for letters, in the clear or in TLS.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::client::TlsStream;

use super::Protection;
use super::tls::Tls;

/// Bytes read at once.
const BUFFER_BYTES: usize = 4 * 1024;

/// A connection; closed when dropped.
#[derive(Debug)]
pub(super) enum Line {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>, Protection),
}

impl Line {
    /// Connects from the first of `sources` of the right family, or from wherever the system likes when
    /// there are none. With sources, a family without one is not used.
    pub(super) async fn open(
        target: SocketAddr,
        sources: &[IpAddr],
        limit: Duration,
    ) -> io::Result<Self> {
        let socket = if target.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        if !sources.is_empty() {
            let same = |source: &&IpAddr| source.is_ipv4() == target.is_ipv4();
            let source = sources.iter().find(same).ok_or_else(|| {
                io::Error::new(
                    io::ErrorKind::AddrNotAvailable,
                    "no address to send from is configured for its family",
                )
            })?;
            socket.bind(SocketAddr::new(*source, 0))?;
        }
        let connected = tokio::time::timeout(limit, socket.connect(target));
        let stream = connected.await.map_err(|_| io::ErrorKind::TimedOut)??;
        stream.set_nodelay(true)?;
        Ok(Self::Plain(stream))
    }

    /// Starts TLS on it. A connection that is secured already stays as it is.
    pub(super) async fn secure(
        self,
        tls: &Tls,
        name: &str,
        must: bool,
        limit: Duration,
    ) -> io::Result<Self> {
        let Self::Plain(stream) = self else { return Ok(self) };
        let secured = tokio::time::timeout(limit, tls.secure(stream, name, must));
        let (stream, protection) = secured.await.map_err(|_| io::ErrorKind::TimedOut)??;
        Ok(Self::Tls(Box::new(stream), protection))
    }

    pub(super) const fn protection(&self) -> Protection {
        match self {
            Self::Plain(_) => Protection::None,
            Self::Tls(_, protection) => *protection,
        }
    }

    /// Writes all of `bytes` within `limit`.
    pub(super) async fn write(&mut self, bytes: &[u8], limit: Duration) -> io::Result<()> {
        let written = async {
            match self {
                Self::Plain(stream) => stream.write_all(bytes).await,
                Self::Tls(stream, _) => {
                    stream.write_all(bytes).await?;
                    stream.flush().await
                }
            }
        };
        tokio::time::timeout(limit, written).await.map_err(|_| io::ErrorKind::TimedOut)?
    }

    /// Reads what is there, once there is something; nothing is the end.
    pub(super) async fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut buffer = vec![0; BUFFER_BYTES];
        let count = match self {
            Self::Plain(stream) => stream.read(&mut buffer).await,
            Self::Tls(stream, _) => stream.read(&mut buffer).await,
        }?;
        buffer.truncate(count);
        Ok(buffer)
    }
}
