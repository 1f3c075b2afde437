//! What came back is read as what it is: mail that real servers and tools wrote, and mail as documents describe it.
//!
//! `expected.toml` says in a line what each file of `mail/` is; a file without a line, or a line without a file, fails.
//! The messages in `mail/real/` were recorded with `mail/record/record.sh`, and nothing in them was changed but the
//! length of our own letter, and the name of the machine in what Courier wrote.
#![expect(clippy::disallowed_methods, reason = "it reads the recorded messages")]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test may stop at the first surprise, and says what it measured"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use cerrojo_letters::answer::{Answer, Class, Envelope, Failure, Ours, read};

fn ours() -> Ours {
    Ours { domains: vec!["cert.example".to_owned()], unsubscribe: vec!["unsubscribe".to_owned()] }
}

/// The envelope as the first line and the fields of a kept message tell it.
fn envelope(message: &[u8]) -> Envelope {
    let text = String::from_utf8_lossy(message);
    let field = |name: &str| {
        let lines = text.lines().take_while(|line| !line.is_empty());
        let mut values = lines.filter_map(|line| line.strip_prefix(name));
        values.next().map(|value| value.trim().trim_matches(['<', '>']).to_owned())
    };
    let sender = field("Return-Path:").unwrap_or("someone@example.net".to_owned());
    Envelope {
        sender: Some(sender).filter(|sender| !sender.is_empty()),
        recipient: field("Delivered-To:").or_else(|| field("To:")).unwrap_or_default(),
    }
}

/// What was read, in a line.
fn shown(answer: &Answer) -> String {
    let mut line = answer.class.id().to_owned();
    match &answer.class {
        Class::Bounce(bounce) => {
            let _ = write!(line, " in {}", bounce.form);
            for one in &bounce.recipients {
                let status = one.status.map_or("-".to_owned(), |it| it.to_string());
                let failure = match one.failure() {
                    Some(Failure::Hard) => "hard",
                    Some(Failure::Soft) => "soft",
                    Some(Failure::Refused) => "refused",
                    None => "-",
                };
                let (address, action) = (&one.address, format!("{:?}", one.action).to_lowercase());
                let _ = write!(line, "; {address} {action} {status} {failure}");
            }
            let id = bounce.original_message_id.as_deref().unwrap_or("-");
            let _ = write!(line, "; of {id}");
        }
        Class::Human(human) => {
            let _ = write!(line, " {}", human.intent.id());
            let about: Vec<String> = human.about.iter().map(ToString::to_string).collect();
            if !about.is_empty() {
                let _ = write!(line, " about {}", about.join(" "));
            }
        }
        Class::Complaint(complaint) => {
            let id = complaint.original_message_id.as_deref().unwrap_or("-");
            let _ = write!(line, " {} of {id}", complaint.kind);
        }
        Class::AbuseReport(report) => {
            let _ = write!(line, " in {} {:?}", report.form, report.kind);
            for one in &report.suspects {
                let port = one.port.map(|port| format!(" port {port}")).unwrap_or_default();
                let _ = write!(line, "; {}{port} {}", one.address, one.kind.unwrap_or("-"));
            }
        }
        _ => {}
    }
    let mut more = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = write!(line, "; {name} {value}");
        }
    };
    more("ticket", answer.ticket.as_deref());
    more("language", answer.language);
    more("write to", answer.other_contact.as_deref());
    more("never answered", answer.is_automatic.then_some("by a machine"));
    line
}

fn messages() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail");
    let (mut folders, mut found) = (vec![root.clone()], BTreeMap::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be listed") {
            let path = entry.expect("a folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "eml") {
                let name = path.strip_prefix(&root).expect("it lies below");
                let bytes = std::fs::read(&path).expect("a message can be read");
                found.insert(name.to_string_lossy().into_owned(), bytes);
            }
        }
    }
    found
}

#[test]
fn every_message_is_what_it_is() {
    let expected = include_str!("mail/expected.toml");
    let expected: BTreeMap<String, String> = toml::from_str(expected).expect("a table of lines");
    let messages = messages();
    let mut wrong = String::new();
    for (name, bytes) in &messages {
        let shown = shown(&read(bytes, &envelope(bytes), &ours()));
        if expected.get(name) != Some(&shown) {
            let _ = writeln!(wrong, "\"{name}\" = '{shown}'");
        }
    }
    assert!(wrong.is_empty(), "these are not what they were expected to be:\n{wrong}");
    let gone: Vec<_> = expected.keys().filter(|name| !messages.contains_key(*name)).collect();
    assert!(gone.is_empty(), "these have no message: {gone:?}");
    assert!(messages.len() >= 60);
}

#[test]
fn nothing_that_a_real_server_or_tool_wrote_is_answered() {
    for (name, bytes) in messages().iter().filter(|(name, _)| name.starts_with("real/")) {
        let answer = read(bytes, &envelope(bytes), &ours());
        assert!(answer.is_automatic, "{name}");
        // They all quote "Is it fixed?" and a question of ours is no answer of theirs.
        assert!(
            !matches!(&answer.class, Class::Human(human) if human.intent.id() == "fixed"),
            "{name}"
        );
    }
}

#[test]
fn line_ends_and_cut_messages_change_nothing_for_the_worse() {
    for (name, bytes) in messages() {
        let unix: Vec<u8> = bytes.iter().copied().filter(|it| *it != b'\r').collect();
        let answer = read(&bytes, &envelope(&bytes), &ours());
        let same = read(&unix, &envelope(&bytes), &ours());
        assert_eq!(shown(&answer), shown(&same), "{name}");
        for cut in (0..bytes.len()).step_by(97) {
            let part = bytes.get(..cut).unwrap_or_default();
            let answer = read(part, &envelope(&bytes), &ours());
            assert!(answer.text.len() <= 16 * 1024, "{name}");
        }
    }
}

/// What a hostile message costs, at most 10 s of a slow build; a fast one takes less than a second.
#[test]
fn mail_bombs_are_bounded() {
    let header = "From: a@b.example\nAuto-Submitted: no\n";
    let part = "Content-Type: multipart/mixed; boundary=b\n\n--b\n";
    let status = "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n";
    let one = "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n";
    let fill = |start: &str, piece: &str, bytes: usize| {
        let mut text = String::with_capacity(bytes + start.len());
        text.push_str(start);
        while text.len() < bytes {
            text.push_str(piece);
        }
        text
    };
    let size = 50 << 20;
    let html = format!("{header}Content-Type: text/html\n\n");
    let plain = format!("{header}\n");
    let spoken = "From: MAILER-DAEMON@b.example\nSubject: failure notice\n\n";
    for (what, message) in [
        ("nested multiparts", fill(header, part, size)),
        ("siblings", fill(&format!("{header}{part}"), "\nx\n--b\n", size)),
        ("a million recipients", format!("{header}{status}{}", one.repeat(1_000_000))),
        ("fields", fill("", "X-Field: a value of a field\n", size)),
        ("one field", fill("Subject: ", "=?utf-8?q?=41?= ", size)),
        ("addresses", fill("From: ", "<a@b.example>, \"x\" (c) ", size)),
        ("references", fill("References: ", "<a@b.example> ", size)),
        ("quotes", fill(&plain, "> a\n", size)),
        ("quotes in a page", fill(&html, "<blockquote>a", size)),
        ("tags", fill(&html, "<", size)),
        ("hosts", fill(&plain, "192.0.2.1:25 2001:db8::1 is fixed. ", size)),
        ("one line", fill(&plain, "not fixed ", size)),
        ("senders of bounces", fill(spoken, "<a@b.example>: 550 no\n", size)),
        ("zeros", String::from_utf8(vec![0; size]).expect("zeros are text")),
        (
            "delimiters",
            fill(
                &format!("{header}Content-Type: multipart/mixed; boundary=\"-\"\n\n"),
                "---\n",
                size,
            ),
        ),
    ] {
        let began = std::time::SystemTime::now();
        let answer = read(message.as_bytes(), &Envelope::default(), &ours());
        let spent = began.elapsed().unwrap_or_default();
        println!("{what}: {} ms for {} MiB", spent.as_millis(), message.len() >> 20);
        assert!(spent.as_secs() < 10, "{what} took {spent:?}");
        assert!(answer.text.len() <= 16 * 1024 && answer.attachments.len() <= 32, "{what}");
        assert!(answer.addresses.len() <= 64 && answer.references.len() <= 64, "{what}");
        assert!(answer.is_cut, "{what}");
        if let Class::Bounce(bounce) = &answer.class {
            assert!(bounce.recipients.len() <= 200, "{what}");
        }
    }
}

#[test]
fn attachments_are_kept_and_inert() {
    let messages = messages();
    let bytes = messages.get("written/human-attaches-a-bounce.eml").expect("it is there");
    let answer = read(bytes, &envelope(bytes), &ours());
    let names: Vec<_> =
        answer.attachments.iter().map(|it| (it.name.as_str(), it.kind.as_str())).collect();
    let wanted = [("unnamed", "message/delivery-status"), ("log.txt", "application/octet-stream")];
    assert_eq!(names, wanted);
    assert_eq!(answer.text, "What is this? It came to us.");
}

/// Pieces of which messages are made, so that chance comes near to what is read.
const PIECES: &[&str] = &[
    "From: ",
    "Subject: ",
    "Content-Type: ",
    "multipart/report; ",
    "boundary=b",
    "\n",
    "\r\n",
    "\n\n",
    "--b",
    "--b--",
    "message/delivery-status",
    "Final-Recipient: rfc822; ",
    "a@b.example",
    "Action: failed",
    "Status: 5.1.1",
    "=?utf-8?b?",
    "?=",
    "Content-Transfer-Encoding: base64",
    "QUJD",
    "=41",
    "> ",
    "-- \n",
    "MAILER-DAEMON@",
    "192.0.2.1",
    ":25",
    "[2001:db8::1]",
    "is fixed",
    "not",
    "?",
    "Hi. This is the qmail-send program",
    "<",
    ">",
    "\"",
    "(",
    "\\",
    ";",
    "#",
    "[Ticket#1]",
    "\u{202e}",
    "é",
    "修",
    "message/feedback-report",
    "application/json",
    "{\"xarf_version\":1}",
    "text/html",
    "<blockquote>",
    "wrote:",
    "2026",
    "\\x{E4}",
    "+2B",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_do_harm(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..2000)) {
        let _ = read(&bytes, &Envelope::default(), &ours());
    }

    #[test]
    fn no_pieces_do_harm(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..200)) {
        let message = pieces.concat();
        let answer = read(message.as_bytes(), &Envelope::default(), &ours());
        let text = &answer.text;
        proptest::prop_assert!(!text.chars().any(|it| it.is_control() && it != '\n'));
        let turns = text.contains('\u{202e}');
        proptest::prop_assert!(!turns);
    }
}
