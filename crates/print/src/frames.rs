//! Is everything on the pages that should be?

use typst::layout::{Frame, FrameItem};
use typst::text::{Lang, TextItem};
use typst_layout::PagedDocument;

use crate::PrintError;
use crate::families::Tag;

/// The glyph that fonts keep for what they do not have (OpenType, `glyf`): a box, in most.
const NO_GLYPH: u16 = 0;

/// Looks for characters that no font had a shape for.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`] with the first of them, and with that of `languages` in which it was found.
pub(crate) fn look(document: &PagedDocument, languages: &[&str]) -> Result<(), PrintError> {
    document.pages().iter().try_for_each(|page| look_at(&page.frame, languages))
}

fn look_at(frame: &Frame, languages: &[&str]) -> Result<(), PrintError> {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => look_at(&group.frame, languages)?,
            FrameItem::Text(text) => {
                if let Some(character) = without_shape(text) {
                    let language = language(text, languages);
                    return Err(PrintError::MissingGlyph { character, language });
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn without_shape(text: &TextItem) -> Option<char> {
    let mut missing = text.glyphs.iter().filter(|glyph| glyph.id == NO_GLYPH);
    let cluster = missing.next().map(|glyph| text.text.get(glyph.range()).unwrap_or_default())?;
    // A cluster may begin with what its font does have.
    let font = text.font.ttf();
    let absent = cluster.chars().find(|c| font.glyph_index(*c).is_none());
    Some(absent.or_else(|| cluster.chars().next()).unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn language(text: &TextItem, languages: &[&str]) -> String {
    let fits = |tag: &&&str| {
        let tag = Tag::read(tag);
        let region = text.region.map(|region| region.as_str().to_owned());
        tag.language.parse::<Lang>().is_ok_and(|lang| lang == text.lang)
            && tag.region.map(str::to_owned) == region
    };
    languages.iter().find(fits).map_or_else(|| text.lang.as_str().to_owned(), |it| (*it).to_owned())
}
