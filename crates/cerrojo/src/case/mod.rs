//! `cerrojo case`: the cases of an operation, and what people do about them.

mod change;
mod erase;
mod json;
mod languages;
mod life;
mod list;
mod next;
mod show;
mod verify_log;
mod which;

pub(crate) use change::By;
use clap::{Args, Subcommand};

use crate::Status;
use crate::arguments::Common;
use crate::database::{self, DatabaseOptions};
pub(crate) use list::Wanted;
pub(crate) use which::Which;

/// Options of `case`.
#[derive(Args, Clone, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    database: DatabaseOptions,
}

const AFTER_HELP: &str = "\
CASE is the number of a case, a suspect such as 192.0.2.7:25 or [2001:db8::7]:3128, or an address:
then it is all its cases where that makes sense, else its only one.

Nothing here changes what happened before: each command adds an event to the log, with the name of
whoever did it. `cerrojo case life` shows which event is possible where, and where it leads.

Exit status: 0 done, 1 the log does not hold (`verify-log`), 2 could not be done.";

/// What is done with cases.
#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// List cases, the oldest first.
    List(list::Options),
    /// Show where a case stands, why, what is next, and everything that happened to it.
    Show {
        /// Which case.
        #[arg(value_name = "CASE")]
        which: Which,
    },
    #[command(flatten)]
    Change(change::Change),
    /// Take away everything that could name somebody: address, contact, evidence, what events say.
    Erase(erase::Options),
    /// Go through the whole log and tell whether it holds: no event changed, missing or added.
    VerifyLog(verify_log::Options),
    /// Print the states of a case and the events that move it.
    Life,
}

/// Runs the command.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    if matches!(options.action, Action::Life) {
        return life::run(common);
    }
    let store = database::open_existing(&options.database, common).await?;
    let result = match &options.action {
        Action::List(list) => list::run(list, common, &store).await,
        Action::Show { which } => show::run(which, common, &store).await,
        Action::Change(change) => change::run(change, common, &store).await,
        Action::Erase(erase) => erase::run(erase, common, &store).await,
        Action::VerifyLog(verify) => verify_log::run(verify, common, &store).await,
        Action::Life => Ok(Status::Fine),
    };
    store.close().await;
    result
}
