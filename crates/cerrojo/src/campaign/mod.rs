//! `cerrojo campaign`: letters that two people agreed to, a few first, stopped when too much comes back.

mod maildir;
mod report;
mod show;
mod steps;

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use cerrojo_service::calendar::Calendar;
use cerrojo_service::campaign::{Advanced, Settings, advance};
use cerrojo_service::desk::Desk;
use cerrojo_store::{Campaign, Right, Step, Store};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::Status;
use crate::arguments::Common;
use crate::database::{self, DatabaseOptions};
use crate::letter::settings::LetterSettings;
use crate::people::{Shown, show};

pub(crate) const EXAMPLES: &str = "\
Examples:
  One person writes it, another one looks at exactly that and agrees:
    cerrojo campaign create spring.toml --by ana
    cerrojo campaign show spring-2026
    cerrojo campaign dry-run spring-2026 --maildir /tmp/spring
    cerrojo campaign approve spring-2026 --by eva --digest DIGEST
  The pilot goes, then it stands until somebody has looked at what came back:
    cerrojo campaign start spring-2026 --by ana
    cerrojo campaign report spring-2026
    cerrojo campaign resume spring-2026 --by eva --why 'two bounces of fifty'

docs/campaigns.md says what stands in the file.

Exit status:
  0    done
  2    could not do what was asked";

/// Options of `campaign`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// Make a campaign of a file: a draft.
    Create(steps::Write),
    /// Change one that has not begun or that stands; it is a draft again.
    Change(steps::Write),
    /// Show what exactly would be agreed to, its digest, and whom it selects now.
    Show {
        /// Its name.
        name: String,
    },
    /// Agree to exactly what `show` shows; whoever wrote it cannot.
    Approve(steps::Approve),
    /// Write every letter that could go out now into a Maildir; nothing else happens.
    DryRun {
        /// Its name.
        name: String,
        /// A folder that is not there yet, or an empty one.
        #[arg(long, value_name = "DIR")]
        maildir: PathBuf,
    },
    /// Begin with the pilot.
    Start(steps::Move),
    /// Let it stand.
    Pause(steps::Move),
    /// Let it go on: after the pilot, or after a pause.
    Resume(steps::Move),
    /// End it for good; letters that wait are cancelled.
    Stop(steps::Move),
    /// Where it stands, or all of them.
    Status {
        /// Its name [default: all].
        name: Option<String>,
    },
    /// What came of it: letters, answers, and how soon things were closed beside the control group.
    Report {
        /// Its name.
        name: String,
        /// Groups of fewer cases are not shown alone.
        #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(3..))]
        least: u32,
    },
    /// Write what is due of all campaigns under way into the queue, once; `cerrojo serve` does it all day.
    Run {
        /// What is due now.
        #[arg(long, required = true)]
        due: bool,
    },
}

/// Runs the command.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    let store = database::open_existing(&options.database, common).await?;
    let result = act(&options.action, &store, common).await;
    store.close().await;
    result
}

async fn act(action: &Action, store: &Store, common: &Common) -> anyhow::Result<Status> {
    match action {
        Action::Create(write) => steps::create(write, store, common).await,
        Action::Change(write) => steps::change(write, store, common).await,
        Action::Show { name } => show::show_one(name, store, common).await,
        Action::Approve(approve) => steps::approve(approve, store, common).await,
        Action::DryRun { name, maildir } => maildir::run(name, maildir, store, common).await,
        Action::Start(by) => steps::step(Step::Start, by, store, common).await,
        Action::Pause(by) => steps::step(Step::Pause, by, store, common).await,
        Action::Resume(by) => steps::step(Step::Resume, by, store, common).await,
        Action::Stop(by) => steps::step(Step::Stop, by, store, common).await,
        Action::Status { name } => show::status(name.as_deref(), store, common).await,
        Action::Report { name, least } => report::run(name, *least, store, common).await,
        Action::Run { .. } => run_due(store, common).await,
    }
}

/// The campaign of that name.
async fn find(store: &Store, name: &str) -> anyhow::Result<Campaign> {
    store.campaign(name).await?.with_context(|| {
        format!("there is no campaign `{name}`; `cerrojo campaign status` lists them")
    })
}

/// The desk of the operation.
async fn desk(store: &Store, common: &Common) -> anyhow::Result<Desk> {
    LetterSettings::read(common)?.desk(store).await
}

/// Makes sure that somebody may do something.
async fn may(store: &Store, name: &str, right: Right) -> anyhow::Result<()> {
    let (what, role) = match right {
        Right::Approve => ("agree to letters", "approver"),
        _ => ("work on campaigns", "editor"),
    };
    let Some(user) = store.user(name).await? else {
        bail!(
            "nobody is known as `{name}`; `cerrojo user add {name} --role {role}` makes them known"
        );
    };
    if !user.role.may(right) {
        bail!("{name} is {} and may not {what}; `cerrojo user list` tells who may", user.role.id);
    }
    Ok(())
}

/// Writes what is due of all campaigns under way.
///
/// # Errors
///
/// The user's: `[letters]` does not say who writes. The database's.
pub(crate) async fn advance_all(
    store: &Store,
    settings: &LetterSettings,
) -> anyhow::Result<Advanced> {
    let desk = settings.desk(store).await?;
    let has_hours = settings.quiet_hours.unwrap_or(true);
    let opening = move |country: Option<&str>, now| {
        if has_hours { Calendar::next_opening(country, now) } else { now }
    };
    let settings = Settings { opening: &opening };
    Ok(advance(store, &desk, settings, cerrojo_engine::now()).await?)
}

async fn run_due(store: &Store, common: &Common) -> anyhow::Result<Status> {
    let settings = LetterSettings::read(common)?;
    let advanced = advance_all(store, &settings).await?;
    show(common, &rounds(&advanced))
}

/// What a round came to, a line for each campaign.
pub(crate) fn rounds(advanced: &Advanced) -> Vec<Shown> {
    let round = |round: &cerrojo_service::campaign::Round| {
        let moved = round.moved.as_ref().map(|(state, why)| format!("; now {}: {why}", state.id()));
        let text = format!(
            "{}: {} letters and {} reminders are in the queue, {} cases agreed to{}",
            round.name,
            round.letters,
            round.reminders,
            round.approved,
            moved.unwrap_or_default()
        );
        let object = json!({
            "schema": "cerrojo.campaign-round/1", "name": round.name, "letters": round.letters,
            "reminders": round.reminders, "approved": round.approved,
            "state": round.moved.as_ref().map(|(state, _)| state.id()),
            "why": round.moved.as_ref().map(|(_, why)| why),
        });
        (text, object)
    };
    advanced.campaigns.iter().map(round).collect()
}
