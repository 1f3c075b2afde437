//! What would go out: every letter of a campaign, and nothing else happens.

use cerrojo_model::Time;
use cerrojo_store::{NewLetter, Store, StoreError};

use super::definition::Definition;
use super::select::{Waiting, select};
use crate::desk::Desk;
use crate::job::{Plan, found};

/// What a rehearsal came to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Rehearsed {
    /// Letters that would go out.
    pub letters: u64,
    /// Those that could not be written.
    pub failed: u64,
    /// Who waits.
    pub waiting: Waiting,
}

/// Why a rehearsal ended early.
#[derive(Debug, thiserror::Error)]
pub enum RehearseError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Whoever takes the letters cannot.
    #[error("a letter cannot be kept")]
    Keep(#[source] std::io::Error),
}

/// Writes every letter about something found that could go out at `now`, and gives it to `keep`. Nothing is written
/// into the database. The desk should be one whose marks are good for nothing, see [`Desk::unmarked`].
///
/// # Errors
///
/// [`RehearseError`].
pub async fn rehearse(
    store: &Store,
    desk: &Desk,
    definition: &Definition,
    now: Time,
    mut keep: impl FnMut(&NewLetter) -> std::io::Result<()>,
) -> Result<Rehearsed, RehearseError> {
    let limit = definition.select.limit.unwrap_or(u64::MAX);
    let selected = select(store, definition, limit, now).await?;
    let mut rehearsed = Rehearsed { waiting: selected.waiting, ..Rehearsed::default() };
    let plan = Plan {
        campaign: None,
        variants: definition.variants(),
        languages: definition.languages(),
        single: &|contact| definition.is_single(contact),
        opening: &|_, now| now,
        contacts: usize::MAX,
    };
    for chosen in selected.chosen {
        let letters = found(store, desk, &plan, (&chosen.contact, chosen.cases), now).await?;
        for of in letters {
            if rehearsed.letters >= limit {
                return Ok(rehearsed);
            }
            let number = i64::try_from(rehearsed.letters).unwrap_or(i64::MAX).saturating_add(1);
            match desk.write(number, &of) {
                Ok(letter) => {
                    keep(&letter).map_err(RehearseError::Keep)?;
                    rehearsed.letters += 1;
                }
                Err(error) => {
                    tracing::warn!("a letter cannot be written: {error}");
                    rehearsed.failed += 1;
                }
            }
        }
    }
    Ok(rehearsed)
}
