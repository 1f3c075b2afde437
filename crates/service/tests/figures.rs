//! Figures of a store: from the summaries and from the log they are the same.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "databases are files")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use cerrojo_model::{Suspect, Time};
use cerrojo_service::figures::{DIMENSIONS, Figures, Period, Report};
use cerrojo_store::life::{Event, Found, Place, Rules, What};
use cerrojo_store::{Store, Suspicion};
use chrono::TimeDelta;
use proptest::prelude::*;

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("cerrojo-figures-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn begin() -> Time {
    "2026-01-01T00:00:00Z".parse().unwrap()
}

/// Anything that can happen to a case, whether it may or not.
fn anything() -> impl Strategy<Value = What> {
    let found = prop::option::of(prop_oneof![Just("Squid".to_owned()), Just("3proxy".to_owned())]);
    let found = found.prop_map(|software| {
        What::FoundOpen(Found { test: "plain".into(), software, ..Found::default() })
    });
    let contact = (any::<bool>(), prop::option::of(Just("de".to_owned())));
    let contact = contact.prop_map(|(control, language)| What::ContactFound {
        contact: "abuse@example.net".into(),
        route: "rdap".into(),
        language,
        control,
        languages: Vec::new(),
        hits: Vec::new(),
    });
    let letter = prop_oneof![Just("A"), Just("B")].prop_map(|variant| What::Notified {
        letter: "1".into(),
        contact: "abuse@example.net".into(),
        languages: vec!["en".into()],
        variant: Some(variant.into()),
    });
    let why = || "because".to_owned();
    prop_oneof![
        6 => found,
        8 => Just(What::FoundClosed { evidence: None }),
        2 => Just(What::FoundUnknown { reason: "timeout".into(), reached: false }),
        4 => Just(What::VerifiedClosed {}),
        1 => Just(What::Gone {}),
        1 => Just(What::Narrowed { cases: vec![1] }),
        2 => Just(What::Sighted { source: "another".into() }),
        2 => contact,
        2 => Just(What::Approved { people: vec!["ana".into(), "ion".into()] }),
        2 => letter,
        1 => Just(What::Disputed { why: why() }),
        1 => Just(What::Held { why: why() }),
        1 => Just(What::Resumed { why: why() }),
        1 => Just(What::Erased { why: why(), summary: String::new() }),
    ]
}

/// The lives of some cases: what is tried, and how many hours after the last.
fn lives() -> impl Strategy<Value = Vec<Vec<(i64, What)>>> {
    let life = prop::collection::vec((0_i64..200, anything()), 0..14);
    prop::collection::vec(life, 1..24)
}

async fn lived(url: &str, lives: &[Vec<(i64, What)>]) -> Store {
    let store = Store::open(url, Rules::DEFAULT).await.unwrap();
    let mut import = store.begin_import("list", "plain", "list.txt", begin()).await.unwrap();
    let suspicions = (1_u8..).zip(lives).map(|(number, _)| Suspicion {
        suspect: Suspect::new(format!("192.0.2.{number}/32").parse().unwrap(), Some(25), None),
        seen_at: None,
        place: Place { asn: Some(64_496 + u32::from(number % 3)), ..Place::default() },
        details: None,
    });
    store.import(&mut import, suspicions.collect()).await.unwrap();
    store.end_import(import, (0, 0), begin()).await.unwrap();
    for (number, life) in (1_i64..).zip(lives) {
        let mut at = begin();
        for (wait, what) in life {
            at += TimeDelta::hours(*wait);
            let event = Event { at, by: "test".into(), what: what.clone() };
            // Most of what is tried cannot be in that state: the store says so, and nothing happens.
            let _ = store.append(number, vec![event]).await;
        }
    }
    store
}

async fn report(store: &Store, from_log: bool) -> Report {
    let asked: Vec<_> = DIMENSIONS.iter().collect();
    Figures::new(Period::default(), &asked).read(store, from_log).await.unwrap().report(3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn summaries_and_log_come_to_the_same(lives in lives()) {
        let folder = Folder::new();
        let url = format!("sqlite:{}", folder.0.join("cases.db").display());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (summaries, log) = runtime.block_on(async {
            let store = lived(&url, &lives).await;
            (report(&store, false).await, report(&store, true).await)
        });
        prop_assert_eq!(&summaries, &log);
        let total = &summaries.total;
        prop_assert_eq!(total.cases, u32::try_from(lives.len()).unwrap());
        let outcomes = [total.proven_open, total.not_open, total.inconclusive, total.to_check,
            total.narrowed, total.set_aside];
        prop_assert_eq!(outcomes.iter().sum::<u32>(), total.cases);
        prop_assert!(total.closing.closed + total.closing.gone <= total.proven_open);
        prop_assert_eq!(total.states.0.iter().map(|(_, count)| count).sum::<u32>(), total.cases);
        // Every case stands once in every table but that of the sources.
        for by in summaries.by.iter().filter(|by| by.dimension != "source") {
            let cases: u32 = by.groups.iter().map(|group| group.measures.cases).sum();
            prop_assert_eq!(cases, total.cases);
        }
    }
}
