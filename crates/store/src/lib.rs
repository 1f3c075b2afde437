//! Remembers the cases of an operation: what happened to each, in a log that cannot be changed unseen.
//!
//! Invariants:
//! * a case stands where its events say, and every event is one that its state allows;
//! * every event carries the hash of the one before, whoever wrote it: the log is one chain;
//! * what was acknowledged is on the disk; what was not is not there at all.
//!
//! Reading order: [`life`] (what can happen, without a database), [`Store`], `log` (the chain),
//! `import` (many suspects at once), `work` (who checks what, when), `outbox` (letters on their way), `campaigns`,
//! `arrivals` (what comes back), `evidence` (what is kept, and how long),
//! `backup` and `restore`, `people` (everybody else).
#![expect(
    clippy::disallowed_types,
    reason = "the file of a database is made for its owner alone; notes stand beside it"
)]

mod arrivals;
mod backup;
mod campaigns;
mod cases;
mod db;
mod error;
mod evidence;
mod import;
mod key;
pub mod life;
mod log;
mod look;
mod networks;
mod outbox;
mod people;
mod restore;
mod schema;
mod settings;
mod together;
mod work;

pub use arrivals::{Arrival, ArrivalState, Fate, NewArrival, Reading};
pub use backup::BackedUp;
pub use campaigns::{Campaign, CampaignEvent, CampaignState, Step};
pub use cases::{Entry, Filter, Listed, Logged, Store};
pub use error::StoreError;
pub use evidence::{Kept, Pruned, Retention};
pub use import::{Import, Imported, Suspicion};
pub use log::{Head, Verified};
pub use networks::{Atlas, Network};
pub use outbox::{
    Begun, Counts, DIGEST_EVERY, DOUBTS, Destination, Ended, LETTER_BYTES, Letter, LetterFilter,
    LetterKind, LetterState, NewLetter, Notes, Outcome, Pace, Turn, Turned,
};
pub use people::{
    Bounce, CONTROL_PERCENT, Contact, Excluded, Exclusion, Health, Override, Partner, ROLES, Right,
    Role, Scope, Source, Subject, User,
};
pub use restore::Restored;
pub use work::{Evidence, Work};
