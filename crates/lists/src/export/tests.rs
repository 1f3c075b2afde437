//! Walks the table: every example is written as it says, and nothing is said that must not be.

use std::collections::BTreeSet;

use super::*;

const ISSUER: Issuer<'static> = Issuer {
    organisation: "Example National CERT",
    contact: "operation@cert.example",
    domain: "cert.example",
};

fn written_as(export: &Export, case: &Case<'_>) -> String {
    let mut out = Vec::new();
    (export.write)(case, &ISSUER, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_example_is_written_as_it_says() {
    for export in EXPORTS {
        assert!(!export.examples.is_empty(), "{} has no example", export.id);
        for example in export.examples {
            assert_eq!(written_as(export, &(example.case)()), example.text, "{}", export.id);
        }
    }
}

#[test]
fn ids_are_unique_and_kebab_case() {
    let ids: BTreeSet<_> = EXPORTS.iter().map(|export| export.id).collect();
    assert_eq!(ids.len(), EXPORTS.len());
    for export in EXPORTS {
        assert!(export.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
        assert!(!export.about.is_empty() && !export.source.is_empty(), "{}", export.id);
    }
}

#[test]
fn lines_of_json_are_one_object_each() {
    for export in EXPORTS.iter().filter(|export| export.media_type != "text/csv") {
        for case in [example::relay(), example::proxy()] {
            let text = written_as(export, &case);
            assert_eq!(text.matches('\n').count(), 1, "{}", export.id);
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert!(value.is_object(), "{}", export.id);
        }
    }
}

#[test]
fn what_was_never_proven_accuses_nobody() {
    let case = Case { verified_at: None, proof: None, ..example::relay() };
    for export in EXPORTS {
        let accuses = ["intelmq", "xarf"].contains(&export.id);
        assert_eq!(written_as(export, &case).is_empty(), accuses, "{}", export.id);
    }
}

#[test]
fn reports_are_known_again_by_their_ids() {
    let xarf = EXPORTS.iter().find(|export| export.id == "xarf").unwrap();
    let id = |case: &Case<'_>| {
        let value: serde_json::Value = serde_json::from_str(&written_as(xarf, case)).unwrap();
        value["report_id"].as_str().unwrap().to_owned()
    };
    let (first, other) = (id(&example::relay()), id(&Case { number: 99, ..example::relay() }));
    assert_eq!(first, id(&Case { state: "closed", ..example::relay() }));
    assert_ne!(first, other);
    for id in [first, other] {
        let shape: String = id.chars().map(|digit| if digit == '-' { '-' } else { 'x' }).collect();
        assert_eq!(shape, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
        assert!(id[14..].starts_with('4') && "89ab".contains(&id[19..20]), "{id}");
    }
}
