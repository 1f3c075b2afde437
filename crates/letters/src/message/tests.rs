//! A mail that others read as we meant it.

use mail_parser::{MessageParser, MimeHeaders as _};

use super::*;
use crate::example;
use crate::language::{LANGUAGES, Language};
use crate::letter::{Draft, Finding, Occasion, Reason, Variant, Ways, compose};
use crate::texts::Texts;

const HEADERS: fn() -> Headers<'static> = || Headers {
    from_name: "CSIRT Example",
    from: "operation@cert.example",
    to: "abuse@example.net",
    reply_to: "answer+42.abcdefghijklmnop@cert.example",
    message_id: "cx-000042.abcdefgh@cert.example",
    date: example::moment(),
    reference: "CX-000042",
    unsubscribe: Some("https://cert.example/u/42.abcdefghijklmnop"),
    unsubscribe_by_mail: "unsubscribe+42.abcdefghijklmnop@cert.example",
    complaints: Some("complaints@cert.example"),
    in_reply_to: None,
    is_automatic_reply: false,
};

fn letter(language: &'static Language) -> Letter {
    let texts = Texts::new(&[]).unwrap();
    let operation = example::operation();
    compose(
        &texts,
        &Draft {
            occasion: &Occasion::Found,
            operation: &operation,
            contact: "abuse@example.net",
            reason: Reason::Registry,
            findings: &[example::relay()],
            reference: "CX-000042",
            languages: &[language],
            variant: Variant::usual(),
            ways: Ways { unsubscribe: None, reply: "answer@cert.example", is_printed: false },
        },
    )
    .unwrap()
}

#[test]
fn another_program_reads_what_was_written() {
    for language in LANGUAGES {
        let letter = letter(language);
        let findings = [example::relay()];
        let attachments =
            [sheet("CX-000042", &findings).unwrap(), proofs("CX-000042", &findings).unwrap()];
        let bytes = message(&letter, &HEADERS(), &attachments);
        assert_eq!(bytes, message(&letter, &HEADERS(), &attachments));
        assert!(bytes.is_ascii());
        let raw = std::str::from_utf8(&bytes).unwrap();
        assert!(raw.contains("\r\nSubject: [CX-000042] "), "{raw}");
        assert!(raw.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n'])));
        let read = MessageParser::new().parse(&bytes).unwrap();
        assert_eq!(read.subject().unwrap(), letter.subject);
        assert_eq!(read.message_id().unwrap(), HEADERS().message_id);
        assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), plain(&letter));
        assert!(!raw.contains("text/html"));
        let names: Vec<_> = read.attachments().filter_map(|part| part.attachment_name()).collect();
        assert_eq!(names, ["CX-000042.csv", "CX-000042-proofs.txt"]);
        let header = |name| read.header_raw(name).unwrap().trim().to_owned();
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        assert_eq!(header("CFBL-Address"), "complaints@cert.example; report=arf");
        let tags = letter.parts.iter().map(|part| part.language.tag).collect::<Vec<_>>();
        assert_eq!(header("Content-Language"), tags.join(", "));
    }
}

#[test]
fn a_report_for_machines_has_the_form_of_rfc_5965() {
    let letter = letter(Language::english());
    let bytes = report(&letter, &HEADERS(), "{\"xarf_version\":\"4.2.0\"}\n");
    let read = MessageParser::new().parse(&bytes).unwrap();
    let kind = read.content_type().unwrap();
    assert_eq!((kind.ctype(), kind.subtype()), ("multipart", Some("report")));
    assert_eq!(kind.attribute("report-type"), Some("feedback-report"));
    let parts: Vec<_> = read
        .parts
        .iter()
        .skip(1)
        .map(|part| {
            let kind = part.content_type().unwrap();
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap())
        })
        .collect();
    assert_eq!(parts, ["text/plain", "message/feedback-report", "application/json"]);
}

#[test]
fn an_automatic_answer_says_so_and_offers_no_way_out_of_a_list() {
    let headers =
        Headers { is_automatic_reply: true, in_reply_to: Some("a@example.net"), ..HEADERS() };
    let bytes = message(&letter(Language::english()), &headers, &[]);
    let raw = String::from_utf8(bytes).unwrap();
    assert!(raw.contains("\r\nAuto-Submitted: auto-replied\r\n"));
    assert!(raw.contains("\r\nIn-Reply-To: <a@example.net>\r\n"));
    assert!(!raw.contains("List-Unsubscribe"));
}

#[test]
fn a_cell_that_a_spreadsheet_would_compute_is_inert() {
    let finding = Finding { software: Some("=HYPERLINK(1)".to_owned()), ..example::relay() };
    let table = String::from_utf8(sheet("CX-000042", &[finding]).unwrap().bytes).unwrap();
    assert!(table.contains(",'=HYPERLINK(1),"), "{table}");
}
