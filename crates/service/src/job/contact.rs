//! Finds whom to tell about what is proven open, and writes it into the case.

use std::collections::HashMap;

use cerrojo_engine::contact::{
    Answer, COUNTRIES_OF_INTERNATIONAL, Directory, Health, MailAddress, Reach, Route,
};
use cerrojo_model::Time;
use cerrojo_store::life::{Case, Event, Hit, Place, State, What};
use cerrojo_store::{Filter, Store, StoreError};

/// Who made these events happen.
const BY: &str = "contact";
/// The secret that decides who is written to later.
const CONTROL: &str = "control";
/// Cases that are read at once.
const PAGE: u32 = 500;

/// Cases that wait for somebody to tell.
const WAITING: &[State] = &[State::VerifiedOpen, State::ReOpened, State::Bounced];

/// Looks for a contact of every case that waits for one, at most `limit` of them. Gives back how many
/// found one, and how many did not.
///
/// # Errors
///
/// The database's. That a registry does not answer is no error: the case then has no contact yet, and is
/// looked at again when `cerrojo contact --case` says so.
pub async fn find_contacts(
    store: &Store,
    directory: &Directory,
    percent: u8,
    now: Time,
    limit: usize,
) -> Result<(u64, u64), StoreError> {
    let filter = Filter { states: WAITING.to_vec(), ..Filter::default() };
    let (mut after, mut found, mut missing, mut seen) = (0, 0, 0, 0);
    loop {
        let page = store.list(&filter, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok((found, missing)) };
        after = last.number;
        for listed in page {
            let Some(suspect) = listed.suspect else { continue };
            if seen == limit {
                return Ok((found, missing));
            }
            seen += 1;
            let answer = directory.look_up(suspect.network().addr()).await;
            if answer.again_at.is_some() && answer.best_mail().is_none() {
                // A registry asked us to wait: the case waits with us.
                continue;
            }
            match tell(store, listed.number, answer, percent, now).await {
                Ok(case) if case.contact.is_some() => found += 1,
                Ok(_) => missing += 1,
                // It moved on meanwhile, or the database takes no such address.
                Err(
                    StoreError::Life { .. }
                    | StoreError::Missing { .. }
                    | StoreError::Conflict { .. },
                ) => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Writes into a case whom to tell, after an answer: the first candidate in good health, or nobody. What is
/// there already is not written again.
///
/// `percent` of all contacts are written to later, to compare with: by a secret of the operation and the
/// address, so that all cases of a contact are in the same group.
///
/// # Errors
///
/// The caller's: a case that stands elsewhere. The database's.
pub async fn tell(
    store: &Store,
    number: i64,
    mut answer: Answer,
    percent: u8,
    now: Time,
) -> Result<Case, StoreError> {
    set_health(store, &mut answer).await?;
    let what = match answer.best_mail() {
        None => What::ContactMissing {},
        Some((address, candidate)) => {
            let address = address.to_string();
            let secret = store.secret(CONTROL).await?;
            let group = (secret.as_slice(), percent);
            // The language that is kept with a contact is the one that they chose: what is only
            // concluded stays with the case.
            let contact = store.put_contact(&address, None, group, now).await?;
            let mut languages = candidate.languages.clone();
            if candidate.route != Route::NationalCsirt {
                let mut countries = store.countries_of(&address).await?;
                countries.extend(answer.country.clone());
                if countries.len() >= COUNTRIES_OF_INTERNATIONAL {
                    languages = languages.in_many_countries();
                }
            }
            if let Some(tag) = &contact.language {
                languages = languages.preferring(tag);
            }
            What::ContactFound {
                contact: contact.address,
                route: candidate.route.record().id.to_owned(),
                language: languages.tags.first().cloned(),
                control: contact.control,
                hits: languages.hits.into_iter().map(kept).collect(),
                languages: languages.tags,
            }
        }
    };
    let case = store.case(number).await?.case;
    let is_there = case.as_ref().is_some_and(|case| match &what {
        What::ContactFound { contact, languages, .. } => {
            let is_same = case.contact.as_ref() == Some(contact) && case.languages == *languages;
            case.state == State::Ready && is_same
        }
        _ => case.state == State::NoContact,
    });
    if let Some(case) = case.clone().filter(|_| is_there) {
        return Ok(case);
    }
    let known = case.map(|case| case.place).unwrap_or_default();
    let place = Place {
        network: known.network.clone().or_else(|| answer.network.map(|span| span.to_string())),
        asn: known.asn.or(answer.asn),
        country: known.country.clone().or_else(|| answer.country.clone()),
    };
    let mapped = (place != known).then_some(What::Mapped(place));
    let events = mapped.into_iter().chain([what]);
    let events = events.map(|what| Event { at: now, by: BY.to_owned(), what });
    store.append(number, events.collect()).await
}

/// A hit as the log keeps it.
fn kept(hit: cerrojo_engine::contact::Hit) -> Hit {
    Hit { because: hit.because.id().to_owned(), of: hit.of, tags: hit.tags }
}

/// Sets how everybody in an answer has behaved so far, as the database knows it.
///
/// # Errors
///
/// The database's.
pub async fn set_health(store: &Store, answer: &mut Answer) -> Result<(), StoreError> {
    let mut known = HashMap::new();
    for candidate in &answer.candidates {
        let Some(mail) = candidate.reach.mail() else { continue };
        match store.contact(mail.as_str()).await {
            Ok(Some(contact)) => {
                known.insert(mail.as_str().to_owned(), health(contact.health));
            }
            // What the engine takes for an address and the database does not was never written to.
            Ok(None) | Err(StoreError::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    answer.set_health(|reach: &Reach| {
        let mail = reach.mail().map(MailAddress::as_str);
        mail.and_then(|mail| known.get(mail)).copied().unwrap_or_default()
    });
    Ok(())
}

const fn health(health: cerrojo_store::Health) -> Health {
    match health {
        cerrojo_store::Health::Untried => Health::Untried,
        cerrojo_store::Health::Works => Health::Works,
        cerrojo_store::Health::Bounced => Health::Bounced,
        cerrojo_store::Health::Refused => Health::Refused,
    }
}
