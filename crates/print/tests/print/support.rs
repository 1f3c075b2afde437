//! What do the tests of printing share: the system's fonts, a letter, and what `pdftotext` reads in it?

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use cerrojo_print::{Block, Direction, FAMILIES, Fonts, Letter, Paper, Part, pages};
use chrono::NaiveDate;

use crate::languages::Language;

/// Where Debian puts fonts.
const FOLDERS: [&str; 2] = ["/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"];

/// The system's fonts; `None`, with a line that says why, where they or the program that reads pages are missing.
pub(crate) fn fonts() -> Option<&'static Fonts> {
    static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
    FONTS
        .get_or_init(|| match (files(), Command::new("pdftotext").arg("-v").output()) {
            (Ok(files), Ok(_)) => Some(Fonts::new(files).expect("they are fonts")),
            (Err(missing), _) => skipped(&missing),
            (_, Err(_)) => skipped("pdftotext (poppler-utils)"),
        })
        .as_ref()
}

fn skipped(missing: &str) -> Option<Fonts> {
    eprintln!("skipped: no {missing} here; cargo xtask test installs it where it may");
    None
}

fn files() -> Result<Vec<Vec<u8>>, String> {
    let mut names: Vec<&str> = FAMILIES.iter().flat_map(|family| family.files).copied().collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(read).collect()
}

/// The bytes of a font file of the system.
pub(crate) fn read(name: &str) -> Result<Vec<u8>, String> {
    let mut paths = FOLDERS.iter().map(|folder| Path::new(folder).join(name));
    let path = paths.find(|path| path.exists()).ok_or_else(|| name.to_owned())?;
    std::fs::read(path).map_err(|error| format!("{name}: {error}"))
}

const CONFIGURATION: &str = "# /etc/postfix/main.cf\n\
    smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, defer_unauth_destination\n\
    \tmynetworks = 127.0.0.0/8 [::1]/128\n\n\
    $ postconf -n | grep -- \"relay\" && echo 'fi -> ffi != != --'";

/// A letter with everything in it, in `language`.
pub(crate) fn letter(language: &Language) -> Letter {
    let texts = |all: &[&str]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    let paragraph = |text: &str| Block::Paragraph(text.to_owned());
    let rows = ["192.0.2.7", "2001:db8:85a3::8a2e:370:7334"].map(|address| {
        vec![address.into(), "25".into(), language.heading.into(), "2026-03-11 08:15 UTC".into()]
    });
    Letter {
        language: language.tag.into(),
        direction: language.direction,
        sender: texts(&[
            "CSIRT Example",
            "Clara-Zetkin-Str. 1",
            "10117 Berlin",
            "cases@csirt.example",
        ]),
        recipient: texts(language.recipient),
        date: language.date.into(),
        day: NaiveDate::from_ymd_opt(2026, 3, 12).expect("a day"),
        reference: "CE-2026-000417".into(),
        subject: language.subject.into(),
        blocks: vec![
            paragraph(language.paragraphs[0]),
            Block::Table { header: texts(&language.columns), rows: rows.to_vec() },
            paragraph(language.paragraphs[1]),
            Block::Heading(language.heading.into()),
            Block::Bullets(texts(&language.points)),
            Block::Steps(vec![
                vec![paragraph(language.points[0]), Block::Verbatim(CONFIGURATION.into())],
                vec![paragraph(language.points[1])],
            ]),
            Block::Verbatim(CONFIGURATION.into()),
            paragraph(language.paragraphs[0]),
        ],
        parts: vec![Part {
            language: "en".into(),
            direction: Direction::LeftToRight,
            subject: "Your server 192.0.2.7 passes on mail for anybody".into(),
            blocks: vec![paragraph(
                "The mail server 192.0.2.7:25 accepts messages from strangers.",
            )],
        }],
    }
}

/// A short letter of one paragraph in English.
pub(crate) fn note(text: &str) -> Letter {
    let english = crate::languages::LANGUAGES.iter().find(|it| it.tag == "en").expect("English");
    let blocks = vec![Block::Paragraph(text.into())];
    Letter { blocks, parts: Vec::new(), ..letter(english) }
}

/// A file of one's own with the pages of a letter.
pub(crate) fn printed(letter: &Letter, paper: Paper, name: &str, fonts: &Fonts) -> PathBuf {
    let pdf = pages(letter, paper, fonts).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(pdf.starts_with(b"%PDF-"), "{name}");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
    std::fs::write(&path, pdf).expect("a file of one's own");
    path
}

/// What one of poppler's programs says of a file.
pub(crate) fn poppler(program: &str, options: &[&str], file: &Path) -> String {
    let mut command = Command::new(program);
    command.args(options).arg(file);
    if program == "pdftotext" {
        command.arg("-");
    }
    let out = command.output().expect("poppler-utils");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("UTF-8")
}

/// A text without what only steers its direction, and without white space.
pub(crate) fn dense(text: &str) -> String {
    let steers = |c: &char| {
        !c.is_whitespace()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}')
    };
    text.chars().filter(steers).collect()
}
