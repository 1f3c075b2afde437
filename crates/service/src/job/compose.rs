//! Which letters are due, and to whom: one for each contact about all its cases, reminders, thanks.
//!
//! What is decided here is who and when; what a letter says is the desk's. A letter is only written about cases whose last
//! proof is fresh enough; the others wait for their next check.

use std::collections::BTreeMap;

use cerrojo_letters::language::Language;
use cerrojo_letters::letter::{Occasion, Reason, VARIANTS, Variant};
use cerrojo_lists::export::Issuer;
use cerrojo_model::Time;
use cerrojo_store::life::{Case, Event, State, What};
use cerrojo_store::{Contact, Filter, Health, LetterFilter, Store, StoreError};
use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};

use crate::desk::{Assignment, Desk};
use crate::dossier::Dossier;

/// Who made these events happen.
const BY: &str = "letters";
/// Cases that are read at once.
const PAGE: u32 = 500;
/// Days after the letter at which a reminder goes.
const REMINDERS: [i64; 2] = [14, 35];
/// Days after the letter at which nothing more goes.
const EXHAUSTED: i64 = 90;
/// Days by which those are written to later who are there to compare with.
const CONTROL_DELAY: TimeDelta = TimeDelta::days(30);
/// So long after a case was closed its contact is thanked.
const THANKS_WITHIN: TimeDelta = TimeDelta::days(7);
/// Cases in one letter.
const CASES: usize = 1_000;

/// How letters are written.
pub struct Plan<'a> {
    /// The campaign that they belong to.
    pub campaign: Option<i64>,
    /// The variants that are compared; each contact gets one of them, always the same.
    pub variants: Vec<&'static Variant>,
    /// Languages for everybody, in place of each contact's own.
    pub languages: Option<Vec<&'static Language>>,
    /// One report a mail, for machines, to these contacts.
    pub single: &'a (dyn Fn(&str) -> bool + Sync),
    /// When a letter to somebody in that country may go, at that time or after.
    pub opening: &'a (dyn Fn(Option<&str>, Time) -> Time + Sync),
    /// Contacts that are written to at most.
    pub contacts: usize,
}

impl Plan<'_> {
    /// Letters as they usually are, to everybody who has one due, at any hour.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            campaign: None,
            variants: vec![Variant::usual()],
            languages: None,
            single: &|_| false,
            opening: &|_, now| now,
            contacts: usize::MAX,
        }
    }
}

/// What a round came to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Written {
    /// Letters about something open for the first time, or again.
    pub letters: u64,
    /// Reminders.
    pub reminders: u64,
    /// Thanks.
    pub thanks: u64,
    /// Contacts that had one lately, belong to those who are written to later, or take no mail.
    pub kept_back: u64,
    /// Cases that stayed without an answer for so long that nothing more is written.
    pub exhausted: u64,
}

/// Queues the letters that are due at `now`.
///
/// # Errors
///
/// The database's. Letters that were queued before stay queued.
pub async fn write_letters(
    store: &Store,
    desk: &Desk,
    plan: &Plan<'_>,
    now: Time,
) -> Result<Written, StoreError> {
    let mut written = Written::default();
    let approved = by_contact(store, &[State::Approved], plan.contacts, |_| true).await?;
    for (contact, cases) in approved {
        first_letter(store, desk, plan, (&contact, cases), now, &mut written).await?;
    }
    let silent = [State::Notified, State::Acknowledged];
    let due = by_contact(store, &silent, plan.contacts, |case| is_reminded(case, now)).await?;
    for (contact, cases) in due {
        remind(store, desk, plan, (&contact, cases), now, &mut written).await?;
    }
    let closed = |case: &Case| {
        case.closed_at.is_some_and(|at| now - at <= THANKS_WITHIN) && case.notified_at.is_some()
    };
    for (contact, cases) in
        by_contact(store, &[State::VerifiedClosed], plan.contacts, closed).await?
    {
        thank(store, desk, plan, (&contact, cases), now, &mut written).await?;
    }
    Ok(written)
}

/// A case and its number.
type Numbered = (i64, Case);

/// Cases in these states that are wanted, by contact.
async fn by_contact(
    store: &Store,
    states: &[State],
    contacts: usize,
    wanted: impl Fn(&Case) -> bool,
) -> Result<BTreeMap<String, Vec<Numbered>>, StoreError> {
    let filter = Filter { states: states.to_vec(), ..Filter::default() };
    let (mut after, mut found) = (0, BTreeMap::<String, Vec<Numbered>>::new());
    loop {
        let page = store.list(&filter, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.number;
        for listed in page {
            let Some(contact) = listed.contact else { continue };
            if found.len() >= contacts && !found.contains_key(&contact) {
                continue;
            }
            let Some(case) = store.case(listed.number).await?.case else { continue };
            if !case.no_mail && wanted(&case) {
                found.entry(contact).or_default().push((listed.number, case));
            }
        }
    }
}

async fn first_letter(
    store: &Store,
    desk: &Desk,
    plan: &Plan<'_>,
    (contact, cases): (&str, Vec<Numbered>),
    now: Time,
    written: &mut Written,
) -> Result<(), StoreError> {
    let rules = *store.rules();
    let Some(known) = reachable(store, contact).await? else {
        written.kept_back += 1;
        return Ok(());
    };
    let waits = |case: &Case| {
        known.control && case.opened_at.is_none_or(|opened| now - opened < CONTROL_DELAY)
    };
    let cases: Vec<Numbered> =
        cases.into_iter().filter(|(_, case)| case.is_fresh(now, &rules) && !waits(case)).collect();
    if cases.is_empty() {
        written.kept_back += 1;
        return Ok(());
    }
    let closed_at =
        cases.iter().map(|(_, case)| case.first_closed_since.filter(|_| case.reopened > 0));
    let occasion =
        match closed_at.collect::<Option<Vec<Time>>>().and_then(|all| all.into_iter().max()) {
            Some(closed_at) => Occasion::ReOpened { closed_at },
            None => Occasion::Found,
        };
    if queue(store, desk, plan, (&known, &cases), occasion, now).await? {
        written.letters += 1;
    } else {
        written.kept_back += 1;
    }
    Ok(())
}

/// Whether a reminder is due, or the end of them.
fn is_reminded(case: &Case, now: Time) -> bool {
    let Some(since) = case.notified_at else { return false };
    let days = (now - since).num_days();
    let sent = usize::try_from(case.reminders).unwrap_or(usize::MAX);
    days >= EXHAUSTED || REMINDERS.get(sent).is_some_and(|due| days >= *due)
}

async fn remind(
    store: &Store,
    desk: &Desk,
    plan: &Plan<'_>,
    (contact, cases): (&str, Vec<Numbered>),
    now: Time,
    written: &mut Written,
) -> Result<(), StoreError> {
    let rules = *store.rules();
    let over = |case: &Case| case.notified_at.is_some_and(|at| (now - at).num_days() >= EXHAUSTED);
    let (ended, open): (Vec<Numbered>, Vec<Numbered>) =
        cases.into_iter().partition(|(_, case)| over(case));
    for (number, _) in ended {
        let event = Event { at: now, by: BY.to_owned(), what: What::Exhausted {} };
        match store.append(number, vec![event]).await {
            Ok(_) => written.exhausted += 1,
            Err(StoreError::Life { .. } | StoreError::Missing { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let open: Vec<Numbered> =
        open.into_iter().filter(|(_, case)| case.is_fresh(now, &rules)).collect();
    let Some(known) = reachable(store, contact).await?.filter(|_| !open.is_empty()) else {
        return Ok(());
    };
    let since = open.iter().filter_map(|(_, case)| case.notified_at).min().unwrap_or(now);
    let last = u32::try_from(REMINDERS.len()).unwrap_or(u32::MAX);
    let is_last = open.iter().all(|(_, case)| case.reminders.saturating_add(1) >= last);
    let occasion = Occasion::Reminder { since, is_last };
    if queue(store, desk, plan, (&known, &open), occasion, now).await? {
        written.reminders += 1;
    }
    Ok(())
}

async fn thank(
    store: &Store,
    desk: &Desk,
    plan: &Plan<'_>,
    (contact, cases): (&str, Vec<Numbered>),
    now: Time,
    written: &mut Written,
) -> Result<(), StoreError> {
    let mut open = Vec::new();
    for (number, case) in cases {
        let filter = LetterFilter { case: Some(number), ..LetterFilter::default() };
        let letters = store.letters(&filter, 0, PAGE).await?;
        let is_thanked = letters.iter().any(|letter| {
            letter.variant.as_deref() == Some("thanks") && case.closed_at <= Some(letter.created_at)
        });
        if !is_thanked {
            open.push((number, case));
        }
    }
    let Some(known) = reachable(store, contact).await?.filter(|_| !open.is_empty()) else {
        return Ok(());
    };
    let since = open.iter().filter_map(|(_, case)| case.closed_since).max().unwrap_or(now);
    if queue(store, desk, plan, (&known, &open), Occasion::Thanks { since }, now).await? {
        written.thanks += 1;
    }
    Ok(())
}

/// The contact, if mail reaches it.
async fn reachable(store: &Store, contact: &str) -> Result<Option<Contact>, StoreError> {
    let known = store.contact(contact).await?;
    Ok(known.filter(|known| matches!(known.health, Health::Untried | Health::Works)))
}

/// Writes one letter and queues it; `false` where the queue keeps it back.
async fn queue(
    store: &Store,
    desk: &Desk,
    plan: &Plan<'_>,
    (contact, cases): (&Contact, &[Numbered]),
    occasion: Occasion,
    now: Time,
) -> Result<bool, StoreError> {
    let single = occasion.accuses() && (plan.single)(&contact.address);
    let portions = if single { cases.chunks(1) } else { cases.chunks(CASES) };
    let mut is_queued = false;
    for portion in portions {
        let Some(of) = assignment(store, desk, plan, (contact, portion), &occasion, now).await?
        else {
            continue;
        };
        let of = Assignment { single, ..of };
        // What cannot be written about (no proof any more) is looked at again after its next check.
        let queued = store.queue_letters(1, |number| desk.write(number, &of).ok()).await?;
        is_queued |= queued.iter().any(Result::is_ok);
        if let Some(Err(error)) = queued.first() {
            tracing::info!("no letter to a contact yet: {error}");
        }
    }
    Ok(is_queued)
}

async fn assignment(
    store: &Store,
    desk: &Desk,
    plan: &Plan<'_>,
    (contact, cases): (&Contact, &[Numbered]),
    occasion: &Occasion,
    now: Time,
) -> Result<Option<Assignment>, StoreError> {
    let operation = desk.operation();
    let issuer = Issuer {
        organisation: &operation.name,
        contact: &desk.sender().address,
        domain: &operation.domain,
    };
    let (mut findings, mut reports) = (Vec::new(), Vec::new());
    for (number, _) in cases {
        let Some(dossier) = Dossier::of(store, *number).await? else { continue };
        let Some(finding) = dossier.finding() else { continue };
        findings.push(finding);
        reports.extend(dossier.xarf(&issuer).filter(|_| occasion.accuses()));
    }
    let Some((_, first)) = cases.first().filter(|_| !findings.is_empty()) else { return Ok(None) };
    let lasts = store.rules().proof_lasts;
    let proven = cases.iter().filter_map(|(_, case)| case.last_open_at).min().unwrap_or(now);
    let expires_at = if occasion.accuses() { proven + lasts } else { now + lasts };
    Ok(Some(Assignment {
        occasion: occasion.clone(),
        campaign: plan.campaign,
        contact: contact.address.clone(),
        reason: reason(first.route.as_deref()),
        findings,
        reports,
        languages: languages(plan, contact, first),
        variant: variant(plan, &contact.address),
        single: false,
        in_reply_to: None,
        now,
        not_before: (plan.opening)(first.place.country.as_deref(), now),
        expires_at,
    }))
}

/// The languages of a letter: those that were told, else those that the contact or its case is known by.
fn languages(plan: &Plan<'_>, contact: &Contact, case: &Case) -> Vec<&'static Language> {
    if let Some(languages) = &plan.languages {
        return languages.clone();
    }
    let own = contact.language.iter().chain(&case.language).map(String::as_str);
    let bundle = case.languages.iter().map(String::as_str);
    // What they told us or wrote to us in stands first; the bundle of their country follows only where it holds it.
    let first = own.clone().next();
    let of_bundle = first.is_none_or(|first| case.languages.iter().any(|tag| tag == first));
    match of_bundle && !case.languages.is_empty() {
        true => Language::bundle(bundle),
        false => Language::bundle(own),
    }
}

/// The variant of a contact: by its address alone, so that it never changes.
fn variant(plan: &Plan<'_>, contact: &str) -> &'static Variant {
    let digest = Sha256::digest(format!("variant {contact}"));
    let number = digest.iter().take(4).fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte));
    let chosen = number.checked_rem(plan.variants.len()).and_then(|place| plan.variants.get(place));
    chosen.copied().or_else(|| VARIANTS.first()).unwrap_or(Variant::usual())
}

/// What a letter says of how its reader was found.
fn reason(route: Option<&str>) -> Reason {
    match route.unwrap_or_default() {
        "override" => Reason::Told,
        "security-txt" => Reason::Domain,
        "domain-abuse" | "domain-postmaster" => Reason::Standard,
        "national-csirt" => Reason::National,
        _ => Reason::Registry,
    }
}
