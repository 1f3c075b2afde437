//! Reads the head of an HTTP/1.x response, as leniently as proxies write it.

use super::protocol::{Refusal, Step};
use crate::printable::hides;

/// The longest head that is waited for.
const HEAD_BYTES: usize = 64 * 1024;
/// How much of a status line is repeated in reports.
const SAID_CHARACTERS: usize = 160;

/// A response whose head is there.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Head {
    pub(super) status: u16,
    /// The status line, harmless to print.
    pub(super) line: String,
    /// How long the head is.
    pub(super) bytes: usize,
}

/// What there is of a head.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Reading {
    /// All of it.
    Whole(Head),
    /// Not yet.
    Part,
    /// This is not HTTP.
    Other,
}

/// Reads the first head that is no interim answer (1xx; RFC 9110 section 15.2), or 101.
pub(super) fn read(input: &[u8]) -> Reading {
    let mut skipped = 0_usize;
    loop {
        let rest = input.get(skipped..).unwrap_or_default();
        match read_one(rest) {
            Reading::Whole(head) if matches!(head.status, 100 | 102..=199) => {
                skipped = skipped.saturating_add(head.bytes);
            }
            Reading::Whole(head) => {
                return Reading::Whole(Head { bytes: head.bytes.saturating_add(skipped), ..head });
            }
            other => return other,
        }
    }
}

fn read_one(input: &[u8]) -> Reading {
    // Some proxies send an empty line first.
    let blank = input.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count().min(4);
    let start = input.get(blank..).unwrap_or_default();
    let known = start.len().min(5);
    if start.get(..known) != b"HTTP/".get(..known) {
        return Reading::Other;
    }
    let Some(end) = end_of_head(start) else {
        return if start.len() > HEAD_BYTES { Reading::Other } else { Reading::Part };
    };
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii();
    let line = String::from_utf8_lossy(line);
    let status = line.split_ascii_whitespace().nth(1).and_then(|code| code.parse().ok());
    let Some(status) = status.filter(|status| (100..=999).contains(status)) else {
        return Reading::Other;
    };
    let line = line.chars().filter(|c| !hides(*c)).take(SAID_CHARACTERS).collect();
    Reading::Whole(Head { status, line, bytes: end.saturating_add(blank) })
}

/// Where the empty line after the fields ends; bare line feeds are taken as well.
fn end_of_head(input: &[u8]) -> Option<usize> {
    let mut from = 0_usize;
    loop {
        let at = input.get(from..)?.iter().position(|byte| *byte == b'\n')?;
        from = from.checked_add(at)?.checked_add(1)?;
        match input.get(from..)? {
            [b'\n', ..] => return from.checked_add(1),
            [b'\r', b'\n', ..] => return from.checked_add(2),
            _ => {}
        }
    }
}

/// What a status means that opens no way.
pub(super) const fn refusal(status: u16) -> Refusal {
    match status {
        407 => Refusal::Credentials,
        // It was willing, and something on the way was not: 500 is what tinyproxy says then.
        408 | 500 | 502 | 503 | 504 => Refusal::Failed,
        429 => Refusal::TooOften,
        _ => Refusal::Rule,
    }
}

/// For a request that is answered with a page: whatever comes, the answer may be in it.
pub(super) fn page(input: &[u8]) -> Step {
    match read(input) {
        Reading::Whole(head) => Step::Answers { means: refusal(head.status), said: head.line },
        Reading::Part => Step::Read,
        Reading::Other => Step::Garbled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_however_they_are_split() {
        let text = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 Connection established\r\nA: b\r\n\r\n220 x";
        for end in 0..text.len() - 5 {
            assert_eq!(read(&text[..end]), Reading::Part, "{end}");
        }
        let Reading::Whole(head) = read(text) else { panic!() };
        assert_eq!((head.status, head.bytes), (200, text.len() - 5));
        assert_eq!(head.line, "HTTP/1.0 200 Connection established");
    }

    #[test]
    fn odd_heads_and_other_protocols() {
        for (text, status) in [
            ("HTTP/1.0 403\n\n", Some(403)),
            ("\r\nHTTP/1.1 407 \u{1b}[31mno\r\n\r\n", Some(407)),
            ("HTTP/1.1 abc\r\n\r\n", None),
            ("HTTP/1.1 99999\r\n\r\n", None),
            ("220 mail\r\n\r\n", None),
            ("\u{5}\u{1}", None),
        ] {
            match read(text.as_bytes()) {
                Reading::Whole(head) => {
                    assert_eq!(Some(head.status), status, "{text}");
                    assert!(!head.line.contains('\u{1b}'));
                }
                Reading::Other => assert_eq!(status, None, "{text}"),
                Reading::Part => panic!("{text}"),
            }
        }
    }

    #[test]
    fn a_head_without_end_is_given_up() {
        assert_eq!(read(&b"HTTP/1.1 200 OK\r\nA: b\r\n".repeat(4_000)), Reading::Other);
    }
}
