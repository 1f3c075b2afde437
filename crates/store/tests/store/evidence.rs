//! Evidence is there to be read while it is needed, and gone when it is not; the log holds either way.

use cerrojo_store::life::{Event, State, What};
use cerrojo_store::{Evidence, Excluded, Pruned, Retention, Store, StoreError};

use crate::support::{at, closed, event, import, on_each, open, suspicion};

fn of(kind: &'static str, text: &str) -> Evidence {
    Evidence { kind, body: text.as_bytes().to_vec() }
}

/// Leases a case that is due and writes what came of it.
async fn check(store: &Store, number: i64, hours: i64, events: Vec<Event>) {
    let until = at(hours) + chrono::TimeDelta::minutes(1);
    let worker = format!("worker at {hours}");
    let work = store.lease(&worker, at(hours), until, 99).await.unwrap();
    for other in work.iter().filter(|work| work.number != number) {
        store.release(&worker, other.number).await.unwrap();
    }
    let evidence = [
        of("check", &format!("proof {number} {hours}")),
        of("transcript", &format!("220 {number} {hours}")),
    ];
    store.finish(&worker, number, events, &evidence).await.unwrap();
}

fn found_contact() -> What {
    What::ContactFound {
        contact: "abuse@a.example".into(),
        route: "rdap".into(),
        language: None,
        control: false,
        languages: Vec::new(),
        hits: Vec::new(),
    }
}

/// Case 1 is closed by 78 hours, case 2 stays open, case 3 was never open, case 4 is not looked at.
async fn three_lives(store: &Store) {
    let many = (1..=4).map(|n| suspicion(&format!("192.0.2.{n}"), 25)).collect();
    import(store, "one", 0, many).await;
    store.put_contact("abuse@a.example", None, (b"x", 0), at(0)).await.unwrap();
    check(store, 1, 1, vec![event(1, open()), event(1, found_contact())]).await;
    check(store, 2, 1, vec![event(1, open()), event(1, found_contact())]).await;
    check(store, 3, 1, vec![event(1, closed())]).await;
    let out = What::OptedOutOfMail { proof: "a signed letter".into() };
    store.append(1, vec![event(2, out), event(2, closed()), event(40, closed())]).await.unwrap();
    let end = vec![event(78, closed()), event(78, What::VerifiedClosed {})];
    assert_eq!(store.append(1, end).await.unwrap().state, State::VerifiedClosed);
}

async fn kinds(store: &Store, case: i64) -> Vec<&'static str> {
    store.evidence(case).await.unwrap().iter().map(|kept| kept.kind).collect()
}

#[test]
fn evidence_is_listed_and_read_by_its_digest() {
    on_each(|store, _| async move {
        three_lives(&store).await;
        let kept = store.evidence(1).await.unwrap();
        assert_eq!(kept.len(), 2);
        let proof = kept.iter().find(|kept| kept.kind == "check").unwrap();
        assert_eq!((proof.at, proof.bytes), (at(1), 9));
        let read = store.read_evidence(1, &proof.digest).await.unwrap();
        assert_eq!(read, of("check", "proof 1 1"));
        for (case, digest) in [(2, proof.digest), (1, [0; 32])] {
            let missing = store.read_evidence(case, &digest).await;
            assert!(matches!(missing, Err(StoreError::Missing { .. })), "{missing:?}");
        }
        assert!(store.evidence(9).await.unwrap().is_empty());
    });
}

#[test]
fn what_was_kept_long_enough_goes_and_open_cases_keep_all() {
    on_each(|store, _| async move {
        three_lives(&store).await;
        let prune =
            async |days: i64| store.prune(at(days * 24), &Retention::DEFAULT).await.unwrap();
        assert_eq!(prune(89).await, Pruned::default());
        // Case 3 came to rest on the first day, case 1 after 78 hours.
        assert_eq!(prune(91).await, Pruned { transcripts: 1, ..Pruned::default() });
        assert_eq!(prune(94).await, Pruned { transcripts: 1, ..Pruned::default() });
        assert_eq!(prune(94).await, Pruned::default());
        assert_eq!(
            (kinds(&store, 1).await, kinds(&store, 3).await),
            (vec!["check"], vec!["check"])
        );

        let year = prune(369).await;
        assert_eq!(year, Pruned { records: 1, erased: 1, ..Pruned::default() });
        let entry = store.case(1).await.unwrap();
        assert_eq!((entry.case, entry.summary.state), (None, State::Erased));
        assert_eq!(entry.summary.route, "rdap");
        assert!(entry.events.iter().rev().skip(1).all(|event| event.what.is_none()));
        assert_eq!(entry.events.last().unwrap().by, "retention");
        // That they want no mail is not forgotten with the case.
        let from = store.excluded("192.0.2.1".parse().unwrap()).await.unwrap();
        assert_eq!(from, Excluded { mail: true, checks: false });

        // Nothing of the open one went, nor the contact that it names.
        assert_eq!(kinds(&store, 2).await.len(), 2);
        assert!(store.contact("abuse@a.example").await.unwrap().is_some());
        assert_eq!(store.case(2).await.unwrap().case.unwrap().state, State::Ready);
        let verified = store.verify_log().await.unwrap();
        assert_eq!((verified.broken, verified.erased > 0), (None, true));
    });
}

#[test]
fn a_contact_goes_with_the_last_case_that_names_it() {
    on_each(|store, _| async move {
        three_lives(&store).await;
        store.put_contact("no@a.example", None, (b"x", 0), at(0)).await.unwrap();
        store.contact_bounced("no@a.example", cerrojo_store::Bounce::Refused, at(0)).await.unwrap();
        let end = vec![
            event(2, closed()),
            event(40, closed()),
            event(78, closed()),
            event(78, What::VerifiedClosed {}),
        ];
        store.append(2, end).await.unwrap();
        let pruned = store.prune(at(369 * 24), &Retention::DEFAULT).await.unwrap();
        assert_eq!((pruned.erased, pruned.contacts), (2, 1));
        assert_eq!(store.contact("abuse@a.example").await.unwrap(), None);
        assert!(store.contact("no@a.example").await.unwrap().is_some());
    });
}
