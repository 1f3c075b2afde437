//! What is exported can be read again, names what was proven, and holds no token.

use std::collections::BTreeSet;

use crate::support::{Desk, TOKEN};

const ISSUER: [&str; 6] = [
    "--organisation",
    "CSIRT Example",
    "--contact",
    "noc@csirt.example",
    "--domain",
    "csirt.example",
];

/// Every suspect that a database holds.
fn suspects(desk: &Desk) -> BTreeSet<String> {
    let lines = desk.run(&["case", "list", "--format", "json", "--limit", "0"]).expect(0).lines();
    lines
        .iter()
        .map(|line| format!("{} {} {}", line["address"], line["port"], line["kind"]))
        .collect()
}

#[test]
fn only_what_is_proven_open_is_exported_unless_asked_for() {
    let desk = Desk::with_cases();
    let numbers = |options: &[&str]| {
        let said = desk.run(&[&["export", "json"], options].concat()).expect(0);
        said.lines().iter().map(|line| line["case"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&[]), [1, 2]);
    assert_eq!(numbers(&["--all"]), [1, 2, 3]);
    assert_eq!(numbers(&["--state", "not-open"]), [3]);
    assert_eq!(numbers(&["--since", "2020-01-01"]), [1, 2]);
    assert_eq!(numbers(&["--since", "2999-01-01"]), [0; 0]);
    let all = desk.run(&["export", "json", "--all"]).expect(0);
    assert!(all.err.contains("3 cases as json; 1 left out"), "{all:?}");
}

#[test]
fn no_format_holds_a_token_and_each_shows_the_proof() {
    let desk = Desk::with_cases();
    for format in ["csv", "json", "intelmq", "xarf"] {
        let said = desk.run(&[&["export", format], &ISSUER[..]].concat()).expect(0);
        assert!(
            !said.out.contains(TOKEN) && !said.out.to_lowercase().contains(TOKEN),
            "{}",
            said.out
        );
        assert!(
            said.out.contains("192.0.2.7") && said.out.contains("2001:db8::7"),
            "{format}: {}",
            said.out
        );
        assert!(!said.out.contains("198.51.100"), "{format}: {}", said.out);
    }
    let json = desk.run(&["export", "json"]).expect(0);
    let line = &json.lines()[0];
    assert_eq!((&line["transport"], &line["service"]), (&"starttls".into(), &"smtp".into()));
    assert_eq!(line["proof"]["from"], "192.0.2.8");
    assert_eq!(line["hostname"], "mx.example.org");
    assert!(line["transcript"].as_str().unwrap().contains("RCPT TO:<…@sink.test>"));
    assert_eq!(json.lines()[1]["service"], "http");
    assert!(json.err.contains("2 cases as json"), "{json:?}");
}

#[test]
fn our_own_importer_reads_the_same_suspects() {
    let desk = Desk::with_cases();
    let open =
        suspects(&desk).into_iter().filter(|it| it.contains("2001:db8::7") || it.contains(" 25 "));
    let open: BTreeSet<String> = open.collect();
    assert_eq!(open.len(), 2);
    for format in ["csv", "json", "intelmq"] {
        let file = desk.path(&format!("out.{format}"));
        desk.run(&[&["export", format, "-o", file.to_str().unwrap()], &ISSUER[..]].concat())
            .expect(0);
        let other = Desk::new();
        let said = other.run(&["import", "auto", file.to_str().unwrap()]).expect(0);
        assert_eq!(suspects(&other), open, "{format}: {said:?}");
        other.run(&["case", "verify-log"]).expect(0);
    }
}
