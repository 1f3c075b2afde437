//! Reports in the standard form: `message/delivery-status` (RFC 3464, RFC 6533).

use super::status::enhanced;
use super::{Action, Bounce, DIAGNOSTIC_CHARACTERS, MOST_RECIPIENTS, Recipient, Status, reason};
use crate::answer::automatic::Marks;
use crate::answer::calm;
use crate::answer::fields::{self, Fields};
use crate::answer::parts::{Mail, Part};

/// The part that holds the fields. Some gateways call it otherwise.
const STATUS: &[&str] = &["message/delivery-status", "message/global-delivery-status"];
/// Groups of fields that are looked at.
const MOST_GROUPS: usize = 1000;

/// Reads the report of `mail`; `None` if it has none.
///
/// A part of this type in a message that is no `multipart/report` counts only when a machine sent the message:
/// people attach reports to what they write.
pub(super) fn read(mail: &Mail<'_>, marks: &Marks) -> Option<Bounce> {
    let part = mail.part(STATUS)?;
    let is_report = mail.media == "multipart/report" && part.within == "multipart/report";
    if !(is_report || marks.is_from_the_mailer) {
        return None;
    }
    let text = part.bytes();
    let mut groups = groups(&text);
    let mut bounce = Bounce { form: "report", ..Bounce::default() };
    let mut taken = 0_usize;
    let first = groups.next()?;
    bounce.reporter = typed(&first, "reporting-mta").map(|(_, host)| host);
    // Some write everything in one group.
    for group in std::iter::once(first).chain(groups) {
        taken = taken.saturating_add(1);
        if bounce.recipients.len() >= MOST_RECIPIENTS || taken > MOST_GROUPS {
            break;
        }
        bounce.recipients.extend(recipient(&group));
    }
    Some(bounce)
}

/// The part of a note of disposition (RFC 8098).
const DISPOSITION: &[&str] =
    &["message/disposition-notification", "message/global-disposition-notification"];

/// Whether `mail` is a note of what became of a message after it was delivered.
pub(in crate::answer) fn is_disposition(mail: &Mail<'_>) -> bool {
    mail.media == "multipart/report" && mail.part(DISPOSITION).is_some()
}

/// Reads the note by which a filter of a mailbox rejects (RFC 5429 section 2.1.1): the message was deleted by a
/// machine, unread. `None` for every other note.
pub(super) fn rejection(mail: &Mail<'_>) -> Option<Bounce> {
    let part = mail.part(DISPOSITION).filter(|_| is_disposition(mail))?;
    let fields = Fields::read(part.bytes().trim_ascii_start());
    let became = fields.first("disposition")?.to_ascii_lowercase();
    let (mode, kind) = became.split_once(';')?;
    let is_ours_to_know = kind.trim().starts_with("deleted")
        && mode.contains("automatic-action")
        && mode.contains("mdn-sent-automatically");
    let address =
        typed(&fields, "final-recipient").and_then(address).filter(|_| is_ours_to_know)?;
    let text = mail.part(&["text/plain"]).map(Part::text).unwrap_or_default();
    let diagnostic = Some(calm::line(&text, DIAGNOSTIC_CHARACTERS));
    // The mailbox is there, and its owner's rule did not want it; a quota says so in its words.
    let status = reason::worded(&text.to_lowercase()).or(Some(Status::new(5, 7, 0)));
    let recipient = Recipient { address, status, diagnostic, ..Recipient::default() };
    let original_message_id = fields.ids("original-message-id").into_iter().next();
    let reporter = fields.first("reporting-ua");
    Some(Bounce { form: "disposition", recipients: vec![recipient], original_message_id, reporter })
}

/// The groups of fields: empty lines stand between them.
fn groups(text: &[u8]) -> impl Iterator<Item = Fields> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            while let Some(more) = rest.strip_prefix(b"\n").or(rest.strip_prefix(b"\r\n")) {
                rest = more;
            }
            if rest.is_empty() {
                return None;
            }
            let (group, more) = crate::answer::parts::halves(rest);
            rest = more;
            let group = Fields::read(group);
            if group.names().next().is_some() {
                return Some(group);
            }
        }
    })
}

fn recipient(group: &Fields) -> Option<Recipient> {
    let last = typed(group, "final-recipient").and_then(address);
    let original = typed(group, "original-recipient").and_then(address);
    let diagnostic = typed(group, "diagnostic-code").map(|(_, text)| text);
    let status = group.first("status").unwrap_or_default();
    let action = match group.first("action").unwrap_or_default().to_ascii_lowercase() {
        action if action.starts_with("delayed") => Action::Delayed,
        action if action.starts_with("delivered") => Action::Delivered,
        action if action.starts_with("relayed") => Action::Relayed,
        action if action.starts_with("expanded") => Action::Expanded,
        // Exchange 5.5 and others leave it out; then the class of the status tells.
        action if !action.starts_with("failed") && status.trim_start().starts_with('2') => {
            Action::Delivered
        }
        _ => Action::Failed,
    };
    let address = last.clone().or_else(|| original.clone())?;
    let original = original.filter(|original| *original != address);
    let status = status.split(' ').next().and_then(|it| it.parse().ok()).or(enhanced(&status));
    let diagnostic = diagnostic.map(|it| calm::line(&it, DIAGNOSTIC_CHARACTERS));
    Some(Recipient { address, original, action, status, diagnostic })
}

/// The value of a field that begins with its type: `rfc822; a@b.example`.
fn typed(group: &Fields, name: &str) -> Option<(String, String)> {
    let value = group.first(name)?;
    let (kind, rest) = value.split_once(';').unwrap_or(("", &value));
    Some((kind.trim().to_ascii_lowercase(), rest.trim().to_owned()))
}

/// An address of its type: xtext in RFC 3461 section 4, `\x{3B1}` in RFC 6533 section 3.
fn address((kind, text): (String, String)) -> Option<String> {
    let text = text.trim_start_matches("rfc822;").trim();
    let plain = if kind == "utf-8" { unescaped(text) } else { from_xtext(text) };
    fields::address(&plain)
}

/// Replaces `\x{HEX}` by the character that it names.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut pieces = text.split("\\x{");
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let character = piece.split_once('}').and_then(|(number, rest)| {
            Some((char::from_u32(u32::from_str_radix(number, 16).ok()?)?, rest))
        });
        if let Some((character, rest)) = character {
            plain.push(character);
            plain.push_str(rest);
        }
    }
    plain
}

/// Replaces `+2B` by the character that it names. A `+` of an address stays: hexadecimal digits of xtext are
/// large, and only what is no character of xtext itself is ever written so.
fn from_xtext(text: &str) -> String {
    let mut plain = String::new();
    let mut pieces = text.split('+');
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let number = piece.get(..2).filter(|it| !it.contains(|c: char| c.is_ascii_lowercase()));
        let byte = number.and_then(|it| u8::from_str_radix(it, 16).ok());
        if let Some(byte) = byte.filter(|byte| matches!(byte, b'+' | b'=')) {
            plain.push(char::from(byte));
            plain.push_str(piece.get(2..).unwrap_or_default());
        } else {
            plain.push('+');
            plain.push_str(piece);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded() {
        let one = |kind: &str, text: &str| address((kind.to_owned(), text.to_owned()));
        assert_eq!(one("rfc822", "<a@B.example>").as_deref(), Some("a@b.example"));
        assert_eq!(one("rfc822", "a+2Bb+3Dc@d.example").as_deref(), Some("a+b=c@d.example"));
        assert_eq!(one("rfc822", "a+b@d.example").as_deref(), Some("a+b@d.example"));
        assert_eq!(
            one("utf-8", "\\x{3B4}\\x{3BF}@\\x{3C0}.example").as_deref(),
            Some("δο@π.example")
        );
        assert_eq!(one("x400", "c=US;a= ;p=Example").as_deref(), None);
    }

    #[test]
    fn a_million_recipients_are_bounded() {
        let one = "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n";
        let text = format!(
            "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; c\n\n{}--b--\n",
            one.repeat(5000)
        );
        let bounce = read(&Mail::read(text.as_bytes()), &Marks::default()).expect("a bounce");
        assert_eq!(bounce.recipients.len(), MOST_RECIPIENTS);
        assert_eq!(bounce.reporter.as_deref(), Some("c"));
    }
}
