//! From which address to which a network goes, however a registry writes it.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// The addresses of a network, first and last included; both are of the same family.
///
/// Registries give out ranges that are no CIDR block, so this is not an [`IpNet`].
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "(IpAddr, IpAddr)", into = "(IpAddr, IpAddr)")]
pub struct Span {
    first: IpAddr,
    last: IpAddr,
}

impl Span {
    /// From `first` to `last`; nothing when they are of two families, or the wrong way round.
    #[must_use]
    pub fn new(first: IpAddr, last: IpAddr) -> Option<Self> {
        (first.is_ipv4() == last.is_ipv4() && first <= last).then_some(Self { first, last })
    }

    /// The network of `length` bits that `address` is in.
    #[must_use]
    pub fn around(address: IpAddr, length: u8) -> Option<Self> {
        IpNet::new(address, length).ok().map(Self::from)
    }

    /// Reads `192.0.2.0 - 192.0.2.255`, `192.0.2.0/24`, `2001:db8::/32` and a single address.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((first, last)) = text.split_once('-') {
            return Self::new(first.trim().parse().ok()?, last.trim().parse().ok()?);
        }
        if text.contains('/') {
            return text.parse::<IpNet>().ok().map(Self::from);
        }
        let address = text.parse().ok()?;
        Self::new(address, address)
    }

    /// The first address.
    #[must_use]
    pub const fn first(&self) -> IpAddr {
        self.first
    }

    /// The last address.
    #[must_use]
    pub const fn last(&self) -> IpAddr {
        self.last
    }

    /// Whether `address` is in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        address.is_ipv4() == self.first.is_ipv4() && self.first <= address && address <= self.last
    }

    /// How many addresses follow the first one: small is specific.
    #[must_use]
    pub fn reach(&self) -> u128 {
        number(self.last).saturating_sub(number(self.first))
    }

    /// What it has in common with `other`.
    #[must_use]
    pub fn within(&self, other: &Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// The CIDR block that it is, if it is one.
    #[must_use]
    pub fn network(&self) -> Option<IpNet> {
        let bits: u32 = if self.first.is_ipv4() { 32 } else { 128 };
        let free = 128_u32.checked_sub(self.reach().leading_zeros())?;
        let length = u8::try_from(bits.checked_sub(free)?).ok()?;
        let network = IpNet::new(self.first, length).ok()?;
        (network.network() == self.first && network.broadcast() == self.last).then_some(network)
    }
}

/// An address as a number, for distances within one family.
pub(super) fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    }
}

/// Whether an address of the public Internet may have somebody to tell. This machine's, a private
/// network's and a group's addresses have nobody whom a registry knows.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// RFC 6890 section 2.2.2, the rows that are "Global: False", documentation apart.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    !(a == 0
        || a >= 224
        || (a == 100 && b & 0xc0 == 64)
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local())
}

/// RFC 6890 section 2.2.3, likewise: only `2000::/3` is given out.
fn is_public_v6(address: Ipv6Addr) -> bool {
    address.segments().first().is_some_and(|first| first & 0xe000 == 0x2000)
}

impl From<IpNet> for Span {
    fn from(network: IpNet) -> Self {
        Self { first: network.network(), last: network.broadcast() }
    }
}

impl From<Span> for (IpAddr, IpAddr) {
    fn from(span: Span) -> Self {
        (span.first, span.last)
    }
}

impl TryFrom<(IpAddr, IpAddr)> for Span {
    type Error = &'static str;

    fn try_from((first, last): (IpAddr, IpAddr)) -> Result<Self, Self::Error> {
        Self::new(first, last).ok_or("a network goes from a lower address to a higher one")
    }
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.network() {
            Some(network) => write!(out, "{network}"),
            None => write!(out, "{} - {}", self.first, self.last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_reads_back_as_it_is_written() {
        for text in ["192.0.2.0/24", "192.0.2.1 - 192.0.2.9", "2001:db8::/32", "0.0.0.0/0", "::/0"]
        {
            assert_eq!(Span::read(text).unwrap().to_string(), text);
        }
        assert_eq!(Span::read("192.0.2.0-192.0.2.255").unwrap().to_string(), "192.0.2.0/24");
        assert_eq!(Span::read("192.0.2.7").unwrap().to_string(), "192.0.2.7/32");
        for text in ["", "-", "192.0.2.9 - 192.0.2.1", "192.0.2.0 - 2001:db8::", "192.0.2.0/33"] {
            assert_eq!(Span::read(text), None, "{text}");
        }
    }

    #[test]
    fn it_holds_its_ends_and_no_other_family() {
        let span = Span::read("192.0.2.0/24").unwrap();
        assert!(span.contains("192.0.2.0".parse().unwrap()));
        assert!(span.contains("192.0.2.255".parse().unwrap()));
        assert!(!span.contains("192.0.3.0".parse().unwrap()));
        assert!(!span.contains("2001:db8::1".parse().unwrap()));
        assert_eq!(span.reach(), 255);
    }

    #[test]
    fn addresses_of_no_registry_are_told_apart() {
        for address in ["127.0.0.1", "10.1.2.3", "100.64.0.1", "::1", "fe80::1", "224.0.0.1"] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in ["192.0.2.1", "8.8.8.8", "2001:db8::1", "100.128.0.1"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }
}
