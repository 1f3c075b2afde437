//! `cerrojo letter write|send|list|show|cancel`: the letters of an operation on their way.

use std::io::Write as _;

use anyhow::Context as _;
use cerrojo_engine::Resolver;
use cerrojo_letters::letter::Variant;
use cerrojo_service::calendar::Calendar;
use cerrojo_service::desk::Desk;
use cerrojo_service::job::{Plan, SendFigures, Sender, Told, Written, write_letters};
use cerrojo_store::{Letter, LetterFilter, LetterState, Outcome, Store};
use clap::Subcommand;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::post_box::PostBox;
use super::settings::LetterSettings;
use crate::Status;
use crate::arguments::{Common, Format};
use crate::check::stop_signal;
use crate::database::{self, DatabaseOptions};
use crate::moment::{exact, short};
use crate::output::{Output, say};
use crate::people::show;

/// Letters that are read at once.
const PAGE: u32 = 500;
/// Contacts that are written to in one go.
pub(crate) const CONTACTS: usize = 10_000;

/// What is done with the letters of an operation.
#[derive(Clone, Debug, Subcommand)]
pub(super) enum Action {
    /// Write the letters that are due into the queue: to approved cases, reminders, thanks.
    Write,
    /// Send what is due in the queue, once; `cerrojo serve` does it all day.
    Send {
        /// At most so many letters.
        #[arg(long, value_name = "N")]
        limit: Option<u64>,
    },
    /// List letters: where each stands.
    List {
        /// Only those that stand there: queued, in-flight, sent, unsure, delivered, bounced, refused, failed, stale, cancelled.
        #[arg(long, value_name = "STATE")]
        state: Vec<String>,
        /// Only those to this address.
        #[arg(long, value_name = "MAIL")]
        contact: Option<String>,
        /// Only those about this case.
        #[arg(long, value_name = "NUMBER")]
        case: Option<i64>,
    },
    /// Show a letter as it went out.
    Show {
        /// Its number.
        number: i64,
    },
    /// Stop a letter that waits.
    Cancel {
        /// Its number.
        number: i64,
        /// Why.
        #[arg(long)]
        why: String,
    },
}

/// Runs the command.
pub(super) async fn run(
    action: &Action,
    database: &DatabaseOptions,
    common: &Common,
) -> anyhow::Result<Status> {
    let store = database::open_existing(database, common).await?;
    let result = match action {
        Action::Write => write(&store, common).await,
        Action::Send { limit } => {
            let url = database::url(database, common)?;
            send(&store, &url, *limit, common).await
        }
        Action::List { state, contact, case } => {
            list(&store, state, contact.clone(), *case, common).await
        }
        Action::Show { number } => show_one(&store, *number, common).await,
        Action::Cancel { number, why } => {
            store.cancel_letter(*number, why).await?;
            Ok(Status::Fine)
        }
    };
    store.close().await;
    result
}

async fn write(store: &Store, common: &Common) -> anyhow::Result<Status> {
    let settings = LetterSettings::read(common)?;
    let written = write_due(store, &settings, CONTACTS).await?;
    let object = json!({
        "schema": "cerrojo.letters-written/1", "letters": written.letters, "reminders": written.reminders,
        "thanks": written.thanks, "kept_back": written.kept_back, "exhausted": written.exhausted,
    });
    show(common, &[(summary(&written), object)])
}

/// Writes what is due into the queue.
pub(crate) async fn write_due(
    store: &Store,
    settings: &LetterSettings,
    contacts: usize,
) -> anyhow::Result<Written> {
    write_with(store, settings, &settings.desk(store).await?, contacts).await
}

/// The same with a desk that is there already.
pub(crate) async fn write_with(
    store: &Store,
    settings: &LetterSettings,
    desk: &Desk,
    contacts: usize,
) -> anyhow::Result<Written> {
    let has_hours = settings.quiet_hours.unwrap_or(true);
    let single = settings.single.clone();
    let plan = Plan {
        campaign: None,
        variants: vec![Variant::usual()],
        languages: None,
        single: &move |contact: &str| single.iter().any(|one| one.eq_ignore_ascii_case(contact)),
        opening: &move |country, now| {
            if has_hours { Calendar::next_opening(country, now) } else { now }
        },
        contacts,
    };
    Ok(write_letters(store, desk, &plan, cerrojo_engine::now()).await?)
}

/// `3 letters written, 1 reminder, 0 thanks; 2 contacts kept back`.
pub(crate) fn summary(written: &Written) -> String {
    let Written { letters, reminders, thanks, kept_back, exhausted } = written;
    format!(
        "{letters} letters, {reminders} reminders and {thanks} thanks are in the queue; {kept_back} contacts wait: \
        written to lately, for the control group, or not reachable; {exhausted} cases stay without an answer"
    )
}

async fn send(
    store: &Store,
    url: &str,
    limit: Option<u64>,
    common: &Common,
) -> anyhow::Result<Status> {
    let settings = LetterSettings::read(common)?;
    let resolver = Resolver::from_system().context("no name server is configured here")?;
    let PostBox { worker, notes, lock } = PostBox::open(url)?;
    let sending = settings.sending(resolver, notes)?;
    let sender = Sender::new(store.clone(), sending, worker, settings.limits(limit));
    let (cancel, cancelled) = watch::channel(false);
    let stop = tokio::spawn(async move {
        let stopped = stop_signal().await;
        let _ = cancel.send(true);
        stopped
    });
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    let mut fault = None;
    let is_json = common.format == Format::Json;
    let figures = sender
        .due(cancelled.clone(), |told| {
            let line = if is_json { told_json(told).to_string() } else { told_line(told) };
            // What came of it is written where it counts; that nobody sees it is said at the end.
            if let Err(error) = writeln!(output, "{line}").and_then(|()| output.flush()) {
                fault.get_or_insert(error);
            }
        })
        .await?;
    stop.abort();
    drop(lock);
    if let Some(fault) = fault {
        return Err(fault).context("cannot write the report; the letters themselves are written");
    }
    if !common.quiet {
        say(&sent_summary(&figures));
    }
    Ok(if *cancelled.borrow() { Status::Interrupted } else { Status::Fine })
}

/// `12 letters sent, 1 later, 0 came back`.
pub(crate) fn sent_summary(figures: &SendFigures) -> String {
    let SendFigures { sent, later, back, unsure, stale, waiting, lost: _ } = figures;
    format!(
        "{sent} letters sent, {later} tried again later, {back} came back, {unsure} unsure, {stale} too old to be true, {waiting} wait for their hour"
    )
}

const fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Sent { .. } => "sent",
        Outcome::Unsure { .. } => "unsure",
        Outcome::Later { .. } => "later",
        Outcome::Waits { .. } => "waits",
        Outcome::Back { .. } => "came back",
        Outcome::Stale { .. } => "too old",
    }
}

fn reply(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Sent { reply, .. }
        | Outcome::Unsure { reply, .. }
        | Outcome::Later { reply, .. }
        | Outcome::Back { reply, .. }
        | Outcome::Stale { reply } => reply,
        Outcome::Waits { .. } => "",
    }
}

fn told_line(told: &Told) -> String {
    let contact = told.contact.as_deref().unwrap_or("(erased)");
    format!(
        "{:<9}  letter {} to {contact}: {}",
        word(&told.outcome),
        told.number,
        reply(&told.outcome)
    )
}

fn told_json(told: &Told) -> Value {
    json!({
        "schema": "cerrojo.sent/1", "letter": told.number, "contact": told.contact,
        "outcome": word(&told.outcome), "reply": reply(&told.outcome),
    })
}

async fn list(
    store: &Store,
    states: &[String],
    contact: Option<String>,
    case: Option<i64>,
    common: &Common,
) -> anyhow::Result<Status> {
    let mut wanted = Vec::new();
    for word in states {
        wanted.push(LetterState::read(word).with_context(|| {
            let words: Vec<_> = LetterState::ALL.iter().map(|state| state.id()).collect();
            format!("no letter is `{word}`: want {}", words.join(", "))
        })?);
    }
    let filter = LetterFilter { states: wanted, contact, case, ..LetterFilter::default() };
    let (mut after, mut shown) = (0, Vec::new());
    loop {
        let page = store.letters(&filter, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.number;
        shown.extend(page.iter().map(|letter| (line(letter), object(letter))));
    }
    show(common, &shown)
}

fn line(letter: &Letter) -> String {
    let when = letter.sent_at.or(letter.not_before).map(short).unwrap_or_default();
    format!(
        "{:>6}  {:<9}  {when:<16}  {:<8}  {:<34}  {}",
        letter.number,
        letter.state.id(),
        letter.kind.id(),
        letter.contact.as_deref().unwrap_or("(erased)"),
        letter.languages.join(" "),
    )
}

fn object(letter: &Letter) -> Value {
    json!({
        "schema": "cerrojo.queued-letter/1", "letter": letter.number, "state": letter.state.id(), "kind": letter.kind.id(),
        "contact": letter.contact, "languages": letter.languages, "variant": letter.variant,
        "message_id": letter.message_id, "attempts": letter.attempts, "reply": letter.reply,
        "not_before": letter.not_before.map(exact), "sent_at": letter.sent_at.map(exact),
    })
}

async fn show_one(store: &Store, number: i64, common: &Common) -> anyhow::Result<Status> {
    let message = store.letter_message(number).await?;
    let message = message.with_context(|| {
        format!(
            "there is no letter {number}, or it is kept no more; `cerrojo letter list` shows them"
        )
    })?;
    let mut output = Output::open(common.output.as_deref(), Format::Json)?;
    output.write_all(&message).and_then(|()| output.flush()).context("cannot write the letter")?;
    Ok(Status::Fine)
}
