//! Does any text at all stop the printer?

use cerrojo_print::{Block, Direction, Paper, PrintError, pages};
use proptest::prelude::*;

use crate::support::{fonts, note};

/// What is hard to set: marks without letters, signs that turn lines around, scripts side by side, long words.
const HARD: &[&str] = &[
    "a",
    " ",
    "  ",
    "\n",
    "\t",
    "\u{a0}",
    "-",
    "/",
    ":",
    "192.0.2.7",
    "\u{301}",
    "\u{301}\u{302}\u{303}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{2066}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{61c}",
    "\u{ad}",
    "\u{2060}",
    "\u{feff}",
    "\u{fe0f}",
    "\u{e0101}",
    "\u{e0041}",
    "\u{3000}",
    "א",
    "שָׁ",
    "ب",
    "لا",
    "لّا",
    "١٢",
    "ก",
    "น้ำ",
    "เ",
    "่่",
    "क्ष",
    "्",
    "र्कि",
    "漢",
    "、",
    "「",
    "」",
    "が",
    "か\u{3099}",
    "한",
    "\u{1100}\u{1161}\u{11a8}",
    "ễ",
    "e\u{302}\u{303}",
    "ß",
    "İ",
    "ﬁ",
    "→",
    "\u{2028}",
    "#",
    "$",
    "\\",
    "\"",
    "(",
    ")",
    "[",
    "]",
    "{{",
    "»",
    "…",
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ",
];

/// Letters that the fonts have.
const SHOWN: &str = "[ -~\u{a0}-\u{17f}\u{388}-\u{3a1}\u{3a3}-\u{45f}\u{5d0}-\u{5ea}\u{620}-\u{64a}\u{e01}-\u{e3a}\u{904}-\u{94d}\u{4e00}-\u{9fa5}\u{ac00}-\u{d7a3}]{0,40}";

fn texts() -> impl Strategy<Value = String> {
    let hard = proptest::collection::vec(proptest::sample::select(HARD), 0..40);
    prop_oneof![40 => hard.prop_map(|all| all.concat()), 20 => SHOWN, 1 => "\\PC{0,40}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_printed_or_named(
        texts in proptest::collection::vec(texts(), 6),
        right_to_left in any::<bool>(),
        language in proptest::sample::select(&["en", "ar", "he", "th", "ja", "zh-Hant", "hi", "", "xx", "🦀"][..]),
    ) {
        let Some(fonts) = fonts() else { return Ok(()) };
        let [first, second, third, fourth, fifth, sixth] = &texts[..] else { return Ok(()) };
        let mut letter = note(first);
        letter.language = language.into();
        letter.direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        letter.subject.clone_from(second);
        letter.recipient = vec![third.clone()];
        letter.sender = Vec::new();
        letter.blocks.extend([
            Block::Verbatim(fourth.clone()),
            Block::Table { header: vec![fifth.clone()], rows: vec![vec![first.clone(), sixth.clone()], Vec::new()] },
            Block::Steps(vec![vec![Block::Bullets(vec![sixth.clone(), fourth.clone()])], Vec::new()]),
            Block::Heading(fifth.clone()),
        ]);
        match pages(&letter, Paper::A4, fonts) {
            Ok(pdf) => prop_assert!(pdf.starts_with(b"%PDF-")),
            Err(PrintError::MissingGlyph { .. } | PrintError::DoesNotFit { .. }) => {}
            Err(error) => return Err(TestCaseError::fail(format!("{error}: {texts:?}"))),
        }
    }
}
