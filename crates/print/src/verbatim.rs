//! Where is a line that stands verbatim broken?

use unicode_segmentation::UnicodeSegmentation as _;

use crate::PrintError;
use crate::run::is_unprintable;

/// Cells of one character's width that a line has, and how many of them each level of steps takes away.
const CELLS: usize = 88;
const CELLS_OF_A_LEVEL: usize = 5;
/// Cells by which what goes on is set in; the template sets it in by the same.
const SET_IN: usize = 2;
/// Cells from one stop of the tabulator to the next.
const TAB: usize = 8;

/// The lines of `text`, each cut into the lines that it takes on the page.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`]: it holds what cannot be shown.
pub(crate) fn lines(
    text: &str,
    language: &str,
    depth: usize,
) -> Result<Vec<Vec<String>>, PrintError> {
    let cells = CELLS.saturating_sub(depth.saturating_mul(CELLS_OF_A_LEVEL));
    let trimmed = text.trim_matches(['\n', '\r']);
    trimmed.lines().map(|line| broken(line.trim_end(), language, cells)).collect()
}

fn broken(line: &str, language: &str, cells: usize) -> Result<Vec<String>, PrintError> {
    let (mut rows, mut row, mut filled) = (Vec::new(), String::new(), 0_usize);
    let mut column = 0_usize;
    for grapheme in line.graphemes(true) {
        let spaces = TAB - column % TAB;
        let wide = if grapheme == "\t" { spaces } else { width(grapheme) };
        let room = if rows.is_empty() { cells } else { cells.saturating_sub(SET_IN) };
        if filled + wide > room && !row.is_empty() {
            rows.push(std::mem::take(&mut row));
            filled = 0;
        }
        if grapheme == "\t" {
            row.push_str(&" ".repeat(spaces));
        } else if let Some(character) = grapheme.chars().find(|c| is_unprintable(*c)) {
            return Err(PrintError::MissingGlyph { character, language: language.to_owned() });
        } else {
            row.push_str(grapheme);
        }
        filled += wide;
        column += wide;
    }
    rows.push(row);
    Ok(rows)
}

/// Cells of a character. Fonts of one width hold Latin, Greek and Cyrillic; others take up to two.
fn width(grapheme: &str) -> usize {
    let plain = |c: char| c < '\u{530}' || ('\u{1e00}'..'\u{2e80}').contains(&c);
    if grapheme.chars().all(plain) { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_at_the_edge_and_nowhere_else() {
        let found = lines("a  b\n\n\tc\r\n", "en", 0).unwrap();
        assert_eq!(found, [vec!["a  b"], vec![""], vec!["        c"]]);
        let long = "x".repeat(200);
        let found = lines(&long, "en", 0).unwrap();
        assert_eq!(found[0].concat(), long);
        assert_eq!(found[0].iter().map(String::len).collect::<Vec<_>>(), [88, 86, 26]);
        assert_eq!(lines(&long, "en", 2).unwrap()[0][0].len(), 78);
        let wide = lines(&"漢".repeat(50), "ja", 0).unwrap();
        assert_eq!(wide[0][0].chars().count(), 44);
    }

    #[test]
    fn what_cannot_be_shown_is_named() {
        let said = lines("250 ok\u{1b}[2J", "en", 0).unwrap_err();
        assert_eq!(said.to_string().matches("U+001B").count(), 1, "{said}");
    }
}
