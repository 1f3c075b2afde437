//! `cerrojo verify`: checks the cases that are due, once; `cerrojo serve` does the same all the time.

mod checks;
pub(crate) mod serve;
mod show;

use cerrojo_service::job::{self, Checks, Figures, Limits, Verifier};
use cerrojo_store::{Store, StoreError};
use clap::Args;
use tokio::sync::watch;

use crate::Status;
use crate::arguments::{Common, Probing};
use crate::check::stop_signal;
use crate::database::{self, DatabaseOptions};
use crate::moment::exact;
use crate::output::say;
use crate::people;
pub(crate) use checks::{kept, of_operation, ports};
use show::Show;
pub(crate) use show::{json, line, summary};

/// Options of `verify`.
#[derive(Args, Clone, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Options {
    /// Check everything that is due now, the most urgent first, and end.
    #[arg(long)]
    due: bool,
    /// Only say how many cases are due, and when the next ones will be.
    #[arg(long, conflicts_with = "due")]
    pending: bool,
    /// Check at most so many cases.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,
    #[command(flatten)]
    pub(crate) watch: WatchOptions,
}

/// How checks of an operation are made: what `verify` and `serve` both take.
#[derive(Args, Clone, Debug)]
pub(crate) struct WatchOptions {
    /// Cases that are checked at once [default: 256].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    at_once: Option<u32>,
    /// Keep what was said in every check with the case, for 90 days after it is closed; of what is open, it is always kept.
    #[arg(long)]
    transcripts: bool,
    #[command(flatten)]
    probing: Probing,
    #[command(flatten)]
    pub(crate) database: DatabaseOptions,
}

const AFTER_HELP: &str = "\
What is due: suspects for the first time; those that could not be told, again after 12 hours and at most 3
times; what somebody says is fixed, at once; what is open, once a day; a refusal, again after 36 hours until
there are three over 72 hours or more, which close the case; what was closed, after 30 days.

A case outside the scope is not asked and says so; it goes on by itself once a scope holds it again. Without any
scope only this machine is asked, and where this machine has no way to, nothing is written: such cases
stay due. Two processes never do the same work, and one that is
killed loses nothing: what it had begun is due again ten minutes later.

Exit status: 0 nothing of what was checked is open, 1 something is, 2 could not do what was asked, 3 nothing
open but something unknown, 130 interrupted.";

/// Runs the command.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    let store = database::open_existing(&options.watch.database, common).await?;
    let result = if options.pending {
        pending(&store, common).await
    } else {
        due(options, common, &store).await
    };
    store.close().await;
    result
}

async fn pending(store: &Store, common: &Common) -> anyhow::Result<Status> {
    let (count, next) = store.due(cerrojo_engine::now()).await?;
    let cases = if count == 1 { "1 case is".to_owned() } else { format!("{count} cases are") };
    let later = next.map_or_else(
        || "and none later".to_owned(),
        |next| format!("the next one after that {}", next.format("%Y-%m-%d %H:%M UTC")),
    );
    let object =
        serde_json::json!({"schema": "cerrojo.pending/1", "due": count, "next": next.map(exact)});
    people::show(common, &[(format!("{cases} due now, {later}"), object)])
}

async fn due(options: &Options, common: &Common, store: &Store) -> anyhow::Result<Status> {
    let (cancel, cancelled) = watch::channel(false);
    let stop = tokio::spawn(async move {
        let stopped = stop_signal().await;
        let _ = cancel.send(true);
        stopped
    });
    let ready = checks::ready(&options.watch, common, store, cancelled.clone()).await?;
    let limits = limits(&options.watch, options.limit);
    take_back(store, &ready, limits, common).await?;
    let verifier = Verifier::new(store.clone(), ready, worker(), limits);
    let mut show = Show::new(common)?;
    let figures = verifier.due(cancelled.clone(), |done| show.case(done)).await?;
    stop.abort();
    let is_stopped = *cancelled.borrow();
    show.finish(&figures)?;
    Ok(if is_stopped {
        say("stopped; what was not decided is due still");
        Status::Interrupted
    } else {
        status(&figures)
    })
}

/// Cases that the scope holds again go on.
async fn take_back(
    store: &Store,
    checks: &Checks,
    limits: Limits,
    common: &Common,
) -> Result<(), StoreError> {
    let taken = job::take_back(store, &checks.prober, limits, cerrojo_engine::now()).await?;
    if taken > 0 && !common.quiet {
        let cases = if taken == 1 { "1 case is".into() } else { format!("{taken} cases are") };
        say(&format!("{cases} in scope again"));
    }
    Ok(())
}

pub(crate) fn limits(watch: &WatchOptions, cases: Option<u64>) -> Limits {
    let usual = Limits::default();
    let at_once = watch.at_once.and_then(|number| usize::try_from(number).ok());
    Limits { at_once: at_once.unwrap_or(usual.at_once), cases, ..usual }
}

/// A name that no other process has, on this machine or another.
pub(crate) fn worker() -> String {
    format!("{}-{:016x}", std::process::id(), crate::check::chance())
}

const fn status(figures: &Figures) -> Status {
    if figures.open > 0 {
        Status::Open
    } else if figures.unscoped + figures.no_way > 0 {
        Status::Failed
    } else if figures.unknown > 0 {
        Status::Unknown
    } else {
        Status::Fine
    }
}
