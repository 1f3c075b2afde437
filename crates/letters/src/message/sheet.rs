//! What a letter says, for machines and for people with many servers: a table, and all proofs word for word.

use std::fmt::Write as _;

use super::Attachment;
use crate::LetterError;
use crate::letter::Finding;

/// Bytes of conversations in one file.
const PROOFS_MAX: usize = 2 * 1024 * 1024;

/// The table (RFC 4180) of all servers. A cell that a spreadsheet would compute is kept from it by an apostrophe.
///
/// # Errors
///
/// None that a caller can make; the writer's, into memory.
pub fn sheet(reference: &str, findings: &[Finding]) -> Result<Attachment, LetterError> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let header = [
        "reference",
        "case",
        "address",
        "port",
        "finding",
        "tested_at",
        "proof_arrived_at",
        "software",
        "version",
    ];
    let mut rows = vec![header.map(ToOwned::to_owned)];
    rows.extend(findings.iter().map(|finding| {
        let time =
            |time: cerrojo_model::Time| time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        [
            reference.to_owned(),
            finding.case.to_string(),
            finding.address.to_string(),
            finding.port.to_string(),
            finding.kind.id().to_owned(),
            time(finding.tested_at),
            finding.arrived_at.map(time).unwrap_or_default(),
            inert(finding.software.as_deref().unwrap_or_default()),
            inert(finding.version.as_deref().unwrap_or_default()),
        ]
    }));
    for row in rows {
        writer.write_record(&row).map_err(|cause| LetterError::Table { cause })?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| LetterError::Table { cause: error.into_error().into() })?;
    Ok(Attachment { name: format!("{reference}.csv"), media_type: "text/csv", bytes })
}

/// A server chooses what it calls itself; a spreadsheet must not take it for a formula.
fn inert(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

/// All conversations and ways, word for word; nothing where there are none.
#[must_use]
pub fn proofs(reference: &str, findings: &[Finding]) -> Option<Attachment> {
    let mut text = String::new();
    for finding in findings {
        let Some(transcript) = &finding.transcript else { continue };
        if text.len() + transcript.len() > PROOFS_MAX {
            break;
        }
        let endpoint = std::net::SocketAddr::new(finding.address, finding.port);
        let _ = writeln!(text, "== {endpoint} {} (case {})", finding.kind.id(), finding.case);
        text.push_str(transcript.trim_end());
        for line in &finding.trace {
            text.push('\n');
            text.push_str(line);
        }
        text.push_str("\n\n");
    }
    if text.is_empty() {
        return None;
    }
    let bytes = text.into_bytes();
    Some(Attachment { name: format!("{reference}-proofs.txt"), media_type: "text/plain", bytes })
}
