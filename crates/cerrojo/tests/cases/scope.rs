//! `cerrojo scope`: what may be asked, and who is left alone.

use crate::support::Desk;

const FILE: &str = "[scope]\nauthority = \"CSIRT Example, mandate 14\"\ncontact = \"probes@csirt.example\"\n\
expires = 2099-01-31\nnetworks = [\"192.0.2.0/24\"]\n";

#[test]
fn a_scope_is_kept_asked_about_and_taken_away() {
    let desk = Desk::new();
    desk.write("scope.toml", FILE);
    let file = desk.run(&["scope", "check", "192.0.2.7", "--scope", "scope.toml"]).expect(0);
    assert_eq!(file.out, "192.0.2.7 may be asked\n");
    let none = desk.run(&["scope", "check", "192.0.2.7"]).expect(3);
    assert!(none.out.contains("192.0.2.7 may not be asked"), "{none:?}");
    desk.run(&["scope", "add", "mandate", "scope.toml", "--by", "ana"]).expect(0);
    desk.run(&["scope", "check", "192.0.2.7"]).expect(0);
    let exclude = [
        "scope",
        "exclude",
        "192.0.2.0/29",
        "--why",
        "they asked",
        "--of",
        "checks",
        "--by",
        "ana",
    ];
    desk.run(&exclude).expect(0);
    let excluded = desk.run(&["scope", "check", "192.0.2.7", "192.0.2.8"]).expect(3);
    assert!(excluded.out.contains("they asked") && excluded.out.contains("192.0.2.8 may be asked"));
    let shown = desk.run(&["scope", "show"]).expect(0);
    assert!(shown.out.contains("CSIRT Example, mandate 14: 192.0.2.0/24"), "{shown:?}");
    assert!(shown.out.contains("excluded 192.0.2.0/29") && shown.out.contains("of checks"));
    desk.run(&["scope", "include", "192.0.2.0/29"]).expect(0);
    desk.run(&["scope", "check", "192.0.2.7"]).expect(0);
    desk.run(&["scope", "remove", "mandate"]).expect(0);
    desk.run(&["scope", "check", "192.0.2.7"]).expect(3);
}

#[test]
fn a_scope_file_gets_an_exclusion_with_its_reason() {
    let desk = Desk::new();
    desk.write("scope.toml", FILE);
    let exclude = ["scope", "exclude", "192.0.2.7", "--why", "no, thanks", "--scope", "scope.toml"];
    desk.run(&exclude).expect(0);
    let text = std::fs::read_to_string(desk.path("scope.toml")).unwrap();
    assert!(text.starts_with(FILE) && text.contains("reason = \"no, thanks\""), "{text}");
    let left = desk.run(&["scope", "check", "192.0.2.7", "--scope", "scope.toml"]).expect(3);
    assert!(left.out.contains("no, thanks"), "{left:?}");
}

#[test]
fn mistakes_are_one_line_and_change_nothing() {
    let desk = Desk::new();
    desk.write("scope.toml", FILE);
    desk.write("old.toml", FILE.replace("2099", "2001"));
    for arguments in [
        &["scope", "add", "x", "old.toml", "--by", "ana"][..],
        &["scope", "add", "x", "absent.toml", "--by", "ana"],
        &["scope", "remove", "x", "--db", "sqlite:absent.db"],
        &["scope", "exclude", "192.0.2.300", "--why", "x"],
        &["scope", "exclude", "192.0.2.7", "--by", "ana"],
        &["scope", "exclude", "192.0.2.7", "--why", "x", "--of", "mail", "--scope", "scope.toml"],
        &["scope", "check", "example.org"],
    ] {
        let said = desk.run(arguments).expect(2);
        assert_eq!(said.err.lines().count(), 1, "{arguments:?}: {said:?}");
    }
    let text = std::fs::read_to_string(desk.path("scope.toml")).unwrap();
    assert_eq!(text, FILE);
}
