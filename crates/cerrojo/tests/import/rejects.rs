//! Lines that cannot be read: shown with number and reason, kept, and in nobody's way.

use std::fmt::Write as _;

use crate::support::Desk;

#[test]
fn bad_lines_are_shown_and_kept_and_stop_nothing() {
    let desk = Desk::new();
    let name = desk.write("list.txt", "192.0.2.1\n192.0.2.300\n192.0.2.2:0\n192.0.2.3\n");
    let said = desk.import(&["auto", &name]);
    assert_eq!(said.status, Some(0), "{said:?}");
    let wanted = "list.txt: 2 suspects, 2 new and 0 known already (plain)\n  \
        could not be read: 2 lines, kept in list.txt.rejected.jsonl\n";
    assert_eq!(said.out, wanted);
    let lines: Vec<_> = said.err.lines().collect();
    assert_eq!(lines.len(), 2, "{said:?}");
    assert!(lines[0].starts_with("cerrojo: list.txt, line 2: `192.0.2.300` is no address"));
    assert_eq!(lines[1], "cerrojo: list.txt, line 3: `0` is no port from 1 to 65535: 192.0.2.2:0");
    let kept = desk.read("list.txt.rejected.jsonl");
    let kept: Vec<serde_json::Value> =
        kept.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(kept.len(), 2);
    assert_eq!((&kept[0]["file"], &kept[0]["line"]), (&"list.txt".into(), &2.into()));
    assert_eq!((&kept[1]["line"], &kept[1]["text"]), (&3.into(), &"192.0.2.2:0".into()));
    assert_eq!(kept[1]["why"], "`0` is no port from 1 to 65535");
    assert_eq!(desk.suspects(), ["192.0.2.1", "192.0.2.3"]);
}

#[test]
fn of_many_bad_lines_ten_are_shown_and_all_are_kept() {
    let desk = Desk::new();
    let mut text = String::from("192.0.2.1\n");
    for number in 0..5_000 {
        writeln!(text, "bad line {number}").unwrap();
    }
    let said = desk.import_from(text.as_bytes(), &["plain", "-", "--rejects", "bad.jsonl"]);
    assert_eq!(said.status, Some(0), "{said:?}");
    assert_eq!(said.err.lines().count(), 10, "{said:?}");
    assert_eq!(desk.read("bad.jsonl").lines().count(), 5_000);
    assert!(said.out.ends_with("could not be read: 5000 lines, kept in bad.jsonl\n"), "{said:?}");
    assert_eq!(desk.suspects(), ["192.0.2.1"]);
}

#[test]
fn what_a_bad_line_holds_moves_nobodys_cursor() {
    let desk = Desk::new();
    let name = desk.write("list.txt", b"192.0.2.1\n\x1b[2J\x07\xff oops\n");
    let said = desk.import(&["plain", &name]);
    assert_eq!(said.status, Some(0), "{said:?}");
    assert!(!said.err.contains(['\u{1b}', '\u{7}']), "{said:?}");
}

#[test]
fn rejects_that_cannot_be_kept_are_said_in_one_line() {
    let desk = Desk::new();
    let name = desk.write("list.txt", "192.0.2.1\nbad\n192.0.2.2\n");
    for (place, says) in [
        (
            "absent/bad.jsonl",
            "cannot keep rejects in absent/bad.jsonl; name another file with --rejects",
        ),
        (".", "cannot keep rejects in .; name another file with --rejects"),
        ("/dev/full", "cannot write /dev/full"),
    ] {
        let said = desk.import(&["plain", &name, "--rejects", place]);
        assert_eq!(said.status, Some(2), "{said:?}");
        assert_eq!(said.out, "", "{said:?}");
        let last = said.err.lines().last().unwrap();
        assert!(last.starts_with(&format!("cerrojo: list.txt: {says}")), "{said:?}");
    }
    // Nothing is broken by it: the same again with room for the rejects does all of it.
    assert_eq!(desk.import(&["plain", &name]).status, Some(0));
    assert_eq!(desk.suspects(), ["192.0.2.1", "192.0.2.2"]);
}
