//! `cerrojo case life`: the states of a case and the events that move it, from their tables.

use std::io::{self, Write as _};

use anyhow::Context as _;
use cerrojo_store::life::{Rules, State, TRANSITIONS, To, Transition};
use serde_json::json;

use crate::Status;
use crate::arguments::{Common, Format};
use crate::output::Output;

/// Runs the command.
pub(super) fn run(common: &Common) -> anyhow::Result<Status> {
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    match common.format {
        Format::Text | Format::Csv => text(&mut output),
        Format::Json => writeln!(output, "{}", object()),
    }
    .and_then(|()| output.flush())
    .context("cannot write the tables")?;
    Ok(Status::Fine)
}

fn text(output: &mut Output) -> io::Result<()> {
    writeln!(output, "States")?;
    for state in State::ALL {
        writeln!(output, "  {:<16} {}", state.id(), state.about())?;
    }
    writeln!(output, "\nEvents: what happens, where the case stands then, where it leads")?;
    for row in TRANSITIONS {
        writeln!(output, "  {:<20} {} -> {}", row.event, from(row).join(", "), to(row.to))?;
        if !row.needs.about().is_empty() {
            writeln!(output, "  {:<20} needs: {}", "", row.needs.about())?;
        }
    }
    Ok(())
}

/// Where an event is possible.
fn from(row: &Transition) -> Vec<&'static str> {
    if row.from.is_empty() {
        return vec!["new"];
    }
    row.from.iter().map(|state| state.id()).collect()
}

/// Where it leads, in words.
fn to(to: To) -> String {
    match to {
        To::State(state) => state.id().to_owned(),
        To::Aside(state) => format!("{} (put aside)", state.id()),
        To::Same => "the same".to_owned(),
        To::Before => "where it was before it was put aside".to_owned(),
    }
}

fn object() -> serde_json::Value {
    let states: Vec<_> = State::ALL
        .iter()
        .map(|state| json!({"state": state.id(), "about": state.about(), "open": state.is_open()}))
        .collect();
    let transitions: Vec<_> = TRANSITIONS
        .iter()
        .map(|row| {
            let (to, aside) = match row.to {
                To::State(state) => (Some(state.id()), false),
                To::Aside(state) => (Some(state.id()), true),
                To::Same => (None, false),
                To::Before => (None, true),
            };
            json!({
                "event": row.event, "from": row.from.iter().map(|it| it.id()).collect::<Vec<_>>(),
                "to": to, "aside": aside, "needs": row.needs.about(),
            })
        })
        .collect();
    let rules = Rules::DEFAULT;
    json!({
        "schema": "cerrojo.life/1", "states": states, "transitions": transitions,
        "rules": {
            "refusals": rules.refusals, "refusals_over_hours": rules.refusals_over.num_hours(),
            "gone_after_days": rules.gone_after.num_days(),
            "proof_lasts_hours": rules.proof_lasts.num_hours(), "reminders": rules.reminders,
            "retries": rules.retries, "retry_after_hours": rules.retry_after.num_hours(),
            "watch_every_hours": rules.watch_every.num_hours(),
            "confirm_after_hours": rules.confirm_after.num_hours(),
            "look_again_after_days": rules.look_again_after.num_days(),
            "at_most_every_minutes": rules.at_most_every.num_minutes(),
        },
    })
}
