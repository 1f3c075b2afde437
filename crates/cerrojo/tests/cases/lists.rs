//! What `case list` and `case show` say.

use crate::support::{Desk, TOKEN};

#[test]
fn a_list_is_aligned_and_says_what_is_left_out() {
    let desk = Desk::with_cases();
    let said = desk.run(&["case", "list"]).expect(0);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 5, "{}", said.out);
    let state = lines[0].find("STATE").unwrap();
    for (line, word) in
        lines[1..].iter().zip(["verified-open", "verified-open", "not-open", "suspect"])
    {
        assert!(line[state..].starts_with(word), "{}", said.out);
    }
    assert!(lines[2].contains("[2001:db8::7]:3128 open-proxy"), "{}", said.out);
    let two = desk.run(&["case", "list", "--limit", "2"]).expect(0);
    assert!(two.out.lines().count() == 3 && two.err.contains("--after 2 goes on"), "{two:?}");
    let rest = desk.run(&["case", "list", "--after", "2", "--limit", "2"]).expect(0);
    assert!(rest.out.lines().count() == 3 && rest.err.is_empty(), "{rest:?}");
}

#[test]
fn lists_are_narrowed_by_everything_that_is_known() {
    let desk = Desk::with_cases();
    desk.run(&["case", "opt-out", "192.0.2.7:1080", "--of", "mail", "--proof", "wrote from it"])
        .expect(0);
    for (options, numbers) in [
        (&["--state", "open"][..], &[1, 2][..]),
        (&["--state", "suspect,not-open"], &[3, 4]),
        (&["--kind", "proxy"], &[2, 3]),
        (&["--country", "de"], &[1, 3]),
        (&["--source", "other"], &[1, 3, 4]),
        (&["--source", "other", "--kind", "relay"], &[1]),
        (&["--network", "192.0.2.0/24"], &[1, 3]),
        (&["--network", "2001:db8::7"], &[2]),
        (&["--due"], &[4]),
        (&["--contact", "nobody@example.org"], &[]),
        (&["--state", "opted-out-of-mail"], &[3]),
        (&["--state", "opted-out-of-mail,suspect"], &[3, 4]),
        (&["--state", "opted-out-of-checks"], &[]),
    ] {
        let said = desk.run(&[&["case", "list", "--format", "json"], options].concat()).expect(0);
        let lines = said.lines();
        let found: Vec<i64> = lines.iter().map(|line| line["case"].as_i64().unwrap()).collect();
        assert_eq!(found, numbers, "{options:?}");
        assert!(lines.iter().all(|line| line["schema"] == "cerrojo.case/1"));
        let text = desk.run(&[&["case", "list"], options].concat()).expect(0);
        let rows = text.out.lines().count().saturating_sub(1);
        assert_eq!(rows, numbers.len(), "{options:?}: {}", text.out);
    }
}

#[test]
fn a_case_is_shown_with_all_that_led_to_it() {
    let desk = Desk::with_cases();
    let said = desk.run(&["case", "show", "192.0.2.7:25"]).expect(0);
    for part in [
        "case 1: 192.0.2.7:25 open-relay",
        "verified-open since",
        "A proof arrived.",
        "by the test plain; Postfix 3.7",
        "came back from 192.0.2.8",
        "for <…@sink.test>",
        "example-list, other",
        "192.0.2.0/24, AS64496, DE",
        "cerrojo contact --case 1 --save",
        "sighted",
        "found-open",
        "source other",
    ] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    assert!(!said.out.contains(TOKEN));
    assert_eq!(desk.run(&["case", "show", "1"]).expect(0).out, said.out);
    let both = desk.run(&["case", "show", "192.0.2.7", "--format", "json"]).expect(0);
    let lines = both.lines();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["case"], &lines[1]["case"]), (&1.into(), &3.into()));
    let events = lines[0]["events"].as_array().unwrap();
    assert_eq!(events[0]["prev"], "0".repeat(64));
    assert!(
        events[1]["prev"].as_str().unwrap().len() == 64 && events[1]["prev"] != events[0]["prev"]
    );
    assert_eq!(events[0]["data"]["source"], "example-list");
    assert_eq!(lines[0]["proof"]["from"], "192.0.2.8");
    assert!(!both.out.contains(TOKEN), "{}", both.out);
}
