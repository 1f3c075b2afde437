//! The nouns that two or more rooms use. Knows nothing of sockets, files or clocks.
//!
//! The words are those of the glossary (`docs/glossary.md`): a *target* is what the user named, an
//! *endpoint* one address, port, transport and service behind it, a *test* one record of a table,
//! and a *verdict* what the tests told us about an endpoint.

mod endpoint;
mod proof;
mod software;
mod suspect;
mod verdict;

pub use endpoint::{Endpoint, Kind, Service, Transport};
pub use proof::{Arrival, Proof, Sent};
pub use software::Software;
pub use suspect::Suspect;
pub use verdict::{Reason, Verdict};

/// A moment in UTC; the only clock reading that crosses a room's border.
pub type Time = chrono::DateTime<chrono::Utc>;
