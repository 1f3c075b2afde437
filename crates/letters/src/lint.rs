//! Is a language complete, and are its messages sound?
//!
//! English is the measure: every other language has its messages, with its values in them.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::LetterError;
use crate::language::Language;

/// Something wrong with the texts of a language.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Fault {
    /// The message.
    pub message: String,
    /// What is wrong.
    pub what: What,
}

/// What can be wrong with a message.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, thiserror::Error)]
pub enum What {
    /// It is not there: the paragraph will stand in English.
    #[error("is missing; its paragraph will stand in English")]
    Missing,
    /// English has no such message.
    #[error("is used by no letter; English has no such message")]
    Unknown,
    /// English puts something in that this language leaves out.
    #[error("does not say {{ ${value} }}, which English says")]
    Lacks {
        /// Its name.
        value: String,
    },
    /// It wants something that English does not put in: the paragraph will stand in English.
    #[error("wants {{ ${value} }}, which nobody gives; its paragraph will stand in English")]
    Wants {
        /// Its name.
        value: String,
    },
    /// It is English still.
    #[error("is the English text still")]
    English,
    /// It brings marks of direction of its own; they are added where they are needed.
    #[error("holds marks of direction; they are added where they are needed")]
    Marks,
}

/// How complete a language is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Lint {
    /// Messages of English.
    pub wanted: usize,
    /// Those of them that the language has, soundly.
    pub sound: usize,
    /// What is wrong, in the order of the names of the messages.
    pub faults: Vec<Fault>,
}

/// Looks through the texts of a language: those of the program, or `source` in their place.
///
/// # Errors
///
/// The author's: [`LetterError::Syntax`] where it is no Fluent.
pub fn lint(language: &'static Language, source: Option<&str>) -> Result<Lint, LetterError> {
    let english = messages(Language::english(), Language::english().source)?;
    let own = messages(language, source.unwrap_or(language.source))?;
    let is_english = language.tag == Language::english().tag;
    let mut faults = Vec::new();
    let mut add = |message: &str, what| faults.push(Fault { message: message.to_owned(), what });
    let mut sound = 0;
    for (name, wanted) in &english {
        let Some(message) = own.get(name) else {
            add(name, What::Missing);
            continue;
        };
        let mut wrong = Vec::new();
        let lacks = wanted.values.difference(&message.values);
        wrong.extend(lacks.map(|value| What::Lacks { value: value.clone() }));
        let wants = message.values.difference(&wanted.values);
        wrong.extend(wants.map(|value| What::Wants { value: value.clone() }));
        // Short ones may be alike: "Software" is Software in many languages.
        if !is_english && message.text == wanted.text && wanted.text.len() > 12 {
            wrong.push(What::English);
        }
        if message.text.contains(is_mark) {
            wrong.push(What::Marks);
        }
        sound += usize::from(wrong.is_empty());
        for what in wrong {
            add(name, what);
        }
    }
    for name in own.keys().filter(|name| !english.contains_key(*name)) {
        add(name, What::Unknown);
    }
    faults.sort();
    Ok(Lint { wanted: english.len(), sound, faults })
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A message: its words, and what is put into it.
#[derive(Debug, Default)]
struct Message {
    text: String,
    values: BTreeSet<String>,
}

fn messages(
    language: &'static Language,
    source: &str,
) -> Result<BTreeMap<String, Message>, LetterError> {
    let resource: FluentResource = crate::texts::parse(language, source)?;
    let found = resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) => {
            let mut read = Message::default();
            message.value.iter().for_each(|pattern| read_pattern(pattern, &mut read));
            Some((message.id.name.to_owned(), read))
        }
        _ => None,
    });
    Ok(found.collect())
}

fn read_pattern(pattern: &Pattern<&str>, message: &mut Message) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => message.text.push_str(value),
            PatternElement::Placeable { expression } => read_expression(expression, message),
        }
    }
}

fn read_expression(expression: &Expression<&str>, message: &mut Message) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                read_pattern(&variant.value, message);
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            message.values.insert(id.name.to_owned());
            message.text.push('$');
        }
        InlineExpression::Placeable { expression } => read_expression(expression, message),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;

    #[test]
    fn every_language_is_complete() {
        for language in LANGUAGES {
            let lint = lint(language, None).unwrap();
            assert_eq!(lint.faults, [], "{}", language.tag);
            assert_eq!(lint.sound, lint.wanted, "{}", language.tag);
        }
    }

    #[test]
    fn what_is_wrong_is_found() {
        let source = "lead-relay = Hallo { $name }\nnobody-says-this = x\n\
            greeting = \u{2066}Guten Tag\nclosing-is-cheap = Closing it usually takes only a few commands and costs nothing but a little time. The steps are in this letter.\n";
        let faults = lint(LANGUAGES.last().unwrap(), Some(source)).unwrap().faults;
        let has = |message: &str, what: What| {
            assert!(
                faults.contains(&Fault { message: message.to_owned(), what: what.clone() }),
                "{what}"
            );
        };
        has("lead-relay", What::Wants { value: "name".into() });
        has("lead-relay", What::Lacks { value: "address".into() });
        has("greeting", What::Marks);
        has("closing-is-cheap", What::English);
        has("lead-proxy", What::Missing);
        has("nobody-says-this", What::Unknown);
        let broken = lint(Language::english(), Some("a = b\n\nc = { $\n")).unwrap_err();
        assert!(broken.to_string().contains("line 3"), "{broken}");
    }
}
