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
        text.paragraph("check-command"),
        Block::Verbatim(commands.join("\n")),
        text.paragraph("check-again"),
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
    let mut blocks = vec![Block::Heading(text.say("heading-answer", &[]))];
    blocks.push(Block::Paragraph(if ways.is_printed {
        text.say("answer-print", &[("reply", Given::Text(ways.reply)), reference])
    } else {
        text.say("answer-reply", &[reference])
    }));
    if draft.occasion.accuses() {
        blocks.extend(["answer-fixed", "answer-dispute"].map(|id| text.paragraph(id)));
    }
    if !matches!(draft.occasion, Occasion::Dispute { .. }) {
        blocks.push(match ways.unsubscribe {
            Some(link) => {
                Block::Paragraph(text.say("answer-no-mail", &[("link", Given::Text(link))]))
            }
            None => text.paragraph("answer-no-mail-reply"),
        });
        blocks.push(text.paragraph("answer-no-checks"));
    }
    blocks
}
