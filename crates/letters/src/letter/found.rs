//! Which servers the letter is about.

use cerrojo_model::Kind;

use super::{Block, Draft, Finding};
use crate::texts::{Given, Text};

/// Servers that stand in the letter itself; the attached table holds all of them.
pub(super) const SHOWN: usize = 20;

pub(super) fn write(draft: &Draft<'_>, text: &Text) -> Vec<Block> {
    if !draft.occasion.accuses() {
        return which(draft);
    }
    let mut blocks = vec![Block::Heading(text.say("heading-found", &[]))];
    let columns = ["column-server", "column-finding", "column-date", "column-software"];
    let has_software = draft.findings.iter().any(|finding| finding.software.is_some());
    let columns = columns.iter().take(if has_software { 4 } else { 3 });
    let header: Vec<String> = columns.map(|id| text.say(id, &[])).collect();
    let rows = draft.findings.iter().take(SHOWN).map(|finding| {
        let mut row = row(finding, text);
        row.truncate(header.len());
        row
    });
    let rows = rows.collect();
    blocks.push(Block::Table { header, rows });
    let more = draft.findings.len().saturating_sub(SHOWN);
    if more > 0 {
        blocks.push(Block::Paragraph(text.say("found-more", &[("count", Given::Count(more))])));
    }
    if let [Finding { lists, .. }] = draft.findings
        && !lists.is_empty()
    {
        let lists = text.list(lists);
        let said = text.say("found-lists", &[("lists", Given::Text(&lists))]);
        blocks.push(Block::Paragraph(said));
    }
    blocks
}

/// Which servers, where nothing is said against them; one alone was named before.
fn which(draft: &Draft<'_>) -> Vec<Block> {
    if draft.findings.len() < 2 {
        return Vec::new();
    }
    let servers = draft.findings.iter().take(SHOWN);
    let mut servers: Vec<String> = servers
        .map(|finding| std::net::SocketAddr::new(finding.address, finding.port).to_string())
        .collect();
    if draft.findings.len() > SHOWN {
        servers.push("…".to_owned());
    }
    vec![Block::Verbatim(servers.join("\n"))]
}

fn row(finding: &Finding, text: &Text) -> Vec<String> {
    let what = match finding.kind {
        Kind::OpenRelay => "found-relay",
        Kind::OpenProxy => "found-proxy",
    };
    vec![
        std::net::SocketAddr::new(finding.address, finding.port).to_string(),
        text.say(what, &[]),
        finding.tested_at.format("%Y-%m-%d %H:%M").to_string(),
        software(finding).unwrap_or_default(),
    ]
}

/// The product and its version.
pub(super) fn software(finding: &Finding) -> Option<String> {
    let name = finding.software.as_ref()?;
    Some(match &finding.version {
        Some(version) => format!("{name} {version}"),
        None => name.clone(),
    })
}
