//! Data files of rbldnsd, the name server of lists: every type of dataset.
//!
//! rbldnsd was asked what it makes of the examples below; where its manual says less than it does (which entry counts
//! in an `ip4set`), what it does is followed.

mod address;
mod dataset;
mod examples;
mod value;

use std::io::BufRead;

use super::dnsbl_zone::Groups;
use super::lines::Lines;
use super::{FeedError, Format, Given, Peek, Rows};
use dataset::{Dataset, Line, SHAPES, Shape, Texts, shape_of};
use value::{Special, special};

pub(super) const FORMAT: Format = Format {
    id: "rbldnsd",
    about: "data files of rbldnsd: ip4set, ip4tset, ip4trie, ip6tset, ip6trie, dnset, generic, combined, acl; the name says which (`x.ip4trie`, `ip4trie:x`)",
    source: "rbldnsd(8), rbldnsd 1.0~20210120",
    recognises,
    read,
    examples: examples::EXAMPLES,
};

/// The type that the name of a file says: `relays.ip4set`, `ip4set:relays`, `ip4set`.
fn named(name: &str) -> Option<Shape> {
    let first = name.split(':').next().unwrap_or_default();
    let last = name.rsplit('.').next().unwrap_or_default();
    let found = |word: &str| SHAPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
    found(first).or_else(|| found(last)).map(|(_, shape)| *shape)
}

/// What a line is.
enum Kind<'a> {
    Nothing,
    Special(&'a str),
    Entry(&'a str),
}

fn kind(line: &str) -> Kind<'_> {
    let line = line.trim_matches([' ', '\t']);
    let marked = [":$", "#$", ";$"].iter().find_map(|mark| line.strip_prefix(mark));
    match line.strip_prefix('$').or(marked) {
        Some(special) => Kind::Special(special),
        None if line.is_empty() || line.starts_with(['#', ';']) => Kind::Nothing,
        None => Kind::Entry(line),
    }
}

/// By its name; else a first line that only these files have, a special one or a value, and entries behind it.
fn recognises(peek: &Peek<'_>) -> bool {
    let text = peek.text();
    let is_named = named(peek.name).is_some();
    let mut has_sign = is_named;
    for line in text.lines() {
        match kind(line) {
            Kind::Nothing => {}
            Kind::Special(line) => match special(line) {
                Ok(
                    Special::Dataset(..)
                    | Special::MostAddresses(_)
                    | Special::Made(_)
                    | Special::Undated,
                ) => {
                    return true;
                }
                // Master files have it too, and tables of texts begin with a dollar sign.
                Ok(Special::Server) => has_sign |= !line.to_ascii_lowercase().starts_with("ttl"),
                Ok(Special::Substitute(..)) => {}
                Err(_) => return is_named,
            },
            Kind::Entry(line) if line.starts_with(':') && value::value(line).is_ok() => {
                has_sign = true;
            }
            Kind::Entry(line) => {
                let has_mark = line.starts_with('!');
                return (is_named && !is_foreign(line))
                    || ((has_sign || has_mark) && shape_of(line).is_some());
            }
        }
    }
    has_sign
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    let mut lines = Lines::new(input);
    let shape = named(given.name.as_deref().unwrap_or_default());
    let mut reader = Reader {
        given,
        dataset: shape.map(|shape| Dataset::new(shape, "", given)),
        is_combined: shape == Some(Shape::Combined),
        texts: Texts::default(),
        common: None,
        most_addresses: u64::MAX,
        values: Vec::new(),
        groups: None,
    };
    let mut is_first = true;
    while let Some(line) = lines.next()? {
        let text = String::from_utf8_lossy(line.bytes);
        let done = match kind(&text) {
            Kind::Nothing => continue,
            _ if line.is_cut => Err("the line is too long".to_owned()),
            Kind::Special(special) => reader.special(special, rows)?,
            Kind::Entry(entry) => reader.entry(line.number, entry, rows)?,
        };
        let Err(why) = done else {
            is_first = false;
            continue;
        };
        let is_unknown = reader.dataset.is_none() || (is_first && is_foreign(&text));
        is_first = false;
        if is_unknown {
            return Err(FeedError::AnotherFormat { format: FORMAT.id, why });
        }
        rows.rejected(line.number, why, line.bytes)?;
    }
    reader.end(rows)
}

/// Whether a line that cannot be read belongs to a page or a table, whatever the name of the file says.
fn is_foreign(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['<', '{', '[', '"'])
        || line.split_whitespace().next().is_some_and(|word| word.contains(','))
}

/// A file so far.
struct Reader<'a> {
    given: &'a Given,
    /// The dataset that the lines belong to; `None` while nothing says its type.
    dataset: Option<Dataset>,
    is_combined: bool,
    texts: Texts,
    /// How many of the substitutes stand before the first dataset of a combined file and hold for all of them.
    common: Option<usize>,
    most_addresses: u64,
    /// Values before the first entry, while nothing says the type.
    values: Vec<String>,
    /// The records of a generic dataset.
    groups: Option<Groups<'a>>,
}

/// What is done with a line, or why it is rejected.
type Done = Result<(), String>;

/// Values that may stand before the first entry.
const MOST_VALUES: usize = 64;

impl Reader<'_> {
    fn special(&mut self, line: &str, rows: &mut Rows<'_>) -> Result<Done, FeedError> {
        let special = match special(line) {
            Ok(special) => special,
            Err(why) => return Ok(Err(why.to_owned())),
        };
        match special {
            Special::Server | Special::Undated => {}
            Special::MostAddresses(most) => self.most_addresses = self.most_addresses.min(most),
            Special::Made(made_at) => self.texts.made_at = Some(made_at),
            Special::Substitute(name, text) => {
                if !self.texts.substitutes.iter().any(|(known, _)| *known == name) {
                    self.texts.substitutes.push((name, text.to_owned()));
                }
            }
            Special::Dataset(kind, names) => {
                let shape =
                    SHAPES.iter().find(|(known, _)| *known == kind).map(|(_, shape)| *shape);
                let Some(shape) = shape.filter(|shape| *shape != Shape::Combined) else {
                    return Ok(Err(format!("`{kind}` is no type of dataset within a file")));
                };
                if self.dataset.is_some() && !self.is_combined {
                    return Ok(Err("only a combined file has `$DATASET` lines".to_owned()));
                }
                self.is_combined = true;
                self.hand_out(rows)?;
                let common = *self.common.get_or_insert(self.texts.substitutes.len());
                self.texts.substitutes.truncate(common);
                self.dataset = Some(Dataset::new(shape, names, self.given));
                self.groups = None;
                if shape == Shape::Records {
                    let mut groups = Groups::new(self.given, false);
                    groups.kind = super::row::kind_in(names);
                    self.groups = Some(groups);
                }
            }
        }
        Ok(Ok(()))
    }

    fn entry(&mut self, number: u64, line: &str, rows: &mut Rows<'_>) -> Result<Done, FeedError> {
        if self.dataset.is_none() {
            if line.starts_with(':') && !line.starts_with("::") && self.values.len() < MOST_VALUES {
                let read = value::value(line).map(|_| self.values.push(line.to_owned()));
                return Ok(read.map_err(str::to_owned));
            }
            let Some(shape) = shape_of(line) else {
                let why = "its first entry is no address, name or record of a dataset";
                return Ok(Err(why.to_owned()));
            };
            let mut dataset = Dataset::new(shape, "", self.given);
            for value in self.values.drain(..) {
                // Values without addresses are of no consequence to records.
                let _ = dataset.line(number, &value, &self.texts, self.most_addresses);
            }
            self.dataset = Some(dataset);
        }
        let Some(dataset) = &mut self.dataset else { return Ok(Ok(())) };
        match dataset.line(number, line, &self.texts, self.most_addresses) {
            Err(why) => return Ok(Err(why)),
            Ok(Line::Taken) => {}
            Ok(Line::Passed(why)) => rows.passed(number, why)?,
            Ok(Line::Record(record)) => {
                let given = self.given;
                let groups = self.groups.get_or_insert_with(|| Groups::new(given, false));
                groups.record(&record.owner, &record, rows)?;
            }
        }
        Ok(Ok(()))
    }

    /// Hands out the dataset so far.
    fn hand_out(&mut self, rows: &mut Rows<'_>) -> Result<(), FeedError> {
        if let Some(mut groups) = self.groups.take() {
            groups.flush(rows)?;
            groups.release(rows)?;
        }
        match self.dataset.take() {
            Some(dataset) => dataset.hand_out(self.given, &self.texts, rows),
            None => Ok(()),
        }
    }

    fn end(mut self, rows: &mut Rows<'_>) -> Result<(), FeedError> {
        self.hand_out(rows)
    }
}
