//! Makes the records that `$GENERATE` stands for.
//!
//! It is BIND's own (BIND 9 Administrator Reference Manual, "BIND Primary File Extension: the $GENERATE
//! Directive"): `$GENERATE START-STOP[/STEP] OWNER [TTL] [CLASS] TYPE DATA`, where `$` is the number and
//! `${OFFSET,WIDTH,BASE}` the number in another shape.

use std::fmt::Write as _;

use super::words::{self, Entry};

/// Records that one directive may make, and bytes of each.
const MOST: u64 = 65_536;
const MOST_BYTES: usize = 4 * 1024;

/// The records that are still to be made.
pub(super) struct Generate {
    line: u64,
    template: String,
    next: u64,
    stop: u64,
    step: u64,
}

impl Generate {
    /// Reads the directive.
    pub(super) fn new(entry: &Entry) -> Result<Self, String> {
        let wanted = "want `$GENERATE START-STOP OWNER TYPE DATA` on one line";
        let text = String::from_utf8_lossy(&entry.text);
        // The words are needed with their escapes: `\$` is a dollar sign.
        let mut words = text.trim().splitn(3, [' ', '\t']);
        let (_, range, rest) = (words.next(), words.next(), words.next());
        let (Some(range), Some(template)) = (range, rest) else { return Err(wanted.to_owned()) };
        if text.contains('\n') || text.len() >= MOST_BYTES {
            return Err(wanted.to_owned());
        }
        let (range, every) = range.split_once('/').unwrap_or((range, "1"));
        let numbers = range.split_once('-').and_then(|(first, stop)| {
            let number = |text: &str| text.parse::<u32>().ok().map(u64::from);
            Some((number(first)?, number(stop)?, number(every).filter(|step| *step > 0)?))
        });
        let (first, end, step) = numbers.filter(|(first, end, _)| first <= end).ok_or(wanted)?;
        let count = end.saturating_sub(first).checked_div(step).unwrap_or(0).saturating_add(1);
        if count > MOST {
            return Err(format!("it makes {count} records; want at most {MOST}"));
        }
        let template = template.trim_start().to_owned();
        Ok(Self { line: entry.line, template, next: first, stop: end, step })
    }

    /// The next record; `None` behind the last.
    pub(super) fn next(&mut self) -> Option<Result<Entry, String>> {
        let number = Some(self.next).filter(|number| *number <= self.stop)?;
        self.next = number.saturating_add(self.step);
        let made = self.line_with(number).map_err(str::to_owned);
        Some(made.and_then(|text| words::line(self.line, &text).map_err(str::to_owned)))
    }

    fn line_with(&self, number: u64) -> Result<String, &'static str> {
        let mut line = String::new();
        let mut rest = self.template.as_str();
        while let Some((before, after)) = rest.split_once('$') {
            if let Some(before) = before.strip_suffix('\\') {
                line.push_str(before);
                line.push('$');
                rest = after;
                continue;
            }
            line.push_str(before);
            if let Some(after) = after.strip_prefix('$') {
                line.push('$');
                rest = after;
            } else if let Some(after) = after.strip_prefix('{') {
                let (shape, after) = after.split_once('}').ok_or("a `${` is never closed")?;
                shaped(&mut line, number, shape)?;
                rest = after;
            } else {
                line.push_str(&number.to_string());
                rest = after;
            }
            if line.len() > MOST_BYTES {
                return Err("a record that it makes is too long");
            }
        }
        line.push_str(rest);
        Ok(line)
    }
}

/// Adds a number as `OFFSET,WIDTH,BASE` says; the bases are d, o, x, X, n and N.
fn shaped(line: &mut String, number: u64, shape: &str) -> Result<(), &'static str> {
    let wrong = "want `${OFFSET,WIDTH,BASE}` with a base of d, o, x, X, n or N";
    let mut parts = shape.split(',');
    let offset = parts.next().and_then(|text| text.parse::<i32>().ok()).ok_or(wrong)?;
    let width = parts.next().unwrap_or("0").parse::<u8>().map_err(|_| wrong)?;
    let base = parts.next().unwrap_or("d");
    let value = number.checked_add_signed(i64::from(offset)).ok_or("a number falls below 0")?;
    let wide = usize::from(width);
    let written = match base {
        "d" => write!(line, "{value:0wide$}"),
        "o" => write!(line, "{value:0wide$o}"),
        "x" => write!(line, "{value:0wide$x}"),
        "X" => write!(line, "{value:0wide$X}"),
        "n" | "N" => {
            nibbles(line, value, wide, base == "N");
            Ok(())
        }
        _ => return Err(wrong),
    };
    if parts.next().is_some() { Err(wrong) } else { written.map_err(|_| wrong) }
}

/// The hexadecimal digits, the last first, with a dot between; the width counts the dots as well.
fn nibbles(line: &mut String, mut value: u64, mut width: usize, is_upper: bool) {
    loop {
        let digit = u32::try_from(value & 0xf).ok().and_then(|digit| char::from_digit(digit, 16));
        let digit = digit.unwrap_or('0');
        line.push(if is_upper { digit.to_ascii_uppercase() } else { digit });
        value >>= 4;
        width = width.saturating_sub(1);
        if value == 0 && width == 0 {
            break;
        }
        line.push('.');
        width = width.saturating_sub(1);
        if value == 0 && width == 0 {
            break;
        }
    }
}
