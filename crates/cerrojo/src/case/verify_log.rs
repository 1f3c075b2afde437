//! `cerrojo case verify-log`: whether the log holds, and whether what stands beside it follows from it.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};
use std::io::Write as _;

use anyhow::{Context as _, bail};
use cerrojo_store::life::Summary;
use cerrojo_store::{Filter, Store, StoreError, Verified};
use clap::Args;
use serde_json::json;

use crate::Status;
use crate::arguments::{Common, Format};
use crate::digest::hexadecimal;
use crate::output::Output;
use cerrojo_service::dossier::digest_of;

/// Cases that are read at once.
const PAGE: u32 = 4_096;
/// Cases that are named one by one.
const SHOWN: usize = 20;

/// Options of `case verify-log`.
#[derive(Args, Clone, Debug)]
pub(super) struct Options {
    /// A head that was written down earlier: the log must have ended with it once.
    #[arg(long, value_name = "HASH")]
    head: Option<String>,
}

/// What a look at the log came to.
struct Found {
    verified: Verified,
    /// The cases of the event where it breaks, and of the one before.
    broken_cases: [Option<i64>; 2],
    /// The head that was written down.
    written_down: WrittenDown,
    /// Cases whose summary is not what follows from their events, and what is wrong.
    differs: Vec<(i64, &'static str)>,
    /// Why the events could not be added up at all.
    nonsense: Option<String>,
}

/// What is known of a head that was written down earlier.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum WrittenDown {
    /// None was given.
    NotGiven,
    /// The log ended with it at this event.
    At(i64),
    /// The log never ended with it.
    Never,
}

impl Found {
    fn holds(&self) -> bool {
        self.verified.broken.is_none()
            && self.differs.is_empty()
            && self.nonsense.is_none()
            && self.written_down != WrittenDown::Never
    }
}

/// Runs the command.
pub(super) async fn run(
    options: &Options,
    common: &Common,
    store: &Store,
) -> anyhow::Result<Status> {
    let head = match &options.head {
        Some(text) => match digest_of(text.trim()) {
            Some(head) => Some(head),
            None => bail!(
                "--head wants 64 hexadecimal digits, as `cerrojo case verify-log` prints them"
            ),
        },
        None => None,
    };
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    let found = look(store, head).await?;
    match common.format {
        Format::Text | Format::Csv => text(&mut output, &found),
        Format::Json => writeln!(output, "{}", object(&found)),
    }
    .and_then(|()| output.flush())
    .context("cannot write what was found")?;
    Ok(if found.holds() { Status::Fine } else { Status::Open })
}

async fn look(store: &Store, head: Option<[u8; 32]>) -> anyhow::Result<Found> {
    let verified = store.verify_log().await?;
    let mut broken_cases = [None, None];
    if let Some((seq, _)) = verified.broken {
        let before = seq.saturating_sub(1);
        broken_cases = [store.case_of_event(seq).await?, store.case_of_event(before).await?];
    }
    let written_down = match head {
        Some(head) => store.ended_with(&head).await?.map_or(WrittenDown::Never, WrittenDown::At),
        None => WrittenDown::NotGiven,
    };
    let (differs, nonsense) = match compare(store).await {
        Ok(differs) => (differs, None),
        Err(error @ (StoreError::Damaged { .. } | StoreError::Life { .. })) => {
            (Vec::new(), Some(error.to_string()))
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Found { verified, broken_cases, written_down, differs, nonsense })
}

/// Adds up the events of every case, and compares with what stands beside them; 16 bytes a case.
async fn compare(store: &Store) -> Result<Vec<(i64, &'static str)>, StoreError> {
    let hashes = RandomState::new();
    let hash = |summary: &Summary| hashes.hash_one(summary.to_line());
    let mut follows: Vec<(i64, u64)> = Vec::new();
    store
        .replay(|number, summary| {
            follows.push((number, hash(&summary)));
            Ok(())
        })
        .await?;
    let mut differs = BTreeMap::new();
    let (mut follows, mut after) = (follows.into_iter().peekable(), 0);
    loop {
        let page = store.list(&Filter::default(), after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for case in &page {
            while let Some((without, _)) = follows.next_if(|(number, _)| *number < case.number) {
                differs.insert(without, "its events are in the log, the case itself is missing");
            }
            match follows.next_if(|(number, _)| *number == case.number) {
                None => drop(differs.insert(case.number, "the log has no event of it")),
                Some((_, expected)) if expected != hash(&case.summary) => {
                    differs.insert(case.number, "where it stands does not follow from its events");
                }
                Some(_) => {}
            }
        }
    }
    for (without, _) in follows {
        differs.insert(without, "its events are in the log, the case itself is missing");
    }
    Ok(differs.into_iter().collect())
}

fn text(output: &mut Output, found: &Found) -> std::io::Result<()> {
    let Verified { head, erased, broken } = &found.verified;
    let of = |case: Option<i64>| case.map_or_else(String::new, |case| format!(" (case {case})"));
    if let Some((seq, why)) = broken {
        let [case, before] = found.broken_cases;
        writeln!(output, "broken      at event {seq}{}: {why}", of(case))?;
        if let Some(before) = before {
            writeln!(output, "            the event before it belongs to case {before}")?;
        }
        writeln!(
            output,
            "            what stands before it holds; compare with a backup (`cerrojo store backup`) to see what was changed"
        )?;
    } else {
        writeln!(output, "holds       {} events, {erased} of them erased", head.seq)?;
    }
    writeln!(output, "head        {}", hexadecimal(&head.hash))?;
    match found.written_down {
        WrittenDown::NotGiven => {}
        WrittenDown::At(seq) => writeln!(output, "written down  the log ended so at event {seq}")?,
        WrittenDown::Never => writeln!(
            output,
            "rewritten   the log never ended with the head that was written down: it is another log, or was written anew"
        )?,
    }
    if let Some(why) = &found.nonsense {
        writeln!(output, "nonsense    {}", crate::output::one_line(why))?;
    }
    for (case, why) in found.differs.iter().take(SHOWN) {
        writeln!(output, "differs     case {case}: {why}")?;
    }
    let rest = found.differs.len().saturating_sub(SHOWN);
    if rest > 0 {
        writeln!(output, "differs     {rest} more cases; --format json names them all")?;
    }
    Ok(())
}

fn object(found: &Found) -> serde_json::Value {
    let Verified { head, erased, broken } = &found.verified;
    let differs: Vec<_> =
        found.differs.iter().map(|(case, why)| json!({"case": case, "why": why})).collect();
    let [case, before] = found.broken_cases;
    let broken = broken
        .as_ref()
        .map(|(seq, why)| json!({"event": seq, "case": case, "case_before": before, "why": why}));
    let ended_at = match found.written_down {
        WrittenDown::At(seq) => Some(seq),
        WrittenDown::NotGiven | WrittenDown::Never => None,
    };
    json!({
        "schema": "cerrojo.log/1", "holds": found.holds(), "events": head.seq, "erased": erased,
        "head": hexadecimal(&head.hash), "broken": broken, "ended_with_given_head_at": ended_at,
        "differs": differs, "nonsense": found.nonsense,
    })
}
