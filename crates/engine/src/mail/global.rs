//! Is an address one of the public Internet, that a letter may go to because DNS says so?

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether `address` is globally reachable (RFC 6890 section 2.2): not this machine, no private, shared,
/// link-local, documentation, benchmarking or group address, and none that is one of those in another
/// spelling (mapped, translated, 6to4, Teredo).
pub(super) fn is_global(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_global_v4(address),
        IpAddr::V6(address) => is_global_v6(address),
    }
}

fn is_global_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127 | 224..=255, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 168, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    )
}

fn is_global_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // Translated (RFC 6052), 6to4 (RFC 3056): the address inside counts.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            is_global_v4(inside(high, low))
        }
        // Protocol assignments with Teredo (RFC 4380), documentation (RFC 3849, RFC 9637).
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

fn inside(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_not_global_in_any_spelling() {
        for near in [
            "0.0.0.0",
            "10.1.2.3",
            "127.0.0.1",
            "100.64.0.1",
            "169.254.169.254",
            "172.31.255.255",
            "192.168.1.1",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::127.0.0.1",
            "64:ff9b:1::1",
            "2002:7f00:1::1",
            "2001::1",
            "2001:db8::1",
            "3fff::1",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::127.0.0.1",
        ] {
            assert!(!is_global(near.parse().unwrap()), "{near}");
        }
        for far in [
            "8.8.8.8",
            "100.128.0.1",
            "172.32.0.1",
            "2a00:1450::1",
            "::ffff:9.9.9.9",
            "2001:4860::8",
        ] {
            assert!(is_global(far.parse().unwrap()), "{far}");
        }
    }
}
