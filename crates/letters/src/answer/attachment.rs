//! What was attached: kept for a person, never shown by us.

use super::calm;
use super::parts::{Mail, Part};

/// Attachments that are kept.
const MOST_ATTACHMENTS: usize = 32;
/// Characters of a name.
const NAME_CHARACTERS: usize = 120;

/// A file that came with a message.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Attachment {
    /// Its name, made inert: no folder, no control characters, no leading dot; `unnamed` if it had none.
    pub name: String,
    /// Its media type as told, which need not be what it is.
    pub kind: String,
    /// What it holds, decoded.
    pub bytes: Vec<u8>,
}

/// Everything but what a message says by itself.
pub(super) fn all(mail: &Mail<'_>) -> Vec<Attachment> {
    let attached = mail.parts.iter().filter(|part| is_attached(part)).take(MOST_ATTACHMENTS);
    let kept = attached.map(|part| Attachment {
        name: calm::file_name(part.name.as_deref().unwrap_or_default(), NAME_CHARACTERS),
        kind: calm::line(&part.media, NAME_CHARACTERS),
        bytes: part.bytes().into_owned(),
    });
    kept.collect()
}

fn is_attached(part: &Part<'_>) -> bool {
    let is_text = matches!(part.media.as_str(), "text/plain" | "text/html");
    part.is_attachment || part.name.is_some() || !is_text
}
