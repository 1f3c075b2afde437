//! How fast letters go: to one destination, and in all while a sender is new. Pure.

use cerrojo_model::Time;
use cerrojo_store::{Bounce, Destination, Outcome, Pace};
use chrono::TimeDelta;

/// Letters on each of the first days of a new sender; after them there is no limit of this kind.
const RAMP: [u64; 6] = [50, 100, 500, 1_000, 5_000, 10_000];
/// Letters that were taken in a row before a destination gets twice as many.
const CLEAN: u32 = 100;
/// Letters in an hour that a destination gets at least, unless it says that it takes none.
const LEAST: u32 = 5;
/// Letters that may go one after the other to a destination that got none for a while.
const BURST: i32 = 4;

/// How many letters go to one destination in an hour.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Speed {
    /// At the beginning; 0 for no limit at all.
    pub first: u32,
    /// At most, after it went well.
    pub most: u32,
}

impl Speed {
    /// Where nobody says otherwise.
    pub const DEFAULT: Self = Self { first: 20, most: 2_000 };
    /// For a server of one's own that keeps a pace itself.
    pub const UNLIMITED: Self = Self { first: 0, most: 0 };
}

impl Default for Speed {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Pace for Speed {
    fn begin(&self, name: &str, now: Time) -> Destination {
        Destination { name: name.to_owned(), per_hour: self.first, clean: 0, next_at: now }
    }

    fn admit(&self, destination: &mut Destination, now: Time) -> bool {
        if destination.next_at > now {
            return false;
        }
        if self.first > 0 {
            // What was kept from an operation with other limits counts within these.
            let per_hour = destination.per_hour.clamp(1, self.most.max(1));
            let between = TimeDelta::hours(1) / i32::try_from(per_hour).unwrap_or(i32::MAX);
            let earliest = now - between * (BURST - 1);
            destination.next_at = destination.next_at.max(earliest) + between;
        }
        true
    }

    fn learn(&self, destination: &mut Destination, outcome: &Outcome, _: Time) {
        match outcome {
            Outcome::Sent { .. } => {
                destination.clean = destination.clean.saturating_add(1);
                if destination.clean >= CLEAN && self.first > 0 {
                    destination.clean = 0;
                    destination.per_hour = destination.per_hour.saturating_mul(2).min(self.most);
                }
            }
            Outcome::Later { not_before, everybody, .. } => {
                self.slow_down(destination);
                if *everybody {
                    destination.next_at = destination.next_at.max(*not_before);
                }
            }
            Outcome::Back { bounce: Bounce::Refused, .. } => self.slow_down(destination),
            Outcome::Back { .. }
            | Outcome::Unsure { .. }
            | Outcome::Waits { .. }
            | Outcome::Stale { .. } => {}
        }
    }
}

impl Speed {
    fn slow_down(self, destination: &mut Destination) {
        destination.clean = 0;
        if self.first > 0 {
            let least = LEAST.min(self.first);
            destination.per_hour = (destination.per_hour / 2).max(least);
        }
    }
}

/// Letters that a sender may send on the day of `now`, if the first of all its letters went out at `first`; `None`
/// for no limit.
#[must_use]
pub fn ramp(first: Option<Time>, now: Time) -> Option<u64> {
    let days = first.map_or(0, |first| (now.date_naive() - first.date_naive()).num_days());
    RAMP.get(usize::try_from(days).unwrap_or(0)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Time {
        Time::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn sent() -> Outcome {
        Outcome::Sent { reply: "250".into(), host: "mx".into(), arrived: true }
    }

    fn later(everybody: bool) -> Outcome {
        let not_before = at(9_000);
        Outcome::Later { reply: "421".into(), host: None, not_before, everybody }
    }

    /// Letters that go in a day that is looked at every minute.
    fn in_a_day(speed: Speed, mut one: Destination) -> u32 {
        let day = (0..24 * 60).map(|minute| {
            let mut count = 0;
            while count < 1_000 && speed.admit(&mut one, at(minute)) {
                count += 1;
            }
            count
        });
        day.sum()
    }

    #[test]
    fn a_destination_gets_twenty_in_an_hour_and_more_when_it_takes_them() {
        let speed = Speed::DEFAULT;
        let one = speed.begin("a.example", at(0));
        assert_eq!(in_a_day(speed, one.clone()), 20 * 24);
        let mut one = one;
        for _ in 0..99 {
            speed.learn(&mut one, &sent(), at(1));
        }
        assert_eq!(one.per_hour, 20);
        speed.learn(&mut one, &sent(), at(1));
        assert_eq!((one.per_hour, one.clean), (40, 0));
        for _ in 0..2_000 {
            speed.learn(&mut one, &sent(), at(1));
        }
        assert_eq!(one.per_hour, 2_000);
        assert_eq!(in_a_day(Speed::UNLIMITED, one), 1_000 * 24 * 60);
    }

    #[test]
    fn a_destination_that_was_left_alone_gets_few_at_once() {
        let speed = Speed::DEFAULT;
        let mut one = speed.begin("a.example", at(0));
        let at_once = |one: &mut Destination, minute| {
            (0..100).filter(|_| speed.admit(one, at(minute))).count()
        };
        assert_eq!(at_once(&mut one, 0), 1);
        assert_eq!(at_once(&mut one, 6_000), 4);
        assert_eq!(at_once(&mut one, 6_000), 0);
        assert_eq!(at_once(&mut one, 6_003), 1);
    }

    #[test]
    fn who_says_later_gets_fewer_and_who_says_not_at_all_none() {
        let speed = Speed::DEFAULT;
        let mut one = Destination { per_hour: 160, clean: 99, ..speed.begin("a.example", at(0)) };
        speed.learn(&mut one, &later(false), at(1));
        assert_eq!((one.per_hour, one.clean, one.next_at), (80, 0, at(0)));
        for _ in 0..9 {
            speed.learn(&mut one, &later(true), at(1));
        }
        assert_eq!((one.per_hour, one.next_at), (5, at(9_000)));
        assert!(!speed.admit(&mut one, at(8_999)));
        assert!(speed.admit(&mut one, at(9_000)));
        let mut free = Speed::UNLIMITED.begin("a.example", at(0));
        Speed::UNLIMITED.learn(&mut free, &later(true), at(1));
        assert!(!Speed::UNLIMITED.admit(&mut free, at(8_999)));
    }

    #[test]
    fn a_new_sender_goes_slowly_for_six_days() {
        let day = |n: i64| at(n * 24 * 60 + 5);
        let allowed: Vec<_> = (0..8).map(|n| ramp(Some(at(600)), day(n))).collect();
        let six = RAMP.map(Some);
        assert_eq!(allowed[..6], six);
        assert_eq!(allowed[6..], [None, None]);
        assert_eq!(ramp(None, day(3)), Some(50));
    }
}
