//! Transcripts: one file an endpoint, both directions, nothing in it that a terminal obeys.

use crate::support::{Folder, check, free, server};

#[test]
fn what_was_said_is_kept_both_ways_and_harmless() {
    let sink = free("127.79.9.1");
    let kinds = ["junk-in-replies-closed", "open", "starttls-required-open", "implicit-tls-closed"];
    let servers: Vec<_> = kinds
        .iter()
        .zip(2_u8..)
        .map(|(kind, n)| server(kind, &format!("127.79.9.{n}"), sink))
        .collect();
    let at = |number: usize| servers[number].address;
    let targets: Vec<String> = [0, 1, 2].map(|number| format!("smtp://{}", at(number))).into();
    let tls = format!("smtps://{}", at(3));
    let folder = Folder::new();
    let said_in = folder.path().join("new/folder");
    let mut arguments: Vec<&str> = targets.iter().map(String::as_str).collect();
    arguments.extend([tls.as_str(), "--transcript", said_in.to_str().unwrap(), "--tests", "plain"]);
    let said = check(sink, &arguments);
    assert_eq!(said.status, Some(1), "{said:?}");

    let file = |number: usize, transport: &str| {
        let name = format!("127.79.9.{}_{}_{transport}.txt", number + 2, at(number).port());
        std::fs::read(said_in.join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let files =
        [file(0, "plain"), file(1, "plain"), file(2, "plain"), file(2, "starttls"), file(3, "tls")];
    assert_eq!(std::fs::read_dir(&said_in).unwrap().count(), files.len());
    for bytes in &files {
        assert!(bytes.iter().all(|byte| *byte == b'\n' || (b' '..=b'~').contains(byte)));
        let text = std::str::from_utf8(bytes).unwrap();
        for line in text.lines() {
            // 12:34:56.789 < 220 …
            let (time, rest) = line.split_at(12);
            assert!(
                time.bytes().all(|byte| byte.is_ascii_digit() || b":.".contains(&byte)),
                "{line}"
            );
            assert!([" > ", " < ", " * "].iter().any(|mark| rest.starts_with(mark)), "{line}");
        }
        for expected in
            [" > EHLO ", " < 220 ", " < 250", " > MAIL FROM:<", " > QUIT", " * connecting"]
        {
            assert!(text.contains(expected), "{expected} is missing in\n{text}");
        }
    }
    let text = String::from_utf8(files[0].clone()).unwrap();
    assert!(text.contains("\\x"), "the junk is gone:\n{text}");
    let text = String::from_utf8(files[1].clone()).unwrap();
    assert!(
        text.contains(" > RCPT TO:<") && text.contains("Auto-Submitted: auto-generated"),
        "{text}"
    );
    let text = String::from_utf8(files[3].clone()).unwrap();
    assert!(text.contains("TLS established"), "{text}");
}
