//! The life of a case: where it can stand, what can happen, and what follows from all that happened.
//!
//! All of it is decided here without a database and without a clock: an event carries its time.
//! Reading order: [`State`], [`What`] can happen, [`TRANSITIONS`], [`Case`], [`next_check`].

mod case;
mod due;
mod event;
mod follow;
mod state;
mod summary;
#[cfg(test)]
mod tests;
mod transition;

pub use case::{Case, LifeError};
pub use due::{Due, next_check};
pub use event::{Event, Found, Hit, Named, Place, What};
pub use follow::follows;
pub use state::State;
pub use summary::{Summary, SummaryRef};
pub use transition::{Needs, TRANSITIONS, To, Transition, event_words};

use chrono::TimeDelta;

/// What an operation may set; the defaults are those of the documentation.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Refusals that close a case.
    pub refusals: u32,
    /// The time that lies between the first and the last of them at least.
    pub refusals_over: TimeDelta,
    /// Out of reach for so long is gone.
    pub gone_after: TimeDelta,
    /// A proof older than that is not written about.
    pub proof_lasts: TimeDelta,
    /// Reminders of one letter.
    pub reminders: u32,
    /// How often a suspect is asked again when we could not tell.
    pub retries: u32,
    /// The time between two such checks at least.
    pub retry_after: TimeDelta,
    /// The time between two checks of something open at least.
    pub watch_every: TimeDelta,
    /// The time between two refusals at least.
    pub confirm_after: TimeDelta,
    /// After that, what was closed is looked at again.
    pub look_again_after: TimeDelta,
    /// The time between two checks of one case at least, whoever asks for them.
    pub at_most_every: TimeDelta,
}

impl Rules {
    /// The rules where nobody says otherwise.
    pub const DEFAULT: Self = Self {
        refusals: 3,
        refusals_over: TimeDelta::hours(72),
        gone_after: TimeDelta::days(14),
        proof_lasts: TimeDelta::hours(72),
        reminders: 2,
        retries: 3,
        retry_after: TimeDelta::hours(12),
        watch_every: TimeDelta::hours(24),
        confirm_after: TimeDelta::hours(36),
        look_again_after: TimeDelta::days(30),
        at_most_every: TimeDelta::minutes(10),
    };
}

impl Default for Rules {
    fn default() -> Self {
        Self::DEFAULT
    }
}
