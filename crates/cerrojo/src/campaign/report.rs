//! `cerrojo campaign report`: what came of a campaign.

use std::io::Write as _;

use anyhow::Context as _;
use cerrojo_service::campaign::{CampaignReport, Letters, report};
use cerrojo_service::figures::Share;
use cerrojo_store::Store;

use super::find;
use crate::Status;
use crate::arguments::{Common, Format};
use crate::output::Output;
use crate::stats;

/// Writes the report.
pub(super) async fn run(
    name: &str,
    least: u32,
    store: &Store,
    common: &Common,
) -> anyhow::Result<Status> {
    let campaign = find(store, name).await?;
    let report = report(store, &campaign, least).await?;
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    write(&report, common.format, &mut output).context("cannot write the report")?;
    Ok(Status::Fine)
}

fn write(report: &CampaignReport, format: Format, output: &mut Output) -> anyhow::Result<()> {
    if format == Format::Json {
        writeln!(output, "{}", serde_json::to_string(report)?)?;
        return Ok(output.flush()?);
    }
    let CampaignReport { name, state, letters, reminders, cases, .. } = report;
    let Letters { written, waiting, sent, failed, stale, cancelled, .. } = letters;
    writeln!(output, "campaign {name} ({state})")?;
    writeln!(
        output,
        "  letters     {written} written, {waiting} waiting, {sent} went out about {cases} cases; {reminders} reminders"
    )?;
    writeln!(
        output,
        "  not sent    {failed} given up, {stale} not true any more, {cancelled} cancelled"
    )?;
    for (what, share) in [
        ("delivered", letters.delivered),
        ("came back", letters.bounced),
        ("refused", letters.refused),
        ("complaints", letters.complaints),
        ("answered", letters.answered),
    ] {
        writeln!(output, "  {what:<11} {}", of(share))?;
    }
    if report.closing.total.cases == 0 {
        writeln!(output, "\nNo letter went out yet, and nobody is there to compare with.")?;
        return Ok(output.flush()?);
    }
    writeln!(output, "\nHow soon its cases were closed, beside the control group:\n")?;
    stats::write(&report.closing, Format::Text, output)?;
    Ok(())
}

/// `3 of 72 (4.2 %, 95 %: 1.4 to 11.5 %)`.
fn of(share: Share) -> String {
    let Share { part, whole, share, low, high } = share;
    match (share, low, high) {
        (Some(share), Some(low), Some(high)) => {
            let [share, low, high] = [share, low, high].map(|one| one * 100.0);
            format!("{part} of {whole} ({share:.1} %; 95 % interval {low:.1} to {high:.1} %)")
        }
        _ => format!("{part} of {whole}"),
    }
}
