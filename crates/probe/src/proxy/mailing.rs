//! The mail dialogue through an open way: our message, to our own sink.

use std::collections::VecDeque;

/// What to do after some bytes were read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Turn {
    /// Wait for more.
    Read,
    /// Say this, then wait.
    Say(Vec<u8>),
    /// It took the message, with this reply.
    Taken(String),
    /// It refused, with this reply; not for good if so it says.
    Refused(String, bool),
}

/// The dialogue (RFC 5321 section 3), without extensions and one command at a time.
#[derive(Debug)]
pub(super) struct Dialogue {
    /// What is still to be said, in order; the message is the last but one.
    lines: VecDeque<Vec<u8>>,
    read: Vec<u8>,
}

/// How much of a reply is waited for.
const REPLY_BYTES: usize = 16 * 1024;

impl Dialogue {
    /// Begins: the greeting comes first.
    pub(super) fn new(helo: &str, sender: &str, recipient: &str, message: Vec<u8>) -> Self {
        let lines = [
            format!("HELO {helo}\r\n").into_bytes(),
            format!("MAIL FROM:<{sender}>\r\n").into_bytes(),
            format!("RCPT TO:<{recipient}>\r\n").into_bytes(),
            b"DATA\r\n".to_vec(),
            message,
        ];
        Self { lines: lines.into(), read: Vec::new() }
    }

    /// The whole of it at once, for those who only pass on a body.
    pub(super) fn all_at_once(self) -> Vec<u8> {
        let mut bytes = b"\r\n".to_vec();
        bytes.extend(self.lines.into_iter().flatten());
        bytes.extend_from_slice(b"QUIT\r\n");
        bytes
    }

    /// Takes what came.
    pub(super) fn received(&mut self, bytes: &[u8]) -> Turn {
        self.read.extend_from_slice(bytes);
        if self.read.len() > REPLY_BYTES {
            return Turn::Refused("a reply without end".to_owned(), true);
        }
        let Some(reply) = whole_reply(&self.read) else { return Turn::Read };
        self.read.clear();
        match (reply.bytes().next(), self.lines.pop_front()) {
            (Some(b'2' | b'3'), Some(line)) => Turn::Say(line),
            (Some(b'2'), None) => Turn::Taken(reply),
            (Some(b'5'), _) => Turn::Refused(reply, true),
            _ => Turn::Refused(reply, false),
        }
    }
}

/// The last line of a reply, once it is whole (RFC 5321 section 4.2.1).
fn whole_reply(read: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(read).ok()?.strip_suffix('\n')?;
    let line = text.lines().next_back()?;
    let code = line.get(..3)?;
    let whole =
        code.bytes().all(|byte| byte.is_ascii_digit()) && line.as_bytes().get(3) != Some(&b'-');
    let shown = |c: &char| !crate::printable::hides(*c);
    whole.then(|| line.chars().filter(shown).take(160).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_command_a_reply() {
        let mut dialogue = Dialogue::new("h", "s@x", "t@x", b"m\r\n.\r\n".to_vec());
        assert_eq!(dialogue.received(b"220-hello\r\n"), Turn::Read);
        assert_eq!(dialogue.received(b"220 there\r\n"), Turn::Say(b"HELO h\r\n".to_vec()));
        assert_eq!(dialogue.received(b"250 o"), Turn::Read);
        assert_eq!(dialogue.received(b"k\r\n"), Turn::Say(b"MAIL FROM:<s@x>\r\n".to_vec()));
        assert_eq!(dialogue.received(b"250 ok\r\n"), Turn::Say(b"RCPT TO:<t@x>\r\n".to_vec()));
        assert_eq!(dialogue.received(b"250 ok\r\n"), Turn::Say(b"DATA\r\n".to_vec()));
        assert_eq!(dialogue.received(b"354 go\r\n"), Turn::Say(b"m\r\n.\r\n".to_vec()));
        assert_eq!(dialogue.received(b"250 taken\r\n"), Turn::Taken("250 taken".to_owned()));
    }

    #[test]
    fn a_no_is_a_no() {
        let mut dialogue = Dialogue::new("h", "s@x", "t@x", Vec::new());
        let refused = Turn::Refused("554 no".to_owned(), true);
        assert_eq!(dialogue.received(b"554 no\r\n"), refused);
        let mut dialogue = Dialogue::new("h", "s@x", "t@x", Vec::new());
        assert_eq!(
            dialogue.received(b"451 later\r\n"),
            Turn::Refused("451 later".to_owned(), false)
        );
    }
}
