//! Writes what was said, one file an endpoint, so that a person can read it and nobody's terminal
//! obeys it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use cerrojo_engine::{Direction, EndpointReport};

/// Makes the folder, and makes sure that files can be written there before anything is sent.
///
/// # Errors
///
/// The user's or the machine's: it cannot be made, or not be written to.
pub(crate) fn prepare(folder: &Path) -> anyhow::Result<()> {
    let shown = folder.display();
    if folder.exists() && !folder.is_dir() {
        bail!("--transcript wants a folder, and {shown} is none; name another");
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {shown}"))?;
    let trial = folder.join(format!(".cerrojo-{}", std::process::id()));
    let wrote = std::fs::write(&trial, b"\n".repeat(4096));
    let _ = std::fs::remove_file(&trial);
    wrote.with_context(|| format!("cannot write into the folder {shown}"))
}

/// Writes the file of one endpoint: `ADDRESS_PORT_TRANSPORT.txt`, colons as dashes.
///
/// # Errors
///
/// The machine's: no room, no right.
pub(crate) fn write(folder: &Path, report: &EndpointReport) -> anyhow::Result<()> {
    let Some(text) = text(report) else { return Ok(()) };
    let path = folder.join(file_name(report));
    std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// What was said, a line each; `None` where nothing was kept.
pub(crate) fn text(report: &EndpointReport) -> Option<String> {
    let transcript = report.transcript.as_ref()?;
    let mut text = String::new();
    for line in transcript.lines() {
        let at = line.at.format("%H:%M:%S%.3f");
        let mark = match line.direction {
            Direction::Sent => '>',
            Direction::Received => '<',
            Direction::Event => '*',
        };
        for part in line.bytes.split_inclusive(|byte| *byte == b'\n') {
            let part = part
                .strip_suffix(b"\n")
                .map_or(part, |part| part.strip_suffix(b"\r").unwrap_or(part));
            let _ = writeln!(
                text,
                "{at} {mark} {}",
                part.escape_ascii().to_string().replace("\\\"", "\"").replace("\\'", "'")
            );
        }
    }
    Some(text)
}

fn file_name(report: &EndpointReport) -> PathBuf {
    let endpoint = report.report.endpoint;
    let address = endpoint.address.ip().to_string().replace(':', "-");
    PathBuf::from(format!("{address}_{}_{}.txt", endpoint.address.port(), endpoint.transport.id()))
}
