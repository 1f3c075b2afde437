//! The parts of a message (RFC 2046), as far as they are looked at.
//!
//! Where a part ends is found here: what `mail-parser` does with boundaries in disorder rests on assertions,
//! and strangers write these messages. A message inside the message is one part and is never looked into.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

use super::fields::Fields;

/// Multiparts in multiparts that are split.
const MOST_NESTED: u8 = 8;
/// Parts of a message that are looked at, multiparts included.
const MOST_PARTS: usize = 256;
/// Bytes of a text that are decoded.
const TEXT_BYTES: usize = 512 * 1024;

/// A part that has no parts.
#[derive(Clone, Debug)]
pub(super) struct Part<'m> {
    /// Its media type, such as `text/plain`, in small letters.
    pub(super) media: String,
    /// The name of the file that it is, as told; `None` for none.
    pub(super) name: Option<String>,
    /// Whether it asks to be kept apart from the text (RFC 2183).
    pub(super) is_attachment: bool,
    /// The multipart that it stands in, such as `multipart/report`; empty for none.
    pub(super) within: String,
    charset: Option<String>,
    encoding: String,
    body: &'m [u8],
}

/// A message: its own header and its parts.
pub(super) struct Mail<'m> {
    /// The fields of its own header.
    pub(super) fields: Fields,
    /// Its media type, in small letters.
    pub(super) media: String,
    /// Its parts, in order.
    pub(super) parts: Vec<Part<'m>>,
}

impl<'m> Mail<'m> {
    /// Splits `message`.
    pub(super) fn read(message: &'m [u8]) -> Self {
        let (head, body) = halves(message);
        let fields = Fields::read(head);
        let media = media(&fields);
        let mut split = Split { parts: Vec::new(), seen: 0 };
        split.collect(&fields, body, "", MOST_NESTED);
        Self { fields, media, parts: split.parts }
    }

    /// The first part of one of these media types.
    pub(super) fn part(&self, media: &[&str]) -> Option<&Part<'m>> {
        self.parts.iter().find(|part| media.contains(&part.media.as_str()))
    }
}

struct Split<'m> {
    parts: Vec<Part<'m>>,
    seen: usize,
}

impl<'m> Split<'m> {
    fn collect(&mut self, fields: &Fields, body: &'m [u8], within: &str, nested: u8) {
        self.seen = self.seen.saturating_add(1);
        let content = fields.content_type();
        let media = media(fields);
        let boundary = content.as_ref().and_then(|content| content.attribute("boundary"));
        let boundary = boundary.unwrap_or_default().trim_end();
        if media.starts_with("multipart/") && !boundary.is_empty() && nested > 0 {
            let most = MOST_PARTS.saturating_sub(self.seen);
            let pieces = pieces(body, boundary.as_bytes(), most);
            // No boundary at all: what stands there is a text after all.
            if !pieces.is_empty() {
                for piece in pieces {
                    if self.seen >= MOST_PARTS {
                        return;
                    }
                    let (head, body) = halves(piece);
                    self.collect(&Fields::read(head), body, &media, nested.saturating_sub(1));
                }
                return;
            }
        }
        let disposition = fields.disposition();
        let name = disposition.as_ref().and_then(|it| it.attribute("filename"));
        let name = name.or_else(|| content.as_ref().and_then(|it| it.attribute("name")));
        self.parts.push(Part {
            is_attachment: disposition
                .as_ref()
                .is_some_and(mail_parser::ContentType::is_attachment),
            name: name.map(str::to_owned),
            charset: content.as_ref().and_then(|it| it.attribute("charset")).map(str::to_owned),
            encoding: fields
                .first("content-transfer-encoding")
                .unwrap_or_default()
                .to_ascii_lowercase(),
            media: if media.starts_with("multipart/") { "text/plain".to_owned() } else { media },
            within: within.to_owned(),
            body,
        });
    }
}

impl Part<'_> {
    /// What it holds, without its transfer encoding; as it stands, where that is broken.
    pub(super) fn bytes(&self) -> Cow<'_, [u8]> {
        decoded(self.body, &self.encoding)
    }

    /// The start of what it holds, as text.
    pub(super) fn text(&self) -> String {
        let cut = self.body.get(..TEXT_BYTES).unwrap_or(self.body);
        // Whole lines of base64 can be decoded alone.
        let last = if cut.len() < self.body.len() {
            cut.iter().rposition(|it| *it == b'\n')
        } else {
            None
        };
        let bytes = decoded(last.and_then(|last| cut.get(..last)).unwrap_or(cut), &self.encoding);
        // What is valid UTF-8 and more than ASCII is UTF-8, whatever was said.
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let is_shifted = bytes.contains(&0x1b) || text.contains("+A") || text.contains("~{");
            if !text.is_ascii() || !is_shifted {
                return text.to_owned();
            }
        }
        let charset = self.charset.as_deref().and_then(|it| charset_decoder(it.as_bytes()));
        charset
            .map_or_else(|| String::from_utf8_lossy(&bytes).into_owned(), |decode| decode(&bytes))
    }
}

fn media(fields: &Fields) -> String {
    fields.content_type().map_or("text/plain".to_owned(), |content| {
        let kind = content.subtype().unwrap_or("plain");
        format!("{}/{kind}", content.ctype()).to_ascii_lowercase()
    })
}

/// The header and the body: an empty line stands between them (RFC 5322 section 2.1).
pub(super) fn halves(entity: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0_usize;
    for line in entity.split_inclusive(|byte| *byte == b'\n') {
        let end = at.saturating_add(line.len());
        if matches!(line, b"\n" | b"\r\n") {
            return entity.split_at_checked(end).unwrap_or((entity, &[]));
        }
        at = end;
    }
    (entity, &[])
}

/// What stands between the lines of a boundary (RFC 2046 section 5.1.1); the last one may be missing.
fn pieces<'m>(body: &'m [u8], boundary: &[u8], most: usize) -> Vec<&'m [u8]> {
    let mut pieces = Vec::new();
    let (mut at, mut start) = (0_usize, None);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let end = at.saturating_add(line.len());
        let behind = line.trim_ascii_end().strip_prefix(b"--");
        let behind = behind.and_then(|line| line.strip_prefix(boundary));
        if let Some(behind) = behind.filter(|behind| matches!(**behind, [] | [b'-', b'-'])) {
            pieces.extend(start.and_then(|start| body.get(start..at)));
            start = behind.is_empty().then_some(end);
        }
        at = end;
        if pieces.len() >= most {
            return pieces;
        }
    }
    pieces.extend(start.and_then(|start| body.get(start..)));
    pieces
}

fn decoded<'m>(body: &'m [u8], encoding: &str) -> Cow<'m, [u8]> {
    let plain = match encoding.trim() {
        "base64" => base64_decode(body),
        "quoted-printable" => quoted_printable_decode(body),
        _ => None,
    };
    plain.map_or(Cow::Borrowed(body), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_in_parts_are_found_and_decoded() {
        let text = b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=\"a b\"\r\n\r\nbefore\r\n\
            --a b\r\n\r\nplain\r\n--a b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n\
            --c\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=41\r\n--c--\r\n\
            --a b\r\nContent-Type: text/plain; charset=iso-2022-jp; name=X.txt\r\n\r\n\x1b$B$3$s\x1b(B\r\n--a b--\r\nafter";
        let mail = Mail::read(text);
        let shown = mail
            .parts
            .iter()
            .map(|part| (part.media.as_str(), part.within.as_str(), part.text().trim().to_owned()));
        let wanted = [
            ("text/plain", "multipart/mixed", "plain".to_owned()),
            ("text/html", "multipart/alternative", "A".to_owned()),
            ("text/plain", "multipart/mixed", "こん".to_owned()),
        ];
        assert_eq!(shown.collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn boundaries_in_disorder_do_no_harm() {
        let nested = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(3000);
        assert!(Mail::read(&nested).parts.len() <= MOST_PARTS);
        let many =
            [&b"Content-Type: multipart/mixed; boundary=b\n\n"[..], &b"--b\n\nx\n".repeat(3000)]
                .concat();
        assert!((200..=MOST_PARTS).contains(&Mail::read(&many).parts.len()));
        assert_eq!(Mail::read(b"Content-Type: multipart/mixed\n\n--\nx").parts.len(), 1);
    }
}
