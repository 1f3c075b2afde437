//! Does every language come out, in its place?

use cerrojo_print::{Paper, pages};

use crate::languages::LANGUAGES;
use crate::support::{dense, fonts, letter, poppler, printed};

#[test]
fn every_language_is_printed_whole() {
    let Some(fonts) = fonts() else { return };
    assert_eq!(LANGUAGES.len(), 27);
    for language in LANGUAGES {
        let name = format!("letter-{}", language.tag);
        let file = printed(&letter(language), Paper::A4, &name, fonts);
        let said = poppler("pdftotext", &["-raw"], &file);
        let found = dense(&said);
        for word in ["192.0.2.7:25", "reject_unauth_destination", "2001:db8:85a3::8a2e:370:7334"] {
            assert!(found.contains(word), "{}: {word} is not in\n{said}", language.tag);
        }
        let texts = language.recipient.iter().chain(&language.points).chain([&language.subject]);
        // pdftotext takes a word apart at a letter with one of these marks, and says the letter twice.
        let marked = |word: &&str| word.contains(['\u{64f}', '\u{651}']);
        let words = texts.flat_map(|text| text.split_whitespace()).filter(|word| !marked(word));
        for word in words.map(plain) {
            assert!(plain(&found).contains(&word), "{}: {word} is not in\n{said}", language.tag);
        }
    }
}

/// A word as far as pdftotext gets it right: it repeats letters that carry marks in Thai, and turns the ligatures of lam
/// around in Arabic.
fn plain(text: &str) -> String {
    let carries = |c: &char| matches!(c, '\u{e31}' | '\u{e33}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}');
    let turns = |c: &char| matches!(c, 'ا' | 'أ' | 'إ' | 'آ' | 'ل' | 'ى');
    let mut letters: Vec<char> =
        text.chars().filter(|c| c.is_alphabetic() && !carries(c) && !turns(c)).collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// The words of a page with their left, upper, right and lower edges, in points from the upper left corner.
fn words(boxes: &str) -> Vec<(String, [f64; 4])> {
    let lines = boxes.lines().filter_map(|line| line.trim().strip_prefix("<word "));
    let word = |line: &str| {
        let edge = |name: &str| {
            let rest = line.split_once(&format!("{name}=\"")).expect(name).1;
            rest.split('"').next().and_then(|it| it.parse::<f64>().ok()).expect(name)
        };
        let text = line.split_once('>').and_then(|it| it.1.split_once('<')).expect("a word").0;
        (dense(text), ["xMin", "yMin", "xMax", "yMax"].map(edge))
    };
    lines.map(word).collect()
}

/// What a window shows: its left, upper, right and lower edges, in points. On A4 the sender's line has the upper part.
const A4_WINDOW: [f64; 4] = [56.7, 170.1, 297.6, 255.1];
const NUMBER_TEN_WINDOW: [f64; 4] = [63.0, 144.0, 387.0, 230.0];

#[test]
fn the_window_shows_the_recipient_whole() {
    let Some(fonts) = fonts() else { return };
    for language in LANGUAGES {
        for (paper, window) in [(Paper::A4, A4_WINDOW), (Paper::Letter, NUMBER_TEN_WINDOW)] {
            let name = format!("window-{}-{paper:?}", language.tag);
            let file = printed(&letter(language), paper, &name, fonts);
            let boxes = poppler("pdftotext", &["-bbox", "-l", "1"], &file);
            let [left, above, right, below] = window;
            let inside = |[from, top, to, bottom]: &[f64; 4]| {
                *from >= left && *top >= above && *to <= right && *bottom <= below
            };
            let all = words(&boxes).into_iter();
            let shown: String = all.filter(|(_, it)| inside(it)).map(|(word, _)| word).collect();
            let letters = |text: &str| {
                let mut letters: Vec<char> =
                    text.chars().filter(|c| c.is_alphanumeric() && c.is_alphabetic()).collect();
                letters.sort_unstable();
                letters
            };
            let mut seen = letters(&shown.replace("amp;", ""));
            for letter in letters(&language.recipient.concat()) {
                let at = seen.iter().position(|it| *it == letter);
                seen.remove(at.unwrap_or_else(|| panic!("{name}: no {letter} in {shown}")));
            }
        }
    }
}

#[test]
fn pages_are_numbered_and_say_what_they_are() {
    let Some(fonts) = fonts() else { return };
    let german = LANGUAGES.iter().find(|it| it.tag == "de").expect("German");
    for (paper, size) in [(Paper::A4, "595.276 x 841.89"), (Paper::Letter, "612 x 792")] {
        let file = printed(&letter(german), paper, &format!("numbered-{size}"), fonts);
        let about = poppler("pdfinfo", &[], &file);
        for line in [german.subject, "CSIRT Example", size, "Thu Mar 12", "Tagged:          yes"] {
            assert!(about.contains(line), "{line} is not in\n{about}");
        }
        let count = about.lines().find_map(|line| line.strip_prefix("Pages:")).expect("a number");
        let count = count.trim();
        let last = poppler("pdftotext", &["-f", count], &file);
        let number = format!("{count}/{count}");
        assert!(last.contains("CE-2026-000417") && last.contains(&number), "{last}");
        assert!(last.contains("strangers"), "{last}");
        let bytes = std::fs::read(&file).expect("it was written");
        let tag = b"/Lang(de)";
        assert!(bytes.windows(tag.len()).any(|it| it == tag), "the document has no language");
    }
}

#[test]
fn the_same_letter_is_the_same_bytes() {
    let Some(fonts) = fonts() else { return };
    for language in LANGUAGES.iter().filter(|it| ["ar", "ja", "fr"].contains(&it.tag)) {
        let make = || pages(&letter(language), Paper::A4, fonts).expect("it is printed");
        let first = make();
        for other in LANGUAGES.iter().take(4) {
            pages(&letter(other), Paper::Letter, fonts).expect("it is printed");
        }
        assert!(first == make(), "{}", language.tag);
    }
}
