//! What in a text stays together in one line?
//!
//! The typesetter breaks a line at any space and, in scripts without spaces, where it takes a word to end. That parts
//! the day from its month, takes commands in a sentence apart, and gets words in Thai wrong: those are found here.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::Direction;
use crate::run::{is_solid, split_where};

/// Cells of a date, and of the beginning of a compound, that are kept in one line.
const SHORT: usize = 32;
/// Words between a day and its year, at most, besides the first: "de noviembre de", "tháng 11 năm".
const WORDS_OF_A_DATE: usize = 2;
/// What follows the figures of a year, a month and a day in Chinese, Japanese and Korean.
const UNITS: [char; 6] = ['年', '月', '日', '년', '월', '일'];
/// UAX #9: what opens a stretch that has a direction of its own, and what closes it.
const OPEN: [char; 3] = ['\u{2066}', '\u{2067}', '\u{2068}'];
const CLOSE: char = '\u{2069}';

/// Words of Thai and its neighbours by dictionary. What the typesetter goes by, learnt from examples, breaks the names
/// of months.
static SEGMENTER: LazyLock<LineSegmenterBorrowed> =
    LazyLock::new(|| LineSegmenter::new_dictionary(LineBreakOptions::default()));

/// What stays together in `text`, from first to last, if it takes no more than `limit` cells.
pub(crate) fn together(text: &str, limit: usize) -> Vec<Range<usize>> {
    let short = |it: &Range<usize>| cells_of(text, it) <= SHORT.min(limit);
    let mut found = Vec::new();
    // A number belongs to what is before it, or to what is after it, by the direction of both: only a stretch that
    // is set apart already stays as it was in a text from right to left.
    if !text.chars().any(|c| Direction::of(c) == Some(Direction::RightToLeft)) {
        found.extend(dates(text));
        found.extend(counted_days(text));
        found.extend(compounds(text));
        found.retain(short);
    }
    found.extend(isolates(text).chain(hangul(text)).chain(unspaced(text)));
    found.retain(|it| cells_of(text, it) <= limit);
    found.sort_by_key(|it| (it.start, Reverse(it.end)));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for next in found {
        match kept.last_mut() {
            Some(last) if next.start < last.end => {
                let both = last.start..last.end.max(next.end);
                if cells_of(text, &both) <= limit {
                    *last = both;
                }
            }
            _ => kept.push(next),
        }
    }
    kept
}

/// Cells of one character's width that a text takes.
pub(crate) fn cells(text: &str) -> usize {
    text.graphemes(true).map(width).sum()
}

/// Cells of a character. Fonts of one width hold Latin, Greek and Cyrillic; others take up to two.
pub(crate) fn width(grapheme: &str) -> usize {
    let plain = |c: char| c < '\u{530}' || ('\u{1e00}'..'\u{2e80}').contains(&c);
    if grapheme.chars().all(plain) { 1 } else { 2 }
}

fn cells_of(text: &str, range: &Range<usize>) -> usize {
    text.get(range.clone()).map_or(0, cells)
}

/// Stretches with a direction of their own: a command, a name, whatever was put into a sentence.
fn isolates(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut open = Vec::new();
    text.char_indices().filter_map(move |(at, c)| {
        if OPEN.contains(&c) {
            open.push(at);
        }
        (c == CLOSE).then(|| Some(open.pop()?..at + c.len_utf8())).flatten()
    })
}

/// The parts of a text between spaces, and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    split_where(text, |c| c == ' ').into_iter().scan(0, |at, part| {
        let start = *at;
        *at += part.len();
        Some((start, part))
    })
}

/// A number of a day and the word after it, with the year that follows; or a year with its dot, the month, the day.
fn dates(text: &str) -> Vec<Range<usize>> {
    let from = |(at, word): (usize, &str)| {
        let figures = word.trim_start_matches(|c: char| !c.is_ascii_digit());
        let lead = word.len() - figures.len();
        let bare = figures.trim_end_matches('.');
        let is_number = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit());
        let before = word.get(..lead).unwrap_or_default();
        let alone = before.chars().all(|c| OPEN.contains(&c) || c == '(');
        let (is_day, is_year) = (bare.len() <= 2, bare.len() == 4 && bare != figures);
        if !is_number || !alone || !(is_day || is_year) {
            return None;
        }
        let month = at + word.len() + 1;
        let rest = text.get(month..)?;
        rest.trim_start_matches(OPEN).starts_with(char::is_alphabetic).then_some(())?;
        let named = rest.get(..SEGMENTER.segment_str(rest).nth(1)?)?;
        let (figures, between) = if is_day { (4..=4, WORDS_OF_A_DATE) } else { (1..=2, 0) };
        let (mut end, mut reach) = (named.trim_end_matches(' ').len(), named.len());
        let further = if named.ends_with(' ') { rest.get(reach..)? } else { "" };
        for word in further.split(' ').take(between + 1) {
            let last = number(word, figures.clone());
            if last > 0 && !word.get(last..)?.contains(char::is_alphanumeric) {
                end = reach + last;
                break;
            }
            reach += word.len() + 1;
        }
        Some(at + lead..month + end)
    };
    words(text).filter_map(from).collect()
}

/// How many figures a text begins with, if they are as many as asked for.
fn number(text: &str, figures: std::ops::RangeInclusive<usize>) -> usize {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    if figures.contains(&count) { count } else { 0 }
}

/// Dates whose figures are followed by what they count.
fn counted_days(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let (mut end, mut units) = (at, 0);
        while let Some(unit) = counted(text.get(end..).unwrap_or_default()) {
            end += unit;
            units += 1;
        }
        if units > 1 {
            found.push(at..end);
        }
    }
    found
}

/// The length of a number with what it counts.
fn counted(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(' ');
    let after = rest.get(number(rest, 1..=4)..).filter(|after| after.len() < rest.len())?;
    let unit = after.trim_start_matches(' ').strip_prefix(UNITS)?;
    Some(text.len() - unit.len())
}

/// "E-Mail": a single letter is not left at the end of a line, whatever hyphen is after it.
fn compounds(text: &str) -> Vec<Range<usize>> {
    let from = |(at, word): (usize, &str)| {
        let inner = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = at + word.len() - inner.len();
        let (letter, rest) = inner.split_once('-')?;
        let mut first = letter.chars();
        let single = first.next().is_some_and(char::is_alphabetic) && first.next().is_none();
        let goes_on = rest.starts_with(char::is_alphabetic);
        let second = rest.find('-').map_or(rest.len(), |it| it + 1);
        (single && goes_on).then_some(start..start + letter.len() + 1 + second)
    };
    let mut at = 0;
    let stretches = split_where(text, is_solid).into_iter().map(|part| {
        at += part.len();
        (at - part.len(), part)
    });
    stretches.filter_map(from).collect()
}

/// Words in Korean: they have spaces between them, and readers expect lines to be broken there.
fn hangul(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_hangul = |c| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}');
    let korean = words(text).filter(move |(_, word)| word.contains(is_hangul));
    korean.map(|(at, word)| at..at + word.len())
}

/// Words in scripts that have no spaces between them.
fn unspaced(text: &str) -> impl Iterator<Item = Range<usize>> {
    let has_some = text.contains(is_unspaced);
    let ends = has_some.then(|| SEGMENTER.segment_str(text)).into_iter().flatten();
    let words = ends.scan(0, |start, end| Some(std::mem::replace(start, end)..end));
    words.filter_map(|word| {
        let found = text.get(word.clone())?;
        let (first, _) = found.char_indices().find(|(_, c)| is_unspaced(*c))?;
        let last = found
            .char_indices()
            .rfind(|(_, c)| is_unspaced(*c))
            .map(|(at, c)| at + c.len_utf8())?;
        Some(word.start + first..word.start + last)
    })
}

/// Thai, Lao, Myanmar, Khmer.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Vec<&str> {
        together(text, 40).into_iter().map(|it| &text[it]).collect()
    }

    #[test]
    fn dates_stay_together() {
        for (text, date) in [
            ("Ze dne 20. listopadu 2025 víme", "20. listopadu 2025"),
            ("le 20 novembre 2025, à midi", "20 novembre 2025"),
            ("el 20 de noviembre de 2025 a las", "20 de noviembre de 2025"),
            ("ngày 20 tháng 11 năm 2025 lúc", "20 tháng 11 năm 2025"),
            ("วันที่ 20 พฤศจิกายน ค.ศ. 2026 เวลา", "20 พฤศจิกายน ค.ศ. 2026"),
            ("2025. november 20. óta", "2025. november 20"),
            ("於 2025年11月20日 測試", "2025年11月20日"),
            ("가 2025년 11월 20일에 시험", "2025년 11월 20일에"),
            ("วันที่ 20 พฤศจิกายน 2568 แล้ว", "20 พฤศจิกายน 2568"),
        ] {
            assert!(kept(text).iter().any(|it| it.contains(date)), "{:?}", kept(text));
        }
        for text in ["192.0.2.7 is 1 234", "5 (five)", "RFC 5321 says", "20", "SMTP 25 שלום"] {
            assert_eq!(kept(text), Vec::<&str>::new());
        }
    }

    #[test]
    fn commands_and_compounds_stay_together() {
        let command = "\u{2068}-o smtpd_relay_restrictions=\u{2069}";
        assert_eq!(kept(&format!("die Zeile ({command}) fehlt")), [command]);
        let long = format!("\u{2068}{}\u{2069}", "a b ".repeat(20));
        assert_eq!(kept(&long), Vec::<&str>::new());
        assert!(together(command, 20).is_empty());
        assert_eq!(kept("viele E-Mails, „E-Mail-Server“ und TLS-Ports"), ["E-Mails,", "E-Mail-"]);
        assert_eq!(kept("השרת ב-SMTP"), Vec::<&str>::new());
    }

    #[test]
    fn words_of_korean_and_thai_stay_together() {
        assert_eq!(
            kept("서버는 \u{2068}192.0.2.7\u{2069}에서 이러한 mail"),
            ["서버는", "\u{2068}192.0.2.7\u{2069}에서", "이러한"]
        );
        assert_eq!(kept("(เซิร์ฟเวอร์ที่มีนาคม)"), ["เซิร์ฟเวอร์", "ที่", "มีนาคม"]);
        assert_eq!(kept(&"한".repeat(30)), Vec::<&str>::new());
    }
}
