//! How far a long run has come: a bar on a terminal, a line a minute elsewhere, nothing with `-q`.

use std::fmt::Write;
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};

/// How often a line is written where there is no terminal.
const LINE_EVERY: Duration = Duration::from_mins(1);
/// How often the bar moves.
const BAR_EVERY: Duration = Duration::from_millis(100);

/// What is shown of a run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    /// Targets that are done.
    pub(crate) done: u64,
    pub(crate) open: usize,
    pub(crate) closed: usize,
    pub(crate) unknown: usize,
}

/// Shows on standard error what it is told.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    /// Results go to the same terminal: the bar steps aside for each of them.
    shares_terminal: bool,
    lines: bool,
    shown_at: Instant,
    shown: Facts,
    total: Option<u64>,
}

impl Progress {
    /// For `total` targets, if that is known, of which as many as `facts` says are done.
    pub(crate) fn new(total: Option<u64>, facts: Facts, quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = (!quiet && terminal && total != Some(1)).then(|| {
            let (bar, template) = match total {
                Some(total) => (
                    ProgressBar::new(total),
                    "{bar:24} {pos}/{len} targets  {rate}  {msg}  {eta} left",
                ),
                None => (ProgressBar::new_spinner(), "{spinner} {pos} targets  {rate}  {msg}"),
            };
            let style = ProgressStyle::with_template(template);
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            let bar = bar.with_style(style.with_key("rate", rate));
            bar.set_position(facts.done);
            bar.reset_eta();
            bar
        });
        Self {
            bar,
            shares_terminal: std::io::stdout().is_terminal(),
            lines: !quiet && !terminal,
            shown_at: Instant::now(),
            shown: facts,
            total,
        }
    }

    /// Shows how things stand, if it is time to. Costs nothing otherwise.
    pub(crate) fn show(&mut self, facts: Facts) {
        let since = self.shown_at.elapsed();
        if let Some(bar) = self.bar.as_ref().filter(|_| since >= BAR_EVERY) {
            self.shown_at = Instant::now();
            bar.set_message(found(&facts));
            bar.set_position(facts.done);
        }
        if self.lines && since >= LINE_EVERY {
            self.shown_at = Instant::now();
            eprintln!("cerrojo: {}", self.line(&facts, since));
            self.shown = facts;
        }
    }

    fn line(&self, facts: &Facts, since: Duration) -> String {
        let new = facts.done.saturating_sub(self.shown.done);
        let second = since.as_secs().max(1);
        let count = match self.total {
            Some(total) => format!("{} of {total} targets", facts.done),
            None => format!("{} targets", facts.done),
        };
        let left = self.total.filter(|_| new > 0).map_or_else(String::new, |total| {
            let seconds = total.saturating_sub(facts.done).saturating_mul(second) / new;
            format!(", about {} left", HumanDuration(Duration::from_secs(seconds)))
        });
        format!("{count}, {} a second, {} so far{left}", new / second, found(facts))
    }

    /// Writes a result without tearing the bar.
    pub(crate) fn around<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) if self.shares_terminal => bar.suspend(write),
            _ => write(),
        }
    }

    /// Says something on standard error without tearing the bar.
    pub(crate) fn aside(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Whole targets a second.
fn rate(state: &ProgressState, out: &mut dyn Write) {
    // The bar has nobody to tell.
    let _ = write!(out, "{:.0} a second", state.per_sec());
}

fn found(facts: &Facts) -> String {
    format!("{} open, {} closed, {} unknown", facts.open, facts.closed, facts.unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_how_fast_and_how_long() {
        let begun = Facts { done: 1_000, ..Facts::default() };
        let facts = Facts { done: 7_000, open: 2, closed: 6_900, unknown: 98 };
        let minute = Duration::from_mins(1);
        let progress = Progress::new(Some(10_000), begun, true);
        assert_eq!(
            progress.line(&facts, minute),
            "7000 of 10000 targets, 100 a second, 2 open, 6900 closed, 98 unknown so far, about 30 seconds left"
        );
        let progress = Progress::new(None, begun, true);
        assert_eq!(
            progress.line(&facts, minute),
            "7000 targets, 100 a second, 2 open, 6900 closed, 98 unknown so far"
        );
    }
}
