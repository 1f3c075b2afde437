//! `cerrojo letter inbox` and `reply`: what came back and waits for a person, and what that person answers to an objection.

use anyhow::{Context as _, bail, ensure};
use cerrojo_letters::answer::{Envelope, Ours, read};
use cerrojo_letters::language::Language;
use cerrojo_letters::letter::{Finding, Occasion, Reason, Variant};
use cerrojo_model::Time;
use cerrojo_service::desk::Assignment;
use cerrojo_service::dossier::Dossier;
use cerrojo_store::life::{Event, What};
use cerrojo_store::{Arrival, ArrivalState, Store};
use chrono::TimeDelta;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::settings::LetterSettings;
use crate::Status;
use crate::arguments::Common;
use crate::moment::{exact, short};
use crate::people::show;

/// Mails that are read at once.
const PAGE: u32 = 500;

/// What is done with what came back.
#[derive(Clone, Debug, Subcommand)]
pub(super) enum Action {
    /// List what waits for a person.
    List {
        /// Everything that came back, whether anybody has to look at it or not.
        #[arg(long)]
        all: bool,
    },
    /// Show one: what it is, whom it is from and their own words. Attachments are named, never opened.
    Show {
        /// Its number.
        number: i64,
    },
    /// Say that it needs nobody any more.
    Close {
        /// Its number.
        number: i64,
        /// What was done about it.
        #[arg(long)]
        note: String,
    },
}

/// Options of `reply`.
#[derive(Args, Clone, Debug)]
pub(super) struct ReplyOptions {
    /// The cases that they objected to, of one contact.
    #[arg(value_name = "CASE", required = true)]
    cases: Vec<i64>,
    /// We are right: it was tested again and is open. The newest proof goes with it.
    #[arg(long, conflicts_with = "withdrawn", required_unless_present = "withdrawn")]
    stands: bool,
    /// They are right: we take back what we said, and apologise.
    #[arg(long)]
    withdrawn: bool,
    /// What you add in your own words.
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    /// Who looked into it.
    #[arg(long, value_name = "NAME")]
    by: String,
}

/// Runs `inbox`.
pub(super) async fn run(action: &Action, store: &Store, common: &Common) -> anyhow::Result<Status> {
    match action {
        Action::List { all } => list(store, *all, common).await,
        Action::Show { number } => show_one(store, *number, common).await,
        Action::Close { number, note } => {
            store.close_arrival(*number, note).await?;
            Ok(Status::Fine)
        }
    }
}

async fn list(store: &Store, all: bool, common: &Common) -> anyhow::Result<Status> {
    let states =
        if all { vec![None] } else { vec![Some(ArrivalState::Person), Some(ArrivalState::Failed)] };
    let mut shown = Vec::new();
    for state in states {
        let mut after = 0;
        loop {
            let page = store.arrivals(state, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.number;
            shown.extend(page.iter().map(|arrival| (line(arrival), object(arrival))));
        }
    }
    show(common, &shown)
}

fn line(arrival: &Arrival) -> String {
    let letter = arrival.letter.map(|letter| format!(" about letter {letter}")).unwrap_or_default();
    format!(
        "{:>6}  {}  {:<6}  {:<18}  {}{letter}: {}",
        arrival.number,
        short(arrival.at),
        arrival.state.id(),
        arrival.class.as_deref().unwrap_or("not read yet"),
        arrival.contact.as_deref().unwrap_or(&arrival.sender),
        arrival.note.as_deref().unwrap_or("nothing to add"),
    )
}

fn object(arrival: &Arrival) -> Value {
    json!({
        "schema": "cerrojo.arrival/1", "number": arrival.number, "at": exact(arrival.at), "via": arrival.via,
        "state": arrival.state.id(), "class": arrival.class, "letter": arrival.letter, "from": arrival.contact,
        "sender": arrival.sender, "recipient": arrival.recipient, "authentication": arrival.authentication,
        "note": arrival.note,
    })
}

async fn show_one(store: &Store, number: i64, common: &Common) -> anyhow::Result<Status> {
    let arrival = store.arrival(number).await?;
    let message = arrival.message.as_deref().unwrap_or_default();
    let sender = Some(arrival.sender.clone()).filter(|sender| !sender.is_empty());
    let envelope = Envelope { sender, recipient: arrival.recipient.clone() };
    let answer = read(message, &envelope, &Ours::default());
    let mut shown = vec![(line(&arrival), object(&arrival))];
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            shown.push((format!("{name}: {value}"), json!({ name: value })));
        }
    };
    add("subject", answer.subject.unwrap_or_default());
    add("authentication", arrival.authentication.clone().unwrap_or_default());
    let cases: Vec<String> =
        store.arrival_cases(number).await?.iter().map(ToString::to_string).collect();
    add("cases", cases.join(", "));
    let names: Vec<String> = answer
        .attachments
        .iter()
        .map(|one| format!("{} ({} bytes)", one.name, one.bytes.len()))
        .collect();
    add("attachments, not opened", names.join(", "));
    for paragraph in answer.text.lines() {
        add("text", paragraph.to_owned());
    }
    show(common, &shown)
}

/// What an objection is about.
struct Objection {
    contact: String,
    findings: Vec<Finding>,
    languages: Vec<&'static Language>,
}

impl Objection {
    async fn of(options: &ReplyOptions, store: &Store, now: Time) -> anyhow::Result<Self> {
        let (mut findings, mut contact, mut languages) = (Vec::new(), None, Vec::new());
        for number in &options.cases {
            let dossier = Dossier::of(store, *number).await?;
            let dossier = dossier.with_context(|| format!("case {number} was erased"))?;
            let case =
                dossier.entry.case.as_ref().with_context(|| format!("case {number} was erased"))?;
            let theirs = case.contact.clone();
            let theirs =
                theirs.with_context(|| format!("case {number} has no contact to answer"))?;
            ensure!(
                contact.as_ref().is_none_or(|known| *known == theirs),
                "case {number} has another contact than the first: answer each for itself"
            );
            if options.stands && !case.is_fresh(now, store.rules()) {
                bail!(
                    "case {number} has no proof of the last 72 hours: `cerrojo verify --due` tests it again"
                );
            }
            languages.extend(case.languages.iter().filter_map(|tag| Language::of_tag(tag)));
            contact = Some(theirs);
            let finding = dossier.finding();
            findings.push(finding.with_context(|| format!("case {number} was never tested"))?);
        }
        let contact = contact.context("name a case")?;
        Ok(Self { contact, findings, languages })
    }
}

/// Answers an objection.
pub(super) async fn reply(
    options: &ReplyOptions,
    store: &Store,
    common: &Common,
) -> anyhow::Result<Status> {
    let settings = LetterSettings::read(common)?;
    let desk = settings.desk(store).await?;
    let now = cerrojo_engine::now();
    let objection = Objection::of(options, store, now).await?;
    let of = Assignment {
        occasion: Occasion::Dispute { stands: options.stands, note: options.note.clone() },
        campaign: None,
        contact: objection.contact,
        reason: Reason::Told,
        findings: objection.findings,
        reports: Vec::new(),
        languages: objection.languages,
        variant: Variant::usual(),
        single: false,
        in_reply_to: None,
        now,
        not_before: now,
        expires_at: now + TimeDelta::hours(72),
    };
    let mut fault = None;
    let queued = store
        .queue_letters(1, |number| {
            desk.write(number, &of).map_err(|error| fault = Some(error)).ok()
        })
        .await?;
    if let Some(fault) = fault {
        return Err(fault.into());
    }
    let letter = queued.into_iter().next().context("no letter was written")??;
    let word = if options.stands { "it stands" } else { "withdrawn" };
    for number in &options.cases {
        let text = format!("the objection was answered in letter {letter}: {word}");
        let event = Event { at: now, by: options.by.clone(), what: What::Noted { text } };
        store.append(*number, vec![event]).await?;
    }
    let line = format!(
        "letter {letter} to {} waits in the queue: {word}. The cases stay disputed until `cerrojo case resume` or `close`",
        of.contact
    );
    show(
        common,
        &[(line, json!({ "schema": "cerrojo.reply/1", "letter": letter, "to": of.contact }))],
    )
}
