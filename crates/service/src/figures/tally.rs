//! What is counted of a group of cases: some numbers, and how long each was open.

use cerrojo_model::Time;
use cerrojo_store::life::{State, SummaryRef};

use super::survival::Step;

/// The counts of a group.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) cases: u32,
    pub(super) outcomes: [u32; Outcome::COUNT],
    /// In the order of [`State::ALL`].
    pub(super) states: [u32; State::ALL.len()],
    /// Of those proven open: proven closed since, for the first time.
    pub(super) closed: u32,
    /// Of those proven open and never proven closed: nothing answers there any more.
    pub(super) gone: u32,
    /// Those that a letter went out about.
    pub(super) notified: u32,
    /// Those that were closed or gone once.
    pub(super) shut: u32,
    /// Those of them that were found open again.
    pub(super) reopened: u32,
    pub(super) durations: Durations,
}

/// What the checks made of a case.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Outcome {
    /// Proven open at least once.
    Open,
    /// It refused, and was never open.
    NotOpen,
    /// We looked and could not tell.
    Inconclusive,
    /// Nobody has looked yet, or is to look again.
    ToCheck,
    /// It named a network or no port; the cases of what is open there go on in its place.
    Narrowed,
    /// Put aside before it was ever open: disputed, held, out of scope, erased.
    Aside,
}

impl Outcome {
    pub(super) const COUNT: usize = 6;

    fn of(case: &SummaryRef<'_>) -> Self {
        if case.first_opened_at.is_some() {
            return Self::Open;
        }
        match case.state {
            State::Suspect => Self::ToCheck,
            State::Inconclusive | State::Gone => Self::Inconclusive,
            State::Narrowed => Self::Narrowed,
            State::NotOpen | State::VerifiedClosed => Self::NotOpen,
            _ => Self::Aside,
        }
    }
}

impl Tally {
    pub(super) fn count(&self, outcome: Outcome) -> u32 {
        self.outcomes.get(outcome as usize).copied().unwrap_or_default()
    }

    /// Counts a case.
    pub(super) fn add(&mut self, life: &Life) {
        raise(&mut self.cases);
        if let Some(count) = self.outcomes.get_mut(life.outcome as usize) {
            raise(count);
        }
        if let Some(count) = self.states.get_mut(life.state as usize) {
            raise(count);
        }
        if life.was_notified {
            raise(&mut self.notified);
        }
        if life.was_shut {
            raise(&mut self.shut);
        }
        if life.was_reopened {
            raise(&mut self.reopened);
        }
        let Some((hours, is_closed)) = life.open_for else { return };
        if is_closed {
            raise(&mut self.closed);
        } else if life.state == State::Gone {
            raise(&mut self.gone);
        }
        self.durations.add(hours, is_closed);
    }

    /// Counts all cases of another group as well.
    pub(super) fn merge(&mut self, other: Self) {
        let sums = self.outcomes.iter_mut().zip(other.outcomes);
        let sums = sums.chain(self.states.iter_mut().zip(other.states)).chain([
            (&mut self.cases, other.cases),
            (&mut self.closed, other.closed),
            (&mut self.gone, other.gone),
            (&mut self.notified, other.notified),
            (&mut self.shut, other.shut),
            (&mut self.reopened, other.reopened),
        ]);
        sums.for_each(|(sum, more)| *sum = sum.saturating_add(more));
        self.durations.merge(other.durations);
    }
}

fn raise(count: &mut u32) {
    *count = count.saturating_add(1);
}

/// What is counted of one case, worked out once for all its groups.
#[derive(Clone, Copy, Debug)]
pub(super) struct Life {
    state: State,
    outcome: Outcome,
    was_notified: bool,
    was_shut: bool,
    was_reopened: bool,
    /// For how many hours it was open, and whether it was closed then or only last seen open then.
    open_for: Option<(u32, bool)>,
}

impl Life {
    pub(super) fn of(case: &SummaryRef<'_>) -> Self {
        let was_reopened = case.reopened > 0;
        Self {
            state: case.state,
            outcome: Outcome::of(case),
            was_notified: case.notified_at.is_some(),
            was_shut: case.first_opened_at.is_some()
                && (was_reopened || case.first_closed_since.is_some() || case.state == State::Gone),
            was_reopened: was_reopened && case.first_opened_at.is_some(),
            open_for: case.first_opened_at.map(|opened| open_for(case, opened)),
        }
    }
}

fn open_for(case: &SummaryRef<'_>, opened: Time) -> (u32, bool) {
    // What was proven closed before it was ever open says nothing about closing.
    match case.first_closed_since.filter(|closed| *closed >= opened) {
        Some(closed) => (hours(opened, closed), true),
        None => (hours(opened, case.last_open_at.unwrap_or(opened)), false),
    }
}

/// Whole hours, a begun one counts; at most some 120,000 years.
fn hours(from: Time, to: Time) -> u32 {
    const HOUR_MS: i64 = 3_600_000;
    let ms = to.timestamp_millis().saturating_sub(from.timestamp_millis()).max(0);
    let hours = ms / HOUR_MS + i64::from(ms % HOUR_MS > 0);
    u32::try_from(hours).unwrap_or(LONGEST).min(LONGEST)
}

/// One bit says whether it was closed.
const LONGEST: u32 = u32::MAX >> 1;

/// How long things were open: equal ones are counted together, so that it grows with the hours that
/// went by and not with the cases.
#[derive(Clone, Debug, Default)]
pub(super) struct Durations {
    /// Sorted: the hours and whether it was last seen open then, and how often.
    counted: Vec<(u32, u32)>,
    new: Vec<u32>,
}

/// So many are kept before they are counted.
const NEW: usize = 4_096;

impl Durations {
    fn add(&mut self, hours: u32, is_closed: bool) {
        self.new.push((hours << 1) | u32::from(!is_closed));
        if self.new.len() >= NEW.max(self.counted.len()) {
            self.count();
        }
    }

    fn merge(&mut self, mut other: Self) {
        other.count();
        self.count();
        self.counted = merged(&self.counted, &other.counted);
    }

    fn count(&mut self) {
        self.new.sort_unstable();
        let runs = self.new.chunk_by(|a, b| a == b);
        let runs = runs
            .filter_map(|run| Some((*run.first()?, u32::try_from(run.len()).unwrap_or(u32::MAX))));
        self.counted = merged(&self.counted, &runs.collect::<Vec<_>>());
        self.new.clear();
    }

    /// All of them, in the order of their hours.
    pub(super) fn steps(mut self) -> Vec<Step> {
        self.count();
        let mut steps: Vec<Step> = Vec::new();
        for (key, count) in self.counted {
            let hours = key >> 1;
            if steps.last().is_none_or(|step| step.hours != hours) {
                steps.push(Step { hours, closed: 0, censored: 0 });
            }
            if let Some(step) = steps.last_mut() {
                *(if key & 1 == 0 { &mut step.closed } else { &mut step.censored }) = count;
            }
        }
        steps
    }
}

/// Two sorted lists of counts as one.
fn merged(left: &[(u32, u32)], right: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    let mut all = Vec::with_capacity(left.len() + right.len());
    while let Some(key) = left.peek().into_iter().chain(right.peek()).map(|(key, _)| *key).min() {
        let both = [left.next_if(|next| next.0 == key), right.next_if(|next| next.0 == key)];
        let count = both.into_iter().flatten().fold(0_u32, |sum, next| sum.saturating_add(next.1));
        all.push((key, count));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(durations: Durations) -> Vec<(u32, u32, u32)> {
        durations.steps().iter().map(|step| (step.hours, step.closed, step.censored)).collect()
    }

    #[test]
    fn equal_durations_are_counted_together_however_many() {
        let mut durations = Durations::default();
        for number in 0..100_000_u32 {
            durations.add(number % 10, number % 4 != 0);
        }
        assert!(durations.counted.len() <= 20 && durations.new.len() < NEW);
        let mut other = Durations::default();
        other.add(3, true);
        other.add(500, false);
        durations.merge(other);
        let steps = steps(durations);
        assert_eq!(steps.len(), 11);
        assert_eq!((steps[0], steps[1]), ((0, 5_000, 5_000), (1, 10_000, 0)));
        assert_eq!((steps[3], steps[10]), ((3, 10_001, 0), (500, 0, 1)));
    }

    #[test]
    fn begun_hours_count_and_nothing_is_negative() {
        let at = |ms| Time::from_timestamp_millis(ms).unwrap();
        assert_eq!(hours(at(0), at(0)), 0);
        assert_eq!(hours(at(0), at(1)), 1);
        assert_eq!(hours(at(0), at(3_600_000)), 1);
        assert_eq!(hours(at(5), at(0)), 0);
        assert_eq!(hours(Time::MIN_UTC, Time::MAX_UTC), LONGEST);
    }

    fn life(line: &str) -> Life {
        Life::of(&SummaryRef::of_line(line).unwrap())
    }

    #[test]
    fn gone_and_closed_before_open_are_no_closings() {
        let gone = "gone\t\t\t\t\t\t\t\t\ts\t0\t3600000\t7200000\t\t\t0";
        let mut tally = Tally::default();
        tally.add(&life(gone));
        assert_eq!((tally.closed, tally.gone, tally.shut, tally.reopened), (0, 1, 1, 0));
        assert_eq!(steps(tally.durations), [(1, 0, 1)]);

        let before = "re-opened\t\t\t\t\t\t\t\t\ts\t0\t3600000\t10800000\t\t0\t1";
        let mut tally = Tally::default();
        tally.add(&life(before));
        assert_eq!((tally.closed, tally.shut, tally.reopened), (0, 1, 1));
        assert_eq!(steps(tally.durations), [(2, 0, 1)]);

        let refused = "verified-closed\t\t\t\t\t\t\t\t\ts\t0\t\t\t\t0\t0";
        assert_eq!(life(refused).outcome, Outcome::NotOpen);
        assert!(!life(refused).was_shut);
    }
}
