//! What we know of each network that we talk to: who is there now, when the next may come, and
//! whether it has begun to refuse us. Told the time; waits for nothing.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use tokio::sync::Notify;
use tokio::time::Instant;

/// Most connections to one network at once, and most targets of it in progress.
const AT_ONCE: u16 = 16;
/// As many attempts in a row must fail before a network is left alone.
const REFUSALS: u32 = 5;
/// The first time that it is left alone; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(30);
/// The longest one.
const LONGEST_PAUSE: Duration = Duration::from_mins(10);
/// A target may begin when its network's next connection is no further away than this.
const NEAR: Duration = Duration::from_millis(100);
/// When to look again at a network whose targets in progress are as many as may be.
const LOOK_AGAIN: Duration = Duration::from_millis(200);
/// Paused networks that are named until somebody asks; more are only counted.
const NAMED: usize = 16;
/// As many networks are remembered for minutes after they were talked to, more for seconds.
const MANY: usize = 16 * 1024;

/// A /24 of IPv4, or a /48 of IPv6.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Network(u64);

/// Marks those of IPv4; no /48 has that many bits.
const IS_V4: u64 = 1 << 63;

impl Network {
    /// The one that `host` is in.
    #[must_use]
    pub fn of(host: IpAddr) -> Self {
        match host.to_canonical() {
            IpAddr::V4(v4) => Self(IS_V4 | u64::from(v4.to_bits() >> 8)),
            IpAddr::V6(v6) => Self(u64::try_from(v6.to_bits() >> 80).unwrap_or_default()),
        }
    }

    fn named(self) -> Option<IpNet> {
        let (address, length): (IpAddr, u8) = if self.0 & IS_V4 == 0 {
            (std::net::Ipv6Addr::from_bits(u128::from(self.0) << 80).into(), 48)
        } else {
            let bits = u32::try_from(self.0 & !IS_V4).unwrap_or_default();
            (std::net::Ipv4Addr::from_bits(bits << 8).into(), 24)
        };
        IpNet::new(address, length).ok()
    }
}

/// A network that is left alone for a while.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Pause {
    /// The /24 or /48.
    pub network: IpNet,
    /// For how long.
    pub length: Duration,
}

/// Networks that were paused since somebody last asked.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Pauses {
    /// Those that were paused for the first time; a few of them when they are many.
    pub first: Vec<Pause>,
    /// How many were paused for the first time.
    pub networks: u64,
}

/// Whether a connection may be made.
pub(super) enum Seat {
    /// At that time; it is counted from now on.
    At(Instant),
    /// Not before somebody leaves, which this tells.
    Full(Arc<Notify>),
}

/// All of them.
#[derive(Debug)]
pub(super) struct Networks {
    interval: Duration,
    known: HashMap<Network, State>,
    forget_at: usize,
    pauses: Pauses,
}

#[derive(Debug)]
struct State {
    connections: u16,
    targets: u16,
    /// When the next connection may be made.
    next: Instant,
    used: Instant,
    /// Answers so far, and attempts that met nothing before one of them came.
    answers: u32,
    silent: u32,
    /// Hosts in a row at which attempts failed since the last answer or pause, and the last of them.
    streak: u32,
    last_refused: Option<IpAddr>,
    paused_until: Option<Instant>,
    /// Of the last pause; none since the last answer.
    pause: Duration,
    was_named: bool,
    room: Option<Arc<Notify>>,
}

impl State {
    const fn new(now: Instant) -> Self {
        Self {
            connections: 0,
            targets: 0,
            next: now,
            used: now,
            answers: 0,
            silent: 0,
            streak: 0,
            last_refused: None,
            paused_until: None,
            pause: Duration::ZERO,
            was_named: false,
            room: None,
        }
    }

    fn is_paused(&self, now: Instant) -> bool {
        self.paused_until.is_some_and(|until| until > now)
    }

    /// Where hardly anybody lives, silence says nothing: it must last five times as long as it
    /// usually did before somebody answered.
    fn refuses(&self) -> bool {
        let attempts = u64::from(self.answers) + u64::from(self.silent);
        self.answers > 0
            && self.streak >= REFUSALS
            && u64::from(self.streak) * u64::from(self.answers) >= u64::from(REFUSALS) * attempts
    }
}

impl Networks {
    /// With one connection to each in every `interval`.
    pub(super) fn new(interval: Duration) -> Self {
        Self { interval, known: HashMap::new(), forget_at: MANY, pauses: Pauses::default() }
    }

    fn state(&mut self, network: Network, now: Instant) -> &mut State {
        if self.known.len() >= self.forget_at {
            self.forget(now);
        }
        let state = self.known.entry(network).or_insert_with(|| State::new(now));
        state.used = now;
        state
    }

    /// Nobody is there and nothing is due: forgotten in minutes, or in seconds when they are many.
    fn forget(&mut self, now: Instant) {
        let keep = Duration::from_secs(if self.known.len() > MANY { 2 } else { 600 });
        self.known.retain(|_, state| {
            state.connections > 0
                || state.targets > 0
                || state.room.as_ref().is_some_and(|room| Arc::strong_count(room) > 1)
                || state.next > now
                || state.is_paused(now)
                || now.saturating_duration_since(state.used) < keep
        });
        self.forget_at = self.known.len().saturating_mul(2).max(MANY);
    }

    /// Lets a target begin, or says when to ask again.
    pub(super) fn begin(&mut self, network: Network, now: Instant) -> Result<(), Instant> {
        let state = self.state(network, now);
        if let Some(until) = state.paused_until.filter(|until| *until > now) {
            return Err(until);
        }
        if state.targets >= AT_ONCE || state.connections >= AT_ONCE {
            return Err(now + LOOK_AGAIN);
        }
        if state.next > now + NEAR {
            return Err(state.next);
        }
        state.targets += 1;
        Ok(())
    }

    /// A target that began is done.
    pub(super) fn end(&mut self, network: Network) {
        if let Some(state) = self.known.get_mut(&network) {
            state.targets = state.targets.saturating_sub(1);
        }
    }

    /// Takes a place for a connection, if there is one.
    pub(super) fn seat(&mut self, network: Network, now: Instant) -> Seat {
        let interval = self.interval;
        let state = self.state(network, now);
        if state.connections >= AT_ONCE {
            return Seat::Full(Arc::clone(state.room.get_or_insert_default()));
        }
        state.connections += 1;
        Seat::At(Self::slot(state, interval, now))
    }

    /// Another time for a connection that has its place: `None` when it may be made now.
    pub(super) fn put_off(&mut self, network: Network, now: Instant) -> Option<Instant> {
        let interval = self.interval;
        let state = self.known.get_mut(&network)?;
        state.is_paused(now).then(|| Self::slot(state, interval, now))
    }

    fn slot(state: &mut State, interval: Duration, now: Instant) -> Instant {
        let at = state.next.max(now).max(state.paused_until.unwrap_or(now));
        state.next = at + interval;
        at
    }

    /// A connection is over.
    pub(super) fn leave(&mut self, network: Network) {
        if let Some(state) = self.known.get_mut(&network) {
            state.connections = state.connections.saturating_sub(1);
            if let Some(room) = &state.room {
                room.notify_one();
            }
        }
    }

    /// Somebody there said something.
    pub(super) fn answered(&mut self, network: Network, now: Instant) {
        let state = self.state(network, now);
        state.answers += 1;
        state.silent = state.silent.saturating_add(std::mem::take(&mut state.streak));
        state.last_refused = None;
        (state.paused_until, state.pause) = (None, Duration::ZERO);
        // The newer half weighs more.
        if state.answers.max(state.silent) > 1 << 16 {
            (state.answers, state.silent) = (state.answers / 2 + 1, state.silent / 2);
        }
    }

    /// An attempt at `host` came to nothing. One host that wants nothing to do with us, however often
    /// it says so, says nothing of its network.
    pub(super) fn refused(&mut self, network: Network, host: IpAddr, now: Instant) {
        let state = self.state(network, now);
        // What was under way when the pause began says nothing new.
        if state.is_paused(now) || state.last_refused.replace(host) == Some(host) {
            return;
        }
        state.streak = state.streak.saturating_add(1);
        if !state.refuses() {
            return;
        }
        let length = state.pause.saturating_mul(2).clamp(FIRST_PAUSE, LONGEST_PAUSE);
        (state.streak, state.pause, state.paused_until) = (0, length, Some(now + length));
        if !std::mem::replace(&mut state.was_named, true) {
            self.pauses.networks = self.pauses.networks.saturating_add(1);
            if let Some(network) = network.named().filter(|_| self.pauses.first.len() < NAMED) {
                self.pauses.first.push(Pause { network, length });
            }
        }
    }

    /// What was paused since the last time.
    pub(super) fn take_pauses(&mut self) -> Pauses {
        std::mem::take(&mut self.pauses)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(host: &str) -> Network {
        Network::of(host.parse().unwrap())
    }

    fn stranger(number: u32) -> IpAddr {
        IpAddr::V4(std::net::Ipv4Addr::from_bits(0xc000_0200 + number))
    }

    fn begin() -> (Networks, Network, Instant) {
        (Networks::new(Duration::from_millis(50)), network("192.0.2.1"), Instant::now())
    }

    #[test]
    fn networks_are_named_as_they_are_cut() {
        for (host, named) in [
            ("192.0.2.77", "192.0.2.0/24"),
            ("255.255.255.255", "255.255.255.0/24"),
            ("::ffff:10.1.2.3", "10.1.2.0/24"),
            ("2001:db8:7:8::9", "2001:db8:7::/48"),
            ("ffff:ffff:ffff::", "ffff:ffff:ffff::/48"),
        ] {
            assert_eq!(network(host).named(), Some(named.parse().unwrap()), "{host}");
        }
        assert_ne!(network("0.0.0.1"), network("::"));
    }

    #[test]
    fn a_network_that_begins_to_refuse_is_left_alone_for_longer_and_longer() {
        let (mut networks, network, mut now) = begin();
        networks.answered(network, now);
        for expected in [30, 60, 120, 240, 480, 600, 600] {
            for host in 0..REFUSALS {
                assert!(networks.begin(network, now).is_ok());
                networks.end(network);
                networks.refused(network, stranger(host), now);
            }
            let until = networks.begin(network, now).unwrap_err();
            assert_eq!((until - now).as_secs(), expected);
            // What was under way changes nothing.
            networks.refused(network, stranger(0), now);
            now = until;
        }
        let pauses = networks.take_pauses();
        assert_eq!((pauses.networks, pauses.first.len()), (1, 1));
        assert_eq!(pauses.first[0].length, FIRST_PAUSE);
        networks.answered(network, now);
        for host in 0..2 * REFUSALS {
            networks.refused(network, stranger(host), now);
        }
        assert_eq!((networks.begin(network, now).unwrap_err() - now).as_secs(), 30);
        assert_eq!(networks.take_pauses(), Pauses::default());
    }

    #[test]
    fn an_answer_ends_a_pause() {
        let (mut networks, network, now) = begin();
        networks.answered(network, now);
        for host in 0..REFUSALS {
            networks.refused(network, stranger(host), now);
        }
        assert!(networks.begin(network, now).is_err());
        networks.answered(network, now);
        assert!(networks.begin(network, now).is_ok());
    }

    #[test]
    fn silence_where_nobody_ever_answered_or_hardly_anybody_does_is_no_refusal() {
        let (mut networks, network, now) = begin();
        for host in 0..1_000 {
            networks.refused(network, stranger(host), now);
        }
        assert!(networks.begin(network, now).is_ok());
        // One in a thousand answered: the next thousand may be silent again.
        networks.answered(network, now);
        for host in 0..1_000 {
            networks.refused(network, stranger(host), now);
        }
        assert!(networks.begin(network, now).is_ok());
        for host in 0..5_000 {
            networks.refused(network, stranger(host), now);
        }
        assert!(networks.begin(network, now).is_err());
    }

    #[test]
    fn as_many_targets_and_connections_as_may_be_and_no_more() {
        let (mut networks, network, now) = begin();
        for _ in 0..AT_ONCE {
            assert!(networks.begin(network, now).is_ok());
        }
        assert!(networks.begin(network, now).is_err());
        let mut last = None;
        for _ in 0..AT_ONCE {
            let Seat::At(at) = networks.seat(network, now) else { panic!("a place is free") };
            last = Some(at);
        }
        assert_eq!((last.unwrap() - now).as_millis(), 50 * 15);
        assert!(matches!(networks.seat(network, now), Seat::Full(_)));
        networks.leave(network);
        assert!(matches!(networks.seat(network, now), Seat::At(_)));
    }

    #[test]
    fn one_host_that_refuses_says_nothing_of_its_network() {
        let (mut networks, network, now) = begin();
        networks.answered(network, now);
        for _ in 0..10 * REFUSALS {
            networks.refused(network, stranger(7), now);
        }
        assert!(networks.begin(network, now).is_ok());
    }

    #[test]
    fn what_is_idle_is_forgotten_and_what_is_paused_is_not() {
        let (mut networks, kept, now) = begin();
        networks.answered(kept, now);
        for host in 0..REFUSALS {
            networks.refused(kept, stranger(host), now);
        }
        let mut most = 0;
        for number in 0..400_000_u32 {
            // Ten thousand new ones a second, for 40 seconds, of which the pause has 30.
            let at = now + Duration::from_micros(u64::from(number) * 100);
            let other = Network(u64::from(number));
            networks.begin(other, at).unwrap();
            networks.end(other);
            most = most.max(networks.known.len());
            if number == 290_000 {
                assert!(networks.begin(kept, at).is_err());
            }
        }
        assert!(most < 100_000, "{most}");
    }
}
