//! When a case is looked at next, and how urgent that is.

use cerrojo_model::Time;
use chrono::{NaiveTime, TimeDelta};

use super::{Case, Rules, State};

/// Minutes of a day: each case has one of its own.
const DAY_MINUTES: i64 = 24 * 60;

/// When a check is due, and before which others.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Due {
    /// Not before.
    pub at: Time,
    /// 0 goes first.
    pub priority: i64,
}

/// The next check of a case; `None` while there is nothing to be learned, or nobody may ask.
///
/// `number` spreads the cases over the day: each is looked at around its own minute. What somebody
/// waits for (a first look, a claim that it is fixed) does not wait for that minute.
#[must_use]
pub fn next_check(case: &Case, number: i64, rules: &Rules) -> Option<Due> {
    if case.no_checks {
        return None;
    }
    let after = |last: Option<Time>, wait: TimeDelta| {
        last.map_or(case.since, |last| own_minute(last + wait, number))
    };
    let (at, priority) = match case.state {
        State::ClaimedFixed if case.refusals == 0 => {
            let claimed = case.claimed_at.unwrap_or(case.since);
            let pause = case.last_check_at.map_or(claimed, |last| last + rules.at_most_every);
            // Once it was looked at after the claim and could not be told, it waits like others.
            let looked = case.last_check_at.is_some_and(|last| last >= claimed);
            let at = if looked {
                after(case.last_check_at, rules.retry_after)
            } else {
                claimed.max(pause)
            };
            (at, 0)
        }
        State::Suspect => (case.since, 3),
        State::Inconclusive if case.unknowns <= rules.retries => {
            (after(case.last_check_at, rules.retry_after), 4)
        }
        State::VerifiedClosed => {
            let last = case.closed_at.max(case.last_check_at);
            (after(last, rules.look_again_after), 5)
        }
        State::Gone => (after(case.last_check_at, rules.look_again_after), 5),
        state if state.is_open() || state == State::Disputed => {
            let wait = if case.refusals > 0 { rules.confirm_after } else { rules.watch_every };
            (after(case.last_check_at, wait), if case.refusals > 0 { 1 } else { 2 })
        }
        _ => return None,
    };
    Some(Due { at, priority })
}

/// The first time from `earliest` on that is the case's own minute of the day.
fn own_minute(earliest: Time, number: i64) -> Time {
    // A multiplier without a common factor with the day scatters neighbours.
    let minute = number.wrapping_mul(571).rem_euclid(DAY_MINUTES);
    let midnight = earliest.date_naive().and_time(NaiveTime::MIN).and_utc();
    let today = midnight + TimeDelta::minutes(minute);
    if today >= earliest { today } else { today + TimeDelta::days(1) }
}
