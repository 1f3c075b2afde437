//! Which format a file has, told from its name and its first bytes.

use super::{FORMATS, Format};

/// The beginning of a file.
#[derive(Clone, Copy, Debug)]
pub struct Peek<'a> {
    /// The name of the file, without its folder; empty for standard input.
    pub name: &'a str,
    /// Its first bytes, 64 KiB of them or all.
    pub head: &'a [u8],
}

impl Peek<'_> {
    /// The first bytes as text, without a byte order mark; what is no UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> String {
        let head = self.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.head);
        String::from_utf8_lossy(head).into_owned()
    }
}

/// The first format of the table that knows a file by its beginning.
#[must_use]
pub fn recognise(peek: &Peek<'_>) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.recognises)(peek))
}
