//! `cerrojo stats`: the figures of an operation. What they mean is told in `docs/figures.md`.

mod table;
mod text;

use std::io::Write as _;

use anyhow::{Context as _, bail};
use cerrojo_service::figures::{DIMENSIONS, Dimension, Figures, Period, Report};
use chrono::NaiveDate;
use clap::Args;
use clap::builder::PossibleValue;

use crate::Status;
use crate::arguments::{Common, Format};
use crate::database::{self, DatabaseOptions};
use crate::output::Output;

pub(crate) const EXAMPLES: &str = "\
Examples:
  What it came to, with all tables:
    cerrojo stats
  By country and by variant of the letter, all rows, as a table for other programs:
    cerrojo stats --by country,variant --format csv -o figures.csv
  What was first named in the first half of the year, believing nothing but the log:
    cerrojo stats --since 2026-01-01 --until 2026-06-30 --from-log

Closed is what checks proved closed. What does not answer any more is gone, and never counted as closed.

Exit status:
  0    the figures are written, whatever they say
  2    could not do what was asked";

/// Options of `stats`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    #[command(flatten)]
    database: DatabaseOptions,
    /// Work everything out from the log of events alone. Takes longer and comes to the same.
    #[arg(long)]
    from_log: bool,
    /// Tell the figures by these: one or more, commas between them [default: all, the largest groups of each].
    #[arg(long, value_name = "DIMENSION", num_args = 1.., value_delimiter = ',', value_parser = dimensions())]
    by: Vec<&'static Dimension>,
    /// Groups of fewer cases are folded into one and never shown alone.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(3..))]
    least: u32,
    /// Only cases that were first named on that day or later, UTC.
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<NaiveDate>,
    /// Only cases that were first named on that day or before, UTC.
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<NaiveDate>,
}

/// Writes the figures.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    let period = Period { since: options.since, until: options.until };
    if let (Some(since), Some(until)) = (period.since, period.until)
        && since > until
    {
        bail!("--since {since} is after --until {until}; exchange them");
    }
    let all: Vec<&Dimension> = DIMENSIONS.iter().collect();
    let by = if options.by.is_empty() { &all } else { &options.by };
    let store = database::open_existing(&options.database, common).await?;
    let figures = Figures::new(period, by).read(&store, options.from_log).await;
    let figures = figures.with_context(|| format!("cannot read {}", store.shown()))?;
    store.close().await;
    let report = figures.report(options.least);
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    let rows = if options.by.is_empty() { text::SOME_ROWS } else { usize::MAX };
    write_rows(&report, common.format, rows, &mut output).context("cannot write the figures")?;
    Ok(Status::Fine)
}

/// Writes a report that is short, all rows of its tables.
///
/// # Errors
///
/// The machine's: no room.
pub(crate) fn write(report: &Report, format: Format, output: &mut Output) -> std::io::Result<()> {
    write_rows(report, format, usize::MAX, output)
}

fn write_rows(
    report: &Report,
    format: Format,
    rows: usize,
    output: &mut Output,
) -> std::io::Result<()> {
    match format {
        Format::Text => text::write(report, rows, output)?,
        Format::Json => {
            serde_json::to_writer(&mut *output, report)?;
            output.write_all(b"\n")?;
        }
        Format::Csv => table::write(report, &mut *output)?,
    }
    output.flush()
}

/// The words of all dimensions, with what they mean, for help and completions.
fn dimensions() -> impl clap::builder::TypedValueParser<Value = &'static Dimension> {
    use clap::builder::TypedValueParser as _;
    let words = DIMENSIONS.iter().map(|it| PossibleValue::new(it.id).help(it.about));
    clap::builder::PossibleValuesParser::new(words)
        .try_map(|word| Dimension::read(&word).ok_or("there is no such dimension"))
}

fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "want a day such as 2026-01-31".to_owned())
}
