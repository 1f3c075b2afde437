//! Splits CSV into records of bounded length (RFC 4180), whatever the input is.
//!
//! One scanner finds where a record ends and what its fields are, so the two cannot disagree, and a quote
//! that never ends costs its own line and no other.

use std::borrow::Cow;
use std::io::{self, BufRead};

use super::lines::{LINE_BYTES, Lines};

/// Delimiters, the more usual first.
const DELIMITERS: &[u8] = b",;\t|";

/// The records of an input; empty lines are none. The first one tells the delimiter.
pub(super) struct Records<'a> {
    lines: Lines<'a>,
    delimiter: Option<u8>,
    /// Fields of the first record.
    width: Option<usize>,
    /// The record as it stands in the file.
    raw: Vec<u8>,
    fields: Fields,
    /// Lines behind the first one of a broken record: read a second time, each for itself.
    again: Vec<u8>,
    again_at: usize,
    again_number: u64,
}

/// One record.
pub(super) struct Record<'a> {
    /// Its first line, counted from 1.
    pub(super) line: u64,
    /// As it stands in the file.
    pub(super) raw: &'a [u8],
    /// Why it cannot be read, if it cannot: a quote, its length, or more or fewer fields than the first.
    pub(super) fault: Option<Cow<'static, str>>,
    fields: &'a Fields,
}

/// The fields of a record, one behind the other and without quotes, and where each ends.
#[derive(Default)]
struct Fields {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> Records<'a> {
    pub(super) fn new(input: &'a mut dyn BufRead) -> Self {
        Self {
            lines: Lines::new(input),
            delimiter: None,
            width: None,
            raw: Vec::new(),
            fields: Fields::default(),
            again: Vec::new(),
            again_at: 0,
            again_number: 0,
        }
    }

    /// The next record; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Record<'_>>> {
        self.raw.clear();
        self.fields.clear();
        let found = match self.read_again() {
            None => self.read_on()?,
            again => again,
        };
        let Some((line, fault)) = found else { return Ok(None) };
        let fault = fault.map(Cow::Borrowed).or_else(|| self.misfit(line));
        Ok(Some(Record { line, raw: &self.raw, fault, fields: &self.fields }))
    }

    /// From here on, records have `width` fields: another header began.
    pub(super) fn expect(&mut self, width: usize) {
        self.width = Some(width);
    }

    /// More or fewer fields than the first record has; a quote that is missing looks like that, too.
    fn misfit(&mut self, line: u64) -> Option<Cow<'static, str>> {
        let found = self.fields.ends.len();
        let wanted = *self.width.get_or_insert(found);
        if found == wanted {
            return None;
        }
        self.keep_first_line(line);
        let why = format!("the number of fields is {found}; in the first line it is {wanted}");
        Some(Cow::Owned(why))
    }

    /// Only the first line of a record is lost: those behind it are read again.
    fn keep_first_line(&mut self, line: u64) {
        if let Some(end) = self.raw.iter().position(|byte| *byte == b'\n') {
            self.again = self.raw.split_off(end);
            // Behind the line end.
            self.again_at = 1;
            self.again_number = line.saturating_add(1);
        }
    }

    /// One line that was behind a quote that never ended; no record in it goes over its end.
    fn read_again(&mut self) -> Option<(u64, Option<&'static str>)> {
        while let Some(rest) = self.again.get(self.again_at..).filter(|rest| !rest.is_empty()) {
            let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let number = self.again_number;
            self.again_at = self.again_at.saturating_add(line.len()).saturating_add(1);
            self.again_number = number.saturating_add(1);
            if line.trim_ascii().is_empty() {
                continue;
            }
            self.raw.extend_from_slice(line);
            let is_whole = self.fields.split(line, self.delimiter.unwrap_or(b','), false);
            return Some((number, (!is_whole).then_some(NEVER_ENDS)));
        }
        self.again.clear();
        None
    }

    fn read_on(&mut self) -> io::Result<Option<(u64, Option<&'static str>)>> {
        let mut first = None;
        while let Some(line) = self.lines.next()? {
            if first.is_none() && line.bytes.trim_ascii().is_empty() {
                continue;
            }
            let is_open = first.is_some();
            if is_open {
                self.raw.push(b'\n');
                self.fields.text.push(b'\n');
            }
            let number = *first.get_or_insert(line.number);
            self.raw.extend_from_slice(line.bytes);
            if line.is_cut && !is_open {
                return Ok(Some((number, Some("the line is longer than 1 MiB"))));
            }
            let delimiter = *self.delimiter.get_or_insert_with(|| delimiter(line.bytes));
            if self.fields.split(line.bytes, delimiter, is_open) {
                return Ok(Some((number, None)));
            }
            if self.raw.len() > LINE_BYTES {
                break;
            }
        }
        if let Some(number) = first {
            self.keep_first_line(number);
        }
        Ok(first.map(|number| (number, Some(NEVER_ENDS))))
    }
}

const NEVER_ENDS: &str =
    "a quote begins a field and none ends it within 1 MiB or before the file ends";

impl Record<'_> {
    /// How many fields it has.
    pub(super) fn len(&self) -> usize {
        self.fields.ends.len()
    }

    /// The field at `index`, counted from 0; empty where there is none. What is no UTF-8 is replaced.
    pub(super) fn field(&self, index: usize) -> Cow<'_, str> {
        let end = |at: usize| self.fields.ends.get(at).copied();
        let start = index.checked_sub(1).map_or(Some(0), end);
        let bytes = start.zip(end(index)).and_then(|(from, to)| self.fields.text.get(from..to));
        String::from_utf8_lossy(bytes.unwrap_or_default())
    }

    /// All fields, without the space around: the names, if it is a header.
    pub(super) fn names(&self) -> Vec<String> {
        (0..self.len()).map(|index| self.field(index).trim().to_owned()).collect()
    }
}

impl Fields {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Adds the fields of a line, or goes on inside the quotes of the line before. `false`: it ends
    /// inside quotes.
    fn split(&mut self, line: &[u8], delimiter: u8, is_open: bool) -> bool {
        let (mut rest, mut quoted) = if is_open { (line, true) } else { opened(line) };
        loop {
            if quoted {
                let Some((inside, after)) = cut(rest, b'"') else {
                    self.text.extend_from_slice(rest);
                    return false;
                };
                self.text.extend_from_slice(inside);
                if let Some(after) = after.strip_prefix(b"\"") {
                    self.text.push(b'"');
                    rest = after;
                    continue;
                }
                rest = after;
            }
            let Some((field, after)) = cut(rest, delimiter) else {
                self.text.extend_from_slice(rest);
                self.ends.push(self.text.len());
                return true;
            };
            self.text.extend_from_slice(field);
            self.ends.push(self.text.len());
            (rest, quoted) = opened(after);
        }
    }
}

/// A field behind its first quote, and whether there is one.
fn opened(field: &[u8]) -> (&[u8], bool) {
    field.strip_prefix(b"\"").map_or((field, false), |rest| (rest, true))
}

/// What stands before the first `byte`, and what behind.
fn cut(text: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(|one| *one == byte)?;
    let (before, behind) = text.split_at_checked(at)?;
    Some((before, behind.get(1..)?))
}

/// The delimiter that a header has most of, outside quotes.
fn delimiter(header: &[u8]) -> u8 {
    let bare = header.split(|byte| *byte == b'"').step_by(2);
    let count = |of: u8| bare.clone().flatten().filter(|byte| **byte == of).count();
    // Of equals the last one is the greatest: the more usual one must come last.
    DELIMITERS.iter().rev().copied().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

/// The names of the columns, if `head` begins with a header; for recognising a file.
pub(super) fn header(mut head: &[u8]) -> Vec<String> {
    let mut records = Records::new(&mut head);
    let names = records.next().ok().flatten().filter(|record| record.fault.is_none());
    let lower = |names: Vec<String>| names.iter().map(|name| name.to_ascii_lowercase()).collect();
    names.map(|record| lower(record.names())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (u64, Vec<String>, bool);

    fn read(text: &[u8]) -> Vec<Read> {
        let mut input = io::BufReader::with_capacity(5, text);
        let mut records = Records::new(&mut input);
        let mut read = Vec::new();
        while let Some(record) = records.next().unwrap() {
            read.push((record.line, record.names(), record.fault.is_some()));
        }
        read
    }

    fn row(line: u64, fields: &[&str]) -> Read {
        (line, fields.iter().map(ToString::to_string).collect(), false)
    }

    #[test]
    fn quotes_hold_everything() {
        let found = read(b"a,\"b \"\"x\"\", c\",\"\"\r\n\n\"1\n2\",,3\"4\n\"5\"6,7,");
        assert_eq!(
            found,
            [
                row(1, &["a", "b \"x\", c", ""]),
                row(3, &["1\n2", "", "3\"4"]),
                row(5, &["56", "7", ""])
            ]
        );
    }

    #[test]
    fn delimiters_are_told() {
        for text in ["a;b,c;d", "a\tb,c\td", "a|\"b,b,b\"|d"] {
            assert_eq!(read(text.as_bytes())[0].1.len(), 3, "{text}");
        }
        assert_eq!(read(b"a,b")[0].1.len(), 2);
    }

    #[test]
    fn a_quote_without_end_costs_its_line() {
        let found = read(b"a,b\n\"1,2\n3,4\n5,\"6\"\n");
        assert_eq!(found.len(), 4);
        assert_eq!((found[1].0, found[1].2), (2, true));
        assert_eq!(found[2..], [row(3, &["3", "4"]), row(4, &["5", "6"])]);
        let mut text = b"a,b\n\"1,2\n".to_vec();
        for _ in 0..LINE_BYTES / 2 {
            text.extend_from_slice(b"3,4\n");
        }
        let found = read(&text);
        assert_eq!(found.len(), LINE_BYTES / 2 + 2);
        assert_eq!(found.iter().filter(|one| one.2).count(), 1);
        assert_eq!(found.last().unwrap().0, (LINE_BYTES / 2 + 2) as u64);
    }

    #[test]
    fn a_line_without_end_is_one_fault() {
        let found = read(&[&vec![b'x'; LINE_BYTES + 9][..], b"\n1,2\n"].concat());
        assert_eq!((found.len(), found[0].2), (2, true));
    }
}
