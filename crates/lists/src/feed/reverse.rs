//! Reads the addresses that stand backwards in owner names of lists in DNS.

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// Hexadecimal digits of an IPv6 address, a label each.
const NIBBLES: usize = 32;

/// Reads `25.2.0.192` (RFC 5782 section 2.1), 32 nibbles (section 2.4) and wildcards for whole networks, `*.2.0.192`;
/// what stands behind is the name of the list, empty or beginning with another kind of label.
///
/// A wildcard with up to three labels is IPv4, with four or more IPv6.
pub(super) fn owner(name: &str) -> Option<(IpNet, &str)> {
    let (is_wild, rest) = match name.strip_prefix("*.") {
        Some(rest) => (true, rest),
        None => (false, name),
    };
    octets(rest, is_wild).or_else(|| nibbles(rest, is_wild))
}

fn octets(name: &str, is_wild: bool) -> Option<(IpNet, &str)> {
    let mut address = 0_u32;
    let mut count = 0_u8;
    let mut rest = name;
    while let Some((octet, after)) = first_label(rest).and_then(|(label, after)| {
        let is_plain = label.len() == 1 || !label.starts_with('0');
        label.parse::<u8>().ok().filter(|_| is_plain).map(|octet| (octet, after))
    }) {
        // The first label is the last octet.
        address = (address >> 8) | (u32::from(octet) << 24);
        count = count.checked_add(1).filter(|count| *count <= 4)?;
        rest = after;
    }
    let is_whole = if is_wild { (1..=3).contains(&count) } else { count == 4 };
    let network = Ipv4Net::new(Ipv4Addr::from(address), count.checked_mul(8)?).ok()?;
    (is_whole && !begins_with_nibble(rest)).then_some((network.into(), rest))
}

fn nibbles(name: &str, is_wild: bool) -> Option<(IpNet, &str)> {
    let mut address = 0_u128;
    let mut count = 0_usize;
    let mut rest = name;
    while let Some((label, after)) = first_label(rest).filter(|(label, _)| label.len() == 1) {
        let Ok(nibble) = u128::from_str_radix(label, 16) else { break };
        address = (address >> 4) | (nibble << 124);
        count = count.checked_add(1).filter(|count| *count <= NIBBLES)?;
        rest = after;
    }
    let is_whole = if is_wild { (4..NIBBLES).contains(&count) } else { count == NIBBLES };
    let prefix = u8::try_from(count.checked_mul(4)?).ok()?;
    let network = Ipv6Net::new(Ipv6Addr::from(address), prefix).ok()?;
    is_whole.then_some((network.into(), rest))
}

fn begins_with_nibble(name: &str) -> bool {
    let label = first_label(name).map_or("", |(label, _)| label);
    label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn first_label(name: &str) -> Option<(&str, &str)> {
    let (label, rest) = name.split_once('.').unwrap_or((name, ""));
    let is_digits = label.bytes().all(|byte| byte.is_ascii_hexdigit());
    (!label.is_empty() && is_digits).then_some((label, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Option<String> {
        owner(name).map(|(network, rest)| format!("{network} {rest}"))
    }

    #[test]
    fn reads_addresses_and_networks() {
        assert_eq!(read("25.2.0.192").unwrap(), "192.0.2.25/32 ");
        assert_eq!(read("25.2.0.192.bl.example.net.").unwrap(), "192.0.2.25/32 bl.example.net.");
        assert_eq!(read("*.113.0.203").unwrap(), "203.0.113.0/24 ");
        assert_eq!(read("*.10").unwrap(), "10.0.0.0/8 ");
        let name = format!("{}8.b.d.0.1.0.0.2", "0.".repeat(24));
        assert_eq!(read(&name).unwrap(), "2001:db8::/128 ");
        assert_eq!(read("*.8.b.d.0.1.0.0.2.v6").unwrap(), "2001:db8::/32 v6");
    }

    #[test]
    fn other_names_are_none() {
        let others = ["@", "", "www", "*", "2.0.192", "1.25.2.0.192", "256.2.0.192", "025.2.0.192"];
        for name in others.into_iter().chain(["*.25.2.0.192", "8.b.d.0.1.0.0.2", "bl.25.2.0.192"]) {
            assert_eq!(read(name), None, "{name}");
        }
    }
}
