//! How is a destination written?

use std::net::{IpAddr, SocketAddr};

/// Where a client wants to be connected to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Destination {
    /// A name or an address, an IPv6 address without its brackets.
    pub(super) host: String,
    pub(super) port: u16,
}

impl Destination {
    /// A destination that is an address.
    pub(super) fn at(address: SocketAddr) -> Self {
        Self { host: address.ip().to_string(), port: address.port() }
    }

    /// Reads `host:port`, or `host` where there is a usual port.
    pub(super) fn parse(text: &str, usual: Option<u16>) -> Option<Self> {
        let of = |host: &str, port| Self { host: host.to_owned(), port };
        if let Some(rest) = text.strip_prefix('[') {
            let (host, rest) = rest.split_once(']')?;
            let port = match rest.strip_prefix(':') {
                Some(port) => port.parse().ok()?,
                None if rest.is_empty() => usual?,
                None => return None,
            };
            return Some(of(host, port));
        }
        match text.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() => Some(of(host, port.parse().ok()?)),
            Some(_) => None,
            None if text.is_empty() => None,
            None => Some(of(text, usual?)),
        }
    }

    /// Splits `http://host:port/path` into the destination and the path.
    pub(super) fn of_url(url: &str) -> Option<(Self, String)> {
        let (scheme, rest) = url.split_at_checked(7)?;
        if !scheme.eq_ignore_ascii_case("http://") {
            return None;
        }
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end)?;
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Some((Self::parse(authority, Some(80))?, path))
    }

    /// Splits the path of a datagram tunnel (RFC 9298 section 2).
    pub(super) fn of_datagram_path(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("/.well-known/masque/udp/")?;
        let (host, rest) = rest.split_once('/')?;
        let port = rest.strip_suffix('/')?.parse().ok()?;
        Some(Self { host: unescaped(host)?, port })
    }

    /// How it stands in a Host field.
    pub(super) fn authority(&self) -> String {
        match self.host.parse() {
            Ok(IpAddr::V6(address)) => format!("[{address}]:{}", self.port),
            _ => format!("{}:{}", self.host, self.port),
        }
    }
}

/// Reads `%3A` and the like (RFC 3986 section 2.1).
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let (digits, after) = after.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_destination_is_read_however_it_is_written() {
        let read = |text: &str| {
            Destination::parse(text, Some(80)).map(|it| format!("{} {}", it.host, it.port))
        };
        assert_eq!(read("127.0.0.1:25").as_deref(), Some("127.0.0.1 25"));
        assert_eq!(read("sink.test").as_deref(), Some("sink.test 80"));
        assert_eq!(read("[::1]:25").as_deref(), Some("::1 25"));
        assert_eq!(read("[::1]").as_deref(), Some("::1 80"));
        for wrong in ["", ":25", "a:b", "[::1", "[::1]25", "a:65536"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        let url = Destination::of_url("http://[::1]:8080?q").expect("a URL");
        assert_eq!((url.0.authority().as_str(), url.1.as_str()), ("[::1]:8080", "/?q"));
        assert_eq!(Destination::of_url("ftp://a/"), None);
        let datagrams = Destination::of_datagram_path("/.well-known/masque/udp/%3A%3A1/443/");
        assert_eq!(datagrams.expect("a path").authority(), "[::1]:443");
    }
}
