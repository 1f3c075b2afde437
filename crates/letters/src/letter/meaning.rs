//! What an open relay or an open proxy is, and what it does to its owner.

use cerrojo_model::Kind;

use super::{Block, Draft};
use crate::texts::Text;

const RELAY: &[&str] = &[
    "harm-blamed-relay",
    "harm-resources",
    "harm-clogged",
    "harm-costs",
    "harm-lists",
    "harm-provider",
    "harm-complaints",
];
const PROXY: &[&str] = &[
    "harm-blamed-proxy",
    "harm-inside",
    "harm-resources",
    "harm-clogged",
    "harm-costs",
    "harm-lists",
    "harm-provider",
    "harm-complaints",
];

pub(super) fn write(draft: &Draft<'_>, text: &Text) -> Vec<Block> {
    let kinds = [
        (Kind::OpenRelay, "heading-relay", "relay-meaning", RELAY),
        (Kind::OpenProxy, "heading-proxy", "proxy-meaning", PROXY),
    ];
    let mut blocks = Vec::new();
    for (kind, heading, meaning, harms) in kinds {
        if draft.findings.iter().all(|finding| finding.kind != kind) {
            continue;
        }
        blocks.push(text.same(meaning, || {
            vec![
                Block::Heading(text.say(heading, &[])),
                Block::Paragraph(text.say(meaning, &[])),
                Block::Paragraph(text.say("harm-intro", &[])),
                Block::Bullets(harms.iter().map(|id| text.say(id, &[])).collect()),
            ]
        }));
    }
    blocks
}
