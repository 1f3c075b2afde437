//! How results look: one file a format, all of them in one table.

pub(crate) mod json;
mod text;

use std::io;

use cerrojo_engine::EndpointReport;

use crate::arguments::Format;
use crate::output::Output;

/// Writes results as they come.
pub(crate) trait Reporter: Send {
    /// One endpoint is decided.
    fn endpoint(&mut self, report: &EndpointReport) -> io::Result<()>;

    /// Everything so far is to be seen now.
    fn flush(&mut self) -> io::Result<()>;

    /// All are decided, or the run was stopped.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}

/// A format: its word on the command line and how to begin one.
pub(crate) struct ReportFormat {
    format: Format,
    start: fn(Output) -> Box<dyn Reporter>,
}

const FORMATS: &[ReportFormat] = &[
    ReportFormat { format: Format::Text, start: |output| Box::new(text::Text::new(output)) },
    ReportFormat { format: Format::Json, start: |output| Box::new(json::Json::new(output)) },
];

/// Begins a report.
pub(crate) fn start(format: Format, output: Output) -> Box<dyn Reporter> {
    match FORMATS.iter().find(|known| known.format == format) {
        Some(known) => (known.start)(output),
        None => Box::new(text::Text::new(output)),
    }
}

/// The figures of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Summary {
    pub(crate) open: usize,
    pub(crate) closed: usize,
    pub(crate) unknown: usize,
    /// Targets that could not be asked at all.
    pub(crate) not_asked: usize,
    pub(crate) interrupted: bool,
    /// Sentences that compare endpoints of one target.
    pub(crate) differences: Vec<String>,
    pub(crate) quiet: bool,
}
