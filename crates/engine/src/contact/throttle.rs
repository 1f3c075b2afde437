//! How often a registry may be asked, and when it may be asked next.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use super::rdap::Limit;

/// The longest that a registry is obeyed when it asks us to wait.
const WAIT_MAX: Duration = Duration::from_hours(24);
/// How many registries are kept apart; there are some ten.
const HOSTS_MAX: usize = 4096;

/// Keeps every registry's pace; time is told from outside.
#[derive(Debug)]
pub(super) struct Throttle {
    /// Between two queries to a registry that announces nothing.
    interval: Duration,
    hosts: HashMap<String, Pace>,
}

#[derive(Clone, Copy, Debug)]
struct Pace {
    interval: Duration,
    last: Option<Instant>,
    not_before: Option<Instant>,
}

impl Throttle {
    pub(super) fn new(interval: Duration) -> Self {
        Self { interval, hosts: HashMap::new() }
    }

    /// Takes the next turn at `host` and says how long to wait for it; when that is longer than
    /// `patience` no turn is taken, and the error is how long it would be.
    pub(super) fn reserve(
        &mut self,
        host: &str,
        now: Instant,
        patience: Duration,
    ) -> Result<Duration, Duration> {
        let pace = self.pace(host);
        let paced = pace.last.and_then(|last| last.checked_add(pace.interval));
        let turn = [Some(now), paced, pace.not_before].into_iter().flatten().max().unwrap_or(now);
        let wait = turn.saturating_duration_since(now);
        if wait > patience {
            return Err(wait);
        }
        pace.last = Some(turn);
        Ok(wait)
    }

    /// Whether `host` itself asked for its pace, or it is only ours.
    pub(super) fn is_asked(&mut self, host: &str, now: Instant) -> bool {
        let own = self.interval;
        let pace = self.pace(host);
        pace.interval > own || pace.not_before.is_some_and(|until| until > now)
    }

    /// Obeys what `host` announces from now on; it can only make us slower than our own pace.
    pub(super) fn obey(&mut self, host: &str, limit: Limit) {
        self.pace(host).interval = limit.interval().max(self.interval);
    }

    /// Leaves `host` alone for as long as it asks for, at most a day.
    pub(super) fn pause(&mut self, host: &str, now: Instant, wait: Duration) {
        let until = now.checked_add(wait.min(WAIT_MAX));
        let pace = self.pace(host);
        pace.not_before = pace.not_before.max(until);
    }

    fn pace(&mut self, host: &str) -> &mut Pace {
        if self.hosts.len() >= HOSTS_MAX && !self.hosts.contains_key(host) {
            self.hosts.clear();
        }
        let fresh = Pace { interval: self.interval, last: None, not_before: None };
        self.hosts.entry(host.to_owned()).or_insert(fresh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[tokio::test(start_paused = true)]
    async fn turns_are_a_second_apart_and_registries_do_not_wait_for_each_other() {
        let mut throttle = Throttle::new(seconds(1));
        let start = Instant::now();
        for turn in 0..3 {
            assert_eq!(throttle.reserve("a", start, seconds(60)), Ok(seconds(turn)));
        }
        assert_eq!(throttle.reserve("b", start, seconds(60)), Ok(seconds(0)));
        tokio::time::advance(seconds(10)).await;
        assert_eq!(throttle.reserve("a", Instant::now(), seconds(0)), Ok(seconds(0)));
    }

    #[tokio::test(start_paused = true)]
    async fn an_announced_limit_is_obeyed_and_never_speeds_up() {
        let mut throttle = Throttle::new(seconds(1));
        let now = Instant::now();
        throttle.reserve("a", now, seconds(0)).unwrap();
        throttle.obey("a", Limit { queries: 10, period: seconds(60) });
        assert_eq!(throttle.reserve("a", now, seconds(60)), Ok(seconds(6)));
        assert!(throttle.is_asked("a", now) && !throttle.is_asked("b", now));
        throttle.obey("a", Limit { queries: 1000, period: seconds(1) });
        assert!(!throttle.is_asked("a", now));
        assert_eq!(throttle.reserve("a", now, seconds(60)), Ok(seconds(7)));
    }

    #[tokio::test(start_paused = true)]
    async fn who_asks_us_to_wait_is_left_alone_and_impatience_takes_no_turn() {
        let mut throttle = Throttle::new(seconds(1));
        let now = Instant::now();
        throttle.pause("a", now, seconds(40));
        throttle.pause("a", now, seconds(4));
        assert!(throttle.is_asked("a", now));
        assert_eq!(throttle.reserve("a", now, seconds(5)), Err(seconds(40)));
        assert_eq!(throttle.reserve("a", now, seconds(50)), Ok(seconds(40)));
        throttle.pause("b", now, Duration::MAX);
        assert_eq!(throttle.reserve("b", now, seconds(1)), Err(WAIT_MAX));
    }
}
