//! What a bounce says: for whom, and whether to try again.
//!
//! A report in the standard form is read by its fields; one in the words of an older server by the table of
//! [`spoken`]. Whatever the form, it is a bounce only when a machine sent it: a person who quotes one is a person.

mod reason;
pub(super) mod report;
mod spoken;
mod status;

pub use spoken::{FORMS, Form};
pub use status::{NoStatus, Status};

use super::automatic::Marks;
use super::fields;
use super::parts::Mail;

/// Recipients of a report that are kept.
const MOST_RECIPIENTS: usize = 200;
/// Characters of a diagnostic text that are kept.
const DIAGNOSTIC_CHARACTERS: usize = 500;
/// Parts of a bounce in which the message that came back is looked for.
const ORIGINALS: &[&str] = &[
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/global-headers",
];

/// Mail that could not be delivered, or not yet (RFC 3464 and what came before it).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Bounce {
    /// Which form it had: `report` for RFC 3464, `disposition` for RFC 8098, or the id of a record of [`FORMS`].
    pub form: &'static str,
    /// Whom it speaks of, at most 200; empty where it names nobody.
    pub recipients: Vec<Recipient>,
    /// The id of the message that came back, without its brackets.
    pub original_message_id: Option<String>,
    /// The server that wrote the report.
    pub reporter: Option<String>,
}

/// What a bounce says of one recipient.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Recipient {
    /// The address as the report calls it in the end, which need not be the one that was written to.
    pub address: String,
    /// The address that was written to, where the report says so.
    pub original: Option<String>,
    /// What happened.
    pub action: Action,
    /// The enhanced status code (RFC 3463).
    pub status: Option<Status>,
    /// What the server said, in one line of at most 500 characters.
    pub diagnostic: Option<String>,
}

/// What happened to a message for one recipient (RFC 3464 section 2.3.3).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Action {
    /// It was given up.
    #[default]
    Failed,
    /// It is being tried further: no failure.
    Delayed,
    /// It arrived.
    Delivered,
    /// It went to a server that sends no reports.
    Relayed,
    /// It went to the members of a list.
    Expanded,
}

/// Why a message was given up, as far as it matters for the next one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Failure {
    /// The address does not work and will not: no such user, no such domain, switched off.
    Hard,
    /// The address may work another time or for another message: full, too large, unreachable for days.
    Soft,
    /// The address works and somebody's policy did not want this message (5.7.x).
    Refused,
}

impl Recipient {
    /// Why it was given up; `None` when it was not.
    #[must_use]
    pub fn failure(&self) -> Option<Failure> {
        (self.action == Action::Failed).then(|| {
            let diagnostic = self.diagnostic.as_deref().unwrap_or_default();
            reason::failure(self.status, diagnostic)
        })
    }
}

impl Bounce {
    /// The recipients for whom the message was given up.
    pub fn failed(&self) -> impl Iterator<Item = &Recipient> {
        self.recipients.iter().filter(|recipient| recipient.action == Action::Failed)
    }

    /// Whether nothing was given up: it is late, or it arrived.
    #[must_use]
    pub fn is_only_news(&self) -> bool {
        !self.recipients.is_empty() && self.failed().next().is_none()
    }
}

/// Reads a bounce; `None` if `mail` is none.
pub(super) fn read(mail: &Mail<'_>, marks: &Marks) -> Option<Bounce> {
    let reported = report::read(mail, marks).or_else(|| report::rejection(mail));
    // "Was read on Monday" is not far from the words of some bounces.
    if reported.is_none() && report::is_disposition(mail) {
        return None;
    }
    let mut bounce = reported.or_else(|| spoken::read(mail, marks))?;
    bounce.original_message_id = original(mail).or(bounce.original_message_id);
    // OpenSMTPD's fields say less than its words.
    let is_silent = |one: &Recipient| one.diagnostic.is_none();
    let said =
        if bounce.recipients.iter().any(is_silent) { spoken::said(mail) } else { Vec::new() };
    for recipient in &mut bounce.recipients {
        if recipient.diagnostic.is_none() {
            let same = said.iter().find(|one| one.address == recipient.address);
            recipient.diagnostic = same.and_then(|one| one.diagnostic.clone());
        }
        let diagnostic = recipient.diagnostic.as_deref().unwrap_or_default();
        recipient.status = reason::refined(recipient.status, diagnostic, recipient.action);
    }
    Some(bounce)
}

/// The id of the message that came back, from the part that holds it.
fn original(mail: &Mail<'_>) -> Option<String> {
    let parts = mail.parts.iter().filter(|part| ORIGINALS.contains(&part.media.as_str()));
    let mut ids = parts.filter_map(|part| {
        let head = fields::Fields::read(&part.bytes());
        head.ids("message-id").into_iter().next()
    });
    ids.next()
}
