//! Collects networks, organisations and contacts from RPSL files, in any order of files.

use std::collections::HashMap;
use std::io::BufRead;
use std::net::IpAddr;

use super::index::{Bulk, Holder, NONE, Row, Words};
use super::object::{Object, for_each};
use crate::contact::clean;
use crate::contact::countries::country;
use crate::contact::error::ContactError;
use crate::contact::reach::MailAddress;
use crate::contact::span::{Span, number};

/// Networks that a registry lists only to say that they are not its own; their contacts are not
/// the users'. Beginnings of `netname`.
const NOT_OURS: &[&[u8]] =
    &[b"NON-RIPE-NCC-MANAGED", b"IANA-", b"ERX-NETBLOCK", b"STUB-", b"NOT-ALLOCATED-"];

/// How many names of organisations and roles are kept: a bound, far above any registry's.
const HANDLES_MAX: usize = 20_000_000;

/// How much was read.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct ReadCount {
    /// Networks kept.
    pub networks: usize,
    /// Organisations, roles, persons and response teams kept.
    pub contacts: usize,
    /// Objects of other kinds, or that could not be used.
    pub others: usize,
}

/// Takes the split files of RIPE NCC (`ripe.db.inetnum`, `inet6num`, `organisation`, `role`), and
/// those of APNIC and AFRINIC, which name a response team (`mnt-irt`) where RIPE NCC names a role
/// (`abuse-c`). Memory is some 40 bytes a network and 60 a contact; nothing else is kept.
#[derive(Debug, Default)]
pub struct BulkReader {
    words: Words,
    handles: HashMap<Box<[u8]>, u32>,
    holders: Vec<Holder>,
    v4: Vec<Row<u32>>,
    v6: Vec<Row<u128>>,
}

impl BulkReader {
    /// Reads one file, unpacked, to its end.
    ///
    /// # Errors
    ///
    /// [`ContactError::Interrupted`] when reading stops: the machine's fault. A file that is no RPSL
    /// is none either, it only counts nothing.
    pub fn read(&mut self, reader: &mut dyn BufRead) -> Result<ReadCount, ContactError> {
        let mut count = ReadCount::default();
        let what = "the registry's bulk data";
        for_each(reader, |object| {
            let Some((class, value)) = object.class() else { return };
            let kept = match class {
                b"inetnum" | b"inet6num" => {
                    self.network(object, value).map(|()| &mut count.networks)
                }
                b"organisation" | b"role" | b"person" | b"irt" => {
                    self.holder(object, class, value).map(|()| &mut count.contacts)
                }
                _ => None,
            };
            let counter = kept.unwrap_or(&mut count.others);
            *counter = counter.saturating_add(1);
        })
        .map_err(|source| ContactError::Interrupted { what, source })?;
        Ok(count)
    }

    /// Puts all in order, to be asked.
    #[must_use]
    pub fn finish(self) -> Bulk {
        Bulk::new(self.words, self.holders, self.v4, self.v6)
    }

    fn network(&mut self, object: &Object, range: &[u8]) -> Option<()> {
        let span = Span::read(std::str::from_utf8(range).ok()?)?;
        let (mut name, mut place, mut language) = (None, None, None);
        let (mut holder, mut abuse, mut team) = (NONE, NONE, NONE);
        for (attribute, value) in object.attributes() {
            match attribute {
                b"netname" if name.is_none() => name = Some(value),
                b"country" if place.is_none() => place = Some(value),
                b"language" if language.is_none() => language = Some(value),
                b"org" if holder == NONE => holder = self.handle(value),
                b"abuse-c" if abuse == NONE => abuse = self.handle(value),
                b"mnt-irt" if team == NONE => team = self.handle(first_word(value)),
                _ => {}
            }
        }
        let name = name.unwrap_or_default();
        if span.reach() == u128::from(u32::MAX) && span.first().is_ipv4()
            || NOT_OURS.iter().any(|start| name.starts_with(start))
        {
            return None;
        }
        let name = self.words.keep(&clean::text(name));
        let (country, language) = (code(place), two(language));
        let (first, last) = (number(span.first()), number(span.last()));
        match span.first() {
            IpAddr::V4(_) => self.v4.push(Row {
                first: u32::try_from(first).ok()?,
                last: u32::try_from(last).ok()?,
                parent: NONE,
                name,
                holder,
                abuse,
                team,
                country,
                language,
            }),
            IpAddr::V6(_) => self.v6.push(Row {
                first,
                last,
                parent: NONE,
                name,
                holder,
                abuse,
                team,
                country,
                language,
            }),
        }
        Some(())
    }

    /// An organisation, role, person or response team; known by its handle.
    fn holder(&mut self, object: &Object, class: &[u8], value: &[u8]) -> Option<()> {
        let by_class = matches!(class, b"organisation" | b"irt");
        let handle = if by_class { value } else { object.first(b"nic-hdl")? };
        let at = usize::try_from(self.handle(first_word(handle))).ok()?;
        let mut abuse = NONE;
        let (mut name, mut mailbox, mut mail, mut place, mut language) =
            (None, None, None, None, None);
        for (attribute, value) in object.attributes() {
            match attribute {
                b"org-name" if name.is_none() => name = Some(value),
                b"abuse-c" if abuse == NONE => abuse = self.handle(first_word(value)),
                b"abuse-mailbox" if mailbox.is_none() => mailbox = Some(value),
                b"e-mail" if mail.is_none() => mail = Some(value),
                b"country" if place.is_none() => place = Some(value),
                b"language" if language.is_none() => language = Some(value),
                _ => {}
            }
        }
        // A team that takes complaints by design may be written to at its general address; a
        // person or an organisation was not asked whether they want to be.
        let mailbox = if class == b"irt" { mailbox.or(mail) } else { mailbox };
        let mailbox = mailbox.and_then(|value| MailAddress::read(&clean::text(value)));
        let mailbox = mailbox.map_or(NONE, |address| self.words.keep(address.as_str()));
        let name = name.map_or(NONE, |name| self.words.keep(&clean::text(name)));
        let holder = self.holders.get_mut(at)?;
        *holder = Holder { name, abuse, mailbox, country: code(place), language: two(language) };
        Some(())
    }

    /// The number of a handle, which are alike in any case (RFC 2622 section 2).
    fn handle(&mut self, handle: &[u8]) -> u32 {
        let handle = handle.trim_ascii().to_ascii_uppercase();
        if let Some(known) = self.handles.get(handle.as_slice()) {
            return *known;
        }
        let Ok(next) = u32::try_from(self.holders.len()) else { return NONE };
        if handle.is_empty() || self.holders.len() >= HANDLES_MAX {
            return NONE;
        }
        self.holders.push(Holder::default());
        self.handles.insert(handle.into_boxed_slice(), next);
        next
    }
}

fn first_word(value: &[u8]) -> &[u8] {
    value.split(|byte| byte.is_ascii_whitespace() || *byte == b',').next().unwrap_or_default()
}

/// A country's code, or two blanks. `EU` and `ZZ` are no countries.
fn code(value: Option<&[u8]>) -> [u8; 2] {
    let found = value.and_then(|value| country(std::str::from_utf8(value).ok()?));
    found.and_then(|country| country.code.as_bytes().try_into().ok()).unwrap_or(*b"  ")
}

/// A language's two letters, or two blanks.
fn two(value: Option<&[u8]>) -> [u8; 2] {
    let letters = value.and_then(|value| <[u8; 2]>::try_from(value.trim_ascii()).ok());
    letters.filter(|it| it.iter().all(u8::is_ascii_alphabetic)).unwrap_or(*b"  ")
}
