//! `cerrojo case show`: where a case stands, why, what is next, and everything that happened.

use std::io::{self, Write as _};

use anyhow::Context as _;
use cerrojo_store::life::{Case, Rules};
use cerrojo_store::{Entry, Logged, Store};
use serde_json::Value;

use super::json::Line;
use super::{Which, languages, next};
use crate::Status;
use crate::arguments::{Common, Format};
use crate::moment::short;
use crate::output::{Output, one_line};
use cerrojo_service::dossier::Record;

/// Runs the command.
pub(super) async fn run(which: &Which, common: &Common, store: &Store) -> anyhow::Result<Status> {
    let numbers = which.all(store).await?;
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    for (place, number) in numbers.into_iter().enumerate() {
        let entry = store.case(number).await?;
        let found = entry.case.as_ref().and_then(|case| case.found.as_ref());
        let record = match found {
            Some(found) => Record::of(store, number, found).await?,
            None => None,
        };
        let written = match common.format {
            Format::Json => {
                let line = Line::new(&entry, record.as_ref()).with_events(&entry);
                writeln!(output, "{}", line.text())
            }
            Format::Text | Format::Csv => {
                let gap = if place > 0 { writeln!(output) } else { Ok(()) };
                gap.and_then(|()| text(&mut output, &entry, record.as_ref(), store.rules()))
            }
        };
        written.context("cannot write the case")?;
    }
    output.flush().context("cannot write the case")?;
    Ok(Status::Fine)
}

fn text(
    output: &mut Output,
    entry: &Entry,
    record: Option<&Record>,
    rules: &Rules,
) -> io::Result<()> {
    let Entry { number, summary, case, events, due_at } = entry;
    let suspect = case.as_ref().and_then(|case| case.suspect);
    let suspect = suspect.map_or_else(|| "(erased)".to_owned(), |suspect| suspect.to_string());
    writeln!(output, "case {number}: {suspect}")?;
    let since = case.as_ref().map(|case| case.since).or(events.last().map(|event| event.at));
    let since = since.map_or_else(String::new, |since| format!(" since {}", short(since)));
    item(output, "state", &format!("{}{since}. {}", summary.state, summary.state.about()))?;
    if let Some(case) = case {
        why(output, case, record, rules)?;
        item(output, "next", &next::step(*number, case, rules))?;
        if let Some(due) = due_at {
            item(output, "check", &format!("not before {}", short(*due)))?;
        }
    } else {
        let rest = "what could name somebody is gone; the skeleton stays for the figures";
        item(output, "next", rest)?;
    }
    writeln!(output, "  events (UTC)")?;
    events.iter().try_for_each(|event| event_line(output, event))
}

/// What is known of it, and from where.
fn why(output: &mut Output, case: &Case, record: Option<&Record>, rules: &Rules) -> io::Result<()> {
    if let (Some(found), Some(at)) = (&case.found, case.last_open_at) {
        let name = found.software.as_deref().unwrap_or("unknown software");
        let version = found.version.as_deref().map_or_else(String::new, |it| format!(" {it}"));
        let proven = format!("{} by the test {}; {name}{version}", short(at), found.test);
        item(output, "proven", &proven)?;
        if let Some(proof) = record.and_then(|record| record.proof.as_ref()) {
            item(output, "proof", &format!("came back from {}", proof.from))?;
            for step in &proof.trace {
                item(output, "", step)?;
            }
        }
        if case.refusals > 0 {
            item(output, "since then", &next::refusals(case, rules))?;
        }
    }
    item(output, "sources", &case.sources.join(", "))?;
    let place = [
        case.place.network.clone(),
        case.place.asn.map(|asn| format!("AS{asn}")),
        case.place.country.clone(),
    ];
    let place: Vec<String> = place.into_iter().flatten().collect();
    if !place.is_empty() {
        item(output, "network", &place.join(", "))?;
    }
    if let Some(contact) = &case.contact {
        let route = case.route.as_deref().map_or_else(String::new, |it| format!(" ({it})"));
        item(output, "contact", &format!("{contact}{route}"))?;
        for (place, line) in languages::lines(case).iter().enumerate() {
            item(output, if place == 0 { "languages" } else { "" }, line)?;
        }
    }
    if case.no_mail {
        item(output, "wishes", "no mail: they opted out")?;
    }
    if case.no_checks {
        item(output, "wishes", "no checks: they opted out")?;
    }
    Ok(())
}

fn item(output: &mut Output, label: &str, text: &str) -> io::Result<()> {
    writeln!(output, "  {label:<11}{}", one_line(text))
}

fn event_line(output: &mut Output, event: &Logged) -> io::Result<()> {
    let data = event.what.as_ref().map(|what| what.parts().1);
    let data = match data {
        None => "(erased)".to_owned(),
        Some(data) => said(&data),
    };
    let Logged { seq, at, by, word, .. } = event;
    let line = format!("{seq:>6}  {}  {word:<18} by {by}  {data}", short(*at));
    writeln!(output, "  {}", one_line(line.trim_end()))
}

/// What an event says besides its word: `source example-list, country DE`.
fn said(data: &str) -> String {
    let Ok(Value::Object(fields)) = serde_json::from_str(data) else { return String::new() };
    let fields = fields.iter().filter_map(|(key, value)| {
        let value = plain(value)?;
        // 64 digits say nothing to people; JSON has them all.
        let value = if key == "evidence" { value.chars().take(12).collect() } else { value };
        Some(format!("{} {value}", key.replace('_', " ")))
    });
    fields.collect::<Vec<_>>().join(", ")
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => {
            Some(parts.iter().filter_map(plain).collect::<Vec<_>>().join(" and "))
        }
        other => Some(other.to_string()),
    }
}
