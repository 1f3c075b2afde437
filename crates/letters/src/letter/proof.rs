//! How it was tested, and what proves it.

use cerrojo_model::Kind;

use super::found::software;
use super::{Block, Draft, Finding};
use crate::texts::{Given, Text};

/// Servers whose proof stands in the letter itself, word for word; the attached file holds all of them.
const SHOWN: usize = 3;
/// Lines and bytes of a conversation that stand in the letter itself.
const LINES: usize = 60;
const BYTES: usize = 4_096;

pub(super) fn write(draft: &Draft<'_>, text: &Text) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(text.say("heading-proof", &[]))];
    let several = draft.findings.len() > 1;
    for finding in draft.findings.iter().take(SHOWN) {
        if several {
            blocks.push(Block::Paragraph(about(finding, text, "proof-of", finding.tested_at)));
        }
        blocks.extend(proof(finding, text));
    }
    blocks.push(text.paragraph("test-harmless"));
    blocks
}

fn proof(finding: &Finding, text: &Text) -> Vec<Block> {
    let (asked, proven) = match finding.kind {
        Kind::OpenRelay => ("test-relay", "proof-relay"),
        Kind::OpenProxy => ("test-proxy", "proof-proxy"),
    };
    let mut said = vec![about(finding, text, asked, finding.tested_at)];
    if let Some(arrived_at) = finding.arrived_at {
        said.push(about(finding, text, proven, arrived_at));
    }
    if let Some(exit) = finding.exit.filter(|exit| *exit != finding.address) {
        let exit = exit.to_string();
        said.push(text.say("proof-exit", &[("exit", Given::Text(&exit))]));
    }
    if finding.passes_mail && finding.kind == Kind::OpenProxy {
        said.push(text.say("proof-mail", &[]));
    }
    if let Some(software) = software(finding) {
        said.push(text.say("found-software", &[("software", Given::Text(&software))]));
    }
    let mut blocks: Vec<Block> = said.into_iter().map(Block::Paragraph).collect();
    if let Some(transcript) = &finding.transcript {
        blocks.push(text.paragraph("transcript-intro"));
        blocks.push(Block::Verbatim(cut(transcript)));
    }
    if !finding.trace.is_empty() {
        blocks.push(text.paragraph("trace-intro"));
        blocks.push(Block::Verbatim(cut(&finding.trace.join("\n"))));
    }
    blocks
}

fn about(finding: &Finding, text: &Text, id: &'static str, at: cerrojo_model::Time) -> String {
    let (address, port) = (finding.address.to_string(), finding.port.to_string());
    let date = text.moment(at);
    let values = [
        ("address", Given::Text(&address)),
        ("port", Given::Text(&port)),
        ("date", Given::Text(&date)),
    ];
    text.say(id, &values)
}

/// What of a conversation stands in the letter: whole lines, and a mark where some are left out.
fn cut(said: &str) -> String {
    let mut kept = String::new();
    for (number, line) in said.lines().enumerate() {
        if number >= LINES || kept.len() + line.len() > BYTES {
            kept.push_str("[…]\n");
            break;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept.truncate(kept.trim_end().len());
    kept
}
