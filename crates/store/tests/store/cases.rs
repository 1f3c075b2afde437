//! Suspects become cases, things happen to them, and the log remembers all of it.

use cerrojo_store::life::{State, What};
use cerrojo_store::{Evidence, Filter, StoreError};
use chrono::TimeDelta;

use crate::support::{at, closed, event, import, on_each, open, suspicion};

#[test]
fn the_same_suspect_is_one_case_whoever_names_it() {
    on_each(|store, _| async move {
        let both = || vec![suspicion("192.0.2.7", 25), suspicion("192.0.2.7", 3128)];
        let first = import(&store, "one", 0, both()).await;
        assert_eq!((first.suspects, first.new), (2, 2));
        let again = import(&store, "one", 1, both()).await;
        assert_eq!((again.suspects, again.new, again.seconded), (2, 0, 0));
        let other = import(&store, "two", 2, both()).await;
        assert_eq!((other.new, other.seconded), (0, 2));
        let entry = store.case(1).await.unwrap();
        assert_eq!(entry.case.unwrap().sources, ["one", "two"]);
        let words: Vec<_> = entry.events.iter().map(|event| event.word.as_str()).collect();
        assert_eq!(words, ["imported", "sighted"]);
        let verified = store.verify_log().await.unwrap();
        assert_eq!((verified.head.seq, verified.broken), (4, None));
    });
}

#[test]
fn events_move_a_case_or_are_refused_and_leave_nothing() {
    on_each(|store, _| async move {
        import(&store, "one", 0, vec![suspicion("192.0.2.7", 25)]).await;
        let case = store.append(1, vec![event(1, open())]).await.unwrap();
        assert_eq!(case.state, State::VerifiedOpen);
        let wrong = vec![event(2, closed()), event(2, What::VerifiedClosed {})];
        assert!(matches!(store.append(1, wrong).await, Err(StoreError::Life { case: 1, .. })));
        let entry = store.case(1).await.unwrap();
        assert_eq!((entry.events.len(), entry.case.unwrap().refusals), (2, 0));
        assert!(matches!(store.append(9, vec![]).await, Err(StoreError::Missing { .. })));
        let filter = Filter { states: vec![State::VerifiedOpen], ..Filter::default() };
        let listed = store.list(&filter, 0, 10).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].suspect.unwrap().to_string(), "192.0.2.7:25 open-relay");
        assert_eq!(listed[0].summary.country, "DE");
    });
}

#[test]
fn work_is_leased_to_one_and_written_by_nobody_else() {
    on_each(|store, _| async move {
        let many = (1..=9).map(|n| suspicion(&format!("192.0.2.{n}"), 25)).collect();
        import(&store, "one", 0, many).await;
        let until = at(1) + TimeDelta::minutes(10);
        let (one, two) =
            tokio::join!(store.lease("one", at(1), until, 5), store.lease("two", at(1), until, 5),);
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.len() + two.len(), 9);
        assert!(one.iter().all(|work| !two.contains(work)));
        let number = one[0].number;
        let evidence = [Evidence { kind: "check", body: b"it said yes".to_vec() }];
        let by_other = store.finish("two", number, vec![event(2, open())], &evidence).await;
        assert!(matches!(by_other, Err(StoreError::LeaseLost { .. })));
        store.finish("one", number, vec![event(2, open())], &evidence).await.unwrap();
        assert_eq!(store.case(number).await.unwrap().events.len(), 2);
        // What was not finished comes back when the lease is over.
        let late = until + TimeDelta::seconds(1);
        let rest = store.lease("three", late, late, 99).await.unwrap();
        assert_eq!(rest.len(), 8);
        assert_eq!(store.due(at(0)).await.unwrap().0, 0);
    });
}

#[test]
fn erasing_takes_the_data_and_leaves_the_chain() {
    on_each(|store, _| async move {
        import(&store, "one", 0, vec![suspicion("192.0.2.7", 25)]).await;
        store.append(1, vec![event(1, open())]).await.unwrap();
        let erase = What::Erased { why: "they asked".into(), summary: String::new() };
        store.append(1, vec![event(2, erase)]).await.unwrap();
        let entry = store.case(1).await.unwrap();
        assert_eq!(entry.case, None);
        assert_eq!(entry.summary.state, State::Erased);
        assert!(entry.events[..2].iter().all(|event| event.what.is_none()));
        assert!(store.append(1, vec![event(3, open())]).await.is_err());
        let verified = store.verify_log().await.unwrap();
        assert_eq!((verified.erased, verified.broken), (2, None));
        // Named again, it is somebody new.
        let again = import(&store, "one", 5, vec![suspicion("192.0.2.7", 25)]).await;
        assert_eq!(again.new, 1);
    });
}

#[test]
fn summaries_and_events_say_the_same() {
    on_each(|store, _| async move {
        let many = (1..=200).map(|n| suspicion(&format!("192.0.2.{n}"), 25)).collect();
        import(&store, "one", 0, many).await;
        for number in 1..=50 {
            store.append(number, vec![event(1, open()), event(30, closed())]).await.unwrap();
        }
        let erase = What::Erased { why: "they asked".into(), summary: String::new() };
        store.append(7, vec![event(31, erase)]).await.unwrap();
        let mut summaries = String::new();
        store
            .summaries(|text| {
                summaries += text;
                Ok(())
            })
            .await
            .unwrap();
        let mut replayed = String::new();
        store
            .replay(|_, summary| {
                replayed += &summary.to_line();
                Ok(())
            })
            .await
            .unwrap();
        assert_eq!(summaries.lines().count(), 200);
        let sorted = |text: &str| {
            let mut lines: Vec<_> = text.lines().map(ToOwned::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&summaries), sorted(&replayed));
    });
}

#[test]
fn a_new_database_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    on_each(|_, url| async move {
        let Some(file) = url.strip_prefix("sqlite:") else { return };
        for file in [file.to_owned(), format!("{file}-wal")] {
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{file}");
        }
    });
}
