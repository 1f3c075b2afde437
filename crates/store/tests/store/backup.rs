//! A backup holds everything, goes from one database to the other and back, and is restored whole or not at all.

use cerrojo_store::life::{Rules, State, What};
use cerrojo_store::{Evidence, Filter, Restored, Store, StoreError};

use crate::support::{
    Folder, at, event, import, on_each, open, postgres_database, runtime, suspicion,
};

/// Everything that a store can hold, in small: some of it leased, some erased.
async fn fill(store: &Store) {
    let many = (1..=60).map(|n| suspicion(&format!("192.0.2.{n}"), 25)).collect();
    import(store, "one", 0, many).await;
    import(store, "zwei \"ü\"\n", 1, vec![suspicion("192.0.2.7", 25)]).await;
    for work in store.lease("worker", at(1), at(2), 9).await.unwrap() {
        let body = format!("transcript of {}", work.number).into_bytes();
        let evidence = [Evidence { kind: "transcript", body }];
        if work.number % 2 == 0 {
            store.finish("worker", work.number, vec![event(2, open())], &evidence).await.unwrap();
        }
    }
    let erase = What::Erased { why: "they asked".into(), summary: String::new() };
    store.append(7, vec![event(3, erase)]).await.unwrap();
    for address in ["Zoe@a.example", "abuse@a.example", "übel@a.example"] {
        store.put_contact(address, None, (b"secret", 10), at(4)).await.unwrap();
    }
}

async fn backup(store: &Store) -> Vec<u8> {
    let mut bytes = Vec::new();
    let done = store.backup(&mut bytes).await.unwrap();
    assert_eq!(done.bytes, u64::try_from(bytes.len()).unwrap());
    bytes
}

async fn restore(url: &str, bytes: &[u8]) -> Result<Restored, StoreError> {
    Store::restore(url, &mut &*bytes).await
}

#[test]
fn a_backup_goes_from_one_database_to_the_other_and_back() {
    on_each(|store, url| async move {
        fill(&store).await;
        let first = backup(&store).await;
        let folder = Folder::new();
        let other = if url.starts_with("sqlite") { postgres_database() } else { None };
        let urls = [other, Some(folder.sqlite("again.db"))];
        for url in urls.into_iter().flatten() {
            let restored = restore(&url, &first).await.unwrap();
            assert_eq!(restored.rows["cases"], 60);
            assert_eq!(restored.verified, store.verify_log().await.unwrap());
            let again = Store::open(&url, Rules::DEFAULT).await.unwrap();
            assert_eq!(backup(&again).await, first, "{url}");
            assert_eq!(again.case(8).await.unwrap(), store.case(8).await.unwrap());
            // Nobody has a lease, and life goes on.
            let work = again.lease("other", at(1), at(2), 99).await.unwrap();
            let suspects = Filter { states: vec![State::Suspect], ..Filter::default() };
            assert_eq!(work.len(), again.list(&suspects, 0, 99).await.unwrap().len());
            let new = import(&again, "one", 9, vec![suspicion("192.0.2.77", 25)]).await;
            assert_eq!(new.new, 1);
            assert_eq!(again.verify_log().await.unwrap().broken, None);
            again.close().await;
        }
    });
}

#[test]
fn what_is_cut_off_altered_or_something_else_is_refused_whole() {
    let folder = Folder::new();
    runtime().block_on(async {
        let store = Store::open(&folder.sqlite("from.db"), Rules::DEFAULT).await.unwrap();
        fill(&store).await;
        let whole = backup(&store).await;
        let lines = whole.split_inclusive(|byte| *byte == b'\n').count();
        let mut wrong = vec![
            (b"".to_vec(), 1, "it is empty"),
            (b"192.0.2.7\n".to_vec(), 1, "no backup"),
            (b"\x1f\x8b\x08\n".to_vec(), 1, "no backup"),
            (whole[..whole.len() / 2].to_vec(), 0, "cut off here"),
            ([&*whole, b"[]\n"].concat(), lines + 1, "follows its end"),
        ];
        let text = String::from_utf8(whole.clone()).unwrap();
        let last = text.trim_end().rfind('\n').unwrap() + 1;
        wrong.push((text[..last].into(), lines, "cut off before its end"));
        for (from, to, line, why) in [
            ("backup/1", "backup/2", 1, "another format"),
            ("\"language\"", "\"tongue\"", 1, "newer one"),
            ("AS64496", "AS64497", lines, "altered"),
            ("[\"cases\",3,", "[\"cases\",\"3\",", 0, "damaged here"),
            ("[\"sources\",1", "[\"source\",1", 0, "damaged here"),
            ("\"contacts\":3", "\"contacts\":2", lines + 1, "the counts"),
        ] {
            assert!(text.contains(from), "{from}");
            wrong.push((text.replacen(from, to, 1).into(), line, why));
        }
        let urls = [Some(folder.sqlite("to.db")), postgres_database()];
        for url in urls.into_iter().flatten() {
            for (bytes, at, expected) in &wrong {
                let Err(StoreError::Backup { line, why }) = restore(&url, bytes).await else {
                    panic!("{expected}: restored")
                };
                assert!(why.contains(expected), "{expected}: {why}");
                assert!(*at == 0 || line == u64::try_from(*at).unwrap(), "{expected}: line {line}");
            }
            // Nothing of all that is there: the right one still finds an empty database.
            restore(&url, &whole).await.unwrap();
            let again = restore(&url, &whole).await;
            assert!(matches!(again, Err(StoreError::Conflict { .. })), "{again:?}");
        }
    });
}

#[test]
fn no_byte_of_a_backup_can_be_altered() {
    let folder = Folder::new();
    runtime().block_on(async {
        let store = Store::open(&folder.sqlite("from.db"), Rules::DEFAULT).await.unwrap();
        import(&store, "one", 0, vec![suspicion("192.0.2.7", 25)]).await;
        let whole = backup(&store).await;
        let url = folder.sqlite("to.db");
        for place in (0..whole.len()).step_by(whole.len() / 60).chain([whole.len() - 1]) {
            for change in [1, 0x80] {
                let mut altered = whole.clone();
                altered[place] ^= change;
                let refused = restore(&url, &altered).await;
                assert!(matches!(refused, Err(StoreError::Backup { .. })), "{place}: {refused:?}");
            }
        }
        restore(&url, &whole).await.unwrap();
    });
}

#[test]
fn a_backup_is_one_moment_while_others_write() {
    on_each(|store, url| async move {
        fill(&store).await;
        let writer = store.clone();
        let writing = tokio::spawn(async move {
            for number in 10..=60 {
                let note = What::Noted { text: "meanwhile".into() };
                writer.append(number, vec![event(4, note)]).await.unwrap();
            }
        });
        let folder = Folder::new();
        for round in 0..3 {
            let bytes = backup(&store).await;
            let url = folder.sqlite(&format!("{round}.db"));
            let restored = restore(&url, &bytes).await.unwrap();
            assert_eq!(restored.verified.broken, None);
        }
        writing.await.unwrap();
        assert_eq!(store.verify_log().await.unwrap().broken, None, "{url}");
    });
}

#[test]
fn large_evidence_passes_in_pieces() {
    on_each(|store, _| async move {
        import(&store, "one", 0, vec![suspicion("192.0.2.7", 25)]).await;
        store.lease("worker", at(1), at(2), 9).await.unwrap();
        let body = |n: u8| vec![n; 3 << 20];
        let evidence: Vec<_> =
            (0..3).map(|n| Evidence { kind: "transcript", body: body(n) }).collect();
        store.finish("worker", 1, vec![event(2, open())], &evidence).await.unwrap();
        let bytes = backup(&store).await;
        let folder = Folder::new();
        let restored = restore(&folder.sqlite("again.db"), &bytes).await.unwrap();
        assert_eq!(restored.rows["evidence"], 3);
    });
}
