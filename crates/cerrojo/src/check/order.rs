//! In which order targets are asked: at random, so that no network is hit in a row, and the same
//! again for the same seed.
//!
//! A window holds some lines of the list; each draw takes an address of one of them, the likelier
//! the more of its addresses are left. A network gives its addresses in an order of its own and
//! stays until they are used up. Nothing but the window is kept, however long the list is.

use std::net::IpAddr;

use ipnet::IpNet;

use super::list::count;
use super::permutation::{Permutation, split_mix};
use crate::target::{Host, Written};

/// Lines in the window.
const WINDOW: usize = 64 * 1024;

/// The window and the chance that draws from it.
pub(super) struct Order {
    state: u64,
    as_named: bool,
    slots: Vec<Option<Slot>>,
    free: Vec<usize>,
    left: Left,
}

struct Slot {
    written: Written,
    /// The order of a network's addresses, and how many were given.
    addresses: Option<(Permutation, u64)>,
    left: u64,
}

/// What a draw gives.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Drawn {
    /// A name or an address.
    pub(super) written: Written,
    /// It is one of a network's.
    pub(super) is_part: bool,
}

impl Order {
    /// Another order for every `seed`; or the one in which the targets come.
    pub(super) fn new(seed: u64, as_named: bool) -> Self {
        Self { state: seed, as_named, slots: Vec::new(), free: Vec::new(), left: Left::new(WINDOW) }
    }

    /// Whether another line must wait until one is used up.
    pub(super) fn is_full(&self) -> bool {
        self.slots.len() >= WINDOW && self.free.is_empty()
    }

    /// Puts a line in. Only while it is not full.
    pub(super) fn put(&mut self, written: Written) {
        let left = count(&written.host);
        let addresses = match written.host {
            Host::Network(_) => Some((Permutation::new(left, split_mix(&mut self.state)), 0)),
            Host::Name(_) | Host::Address(_) => None,
        };
        let slot = Some(Slot { written, addresses, left });
        let place = self.free.pop().unwrap_or(self.slots.len());
        if place == self.slots.len() {
            self.slots.push(None);
        }
        if let Some(free) = self.slots.get_mut(place) {
            *free = slot;
            self.left.add(place, left);
        }
    }

    /// The next target; `None` when the window is empty.
    pub(super) fn draw(&mut self) -> Option<Drawn> {
        let total = self.left.total;
        if total == 0 {
            return None;
        }
        let chance = if self.as_named { 0 } else { below(total, &mut self.state) };
        let place = self.left.find(chance);
        let slot = self.slots.get_mut(place)?;
        self.left.take_one(place);
        let Some(Slot { written, addresses: Some((order, given)), left }) = slot else {
            self.free.push(place);
            let Slot { written, .. } = slot.take()?;
            return Some(Drawn { written, is_part: false });
        };
        let address = address(&written.host, order.at(*given));
        *given += 1;
        *left -= 1;
        let written = Written { host: Host::Address(address?), ..written.clone() };
        if *left == 0 {
            *slot = None;
            self.free.push(place);
        }
        Some(Drawn { written, is_part: true })
    }
}

/// The address of a network with that number, counted as [`count`] does.
fn address(host: &Host, number: u64) -> Option<IpAddr> {
    match host {
        Host::Network(IpNet::V4(network)) => {
            let skipped = u32::from(network.prefix_len() < 31);
            let number = u32::try_from(number).ok()?.checked_add(skipped)?;
            Some(IpAddr::from((network.network().to_bits().checked_add(number)?).to_be_bytes()))
        }
        Host::Network(IpNet::V6(network)) => {
            let bits = network.network().to_bits().checked_add(number.into())?;
            Some(IpAddr::from(bits.to_be_bytes()))
        }
        Host::Address(address) => Some(*address),
        Host::Name(_) => None,
    }
}

/// A number below `bound` by chance.
fn below(bound: u64, state: &mut u64) -> u64 {
    let scaled = u128::from(split_mix(state)) * u128::from(bound);
    u64::try_from(scaled >> 64).unwrap_or_default()
}

/// How many addresses each place of the window has left: sums of them in a binary indexed tree.
struct Left {
    sums: Vec<u64>,
    total: u64,
}

impl Left {
    fn new(places: usize) -> Self {
        Self { sums: vec![0; places.next_power_of_two() + 1], total: 0 }
    }

    fn add(&mut self, place: usize, count: u64) {
        self.total += count;
        self.change(place, |sum| *sum += count);
    }

    fn take_one(&mut self, place: usize) {
        self.total -= 1;
        self.change(place, |sum| *sum -= 1);
    }

    fn change(&mut self, place: usize, change: impl Fn(&mut u64)) {
        let mut node = place + 1;
        while let Some(sum) = self.sums.get_mut(node) {
            change(sum);
            node += node & node.wrapping_neg();
        }
    }

    /// The place that holds the address with that number, counted over all places.
    fn find(&self, mut number: u64) -> usize {
        let mut place = 0;
        let mut step = self.sums.len() - 1;
        while step > 0 {
            if let Some(sum) = self.sums.get(place + step).filter(|sum| **sum <= number) {
                number -= sum;
                place += step;
            }
            step /= 2;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn order(seed: u64, in_order: bool, targets: &[&str]) -> Vec<String> {
        let mut order = Order::new(seed, in_order);
        for target in targets {
            order.put(Written::read(target).unwrap());
        }
        let mut drawn = Vec::new();
        while let Some(next) = order.draw() {
            drawn.push(match next.written.host {
                Host::Name(name) => name,
                Host::Address(address) => address.to_string(),
                Host::Network(network) => panic!("{network} was not taken apart"),
            });
        }
        drawn
    }

    #[test]
    fn networks_give_each_of_their_addresses_once() {
        for network in
            ["192.0.2.0/24", "192.0.2.0/31", "192.0.2.7/32", "2001:db8::/120", "10.0.0.0/15"]
        {
            let drawn = order(3, false, &[network]);
            let expected: BTreeSet<String> = network
                .parse::<IpNet>()
                .unwrap()
                .hosts()
                .map(|address| address.to_string())
                .collect();
            assert_eq!(drawn.len(), expected.len(), "{network}");
            assert_eq!(drawn.into_iter().collect::<BTreeSet<_>>(), expected, "{network}");
        }
    }

    #[test]
    fn a_seed_gives_its_order_again_and_another_gives_another() {
        let targets = ["192.0.2.0/25", "a", "b", "198.51.100.0/28", "c"];
        let first = order(1, false, &targets);
        assert_eq!(first, order(1, false, &targets));
        assert_ne!(first, order(2, false, &targets));
        assert_eq!(first.len(), 126 + 14 + 3);
        assert_eq!(order(1, true, &["b", "a", "192.0.2.1"]), ["b", "a", "192.0.2.1"]);
    }

    #[test]
    fn a_network_does_not_trail_behind_the_single_ones() {
        let singles: Vec<String> = (0..1_000).map(|number| format!("h{number}")).collect();
        let mut targets: Vec<&str> = singles.iter().map(String::as_str).collect();
        targets.push("10.0.0.0/22");
        let drawn = order(9, false, &targets);
        let last_single = drawn.iter().rposition(|host| host.starts_with('h')).unwrap();
        let last_part = drawn.iter().rposition(|host| host.starts_with("10.")).unwrap();
        assert!(last_single > 1_800 && last_part > 1_800, "{last_single} {last_part}");
    }

    #[test]
    fn a_window_that_is_refilled_loses_nothing() {
        let mut order = Order::new(5, false);
        let mut next = 0_u32;
        let mut seen = BTreeSet::new();
        let total = 200_000;
        loop {
            while next < total && !order.is_full() {
                order.put(Written::read(&format!("h{next}")).unwrap());
                next += 1;
            }
            let Some(drawn) = order.draw() else { break };
            assert!(seen.insert(drawn.written.label));
        }
        assert_eq!(seen.len(), usize::try_from(total).unwrap());
    }
}
