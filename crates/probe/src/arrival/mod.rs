//! What a mail that reached the sink means: relayed, bounced, or nothing.
//!
//! Only [`Meaning::Relayed`] can become a proof, so its rules lean towards saying nothing:
//!
//! 1. Mail to a sender address is a bounce or an automatic answer, whatever it contains.
//! 2. So is a delivery report or an automatic reply to a recipient address: a test whose sender is
//!    its recipient gets its bounces there.
//! 3. A mail to a recipient address whose own Message-ID field holds the same token was relayed. A
//!    bounce has a Message-ID of its own; ours is in it only further inside.
//! 4. Some relays replace the Message-ID. Then the mail's own fields must have the test field, which
//!    only our messages carry, and our name in From, and the token must be in the test field, in To
//!    or in the plain body. A bounce or an answer may repeat fields of what it speaks of, but it comes
//!    from somebody else; and as bounces have no sender, a mail of this kind must have one.
//!
//! Nobody but the server under test ever saw the token, so whoever else forges such a mail would
//! have to guess it. Nothing here verifies the token: the [`crate::sink::Guard`] did.

mod received;

use cerrojo_model::Arrival;
use mail_parser::{Header, HeaderName, Message, MessageParser};

use crate::message::{AUTHOR, TEST_FIELD};
use crate::printable::hides;
use crate::sink::{ReceivedMail, Recipient};
use crate::token::{Role, Token};

/// How many `Received` fields are kept.
const TRACE_FIELDS: usize = 50;
/// How much of each.
const TRACE_CHARACTERS: usize = 500;
/// The longest status code, `5.999.999`, in characters (RFC 3463 section 2).
const STATUS_CHARACTERS: usize = 9;

/// What a received mail says about a test.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Meaning {
    /// The server passed our message on. The token is written in lower case, as it was sent.
    Relayed(Arrival),
    /// A challenge was brought to a sink, and was answered.
    Reached(Arrival),
    /// The server took our message and gave up, or something answered it: never a proof.
    Bounced {
        /// The address it came to. Its nonce leads to the test, whichever its role.
        recipient: Recipient,
        /// The first status code of the report (RFC 3464 section 2.3.4), such as `5.7.1`.
        status: Option<String>,
    },
    /// A mail to a recipient address that is neither: somebody else's, or no longer recognisable.
    Stray,
}

/// Says what `mail` means.
///
/// When several of its recipients are ours, the one that proves something counts, then the first.
#[must_use]
pub fn read(mail: &ReceivedMail) -> Meaning {
    // A parser that knows one field parses the others raw; values are read by us, leniently.
    let parser = MessageParser::new().header_raw(HeaderName::Received).default_header_raw();
    let message = parser.parse_headers(&mail.data);
    let fields =
        Fields { fields: message.as_ref().map_or(&[], Message::headers), data: &mail.data };
    let is_report = fields.is_report();
    let relayed = |recipient: &&Recipient| {
        recipient.role == Role::Recipient && !is_report && is_ours(&fields, mail, &recipient.token)
    };
    if let Some(recipient) = mail.recipients.iter().find(relayed) {
        return Meaning::Relayed(arrival(mail, &fields, &recipient.token));
    }
    let sender = mail.recipients.iter().find(|recipient| recipient.role == Role::Sender);
    let answered = mail.recipients.first().filter(|_| is_report || mail.mail_from.is_empty());
    match sender.or(answered) {
        Some(recipient) => {
            Meaning::Bounced { recipient: *recipient, status: status(&fields, &mail.data) }
        }
        None => Meaning::Stray,
    }
}

/// Whether the message itself, not something inside it, is the one that carries `token`.
fn is_ours(fields: &Fields<'_>, mail: &ReceivedMail, token: &Token) -> bool {
    // The whole local part: a mailer may build the id of an answer around the id that it answers.
    let id = format!("<{token}@");
    if fields.any("Message-ID", |value| holds(value.as_bytes(), &id)) {
        return true;
    }
    let token = token.to_string();
    let in_field = |name| fields.any(name, |value| holds(value.as_bytes(), &token));
    let in_body = || fields.is_plain_text() && holds(fields.body(), &token);
    let from_us = fields.any("From", |value| holds(value.as_bytes(), AUTHOR));
    let is_test = from_us && !mail.mail_from.is_empty() && fields.any(TEST_FIELD, |_| true);
    is_test && (in_field(TEST_FIELD) || in_field("To") || in_body())
}

fn arrival(mail: &ReceivedMail, fields: &Fields<'_>, token: &Token) -> Arrival {
    let received = || fields.named("Received");
    Arrival {
        token: token.to_string(),
        from: mail.peer,
        at: mail.at,
        trace: received()
            .take(TRACE_FIELDS)
            .map(|value| unfolded(value, TRACE_CHARACTERS))
            .collect(),
        client_seen: received()
            .last()
            .and_then(|value| received::client(&unfolded(value, usize::MAX))),
    }
}

/// The first status code of a delivery report; `None` when the mail is not one.
///
/// Reads the text as it stands and not as MIME: the part must be 7bit (RFC 3464 section 2.1), and a
/// hostile mail has no tree of parts to hide in.
fn status(fields: &Fields<'_>, data: &[u8]) -> Option<String> {
    if !fields.any("Content-Type", |value| holds(value.as_bytes(), "report")) {
        return None;
    }
    let after = |line: &[u8], name: &[u8]| -> Option<String> {
        let (start, value) = line.split_at_checked(name.len())?;
        let same = start.eq_ignore_ascii_case(name);
        same.then(|| String::from_utf8_lossy(value).trim().to_ascii_lowercase())
    };
    let mut lines = data.split(|byte| *byte == b'\n');
    let opens = |line: &[u8]| {
        let kind = after(line, b"Content-Type:");
        let kinds = ["message/delivery-status", "message/global-delivery-status"];
        kind.is_some_and(|kind| kinds.iter().any(|known| kind.starts_with(known)))
    };
    lines.find(|line| opens(line))?;
    let word = |value: String| value.split_ascii_whitespace().next().map(str::to_owned);
    lines.find_map(|line| after(line, b"Status:").and_then(word).filter(|code| is_status(code)))
}

/// Whether `code` is a class, a subject and a detail (RFC 3463 section 2).
fn is_status(code: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = code.split('.');
    let class = parts.next().is_some_and(|class| matches!(class, "2" | "4" | "5"));
    class
        && parts.next().is_some_and(digits)
        && parts.next().is_some_and(digits)
        && parts.next().is_none()
        && code.len() <= STATUS_CHARACTERS
}

/// The fields of a message's own header, none of anything inside it.
#[derive(Clone, Copy)]
struct Fields<'a> {
    fields: &'a [Header<'a>],
    data: &'a [u8],
}

impl<'a> Fields<'a> {
    /// The values of all fields of that name, in order, still folded.
    fn named(&self, name: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
        let same = move |field: &&Header<'_>| field.name().eq_ignore_ascii_case(name);
        self.fields.iter().filter(same).map(|field| field.value.as_text().unwrap_or_default())
    }

    fn any(&self, name: &'static str, test: impl Fn(&str) -> bool) -> bool {
        self.named(name).any(test)
    }

    /// A delivery report (RFC 6522, RFC 3464) or an automatic answer (RFC 3834 section 5).
    fn is_report(&self) -> bool {
        let kinds = ["multipart/report", "message/delivery-status", "report-type"];
        let is_report = |value: &str| kinds.iter().any(|kind| holds(value.as_bytes(), kind));
        self.any("Content-Type", is_report)
            || self.any("Auto-Submitted", |value| holds(value.as_bytes(), "auto-replied"))
            || self.any("X-Failed-Recipients", |_| true)
    }

    /// Whether the body is one plain text, so that all of it is the message's own.
    fn is_plain_text(&self) -> bool {
        let plain = |value: &str| holds(value.as_bytes(), "text/plain");
        self.named("Content-Type").all(plain)
    }

    /// What follows the header.
    fn body(&self) -> &'a [u8] {
        let end = self.fields.last().and_then(|field| usize::try_from(field.offset_end()).ok());
        self.data.get(end.unwrap_or(0)..).unwrap_or_default()
    }
}

/// Whether `text` contains `word`, in any case of ASCII.
fn holds(text: &[u8], word: &str) -> bool {
    text.windows(word.len().max(1)).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// Puts a folded value on one line: white space becomes one blank, control characters go.
fn unfolded(value: &str, limit: usize) -> String {
    let calm = value
        .split_whitespace()
        .flat_map(|word| std::iter::once(' ').chain(word.chars().filter(|c| !hides(*c))));
    calm.skip(1).take(limit).collect()
}

#[cfg(test)]
mod tests;
