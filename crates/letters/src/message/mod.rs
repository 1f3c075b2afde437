//! A letter as a mail: plain text first, then the same for machines.
//!
//! Nothing in it is HTML, loads anything or follows the reader. The bytes follow from what is given alone: the same letter is
//! the same message again, boundary and Message-ID too.

mod plain;
mod sheet;
#[cfg(test)]
mod tests;
mod wrap;

use cerrojo_model::Time;
use mail_builder::MessageBuilder;
use mail_builder::headers::Header as _;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};

pub use plain::plain;
pub use sheet::{proofs, sheet};

use crate::letter::Letter;

/// Who it is from, to whom it goes, and how it is answered.
#[derive(Clone, Copy, Debug)]
pub struct Headers<'a> {
    /// The name of the operation.
    pub from_name: &'a str,
    /// Its mail address.
    pub from: &'a str,
    /// The contact.
    pub to: &'a str,
    /// The address for answers, with the mark of the letter.
    pub reply_to: &'a str,
    /// Unique for ever, without angle brackets; the same whenever this letter is sent.
    pub message_id: &'a str,
    /// When it was written.
    pub date: Time,
    /// What the letter is called.
    pub reference: &'a str,
    /// The link that takes a single POST to unsubscribe (RFC 8058); none while there is no page.
    pub unsubscribe: Option<&'a str>,
    /// The address that does the same by mail.
    pub unsubscribe_by_mail: &'a str,
    /// Where complaints about this letter go (RFC 9477); none where the operation takes none.
    pub complaints: Option<&'a str>,
    /// The Message-ID that it answers.
    pub in_reply_to: Option<&'a str>,
    /// It answers somebody, and was not sent by a person (RFC 3834 section 5).
    pub is_automatic_reply: bool,
}

/// A file that goes with a letter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Bytes of attachments in one letter; those that would not fit are left out, the last ones first.
pub const ATTACHMENTS_MAX: usize = 5 * 1024 * 1024;

/// Writes the mail.
#[must_use]
pub fn message(letter: &Letter, headers: &Headers<'_>, attachments: &[Attachment]) -> Vec<u8> {
    let text = text_part(letter);
    let mut room = ATTACHMENTS_MAX;
    let mut parts = vec![text];
    for attachment in attachments {
        let Some(left) = room.checked_sub(attachment.bytes.len()) else { break };
        room = left;
        parts.push(file_part(attachment));
    }
    let body = match parts.len() {
        1 => parts.remove(0),
        _ => MimePart::new(multipart("multipart/mixed", headers), BodyPart::Multipart(parts)),
    };
    write(letter, headers, body)
}

/// Writes one report in the form of RFC 5965 with XARF, for contacts that want a mail for each.
#[must_use]
pub fn report(letter: &Letter, headers: &Headers<'_>, xarf: &str) -> Vec<u8> {
    let agent = concat!(
        "Feedback-Type: xarf\r\nUser-Agent: Cerrojo/",
        env!("CARGO_PKG_VERSION"),
        "\r\nVersion: 1\r\n"
    );
    let feedback =
        MimePart::new(ContentType::new("message/feedback-report"), BodyPart::Text(agent.into()))
            .transfer_encoding("7bit");
    let json = Attachment {
        name: "xarf.json".to_owned(),
        media_type: "application/json",
        bytes: xarf.trim_end().as_bytes().to_vec(),
    };
    let parts = vec![text_part(letter), feedback, file_part(&json)];
    let kind = multipart("multipart/report", headers).attribute("report-type", "feedback-report");
    write(letter, headers, MimePart::new(kind, BodyPart::Multipart(parts)))
}

fn write(letter: &Letter, headers: &Headers<'_>, body: MimePart<'_>) -> Vec<u8> {
    let languages =
        letter.parts.iter().map(|part| part.language.tag).collect::<Vec<_>>().join(", ");
    let kind = if headers.is_automatic_reply { "auto-replied" } else { "auto-generated" };
    let from = Address::new_address(Some(headers.from_name), headers.from);
    let mut builder = MessageBuilder::new()
        .from(from)
        .to(headers.to)
        .reply_to(headers.reply_to)
        .header("Subject", Raw::new(subject(&letter.subject)))
        .date(Date::new(headers.date.timestamp()))
        .message_id(headers.message_id)
        .header("Auto-Submitted", Raw::new(kind))
        .header("Content-Language", Raw::new(languages));
    if let Some(answered) = headers.in_reply_to {
        builder =
            builder.in_reply_to(MessageId::new(answered)).references(MessageId::new(answered));
    }
    if !headers.is_automatic_reply {
        builder = with_ways_out(builder, headers);
    }
    let mut out = Vec::with_capacity(body.size().saturating_mul(4) / 3 + 8 * 1024);
    // Writing into memory does not fail.
    let _ = builder.body(body).write_to(&mut out);
    out
}

/// How to get no more of these, for programs (RFC 2369, RFC 8058, RFC 9477).
fn with_ways_out<'a>(builder: MessageBuilder<'a>, headers: &Headers<'a>) -> MessageBuilder<'a> {
    let mail = format!("<mailto:{}?subject={}>", headers.unsubscribe_by_mail, headers.reference);
    let builder = match headers.unsubscribe {
        Some(link) => builder
            .header("List-Unsubscribe", Raw::new(format!("<{link}>,\r\n {mail}")))
            .header("List-Unsubscribe-Post", Raw::new("List-Unsubscribe=One-Click")),
        None => builder.header("List-Unsubscribe", Raw::new(mail)),
    };
    match headers.complaints {
        Some(address) => builder
            .header("CFBL-Address", Raw::new(format!("{address}; report=arf")))
            .header("CFBL-Feedback-ID", Raw::new(headers.reference)),
        None => builder,
    }
}

/// The reference in the clear, for every program and person; the rest encoded where it must be (RFC 2047).
fn subject(subject: &str) -> String {
    let (reference, rest) = match subject.split_once("] ") {
        Some((reference, rest)) => (format!("{reference}] "), rest),
        None => (String::new(), subject),
    };
    let mut encoded = Vec::new();
    Text::new(rest).write_header(&mut encoded, "Subject: ".len() + reference.len());
    format!("{reference}{}", String::from_utf8_lossy(&encoded).trim_end())
}

fn multipart(kind: &'static str, headers: &Headers<'_>) -> ContentType<'static> {
    // No line of the parts is like it: each is encoded, or ours.
    let boundary: String =
        headers.message_id.chars().filter(char::is_ascii_alphanumeric).take(50).collect();
    ContentType::new(kind).attribute("boundary", format!("=_cerrojo_{boundary}"))
}

fn text_part(letter: &Letter) -> MimePart<'static> {
    let kind = ContentType::new("text/plain").attribute("charset", "utf-8");
    MimePart::new(kind, BodyPart::Text(plain(letter).into()))
}

fn file_part(attachment: &Attachment) -> MimePart<'static> {
    let mut kind = ContentType::new(attachment.media_type);
    if attachment.media_type.starts_with("text/") {
        kind = kind.attribute("charset", "utf-8");
    }
    MimePart::new(kind, BodyPart::Binary(attachment.bytes.clone().into()))
        .attachment(attachment.name.clone())
}
