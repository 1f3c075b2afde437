//! `cerrojo export`: cases in the formats that others read.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::{Context as _, bail};
use cerrojo_lists::export::{EXPORTS, Export, Issuer};
use cerrojo_model::Time;
use cerrojo_store::life::State;
use cerrojo_store::{Filter, Store};
use chrono::NaiveDate;
use clap::Args;

use crate::Status;
use crate::arguments::{Common, Format, domain};
use crate::case::Wanted;
use crate::database::{self, DatabaseOptions};
use crate::output::{Output, say};
use cerrojo_service::dossier::Dossier;

/// Cases that are read at once.
const PAGE: u32 = 1_000;
/// Formats that say who reports.
const SIGNED: &[&str] = &["intelmq", "xarf"];

/// Options of `export`.
#[derive(Args, Clone, Debug)]
#[command(after_help = after_help())]
pub(crate) struct Options {
    /// One of those below.
    #[arg(value_name = "FORMAT")]
    export_format: String,
    /// Only cases that stand there, words of `cerrojo case life`, or `open` [default: open, those that
    /// are proven open and not yet proven closed].
    #[arg(long, value_name = "STATE,…", value_delimiter = ',')]
    state: Vec<Wanted>,
    /// All cases, wherever they stand.
    #[arg(long, conflicts_with = "state")]
    all: bool,
    /// Only those with a proof of that day or later (UTC).
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    since: Option<NaiveDate>,
    /// Who reports: the name of the organisation.
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// Its mail address for answers.
    #[arg(long, value_name = "MAIL")]
    contact: Option<String>,
    /// Its domain.
    #[arg(long, value_name = "DOMAIN", value_parser = domain)]
    domain: Option<String>,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// The formats, from their table.
fn after_help() -> String {
    let mut text = String::from("Formats:\n");
    for export in EXPORTS {
        let _ = writeln!(text, "  {:<13} {}", export.id, export.about);
    }
    text.push_str(
        "
Tokens are never among it. What was erased, and what names no single address and port, is left out. Evidence is
kept for a while: where the record of the proof is gone, the proof stays out.

Exit status: 0 written, 2 could not be written.",
    );
    text
}

fn day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| "want a day such as 2026-11-22".to_owned())
}

/// Runs the command.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    let export = EXPORTS.iter().find(|export| export.id == options.export_format);
    let Some(export) = export else {
        let ids: Vec<_> = EXPORTS.iter().map(|export| export.id).collect();
        bail!("there is no format `{}`: want {}", options.export_format, ids.join(", "));
    };
    let is_signed =
        options.organisation.is_some() && options.contact.is_some() && options.domain.is_some();
    if SIGNED.contains(&export.id) && !is_signed {
        bail!(
            "{} says who reports: name them with --organisation, --contact and --domain",
            export.id
        );
    }
    let opted = |it: &Wanted| matches!(it, Wanted::NoMail | Wanted::NoChecks);
    if options.state.iter().any(opted) {
        bail!("opted out is no state that is exported; want words of `cerrojo case life`, or open");
    }
    let store = database::open_existing(&options.database, common).await?;
    let result = all(options, common, export, &store).await;
    store.close().await;
    result.map(|()| Status::Fine)
}

/// Writes all cases that are wanted, one after the other.
async fn all(
    options: &Options,
    common: &Common,
    export: &Export,
    store: &Store,
) -> anyhow::Result<()> {
    let states = match (&options.state, options.all) {
        (_, true) => Vec::new(),
        (words, false) if words.is_empty() => Wanted::states(&[Wanted::Open]),
        (words, false) => Wanted::states(words),
    };
    let filter = Filter { states, contact: None };
    let issuer = Issuer {
        organisation: options.organisation.as_deref().unwrap_or_default(),
        contact: options.contact.as_deref().unwrap_or_default(),
        domain: options.domain.as_deref().unwrap_or_default(),
    };
    // Whatever the format, it is for programs: no colours are taken out.
    let mut output = Output::open(common.output.as_deref(), Format::Json)?;
    let cannot = "cannot write the cases";
    if let Some(header) = export.header {
        header(&mut output).context(cannot)?;
    }
    let (mut after, mut written, mut left_out) = (0, 0_u64, 0_u64);
    loop {
        let page = store.list(&filter, after, PAGE).await?;
        let Some(last) = page.last().map(|case| case.number) else { break };
        after = last;
        let wanted = page.into_iter().filter(|case| options.is_recent(case.summary.last_open_at));
        for case in wanted {
            let filled = if case.summary.state == State::Erased {
                None
            } else {
                Dossier::of(store, case.number).await?
            };
            match filled.as_ref().and_then(Dossier::case) {
                Some(case) => {
                    written += 1;
                    (export.write)(&case, &issuer, &mut output).context(cannot)?;
                }
                None => left_out += 1,
            }
        }
    }
    output.flush().context(cannot)?;
    if !common.quiet {
        let rest = match left_out {
            0 => String::new(),
            count => format!("; {count} left out: erased, or no single address and port"),
        };
        say(&format!("{written} cases as {}{rest}", export.id));
    }
    Ok(())
}

impl Options {
    fn is_recent(&self, last_open_at: Option<Time>) -> bool {
        self.since.is_none_or(|day| last_open_at.is_some_and(|at| at.date_naive() >= day))
    }
}
