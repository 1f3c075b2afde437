//! What looking at an endpoint told us: open, closed or unknown, never two of them folded into one.

use crate::Proof;

/// What one test, or all tests of an endpoint together, told us.
///
/// Nothing else makes it open: not a reply, and not an arrival that nobody compared with what was
/// sent.
///
/// ```compile_fail,E0061
/// let _ = cerrojo_model::Verdict::Open();
/// ```
///
/// ```compile_fail,E0308
/// # fn claim(arrival: cerrojo_model::Arrival) {
/// let _ = cerrojo_model::Verdict::Open(Box::new(arrival));
/// # }
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// A stranger can use it. There is no other way to say so than with a proof.
    Open(Box<Proof>),
    /// It refused everything we tried.
    Closed,
    /// We could not tell, and say why; this is never evidence against anyone.
    Unknown(Reason),
}

impl Verdict {
    /// The word used in reports: `open`, `closed` or `unknown`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Closed => "closed",
            Self::Unknown(_) => "unknown",
        }
    }

    /// Why it is unknown; `None` for the other two.
    #[must_use]
    pub const fn reason(&self) -> Option<Reason> {
        match self {
            Self::Unknown(reason) => Some(*reason),
            Self::Open(_) | Self::Closed => None,
        }
    }

    /// The worse of the two: open, then unknown, then closed; the first where they weigh the same.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        if other.weight() > self.weight() { other } else { self }
    }

    const fn weight(&self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Unknown(_) => 1,
            Self::Open(_) => 2,
        }
    }
}

/// Why we could not tell.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Reason {
    /// No connection could be made.
    Unreachable,
    /// It did not answer in time.
    Timeout,
    /// It ended the connection before it answered.
    Dropped,
    /// It asked us to come back later (450 or 451) until we gave up.
    Greylisted,
    /// It kept failing temporarily.
    Tempfail,
    /// It said yes and nothing arrived within the wait.
    AcceptedUnproven,
    /// It said yes and we had nowhere to receive.
    NoSink,
    /// TLS was needed and could not be agreed on.
    TlsFailed,
    /// It told us that we ask too often.
    RateLimited,
    /// It does not speak the protocol that was asked for.
    NotThisService,
    /// The run was stopped.
    Cancelled,
}

impl Reason {
    /// Every reason, in the order of the glossary.
    pub const ALL: &'static [Self] = &[
        Self::Unreachable,
        Self::Timeout,
        Self::Dropped,
        Self::Greylisted,
        Self::Tempfail,
        Self::AcceptedUnproven,
        Self::NoSink,
        Self::TlsFailed,
        Self::RateLimited,
        Self::NotThisService,
        Self::Cancelled,
    ];

    /// The word used in reports, kebab-case.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::Dropped => "dropped",
            Self::Greylisted => "greylisted",
            Self::Tempfail => "tempfail",
            Self::AcceptedUnproven => "accepted-unproven",
            Self::NoSink => "no-sink",
            Self::TlsFailed => "tls-failed",
            Self::RateLimited => "rate-limited",
            Self::NotThisService => "not-this-service",
            Self::Cancelled => "cancelled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_worse_than_closed_and_keeps_its_reason() {
        let unknown = Verdict::Unknown(Reason::Timeout);
        assert_eq!(Verdict::Closed.worst(unknown.clone()), unknown);
        assert_eq!(unknown.clone().worst(Verdict::Closed), unknown);
        assert_eq!(unknown.clone().worst(Verdict::Unknown(Reason::Dropped)), unknown);
        assert_eq!(Verdict::Closed.worst(Verdict::Closed), Verdict::Closed);
    }

    #[test]
    fn every_reason_has_a_word_of_its_own() {
        let words: std::collections::BTreeSet<_> = Reason::ALL.iter().map(|r| r.id()).collect();
        assert_eq!(words.len(), Reason::ALL.len());
    }
}
