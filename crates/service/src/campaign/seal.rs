//! What the letters of a campaign are made of, so that nobody agrees to one thing and sends another.
//!
//! The parts are named, each with its SHA-256: when one of them changes, it can be said which.

use std::collections::BTreeMap;

use cerrojo_letters::language::LANGUAGES;
use cerrojo_letters::recipe;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::definition::Definition;
use crate::desk::Desk;

/// What letters are made of.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The version of the program, whose code puts them together.
    pub program: String,
    /// Each part, and its digest in hexadecimal digits.
    pub parts: BTreeMap<String, String>,
}

impl Seal {
    /// What the letters of `definition` are made of at this desk, now.
    #[must_use]
    pub fn of(desk: &Desk, definition: &Definition) -> Self {
        let mut parts = BTreeMap::new();
        let wanted = definition.languages();
        let is_wanted = |tag: &str| {
            // Whatever a language lacks is said in English.
            tag == "en"
                || wanted.as_ref().is_none_or(|wanted| wanted.iter().any(|one| one.tag == tag))
        };
        for language in LANGUAGES.iter().filter(|language| is_wanted(language.tag)) {
            let own = desk.texts().of(language).map_or("", |text| text.own());
            parts.insert(format!("texts {}", language.tag), digest([language.source, own]));
        }
        let recipes = recipe::sources().flat_map(|(id, text)| [id, text]);
        parts.insert("recipes".into(), digest(recipes));
        let variants = definition.variants();
        let variants: Vec<String> = variants.iter().map(|one| format!("{one:?}")).collect();
        parts.insert("variants".into(), digest(variants.iter().map(String::as_str)));
        for (part, value) in desk_parts(desk) {
            parts.insert(part.into(), digest(value.iter().map(String::as_str)));
        }
        Self { program: env!("CARGO_PKG_VERSION").to_owned(), parts }
    }

    /// What is not the same any more, in words for people; `None` where all is.
    #[must_use]
    pub fn difference(&self, now: &Self) -> Option<String> {
        let mut changed: Vec<String> = Vec::new();
        if self.program != now.program {
            changed.push(format!("the program is {} and was {}", now.program, self.program));
        }
        let names: std::collections::BTreeSet<&String> =
            self.parts.keys().chain(now.parts.keys()).collect();
        let differs = |name: &&&String| self.parts.get(**name) != now.parts.get(**name);
        changed.extend(names.iter().filter(differs).map(|name| format!("{name} changed")));
        (!changed.is_empty()).then(|| changed.join(", "))
    }
}

/// What an operation says of itself in its letters.
fn desk_parts(desk: &Desk) -> [(&'static str, Vec<String>); 4] {
    let (operation, sender) = (desk.operation(), desk.sender());
    let or_none = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        (
            "name and authority",
            vec![operation.name.clone(), operation.authority.clone(), operation.contact.clone()],
        ),
        ("partners", operation.partners.clone()),
        (
            "addresses",
            vec![
                operation.domain.clone(),
                sender.name.clone(),
                sender.address.clone(),
                sender.domain.clone(),
                sender.prefix.clone(),
            ],
        ),
        (
            "pages",
            vec![
                or_none(&operation.page),
                or_none(&sender.unsubscribe),
                or_none(&sender.complaints),
            ],
        ),
    ]
}

/// The digest of several texts; where one ends and the next begins is part of it.
fn digest<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut sum = Sha256::new();
    for text in texts {
        sum.update(text.len().to_be_bytes());
        sum.update(text);
    }
    HEXLOWER.encode(&sum.finalize())
}

#[cfg(test)]
mod tests {
    use cerrojo_letters::example;
    use cerrojo_letters::letter::Operation;
    use cerrojo_letters::texts::Texts;

    use super::*;
    use crate::desk::Sender;

    fn desk(own: &[(&str, &str)], name: &str) -> Desk {
        let own: Vec<_> = own.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let operation = Operation { name: name.into(), ..example::operation() };
        let sender = Sender {
            name: name.into(),
            address: "letters@cert.example".into(),
            domain: "cert.example".into(),
            prefix: "CX".into(),
            unsubscribe: None,
            complaints: None,
        };
        Desk::new(Texts::new(&own).unwrap(), operation, sender, b"secret".to_vec())
    }

    #[test]
    fn every_part_that_changes_is_named() {
        let all = Definition::of_makers("name = \"a\"").unwrap();
        let german = Definition::of_makers("name = \"a\"\nlanguages = [\"de\"]").unwrap();
        let before = Seal::of(&desk(&[], "CSIRT"), &all);
        assert_eq!(before.difference(&Seal::of(&desk(&[], "CSIRT"), &all)), None);
        assert!(before.parts.len() >= LANGUAGES.len() + 6, "{:?}", before.parts);
        let own = desk(&[("fr", "own-words = Bonjour")], "CSIRT");
        let changed = before.difference(&Seal::of(&own, &all));
        assert_eq!(changed.as_deref(), Some("texts fr changed"));
        // What no letter is written in is no part of it.
        let before = Seal::of(&desk(&[], "CSIRT"), &german);
        assert_eq!(before.difference(&Seal::of(&own, &german)), None);
        let renamed = before.difference(&Seal::of(&desk(&[], "CERT"), &german));
        assert_eq!(renamed.as_deref(), Some("addresses changed, name and authority changed"));
        let newer = Seal { program: "9.9".into(), ..before.clone() };
        assert!(before.difference(&newer).unwrap().starts_with("the program is 9.9 and was "));
    }

    #[test]
    fn texts_do_not_run_into_each_other() {
        assert_ne!(digest(["ab", "c"]), digest(["a", "bc"]));
        assert_ne!(digest([""]), digest([]));
    }
}
