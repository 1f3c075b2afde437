//! Whatever cannot be done is one line that says what to do, and status 2.

use crate::support::Desk;

#[test]
fn every_mistake_is_one_line_and_status_2() {
    let desk = Desk::with_cases();
    for (arguments, part) in [
        (&["case", "show", "99"][..], "there is no case 99; `cerrojo case list` shows them"),
        (&["case", "show", "203.0.113.1:25"], "there is no case of 203.0.113.1:25"),
        (&["case", "show", "mx.example.org"], "want the number of a case"),
        (&["case", "list", "--state", "open,closed"], "no state of a case has that name"),
        (&["case", "list", "--country", "DEU"], "want two letters"),
        (&["case", "list", "--network", "x"], "want a network"),
        (&["case", "hold", "192.0.2.7", "--why", "x"], "has several cases: name one of 1, 3"),
        (&["case", "hold", "1", "--why", " "], "--why is empty"),
        (&["case", "note", "1", "two\nlines"], "holds a line break"),
        (&["case", "hold", "1"], "--why"),
        (&["case", "approve", "1", "--by", "ada", "--by", "ada"], "two different people"),
        (&["case", "approve", "1", "--by", "ada"], "two different people"),
        (
            &["case", "approve", "1", "--by", "ada", "--by", "eve"],
            "`approved` cannot happen to a case that is verified-open; `cerrojo case life`",
        ),
        (&["case", "resume", "1", "--why", "x"], "`resumed` cannot happen"),
        (&["case", "close", "4"], "`claimed-fixed` cannot happen to a case that is suspect"),
        (&["case", "opt-out", "1", "--of", "mail"], "--proof"),
        (&["case", "erase", "1"], "--why"),
        (&["case", "verify-log", "--head", "abc"], "64 hexadecimal digits"),
        (&["case", "list", "--db", "sqlite:none.db"], "there is no database none.db yet"),
        (&["case", "list", "--db", "mysql://x"], "is no database"),
        (&["case", "list", "-o", "no/such/folder"], "its folder does not exist"),
        (&["export", "xml"], "there is no format `xml`"),
        (&["export", "csv", "--since", "yesterday"], "want a day such as"),
        (&["export", "intelmq"], "--organisation"),
        (&["contact"], "name an address, or a case"),
        (&["contact", "mx.example.org"], "want an address"),
        (&["contact", "192.0.2.7", "--save"], "--case"),
        (&["contact", "--case", "99"], "there is no case"),
        (&["contact", "--offline", "192.0.2.7", "--overrides", "none.toml"], "none.toml"),
        (&["contact", "--offline", "192.0.2.7", "--registries", "published"], "--offline"),
        (&["import", "networks", "cerrojo.db"], "no networks"),
    ] {
        let said = desk.run(arguments);
        assert_eq!(said.status, Some(2), "{arguments:?}: {said:?}");
        assert_eq!(said.err.lines().count(), 1, "{arguments:?}: {}", said.err);
        assert!(
            said.err.starts_with("cerrojo: ") && said.err.contains(part),
            "{arguments:?}: {}",
            said.err
        );
        assert!(said.out.is_empty(), "{arguments:?}: {}", said.out);
    }
    assert!(!desk.path("none.db").exists());
}

#[test]
fn what_was_erased_stays_so() {
    let desk = Desk::with_cases();
    desk.run(&["case", "erase", "1", "--why", "asked"]).expect(0);
    let said = desk.run(&["case", "note", "1", "x"]).expect(2);
    assert!(said.err.lines().count() == 1, "{}", said.err);
    let again = desk.run(&["case", "erase", "1", "--why", "asked"]).expect(0);
    assert_eq!(again.out, "case 1 was erased before\n");
}
