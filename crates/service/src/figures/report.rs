//! The figures as they are reported: what is written as JSON is what everything else is made of.

use std::collections::HashMap;

use cerrojo_store::life::State;
use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::chance::wilson;
use super::hidden::Seen;
use super::log_rank::log_rank;
use super::survival::{Step, Survival};
use super::tally::{Outcome, Tally};
use super::{Dimension, Figures, Period};

/// The name of this form; it changes with the meaning of what stands in it.
pub const SCHEMA: &str = "cerrojo.stats/1";
/// The name of the group of cases of which it is not known where they belong.
pub const UNKNOWN: &str = "(unknown)";
/// The name of the group of those that are too small to be shown alone.
pub const OTHER: &str = "(other)";
/// After so many days it is told how many are closed.
const DAYS: [u32; 4] = [7, 14, 30, 90];

/// All figures.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// Which cases count.
    #[serde(flatten)]
    pub period: Period,
    /// Groups of fewer cases are not shown alone.
    pub least: u32,
    /// All cases.
    pub total: Measures,
    /// The cases by each dimension that was asked for.
    pub by: Vec<Breakdown>,
    /// Whether groups among which chance decided differ in the time to close.
    pub comparisons: Vec<Comparison>,
}

/// The figures of all groups of a dimension.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Breakdown {
    /// The dimension's word.
    pub dimension: &'static str,
    /// How many groups are folded into [`OTHER`].
    pub folded: u32,
    /// The groups, the largest first, [`OTHER`] last.
    pub groups: Vec<Group>,
}

/// A group of cases.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Group {
    /// Its name, as feeds and databases of networks write it; [`UNKNOWN`] or [`OTHER`].
    pub group: String,
    /// Its figures.
    #[serde(flatten)]
    pub measures: Measures,
}

/// The figures of some cases.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Measures {
    /// How many cases.
    pub cases: u32,
    /// Those that were proven open at least once.
    pub proven_open: u32,
    /// Those that refused, and were never open.
    pub not_open: u32,
    /// Those of which we could not tell.
    pub inconclusive: u32,
    /// Those that are to be checked, for the first time or again.
    pub to_check: u32,
    /// Those that were broad; cases of what is open there go on in their place.
    pub narrowed: u32,
    /// Those that were put aside before they were ever open: disputed, held, out of scope, erased.
    pub set_aside: u32,
    /// How many stand where.
    pub states: States,
    /// Those proven open, of these and the ones that refused: how accurate who named them is. None for
    /// groups that are only known of what was proven open.
    pub accuracy: Option<Share>,
    /// Those that a letter went out about.
    pub notified: u32,
    /// How soon they were closed.
    pub closing: Closing,
    /// Those found open again, of the ones that were closed or gone once.
    pub reopened: Share,
}

/// How many cases stand in which state, in the order of [`State::ALL`].
#[derive(Clone, Debug, PartialEq)]
pub struct States(pub Vec<(State, u32)>);

impl Serialize for States {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (state, count) in &self.0 {
            map.serialize_entry(state.id(), count)?;
        }
        map.end()
    }
}

/// A part of a whole, with its 95 % interval (Wilson).
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Share {
    /// How many.
    pub part: u32,
    /// Of how many.
    pub whole: u32,
    /// From 0 to 1; none of nothing.
    pub share: Option<f64>,
    /// The lower end of the interval.
    pub low: Option<f64>,
    /// The upper end of the interval.
    pub high: Option<f64>,
}

/// How soon what was proven open was closed, from the first proof to the first refusal of those that
/// proved it closed (Kaplan and Meier; what is still open or gone counts until it was last seen open).
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Closing {
    /// Proven closed, once at least.
    pub closed: u32,
    /// Nothing answers there any more; never counted as closed.
    pub gone: u32,
    /// How many are closed within some days; empty for a group of which too few were open.
    pub within: Vec<Within>,
    /// When half is closed; none for a group of which too few were open.
    pub median_days: Option<Median>,
}

/// The share that is closed within some days, with its 95 % interval (Greenwood, on the log-log scale).
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Within {
    /// How many days.
    pub days: u32,
    /// How many were open until then and watched then.
    pub watched: u32,
    /// From 0 to 1; none where nobody was watched for so long.
    pub share: Option<f64>,
    /// The lower end of the interval; none where nothing or all is closed.
    pub low: Option<f64>,
    /// The upper end of the interval.
    pub high: Option<f64>,
}

/// A median in days with its 95 % interval (Brookmeyer and Crowley); none is "not reached".
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Median {
    /// The median itself.
    pub value: Option<f64>,
    /// The lower end of the interval.
    pub low: Option<f64>,
    /// The upper end of the interval.
    pub high: Option<f64>,
}

/// Whether groups close equally fast (the log-rank test).
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Comparison {
    /// The dimension's word.
    pub between: &'static str,
    /// The groups that are compared; fewer than two are not.
    pub groups: Vec<String>,
    /// The statistic; none where nothing can be compared.
    pub chi_square: Option<f64>,
    /// Its degrees of freedom.
    pub degrees: u32,
    /// How likely chance alone makes such a difference.
    pub p: Option<f64>,
}

impl Report {
    pub(super) fn of(figures: Figures, least: u32) -> Self {
        let Figures { period, asked, total, groups, .. } = figures;
        let (mut by, mut comparisons) = (Vec::new(), Vec::new());
        for (dimension, groups) in groups {
            let is_asked = asked.iter().any(|it| it.id == dimension.id);
            let (breakdown, comparison) = broken_down(dimension, groups, least);
            by.extend(is_asked.then_some(breakdown));
            comparisons.extend(comparison);
        }
        let (total, _) = measures(total, 0);
        Self { schema: SCHEMA, period, least, total, by, comparisons }
    }
}

fn broken_down(
    dimension: &Dimension,
    groups: HashMap<Box<str>, Tally>,
    least: u32,
) -> (Breakdown, Option<Comparison>) {
    let seen = Seen::of(groups.into_iter().collect(), least);
    let mut shown = Vec::with_capacity(seen.groups.len().saturating_add(1));
    let mut compared: Vec<(String, Vec<Step>)> = Vec::new();
    for (name, tally) in seen.groups {
        let (mut measures, curve) = measures(tally, least);
        measures.accuracy = measures.accuracy.filter(|_| dimension.is_known_before);
        let is_known = !name.is_empty();
        let group = if is_known { name.into_string() } else { UNKNOWN.to_owned() };
        if dimension.compares && is_known && measures.proven_open >= least {
            compared.push((group.clone(), curve.steps().to_vec()));
        }
        shown.push(Group { group, measures });
    }
    let mut folded = 0;
    if let Some((count, tally)) = seen.other {
        folded = count;
        let (mut measures, _) = measures(tally, least);
        measures.accuracy = measures.accuracy.filter(|_| dimension.is_known_before);
        shown.push(Group { group: OTHER.to_owned(), measures });
    }
    compared.sort_by(|(a, _), (b, _)| a.cmp(b));
    let comparison = dimension.compares.then(|| comparison(dimension.id, compared));
    (Breakdown { dimension: dimension.id, folded, groups: shown }, comparison)
}

fn comparison(between: &'static str, compared: Vec<(String, Vec<Step>)>) -> Comparison {
    let steps: Vec<&[Step]> = compared.iter().map(|(_, steps)| steps.as_slice()).collect();
    let found = log_rank(&steps);
    Comparison {
        between,
        chi_square: found.map(|found| rounded(found.chi_square)),
        degrees: found.map_or(0, |found| found.degrees),
        p: found.map(|found| found.p),
        groups: compared.into_iter().map(|(name, _)| name).collect(),
    }
}

/// The figures of a group, and its curve. Of fewer than `least` that were open, no curve is told.
fn measures(tally: Tally, least: u32) -> (Measures, Survival) {
    let proven_open = tally.count(Outcome::Open);
    let not_open = tally.count(Outcome::NotOpen);
    let states = State::ALL.iter().copied().zip(tally.states).collect();
    let (closed, gone) = (tally.closed, tally.gone);
    let accuracy = Some(Share::of(proven_open, proven_open.saturating_add(not_open)));
    let reopened = Share::of(tally.reopened, tally.shut);
    let [inconclusive, to_check, narrowed, set_aside] =
        [Outcome::Inconclusive, Outcome::ToCheck, Outcome::Narrowed, Outcome::Aside]
            .map(|outcome| tally.count(outcome));
    let (cases, notified) = (tally.cases, tally.notified);
    let curve = Survival::of(tally.durations.steps());
    let is_told = proven_open >= least;
    let within = DAYS.iter().filter(|_| is_told).map(|days| within(&curve, *days)).collect();
    let closing = Closing { closed, gone, within, median_days: is_told.then(|| median(&curve)) };
    let measures = Measures {
        cases,
        proven_open,
        not_open,
        inconclusive,
        to_check,
        narrowed,
        set_aside,
        states: States(states),
        accuracy,
        notified,
        closing,
        reopened,
    };
    (measures, curve)
}

impl Share {
    /// `part` of `whole`.
    #[must_use]
    pub fn of(part: u32, whole: u32) -> Self {
        let interval = wilson(part, whole);
        Self {
            part,
            whole,
            share: (whole > 0).then(|| rounded(f64::from(part) / f64::from(whole))),
            low: interval.map(|(low, _)| rounded(low)),
            high: interval.map(|(_, high)| rounded(high)),
        }
    }
}

fn within(curve: &Survival, days: u32) -> Within {
    let closed = curve.closed_within(days.saturating_mul(24));
    let interval = closed.and_then(|closed| closed.interval);
    Within {
        days,
        watched: closed.map_or(0, |closed| closed.at_risk),
        share: closed.map(|closed| rounded(closed.share)),
        low: interval.map(|(low, _)| rounded(low)),
        high: interval.map(|(_, high)| rounded(high)),
    }
}

fn median(curve: &Survival) -> Median {
    let days = |hours: Option<u32>| hours.map(|hours| rounded(f64::from(hours) / 24.0));
    let median = curve.median();
    Median { value: days(median.hours), low: days(median.low), high: days(median.high) }
}

/// To six places: what is beyond is noise, and long to read.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
