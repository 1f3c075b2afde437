//! Which formats cases are written in.
//!
//! One record a format, in a file of its own; `tests` walks the table and writes every example.

mod csv;
mod example;
mod intelmq;
mod json;
#[cfg(test)]
mod tests;
mod xarf;

use std::io::{self, Write};
use std::net::IpAddr;

use cerrojo_model::{Kind, Service, Time, Transport};
use chrono::SecondsFormat;
use ipnet::IpNet;

/// One format: what it is and how it is written.
pub struct Export {
    /// Its word on the command line, kebab-case.
    pub id: &'static str,
    /// What it is and for whom, for `cerrojo export --help`.
    pub about: &'static str,
    /// Where it is specified.
    pub source: &'static str,
    /// What it is called where it travels (RFC 6838).
    pub media_type: &'static str,
    /// How names of its files end, without the dot.
    pub extension: &'static str,
    /// Writes what stands before the first case, if anything does.
    pub header: Option<fn(&mut dyn Write) -> io::Result<()>>,
    /// Writes one case.
    pub write: WriteCase,
    /// Cases, and what each is written as.
    pub examples: &'static [Example],
}

/// Writes one case, with its line end. A format that accuses leaves out what was never proven open.
pub type WriteCase = fn(&Case<'_>, &Issuer<'_>, &mut dyn Write) -> io::Result<()>;

/// A case and how it is written, without what stands before the first one.
pub struct Example {
    /// The case.
    pub case: fn() -> Case<'static>,
    /// The text.
    pub text: &'static str,
}

/// Every format that cases are written in.
pub const EXPORTS: &[Export] = &[csv::EXPORT, json::EXPORT, intelmq::EXPORT, xarf::EXPORT];

/// Who exports: the operation that checked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Issuer<'a> {
    /// The name of the organisation, at most 200 characters.
    pub organisation: &'a str,
    /// Its mail address for answers.
    pub contact: &'a str,
    /// Its domain.
    pub domain: &'a str,
}

/// What an operation knows of one address, port and kind.
///
/// It holds no token: tokens are secrets of a run. Trace and transcript are written as they are here, so whoever fills them
/// takes the tokens out.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The number of the case.
    pub number: u64,
    /// The address.
    pub address: IpAddr,
    /// The port.
    pub port: u16,
    /// Relay or proxy.
    pub kind: Kind,
    /// What is spoken there.
    pub service: Service,
    /// How.
    pub transport: Transport,
    /// Where the case stands, the operation's word for it.
    pub state: &'a str,
    /// How many times it was opened, from 1.
    pub episode: u32,
    /// When it was first reported.
    pub first_seen: Option<Time>,
    /// When it was last proven open.
    pub verified_at: Option<Time>,
    /// When it was last checked, whatever came of it.
    pub last_checked_at: Option<Time>,
    /// When somebody was last told.
    pub notified_at: Option<Time>,
    /// When it was closed.
    pub closed_at: Option<Time>,
    /// The test that proved it.
    pub test: Option<&'a str>,
    /// What the proof says.
    pub proof: Option<Evidence<'a>>,
    /// The product that seems to run there.
    pub software: Option<&'a str>,
    /// Its version.
    pub version: Option<&'a str>,
    /// The autonomous system.
    pub asn: Option<u32>,
    /// The country, two capital letters (ISO 3166-1).
    pub country: Option<[u8; 2]>,
    /// The name of the host.
    pub hostname: Option<&'a str>,
    /// The network that the address is in.
    pub network: Option<IpNet>,
    /// Who reported it.
    pub sources: Vec<String>,
    /// The mail address of whoever is told.
    pub abuse_contact: Option<&'a str>,
    /// What was said on the line, both ways.
    pub transcript: Option<&'a str>,
}

/// The parts of a proof that others may see.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    /// When the token was given to the address.
    pub sent_at: Time,
    /// When it arrived at a sink.
    pub arrived_at: Time,
    /// Who delivered it.
    pub from: IpAddr,
    /// The way that it took, the last step first.
    pub trace: Vec<&'a str>,
}

impl Case<'_> {
    fn country(&self) -> Option<String> {
        self.country.map(|letters| letters.iter().copied().map(char::from).collect())
    }

    /// What it is, in a sentence for people.
    fn sentence(&self) -> &'static str {
        match (self.kind, self.service) {
            (Kind::OpenRelay, _) => {
                "An open mail relay: it passed on a stranger's mail to a stranger."
            }
            (_, Service::Http) => {
                "An open HTTP proxy: it connected a stranger to a host of our choice."
            }
            (_, Service::Socks) => {
                "An open SOCKS proxy: it connected a stranger to a host of our choice."
            }
            _ => "An open proxy: it connected a stranger to a host of our choice.",
        }
    }
}

/// RFC 3339, UTC, whole seconds.
fn written(time: Time) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// One JSON value on a line.
fn json_line(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// As much of a text as fits, whole characters.
fn cut(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}
