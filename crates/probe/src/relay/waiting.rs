//! When to ask again and how long to wait for an arrival.

use cerrojo_model::Time;

use super::examination::{Examination, GRACE};
use super::outcome::{Progress, Trial};

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
        let undecided = |trial: &Trial| trial.is_deferred() && !self.is_final(trial);
        let again = self.trials.iter().flatten().any(undecided) && !self.is_proven();
        if again { self.next_retry() } else { None }
    }

    /// The next moment to ask again, counted from the first time it put us off.
    pub(super) fn next_retry(&self) -> Option<Time> {
        let twelfths = RETRIES.get(self.retries)?;
        Some(self.deferred_since? + self.settings.wait * *twelfths / 12)
    }

    pub(super) fn retry(&mut self) {
        self.retries = self.retries.saturating_add(1);
        let finals = self.trials.iter().flatten().map(|trial| self.is_final(trial));
        let finals: Vec<bool> = finals.collect();
        for (trial, is_final) in self.trials.iter_mut().flatten().zip(finals) {
            if trial.is_deferred() && !is_final {
                trial.progress = Progress::Pending;
            }
        }
    }
}
