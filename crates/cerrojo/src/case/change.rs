//! What people do about a case: each command is one event of the log.

use std::io::Write as _;

use anyhow::{Context as _, bail};
use cerrojo_store::life::{Event, State, What};
use cerrojo_store::{Store, StoreError};
use clap::{Args, Subcommand, ValueEnum};

use super::{Which, next};
use crate::Status;
use crate::arguments::{Common, Format};
use crate::output::{Output, say};

/// One thing that a person does.
#[derive(Clone, Debug, Subcommand)]
pub(super) enum Change {
    /// Write something down.
    Note(Note),
    /// They say that we are wrong: no mail until a person has looked; checks go on.
    Dispute(Reasoned),
    /// Put it aside: no mail and no checks until it is resumed.
    Hold(Reasoned),
    /// Let it go on where it stood before it was disputed, held or out of scope.
    #[command(alias = "reopen")]
    Resume(Reasoned),
    /// They say that it is closed: it is checked soon, and only checks tell.
    ClaimFixed(Said),
    /// The same: nobody's word closes a case, refusals over days do.
    Close(Said),
    /// A person answered.
    Acknowledge(Said),
    /// Two people agree to write to them.
    Approve(Approve),
    /// Take the approval back.
    Withdraw(Reasoned),
    /// They want no more mail, or no more checks, of an address or of all its cases.
    OptOut(OptOut),
    /// They want mail or checks again, or a mandate overrides them.
    OptIn(OptIn),
}

/// Who does it.
#[derive(Args, Clone, Debug)]
pub(crate) struct By {
    /// Who does it [default: who is logged in].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// Options of `case note`.
#[derive(Args, Clone, Debug)]
pub(super) struct Note {
    /// Which case.
    #[arg(value_name = "CASE")]
    which: Which,
    /// What to write down, in one line.
    text: String,
    #[command(flatten)]
    by: By,
}

/// Options of what wants a reason.
#[derive(Args, Clone, Debug)]
pub(super) struct Reasoned {
    /// Which case.
    #[arg(value_name = "CASE")]
    which: Which,
    /// The reason, in one line: it stays in the log.
    #[arg(long, value_name = "TEXT")]
    why: String,
    #[command(flatten)]
    by: By,
}

/// Options of what somebody said.
#[derive(Args, Clone, Debug)]
pub(super) struct Said {
    /// Which case.
    #[arg(value_name = "CASE")]
    which: Which,
    /// How they said it.
    #[arg(long, value_enum, default_value_t = Channel::Mail)]
    via: Channel,
    #[command(flatten)]
    by: By,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Channel {
    Mail,
    Page,
    Telephone,
}

impl Channel {
    fn word(self) -> String {
        match self {
            Self::Mail => "mail",
            Self::Page => "page",
            Self::Telephone => "telephone",
        }
        .to_owned()
    }
}

/// Options of `case approve`.
#[derive(Args, Clone, Debug)]
pub(super) struct Approve {
    /// Which case.
    #[arg(value_name = "CASE")]
    which: Which,
    /// Who agrees; given twice, two different people.
    #[arg(long, value_name = "NAME", required = true)]
    by: Vec<String>,
}

/// Options of `case opt-out`.
#[derive(Args, Clone, Debug)]
pub(super) struct OptOut {
    /// Which case; all those of an address.
    #[arg(value_name = "CASE")]
    which: Which,
    /// Of what.
    #[arg(long, value_enum)]
    of: Of,
    /// What proves that it is theirs to say.
    #[arg(long, value_name = "TEXT")]
    proof: String,
    #[command(flatten)]
    by: By,
}

/// Options of `case opt-in`.
#[derive(Args, Clone, Debug)]
pub(super) struct OptIn {
    /// Which case; all those of an address.
    #[arg(value_name = "CASE")]
    which: Which,
    /// Of what.
    #[arg(long, value_enum)]
    of: Of,
    /// Why: they ask for it, or which mandate overrides them.
    #[arg(long, value_name = "TEXT")]
    why: String,
    #[command(flatten)]
    by: By,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Of {
    Mail,
    Checks,
}

/// Runs the command.
pub(super) async fn run(change: &Change, common: &Common, store: &Store) -> anyhow::Result<Status> {
    let (which, by, what) = event(change)?;
    let numbers = if matches!(change, Change::OptOut(_) | Change::OptIn(_)) {
        which.all(store).await?
    } else {
        vec![which.one(store).await?]
    };
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    let mut first_refusal = None;
    for number in numbers {
        let event = Event { at: cerrojo_engine::now(), by: by.clone(), what: what.clone() };
        match store.append(number, vec![event]).await {
            Ok(case) => {
                let line = match common.format {
                    Format::Json => serde_json::json!({
                        "schema": "cerrojo.case-event/1", "case": number, "event": what.parts().0,
                        "by": by, "state": case.state.id(),
                    })
                    .to_string(),
                    Format::Text | Format::Csv => {
                        let rules = store.rules();
                        format!(
                            "case {number} is {}. Next: {}",
                            case.state,
                            next::step(number, &case, rules)
                        )
                    }
                };
                writeln!(output, "{line}").context("cannot write what became of it")?;
            }
            // Of several cases of an address, the others are to have it all the same.
            Err(error @ StoreError::Life { .. }) if first_refusal.is_none() => {
                first_refusal = Some(error);
            }
            Err(error @ StoreError::Life { .. }) => say(&error.to_string()),
            Err(error) => return Err(error.into()),
        }
    }
    output.flush().context("cannot write what became of it")?;
    if matches!(change, Change::Close(_)) && !common.quiet && first_refusal.is_none() {
        let rules = store.rules();
        say(&format!(
            "nobody's word closes a case: it is written down that they say so, and checks will tell ({} refusals, {} hours apart in all)",
            rules.refusals,
            rules.refusals_over.num_hours()
        ));
    }
    match first_refusal {
        Some(error) => Err(refused(&error)),
        None => Ok(Status::Fine),
    }
}

/// Why an event cannot be, and what to do.
fn refused(error: &StoreError) -> anyhow::Error {
    let is_erased = matches!(error, StoreError::Life { cause: cerrojo_store::life::LifeError::NotAllowed { state, .. }, .. }
        if *state == State::Erased.id());
    if is_erased {
        return anyhow::anyhow!("{error}: nothing happens to it any more");
    }
    anyhow::anyhow!("{error}; `cerrojo case life` shows what can happen where")
}

/// Which case, who, and what.
fn event(change: &Change) -> anyhow::Result<(Which, String, What)> {
    let via = |it: &Said| (it.which, it.by.clone(), it.via.word());
    let why = |it: &Reasoned| {
        Ok::<_, anyhow::Error>((it.which, it.by.clone(), one_line_of("--why", &it.why)?))
    };
    let (which, by, what) = match change {
        Change::Note(it) => {
            let text = one_line_of("the note", &it.text)?;
            (it.which, it.by.clone(), What::Noted { text })
        }
        Change::Dispute(it) => map(why(it)?, |why| What::Disputed { why }),
        Change::Hold(it) => map(why(it)?, |why| What::Held { why }),
        Change::Resume(it) => map(why(it)?, |why| What::Resumed { why }),
        Change::Withdraw(it) => map(why(it)?, |why| What::ApprovalWithdrawn { why }),
        Change::ClaimFixed(it) | Change::Close(it) => {
            map(via(it), |via| What::ClaimedFixed { via })
        }
        Change::Acknowledge(it) => map(via(it), |via| What::Acknowledged { via }),
        Change::Approve(it) => return approved(it),
        Change::OptOut(it) => {
            let proof = one_line_of("--proof", &it.proof)?;
            let what = match it.of {
                Of::Mail => What::OptedOutOfMail { proof },
                Of::Checks => What::OptedOutOfChecks { proof },
            };
            (it.which, it.by.clone(), what)
        }
        Change::OptIn(it) => {
            let why = one_line_of("--why", &it.why)?;
            let what = match it.of {
                Of::Mail => What::OptedInToMail { why },
                Of::Checks => What::OptedInToChecks { why },
            };
            (it.which, it.by.clone(), what)
        }
    };
    Ok((which, by.name()?, what))
}

fn map(
    (which, by, text): (Which, By, String),
    what: impl FnOnce(String) -> What,
) -> (Which, By, What) {
    (which, by, what(text))
}

fn approved(approve: &Approve) -> anyhow::Result<(Which, String, What)> {
    let mut people = Vec::new();
    for name in &approve.by {
        people.push(one_line_of("--by", name)?);
    }
    let is_two = people.iter().any(|one| Some(one) != people.first());
    if !is_two {
        bail!("two different people have to agree: give --by twice, with their names");
    }
    let by = people.join(", ");
    Ok((approve.which, by, What::Approved { people }))
}

impl By {
    /// The name that was given, else that of whoever is logged in.
    ///
    /// # Errors
    ///
    /// The user's: neither is known.
    pub(crate) fn name(&self) -> anyhow::Result<String> {
        if let Some(name) = &self.by {
            return one_line_of("--by", name);
        }
        let known = ["LOGNAME", "USER"].iter().find_map(|name| std::env::var(name).ok());
        let known = known.filter(|name| !name.trim().is_empty());
        known.context("nobody is logged in by name; say who you are with --by NAME")
    }
}

/// A text that people write into the log: one line, not empty, at most 1,000 characters.
///
/// # Errors
///
/// The user's: it is none.
pub(super) fn one_line_of(what: &str, text: &str) -> anyhow::Result<String> {
    let text = text.trim();
    if text.is_empty() {
        bail!("{what} is empty; write a line that others understand later");
    }
    if text.chars().count() > 1_000 {
        bail!("{what} is longer than 1000 characters; write what matters, and where the rest is");
    }
    if text.chars().any(char::is_control) {
        bail!("{what} holds a line break or another control character; write one line");
    }
    Ok(text.to_owned())
}
