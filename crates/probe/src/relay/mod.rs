//! Would this mail server pass on a stranger's mail? The tests, what to ask, what the answers mean.
//!
//! [`TESTS`] is the table; [`Selection`] says which of them a run uses; [`Examination`] asks one
//! endpoint and comes to a [`Report`].
//!
//! [`Report`]: crate::report::Report

mod case;
mod deferral;
mod delivery;
mod ending;
mod examination;
mod outcome;
mod selection;
mod table;
#[cfg(test)]
mod tests;
mod waiting;

pub use case::{Names, literal};
pub use examination::{Examination, Settings, Sink};
pub use selection::{Selection, SelectionError};
pub use table::{Greets, Needs, RelayTest, TESTS, Tier, Trusts};

/// How many nonces each examination has to itself.
pub const NONCES: u32 = 256;
