//! Plain lists: one address, network, range, `address:port` or URL a line.

use std::io::BufRead;
use std::net::IpAddr;

use cerrojo_model::{Kind, Suspect};
use ipnet::{IpNet, IpSubnets, Ipv4Subnets, Ipv6Subnets};

use super::fields::short;
use super::lines::Lines;
use super::{Example, FeedError, Format, Given, Peek, Report, Rows};

pub(super) const FORMAT: Format = Format {
    id: "plain",
    about: "one suspect a line: an address, a network, a range A-B, ADDRESS:PORT or a URL; # and ; begin comments",
    source: "no standard; what public lists of addresses have in common",
    recognises,
    read,
    examples: &[
        Example {
            name: "plain-ips.txt",
            text: b"# suspects, one per line\n192.0.2.10\r\n198.51.100.23\n2001:db8:10::25\n\n203.0.113.77 # inline\n",
            suspects: &["192.0.2.10", "198.51.100.23", "2001:db8:10::25", "203.0.113.77"],
            passed: &[],
            rejected: &[],
        },
        Example {
            name: "cidr.txt",
            text: b"\xef\xbb\xbf192.0.2.5/28\n198.51.100.16-198.51.100.18\n2001:db8:10::/64 ; a comment\n",
            suspects: &[
                "192.0.2.0/28",
                "198.51.100.16/31",
                "198.51.100.18",
                "2001:db8:10::/64",
            ],
            passed: &[],
            rejected: &[],
        },
        Example {
            name: "ip-port.txt",
            text: b"192.0.2.10:3128\nhttp://198.51.100.23:8080\nsocks5://203.0.113.77:1080\n[2001:db8:10::25]:3128\nsmtp://192.0.2.25\n192.0.2.256\nhttp://proxy.example:1\n",
            suspects: &[
                "192.0.2.10:3128 open-proxy",
                "198.51.100.23:8080 open-proxy",
                "203.0.113.77:1080 open-proxy",
                "[2001:db8:10::25]:3128 open-proxy",
                "192.0.2.25:25 open-relay",
            ],
            passed: &[],
            rejected: &[6, 7],
        },
        Example {
            name: "relays.txt",
            text: b"192.0.2.25\n",
            suspects: &["192.0.2.25:25 open-relay"],
            passed: &[],
            rejected: &[],
        },
    ],
};

/// The first line that says something must be an entry.
fn recognises(peek: &Peek<'_>) -> bool {
    let text = peek.text();
    let first = text.lines().map(bare).find(|line| !line.is_empty());
    first.is_some_and(|line| entry(line).is_ok())
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next()? {
        let text = String::from_utf8_lossy(line.bytes);
        let text = bare(&text);
        if text.is_empty() {
            continue;
        }
        match entry(text) {
            Ok(entry) if !line.is_cut => {
                let (port, kind) = (entry.port.or(given.port), entry.kind.or(given.kind()));
                // A port of its own tells more than the name of the file.
                let kind = if entry.port.is_some() { entry.kind.or(given.kind) } else { kind };
                for network in entry.networks {
                    rows.suspect(Report::new(Suspect::new(network, port, kind), line.number))?;
                }
            }
            Ok(_) => rows.rejected(line.number, "the line is too long", line.bytes)?,
            Err(why) => rows.rejected(line.number, why, line.bytes)?,
        }
    }
    Ok(())
}

/// A line without its comment and the space around.
pub(super) fn bare(line: &str) -> &str {
    line.split(['#', ';']).next().unwrap_or_default().trim()
}

/// What one entry names.
pub(super) struct Entry {
    pub(super) networks: Vec<IpNet>,
    pub(super) port: Option<u16>,
    pub(super) kind: Option<Kind>,
}

/// Reads `192.0.2.7`, `192.0.2.0/24`, `192.0.2.1-192.0.2.9`, `192.0.2.7:25`, `[2001:db8::7]:25`,
/// `socks5://192.0.2.7:1080/`.
pub(super) fn entry(text: &str) -> Result<Entry, String> {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => {
            let authority = rest.split(['/', '?']).next().unwrap_or_default();
            let host = authority.rsplit('@').next().unwrap_or_default();
            (Some(scheme.to_ascii_lowercase()), host)
        }
        None => (None, text),
    };
    let (kind, usual) = match scheme.as_deref() {
        None => (None, None),
        Some("smtp") => (Some(Kind::OpenRelay), Some(25)),
        Some("smtps" | "submissions") => (Some(Kind::OpenRelay), Some(465)),
        Some("submission") => (Some(Kind::OpenRelay), Some(587)),
        Some("http") => (Some(Kind::OpenProxy), Some(80)),
        Some("https") => (Some(Kind::OpenProxy), Some(443)),
        Some("socks" | "socks4" | "socks4a" | "socks5" | "socks5h") => {
            (Some(Kind::OpenProxy), Some(1080))
        }
        Some("telnet") => (Some(Kind::OpenProxy), Some(23)),
        Some("ftp") => (Some(Kind::OpenProxy), Some(21)),
        Some(other) => {
            return Err(format!("the scheme `{}` is not one of mail or proxies", short(other)));
        }
    };
    let (host, port) = split_port(rest);
    let port = match port {
        None => usual,
        Some(digits) => match digits.parse::<u16>() {
            Ok(port) if port > 0 => Some(port),
            _ => return Err(format!("`{}` is no port from 1 to 65535", short(digits))),
        },
    };
    Ok(Entry { networks: networks(host)?, port, kind })
}

/// An address, a network or a range, as the fewest networks.
pub(super) fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Ok(vec![address.into()]);
    }
    if let Ok(network) = text.parse::<IpNet>() {
        return Ok(vec![network]);
    }
    let range = text.split_once('-').map(|(first, last)| (first.trim(), last.trim()));
    let ends = range.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    let subnets = match ends {
        Some((IpAddr::V4(a), IpAddr::V4(b))) if a <= b => {
            Some(IpSubnets::V4(Ipv4Subnets::new(a, b, 0)))
        }
        Some((IpAddr::V6(a), IpAddr::V6(b))) if a <= b => {
            Some(IpSubnets::V6(Ipv6Subnets::new(a, b, 0)))
        }
        _ => None,
    };
    let wanted =
        "want an address, a network such as 192.0.2.0/28, or a range such as 192.0.2.1-192.0.2.9";
    subnets
        .map(Iterator::collect)
        .ok_or_else(|| format!("`{}` is no address; {wanted}", short(text)))
}

/// Host and port; an IPv6 address with a port stands in brackets.
fn split_port(text: &str) -> (&str, Option<&str>) {
    if let Some((host, after)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return (host, after.strip_prefix(':'));
    }
    match text.split_once(':') {
        Some((host, port)) if !port.contains(':') => (host, Some(port)),
        _ => (text, None),
    }
}
