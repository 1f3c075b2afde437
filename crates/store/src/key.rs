//! The key of a case in the database: the suspect in twenty bytes.

use std::net::{IpAddr, Ipv6Addr};

use cerrojo_model::{Kind, Suspect};
use ipnet::IpNet;

/// 16 bytes of address (IPv4 inside IPv6), the length of the prefix, the port, the kind.
pub(crate) fn of(suspect: &Suspect) -> Vec<u8> {
    let network = suspect.network();
    let mut key = Vec::with_capacity(20);
    key.extend(address(network.addr()));
    let prefix = match network {
        IpNet::V4(network) => network.prefix_len().saturating_add(96),
        IpNet::V6(network) => network.prefix_len(),
    };
    key.push(prefix);
    key.extend(suspect.port().unwrap_or(0).to_be_bytes());
    key.push(match suspect.kind() {
        None => 0,
        Some(Kind::OpenRelay) => 1,
        Some(Kind::OpenProxy) => 2,
    });
    key
}

/// An address in 16 bytes: those of one family stand together, in their order.
pub(crate) fn address(address: IpAddr) -> [u8; 16] {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => address.octets(),
    }
}

/// The address of 16 bytes.
pub(crate) fn of_address(bytes: &[u8]) -> Option<IpAddr> {
    let bytes: [u8; 16] = bytes.try_into().ok()?;
    Some(IpAddr::V6(Ipv6Addr::from(bytes)).to_canonical())
}

/// The suspect of a key.
pub(crate) fn suspect(key: &[u8]) -> Option<Suspect> {
    let (ip, rest) = key.split_at_checked(16)?;
    let [prefix, high, low, kind] = *rest else { return None };
    let ip = of_address(ip)?;
    let prefix = if ip.is_ipv4() { prefix.checked_sub(96)? } else { prefix };
    let kind = match kind {
        1 => Some(Kind::OpenRelay),
        2 => Some(Kind::OpenProxy),
        _ => None,
    };
    let network = IpNet::new(ip, prefix).ok()?;
    Some(Suspect::new(network, Some(u16::from_be_bytes([high, low])), kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suspect_survives_its_key() {
        for (network, port, kind) in [
            ("192.0.2.7/32", Some(25), None),
            ("192.0.2.0/28", None, None),
            ("2001:db8::7/128", Some(3128), Some(Kind::OpenProxy)),
            ("2001:db8::/32", None, Some(Kind::OpenRelay)),
            ("0.0.0.0/0", None, None),
            ("::/0", None, None),
        ] {
            let there = Suspect::new(network.parse().unwrap(), port, kind);
            let key = of(&there);
            assert_eq!((key.len(), suspect(&key)), (20, Some(there)), "{network}");
        }
    }
}
