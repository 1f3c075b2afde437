//! When to ask again and how long to wait for an arrival.

use std::sync::Arc;

use cerrojo_model::Time;

use super::examination::{CONTROL, Examination, GRACE};
use super::outcome::{Progress, Trial, is_soft_refusal};
use crate::smtp::{Envelope, Question};

/// When to ask again what was put off, in twelfths of the wait: soon for a server that only wants
/// a second connection, late for one that counts minutes.
const RETRIES: &[i32] = &[1, 3, 6, 11];

impl Examination {
    /// Until when something that was handed over may still arrive.
    pub(super) fn arrivals_until(&self, now: Time) -> Option<Time> {
        let awaited = self.trials.iter().flatten().any(Trial::is_awaited);
        let wait =
            if self.is_proven() { self.settings.wait.min(GRACE) } else { self.settings.wait };
        self.last_acceptance.filter(|_| awaited).map(|at| at + wait).filter(|until| now < *until)
    }

    /// When to ask again what was put off: at growing distances, and not after the wait is over.
    pub(super) fn retry_at(&self) -> Option<Time> {
        let deferred = |trial: &Trial| matches!(trial.progress, Progress::Deferred(_));
        let again = self.trials.iter().flatten().any(deferred) && !self.is_proven();
        if !again || self.is_soft_refusal_final() {
            return None;
        }
        self.next_retry()
    }

    /// The next moment to ask again, counted from the first time it put us off.
    pub(super) fn next_retry(&self) -> Option<Time> {
        let twelfths = RETRIES.get(self.retries)?;
        Some(self.deferred_since? + self.settings.wait * *twelfths / 12)
    }

    pub(super) fn retry(&mut self) {
        self.retries = self.retries.saturating_add(1);
        for trial in self.trials.iter_mut().flatten() {
            if matches!(trial.progress, Progress::Deferred(_)) {
                trial.progress = Progress::Pending;
            }
        }
    }

    /// Asked twice, it declined softly both times, while it takes mail for its own postmaster.
    pub(super) fn is_soft_refusal_final(&self) -> bool {
        let deferred = |trial: &&Trial| matches!(trial.progress, Progress::Deferred(_));
        let mut deferrals = self.trials.iter().flatten().filter(deferred).peekable();
        self.retries > 0
            && self.local_taken == Some(true)
            && deferrals.peek().is_some()
            && deferrals.all(|trial| trial.reply().is_some_and(is_soft_refusal))
    }

    /// Whether it would take a local recipient: tells a soft refusal from greylisting.
    pub(super) fn control_question(&self) -> Question {
        let mail = format!("MAIL FROM:<cerrojo@{}>", self.settings.sink.domain);
        let recipients = vec!["RCPT TO:<postmaster>".to_owned()];
        Question { id: CONTROL, envelope: Arc::new(Envelope { mail, recipients }) }
    }

    pub(super) fn needs_control(&self) -> bool {
        let soft = |trial: &Trial| matches!(&trial.progress, Progress::Deferred(reply) if is_soft_refusal(reply));
        self.trials.iter().flatten().any(soft)
    }
}
