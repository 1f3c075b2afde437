//! No mail makes the reader of answers panic or grow, and what it hands out is calm.
#![no_main]

use cerrojo_letters::answer::{CLASSES, Class, Envelope, LANGUAGES, Ours, read};
use libfuzzer_sys::fuzz_target;

/// Whether a text can be shown: no control characters, nothing that turns what follows.
fn is_calm(text: &str) -> bool {
    !text.chars().any(|it| (it.is_control() && it != '\n') || matches!(it, '\u{202a}'..='\u{202e}'))
}

fuzz_target!(|input: (bool, &[u8])| {
    let (has_sender, message) = input;
    let sender = has_sender.then(|| "someone@example.org".to_owned());
    let envelope = Envelope { sender, recipient: "case+1@cert.example".to_owned() };
    let ours = Ours {
        domains: vec!["cert.example".to_owned()],
        unsubscribe: vec!["unsubscribe".to_owned()],
    };
    let answer = read(message, &envelope, &ours);
    assert!(CLASSES.iter().any(|kind| kind.id == answer.class.id()));
    assert!(answer.is_automatic || !answer.class.is_of_a_machine());
    assert!(answer.is_automatic || has_sender, "nobody can be answered");
    assert!(answer.text.len() <= 16 * 1024 && is_calm(&answer.text));
    assert!(answer.subject.as_deref().is_none_or(is_calm));
    assert!(answer.from.as_deref().is_none_or(|it| is_calm(it) && it.contains('@')));
    assert!(answer.language.is_none_or(|tag| LANGUAGES.iter().any(|it| it.tag == tag)));
    assert!(answer.addresses.len() <= 64 && answer.attachments.len() <= 32);
    for attachment in &answer.attachments {
        assert!(!attachment.name.contains(['/', '\\', '\n', '\0']) && !attachment.name.starts_with('.'));
    }
    match &answer.class {
        Class::Bounce(bounce) => {
            assert!(bounce.recipients.len() <= 200);
            for one in &bounce.recipients {
                assert!(one.address.contains('@') && is_calm(&one.address));
                assert!(one.diagnostic.as_deref().is_none_or(is_calm));
            }
        }
        Class::AbuseReport(report) => assert!(report.suspects.len() <= 64),
        _ => {}
    }
});
