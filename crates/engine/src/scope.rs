//! Whom we may talk to, and on whose authority.
//!
//! Loopback and this machine's own addresses always; anything else by a scope file or because the
//! user says that a host is theirs. An exclusion beats everything.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use cerrojo_model::Time;
use ipnet::IpNet;
use serde::Deserialize;

use crate::EngineError;

/// What may be probed.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    own: Vec<IpAddr>,
    mine: Vec<IpAddr>,
    networks: Vec<IpNet>,
    exclude: Vec<Exclusion>,
    authority: Option<String>,
    contact: Option<String>,
    /// The last day of the scope file.
    expires: Option<String>,
}

/// Leave to talk to one address and port. Only [`Scope::permit`] gives it.
///
/// ```compile_fail,E0451
/// let target = "192.0.2.1:25".parse().unwrap();
/// let _ = cerrojo_engine::Permit { target };
/// ```
#[derive(Clone, Debug)]
pub struct Permit {
    target: SocketAddr,
}

impl Permit {
    /// The address it is for.
    #[must_use]
    pub const fn target(&self) -> SocketAddr {
        self.target
    }

    /// Leave for another port of the same address: a scope speaks of addresses.
    pub(crate) const fn beside(&self, port: u16) -> Self {
        let mut target = self.target;
        target.set_port(port);
        Self { target }
    }
}

/// A network that must be left alone, and why, where the file says so.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Exclusion {
    /// The network.
    pub network: IpNet,
    /// Who asked for it, or why.
    pub reason: Option<String>,
}

/// Why a scope file cannot be used. Always the user's to mend; nothing is sent.
#[derive(Debug, thiserror::Error)]
pub enum ScopeError {
    /// It is not the TOML that it should be.
    #[error("the scope file cannot be read: {message}")]
    Syntax {
        /// Where and what, on one line.
        message: String,
    },
    /// Its time is over.
    #[error("the scope expired on {expires}: ask {authority} for a new one and change `expires`")]
    Expired {
        /// The last day.
        expires: String,
        /// Who gave it.
        authority: String,
    },
    /// It permits nothing.
    #[error("the scope permits nothing: `networks` is empty")]
    Empty,
    /// A network is not one.
    #[error("the scope names `{network}`, which is not an address or network such as 192.0.2.0/24")]
    BadNetwork {
        /// What is written there.
        network: String,
    },
    /// Nobody is named who permits it.
    #[error("the scope names no `{field}`: say who may be asked about these checks")]
    Anonymous {
        /// The empty field.
        field: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scope: Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    authority: String,
    contact: String,
    expires: toml::value::Datetime,
    networks: Vec<String>,
    #[serde(default)]
    exclude: Vec<Excluded>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Excluded {
    Network(String),
    Reasoned { network: String, reason: String },
}

impl Excluded {
    fn read(self) -> Result<Exclusion, ScopeError> {
        let (network, reason) = match self {
            Self::Network(network) => (network, None),
            Self::Reasoned { network, reason } => (network, Some(reason)),
        };
        Ok(Exclusion { network: parse_network(&network)?, reason })
    }
}

impl Scope {
    /// This machine alone: loopback, and the addresses it has.
    #[must_use]
    pub fn this_machine(own: Vec<IpAddr>) -> Self {
        Self { own, ..Self::default() }
    }

    /// Adds hosts that the user states are theirs.
    pub fn add_mine(&mut self, addresses: impl IntoIterator<Item = IpAddr>) {
        self.mine.extend(addresses.into_iter().map(|address| address.to_canonical()));
    }

    /// Leaves a network alone, whatever else permits it.
    pub fn exclude(&mut self, exclusion: Exclusion) {
        let network = unmapped(exclusion.network).trunc();
        self.exclude.push(Exclusion { network, ..exclusion });
    }

    /// Adds what a scope file permits.
    ///
    /// # Errors
    ///
    /// The user's: not such a file, expired at `now` (its last day, in UTC, still counts), empty.
    pub fn add_file(&mut self, text: &str, now: Time) -> Result<(), ScopeError> {
        let File { scope } = toml::from_str(text).map_err(|error| syntax(text, &error))?;
        for (field, value) in [("authority", &scope.authority), ("contact", &scope.contact)] {
            if value.trim().is_empty() {
                return Err(ScopeError::Anonymous { field });
            }
        }
        let Some(expires) = scope.expires.date else {
            return Err(ScopeError::Syntax {
                message: "`expires` wants a date such as 2027-01-31".into(),
            });
        };
        let expires = expires.to_string();
        if now.date_naive().to_string() > expires {
            return Err(ScopeError::Expired { expires, authority: scope.authority });
        }
        if scope.networks.is_empty() {
            return Err(ScopeError::Empty);
        }
        // All of it or nothing: a file that is wrong halfway permits nobody.
        let networks = scope.networks.iter().map(|network| parse_network(network));
        let networks = networks.collect::<Result<Vec<_>, _>>()?;
        let exclude =
            scope.exclude.into_iter().map(Excluded::read).collect::<Result<Vec<_>, _>>()?;
        self.networks.extend(networks);
        self.exclude.extend(exclude);
        self.expires = Some(expires);
        self.authority = Some(scope.authority);
        self.contact = Some(scope.contact);
        Ok(())
    }

    /// Gives leave to talk to `target`.
    ///
    /// # Errors
    ///
    /// [`EngineError::OutOfScope`] when nobody permitted it, [`EngineError::Excluded`] when somebody
    /// excluded it.
    pub fn permit(&self, target: SocketAddr) -> Result<Permit, EngineError> {
        let address = target.ip().to_canonical();
        let permitted = address.is_loopback()
            || self.own.contains(&address)
            || self.mine.contains(&address)
            || self.networks.iter().any(|network| network.contains(&address));
        let exclusion = self.exclude.iter().find(|excluded| excluded.network.contains(&address));
        if let Some(exclusion) = exclusion {
            return Err(EngineError::Excluded {
                target: address,
                reason: exclusion.reason.clone(),
            });
        }
        if permitted {
            Ok(Permit { target })
        } else {
            Err(EngineError::OutOfScope { target: address })
        }
    }

    /// Whether a scope file still counts at `now`: a long run may outlive it.
    ///
    /// # Errors
    ///
    /// [`EngineError::ScopeExpired`]: nothing more may be begun.
    pub fn lasts(&self, now: Time) -> Result<(), EngineError> {
        match &self.expires {
            Some(expires) if now.date_naive().to_string() > *expires => {
                Err(EngineError::ScopeExpired { expires: expires.clone() })
            }
            _ => Ok(()),
        }
    }

    /// Gives leave for at least one address of `network`, as far as can be told without going
    /// through them all: each still needs its own [`Permit`].
    ///
    /// # Errors
    ///
    /// As [`Scope::permit`], when there is none for any of them.
    pub fn touch(&self, network: &IpNet) -> Result<(), EngineError> {
        let own = self.own.iter().chain(&self.mine).map(|address| IpNet::from(*address));
        let v4 = IpNet::new(Ipv4Addr::LOCALHOST.into(), 8).ok();
        let loopback = [v4, Some(IpAddr::from(Ipv6Addr::LOCALHOST).into())];
        let mut known = own.chain(loopback.into_iter().flatten()).chain(self.networks.clone());
        let network = unmapped(*network);
        let overlap = |known: IpNet| known.contains(&network) || network.contains(&known);
        let exclusion = self.exclude.iter().find(|excluded| excluded.network.contains(&network));
        let target = network.addr();
        match exclusion {
            Some(exclusion) => {
                Err(EngineError::Excluded { target, reason: exclusion.reason.clone() })
            }
            None if known.any(overlap) => Ok(()),
            None => Err(EngineError::OutOfScope { target }),
        }
    }

    /// This machine's own addresses.
    pub(crate) fn own_addresses(&self) -> impl Iterator<Item = IpAddr> {
        self.own.iter().copied()
    }

    /// Who gave leave, when a scope file says so.
    #[must_use]
    pub fn authority(&self) -> Option<&str> {
        self.authority.as_deref()
    }

    /// Whom to ask.
    #[must_use]
    pub fn contact(&self) -> Option<&str> {
        self.contact.as_deref()
    }

    /// The networks of the scope file.
    #[must_use]
    pub fn networks(&self) -> &[IpNet] {
        &self.networks
    }

    /// What must be left alone.
    #[must_use]
    pub fn exclusions(&self) -> &[Exclusion] {
        &self.exclude
    }
}

/// The addresses of this machine's interfaces.
#[must_use]
pub fn own_addresses() -> Vec<IpAddr> {
    let Ok(interfaces) = nix::ifaddrs::getifaddrs() else { return Vec::new() };
    let address = |storage: nix::sys::socket::SockaddrStorage| {
        let v4 = storage.as_sockaddr_in().map(|address| IpAddr::V4(address.ip()));
        v4.or_else(|| storage.as_sockaddr_in6().map(|address| IpAddr::V6(address.ip())))
    };
    interfaces.filter_map(|interface| interface.address.and_then(address)).collect()
}

/// A network, or an address as a network of one. Bits below the prefix are ignored.
fn parse_network(text: &str) -> Result<IpNet, ScopeError> {
    let text = text.trim();
    let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    let network = network.map_err(|_| ScopeError::BadNetwork { network: text.to_owned() })?;
    Ok(unmapped(network).trunc())
}

/// IPv4 written inside IPv6 (`::ffff:192.0.2.0/120`) is the IPv4 network: addresses are compared so.
fn unmapped(network: IpNet) -> IpNet {
    let mapped = match network {
        IpNet::V6(v6) => v6.addr().to_ipv4_mapped().zip(v6.prefix_len().checked_sub(96)),
        IpNet::V4(_) => None,
    };
    let v4 = mapped.and_then(|(address, length)| ipnet::Ipv4Net::new(address, length).ok());
    v4.map_or(network, IpNet::V4)
}

fn syntax(text: &str, error: &toml::de::Error) -> ScopeError {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.get(..start).unwrap_or_default().matches('\n').count().saturating_add(1);
    let message = error.message().lines().next().unwrap_or("not TOML").to_owned();
    ScopeError::Syntax { message: format!("line {line}: {message}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
[scope]
authority = "CSIRT Example, mandate 2026-14"
contact   = "probes@csirt.example"
expires   = 2027-01-31
networks  = ["192.0.2.0/24", "2001:db8:7::/48", "198.51.100.7"]
exclude   = ["192.0.2.128/25", { network = "127.0.0.9", reason = "asked to be left alone" }]
"#;

    fn at(day: &str) -> Time {
        format!("{day}T12:00:00Z").parse().unwrap()
    }

    fn read(text: &str, day: &str) -> Result<Scope, ScopeError> {
        let mut scope = Scope::this_machine(vec!["203.0.113.5".parse().unwrap()]);
        scope.add_file(text, at(day)).map(|()| scope)
    }

    #[test]
    fn permits_what_the_file_says_and_nothing_else() {
        let scope = read(FILE, "2026-11-22").unwrap();
        let may =
            |address: &str| scope.permit(SocketAddr::new(address.parse().unwrap(), 25)).is_ok();
        for address in [
            "192.0.2.1",
            "2001:db8:7::1",
            "198.51.100.7",
            "127.0.0.1",
            "::1",
            "203.0.113.5",
            "::ffff:192.0.2.1",
        ] {
            assert!(may(address), "{address}");
        }
        for address in [
            "192.0.2.128",
            "198.51.100.8",
            "2001:db8:8::1",
            "127.0.0.9",
            "203.0.113.6",
            "::ffff:127.0.0.9",
        ] {
            assert!(!may(address), "{address}");
        }
    }

    #[test]
    fn a_file_that_is_wrong_halfway_permits_nobody() {
        let mut scope = Scope::default();
        let text = FILE.replace("198.51.100.7", "oops");
        assert!(matches!(
            scope.add_file(&text, at("2026-11-22")),
            Err(ScopeError::BadNetwork { .. })
        ));
        assert!(scope.permit("192.0.2.1:25".parse().unwrap()).is_err());
    }

    #[test]
    fn mapped_networks_exclude_what_they_mean() {
        let scope =
            read(&FILE.replace("192.0.2.128/25", "::ffff:192.0.2.128/121"), "2026-11-22").unwrap();
        assert!(scope.permit("192.0.2.200:25".parse().unwrap()).is_err());
        assert!(scope.permit("192.0.2.100:25".parse().unwrap()).is_ok());
    }

    #[test]
    fn a_network_is_touched_when_some_of_it_may_be_asked() {
        let scope = read(FILE, "2026-11-22").unwrap();
        let touch = |network: &str| scope.touch(&network.parse().unwrap());
        for network in
            ["192.0.0.0/16", "192.0.2.0/25", "127.0.0.0/30", "203.0.113.0/24", "2001:db8:7:1::/64"]
        {
            assert!(touch(network).is_ok(), "{network}");
        }
        for network in ["198.51.100.8/29", "2001:db8:8::/64", "203.0.113.8/29"] {
            assert!(matches!(touch(network), Err(EngineError::OutOfScope { .. })), "{network}");
        }
        for network in ["192.0.2.128/26", "::ffff:192.0.2.192/122", "127.0.0.9/32"] {
            assert!(matches!(touch(network), Err(EngineError::Excluded { .. })), "{network}");
        }
    }

    #[test]
    fn the_last_day_counts_and_the_next_does_not() {
        let scope = read(FILE, "2027-01-31").unwrap();
        assert!(scope.lasts(at("2027-01-31")).is_ok());
        assert!(matches!(scope.lasts(at("2027-02-01")), Err(EngineError::ScopeExpired { .. })));
        assert!(matches!(read(FILE, "2027-02-01"), Err(ScopeError::Expired { .. })));
    }

    #[test]
    fn what_cannot_be_read_permits_nothing() {
        for (from, to) in [
            ("networks ", "netwroks "),
            ("192.0.2.0/24", "192.0.2.0/33"),
            ("\"192.0.2.0/24\", \"2001:db8:7::/48\", \"198.51.100.7\"", ""),
            ("2027-01-31", "12:00:00"),
            ("probes@csirt.example", " "),
        ] {
            assert!(read(&FILE.replace(from, to), "2026-11-22").is_err(), "{to}");
        }
    }
}
