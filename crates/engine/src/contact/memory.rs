//! Answers that are kept, so that a million addresses of one network cost one query.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use cerrojo_model::Time;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::record::NetworkRecord;
use super::span::Span;

/// How long an answer holds, and how long it holds that there is none.
const GOOD: TimeDelta = TimeDelta::days(7);
const NONE: TimeDelta = TimeDelta::days(1);
/// How many answers are kept at once; then all are forgotten. Some 1 KiB each.
const ANSWERS_MAX: usize = 500_000;

/// How much around the address asked about one answer speaks for, at most: a network may have
/// smaller ones in it that the registry would have named for another address of it.
const fn slice(address: IpAddr) -> u8 {
    if address.is_ipv4() { 16 } else { 32 }
}

/// How much around it a "nobody knows" speaks for.
const fn nobody(address: IpAddr) -> u8 {
    if address.is_ipv4() { 24 } else { 48 }
}

/// An answer, as it is kept, and may be stored and given back.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Remembered {
    /// The addresses that it speaks for.
    pub span: Span,
    /// When it was given.
    pub at: Time,
    /// Who gave it, for people.
    pub registry: String,
    /// What it says; nothing when the registry knows nobody.
    pub record: Option<NetworkRecord>,
}

impl Remembered {
    /// What `registry` said of the network that `asked` is in.
    pub(super) fn new(
        asked: IpAddr,
        registry: &str,
        record: Option<NetworkRecord>,
        at: Time,
    ) -> Option<Self> {
        let length = if record.is_some() { slice(asked) } else { nobody(asked) };
        let around = Span::around(asked, length)?;
        let covers = record.as_ref().map_or(around, |record| record.span);
        // A registry that answers about another network than the one asked about is not believed
        // for that one.
        let span = covers.within(&around).filter(|span| span.contains(asked))?;
        Some(Self { span, at, registry: registry.to_owned(), record })
    }

    fn holds(&self, now: Time) -> bool {
        let lifetime = if self.record.is_some() { GOOD } else { NONE };
        now.signed_duration_since(self.at) < lifetime
    }
}

/// What is kept. The key is the slice of the address space that an answer is in.
#[derive(Debug, Default)]
pub(super) struct Memory {
    slices: HashMap<Span, Slice>,
    count: usize,
}

#[derive(Debug, Default)]
struct Slice {
    answers: Vec<Remembered>,
    /// Held while a registry is asked about an address here, so that nobody asks it twice.
    asking: Arc<Mutex<()>>,
}

impl Memory {
    /// The narrowest answer that speaks for `address` and still holds.
    pub(super) fn find(&self, address: IpAddr, now: Time) -> Option<&Remembered> {
        let slice = self.slices.get(&Span::around(address, slice(address))?)?;
        let holding = slice.answers.iter().filter(|it| it.span.contains(address) && it.holds(now));
        holding.min_by_key(|it| it.span.reach())
    }

    /// Keeps an answer in place of an older one for the same addresses.
    pub(super) fn keep(&mut self, answer: Remembered) {
        let first = answer.span.first();
        let Some(key) = Span::around(first, slice(first)) else { return };
        if self.count >= ANSWERS_MAX {
            self.slices.retain(|_, slice| {
                slice.answers.clear();
                Arc::strong_count(&slice.asking) > 1
            });
            self.count = 0;
        }
        let slice = self.slices.entry(key).or_default();
        if let Some(known) = slice.answers.iter_mut().find(|known| known.span == answer.span) {
            *known = answer;
        } else {
            slice.answers.push(answer);
            self.count = self.count.saturating_add(1);
        }
    }

    /// What is to be held while asking about `address`.
    pub(super) fn asking(&mut self, address: IpAddr) -> Option<Arc<Mutex<()>>> {
        let key = Span::around(address, slice(address))?;
        Some(Arc::clone(&self.slices.entry(key).or_default().asking))
    }

    /// Everything kept, in no order.
    pub(super) fn all(&self) -> Vec<Remembered> {
        self.slices.values().flat_map(|slice| slice.answers.iter().cloned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(span: &str) -> NetworkRecord {
        NetworkRecord::new(Span::read(span).unwrap())
    }

    fn keep(memory: &mut Memory, asked: &str, record: Option<NetworkRecord>, at: Time) {
        memory.keep(Remembered::new(asked.parse().unwrap(), "R", record, at).unwrap());
    }

    fn knows(memory: &Memory, address: &str, now: Time) -> Option<String> {
        let found = memory.find(address.parse().unwrap(), now)?;
        Some(found.record.as_ref().map_or("nobody".into(), |it| it.span.to_string()))
    }

    #[test]
    fn one_answer_speaks_for_its_network_but_not_beyond_the_slice_asked_in() {
        let (mut memory, now) = (Memory::default(), Time::default());
        keep(&mut memory, "10.1.2.3", Some(record("10.0.0.0/8")), now);
        keep(&mut memory, "10.2.2.3", Some(record("10.2.2.0/24")), now);
        keep(&mut memory, "10.2.9.9", Some(record("10.2.0.0/16")), now);
        assert_eq!(knows(&memory, "10.1.255.255", now).as_deref(), Some("10.0.0.0/8"));
        assert_eq!(
            knows(&memory, "10.3.0.1", now),
            None,
            "a network of this size has others in it"
        );
        assert_eq!(
            knows(&memory, "10.2.2.9", now).as_deref(),
            Some("10.2.2.0/24"),
            "the narrowest"
        );
        assert_eq!(knows(&memory, "10.2.3.9", now).as_deref(), Some("10.2.0.0/16"));
        assert_eq!(memory.all().len(), 3);
    }

    #[test]
    fn that_nobody_knows_is_kept_for_a_day_and_the_rest_for_a_week() {
        let (mut memory, now) = (Memory::default(), Time::default());
        keep(&mut memory, "2001:db8::1", None, now);
        keep(&mut memory, "10.1.2.3", Some(record("10.1.0.0/16")), now);
        let later = |hours| now + TimeDelta::hours(hours);
        assert_eq!(knows(&memory, "2001:db8::ffff", later(23)).as_deref(), Some("nobody"));
        assert_eq!(knows(&memory, "2001:db8:1::", later(23)), None);
        assert_eq!(knows(&memory, "2001:db8::ffff", later(25)), None);
        assert!(knows(&memory, "10.1.9.9", later(167)).is_some());
        assert!(knows(&memory, "10.1.9.9", later(169)).is_none());
    }

    #[test]
    fn an_answer_about_something_else_is_not_kept() {
        let asked = "192.0.2.1".parse().unwrap();
        assert!(
            Remembered::new(asked, "R", Some(record("198.51.100.0/24")), Time::default()).is_none()
        );
        assert!(
            Remembered::new(asked, "R", Some(record("2001:db8::/32")), Time::default()).is_none()
        );
    }
}
