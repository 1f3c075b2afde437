//! The sections of a letter: one record each says what it writes.

use super::{Block, Draft};
use crate::texts::Text;

/// A section of a letter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Section {
    /// The verdict, and why this reader is written to.
    Opening,
    /// Which servers.
    Found,
    /// How it was tested, and what proves it.
    Proof,
    /// What an open relay or proxy is, and what it does to its owner.
    Meaning,
    /// The steps.
    Close,
    /// How they check it.
    Check,
    /// How they answer.
    Answer,
    /// Who writes, and how to know.
    Who,
}

impl Section {
    /// What it writes in a language.
    pub(super) fn write(self, draft: &Draft<'_>, text: &Text) -> Vec<Block> {
        match self {
            Self::Opening => super::opening::write(draft, text),
            Self::Found => super::found::write(draft, text),
            Self::Proof => super::proof::write(draft, text),
            Self::Meaning => super::meaning::write(draft, text),
            Self::Close => super::close::write(draft, text),
            Self::Check => super::answer::check(draft, text),
            Self::Answer => super::answer::write(draft, text),
            Self::Who => super::who::write(draft, text),
        }
    }
}
