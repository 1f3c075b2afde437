//! What an examination of one endpoint found: of either kind.

use std::fmt;
use std::net::IpAddr;

use cerrojo_model::{Endpoint, Software, Verdict};

/// Everything known about an endpoint after its examination.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was examined.
    pub endpoint: Endpoint,
    /// The worst of the tests.
    pub verdict: Verdict,
    /// Every test that was asked, in order; empty when no question could be asked.
    pub tests: Vec<TestReport>,
    /// What seems to run there.
    pub software: Option<Software>,
    /// What a person should know besides.
    pub notes: Vec<Note>,
}

/// One test of it.
#[derive(Clone, Debug)]
pub struct TestReport {
    /// The row's id, with the domain behind a colon where there are several.
    pub id: String,
    /// What it told.
    pub verdict: Verdict,
    /// The reply that decided: code and first line.
    pub reply: Option<String>,
}

/// Something a person should know besides the verdict.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Note {
    /// It takes mail for anyone and sends it back, to whoever the sender is said to be.
    Backscatter,
    /// It offers XCLIENT to strangers.
    OffersXclient,
    /// It refused before any question could be asked.
    RefusedAtOnce(String),
    /// It refuses with a temporary code, so that honest senders will try again for days.
    SoftRefusal(String),
    /// It took us for somebody else.
    ClientSeen {
        /// Who it took us for.
        seen: IpAddr,
        /// Who we are.
        ours: IpAddr,
    },
    /// It was asked from the machine that it runs on.
    FromInside,
    /// What it passed on arrived from another address.
    OtherExit(IpAddr),
    /// It said yes to more forms; one proof was enough.
    MoreAccepted(usize),
    /// It takes many seconds for each refusal, so the rarer forms were left out.
    Shortened(usize),
    /// It wants TLS before anything else.
    DemandsTls,
    /// Mail of strangers can be sent through it: ours was.
    MailThrough,
    /// It connects from another address than the one that was asked.
    ExitsFrom(IpAddr),
    /// It says yes to CONNECT and then answers as a web server.
    AnswersItself,
    /// Something else speaks there, first: a port that is passed on to one place, perhaps.
    Forwarder(String),
    /// Our sink was reached, and what it said did not come back.
    OneWay,
    /// Nothing got through, and our sinks had none of these ports to ask for.
    NotAskedFor(Vec<u16>),
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Backscatter => out.write_str("accepts and bounces: backscatter"),
            Self::OffersXclient => out.write_str(
                "offers XCLIENT to strangers: whoever it believes can pose as any client",
            ),
            Self::RefusedAtOnce(reply) => write!(
                out,
                "refused us before any question ({reply}); if it refuses only this address, others may see something else"
            ),
            Self::SoftRefusal(reply) => write!(
                out,
                "refuses with a temporary code ({reply}): senders will keep trying for days; a 5xx code would end it"
            ),
            Self::ClientSeen { seen, ours } => write!(
                out,
                "took us for {seen} though we are {ours}: an address translation or a proxy in front makes strangers look local"
            ),
            Self::FromInside => out.write_str(
                "asked from the machine itself, which most servers trust: ask from outside before you call it open to strangers",
            ),
            Self::OtherExit(address) => write!(out, "what it relays leaves from {address}"),
            Self::MoreAccepted(count) => write!(
                out,
                "accepted {count} more forms, for which no mail was sent: one proof is enough"
            ),
            Self::Shortened(count) => write!(
                out,
                "takes many seconds for each answer, so {count} rarer forms were not asked; --tests thorough asks them all"
            ),
            Self::MailThrough => out.write_str(
                "mail can be sent through it: a message of ours went through and arrived",
            ),
            Self::ExitsFrom(address) => write!(
                out,
                "connects from {address}, not from the address that was asked: blocking one does not block the other"
            ),
            Self::AnswersItself => out.write_str(
                "says yes to CONNECT and then answers as a web server: that opens no way to anywhere",
            ),
            Self::Forwarder(banner) => write!(
                out,
                "speaks first ({banner}): a port that leads to one server, which may be meant; not a proxy of the client's choice"
            ),
            Self::OneWay => out.write_str(
                "our sink was reached, but its answer did not come back, so nothing is proven by it",
            ),
            Self::NotAskedFor(ports) => {
                let ports = ports.iter().map(u16::to_string).collect::<Vec<_>>().join(" or ");
                write!(
                    out,
                    "was not asked for port {ports}: a proxy that lets strangers out there only looks closed like this; let a sink listen there (--sink-echo)"
                )
            }
            Self::DemandsTls => out.write_str("wants STARTTLS before it takes any mail"),
        }
    }
}
