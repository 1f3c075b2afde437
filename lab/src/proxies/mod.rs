//! How does a proxy of each kind behave, what must be said of it, and what proves it?
//!
//! A kind is a record of [`KINDS`]; one engine reads it and plays the proxy. It really connects to
//! where it is asked to, within this machine's loopback and what its [`World`] permits.

mod behaviour;
mod client;
mod closed;
mod datagrams;
mod destination;
mod dial;
mod ftp;
mod http;
mod http2;
mod look_alike;
mod open;
mod request;
mod server;
mod socks4;
mod socks5;
mod telnet;
mod tunnel;

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};

pub use crate::emulated::{Expect, Running};
pub use behaviour::{
    Admits, Behaviour, Command, Connect, Connect2, Form, Ftp, Http, Http2, Login, NOTHING,
    Otherwise, Port, Reach, Reverse, Service, Socks4, Socks5, Spelling, Telnet, Tunnel, Version,
    Voice,
};
pub use closed::CLOSED;
pub use open::OPEN;

/// Every kind: the open ones, then the closed ones and those that only look like proxies.
pub const KINDS: &[&[Kind]] = &[OPEN, CLOSED];

/// One kind of proxy, or of something that looks like one.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Its name, kebab-case.
    pub id: &'static str,
    /// What it is, in one sentence.
    pub about: &'static str,
    /// What a correct checker says of it.
    pub expect: Expect,
    /// The tests of [`TESTS`] that must be proven open, as often as each has to be asked; all others
    /// must not be. `http-get` is meant for every port that the kind reaches, `http-get:FIRST` for one.
    pub proves: &'static [&'static str],
    /// The arguments that the check needs to see it, besides the target and the sinks.
    pub arguments: &'static [&'static str],
    /// How its port is spoken to.
    pub scheme: Scheme,
    /// What it does.
    pub behaviour: Behaviour,
}

impl Kind {
    /// Says whether `test` carries bytes to `port` through a proxy of this kind.
    #[must_use]
    pub fn carries(&self, test: &str, port: Port) -> bool {
        let is_reached = match self.behaviour.reach {
            Reach::Any => true,
            Reach::Only(ports) => ports.contains(&port),
            Reach::Nowhere | Reach::NoRoute => false,
        };
        is_reached
            && self.proves.iter().any(|proof| match proof.split_once(':') {
                Some((name, word)) => name == test && word == port.word(),
                None => *proof == test,
            })
    }

    /// Says whether `test` may be found to carry bytes to `port`: nobody minds a plainer way asked in
    /// place of the one that works, nor credentials where none are needed.
    #[must_use]
    pub fn may_carry(&self, test: &Test, port: Port) -> bool {
        let plain = match test.asked {
            Asked::Instead(plain) => self.carries(plain, port),
            Asked::Each | Asked::Once => false,
        };
        plain || self.carries(test.id, port)
    }
}

/// How a port is spoken to, as a target names it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Scheme {
    /// HTTP in the clear.
    Http,
    /// HTTP within TLS.
    Https,
    /// SOCKS.
    Socks,
    /// Lines of text.
    Telnet,
    /// FTP.
    Ftp,
}

impl Scheme {
    /// What stands before `://`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
            Self::Socks => "socks",
            Self::Telnet => "telnet",
            Self::Ftp => "ftp",
        }
    }
}

/// One way to be carried, in the words of [`Kind::proves`].
#[derive(Clone, Copy, Debug)]
pub struct Test {
    /// Its name, without a port.
    pub id: &'static str,
    /// The schemes of the ports that it is tried at.
    pub schemes: &'static [Scheme],
    /// The ports that it can prove to be reached.
    pub ports: &'static [Port],
    /// How often a checker has to ask for it.
    pub asked: Asked,
}

/// How often a checker has to ask for a test.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Asked {
    /// For each of its ports.
    Each,
    /// For one port where it succeeds, if there is one.
    Once,
    /// For one port, where the test of this name succeeds nowhere.
    Instead(&'static str),
}

const HTTP: &[Scheme] = &[Scheme::Http, Scheme::Https];
const SOCKS: &[Scheme] = &[Scheme::Socks];
const TELNET: &[Scheme] = &[Scheme::Telnet];
/// The ports whose owner waits to be spoken to.
const WAITING: &[Port] = &[Port::First, Port::Second];
const MAIL: &[Port] = &[Port::Mail];

/// Every way to be carried that a kind can be open to.
#[rustfmt::skip]
pub const TESTS: &[Test] = &[
    Test { id: "http-connect",      schemes: HTTP,   ports: Port::ALL, asked: Asked::Each },
    Test { id: "http-connect-1.0",  schemes: HTTP,   ports: Port::ALL, asked: Asked::Instead("http-connect") },
    Test { id: "http-connect-name", schemes: HTTP,   ports: Port::ALL, asked: Asked::Once },
    Test { id: "http-connect-ipv6", schemes: HTTP,   ports: WAITING,   asked: Asked::Once },
    Test { id: "http-connect-auth", schemes: HTTP,   ports: Port::ALL, asked: Asked::Instead("http-connect") },
    Test { id: "http-connect-udp",  schemes: HTTP,   ports: WAITING,   asked: Asked::Once },
    Test { id: "http-get",          schemes: HTTP,   ports: WAITING,   asked: Asked::Each },
    Test { id: "http-get-name",     schemes: HTTP,   ports: WAITING,   asked: Asked::Once },
    Test { id: "http-get-ipv6",     schemes: HTTP,   ports: WAITING,   asked: Asked::Once },
    Test { id: "http-get-auth",     schemes: HTTP,   ports: WAITING,   asked: Asked::Instead("http-get") },
    Test { id: "http-head",         schemes: HTTP,   ports: WAITING,   asked: Asked::Once },
    Test { id: "http-post",         schemes: HTTP,   ports: MAIL,      asked: Asked::Each },
    Test { id: "http-put",          schemes: HTTP,   ports: MAIL,      asked: Asked::Each },
    Test { id: "http-host",         schemes: HTTP,   ports: WAITING,   asked: Asked::Once },
    Test { id: "http-path",         schemes: HTTP,   ports: WAITING,   asked: Asked::Once },
    Test { id: "h2-connect",        schemes: HTTP,   ports: Port::ALL, asked: Asked::Each },
    Test { id: "h2-connect-udp",    schemes: HTTP,   ports: WAITING,   asked: Asked::Once },
    Test { id: "socks4",            schemes: SOCKS,  ports: Port::ALL, asked: Asked::Each },
    Test { id: "socks4a",           schemes: SOCKS,  ports: Port::ALL, asked: Asked::Once },
    Test { id: "socks5",            schemes: SOCKS,  ports: Port::ALL, asked: Asked::Each },
    Test { id: "socks5-name",       schemes: SOCKS,  ports: Port::ALL, asked: Asked::Once },
    Test { id: "socks5-ipv6",       schemes: SOCKS,  ports: WAITING,   asked: Asked::Once },
    Test { id: "socks5-auth",       schemes: SOCKS,  ports: Port::ALL, asked: Asked::Instead("socks5") },
    Test { id: "socks5-udp",        schemes: SOCKS,  ports: WAITING,   asked: Asked::Once },
    Test { id: "socks5-bind",       schemes: SOCKS,  ports: WAITING,   asked: Asked::Once },
    Test { id: "telnet",            schemes: TELNET, ports: Port::ALL, asked: Asked::Each },
    Test { id: "telnet-space",      schemes: TELNET, ports: Port::ALL, asked: Asked::Instead("telnet") },
    Test { id: "telnet-connect",    schemes: TELNET, ports: Port::ALL, asked: Asked::Instead("telnet") },
    Test { id: "telnet-open",       schemes: TELNET, ports: Port::ALL, asked: Asked::Instead("telnet") },
    Test { id: "ftp-user", schemes: &[Scheme::Ftp], ports: MAIL,       asked: Asked::Each },
];

/// What lies around a proxy: its name, whom it may reach, and what names mean.
#[derive(Clone, Debug)]
pub struct World {
    /// The name of the proxy itself.
    pub host: String,
    /// The number of each port of the one who checks.
    pub ports: Ports,
    /// What names mean; every other name is unknown, but an address means itself.
    pub names: HashMap<String, IpAddr>,
    /// The addresses outside this machine's loopback that may be connected to.
    pub permits: Vec<IpAddr>,
    /// Every wait of a proxy is divided by this.
    pub hurry: u32,
}

/// The numbers of the ports of the one who checks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Ports {
    /// Where mail is received.
    pub mail: u16,
    /// The first of those where a connection is answered.
    pub first: u16,
    /// The second.
    pub second: u16,
}

impl Ports {
    /// The number of `port`.
    #[must_use]
    pub fn number(self, port: Port) -> u16 {
        match port {
            Port::Mail => self.mail,
            Port::First => self.first,
            Port::Second => self.second,
        }
    }
}

impl Default for World {
    fn default() -> Self {
        Self {
            host: "proxy.corp.example".to_owned(),
            ports: Ports { mail: 25, first: 443, second: 9025 },
            names: HashMap::new(),
            permits: Vec::new(),
            hurry: 1,
        }
    }
}

/// Finds a kind by its name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Kind> {
    kinds().find(|kind| kind.id == id)
}

/// Every kind of [`KINDS`], one after another.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().copied().flatten()
}

/// Starts a proxy of `kind` on `listen`; port 0 picks a free one.
///
/// # Errors
/// When the address cannot be listened on, or no certificate could be made.
pub async fn start(kind: &'static Kind, listen: SocketAddr, world: &World) -> io::Result<Running> {
    server::start(kind, listen, world).await
}

#[cfg(test)]
mod tests;
