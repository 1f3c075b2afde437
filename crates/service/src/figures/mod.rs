//! What did the operation come to: how many were proven open, how many closed, and how soon?
//!
//! Invariants:
//! * nothing is counted as closed that checks did not prove closed: what is gone is counted apart;
//! * what is still open counts for as long as we know that it was, not for ever and not for nothing;
//! * no group of fewer cases than asked for is seen, alone or by subtraction;
//! * it takes memory for the groups and the hours that went by, not for the cases.
//!
//! No clock, no chance: the same cases give the same figures, from their summaries or from the log.
//! Reading order: [`Figures`], [`DIMENSIONS`], `tally` (what is counted), `survival` (time to close),
//! `log_rank` (differences), `hidden` (small groups), [`Report`].

mod chance;
mod dimension;
mod hidden;
mod log_rank;
mod read;
mod report;
mod survival;
mod tally;

use std::collections::HashMap;

use cerrojo_model::Time;
use cerrojo_store::life::SummaryRef;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::Serialize;

pub use dimension::{DIMENSIONS, Dimension};
pub use report::{
    Breakdown, Closing, Comparison, Group, Measures, Median, OTHER, Report, SCHEMA, Share, States,
    UNKNOWN, Within,
};

use tally::{Life, Tally};

/// Which cases count, by the day on which they were first named, in UTC.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Period {
    /// The first day; none for no beginning.
    pub since: Option<NaiveDate>,
    /// The last day, itself included; none for no end.
    pub until: Option<NaiveDate>,
}

impl Period {
    fn bounds(self) -> (Time, Time) {
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        let after = |day: NaiveDate| midnight(day).checked_add_signed(TimeDelta::days(1));
        (
            self.since.map_or(Time::MIN_UTC, midnight),
            self.until.and_then(after).unwrap_or(Time::MAX_UTC),
        )
    }
}

/// The figures of an operation while cases are fed in, one by one, in any order.
#[derive(Debug)]
pub struct Figures {
    period: Period,
    bounds: (Time, Time),
    /// The dimensions to report; those that compare are counted besides.
    asked: Vec<&'static Dimension>,
    total: Tally,
    groups: Vec<(&'static Dimension, HashMap<Box<str>, Tally>)>,
}

impl Figures {
    /// Figures of no case yet. `asked` are the dimensions to report, in any order.
    #[must_use]
    pub fn new(period: Period, asked: &[&'static Dimension]) -> Self {
        let is_asked = |dimension: &&Dimension| asked.iter().any(|it| it.id == dimension.id);
        let counted = DIMENSIONS.iter().filter(|it| it.compares || is_asked(it));
        Self {
            period,
            bounds: period.bounds(),
            asked: DIMENSIONS.iter().filter(is_asked).collect(),
            total: Tally::default(),
            groups: counted.map(|dimension| (dimension, HashMap::new())).collect(),
        }
    }

    /// Counts a case, if it is of the period.
    pub fn add(&mut self, case: &SummaryRef<'_>) {
        let (from, to) = self.bounds;
        if case.first_seen_at < from || case.first_seen_at >= to {
            return;
        }
        let life = Life::of(case);
        self.total.add(&life);
        for (dimension, groups) in &mut self.groups {
            (dimension.groups)(case, &mut |name| match groups.get_mut(name) {
                Some(tally) => tally.add(&life),
                None => groups.entry(name.into()).or_default().add(&life),
            });
        }
    }

    /// What they come to. Groups of fewer than `least` cases are not shown alone.
    #[must_use]
    pub fn report(self, least: u32) -> Report {
        Report::of(self, least)
    }
}

#[cfg(test)]
mod tests;
