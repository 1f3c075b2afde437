//! What is handed over, and how does a letter look on the wire?

use std::borrow::Cow;

use super::MailError;

/// The longest address that SMTP has room for (RFC 5321 section 4.5.3.1.3), without its brackets.
const ADDRESS_BYTES: usize = 254;

/// One letter in its envelope. Nothing is copied; the letter is written as it is, lines ended by CRLF.
#[derive(Clone, Copy)]
pub struct Handover<'a> {
    from: &'a str,
    to: &'a str,
    head: &'a [u8],
    letter: &'a [u8],
    gate: Option<Gate<'a>>,
}

/// Whether the final dot may go.
type Gate<'a> = &'a (dyn Fn() -> bool + Send + Sync);

impl std::fmt::Debug for Handover<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Handover")
            .field("from", &self.from)
            .field("to", &self.to)
            .finish_non_exhaustive()
    }
}

impl<'a> Handover<'a> {
    /// Puts `letter` into an envelope. `from` is where bounces go, or empty for letters that must not
    /// bounce; `to` is the recipient. Both without angle brackets.
    ///
    /// # Errors
    ///
    /// [`MailError::Address`] for an address without a domain, with spaces, control characters or angle
    /// brackets, or too long. The caller's fault.
    pub fn new(from: &'a str, to: &'a str, letter: &'a [u8]) -> Result<Self, MailError> {
        let bad = |address: &str| MailError::Address { address: address.to_owned() };
        if !from.is_empty() && !is_address(from) {
            return Err(bad(from));
        }
        if !is_address(to) {
            return Err(bad(to));
        }
        Ok(Self { from, to, head: &[], letter, gate: None })
    }

    /// Writes `head` before the letter: header fields that were added last, such as signatures, each line
    /// ended by CRLF.
    #[must_use]
    pub const fn with_head(self, head: &'a [u8]) -> Self {
        Self { head, ..self }
    }

    /// Asks `gate` once, right before the final dot: from there on the letter may be taken, whatever happens to us. Where
    /// it says no, the dot does not go, and the letter was not handed over ([`Outcome::Later`](super::Outcome::Later)).
    #[must_use]
    pub const fn with_gate(self, gate: Gate<'a>) -> Self {
        Self { gate: Some(gate), ..self }
    }

    /// Whether the dot may go.
    pub(super) fn may_end(&self) -> bool {
        self.gate.is_none_or(|gate| gate())
    }

    /// Where bounces go; empty for nowhere.
    #[must_use]
    pub const fn from(&self) -> &'a str {
        self.from
    }

    /// The recipient.
    #[must_use]
    pub const fn to(&self) -> &'a str {
        self.to
    }

    /// The domain of the recipient, in lower case.
    #[must_use]
    pub fn domain(&self) -> String {
        domain_of(self.to).to_lowercase()
    }

    /// What it needs of a server.
    pub(super) fn needs(&self) -> Needs {
        let header = end_of_header(self.letter);
        let (header, body) = self.letter.split_at(header);
        let utf8 = !(self.from.is_ascii()
            && self.to.is_ascii()
            && self.head.is_ascii()
            && header.is_ascii());
        let bytes = self.head.len().saturating_add(self.letter.len());
        Needs { utf8, eight_bit: utf8 || !body.is_ascii(), bytes }
    }

    /// The pieces of the letter as they go over the wire, without the final dot.
    pub(super) fn wire(&self) -> impl Iterator<Item = Cow<'a, [u8]>> {
        [self.head, self.letter].into_iter().filter(|part| !part.is_empty()).map(on_the_wire)
    }
}

/// What a letter needs of a server.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Needs {
    /// SMTPUTF8 (RFC 6531).
    pub(super) utf8: bool,
    /// 8BITMIME (RFC 6152).
    pub(super) eight_bit: bool,
    /// For SIZE (RFC 1870).
    pub(super) bytes: usize,
}

/// The part after the last at sign.
pub(super) fn domain_of(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}

fn is_address(address: &str) -> bool {
    let breaks = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>');
    let domain = domain_of(address);
    let local = address.len().saturating_sub(domain.len()).saturating_sub(1);
    local > 0
        && !domain.is_empty()
        && !domain.starts_with(['.', '-'])
        && address.len() <= ADDRESS_BYTES
        && !address.contains(breaks)
}

/// Where the empty line is that ends the header; the length where there is none.
pub(super) fn end_of_header(letter: &[u8]) -> usize {
    let mut start = 0_usize;
    for line in letter.split_inclusive(|byte| *byte == b'\n') {
        if matches!(line, b"\r\n" | b"\n") {
            return start;
        }
        start = start.saturating_add(line.len());
    }
    start
}

/// The letter with each line ended by CRLF, the last one too (RFC 5321 section 2.3.8). What has that
/// already, as ours have, is not copied.
pub(super) fn with_crlf(letter: &[u8]) -> Cow<'_, [u8]> {
    if has_crlf(letter) {
        return Cow::Borrowed(letter);
    }
    let mut out = Vec::with_capacity(letter.len().saturating_add(letter.len() / 32));
    let mut bytes = letter.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' => {
                bytes.next_if_eq(&b'\n');
                out.extend_from_slice(b"\r\n");
            }
            b'\n' => out.extend_from_slice(b"\r\n"),
            other => out.push(other),
        }
    }
    if !out.ends_with(b"\r\n") && !out.is_empty() {
        out.extend_from_slice(b"\r\n");
    }
    Cow::Owned(out)
}

fn has_crlf(letter: &[u8]) -> bool {
    let mut rest = letter;
    while let Some(end) = memchr::memchr2(b'\r', b'\n', rest) {
        match rest.get(end..).and_then(|rest| rest.strip_prefix(b"\r\n")) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

/// With CRLF, and a dot doubled where it begins a line (RFC 5321 section 4.5.2).
fn on_the_wire(letter: &[u8]) -> Cow<'_, [u8]> {
    let letter = with_crlf(letter);
    let stuffs = letter.starts_with(b".") || memchr::memmem::find(&letter, b"\n.").is_some();
    if !stuffs {
        return letter;
    }
    let mut out = Vec::with_capacity(letter.len().saturating_add(64));
    for line in letter.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_that_breaks_a_command_is_no_address() {
        for good in [
            "a@b",
            "a+b=c@example.org",
            "\"a b\"@x".replace(' ', ".").as_str(),
            "a@[192.0.2.1]",
            "ä@example.org",
        ] {
            assert!(Handover::new("", good, b"").is_ok(), "{good}");
        }
        let long = format!("{}@example.org", "x".repeat(300));
        for bad in [
            "",
            "a",
            "@b",
            "a@",
            "a@b\r\nRCPT TO:<x@y>",
            "a b@c",
            "<a@b>",
            "a@.b",
            "a@b\0",
            long.as_str(),
        ] {
            assert!(Handover::new("", bad, b"").is_err(), "{bad}");
            assert!(bad.is_empty() || Handover::new(bad, "a@b", b"").is_err(), "{bad}");
        }
    }

    #[test]
    fn lines_end_as_they_must_and_dots_are_doubled() {
        #[rustfmt::skip]
        let cases: &[(&[u8], &[u8])] = &[
            (b"a\r\nb\r\n", b"a\r\nb\r\n"),
            (b"a\nb", b"a\r\nb\r\n"),
            (b"a\rb\r\r\n", b"a\r\nb\r\n\r\n"),
            (b".\r\n..\r\na.b\r\n", b"..\r\n...\r\na.b\r\n"),
            (b"\n.", b"\r\n..\r\n"),
            (b"", b""),
        ];
        for (letter, wire) in cases {
            assert_eq!(on_the_wire(letter).as_ref(), *wire, "{}", String::from_utf8_lossy(letter));
        }
        assert!(matches!(on_the_wire(b"Subject: x\r\n\r\ny\r\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_a_letter_needs_is_seen() {
        let needs = |from, to, letter| Handover::new(from, to, letter).unwrap().needs();
        let ascii = needs("a@b", "c@d", b"Subject: x\r\n\r\ny");
        assert_eq!(ascii, Needs { utf8: false, eight_bit: false, bytes: 15 });
        assert!(needs("", "c@d", "Subject: x\r\n\r\nü".as_bytes()).eight_bit);
        assert!(!needs("", "c@d", "Subject: x\r\n\r\nü".as_bytes()).utf8);
        assert!(needs("", "c@d", "Subject: ü\r\n\r\n".as_bytes()).utf8);
        assert!(needs("", "ü@d", b"").utf8);
    }

    proptest! {
        #[test]
        fn no_letter_ends_before_its_end(letter in "[a.\r\n]{0,60}") {
            let wire = on_the_wire(letter.as_bytes()).into_owned();
            prop_assert!(wire.is_empty() || wire.ends_with(b"\r\n"));
            prop_assert!(!wire.starts_with(b".\r\n"));
            prop_assert!(!wire.windows(5).any(|five| five == b"\r\n.\r\n"));
            let bare = String::from_utf8(wire).unwrap().replace("\r\n", "");
            prop_assert!(!bare.contains(['\r', '\n']), "{:?}", bare);
        }
    }
}
