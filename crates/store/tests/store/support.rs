//! Databases to try things on, and suspects to fill them with.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use cerrojo_lab::postgres::{Durability, Postgres, Programs};
use cerrojo_model::{Suspect, Time};
use cerrojo_store::life::{Event, Found, Place, Rules, What};
use cerrojo_store::{Store, Suspicion};
use chrono::TimeDelta;

/// An empty folder that goes away with the test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("cerrojo-store-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// The URL of an SQLite database in it.
    pub(crate) fn sqlite(&self, name: &str) -> String {
        format!("sqlite:{}", self.0.join(name).display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs a test on every database that this machine has.
pub(crate) fn on_each<F: Future<Output = ()>>(test: impl Fn(Store, String) -> F) {
    let runtime = runtime();
    let folder = Folder::new();
    for url in [Some(folder.sqlite("cases.db")), postgres_database()].into_iter().flatten() {
        eprintln!("on {url}");
        runtime.block_on(async {
            let store = Store::open(&url, Rules::DEFAULT).await.unwrap();
            test(store.clone(), url).await;
            store.close().await;
        });
    }
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()
}

/// A new database of the one PostgreSQL server that all tests share; none where there is no PostgreSQL.
pub(crate) fn postgres_database() -> Option<String> {
    static SERVER: OnceLock<Option<Postgres>> = OnceLock::new();
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = SERVER.get_or_init(|| {
        let programs = postgres_programs()?;
        Some(programs.start(Durability::None).unwrap())
    });
    let name = format!("test{}", COUNT.fetch_add(1, Ordering::Relaxed));
    server.as_ref().map(|server| server.database(&name).unwrap())
}

/// The programs of PostgreSQL, or one line that says why these tests do without.
pub(crate) fn postgres_programs() -> Option<Programs> {
    let found = Programs::find();
    if let Err(why) = &found {
        skipped(&format!("the store on PostgreSQL: {why}"));
    }
    found.ok()
}

/// Says what cannot be tried on this machine, and why.
pub(crate) fn skipped(what: &str) {
    // Not by a macro: those are not shown where a test passes.
    let _ = writeln!(std::io::stderr(), "skipped: {what}");
}

pub(crate) fn start() -> Time {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

pub(crate) fn at(hours: i64) -> Time {
    start() + TimeDelta::hours(hours)
}

pub(crate) fn event(hours: i64, what: What) -> Event {
    Event { at: at(hours), by: "test".into(), what }
}

pub(crate) fn open() -> What {
    What::FoundOpen(Found { test: "plain".into(), ..Found::default() })
}

pub(crate) fn closed() -> What {
    What::FoundClosed { evidence: None }
}

pub(crate) fn suspicion(address: &str, port: u16) -> Suspicion {
    let suspect = Suspect::new(format!("{address}/32").parse().unwrap(), Some(port), None);
    let place = Place { network: None, asn: Some(64_496), country: Some("DE".into()) };
    Suspicion { suspect, seen_at: Some(at(-5)), place, details: Some("{\"a\":1}".into()) }
}

/// Imports suspects of a source.
pub(crate) async fn import(
    store: &Store,
    source: &str,
    hours: i64,
    suspicions: Vec<Suspicion>,
) -> cerrojo_store::Imported {
    let mut import = store.begin_import(source, "plain", "list.txt", at(hours)).await.unwrap();
    store.import(&mut import, suspicions).await.unwrap();
    store.end_import(import, (0, 0), at(hours)).await.unwrap()
}
