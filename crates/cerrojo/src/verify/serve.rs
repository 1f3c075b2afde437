//! `cerrojo serve`: the jobs of an operation, all day.

use std::time::Duration;

use cerrojo_engine::contact::Directory;
use cerrojo_service::job::{self, Verifier, VerifyError, share};
use cerrojo_store::{Retention, Store, StoreError};
use chrono::TimeDelta;
use clap::Args;
use tokio::sync::watch;

use super::show::{left, summary};
use super::{WatchOptions, checks, limits, take_back, worker};
use crate::Status;
use crate::arguments::Common;
use crate::check::stop_signal;
use crate::output::say;
use crate::{contact, database};

/// The time between two looks at what is due.
const ROUND: Duration = Duration::from_secs(30);
/// Cases in one round for which somebody to tell is looked for; registries answer slowly.
const CONTACTS: usize = 50;
/// The time between two clearings of what was kept long enough.
const CLEARING: TimeDelta = TimeDelta::hours(6);

/// Options of `serve`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
It checks what is due, as `cerrojo verify --due` does, spread over the day: first looks take a day for all of
them, what somebody waits for goes first. For what is proven open it finds whom to tell: registries are asked
unless --offline or [contact] in cerrojo.toml says otherwise. What was kept long enough is cleared away. Any number of these may
run on one database; they share the work. Without any scope only this machine is asked, and it ends
with status 2 when a case elsewhere is due. Ctrl-C or SIGTERM ends it; nothing is lost by kill -9 either.")]
pub(crate) struct Options {
    #[command(flatten)]
    watch: WatchOptions,
    /// Ask no registry whom to tell: what files and the database say is all.
    #[arg(long)]
    offline: bool,
}

/// Runs until it is stopped.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    let store = database::open(&options.watch.database, common).await?;
    let (cancel, mut cancelled) = watch::channel(false);
    let stop = tokio::spawn(async move {
        let stopped = stop_signal().await;
        let _ = cancel.send(true);
        stopped
    });
    let ready = checks::ready(&options.watch, common, &store, cancelled.clone()).await?;
    if !common.quiet {
        say(&format!("serving {}; Ctrl-C ends it", store.shown()));
    }
    let (directory, percent) = contact::directory(common, &store, options.offline).await?;
    let worker = worker();
    let mut cleared_at = None;
    // A way that is missing is told of when that begins, not in every round.
    let mut is_cut_off = false;
    take_back(&store, &ready, limits(&options.watch, None), common).await?;
    while !*cancelled.borrow() {
        let now = cerrojo_engine::now();
        let round = async {
            let (due, _) = store.due(now).await?;
            let limits = limits(&options.watch, Some(share(due, ROUND)));
            let verifier = Verifier::new(store.clone(), ready.clone(), worker.clone(), limits);
            let figures = verifier.due(cancelled.clone(), |_| ()).await?;
            if figures.checked > 0 && !common.quiet {
                say(&summary(&figures));
            }
            find_contacts(&store, &directory, percent, common).await?;
            if cleared_at.is_none_or(|at| now - at >= CLEARING) {
                store.prune(now, &Retention::default()).await?;
                cleared_at = Some(now);
            }
            Ok::<_, VerifyError>(figures)
        };
        match round.await {
            Ok(figures) => {
                let is_news = !is_cut_off || figures.unscoped > 0;
                for line in left(&figures).iter().filter(|_| is_news) {
                    say(line);
                }
                if figures.unscoped > 0 {
                    store.close().await;
                    return Ok(Status::Failed);
                }
                is_cut_off = figures.no_way > 0;
            }
            // It comes back; until then nothing is asked and nothing is lost.
            Err(VerifyError::Store(error @ StoreError::Unavailable { .. })) => {
                say(&format!("{error}; trying again"));
            }
            Err(error) => return Err(error.into()),
        }
        tokio::select! {
            () = tokio::time::sleep(ROUND) => {}
            _ = cancelled.changed() => {}
        }
    }
    stop.await??;
    store.close().await;
    Ok(Status::Interrupted)
}

/// Looks for somebody to tell about what is proven open.
async fn find_contacts(
    store: &Store,
    directory: &Directory,
    percent: u8,
    common: &Common,
) -> Result<(), StoreError> {
    let now = cerrojo_engine::now();
    let (found, missing) = job::find_contacts(store, directory, percent, now, CONTACTS).await?;
    if found + missing > 0 && !common.quiet {
        say(&format!("contacts: {found} found, {missing} cases without one"));
    }
    Ok(())
}
