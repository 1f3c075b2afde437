//! `cerrojo user`, `partner` and `source`.

use crate::support::Desk;

#[test]
fn users_come_and_go_and_an_administrator_stays() {
    let desk = Desk::new();
    desk.run(&["user", "add", "ada", "--role", "administrator"]).expect(0);
    desk.run(&["user", "add", "eve", "--role", "viewer"]).expect(0);
    let changed = desk.run(&["user", "add", "eve", "--role", "approver"]).expect(0);
    assert!(changed.out.starts_with("eve  ") && changed.out.contains("approver"), "{changed:?}");
    let last = desk.run(&["user", "remove", "ada"]).expect(2);
    assert!(last.err.contains("no administrator would be left"), "{last:?}");
    desk.run(&["user", "remove", "eve"]).expect(0);
    let names = desk.run(&["user", "list", "--format", "json"]).expect(0).lines();
    assert!(names.len() == 1 && names[0]["name"] == "ada", "{names:?}");
    let wrong = desk.run(&["user", "add", "bob", "--role", "king"]).expect(2);
    assert!(wrong.err.contains("`king` is no role; there are viewer"), "{wrong:?}");
}

#[test]
fn partners_and_sources_are_listed() {
    let desk = Desk::with_cases();
    let partner =
        ["partner", "add", "Example e. V.", "--country", "de", "--link", "https://example.org/"];
    desk.run(&partner).expect(0);
    let listed = desk.run(&["partner", "list"]).expect(0);
    assert!(
        listed.out.contains("Example e. V.") && listed.out.contains(" DE  https://"),
        "{listed:?}"
    );
    desk.run(&["partner", "remove", "Example e. V."]).expect(0);
    let again = desk.run(&["partner", "remove", "Example e. V."]).expect(2);
    assert_eq!(again.err.lines().count(), 1, "{again:?}");
    let sources = desk.run(&["source", "list", "--format", "json"]).expect(0).lines();
    assert_eq!(sources.len(), 2);
    assert_eq!((&sources[0]["name"], &sources[0]["suspects"]), (&"example-list".into(), &2.into()));
}
