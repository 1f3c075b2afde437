//! The process that is killed: it works on the store with several tasks at once, and says what it was told is done.
//!
//! Each line of its output is written after the store has acknowledged what it says: `ready`, `portion NUMBER`,
//! `event CASE TOKEN`, `evidence CASE TOKEN`; `fault TEXT` for what should not be.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use cerrojo_model::{Suspect, Time};
use cerrojo_store::life::{Event, Found, Place, Rules, What};
use cerrojo_store::{Evidence, Store, StoreError, Suspicion};

use super::Random;

/// The argument that makes this program the child.
pub(super) const WORD: &str = "child";
/// Portions of a file, and the suspects of one.
pub(super) const PORTIONS: u32 = 20;
pub(super) const PORTION: u32 = 25;

/// What a child works on.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) url: String,
    pub(super) round: u32,
    /// Cases that are there already.
    pub(super) cases: i64,
    pub(super) seed: u64,
}

impl Job {
    /// As arguments.
    pub(super) fn words(&self) -> [String; 4] {
        [self.url.clone(), self.round.to_string(), self.cases.to_string(), self.seed.to_string()]
    }

    fn of_words(words: &[String]) -> Option<Self> {
        let [url, round, cases, seed] = words else { return None };
        let (round, cases, seed) = (round.parse().ok()?, cases.parse().ok()?, seed.parse().ok()?);
        Some(Self { url: url.clone(), round, cases, seed })
    }
}

pub(super) fn run(words: &[String]) -> anyhow::Result<ExitCode> {
    let job = Job::of_words(words).context("a child wants URL ROUND CASES SEED")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(&job.url, Rules::DEFAULT).await?;
        say("ready");
        let mut tasks = tokio::task::JoinSet::new();
        for task in 0..2 {
            tasks.spawn(check(store.clone(), job.clone(), task));
            tasks.spawn(edit(store.clone(), job.clone(), task));
        }
        tasks.spawn(import(store.clone(), job.clone()));
        while let Some(done) = tasks.join_next().await {
            match done? {
                // The server was killed, as it should be.
                Ok(()) | Err(StoreError::Unavailable { .. }) => {}
                Err(error) => say(&format!("fault {error}")),
            }
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// One line, whole or not at all: a pipe takes so little at once.
fn say(line: &str) {
    if std::io::stdout().lock().write_all(format!("{line}\n").as_bytes()).is_err() {
        // Nobody listens any more: who started this was killed itself.
        std::process::exit(1);
    }
}

/// The time of a round: a day each, so that leases of the one before are over.
pub(super) fn at(round: u32) -> Time {
    let day = Duration::from_hours(24);
    Time::UNIX_EPOCH + day.saturating_mul(20_000_u32.saturating_add(round))
}

/// The suspects of a portion of the file of a round.
pub(super) fn portion(round: u32, number: u32) -> Vec<Suspicion> {
    let first = (number * PORTION) % 250 + 1;
    let third = number * PORTION / 250;
    let address = |n: u32| format!("10.{}.{third}.{n}/32", round % 250).parse().ok();
    let place = Place { country: Some("DE".into()), ..Place::default() };
    let suspicion = |network| Suspicion {
        suspect: Suspect::new(network, Some(25), None),
        seen_at: None,
        place: place.clone(),
        details: None,
    };
    (first..first + PORTION).filter_map(address).map(suspicion).collect()
}

/// The source of the file of a round.
pub(super) fn source(round: u32) -> String {
    format!("source {}", round % 3)
}

async fn import(store: Store, job: Job) -> Result<(), StoreError> {
    let (source, at) = (source(job.round), at(job.round));
    let mut import = store.begin_import(&source, "plain", "torture.txt", at).await?;
    for number in 0..PORTIONS {
        store.import(&mut import, portion(job.round, number)).await?;
        say(&format!("portion {number}"));
    }
    store.end_import(import, (0, 0), at).await.map(drop)
}

async fn check(store: Store, job: Job, task: u32) -> Result<(), StoreError> {
    let worker = format!("worker {task} of {}", job.round);
    let mut random = Random(job.seed ^ u64::from(task));
    let (now, until) = (at(job.round), at(job.round) + Duration::from_hours(1));
    for count in 0.. {
        let work = store.lease(&worker, now, until, 4).await?;
        if work.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        for work in work {
            let token = format!("c{}-{task}-{count}-{}", job.round, work.number);
            let what = if random.below(2) == 0 {
                What::FoundOpen(Found { test: "plain".into(), ..Found::default() })
            } else {
                What::FoundClosed { evidence: None }
            };
            let event = Event { at: now, by: token.clone(), what };
            let evidence = [evidence(&token)];
            match store.finish(&worker, work.number, vec![event], &evidence).await {
                Ok(_) => {
                    say(&format!("event {} {token}", work.number));
                    say(&format!("evidence {} {token}", work.number));
                }
                // Somebody put it aside meanwhile.
                Err(StoreError::Life { .. }) => store.release(&worker, work.number).await?,
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// What a check keeps.
pub(super) fn evidence(token: &str) -> Evidence {
    Evidence { kind: "check", body: token.repeat(50).into_bytes() }
}

async fn edit(store: Store, job: Job, task: u32) -> Result<(), StoreError> {
    let mut random = Random(job.seed ^ u64::from(task) ^ 0xed17);
    let most = u64::try_from(job.cases).unwrap_or(0) + 50;
    for count in 0.. {
        let case = i64::try_from(random.below(most) + 1).unwrap_or(1);
        let token = format!("e{}-{task}-{count}", job.round);
        let why = token.clone();
        let second = match random.below(4) {
            0 => What::Held { why },
            1 => What::Resumed { why },
            2 => What::Disputed { why },
            _ => What::Noted { text: why },
        };
        let first = What::Noted { text: "what follows is there if this is".into() };
        let events = [(first, "first"), (second, "second")];
        let event = |(what, half)| Event { at: at(job.round), by: format!("{token}/{half}"), what };
        match store.append(case, events.map(event).into()).await {
            Ok(_) => {
                say(&format!("event {case} {token}/first"));
                say(&format!("event {case} {token}/second"));
            }
            Err(StoreError::Life { .. } | StoreError::Missing { .. }) => {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
