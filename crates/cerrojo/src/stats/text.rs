//! The figures for people: what it came to first, then the tables.

use std::io::{self, Write};

use anstyle::Style;
use cerrojo_service::figures::{
    Breakdown, Comparison, Dimension, Measures, Median, Report, Share, Within,
};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// So many rows of a table are shown where nobody asked for it in particular.
pub(super) const SOME_ROWS: usize = 12;
/// Columns of a group's name.
const NAME: usize = 22;

/// Writes the report, at most `rows` rows of each table.
pub(super) fn write(report: &Report, rows: usize, output: &mut impl Write) -> io::Result<()> {
    let total = &report.total;
    verdict(report, output)?;
    if total.cases == 0 {
        return Ok(());
    }
    closing(total, output)?;
    states(total, output)?;
    for breakdown in &report.by {
        table(breakdown, rows, output)?;
    }
    comparisons(report, output)?;
    writeln!(
        output,
        "\n{DIM}Brackets are 95 % intervals, ? where an end is not reached. Groups of fewer than {} cases\n\
        are folded into one; where fewer were open, nothing is told of how soon. Gone is never closed.{DIM:#}",
        report.least
    )
}

fn verdict(report: &Report, output: &mut impl Write) -> io::Result<()> {
    let total = &report.total;
    let period = match (report.period.since, report.period.until) {
        (None, None) => String::new(),
        (Some(since), None) => format!(" first named since {since}"),
        (None, Some(until)) => format!(" first named until {until}"),
        (Some(since), Some(until)) => format!(" first named from {since} to {until}"),
    };
    if total.cases == 0 {
        let todo = if period.is_empty() {
            "; `cerrojo import` brings suspects in"
        } else {
            "; without --since and --until all count"
        };
        return writeln!(output, "There are no cases{period}{todo}.");
    }
    let closing = &total.closing;
    let still = total.proven_open.saturating_sub(closing.closed).saturating_sub(closing.gone);
    let median = match closing.median_days {
        Some(Median { value: Some(value), low, high }) => {
            let reached = |edge: Option<f64>| edge.map_or_else(|| "not reached".to_owned(), days);
            format!(
                "half closed within {} days ({} to {})",
                days(value),
                reached(low),
                reached(high)
            )
        }
        _ if total.proven_open == 0 => "nothing was open, so nothing could close".to_owned(),
        _ => "not reached: less than half is closed so far".to_owned(),
    };
    let open = format!(
        "{} of {} cases{period}; {} not open, {} could not be told, {} to be checked",
        count(total.proven_open),
        count(total.cases),
        count(total.not_open),
        count(total.inconclusive),
        count(total.to_check)
    );
    let closed = format!(
        "{} of these; {} gone, {} open as far as we know",
        count(closing.closed),
        count(closing.gone),
        count(still)
    );
    let again = &total.reopened;
    let of = format!("{} that were closed or gone", count(again.whole));
    let again = format!("{} of {of}{}", count(again.part), bracket(again));
    for (label, text) in
        [("PROVEN OPEN", open), ("CLOSED", closed), ("MEDIAN", median), ("RE-OPENED", again)]
    {
        writeln!(output, "{BOLD}{label:<12}{BOLD:#} {text}")?;
    }
    Ok(())
}

/// How many are closed after how long.
fn closing(total: &Measures, output: &mut impl Write) -> io::Result<()> {
    if total.proven_open == 0 {
        return Ok(());
    }
    writeln!(output, "\n{BOLD}Closed within{BOLD:#}")?;
    for within in &total.closing.within {
        let days = format!("{} days", within.days);
        let text = match (within.share, within.low.zip(within.high)) {
            (None, _) => {
                writeln!(output, "  {days:<9} nobody was watched for so long")?;
                continue;
            }
            (Some(share), None) => format!("{:>4} %", percent(share)),
            (Some(share), Some((low, high))) => {
                format!("{:>4} %  [{} to {}]", percent(share), percent(low), percent(high))
            }
        };
        let watched = format!("{} still watched and open by then", count(within.watched));
        writeln!(output, "  {days:<9} {text:<24} {DIM}{watched}{DIM:#}")?;
    }
    Ok(())
}

fn states(total: &Measures, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "\n{BOLD}Where the cases stand{BOLD:#}")?;
    for (state, cases) in total.states.0.iter().filter(|(_, cases)| *cases > 0) {
        writeln!(output, "  {state:<16} {:>9}  {DIM}{}{DIM:#}", count(*cases), state.about())?;
    }
    Ok(())
}

fn table(breakdown: &Breakdown, rows: usize, output: &mut impl Write) -> io::Result<()> {
    let about = Dimension::read(breakdown.dimension).map_or("", |dimension| dimension.about);
    writeln!(output, "\n{BOLD}By {}{BOLD:#}{DIM}: {about}{DIM:#}", breakdown.dimension)?;
    writeln!(
        output,
        "  {DIM}{:<NAME$} {:>9} {:>8} {:>16} {:>8} {:>6} {:>6} {:>20} {:>9}{DIM:#}",
        "", "cases", "open", "of those asked", "closed", "30 d", "90 d", "median days", "re-opened"
    )?;
    let hidden = breakdown.groups.len().saturating_sub(rows);
    for group in breakdown.groups.iter().take(rows) {
        row(&group.group, &group.measures, output)?;
    }
    if hidden > 0 {
        let cases = breakdown.groups.iter().skip(rows).map(|group| u64::from(group.measures.cases));
        let cases = thousands(cases.sum());
        writeln!(
            output,
            "  {DIM}and {hidden} more groups with {cases} cases: --by {} shows them{DIM:#}",
            breakdown.dimension
        )?;
    }
    if breakdown.folded > 0 {
        writeln!(
            output,
            "  {DIM}(other): {} groups too small to be shown{DIM:#}",
            breakdown.folded
        )?;
    }
    Ok(())
}

fn row(name: &str, measures: &Measures, output: &mut impl Write) -> io::Result<()> {
    let within = |days: u32| {
        let share = measures.closing.within.iter().find(|within| within.days == days);
        let share = share.and_then(|Within { share, .. }| *share);
        share.map_or_else(|| "-".to_owned(), |share| format!("{} %", percent(share)))
    };
    let median = match measures.closing.median_days {
        None => "-".to_owned(),
        Some(Median { value: None, .. }) => "not reached".to_owned(),
        Some(Median { value: Some(value), low, high }) => {
            let edge = |edge: Option<f64>| edge.map_or_else(|| "?".to_owned(), days);
            format!("{} [{} to {}]", days(value), edge(low), edge(high))
        }
    };
    let accuracy = measures.accuracy.and_then(|it| it.share.zip(it.low.zip(it.high)));
    let accuracy = accuracy.map_or_else(
        || "-".to_owned(),
        |(share, (low, high))| format!("{} % [{} to {}]", whole(share), whole(low), whole(high)),
    );
    writeln!(
        output,
        "  {:<NAME$} {:>9} {:>8} {accuracy:>16} {:>8} {:>6} {:>6} {median:>20} {:>9}",
        short(name),
        count(measures.cases),
        count(measures.proven_open),
        count(measures.closing.closed),
        within(30),
        within(90),
        count(measures.reopened.part),
    )
}

fn comparisons(report: &Report, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "\n{BOLD}Do they close equally fast?{BOLD:#}")?;
    for comparison in &report.comparisons {
        writeln!(output, "  {:<9} {}", comparison.between, compared(comparison))?;
    }
    Ok(())
}

fn compared(comparison: &Comparison) -> String {
    let groups = comparison.groups.join(", ");
    let (Some(chi_square), Some(p)) = (comparison.chi_square, comparison.p) else {
        return "nothing to compare: that takes two groups with enough that were open".to_owned();
    };
    let said = if p < 0.05 { "no: chance alone hardly makes" } else { "chance alone may make" };
    let p = if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {p:.3}") };
    let degrees = comparison.degrees;
    format!(
        "{groups}: {said} such a difference ({p}; log-rank {chi_square:.2}, {degrees} degree{} of freedom)",
        if degrees == 1 { "" } else { "s" }
    )
}

/// A name that fits its column and stays on its line.
fn short(name: &str) -> String {
    let plain = name.chars().map(|c| if c.is_control() { ' ' } else { c });
    if name.chars().count() <= NAME {
        return plain.collect();
    }
    plain.take(NAME - 1).chain(['…']).collect()
}

fn bracket(share: &Share) -> String {
    match (share.share, share.low.zip(share.high)) {
        (Some(share), Some((low, high))) => {
            format!(": {} % [{} to {}]", percent(share), percent(low), percent(high))
        }
        _ => String::new(),
    }
}

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

fn whole(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

fn days(days: f64) -> String {
    format!("{days:.1}")
}

fn count(number: u32) -> String {
    thousands(u64::from(number))
}

/// `1,234,567`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_easy_to_read() {
        let read: Vec<_> = [0, 12, 999, 1_000, 1_234_567].map(thousands).into();
        assert_eq!(read, ["0", "12", "999", "1,000", "1,234,567"]);
        assert_eq!(short("a\u{1b}[2Jb"), "a [2Jb");
        assert_eq!(short(&"x".repeat(40)).chars().count(), NAME);
    }
}
