//! What came of handing a letter over?

use std::fmt;

use cerrojo_probe::smtp::Reply;

/// Characters kept of what a server said: enough for any honest reason.
const TEXT_CHARACTERS: usize = 1_000;

/// What came of one letter. A server's words have control characters replaced and at most 1,000
/// characters; they may hold anything else.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// The server answered 2yz to the final dot: the letter is its business now.
    Accepted {
        /// The name of the server, or its address where it was given so.
        host: String,
        /// What it said: `250 2.0.0 queued as …`.
        reply: String,
        /// How the way there was protected.
        tls: Protection,
    },
    /// Somebody said no for good (5yz), or there is no way and there will be none. Not to be tried again.
    Refused {
        /// The code; where no server said it (`stage` is [`Stage::Route`] or [`Stage::Offer`]), the one
        /// that the standards give to that case.
        code: u16,
        /// The enhanced status (RFC 3463), where there is one.
        enhanced: Option<Enhanced>,
        /// The server's words, or the reason in ours.
        text: String,
        /// Who said it, or whose way was looked for.
        host: String,
        /// When.
        stage: Stage,
    },
    /// Nobody has the letter yet, and it can be tried again: 4yz, no connection, nothing said in time,
    /// DNS without an answer, or our own way out that is not as it should be.
    Later {
        /// The code, where a server said one. At [`Stage::Auth`] and, with a smarthost, before
        /// [`Stage::Mail`] it may be 5yz: the fault is not the letter's, and all others fare alike.
        code: Option<u16>,
        /// The enhanced status (RFC 3463), where there is one.
        enhanced: Option<Enhanced>,
        /// The server's words, or what happened in ours.
        text: String,
        /// Who said it, or who did not answer; empty where nobody was asked yet.
        host: String,
        /// When.
        stage: Stage,
    },
    /// The letter left as a whole, final dot included, and no answer came: it may have been taken and it
    /// may not (RFC 5321 section 4.5.3.2.6, RFC 1047). Sent once more it may arrive twice; with the
    /// same Message-ID many recipients see it once.
    Unsure {
        /// The server that has not answered.
        host: String,
        /// What happened, in our words.
        text: String,
    },
}

/// How the way to the server was protected.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Protection {
    /// In the clear.
    None,
    /// TLS, with a certificate that could be anybody's.
    Unverified,
    /// TLS, with a certificate for the name that we connected to, from somebody whom this system trusts.
    Verified,
}

impl Protection {
    /// `none`, `unverified` or `verified`: what is written into logs and events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unverified => "unverified",
            Self::Verified => "verified",
        }
    }
}

/// How far it had come, in the order of things.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Stage {
    /// Looking for the way: MX and addresses. No server was asked.
    Route,
    /// Connecting.
    Connect,
    /// The greeting, or EHLO.
    Greeting,
    /// STARTTLS or the handshake.
    Tls,
    /// AUTH.
    Auth,
    /// The letter needs what the server does not offer: its size, 8-bit text, addresses in UTF-8.
    Offer,
    /// MAIL: the sender.
    Mail,
    /// RCPT: the recipient.
    Recipient,
    /// DATA, or the letter on its way before the final dot.
    Data,
    /// The answer to the final dot.
    Message,
}

impl Stage {
    /// A word for logs and events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Connect => "connect",
            Self::Greeting => "greeting",
            Self::Tls => "tls",
            Self::Auth => "auth",
            Self::Offer => "offer",
            Self::Mail => "mail",
            Self::Recipient => "recipient",
            Self::Data => "data",
            Self::Message => "message",
        }
    }
}

/// An enhanced status code: class, subject, detail (RFC 3463). Prints as `5.1.1`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Enhanced(pub u16, pub u16, pub u16);

impl fmt::Display for Enhanced {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.0, self.1, self.2)
    }
}

impl Outcome {
    /// What our own words say in place of a server, for good.
    pub(super) fn never(
        stage: Stage,
        host: &str,
        (code, enhanced): (u16, Enhanced),
        text: impl Into<String>,
    ) -> Self {
        let (enhanced, text) = (Some(enhanced), text.into());
        Self::Refused { code, enhanced, text, host: host.to_owned(), stage }
    }

    /// What our own words say in place of a server, for now.
    pub(super) fn later(stage: Stage, host: &str, text: impl Into<String>) -> Self {
        let host = host.to_owned();
        Self::Later { code: None, enhanced: None, text: text.into(), host, stage }
    }

    /// A server's no: for good with 5yz, for now with anything else.
    pub(super) fn no(stage: Stage, host: &str, reply: &Reply) -> Self {
        if !reply.is_permanent() {
            return Self::not_now(stage, host, reply);
        }
        let (code, enhanced, text) = said(reply);
        Self::Refused { code, enhanced, text, host: host.to_owned(), stage }
    }

    /// A server's no that is not about the letter.
    pub(super) fn not_now(stage: Stage, host: &str, reply: &Reply) -> Self {
        let (code, enhanced, text) = said(reply);
        Self::Later { code: Some(code), enhanced, text, host: host.to_owned(), stage }
    }

    /// A server's yes.
    pub(super) fn yes(host: &str, reply: &Reply, tls: Protection) -> Self {
        let reply = format!("{} {}", reply.code, cut(&reply.text));
        Self::Accepted { host: host.to_owned(), reply: reply.trim_end().to_owned(), tls }
    }
}

fn said(reply: &Reply) -> (u16, Option<Enhanced>, String) {
    let enhanced =
        reply.enhanced().map(|(class, subject, detail)| Enhanced(class, subject, detail));
    (reply.code, enhanced, cut(&reply.text))
}

fn cut(text: &str) -> String {
    text.chars().take(TEXT_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_is_for_good_only_with_a_five() {
        let reply = |code, text: &str| Reply { code, text: text.to_owned() };
        let refused = Outcome::no(Stage::Recipient, "mx", &reply(550, "5.1.1 nobody"));
        let Outcome::Refused { code: 550, enhanced: Some(enhanced), .. } = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(enhanced.to_string(), "5.1.1");
        let later = Outcome::no(Stage::Mail, "mx", &reply(451, &"x".repeat(9_000)));
        let Outcome::Later { code: Some(451), enhanced: None, text, .. } = later else {
            panic!("{later:?}")
        };
        assert_eq!(text.len(), TEXT_CHARACTERS);
    }
}
