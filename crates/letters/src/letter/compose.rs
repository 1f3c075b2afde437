//! Puts a letter together.

use cerrojo_model::Kind;

use super::section::Section;
use super::{Block, Draft, Letter, Occasion, Part};
use crate::LetterError;
use crate::language::Language;
use crate::texts::{Given, Text, Texts};

/// Writes a letter: the subject in the first language, then the whole in each language, English last.
///
/// # Errors
///
/// The caller's: [`LetterError::Nothing`] without servers, [`LetterError::NoProof`] where one of them is called open
/// without a proof.
pub fn compose(texts: &Texts, draft: &Draft<'_>) -> Result<Letter, LetterError> {
    if draft.findings.is_empty() && *draft.occasion != Occasion::AbuseReport {
        return Err(LetterError::Nothing);
    }
    if draft.occasion.accuses() {
        let unproven = draft.findings.iter().find(|finding| finding.arrived_at.is_none());
        if let Some(finding) = unproven {
            return Err(LetterError::NoProof { case: finding.case });
        }
    }
    let chosen: &[&'static Language] =
        if draft.variant.english_only { &[] } else { draft.languages };
    let bundle = Language::bundle(chosen.iter().map(|language| language.tag));
    let written: Vec<&Text> = bundle.iter().filter_map(|language| texts.of(language)).collect();
    let subject = written.first().map(|text| subject(draft, text)).unwrap_or_default();
    let parts = written.iter().enumerate().map(|(place, text)| {
        let rest = bundle.get(place + 1..).unwrap_or_default();
        Part { language: text.language(), blocks: blocks(draft, text, rest) }
    });
    Ok(Letter { subject: format!("[{}] {subject}", draft.reference), parts: parts.collect() })
}

fn blocks(draft: &Draft<'_>, text: &Text, rest: &[&'static Language]) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(64);
    if let [_, ..] = rest {
        let names: Vec<String> = rest.iter().map(|other| other.name.to_owned()).collect();
        let value = text.list(&names);
        blocks.push(Block::Paragraph(
            text.say("languages-below", &[("languages", Given::Text(&value))]),
        ));
    }
    for section in sections(draft) {
        blocks.extend(section.write(draft, text));
    }
    blocks
}

/// The sections of a letter: those of its variant where it tells of something open, fewer where it does not.
fn sections(draft: &Draft<'_>) -> Vec<Section> {
    let usual = draft.variant.sections.iter().copied();
    match draft.occasion {
        Occasion::Found | Occasion::ReOpened { .. } => usual.collect(),
        Occasion::Reminder { .. } => usual.filter(|one| *one != Section::Meaning).collect(),
        Occasion::Dispute { stands: true, .. } => {
            vec![
                Section::Opening,
                Section::Found,
                Section::Proof,
                Section::Close,
                Section::Answer,
                Section::Who,
            ]
        }
        Occasion::Thanks { .. } | Occasion::Dispute { .. } => {
            vec![Section::Opening, Section::Found, Section::Answer, Section::Who]
        }
        Occasion::AbuseReport => vec![Section::Opening, Section::Who],
    }
}

fn subject(draft: &Draft<'_>, text: &Text) -> String {
    let kinds = |kind| draft.findings.iter().any(|finding| finding.kind == kind);
    let (relay, proxy) = (kinds(Kind::OpenRelay), kinds(Kind::OpenProxy));
    let one = match draft.findings {
        [only] => Some(only.address.to_string()),
        _ => None,
    };
    let id = match (draft.occasion, one.is_some()) {
        (Occasion::Found, true) => {
            if relay {
                "subject-relay"
            } else {
                "subject-proxy"
            }
        }
        (Occasion::Found, false) if relay && proxy => "subject-both",
        (Occasion::Found, false) => {
            if relay {
                "subject-many-relay"
            } else {
                "subject-many-proxy"
            }
        }
        (Occasion::Reminder { .. }, true) => "subject-reminder",
        (Occasion::Reminder { .. }, false) => "subject-reminder-many",
        (Occasion::Thanks { .. }, true) => "subject-thanks",
        (Occasion::Thanks { .. }, false) => "subject-thanks-many",
        (Occasion::ReOpened { .. }, true) => "subject-reopened",
        (Occasion::ReOpened { .. }, false) => "subject-reopened-many",
        (Occasion::Dispute { .. }, true) => "subject-dispute",
        (Occasion::Dispute { .. }, false) => "subject-dispute-many",
        (Occasion::AbuseReport, _) => "subject-abuse",
    };
    let values = [
        ("address", Given::Text(one.as_deref().unwrap_or_default())),
        ("count", Given::Count(draft.findings.len())),
    ];
    text.say(id, &values)
}
