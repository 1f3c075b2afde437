//! A log that was changed is found out, and where.

use sqlx::sqlite::SqlitePoolOptions;

use crate::support::Desk;

/// Changes the database behind the store's back.
fn change(desk: &Desk, sql: &'static str) {
    let url = format!("sqlite:{}", desk.path("cerrojo.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let pool = SqlitePoolOptions::new().connect(&url).await.unwrap();
        let done = sqlx::query(sql).execute(&pool).await.unwrap();
        assert!(done.rows_affected() > 0, "{sql}");
        pool.close().await;
    });
}

#[test]
fn a_log_that_holds_ends_with_a_head_that_can_be_written_down() {
    let desk = Desk::with_cases();
    let said = desk.run(&["case", "verify-log"]).expect(0);
    assert!(
        said.out.starts_with("holds       8 events, 0 of them erased\nhead        "),
        "{}",
        said.out
    );
    let head = said.out.lines().nth(1).unwrap().trim_start_matches("head").trim().to_owned();
    desk.run(&["case", "note", "1", "later"]).expect(0);
    let later = desk.run(&["case", "verify-log", "--head", &head]).expect(0);
    assert!(later.out.contains("the log ended so at event 8"), "{}", later.out);
    let other = desk.run(&["case", "verify-log", "--head", &"0f".repeat(32)]).expect(1);
    assert!(other.out.contains("never ended with the head"), "{}", other.out);
}

#[test]
fn what_was_changed_is_found_and_located() {
    for (sql, part) in [
        (
            "UPDATE events SET who = 'nobody' WHERE seq = 3",
            "at event 4 (case 4): the event before it, number 3, was changed",
        ),
        (
            "UPDATE events SET data = replace(data, 'DE', 'PL') WHERE seq = 1",
            "at event 2 (case 2): the event before it, number 1, was changed",
        ),
        ("DELETE FROM events WHERE seq = 5", "at event 5: it is missing; the next one is number 6"),
        (
            "DELETE FROM events WHERE seq = 8",
            "at event 7 (case 2): the log ends here, and its last event was number 8",
        ),
        ("UPDATE events SET at = at + 1 WHERE seq = 8", "at event 8 (case 3): it, or the end"),
        (
            "UPDATE events SET data = NULL WHERE seq = 2",
            "at event 2 (case 2): its data is gone, and it was not erased",
        ),
    ] {
        let desk = Desk::with_cases();
        change(&desk, sql);
        let said = desk.run(&["case", "verify-log"]).expect(1);
        assert!(said.out.starts_with("broken ") && said.out.contains(part), "{sql}: {}", said.out);
        let json = desk.run(&["case", "verify-log", "--format", "json"]).expect(1);
        assert_eq!(json.lines()[0]["holds"], false);
    }
}

#[test]
fn what_stands_beside_the_log_must_follow_from_it() {
    let desk = Desk::with_cases();
    change(
        &desk,
        "UPDATE cases SET summary = replace(summary, 'verified-open', 'gone') WHERE id = 2",
    );
    let said = desk.run(&["case", "verify-log"]).expect(1);
    assert!(said.out.starts_with("holds "), "{}", said.out);
    assert!(
        said.out.contains("differs     case 2: where it stands does not follow"),
        "{}",
        said.out
    );
    change(&desk, "DELETE FROM cases WHERE id = 4");
    let said = desk.run(&["case", "verify-log", "--format", "json"]).expect(1);
    let differs = &said.lines()[0]["differs"];
    assert_eq!(differs[0]["case"], 2);
    assert_eq!((&differs[1]["case"], differs.as_array().unwrap().len()), (&4.into(), 2));
}
