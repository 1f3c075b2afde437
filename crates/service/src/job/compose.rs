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
use cerrojo_store::{Contact, Filter, Health, LetterFilter, Logged, Store, StoreError};
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
    /// The campaign that they belong to; none for all cases that no campaign has agreed to.
    pub campaign: Option<Share<'a>>,
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

/// What a campaign may write in a round.
#[derive(Clone, Copy, Debug)]
pub struct Share<'a> {
    /// Its number.
    pub number: i64,
    /// Whose its approvals are, in the events of cases: only these are written about.
    pub by: &'a str,
    /// Letters about something found, at most, in this round.
    pub room: u64,
    /// The same with all that it ever wrote: the queue takes no more.
    pub most: u64,
    /// Reminders of each letter.
    pub reminders: usize,
}

/// The beginning of what approvals of campaigns are by.
pub(crate) const CAMPAIGN: &str = "campaign ";

/// The approval that a case stands on: whose it was, and when; `None` where nobody agreed yet.
pub(crate) fn agreed(events: &[Logged]) -> Option<(&str, Time)> {
    let last = events.iter().rfind(|event| matches!(event.what, Some(What::Approved { .. })));
    last.map(|event| (event.by.as_str(), event.at))
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

    /// Whether what was agreed to is this plan's to write about.
    fn is_for(&self, events: &[Logged]) -> bool {
        let by = agreed(events).map(|(by, _)| by);
        match &self.campaign {
            Some(share) => by == Some(share.by),
            None => by.is_none_or(|by| !by.starts_with(CAMPAIGN)),
        }
    }

    /// Letters about something found that may still be written, after so many.
    fn room(&self, written: u64) -> u64 {
        self.campaign.map_or(u64::MAX, |share| share.room.saturating_sub(written))
    }

    fn reminders(&self) -> usize {
        self.campaign.map_or(REMINDERS.len(), |share| share.reminders.min(REMINDERS.len()))
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
    let own = |_: &Case, events: &[Logged]| plan.is_for(events);
    if plan.room(0) > 0 {
        let approved = by_contact(store, &[State::Approved], plan.contacts, own).await?;
        for (contact, cases) in approved {
            if plan.room(written.letters) == 0 {
                break;
            }
            first_letter(store, desk, plan, (&contact, cases), now, &mut written).await?;
        }
    }
    // What stays without an answer is seen by whoever writes for no campaign.
    if plan.campaign.is_some() && plan.reminders() == 0 {
        return Ok(written);
    }
    let silent = [State::Notified, State::Acknowledged];
    let is_due = |case: &Case, events: &[Logged]| {
        // Whose campaign it was does not matter any more once nothing follows.
        is_over(case, now) && (plan.campaign.is_none() || plan.is_for(events))
            || plan.is_for(events) && is_reminded(case, plan.reminders(), now)
    };
    for (contact, cases) in by_contact(store, &silent, plan.contacts, is_due).await? {
        remind(store, desk, plan, (&contact, cases), now, &mut written).await?;
    }
    if plan.campaign.is_some() {
        return Ok(written);
    }
    let closed = |case: &Case, _: &[Logged]| {
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
pub type Numbered = (i64, Case);

/// Cases in these states that are wanted, by contact.
async fn by_contact(
    store: &Store,
    states: &[State],
    contacts: usize,
    wanted: impl Fn(&Case, &[Logged]) -> bool,
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
            let entry = store.case(listed.number).await?;
            let Some(case) = entry.case else { continue };
            if !case.no_mail && wanted(&case, &entry.events) {
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
    let Some(known) = reachable(store, contact).await? else {
        written.kept_back += 1;
        return Ok(());
    };
    let room = plan.room(written.letters);
    let letters = found(store, desk, plan, (&known, cases), now).await?;
    let queued = queue(store, desk, plan, &letters, room).await?;
    written.letters += queued;
    written.kept_back += u64::from(queued == 0);
    Ok(())
}

/// The letters to a contact about what was found open, of all its cases that can be written about now.
pub(crate) async fn found(
    store: &Store,
    desk: &Desk,
    plan: &Plan<'_>,
    (known, cases): (&Contact, Vec<Numbered>),
    now: Time,
) -> Result<Vec<Assignment>, StoreError> {
    let rules = *store.rules();
    let cases: Vec<Numbered> = cases
        .into_iter()
        .filter(|(_, case)| case.is_fresh(now, &rules) && !is_control(known, case, now))
        .collect();
    let closed_at =
        cases.iter().map(|(_, case)| case.first_closed_since.filter(|_| case.reopened > 0));
    let occasion =
        match closed_at.collect::<Option<Vec<Time>>>().and_then(|all| all.into_iter().max()) {
            Some(closed_at) => Occasion::ReOpened { closed_at },
            None => Occasion::Found,
        };
    assignments(store, desk, plan, (known, &cases), &occasion, now).await
}

/// Whether a case waits because its contact is there to compare with.
pub(crate) fn is_control(known: &Contact, case: &Case, now: Time) -> bool {
    known.control && case.opened_at.is_none_or(|opened| now - opened < CONTROL_DELAY)
}

/// Whether a reminder is due, of so many in all.
fn is_reminded(case: &Case, reminders: usize, now: Time) -> bool {
    let Some(since) = case.notified_at else { return false };
    let sent = usize::try_from(case.reminders).unwrap_or(usize::MAX);
    let due = REMINDERS.get(sent).filter(|_| sent < reminders);
    due.is_some_and(|due| (now - since).num_days() >= *due)
}

/// Whether nothing more follows a letter.
fn is_over(case: &Case, now: Time) -> bool {
    case.notified_at.is_some_and(|at| (now - at).num_days() >= EXHAUSTED)
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
    let (ended, open): (Vec<Numbered>, Vec<Numbered>) =
        cases.into_iter().partition(|(_, case)| is_over(case, now));
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
    let last = u32::try_from(plan.reminders()).unwrap_or(u32::MAX);
    let is_last = open.iter().all(|(_, case)| case.reminders.saturating_add(1) >= last);
    let occasion = Occasion::Reminder { since, is_last };
    let letters = assignments(store, desk, plan, (&known, &open), &occasion, now).await?;
    written.reminders += queue(store, desk, plan, &letters, u64::MAX).await?.min(1);
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
    let thanks = Occasion::Thanks { since };
    let letters = assignments(store, desk, plan, (&known, &open), &thanks, now).await?;
    written.thanks += queue(store, desk, plan, &letters, u64::MAX).await?.min(1);
    Ok(())
}

/// The contact, if mail reaches it.
pub(crate) async fn reachable(store: &Store, contact: &str) -> Result<Option<Contact>, StoreError> {
    let known = store.contact(contact).await?;
    Ok(known.filter(|known| matches!(known.health, Health::Untried | Health::Works)))
}

/// Queues letters, at most so many; gives how many the queue took.
async fn queue(
    store: &Store,
    desk: &Desk,
    plan: &Plan<'_>,
    letters: &[Assignment],
    room: u64,
) -> Result<u64, StoreError> {
    let mut queued = 0;
    for of in letters {
        if queued >= room {
            break;
        }
        // What cannot be written about (no proof any more) is looked at again after its next check.
        let compose = |number: i64| desk.write(number, of).ok();
        let number = match &plan.campaign {
            Some(share) => {
                let is_first = matches!(of.occasion, Occasion::Found | Occasion::ReOpened { .. });
                let most = is_first.then_some(share.most);
                store.queue_campaign_letter((share.number, most), compose).await
            }
            None => store
                .queue_letters(1, compose)
                .await
                .and_then(|queued| queued.into_iter().next().transpose()),
        };
        match number {
            Ok(number) => queued += u64::from(number.is_some()),
            Err(error @ (StoreError::Conflict { .. } | StoreError::Missing { .. })) => {
                tracing::info!("no letter to a contact yet: {error}");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(queued)
}

/// The letters about some cases of a contact: one, or one for each case where a machine reads them.
async fn assignments(
    store: &Store,
    desk: &Desk,
    plan: &Plan<'_>,
    (contact, cases): (&Contact, &[Numbered]),
    occasion: &Occasion,
    now: Time,
) -> Result<Vec<Assignment>, StoreError> {
    let single = occasion.accuses() && (plan.single)(&contact.address);
    let portions = if single { cases.chunks(1) } else { cases.chunks(CASES) };
    let mut letters = Vec::new();
    for portion in portions {
        let of = assignment(store, desk, plan, (contact, portion), occasion, now).await?;
        letters.extend(of.map(|of| Assignment { single, ..of }));
    }
    Ok(letters)
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
        campaign: plan.campaign.map(|share| share.number),
        contact: contact.address.clone(),
        reason: reason(first.route.as_deref()),
        findings,
        reports,
        languages: languages(plan.languages.as_ref(), contact, first),
        variant: variant(plan, &contact.address),
        single: false,
        in_reply_to: None,
        now,
        not_before: (plan.opening)(first.place.country.as_deref(), now),
        expires_at,
    }))
}

/// The languages of a letter: those that were told, else those that the contact or its case is known by.
pub(crate) fn languages(
    given: Option<&Vec<&'static Language>>,
    contact: &Contact,
    case: &Case,
) -> Vec<&'static Language> {
    if let Some(languages) = given {
        return languages.clone();
    }
    let own = contact.language.iter().chain(&case.language).map(String::as_str);
    let bundle = case.languages.iter().map(String::as_str);
    // What they told us or wrote to us in stands first; the bundle of their country follows only where it holds it.
    let first = own.clone().next();
    let of_bundle = first.is_none_or(|first| case.languages.iter().any(|tag| tag == first));
    if of_bundle && !case.languages.is_empty() {
        Language::bundle(bundle)
    } else {
        Language::bundle(own)
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
