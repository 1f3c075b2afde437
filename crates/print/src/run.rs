//! How does a line of text reach the typesetter?
//!
//! As pieces that say where a line may be broken. White space, syllables and squares are found by the typesetter. It
//! would break a path or an address at any of its signs, though, and in a text from right to left turn it around:
//! those are kept whole, and so is what [`together`] finds. And a word that is longer than a line (the address of a page, a key) would run off the paper:
//! that is cut.

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::together::together;
use crate::{Direction, PrintError};

/// Characters of a word that fit any line; half of that, a column of a table.
pub(crate) const LONGEST_WORD: usize = 40;
/// Characters of the address of a page that fits a line of text, and so is kept whole.
pub(crate) const LONGEST_ADDRESS: usize = 60;
/// Tenths of the size of the text that any line of it has.
const LINE: usize = 380;
/// Characters of a piece of a word that is longer.
const PIECE: usize = 10;
/// Signs after which readers expect that an address goes on in the next line.
const JOINTS: &str = "/:.,;&=?@_-%+)]}";
/// Signs that make a word an address, a path, a setting or a command.
const TECHNICAL: &[char] =
    &['/', ':', '@', '=', '_', '\\', '[', '{', '<', '|', '$', '%', '#', '+', '.', '*'];
/// Signs of a sentence, when a word begins or ends with them.
const BEFORE: &[char] = &['(', '"', '\'', ','];
const AFTER: &[char] = &[')', '"', '\'', '.', ',', ';', ':', '!', '?'];

/// UAX #9: what is between the two runs left to right, whatever is around it.
const LEFT_TO_RIGHT_ISOLATE: &str = "\u{2066}";
const POP_ISOLATE: &str = "\u{2069}";

/// A text, piece by piece.
pub(crate) type Run = Vec<Piece>;

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Piece {
    /// Text in its own direction, broken where its language breaks it.
    Text(String),
    /// Never broken, left to right.
    Whole { whole: String },
    /// A line may be broken before it and after it.
    Cut { cut: String },
    /// Never broken, in its own direction.
    Together { together: Run },
}

/// A text cut into pieces.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`]: it holds what cannot be shown.
pub(crate) fn run(
    text: &str,
    (language, direction): (&str, Direction),
    longest_word: usize,
) -> Result<Run, PrintError> {
    let text = with_single_spaces(text);
    if let Some(character) = text.chars().find(|it| is_unprintable(*it)) {
        return Err(PrintError::MissingGlyph { character, language: language.to_owned() });
    }
    let mut pieces = Vec::new();
    // A date or a name in letters of the other direction.
    let turned = direction == Direction::RightToLeft
        && !text.chars().any(|c| Direction::of(c) == Some(Direction::RightToLeft));
    if turned {
        add(&mut pieces, LEFT_TO_RIGHT_ISOLATE);
    }
    let mut at = 0;
    for range in together(&text, longest_word.min(LONGEST_WORD)) {
        let (before, kept) = (text.get(at..range.start), text.get(range.clone()));
        free(&mut pieces, before.unwrap_or_default(), direction, longest_word);
        join(&mut pieces, kept.unwrap_or_default(), direction);
        at = range.end;
    }
    free(&mut pieces, text.get(at..).unwrap_or_default(), direction, longest_word);
    if turned {
        add(&mut pieces, POP_ISOLATE);
    }
    Ok(pieces)
}

/// What white space of any kind becomes: one space, but a space that forbids a line break stays.
fn with_single_spaces(text: &str) -> String {
    let unbroken = |c: char| matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{3000}');
    let words = text.split(|c: char| c.is_whitespace() && !unbroken(c));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether nothing can show it: control characters, those that turn the rest of a line around, and those that
/// Unicode leaves to private agreement, whatever a font may hold for them.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{fff9}'..='\u{fffc}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{f0000}'..='\u{10ffff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

fn add(pieces: &mut Run, text: &str) {
    if let Some(Piece::Text(last)) = pieces.last_mut() {
        last.push_str(text);
    } else if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
}

/// Adds a text that may be broken.
fn free(pieces: &mut Run, text: &str, direction: Direction, longest_word: usize) {
    for stretch in stretches(text) {
        if stretch.starts_with(is_solid) && is_long(stretch, longest_word) {
            cut(pieces, stretch, direction);
        } else {
            keep(pieces, stretch);
        }
    }
}

fn is_long(word: &str, longest_word: usize) -> bool {
    let count = word.graphemes(true).count();
    let tenths = |c: char| match c {
        'M' | 'W' | 'm' | 'w' | '@' | '%' => 9,
        'A'..='Z' => 7,
        _ => 6,
    };
    let taken: usize = word.chars().map(tenths).sum();
    count > longest_word || (count > LONGEST_WORD && (!word.is_ascii() || taken > LINE))
}

/// Adds what stays in one line.
fn join(pieces: &mut Run, text: &str, direction: Direction) {
    let mut kept = Vec::new();
    for stretch in stretches(text) {
        keep(&mut kept, stretch);
    }
    if let [Piece::Whole { .. }] = &kept[..] {
        pieces.append(&mut kept);
        return;
    }
    // What is around it reaches no further than its edges.
    let turned = direction == Direction::RightToLeft
        && !text.chars().any(|c| Direction::of(c) == Some(Direction::RightToLeft));
    if turned {
        kept.insert(0, Piece::Text(LEFT_TO_RIGHT_ISOLATE.to_owned()));
        kept.push(Piece::Text(POP_ISOLATE.to_owned()));
    }
    pieces.push(Piece::Together { together: kept });
}

/// Adds a stretch as it is, but for the technical words in it.
fn keep(pieces: &mut Run, stretch: &str) {
    for word in split_where(stretch, |c| c.is_ascii()) {
        let inner = word.trim_start_matches(BEFORE).trim_end_matches(AFTER);
        if is_technical(inner) {
            let (before, after) = word.split_once(inner).unwrap_or_default();
            add(pieces, before);
            pieces.push(Piece::Whole { whole: inner.to_owned() });
            add(pieces, after);
        } else {
            add(pieces, word);
        }
    }
}

fn is_technical(word: &str) -> bool {
    let numbered = word.contains('-') && word.contains(|c: char| c.is_ascii_digit());
    word.is_ascii()
        && word.contains(|c: char| c.is_ascii_alphanumeric())
        && (numbered || word.starts_with('-') || word.contains(TECHNICAL))
}

/// Adds a word that fits no line.
fn cut(pieces: &mut Run, word: &str, direction: Direction) {
    let turned = direction == Direction::RightToLeft && word.is_ascii();
    if turned {
        add(pieces, LEFT_TO_RIGHT_ISOLATE);
    }
    let mut piece = String::new();
    let mut taken = 0_usize;
    for grapheme in word.graphemes(true) {
        piece.push_str(grapheme);
        taken += 1;
        if taken >= PIECE || JOINTS.contains(grapheme) {
            pieces.push(Piece::Cut { cut: std::mem::take(&mut piece) });
            taken = 0;
        }
    }
    if !piece.is_empty() {
        pieces.push(Piece::Cut { cut: piece });
    }
    if turned {
        add(pieces, POP_ISOLATE);
    }
}

/// A text in turns: what a line can be broken in, what it cannot.
fn stretches(text: &str) -> Vec<&str> {
    split_where(text, is_solid)
}

/// Splits a text where its characters change from being `so` to not being so, and back.
pub(crate) fn split_where(text: &str, so: impl Fn(char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let now = so(c);
        if before.is_some_and(|before| before != now) {
            parts.extend(text.get(start..at));
            start = at;
        }
        before = Some(now);
    }
    parts.extend(text.get(start..));
    parts
}

/// Whether a line is not broken before or after the character: neither white space, nor of a script (Thai, Han, Kana,
/// Hangul and their neighbours) whose lines are broken within what stands together.
pub(crate) fn is_solid(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
        && !matches!(c, '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
        && !matches!(c, '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept whole in brackets, what stays together in braces, what is cut with bars.
    fn drawn(text: &str, direction: Direction) -> String {
        let pieces = run(text, ("x", direction), LONGEST_WORD).unwrap();
        pieces.into_iter().map(draw).collect()
    }

    fn draw(piece: Piece) -> String {
        match piece {
            Piece::Text(text) => text,
            Piece::Whole { whole } => format!("[{whole}]"),
            Piece::Cut { cut } => format!("|{cut}"),
            Piece::Together { together } => {
                format!("{{{}}}", together.into_iter().map(draw).collect::<String>())
            }
        }
    }

    fn cut_up(text: &str) -> String {
        drawn(text, Direction::LeftToRight)
    }

    fn turned(text: &str) -> String {
        drawn(text, Direction::RightToLeft)
    }

    #[test]
    fn only_words_that_fit_no_line_are_cut() {
        assert_eq!(cut_up(" plain \t text\nover\r\nlines "), "plain text over lines");
        assert_eq!(cut_up("1\u{a0}000 km"), "1\u{a0}000 km");
        assert_eq!(cut_up(""), "");
        let han = "开放中继".repeat(30);
        assert_eq!(cut_up(&han), han);
        let long = format!("see https://example.org/{} now", "a".repeat(25));
        let pieces = "see |https:|/|/|example.|org/|aaaaaaaaaa|aaaaaaaaaa|aaaaa now";
        assert_eq!(cut_up(&long), pieces);
    }

    #[test]
    fn marks_stay_with_their_letters() {
        let found = cut_up(&"e\u{301}".repeat(50));
        assert_eq!(found, format!("|{}", "e\u{301}".repeat(10)).repeat(5));
    }

    #[test]
    fn what_cannot_be_shown_is_named() {
        for c in
            ['\0', '\u{7}', '\u{1b}', '\u{9f}', '\u{202e}', '\u{e000}', '\u{1ffff}', '\u{10fffd}']
        {
            let said = run(&format!("a{c}b"), ("en", Direction::LeftToRight), LONGEST_WORD);
            let named = matches!(&said, Err(PrintError::MissingGlyph { character, language })
                if *character == c && language == "en");
            assert!(named, "{said:?}");
        }
        for c in ['a', '\u{2068}', '\u{200d}', '\u{fffd}', '\u{85a}'] {
            assert!(!is_unprintable(c), "{c:?}");
        }
    }

    #[test]
    fn what_is_to_be_typed_is_kept_whole() {
        assert_eq!(
            cut_up("see (/etc/postfix/main.cf), or -n."),
            "see ([/etc/postfix/main.cf]), or [-n]."
        );
        assert_eq!(
            cut_up("well-known 10, 2026-03-12: don't"),
            "well-known 10, [2026-03-12]: don't"
        );
        assert_eq!(cut_up("伺服器192.0.2.7:25會"), "伺服器[192.0.2.7:25]會");
        assert_eq!(turned("השרת (192.0.2.7:25), פתוח."), "השרת ([192.0.2.7:25]), פתוח.");
        assert_eq!(
            turned("הפקודה \u{2068}postconf -e x=1\u{2069} סוף"),
            "הפקודה {\u{2066}\u{2068}postconf [-e] [x=1]\u{2069}\u{2069}} סוף"
        );
        assert_eq!(turned("SMTP 25 שלום"), "SMTP 25 שלום");
    }

    #[test]
    fn the_address_of_a_page_is_kept_whole_where_a_line_has_room() {
        let page = "https://www.postfix.example/SMTPD_ACCESS_README.html";
        let text = format!("参照 {page} 。");
        let pieces = |longest| run(&text, ("ja", Direction::LeftToRight), longest).unwrap();
        let whole = Piece::Whole { whole: page.to_owned() };
        assert!(pieces(LONGEST_ADDRESS).contains(&whole), "{:?}", pieces(LONGEST_ADDRESS));
        assert!(!pieces(LONGEST_WORD).contains(&whole));
        assert!(is_long(&"W".repeat(43), LONGEST_ADDRESS));
    }

    #[test]
    fn what_stays_together_has_its_own_direction() {
        let found = turned("until 12 March 2026 only");
        assert_eq!(found, "\u{2066}until {\u{2066}12 March 2026\u{2069}} only\u{2069}");
        assert_eq!(turned("עד \u{2068}12 במרץ\u{2069} בלבד"), "עד {\u{2068}12 במרץ\u{2069}} בלבד");
        assert_eq!(cut_up("via \u{2068}-n\u{2069} now"), "via {\u{2068}[-n]\u{2069}} now");
    }

    #[test]
    fn a_text_that_runs_the_other_way_is_set_apart() {
        assert_eq!(turned("2026-03-12 08:15 UTC"), "\u{2066}[2026-03-12] [08:15] UTC\u{2069}");
        let key = "ab".repeat(30);
        assert!(turned(&format!("מפתח {key}")).starts_with("מפתח \u{2066}|ababababab|"));
    }
}
