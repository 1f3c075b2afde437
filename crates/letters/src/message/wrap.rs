//! Where lines of a plain letter end.

use unicode_width::UnicodeWidthChar as _;

/// Columns of a line.
pub(super) const COLUMNS: usize = 74;

/// Marks that do not begin a line in Chinese and Japanese (JIS X 4051, class of closing marks).
const NOT_FIRST: &str =
    "、。，．：；？！）」』】〉》〕”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…・";
/// Marks that do not end one.
const NOT_LAST: &str = "（「『【〈《〔“‘";

/// Adds a paragraph to `out`, in lines of at most [`COLUMNS`] columns; the first begins with `first`, the others with
/// `rest`. Words that are longer stay whole: a link that is broken is none.
pub(super) fn paragraph(out: &mut String, text: &str, first: &str, rest: &str) {
    out.push_str(first);
    let mut column = width(first);
    let mut is_begin = true;
    for word in words(text) {
        let width = width(word);
        if !is_begin && column + 1 + width > COLUMNS && !word.chars().any(is_ideograph) {
            column = new_line(out, rest);
        } else if !is_begin {
            out.push(' ');
            column += 1;
        }
        is_begin = false;
        if column + width <= COLUMNS || word.is_ascii() {
            out.push_str(word);
            column += width;
        } else {
            column = ideographs(out, word, rest, column);
        }
    }
    out.push('\n');
}

/// The words of a text. What is isolated (UAX #9) stays on one line where it is short: the end of a line ends an isolate.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let has_isolates = text.contains('\u{2068}');
    std::iter::from_fn(move || {
        let text = rest?;
        let mut depth = 0_u32;
        let is_end = |(at, character): (usize, char)| {
            match character {
                '\u{2068}' => depth = depth.saturating_add(1),
                '\u{2069}' => depth = depth.saturating_sub(1),
                ' ' if depth == 0 || at > COLUMNS => return Some(at),
                _ => {}
            }
            None
        };
        // Words are short: looking at each byte is faster than any search.
        let end = if has_isolates {
            text.char_indices().find_map(is_end)
        } else {
            text.bytes().position(|byte| byte == b' ')
        };
        let (word, after) = match end {
            Some(end) => (text.get(..end)?, text.get(end.checked_add(1)?..)),
            None => (text, None),
        };
        rest = after;
        Some(word)
    })
}

/// Adds a word that may be broken between ideographs.
fn ideographs(out: &mut String, word: &str, rest: &str, mut column: usize) -> usize {
    let mut before = None;
    let mut characters = word.chars().peekable();
    while let Some(character) = characters.next() {
        let width = columns(character);
        // A closing mark that follows must fit as well: it may not begin the next line.
        let follower = characters.peek().filter(|next| NOT_FIRST.contains(**next));
        let needed = width + follower.map_or(0, |next| columns(*next));
        if column + needed > COLUMNS && before.is_some_and(|before| may_break(before, character)) {
            column = new_line(out, rest);
        }
        out.push(character);
        column += width;
        before = Some(character);
    }
    column
}

fn may_break(before: char, after: char) -> bool {
    (is_ideograph(before) || is_ideograph(after))
        && !NOT_FIRST.contains(after)
        && !NOT_LAST.contains(before)
}

/// Chinese characters and Japanese letters, and the wide marks among them; Korean is broken at its spaces.
const fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

fn new_line(out: &mut String, rest: &str) -> usize {
    out.push('\n');
    out.push_str(rest);
    width(rest)
}

/// Columns of a text; what a terminal shows in none counts as none.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(columns).sum()
}

fn columns(character: char) -> usize {
    match character {
        // Latin, Greek and Cyrillic, their combining marks left out: what most letters are made of.
        ' '..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{590}' => 1,
        other => other.width().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str) -> Vec<String> {
        let mut out = String::new();
        paragraph(&mut out, text, "- ", "  ");
        out.lines().map(ToOwned::to_owned).collect()
    }

    #[test]
    fn no_line_is_too_long_and_nothing_is_lost() {
        let english = "word ".repeat(50);
        let chinese = "郵件伺服器，會轉送任何人的郵件。".repeat(20);
        let mixed = format!("{chinese} postconf {chinese}");
        for text in [english.trim(), &chinese, &mixed] {
            let lines = wrapped(text);
            assert!(
                lines.len() > 3 && lines.iter().all(|line| width(line) <= COLUMNS),
                "{lines:#?}"
            );
            let whole: String = lines.iter().map(|line| line.get(2..).unwrap()).collect();
            assert_eq!(whole.replace(' ', ""), text.replace(' ', ""));
            for line in lines.iter().skip(1) {
                let first = line.chars().nth(2).unwrap();
                assert!(!NOT_FIRST.contains(first), "{line}");
            }
        }
    }

    #[test]
    fn what_is_isolated_stays_on_one_line() {
        let text = "مرحبا ".repeat(10) + "\u{2068}20 November 2026 at 04:10 UTC\u{2069} مرحبا";
        for line in wrapped(&text) {
            assert_eq!(
                line.matches('\u{2068}').count(),
                line.matches('\u{2069}').count(),
                "{line}"
            );
        }
    }

    #[test]
    fn a_long_word_stays_whole() {
        let link = format!("https://cert.example/{}", "a".repeat(100));
        let lines = wrapped(&format!(
            "One click is enough for you and for anybody else who reads it: {link}"
        ));
        assert!(lines.iter().any(|line| line.trim() == link), "{lines:#?}");
    }
}
