//! What `cerrojo stats` prints of an operation, in all its forms, and what it refuses.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "a test may start what it tests")]

#[path = "../support/mod.rs"]
mod shared;

use std::path::PathBuf;
use std::sync::LazyLock;

use cerrojo_model::{Suspect, Time};
use cerrojo_store::life::{Event, Found, Place, Rules, What};
use cerrojo_store::{Store, Suspicion};
use chrono::TimeDelta;
use serde_json::Value;

/// An operation of 60 cases, made once; one of its sources has a name that is a formula.
static OPERATION: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("cerrojo-stats-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let url = format!("sqlite:{}", folder.join("cerrojo.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(make(&url));
    folder
});

async fn make(url: &str) {
    let begin: Time = "2026-01-01T00:00:00Z".parse().unwrap();
    let store = Store::open(url, Rules::DEFAULT).await.unwrap();
    for (source, numbers) in [("=HYPERLINK(1)", 0..30_u8), ("a list", 30..60)] {
        let mut import = store.begin_import(source, "plain", "list.txt", begin).await.unwrap();
        let suspicions = numbers.map(|number| Suspicion {
            suspect: Suspect::new(
                format!("192.0.2.{number}/32").parse().unwrap(),
                Some(3128),
                None,
            ),
            seen_at: None,
            place: Place {
                network: None,
                asn: Some(64_496 + u32::from(number % 3)),
                country: Some(if number < 55 { "DE" } else { "FR" }.into()),
            },
            details: None,
        });
        store.import(&mut import, suspicions.collect()).await.unwrap();
        store.end_import(import, (0, 0), begin).await.unwrap();
    }
    for number in 1..=60_i64 {
        let events = life(number).into_iter().map(|(hours, what)| Event {
            at: begin + TimeDelta::hours(hours),
            by: "test".into(),
            what,
        });
        store.append(number, events.collect()).await.unwrap();
    }
    store.close().await;
}

/// A third refuses, a sixth cannot be told; of the rest two of three close, the letter A sooner.
fn life(number: i64) -> Vec<(i64, What)> {
    let found =
        Found { test: "http-connect".into(), software: Some("Squid".into()), ..Found::default() };
    let closed = || What::FoundClosed { evidence: None };
    let variant = if number % 4 < 2 { "A" } else { "B" };
    match number % 6 {
        0 | 1 => vec![(1, closed())],
        2 => vec![(1, What::FoundUnknown { reason: "timeout".into(), reached: false })],
        kind => {
            let mut events = vec![
                (1, What::FoundOpen(found.clone())),
                (
                    2,
                    What::ContactFound {
                        contact: "abuse@example.net".into(),
                        route: "rdap".into(),
                        language: Some("de".into()),
                        control: false,
                        languages: vec!["de".into(), "en".into()],
                        hits: Vec::new(),
                    },
                ),
                (3, What::Approved { people: vec!["ana".into(), "ion".into()] }),
                (
                    4,
                    What::Notified {
                        letter: number.to_string(),
                        contact: "abuse@example.net".into(),
                        languages: vec!["de".into(), "en".into()],
                        variant: Some(variant.into()),
                    },
                ),
            ];
            let wait = if variant == "A" { number * 4 } else { number * 24 };
            if kind == 3 {
                events.push((wait + 10, What::FoundOpen(found)));
            } else {
                events.extend([0, 40, 80].map(|hours| (wait + 10 + hours, closed())));
                events.push((wait + 91, What::VerifiedClosed {}));
            }
            events
        }
    }
}

/// Runs `cerrojo stats` where the operation lies: its status, and both of its outputs.
fn stats(arguments: &[&str]) -> (Option<i32>, String, String) {
    let said = shared::run(shared::command().current_dir(&*OPERATION).args(arguments));
    (said.status, said.out, said.err)
}

#[track_caller]
fn figures(arguments: &[&str]) -> String {
    let (status, out, err) = stats(&[&["stats"], arguments].concat());
    assert_eq!((status, err.as_str()), (Some(0), ""));
    out
}

#[test]
fn the_report_reads_as_it_was_written() {
    let expected = include_str!("report.txt");
    let found = figures(&["--by", "country,source", "variant", "software"]);
    assert!(found == expected, "the report is now:\n{found}");
}

#[test]
fn the_log_alone_says_the_same_in_all_forms() {
    for format in ["text", "json", "csv"] {
        let summaries = figures(&["--format", format]);
        assert_eq!(summaries, figures(&["--format", format, "--from-log"]), "{format}");
        assert!(summaries.len() > 1_000, "{summaries}");
    }
}

#[test]
fn json_is_one_object_with_what_was_asked_for() {
    let report: Value =
        serde_json::from_str(&figures(&["--format", "json", "--by", "network", "--least", "20"]))
            .unwrap();
    assert_eq!(report["schema"], "cerrojo.stats/1");
    assert_eq!((&report["least"], &report["total"]["cases"]), (&20.into(), &60.into()));
    assert_eq!(report["by"].as_array().unwrap().len(), 1);
    assert_eq!(report["by"][0]["groups"].as_array().unwrap().len(), 3);
    let early: Value =
        serde_json::from_str(&figures(&["--format", "json", "--until", "2025-12-31"])).unwrap();
    assert_eq!((&early["until"], &early["total"]["cases"]), (&"2025-12-31".into(), &0.into()));
}

#[test]
fn a_name_that_is_a_formula_is_none_in_csv() {
    let table = figures(&["--format", "csv"]);
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("section,group,measure,value,low,high"));
    assert!(table.contains("\nsource,'=HYPERLINK(1),cases,30,,\n"), "{table}");
    assert!(!table.contains(",="));
    assert!(lines.all(|line| line.split(',').count() == 6), "{table}");
}

#[test]
fn the_database_is_the_one_named_else_that_of_the_configuration() {
    let folder = OPERATION.join("elsewhere");
    std::fs::create_dir_all(&folder).unwrap();
    let config = folder.join("named.toml").display().to_string();
    std::fs::write(&config, "db = \"sqlite:elsewhere/none.db\"\n").unwrap();
    let (status, _, err) = stats(&["stats", "--config", &config]);
    assert_eq!(status, Some(2));
    assert!(err.contains("there is no database elsewhere/none.db"), "{err}");
    figures(&["--config", &config, "--db", "sqlite:cerrojo.db"]);
    figures(&["--db", "sqlite://cerrojo.db"]);
}

#[test]
fn mistakes_get_one_line_and_make_nothing() {
    for (arguments, said) in [
        (&["stats", "--db", "sqlite:absent.db"][..], "there is no database absent.db yet"),
        (&["stats", "--db", "absent.db"], "is no database: want sqlite:FILE or postgres://"),
        (&["stats", "--by", "weather"], "invalid value 'weather' for '--by"),
        (&["stats", "--least", "2"], "2 is not in 3.."),
        (&["stats", "--since", "May"], "want a day such as 2026-01-31"),
        (&["stats", "--since", "2026-02-01", "--until", "2026-01-01"], "exchange them"),
        (&["check", "127.0.0.1:9", "--format", "csv"], "only `cerrojo stats` writes --format csv"),
        (&["demo", "--format", "csv"], "only `cerrojo stats` writes --format csv"),
    ] {
        let (status, out, err) = stats(arguments);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(err.contains(said) && err.lines().count() == 1, "{arguments:?}: {err}");
    }
    assert!(!OPERATION.join("absent.db").exists());
}
