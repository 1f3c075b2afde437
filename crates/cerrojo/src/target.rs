//! What the user wrote as a target, read.

use std::net::IpAddr;

use cerrojo_model::Transport;
use ipnet::IpNet;

/// Ports that mail servers are asked on when none is named.
const USUAL: &[(u16, Transport)] = &[
    (25, Transport::Plain),
    (465, Transport::Tls),
    (587, Transport::Plain),
    (2525, Transport::Plain),
];
/// Those that only a thorough check adds.
const UNUSUAL: &[(u16, Transport)] = &[(24, Transport::Plain), (25025, Transport::Plain)];

/// Bits of an address that a network may leave open: as many as 10.0.0.0/8 does.
const NETWORK_BITS: u8 = 24;

/// One target as written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Written {
    /// The text itself.
    pub(crate) label: String,
    /// What it names.
    pub(crate) host: Host,
    /// Its ports; `None` for the usual ones.
    pub(crate) port: Option<(u16, Transport)>,
}

/// What a target names.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Host {
    Name(String),
    Address(IpAddr),
    Network(IpNet),
}

/// Why a target cannot be understood or served. Always the user's to mend.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum TargetError {
    #[error(
        "`{0}` is not a target: want a host name, an address, a network such as 192.0.2.0/28, or a URL such as smtp://host:25"
    )]
    Malformed(String),
    #[error("`{0}` names a proxy: this version checks mail servers only; proxies come later")]
    Proxy(String),
    #[error("`{0}`: no scheme `{1}`; mail servers are smtp://, smtps:// or submission://")]
    Scheme(String, String),
    #[error("`{0}` has more addresses than can be asked: name networks of at most 16,777,216")]
    TooLarge(String),
    #[error("`{0}`: a port is a number from 1 to 65535")]
    Port(String),
}

impl Written {
    /// Reads a target.
    ///
    /// # Errors
    ///
    /// [`TargetError`]: what is wrong with it and what to write instead.
    pub(crate) fn read(text: &str) -> Result<Self, TargetError> {
        let label = text.trim().to_owned();
        let (scheme, rest) = match label.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_ascii_lowercase()), rest.trim_end_matches('/')),
            None => (None, label.as_str()),
        };
        let default = match scheme.as_deref() {
            None => None,
            Some("smtp") => Some((25, Transport::Plain)),
            Some("smtps" | "submissions") => Some((465, Transport::Tls)),
            Some("submission") => Some((587, Transport::Plain)),
            Some("http" | "https" | "socks" | "socks4" | "socks5" | "telnet") => {
                return Err(TargetError::Proxy(label));
            }
            Some(other) => return Err(TargetError::Scheme(label.clone(), other.to_owned())),
        };
        let (host, port) = split_port(rest).ok_or_else(|| TargetError::Malformed(label.clone()))?;
        let port = match port {
            None => None,
            Some(digits) => {
                let number = digits.parse::<u16>().ok().filter(|port| *port > 0);
                Some(number.ok_or_else(|| TargetError::Port(label.clone()))?)
            }
        };
        let host = Host::read(host).ok_or_else(|| TargetError::Malformed(label.clone()))?;
        if let Host::Network(network) = &host
            && network.max_prefix_len() - network.prefix_len() > NETWORK_BITS
        {
            return Err(TargetError::TooLarge(label));
        }
        let port = match (port, default) {
            (Some(port), Some((_, transport))) => Some((port, transport)),
            (Some(465), None) => Some((465, Transport::Tls)),
            (Some(port), None) => Some((port, Transport::Plain)),
            (None, default) => default,
        };
        Ok(Self { label, host, port })
    }

    /// The ports to ask.
    pub(crate) fn ports(&self, thorough: bool) -> Vec<(u16, Transport)> {
        match self.port {
            Some(port) => vec![port],
            None if thorough => [USUAL, UNUSUAL].concat(),
            None => USUAL.to_vec(),
        }
    }
}

/// Host and port; an IPv6 address with a port stands in brackets.
fn split_port(text: &str) -> Option<(&str, Option<&str>)> {
    if let Some(rest) = text.strip_prefix('[') {
        let (host, after) = rest.split_once(']')?;
        return match after.strip_prefix(':') {
            Some(port) => Some((host, Some(port))),
            None => after.is_empty().then_some((host, None)),
        };
    }
    match text.split_once(':') {
        Some((host, port)) if !port.contains(':') => Some((host, Some(port))),
        _ => Some((text, None)),
    }
}

impl Host {
    fn read(text: &str) -> Option<Self> {
        if let Ok(address) = text.parse::<IpAddr>() {
            return Some(Self::Address(address.to_canonical()));
        }
        if text.contains('/') {
            return text.parse::<IpNet>().ok().map(|network| Self::Network(network.trunc()));
        }
        let name = text.strip_suffix('.').unwrap_or(text);
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        };
        // All digits and dots, and not an address: a mistyped address, never a name.
        let numeric = name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let fits = name.len() <= 253 && !numeric && name.split('.').all(label);
        fits.then(|| Self::Name(name.to_ascii_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Option<u16>, Option<Transport>) {
        let written = Written::read(text).unwrap();
        let host = match written.host {
            Host::Name(name) => name,
            Host::Address(address) => address.to_string(),
            Host::Network(network) => network.to_string(),
        };
        (host, written.port.map(|port| port.0), written.port.map(|port| port.1))
    }

    #[test]
    fn reads_every_form_of_the_manual() {
        let plain = Some(Transport::Plain);
        for (text, host, port, transport) in [
            ("mx.example.org", "mx.example.org", None, None),
            ("MX.example.org.", "mx.example.org", None, None),
            ("192.0.2.7", "192.0.2.7", None, None),
            ("192.0.2.7:2525", "192.0.2.7", Some(2525), plain),
            ("2001:db8::7", "2001:db8::7", None, None),
            ("[2001:db8::7]:25", "2001:db8::7", Some(25), plain),
            ("[2001:db8::7]", "2001:db8::7", None, None),
            ("192.0.2.5/28", "192.0.2.0/28", None, None),
            ("smtp://h", "h", Some(25), plain),
            ("smtp://h:26/", "h", Some(26), plain),
            ("smtps://h:465", "h", Some(465), Some(Transport::Tls)),
            ("submission://h", "h", Some(587), plain),
            ("h:465", "h", Some(465), Some(Transport::Tls)),
            (" h ", "h", None, None),
        ] {
            assert_eq!(read(text), (host.to_owned(), port, transport), "{text}");
        }
    }

    #[test]
    fn refuses_what_it_cannot_mean() {
        for text in [
            "",
            "a b",
            "192.0.2.256",
            "1.2.3",
            "192.0.2.0/33",
            "h:0",
            "h:65536",
            "h:smtp",
            "[::1",
            "a..b",
            "ftp://h",
            "[x]y",
            "0.0.0.0/0",
            "2001:db8::/64",
        ] {
            assert!(Written::read(text).is_err(), "{text}");
        }
        assert!(matches!(Written::read("socks://h:1080"), Err(TargetError::Proxy(_))));
    }
}
