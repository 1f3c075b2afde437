//! What follows when somebody wants no more letters: the same, whether they clicked, wrote or complained.

use cerrojo_model::Time;
use cerrojo_store::life::{Event, What};
use cerrojo_store::{Bounce, Letter, Store, StoreError};

/// Who made these events happen.
const BY: &str = "letters";

/// What happens to the cases of a letter; `proof` is how they said so.
pub(super) fn events(
    letter: i64,
    cases: impl Iterator<Item = i64>,
    proof: &str,
) -> Vec<(i64, What)> {
    let proof = format!("{proof}, about letter {letter}");
    cases.map(|case| (case, What::OptedOutOfMail { proof: proof.clone() })).collect()
}

/// What happens to the contact: no letter goes there any more, about anything.
pub(super) async fn refuse(store: &Store, contact: &str, now: Time) -> Result<(), StoreError> {
    match store.contact_bounced(contact, Bounce::Refused, now).await {
        Ok(_) | Err(StoreError::Missing { .. } | StoreError::Conflict { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Writes to nobody any more who got that letter. Harmless when it is done again: nothing is written twice.
///
/// # Errors
///
/// The database's. Done again, it goes on where it ended.
pub async fn no_more_letters(
    store: &Store,
    letter: &Letter,
    proof: &str,
    now: Time,
) -> Result<(), StoreError> {
    // Whatever happens afterwards, nothing leaves for them any more.
    if let Some(contact) = &letter.contact {
        refuse(store, contact, now).await?;
    }
    let cases = store.letter_cases(letter.number).await?;
    for (number, what) in events(letter.number, cases.into_iter(), proof) {
        if store.case(number).await?.case.is_none_or(|case| case.no_mail) {
            continue;
        }
        match store.append(number, vec![Event { at: now, by: BY.to_owned(), what }]).await {
            // A case whose life is over gets no letters anyway.
            Ok(_) | Err(StoreError::Life { .. } | StoreError::Missing { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
