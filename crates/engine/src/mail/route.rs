//! Which way do letters leave, and how long is each step waited for?

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ipnet::IpNet;

/// The way that letters leave.
#[derive(Clone, Debug)]
pub enum Route {
    /// All to one server that takes it from there.
    Smarthost(Smarthost),
    /// Each to the mail servers of its destination.
    Direct(Direct),
}

/// A server that takes our letters, wherever they go. It may stand on any address, loopback and
/// private networks included: the configuration names it.
#[derive(Clone, Debug)]
pub struct Smarthost {
    /// Its name, which its certificate has to carry, or its address.
    pub host: String,
    /// 25, 465 or 587 as a rule.
    pub port: u16,
    /// What is demanded of TLS.
    pub tls: TlsPolicy,
    /// What it knows us by, if it wants that. Only said over TLS with a certificate that was
    /// verified; else the letter waits ([`Stage::Auth`](super::Stage::Auth)).
    pub credentials: Option<Credentials>,
}

/// What is demanded of TLS before a letter is handed over.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TlsPolicy {
    /// STARTTLS (RFC 3207), and a certificate that stands up to verification.
    Required,
    /// STARTTLS where it is offered, whoever's certificate that is; in the clear where it is not, or
    /// where it fails.
    Opportunistic,
    /// TLS from the first byte (RFC 8314 section 3.3), and a certificate that stands up to verification.
    Implicit,
}

/// A user name and a password (RFC 4954). Prints without the password.
#[derive(Clone, Eq, PartialEq)]
pub struct Credentials {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

/// The mail servers of the destination itself (RFC 5321 section 5), with opportunistic TLS.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Direct {
    /// 25; another one for tests.
    pub port: u16,
    /// Networks that letters may go to though they are not global: a test's, or one's own.
    pub also: Vec<IpNet>,
    /// Where to connect in place of what DNS would say: by destination domain, or by the name of a
    /// mail server, in lower case. Not asked whether global; for tests and for one's own domains.
    pub hosts: BTreeMap<String, Vec<SocketAddr>>,
}

impl Default for Direct {
    fn default() -> Self {
        Self { port: 25, also: Vec::new(), hosts: BTreeMap::new() }
    }
}

/// How long each step may take at most; the defaults are the least of RFC 5321 section 4.5.3.2 where
/// that names one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Patience {
    /// For all questions to DNS about one destination: half a minute.
    pub names: Duration,
    /// Until a connection stands: half a minute.
    pub connect: Duration,
    /// Until the greeting is there: 5 minutes.
    pub greeting: Duration,
    /// For the TLS handshake: a minute.
    pub handshake: Duration,
    /// For the answer to EHLO, MAIL, RCPT, RSET, STARTTLS and AUTH, each: 5 minutes.
    pub command: Duration,
    /// For the answer to DATA: 2 minutes.
    pub data: Duration,
    /// For a piece of the letter to leave (64 KiB): 3 minutes.
    pub block: Duration,
    /// For the answer to the final dot: 10 minutes.
    pub message: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
        Self {
            names: Duration::from_secs(30),
            connect: Duration::from_secs(30),
            greeting: minutes(5),
            handshake: minutes(1),
            command: minutes(5),
            data: minutes(2),
            block: minutes(3),
            message: minutes(10),
        }
    }
}

impl Patience {
    /// The same time for every step: for tests, and for whoever is in a hurry.
    #[must_use]
    pub const fn all(limit: Duration) -> Self {
        Self {
            names: limit,
            connect: limit,
            greeting: limit,
            handshake: limit,
            command: limit,
            data: limit,
            block: limit,
            message: limit,
        }
    }
}

/// The address that a host is given as, in brackets (RFC 5321 section 4.1.3) or without.
pub(super) fn literal(host: &str) -> Option<IpAddr> {
    let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let tag = inner.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case("ipv6:"));
    inner.get(if tag { 5 } else { 0 }..)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed() {
        let credentials =
            Credentials { user: "cerrojo".to_owned(), password: "open sesame".to_owned() };
        let smarthost = Smarthost {
            host: "mail.example.org".to_owned(),
            port: 587,
            tls: TlsPolicy::Required,
            credentials: Some(credentials),
        };
        let printed = format!("{:?}", Route::Smarthost(smarthost));
        assert!(printed.contains("cerrojo") && !printed.contains("sesame"), "{printed}");
    }

    #[test]
    fn address_literals_are_read() {
        for (text, address) in [
            ("[192.0.2.1]", Some("192.0.2.1")),
            ("[IPv6:2001:db8::1]", Some("2001:db8::1")),
            ("192.0.2.1", Some("192.0.2.1")),
            ("mail.example.org", None),
            ("ipv6", None),
            ("", None),
        ] {
            assert_eq!(literal(text), address.map(|it| it.parse().unwrap()), "{text}");
        }
    }
}
