//! The mail sink's conversation: what is answered to which command, and when enough is enough.

use std::net::SocketAddr;

use cerrojo_model::Time;
use chrono::TimeDelta;

use super::command::{self, Command};
use super::content::{CONTENT_BYTES, Content};
use super::{Guard, ReceivedMail, Recipient, Turn, echo};
use crate::token::{Role, Token};

/// The longest command line: far above the 512 of RFC 5321 section 4.5.3.1.4, for parameters.
const LINE_BYTES: usize = 2_048;
/// Recipients of one mail (RFC 5321 section 4.5.3.1.8 wants room for as many).
const RECIPIENTS: usize = 100;
/// Commands of one connection.
const COMMANDS: u32 = 200;
/// Commands that make no sense, after which the connection is closed.
const ERRORS: u32 = 10;
/// Header fields of a POST or PUT that are read over.
const FIELDS: u32 = 60;
/// How much content that is not kept may be sent in one connection.
const DISCARDED_BYTES: usize = 1024 * 1024;
/// How long a client may be silent (RFC 5321 section 4.5.3.2.7).
const SILENCE: TimeDelta = TimeDelta::minutes(5);
/// How long a connection may last.
const CONNECTION: TimeDelta = TimeDelta::minutes(20);
/// How much of a host name or of an address is remembered.
const NAME_CHARACTERS: usize = 320;

/// The answer to mail above the limit, wherever that shows.
const TOO_BIG: &str = "552 5.3.4 too big, at most 65536 bytes";

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug)]
enum Mode {
    Command,
    Data,
    Chunk {
        left_bytes: u64,
        last: bool,
        refused: Option<&'static str>,
    },
    /// The header fields of a POST or PUT that a proxy passed on.
    Fields {
        left: u32,
    },
    Closed,
}

/// A mail under way.
#[derive(Debug)]
struct Transaction {
    mail_from: String,
    recipients: Vec<Recipient>,
    chunked: bool,
}

/// One connection to the sink (RFC 5321, with RFC 1870, 2034, 2920, 3030, 6152 and 6531).
///
/// The answers depend on the bytes only, never on how they were split.
#[derive(Debug)]
pub struct Session {
    host: String,
    peer: SocketAddr,
    started: Time,
    heard: Time,
    mode: Mode,
    line: Vec<u8>,
    helo: String,
    transaction: Option<Transaction>,
    content: Content,
    discarded_bytes: usize,
    commands: u32,
    errors: u32,
}

impl Session {
    /// Begins a conversation; `host` is the name that the sink gives itself.
    #[must_use]
    pub fn new(host: &str, peer: SocketAddr, now: Time) -> Self {
        let host: String = host.chars().filter(char::is_ascii_graphic).take(255).collect();
        Self {
            host: if host.is_empty() { "localhost".to_owned() } else { host },
            peer,
            started: now,
            heard: now,
            mode: Mode::Command,
            line: Vec::new(),
            helo: String::new(),
            transaction: None,
            content: Content::default(),
            discarded_bytes: 0,
            commands: 0,
            errors: 0,
        }
    }

    /// Gives the first line, to be written before anything is read.
    #[must_use]
    pub fn greeting(&self) -> Vec<u8> {
        format!("220 {} ESMTP Cerrojo mail sink, relays nothing\r\n", self.host).into_bytes()
    }

    /// Gives the moment after which the connection is to be closed if nothing more was said.
    #[must_use]
    pub fn deadline(&self) -> Time {
        let after = |start: Time, span| start.checked_add_signed(span).unwrap_or(Time::MAX_UTC);
        after(self.heard, SILENCE).min(after(self.started, CONNECTION))
    }

    /// Takes what the client sent, of any length and split anywhere, and gives the answers to it.
    ///
    /// After the deadline, and once closed, nothing is read any more.
    pub fn feed(&mut self, bytes: &[u8], now: Time, guard: &dyn Guard) -> Turn {
        let mut turn = Turn::default();
        if now > self.deadline() {
            self.hang_up("4.4.2 too slow", &mut turn);
        }
        self.heard = now;
        let mut rest = bytes;
        while !rest.is_empty() {
            rest = match self.mode {
                Mode::Command | Mode::Fields { .. } => self.read_line(rest, now, guard, &mut turn),
                Mode::Data => self.read_data(rest, now, &mut turn),
                Mode::Chunk { left_bytes, last, refused } => {
                    self.read_chunk(rest, left_bytes, last, refused, now, &mut turn)
                }
                Mode::Closed => break,
            };
        }
        turn.close = matches!(self.mode, Mode::Closed);
        turn
    }

    /// Reads up to the end of a line, a bare LF included, and obeys it once it is whole.
    fn read_line<'a>(
        &mut self,
        bytes: &'a [u8],
        now: Time,
        guard: &dyn Guard,
        turn: &mut Turn,
    ) -> &'a [u8] {
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let (part, rest) =
            bytes.split_at_checked(end.unwrap_or(bytes.len())).unwrap_or((bytes, b""));
        if self.line.len().saturating_add(part.len()) > LINE_BYTES {
            self.hang_up("5.5.2 line too long", turn);
        } else if end.is_none() {
            self.line.extend_from_slice(part);
        } else if self.line.is_empty() {
            self.obey(part, now, guard, turn);
        } else {
            let mut line = std::mem::take(&mut self.line);
            line.extend_from_slice(part);
            self.obey(&line, now, guard, turn);
            line.clear();
            self.line = line;
        }
        rest.strip_prefix(b"\n").unwrap_or(rest)
    }

    fn obey(&mut self, line: &[u8], now: Time, guard: &dyn Guard, turn: &mut Turn) {
        if let Mode::Fields { left } = self.mode {
            self.mode = match left.checked_sub(1) {
                _ if line.trim_ascii().is_empty() => Mode::Command,
                Some(left) => Mode::Fields { left },
                None => return self.hang_up("5.5.2 this is SMTP", turn),
            };
            return;
        }
        self.commands = self.commands.saturating_add(1);
        if self.commands > COMMANDS {
            return self.hang_up("4.7.0 too many commands", turn);
        }
        match command::read(line) {
            Command::Helo(name) => {
                self.greet(name);
                turn.reply.extend_from_slice(b"250 ");
                turn.say(&self.host);
            }
            Command::Ehlo(name) => {
                self.greet(name);
                turn.reply.extend_from_slice(b"250-");
                turn.say(&self.host);
                turn.say("250-PIPELINING\r\n250-SIZE 65536\r\n250-8BITMIME\r\n250-SMTPUTF8");
                turn.say("250-ENHANCEDSTATUSCODES\r\n250 CHUNKING");
            }
            Command::Mail { from, size_bytes } => self.begin(from, size_bytes, turn),
            Command::Rcpt(path) => self.address(path, guard, turn),
            Command::Data => self.begin_data(turn),
            Command::Bdat { chunk_bytes, last } => self.begin_chunk(chunk_bytes, last, now, turn),
            Command::Rset => {
                self.reset();
                turn.say("250 2.0.0 forgotten");
            }
            Command::Noop => turn.say("250 2.0.0 ok"),
            Command::Help { about, code } => match echo::answer(about, guard) {
                Some((challenge, answer)) => {
                    turn.reached.push(challenge);
                    turn.say(&format!("{code} {}", answer.local_part(Role::Answer)));
                }
                None if code == "331" => self.fault("502 5.5.1 not offered here", turn),
                None => turn.say("214 2.0.0 this is a mail sink; it takes test mail only"),
            },
            Command::Verify => turn.say("252 2.1.5 not told; mail to a mailbox of ours is taken"),
            Command::Quit => {
                turn.reply.extend_from_slice(b"221 2.0.0 ");
                turn.say(&self.host);
                self.mode = Mode::Closed;
            }
            Command::BadArguments => self.fault("501 5.5.4 arguments not understood", turn),
            Command::NotHere => self.fault("502 5.5.1 not offered here", turn),
            Command::Unknown => self.fault("500 5.5.2 command not known", turn),
            // Nothing is said to the fields: they are read over until the body begins.
            Command::Posted => self.mode = Mode::Fields { left: FIELDS },
            Command::Foreign => self.hang_up("5.5.2 this is SMTP", turn),
        }
    }

    fn greet(&mut self, name: &[u8]) {
        self.reset();
        self.helo = printable(name);
    }

    fn begin(&mut self, from: &[u8], size_bytes: Option<u64>, turn: &mut Turn) {
        if self.transaction.is_some() {
            return self.fault("503 5.5.1 one mail at a time", turn);
        }
        if size_bytes
            .is_some_and(|size| usize::try_from(size).map_or(true, |size| size > CONTENT_BYTES))
        {
            return turn.say(TOO_BIG);
        }
        self.transaction = Some(Transaction {
            mail_from: printable(from),
            recipients: Vec::new(),
            chunked: false,
        });
        turn.say("250 2.1.0 ok");
    }

    fn address(&mut self, path: &[u8], guard: &dyn Guard, turn: &mut Turn) {
        let Some(transaction) = &mut self.transaction else {
            return self.fault("503 5.5.1 MAIL first", turn);
        };
        let ours = command::mailbox(path).and_then(|(local_part, domain)| {
            let (role, token) = Token::parse(local_part)?;
            let recipient = Recipient { role, token };
            guard.admits(recipient, domain).then_some(recipient)
        });
        match ours {
            // Not counted as an error: a relay tester goes through all its forms and shall see
            // every one refused.
            None => turn.say("550 5.7.1 no such mailbox, and nothing is relayed"),
            Some(_) if transaction.recipients.len() >= RECIPIENTS => {
                turn.say("452 4.5.3 too many recipients");
            }
            Some(recipient) => {
                transaction.recipients.push(recipient);
                turn.say("250 2.1.5 ok");
            }
        }
    }

    fn begin_data(&mut self, turn: &mut Turn) {
        match &self.transaction {
            None => self.fault("503 5.5.1 MAIL first", turn),
            Some(transaction) if transaction.chunked => {
                self.fault("503 5.5.1 BDAT was begun", turn);
            }
            Some(transaction) if transaction.recipients.is_empty() => {
                turn.say("554 5.5.1 no valid recipients");
            }
            Some(_) => {
                self.mode = Mode::Data;
                turn.say("354 end with <CRLF>.<CRLF>");
            }
        }
    }

    fn read_data<'a>(&mut self, bytes: &'a [u8], now: Time, turn: &mut Turn) -> &'a [u8] {
        let rest = self.content.read_data(bytes);
        if self.too_much() {
            self.hang_up("4.3.0 too much content", turn);
        } else if rest.is_some() {
            self.mode = Mode::Command;
            self.finish(now, turn);
        }
        rest.unwrap_or_default()
    }

    /// Begins a chunk. One that is refused is read all the same (RFC 3030 section 2).
    fn begin_chunk(&mut self, chunk_bytes: u64, last: bool, now: Time, turn: &mut Turn) {
        let refused = match &mut self.transaction {
            None => Some("503 5.5.1 MAIL first"),
            Some(transaction) if transaction.recipients.is_empty() => {
                Some("554 5.5.1 no valid recipients")
            }
            Some(transaction) => {
                transaction.chunked = true;
                None
            }
        };
        self.mode = Mode::Chunk { left_bytes: chunk_bytes, last, refused };
        if chunk_bytes == 0 {
            self.finish_chunk(last, refused, now, turn);
        }
    }

    fn read_chunk<'a>(
        &mut self,
        bytes: &'a [u8],
        left_bytes: u64,
        last: bool,
        refused: Option<&'static str>,
        now: Time,
        turn: &mut Turn,
    ) -> &'a [u8] {
        let wanted = usize::try_from(left_bytes).unwrap_or(usize::MAX).min(bytes.len());
        let (part, rest) = bytes.split_at_checked(wanted).unwrap_or((bytes, b""));
        if refused.is_some() {
            self.discarded_bytes = self.discarded_bytes.saturating_add(part.len());
        } else {
            self.content.append(part);
        }
        let left_bytes = left_bytes.saturating_sub(u64::try_from(part.len()).unwrap_or(u64::MAX));
        if self.too_much() {
            self.hang_up("4.3.0 too much content", turn);
        } else if left_bytes == 0 {
            self.finish_chunk(last, refused, now, turn);
        } else {
            self.mode = Mode::Chunk { left_bytes, last, refused };
        }
        rest
    }

    fn finish_chunk(
        &mut self,
        last: bool,
        refused: Option<&'static str>,
        now: Time,
        turn: &mut Turn,
    ) {
        self.mode = Mode::Command;
        if let Some(reply) = refused {
            self.fault(reply, turn);
        } else if last || self.content.excess_bytes() > 0 {
            self.finish(now, turn);
        } else {
            turn.say("250 2.0.0 go on");
        }
    }

    /// Ends a transaction: the mail is taken whole or not at all.
    fn finish(&mut self, now: Time, turn: &mut Turn) {
        if self.content.excess_bytes() > 0 {
            self.reset();
            return turn.say(TOO_BIG);
        }
        if let Some(transaction) = self.transaction.take() {
            turn.mails.push(ReceivedMail {
                peer: self.peer,
                at: now,
                helo: self.helo.clone(),
                mail_from: transaction.mail_from,
                recipients: transaction.recipients,
                data: self.content.take(),
            });
        }
        self.reset();
        turn.say("250 2.0.0 taken");
    }

    fn reset(&mut self) {
        self.transaction = None;
        self.discarded_bytes = self.discarded_bytes.saturating_add(self.content.excess_bytes());
        self.content.take();
    }

    fn too_much(&self) -> bool {
        self.discarded_bytes.saturating_add(self.content.excess_bytes()) > DISCARDED_BYTES
    }

    fn fault(&mut self, reply: &str, turn: &mut Turn) {
        self.errors = self.errors.saturating_add(1);
        if self.errors >= ERRORS {
            self.hang_up("4.7.0 too many errors", turn);
        } else {
            turn.say(reply);
        }
    }

    /// Says 421 (RFC 5321 section 3.8) and reads nothing more.
    fn hang_up(&mut self, reason: &str, turn: &mut Turn) {
        if !matches!(self.mode, Mode::Closed) {
            turn.reply.extend_from_slice(b"421 ");
            turn.say(reason);
        }
        self.mode = Mode::Closed;
    }
}

/// Makes text of what the client called itself or the sender: bounded, no control characters.
fn printable(bytes: &[u8]) -> String {
    let calm = |c: char| if c.is_control() { '?' } else { c };
    String::from_utf8_lossy(bytes).chars().take(NAME_CHARACTERS).map(calm).collect()
}

#[cfg(test)]
mod tests;
