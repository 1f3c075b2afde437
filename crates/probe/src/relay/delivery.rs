//! Which accepted form gets a message, and how long its arrival is waited for before the next.

use cerrojo_model::Time;

use super::examination::{Examination, GRACE};
use super::outcome::Trial;
use crate::message;
use crate::smtp::Question;

impl Examination {
    /// Hands over the next message; `None` when there is none to hand over here.
    pub(super) fn hand_over(&mut self, now: Time) -> Option<()> {
        let index = self.next_delivery(true)?;
        let message = self.message(index, now)?;
        let question = self.question(index)?;
        let trial = self.trials.as_mut()?.get_mut(index)?;
        trial.handed_over(self.endpoint, now);
        // If this one arrives, no other is needed.
        self.grace = trial.case.covers_all.then(|| now + GRACE.min(self.settings.wait));
        self.asked = vec![index];
        self.session.as_mut()?.deliver(question, message);
        Some(())
    }

    /// Until when the connection is held because the last message may still arrive, and then no
    /// other is needed.
    pub(super) fn holds_until(&self, now: Time) -> Option<Time> {
        self.next_delivery(true).and(self.grace).filter(|until| now < *until)
    }

    /// The form that says everything about the others was accepted, and is to be handed over.
    pub(super) fn delivers_the_plainest(&self) -> bool {
        let next = self.next_delivery(true).and_then(|index| self.trials.as_ref()?.get(index));
        next.is_some_and(|trial| trial.case.covers_all)
    }

    /// Until when it is waited for alone, once it was handed over.
    pub(super) fn plainest_until(&self, now: Time) -> Option<Time> {
        let awaited = |trial: &Trial| trial.case.covers_all && trial.is_awaited();
        let awaits = self.trials.iter().flatten().any(awaited);
        self.grace.filter(|until| awaits && now < *until)
    }

    /// The accepted case to hand a message over for, the one that says most first.
    pub(super) fn next_delivery(&self, here: bool) -> Option<usize> {
        if !self.settings.sink.listens || self.is_decided() {
            return None;
        }
        let trials = self.trials.as_ref()?.iter().enumerate();
        let fits =
            |trial: &Trial| trial.is_to_deliver() && (!here || *trial.case.opening == self.opening);
        let ready = trials.filter(|(_, trial)| fits(trial));
        ready.min_by_key(|(index, trial)| (!trial.case.covers_all, *index)).map(|(index, _)| index)
    }

    pub(super) fn question(&self, index: usize) -> Option<Question> {
        self.trials.as_ref()?.get(index).map(|trial| trial.case.question(index))
    }

    fn message(&self, index: usize, now: Time) -> Option<Vec<u8>> {
        let case = &self.trials.as_ref()?.get(index)?.case;
        let envelope = message::Envelope {
            endpoint: &self.endpoint,
            test: &case.id,
            recipient: &case.recipient,
            sender: case.sender.as_ref(),
            client: self.client?,
            at: now,
        };
        let mut message =
            message::dot_stuff(&message::compose(&self.settings.letterhead, &envelope));
        message.extend_from_slice(b".\r\n");
        Some(message)
    }
}
