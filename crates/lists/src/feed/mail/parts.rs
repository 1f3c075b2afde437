//! The parts of a message (RFC 2046), decoded.
//!
//! `mail-parser` reads headers and decodes bodies. Where a part ends is found here: what it does with
//! boundaries in disorder rests on assertions, and strangers write these messages.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Message, MessageParser, MimeHeaders};

/// Multiparts in multiparts that are split.
const MOST_NESTED: u8 = 8;

/// Parts of a message that are looked at.
const MOST_PARTS: usize = 256;

/// Bytes of a header, or of a text that is read field by field.
pub(super) const HEADER_BYTES: usize = 64 * 1024;

/// A part that has no parts.
pub(super) struct Part<'m> {
    /// Its media type, such as `text/plain`, in small letters.
    pub(super) media: String,
    /// The name of the file that it is, in small letters; empty for none.
    pub(super) name: String,
    /// What it holds, decoded.
    pub(super) body: Cow<'m, [u8]>,
}

/// The header of a message, as far as it is read; `None` if it has none.
pub(super) fn header(message: &[u8]) -> Option<Message<'_>> {
    let message = message.get(..HEADER_BYTES).unwrap_or(message);
    MessageParser::new().with_mime_headers().parse_headers(message)
}

/// The parts of a message or of one of its parts.
pub(super) fn parts(message: &[u8]) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    collect(message, MOST_NESTED, &mut parts);
    parts
}

fn collect<'m>(entity: &'m [u8], nested: u8, parts: &mut Vec<Part<'m>>) {
    let (head, body) = halves(entity);
    let header = header(head);
    let content = header.as_ref().and_then(|header| header.content_type());
    let boundary = content.and_then(|content| content.attribute("boundary")).unwrap_or_default();
    let is_multipart =
        content.is_some_and(|content| content.ctype().eq_ignore_ascii_case("multipart"));
    if is_multipart && !boundary.is_empty() && nested > 0 {
        for piece in pieces(body, boundary.as_bytes()) {
            collect(piece, nested.saturating_sub(1), parts);
        }
        return;
    }
    let media = content.map_or("text/plain".to_owned(), |content| {
        format!("{}/{}", content.ctype(), content.subtype().unwrap_or_default())
    });
    let name = header.as_ref().and_then(|header| header.attachment_name()).unwrap_or_default();
    let encoding = header.as_ref().and_then(|header| header.content_transfer_encoding());
    if parts.len() < MOST_PARTS {
        parts.push(Part {
            media: media.to_ascii_lowercase(),
            name: name.to_ascii_lowercase(),
            body: decoded(body, encoding.unwrap_or_default()),
        });
    }
}

/// The header and the body: an empty line stands between them (RFC 5322 section 2.1).
fn halves(entity: &[u8]) -> (&[u8], &[u8]) {
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
fn pieces<'m>(body: &'m [u8], boundary: &[u8]) -> Vec<&'m [u8]> {
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
        if pieces.len() >= MOST_PARTS {
            return pieces;
        }
    }
    pieces.extend(start.and_then(|start| body.get(start..)));
    pieces
}

/// A body without its transfer encoding; as it is, where that is broken.
fn decoded<'m>(body: &'m [u8], encoding: &str) -> Cow<'m, [u8]> {
    let plain = match encoding.trim().to_ascii_lowercase().as_str() {
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
            --a b\r\nContent-Type: application/json; name=X.json\r\nContent-Transfer-Encoding: base64\r\n\r\ne30=\r\n--a b--\r\nafter";
        let found = parts(text);
        let shown = found.iter().map(|part| {
            let body = String::from_utf8_lossy(&part.body).trim().to_owned();
            (part.media.as_str(), part.name.as_str(), body)
        });
        let wanted = [
            ("text/plain", "", "plain".to_owned()),
            ("text/html", "", "A".to_owned()),
            ("application/json", "x.json", "{}".to_owned()),
        ];
        assert_eq!(shown.collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn boundaries_in_disorder_do_no_harm() {
        let nested = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(3000);
        assert!(parts(&nested).len() <= MOST_PARTS);
        let many =
            [&b"Content-Type: multipart/mixed; boundary=b\n\n"[..], &b"--b\n\nx\n".repeat(3000)]
                .concat();
        assert_eq!(parts(&many).len(), MOST_PARTS);
        assert_eq!(parts(b"Content-Type: multipart/mixed\n\n--\nx").len(), 1);
    }
}
