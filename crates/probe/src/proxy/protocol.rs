//! What a proxy protocol is: a conversation that ends in a way to our sink, or in a no.

use std::fmt;
use std::net::IpAddr;

use cerrojo_model::Service;

/// One way of asking a proxy to connect to our sink.
#[derive(Clone, Copy, Debug)]
pub struct Protocol {
    /// Never changes: it is printed in reports, with the port behind a colon, and bound into tokens.
    pub id: &'static str,
    /// What the server does for strangers, in a sentence's worth of words.
    pub about: &'static str,
    /// What is spoken.
    pub family: Family,
    /// From which level on it is asked.
    pub tier: Tier,
    /// How the sink is named.
    pub form: Form,
    /// What the way carries.
    pub carries: Carries,
    /// Which of our ports it is asked for.
    pub ports: Ports,
    /// When it is worth asking.
    pub when: When,
    /// The standard or manual that says so.
    pub source: &'static str,
    /// Begins the conversation.
    pub(crate) start: fn(&Ask<'_>) -> Box<dyn Conversation>,
    /// What a server says that opens the way.
    pub opens: &'static [u8],
    /// What one says that refuses.
    pub refuses: &'static [u8],
    /// What one says that does not speak this.
    pub garbles: &'static [u8],
}

/// What is spoken on a proxy's port: one family a port, mostly.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Family {
    /// HTTP/1.x (RFC 9112).
    Http,
    /// HTTP/2 (RFC 9113).
    Http2,
    /// SOCKS 5 (RFC 1928).
    Socks5,
    /// SOCKS 4 and 4a.
    Socks4,
    /// A prompt that takes a host and a port.
    Telnet,
    /// FTP with the far host in the user name.
    Ftp,
}

impl Family {
    /// The service that an endpoint has which speaks this.
    #[must_use]
    pub const fn service(self) -> Service {
        match self {
            Self::Http | Self::Http2 => Service::Http,
            Self::Socks5 | Self::Socks4 => Service::Socks,
            Self::Telnet => Service::Telnet,
            Self::Ftp => Service::Ftp,
        }
    }
}

/// How much is asked.
pub use crate::relay::Tier;

/// How the destination is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// As an IPv4 address.
    Ipv4,
    /// As an IPv6 address.
    Ipv6,
    /// As a name: the sink's where it has one, else its address as a name.
    Name,
    /// As the server's own loopback: what listens there is not meant for us.
    Loopback,
}

/// What the way carries once it is open.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Carries {
    /// Bytes, both ways: the challenge is said through it.
    Tunnel,
    /// One request and its answer: the challenge is in the request.
    Page,
    /// Datagrams.
    Datagrams,
    /// A message for our mail sink, and maybe nothing back.
    Mail,
}

/// Which of the sink's ports a protocol is asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ports {
    /// Each of them: a matrix.
    Each,
    /// Each that waits to be spoken to, as web servers do.
    EachSilent,
    /// One is enough: the first that waits to be spoken to, else the first.
    One,
    /// The mail sink's.
    Mail,
    /// One that takes datagrams.
    Datagrams,
    /// One where the protocol of this id got through; each where it did not.
    Vary(&'static str),
}

/// When a protocol is worth a connection, beyond its tier.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum When {
    /// Always.
    Always,
    /// The server wants credentials.
    Demanded,
    /// The protocol of this id was not understood or refused everywhere.
    Failed(&'static str),
    /// Nothing else of the family got through: it may make a server turn on itself.
    Nothing,
}

/// What a conversation is begun with.
#[derive(Clone, Debug)]
pub(crate) struct Ask<'a> {
    pub(crate) form: Form,
    /// The sink's address; for [`Form::Loopback`] the server's own.
    pub(crate) address: IpAddr,
    /// The sink's name.
    pub(crate) name: &'a str,
    pub(crate) port: u16,
    /// The challenge with its letter.
    pub(crate) challenge: &'a str,
    /// The message with its envelope as SMTP commands, for those that carry mail.
    pub(crate) mail: &'a [u8],
    /// The server under test as it names itself: in Host fields of reverse proxies.
    pub(crate) authority: &'a str,
    /// Fields that say who asks: `From` and `User-Agent`, each with its line end.
    pub(crate) fields: &'a str,
    /// A pair that nobody ever set up.
    pub(crate) credentials: &'a (String, String),
}

impl Ask<'_> {
    /// The destination as a host: `192.0.2.1`, `[2001:db8::1]` or `sink.example`.
    pub(crate) fn host(&self) -> String {
        match (self.form, self.address) {
            (Form::Name, _) => self.name.to_owned(),
            (_, IpAddr::V4(address)) => address.to_string(),
            (_, IpAddr::V6(address)) => format!("[{address}]"),
        }
    }

    /// The destination as `host:port`.
    pub(crate) fn host_port(&self) -> String {
        format!("{}:{}", self.host(), self.port)
    }
}

/// A conversation without a socket. What it is shown is what came and was not taken yet.
pub(crate) trait Conversation: fmt::Debug + Send {
    /// What is said first; nothing where the server begins.
    fn begin(&mut self) -> Vec<u8>;

    /// Reads what came.
    fn step(&mut self, input: &[u8]) -> Step;

    /// Nothing more came for a while: what to say then, to servers that do not say when they are ready,
    /// or that wait for the end of a line.
    fn hesitates(&mut self) -> Option<Step> {
        None
    }

    /// Wraps what is said through the open way.
    fn wrap(&mut self, inside: &[u8]) -> Vec<u8> {
        inside.to_vec()
    }

    /// Takes out what came through it: how much of `input` was used, and what was in it.
    fn unwrap(&mut self, input: &[u8]) -> (usize, Vec<u8>) {
        (input.len(), input.to_vec())
    }
}

/// What to do after some bytes were read. `taken` of them are used up.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Step {
    /// Wait for more.
    Read,
    /// Say this, then wait.
    Say {
        /// How much of the input was read.
        taken: usize,
        /// What to say.
        bytes: Vec<u8>,
    },
    /// It says that the way is open. The sink must agree.
    Connected {
        /// How much of the input was read.
        taken: usize,
        /// What it said.
        said: String,
    },
    /// It answered by itself, with this; the answer to the challenge may still come in what follows.
    Answers {
        /// What it said.
        said: String,
        /// What that means if no answer to the challenge comes.
        means: Refusal,
    },
    /// Datagrams are to go to this port of the server.
    Associated {
        /// How much of the input was read.
        taken: usize,
        /// The port.
        port: u16,
        /// What it said.
        said: String,
    },
    /// It waits at this port for a connection from our sink.
    Bound {
        /// How much of the input was read.
        taken: usize,
        /// The port.
        port: u16,
        /// What it said.
        said: String,
    },
    /// It speaks this, but our haste spoiled the conversation: once more, with patience.
    Again,
    /// It said no.
    Refused {
        /// What it said.
        said: String,
        /// In which way.
        means: Refusal,
    },
    /// It speaks something else.
    Garbled,
}

/// Ways of saying no.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Refusal {
    /// It does not do that, or not for us.
    Rule,
    /// It wants credentials.
    Credentials,
    /// It tried, it says, and did not get through.
    Failed,
    /// We ask too often.
    TooOften,
}
