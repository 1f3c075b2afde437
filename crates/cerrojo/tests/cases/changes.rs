//! What people do about cases, and what the log says of it afterwards.

use cerrojo_store::life::What;

use crate::support::{Desk, append};

/// The last event of a case: its word, who did it, and its data.
fn last(desk: &Desk, number: &str) -> (String, String, serde_json::Value) {
    let said = desk.run(&["case", "show", number, "--format", "json"]).expect(0);
    let mut line = said.lines().remove(0);
    let events = line.get_mut("events").unwrap();
    let event = events.as_array_mut().unwrap().pop().unwrap();
    let text = |key: &str| event.get(key).unwrap().as_str().unwrap().to_owned();
    (text("word"), text("by"), event.get("data").unwrap().clone())
}

#[test]
fn every_change_is_one_event_by_whoever_did_it() {
    let desk = Desk::with_cases();
    desk.with(async |store| {
        let contact = "noc@example.org".to_owned();
        let route = "registry-abuse".to_owned();
        let (languages, hits) = (Vec::new(), Vec::new());
        let language = None;
        let found =
            What::ContactFound { contact, route, language, control: false, languages, hits };
        append(store, 1, found).await;
    });
    for (arguments, word, by, state) in [
        (&["note", "1", "called them"][..], "noted", "ada", "ready"),
        (&["hold", "1", "--why", "holidays", "--by", "eve"], "held", "eve", "held"),
        (&["reopen", "1", "--why", "back"], "resumed", "ada", "ready"),
        (&["approve", "1", "--by", "ada", "--by", "eve"], "approved", "ada, eve", "approved"),
        (&["withdraw", "1", "--why", "a typo"], "approval-withdrawn", "ada", "ready"),
        (&["dispute", "1", "--why", "not theirs"], "disputed", "ada", "disputed"),
        (&["resume", "1", "--why", "theirs"], "resumed", "ada", "ready"),
        (&["claim-fixed", "1", "--via", "telephone"], "claimed-fixed", "ada", "claimed-fixed"),
        (&["acknowledge", "1"], "acknowledged", "ada", "claimed-fixed"),
        (
            &["opt-out", "1", "--of", "checks", "--proof", "x"],
            "opted-out-of-checks",
            "ada",
            "claimed-fixed",
        ),
        (
            &["opt-in", "1", "--of", "checks", "--why", "y"],
            "opted-in-to-checks",
            "ada",
            "claimed-fixed",
        ),
    ] {
        let said = desk.run(&[&["case"], arguments].concat()).expect(0);
        assert!(said.out.starts_with(&format!("case 1 is {state}. Next: ")), "{said:?}");
        let (was, who, _) = last(&desk, "1");
        assert_eq!((was.as_str(), who.as_str()), (word, by));
    }
    desk.run(&["case", "verify-log"]).expect(0);
}

#[test]
fn nobodys_word_closes_a_case() {
    let desk = Desk::with_cases();
    let said = desk.run(&["case", "close", "1"]).expect(0);
    assert!(said.out.contains("case 1 is claimed-fixed"), "{said:?}");
    assert!(said.out.contains("0 of 3 refusals") && said.err.contains("72 hours"), "{said:?}");
    let due = desk.run(&["case", "list", "--due", "--format", "json"]).expect(0);
    assert_eq!(due.lines()[0]["case"], 1, "what they claim is looked at soon");
}

#[test]
fn wishes_hold_for_all_cases_of_an_address() {
    let desk = Desk::with_cases();
    let out =
        &["case", "opt-out", "192.0.2.7", "--of", "checks", "--proof", "by its abuse contact"];
    let said = desk.run(&[out, &["--format", "json"][..]].concat()).expect(0);
    let numbers: Vec<_> = said.lines().iter().map(|line| line["case"].as_i64().unwrap()).collect();
    assert_eq!(numbers, [1, 3]);
    let (_, _, data) = last(&desk, "3");
    assert_eq!(data["proof"], "by its abuse contact");
}

#[test]
fn what_is_erased_names_nobody_and_the_log_holds() {
    let desk = Desk::with_cases();
    let said = desk.run(&["case", "erase", "192.0.2.7", "--why", "asked for it"]).expect(0);
    assert_eq!(said.out, "case 1 is erased\ncase 3 is erased\n");
    assert!(said.err.contains("left: when each event was"), "{said:?}");
    let shown = desk.run(&["case", "show", "1"]).expect(0);
    let shown_json = desk.run(&["case", "show", "1", "--format", "json"]).expect(0);
    for text in [&shown.out, &shown_json.out] {
        assert!(!text.contains("192.0.2.") && !text.contains("mx.example.org"), "{text}");
    }
    assert!(shown.out.contains("(erased)") && shown.out.contains("asked for it"), "{}", shown.out);
    let log = desk.run(&["case", "verify-log", "--format", "json"]).expect(0);
    assert_eq!(log.lines()[0]["erased"], 5);
    desk.run(&["case", "show", "192.0.2.7"]).expect(2);
}
