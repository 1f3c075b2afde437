//! How far a long run has come: a bar on a terminal, a line a minute elsewhere, nothing with `-q`.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How often a line is written where there is no terminal.
const LINE_EVERY: Duration = Duration::from_mins(1);

/// Counts what is done and shows it on standard error.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
    last_line: Instant,
    total: u64,
    done: u64,
    open: u64,
}

impl Progress {
    /// For `total` targets.
    pub(crate) fn new(total: u64, quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = (!quiet && terminal && total > 1).then(|| {
            let style = ProgressStyle::with_template(
                "{bar:30} {pos}/{len} targets  {per_sec}  {msg}  {eta} left",
            );
            ProgressBar::new(total)
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self { bar, lines: !quiet && !terminal, last_line: Instant::now(), total, done: 0, open: 0 }
    }

    /// One more target is done.
    pub(crate) fn target_done(&mut self) {
        self.done = self.done.saturating_add(1);
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
        if self.lines && self.last_line.elapsed() >= LINE_EVERY {
            self.last_line = Instant::now();
            eprintln!(
                "cerrojo: {} of {} targets, {} open so far",
                self.done, self.total, self.open
            );
        }
    }

    /// One more endpoint is open.
    pub(crate) fn found_open(&mut self) {
        self.open = self.open.saturating_add(1);
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{} open", self.open));
        }
    }

    /// Writes something without tearing the bar.
    pub(crate) fn around<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
