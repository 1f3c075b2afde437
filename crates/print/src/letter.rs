//! What is in a letter that is to be printed?

use chrono::NaiveDate;

/// A letter on paper: to one recipient, in one language, and, if need be, once more in another.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Letter {
    /// The BCP 47 tag of the letter's language. It decides about fonts, shapes of characters and line breaks.
    pub language: String,
    /// The direction in which that language runs.
    pub direction: Direction,
    /// Who writes: the name, then the address, a line each; seven lines at most.
    pub sender: Vec<String>,
    /// Who is written to, a line each, as on an envelope; six lines at most, smaller ones when they are long.
    pub recipient: Vec<String>,
    /// The date as it is to be read, in the letter's language.
    pub date: String,
    /// The same day, for the document's own properties.
    pub day: NaiveDate,
    /// What to name in an answer; it stands on every page.
    pub reference: String,
    /// What the letter is about: its headline, and the title of the document.
    pub subject: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// What follows on pages of its own: the same letter in English, say.
    pub parts: Vec<Part>,
}

/// A further part of a letter, on a page of its own.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Part {
    /// The BCP 47 tag of the part's language.
    pub language: String,
    /// The direction in which that language runs.
    pub direction: Direction,
    /// The headline.
    pub subject: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// One thing after the other. White space of any kind and number is one space, but in [`Block::Verbatim`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Block {
    /// A headline below the subject.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Points without an order.
    Bullets(Vec<String>),
    /// Steps, numbered from 1, each of blocks of its own; four deep at most.
    Steps(Vec<Vec<Block>>),
    /// Lines that are to be typed or compared as they stand: in letters of one width, left to right in every language.
    /// What is longer than a row is broken at a space, and inside a word only where it fits no row; a sign says that
    /// it goes on, and what goes on is set in. Six rows or fewer stay on one page.
    Verbatim(String),
    /// A table. A short row is filled up; twelve columns at most.
    Table {
        /// The headline of each column; it comes again on every page. None: no headlines.
        header: Vec<String>,
        /// The rows, cell by cell.
        rows: Vec<Vec<String>>,
    },
}

/// The direction in which a text runs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Direction {
    /// As Latin does.
    LeftToRight,
    /// As Arabic and Hebrew do.
    RightToLeft,
}

impl Direction {
    /// Which way a character makes a line run, if it does at all (UAX #9, strong types).
    pub(crate) fn of(c: char) -> Option<Self> {
        match c {
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
                Some(Self::RightToLeft)
            }
            _ if c.is_alphabetic() => Some(Self::LeftToRight),
            _ => None,
        }
    }
}

/// The paper that is printed on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Paper {
    /// 210 by 297 mm, laid out by DIN 5008 form B: the recipient is in the window of a DL envelope (ISO 269), which
    /// shows 20 to 105 mm from the left and 45 to 90 mm from the top; marks say where to fold.
    A4,
    /// 8.5 by 11 inches, for a #10 envelope with the usual window: the recipient begins an inch from the left and two
    /// from the top, when the page is folded in three.
    Letter,
}
