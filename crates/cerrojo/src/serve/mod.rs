//! `cerrojo serve`: everything that an operation does by itself, all day.
//!
//! It is a handful of parts that know nothing of each other: checks, letters that are written, letters that are sent, what comes back,
//! pages. They meet in the database alone, so each may be stopped or killed at any moment.

mod answers;
mod belief;
mod checks;
mod doors;
mod letters;
mod office;
mod ours;
pub(crate) mod settings;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use cerrojo_store::{Store, StoreError};
use clap::Args;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::Status;
use crate::arguments::Common;
use crate::check::stop_signal;
use crate::database;
use crate::output::say;
use crate::verify::{WatchOptions, ready};
use office::Office;

/// How long a part may take to end by itself; then it is ended, as a kill would, and nothing is lost.
const GRACE: Duration = Duration::from_secs(8);

/// Options of `serve`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
It checks what is due, as `cerrojo verify --due` does, spread over the day: first looks take a day for all of
them, what somebody waits for goes first. For what is proven open it finds whom to tell: registries are asked
unless --offline or [contact] in cerrojo.toml says otherwise. What was kept long enough is cleared away.

Where [letters] says who writes, it writes the letters that are due to approved cases, reminds, thanks, and sends
all of it; where [serve] says where, it takes in what comes back (SMTP, LMTP, a Maildir), reads it into the cases, and
shows the pages that letters name. While SPF, DKIM or DMARC are wrong, letters wait: `cerrojo letter sender` says more.

Any number of these may run on one database; they share the work. Without any scope only this machine is asked, and it ends
with status 2 when a case elsewhere is due. Ctrl-C or SIGTERM ends it; nothing is lost by kill -9 either.")]
pub(crate) struct Options {
    #[command(flatten)]
    watch: WatchOptions,
    /// Ask no registry whom to tell: what files and the database say is all.
    #[arg(long)]
    offline: bool,
}

/// What all parts have.
#[derive(Clone)]
struct Shift {
    store: Store,
    cancelled: watch::Receiver<bool>,
    is_quiet: bool,
}

impl Shift {
    /// Whether it is time to end.
    fn is_over(&self) -> bool {
        *self.cancelled.borrow()
    }

    /// Waits, but not longer than this goes on.
    async fn pause(&mut self, time: Duration) {
        tokio::select! {
            () = tokio::time::sleep(time) => {}
            _ = self.cancelled.changed() => {}
        }
    }

    /// Says something that is no trouble.
    fn tell(&self, text: &str) {
        if !self.is_quiet {
            say(text);
        }
    }

    /// A database that is away comes back: until then nothing is done, and nothing is lost. All else ends this.
    fn wait_for(error: anyhow::Error) -> anyhow::Result<()> {
        match error.downcast_ref::<StoreError>() {
            Some(StoreError::Unavailable { .. }) => {
                say(&format!("{error}; trying again"));
                Ok(())
            }
            _ => Err(error),
        }
    }
}

/// Runs until it is stopped.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    let store = database::open(&options.watch.database, common).await?;
    let (cancel, cancelled) = watch::channel(false);
    let cancel = Arc::new(cancel);
    let mut parts = JoinSet::new();
    let signalled = Arc::clone(&cancel);
    parts.spawn(async move {
        let stopped = stop_signal().await;
        let _ = signalled.send(true);
        stopped.map(|()| Status::Interrupted)
    });
    let shift = Shift { store: store.clone(), cancelled, is_quiet: common.quiet };
    let office = Office::of(&options.watch.database, common, &store).await?;
    let ready = ready(&options.watch, common, &store, shift.cancelled.clone()).await?;
    let doors = match &office {
        Some(office) => Some(doors::open(office, &shift).await?),
        None => None,
    };
    shift.tell(&format!("serving {}; Ctrl-C ends it", store.shown()));
    let checks = checks::Rounds::new(options, common, &store, ready).await?;
    parts.spawn(checks.run(shift.clone()));
    match office.map(Arc::new) {
        Some(office) => {
            let (believed, may_send) = watch::channel(office.sends_anyway());
            parts.spawn(belief::run(Arc::clone(&office), believed, shift.clone()));
            parts.spawn(letters::write(Arc::clone(&office), shift.clone()));
            parts.spawn(letters::send(Arc::clone(&office), may_send, shift.clone()));
            parts.spawn(answers::run(office, shift.clone()));
        }
        None => shift.tell(
            "no letters are written: [letters] in cerrojo.toml does not say who writes (docs/configuration.md)",
        ),
    }
    // The first that ends was told to, or broke: the others end with it.
    let first = parts.join_next().await.context("nothing is to be done")?;
    let _ = cancel.send(true);
    drop(doors);
    let _ = tokio::time::timeout(GRACE, async { while parts.join_next().await.is_some() {} }).await;
    parts.shutdown().await;
    store.close().await;
    first.context("a part of the program broke")?
}
