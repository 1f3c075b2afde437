//! The test message: what a postmaster reads who finds it in a queue.
//!
//! It says who tests, what, from where, when and why, and how to object; it sells nothing and links
//! to nothing. ASCII only and short lines, so that no server has a reason to re-encode it: a token
//! must come out as it went in.
//!
//! `Auto-Submitted: auto-generated` (RFC 3834 section 5) keeps automatic answers away. There is no
//! `Precedence` field: no standard defines it (RFC 2076 section 3.9), Sendmail queues `junk` behind
//! everything else, and filters drop it, so that it could hide an open relay and helps nobody.

use std::fmt::Write as _;
use std::net::IpAddr;

use cerrojo_model::{Endpoint, Time};

use crate::token::{Role, Token};

/// The header field that names the test; only our own messages carry it.
pub const TEST_FIELD: &str = "X-Cerrojo-Test";

/// The display name in From.
pub(crate) const AUTHOR: &str = "Cerrojo relay test";

/// Where a line of the body is broken, below the 78 characters of RFC 5322 section 2.1.1.
const LINE_CHARACTERS: usize = 72;

/// How much of a free text of the scope, such as the authority, is printed.
const TEXT_CHARACTERS: usize = 200;

/// A domain is no longer than this (RFC 5321 section 4.5.3.1.2).
const DOMAIN_CHARACTERS: usize = 255;

/// What is the same in every message of a run: who tests.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Letterhead {
    /// On whose authority, as the scope says; `None` when the user tests what is their own.
    pub authority: Option<String>,
    /// Whom to ask and where to object, as the scope says; best a mail address.
    pub contact: Option<String>,
    /// The domain of our sink, or its address literal such as `[192.0.2.1]` or `[IPv6:2001:db8::1]`.
    pub sink: String,
}

/// What differs from message to message.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// The server under test.
    pub endpoint: &'a Endpoint,
    /// The id of the test.
    pub test: &'a str,
    /// The token of the recipient.
    pub recipient: &'a Token,
    /// The token of our sender address; `None` when the test does without one of ours.
    pub sender: Option<&'a Token>,
    /// The address that we test from.
    pub client: IpAddr,
    /// When it is sent.
    pub at: Time,
}

/// Writes the whole message: header and body, lines ending in CRLF, not yet dot-stuffed.
///
/// `From` is our own sender address, never the one that a test pretends to be; without one it is
/// the contact, or the recipient itself. No text that is passed in can add a line or a field:
/// everything but printable ASCII is replaced and long texts are cut.
#[must_use]
pub fn compose(letterhead: &Letterhead, envelope: &Envelope<'_>) -> Vec<u8> {
    let sink = domain(&letterhead.sink);
    let token = envelope.recipient;
    let to = format!("{}@{sink}", token.local_part(Role::Recipient));
    let contact = letterhead.contact.as_deref().and_then(mail_address);
    let from = match (envelope.sender, contact) {
        (Some(sender), _) => format!("{}@{sink}", sender.local_part(Role::Sender)),
        (None, Some(contact)) => contact.to_owned(),
        (None, None) => to.clone(),
    };
    let server = envelope.endpoint;
    let test = printable(envelope.test, TEXT_CHARACTERS);
    let mut fields = vec![
        format!("From: \"{AUTHOR}\" <{from}>"),
        format!("To: <{to}>"),
        format!("Subject: Open relay test of {}", server.address),
        format!("Date: {}", date(envelope.at)),
        format!("Message-ID: <{token}@{sink}>"),
        "Auto-Submitted: auto-generated".to_owned(),
        format!("{TEST_FIELD}: {server} / {test}"),
        "MIME-Version: 1.0".to_owned(),
        "Content-Type: text/plain; charset=us-ascii".to_owned(),
        "Content-Transfer-Encoding: 7bit".to_owned(),
        String::new(),
    ];
    if let Some(contact) = contact {
        fields.insert(2, format!("Reply-To: <{contact}>"));
    }
    let mut message = Vec::with_capacity(2_048);
    for line in fields.iter().map(String::as_str).chain(body(letterhead, envelope).lines()) {
        message.extend_from_slice(line.as_bytes());
        message.extend_from_slice(b"\r\n");
    }
    message
}

/// Doubles the dot at the start of every line, as DATA wants it (RFC 5321 section 4.5.2).
///
/// Neither adds nor checks the final `.`; lines start after CRLF only, as the receiver sees it.
#[must_use]
pub fn dot_stuff(message: &[u8]) -> Vec<u8> {
    let mut stuffed = Vec::with_capacity(message.len().saturating_add(16));
    let mut before: [u8; 2] = *b"\r\n";
    for &byte in message {
        if byte == b'.' && before == *b"\r\n" {
            stuffed.push(b'.');
        }
        stuffed.push(byte);
        let [_, last] = before;
        before = [last, byte];
    }
    stuffed
}

/// Writes the body, lines ending in LF.
fn body(letterhead: &Letterhead, envelope: &Envelope<'_>) -> String {
    let server = envelope.endpoint;
    let (address, port) = (server.address.ip(), server.address.port());
    let mut text = String::with_capacity(1_536);
    let mut paragraph = |words: &str| wrap(&mut text, words);
    paragraph(&format!("To the postmaster of the mail server at {address}, port {port}:"));
    paragraph(
        "This server is being checked for open relaying: does it pass on mail from anyone to \
         anyone? This message is part of that check and was sent at the request of those \
         responsible for the server or its network.",
    );
    paragraph(
        "It is addressed to a mailbox of the check itself and reaches nobody else. If it arrives \
         there, strangers can send mail through this server. If you find it in a queue, you may \
         delete it.",
    );
    let contact = letterhead.contact.as_deref().map(|text| printable(text, TEXT_CHARACTERS));
    let objection = match &contact {
        Some(contact) if mail_address(contact).is_some() => {
            format!("To ask, or to object to the check, reply or write to {contact}.")
        }
        Some(contact) => format!("To ask, or to object to the check: {contact}"),
        None => format!("To ask, or to object: whoever is responsible for {}.", envelope.client),
    };
    paragraph(&objection);
    let authority = letterhead.authority.as_deref();
    let authority = authority.map(|text| printable(text, TEXT_CHARACTERS));
    let rows = [
        ("Authority", authority.unwrap_or_else(|| "the owner of the server".to_owned())),
        ("Tested from", envelope.client.to_string()),
        ("Server", server.to_string()),
        ("Test", printable(envelope.test, TEXT_CHARACTERS)),
        ("Time", date(envelope.at)),
        ("Reference", envelope.recipient.to_string()),
    ];
    for (name, value) in rows {
        // Writing to a string cannot fail.
        let _ = write!(text, "{name}:");
        wrap_from(&mut text, name.len().saturating_add(1), &value);
    }
    text
}

/// Appends a paragraph, broken between words, and an empty line.
fn wrap(text: &mut String, words: &str) {
    wrap_from(text, 0, words);
    text.push('\n');
}

/// Appends words to a line that already has `column` characters; a long word stays whole.
fn wrap_from(text: &mut String, mut column: usize, words: &str) {
    for word in words.split_ascii_whitespace() {
        let wanted = column.saturating_add(1).saturating_add(word.len());
        if column > 0 && wanted <= LINE_CHARACTERS {
            text.push(' ');
            column = wanted;
        } else {
            if column > 0 {
                text.push('\n');
            }
            column = word.len();
        }
        text.push_str(word);
    }
    text.push('\n');
}

/// Writes a moment as RFC 5322 section 3.3 wants it: English in every locale, always UTC.
fn date(at: Time) -> String {
    at.format("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// Reads a contact that can stand between angle brackets as it is; `None` for a URL or a name.
fn mail_address(contact: &str) -> Option<&str> {
    let contact = contact.trim();
    let (local, domain) = contact.split_once('@')?;
    let atom = |part: &str, more: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || more.contains(c);
        !part.is_empty() && part.chars().all(plain)
    };
    let ours = atom(local, ".!#$%&'*+-/=?^_`{|}~") && atom(domain, ".-");
    (ours && contact.len() <= TEXT_CHARACTERS).then_some(contact)
}

/// Keeps what a domain or an address literal is made of.
fn domain(text: &str) -> String {
    let part = |c: &char| c.is_ascii_alphanumeric() || ".-_[]:".contains(*c);
    text.chars().filter(part).take(DOMAIN_CHARACTERS).collect()
}

/// Makes one line of printable ASCII: letters lose their accents, the rest becomes `?`.
fn printable(text: &str, limit: usize) -> String {
    let ascii = |c: char| match c {
        ' '..='~' => c,
        c if c.is_whitespace() => ' ',
        c => unaccented(c),
    };
    text.trim().chars().take(limit).map(ascii).collect()
}

/// The plain letter below an accent, for the names of agencies in the languages we write.
fn unaccented(letter: char) -> char {
    const LETTERS: &[(&str, char)] = &[
        ("ÀÁÂÃÄÅĀĂĄ", 'A'),
        ("ÇĆČ", 'C'),
        ("ĎĐ", 'D'),
        ("ÈÉÊËĒĖĘĚ", 'E'),
        ("ĞĢ", 'G'),
        ("ÌÍÎÏĪĮİ", 'I'),
        ("Ķ", 'K'),
        ("ĹĻĽŁ", 'L'),
        ("ÑŃŅŇ", 'N'),
        ("ÒÓÔÕÖØŐ", 'O'),
        ("ŔŘ", 'R'),
        ("ŚŞŠȘ", 'S'),
        ("ŢŤȚ", 'T'),
        ("ÙÚÛÜŪŮŰŲ", 'U'),
        ("ÝŸ", 'Y'),
        ("ŹŻŽ", 'Z'),
        ("àáâãäåāăą", 'a'),
        ("çćč", 'c'),
        ("ďđ", 'd'),
        ("èéêëēėęě", 'e'),
        ("ğģ", 'g'),
        ("ìíîïīįı", 'i'),
        ("ķ", 'k'),
        ("ĺļľł", 'l'),
        ("ñńņň", 'n'),
        ("òóôõöøő", 'o'),
        ("ŕř", 'r'),
        ("śşšș", 's'),
        ("ţťț", 't'),
        ("ùúûüūůűų", 'u'),
        ("ýÿ", 'y'),
        ("źżž", 'z'),
        ("–—", '-'),
        ("‘’", '\''),
        ("“”«»", '"'),
        ("ºª", '.'),
    ];
    LETTERS.iter().find(|(set, _)| set.contains(letter)).map_or('?', |(_, plain)| *plain)
}

#[cfg(test)]
mod tests {
    use cerrojo_model::{Service, Transport};
    use proptest::prelude::*;

    use super::*;
    use crate::token::Key;

    const SERVER: &str = "192.0.2.7:25";

    fn letterhead(authority: &str, contact: &str, sink: &str) -> Letterhead {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Letterhead { authority: some(authority), contact: some(contact), sink: sink.to_owned() }
    }

    fn written(letterhead: &Letterhead, test: &str, with_sender: bool) -> String {
        let address = SERVER.parse().unwrap();
        let endpoint = Endpoint { address, transport: Transport::Starttls, service: Service::Smtp };
        let at = Time::from_timestamp(1_795_364_469, 0).unwrap();
        let mint = |role| Key::new([3; 32]).mint(role, 5, &endpoint, test, at);
        let (recipient, sender) = (mint(Role::Recipient), mint(Role::Sender));
        let envelope = Envelope {
            endpoint: &endpoint,
            test,
            recipient: &recipient,
            sender: with_sender.then_some(&sender),
            client: "203.0.113.9".parse().unwrap(),
            at,
        };
        String::from_utf8(compose(letterhead, &envelope)).unwrap()
    }

    fn values<'a>(message: &'a str, field: &str) -> Vec<&'a str> {
        let (header, _) = message.split_once("\r\n\r\n").unwrap();
        let fields = header.split("\r\n").filter_map(|line| line.split_once(": "));
        fields.filter(|(name, _)| *name == field).map(|(_, value)| value).collect()
    }

    #[test]
    fn a_postmaster_learns_all_there_is() {
        let head =
            letterhead("CSIRT Example, mandate 2026-14", "probes@csirt.example", "sink.example");
        let message = written(&head, "percent-hack", true);
        for fact in [
            "CSIRT Example, mandate 2026-14",
            "object to the check, reply or write to\r\nprobes@csirt.example.",
            "203.0.113.9",
            "192.0.2.7:25 smtp starttls",
            "percent-hack",
            "Sun, 22 Nov 2026 16:21:09 +0000",
            "Auto-Submitted: auto-generated\r\n",
            "Reply-To: <probes@csirt.example>\r\n",
        ] {
            assert!(message.contains(fact), "{fact} is not in\n{message}");
        }
        let (_, body) = message.split_once("\r\n\r\n").unwrap();
        assert!(body.lines().count() <= 25, "{body}");
        assert!(message.split("\r\n").all(|line| line.len() <= 78), "{message}");
    }

    #[test]
    fn the_token_travels_in_recipient_message_id_and_body() {
        let message = written(&letterhead("", "", "[IPv6:2001:db8::1]"), "plain", true);
        let [to] = values(&message, "To")[..] else { panic!("{message}") };
        let (local, sink) = to.trim_matches(['<', '>']).split_once('@').unwrap();
        let (role, token) = Token::parse(local).unwrap();
        assert_eq!((role, sink), (Role::Recipient, "[IPv6:2001:db8::1]"));
        assert_eq!(values(&message, "Message-ID"), [format!("<{token}@{sink}>")]);
        assert!(message.contains(&format!("Reference: {token}\r\n")));
    }

    #[test]
    fn the_author_is_never_somebody_else() {
        let from = |contact, sender| {
            let message = written(&letterhead("", contact, "sink.example"), "plain", sender);
            values(&message, "From")
                .concat()
                .trim_start_matches("\"Cerrojo relay test\" ")
                .to_owned()
        };
        assert!(from("probes@csirt.example", true).starts_with("<r"));
        assert_eq!(from("probes@csirt.example", false), "<probes@csirt.example>");
        assert!(from("https://csirt.example/probes", false).starts_with("<t"));
        assert!(from("\"a b\"@csirt.example", false).starts_with("<t"));
    }

    #[test]
    fn names_lose_their_accents_and_nothing_else() {
        let head = letterhead("Agencia Española · Agenția Națională", "", "sink.example");
        assert!(written(&head, "plain", true).contains("Agencia Espanola ? Agentia Nationala"));
    }

    #[test]
    fn dots_are_doubled_at_the_start_of_lines_only() {
        assert_eq!(dot_stuff(b".a.\r\n.\r\n..b\r\nc\n.d\r\n"), b"..a.\r\n..\r\n...b\r\nc\n.d\r\n");
        assert_eq!(dot_stuff(b""), b"");
    }

    proptest! {
        #[test]
        fn no_text_adds_a_line_or_a_field(
            authority in "(\\PC|[\r\n\0:])*", contact in "(\\PC|[\r\n@<>])*",
            sink in "[a-z\r\n :<>.]*", test in "(\\PC|[\r\n])*", sender: bool,
        ) {
            let message = written(&letterhead(&authority, &contact, &sink), &test, sender);
            prop_assert!(message.is_ascii());
            let calm = message.replace("\r\n", "");
            prop_assert!(!calm.contains(['\r', '\n', '\0']));
            for field in ["From", "To", "Subject", "Date", "Message-ID", TEST_FIELD, "MIME-Version"] {
                prop_assert_eq!(values(&message, field).len(), 1, "{}", field);
            }
            let (header, _) = message.split_once("\r\n\r\n").unwrap();
            prop_assert!(header.split("\r\n").count() <= 11);
        }
    }
}
