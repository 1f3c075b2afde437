//! How the reader checks it, and how they answer.

use cerrojo_model::Kind;

use super::{Block, Draft, Finding, Occasion};
use crate::texts::{Given, Text};

/// Servers that a command is shown for.
const SHOWN: usize = 3;

pub(super) fn check(draft: &Draft<'_>, text: &Text) -> Vec<Block> {
    let commands: Vec<String> = draft.findings.iter().take(SHOWN).map(command).collect();
    vec![
        Block::Heading(text.say("heading-check", &[])),
        Block::Paragraph(text.say("check-command", &[])),
        Block::Verbatim(commands.join("\n")),
        Block::Paragraph(text.say("check-again", &[])),
    ]
}

fn command(finding: &Finding) -> String {
    let endpoint = std::net::SocketAddr::new(finding.address, finding.port);
    format!("cerrojo check --mine --kind {} {endpoint}", word(finding.kind))
}

const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::OpenRelay => "relay",
        Kind::OpenProxy => "proxy",
    }
}

pub(super) fn write(draft: &Draft<'_>, text: &Text) -> Vec<Block> {
    let ways = draft.ways;
    let reference = ("reference", Given::Text(draft.reference));
    let mut said = Vec::new();
    if ways.is_printed {
        said.push(text.say("answer-print", &[("reply", Given::Text(ways.reply)), reference]));
    } else {
        said.push(text.say("answer-reply", &[reference]));
    }
    if draft.occasion.accuses() {
        said.extend(["answer-fixed", "answer-dispute"].map(|id| text.say(id, &[])));
    }
    if !matches!(draft.occasion, Occasion::Dispute { .. }) {
        said.push(match ways.unsubscribe {
            Some(link) => text.say("answer-no-mail", &[("link", Given::Text(link))]),
            None => text.say("answer-no-mail-reply", &[]),
        });
        said.push(text.say("answer-no-checks", &[]));
    }
    let mut blocks = vec![Block::Heading(text.say("heading-answer", &[]))];
    blocks.extend(said.into_iter().map(Block::Paragraph));
    blocks
}
