//! Where is a line that stands verbatim broken?
//!
//! At a space, which stays at the end of its row: a command that takes two rows can be typed as it was. Inside a word
//! only where the word alone is longer than a row. The template puts a sign after a row that goes on.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::PrintError;
use crate::run::is_unprintable;
use crate::together::{cells, width};

/// Cells of one character's width that a line has, and how many of them each level of steps takes away.
const CELLS: usize = 88;
const CELLS_OF_A_LEVEL: usize = 5;
/// Cells by which what goes on is set in; the template sets it in by the same.
const SET_IN: usize = 2;
/// Cells for the sign that a line goes on, and the space before it.
const SIGN: usize = 2;
/// Cells from one stop of the tabulator to the next.
const TAB: usize = 8;

/// The lines of `text`, each cut into the rows that it takes on the page.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`]: it holds what cannot be shown.
pub(crate) fn lines(
    text: &str,
    language: &str,
    depth: usize,
) -> Result<Vec<Vec<String>>, PrintError> {
    let room = CELLS.saturating_sub(depth.saturating_mul(CELLS_OF_A_LEVEL));
    let trimmed = text.trim_matches(['\n', '\r']);
    let line = |line: &str| Ok(broken(&with_spaces(line.trim_end(), language)?, room));
    trimmed.lines().map(line).collect()
}

/// A line with spaces for tabulators.
fn with_spaces(line: &str, language: &str) -> Result<String, PrintError> {
    let (mut spaced, mut column) = (String::new(), 0_usize);
    for grapheme in line.graphemes(true) {
        if grapheme == "\t" {
            let gap = TAB - column % TAB;
            spaced.push_str(&" ".repeat(gap));
            column += gap;
        } else if let Some(character) = grapheme.chars().find(|c| is_unprintable(*c)) {
            return Err(PrintError::MissingGlyph { character, language: language.to_owned() });
        } else {
            spaced.push_str(grapheme);
            column += width(grapheme);
        }
    }
    Ok(spaced)
}

fn broken(line: &str, room: usize) -> Vec<String> {
    if cells(line) <= room {
        return vec![line.to_owned()];
    }
    let first = room.saturating_sub(SIGN);
    let further = first.saturating_sub(SET_IN);
    let mut rows = Rows { done: Vec::new(), row: String::new(), filled: 0 };
    for word in words(line) {
        let long = cells(word.trim_end_matches(' '));
        if rows.filled + long > rows.room(first, further) && rows.filled > 0 && long <= further {
            rows.end();
        }
        if rows.filled + long <= rows.room(first, further) {
            rows.add(word, cells(word));
            continue;
        }
        for grapheme in word.graphemes(true) {
            let wide = width(grapheme);
            if grapheme != " " && rows.filled + wide > rows.room(first, further) {
                rows.end();
            }
            rows.add(grapheme, wide);
        }
    }
    rows.end();
    rows.done
}

/// The rows of a line so far, and the one that is being filled.
struct Rows {
    done: Vec<String>,
    row: String,
    filled: usize,
}

impl Rows {
    fn room(&self, first: usize, further: usize) -> usize {
        if self.done.is_empty() { first } else { further }
    }

    fn add(&mut self, text: &str, wide: usize) {
        self.row.push_str(text);
        self.filled += wide;
    }

    fn end(&mut self) {
        if !self.row.is_empty() {
            self.done.push(std::mem::take(&mut self.row));
        }
        self.filled = 0;
    }
}

/// Words with the spaces after them; those that a line begins with belong to its first.
fn words(line: &str) -> Vec<&str> {
    let (mut words, mut start) = (Vec::new(), 0);
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let begins = before == ' ' && c != ' ';
        if begins && line.get(..at).is_some_and(|it| !it.trim_start().is_empty()) {
            words.extend(line.get(start..at));
            start = at;
        }
        before = c;
    }
    words.extend(line.get(start..));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_broken_when_it_is_longer_than_a_row() {
        let found = lines("a  b\n\n\tc\r\n", "en", 0).unwrap();
        assert_eq!(found, [vec!["a  b"], vec![""], vec!["        c"]]);
        let long = "x".repeat(200);
        let found = lines(&long, "en", 0).unwrap();
        assert_eq!(found[0].concat(), long);
        assert_eq!(found[0].iter().map(String::len).collect::<Vec<_>>(), [86, 84, 30]);
        assert_eq!(lines(&long, "en", 2).unwrap()[0][0].len(), 76);
        assert_eq!(lines(&"x".repeat(88), "en", 0).unwrap()[0].len(), 1);
        let wide = lines(&"漢".repeat(50), "ja", 0).unwrap();
        assert_eq!(wide[0][0].chars().count(), 43);
    }

    #[test]
    fn a_line_is_broken_at_spaces_which_stay() {
        let command = "swaks --server mail.example --from a@example.org --to b@example.net --port 25 --quit-after RCPT";
        let found = lines(&format!("\t{command}"), "en", 2).unwrap();
        assert_eq!(found[0].concat(), format!("        {command}"));
        assert_eq!(found[0].len(), 2);
        assert!(found[0][0].ends_with("--to b@example.net "), "{found:?}");
        assert!(found[0].iter().all(|row| row.trim_end().len() <= 76));
        let key = format!("v=DKIM1; p={}; t=y", "k".repeat(120));
        let found = lines(&key, "en", 0).unwrap();
        assert_eq!(found[0].concat(), key);
        assert!(found[0][0].len() == 86 && found[0][1].ends_with("; t=y"), "{found:?}");
    }

    #[test]
    fn what_cannot_be_shown_is_named() {
        let said = lines("250 ok\u{1b}[2J", "en", 0).unwrap_err();
        assert_eq!(said.to_string().matches("U+001B").count(), 1, "{said}");
    }
}
