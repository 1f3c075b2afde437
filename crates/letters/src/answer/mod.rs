//! What came back: the bytes of one mail in, what it is out.
//!
//! Three rules, each leaning to the side on which a mistake costs least. What a person could have written is
//! never taken for a machine's: that takes a mark of a machine. What a machine could have written is never
//! answered: [`Answer::is_automatic`] is true for more than is sorted as automatic. And what people seem to say
//! is only a hint: "it is fixed" makes for a check, and whatever is not plain goes to a person.

mod attachment;
mod automatic;
mod bounce;
mod calm;
mod challenge;
mod class;
mod fields;
mod intent;
mod language;
mod parts;
mod report;
mod subject;
mod ticket;
mod words;

use std::net::IpAddr;

pub use attachment::Attachment;
pub use automatic::{MARKS, Mark, Sign, Weight};
pub use bounce::{Action, Bounce, FORMS, Failure, Form, NoStatus, Recipient, Status};
pub use challenge::{CHALLENGES, Challenge};
pub use class::{CLASSES, Class, Kind};
pub use intent::{Human, Intent, PHRASES, Phrases};
pub use language::{LANGUAGES, Tongue};
pub use report::{Complaint, Report, Suspect};
pub use subject::{SUBJECTS, Subjects};
pub use ticket::{TICKETS, TicketSystem};

/// Bytes of a message that are read; what follows is not looked at.
pub const MESSAGE_BYTES: usize = 10 * 1024 * 1024;
/// Bytes of [`Answer::text`].
pub const TEXT_BYTES: usize = 16 * 1024;

/// How a message came (RFC 5321 section 2.3.1).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Envelope {
    /// The return path; `None` is the empty one, `<>`.
    pub sender: Option<String>,
    /// The address of ours that it was sent to.
    pub recipient: String,
}

/// What is ours, so that complaints about us and wishes to us can be told from others.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Ours {
    /// The domains that our letters come from, in small letters.
    pub domains: Vec<String>,
    /// Local parts that mail is sent to for no more letters, in small letters; what follows `+` does not count.
    pub unsubscribe: Vec<String>,
}

/// What a mail is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    /// What kind of answer it is.
    pub class: Class,
    /// The address in `From`.
    pub from: Option<String>,
    /// The address that an answer goes to: `Reply-To`, or else `From`.
    pub reply_to: Option<String>,
    /// The subject, decoded, in one line.
    pub subject: Option<String>,
    /// Its own id, without brackets.
    pub message_id: Option<String>,
    /// The ids that it answers, without brackets.
    pub in_reply_to: Vec<String>,
    /// The ids of its thread, without brackets.
    pub references: Vec<String>,
    /// Whether `Auto-Submitted` says something else than `no` (RFC 3834 section 5).
    pub auto_submitted: bool,
    /// Whether no machine may answer it. Whatever it is sorted as, this one counts.
    pub is_automatic: bool,
    /// The marks that say so: ids of [`MARKS`].
    pub marks: Vec<&'static str>,
    /// The language of their own words, as the tag of one of [`LANGUAGES`]; `None` when that is not sure.
    pub language: Option<&'static str>,
    /// Their own words: no quotes, no signature, nothing that hides; at most 16 KiB.
    pub text: String,
    /// The number that a system of theirs gave to our letter.
    pub ticket: Option<String>,
    /// The addresses of hosts that their own words name, in order, at most 64.
    pub addresses: Vec<IpAddr>,
    /// The mail address that they ask us to write to from now on, whatever else they say.
    pub other_contact: Option<String>,
    /// What was attached, at most 32 files.
    pub attachments: Vec<Attachment>,
    /// Whether more came than was read.
    pub is_cut: bool,
}

/// Reads `message` as it came, header and body.
///
/// Never fails: what is nothing else is [`Class::Other`]. Costs time in proportion to what is read, at most
/// [`MESSAGE_BYTES`].
#[must_use]
pub fn read(message: &[u8], envelope: &Envelope, ours: &Ours) -> Answer {
    let kept = message.get(..MESSAGE_BYTES).unwrap_or(message);
    let mail = parts::Mail::read(kept);
    let fields = &mail.fields;
    let marks = automatic::Marks::read(fields, envelope);
    let text = words::own(&mail);
    let found = class::Found {
        subject: fields.decoded("subject").unwrap_or_default(),
        ticket: ticket::find(fields, &text),
        language: language::detect(&text),
        mail: &mail,
        marks: &marks,
        text: &text,
        envelope,
        ours,
    };
    let class = class::decide(&found);
    // vacation(1) and others answer without any mark: their words make us silent, and sort nothing.
    let sounds_so = words::tell_of_absence(&text) || words::call_themselves_automatic(&text);
    let is_automatic = marks.forbid_an_answer() || class.is_never_answered() || sounds_so;
    let subject = fields.has("subject").then(|| found.subject.clone());
    let language = found.language;
    Answer {
        from: fields.address("from"),
        reply_to: fields.address("reply-to").or_else(|| fields.address("from")),
        subject,
        message_id: fields.ids("message-id").into_iter().next(),
        in_reply_to: fields.ids("in-reply-to"),
        references: fields.ids("references"),
        auto_submitted: marks.any(&["auto-submitted"]),
        is_automatic,
        marks: marks.ids(),
        ticket: found.ticket.clone(),
        addresses: words::addresses(&text),
        other_contact: intent::other_contact(&text, language),
        attachments: attachment::all(&mail),
        is_cut: kept.len() < message.len(),
        language,
        class,
        text,
    }
}
