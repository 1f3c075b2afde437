//! What can differ between two proxies, as data.
//!
//! [`NOTHING`] speaks no protocol at all; a kind names what it does speak. A reply that is given as
//! text goes out as it stands, but for the places in braces that its field tells of.

use std::net::Ipv4Addr;
use std::time::Duration;

/// How a proxy behaves.
#[derive(Clone, Debug)]
pub struct Behaviour {
    /// What a client meets when it has connected.
    pub service: Service,
    /// Which connections it lets in.
    pub admits: Admits,
    /// What its answers look like on the wire.
    pub voice: Voice,
    /// HTTP/1, if it speaks it.
    pub http: Option<Http>,
    /// HTTP/2, if it speaks it: by prior knowledge, or chosen within TLS.
    pub http2: Option<Http2>,
    /// SOCKS 4, if it speaks it.
    pub socks4: Option<Socks4>,
    /// SOCKS 5, if it speaks it.
    pub socks5: Option<Socks5>,
    /// A prompt at which a destination is typed, if it has one.
    pub telnet: Option<Telnet>,
    /// FTP, if it speaks it.
    pub ftp: Option<Ftp>,
    /// Where it connects to.
    pub reach: Reach,
    /// What a client finds behind an answer that grants a connection.
    pub tunnel: Tunnel,
    /// How long it takes over making a connection.
    pub dial_delay: Duration,
    /// The address its own connections come from, where that is not the one it listens on.
    pub exit: Option<Ipv4Addr>,
}

/// A port that takes connections and understands nothing.
pub const NOTHING: Behaviour = Behaviour {
    service: Service::Proxy,
    admits: Admits::All,
    voice: Voice { first_delay: Duration::ZERO, pieces: None, glued: false },
    http: None,
    http2: None,
    socks4: None,
    socks5: None,
    telnet: None,
    ftp: None,
    reach: Reach::Any,
    tunnel: Tunnel::Real,
    dial_delay: Duration::ZERO,
    exit: None,
};

/// What a client meets when it has connected.
#[derive(Clone, Copy, Debug)]
pub enum Service {
    /// A proxy, speaking what it speaks.
    Proxy,
    /// A reset.
    Resets,
    /// Nothing, for ever.
    Silent,
    /// These bytes at once; what the client says is read and not answered.
    Speaks(&'static [u8]),
    /// The client's own bytes.
    Echoes,
    /// Bytes without a meaning, to whatever the client says.
    Noise,
    /// Bytes without an end, from the start.
    Endless,
    /// This text over and over, a byte a second.
    Drips(&'static str),
    /// A web server, through a front that passes every connection on to it and to nowhere else.
    Forwards,
}

/// Which connections a proxy lets in; the others it ends at once.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Admits {
    /// All.
    All,
    /// All but the first.
    AllButFirst,
    /// Every connection whose number, counted from 1, is a multiple of this.
    Every(u64),
}

/// What answers look like on the wire.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    /// How long the first byte takes.
    pub first_delay: Duration,
    /// The bytes that go out in one piece, and the pause between two pieces.
    pub pieces: Option<(usize, Duration)>,
    /// Whether an answer waits a little for what the destination says, to go out together with it.
    pub glued: bool,
}

/// Where a proxy connects to, of what its world permits.
#[derive(Clone, Copy, Debug)]
pub enum Reach {
    /// Anywhere.
    Any,
    /// To these ports.
    Only(&'static [Port]),
    /// Nowhere: its rules forbid all.
    Nowhere,
    /// Nowhere: its rules permit all, and its way out is down.
    NoRoute,
}

/// A port of the one who checks, named by what it does: numbers differ from world to world.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Port {
    /// Where mail is received.
    Mail,
    /// The first of those where a connection is answered.
    First,
    /// The second.
    Second,
}

impl Port {
    /// Every port.
    pub const ALL: &[Self] = &[Self::Mail, Self::First, Self::Second];

    /// How it is written after the name of a test.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Mail => "MAIL",
            Self::First => "FIRST",
            Self::Second => "SECOND",
        }
    }
}

/// What a client finds behind an answer that grants a connection.
#[derive(Clone, Copy, Debug)]
pub enum Tunnel {
    /// The destination.
    Real,
    /// Nothing, for ever.
    Silent,
    /// The client's own bytes.
    Echoes,
    /// The end of the connection.
    Closes,
    /// These bytes to the first thing it says, and the end.
    Says(&'static [u8]),
    /// A mail server and a web server that are played, whatever the destination.
    Played,
}

/// How HTTP/1 is spoken (RFC 9110, RFC 9112).
#[derive(Clone, Copy, Debug)]
pub struct Http {
    /// Which versions it takes.
    pub version: Version,
    /// What it makes of CONNECT.
    pub connect: Connect,
    /// The methods that it passes on in absolute form.
    pub forwards: &'static [&'static str],
    /// How a client chooses where it is taken, if it can otherwise.
    pub reverse: Option<Reverse>,
    /// Whether it carries datagrams (RFC 9298).
    pub datagrams: bool,
    /// Whose credentials it takes.
    pub login: Login,
    /// Whether it looks at the destination before it looks at credentials.
    pub forbids_first: bool,
    /// How many bytes stand for `{filler}` in its answers.
    pub filler_bytes: usize,
    /// Its answer where it may not connect.
    pub forbidden: &'static str,
    /// Its answer where it cannot connect.
    pub no_route: &'static str,
    /// What it makes of everything else.
    pub otherwise: Otherwise,
}

/// Which versions of HTTP/1 are taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Version {
    /// Both.
    Any,
    /// HTTP/1.0.
    OneZero,
    /// HTTP/1.1, and only with a Host field.
    OneOneWithHost,
}

/// What a proxy makes of CONNECT.
#[derive(Clone, Copy, Debug)]
pub enum Connect {
    /// It connects, and says this.
    Tunnels(&'static str),
    /// It connects to these ports, and says this.
    TunnelsTo(&'static [Port], &'static str),
    /// What it makes of everything else.
    Unknown,
    /// It says this.
    Says(&'static str),
}

/// How a client chooses the destination of a reverse proxy.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reverse {
    /// By the Host field.
    Host,
    /// By a URL in the path: `/http://host:port/path`.
    Path,
}

/// Whose credentials a proxy takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Login {
    /// None are needed.
    Unneeded,
    /// Anyone's, but there must be some.
    Anyone,
    /// Nobody's that a stranger could know.
    Nobody,
}

/// What becomes of a request for which there is no rule.
#[derive(Clone, Copy, Debug)]
pub enum Otherwise {
    /// It is answered with this.
    Says(&'static str),
    /// It is answered with a page that shows all of it.
    ShowsRequest,
    /// The connection ends without a word.
    HangsUp,
}

/// How HTTP/2 is spoken (RFC 9113).
#[derive(Clone, Copy, Debug)]
pub struct Http2 {
    /// What it makes of CONNECT.
    pub connect: Connect2,
    /// Whether it carries datagrams (RFC 9298 by way of RFC 8441).
    pub datagrams: bool,
}

/// What a proxy makes of CONNECT over HTTP/2.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Connect2 {
    /// It connects, and answers 200.
    Tunnels,
    /// It answers with this status.
    Answers(u16),
    /// It resets the stream.
    Resets,
}

/// How SOCKS 4 is spoken.
#[derive(Clone, Copy, Debug)]
pub struct Socks4 {
    /// Whether it connects to addresses.
    pub addresses: bool,
    /// Whether it connects to names (SOCKS 4a).
    pub names: bool,
    /// Its code where it does not connect: 0x5b to 0x5d.
    pub refuses: u8,
}

/// How SOCKS 5 is spoken (RFC 1928, RFC 1929).
#[derive(Clone, Copy, Debug)]
pub struct Socks5 {
    /// Whose credentials it takes.
    pub login: Login,
    /// The ways in which a destination may be written.
    pub forms: &'static [Form],
    /// What it can be asked for.
    pub commands: &'static [Command],
    /// Whether a port that it opens for a destination is for that destination only.
    pub binds_strictly: bool,
    /// Its code to every request, where it refuses all.
    pub refuses: Option<u8>,
}

/// A way in which a destination is written in SOCKS 5.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// An IPv4 address.
    V4,
    /// A name.
    Name,
    /// An IPv6 address.
    V6,
}

/// What a SOCKS 5 server can be asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Command {
    /// A connection to the destination.
    Connect,
    /// A port at which the destination can connect.
    Bind,
    /// A port that passes datagrams on.
    Associate,
}

/// A prompt at which a destination is typed.
#[derive(Clone, Copy, Debug)]
pub struct Telnet {
    /// What is said before the first prompt.
    pub greeting: &'static [u8],
    /// The prompt.
    pub prompt: &'static str,
    /// How a destination is typed.
    pub spellings: &'static [Spelling],
    /// What is said when it has connected: `{host}` and `{port}` are the destination's.
    pub connected: &'static str,
    /// What is said to everything else, before the next prompt.
    pub refuses: &'static str,
}

/// How a destination is typed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Spelling {
    /// `host port`.
    Space,
    /// `host:port`.
    Colon,
    /// This word, then `host port`.
    After(&'static str),
}

/// How FTP is spoken.
#[derive(Clone, Copy, Debug)]
pub struct Ftp {
    /// Whether `USER user@host:port` leads to that port.
    pub ports: bool,
    /// Whether `USER user@host` leads to port 21 of that host.
    pub hosts: bool,
    /// Whether it takes the greeting of that host for itself, before it says who logs in.
    pub waits: bool,
}
