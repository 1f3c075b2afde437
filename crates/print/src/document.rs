//! What does the template read? A letter, checked and cut, as JSON.

use serde::Serialize;

use crate::families::Tag;
use crate::run::{LONGEST_ADDRESS, LONGEST_WORD, Run, run};
use crate::together::cells;
use crate::verbatim::lines;
use crate::{Block, Direction, Fonts, Letter, Paper, PrintError, families};

/// Characters of a letter, all told: some sixty pages.
const CHARACTERS: usize = 200_000;
/// Blocks, points, steps and rows of a letter, all told.
const PIECES: usize = 5_000;
/// How deep steps stand within steps, and how many columns a table has.
const DEPTH: usize = 4;
const COLUMNS: usize = 12;

#[derive(Serialize)]
pub(crate) struct Document<'a> {
    paper: &'static str,
    title: String,
    author: &'a str,
    sender: Vec<Run>,
    sender_direction: &'static str,
    recipient: Vec<Run>,
    recipient_direction: &'static str,
    date: Run,
    reference: Run,
    parts: Vec<Section>,
}

#[derive(Serialize)]
struct Section {
    language: String,
    region: Option<&'static str>,
    direction: &'static str,
    fonts: Vec<&'static str>,
    verbatim_fonts: Vec<&'static str>,
    leading: f64,
    subject: Run,
    blocks: Vec<Set>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Set {
    Heading { text: Run },
    Paragraph { text: Run, leads: bool },
    Bullets { items: Vec<Run> },
    Steps { items: Vec<Vec<Set>> },
    Verbatim { lines: Vec<Vec<String>> },
    Table { columns: usize, header: Vec<Run>, cells: Vec<Run> },
}

impl<'a> Document<'a> {
    /// # Errors
    ///
    /// All but [`PrintError::Template`] and what only shows on the finished pages: the letter or the fonts are at fault.
    pub(crate) fn of(letter: &'a Letter, paper: Paper, fonts: &Fonts) -> Result<Self, PrintError> {
        let mut desk = Desk { fonts, characters: 0, pieces: 0 };
        let own = Voice { language: &letter.language, direction: letter.direction };
        let (sender, recipient) =
            (own.addressing(&letter.sender), own.addressing(&letter.recipient));
        let mut parts = vec![desk.section(own, &letter.subject, &letter.blocks)?];
        for part in &letter.parts {
            let voice = Voice { language: &part.language, direction: part.direction };
            parts.push(desk.section(voice, &part.subject, &part.blocks)?);
        }
        Ok(Self {
            paper: match paper {
                Paper::A4 => "a4",
                Paper::Letter => "us-letter",
            },
            title: letter.subject.split_whitespace().collect::<Vec<_>>().join(" "),
            author: letter.sender.first().map_or("", String::as_str),
            sender: desk.runs(sender, &letter.sender, LONGEST_WORD)?,
            sender_direction: name(sender.direction),
            recipient: desk.runs(recipient, &letter.recipient, LONGEST_WORD / 2)?,
            recipient_direction: name(recipient.direction),
            date: desk.run(own, &letter.date, LONGEST_WORD)?,
            reference: desk.run(own, &letter.reference, LONGEST_WORD)?,
            parts,
        })
    }
}

/// In what language, and which way, something is said.
#[derive(Clone, Copy)]
struct Voice<'a> {
    language: &'a str,
    direction: Direction,
}

impl Voice<'_> {
    /// Addresses run as their own letters do, whatever the letter does.
    fn addressing(self, lines: &[String]) -> Self {
        let strong = lines.iter().find_map(|line| line.chars().find_map(Direction::of));
        Self { direction: strong.unwrap_or(Direction::LeftToRight), ..self }
    }
}

/// What has been taken so far.
struct Desk<'a> {
    fonts: &'a Fonts,
    characters: usize,
    pieces: usize,
}

impl Desk<'_> {
    fn section(
        &mut self,
        voice: Voice<'_>,
        subject: &str,
        blocks: &[Block],
    ) -> Result<Section, PrintError> {
        if let Some(missing) = families(voice.language).find(|family| !self.fonts.hold(family)) {
            let (family, package) = (missing.name, missing.package);
            let language = voice.language.to_owned();
            return Err(PrintError::NoFont { family, language, package });
        }
        let tag = Tag::read(voice.language);
        let held = |verbatim: bool| {
            let families = tag.order(verbatim).into_iter();
            families.filter(|it| self.fonts.hold(it)).map(|it| it.name).collect()
        };
        Ok(Section {
            fonts: held(false),
            verbatim_fonts: held(true),
            leading: tag.leading(),
            direction: name(voice.direction),
            subject: self.run(voice, subject, LONGEST_ADDRESS)?,
            blocks: self.blocks(voice, blocks, 0)?,
            region: tag.region,
            language: tag.language,
        })
    }

    fn blocks(
        &mut self,
        voice: Voice<'_>,
        blocks: &[Block],
        depth: usize,
    ) -> Result<Vec<Set>, PrintError> {
        if depth > DEPTH {
            return Err(PrintError::TooLong { what: "levels of steps", limit: DEPTH });
        }
        let followers = blocks.iter().skip(1).map(Some).chain([None]);
        let mut set = Vec::new();
        for (block, follower) in blocks.iter().zip(followers) {
            let mut block = self.block(voice, block, depth)?;
            if let Set::Paragraph { leads, .. } = &mut block {
                *leads &= follower.is_some_and(is_led_to);
            }
            set.push(block);
        }
        Ok(set)
    }

    fn block(&mut self, voice: Voice<'_>, block: &Block, depth: usize) -> Result<Set, PrintError> {
        self.count("", 1)?;
        Ok(match block {
            Block::Heading(text) => Set::Heading { text: self.run(voice, text, LONGEST_ADDRESS)? },
            Block::Paragraph(text) => {
                let text_set = self.run(voice, text, LONGEST_ADDRESS)?;
                Set::Paragraph { text: text_set, leads: may_lead(text) }
            }
            Block::Bullets(items) => {
                Set::Bullets { items: self.runs(voice, items, LONGEST_ADDRESS)? }
            }
            Block::Steps(steps) => {
                let steps = steps.iter().map(|step| self.blocks(voice, step, depth + 1));
                Set::Steps { items: steps.collect::<Result<_, _>>()? }
            }
            Block::Verbatim(text) => {
                self.count(text, text.lines().count())?;
                Set::Verbatim { lines: lines(text, voice.language, depth)? }
            }
            Block::Table { header, rows } => self.table(voice, header, rows)?,
        })
    }

    fn table(
        &mut self,
        voice: Voice<'_>,
        header: &[String],
        rows: &[Vec<String>],
    ) -> Result<Set, PrintError> {
        let columns = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
        if columns > COLUMNS {
            return Err(PrintError::TooLong { what: "columns in a table", limit: COLUMNS });
        }
        let mut filled = |row: &[String]| {
            let mut cells = self.runs(voice, row, LONGEST_WORD / 2)?;
            cells.resize_with(columns, Run::new);
            Ok::<_, PrintError>(cells)
        };
        let mut cells = Vec::new();
        for row in rows {
            cells.extend(filled(row)?);
        }
        let header = if header.is_empty() { Vec::new() } else { filled(header)? };
        Ok(Set::Table { columns, header, cells })
    }

    fn runs(
        &mut self,
        voice: Voice<'_>,
        texts: &[String],
        longest_word: usize,
    ) -> Result<Vec<Run>, PrintError> {
        texts.iter().map(|text| self.run(voice, text, longest_word)).collect()
    }

    fn run(
        &mut self,
        voice: Voice<'_>,
        text: &str,
        longest_word: usize,
    ) -> Result<Run, PrintError> {
        self.count(text, 1)?;
        run(text, (voice.language, voice.direction), longest_word)
    }

    /// Keeps a letter from being larger than anybody would print, before it costs anything.
    fn count(&mut self, text: &str, pieces: usize) -> Result<(), PrintError> {
        self.characters = self.characters.saturating_add(text.len().min(text.chars().count()));
        self.pieces = self.pieces.saturating_add(pieces);
        if self.characters > CHARACTERS {
            return Err(PrintError::TooLong { what: "characters", limit: CHARACTERS });
        }
        if self.pieces > PIECES {
            return Err(PrintError::TooLong { what: "blocks and lines", limit: PIECES });
        }
        Ok(())
    }
}

/// Cells of some three lines. Not every language ends what leads to a list with a colon.
const LEAD: usize = 240;

/// Whether a paragraph would be of no use at the foot of a page, without what it leads to.
fn may_lead(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || c == '\u{2069}');
    end.ends_with([':', '：']) || cells(text) <= LEAD
}

const fn is_led_to(block: &Block) -> bool {
    matches!(block, Block::Verbatim(_) | Block::Bullets(_) | Block::Table { .. })
}

const fn name(direction: Direction) -> &'static str {
    match direction {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
}
