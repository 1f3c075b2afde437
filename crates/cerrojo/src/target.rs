//! What the user wrote as a target, read.

use std::net::IpAddr;

use cerrojo_engine::{Port, Speaks};
use cerrojo_model::{Suspect, Transport};
use cerrojo_probe::proxy::{Expects, Tier, USUAL};
use ipnet::IpNet;

/// Ports that mail servers are asked on when none is named.
const MAIL: &[(u16, Transport, Tier)] = &[
    (25, Transport::Plain, Tier::Quick),
    (465, Transport::Tls, Tier::Quick),
    (587, Transport::Plain, Tier::Quick),
    (2525, Transport::Plain, Tier::Quick),
    (24, Transport::Plain, Tier::Thorough),
    (25025, Transport::Plain, Tier::Thorough),
];

/// Bits of an address that a network may leave open: as many as 10.0.0.0/8 does.
const NETWORK_BITS: u8 = 24;

/// One target as written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Written {
    /// The text itself.
    pub(crate) label: String,
    /// What it names.
    pub(crate) host: Host,
    /// Its port; `None` for the usual ones.
    pub(crate) port: Option<Port>,
    /// A scheme says what is spoken there.
    pub(crate) is_certain: bool,
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
    #[error(
        "`{0}`: no scheme `{1}`; mail servers are smtp://, smtps:// or submission://, proxies http://, https://, socks://, telnet:// or ftp://"
    )]
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
            Some(word) => Some(
                of_scheme(word)
                    .ok_or_else(|| TargetError::Scheme(label.clone(), word.to_owned()))?,
            ),
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
            (Some(number), Some(default)) => Some(Port { number, ..default }),
            (Some(number), None) => Some(of_number(number)),
            (None, default) => default,
        };
        Ok(Self { label, host, port, is_certain: default.is_some() })
    }

    /// The target that a suspect of one address is, or a network of them.
    pub(crate) fn of_suspect(suspect: &Suspect) -> Self {
        let network = suspect.network();
        let is_one = network.prefix_len() == network.max_prefix_len();
        let host = if is_one { Host::Address(network.addr()) } else { Host::Network(network) };
        let port = suspect.port().map(of_number);
        Self { label: suspect.to_string(), host, port, is_certain: false }
    }

    /// The ports to ask, the usual ones of a level where none was named.
    pub(crate) fn ports(&self, kinds: Kinds, tier: Tier) -> Vec<Port> {
        match self.port {
            Some(port) if self.is_certain => return vec![port],
            Some(port) => return vec![guessed(port, kinds)],
            None => {}
        }
        let mail = MAIL.iter().filter(|(.., from)| kinds.relays && *from <= tier);
        let mail = mail.map(|(number, transport, _)| mail_port(*number, *transport));
        let proxies = USUAL.iter().filter(|usual| kinds.proxies && usual.tier <= tier);
        mail.chain(proxies.map(|usual| Port {
            number: usual.port,
            transport: usual.transport,
            speaks: Speaks::Proxy(usual.expects),
        }))
        .collect()
    }
}

/// What is looked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Kinds {
    pub(crate) relays: bool,
    pub(crate) proxies: bool,
}

const fn mail_port(number: u16, transport: Transport) -> Port {
    Port { number, transport, speaks: Speaks::Mail }
}

/// What a scheme says, and its own port.
fn of_scheme(word: &str) -> Option<Port> {
    let proxy = |number, transport, expects| {
        Some(Port { number, transport, speaks: Speaks::Proxy(expects) })
    };
    match word {
        "smtp" => Some(mail_port(25, Transport::Plain)),
        "smtps" | "submissions" => Some(mail_port(465, Transport::Tls)),
        "submission" => Some(mail_port(587, Transport::Plain)),
        "http" => proxy(80, Transport::Plain, Expects::Http),
        "https" => proxy(443, Transport::Tls, Expects::Http),
        "socks" | "socks4" | "socks4a" | "socks5" | "socks5h" => {
            proxy(1080, Transport::Plain, Expects::Socks)
        }
        "telnet" => proxy(23, Transport::Plain, Expects::Telnet),
        "ftp" => proxy(21, Transport::Plain, Expects::Ftp),
        _ => None,
    }
}

/// What a port is known for; at any other, who speaks first decides.
fn of_number(number: u16) -> Port {
    if let Some((number, transport, _)) = MAIL.iter().find(|(known, ..)| *known == number) {
        return mail_port(*number, *transport);
    }
    match USUAL.iter().find(|usual| usual.port == number) {
        Some(usual) => {
            Port { number, transport: usual.transport, speaks: Speaks::Proxy(usual.expects) }
        }
        None => Port { number, transport: Transport::Plain, speaks: Speaks::Either },
    }
}

/// Where only one kind is looked for, that is what is asked at any port.
const fn guessed(port: Port, kinds: Kinds) -> Port {
    let speaks = match port.speaks {
        Speaks::Mail if !kinds.relays => Speaks::Proxy(Expects::HttpOrSocks),
        Speaks::Proxy(_) if !kinds.proxies => Speaks::Mail,
        known => known,
    };
    Port { speaks, ..port }
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
        (host, written.port.map(|port| port.number), written.port.map(|port| port.transport))
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
            ("http://h:3128", "h", Some(3128), plain),
            ("https://h", "h", Some(443), Some(Transport::Tls)),
            ("socks://192.0.2.0/24:1080", "192.0.2.0/24", Some(1080), plain),
            ("telnet://[2001:db8::7]:23", "2001:db8::7", Some(23), plain),
            ("h:3129", "h", Some(3129), Some(Transport::Tls)),
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
            "gopher://h",
            "[x]y",
            "0.0.0.0/0",
            "2001:db8::/64",
        ] {
            assert!(Written::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_port_says_what_is_asked_there() {
        let speaks = |text: &str| Written::read(text).unwrap().port.unwrap().speaks;
        assert_eq!(speaks("h:25"), Speaks::Mail);
        assert_eq!(speaks("h:3128"), Speaks::Proxy(Expects::HttpOrSocks));
        assert_eq!(speaks("http://h:1080"), Speaks::Proxy(Expects::Http));
        assert_eq!(speaks("smtp://h:3128"), Speaks::Mail);
        assert_eq!(speaks("h:40000"), Speaks::Either);
    }

    #[test]
    fn a_number_is_a_guess_and_a_scheme_is_not() {
        let speaks = |text: &str, relays, proxies| {
            let ports = Written::read(text).unwrap().ports(Kinds { relays, proxies }, Tier::Quick);
            assert_eq!(ports.len(), 1);
            ports[0].speaks
        };
        assert_eq!(speaks("h:25", false, true), Speaks::Proxy(Expects::HttpOrSocks));
        assert_eq!(speaks("h:3128", true, false), Speaks::Mail);
        assert_eq!(speaks("h:40000", true, false), Speaks::Either);
        assert_eq!(speaks("smtp://h:25", false, true), Speaks::Mail);
        assert_eq!(speaks("http://h", true, false), Speaks::Proxy(Expects::Http));
    }

    #[test]
    fn usual_ports_are_of_the_kinds_that_are_looked_for() {
        let host = Written::read("h").unwrap();
        let both = Kinds { relays: true, proxies: true };
        let relays = Kinds { proxies: false, ..both };
        let count = |kinds, tier| host.ports(kinds, tier).len();
        assert_eq!(count(relays, Tier::Standard), 4);
        assert!(count(both, Tier::Standard) > count(both, Tier::Quick));
        assert_eq!(count(both, Tier::Thorough), MAIL.len() + USUAL.len());
    }
}
