//! Where do lines and pages end?

use cerrojo_print::{Block, Paper};

use crate::languages::LANGUAGES;
use crate::support::{dense, fonts, letter, note, poppler, printed};

/// The lines of a text on paper, page by page.
fn pages_of(blocks: Vec<Block>, name: &str) -> Option<Vec<Vec<String>>> {
    let mut letter = note("Start.");
    letter.blocks = blocks;
    let file = printed(&letter, Paper::A4, name, fonts()?);
    let said = poppler("pdftotext", &["-layout"], &file);
    let lines = |page: &str| {
        let lines = page.lines().map(|line| line.trim().to_owned());
        lines.filter(|line| !line.is_empty() && !line.starts_with("CE-2026")).collect()
    };
    Some(said.split('\u{c}').map(lines).collect())
}

/// A letter that is filled with `filling` lines before what is looked at.
fn filled(filling: usize, then: &[Block]) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph("Filling.".into()); filling];
    blocks.extend_from_slice(then);
    blocks
}

#[test]
fn what_leads_to_a_list_is_on_the_same_page() {
    let verbatim = |count: usize| {
        let lines: Vec<String> = (1..=count).map(|number| format!("line-{number}")).collect();
        Block::Verbatim(lines.join("\n"))
    };
    let lead = || Block::Paragraph("Add these lines:".into());
    let row = || vec!["line-1".to_owned(), "x".to_owned()];
    let table = Block::Table { header: Vec::new(), rows: vec![row(), row()] };
    let bullets = Block::Bullets(vec!["line-1".into(), "line-2".into()]);
    for filling in 14..34 {
        for (number, block) in
            [verbatim(4), verbatim(14), bullets.clone(), table.clone()].into_iter().enumerate()
        {
            let name = format!("lead-{filling}-{number}");
            let blocks = filled(filling, &[lead(), block]);
            let Some(pages) = pages_of(blocks, &name) else { return };
            let with_lead = pages.iter().find(|page| page.contains(&"Add these lines:".to_owned()));
            let page = with_lead.expect("it is there");
            assert!(page.iter().any(|line| line.contains("line-1")), "{name}: {page:?}");
            let on_page = page.iter().filter(|line| line.starts_with("line-")).count();
            match number {
                0 => assert_eq!(on_page, 4, "{name}: {page:?}"),
                1 => assert!(![1, 13].contains(&on_page), "{name}: {page:?}"),
                _ => {}
            }
        }
    }
}

#[test]
fn a_command_of_two_rows_is_broken_at_a_space() {
    let restrictions = "smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination";
    let blocks = vec![Block::Verbatim(restrictions.into())];
    let Some(pages) = pages_of(blocks, "command") else { return };
    let last: Vec<&String> = pages[0].iter().rev().take(2).collect();
    assert_eq!(last[0], "reject_unauth_destination");
    assert!(last[1].ends_with("permit_sasl_authenticated,"), "{last:?}");
}

/// The lines of a text in some language, with a filling of every length before it, so that it meets the end of a
/// line at each of its letters.
fn lines_of(tag: &str, text: &str, stuffing: &str) -> Option<Vec<String>> {
    let language = LANGUAGES.iter().find(|it| it.tag == tag).expect(tag);
    let mut letter = letter(language);
    letter.parts = Vec::new();
    letter.blocks = (25..50)
        .map(|count| Block::Paragraph(format!("{} {text}", stuffing.repeat(count))))
        .collect();
    let file = printed(&letter, Paper::A4, &format!("lines-{tag}"), fonts()?);
    let said = poppler("pdftotext", &["-layout"], &file);
    Some(said.lines().map(dense).collect())
}

#[test]
fn what_belongs_together_is_on_one_line() {
    for (tag, text, fill, kept) in [
        ("cs", "ze dne 20. listopadu 2025", "a ", "20.listopadu2025"),
        ("de", "und viele E-Mails dort", "i ", "E-Mails"),
        (
            "de",
            "mit \u{2068}-o smtpd_relay_restrictions=\u{2069} darin",
            "ii ",
            "-osmtpd_relay_restrictions=",
        ),
        ("ko", "이러한서버를 찾으면 2025년 11월 20일 모두", "한 ", "이러한서버를"),
        ("ko", "찾으면 2025년 11월 20일 모두", "한 ", "2025년11월20일"),
        ("zh-Hant", "於2025年11月20日測試", "開 ", "2025年11月20日"),
        ("th", "วันที่ 20 พฤศจิกายน", "ก ", "20พฤศจิกายน"),
        (
            "ja",
            "参照 https://www.postfix.example/SMTPD_ACCESS_README.html 。",
            "開 ",
            "https://www.postfix.example/SMTPD_ACCESS_README.html",
        ),
    ] {
        let Some(lines) = lines_of(tag, text, fill) else { return };
        let found = lines.iter().filter(|line| line.contains(kept)).count();
        assert_eq!(found, 25, "{tag}: {kept} is not in each of\n{}", lines.join("\n"));
    }
}
