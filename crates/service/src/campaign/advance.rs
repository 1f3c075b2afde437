//! A round of all campaigns that are under way: what was agreed to is looked at again, then letters are written.
//!
//! Each step is durable before the next, and each can be done again: cases that were agreed to and not written
//! about are written about in the next round; the queue refuses a second letter about a case, and one more than
//! there may be.

use std::collections::BTreeMap;

use cerrojo_model::Time;
use cerrojo_store::life::{Event, State, What};
use cerrojo_store::{
    Campaign, CampaignState, Filter, LetterFilter, LetterState, Step, Store, StoreError,
};
use chrono::{NaiveTime, TimeDelta};

use super::definition::Definition;
use super::select::{Chosen, select};
use super::watch::too_much_came_back;
use super::{BREAKER, BY, broken};
use crate::desk::Desk;
use crate::job::{CAMPAIGN, Plan, Share, agreed, write_letters};

/// Contacts that are agreed to at once, and cases that are read at once.
const AT_ONCE: u64 = 500;
/// A reminder is written so long after its letter at the latest, by the number of reminders.
const REMINDED_WITHIN: [TimeDelta; 3] =
    [TimeDelta::zero(), TimeDelta::days(14 + 7), TimeDelta::days(35 + 7)];

/// What campaigns need to know besides.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// When a letter to somebody in that country may go, at that time or after.
    pub opening: &'a (dyn Fn(Option<&str>, Time) -> Time + Sync),
}

/// What a round came to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Advanced {
    /// Each campaign that was under way.
    pub campaigns: Vec<Round>,
    /// Cases whose approval was taken back: their campaign was stopped or changed.
    pub withdrawn: u64,
}

/// What a round came to for one campaign.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Round {
    /// Its name.
    pub name: String,
    /// Cases that were agreed to.
    pub approved: u64,
    /// Letters that were written about something found.
    pub letters: u64,
    /// Reminders that were written.
    pub reminders: u64,
    /// Where it stands now, if it moved, and why.
    pub moved: Option<(CampaignState, String)>,
}

/// Does a round of all campaigns that are under way.
///
/// # Errors
///
/// The database's. What was written before stands, and the next round goes on from there.
pub async fn advance(
    store: &Store,
    desk: &Desk,
    settings: Settings<'_>,
    now: Time,
) -> Result<Advanced, StoreError> {
    let campaigns = store.campaigns().await?;
    let mut advanced = Advanced::default();
    if !campaigns.is_empty() {
        advanced.withdrawn = withdraw(store, &campaigns, now).await?;
    }
    for campaign in campaigns {
        if matches!(campaign.state, CampaignState::Pilot | CampaignState::Running) {
            advanced.campaigns.push(one(store, desk, settings, &campaign, now).await?);
        }
    }
    Ok(advanced)
}

async fn one(
    store: &Store,
    desk: &Desk,
    settings: Settings<'_>,
    campaign: &Campaign,
    now: Time,
) -> Result<Round, StoreError> {
    let mut round = Round { name: campaign.name.clone(), ..Round::default() };
    let definition = match broken(desk, campaign) {
        Ok(definition) => definition,
        Err(why) => {
            step(store, Step::Pause, (&mut round, BY, why), now).await?;
            return Ok(round);
        }
    };
    if let Some(why) = too_much_came_back(store, campaign).await? {
        step(store, Step::Pause, (&mut round, BREAKER, why), now).await?;
        return Ok(round);
    }
    if definition.first_day.is_some_and(|first| now.date_naive() < first) {
        return Ok(round);
    }
    let room = Room::of(store, campaign, &definition, now).await?;
    write(store, desk, settings, (campaign, &definition, room), now, &mut round).await?;
    end(store, (campaign, &definition), now, &mut round).await?;
    Ok(round)
}

/// Moves a campaign. That a person moved it meanwhile is nobody's fault.
async fn step(
    store: &Store,
    step: Step,
    (round, who, why): (&mut Round, &str, String),
    now: Time,
) -> Result<(), StoreError> {
    match store.step_campaign(&round.name, step, (who, Some(&why)), now).await {
        Ok(campaign) => {
            round.moved = Some((campaign.state, why));
            Ok(())
        }
        Err(StoreError::Conflict { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// How many letters about something found may be written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Room {
    /// Written already, ever.
    written: u64,
    /// More, now.
    left: u64,
}

impl Room {
    async fn of(
        store: &Store,
        campaign: &Campaign,
        definition: &Definition,
        now: Time,
    ) -> Result<Self, StoreError> {
        let number = campaign.number;
        let written = store.count_findings(number, None).await?;
        let mut left =
            definition.select.limit.map_or(u64::MAX, |limit| limit.saturating_sub(written));
        if let Some(per_day) = definition.per_day {
            let midnight = now.date_naive().and_time(NaiveTime::MIN).and_utc();
            let today = store.count_findings(number, Some(midnight)).await?;
            left = left.min(per_day.saturating_sub(today));
        }
        if campaign.state == CampaignState::Pilot {
            let of_pilot = of_pilot(store, number).await?;
            left = left.min(definition.pilot.saturating_sub(of_pilot));
        }
        if definition.last_day.is_some_and(|last| now.date_naive() > last) {
            left = 0;
        }
        Ok(Self { written, left })
    }
}

/// Letters of the pilot: those since it was last started.
async fn of_pilot(store: &Store, number: i64) -> Result<u64, StoreError> {
    let events = store.campaign_events(number).await?;
    let started = events.iter().rfind(|event| event.word == "started");
    store.count_findings(number, started.map(|event| event.at)).await
}

/// Agrees to as many cases as there is room for, and writes about them.
async fn write(
    store: &Store,
    desk: &Desk,
    settings: Settings<'_>,
    (campaign, definition, room): (&Campaign, &Definition, Room),
    now: Time,
    round: &mut Round,
) -> Result<(), StoreError> {
    let by = format!("{CAMPAIGN}{}", campaign.name);
    let is_running = campaign.state == CampaignState::Running;
    let mut reminders = if is_running { definition.reminders } else { 0 };
    loop {
        let left = room.left.saturating_sub(round.letters);
        let share = Share {
            number: campaign.number,
            by: &by,
            room: left,
            most: room.written.saturating_add(room.left),
            reminders,
        };
        let plan = Plan {
            campaign: Some(share),
            variants: definition.variants(),
            languages: definition.languages(),
            single: &|contact| definition.is_single(contact),
            opening: settings.opening,
            contacts: usize::MAX,
        };
        let written = write_letters(store, desk, &plan, now).await?;
        round.letters += written.letters;
        round.reminders += written.reminders;
        // Once a round is enough.
        reminders = 0;
        let left = left.saturating_sub(written.letters);
        if left == 0 {
            return Ok(());
        }
        let selected = select(store, definition, left.min(AT_ONCE), now).await?;
        let approved = agree(store, (campaign, &by), selected.chosen, now).await?;
        round.approved += approved;
        if approved == 0 {
            return Ok(());
        }
    }
}

/// Writes that two people agreed, case by case.
async fn agree(
    store: &Store,
    (campaign, by): (&Campaign, &str),
    chosen: Vec<Chosen>,
    now: Time,
) -> Result<u64, StoreError> {
    let people = vec![campaign.maker.clone(), campaign.approved_by.clone().unwrap_or_default()];
    let mut approved = 0;
    for (number, _) in chosen.into_iter().flat_map(|chosen| chosen.cases) {
        let what = What::Approved { people: people.clone() };
        match store.append(number, vec![Event { at: now, by: by.to_owned(), what }]).await {
            Ok(_) => approved += 1,
            // Something happened to it meanwhile.
            Err(StoreError::Life { .. } | StoreError::Missing { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(approved)
}

/// Ends the pilot once all of its letters went, and the campaign once nothing more follows.
async fn end(
    store: &Store,
    (campaign, definition): (&Campaign, &Definition),
    now: Time,
    round: &mut Round,
) -> Result<(), StoreError> {
    let number = campaign.number;
    let states = vec![LetterState::Queued, LetterState::InFlight];
    let waiting = LetterFilter { campaign: Some(number), states, ..LetterFilter::default() };
    if !store.letters(&waiting, 0, 1).await?.is_empty() {
        return Ok(());
    }
    let limit = definition.select.limit.unwrap_or(u64::MAX);
    if campaign.state == CampaignState::Pilot {
        let of_pilot = of_pilot(store, number).await?;
        if of_pilot >= definition.pilot.min(limit) {
            let why = format!(
                "the {of_pilot} letters of the pilot went: look at what came back, then resume or stop"
            );
            return step(store, Step::EndPilot, (round, BY, why), now).await;
        }
    }
    let is_past = definition.last_day.is_some_and(|last| now.date_naive() > last);
    if !is_past && store.count_findings(number, None).await? < limit {
        return Ok(());
    }
    let span = REMINDED_WITHIN.get(definition.reminders).copied().unwrap_or_default();
    if span.is_zero() || store.count_findings(number, Some(now - span)).await? == 0 {
        let why = if is_past { "its last day is over" } else { "all its letters went" };
        return step(store, Step::Finish, (round, BY, why.to_owned()), now).await;
    }
    Ok(())
}

/// Takes back the approvals of cases that a campaign agreed to and did not write about, where it was stopped since, or
/// something else was agreed to.
async fn withdraw(store: &Store, campaigns: &[Campaign], now: Time) -> Result<u64, StoreError> {
    let mut valid_since = BTreeMap::new();
    for campaign in campaigns {
        use CampaignState::{Approved, Done, Draft, Stopped};
        let is_valid = !matches!(campaign.state, Draft | Approved | Stopped | Done);
        let events = store.campaign_events(campaign.number).await?;
        let since = events.iter().rfind(|event| event.word == "approved").map(|event| event.at);
        valid_since.insert(format!("{CAMPAIGN}{}", campaign.name), since.filter(|_| is_valid));
    }
    let filter = Filter { states: vec![State::Approved], ..Filter::default() };
    let (mut after, mut withdrawn) = (0, 0);
    loop {
        let page = store.list(&filter, after, 500).await?;
        let Some(last) = page.last() else { return Ok(withdrawn) };
        after = last.number;
        for listed in page {
            let entry = store.case(listed.number).await?;
            let Some((by, at)) = agreed(&entry.events) else { continue };
            let Some(since) = valid_since.get(by) else { continue };
            if since.is_some_and(|since| at >= since) {
                continue;
            }
            let states = vec![LetterState::Queued, LetterState::InFlight];
            let case = Some(listed.number);
            let waiting = LetterFilter { case, states, ..LetterFilter::default() };
            if !store.letters(&waiting, 0, 1).await?.is_empty() {
                continue;
            }
            let why = format!("the {by} does not stand as it was agreed to");
            let event = Event { at: now, by: BY.to_owned(), what: What::ApprovalWithdrawn { why } };
            match store.append(listed.number, vec![event]).await {
                Ok(_) => withdrawn += 1,
                Err(StoreError::Life { .. } | StoreError::Missing { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
}
