//! How does a mail server of each kind behave, and what must be said of it?
//!
//! A kind is a record of [`KINDS`]; one engine reads it and plays the server. What a kind relays it
//! really hands over, as an SMTP client, to whom its [`World`] names for the recipient's domain.

mod address;
mod behaviour;
mod command;
mod connection;
mod decide;
mod deliver;
mod kinds;
mod message;
mod server;
mod session;
mod tls;
mod transaction;

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

pub use address::Form;
pub use behaviour::{
    Auth, BareNames, Behaviour, Case, Mailboxes, Otherwise, PLAIN, ProxyHeader, PutsOff, Service,
    Starttls, Trust, Voice,
};
pub use kinds::KINDS;
pub use server::Running;

/// One kind of mail server.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Its name, kebab-case.
    pub id: &'static str,
    /// What it is, in one sentence.
    pub about: &'static str,
    /// What a correct checker says of it.
    pub expect: Expect,
    /// The arguments that the check needs to see it, besides the target and the sink.
    pub tests: &'static [&'static str],
    /// How its port is spoken to.
    pub transport: Transport,
    /// What it does.
    pub behaviour: Behaviour,
}

/// What a correct checker says of a kind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Expect {
    /// Open, with a proof.
    Open,
    /// Closed.
    Closed,
    /// Unknown, for the reason with this word.
    Unknown(&'static str),
    /// Closed or unknown: both are right.
    NotOpen,
}

impl Expect {
    /// Says whether a verdict, and its reason if it has one, is what was expected.
    #[must_use]
    pub fn is_met_by(self, verdict: &str, reason: Option<&str>) -> bool {
        match self {
            Self::Open => verdict == "open",
            Self::Closed => verdict == "closed",
            Self::Unknown(word) => verdict == "unknown" && reason == Some(word),
            Self::NotOpen => matches!(verdict, "closed" | "unknown"),
        }
    }
}

/// How a port is spoken to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Transport {
    /// In the clear, at least at first.
    Plain,
    /// TLS from the first byte (RFC 8314).
    Tls,
}

/// What lies around a server: its names, and who receives mail for whom.
#[derive(Clone, Debug)]
pub struct World {
    /// The name in its greeting.
    pub host: String,
    /// The domains it receives mail for. A domain that has a route is never its own.
    pub local_domains: Vec<String>,
    /// Who receives mail for a domain (lower case) or an address literal (with its brackets).
    pub routes: HashMap<String, SocketAddr>,
    /// Who receives all other mail; without one it is lost.
    pub default_route: Option<SocketAddr>,
    /// Every wait of a server is divided by this.
    pub hurry: u32,
}

impl World {
    /// A world in which all mail goes to `sink`.
    #[must_use]
    pub fn around(sink: SocketAddr) -> Self {
        Self { default_route: Some(sink), ..Self::default() }
    }
}

impl Default for World {
    fn default() -> Self {
        Self {
            host: "mx.corp.example".to_owned(),
            local_domains: vec!["corp.example".to_owned()],
            routes: HashMap::new(),
            default_route: None,
            hurry: 1,
        }
    }
}

/// Finds a kind by its name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
}

/// Starts a server of `kind` on `listen`; port 0 picks a free one.
///
/// # Errors
/// When the address cannot be listened on, or no certificate could be made.
pub async fn start(kind: &'static Kind, listen: SocketAddr, world: &World) -> io::Result<Running> {
    server::start(kind, listen, world).await
}

/// Finds out where `path` leads on the host called `name` at `address` that knows every form; `None` when nowhere else.
pub(crate) fn every_form_leads_to(path: &str, name: &str, address: Ipv4Addr) -> Option<String> {
    let names = address::Names::new([name], address.into(), |_| false);
    let reading = match address::read(path, &names, Form::EVERY) {
        address::Reading::Bare(name) => address::read_qualified(&name, &names, Form::EVERY),
        reading => reading,
    };
    match reading {
        address::Reading::Through(mailbox) | address::Reading::Foreign(mailbox) => {
            Some(format!("{}@{}", mailbox.local, mailbox.domain))
        }
        _ => None,
    }
}

pub(crate) use connection::Wire;
pub(crate) use tls::acceptor_offering;
#[cfg(test)]
pub(crate) use tls::tests as tests_tls;

/// The date of now, as a trace field has it.
pub(crate) use message::date as trace_date;

#[cfg(test)]
mod tests;
