//! `cerrojo store`: what is backed up comes back as it was.

use crate::support::Desk;

#[test]
fn a_backup_comes_back_as_it_was() {
    let desk = Desk::with_cases();
    let before = desk.run(&["case", "verify-log"]).expect(0).out;
    let said = desk.run(&["store", "backup", "all.jsonl"]).expect(0);
    assert!(
        said.out.starts_with("all.jsonl: ") && said.out.contains("It names people"),
        "{said:?}"
    );
    let again = desk.run(&["store", "backup", "all.jsonl"]).expect(2);
    assert!(again.err.contains("is there already"), "{again:?}");
    let back = desk.run(&["store", "restore", "all.jsonl", "--db", "sqlite:other.db"]).expect(0);
    assert!(back.out.contains("the log holds, 8 events"), "{back:?}");
    let after = desk.run(&["case", "verify-log", "--db", "sqlite:other.db"]).expect(0).out;
    assert_eq!(before, after);
    let full = desk.run(&["store", "restore", "all.jsonl"]).expect(2);
    assert_eq!(full.err.lines().count(), 1, "{full:?}");
}

#[test]
fn what_is_altered_or_cut_off_is_no_backup() {
    let desk = Desk::with_cases();
    desk.run(&["store", "backup", "all.jsonl"]).expect(0);
    let text = std::fs::read_to_string(desk.path("all.jsonl")).unwrap();
    let cut: String = text.split_inclusive('\n').take(6).collect();
    for (name, text) in [("cut", cut), ("altered", text.replace("example-list", "another-list"))] {
        desk.write(name, text);
        let said = desk.run(&["store", "restore", name, "--db", "sqlite:other.db"]).expect(2);
        assert!(said.err.contains("cannot be restored"), "{said:?}");
    }
    let none = desk.run(&["store", "prune", "--format", "json"]).expect(0);
    assert_eq!(none.lines()[0]["erased"], 0, "what is open stays");
}
