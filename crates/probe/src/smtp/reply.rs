//! Reads the replies of an SMTP server out of whatever bytes it sends.
//!
//! Tolerates what real servers do: bare LF, replies split anywhere, 8-bit text, lines far too long,
//! a code without a text, other text in the middle of a multi-line reply. Memory is bounded.

use std::fmt;

use crate::printable::hides;

/// Bytes kept of one line; the rest of an over-long line is read and dropped.
const LINE_BYTES: usize = 1_000;
/// Lines of one reply; a server that sends more is not speaking SMTP.
const REPLY_LINES: usize = 256;
/// Lines that are no reply at all, in one connection, before we stop listening.
const JUNK_LINES: usize = 24;
/// Bytes without a line end before we stop listening.
const LINE_BYTES_ON_WIRE: usize = 64 * 1024;

/// One reply: a code and its text (RFC 5321 section 4.2).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reply {
    /// Between 200 and 599, from the last line.
    pub code: u16,
    /// The text of all lines without their codes, joined by `\n`, control characters replaced.
    pub text: String,
}

impl Reply {
    /// 2yz: it said yes.
    #[must_use]
    pub const fn is_positive(&self) -> bool {
        matches!(self.code, 200..=299)
    }

    /// 3yz: it wants the rest.
    #[must_use]
    pub const fn is_intermediate(&self) -> bool {
        matches!(self.code, 300..=399)
    }

    /// 4yz: not now.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self.code, 400..=499)
    }

    /// 5yz: no.
    #[must_use]
    pub const fn is_permanent(&self) -> bool {
        matches!(self.code, 500..=599)
    }

    /// The enhanced status code at the start of the text (RFC 2034): class, subject, detail.
    #[must_use]
    pub fn enhanced(&self) -> Option<(u16, u16, u16)> {
        let word = self.text.split([' ', '\n']).next()?;
        let mut parts = word.split('.').map(|part| part.parse::<u16>().ok());
        let status = (parts.next()??, parts.next()??, parts.next()??);
        (parts.next().is_none() && matches!(status.0, 2 | 4 | 5)).then_some(status)
    }
}

impl fmt::Display for Reply {
    /// The code and the first line of the text.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.text.lines().next().unwrap_or_default();
        write!(out, "{}{}{first}", self.code, if first.is_empty() { "" } else { " " })
    }
}

/// The peer speaks, but not SMTP.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("what answers there does not speak SMTP")]
pub struct NotSmtp;

/// Takes bytes as they come and gives whole replies.
#[derive(Debug, Default)]
pub struct ReplyReader {
    line: Vec<u8>,
    line_bytes: usize,
    text: String,
    lines: usize,
    junk: usize,
    ready: std::collections::VecDeque<Reply>,
    not_smtp: bool,
}

impl ReplyReader {
    /// Adds bytes; whole replies can be taken with [`take`](Self::take) afterwards.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            let (line, rest) = bytes.split_at(end);
            self.keep(line);
            self.end_line();
            bytes = rest.get(1..).unwrap_or_default();
        }
        self.keep(bytes);
        if self.line_bytes > LINE_BYTES_ON_WIRE {
            self.not_smtp = true;
        }
    }

    /// The next whole reply, in order; `Ok(None)` when more bytes are needed.
    ///
    /// # Errors
    ///
    /// [`NotSmtp`] when what came cannot be an SMTP server's; nothing more will be understood.
    pub fn take(&mut self) -> Result<Option<Reply>, NotSmtp> {
        match self.ready.pop_front() {
            Some(reply) => Ok(Some(reply)),
            None if self.not_smtp => Err(NotSmtp),
            None => Ok(None),
        }
    }

    /// Whether anything came that was no reply.
    #[must_use]
    pub const fn saw_junk(&self) -> bool {
        self.junk > 0
    }

    /// Forgets a half-read reply: what came in the clear is not to be trusted after TLS starts
    /// (RFC 3207 section 4.2).
    pub fn forget(&mut self) {
        *self = Self { junk: self.junk, ..Self::default() };
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.line_bytes = self.line_bytes.saturating_add(bytes.len());
        let room = LINE_BYTES.saturating_sub(self.line.len());
        self.line.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.line_bytes = 0;
        if self.not_smtp {
            return;
        }
        let line = line.strip_suffix(b"\r").unwrap_or(&line);
        match code(line) {
            Some((code, last, text)) => self.reply_line(code, last, text),
            // Text of its own in the middle of a multi-line reply is a part of that reply.
            None if self.lines > 0 => self.reply_line(0, false, line),
            None => self.junk_line(line),
        }
    }

    fn reply_line(&mut self, code: u16, last: bool, text: &[u8]) {
        if self.lines > 0 {
            self.text.push('\n');
        }
        push_printable(&mut self.text, text);
        self.lines = self.lines.saturating_add(1);
        if last {
            self.lines = 0;
            self.ready.push_back(Reply { code, text: std::mem::take(&mut self.text) });
        } else if self.lines > REPLY_LINES {
            self.not_smtp = true;
        }
    }

    fn junk_line(&mut self, line: &[u8]) {
        self.junk = self.junk.saturating_add(1);
        let other = [&b"HTTP/"[..], b"SSH-", b"* OK", b"+OK", b"RFB ", b"<"];
        if self.junk > JUNK_LINES || other.iter().any(|start| line.starts_with(start)) {
            self.not_smtp = true;
        }
    }
}

/// Code, whether it is the last line, text.
fn code(line: &[u8]) -> Option<(u16, bool, &[u8])> {
    let [hundreds @ b'2'..=b'5', tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] = line else {
        return None;
    };
    let digit = |byte: &u8| u16::from(byte.saturating_sub(b'0'));
    let code = digit(hundreds) * 100 + digit(tens) * 10 + digit(ones);
    match rest {
        [] => Some((code, true, rest)),
        [b' ' | b'\t', text @ ..] => Some((code, true, text)),
        [b'-', text @ ..] => Some((code, false, text)),
        _ => None,
    }
}

fn push_printable(out: &mut String, bytes: &[u8]) {
    if bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) {
        out.extend(bytes.iter().map(|byte| char::from(*byte)));
        return;
    }
    let text = String::from_utf8_lossy(bytes);
    out.extend(text.chars().map(|c| if hides(c) { '\u{fffd}' } else { c }));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<(u16, String)>, NotSmtp> {
        let mut reader = ReplyReader::default();
        reader.feed(bytes);
        let mut all = Vec::new();
        while let Some(reply) = reader.take()? {
            all.push((reply.code, reply.text));
        }
        Ok(all)
    }

    #[test]
    fn reads_what_real_servers_send() {
        type Case<'a> = (&'a [u8], &'a [(u16, &'a str)]);
        #[rustfmt::skip]
        let cases: &[Case<'_>] = &[
            (b"220 mx ESMTP\r\n", &[(220, "mx ESMTP")]),
            (b"220 mx\n250 ok\n", &[(220, "mx"), (250, "ok")]),
            (b"250-mx\r\n250-SIZE 1\r\n250 DSN\r\n", &[(250, "mx\nSIZE 1\nDSN")]),
            (b"250\r\n", &[(250, "")]),
            (b"250-mx\r\nstray text\r\n250 end\r\n", &[(250, "mx\nstray text\nend")]),
            (b"550-no\r\n451 later\r\n", &[(451, "no\nlater")]),
            (b"hello\r\n220 mx\r\n", &[(220, "mx")]),
            (b"250 caf\xe9\r\n", &[(250, "caf\u{fffd}")]),
            (b"250 half", &[]),
        ];
        for (bytes, replies) in cases {
            let expected: Vec<_> = replies.iter().map(|(c, t)| (*c, (*t).to_owned())).collect();
            assert_eq!(read(bytes), Ok(expected), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn other_protocols_and_endless_replies_are_not_smtp() {
        assert_eq!(read(b"HTTP/1.1 400 Bad Request\r\n"), Err(NotSmtp));
        assert_eq!(read(b"SSH-2.0-OpenSSH_9.2\r\n"), Err(NotSmtp));
        assert_eq!(read(&b"250-more\r\n".repeat(10_000)), Err(NotSmtp));
        assert_eq!(read(&vec![b'x'; 1_000_000]), Err(NotSmtp));
    }

    #[test]
    fn an_enhanced_code_is_read_only_where_it_belongs() {
        let reply = |text: &str| Reply { code: 550, text: text.to_owned() };
        assert_eq!(reply("5.7.1 no").enhanced(), Some((5, 7, 1)));
        assert_eq!(reply("5.7.1").enhanced(), Some((5, 7, 1)));
        assert_eq!(reply("no 5.7.1").enhanced(), None);
        assert_eq!(reply("192.0.2.1 is listed").enhanced(), None);
    }

    proptest! {
        #[test]
        fn any_bytes_split_anywhere_read_the_same(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in 0_usize..400) {
            let whole = read(&bytes);
            let mut reader = ReplyReader::default();
            let cut = cut.min(bytes.len());
            reader.feed(&bytes[..cut]);
            reader.feed(&bytes[cut..]);
            let mut all = Vec::new();
            let split = loop {
                match reader.take() {
                    Ok(Some(reply)) => all.push((reply.code, reply.text)),
                    Ok(None) => break Ok(all),
                    Err(error) => break Err(error),
                }
            };
            prop_assert_eq!(whole, split);
        }
    }
}
