//! Where does a proxy connect to, and where does it refuse to?

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::Ordering;

use tokio::net::{TcpSocket, TcpStream, UdpSocket};
use tokio::time::sleep;

use super::Reach;
use super::destination::Destination;
use super::server::Proxy;

/// Why a proxy does not connect.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Refused {
    /// Its rules forbid it, or the world does.
    Forbidden,
    /// It tried, or has nothing to try with.
    Unreachable,
}

impl Proxy {
    /// Says whether the rules of the proxy let anyone through to `destination`.
    pub(super) fn lets_through(&self, destination: &Destination) -> bool {
        match self.kind.behaviour.reach {
            Reach::Any | Reach::NoRoute => true,
            Reach::Only(ports) => {
                ports.iter().any(|port| self.world.ports.number(*port) == destination.port)
            }
            Reach::Nowhere => false,
        }
    }

    /// The address of `destination`, if the rules and the world permit it.
    pub(super) fn locate(&self, destination: &Destination) -> Result<SocketAddr, Refused> {
        if !self.lets_through(destination) {
            return Err(Refused::Forbidden);
        }
        let named = self.world.names.get(&destination.host.to_ascii_lowercase()).copied();
        let address = named.or_else(|| destination.host.parse().ok());
        let address = address.ok_or(Refused::Unreachable)?.to_canonical();
        if !address.is_loopback() && !self.world.permits.contains(&address) {
            return Err(Refused::Forbidden);
        }
        match self.kind.behaviour.reach {
            Reach::NoRoute => Err(Refused::Unreachable),
            _ => Ok(SocketAddr::new(address, destination.port)),
        }
    }

    /// Connects to `destination`.
    pub(super) async fn dial(&self, destination: &Destination) -> Result<TcpStream, Refused> {
        let address = self.locate(destination)?;
        sleep(self.paced(self.kind.behaviour.dial_delay)).await;
        self.connect(address).await.map_err(|_| Refused::Unreachable)
    }

    /// Connects to `address`, which was permitted, and counts it.
    pub(super) async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
        let socket = match address {
            SocketAddr::V4(_) => TcpSocket::new_v4()?,
            SocketAddr::V6(_) => TcpSocket::new_v6()?,
        };
        if let Some(from) = self.source(address) {
            socket.bind(SocketAddr::new(from, 0))?;
        }
        let stream = socket.connect(address).await?;
        stream.set_nodelay(true)?;
        self.made.fetch_add(1, Ordering::Relaxed);
        Ok(stream)
    }

    /// A socket that exchanges datagrams with `destination` and with nobody else.
    pub(super) async fn datagrams(&self, destination: &Destination) -> Result<UdpSocket, Refused> {
        let address = self.locate(destination)?;
        let bound = async {
            let any = if address.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
            let socket = match self.source(address) {
                Some(from) => UdpSocket::bind(SocketAddr::new(from, 0)).await?,
                None => UdpSocket::bind(any).await?,
            };
            socket.connect(address).await?;
            Ok::<_, io::Error>(socket)
        };
        let socket = bound.await.map_err(|_| Refused::Unreachable)?;
        self.made.fetch_add(1, Ordering::Relaxed);
        Ok(socket)
    }

    /// The address that connections to `address` come from: that of the proxy, unless it has another
    /// way out or is of the other family.
    fn source(&self, address: SocketAddr) -> Option<IpAddr> {
        let own = self.kind.behaviour.exit.map_or(self.address.ip(), IpAddr::from);
        let fits = own.is_ipv4() == address.is_ipv4() && address.ip().is_loopback();
        (fits && !own.is_unspecified()).then_some(own)
    }
}
