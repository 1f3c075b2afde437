//! How much of what is due is done in one round, so that it is spread over the day.

use std::time::Duration;

/// In so long everything that is due at once has had its turn.
const DAY: Duration = Duration::from_hours(24);
/// So many cases are never too many for one round.
const LEAST: u64 = 16;

/// The cases that are checked in a round of that length while so many are due.
#[must_use]
pub fn share(due: u64, round: Duration) -> u64 {
    let rounds = DAY.as_secs().checked_div(round.as_secs().max(1)).unwrap_or(1).max(1);
    due.div_ceil(rounds).max(LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_takes_a_day_and_a_few_take_one_round() {
        let round = Duration::from_secs(30);
        assert_eq!(share(0, round), LEAST);
        assert_eq!(share(10, round), LEAST);
        assert_eq!(share(1_000_000, round), 348);
    }
}
