//! How does a transaction go: MAIL, RCPT and DATA?

use std::io;
use std::sync::Arc;

use super::address::{Reading, read};
use super::command;
use super::decide::{Answer, Envelope, Fate, recipient};
use super::deliver::{Errand, Parcel};
use super::message::received;
use super::session::{Next, Session};

/// The largest message that is taken, as the answer to EHLO says.
const MESSAGE_BYTES_MAX: usize = 1_048_576;

/// How much more is read of a message that is too large, before the line is cut.
const EXCESS_BYTES_MAX: usize = 16 * MESSAGE_BYTES_MAX;

/// The longest line of a message.
const TEXT_LINE_BYTES_MAX: usize = 65536;

impl Session {
    pub(super) async fn mail(&mut self, argument: &str) -> io::Result<Next> {
        let strict = self.behaviour().strict_syntax;
        if self.client.helo.is_none() {
            return self.refuse("503 5.5.1 Error: send HELO/EHLO first", "").await;
        }
        if self.envelope.is_some() {
            return self.refuse("503 5.5.1 Error: nested MAIL command", "").await;
        }
        let Some((sender, parameters)) = command::path(argument, "FROM", strict) else {
            return self.refuse("501 5.5.4 Syntax: MAIL FROM:<address>", "").await;
        };
        if !command::only_known(parameters, &["SIZE", "BODY", "AUTH"]) {
            return self.refuse("555 5.5.4 Unsupported option", "").await;
        }
        let malformed = !sender.is_empty() && read(sender, &self.names, &[]) == Reading::Malformed;
        if strict && malformed {
            return self.refuse("501 5.1.7 Bad sender address syntax", "").await;
        }
        self.envelope = Some(Envelope { sender: sender.to_owned(), ..Envelope::default() });
        Ok(self.answer("250 2.1.0 Ok"))
    }

    pub(super) async fn rcpt(&mut self, argument: &str) -> io::Result<Next> {
        let behaviour = self.behaviour();
        let Some(envelope) = &self.envelope else {
            return self.refuse("503 5.5.1 Error: need MAIL command", "").await;
        };
        let Some((path, parameters)) = command::path(argument, "TO", behaviour.strict_syntax)
        else {
            return self.refuse("501 5.5.4 Syntax: RCPT TO:<address>", "").await;
        };
        if !parameters.is_empty() {
            return self.refuse("555 5.5.4 Unsupported option", "").await;
        }
        if behaviour.recipients_max.is_some_and(|most| self.recipients >= most) {
            return self.refuse("452 4.5.3 Error: too many recipients", "").await;
        }
        self.recipients = self.recipients.saturating_add(1);
        let answer =
            recipient(behaviour, &self.server.world, &self.names, (&self.client, envelope), path);
        if let Some(reply) = self.puts_off(path) {
            return self.refuse(reply, path).await;
        }
        match answer {
            Answer::HangUp => Ok(Next::HangUp),
            Answer::Refuse(reply) => self.refuse(reply, path).await,
            Answer::Take { own, fate } => {
                if let Some(envelope) = &mut self.envelope {
                    envelope.own_recipient |= own;
                    envelope.fates.push(fate);
                }
                self.say(behaviour.accepted, path);
                Ok(Next::Go)
            }
        }
    }

    pub(super) async fn data(&mut self, argument: &str) -> io::Result<Next> {
        if !argument.is_empty() {
            return self.refuse("501 5.5.4 Syntax: DATA", "").await;
        }
        let Some(envelope) = self.envelope.take_if(|envelope| !envelope.fates.is_empty()) else {
            return self.refuse("503 5.5.1 Error: need RCPT command", "").await;
        };
        let at_data =
            |fate: &Fate| if let Fate::RefuseAtData(reply) = fate { Some(*reply) } else { None };
        if let Some(reply) = envelope.fates.iter().find_map(at_data) {
            return self.refuse(reply, "").await;
        }
        self.connection.say("354 End data with <CR><LF>.<CR><LF>");
        let text = match self.text().await? {
            Text::Whole(text) => text,
            Text::TooLarge => {
                return self.refuse("552 5.3.4 Error: message file too big", "").await;
            }
            Text::Cut => return Ok(Next::HangUp),
        };
        let at_end =
            |fate: &Fate| if let Fate::RefuseAtEnd(reply) = fate { Some(*reply) } else { None };
        if let Some(reply) = envelope.fates.iter().find_map(at_end) {
            return self.refuse(reply, "").await;
        }
        let id = self.server.id();
        self.pass_on(envelope, &id, &text);
        self.connection.say(&self.behaviour().queued.replace("{id}", &id));
        Ok(Next::Go)
    }

    fn pass_on(&self, envelope: Envelope, id: &str, text: &[u8]) {
        let mut content = received(&self.client, &self.server.world.host, id).into_bytes();
        content.extend_from_slice(text);
        let content = Arc::new(content);
        for fate in envelope.fates {
            let errand = match fate {
                Fate::Relay(mailbox) => Errand::Relay(mailbox),
                Fate::Bounce(recipient) => Errand::Bounce(recipient),
                Fate::Keep | Fate::RefuseAtData(_) | Fate::RefuseAtEnd(_) => continue,
            };
            self.server.queue(Parcel {
                sender: envelope.sender.clone(),
                errand,
                content: Arc::clone(&content),
            });
        }
    }

    /// Reads a message up to the dot, which counts only between two CR LF, and takes doubled dots back.
    async fn text(&mut self) -> io::Result<Text> {
        let mut text = Vec::new();
        let mut excess: usize = 0;
        let mut at_start = true;
        loop {
            let Some(line) = self.connection.line(TEXT_LINE_BYTES_MAX).await? else {
                return Ok(Text::Cut);
            };
            if at_start && line == b".\r\n" {
                break;
            }
            let line = line.strip_prefix(b".").filter(|_| at_start).unwrap_or(&line);
            at_start = line.ends_with(b"\r\n");
            if text.len().saturating_add(line.len()) <= MESSAGE_BYTES_MAX && excess == 0 {
                text.extend_from_slice(line);
                continue;
            }
            excess = excess.saturating_add(line.len());
            if excess > EXCESS_BYTES_MAX {
                return Ok(Text::Cut);
            }
        }
        Ok(if excess == 0 { Text::Whole(text) } else { Text::TooLarge })
    }
}

/// What came after DATA.
enum Text {
    /// A message.
    Whole(Vec<u8>),
    /// More than is taken.
    TooLarge,
    /// Something that never ended.
    Cut,
}
