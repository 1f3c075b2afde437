//! Which domains are the sink's own.

use std::net::IpAddr;

/// What a name may hold in place of the address of a server: one label of digits and dashes.
const ADDRESS: &str = "{address}";

/// The names and addresses that mail for the sink may be sent to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Domains {
    names: Vec<String>,
    addresses: Vec<IpAddr>,
}

impl Domains {
    /// Takes names and the addresses that count as literals.
    ///
    /// `{address}` in a name stands for an address written with dashes, `192-0-2-7` or
    /// `2001-db8--7`, so that one name serves a whole scope of servers.
    pub fn new<N: Into<String>>(
        names: impl IntoIterator<Item = N>,
        addresses: impl IntoIterator<Item = IpAddr>,
    ) -> Self {
        let undotted = |name: N| {
            let name: String = name.into();
            name.strip_suffix('.').map_or_else(|| name.clone(), str::to_owned)
        };
        Self {
            names: names.into_iter().map(undotted).filter(|name| !name.is_empty()).collect(),
            addresses: addresses.into_iter().map(|address| address.to_canonical()).collect(),
        }
    }

    /// Says whether the domain of an address, as it was sent, is one of ours.
    ///
    /// Any case and one trailing dot; address literals as `[192.0.2.1]` and `[IPv6:2001:db8::1]`
    /// (RFC 5321 section 4.1.3), and `[2001:db8::1]`, which some servers write. A subdomain of ours
    /// is not ours.
    #[must_use]
    pub fn contains(&self, domain: &str) -> bool {
        if let Some(literal) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            return address(literal).is_some_and(|address| self.addresses.contains(&address));
        }
        let domain = domain.strip_suffix('.').unwrap_or(domain);
        self.names.iter().any(|name| matches(name, domain))
    }
}

/// Reads what stands between the brackets of a literal; mapped addresses are unmapped.
fn address(literal: &str) -> Option<IpAddr> {
    let address = match literal.split_at_checked(5) {
        Some((tag, rest)) if tag.eq_ignore_ascii_case("ipv6:") => IpAddr::V6(rest.parse().ok()?),
        _ => literal.parse().ok()?,
    };
    Some(address.to_canonical())
}

fn matches(name: &str, domain: &str) -> bool {
    let Some((before, after)) = name.split_once(ADDRESS) else {
        return name.eq_ignore_ascii_case(domain);
    };
    let fits = || {
        let (start, rest) = domain.split_at_checked(before.len())?;
        let (middle, end) = rest.split_at_checked(rest.len().checked_sub(after.len())?)?;
        let dashed = |c: char| c.is_ascii_hexdigit() || c == '-';
        let whole = !middle.is_empty() && middle.chars().all(dashed);
        Some(whole && start.eq_ignore_ascii_case(before) && end.eq_ignore_ascii_case(after))
    };
    fits().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_in_every_dress_and_nobody_else() {
        let names = ["sink.example.", "", "via-{address}.relay.example"];
        let addresses = ["192.0.2.1", "::ffff:192.0.2.2", "2001:db8::1"];
        let domains = Domains::new(names, addresses.map(|address| address.parse().unwrap()));
        let ours = [
            "sink.example",
            "SINK.Example",
            "sink.example.",
            "[192.0.2.1]",
            "[192.0.2.2]",
            "[IPv6:::ffff:192.0.2.2]",
            "[IPv6:2001:db8::1]",
            "[ipv6:2001:DB8:0::1]",
            "[2001:db8::1]",
            "via-192-0-2-7.relay.example",
            "VIA-2001-db8--7.Relay.Example.",
        ];
        for domain in ours {
            assert!(domains.contains(domain), "{domain}");
        }
        let others = [
            "",
            ".",
            "example",
            "x.sink.example",
            "sink.example..",
            "sinkxexample",
            "192.0.2.1",
            "[192.0.2.3]",
            "[]",
            "[IPv6:192.0.2.1]",
            "[IPv6:]",
            "[ipv6é]",
            "via-.relay.example",
            "via-x.relay.example",
            "via-1.2.relay.example",
            "via-relay.example",
            "é",
            "[192.0.2.1",
            "192.0.2.1]",
            "[[192.0.2.1]]",
        ];
        for domain in others {
            assert!(!domains.contains(domain), "{domain}");
        }
    }
}
