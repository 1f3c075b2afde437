//! Holds listings and exclusions until both are known, then hands out what is left.
//!
//! Where an exclusion may stand behind what it excludes, nothing can be handed out before the end. A
//! listing takes 24 bytes here and an exclusion 36, IPv4 as IPv4 inside IPv6 (RFC 4291 section 2.5.5.2).

use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv6Addr};

use cerrojo_model::{Kind, Suspect, Time};
use ipnet::{IpNet, Ipv6Net, Ipv6Subnets};

use super::{FeedError, Report, Rows};

/// Listings and exclusions that are held at once: 360 MB at the most.
const MOST: usize = 10_000_000;
/// Exclusions that may lie in one listing, and networks that all may come apart into beside.
const MOST_IN_ONE: usize = 65_536;
const MOST_PIECES: usize = 10_000_000;

/// Which entry counts where several hold an address.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Precedence {
    /// The one of the finest of four steps, /32, /24, /16 and /8, that a range comes apart into; on the same
    /// step an exclusion beats a listing, wherever they stand.
    Octets,
    /// The one with the longest prefix; of two with the same the one that stands first.
    Longest,
}

/// What is said of a listing.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub(super) struct Value {
    pub(super) kind: Option<Kind>,
    pub(super) port: Option<u16>,
    /// The name of the text among the details, and the text; kept for the first 65,000 different ones.
    pub(super) said: Option<(&'static str, String)>,
}

struct Listing {
    first: [u8; 16],
    line: u32,
    value: u16,
    prefix: u8,
    set: u8,
}

struct Excluded {
    first: [u8; 16],
    last: [u8; 16],
    line: u32,
}

/// It holds as much as it may.
#[derive(Debug)]
pub(super) struct Full;

/// What a [`Full`] line is rejected with.
pub(super) const FULL: &str =
    "the file has more than 10 million entries; want it split into several";

/// The entries of a file so far.
pub(super) struct Held {
    precedence: Precedence,
    listings: Vec<Listing>,
    exclusions: BTreeMap<(u8, u8), Vec<Excluded>>,
    excluded: usize,
    values: Vec<Value>,
    known: HashMap<Value, u16>,
}

impl Held {
    pub(super) fn new(precedence: Precedence) -> Self {
        let (listings, exclusions) = (Vec::new(), BTreeMap::new());
        let (values, known) = (Vec::new(), HashMap::new());
        let mut held = Self { precedence, listings, exclusions, excluded: 0, values, known };
        // Without their texts there is always room for them.
        for kind in [None, Some(Kind::OpenRelay), Some(Kind::OpenProxy)] {
            held.intern(&Value { kind, ..Value::default() });
        }
        held
    }

    /// Adds a listing; exclusions count for those of their own set.
    pub(super) fn list(
        &mut self,
        network: IpNet,
        set: u8,
        line: u64,
        value: &Value,
    ) -> Result<(), Full> {
        self.room()?;
        let (network, line) = (mapped(network), u32::try_from(line).map_err(|_| Full)?);
        let value = self.intern(value);
        let (first, prefix) = (network.network().octets(), network.prefix_len());
        self.listings.push(Listing { first, line, value, prefix, set });
        Ok(())
    }

    /// Adds an exclusion.
    pub(super) fn exclude(&mut self, network: IpNet, set: u8, line: u64) -> Result<(), Full> {
        self.room()?;
        let (network, line) = (mapped(network), u32::try_from(line).map_err(|_| Full)?);
        let (first, last) = (network.network().octets(), network.broadcast().octets());
        let rank = self.rank(network.prefix_len());
        self.exclusions.entry((set, rank)).or_default().push(Excluded { first, last, line });
        self.excluded = self.excluded.saturating_add(1);
        Ok(())
    }

    /// Hands out every listing in the order of the file, without what is excluded from it.
    pub(super) fn hand_out(
        mut self,
        port: Option<u16>,
        seen_at: Option<Time>,
        rows: &mut Rows<'_>,
    ) -> Result<(), FeedError> {
        self.exclusions.values_mut().for_each(merge);
        let mut pieces_left = MOST_PIECES;
        for listing in &self.listings {
            let line = u64::from(listing.line);
            let whole = Range::of(listing);
            let Some(holes) = self.holes(listing, &whole, pieces_left) else {
                let shown = whole.networks().map(|network| network.to_string()).collect::<String>();
                let why = "too much is excluded from it; want the networks that are left instead";
                rows.rejected(line, why, shown.as_bytes())?;
                continue;
            };
            let left = whole.without(holes);
            if left.is_empty() {
                rows.passed(line, "all of it is excluded by other lines")?;
            }
            let mut pieces = 0_usize;
            for network in left.iter().flat_map(Range::networks) {
                rows.suspect(self.report(listing, network, port, seen_at))?;
                pieces = pieces.saturating_add(1);
            }
            pieces_left = pieces_left.saturating_sub(pieces.saturating_sub(1));
        }
        Ok(())
    }

    fn report(
        &self,
        listing: &Listing,
        network: Ipv6Net,
        port: Option<u16>,
        seen_at: Option<Time>,
    ) -> Report {
        let value = self.values.get(usize::from(listing.value));
        let kind = value.and_then(|value| value.kind);
        let port = value.and_then(|value| value.port).or(port);
        let suspect = Suspect::new(network.into(), port, kind);
        let mut report = Report::new(suspect, u64::from(listing.line));
        report.seen_at = seen_at;
        if let Some((name, text)) = value.and_then(|value| value.said.as_ref()) {
            report.details.add(name, text);
        }
        report
    }

    /// What is excluded from a listing, in order; `None` where it is too much.
    fn holes(&self, listing: &Listing, whole: &Range, pieces_left: usize) -> Option<Vec<Range>> {
        let set = listing.set;
        let mut from = self.rank(listing.prefix);
        let mut holes = Vec::new();
        if self.precedence == Precedence::Longest {
            let same = self.exclusions.get(&(set, from)).map_or(&[][..], Vec::as_slice);
            if same
                .binary_search_by(|one| one.first.cmp(&listing.first))
                .is_ok_and(|at| same.get(at).is_some_and(|one| one.line < listing.line))
            {
                return Some(vec![*whole]);
            }
            from = from.saturating_add(1);
        }
        for (_, excluded) in self.exclusions.range((set, from)..=(set, u8::MAX)) {
            let (first, last) = (whole.first.to_be_bytes(), whole.last.to_be_bytes());
            let begin = excluded.partition_point(|one| one.last < first);
            let end = excluded.partition_point(|one| one.first <= last);
            let inside = excluded.get(begin..end).unwrap_or_default();
            if holes.len().saturating_add(inside.len()) > MOST_IN_ONE.min(pieces_left) {
                return None;
            }
            holes.extend(inside.iter().map(|one| Range {
                first: u128::from_be_bytes(one.first),
                last: u128::from_be_bytes(one.last),
            }));
        }
        holes.sort_unstable();
        Some(holes)
    }

    /// What precedence compares: for octets the step of a range's pieces, which is its prefix rounded up.
    fn rank(&self, prefix: u8) -> u8 {
        match self.precedence {
            Precedence::Octets => prefix.div_ceil(8).saturating_mul(8),
            Precedence::Longest => prefix,
        }
    }

    fn room(&self) -> Result<(), Full> {
        let all = self.listings.len().saturating_add(self.excluded);
        if all < MOST { Ok(()) } else { Err(Full) }
    }

    fn intern(&mut self, value: &Value) -> u16 {
        if let Some(known) = self.known.get(value) {
            return *known;
        }
        match u16::try_from(self.values.len()) {
            Ok(number) if number < 65_000 => {
                self.values.push(value.clone());
                self.known.insert(value.clone(), number);
                number
            }
            _ => {
                let bare = Value { kind: value.kind, ..Value::default() };
                self.known.get(&bare).copied().unwrap_or_default()
            }
        }
    }
}

/// Addresses from `first` to `last`.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Range {
    first: u128,
    last: u128,
}

impl Range {
    fn of(listing: &Listing) -> Self {
        let first = u128::from_be_bytes(listing.first);
        let hosts = u128::MAX.checked_shr(u32::from(listing.prefix)).unwrap_or(0);
        Self { first, last: first | hosts }
    }

    /// What is left beside `holes`, which are in order and may overlap.
    fn without(self, holes: Vec<Self>) -> Vec<Self> {
        let mut left = Vec::new();
        let mut next = Some(self.first);
        for hole in holes {
            let Some(first) = next else { break };
            if let Some(last) = hole.first.checked_sub(1).filter(|last| *last >= first) {
                left.push(Self { first, last: last.min(self.last) });
            }
            next = hole.last.checked_add(1).map(|after| after.max(first));
        }
        if let Some(first) = next.filter(|first| *first <= self.last) {
            left.push(Self { first, last: self.last });
        }
        left
    }

    /// The fewest networks that hold it.
    fn networks(&self) -> Ipv6Subnets {
        Ipv6Subnets::new(Ipv6Addr::from(self.first), Ipv6Addr::from(self.last), 0)
    }
}

/// Puts exclusions of one rank in order, each address in one of them.
fn merge(excluded: &mut Vec<Excluded>) {
    excluded.sort_unstable_by_key(|one| (one.first, one.line));
    excluded.dedup_by(|later, earlier| {
        let overlaps = later.first <= earlier.last;
        if overlaps {
            earlier.last = earlier.last.max(later.last);
            earlier.line = earlier.line.min(later.line);
        }
        overlaps
    });
}

/// IPv4 inside IPv6.
fn mapped(network: IpNet) -> Ipv6Net {
    match network {
        IpNet::V6(network) => network.trunc(),
        IpNet::V4(network) => {
            let address = network.network().to_ipv6_mapped();
            let prefix = network.prefix_len().saturating_add(96);
            Ipv6Net::new(address, prefix).unwrap_or_else(|_| address.into())
        }
    }
}

/// Whether it is the entry that every list has so that one can see that it answers, 127.0.0.2 and
/// `::FFFF:7F00:2` (RFC 5782 section 5).
pub(super) fn is_test_point(network: IpNet) -> bool {
    let is_one = network.prefix_len() == network.max_prefix_len();
    is_one && network.addr().to_canonical() == IpAddr::from([127, 0, 0, 2])
}

/// What a test point is passed with.
pub(super) const TEST_POINT: &str = "the test entry that every list has (RFC 5782 section 5)";

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::feed::Row;

    fn handed_out(held: Held) -> Vec<String> {
        let mut shown = Vec::new();
        let mut take = |row: Row| {
            shown.push(match row {
                Row::Suspect(report) => report.suspect.to_string(),
                Row::Passed { line, .. } => format!("{line} passed"),
                Row::Rejected(reject) => format!("{} rejected", reject.line),
            });
            ControlFlow::Continue(())
        };
        held.hand_out(None, None, &mut Rows::new(&mut take)).unwrap();
        shown
    }

    fn network(text: &str) -> IpNet {
        text.parse().unwrap()
    }

    #[test]
    fn entries_are_small() {
        assert_eq!((size_of::<Listing>(), size_of::<Excluded>()), (24, 36));
    }

    #[test]
    fn a_listing_that_comes_apart_too_far_is_rejected() {
        let mut held = Held::new(Precedence::Longest);
        held.list(network("10.0.0.0/8"), 0, 1, &Value::default()).unwrap();
        for number in 0..=65_536_u32 {
            let address = IpAddr::from((0x0a00_0000 | (number << 1)).to_be_bytes());
            held.exclude(address.into(), 0, 2).unwrap();
        }
        assert_eq!(handed_out(held), ["1 rejected"]);
    }

    #[test]
    fn the_ends_of_all_addresses_are_held() {
        let mut held = Held::new(Precedence::Longest);
        held.list(network("::/0"), 0, 1, &Value::default()).unwrap();
        held.exclude(network("::/1"), 0, 2).unwrap();
        held.exclude(network("c000::/2"), 0, 3).unwrap();
        held.exclude(network("::/1"), 1, 4).unwrap();
        assert_eq!(handed_out(held), ["8000::/2"]);
    }

    #[test]
    fn more_texts_than_are_kept_lose_the_text_and_not_the_kind() {
        let mut held = Held::new(Precedence::Octets);
        for number in 0..65_100_u32 {
            let said = Some(("text", number.to_string()));
            let value = Value { kind: Some(Kind::OpenProxy), port: None, said };
            held.list(IpAddr::from(number.to_be_bytes()).into(), 0, 1, &value).unwrap();
        }
        assert!(handed_out(held).iter().all(|suspect| suspect.ends_with(" open-proxy")));
    }
}
