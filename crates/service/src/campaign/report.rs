//! What a campaign came to: its letters, and how soon what they were about was closed.

use std::collections::BTreeSet;

use cerrojo_store::life::{SummaryRef, What};
use cerrojo_store::{
    Campaign, Filter, Letter, LetterFilter, LetterKind, LetterState, Store, StoreError,
};
use serde::Serialize;

use super::definition::Definition;
use crate::figures::{Dimension, Figures, Period, Report, Share};

/// Letters and cases that are read at once.
const PAGE: u32 = 500;
/// By what closing is told apart.
const BY: [&str; 3] = ["variant", "language", "control"];

/// What a campaign came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CampaignReport {
    /// The name of this form.
    pub schema: &'static str,
    /// The name of the campaign.
    pub name: String,
    /// Where it stands.
    pub state: &'static str,
    /// Its letters about something found.
    pub letters: Letters,
    /// Its reminders, whatever came of them.
    pub reminders: u64,
    /// Cases that it wrote about.
    pub cases: u64,
    /// How soon its cases and those of the control group were closed, from their first proof.
    pub closing: Report,
}

/// Letters by what came of them; shares are of those that went out, with 95 % intervals (Wilson).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Letters {
    /// Written, but for those below that were not sent.
    pub written: u64,
    /// In the queue still.
    pub waiting: u64,
    /// Went out, whatever came of it.
    pub sent: u64,
    /// Known to have arrived.
    pub delivered: Share,
    /// Came back: there is no such address.
    pub bounced: Share,
    /// Refused.
    pub refused: Share,
    /// Called spam.
    pub complaints: Share,
    /// Answered by a person.
    pub answered: Share,
    /// Given up after days.
    pub failed: u64,
    /// Not sent: not true or not fresh any more.
    pub stale: u64,
    /// Not sent: a person stopped them.
    pub cancelled: u64,
}

/// Counts what came of a campaign. Groups of fewer than `least` cases are not shown alone.
///
/// # Errors
///
/// The machine's.
pub async fn report(
    store: &Store,
    campaign: &Campaign,
    least: u32,
) -> Result<CampaignReport, StoreError> {
    let (mut count, mut cases, mut reminders) = (Count::default(), BTreeSet::new(), 0);
    let mut after = 0;
    let filter = LetterFilter { campaign: Some(campaign.number), ..LetterFilter::default() };
    loop {
        let page = store.letters(&filter, after, PAGE).await?;
        let Some(end) = page.last() else { break };
        after = end.number;
        for letter in page {
            if letter.kind == LetterKind::Reminder {
                reminders += 1;
                continue;
            }
            let about = store.letter_cases(letter.number).await?;
            let is_answered = is_answered(store, &letter, &about).await?;
            count.add(&letter, is_answered);
            if letter.sent_at.is_some() {
                cases.extend(about);
            }
        }
    }
    Ok(CampaignReport {
        schema: "cerrojo.campaign-report/1",
        name: campaign.name.clone(),
        state: campaign.state.id(),
        letters: count.letters(),
        reminders,
        cases: u64::try_from(cases.len()).unwrap_or(u64::MAX),
        closing: closing(store, campaign, &cases, least).await?,
    })
}

/// Whether a person answered about one of its cases after it went out.
async fn is_answered(store: &Store, letter: &Letter, cases: &[i64]) -> Result<bool, StoreError> {
    let Some(sent_at) = letter.sent_at else { return Ok(false) };
    for number in cases {
        let entry = store.case(*number).await?;
        let is_answer = |what: &What| {
            matches!(
                what,
                What::Acknowledged { .. } | What::ClaimedFixed { .. } | What::Disputed { .. }
            )
        };
        let after = entry.events.iter().filter(|event| event.at >= sent_at);
        if after.filter_map(|event| event.what.as_ref()).any(is_answer) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How soon the cases of the campaign were closed, beside those that it selects and that were written to later.
async fn closing(
    store: &Store,
    campaign: &Campaign,
    cases: &BTreeSet<i64>,
    least: u32,
) -> Result<Report, StoreError> {
    let dimensions: Vec<&Dimension> = BY.iter().filter_map(|id| Dimension::read(id)).collect();
    let mut figures = Figures::new(Period::default(), &dimensions);
    let definition = Definition::read(&campaign.definition).ok();
    let mut after = 0;
    loop {
        let page = store.list(&Filter::default(), after, PAGE).await?;
        let Some(end) = page.last() else { return Ok(figures.report(least)) };
        after = end.number;
        for listed in page {
            let summary = &listed.summary;
            let is_control = summary.control == Some(true)
                && summary.first_opened_at.is_some()
                && definition.as_ref().is_some_and(|it| it.select.holds(&listed));
            if !is_control && !cases.contains(&listed.number) {
                continue;
            }
            let line = summary.to_line();
            if let Some(summary) = SummaryRef::of_line(line.trim_end_matches('\n')) {
                figures.add(&summary);
            }
        }
    }
}

/// Letters while they are counted.
#[derive(Debug, Default)]
struct Count {
    states: std::collections::HashMap<LetterState, u32>,
    complaints: u32,
    answered: u32,
}

impl Count {
    fn add(&mut self, letter: &Letter, is_answered: bool) {
        let count = self.states.entry(letter.state).or_default();
        *count = count.saturating_add(1);
        self.complaints = self.complaints.saturating_add(u32::from(letter.complained_at.is_some()));
        self.answered = self.answered.saturating_add(u32::from(is_answered));
    }

    fn letters(&self) -> Letters {
        use LetterState::{
            Bounced, Cancelled, Delivered, Failed, InFlight, Queued, Refused, Sent, Stale, Unsure,
        };
        let of = |state| self.states.get(&state).copied().unwrap_or(0);
        let sum = |states: &[LetterState]| {
            states.iter().fold(0_u32, |sum, state| sum.saturating_add(of(*state)))
        };
        let sent = sum(&[Sent, Unsure, Delivered, Bounced, Refused]);
        let waiting = sum(&[Queued, InFlight]);
        let written = sent.saturating_add(waiting).saturating_add(of(Failed));
        Letters {
            written: written.into(),
            waiting: waiting.into(),
            sent: sent.into(),
            delivered: Share::of(of(Delivered), sent),
            bounced: Share::of(of(Bounced), sent),
            refused: Share::of(of(Refused), sent),
            complaints: Share::of(self.complaints, sent),
            answered: Share::of(self.answered, sent),
            failed: of(Failed).into(),
            stale: of(Stale).into(),
            cancelled: of(Cancelled).into(),
        }
    }
}
