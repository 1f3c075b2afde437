//! Hands over the letters that are due: how many at once, which next, and what is written when?
//!
//! Each line carries one letter at a time. What came of it and that the next one is begun are written in one
//! transaction, for all lines that are ready together; only then does the next letter go. So when the sender is
//! killed, at most one letter of each line is in doubt: it was begun, and nobody wrote down what came of it. Such a
//! letter goes out once more, under the same Message-ID, and not a third time. With [`Sending::notes`] only those are
//! in doubt that were being handed over at that very moment.

mod desk;
mod mailer;
mod rules;
mod sender;
mod speed;

use std::pin::Pin;

use cerrojo_model::Time;
use cerrojo_store::{Letter, Notes, Outcome, Pace, StoreError};
use chrono::TimeDelta;

use super::verify::Clock;
pub use mailer::{signatures, ways};
pub use rules::{Answer, Attempted, Reach, bounce, breaker, decide, pause};
pub use sender::Sender;
pub use speed::{Speed, ramp};

/// A letter as it is handed over.
#[derive(Clone, Copy)]
pub struct Handover<'a> {
    /// The return path; nothing for none.
    pub from: &'a str,
    /// To whom.
    pub to: &'a str,
    /// Lines of header that stand before the message: its signatures.
    pub head: &'a [u8],
    /// The message.
    pub message: &'a [u8],
    /// To be asked once, right before the dot that ends the message: from then on it may be taken. Where it says no,
    /// the dot must not go, and the answer is that the letter goes later. A line that cannot tell when that is asks
    /// before it says anything; then more is in doubt when it is killed.
    pub may_end: &'a (dyn Fn() -> bool + Send + Sync),
}

/// One way out that carries a letter at a time.
pub trait Line: Send {
    /// Hands a letter over. Comes to an end in bounded time, and never fails: what goes wrong is an answer.
    fn hand_over<'a>(
        &'a mut self,
        letter: Handover<'a>,
    ) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

    /// Ends it politely.
    fn close(self: Box<Self>) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// Opens a way out; nothing is connected before its first letter.
pub type Ways = Box<dyn Fn() -> Box<dyn Line> + Send + Sync>;
/// Signs a message at a time: the lines of header to write before it, or why it cannot.
pub type Sign = Box<dyn Fn(&[u8], Time) -> Result<Vec<u8>, String> + Send + Sync>;
/// Whether a letter may go at that hour where it goes to; otherwise when it may.
pub type MayGo = Box<dyn Fn(&Letter, Time) -> Result<(), Time> + Send + Sync>;

/// How letters are sent.
pub struct Sending {
    /// The ways out.
    pub ways: Ways,
    /// The signatures.
    pub sign: Sign,
    /// The quiet hours.
    pub may_go: MayGo,
    /// How fast each destination gets them.
    pub pace: Box<dyn Pace>,
    /// The time.
    pub clock: Clock,
    /// A file for what this sender notes of letters in flight, so that few are in doubt when it is killed; beside the
    /// database, for this worker alone. Without one all of them are.
    pub notes: Option<Notes>,
}

/// How much is done at once.
#[derive(Clone, Copy, Debug)]
pub struct SendLimits {
    /// Lines, each with a letter.
    pub lines: usize,
    /// How long letters are kept from others without a sign of life.
    pub lease: TimeDelta,
    /// Letters on a day (UTC) at most, of all senders together; `None` for no limit.
    pub per_day: Option<u64>,
    /// Whether a new sender begins with few letters a day, see [`ramp`].
    pub ramps: bool,
    /// Letters in all; `None` for everything that is due.
    pub letters: Option<u64>,
}

impl Default for SendLimits {
    fn default() -> Self {
        let lease = TimeDelta::minutes(10);
        Self { lines: 16, lease, per_day: None, ramps: true, letters: None }
    }
}

/// What a run came to, in letters.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct SendFigures {
    /// Taken.
    pub sent: u64,
    /// Tried again later.
    pub later: u64,
    /// Came back for good, or were given up.
    pub back: u64,
    /// Nobody knows whether they were taken.
    pub unsure: u64,
    /// Not sent: too old, or about something that changed.
    pub stale: u64,
    /// Wait for another hour or another day.
    pub waiting: u64,
    /// Somebody else has them by now.
    pub lost: u64,
}

/// What happened to one letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Its number.
    pub number: i64,
    /// To whom.
    pub contact: Option<String>,
    /// What came of it, once it is written.
    pub outcome: Outcome,
}

/// Why a run had to end. What was written before stands; the rest is due still.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The user's: the key.
    #[error("letters cannot be signed: {why}; look at the key")]
    Sign {
        /// What is wrong.
        why: String,
    },
}
