//! "Not now" that means "no": telling a refusal with a temporary code from greylisting.
//!
//! Greylisting puts off whoever it does not know, whatever they want (RFC 6647). A refusal is about
//! what was asked. So the same is asked again, and a local recipient beside it: a server that takes
//! mail for its own postmaster from us, at once, and keeps putting off the stranger's, is not
//! greylisting. Without such a difference it stays unknown.

use std::sync::Arc;

use super::examination::{Examination, honest_opening};
use super::outcome::{Progress, Trial};
use crate::smtp::{Answer, Envelope, Opening, Question, Reply, Stage, Trust};

/// The control question's number: it is no test, so it has none of its own.
pub(super) const CONTROL: usize = usize::MAX;

/// What became of the control question in one opening.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Control {
    /// On its way, or lost with its connection.
    Asked,
    /// The local recipient was taken.
    Taken,
    /// It was put off with this code.
    PutOff(u16),
    /// It was refused: this server has no postmaster for us.
    Refused,
}

impl Examination {
    /// Asks the control question where it may tell something, once in each opening.
    pub(super) fn ask_control(&mut self) -> Option<()> {
        let asked = self.controls.iter().any(|(opening, _)| *opening == self.opening);
        if asked || !self.needs_control() {
            return None;
        }
        self.controls.push((self.opening.clone(), Control::Asked));
        let mail = format!("MAIL FROM:<cerrojo@{}>", self.settings.sink.domain);
        let recipients = vec!["RCPT TO:<postmaster>".to_owned()];
        let question = Question { id: CONTROL, envelope: Arc::new(Envelope { mail, recipients }) };
        self.session.as_mut()?.ask([question]);
        Some(())
    }

    /// Something was put off here, or other openings are to come whose answers want comparing.
    fn needs_control(&self) -> bool {
        let honest = honest_opening(&self.settings, self.endpoint);
        let compares = |trial: &Trial| {
            self.opening == honest
                && trial.is_pending()
                && trial.case.opening.trust == Trust::None
                && *trial.case.opening != honest
        };
        let put_off = |trial: &Trial| trial.is_deferred() && *trial.case.opening == self.opening;
        self.trials.iter().flatten().any(|trial| put_off(trial) || compares(trial))
    }

    pub(super) fn control_answered(&mut self, answer: &Answer) {
        let control = match answer {
            Answer::Accepted(_) | Answer::Delivered(_) => Control::Taken,
            Answer::Deferred(_, reply) => Control::PutOff(reply.code),
            Answer::Refused(..) | Answer::Confused(_) => Control::Refused,
        };
        let here = self.controls.iter_mut().find(|(opening, _)| *opening == self.opening);
        if let Some((_, known)) = here {
            *known = control;
        }
    }

    fn control(&self, opening: &Opening) -> Option<Control> {
        let found = self.controls.iter().find(|(known, _)| known == opening);
        found.map(|(_, control)| *control)
    }

    /// Put off twice, in a way that is about what was asked and not about who is new.
    pub(super) fn is_final(&self, trial: &Trial) -> bool {
        let Progress::Deferred(stage, reply) = &trial.progress else { return false };
        let honest = honest_opening(&self.settings, self.endpoint);
        let control = self.control(&trial.case.opening);
        let soft = is_soft_refusal(reply) && control == Some(Control::Taken);
        // Its name is what it minds: with an honest one, the local recipient was taken.
        let name = *trial.case.opening != honest
            && self.control(&honest) == Some(Control::Taken)
            && control == Some(Control::PutOff(reply.code));
        trial.deferrals >= 2 && (soft || name || self.minds_the_sender(trial, *stage, reply))
    }

    /// Said to MAIL while other senders got further, or with the code for a sender that cannot be
    /// (X.1.7, X.1.8: RFC 3463 section 3.2): some of ours are invented on purpose.
    fn minds_the_sender(&self, trial: &Trial, stage: Stage, reply: &Reply) -> bool {
        let got_further = |other: &Trial| {
            other.asked
                && other.case.opening == trial.case.opening
                && !matches!(
                    other.progress,
                    Progress::Deferred(Stage::Mail, _) | Progress::Lost(..)
                )
        };
        let at_mail = stage == Stage::Mail && self.trials.iter().flatten().any(got_further);
        at_mail || matches!(reply.enhanced(), Some((4, 1, 7 | 8)))
    }
}

/// 454 with X.7.1 to RCPT: how Postfix refuses for good when it is told to defer
/// (`defer_unauth_destination`), as it is on Debian out of the box.
fn is_soft_refusal(reply: &Reply) -> bool {
    reply.code == 454 && matches!(reply.enhanced(), Some((4, 7, 1)))
}
