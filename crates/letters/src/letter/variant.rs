//! Which ways there are to put a letter together, so that it can be found out which one works best.

use super::section::Section;
use super::section::Section::{Answer, Check, Close, Found, Meaning, Opening, Proof, Who};

/// One way.
#[derive(Debug, Eq, PartialEq)]
pub struct Variant {
    /// Its word, kebab-case; kept with every letter, for the figures.
    pub id: &'static str,
    /// What is different about it.
    pub about: &'static str,
    /// The sections of a letter about something open, in their order.
    pub sections: &'static [Section],
    /// Only English, whatever the language of the contact.
    pub english_only: bool,
}

impl Variant {
    /// The variant of that word.
    #[must_use]
    pub fn of_id(id: &str) -> Option<&'static Self> {
        VARIANTS.iter().find(|variant| variant.id == id)
    }

    /// The one where nobody chooses.
    #[must_use]
    pub fn usual() -> &'static Self {
        &FULL
    }
}

const FULL: Variant = Variant {
    id: "full",
    about: "everything: the finding, the proof, what it means, the steps, how to check and to answer",
    sections: &[Opening, Found, Proof, Meaning, Close, Check, Answer, Who],
    english_only: false,
};

/// Every variant, the usual one first.
pub const VARIANTS: &[Variant] = &[
    FULL,
    Variant {
        id: "short",
        about: "the finding, the proof and the steps; nothing about what it means",
        sections: &[Opening, Found, Proof, Close, Answer, Who],
        english_only: false,
    },
    Variant {
        id: "steps-first",
        about: "as the full one, the steps before the proof",
        sections: &[Opening, Found, Close, Check, Proof, Meaning, Answer, Who],
        english_only: false,
    },
    Variant {
        id: "english-only",
        about: "as the full one, in English whatever the language of the contact",
        sections: FULL.sections,
        english_only: true,
    },
];
