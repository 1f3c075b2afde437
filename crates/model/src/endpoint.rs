//! Where a conversation takes place.

use std::fmt;
use std::net::SocketAddr;

/// The two things a stranger may abuse.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// A mail server that passes on anyone's mail to anyone.
    OpenRelay,
    /// A server that connects anyone to anything.
    OpenProxy,
}

impl Kind {
    /// Both of them.
    pub const ALL: &'static [Self] = &[Self::OpenRelay, Self::OpenProxy];

    /// The word used in reports: `open-relay` or `open-proxy`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::OpenRelay => "open-relay",
            Self::OpenProxy => "open-proxy",
        }
    }
}

/// How the bytes travel between us and the server.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Transport {
    /// In the clear.
    Plain,
    /// In the clear first, then TLS in the same connection (RFC 3207).
    Starttls,
    /// TLS from the first byte (RFC 8314).
    Tls,
}

impl Transport {
    /// The word used in reports: `plain`, `starttls` or `tls`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Starttls => "starttls",
            Self::Tls => "tls",
        }
    }
}

/// What is spoken.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Service {
    /// Mail transfer or submission (RFC 5321, RFC 6409).
    Smtp,
    /// A proxy spoken to in HTTP (RFC 9110).
    Http,
    /// A proxy spoken to in SOCKS (RFC 1928).
    Socks,
    /// A proxy with a command prompt, such as `WinGate`.
    Telnet,
    /// A proxy spoken to in FTP; the far host stands in the user name.
    Ftp,
}

impl Service {
    /// The word used in reports: `smtp`, `http`, `socks`, `telnet` or `ftp`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Http => "http",
            Self::Socks => "socks",
            Self::Telnet => "telnet",
            Self::Ftp => "ftp",
        }
    }

    /// What can be abused there.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Smtp => Kind::OpenRelay,
            Self::Http | Self::Socks | Self::Telnet | Self::Ftp => Kind::OpenProxy,
        }
    }
}

/// One address, port, transport and service: what a verdict is about.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Endpoint {
    /// Address and port.
    pub address: SocketAddr,
    /// Plain, STARTTLS or TLS.
    pub transport: Transport,
    /// What is spoken there.
    pub service: Service,
}

impl fmt::Display for Endpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {}", self.address, self.service.id(), self.transport.id())
    }
}
