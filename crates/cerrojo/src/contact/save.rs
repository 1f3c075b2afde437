//! Keeps the contact that was found as an event of its case.

use cerrojo_engine::contact::Answer;
use cerrojo_store::Store;
use cerrojo_store::life::{Event, State, What};

use super::mail_of;
use crate::configuration::Control;
use crate::output::say;

/// Who does it, in the log.
const BY: &str = "contact";

/// Appends `contact-found` or `contact-missing`; the same contact again is no event.
///
/// # Errors
///
/// The user's: the case stands where nobody is looked for. The machine's.
pub(super) async fn save(
    store: &Store,
    number: i64,
    answer: &Answer,
    control: &Control,
) -> anyhow::Result<()> {
    let at = cerrojo_engine::now();
    let before = store.case(number).await?.case;
    let what = match mail_of(answer) {
        None => What::ContactMissing {},
        Some((mail, candidate)) => {
            let language = candidate.languages.tags.first().cloned();
            let secret = (control.secret.as_bytes(), control.percent);
            let known = store.put_contact(&mail, language.as_deref(), secret, at).await?;
            What::ContactFound {
                contact: known.address,
                route: candidate.route.record().id.to_owned(),
                language: known.language,
                control: known.control,
            }
        }
    };
    let is_same = match (&before, &what) {
        (Some(case), What::ContactFound { contact, .. }) => {
            case.state == State::Ready && case.contact.as_ref() == Some(contact)
        }
        (Some(case), _) => case.state == State::NoContact,
        (None, _) => false,
    };
    if is_same {
        say(&format!("case {number}: nothing new, so nothing was written down"));
        return Ok(());
    }
    let case = store.append(number, vec![Event { at, by: BY.to_owned(), what }]).await?;
    say(&format!("case {number} is {} now", case.state));
    Ok(())
}
