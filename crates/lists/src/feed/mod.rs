//! Which formats are read and written, and what a file of suspects comes to.
//!
//! One record a format, in a file of its own; `tests` walks the table and reads every example.

mod case;
mod csv;
mod details;
mod dnsbl_zone;
mod elements;
mod eventdb;
mod fields;
mod held;
mod intelmq;
mod ipset;
mod lines;
mod mail;
mod master;
mod n6;
mod objects;
mod plain;
mod rbldnsd;
mod recognise;
mod records;
mod reverse;
mod row;
mod rpz;
mod shadowserver;
#[cfg(test)]
mod tests;
mod xarf;

use std::io::BufRead;

pub use details::Details;
pub use recognise::{Peek, recognise};
pub use row::{FeedError, Given, Mapping, Reject, Report, Row, Rows};

/// One format: what it is, how it is told from others, how it is read.
pub struct Format {
    /// Its word on the command line, kebab-case.
    pub id: &'static str,
    /// What it is and who publishes it, for `cerrojo import --help`.
    pub about: &'static str,
    /// Where it is specified.
    pub source: &'static str,
    /// Whether a file that begins like this is one; [`recognise()`] asks in the order of the table.
    pub recognises: fn(&Peek<'_>) -> bool,
    /// Reads a whole file, row by row.
    pub read: Read,
    /// Files, and what each comes to.
    pub examples: &'static [Example],
}

/// Reads `input` to its end and hands every row to `rows`.
pub type Read = fn(&mut dyn BufRead, &Given, &mut Rows<'_>) -> Result<(), FeedError>;

/// A file and what is read from it.
pub struct Example {
    /// Its name, which tells some formats.
    pub name: &'static str,
    /// Its bytes.
    pub text: &'static [u8],
    /// The suspects, as [`cerrojo_model::Suspect`] shows them, in order.
    pub suspects: &'static [&'static str],
    /// Lines that are well formed and name no suspect.
    pub passed: &'static [u64],
    /// Lines that cannot be read.
    pub rejected: &'static [u64],
}

/// Every format that is read, the most specific first: what many files could be comes last.
pub const FORMATS: &[Format] = &[
    case::FORMAT,
    xarf::FORMAT,
    intelmq::FORMAT,
    n6::FORMAT,
    shadowserver::FORMAT,
    eventdb::FORMAT,
    csv::FORMAT,
    mail::FORMAT,
    rpz::FORMAT,
    dnsbl_zone::FORMAT,
    rbldnsd::FORMAT,
    ipset::FORMAT,
    plain::FORMAT,
];
