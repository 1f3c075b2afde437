//! What is shown of each case that was checked, and of all of them.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::{AnsiColor, Style};
use anyhow::Context as _;
use cerrojo_service::job::{Done, Figures};

use crate::arguments::{Common, Format};
use crate::output::{Output, say};

const OPEN: Style = AnsiColor::Red.on_default().bold();
const CLOSED: Style = AnsiColor::Green.on_default().bold();
const OTHER: Style = AnsiColor::Yellow.on_default().bold();

/// Writes a line a case.
pub(super) struct Show {
    output: Output,
    format: Format,
    quiet: bool,
    fault: Option<std::io::Error>,
}

impl Show {
    pub(super) fn new(common: &Common) -> anyhow::Result<Self> {
        let output = Output::open(common.output.as_deref(), common.format)?;
        Ok(Self { output, format: common.format, quiet: common.quiet, fault: None })
    }

    /// One case was checked and written.
    pub(super) fn case(&mut self, done: &Done) {
        let written = match self.format {
            Format::Json => writeln!(self.output, "{}", json(done)),
            Format::Text | Format::Csv => writeln!(self.output, "{}", line(done)),
        };
        // The case is written where it counts; that nobody sees it is said at the end.
        if let Err(error) = written.and_then(|()| self.output.flush()) {
            self.fault.get_or_insert(error);
        }
    }

    /// All were.
    pub(super) fn finish(mut self, figures: &Figures) -> anyhow::Result<()> {
        if let Some(fault) = self.fault.take() {
            return Err(fault).context("cannot write the report; the cases themselves are written");
        }
        self.output.flush().context("cannot write the report")?;
        let is_all_left = figures.checked + figures.lost == 0 && !left(figures).is_empty();
        if !self.quiet && !is_all_left {
            say(&summary(figures));
        }
        for line in left(figures) {
            say(&line);
        }
        Ok(())
    }
}

/// A case in a line for people, the verdict first.
pub(crate) fn line(done: &Done) -> String {
    let (word, style) = match done.found.as_str() {
        "found-open" | "narrowed" => ("OPEN", OPEN),
        "found-closed" => ("closed", CLOSED),
        "found-unknown" => ("unknown", OTHER),
        "left-scope" => ("not asked", OTHER),
        _ => ("put aside", OTHER),
    };
    let Done { number, suspect, state, .. } = done;
    let suspect = suspect.to_string();
    format!("{style}{word:<9}{style:#}  {suspect:<36} case {number} is {state}")
}

/// The same as a JSON object.
pub(crate) fn json(done: &Done) -> serde_json::Value {
    serde_json::json!({
        "schema": "cerrojo.verify/1",
        "case": done.number,
        "suspect": done.suspect.to_string(),
        "found": done.found,
        "state": done.state,
    })
}

/// Why cases were left as they are, a line for each reason, with what to do.
pub(crate) fn left(figures: &Figures) -> Vec<String> {
    let cases = |count: u64| if count == 1 { "1 case".into() } else { format!("{count} cases") };
    let mut lines = Vec::new();
    if figures.unscoped > 0 {
        lines.push(format!(
            "no scope was given, so {} outside this machine stayed as they were; give a scope file with --scope, or keep one with `cerrojo scope add`",
            cases(figures.unscoped)
        ));
    }
    if let Some((target, cause)) = &figures.no_way_to {
        lines.push(format!(
            "this machine has no way to {target} ({cause}), so nothing was written about {}, due still; mend its network",
            cases(figures.no_way)
        ));
    }
    lines
}

/// `12 cases checked: 3 open, 8 closed, 1 unknown`.
pub(crate) fn summary(figures: &Figures) -> String {
    let Figures { checked, open, closed, unknown, aside, lost, .. } = figures;
    if *checked == 0 && *lost == 0 {
        return "no case is due".to_owned();
    }
    let cases = if *checked == 1 { "1 case".to_owned() } else { format!("{checked} cases") };
    let mut text = format!("{cases} checked: {open} open, {closed} closed, {unknown} unknown");
    if *aside > 0 {
        let _ = write!(text, ", {aside} not asked");
    }
    if *lost > 0 {
        let _ = write!(text, "; {lost} do not count: they were changed or taken over meanwhile");
    }
    text
}
