//! One file into the database: a thread reads it, and what it finds is written in large pieces.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, bail};
use cerrojo_lists::feed::{FeedError, Format, Given, Report, Row, Rows};
use cerrojo_store::life::Place;
use cerrojo_store::{Atlas, Import, Imported, Store, StoreError, Suspicion};
use tokio::sync::mpsc;

use super::files::File;
use super::rejects::Rejects;
use super::report::Done;
use crate::output::say;

/// Suspects that are written at once.
const BATCH: usize = 4_096;
/// Batches that wait to be written.
const WAITING: usize = 2;
/// How often a database that is away is tried again, and how long it is waited for each time.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_secs(3);
/// Sources in one file; more than that is no list of sources any more.
const MOST_SOURCES: usize = 1_000;

/// Where a file goes.
pub(super) struct Into<'a> {
    pub(super) store: &'a Store,
    pub(super) atlas: &'a Atlas,
    pub(super) source: Option<String>,
    pub(super) rejects: Option<PathBuf>,
}

/// What the reading thread sends.
#[derive(Default)]
struct Batch {
    reports: Vec<Report>,
    passed: BTreeMap<&'static str, u64>,
    rejects: Vec<cerrojo_lists::feed::Reject>,
}

/// Reads a file and imports what it names.
pub(super) async fn import(
    file: File,
    format: &'static Format,
    given: Given,
    into: Into<'_>,
) -> anyhow::Result<Done> {
    let (shown, name) = (file.shown.clone(), file.name.clone());
    let usual = into.source.clone().unwrap_or_else(|| source_of(&name, format.id));
    let (send, mut batches) = mpsc::channel::<Batch>(WAITING);
    let reading = std::thread::spawn(move || read(file, format, &given, &send));
    let mut writing = Writing {
        into: &into,
        format: format.id,
        usual,
        imports: BTreeMap::new(),
        rejects: Rejects::new(into.rejects.clone(), &shown, &name),
        done: Done::new(shown, format.id),
        shown_file: name,
    };
    let mut written = Ok(());
    while let Some(batch) = batches.recv().await {
        written = writing.batch(batch).await;
        if written.is_err() {
            break;
        }
    }
    drop(batches);
    // The reader may wait for a pipe where nothing comes: nobody waits for it then.
    written?;
    let read = tokio::task::spawn_blocking(move || reading.join());
    let read = read.await.ok().and_then(Result::ok).context("the reader broke off")?;
    let done = writing.end().await?;
    match read {
        Ok(()) => Ok(done),
        Err(FeedError::Input(cause)) => {
            let imported = done.imported.suspects;
            bail!("it cannot be read to its end: {cause}; {imported} suspects of it are in")
        }
        Err(error) => Err(error.into()),
    }
}

/// The reading thread.
fn read(
    file: File,
    format: &Format,
    given: &Given,
    send: &mpsc::Sender<Batch>,
) -> Result<(), FeedError> {
    let mut batch = Batch::default();
    let mut input = file.into_input();
    let mut take = |row| {
        match row {
            Row::Suspect(report) => batch.reports.push(*report),
            Row::Passed { why, .. } => {
                *batch.passed.entry(why).or_default() += 1;
                return ControlFlow::Continue(());
            }
            Row::Rejected(reject) => batch.rejects.push(reject),
        }
        if batch.reports.len() + batch.rejects.len() < BATCH {
            return ControlFlow::Continue(());
        }
        match send.blocking_send(std::mem::take(&mut batch)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    };
    let result = (format.read)(&mut input, given, &mut Rows::new(&mut take));
    // What was read before a damaged end counts.
    let _ = send.blocking_send(batch);
    result
}

/// The writing side.
struct Writing<'a> {
    into: &'a Into<'a>,
    format: &'static str,
    usual: String,
    imports: BTreeMap<String, Import>,
    rejects: Rejects,
    done: Done,
    shown_file: String,
}

impl Writing<'_> {
    async fn batch(&mut self, batch: Batch) -> anyhow::Result<()> {
        for (why, count) in batch.passed {
            *self.done.passed.entry(why).or_default() += count;
        }
        for reject in &batch.rejects {
            self.rejects.keep(reject)?;
        }
        let mut parts: BTreeMap<Option<String>, Vec<Suspicion>> = BTreeMap::new();
        for report in batch.reports {
            let source = report.source.clone().filter(|_| self.into.source.is_none());
            parts.entry(source).or_default().push(self.suspicion(report));
        }
        for (source, suspicions) in parts {
            let mut source = source.unwrap_or_else(|| self.usual.clone());
            if self.imports.len() >= MOST_SOURCES && !self.imports.contains_key(&source) {
                source.clone_from(&self.usual);
            }
            self.write(source, suspicions).await?;
        }
        Ok(())
    }

    /// Writes, and waits for a database that is away for a moment.
    async fn write(&mut self, source: String, suspicions: Vec<Suspicion>) -> anyhow::Result<()> {
        let mut tries = 0;
        loop {
            let written = self.try_to_write(&source, suspicions.clone()).await;
            match written {
                Ok(()) => return Ok(()),
                Err(error @ StoreError::Unavailable { .. }) if tries < TRIES => {
                    tries += 1;
                    if tries == 1 {
                        say(&format!("{error}; waiting for it"));
                    }
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => {
                    let imported = self.counts().suspects;
                    let again = "are in; the same command again does the rest";
                    return Err(anyhow::Error::new(error)
                        .context(format!("{imported} suspects of it {again}")));
                }
            }
        }
    }

    async fn try_to_write(
        &mut self,
        source: &str,
        suspicions: Vec<Suspicion>,
    ) -> Result<(), StoreError> {
        if !self.imports.contains_key(source) {
            let (store, now) = (self.into.store, cerrojo_engine::now());
            let begun = store.begin_import(source, self.format, &self.shown_file, now).await?;
            self.imports.insert(source.to_owned(), begun);
        }
        let Some(import) = self.imports.get_mut(source) else { return Ok(()) };
        self.into.store.import(import, suspicions).await
    }

    fn suspicion(&self, report: Report) -> Suspicion {
        let known = self.into.atlas.place(report.suspect.network());
        let said = Place {
            network: None,
            asn: report.asn,
            country: report.country.and_then(|code| String::from_utf8(code.to_vec()).ok()),
        };
        let place = match known {
            Some(known) => Place {
                asn: known.asn.or(said.asn),
                country: known.country.or(said.country),
                ..known
            },
            None => said,
        };
        let details = report.details.into_json();
        Suspicion { suspect: report.suspect, seen_at: report.seen_at, place, details }
    }

    fn counts(&self) -> Imported {
        self.imports.values().fold(Imported::default(), |mut sum, import| {
            let done = import.done();
            sum.suspects += done.suspects;
            sum.new += done.new;
            sum.seconded += done.seconded;
            sum.again += done.again;
            sum
        })
    }

    async fn end(mut self) -> anyhow::Result<Done> {
        self.done.imported = self.counts();
        self.done.sources = self.imports.keys().cloned().collect();
        self.done.rejected = self.rejects.count();
        self.done.rejects_file = self.rejects.finish()?;
        let mut left = (self.done.passed.values().sum(), self.done.rejected);
        for import in std::mem::take(&mut self.imports).into_values() {
            // What names nobody belongs to the file; it is counted with its first source.
            let counts = std::mem::take(&mut left);
            self.into.store.end_import(import, counts, cerrojo_engine::now()).await?;
        }
        Ok(self.done)
    }
}

/// A file's name without its date and its endings: the same list tomorrow is the same source.
fn source_of(name: &str, format: &str) -> String {
    let stem = name.split('.').next().unwrap_or_default();
    let is_date = |text: &str| {
        text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    };
    let rest = stem.split_at_checked(10).filter(|(date, _)| is_date(date));
    let stem = rest.map_or(stem, |(_, rest)| rest.trim_start_matches(['-', '_']));
    if stem.is_empty() { format.to_owned() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_list_tomorrow_is_the_same_source() {
        assert_eq!(
            source_of("2026-11-20-scan_socks-example-geo.csv", "x"),
            "scan_socks-example-geo"
        );
        assert_eq!(source_of("relays.ip4set", "x"), "relays");
        assert_eq!(source_of("2026-11-20.txt", "plain"), "plain");
        assert_eq!(source_of("", "plain"), "plain");
    }
}
