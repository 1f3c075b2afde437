//! Will letters be believed? Looked up at the start and again and again; while the answer is no, none goes out.

use std::sync::Arc;
use std::time::Duration;

use cerrojo_engine::mail::alignment::{self, Finding, State, What};
use tokio::sync::watch;

use super::Shift;
use super::office::Office;
use crate::Status;
use crate::output::say;

/// For all questions together; what is not answered by then is not known.
const PATIENCE: Duration = Duration::from_mins(1);
/// The time between two looks: while something is wrong, and otherwise.
const SOON: Duration = Duration::from_mins(10);
const LATER: Duration = Duration::from_hours(6);

/// Looks until the shift is over, and tells `may_send` whether letters may go.
pub(super) async fn run(
    office: Arc<Office>,
    may_send: watch::Sender<bool>,
    mut shift: Shift,
) -> anyhow::Result<Status> {
    let aligned = office.letters.aligned()?;
    let mut said = Vec::new();
    while !shift.is_over() {
        let look = tokio::time::timeout(PATIENCE, alignment::check(&office.resolver, &aligned));
        let looked = tokio::select! {
            looked = look => looked.ok(),
            _ = shift.cancelled.changed() => break,
        };
        let is_wrong = looked.iter().flatten().any(stops);
        let mut lines: Vec<String> = match &looked {
            Some(findings) => findings.iter().filter_map(line).collect(),
            None => vec!["DNS did not say in time whether letters will be believed".to_owned()],
        };
        // Answers and bounces may go to one domain, and want the same then.
        lines.dedup();
        // The same again is no news.
        if lines != said {
            for line in &lines {
                say(line);
            }
            if is_wrong {
                say(verdict(office.sends_anyway()));
            }
            said = lines;
        }
        may_send.send_replace(!is_wrong || office.sends_anyway());
        shift.pause(if said.is_empty() { LATER } else { SOON }).await;
    }
    Ok(Status::Interrupted)
}

/// What keeps letters back: they would be refused, and our name with them.
fn stops(finding: &Finding) -> bool {
    finding.state == State::Wrong && matches!(finding.what, What::Spf | What::Dkim | What::Dmarc)
}

fn line(finding: &Finding) -> Option<String> {
    let word = match finding.state {
        State::Ok => return None,
        State::Wrong => "WRONG",
        State::Unknown => "unknown",
    };
    let record = finding.record.as_ref().map(|record| format!(" Put into DNS: {record}"));
    Some(format!("{word}: {}{}", finding.explanation, record.unwrap_or_default()))
}

const fn verdict(sends_anyway: bool) -> &'static str {
    if sends_anyway {
        "letters go out all the same: [letters] says `unaligned = true`"
    } else {
        "no letter goes out until that is mended; it is looked at again every ten minutes"
    }
}
