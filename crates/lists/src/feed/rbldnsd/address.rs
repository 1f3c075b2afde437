//! Reads addresses and ranges as rbldnsd does: shortened ones too.

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, IpSubnets, Ipv4Net, Ipv4Subnets, Ipv6Net};

/// Networks, how many IPv4 addresses they hold together, and what stands behind them.
pub(super) struct Found<'a> {
    pub(super) networks: Vec<IpNet>,
    pub(super) addresses: u64,
    pub(super) rest: &'a str,
}

impl<'a> Found<'a> {
    fn one(network: IpNet, rest: &'a str) -> Self {
        let hosts = match network {
            IpNet::V4(network) => 32_u32.saturating_sub(u32::from(network.prefix_len())),
            IpNet::V6(_) => 0,
        };
        let addresses = 1_u64.checked_shl(hosts).unwrap_or(u64::MAX);
        Self { networks: vec![network], addresses, rest }
    }
}

const HOST_BITS: &str = "bits behind its prefix are not 0";

/// A whole IPv4 address.
pub(super) fn address4(text: &str) -> Result<Found<'_>, &'static str> {
    let wanted = "want an IPv4 address of its own, such as 192.0.2.7";
    let (address, bits, rest) = prefix4(text).filter(|found| found.1 == 32).ok_or(wanted)?;
    let network = Ipv4Net::new(address.into(), bits).map_err(|_| wanted)?;
    ended(rest).then(|| Found::one(network.into(), rest)).ok_or(wanted)
}

/// An IPv4 address, its first octets, or a network.
pub(super) fn network4(text: &str) -> Result<Found<'_>, &'static str> {
    let wanted = "want an IPv4 address, its first octets, or a network such as 192.0.2.0/28";
    let (address, octets, rest) = prefix4(text).ok_or(wanted)?;
    let (bits, rest) = match rest.strip_prefix('/') {
        Some(rest) => number(rest, 32).ok_or(wanted)?,
        None if octets == 8 => return Err(wanted),
        None => (octets, rest),
    };
    let network = Ipv4Net::new(address.into(), bits).map_err(|_| wanted)?;
    if !ended(rest) {
        return Err(wanted);
    }
    if network.trunc() != network {
        return Err(HOST_BITS);
    }
    Ok(Found::one(network.into(), rest))
}

/// The same, or a range of them: `192.0.2.1-192.0.2.9`, `192.0.2.1-9`, `192.0.2-5`.
pub(super) fn range4(text: &str) -> Result<Found<'_>, &'static str> {
    let Some((first, bits, rest)) = prefix4(text) else { return network4(text) };
    let Some(end) = rest.strip_prefix('-') else { return network4(text) };
    let wanted = "want a range such as 192.0.2.1-192.0.2.9 or 192.0.2.1-9, the smaller end first";
    let (mut last, last_bits, rest) = prefix4(end).ok_or(wanted)?;
    if last_bits == 8 {
        // One octet alone takes the place of the last one in front.
        let kept = u32::MAX.checked_shl(40_u32.saturating_sub(u32::from(bits))).unwrap_or(0);
        last = (last >> bits.saturating_sub(8)) | (first & kept);
    } else if last_bits != bits {
        return Err(wanted);
    }
    last |= u32::MAX.checked_shr(bits.into()).unwrap_or(0);
    if first > last || !ended(rest) {
        return Err(wanted);
    }
    let addresses = u64::from(last).saturating_sub(first.into()).saturating_add(1);
    let subnets = Ipv4Subnets::new(first.into(), last.into(), 0);
    Ok(Found { networks: IpSubnets::V4(subnets).collect(), addresses, rest })
}

/// An IPv6 address, its first words, or a network.
pub(super) fn network6(text: &str) -> Result<Found<'_>, &'static str> {
    let wanted = "want an IPv6 address, its first words, or a network such as 2001:db8::/48";
    let (address, words, rest) = prefix6(text).ok_or(wanted)?;
    let (bits, rest) = match rest.strip_prefix('/') {
        Some(rest) => number(rest, 128).ok_or(wanted)?,
        None if words == 16 => return Err(wanted),
        None => (words, rest),
    };
    let network = Ipv6Net::new(address, bits).map_err(|_| wanted)?;
    if !ended(rest) {
        return Err(wanted);
    }
    if network.trunc() != network {
        return Err(HOST_BITS);
    }
    Ok(Found::one(network.into(), rest))
}

/// Four words, the first half of an address; an exclusion is a whole one.
pub(super) fn half6(text: &str, is_exclusion: bool) -> Result<Found<'_>, &'static str> {
    let (bits, wanted) = if is_exclusion {
        (128, "want a whole IPv6 address to exclude")
    } else {
        (64, "want the first four words of an IPv6 address, such as 2001:db8:20:1")
    };
    let (address, words, rest) = prefix6(text).ok_or(wanted)?;
    let network = Ipv6Net::new(address, words).map_err(|_| wanted)?;
    let fits = words == bits && ended(rest);
    fits.then(|| Found::one(network.into(), rest)).ok_or(wanted)
}

/// One to four octets, the bits that they say, and what stands behind.
pub(super) fn prefix4(text: &str) -> Option<(u32, u8, &str)> {
    let (mut octets, mut count, mut rest) = ([0_u8; 4], 0_u8, text);
    for octet in &mut octets {
        let (value, after) = number(rest, 255)?;
        (*octet, rest) = (value, after);
        count = count.saturating_add(1);
        match rest.strip_prefix('.') {
            Some(after) if count < 4 => rest = after,
            _ => break,
        }
    }
    Some((Ipv4Addr::from(octets).into(), count.saturating_mul(8), rest))
}

/// Words, the bits that they say, and what stands behind; with `::` it is a whole address.
fn prefix6(text: &str) -> Option<(Ipv6Addr, u8, &str)> {
    let part = |byte: u8| byte.is_ascii_hexdigit() || byte == b':';
    let end = text.bytes().position(|byte| !part(byte)).unwrap_or(text.len());
    let (address, rest) = text.split_at_checked(end)?;
    if address.contains("::") {
        return Some((address.parse().ok()?, 128, rest));
    }
    let (mut words, mut count) = ([0_u16; 8], 0_usize);
    for word in address.split(':') {
        let fits = (1..=4).contains(&word.len());
        *words.get_mut(count)? = u16::from_str_radix(word, 16).ok().filter(|_| fits)?;
        count = count.saturating_add(1);
    }
    let bits = u8::try_from(count.saturating_mul(16)).ok()?;
    (address.contains(':') || rest.starts_with('/')).then_some((words.into(), bits, rest))
}

fn number(text: &str, most: u8) -> Option<(u8, &str)> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let digits = digits.trim_start_matches('0');
    let value = if digits.is_empty() && end > 0 { 0 } else { digits.parse().ok()? };
    (value <= most).then_some((value, rest))
}

/// Whether an address may end here.
fn ended(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t', '#', ';', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: Result<Found<'_>, &'static str>) -> String {
        match found {
            Ok(found) => {
                let networks: Vec<String> = found.networks.iter().map(IpNet::to_string).collect();
                networks.join(",")
            }
            Err(_) => "no".to_owned(),
        }
    }

    /// rbldnsd(8), "ip4set Dataset", names these as the same.
    #[test]
    fn the_manual_examples_are_the_same() {
        for text in "127.0.0.0/24 127.0.0 127.0.0.0-127.0.0.255".split(' ') {
            assert_eq!(shown(range4(text)), "127.0.0.0/24", "{text}");
        }
        let many = "127.16.0.0-127.31.255.255 127.16.0-127.31.255 127.16-127.31 127.16-31 127.16.0.0/12 127.16.0/12 127.16/12";
        for text in many.split(' ') {
            assert_eq!(shown(range4(text)), "127.16.0.0/12", "{text}");
        }
        assert_eq!(shown(range4("127.16.0-31")), "127.16.0.0/19");
        assert_eq!(
            shown(range4("192.168.1-5 text")),
            "192.168.1.0/24,192.168.2.0/23,192.168.4.0/23"
        );
    }

    #[test]
    fn wrong_ones_are_refused() {
        for text in "127 1.2.3.4.5 1.2.3. 1.2-1.2.3.4 5.5-4 1.2.3.4/33 1.2.3.4/24 256.1 1.2.3.4x -1"
            .split(' ')
        {
            assert_eq!(shown(range4(text)), "no", "{text}");
        }
        assert_eq!(shown(network4("1.2.3-4")), "no");
        assert_eq!(shown(address4("1.2.3")), "no");
        for text in
            "2001 2001:db8::/200 2001:db8::1/48 g::1 2001: 1:2:3:4:5:6:7:8:9 ::1::".split(' ')
        {
            assert_eq!(shown(network6(text)), "no", "{text}");
        }
        assert_eq!(shown(network6("2001:21ab:c000/36")), "2001:21ab:c000::/36");
        assert_eq!(shown(half6("2001:db8::", false)), "no");
        assert_eq!(shown(half6("2001:db8:20:1", false)), "2001:db8:20:1::/64");
    }
}
