//! Splits a master file into entries and an entry into words (RFC 1035 section 5.1).

use std::io;

use crate::feed::lines::Lines;

/// Words and bytes of one entry, and bytes of it that are kept as they stand.
const MOST_WORDS: usize = 4_096;
const MOST_BYTES: usize = 256 * 1024;
const KEPT_BYTES: usize = 4 * 1024;

/// One entry: a line, or several where parentheses hold them together.
pub(super) struct Entry {
    /// The line it begins on.
    pub(super) line: u64,
    /// Its owner is that of the record before.
    pub(super) is_continued: bool,
    pub(super) words: Vec<Word>,
    /// Its beginning as it stands in the file.
    pub(super) text: Vec<u8>,
}

/// A word without its escapes and quotes.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) is_quoted: bool,
}

impl Word {
    /// Whether it is this word, in whatever case.
    pub(super) fn is(&self, word: &str) -> bool {
        !self.is_quoted && self.text.eq_ignore_ascii_case(word)
    }
}

/// An entry that cannot be split.
pub(super) struct Broken {
    pub(super) line: u64,
    pub(super) why: &'static str,
    pub(super) text: Vec<u8>,
}

/// The next entry that says something; `None` at the end.
pub(super) fn next(lines: &mut Lines<'_>) -> io::Result<Option<Result<Entry, Broken>>> {
    let mut entry = Entry { line: 0, is_continued: false, words: Vec::new(), text: Vec::new() };
    let mut depth = 0_u32;
    let mut bytes = 0_usize;
    while let Some(line) = lines.next()? {
        if entry.line == 0 {
            entry.line = line.number;
            entry.is_continued = line.bytes.starts_with(b" ") || line.bytes.starts_with(b"\t");
        }
        bytes = bytes.saturating_add(line.bytes.len());
        let room = KEPT_BYTES.saturating_sub(entry.text.len());
        entry.text.extend_from_slice(line.bytes.get(..room).unwrap_or(line.bytes));
        let split = split(&String::from_utf8_lossy(line.bytes), &mut depth, &mut entry.words);
        let is_long = line.is_cut || bytes > MOST_BYTES || entry.words.len() > MOST_WORDS;
        let why = if is_long { Some("the entry is too long") } else { split.err() };
        if let Some(why) = why {
            return Ok(Some(Err(Broken { line: entry.line, why, text: entry.text })));
        }
        if depth == 0 {
            if !entry.words.is_empty() {
                return Ok(Some(Ok(entry)));
            }
            (entry.line, bytes) = (0, 0);
            entry.text.clear();
        } else {
            entry.text.push(b'\n');
        }
    }
    let why = "its parenthesis is never closed";
    let open = depth > 0;
    Ok(open.then_some(Err(Broken { line: entry.line, why, text: entry.text })))
}

/// The entry that one line is, `$GENERATE` makes such lines.
pub(super) fn line(number: u64, text: &str) -> Result<Entry, &'static str> {
    let (mut words, mut depth) = (Vec::new(), 0);
    split(text, &mut depth, &mut words)?;
    Ok(Entry { line: number, is_continued: false, words, text: text.as_bytes().to_vec() })
}

/// Adds the words of a line; `depth` counts the parentheses that are open.
fn split(line: &str, depth: &mut u32, words: &mut Vec<Word>) -> Result<(), &'static str> {
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' => {}
            ';' => break,
            '(' => *depth = depth.saturating_add(1),
            ')' => {
                *depth = depth.checked_sub(1).ok_or("a parenthesis is closed that is not open")?;
            }
            '"' => words.push(Word { text: quoted(&mut characters)?, is_quoted: true }),
            first => {
                let mut text = String::new();
                let mut next = Some(first);
                while let Some(character) = next {
                    let plain =
                        if character == '\\' { escaped(&mut characters)? } else { character };
                    text.push(plain);
                    next = characters.next_if(|next| !" \t;()\"".contains(*next));
                }
                words.push(Word { text, is_quoted: false });
            }
        }
    }
    Ok(())
}

fn quoted(characters: &mut impl Iterator<Item = char>) -> Result<String, &'static str> {
    let mut text = String::new();
    while let Some(character) = characters.next() {
        match character {
            '"' => return Ok(text),
            '\\' => text.push(escaped(characters)?),
            other => text.push(other),
        }
    }
    Err("its quotation mark is never closed")
}

/// What stands behind a backslash: a character, or three decimal digits for one.
fn escaped(characters: &mut impl Iterator<Item = char>) -> Result<char, &'static str> {
    let wrong = "a backslash stands before a character or three digits up to 255";
    let first = characters.next().ok_or(wrong)?;
    let Some(hundreds) = first.to_digit(10) else { return Ok(first) };
    let mut digit = || characters.next().and_then(|next| next.to_digit(10)).ok_or(wrong);
    let (tens, ones) = (digit()?, digit()?);
    let code = hundreds.saturating_mul(100).saturating_add(tens.saturating_mul(10));
    u8::try_from(code.saturating_add(ones)).map(char::from).map_err(|_| wrong)
}
