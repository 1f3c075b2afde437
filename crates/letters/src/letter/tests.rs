//! Every kind of letter, in every variant and language.

use super::*;
use crate::example;
use crate::language::{Direction, LANGUAGES};
use crate::message::plain;
use crate::texts::Texts;

const WAYS: Ways<'_> = Ways {
    unsubscribe: Some("https://cert.example/u/42.abcdefghijklmnop"),
    reply: "answer+42.abcdefghijklmnop@cert.example",
    is_printed: false,
};

fn draft<'a>(
    occasion: &'a Occasion,
    findings: &'a [Finding],
    operation: &'a Operation,
    languages: &'a [&'static Language],
) -> Draft<'a> {
    Draft {
        occasion,
        operation,
        contact: "abuse@example.net",
        reason: Reason::Registry,
        findings,
        reference: "CX-000042",
        languages,
        variant: Variant::usual(),
        ways: WAYS,
    }
}

#[test]
fn every_kind_of_letter_is_whole_in_every_language() {
    let texts = Texts::new(&[]).unwrap();
    let operation = example::operation();
    for language in LANGUAGES {
        for (word, occasion, findings) in example::occasions() {
            let languages = [language];
            for variant in VARIANTS {
                let draft =
                    Draft { variant, ..draft(&occasion, &findings, &operation, &languages) };
                let letter = compose(&texts, &draft).unwrap();
                let text = plain(&letter);
                let name = format!("{} {word} {}", language.tag, variant.id);
                assert!(letter.subject.starts_with("[CX-000042] "), "{name}");
                assert!(letter.subject.chars().count() <= 78, "{name}: {}", letter.subject);
                assert!(!text.contains("{ $") && !text.contains("\n\n\n"), "{name}:\n{text}");
                assert_eq!(letter.parts.last().unwrap().language.tag, "en", "{name}");
                if occasion.accuses() {
                    assert!(text.contains("RCPT TO") || text.contains("CONNECT"), "{name}");
                    let is_dispute = matches!(occasion, Occasion::Dispute { .. });
                    assert!(is_dispute || text.contains("/u/42"), "{name}");
                }
                let empty: Vec<&Block> = blocks(&letter).filter(|block| is_empty(block)).collect();
                assert!(empty.is_empty(), "{name}: {empty:?}");
            }
        }
    }
}

#[test]
fn there_is_a_sentence_for_everything_that_recipes_say() {
    use crate::recipe::{ConditionKind, Example, MistakeKind, StepKind, VerifyFrom};
    let texts = Texts::new(&[]).unwrap();
    let english = texts.of(Language::english()).unwrap();
    let steps = StepKind::ALL.iter().map(|one| format!("step-{}", one.id()));
    let conditions = ConditionKind::ALL.iter().map(|one| format!("when-{}", one.id()));
    let examples = Example::ALL.iter().map(|one| format!("example-{}", one.id()));
    let mistakes = MistakeKind::ALL.iter().map(|one| format!("mistake-{}", one.id()));
    let places = VerifyFrom::ALL.iter().map(|one| format!("verify-{}", one.id()));
    for id in steps.chain(conditions).chain(examples).chain(mistakes).chain(places) {
        assert!(english.has(&id), "{id}");
    }
}

#[test]
fn commands_are_never_given_marks_of_direction() {
    let texts = Texts::new(&[]).unwrap();
    let operation = example::operation();
    let is_mark = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for language in LANGUAGES {
        for (word, occasion, findings) in example::occasions() {
            let languages = [language];
            let letter =
                compose(&texts, &draft(&occasion, &findings, &operation, &languages)).unwrap();
            for block in blocks(&letter) {
                if let Block::Verbatim(text) = block {
                    assert!(!text.contains(is_mark), "{} {word}: {text}", language.tag);
                }
            }
            let first =
                plain(&Letter { parts: letter.parts.into_iter().take(1).collect(), ..letter });
            let opened = first.matches('\u{2068}').count();
            assert_eq!(opened, first.matches('\u{2069}').count(), "{} {word}", language.tag);
            assert_eq!(
                opened > 0,
                language.direction == Direction::RightToLeft,
                "{} {word}",
                language.tag
            );
        }
    }
}

#[test]
fn nothing_is_called_open_without_a_proof() {
    let texts = Texts::new(&[]).unwrap();
    let operation = example::operation();
    let unproven = [Finding { arrived_at: None, ..example::relay() }];
    for (word, occasion, _) in example::occasions() {
        let result = compose(&texts, &draft(&occasion, &unproven, &operation, &[]));
        assert_eq!(result.is_err(), occasion.accuses(), "{word}");
    }
    let none = compose(&texts, &draft(&Occasion::Found, &[], &operation, &[]));
    assert!(matches!(none, Err(crate::LetterError::Nothing)));
}

#[test]
fn what_a_language_lacks_stands_in_english_as_a_whole_paragraph() {
    let own = "lead-relay = { $address } et { $nothing }\n";
    let texts = Texts::new(&[("es".to_owned(), own.to_owned())]).unwrap();
    let operation = example::operation();
    let (findings, languages) = ([example::relay()], [Language::of_tag("es").unwrap()]);
    let letter =
        compose(&texts, &draft(&Occasion::Found, &findings, &operation, &languages)).unwrap();
    let first: Vec<&Block> = letter.parts[0].flat().collect();
    let lead = first.iter().find_map(|block| match block {
        Block::Paragraph(text) if text.contains("passes on mail from anyone") => Some(text),
        _ => None,
    });
    assert!(lead.is_some_and(|lead| !lead.contains(" et ")), "{first:?}");
}

fn blocks(letter: &Letter) -> impl Iterator<Item = &Block> {
    letter.parts.iter().flat_map(Part::flat)
}

fn is_empty(block: &Block) -> bool {
    match block {
        Block::Heading(text) | Block::Paragraph(text) | Block::Verbatim(text) => text.is_empty(),
        Block::Bullets(items) => items.is_empty() || items.iter().any(String::is_empty),
        Block::Same(_) => true,
        Block::Table { header, rows } => {
            rows.is_empty()
                || header.iter().any(String::is_empty)
                || rows.iter().any(|row| row.len() != header.len())
        }
    }
}
