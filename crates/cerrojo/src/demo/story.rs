//! What the demonstration shows: in text for people, or a JSON object a step.

use std::io::Write as _;
use std::net::SocketAddr;

use anstyle::Style;
use anyhow::Context as _;
use cerrojo_lab::emulated::Expect;
use cerrojo_service::figures::{DIMENSIONS, Figures, Period};
use cerrojo_service::job::{self, Done};
use cerrojo_store::life::State;
use cerrojo_store::{Filter, Letter, Listed, Outcome, Store};

use super::servers::{Server, Sinks};
use crate::arguments::{Common, Format};
use crate::output::Output;
use crate::{import, stats, verify};

const BOLD: Style = Style::new().bold();
/// Groups of a demonstration are small.
const LEAST: u32 = 3;

/// Writes the steps.
pub(super) struct Story {
    output: Output,
    format: Format,
    quiet: bool,
    fault: Option<std::io::Error>,
}

/// All cases.
pub(super) fn all() -> Filter {
    Filter::default()
}

impl Story {
    pub(super) fn new(common: &Common) -> anyhow::Result<Self> {
        let output = Output::open(common.output.as_deref(), common.format)?;
        Ok(Self { output, format: common.format, quiet: common.quiet, fault: None })
    }

    fn is_told(&self) -> bool {
        self.format == Format::Text && !self.quiet
    }

    fn say(&mut self, text: &str) -> anyhow::Result<()> {
        if self.is_told() {
            writeln!(self.output, "{text}").context("cannot write the report")?;
        }
        self.output.flush().context("cannot write the report")
    }

    pub(super) fn heading(&mut self, text: &str) -> anyhow::Result<()> {
        self.say(&format!("\n{BOLD}{text}{BOLD:#}"))
    }

    pub(super) fn servers(
        &mut self,
        servers: &[Server],
        (mail, echo): Sinks,
    ) -> anyhow::Result<()> {
        self.say(&format!(
            "{} emulated mail servers and proxies on loopback, and our own ends: the mail sink on {mail}, \
             the echo sink on {echo}.\n",
            servers.len()
        ))?;
        for server in servers {
            self.say(&format!("  {:<18} {}", server.address.to_string(), server.about))?;
        }
        Ok(())
    }

    pub(super) fn imported(&mut self, done: &import::Done) -> anyhow::Result<()> {
        let count = done.imported.new;
        self.heading("A feed of suspects")?;
        self.say(&format!("It names all of them, and two innocent addresses: {count} cases."))
    }

    /// A case was checked.
    pub(super) fn case(&mut self, done: &Done) {
        let written = match self.format {
            Format::Json => writeln!(self.output, "{}", verify::json(done)),
            Format::Text | Format::Csv if self.quiet => Ok(()),
            Format::Text | Format::Csv => writeln!(self.output, "{}", verify::line(done)),
        };
        if let Err(error) = written.and_then(|()| self.output.flush()) {
            self.fault.get_or_insert(error);
        }
    }

    pub(super) fn checked(&mut self, figures: &job::Figures) -> anyhow::Result<()> {
        if let Some(fault) = self.fault.take() {
            return Err(fault).context("cannot write the report");
        }
        self.say(&verify::summary(figures))
    }

    /// Compares what was found with what the servers are; gives back how many came out wrong.
    pub(super) async fn verdicts(
        &mut self,
        store: &Store,
        servers: &[Server],
    ) -> anyhow::Result<usize> {
        let cases = store.list(&all(), 0, 1_000).await?;
        let mut wrong = 0;
        self.heading("What was found, beside what they are")?;
        for server in servers {
            let state = state_of(&cases, server.address);
            let (right, is) = match server.expect {
                Expect::Open => (state == Some(State::VerifiedOpen), "open"),
                Expect::Closed => (state == Some(State::NotOpen), "closed"),
                Expect::Unknown(_) => (state == Some(State::Inconclusive), "only pretends"),
                Expect::NotOpen => {
                    (matches!(state, Some(State::NotOpen | State::Inconclusive)), "not open")
                }
            };
            wrong += usize::from(!right);
            let mark = if right { "as it is" } else { "WRONG" };
            let state = state.map_or("not there", State::id);
            let address = server.address.to_string();
            self.say(&format!(
                "  {address:<18} {:<24} is {is:<14} case: {state:<14} {mark}",
                server.id
            ))?;
        }
        if wrong == 0 {
            self.say("Every open one is proven by what arrived at our own ends; those that only pretend are not called open.")?;
        }
        Ok(wrong)
    }

    pub(super) async fn contacts(&mut self, store: &Store) -> anyhow::Result<()> {
        self.heading("Whom to tell")?;
        let filter = Filter { states: vec![State::Ready], ..Filter::default() };
        for listed in store.list(&filter, 0, 1_000).await? {
            let suspect = listed.suspect.map(|suspect| suspect.to_string()).unwrap_or_default();
            let contact = listed.contact.unwrap_or_default();
            let language = listed.summary.language;
            self.say(&format!("  {suspect:<30} {contact:<22} in {language}, then in English"))?;
        }
        Ok(())
    }

    /// A letter went out, or did not.
    pub(super) fn letter(&mut self, letter: &Letter, outcome: &Outcome) -> anyhow::Result<()> {
        let contact = letter.contact.as_deref().unwrap_or_default();
        let languages = letter.languages.join(", ");
        let what = match outcome {
            Outcome::Sent { .. } => format!("sent, in {languages}"),
            Outcome::Back { reply, .. } => format!("came back: {reply}"),
            other => format!("{other:?}"),
        };
        self.say(&format!("  letter {:<3} {contact:<24} {what}", letter.number))
    }

    /// An owner answered.
    pub(super) fn answered(&mut self, contact: &str, about: &str) -> anyhow::Result<()> {
        self.say(&format!("  {contact:<24} {about}"))
    }

    /// Where the cases stand after that.
    pub(super) async fn after(&mut self, store: &Store) -> anyhow::Result<()> {
        for listed in store.list(&all(), 0, 1_000).await? {
            if let (Some(suspect), Some(contact)) = (listed.suspect, listed.contact) {
                let case = store.case(listed.number).await?.case;
                let wants_none = case.is_some_and(|case| case.no_mail);
                let opted = if wants_none { ", no more letters" } else { "" };
                let (suspect, state) = (suspect.to_string(), listed.summary.state);
                self.say(&format!("  {suspect:<30} {contact:<24} {state}{opted}"))?;
            }
        }
        Ok(())
    }

    pub(super) fn repaired(&mut self, addresses: &[SocketAddr]) -> anyhow::Result<()> {
        let count = addresses.len();
        self.heading(&format!(
            "{count} owners close their servers. Nobody's word closes a case: checks do"
        ))
    }

    /// How many of the repaired ones are not proven closed, and of the others are not open still.
    pub(super) async fn closed(
        &mut self,
        store: &Store,
        servers: &[Server],
    ) -> anyhow::Result<usize> {
        let cases = store.list(&all(), 0, 1_000).await?;
        let was_open = |listed: &&Listed| listed.summary.first_opened_at.is_some();
        let mut wrong = 0;
        self.heading("Three refusals over more than 72 hours: closed")?;
        for listed in cases.iter().filter(was_open) {
            let Some(suspect) = listed.suspect else { continue };
            let server =
                servers.iter().find(|server| server.address.ip() == suspect.network().addr());
            let is_repaired = server.is_some_and(|server| server.expect == Expect::Closed);
            let state = listed.summary.state;
            wrong += usize::from(is_repaired != (state == State::VerifiedClosed));
            self.say(&format!("  {:<30} {state}", suspect.to_string()))?;
        }
        let verified = store.verify_log().await?;
        wrong += usize::from(verified.broken.is_some());
        let events = verified.head.seq;
        let holds = if verified.broken.is_none() { "holds" } else { "IS BROKEN" };
        self.say(&format!("The log of all this, {events} events in one chain, {holds}."))?;
        Ok(wrong)
    }

    pub(super) async fn figures(&mut self, store: &Store) -> anyhow::Result<()> {
        self.heading("The figures")?;
        let by: Vec<_> =
            DIMENSIONS.iter().filter(|by| ["kind", "country", "source"].contains(&by.id)).collect();
        let report = Figures::new(Period::default(), &by).read(store, true).await?.report(LEAST);
        if self.is_told() || self.format == Format::Json {
            stats::write(&report, self.format, &mut self.output)
                .context("cannot write the figures")?;
        }
        Ok(())
    }
}

fn state_of(cases: &[Listed], address: SocketAddr) -> Option<State> {
    let is_it = |listed: &&Listed| {
        listed.suspect.is_some_and(|suspect| {
            suspect.network().addr() == address.ip() && suspect.port() == Some(address.port())
        })
    };
    cases.iter().find(is_it).map(|listed| listed.summary.state)
}
