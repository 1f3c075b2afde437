//! What a reader hands out, and what it may be told beforehand.

use std::ops::ControlFlow;

use cerrojo_model::{Kind, Suspect, Time};

use super::Details;

/// Bytes of a bad line that are kept for the reject file.
const KEPT_BYTES: usize = 4 * 1024;

/// One row of a file.
#[derive(Clone, Debug)]
pub enum Row {
    /// It names a suspect.
    Suspect(Box<Report>),
    /// It is well formed and names none: an exclusion, a test point, a server that asks who one is.
    Passed {
        /// Its line, counted from 1; the first one where it has several.
        line: u64,
        /// Why it names none.
        why: &'static str,
    },
    /// It cannot be read.
    Rejected(Reject),
}

/// A suspect, and what its source said of it.
#[derive(Clone, Debug)]
pub struct Report {
    /// Who.
    pub suspect: Suspect,
    /// The line it stands on, counted from 1; the first one where it has several.
    pub line: u64,
    /// Who says so, where the file brings the words of others; else it is the file itself.
    pub source: Option<String>,
    /// When its source saw it, if the source says.
    pub seen_at: Option<Time>,
    /// The autonomous system of the address, if the source says.
    pub asn: Option<u32>,
    /// The country of the address, two capital letters (ISO 3166-1), if the source says.
    pub country: Option<[u8; 2]>,
    /// Everything else that its source said, unknown columns included.
    pub details: Details,
}

impl Report {
    /// A report that says nothing but who.
    #[must_use]
    pub fn new(suspect: Suspect, line: u64) -> Self {
        let details = Details::default();
        Self { suspect, line, source: None, seen_at: None, asn: None, country: None, details }
    }
}

/// A line that cannot be read; it stops nothing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reject {
    /// Its number, counted from 1.
    pub line: u64,
    /// What is wrong with it, and what was expected.
    pub why: String,
    /// The line itself, cut after 4 KiB.
    pub text: Vec<u8>,
}

/// What the user says beside the file.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The name of the file, without its folder.
    pub name: Option<String>,
    /// The kind of suspects where the file does not say.
    pub kind: Option<Kind>,
    /// Their port where the file does not say.
    pub port: Option<u16>,
    /// Which column holds what, for CSV files of any other kind.
    pub map: Option<Mapping>,
}

impl Given {
    /// The kind where the file does not say: as told, else as its name says (`relays.txt`).
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.kind.or_else(|| kind_in(self.name.as_deref().unwrap_or_default()))
    }
}

/// The kind that a word for it means: a name of a list, a reason, a tag. `None` where it says neither, or
/// both.
#[must_use]
pub(super) fn kind_in(text: &str) -> Option<Kind> {
    let text = text.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let proxy = has(&["proxy", "proxies", "socks", "http-connect"]);
    let relay = has(&["relay"]);
    match (relay, proxy) {
        (true, false) => Some(Kind::OpenRelay),
        (false, true) => Some(Kind::OpenProxy),
        _ => None,
    }
}

/// Which column of a CSV file holds what, counted from 1, or by the name in its header.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Mapping {
    /// Pairs of a field (`ip`, `port`, `kind`, `seen`, `asn`, `country`) and its column.
    pub columns: Vec<(String, String)>,
}

/// Why a file is not read on. What was handed out before stands.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The user's: it is another format than said.
    #[error("this is no {format} file: {why}")]
    AnotherFormat {
        /// The format that was wanted.
        format: &'static str,
        /// What speaks against it.
        why: String,
    },
    /// The user's: what was said beside the file does not suit it.
    #[error("{0}")]
    Given(String),
    /// The machine's, or a damaged archive's.
    #[error("the file cannot be read to its end")]
    Input(#[from] std::io::Error),
    /// Whoever takes the rows wants no more.
    #[error("stopped")]
    Stopped,
}

/// Where rows go.
pub struct Rows<'a> {
    take: &'a mut dyn FnMut(Row) -> ControlFlow<()>,
}

impl<'a> Rows<'a> {
    /// Rows go to `take`, until it breaks off.
    pub fn new(take: &'a mut dyn FnMut(Row) -> ControlFlow<()>) -> Self {
        Self { take }
    }

    /// Hands out a suspect.
    ///
    /// # Errors
    ///
    /// [`FeedError::Stopped`]: no more rows are wanted.
    pub fn suspect(&mut self, report: Report) -> Result<(), FeedError> {
        self.hand(Row::Suspect(Box::new(report)))
    }

    /// Counts a row that names no suspect.
    ///
    /// # Errors
    ///
    /// As [`Rows::suspect`].
    pub fn passed(&mut self, line: u64, why: &'static str) -> Result<(), FeedError> {
        self.hand(Row::Passed { line, why })
    }

    /// Hands out a row that cannot be read.
    ///
    /// # Errors
    ///
    /// As [`Rows::suspect`].
    pub fn rejected(
        &mut self,
        line: u64,
        why: impl Into<String>,
        text: &[u8],
    ) -> Result<(), FeedError> {
        let text = text.get(..KEPT_BYTES).unwrap_or(text).to_vec();
        self.hand(Row::Rejected(Reject { line, why: why.into(), text }))
    }

    fn hand(&mut self, row: Row) -> Result<(), FeedError> {
        match (self.take)(row) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(FeedError::Stopped),
        }
    }
}
