//! How fast we go: in all, and to any one host.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};
use tokio::time::Instant;

/// The limits of a run.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// New connections a second in all; `None` for no limit.
    pub total: Option<f64>,
    /// New connections a second to one host; never applied to loopback.
    pub per_host: f64,
}

impl Default for Rates {
    fn default() -> Self {
        Self { total: None, per_host: 2.0 }
    }
}

/// Lets connections through one after the other.
#[derive(Debug)]
pub struct Pace {
    rates: Rates,
    next: AsyncMutex<Instant>,
    hosts: Mutex<HashMap<IpAddr, Host>>,
}

type Host = Arc<AsyncMutex<Option<Instant>>>;

/// Leave to have a connection to a host; the next one may come when it is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    _host: Option<OwnedMutexGuard<Option<Instant>>>,
}

impl Pace {
    /// Keeps to `rates`.
    #[must_use]
    pub fn new(rates: Rates) -> Self {
        Self { rates, next: AsyncMutex::new(Instant::now()), hosts: Mutex::default() }
    }

    /// Waits until a connection to `host` may be made, and holds the host until it is over.
    pub(crate) async fn turn(&self, host: IpAddr) -> Turn {
        let held =
            if host.to_canonical().is_loopback() { None } else { Some(self.hold(host).await) };
        if let Some(total) = self.rates.total {
            let mut next = self.next.lock().await;
            tokio::time::sleep_until(*next).await;
            *next = Instant::now().max(*next) + interval(total);
        }
        Turn { _host: held }
    }

    async fn hold(&self, host: IpAddr) -> OwnedMutexGuard<Option<Instant>> {
        let mut held = self.host(host).lock_owned().await;
        if let Some(last) = *held {
            tokio::time::sleep_until(last + interval(self.rates.per_host)).await;
        }
        *held = Some(Instant::now());
        held
    }

    fn host(&self, address: IpAddr) -> Host {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        // Hosts that nobody holds and that have rested long enough are forgotten, now and then.
        if hosts.len() >= 4_096 && hosts.len().is_power_of_two() {
            hosts.retain(|_, host| {
                Arc::strong_count(host) > 1 || host.try_lock().is_ok_and(|at| !rested(*at))
            });
        }
        Arc::clone(hosts.entry(address).or_default())
    }
}

fn rested(last: Option<Instant>) -> bool {
    last.is_none_or(|last| last.elapsed() > Duration::from_mins(1))
}

fn interval(per_second: f64) -> Duration {
    Duration::try_from_secs_f64(1.0 / per_second).unwrap_or(Duration::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn one_connection_at_a_time_and_two_a_second() {
        let pace = Pace::new(Rates::default());
        let host = "192.0.2.1".parse().unwrap();
        let start = Instant::now();
        for _ in 0..5 {
            drop(pace.turn(host).await);
        }
        assert_eq!(start.elapsed().as_millis(), 2_000);
        let held = pace.turn(host).await;
        assert!(tokio::time::timeout(Duration::from_secs(9), pace.turn(host)).await.is_err());
        drop(held);
    }

    #[tokio::test(start_paused = true)]
    async fn loopback_is_not_held_back_and_the_total_is() {
        let pace = Pace::new(Rates { total: Some(10.0), per_host: 1.0 });
        let start = Instant::now();
        for _ in 0..11 {
            drop(pace.turn("127.0.0.9".parse().unwrap()).await);
        }
        assert_eq!(start.elapsed().as_millis(), 1_000);
    }
}
