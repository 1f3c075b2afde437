//! The checks that are due, whom to tell about what is open, and what was kept long enough.

use std::sync::Arc;
use std::time::Duration;

use cerrojo_engine::contact::Directory;
use cerrojo_model::Time;
use cerrojo_service::job::{self, Checks, Figures, Limits, Verifier, VerifyError, share};
use cerrojo_store::{Retention, Store, StoreError};
use chrono::TimeDelta;

use super::{Options, Shift};
use crate::Status;
use crate::arguments::Common;
use crate::contact;
use crate::output::say;
use crate::verify::{WatchOptions, left, limits, summary, take_back, worker};

/// The time between two looks at what is due.
const ROUND: Duration = Duration::from_secs(30);
/// Cases in one round for which somebody to tell is looked for; registries answer slowly.
const CONTACTS: usize = 50;
/// The time between two clearings of what was kept long enough.
const CLEARING: TimeDelta = TimeDelta::hours(6);

/// The rounds of an operation's checks.
pub(super) struct Rounds {
    watch: WatchOptions,
    ready: Arc<Checks>,
    directory: Directory,
    /// Of a hundred contacts, so many are written to later.
    percent: u8,
    worker: String,
    cleared_at: Option<Time>,
}

impl Rounds {
    pub(super) async fn new(
        options: &Options,
        common: &Common,
        store: &Store,
        ready: Arc<Checks>,
    ) -> anyhow::Result<Self> {
        let (directory, percent) = contact::directory(common, store, options.offline).await?;
        let watch = options.watch.clone();
        take_back(store, &ready, limits(&watch, None), common).await?;
        Ok(Self { watch, ready, directory, percent, worker: worker(), cleared_at: None })
    }

    /// Goes on until the shift is over, or there is nothing that it may ask.
    pub(super) async fn run(mut self, mut shift: Shift) -> anyhow::Result<Status> {
        // A way that is missing is told of when that begins, not in every round.
        let mut is_cut_off = false;
        while !shift.is_over() {
            match self.round(&shift).await {
                Ok(figures) => {
                    let is_news = !is_cut_off || figures.unscoped > 0;
                    for line in left(&figures).iter().filter(|_| is_news) {
                        say(line);
                    }
                    if figures.unscoped > 0 {
                        return Ok(Status::Failed);
                    }
                    is_cut_off = figures.no_way > 0;
                }
                Err(VerifyError::Store(error)) => Shift::wait_for(error.into())?,
                Err(error) => return Err(error.into()),
            }
            shift.pause(ROUND).await;
        }
        Ok(Status::Interrupted)
    }

    async fn round(&mut self, shift: &Shift) -> Result<Figures, VerifyError> {
        let (store, now) = (&shift.store, cerrojo_engine::now());
        let (due, _) = store.due(now).await?;
        let limits: Limits = limits(&self.watch, Some(share(due, ROUND)));
        let (ready, worker) = (Arc::clone(&self.ready), self.worker.clone());
        let verifier = Verifier::new(store.clone(), ready, worker, limits);
        let figures = verifier.due(shift.cancelled.clone(), |_| ()).await?;
        if figures.checked > 0 {
            shift.tell(&summary(&figures));
        }
        self.find_contacts(shift).await?;
        if self.cleared_at.is_none_or(|at| now - at >= CLEARING) {
            store.prune(now, &Retention::default()).await?;
            self.cleared_at = Some(now);
        }
        Ok(figures)
    }

    /// Looks for somebody to tell about what is proven open.
    async fn find_contacts(&self, shift: &Shift) -> Result<(), StoreError> {
        let (store, now) = (&shift.store, cerrojo_engine::now());
        let (found, missing) =
            job::find_contacts(store, &self.directory, self.percent, now, CONTACTS).await?;
        if found + missing > 0 {
            shift.tell(&format!("contacts: {found} found, {missing} cases without one"));
        }
        Ok(())
    }
}
