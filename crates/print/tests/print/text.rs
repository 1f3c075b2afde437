//! What becomes of text that means harm, or cannot be shown?

use cerrojo_print::{Block, Fonts, Paper, PrintError, pages};

use crate::languages::LANGUAGES;
use crate::support::{dense, fonts, letter, note, poppler, printed, read};

const HOSTILE: &str = "#import \"@preview/x:1.0\": * #panic(\"a\") $ x^2 $ @label <label> \\ \\u{41} *b* _i_ `r` = h - l + e / t: \
    ~ -- --- ... \"q\" 'q' <script>alert(1)</script> &amp; %PDF (1) 0 R ]] }} // no comment /* none */ https://example.org";

#[test]
fn hostile_text_comes_out_as_text() {
    let Some(fonts) = fonts() else { return };
    let mut letter = note(HOSTILE);
    letter.subject = HOSTILE.into();
    letter.reference = "#ref $1 @a".into();
    letter.recipient = vec!["#set page(width: 1cm)".into(), "$x$ & Söhne".into()];
    letter.blocks.extend([
        Block::Bullets(vec![HOSTILE.into()]),
        Block::Verbatim(HOSTILE.into()),
        Block::Table { header: vec!["#a".into()], rows: vec![vec![HOSTILE.into(), "b".into()]] },
        Block::Table { header: Vec::new(), rows: Vec::new() },
    ]);
    let file = printed(&letter, Paper::A4, "hostile", fonts);
    let said = dense(&poppler("pdftotext", &["-raw"], &file));
    assert_eq!(said.matches(&dense(HOSTILE)).count(), 5, "{said}");
    for text in ["#ref$1@a", "#setpage(width:1cm)", "$x$&Söhne"] {
        assert!(said.contains(text), "{said}");
    }
}

#[test]
fn a_word_longer_than_a_page_stays_on_the_paper() {
    let Some(fonts) = fonts() else { return };
    let long = "abcdefghi/".repeat(1_000);
    let mut letter = note(&long);
    letter.blocks.extend([
        Block::Verbatim(long.clone()),
        Block::Bullets(vec![long.clone()]),
        Block::Table { header: Vec::new(), rows: vec![vec![long.clone(), "b".into()]] },
        Block::Paragraph("\u{e48}".repeat(3_000)),
    ]);
    letter.blocks.pop();
    let file = printed(&letter, Paper::Letter, "long", fonts);
    let boxes = poppler("pdftotext", &["-bbox"], &file);
    let edges = boxes.split("xMax=\"").skip(1).filter_map(|it| it.split('"').next()?.parse().ok());
    let right = edges.fold(0.0, f64::max);
    assert!((400.0..=7.55 * 72.0).contains(&right), "{right}");
    let said = dense(&poppler("pdftotext", &["-raw"], &file));
    assert!(said.matches("abcdefghi/").count() > 3_900, "{}", said.matches("abcdefghi/").count());
}

#[test]
fn what_no_font_shows_is_named() {
    let Some(fonts) = fonts() else { return };
    for (text, shown) in [
        ("a \u{e123} b", "U+E123"),
        ("smile \u{1f600}", "U+1F600"),
        ("\u{16800}", "U+16800"),
        ("9\u{1e8d0}", "U+1E8D0"),
        ("\u{0}", "U+0000"),
        ("ok \u{202e}ko", "U+202E"),
    ] {
        let error = pages(&note(text), Paper::A4, fonts).expect_err(shown);
        let said = error.to_string();
        assert!(said.contains(shown) && said.contains("in en"), "{said}");
        let mut letter = letter(&LANGUAGES[0]);
        letter.parts[0].blocks = vec![Block::Steps(vec![vec![Block::Verbatim(text.into())]])];
        let said = pages(&letter, Paper::A4, fonts).expect_err(shown).to_string();
        assert!(said.contains(shown) && said.contains("in en"), "{said}");
    }
    let mixed = note("日本 ไทย עברית عربي हिन्दी Ελλάδα Việt Nam → ✓ 한국");
    pages(&mixed, Paper::A4, fonts).expect("all of it is in some font");
}

#[test]
fn fonts_that_are_missing_are_named() {
    if fonts().is_none() {
        return;
    }
    let files = ["NotoSans-Regular.ttf", "NotoSansMono-Regular.ttf"].map(|it| read(it).expect(it));
    let fonts = Fonts::new(files.to_vec()).expect("they are fonts");
    pages(&note("Plain."), Paper::A4, &fonts).expect("no more is needed");
    for (tag, name) in
        [("ja", "Noto Sans CJK JP"), ("ar", "Noto Sans Arabic"), ("hi", "Noto Sans Devanagari")]
    {
        let language = LANGUAGES.iter().find(|it| it.tag == tag).expect(tag);
        let error = pages(&letter(language), Paper::A4, &fonts).expect_err(tag);
        assert!(matches!(error, PrintError::NoFont { family, .. } if family == name), "{error}");
    }
    let error = pages(&note("Tokyo: 東京"), Paper::A4, &fonts).expect_err("no Han");
    assert!(error.to_string().contains("U+6771"), "{error}");
    let error = Fonts::new(vec![files[0].clone(), b"none".to_vec()]).expect_err("no font");
    assert!(matches!(error, PrintError::UnreadableFont { number: 2 }), "{error}");
}

#[test]
fn what_is_too_large_is_refused() {
    let Some(fonts) = fonts() else { return };
    let refused = |letter| pages(&letter, Paper::A4, fonts).expect_err("too large").to_string();
    let line = "A line of an address that is much longer than any envelope has room for, and on"
        .to_owned();
    let mut letter = note("Short.");
    letter.recipient = vec![line.clone(); 9];
    assert!(refused(letter).contains("recipient does not fit"));
    let mut letter = note("Short.");
    letter.sender = vec![line; 30];
    assert!(refused(letter).contains("sender does not fit"));
    assert!(refused(note(&"word ".repeat(50_000))).contains("200000 characters"));
    let mut letter = note("Many.");
    letter.blocks = vec![Block::Heading("One".into()); 2_400];
    let said = refused(letter);
    assert!(said.contains("50 pages"), "{said}");
    let mut letter = note("Wide.");
    letter.blocks = vec![Block::Table { header: vec![String::new(); 13], rows: Vec::new() }];
    assert!(refused(letter).contains("12 columns"));
    let mut deep = Block::Paragraph("deep".into());
    for _ in 0..5 {
        deep = Block::Steps(vec![vec![deep]]);
    }
    let mut letter = note("Deep.");
    letter.blocks = vec![deep];
    assert!(refused(letter).contains("4 levels"));
}
