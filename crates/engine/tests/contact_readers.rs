//! No input that a registry, a web site, a name server or a user gives breaks a reader.

use cerrojo_engine::contact::rdap::{Bootstrap, limit_in, read_network};
use cerrojo_engine::contact::{
    LanguageHints, MailAddress, Overrides, Reach, SavedAnswers, Span, addresses_in_text,
    languages_of, registrable,
};
use proptest::collection::{hash_map, vec};
use proptest::prelude::*;
use serde_json::Value;

/// JSON with the keys and words that the readers look for, in all the wrong places.
fn json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("abuse".to_owned()),
        Just("registrant".to_owned()),
        Just("192.0.2.0/24".to_owned()),
        Just("a@b.example".to_owned()),
        Just("email".to_owned()),
        Just("10 queries per 1 minutes".to_owned()),
        Just("https://rdap.example.net".to_owned()),
        "\\PC{0,12}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "entities",
        "roles",
        "vcardArray",
        "notices",
        "description",
        "lang",
        "country",
        "name",
        "cidr0_cidrs",
        "v4prefix",
        "length",
        "services",
        "data",
        "abuse_contacts",
        "parameters",
        "resource",
        "arin_originas0_originautnums",
        "other",
    ]);
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            hash_map(key.clone(), inner, 0..6).prop_map(|map| map
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #[test]
    fn answers_of_registries(value in json()) {
        let mut network = serde_json::json!({"startAddress": "192.0.2.0", "endAddress": "192.0.2.255"});
        if let (Some(into), Some(from)) = (network.as_object_mut(), value.as_object()) {
            into.extend(from.clone());
        }
        let answer = read_network(network.to_string().as_bytes()).unwrap();
        prop_assert!(answer.record.contacts.len() <= 32);
        for contact in &answer.record.contacts {
            let again = MailAddress::read(contact.address.as_str());
            prop_assert_eq!(again.as_ref(), Some(&contact.address));
        }
        let _ = read_network(value.to_string().as_bytes());
        let _ = limit_in(&value);
        let _ = SavedAnswers::default().add_json(&value.to_string());
    }

    #[test]
    fn lists_of_registries(value in json()) {
        let mut bootstrap = Bootstrap::default();
        let file = serde_json::json!({"services": [[["192.0.2.0/24"], value]]});
        if bootstrap.add(file.to_string().as_bytes()).is_ok() {
            for url in bootstrap.registries("192.0.2.7".parse().unwrap()) {
                prop_assert!(url.starts_with("http") && url.ends_with('/'));
            }
        }
    }

    #[test]
    fn bytes_and_text(bytes in vec(any::<u8>(), 0..200), text in "\\PC{0,80}") {
        let _ = read_network(&bytes);
        let _ = Bootstrap::default().add(&bytes);
        let _ = Overrides::read(&text);
        SavedAnswers::default().add_texts(&format!("{text}\n1.2.0.192.zone.example. TXT \"{text}\""));
        for address in addresses_in_text(&text) {
            prop_assert!(address.as_str().is_ascii());
        }
        if let Some(domain) = registrable(&text) {
            prop_assert_eq!(registrable(&domain), Some(domain.clone()));
        }
        if let Some(reach) = Reach::read(&text) {
            prop_assert!(!reach.to_string().chars().any(char::is_control));
        }
        if let Some(span) = Span::read(&text) {
            prop_assert_eq!(Span::read(&span.to_string()), Some(span));
        }
        let tags = [text.clone()];
        let hints = LanguageHints { registry: &tags, mail_domain: Some(&text), ..LanguageHints::default() };
        let languages = languages_of(&hints);
        prop_assert_eq!(languages.tags.last().map(String::as_str), Some("en"));
    }
}
