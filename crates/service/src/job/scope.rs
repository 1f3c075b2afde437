//! Takes cases back that were out of scope and are not any more.

use cerrojo_engine::Prober;
use cerrojo_model::Time;
use cerrojo_store::life::{Event, State, What};
use cerrojo_store::{Filter, Store, StoreError};

use super::ask::may_ask_some;
use super::verify::Limits;

/// Who made these events happen.
const BY: &str = "scope";
/// Cases that are read at once.
const PAGE: u32 = 500;

/// Lets every case go on that was out of scope and of which some address may be asked again; gives back how
/// many those are. Run it once for a scope, before checks are made with it.
///
/// # Errors
///
/// The database's. What was taken back before stays so.
pub async fn take_back(
    store: &Store,
    prober: &Prober,
    limits: Limits,
    now: Time,
) -> Result<u64, StoreError> {
    let filter = Filter { states: vec![State::OutOfScope], ..Filter::default() };
    let (mut after, mut taken) = (0, 0);
    loop {
        let page = store.list(&filter, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(taken) };
        after = last.number;
        for listed in page {
            let Some(suspect) = listed.suspect else { continue };
            if !may_ask_some(prober, suspect.network(), limits.addresses) {
                continue;
            }
            let what = What::Resumed { why: "the scope holds it again".to_owned() };
            let event = Event { at: now, by: BY.to_owned(), what };
            match store.append(listed.number, vec![event]).await {
                Ok(_) => taken += 1,
                // It moved on meanwhile.
                Err(StoreError::Life { .. } | StoreError::Missing { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
}
