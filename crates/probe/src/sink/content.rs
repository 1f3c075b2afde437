//! Collects the content of a mail: from DATA up to its final dot, or from the chunks of BDAT.

/// The largest mail kept; larger ones are refused, whatever they announced.
pub(super) const CONTENT_BYTES: usize = 64 * 1024;

/// Where in a line the reader of DATA stands.
///
/// Only CR LF ends a line. Servers that also took a bare LF could be made to see the end of a mail
/// where others saw text, and so to accept a second mail that nobody sent (SMTP smuggling,
/// CVE-2023-51764 and its like).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Place {
    /// After CR LF, or at the very start.
    #[default]
    LineStart,
    /// After a dot that starts a line, held back.
    Dot,
    /// After such a dot and a CR, both held back.
    DotCr,
    /// After a CR.
    Cr,
    /// Anywhere else.
    Text,
}

/// A mail's content as far as it is here. Keeps at most [`CONTENT_BYTES`].
#[derive(Debug, Default)]
pub(super) struct Content {
    bytes: Vec<u8>,
    excess_bytes: usize,
    place: Place,
}

impl Content {
    /// Takes bytes of DATA, removes the doubled dots (RFC 5321 section 4.5.2) and gives back what
    /// follows the final dot; `None` while it has not come.
    pub(super) fn read_data<'a>(&mut self, mut input: &'a [u8]) -> Option<&'a [u8]> {
        loop {
            if self.place == Place::Text {
                let run = input.iter().position(|byte| *byte == b'\r').unwrap_or(input.len());
                let (text, rest) = input.split_at_checked(run)?;
                self.append(text);
                input = rest;
            }
            let (byte, rest) = input.split_first()?;
            input = rest;
            self.place = match (self.place, *byte) {
                (Place::DotCr, b'\n') => return Some(input),
                (Place::LineStart, b'.') => Place::Dot,
                (Place::Dot, b'\r') => Place::DotCr,
                (Place::Cr, b'\n') => {
                    self.append(b"\n");
                    Place::LineStart
                }
                (place, byte) => {
                    if place == Place::DotCr {
                        self.append(b"\r");
                    }
                    self.append(&[byte]);
                    if byte == b'\r' { Place::Cr } else { Place::Text }
                }
            };
        }
    }

    /// Takes bytes of a chunk as they are.
    pub(super) fn append(&mut self, bytes: &[u8]) {
        let room = CONTENT_BYTES.saturating_sub(self.bytes.len());
        let (kept, excess) = bytes.split_at_checked(room).unwrap_or((bytes, b""));
        self.bytes.extend_from_slice(kept);
        self.excess_bytes = self.excess_bytes.saturating_add(excess.len());
    }

    /// How many bytes came that were not kept.
    pub(super) const fn excess_bytes(&self) -> usize {
        self.excess_bytes
    }

    /// Hands out what was kept and starts over.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(self).bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_dot_alone_between_two_line_ends_is_the_end() {
        for (input, content, rest) in [
            ("a\r\n.\r\nQUIT", "a\r\n", Some("QUIT")),
            (".\r\n", "", Some("")),
            ("..a\r\n.b\r\n.\r\n", ".a\r\nb\r\n", Some("")),
            ("a\n.\r\n", "a\n.\r\n", None),
            ("a\r.\r\n", "a\r.\r\n", None),
            ("a\r\n.\n", "a\r\n\n", None),
            ("a\r\n.\r.\r\n", "a\r\n\r.\r\n", None),
            ("a\r\n.\r\r\n.\r\n", "a\r\n\r\r\n", Some("")),
            ("a\r\r\n.\r\n", "a\r\r\n", Some("")),
            ("", "", None),
        ] {
            let mut whole = Content::default();
            assert_eq!(whole.read_data(input.as_bytes()), rest.map(str::as_bytes), "{input:?}");
            assert_eq!(whole.take(), content.as_bytes(), "{input:?}");
        }
    }

    #[test]
    fn no_more_than_the_limit_is_kept() {
        let mut content = Content::default();
        content.append(&vec![b'x'; CONTENT_BYTES - 1]);
        assert_eq!(content.read_data(b"yz\r\n.\r\n"), Some(&b""[..]));
        assert_eq!(content.excess_bytes(), 3);
        assert_eq!(content.take().len(), CONTENT_BYTES);
        assert_eq!(content.excess_bytes(), 0);
    }
}
