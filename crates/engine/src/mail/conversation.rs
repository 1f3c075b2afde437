//! One connection to a mail server that takes letters, from its greeting to our QUIT.
//!
//! What is said is decided by [`cerrojo_probe::smtp::Session`]; here are the socket, the time that each
//! step may take, and what an end in the middle means for the letter. The letter itself is written from
//! where it lies: the session is given the final dot alone, and when it asks to write that, the letter
//! goes first. So it is known to the byte whether the dot has left, and what was not ended with it was
//! not handed over (RFC 5321 section 4.1.1.4).

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use cerrojo_probe::smtp::{
    Answer, Capabilities, End, Envelope, Next, Opening, Question, ReplyReader, Session,
    Stage as Asked,
};
use tokio::time::Instant;

use super::auth::{Auth, Step};
use super::dial::Line;
use super::handover::Needs;
use super::tls::Tls;
use super::{Credentials, Enhanced, Handover, Outcome, Patience, Protection, Stage};

/// What the session is given for a letter.
const DOT: &[u8] = b".\r\n";

/// Bytes of a letter written at once, each piece within [`Patience::block`].
const BLOCK_BYTES: usize = 64 * 1024;

/// How long the last words of a server are listened to that broke off in the middle of a letter.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// With whom, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms<'a> {
    /// The name of the server, as its certificate should carry it.
    pub(super) host: &'a str,
    /// Our own name.
    pub(super) helo: &'a str,
    pub(super) patience: &'a Patience,
    pub(super) tls: &'a Tls,
    /// Whether STARTTLS is asked for.
    pub(super) starttls: bool,
    /// Whether TLS comes first.
    pub(super) implicit: bool,
    /// Whether the certificate has to stand up to verification.
    pub(super) must: bool,
}

/// Why a connection is of no use for letters.
#[derive(Debug)]
pub(super) struct Useless {
    pub(super) outcome: Outcome,
    /// TLS did not come about; in the clear it might work.
    pub(super) by_tls: bool,
}

/// What became of one letter, and of the connection.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) outcome: Outcome,
    /// Whether the next letter can go the same way.
    pub(super) usable: bool,
    /// Whether the server had gone before it heard of this letter.
    pub(super) unheard: bool,
}

/// A connection that was greeted.
#[derive(Debug)]
pub(super) struct Conversation {
    line: Line,
    talk: Session,
    patience: Patience,
    host: String,
    letters: usize,
}

impl Conversation {
    /// Greets the server at the other end of `line`.
    pub(super) async fn begin(line: Line, terms: &Terms<'_>) -> Result<Self, Box<Useless>> {
        let no_tls = |error: &io::Error| {
            let text = format!("no TLS: {}", explain(error));
            Box::new(Useless {
                outcome: Outcome::later(Stage::Tls, terms.host, text),
                by_tls: true,
            })
        };
        let handshake = terms.patience.handshake;
        let line = if terms.implicit {
            let secured = line.secure(terms.tls, terms.host, terms.must, handshake).await;
            secured.map_err(|error| no_tls(&error))?
        } else {
            line
        };
        let opening =
            Opening { helo: terms.helo.to_owned(), starttls: terms.starttls, ..Opening::default() };
        let mut begun = Self {
            line,
            talk: Session::new(opening, terms.implicit),
            patience: *terms.patience,
            host: terms.host.to_owned(),
            letters: 0,
        };
        loop {
            match begun.listen().await {
                Next::Handshake => {
                    let secured = begun.line.secure(terms.tls, terms.host, terms.must, handshake);
                    begun.line = secured.await.map_err(|error| no_tls(&error))?;
                    begun.talk.secured();
                }
                Next::Idle => return Ok(begun),
                Next::Receive => {}
                Next::Over => return Err(Box::new(begun.no_greeting())),
            }
        }
    }

    /// How the way there is protected.
    pub(super) const fn protection(&self) -> Protection {
        self.line.protection()
    }

    /// How many letters were asked about.
    pub(super) const fn letters(&self) -> usize {
        self.letters
    }

    fn no_greeting(&self) -> Useless {
        let host = &self.host;
        let later = |stage, text: &str| Outcome::later(stage, host, text);
        let (outcome, by_tls) = match self.talk.end() {
            Some(End::Refused(reply) | End::Deferred(reply) | End::Closing(reply)) => {
                (Outcome::no(Stage::Greeting, host, reply), false)
            }
            Some(End::NotOffered) => (later(Stage::Tls, "STARTTLS is not offered"), true),
            Some(End::TlsFailed) => (later(Stage::Tls, "STARTTLS was refused"), true),
            end => (later(Stage::Greeting, describe(end)), false),
        };
        Useless { outcome, by_tls }
    }

    /// Says who we are.
    pub(super) async fn authenticate(&mut self, credentials: &Credentials) -> Result<(), Outcome> {
        let host = self.host.clone();
        let later = |text: &str| Outcome::later(Stage::Auth, &host, text);
        if self.protection() != Protection::Verified {
            return Err(later(
                "the password was not said: the connection is not protected by TLS with a certificate that could be verified",
            ));
        }
        let Some((mut auth, mut say)) = Auth::begin(&self.talk.offered().auth, credentials) else {
            return Err(later("it offers neither AUTH PLAIN nor AUTH LOGIN"));
        };
        let mut reader = ReplyReader::default();
        loop {
            let deadline = Instant::now() + self.patience.command;
            let written = self.line.write(say.as_bytes(), self.patience.command).await;
            written.map_err(|error| later(&explain(&error)))?;
            let reply = loop {
                match reader.take() {
                    Ok(Some(reply)) => break reply,
                    Ok(None) => {}
                    Err(not_smtp) => return Err(later(&not_smtp.to_string())),
                }
                match tokio::time::timeout_at(deadline, self.line.read()).await {
                    Ok(Ok(bytes)) if !bytes.is_empty() => reader.feed(&bytes),
                    Err(_) => return Err(later(describe(Some(&End::TimedOut)))),
                    _ => return Err(later(describe(Some(&End::Dropped)))),
                }
            };
            match auth.reply(&reply) {
                Step::Say(line) => say = line,
                Step::Done => return Ok(()),
                Step::Refused => return Err(Outcome::not_now(Stage::Auth, &host, &reply)),
            }
        }
    }

    /// Hands one letter over.
    pub(super) async fn send(&mut self, letter: &Handover<'_>) -> Sent {
        let needs = letter.needs();
        if let Some(outcome) = self.lacks(needs) {
            return Sent { outcome, usable: true, unheard: false };
        }
        let id = self.letters;
        self.letters = id.saturating_add(1);
        let replies = self.talk.replies();
        let envelope = Arc::new(envelope(letter, needs, self.talk.offered()));
        self.talk.deliver(Question { id, envelope }, DOT.to_vec());
        let mut dotted = false;
        // The message is under way or awaited until the session has nothing more to wait for.
        while self.listen().await == Next::Receive {
            if let Err(outcome) = self.write_letter(letter).await {
                return Sent { outcome: *outcome, usable: false, unheard: false };
            }
            dotted = true;
        }
        let answer = self.talk.take_answers().into_iter().find(|(asked, _)| *asked == id);
        let unheard =
            answer.is_none() && !dotted && self.talk.replies() <= replies.saturating_add(1);
        let outcome = self.judge(answer.map(|(_, answer)| answer), dotted);
        let usable = self.talk.end().is_none() && !matches!(outcome, Outcome::Unsure { .. });
        Sent { outcome, usable, unheard: unheard && self.talk.end().is_some() }
    }

    /// What the letter needs and the server does not offer.
    fn lacks(&self, needs: Needs) -> Option<Outcome> {
        let offered = self.talk.offered();
        let no = |code, enhanced, text: String| {
            Some(Outcome::never(Stage::Offer, &self.host, (code, enhanced), text))
        };
        if needs.utf8 && !offered.smtputf8 {
            return no(
                550,
                Enhanced(5, 6, 7),
                "the server takes no addresses or header fields in UTF-8 (SMTPUTF8, RFC 6531)"
                    .to_owned(),
            );
        }
        if needs.eight_bit && extension(offered, "8BITMIME").is_none() {
            return no(
                554,
                Enhanced(5, 6, 3),
                "the server takes no 8-bit text (8BITMIME, RFC 6152)".to_owned(),
            );
        }
        let most = extension(offered, "SIZE").and_then(|size| size.trim().parse::<usize>().ok());
        match most {
            Some(most) if most > 0 && needs.bytes > most => no(
                552,
                Enhanced(5, 3, 4),
                format!(
                    "the server takes letters of {most} bytes at most, this one has {}",
                    needs.bytes
                ),
            ),
            _ => None,
        }
    }

    /// Writes what is to be written and reads what comes, until there is something to do about it.
    /// [`Next::Receive`] means: the server waits for the letter.
    async fn listen(&mut self) -> Next {
        let mut limit = if self.talk.banner().is_some() {
            self.patience.command
        } else {
            self.patience.greeting
        };
        let mut deadline = Instant::now() + limit;
        loop {
            if self.talk.end().is_some() {
                return Next::Over;
            }
            let output = self.talk.take_output();
            if output == DOT {
                return Next::Receive;
            }
            if !output.is_empty() {
                limit =
                    if output == b"DATA\r\n" { self.patience.data } else { self.patience.command };
                deadline = Instant::now() + limit;
                if self.line.write(&output, limit).await.is_err() {
                    // What it said before it went is worth reading.
                    self.last_words().await;
                    self.talk.ended(End::Dropped);
                    return Next::Over;
                }
            }
            match self.talk.next() {
                Next::Receive => self.read(deadline).await,
                other => return other,
            }
        }
    }

    async fn read(&mut self, deadline: Instant) {
        match tokio::time::timeout_at(deadline, self.line.read()).await {
            Ok(Ok(bytes)) if !bytes.is_empty() => self.talk.received(&bytes),
            Ok(_) => self.talk.ended(End::Dropped),
            Err(_) => self.talk.ended(End::TimedOut),
        }
    }

    /// Writes the letter, then the dot, then waits for the one answer.
    async fn write_letter(&mut self, letter: &Handover<'_>) -> Result<(), Box<Outcome>> {
        // An answer to a letter that it has not seen: whatever it means, nobody has the letter.
        if !matches!(self.talk.next(), Next::Receive) {
            let text = "it answered before the letter was sent";
            return Err(Box::new(Outcome::later(Stage::Data, &self.host, text)));
        }
        let mut written = Ok(());
        for part in letter.wire() {
            for block in part.chunks(BLOCK_BYTES) {
                if written.is_ok() {
                    written = self.line.write(block, self.patience.block).await;
                }
            }
        }
        if written.is_ok() && !letter.may_end() {
            let text = "stopped by us before its end";
            return Err(Box::new(Outcome::later(Stage::Data, &self.host, text)));
        }
        // A write that fails has not left as a whole, and without the dot there is no letter.
        if written.is_ok() {
            written = self.line.write(DOT, self.patience.block).await;
        }
        if let Err(error) = written {
            self.last_words().await;
            let broken = || {
                let text = format!("in the middle of the letter: {}", explain(&error));
                Outcome::later(Stage::Data, &self.host, text)
            };
            return Err(Box::new(match self.talk.end() {
                Some(End::Closing(reply)) => Outcome::no(Stage::Data, &self.host, reply),
                Some(_) | None => broken(),
            }));
        }
        let deadline = Instant::now() + self.patience.message;
        while matches!(self.talk.next(), Next::Receive) {
            self.read(deadline).await;
        }
        Ok(())
    }

    async fn last_words(&mut self) {
        let deadline = Instant::now() + LAST_WORDS;
        while self.talk.end().is_none() {
            self.read(deadline).await;
        }
    }

    /// What the answer means, or its absence.
    fn judge(&self, answer: Option<Answer>, dotted: bool) -> Outcome {
        let host = &self.host;
        let stage = if dotted { Stage::Message } else { Stage::Mail };
        match answer {
            Some(Answer::Delivered(reply)) if dotted => {
                Outcome::yes(host, &reply, self.protection())
            }
            Some(Answer::Refused(asked, reply) | Answer::Deferred(asked, reply)) => {
                Outcome::no(stage_of(asked), host, &reply)
            }
            Some(Answer::Confused(reply) | Answer::Accepted(reply) | Answer::Delivered(reply))
                if !dotted =>
            {
                let text = format!("it answered what makes no sense there: {reply}");
                Outcome::later(Stage::Data, host, text)
            }
            _ => match self.talk.end() {
                // 421 in place of the answer: it did not take the letter (RFC 5321 section 3.8).
                Some(End::Closing(reply)) => Outcome::not_now(stage, host, reply),
                end if dotted => {
                    let text = format!("after the letter and its final dot: {}", describe(end));
                    Outcome::Unsure { host: host.clone(), text }
                }
                end => Outcome::later(stage, host, describe(end)),
            },
        }
    }

    /// Says goodbye.
    pub(super) async fn quit(mut self) {
        self.talk.quit();
        let goodbye = self.talk.take_output();
        // Nothing depends on it.
        let _ = self.line.write(&goodbye, LAST_WORDS).await;
    }
}

fn envelope(letter: &Handover<'_>, needs: Needs, offered: &Capabilities) -> Envelope {
    let mut mail = format!("MAIL FROM:<{}>", letter.from());
    if extension(offered, "SIZE").is_some() {
        // Writing to a string cannot fail.
        let _ = write!(mail, " SIZE={}", needs.bytes);
    }
    if needs.eight_bit {
        mail.push_str(" BODY=8BITMIME");
    }
    if needs.utf8 {
        mail.push_str(" SMTPUTF8");
    }
    Envelope { mail, recipients: vec![format!("RCPT TO:<{}>", letter.to())] }
}

/// What is said after `keyword` in the answer to EHLO, where it is offered.
fn extension<'a>(offered: &'a Capabilities, keyword: &str) -> Option<&'a str> {
    offered.lines.iter().skip(1).find_map(|line| {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        word.eq_ignore_ascii_case(keyword).then_some(rest)
    })
}

const fn stage_of(asked: Asked) -> Stage {
    match asked {
        Asked::Mail => Stage::Mail,
        Asked::Recipient => Stage::Recipient,
        Asked::Data => Stage::Data,
        Asked::Message => Stage::Message,
    }
}

const fn describe(end: Option<&End>) -> &'static str {
    match end {
        Some(End::TimedOut) => "it did not answer in time",
        Some(End::NotSmtp) => "what answers there does not speak SMTP",
        _ => "it closed the connection",
    }
}

/// What an error of the system means, in our words.
pub(super) fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::TimedOut => "it did not answer in time".to_owned(),
        io::ErrorKind::ConnectionRefused => "nobody listens there".to_owned(),
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof => "it closed the connection".to_owned(),
        _ => error.to_string(),
    }
}
