//! Millions of networks in order: which one an address is in, and whose it is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::contact::clean;
use crate::contact::reach::MailAddress;
use crate::contact::record::{NamedContact, NetworkRecord, Role};
use crate::contact::span::Span;

/// Stands where a number leads nowhere.
pub(super) const NONE: u32 = u32::MAX;

/// How many networks around an address are looked through for what it inherits.
const PARENTS_MAX: usize = 64;
/// The longest word kept.
const WORD_MAX: usize = 255;

/// A network. Numbers lead to holders, to words, or nowhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<A> {
    pub(super) first: A,
    pub(super) last: A,
    /// The next larger one that holds it.
    pub(super) parent: u32,
    pub(super) name: u32,
    pub(super) holder: u32,
    pub(super) abuse: u32,
    pub(super) team: u32,
    pub(super) country: [u8; 2],
    pub(super) language: [u8; 2],
}

/// An organisation, role, person or response team.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holder {
    pub(super) name: u32,
    pub(super) abuse: u32,
    pub(super) mailbox: u32,
    pub(super) country: [u8; 2],
    pub(super) language: [u8; 2],
}

impl Default for Holder {
    fn default() -> Self {
        Self { name: NONE, abuse: NONE, mailbox: NONE, country: *b"  ", language: *b"  " }
    }
}

/// Words one after the other, each behind a byte with its length.
#[derive(Debug, Default)]
pub(super) struct Words {
    bytes: Vec<u8>,
}

impl Words {
    /// Keeps a word, shortened when it is long; leads nowhere when it is empty or there is no room.
    pub(super) fn keep(&mut self, word: &str) -> u32 {
        let mut end = word.len().min(WORD_MAX);
        while !word.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        let word = word.get(..end).unwrap_or_default();
        let (Ok(at), Ok(length)) = (u32::try_from(self.bytes.len()), u8::try_from(word.len()))
        else {
            return NONE;
        };
        if length == 0 || at == NONE {
            return NONE;
        }
        self.bytes.push(length);
        self.bytes.extend_from_slice(word.as_bytes());
        at
    }

    fn word(&self, at: u32) -> Option<&str> {
        let at = usize::try_from(at).ok()?;
        let length = usize::from(*self.bytes.get(at)?);
        let from = at.checked_add(1)?;
        std::str::from_utf8(self.bytes.get(from..from.checked_add(length)?)?).ok()
    }
}

/// Bulk data of registries, ready to be asked.
#[derive(Debug, Default)]
pub struct Bulk {
    words: Words,
    holders: Vec<Holder>,
    v4: Vec<Row<u32>>,
    v6: Vec<Row<u128>>,
}

/// A network of the bulk data and what it inherits.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BulkNetwork<'a> {
    /// Its addresses.
    pub span: Span,
    /// Its name.
    pub name: Option<&'a str>,
    /// Two letters of ISO 3166.
    pub country: Option<&'a str>,
    /// Whose it is: of the network itself, else of the next larger one that says so.
    pub organisation: Option<&'a str>,
    /// Where the organisation is registered.
    pub organisation_country: Option<&'a str>,
    /// Where complaints go: of the network itself, else of its organisation, else of its response
    /// team, else the same of the next larger network.
    pub abuse: Option<&'a str>,
    /// A language of the network, of its organisation or of its contact.
    pub language: Option<&'a str>,
}

impl Bulk {
    pub(super) fn new(
        words: Words,
        holders: Vec<Holder>,
        mut v4: Vec<Row<u32>>,
        mut v6: Vec<Row<u128>>,
    ) -> Self {
        link(&mut v4);
        link(&mut v6);
        Self { words, holders, v4, v6 }
    }

    /// How many networks it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.v4.len().saturating_add(self.v6.len())
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.v4.is_empty() && self.v6.is_empty()
    }

    /// All networks in the order of their addresses, IPv4 first, the larger before what is in it.
    pub fn networks(&self) -> impl Iterator<Item = BulkNetwork<'_>> {
        let v4 = self.v4.iter().filter_map(|row| self.network(&self.v4, row));
        v4.chain(self.v6.iter().filter_map(|row| self.network(&self.v6, row)))
    }

    /// The smallest network that `address` is in.
    #[must_use]
    pub fn find(&self, address: IpAddr) -> Option<BulkNetwork<'_>> {
        match address {
            IpAddr::V4(address) => self.network(&self.v4, holding(&self.v4, u32::from(address))?),
            IpAddr::V6(address) => self.network(&self.v6, holding(&self.v6, u128::from(address))?),
        }
    }

    /// The same as a record.
    pub(in crate::contact) fn record(&self, address: IpAddr) -> Option<NetworkRecord> {
        let found = self.find(address)?;
        let mut record = NetworkRecord::new(found.span);
        record.name = found.name.and_then(clean::name);
        record.organisation = found.organisation.and_then(clean::name);
        record.country = found.country.map(str::to_owned);
        record.organisation_country = found.organisation_country.map(str::to_owned);
        record.languages = found.language.map(str::to_owned).into_iter().collect();
        record.contacts.extend(found.abuse.and_then(MailAddress::read).map(|address| {
            NamedContact {
                address,
                role: Role::Abuse,
                depth: 0,
                preference: 0,
                languages: Vec::new(),
                country: None,
            }
        }));
        Some(record)
    }

    fn network<'a, A: Bits>(
        &'a self,
        rows: &'a [Row<A>],
        row: &'a Row<A>,
    ) -> Option<BulkNetwork<'a>> {
        let mut out = BulkNetwork {
            span: Span::new(row.first.address(), row.last.address())?,
            name: self.words.word(row.name),
            country: None,
            organisation: None,
            organisation_country: None,
            abuse: None,
            language: None,
        };
        let mut next = Some(row);
        for _ in 0..PARENTS_MAX {
            let Some(row) = next else { break };
            self.inherit(&mut out, row);
            if out.abuse.is_some() && out.organisation.is_some() {
                break;
            }
            next = at(rows, row.parent);
        }
        Some(out)
    }

    /// Takes from `row` what is still missing.
    fn inherit<'a, A>(&'a self, out: &mut BulkNetwork<'a>, row: &'a Row<A>) {
        let organisation = at(&self.holders, row.holder);
        out.country = out.country.or_else(|| letters(&row.country));
        out.language = out.language.or_else(|| letters(&row.language));
        if out.organisation.is_none()
            && let Some(organisation) = organisation
        {
            out.organisation = self.words.word(organisation.name);
            out.organisation_country = letters(&organisation.country);
            out.language = out.language.or_else(|| letters(&organisation.language));
        }
        if out.abuse.is_none() {
            let holder = |number| at(&self.holders, number);
            let of_organisation = organisation.and_then(|it| holder(it.abuse));
            let takers = [holder(row.abuse), of_organisation, organisation, holder(row.team)];
            let taker = takers.into_iter().flatten().find(|taker| taker.mailbox != NONE);
            out.abuse = taker.and_then(|taker| self.words.word(taker.mailbox));
            out.language = out.language.or_else(|| letters(&taker?.language));
        }
    }
}

fn at<T>(all: &[T], number: u32) -> Option<&T> {
    all.get(usize::try_from(number).ok()?)
}

/// Two letters, unless they are blanks.
fn letters(two: &[u8; 2]) -> Option<&str> {
    std::str::from_utf8(two).ok().filter(|text| *text != "  ")
}

/// Puts networks in order, the larger before what is in it, and links each to the one it is in.
fn link<A: Bits>(rows: &mut [Row<A>]) {
    rows.sort_unstable_by(|a, b| a.first.cmp(&b.first).then(b.last.cmp(&a.last)));
    let mut open: Vec<(A, u32)> = Vec::new();
    for (row, number) in rows.iter_mut().zip(0..NONE) {
        while open.last().is_some_and(|(last, _)| *last < row.last) {
            open.pop();
        }
        row.parent = open.last().map_or(NONE, |(_, parent)| *parent);
        open.push((row.last, number));
    }
}

/// The smallest row that `address` is in.
fn holding<A: Bits>(rows: &[Row<A>], address: A) -> Option<&Row<A>> {
    let after = rows.partition_point(|row| row.first <= address);
    let mut row = rows.get(after.checked_sub(1)?)?;
    while row.last < address {
        row = at(rows, row.parent)?;
    }
    Some(row)
}

/// An address of one family, as a number.
pub(super) trait Bits: Copy + Ord {
    fn address(self) -> IpAddr;
}

impl Bits for u32 {
    fn address(self) -> IpAddr {
        Ipv4Addr::from(self).into()
    }
}

impl Bits for u128 {
    fn address(self) -> IpAddr {
        Ipv6Addr::from(self).into()
    }
}

#[cfg(test)]
mod tests;
