//! Letters on their way: which of them waits, which is being handed over, and what came of it?
//!
//! A letter is queued whole, with the cases that it is about. Whoever sends takes it in three steps, each durable
//! before the next: *leased* (nobody else has it), *begun* (from now on it may have arrived), *ended*. What follows
//! for its cases and its contact is written with the end, in one piece. So a sender that is killed leaves at most
//! the letters in doubt that it had begun and not ended; such a letter goes out once more at most, under the same
//! Message-ID.

mod begin;
mod campaign;
mod ending;
mod flight;
mod keep;
mod look;
mod notes;
mod pace;
mod queue;

use cerrojo_model::Time;
use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};

use crate::StoreError;
use crate::db::Row;
use crate::people::Bounce;

pub use begin::{Begun, Turn, Turned};
pub(crate) use keep::{forget, prune};
pub use look::{Counts, LetterFilter};
pub use notes::Notes;
pub use pace::{Destination, Pace};

/// A contact gets one digest in so long a time.
pub const DIGEST_EVERY: TimeDelta = TimeDelta::days(7);
/// Bytes of the largest letter.
pub const LETTER_BYTES: usize = 32 << 20;
/// Hand-overs of one letter of which nobody knows what came; after so many it is not sent again.
pub const DOUBTS: u32 = 2;

macro_rules! words {
    ($(#[doc = $what:literal])+ $name:ident { $($(#[doc = $about:literal])+ $variant:ident = $id:literal,)+ }) => {
        $(#[doc = $what])+
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        pub enum $name { $($(#[doc = $about])+ $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its word.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The one with that word.
            #[must_use]
            pub fn read(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.id() == id)
            }

            /// What it means, in a sentence for people.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => concat!($($about),+).trim_ascii(),)+ }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What a letter is for.
    LetterKind {
        /// All open cases of a contact; one in seven days at most.
        Digest = "digest",
        /// One case for a machine that reads it.
        Single = "single",
        /// Says again what a letter said.
        Reminder = "reminder",
        /// Answers a letter of theirs by itself; is about no case.
        Answer = "answer",
    }
}

words! {
    /// Where a letter stands.
    LetterState {
        /// Waits for its time, or for the next attempt.
        Queued = "queued",
        /// Is being handed over.
        InFlight = "in-flight",
        /// Was taken by the next server.
        Sent = "sent",
        /// Was handed over, and nobody knows whether it was taken; it is not sent again.
        Unsure = "unsure",
        /// Their server says that it arrived.
        Delivered = "delivered",
        /// Came back: there is no such address.
        Bounced = "bounced",
        /// They do not take our letters.
        Refused = "refused",
        /// Could not be handed over for days.
        Failed = "failed",
        /// What it says was not true or not fresh any more when it was to go; another is written.
        Stale = "stale",
        /// A person stopped it.
        Cancelled = "cancelled",
    }
}

/// A letter to be queued.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewLetter {
    /// The campaign that it belongs to.
    pub campaign: Option<i64>,
    /// To whom; a mail address.
    pub contact: String,
    /// What it is for.
    pub kind: LetterKind,
    /// Its languages, the first one first.
    pub languages: Vec<String>,
    /// Which variant of the text.
    pub variant: Option<String>,
    /// Its Message-ID, as it stands in the message; no other letter has it.
    pub message_id: String,
    /// The return path, nothing for none.
    pub sender: String,
    /// All its bytes, unsigned, at most [`LETTER_BYTES`].
    pub message: Vec<u8>,
    /// The cases that it is about; none for an answer.
    pub cases: Vec<i64>,
    /// When it was written.
    pub created_at: Time,
    /// It does not go before.
    pub not_before: Time,
    /// It does not go after: its evidence is too old then.
    pub expires_at: Time,
}

impl NewLetter {
    /// The SHA-256 of the message.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.message).into()
    }
}

/// A letter as the store knows it; its message is read by [`crate::Store::letter_message`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Letter {
    /// Its number.
    pub number: i64,
    /// The campaign that it belongs to.
    pub campaign: Option<i64>,
    /// To whom; `None` once erased.
    pub contact: Option<String>,
    /// The domain of the contact; nothing once erased.
    pub destination: String,
    /// What it is for.
    pub kind: LetterKind,
    /// Its languages, the first one first.
    pub languages: Vec<String>,
    /// Which variant of the text.
    pub variant: Option<String>,
    /// Where it stands.
    pub state: LetterState,
    /// Its Message-ID.
    pub message_id: String,
    /// The return path.
    pub sender: String,
    /// The SHA-256 of the message, unsigned.
    pub digest: Vec<u8>,
    /// When it was written.
    pub created_at: Time,
    /// The next attempt; `None` for a letter that is done.
    pub not_before: Option<Time>,
    /// It does not go after.
    pub expires_at: Time,
    /// How often it was handed over.
    pub attempts: u32,
    /// How often nobody knows what came of that.
    pub doubts: u32,
    /// The last line that was answered, or why it stands where it does.
    pub reply: Option<String>,
    /// Who answered.
    pub host: Option<String>,
    /// When it was taken.
    pub sent_at: Option<Time>,
    /// When they called it spam.
    pub complained_at: Option<Time>,
}

/// What came of handing a letter over.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It was taken.
    Sent {
        /// The line that said so.
        reply: String,
        /// Whose it was.
        host: String,
        /// It was the server of the contact itself, not one on the way: the address works.
        arrived: bool,
    },
    /// Nobody knows whether it was taken; it goes once more, or never again after [`DOUBTS`].
    Unsure {
        /// What was seen last.
        reply: String,
        /// When it goes once more.
        again_at: Time,
    },
    /// Not now.
    Later {
        /// Why.
        reply: String,
        /// Who said so, if anybody did.
        host: Option<String>,
        /// The next attempt.
        not_before: Time,
        /// It is not about this letter: their server takes none until then.
        everybody: bool,
    },
    /// It was not handed over at all, and this was no attempt.
    Waits {
        /// Its next chance.
        not_before: Time,
    },
    /// Never: it is back, and what that says of the address. A soft one is a letter that was given up.
    Back {
        /// The line that said so.
        reply: String,
        /// Whose it was, if anybody's.
        host: Option<String>,
        /// The enhanced status code (RFC 3463), or one made of the basic code.
        code: Option<String>,
        /// What it says of the address.
        bounce: Bounce,
    },
    /// It is too old to go.
    Stale {
        /// Why.
        reply: String,
    },
}

/// A letter that was leased, and what came of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Ended {
    /// Its number.
    pub number: i64,
    /// When.
    pub at: Time,
    /// What came of it.
    pub outcome: Outcome,
}

const COLUMNS: &str =
    "l.id, l.campaign_id, l.contact, l.destination, l.kind, l.languages, l.variant,
    l.state, l.message_id, l.sender, l.digest, l.created_at, l.not_before, l.expires_at, l.attempts,
    l.doubts, l.reply, l.host, l.sent_at, l.complained_at";

/// A letter as [`COLUMNS`] hold it; more columns may follow.
fn letter(row: &mut Row) -> Result<Letter, StoreError> {
    let number = row.int()?;
    let damaged =
        |what: &str| StoreError::Damaged { what: format!("the {what} of letter {number}") };
    Ok(Letter {
        number,
        campaign: row.maybe_int()?,
        contact: row.maybe_text()?,
        destination: row.text()?,
        kind: LetterKind::read(&row.text()?).ok_or_else(|| damaged("kind"))?,
        languages: row.text()?.split_whitespace().map(ToOwned::to_owned).collect(),
        variant: row.maybe_text()?,
        state: LetterState::read(&row.text()?).ok_or_else(|| damaged("state"))?,
        message_id: row.text()?,
        sender: row.text()?,
        digest: row.bytes()?,
        created_at: row.time()?,
        not_before: row.maybe_time()?,
        expires_at: row.time()?,
        attempts: u32::try_from(row.int()?).unwrap_or(u32::MAX),
        doubts: u32::try_from(row.int()?).unwrap_or(u32::MAX),
        reply: row.maybe_text()?,
        host: row.maybe_text()?,
        sent_at: row.maybe_time()?,
        complained_at: row.maybe_time()?,
    })
}

fn missing(number: i64) -> StoreError {
    StoreError::Missing { what: format!("letter {number}") }
}
