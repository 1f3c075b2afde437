//! The header of a message or of a part of one: its fields, unfolded, as many as are read.
//!
//! Where a field ends is found here; `mail-parser` decodes what it holds.

use mail_parser::parsers::MessageStream;
use mail_parser::{ContentType, HeaderValue};

use super::calm;

/// Bytes of a header that are read.
const HEADER_BYTES: usize = 256 * 1024;
/// Fields that are read.
const MOST_FIELDS: usize = 1000;
/// Bytes of one field that are read.
const FIELD_BYTES: usize = 16 * 1024;
/// Message ids of one field that are kept.
const MOST_IDS: usize = 64;
/// The longest line that RFC 5322 section 2.1.1 allows, and so the longest id or address.
const LINE_CHARACTERS: usize = 998;

/// The fields of a header, in order. Names are in small letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    fields: Vec<(String, Vec<u8>)>,
}

impl Fields {
    /// Reads `head`, up to the first empty line. What is no field is passed over.
    pub(super) fn read(head: &[u8]) -> Self {
        let mut fields: Vec<(String, Vec<u8>)> = Vec::new();
        for line in head.get(..HEADER_BYTES).unwrap_or(head).split(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                break;
            }
            if line.starts_with(b" ") || line.starts_with(b"\t") {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(b' ');
                    append(value, line.trim_ascii());
                }
                continue;
            }
            if fields.len() >= MOST_FIELDS {
                break;
            }
            let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
            let (name, value) = line.split_at_checked(colon).unwrap_or_default();
            let name = name.trim_ascii_end();
            if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
                continue;
            }
            let mut kept = Vec::new();
            append(&mut kept, value.get(1..).unwrap_or_default().trim_ascii());
            fields.push((String::from_utf8_lossy(name).to_ascii_lowercase(), kept));
        }
        Self { fields }
    }

    /// The values of all fields called `name` (in small letters), in order, undecoded.
    fn named<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f [u8]> {
        self.fields.iter().filter(move |(one, _)| one == name).map(|(_, value)| value.as_slice())
    }

    /// Whether there is a field called `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.named(name).next().is_some()
    }

    /// The names of all fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(name, _)| name.as_str())
    }

    /// The values of all fields called `name`, each in one line, encoded words as they stand.
    pub(super) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = String> {
        self.named(name).map(|value| calm::line(&String::from_utf8_lossy(value), FIELD_BYTES))
    }

    /// The first of [`Fields::all`].
    pub(super) fn first(&self, name: &str) -> Option<String> {
        self.all(name).next()
    }

    /// The first field called `name`, its encoded words decoded (RFC 2047).
    pub(super) fn decoded(&self, name: &str) -> Option<String> {
        let value = with_end(self.named(name).next()?);
        match MessageStream::new(&value).parse_unstructured() {
            HeaderValue::Text(text) => Some(calm::line(&text, LINE_CHARACTERS)),
            _ => Some(String::new()),
        }
    }

    /// The first address of the first field called `name`.
    pub(super) fn address(&self, name: &str) -> Option<String> {
        let value = with_end(self.named(name).next()?);
        let HeaderValue::Address(list) = MessageStream::new(&value).parse_address() else {
            return None;
        };
        list.iter().find_map(|one| one.address().and_then(address))
    }

    /// The message ids of the fields called `name`, without their brackets (RFC 5322 section 3.6.4).
    pub(super) fn ids(&self, name: &str) -> Vec<String> {
        let ids = self.all(name).flat_map(|value| ids(&value)).take(MOST_IDS);
        ids.collect()
    }

    /// The media type with its parameters.
    pub(super) fn content_type(&self) -> Option<ContentType<'static>> {
        self.structured("content-type")
    }

    /// The disposition with its parameters (RFC 2183).
    pub(super) fn disposition(&self) -> Option<ContentType<'static>> {
        self.structured("content-disposition")
    }

    fn structured(&self, name: &str) -> Option<ContentType<'static>> {
        let value = with_end(self.named(name).next()?);
        match MessageStream::new(&value).parse_content_type().into_owned() {
            HeaderValue::ContentType(content) => Some(content),
            _ => None,
        }
    }
}

fn append(value: &mut Vec<u8>, more: &[u8]) {
    let room = FIELD_BYTES.saturating_sub(value.len());
    value.extend_from_slice(more.get(..room).unwrap_or(more));
}

/// The parser wants the end of the line that a field ends with.
fn with_end(value: &[u8]) -> Vec<u8> {
    let mut value = value.to_vec();
    value.extend_from_slice(b"\r\n");
    value
}

/// The ids in `text`: what stands between `<` and `>`, or a bare one.
pub(super) fn ids(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split('<').skip(1) {
        let Some((id, _)) = piece.split_once('>') else { continue };
        let id: String = id.chars().filter(|it| !it.is_whitespace()).collect();
        if !id.is_empty() && id.len() <= LINE_CHARACTERS && found.len() < MOST_IDS {
            found.push(id);
        }
    }
    if found.is_empty() && !text.contains('<') {
        let bare = text.split_whitespace().find(|word| word.contains('@'));
        found.extend(bare.filter(|bare| bare.len() <= LINE_CHARACTERS).map(str::to_owned));
    }
    found
}

/// `text` as a mail address; `None` for what is none. The domain is in small letters.
pub(super) fn address(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>').trim();
    let (local, domain) = text.rsplit_once('@')?;
    let plain = |it: char| !it.is_whitespace() && !it.is_control() && !"<>(),;:\\\"".contains(it);
    let is_quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let is_local = !local.is_empty()
        && local.len() <= 256
        && (local.chars().all(plain) || (is_quoted && !local.chars().any(char::is_control)));
    // An address literal holds colons: `[IPv6:2001:db8::1]` (RFC 5321 section 4.1.3).
    let is_literal = domain.starts_with('[') && domain.ends_with(']');
    let of_domain = |it: char| it.is_alphanumeric() || matches!(it, '.' | '-' | '_');
    let of_literal = |it: char| it.is_ascii_alphanumeric() || ".:-[]".contains(it);
    let is_domain = !domain.is_empty()
        && domain.len() <= 255
        && if is_literal { domain.chars().all(of_literal) } else { domain.chars().all(of_domain) };
    let calm = calm::line(&format!("{local}@{}", domain.to_lowercase()), LINE_CHARACTERS);
    (is_local && is_domain && calm.contains('@')).then_some(calm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_unfolded_and_decoded() {
        let fields = Fields::read(
            b"From abc Mon Nov 23\r\nSubject: =?utf-8?q?gr=C3=BC?=\r\n =?utf-8?q?n?= tea\r\nFrom: \"A, B\" <A.b@Example.ORG>, c@d\n\
              References: <1@a>\r\n\t<2@b>\r\nContent-Type: text/plain; charset=\"UTF-8\"\r\n\r\nTo: not@this\r\n",
        );
        assert_eq!(fields.decoded("subject").as_deref(), Some("grün tea"));
        assert_eq!(fields.address("from").as_deref(), Some("A.b@example.org"));
        assert_eq!(fields.ids("references"), ["1@a", "2@b"]);
        let content = fields.content_type().expect("a type");
        assert_eq!((content.ctype(), content.attribute("charset")), ("text", Some("UTF-8")));
        assert!(!fields.has("to") && fields.disposition().is_none());
    }

    #[test]
    fn headers_are_bounded() {
        let many = b"X: y\r\n".repeat(100_000);
        assert_eq!(Fields::read(&many).fields.len(), MOST_FIELDS);
        let long = [&b"Subject: "[..], &vec![b'a'; 1 << 20]].concat();
        assert!(Fields::read(&long).first("subject").is_some_and(|it| it.len() == FIELD_BYTES));
        assert_eq!(ids(&"<a@b>".repeat(1000)).len(), MOST_IDS);
    }

    #[test]
    fn addresses_are_addresses() {
        for (text, wanted) in [
            ("<a@B.example>", Some("a@b.example")),
            ("a@[192.0.2.1]", Some("a@[192.0.2.1]")),
            ("a@[IPv6:2001:db8::1]", Some("a@[ipv6:2001:db8::1]")),
            ("δοκιμή@παράδειγμα.example", Some("δοκιμή@παράδειγμα.example")),
            ("\"a b\"@c.example", Some("\"a b\"@c.example")),
            ("a b@c", None),
            ("a@b@c:d", None),
            ("@b", None),
            ("nobody", None),
        ] {
            assert_eq!(address(text).as_deref(), wanted, "{text}");
        }
    }
}
