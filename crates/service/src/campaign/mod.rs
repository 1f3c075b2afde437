//! Which letters two people agreed to: what is written to whom, a few first, and no more once too much comes back.
//!
//! Invariants:
//! * whoever wrote a campaign last cannot agree to it;
//! * what was agreed to is one digest, of the definition and of everything that its letters are made of; when any of it
//!   changes, the campaign stands;
//! * the pilot is as many letters as it says, however many processes write, and however they are killed.
//!
//! Reading order: [`Definition`], [`Seal`], [`select`], [`advance`], [`too_much_came_back`], [`rehearse`], [`report`].

mod advance;
mod definition;
mod rehearse;
mod report;
mod seal;
mod select;
mod watch;

use cerrojo_store::Campaign;
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};

pub use advance::{Advanced, Round, Settings, advance};
pub use definition::{Definition, DefinitionError, Languages, Select};
pub use rehearse::{RehearseError, Rehearsed, rehearse};
pub use report::{CampaignReport, Letters, report};
pub use seal::Seal;
pub use select::{Chosen, Selected, Waiting, select};
pub use watch::too_much_came_back;

use crate::desk::Desk;

/// Who moves a campaign by itself, in its events.
const BY: &str = "campaign";
/// Who stops one of which too much comes back.
pub(crate) const BREAKER: &str = "breaker";

/// The canonical form of what somebody wrote, with what its letters are made of at this desk: what the database keeps,
/// and what its digest is of.
///
/// # Errors
///
/// The author's.
pub fn sealed(desk: &Desk, definition: &Definition) -> Result<String, DefinitionError> {
    let sealed = Some(Seal::of(desk, definition));
    Definition { sealed, ..definition.clone() }.to_text()
}

/// The definition of a campaign, if all that it is made of is what it was when it was made; otherwise why not.
///
/// # Errors
///
/// One line for people: what changed, and what to do.
pub fn broken(desk: &Desk, campaign: &Campaign) -> Result<Definition, String> {
    let definition = Definition::read(&campaign.definition)
        .map_err(|error| format!("its definition cannot be read: {error}"))?;
    let now = Seal::of(desk, &definition);
    let difference = match &definition.sealed {
        Some(seal) => seal.difference(&now),
        None => Some("nothing says what its letters are made of".to_owned()),
    };
    match difference {
        None => Ok(definition),
        Some(what) => Err(format!(
            "its letters are not what was written down: {what}; change it with `cerrojo campaign change` and have it \
            approved anew"
        )),
    }
}

/// A digest as it is shown and typed.
#[must_use]
pub fn digits(digest: &[u8]) -> String {
    HEXLOWER.encode(digest)
}

/// A digest as somebody typed it; `None` for what is none of SHA-256.
#[must_use]
pub fn digest_of(digits: &str) -> Option<Vec<u8>> {
    let read = HEXLOWER_PERMISSIVE.decode(digits.trim().as_bytes()).ok()?;
    (read.len() == 32).then_some(read)
}
