//! What became of one case, and which verdict that is.

use cerrojo_model::{Proof, Reason, Sent, Time, Verdict};

use super::case::Case;
use crate::smtp::{Answer, Reply, Stage};

/// How far a case has come.
#[derive(Clone, Debug)]
pub(super) enum Progress {
    /// To be asked, or asked again.
    Pending,
    /// It said no.
    Refused(Reply),
    /// It said not now.
    Deferred(Stage, Reply),
    /// It said yes to the recipient; nothing was handed over.
    Accepted(Reply),
    /// It took the message.
    Sent(Reply),
    /// It took the message and sent it back.
    Bounced(Reply),
    /// Not asked: it makes no sense here, or another answer says it all.
    Skipped,
    /// We do not know, and will not ask again.
    Lost(Reason, Option<Reply>),
}

/// A case and what became of it.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) case: Case,
    pub(super) progress: Progress,
    /// What we handed over, once we did.
    pub(super) sent: Option<Sent>,
    pub(super) proof: Option<Proof>,
    /// How often the connection ended on this very question.
    pub(super) drops: u8,
    /// How often it was put off.
    pub(super) deferrals: u8,
    /// Whether it belongs to the report: some are only asked when others leave no answer.
    pub(super) asked: bool,
}

impl Trial {
    pub(super) const fn new(case: Case) -> Self {
        Self {
            case,
            progress: Progress::Pending,
            sent: None,
            proof: None,
            drops: 0,
            deferrals: 0,
            asked: false,
        }
    }

    pub(super) const fn is_pending(&self) -> bool {
        matches!(self.progress, Progress::Pending)
    }

    pub(super) const fn is_deferred(&self) -> bool {
        matches!(self.progress, Progress::Deferred(..))
    }

    /// Accepted, and no message taken yet.
    pub(super) const fn is_to_deliver(&self) -> bool {
        matches!(self.progress, Progress::Accepted(_)) && self.proof.is_none()
    }

    /// Handed over, and nothing came of it yet.
    pub(super) const fn is_awaited(&self) -> bool {
        matches!(self.progress, Progress::Sent(_)) && self.proof.is_none()
    }

    pub(super) fn answered(&mut self, answer: Answer) {
        self.asked = true;
        self.progress = match answer {
            Answer::Accepted(reply) => Progress::Accepted(reply),
            Answer::Delivered(reply) => Progress::Sent(reply),
            Answer::Refused(_, reply) => Progress::Refused(reply),
            Answer::Deferred(stage, reply) => {
                self.deferrals = self.deferrals.saturating_add(1);
                Progress::Deferred(stage, reply)
            }
            Answer::Confused(reply) => Progress::Lost(Reason::NotThisService, Some(reply)),
        };
    }

    /// Not to be asked, and not to be reported.
    pub(super) fn skip(&mut self) {
        self.progress = Progress::Skipped;
    }

    pub(super) fn lose(&mut self, reason: Reason) {
        self.asked = true;
        let reply = self.reply().cloned();
        self.progress = Progress::Lost(reason, reply);
    }

    pub(super) fn handed_over(&mut self, endpoint: cerrojo_model::Endpoint, at: Time) {
        let token = self.case.recipient.to_string();
        // Handed over a second time, it may still be the first that arrives.
        self.sent.get_or_insert_with(|| Sent {
            token,
            endpoint,
            test: self.case.id.to_string(),
            at,
        });
    }

    /// The last thing the server said to it.
    pub(super) const fn reply(&self) -> Option<&Reply> {
        match &self.progress {
            Progress::Pending | Progress::Skipped => None,
            Progress::Refused(reply)
            | Progress::Deferred(_, reply)
            | Progress::Accepted(reply)
            | Progress::Sent(reply)
            | Progress::Bounced(reply) => Some(reply),
            Progress::Lost(_, reply) => reply.as_ref(),
        }
    }

    pub(super) fn verdict(&self, has_sink: bool) -> Verdict {
        if let Some(proof) = &self.proof {
            return Verdict::Open(Box::new(proof.clone()));
        }
        match &self.progress {
            Progress::Pending | Progress::Skipped => Verdict::Unknown(Reason::Cancelled),
            Progress::Refused(_) | Progress::Bounced(_) => Verdict::Closed,
            Progress::Deferred(stage, reply) => Verdict::Unknown(deferral(*stage, reply)),
            Progress::Accepted(_) if !has_sink => Verdict::Unknown(Reason::NoSink),
            Progress::Accepted(_) | Progress::Sent(_) => Verdict::Unknown(Reason::AcceptedUnproven),
            Progress::Lost(reason, _) => Verdict::Unknown(*reason),
        }
    }
}

/// 450 and 451 before DATA are what greylisting says (RFC 6647 section 2.1); every other 4yz is a
/// failure.
const fn deferral(stage: Stage, reply: &Reply) -> Reason {
    match (stage, reply.code) {
        (Stage::Mail | Stage::Recipient, 450 | 451) => Reason::Greylisted,
        _ => Reason::Tempfail,
    }
}
