//! What the tests need around the command: a folder with a database, and cases in it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use cerrojo_model::{Suspect, Time};
use cerrojo_store::life::{Event, Found, Place, Rules, What};
use cerrojo_store::{Evidence, Store, Suspicion};
use chrono::TimeDelta;

use crate::shared;
pub(crate) use crate::shared::Said;

/// A folder with a database in it.
pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
}

/// A token as they look; it must not come out anywhere.
pub(crate) const TOKEN: &str = "abcdefghijklmnopqrstuvwxyz234567";

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Runs `cerrojo` in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        run(self.folder.path(), arguments)
    }

    /// Does something with the database.
    pub(crate) fn with<T>(&self, work: impl AsyncFnOnce(&Store) -> T) -> T {
        let url = format!("sqlite:{}", self.path("cerrojo.db").display());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let store = Store::open(&url, Rules::DEFAULT).await.unwrap();
            let done = work(&store).await;
            store.close().await;
            done
        })
    }

    /// Four cases: an open relay (1) with a proof, an open proxy (2), a closed proxy at the same address (3), and a
    /// network that was only named (4).
    pub(crate) fn with_cases() -> Self {
        let place = Self::new();
        place.with(async |store| {
            let german = Place {
                network: Some("192.0.2.0/24".into()),
                asn: Some(64_496),
                country: Some("DE".into()),
            };
            import(store, "example-list", "192.0.2.7/32", Some(25), german.clone()).await;
            import(store, "example-list", "2001:db8::7/128", Some(3128), Place::default()).await;
            import(store, "other", "192.0.2.7/32", Some(1080), german).await;
            import(store, "other", "198.51.100.0/28", None, Place::default()).await;
            import(store, "other", "192.0.2.7/32", Some(25), Place::default()).await;
            open(store, 1, "plain").await;
            open(store, 2, "http-connect:25").await;
            let closed = What::FoundClosed { evidence: None };
            append(store, 3, closed).await;
        });
        place
    }
}

/// The time of everything in the past.
pub(crate) fn then() -> Time {
    cerrojo_engine::now() - TimeDelta::hours(1)
}

pub(crate) async fn append(store: &Store, number: i64, what: What) {
    let event = Event { at: then(), by: "test".into(), what };
    store.append(number, vec![event]).await.unwrap();
}

pub(crate) async fn import(
    store: &Store,
    source: &str,
    network: &str,
    port: Option<u16>,
    place: Place,
) {
    let suspect = Suspect::new(network.parse().unwrap(), port, None);
    let suspicion = Suspicion { suspect, seen_at: None, place, details: None };
    let mut import = store.begin_import(source, "plain", "a file", then()).await.unwrap();
    store.import(&mut import, vec![suspicion]).await.unwrap();
    store.end_import(import, (0, 0), then()).await.unwrap();
}

/// Has a check find a case open, with its record as evidence.
pub(crate) async fn open(store: &Store, number: i64, test: &str) {
    let (service, transport) =
        if test.starts_with("http") { ("http", "plain") } else { ("smtp", "starttls") };
    let record = serde_json::json!({
        "schema": "cerrojo.check/1", "target": "mx.example.org", "service": service,
        "transport": transport, "verdict": "open",
        "proof": {"test": test, "token": TOKEN, "sent_at": "2026-11-22T08:00:00Z",
            "arrived_at": "2026-11-22T08:00:01.5Z", "from": "192.0.2.8",
            "trace": [format!("from mx.example.org by sink.test for <{TOKEN}@sink.test>")]},
    });
    let evidence = Evidence { kind: "check", body: record.to_string().into_bytes() };
    let said = Evidence {
        kind: "transcript",
        body: format!("> RCPT TO:<{TOKEN}@sink.test>\n< 250 2.1.5 Ok\n").into_bytes(),
    };
    let digits = evidence.digest().iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    });
    let found = Found {
        test: test.into(),
        arrived_at: Some(then()),
        evidence: Some(digits),
        software: Some("Postfix".into()),
        version: Some("3.7".into()),
    };
    let (now, soon) = (cerrojo_engine::now(), cerrojo_engine::now() + TimeDelta::minutes(5));
    let work = store.lease("test", now, soon, 100).await.unwrap();
    let event = Event { at: then(), by: "test".into(), what: What::FoundOpen(found) };
    store.finish("test", number, vec![event], &[evidence, said]).await.unwrap();
    for other in work.iter().filter(|work| work.number != number) {
        store.release("test", other.number).await.unwrap();
    }
}

/// Runs `cerrojo` in a folder, away from whatever is configured on this machine.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Said {
    shared::run(shared::command().current_dir(folder).args(arguments))
}
