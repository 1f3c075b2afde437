//! One protocol and one port of our sink, and what became of asking.

use cerrojo_model::{Proof, Reason, Sent, Verdict};

use super::protocol::{Protocol, Refusal};
use crate::token::Token;

/// What is to be done once the way is open.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Purpose {
    /// Say the challenge and hear the answer.
    Reach,
    /// Send a message of ours to the mail sink, or, on the server's loopback, to its mail server.
    Mail,
}

/// How far a trial has come.
#[derive(Clone, Debug)]
pub(super) enum Fate {
    /// To be asked.
    Pending,
    /// Not asked: it makes no sense here, or another says it all.
    Skipped,
    /// It said no.
    Refused(String, Refusal),
    /// It said yes, and our sink saw nothing of it, or we heard nothing back.
    Unproven(String),
    /// It said yes, and a message is under way.
    Awaited(String),
    /// It said yes, and our sink agrees.
    Proven(String, Box<Proof>),
    /// It speaks something else.
    Garbled(String),
    /// We do not know, and will not ask again.
    Lost(Reason),
}

/// A protocol with a destination.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) id: String,
    pub(super) protocol: &'static Protocol,
    pub(super) purpose: Purpose,
    pub(super) destination: super::plan::Destination,
    pub(super) fate: Fate,
    pub(super) sent: Option<(Token, Sent)>,
    /// How often it was begun.
    pub(super) attempts: u8,
}

impl Trial {
    pub(super) const fn is_pending(&self) -> bool {
        matches!(self.fate, Fate::Pending)
    }

    pub(super) const fn is_proven(&self) -> bool {
        matches!(self.fate, Fate::Proven(..))
    }

    /// Whether the server understood the question.
    pub(super) const fn is_understood(&self) -> bool {
        matches!(
            self.fate,
            Fate::Refused(..) | Fate::Unproven(_) | Fate::Awaited(_) | Fate::Proven(..)
        )
    }

    pub(super) fn wants_credentials(&self) -> bool {
        matches!(self.fate, Fate::Refused(_, Refusal::Credentials))
    }

    /// What the server said.
    pub(super) fn reply(&self) -> Option<&str> {
        let said = match &self.fate {
            Fate::Pending | Fate::Skipped | Fate::Lost(_) => return None,
            Fate::Refused(said, _)
            | Fate::Unproven(said)
            | Fate::Awaited(said)
            | Fate::Proven(said, _)
            | Fate::Garbled(said) => said,
        };
        Some(said.as_str()).filter(|said| !said.is_empty())
    }

    /// What it tells; `None` when it was not asked.
    pub(super) fn verdict(&self, listens: bool) -> Option<Verdict> {
        Some(match &self.fate {
            Fate::Pending | Fate::Skipped => return None,
            Fate::Refused(_, Refusal::Rule | Refusal::Credentials) => Verdict::Closed,
            Fate::Refused(_, Refusal::Failed) => Verdict::Unknown(Reason::Tempfail),
            Fate::Refused(_, Refusal::TooOften) => Verdict::Unknown(Reason::RateLimited),
            Fate::Unproven(_) | Fate::Awaited(_) if !listens => Verdict::Unknown(Reason::NoSink),
            Fate::Unproven(_) | Fate::Awaited(_) => Verdict::Unknown(Reason::AcceptedUnproven),
            Fate::Proven(_, proof) => Verdict::Open(proof.clone()),
            Fate::Garbled(_) => Verdict::Unknown(Reason::NotThisService),
            Fate::Lost(reason) => Verdict::Unknown(*reason),
        })
    }
}
