//! Makes pages of a letter.

use std::sync::LazyLock;

use chrono::Datelike as _;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use crate::document::Document;
use crate::{Fonts, Letter, Paper, PrintError, frames};

/// Pages of a letter: what fits an envelope, and a file, without a second thought.
const PAGES: usize = 50;
/// Letters for which intermediate results are kept: those that the next letter in the same language needs again.
const KEPT_FOR_LETTERS: usize = 3;

/// The program that sets letters, and the name under which it reads the letter.
const TEMPLATE: &str = include_str!("letter.typ");
const DATA: &str = "/letter.json";

/// The places in the template that can be too small, by what it calls out.
const PLACES: [(&str, &str); 3] = [
    ("no-room-for-recipient", "recipient"),
    ("no-room-for-sender", "sender"),
    ("no-room-for-date", "date with the reference"),
];

/// Makes a PDF of a letter: with the title, the language and the day among its properties, tagged for those who
/// have it read aloud, and the same bytes whenever it is made.
///
/// 1 to 50 pages. Fonts are embedded, as far as they are used.
///
/// # Errors
///
/// [`PrintError::NoFont`] and [`PrintError::MissingGlyph`]: the fonts do not show this letter, or nothing can.
/// [`PrintError::TooLong`] and [`PrintError::DoesNotFit`]: the letter is at fault.
pub fn pages(letter: &Letter, paper: Paper, fonts: &Fonts) -> Result<Vec<u8>, PrintError> {
    let data = Document::of(letter, paper, fonts)?;
    let data = serde_json::to_vec(&data)
        .map_err(|error| PrintError::Template { message: error.to_string() })?;
    let desk = Desk { fonts, data: Bytes::new(data) };
    let set = typst::compile::<PagedDocument>(&desk).output;
    let made = set.map_err(|said| refused(&said)).and_then(|document| {
        if document.pages().len() > PAGES {
            return Err(PrintError::TooLong { what: "pages", limit: PAGES });
        }
        let parts = letter.parts.iter().map(|part| part.language.as_str());
        let languages: Vec<&str> = [letter.language.as_str()].into_iter().chain(parts).collect();
        frames::look(&document, &fonts.faces, &languages)?;
        typst_pdf::pdf(&document, &options(letter)).map_err(|said| refused(&said))
    });
    typst::comemo::evict(KEPT_FOR_LETTERS);
    made
}

fn options(letter: &Letter) -> PdfOptions {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let (month, day) = (part(letter.day.month()), part(letter.day.day()));
    let day = Datetime::from_ymd_hms(letter.day.year(), month, day, 0, 0, 0);
    PdfOptions {
        ident: Smart::Custom(format!("{} {}", letter.language, letter.reference)),
        creator: Smart::Custom(Some("Cerrojo".to_owned())),
        timestamp: day.map(Timestamp::new_utc),
        ..PdfOptions::default()
    }
}

fn refused(said: &[SourceDiagnostic]) -> PrintError {
    let message = said.first().map_or("", |first| first.message.as_str());
    match PLACES.iter().find(|(call, _)| message.contains(call)) {
        Some(&(_, what)) => PrintError::DoesNotFit { what },
        None => PrintError::Template { message: message.to_owned() },
    }
}

/// All that the typesetter gets to see: the template, one letter, the fonts.
struct Desk<'a> {
    fonts: &'a Fonts,
    data: Bytes,
}

static SOURCE: LazyLock<Option<Source>> =
    LazyLock::new(|| Some(Source::new(file("/letter.typ")?, TEMPLATE.to_owned())));

fn file(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn is_named(id: FileId, name: &str) -> bool {
    *id.get().root() == VirtualRoot::Project && id.get().vpath().get_with_slash() == name
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.fonts.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        SOURCE.as_ref().map_or_else(|| Source::detached("").id(), Source::id)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let template = SOURCE.as_ref().filter(|source| source.id() == id);
        template.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if is_named(id, DATA) { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    /// Letters bring their own day: asked for today, the typesetter gets none.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
