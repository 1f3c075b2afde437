//! What an import came to, a file at a time.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use cerrojo_store::Imported;

use crate::arguments::{Common, Format};
use crate::output::Output;

/// What one file came to.
pub(crate) struct Done {
    pub(super) shown: String,
    pub(super) format: &'static str,
    pub(super) sources: Vec<String>,
    pub(crate) imported: Imported,
    /// Rows that name no suspect, by the reason.
    pub(super) passed: BTreeMap<&'static str, u64>,
    pub(super) rejected: u64,
    pub(super) rejects_file: Option<PathBuf>,
}

impl Done {
    pub(super) fn new(shown: String, format: &'static str) -> Self {
        Self {
            shown,
            format,
            sources: Vec::new(),
            imported: Imported::default(),
            passed: BTreeMap::new(),
            rejected: 0,
            rejects_file: None,
        }
    }
}

/// Writes what each file came to.
pub(super) struct Report {
    output: Output,
    format: Format,
}

impl Report {
    pub(super) fn new(common: &Common) -> anyhow::Result<Self> {
        let output = Output::open(common.output.as_deref(), common.format)?;
        Ok(Self { output, format: common.format })
    }

    pub(super) fn file(&mut self, done: &Done) -> anyhow::Result<()> {
        match self.format {
            Format::Json => self.json(done),
            Format::Text | Format::Csv => self.text(done),
        }
        .context("cannot write the report")
    }

    pub(super) fn finish(&mut self) -> anyhow::Result<()> {
        self.output.flush().context("cannot write the report")
    }

    fn text(&mut self, done: &Done) -> std::io::Result<()> {
        let Done { shown, format, imported, .. } = done;
        let known = imported.suspects.saturating_sub(imported.new);
        writeln!(
            self.output,
            "{shown}: {}, {} new and {known} known already ({format})",
            counted(imported.suspects, "suspect"),
            imported.new,
        )?;
        if imported.seconded > 0 {
            writeln!(self.output, "  named by another source before: {}", imported.seconded)?;
        }
        if imported.again > 0 {
            writeln!(self.output, "  to be checked again: {}", imported.again)?;
        }
        for (why, count) in &done.passed {
            writeln!(self.output, "  no suspects: {} ({why})", counted(*count, "row"))?;
        }
        if let Some(file) = &done.rejects_file {
            let lines = counted(done.rejected, "line");
            writeln!(self.output, "  could not be read: {lines}, kept in {}", file.display())?;
        }
        Ok(())
    }

    fn json(&mut self, done: &Done) -> std::io::Result<()> {
        let line = serde_json::json!({
            "schema": "cerrojo.import/1",
            "file": done.shown,
            "format": done.format,
            "sources": done.sources,
            "suspects": done.imported.suspects,
            "new": done.imported.new,
            "seconded": done.imported.seconded,
            "again": done.imported.again,
            "passed": done.passed,
            "rejected": done.rejected,
            "rejects_file": done.rejects_file,
        });
        writeln!(self.output, "{line}")
    }
}

fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
