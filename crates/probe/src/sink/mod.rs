//! The sinks' side of a conversation: take mail that carries a token, answer challenges, relay nothing.
//!
//! The mail sink ([`Session`]) is what relays hand mail to; the echo sink ([`Echo`]) is what proxies
//! are asked to reach. Both give the answer to a challenge of ours to whoever brings it.
//!
//! A state machine without a socket: the caller feeds in what a server sent and writes out what it
//! is given. Lenient in how commands are written, because relays are what they are; strict in
//! what it takes: a recipient is exactly `token@domain` that the [`Guard`] admits, and anything
//! else gets a 550, so that a test for open relaying finds the sink closed. Every length and every
//! count is bounded.

mod command;
mod content;
mod domains;
mod echo;
mod session;

use std::net::SocketAddr;

use cerrojo_model::Time;

pub use self::domains::Domains;
pub use self::echo::Echo;
pub use self::session::Session;
use crate::token::{Role, Token};

/// A mailbox of the sink.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Recipient {
    /// Recipient or sender of the test.
    pub role: Role,
    /// The token in its local part.
    pub token: Token,
}

/// Says which mailboxes exist; every `Fn(Recipient, &str) -> bool` is one.
pub trait Guard {
    /// Whether mail to `recipient` at `domain`, as the client wrote it, is ours to take.
    ///
    /// Is to check both: the domain against [`Domains`], the token with [`crate::token::Key::verify`].
    fn admits(&self, recipient: Recipient, domain: &str) -> bool;

    /// The answer to a challenge of ours; `None` when it is not one. A guard without proxies in mind
    /// knows none.
    fn answer(&self, challenge: Token) -> Option<Token> {
        let _ = challenge;
        None
    }
}

impl<F: Fn(Recipient, &str) -> bool> Guard for F {
    fn admits(&self, recipient: Recipient, domain: &str) -> bool {
        self(recipient, domain)
    }
}

/// A mail that the sink took, with its envelope.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReceivedMail {
    /// Who delivered it.
    pub peer: SocketAddr,
    /// When its last byte was there.
    pub at: Time,
    /// The name given with HELO or EHLO, without control characters; empty when none was.
    pub helo: String,
    /// The sender's path without brackets or control characters; empty for the null sender.
    pub mail_from: String,
    /// The recipients that were admitted, at least one, at most 100.
    pub recipients: Vec<Recipient>,
    /// Header and body as sent, without doubled dots; at most 64 KiB.
    pub data: Vec<u8>,
}

/// What a [`Session`] wants done after it was fed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Turn {
    /// What to write to the client; may be empty.
    pub reply: Vec<u8>,
    /// Whether to close the connection after that.
    pub close: bool,
    /// The mails that were finished, in order.
    pub mails: Vec<ReceivedMail>,
    /// The challenges that were answered, in order.
    pub reached: Vec<Token>,
    /// Header fields that came with a challenge and tell of the way it took.
    pub trace: Vec<String>,
}

impl Turn {
    fn say(&mut self, line: &str) {
        self.reply.extend_from_slice(line.as_bytes());
        self.reply.extend_from_slice(b"\r\n");
    }
}
