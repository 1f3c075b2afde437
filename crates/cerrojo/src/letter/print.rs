//! `cerrojo letter print`: a letter as pages for an envelope with a window, for contacts that no mail reaches.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use cerrojo_letters::language::Direction as Runs;
use cerrojo_letters::letter::{Block, Letter, Part};
use cerrojo_letters::texts::Texts;
use cerrojo_print as print;
use clap::{Args, ValueEnum};

use super::preview::{About, REFERENCE, Shown};
use crate::Status;
use crate::arguments::{Common, Format};
use crate::database::DatabaseOptions;
use crate::output::Output;

/// Where fonts lie where nobody says otherwise.
const FOLDERS: &[&str] = &["/usr/share/fonts", "/usr/local/share/fonts"];
/// Folders below each other that are looked through.
const DEPTH: u32 = 6;

/// Options of `print`.
#[derive(Args, Clone, Debug)]
#[command(after_help = super::preview::kinds())]
pub(super) struct Options {
    #[command(flatten)]
    about: About,
    /// The postal address of the recipient, a line each, repeatable: it is where the window of an envelope shows it.
    #[arg(long, value_name = "LINE", required = true)]
    recipient: Vec<String>,
    /// The paper.
    #[arg(long, value_enum, default_value_t = Paper::A4)]
    paper: Paper,
    /// Folders with fonts, repeatable [default: those of `[letters]` in cerrojo.toml, else those of the system].
    #[arg(long, value_name = "DIR")]
    fonts: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Paper {
    /// 210 x 297 mm, folded for a window on the left (ISO 269, DIN 5008).
    A4,
    /// 8.5 x 11 inches, folded for a #10 window.
    Letter,
}

/// Runs the command.
pub(super) async fn run(
    options: &Options,
    database: &DatabaseOptions,
    common: &Common,
) -> anyhow::Result<Status> {
    let Some(path) = &common.output else {
        bail!("pages are no text: name a file with -o FILE.pdf");
    };
    let shown = options.about.compose(database, common, true).await?;
    let texts = shown.settings.texts(None)?;
    let letter = pages_of(&shown, &texts, &options.recipient)?;
    let folders = if options.fonts.is_empty() { &shown.settings.fonts } else { &options.fonts };
    let fonts = fonts(&shown.letter, folders)?;
    let paper = match options.paper {
        Paper::A4 => print::Paper::A4,
        Paper::Letter => print::Paper::Letter,
    };
    let pages = print::pages(&letter, paper, &fonts)?;
    let mut output = Output::open(Some(path), Format::Json)?;
    output.write_all(&pages).and_then(|()| output.flush()).context("cannot write the pages")?;
    Ok(Status::Fine)
}

/// The letter as it is printed: the first language, then each other one on a page of its own.
fn pages_of(shown: &Shown, texts: &Texts, recipient: &[String]) -> anyhow::Result<print::Letter> {
    let now = cerrojo_engine::now();
    let mut parts = shown.letter.parts.iter();
    let first = parts.next().context("the letter says nothing")?;
    let text = texts.of(first.language).context("the letter is in no language")?;
    let subject = shown.letter.subject.split_once("] ").map_or("", |(_, rest)| rest);
    let sender = match &shown.settings.postal[..] {
        [] => vec![shown.settings.operation(Vec::new()).name],
        lines => lines.to_vec(),
    };
    Ok(print::Letter {
        language: first.language.tag.to_owned(),
        direction: direction(first),
        sender,
        recipient: recipient.to_vec(),
        date: text.day(now),
        day: now.date_naive(),
        reference: REFERENCE.to_owned(),
        subject: subject.to_owned(),
        blocks: blocks(first),
        parts: parts
            .map(|part| print::Part {
                language: part.language.tag.to_owned(),
                direction: direction(part),
                subject: part.language.name.to_owned(),
                blocks: blocks(part),
            })
            .collect(),
    })
}

const fn direction(part: &Part) -> print::Direction {
    match part.language.direction {
        Runs::LeftToRight => print::Direction::LeftToRight,
        Runs::RightToLeft => print::Direction::RightToLeft,
    }
}

fn blocks(part: &Part) -> Vec<print::Block> {
    let block = |block: &Block| match block {
        Block::Heading(text) => Some(print::Block::Heading(text.clone())),
        Block::Paragraph(text) => Some(print::Block::Paragraph(text.clone())),
        Block::Bullets(items) => Some(print::Block::Bullets(items.clone())),
        Block::Verbatim(text) => Some(print::Block::Verbatim(text.clone())),
        Block::Table { header, rows } => {
            Some(print::Block::Table { header: header.clone(), rows: rows.clone() })
        }
        // `flat` takes these apart.
        Block::Same(_) => None,
    };
    part.flat().filter_map(block).collect()
}

/// The fonts that the languages of a letter need, from the first of these folders that has each.
fn fonts(letter: &Letter, folders: &[PathBuf]) -> anyhow::Result<print::Fonts> {
    let usual: Vec<PathBuf> = FOLDERS.iter().map(PathBuf::from).collect();
    let folders = if folders.is_empty() { &usual } else { folders };
    let mut found = Vec::new();
    for folder in folders {
        look_through(folder, DEPTH, &mut found);
    }
    let mut wanted: Vec<&str> = Vec::new();
    let mut needed = Vec::new();
    for family in letter.parts.iter().flat_map(|part| print::families(part.language.tag)) {
        for file in family.files {
            if !wanted.contains(file) {
                wanted.push(file);
                needed.push((file, family));
            }
        }
    }
    let signs = print::FAMILIES.iter().filter(|family| family.used == print::Use::Signs);
    wanted.extend(signs.flat_map(|family| family.files));
    for (file, family) in needed {
        let is_there =
            found.iter().any(|path: &PathBuf| path.file_name().is_some_and(|name| name == *file));
        if !is_there {
            bail!(
                "the font {file} ({}) is not here: install {}, or name its folder with --fonts",
                family.scripts,
                family.package
            );
        }
    }
    let mut files = Vec::new();
    for path in found.iter().filter(|path| {
        path.file_name().is_some_and(|name| wanted.iter().any(|wanted| name == *wanted))
    }) {
        files.push(std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    Ok(print::Fonts::new(files)?)
}

/// Font files below a folder; one that cannot be read has none.
fn look_through(folder: &Path, depth: u32, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() && depth > 0 {
            look_through(&path, depth - 1, found);
        } else if path
            .extension()
            .is_some_and(|kind| ["ttf", "otf", "ttc"].iter().any(|one| kind == *one))
        {
            found.push(path);
        }
    }
}
