//! Whom a campaign writes to next, and why others wait.

use std::collections::{BTreeMap, BTreeSet};

use cerrojo_model::Time;
use cerrojo_store::life::State;
use cerrojo_store::{Contact, DIGEST_EVERY, Filter, Listed, Store, StoreError};

use super::definition::Definition;
use crate::job::{Numbered, is_control, languages, reachable};

/// Cases that are read at once.
const PAGE: u32 = 500;

/// A contact, and the cases that it is written about.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// To whom.
    pub contact: Contact,
    /// Their numbers, and what is known of them.
    pub cases: Vec<Numbered>,
}

/// What a campaign selects of what is ready now.
#[derive(Clone, Debug, Default)]
pub struct Selected {
    /// Those who can be written to.
    pub chosen: Vec<Chosen>,
    /// Those who cannot, yet.
    pub waiting: Waiting,
}

/// Who waits, and why. Contacts count once, for the first reason.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, serde::Serialize)]
pub struct Waiting {
    /// Contacts that are there to compare with: they are written to thirty days after their proof.
    pub control_contacts: u64,
    /// Their cases.
    pub control_cases: u64,
    /// Contacts that had a letter within seven days, or for whom one waits.
    pub written_lately: u64,
    /// Contacts that mail does not reach, or that refuse it.
    pub not_reachable: u64,
    /// Cases whose proof is too old: they wait for their next check.
    pub not_fresh: u64,
    /// Cases whose owners want no mail.
    pub no_mail: u64,
}

/// Chooses up to `want` contacts, each with all its cases that the campaign is about.
///
/// # Errors
///
/// The machine's.
pub async fn select(
    store: &Store,
    definition: &Definition,
    want: u64,
    now: Time,
) -> Result<Selected, StoreError> {
    let (mut selected, mut judged) = (Selected::default(), BTreeSet::new());
    let is_full =
        |selected: &Selected| u64::try_from(selected.chosen.len()).unwrap_or(u64::MAX) >= want;
    let filter = Filter { states: vec![State::Ready], ..Filter::default() };
    let mut after = 0;
    while !is_full(&selected) {
        let page = store.list(&filter, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for listed in page.into_iter().filter(|listed| definition.select.holds(listed)) {
            let Some(address) = listed.contact.filter(|address| !judged.contains(address)) else {
                continue;
            };
            let waiting = &mut selected.waiting;
            let chosen = judge(store, definition, &address, now, waiting).await?;
            judged.insert(address);
            selected.chosen.extend(chosen);
            if is_full(&selected) {
                break;
            }
        }
    }
    Ok(selected)
}

/// Whether a contact can be written to, and about what.
async fn judge(
    store: &Store,
    definition: &Definition,
    address: &str,
    now: Time,
    waiting: &mut Waiting,
) -> Result<Option<Chosen>, StoreError> {
    let Some(contact) = reachable(store, address).await? else {
        waiting.not_reachable += 1;
        return Ok(None);
    };
    let last = store.last_digest_to(address).await?;
    let is_lately = last.is_some_and(|(_, at)| at > now - DIGEST_EVERY);
    if is_lately && !definition.is_single(address) {
        waiting.written_lately += 1;
        return Ok(None);
    }
    let rules = *store.rules();
    let (mut cases, mut kept) = (Vec::new(), 0);
    for listed in of_contact(store, definition, address).await? {
        let Some(case) = store.case(listed.number).await?.case else { continue };
        if case.no_mail {
            waiting.no_mail += 1;
        } else if !case.is_fresh(now, &rules) {
            waiting.not_fresh += 1;
        } else if is_control(&contact, &case, now) {
            kept += 1;
        } else {
            cases.push((listed.number, case));
        }
    }
    waiting.control_cases += kept;
    if cases.is_empty() {
        waiting.control_contacts += u64::from(kept > 0);
        return Ok(None);
    }
    Ok(Some(Chosen { contact, cases }))
}

/// All cases of a contact that the campaign is about.
async fn of_contact(
    store: &Store,
    definition: &Definition,
    address: &str,
) -> Result<Vec<Listed>, StoreError> {
    let filter = Filter { states: vec![State::Ready], contact: Some(address.to_owned()) };
    let (mut after, mut found) = (0, Vec::new());
    loop {
        let page = store.list(&filter, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.number;
        found.extend(page.into_iter().filter(|listed| definition.select.holds(listed)));
    }
}

impl Selected {
    /// Cases that can be written about.
    #[must_use]
    pub fn cases(&self) -> usize {
        self.chosen.iter().map(|chosen| chosen.cases.len()).sum()
    }

    /// In which languages contacts would be written to, and how many: `de fr it en`.
    #[must_use]
    pub fn languages(&self, definition: &Definition) -> BTreeMap<String, u64> {
        let given = definition.languages();
        let mut counted = BTreeMap::new();
        for chosen in &self.chosen {
            let Some((_, case)) = chosen.cases.first() else { continue };
            let tags = languages(given.as_ref(), &chosen.contact, case);
            let tags: Vec<&str> = tags.iter().map(|language| language.tag).collect();
            *counted.entry(tags.join(" ")).or_insert(0) += 1;
        }
        counted
    }
}
