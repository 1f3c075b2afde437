//! The beginning: the verdict, what it costs to close it, and why this reader is written to.

use cerrojo_model::Kind;

use super::{Block, Draft, Finding, Occasion, Reason};
use crate::texts::{Given, Text};

pub(super) fn write(draft: &Draft<'_>, text: &Text) -> Vec<Block> {
    let plain = |id| text.paragraph(id);
    let mut blocks = vec![plain("greeting"), Block::Paragraph(lead(draft, text))];
    match draft.occasion {
        Occasion::Found => {
            blocks.extend([plain("closing-is-cheap"), plain("no-accusation"), why(draft, text)]);
        }
        Occasion::Reminder { is_last, .. } => {
            blocks.extend([plain("closing-is-cheap"), plain("reminder-help")]);
            blocks.extend(is_last.then(|| plain("reminder-last")));
        }
        Occasion::Thanks { .. } => blocks.extend([plain("thanks-delist"), plain("thanks-watch")]),
        Occasion::ReOpened { .. } => {
            blocks.extend([plain("reopened-why"), plain("closing-is-cheap")]);
        }
        Occasion::Dispute { stands, note } => {
            blocks.push(plain(if *stands { "dispute-stands" } else { "dispute-withdrawn" }));
            if !note.trim().is_empty() {
                blocks.extend([plain("dispute-note"), Block::Paragraph(note.trim().to_owned())]);
            }
        }
        Occasion::AbuseReport => blocks.extend([plain("abuse-next"), plain("abuse-private")]),
    }
    blocks
}

fn lead(draft: &Draft<'_>, text: &Text) -> String {
    let count = ("count", Given::Count(draft.findings.len()));
    let [only] = draft.findings else { return lead_of_many(draft, text, count) };
    let (address, port) = (only.address.to_string(), only.port.to_string());
    let tested = text.moment(only.tested_at);
    let (id, date) = match draft.occasion {
        Occasion::Found if only.kind == Kind::OpenRelay => ("lead-relay", tested.clone()),
        Occasion::Found => ("lead-proxy", tested.clone()),
        Occasion::Reminder { since, .. } => ("lead-reminder", text.day(*since)),
        Occasion::Thanks { since } => ("lead-thanks", text.day(*since)),
        Occasion::ReOpened { closed_at } => ("lead-reopened", text.day(*closed_at)),
        Occasion::Dispute { .. } => ("lead-dispute", String::new()),
        Occasion::AbuseReport => ("lead-abuse", String::new()),
    };
    let values = [
        ("address", Given::Text(&address)),
        ("port", Given::Text(&port)),
        ("date", Given::Text(&date)),
        ("checked", Given::Text(&tested)),
        ("reference", Given::Text(draft.reference)),
    ];
    text.say(id, &values)
}

fn lead_of_many(draft: &Draft<'_>, text: &Text, count: crate::texts::Value<'_>) -> String {
    let has = |kind| draft.findings.iter().any(|finding: &Finding| finding.kind == kind);
    let (id, date) = match draft.occasion {
        Occasion::Found if has(Kind::OpenRelay) && has(Kind::OpenProxy) => {
            ("lead-both", String::new())
        }
        Occasion::Found if has(Kind::OpenRelay) => ("lead-many-relay", String::new()),
        Occasion::Found => ("lead-many-proxy", String::new()),
        Occasion::Reminder { since, .. } => ("lead-reminder-many", text.day(*since)),
        Occasion::Thanks { since } => ("lead-thanks-many", text.day(*since)),
        Occasion::ReOpened { .. } => ("lead-reopened-many", String::new()),
        Occasion::Dispute { .. } => ("lead-dispute-many", String::new()),
        Occasion::AbuseReport => ("lead-abuse", String::new()),
    };
    let reference = ("reference", Given::Text(draft.reference));
    text.say(id, &[count, ("date", Given::Text(&date)), reference])
}

fn why(draft: &Draft<'_>, text: &Text) -> Block {
    let id = match draft.reason {
        Reason::Registry => "why-registry",
        Reason::Domain => "why-domain",
        Reason::Standard => "why-standard",
        Reason::National => "why-national",
        Reason::Told => "why-told",
    };
    let why = text.say(id, &[("contact", Given::Text(draft.contact))]);
    if draft.reason == Reason::National {
        return Block::Paragraph(why);
    }
    Block::Paragraph(format!("{why}{}{}", text.space(), text.say("not-responsible", &[])))
}
