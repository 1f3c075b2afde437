//! What a letter is made of, and what comes out.
//!
//! One letter goes to one contact and is about all its cases. It comes out as blocks in each of its languages; how they
//! look in a mail or on paper is decided by whoever writes them down.
//!
//! Reading order: [`Draft`] (what goes in), [`compose`], then the sections, a file each.

mod answer;
mod close;
mod compose;
mod found;
mod meaning;
mod opening;
mod proof;
mod section;
#[cfg(test)]
mod tests;
mod variant;
mod who;

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use cerrojo_model::{Kind, Time};

pub use compose::compose;
pub use section::Section;
pub use variant::{VARIANTS, Variant};

use crate::language::Language;

/// Who writes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Operation {
    /// The name of the organisation.
    pub name: String,
    /// On whose authority it tests and writes.
    pub authority: String,
    /// Where questions about the operation go: a mail address or a telephone number.
    pub contact: String,
    /// The domain that signs the letters.
    pub domain: String,
    /// Where somebody can look up whether a letter is genuine; the reference is put after it. None while there is none.
    pub page: Option<String>,
    /// The partners that take part.
    pub partners: Vec<String>,
}

/// One server that the letter is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The number of its case.
    pub case: i64,
    /// Its address.
    pub address: IpAddr,
    /// Its port.
    pub port: u16,
    /// Relay or proxy.
    pub kind: Kind,
    /// When it was last tested.
    pub tested_at: Time,
    /// When the proof arrived; none where it is closed now.
    pub arrived_at: Option<Time>,
    /// The address that the proof came from.
    pub exit: Option<IpAddr>,
    /// The product that was recognised there, by its name in the table of products.
    pub software: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// It also passes on connections to port 25.
    pub passes_mail: bool,
    /// What was said on the line, both ways, without secrets.
    pub transcript: Option<String>,
    /// The way that the message took, the last step first.
    pub trace: Vec<String>,
    /// The public lists that named it.
    pub lists: Vec<String>,
}

/// Why somebody is written to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Occasion {
    /// Something was proven open for the first time.
    Found,
    /// It still is, after a letter of that time.
    Reminder {
        /// When the letter went out.
        since: Time,
        /// No further reminder follows.
        is_last: bool,
    },
    /// It is closed: every test was refused since then.
    Thanks {
        /// Since when.
        since: Time,
    },
    /// It was closed at that time and is open again.
    ReOpened {
        /// When it had been closed.
        closed_at: Time,
    },
    /// They said that we are wrong, and a person looked into it.
    Dispute {
        /// We are not, as a new proof shows.
        stands: bool,
        /// What that person adds, in their own words; may be empty.
        note: String,
    },
    /// They reported somebody's server to us.
    AbuseReport,
}

impl Occasion {
    /// Its word, as it is kept with a letter.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Reminder { .. } => "reminder",
            Self::Thanks { .. } => "thanks",
            Self::ReOpened { .. } => "re-opened",
            Self::Dispute { .. } => "dispute",
            Self::AbuseReport => "abuse-report",
        }
    }

    /// Whether the letter says that something is open, and so must prove it.
    #[must_use]
    pub const fn accuses(&self) -> bool {
        match self {
            Self::Found | Self::Reminder { .. } | Self::ReOpened { .. } => true,
            Self::Dispute { stands, .. } => *stands,
            Self::Thanks { .. } | Self::AbuseReport => false,
        }
    }
}

/// How the contact was found, which the letter tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reason {
    /// The registries of addresses name it.
    Registry,
    /// The domain names it (RFC 9116).
    Domain,
    /// Every network should have such an address (RFC 2142).
    Standard,
    /// It is the national team, asked to pass it on.
    National,
    /// Somebody told us.
    Told,
}

/// How no more letters are asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Ways<'a> {
    /// A page where one click is enough.
    pub unsubscribe: Option<&'a str>,
    /// The mail address for answers, which printed letters name.
    pub reply: &'a str,
    /// The letter is printed: nobody can just answer it.
    pub is_printed: bool,
}

/// Everything that a letter is made of.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// Why.
    pub occasion: &'a Occasion,
    /// Who writes.
    pub operation: &'a Operation,
    /// The mail address that it goes to.
    pub contact: &'a str,
    /// How that was found.
    pub reason: Reason,
    /// The servers; may be empty for [`Occasion::AbuseReport`] only.
    pub findings: &'a [Finding],
    /// What the letter is called, for answers.
    pub reference: &'a str,
    /// The languages, in their order; English is appended where it is missing.
    pub languages: &'a [&'static Language],
    /// How it is put together.
    pub variant: &'static Variant,
    /// Where to turn.
    pub ways: Ways<'a>,
}

/// A letter, before it is written down.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Letter {
    /// The subject, the reference first.
    pub subject: String,
    /// The same in each language, the first one first.
    pub parts: Vec<Part>,
}

/// A letter in one language.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Part {
    /// The language.
    pub language: &'static Language,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A piece of a letter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Block {
    /// What the next ones are about.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Several short paragraphs of one kind.
    Bullets(Vec<String>),
    /// Lines that must stay as they are: commands, conversations. Never translated, wrapped, or given marks of direction.
    Verbatim(String),
    /// A table: its heading, and rows of the same length.
    Table {
        /// The names of the columns.
        header: Vec<String>,
        /// What stands below them.
        rows: Vec<Vec<String>>,
    },
    /// Blocks that are the same in many letters.
    Same(Arc<Same>),
}

/// Blocks that are the same in many letters: put together once, and written down once.
#[derive(Debug)]
pub struct Same {
    blocks: Vec<Block>,
    plain: OnceLock<String>,
}

impl Same {
    pub(crate) fn new(blocks: Vec<Block>) -> Arc<Self> {
        Arc::new(Self { blocks, plain: OnceLock::new() })
    }

    /// How they read, which `write` says the first time.
    pub(crate) fn plain(&self, write: impl FnOnce(&[Block]) -> String) -> &str {
        self.plain.get_or_init(|| write(&self.blocks))
    }
}

impl Eq for Same {}

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        self.blocks == other.blocks
    }
}

impl Part {
    /// What it says, block by block, without [`Block::Same`].
    pub fn flat(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Same(same) => same.blocks.as_slice(),
            one => std::slice::from_ref(one),
        })
    }
}
