//! What becomes of lines that cannot be read: the first are shown, all are kept.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use anyhow::Context as _;
use cerrojo_lists::feed::Reject;

use crate::output::say;

/// Lines that are shown; the rest is in the file.
const SHOWN: u64 = 10;

/// The rejects of one file.
pub(super) struct Rejects {
    path: PathBuf,
    input: String,
    count: u64,
    file: Option<BufWriter<File>>,
}

impl Rejects {
    /// They go to `path`, else to a file named after the input, once there are any.
    pub(super) fn new(path: Option<PathBuf>, shown: &str, name: &str) -> Self {
        let stem = if name.is_empty() { "standard-input" } else { name };
        let path = path.unwrap_or_else(|| PathBuf::from(format!("{stem}.rejected.jsonl")));
        Self { path, input: shown.to_owned(), count: 0, file: None }
    }

    /// Shows and keeps one.
    pub(super) fn keep(&mut self, reject: &Reject) -> anyhow::Result<()> {
        self.count += 1;
        let text = String::from_utf8_lossy(&reject.text);
        if self.count <= SHOWN {
            let short: String = text.chars().take(60).collect();
            let dots = if short.len() < text.len() { "…" } else { "" };
            say(&format!("{}, line {}: {}: {short}{dots}", self.input, reject.line, reject.why));
        }
        if self.file.is_none() {
            let file = File::options().create(true).append(true).open(&self.path);
            let shown = self.path.display();
            let file = file.with_context(|| {
                format!("cannot keep rejects in {shown}; name another file with --rejects")
            })?;
            self.file = Some(BufWriter::new(file));
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        let line = serde_json::json!({
            "file": self.input, "line": reject.line, "why": reject.why, "text": text,
        });
        writeln!(file, "{line}").with_context(|| format!("cannot write {}", self.path.display()))
    }

    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// Where they are, if there are any.
    pub(super) fn finish(&mut self) -> anyhow::Result<Option<PathBuf>> {
        let Some(mut file) = self.file.take() else { return Ok(None) };
        file.flush().with_context(|| format!("cannot write {}", self.path.display()))?;
        Ok(Some(self.path.clone()))
    }
}
