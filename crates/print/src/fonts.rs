//! What is drawn with?

use std::fmt;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _};

use crate::PrintError;
use crate::families::{FAMILIES, Family};

/// Fonts, read once and used for any number of letters.
///
/// Holds the bytes that it was made of and little more: a collection is one piece in memory, however many of its
/// fonts are used, and what [`FAMILIES`] does not name is left alone.
pub struct Fonts {
    pub(crate) library: LazyHash<Library>,
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) faces: Vec<Font>,
}

impl Fonts {
    /// Reads the fonts in `files`: the bytes of TrueType or OpenType fonts, or of collections of them.
    ///
    /// # Errors
    ///
    /// [`PrintError::UnreadableFont`]: a file is none of that. Whoever read it is at fault.
    pub fn new(files: Vec<Vec<u8>>) -> Result<Self, PrintError> {
        let mut faces = Vec::new();
        for (number, file) in (1..).zip(files) {
            let mut found = Font::iter(Bytes::new(file)).peekable();
            if found.peek().is_none() {
                return Err(PrintError::UnreadableFont { number });
            }
            let wanted = |font: &Font| FAMILIES.iter().any(|it| it.name == font.info().family);
            faces.extend(found.filter(wanted));
        }
        let book = LazyHash::new(FontBook::from_fonts(&faces));
        Ok(Self { library: LazyHash::new(Library::default()), book, faces })
    }

    /// Whether `family` is among them.
    #[must_use]
    pub fn hold(&self, family: &Family) -> bool {
        self.faces.iter().any(|font| font.info().family == family.name)
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.faces).finish()
    }
}
