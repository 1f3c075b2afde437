//! What somebody says may be open; nothing was verified yet.

use std::fmt;

use ipnet::{IpNet, Ipv4Net};

use crate::Kind;

/// Ports where mail is handed over or submitted (RFC 5321, RFC 6409, RFC 8314), and a usual spare one.
const MAIL_PORTS: &[u16] = &[25, 465, 587, 2525];

/// One address or network, with a port and a kind as far as they are known.
///
/// It is the key under which reports meet: the same suspect is the same, whoever names it. So what
/// can be told is told here and nowhere else, and two suspects that mean the same are equal.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Suspect {
    network: IpNet,
    port: Option<u16>,
    kind: Option<Kind>,
}

impl Suspect {
    /// A suspect in its one form: IPv4 inside IPv6 is IPv4, bits behind the prefix are 0, port 0 is
    /// none, a port without a kind tells the kind, and a relay without a port is one on port 25.
    #[must_use]
    pub fn new(network: IpNet, port: Option<u16>, kind: Option<Kind>) -> Self {
        let port = port.filter(|port| *port > 0);
        let told =
            |port| if MAIL_PORTS.contains(&port) { Kind::OpenRelay } else { Kind::OpenProxy };
        let kind = kind.or_else(|| port.map(told));
        let port = port.or_else(|| (kind == Some(Kind::OpenRelay)).then_some(25));
        Self { network: unmapped(network).trunc(), port, kind }
    }

    /// The address, as a network of one, or the network.
    #[must_use]
    pub const fn network(&self) -> IpNet {
        self.network
    }

    /// Its port; `None` for the usual ones.
    #[must_use]
    pub const fn port(&self) -> Option<u16> {
        self.port
    }

    /// What is said of it; `None` where nobody says.
    #[must_use]
    pub const fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// Whether it leaves open what exactly is meant: a network, the usual ports, or either kind.
    #[must_use]
    pub fn is_broad(&self) -> bool {
        self.port.is_none()
            || self.kind.is_none()
            || self.network.prefix_len() < self.network.max_prefix_len()
    }
}

/// `192.0.2.7:25 open-relay`, `[2001:db8::7]:3128 open-proxy`, `192.0.2.0/28`.
impl fmt::Display for Suspect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_one = self.network.prefix_len() == self.network.max_prefix_len();
        match (self.network, self.port) {
            (IpNet::V6(network), Some(port)) if is_one => {
                write!(out, "[{}]:{port}", network.addr())?;
            }
            (network, Some(port)) if is_one => write!(out, "{}:{port}", network.addr())?,
            (network, None) if is_one => write!(out, "{}", network.addr())?,
            (network, Some(port)) => write!(out, "{network} port {port}")?,
            (network, None) => write!(out, "{network}")?,
        }
        self.kind.map_or(Ok(()), |kind| write!(out, " {}", kind.id()))
    }
}

fn unmapped(network: IpNet) -> IpNet {
    let mapped = match network {
        IpNet::V6(v6) => v6.addr().to_ipv4_mapped().zip(v6.prefix_len().checked_sub(96)),
        IpNet::V4(_) => None,
    };
    mapped
        .and_then(|(address, length)| Ipv4Net::new(address, length).ok())
        .map_or(network, IpNet::V4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(network: &str, port: Option<u16>, kind: Option<Kind>) -> String {
        Suspect::new(network.parse().unwrap(), port, kind).to_string()
    }

    #[test]
    fn what_means_the_same_is_the_same() {
        assert_eq!(shown("192.0.2.7/32", None, None), "192.0.2.7");
        assert_eq!(shown("192.0.2.7/32", Some(25), None), "192.0.2.7:25 open-relay");
        assert_eq!(shown("192.0.2.7/32", None, Some(Kind::OpenRelay)), "192.0.2.7:25 open-relay");
        assert_eq!(shown("192.0.2.7/32", Some(0), Some(Kind::OpenProxy)), "192.0.2.7 open-proxy");
        assert_eq!(shown("::ffff:192.0.2.7/128", Some(8080), None), "192.0.2.7:8080 open-proxy");
        assert_eq!(shown("2001:db8::7/128", Some(3128), None), "[2001:db8::7]:3128 open-proxy");
        assert_eq!(shown("192.0.2.7/28", None, None), "192.0.2.0/28");
    }

    #[test]
    fn broad_is_what_leaves_something_open() {
        let broad = |network: &str, port, kind| {
            Suspect::new(network.parse().unwrap(), port, kind).is_broad()
        };
        assert!(broad("192.0.2.0/31", Some(25), None));
        assert!(broad("192.0.2.7/32", None, Some(Kind::OpenProxy)));
        assert!(broad("192.0.2.7/32", None, None));
        assert!(!broad("192.0.2.7/32", None, Some(Kind::OpenRelay)));
        assert!(!broad("2001:db8::7/128", Some(1080), None));
    }
}
