//! How fast we go: in all, to any one host, and to any one network.
//!
//! [`Pace::ready`] asks before a target is begun, so that none that would only wait takes the place
//! of another; [`Pace::turn`] asks before a connection is made. Loopback is never held back.

mod network;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};
use tokio::time::Instant;

pub use network::{Network, Pause, Pauses};

use network::{Networks, Seat};

/// As many hosts are remembered before any is forgotten.
const HOSTS: usize = 4_096;

/// The limits of a run.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// New connections a second in all; `None` for no limit.
    pub total: Option<f64>,
    /// New connections a second to one host; never applied to loopback.
    pub per_host: f64,
    /// New connections a second to one /24 of IPv4 or /48 of IPv6; never applied to loopback.
    pub per_network: f64,
}

impl Default for Rates {
    fn default() -> Self {
        Self { total: None, per_host: 2.0, per_network: 20.0 }
    }
}

/// Lets connections through one after the other. Clones share what they know.
#[derive(Clone, Debug)]
pub struct Pace {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    rates: Rates,
    /// When the next connection of all may be made.
    next: Mutex<Instant>,
    hosts: Mutex<Hosts>,
    networks: Mutex<Networks>,
}

/// When each host was last talked to, and whether somebody does now.
#[derive(Debug)]
struct Hosts {
    known: HashMap<IpAddr, Host>,
    forget_at: usize,
}

type Host = Arc<AsyncMutex<Option<Instant>>>;

/// Leave to have a connection to a host; the next one may come when it is dropped.
#[derive(Debug)]
pub struct Turn {
    _host: Option<OwnedMutexGuard<Option<Instant>>>,
    place: Option<Place>,
}

/// Leave to begin a target; its network has room for another when it is dropped.
#[derive(Debug)]
pub struct Visit {
    target: Option<(Pace, Network)>,
}

/// A network that has to wait, and with it all targets there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct HeldBack {
    /// Which one.
    pub network: Network,
    /// When to ask again.
    pub until: Instant,
}

/// One of the connections of a network.
#[derive(Debug)]
struct Place {
    pace: Pace,
    network: Network,
    host: IpAddr,
}

impl Pace {
    /// Keeps to `rates`.
    #[must_use]
    pub fn new(rates: Rates) -> Self {
        let networks = Networks::new(interval(rates.per_network));
        Self {
            shared: Arc::new(Shared {
                rates,
                next: Mutex::new(Instant::now()),
                hosts: Mutex::new(Hosts { known: HashMap::new(), forget_at: HOSTS }),
                networks: Mutex::new(networks),
            }),
        }
    }

    /// Whether a target at `host` may begin without waiting for its network. The target keeps what
    /// it is given until it is done.
    ///
    /// # Errors
    ///
    /// When to ask again: others of its network come first, or it is left alone for a while.
    pub fn ready(&self, host: IpAddr) -> Result<Visit, HeldBack> {
        if host.to_canonical().is_loopback() {
            return Ok(Visit { target: None });
        }
        let network = Network::of(host);
        let began = self.networks().begin(network, Instant::now());
        began.map_err(|until| HeldBack { network, until })?;
        Ok(Visit { target: Some((self.clone(), network)) })
    }

    /// Networks that began to refuse us since the last call.
    #[must_use]
    pub fn take_pauses(&self) -> Pauses {
        self.networks().take_pauses()
    }

    /// Waits until a connection to `host` may be made, and holds the host until it is over.
    pub async fn turn(&self, host: IpAddr) -> Turn {
        let host = host.to_canonical();
        if host.is_loopback() {
            self.in_all().await;
            return Turn { _host: None, place: None };
        }
        let mut held = self.hold(host).await;
        let place = self.place(host).await;
        self.in_all().await;
        *held = Some(Instant::now());
        Turn { _host: Some(held), place: Some(place) }
    }

    async fn in_all(&self) {
        let Some(total) = self.shared.rates.total else { return };
        let at = {
            let mut next = lock(&self.shared.next);
            let at = next.max(Instant::now());
            *next = at + interval(total);
            at
        };
        tokio::time::sleep_until(at).await;
    }

    async fn hold(&self, host: IpAddr) -> OwnedMutexGuard<Option<Instant>> {
        let held = self.host(host).lock_owned().await;
        if let Some(last) = *held {
            tokio::time::sleep_until(last + interval(self.shared.rates.per_host)).await;
        }
        held
    }

    fn host(&self, address: IpAddr) -> Host {
        let mut hosts = lock(&self.shared.hosts);
        if hosts.known.len() >= hosts.forget_at {
            // Hosts that nobody holds and that have rested long enough may come as new ones.
            let rest = interval(self.shared.rates.per_host);
            let rested = |last: Option<Instant>| last.is_none_or(|last| last.elapsed() > rest);
            hosts.known.retain(|_, host| {
                Arc::strong_count(host) > 1 || host.try_lock().is_ok_and(|at| !rested(*at))
            });
            hosts.forget_at = hosts.known.len().saturating_mul(2).max(HOSTS);
        }
        Arc::clone(hosts.known.entry(address).or_default())
    }

    async fn place(&self, host: IpAddr) -> Place {
        let network = Network::of(host);
        let mut at = loop {
            let seat = self.networks().seat(network, Instant::now());
            match seat {
                Seat::At(at) => break at,
                Seat::Full(room) => room.notified().await,
            }
        };
        // From here on it is counted, and given back even if nobody waits for it any more.
        let place = Place { pace: self.clone(), network, host };
        loop {
            tokio::time::sleep_until(at).await;
            let put_off = self.networks().put_off(network, Instant::now());
            match put_off {
                Some(later) => at = later,
                None => return place,
            }
        }
    }

    fn networks(&self) -> MutexGuard<'_, Networks> {
        lock(&self.shared.networks)
    }
}

impl Turn {
    /// The host said something: its network is well disposed.
    pub fn answered(&self) {
        if let Some(Place { pace, network, .. }) = &self.place {
            pace.networks().answered(*network, Instant::now());
        }
    }

    /// A time-out or a reset before the first byte, or words to the effect that we ask too often.
    /// A port where nothing listens is neither this nor an answer.
    pub fn refused(&self) {
        if let Some(Place { pace, network, host }) = &self.place {
            pace.networks().refused(*network, *host, Instant::now());
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.pace.networks().leave(self.network);
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        if let Some((pace, network)) = &self.target {
            pace.networks().end(*network);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn interval(per_second: f64) -> Duration {
    Duration::try_from_secs_f64(1.0 / per_second).unwrap_or(Duration::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn one_connection_at_a_time_and_two_a_second() {
        let pace = Pace::new(Rates::default());
        let host = host("192.0.2.1");
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
        let pace = Pace::new(Rates { total: Some(10.0), per_host: 1.0, per_network: 1.0 });
        let start = Instant::now();
        for _ in 0..11 {
            drop(pace.turn(host("127.0.0.9")).await);
        }
        assert_eq!(start.elapsed().as_millis(), 1_000);
        let visits: Vec<_> = (0..99).map(|_| pace.ready(host("127.0.0.9")).unwrap()).collect();
        assert_eq!(visits.len(), 99);
    }

    #[tokio::test(start_paused = true)]
    async fn hosts_of_one_network_come_one_after_the_other_and_those_of_others_do_not_wait() {
        let pace = Pace::new(Rates::default());
        let start = Instant::now();
        for number in 1..=21 {
            drop(pace.turn(IpAddr::from([192, 0, 2, number])).await);
        }
        assert_eq!(start.elapsed().as_millis(), 1_000);
        drop(pace.turn(host("192.0.3.1")).await);
        drop(pace.turn(host("2001:db8::1")).await);
        assert_eq!(start.elapsed().as_millis(), 1_000);
    }

    #[tokio::test(start_paused = true)]
    async fn the_seventeenth_connection_waits_for_one_to_end() {
        let pace = Pace::new(Rates::default());
        let mut turns = Vec::new();
        for number in 1..=16 {
            turns.push(pace.turn(IpAddr::from([192, 0, 2, number])).await);
        }
        let another = pace.turn(host("192.0.2.17"));
        assert!(tokio::time::timeout(Duration::from_mins(5), another).await.is_err());
        assert!(pace.ready(host("192.0.2.18")).is_err());
        let another = tokio::spawn({
            let pace = pace.clone();
            async move { drop(pace.turn(host("192.0.2.17")).await) }
        });
        tokio::task::yield_now().await;
        turns.pop();
        another.await.unwrap();
        assert!(pace.ready(host("192.0.2.18")).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_for_a_network_that_begins_to_refuse_waits_longer() {
        let pace = Pace::new(Rates::default());
        let mut refused = Vec::new();
        for number in 10..15 {
            refused.push(pace.turn(IpAddr::from([192, 0, 2, number])).await);
        }
        refused[0].answered();
        let start = Instant::now();
        let mut waiting = Vec::new();
        for number in 2..=4 {
            let pace = pace.clone();
            waiting.push(tokio::spawn(async move {
                drop(pace.turn(IpAddr::from([192, 0, 2, number])).await);
                Instant::now()
            }));
        }
        tokio::task::yield_now().await;
        for turn in &refused {
            turn.refused();
        }
        let mut after_ms = Vec::new();
        for waiting in waiting {
            after_ms.push((waiting.await.unwrap() - start).as_millis());
        }
        after_ms.sort_unstable();
        assert!((30_000..30_400).contains(&after_ms[0]), "{after_ms:?}");
        assert!(after_ms[1] - after_ms[0] >= 50 && after_ms[2] - after_ms[1] >= 50, "{after_ms:?}");
        assert_eq!(pace.take_pauses().networks, 1);
    }
}
