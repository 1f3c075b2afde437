//! `cerrojo case erase`: what could name somebody is taken away, and what stays is said.

use std::io::Write as _;

use anyhow::Context as _;
use cerrojo_store::Store;
use cerrojo_store::life::{Event, State, What};
use clap::Args;

use super::Which;
use super::change::{By, one_line_of};
use crate::Status;
use crate::arguments::{Common, Format};
use crate::output::{Output, say};

/// Options of `case erase`.
#[derive(Args, Clone, Debug)]
pub(super) struct Options {
    /// Which case; all those of an address.
    #[arg(value_name = "CASE")]
    which: Which,
    /// On whose demand. It stays: leave names of people out of it.
    #[arg(long, value_name = "TEXT")]
    why: String,
    #[command(flatten)]
    by: By,
}

/// Runs the command.
pub(super) async fn run(
    options: &Options,
    common: &Common,
    store: &Store,
) -> anyhow::Result<Status> {
    let (why, by) = (one_line_of("--why", &options.why)?, options.by.name()?);
    let numbers = options.which.all(store).await?;
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    for number in &numbers {
        let is_erased = store.case(*number).await?.summary.state == State::Erased;
        if !is_erased {
            let what = What::Erased { why: why.clone(), summary: String::new() };
            let event = Event { at: cerrojo_engine::now(), by: by.clone(), what };
            store.append(*number, vec![event]).await?;
        }
        let line = match common.format {
            Format::Json => serde_json::json!({
                "schema": "cerrojo.case-event/1", "case": number, "event": "erased", "by": by,
                "state": State::Erased.id(),
            })
            .to_string(),
            Format::Text | Format::Csv if is_erased => format!("case {number} was erased before"),
            Format::Text | Format::Csv => format!("case {number} is erased"),
        };
        writeln!(output, "{line}").context("cannot write what became of it")?;
    }
    output.flush().context("cannot write what became of it")?;
    if !common.quiet {
        say("gone: address, network, contact, evidence, and what the events say");
        say(
            "left: when each event was and its word, who did it, the kind, country and sources, for the figures; and the log still holds",
        );
        say(
            "backups that were made before still hold it; a list that names the address again makes a new case, unless it is excluded",
        );
    }
    Ok(Status::Fine)
}
