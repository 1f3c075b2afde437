//! Is everything on the pages that should be?

use typst::layout::{Frame, FrameItem};
use typst::text::{Font, Lang, TextItem};
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
pub(crate) fn look(
    document: &PagedDocument,
    faces: &[Font],
    languages: &[&str],
) -> Result<(), PrintError> {
    document.pages().iter().try_for_each(|page| look_at(&page.frame, faces, languages))
}

fn look_at(frame: &Frame, faces: &[Font], languages: &[&str]) -> Result<(), PrintError> {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => look_at(&group.frame, faces, languages)?,
            FrameItem::Text(text) => {
                if let Some(character) = without_shape(text, faces) {
                    let language = language(text, languages);
                    return Err(PrintError::MissingGlyph { character, language });
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// A mark that no font has makes its letter fail as well: the first that is named is one that is in no font.
fn without_shape(text: &TextItem, faces: &[Font]) -> Option<char> {
    let missing = text.glyphs.iter().filter(|glyph| glyph.id == NO_GLYPH);
    let clusters = missing.map(|glyph| text.text.get(glyph.range()).unwrap_or_default());
    let characters: Option<Vec<char>> =
        clusters.map(|it| it.chars().collect()).reduce(|all: Vec<char>, more| [all, more].concat());
    let characters = characters?;
    let nowhere =
        |c: &&char| !faces.iter().any(|font| font.info().coverage.contains(u32::from(**c)));
    let not_here = |c: &&char| text.font.ttf().glyph_index(**c).is_none();
    let named = characters.iter().find(nowhere).or_else(|| characters.iter().find(not_here));
    Some(named.or(characters.first()).copied().unwrap_or(char::REPLACEMENT_CHARACTER))
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
