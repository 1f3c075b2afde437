//! What a person wants, as far as their own words say it plainly.
//!
//! Conservative throughout: a phrase counts only where its sentence holds no negation, no condition and no
//! question beside it, and where no other wish contradicts. All else is [`Intent::Question`], for a person.

mod phrases;

use std::net::IpAddr;

pub use phrases::{PHRASES, Phrases};

use super::{report, words};

/// Bytes of a sentence; longer ones are split.
const SENTENCE_BYTES: usize = 1000;

/// What a person wrote for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Human {
    /// What they want.
    pub intent: Intent,
    /// The hosts that the sentences with that wish name, or else all that they name; at most 64.
    pub about: Vec<IpAddr>,
}

/// What a person wants.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Intent {
    /// They say that it is closed: a reason to check, never to close the case.
    Fixed,
    /// They say that we are wrong: a person looks.
    Dispute,
    /// They want no more letters.
    Unsubscribe,
    /// They want no more checks.
    StopChecks,
    /// They ask us to write to this address.
    OtherContact(String),
    /// Something else, or nothing that is plain: a person reads it.
    Question,
}

impl Intent {
    /// Its name.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Dispute => "dispute",
            Self::Unsubscribe => "unsubscribe",
            Self::StopChecks => "stop-checks",
            Self::OtherContact(_) => "other-contact",
            Self::Question => "question",
        }
    }
}

/// Reads the wish in `text`, which is in `language` if that is known.
pub(super) fn read(text: &str, language: Option<&'static str>) -> Human {
    let rows = rows(language);
    let wishes = [Intent::Fixed, Intent::Dispute, Intent::Unsubscribe, Intent::StopChecks];
    let mut found: Vec<(usize, IpAddr)> = Vec::new();
    let (mut seen, mut is_doubtful) = ([false; 4], false);
    for sentence in sentences(text) {
        let heard = hear(&sentence, &rows);
        is_doubtful |= heard.is_doubtful;
        for (number, is_there) in heard.wishes.into_iter().enumerate().filter(|(_, it)| *it) {
            if let Some(seen) = seen.get_mut(number) {
                *seen |= is_there;
            }
            found.extend(words::addresses(&sentence).into_iter().map(|host| (number, host)));
        }
    }
    let mut plain = seen.iter().enumerate().filter(|(_, it)| **it).map(|(number, _)| number);
    let (first, second) = (plain.next(), plain.next());
    let (intent, number) = match (first, second, is_doubtful) {
        (Some(number), None, false) => {
            (wishes.into_iter().nth(number).unwrap_or(Intent::Question), Some(number))
        }
        (None, _, false) => {
            (other_contact(text, language).map_or(Intent::Question, Intent::OtherContact), None)
        }
        _ => (Intent::Question, None),
    };
    let mut about: Vec<IpAddr> = Vec::new();
    for (_, host) in found.into_iter().filter(|(one, _)| Some(*one) == number) {
        if !about.contains(&host) && about.len() < 64 {
            about.push(host);
        }
    }
    if about.is_empty() {
        about = words::addresses(text);
    }
    Human { intent, about }
}

/// The address to which they ask us to write.
pub(super) fn other_contact(text: &str, language: Option<&'static str>) -> Option<String> {
    let rows = rows(language);
    sentences(text).into_iter().find_map(|sentence| {
        let bare = calmed(&sentence);
        let asks =
            rows.iter().flat_map(|row| row.contact).any(|phrase| finds(&bare, phrase).is_some());
        let address = if asks { report::address_in(&sentence) } else { None };
        address.filter(|_| !sentence.ends_with('?'))
    })
}

/// Whether nothing is said but that they want no more mail, in one or two words.
pub(super) fn is_one_word_unsubscribe(subject: &str, text: &str) -> bool {
    let word = |text: &str| {
        let small = text.trim().trim_matches(['.', '!', '"', '\'', '*', '。', '！']).to_lowercase();
        PHRASES.iter().flat_map(|row| row.alone).any(|it| *it == small)
    };
    let text = text.trim();
    if text.is_empty() { word(subject) } else { word(text) }
}

/// The rows of a language and of English; all where it is not known.
fn rows(language: Option<&'static str>) -> Vec<&'static Phrases> {
    let base = |tag: &'static str| tag.split('-').next().unwrap_or(tag);
    let fits = |row: &&Phrases| match language {
        Some(language) => base(row.language) == base(language) || row.language == "en",
        None => true,
    };
    PHRASES.iter().filter(fits).collect()
}

/// What is heard in one sentence.
struct Heard {
    wishes: [bool; 4],
    is_doubtful: bool,
}

fn hear(sentence: &str, rows: &[&Phrases]) -> Heard {
    let mut bare = calmed(sentence);
    let is_question = bare.ends_with(['?', '؟', '？']) || bare.starts_with('¿');
    let mut wishes = [false; 4];
    let mut heard: Vec<&Phrases> = Vec::new();
    for row in rows {
        // Disputes and wishes hold negations, and words of what is fixed: they are taken out first.
        for (number, phrases) in
            [(1, row.dispute), (3, row.stop_checks), (2, row.unsubscribe), (0, row.fixed)]
        {
            for phrase in phrases {
                while let Some((start, end)) = finds(&bare, phrase) {
                    if let Some(wish) = wishes.get_mut(number) {
                        *wish = true;
                    }
                    heard.push(row);
                    bare.replace_range(start..end, "\u{1}");
                }
            }
        }
    }
    let has_doubt =
        || heard.iter().flat_map(|row| row.doubt).any(|word| finds(&bare, word).is_some());
    let is_doubtful = wishes.contains(&true) && (is_question || has_doubt());
    Heard { wishes, is_doubtful }
}

/// Small letters, one kind of apostrophe, one blank between words.
fn calmed(text: &str) -> String {
    let small = text.to_lowercase().replace(['’', '‘', '´', '`'], "'");
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where `phrase` stands in `text`, as words of their own.
///
/// `*` at an end of it lets the word go on there; `=` before it says that it is all that stands there.
fn finds(text: &str, phrase: &str) -> Option<(usize, usize)> {
    if let Some(whole) = phrase.strip_prefix('=') {
        let is_whole = text.trim_end_matches(['.', '!', '。', '！', ',', '।']) == whole;
        return is_whole.then_some((0, text.len()));
    }
    let opens = phrase.starts_with('*');
    let goes_on = phrase.ends_with('*');
    let phrase = phrase.trim_matches('*');
    let mut found = text.match_indices(phrase).filter(|_| !phrase.is_empty());
    let place = found.find(|(at, _)| {
        let end = at.saturating_add(phrase.len());
        let before = text.get(..*at).and_then(|it| it.chars().next_back());
        let after = text.get(end..).and_then(|it| it.chars().next());
        let is_edge = |it: Option<char>| !it.is_some_and(joins);
        (opens || is_edge(before) || !phrase.starts_with(joins))
            && (goes_on || is_edge(after) || !phrase.ends_with(joins))
    });
    place.map(|(at, _)| (at, at.saturating_add(phrase.len())))
}

/// Whether a letter belongs to a script that sets words apart by blanks.
fn joins(letter: char) -> bool {
    let is_apart = matches!(letter, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    letter.is_alphanumeric() && !is_apart
}

/// The sentences of a text. A full stop ends one where a blank follows, so that addresses stay whole.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut sentence = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let is_space_next = next.is_none_or(char::is_whitespace);
        let is_greek =
            sentence.ends_with(|it| matches!(it, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'));
        let is_greek_question = letter == ';' && is_greek;
        let ends = match letter {
            '。' | '！' | '？' | '؟' | '।' => true,
            '.' | '!' | '?' | ';' => is_space_next,
            '\n' => next.is_none_or(|it| matches!(it, '\n' | '-' | '*' | '•')),
            _ => sentence.len() > SENTENCE_BYTES && letter.is_whitespace(),
        };
        if is_greek_question {
            sentence.push('?');
        } else {
            sentence.push(letter);
        }
        if ends {
            let whole = sentence.trim();
            if !whole.is_empty() {
                sentences.push(whole.to_owned());
            }
            sentence.clear();
        }
    }
    if !sentence.trim().is_empty() {
        sentences.push(sentence.trim().to_owned());
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::super::{LANGUAGES, language};
    use super::*;

    #[test]
    fn every_language_says_it_plainly() {
        let tags: Vec<_> = PHRASES.iter().map(|row| row.language).collect();
        assert!(LANGUAGES.iter().all(|it| tags.contains(&it.tag)) && tags.len() == LANGUAGES.len());
        let mut wrong = Vec::new();
        for row in PHRASES {
            for (text, wanted) in row.examples {
                // As it is found in mail, and with the language known.
                for language in [language::detect(text), Some(row.language), None] {
                    let human = read(text, language);
                    if human.intent.id() != *wanted {
                        wrong.push(format!(
                            "{} {language:?} wants {wanted}, is {:?}: {text}",
                            row.language, human.intent
                        ));
                    }
                }
            }
            for wanted in
                ["fixed", "dispute", "unsubscribe", "stop-checks", "other-contact", "question"]
            {
                assert!(
                    row.examples.iter().any(|(_, id)| *id == wanted),
                    "{} {wanted}",
                    row.language
                );
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn what_is_said_of_one_host_is_not_said_of_the_other() {
        let text = "Guten Tag, der Proxy auf 192.0.2.10 ist geschlossen. 192.0.2.25 gehört einem\n\
            Kunden, wir haben ihn informiert. Bitte künftig an cert@example.net senden.";
        let human = read(text, Some("de"));
        assert_eq!(human.intent, Intent::Fixed);
        assert_eq!(human.about, ["192.0.2.10".parse::<IpAddr>().expect("an address")]);
        assert_eq!(other_contact(text, Some("de")).as_deref(), Some("cert@example.net"));
    }

    #[test]
    fn what_contradicts_goes_to_a_person() {
        for text in [
            "It is fixed. This is a false positive.",
            "It is not fixed yet.",
            "Is it fixed?",
            "We will tell you when it is fixed.",
            "If it is closed, please tell us.",
            "The fixed line is down.",
            "Your mail has been closed in our list of things to do, we hope that it is not fixed by others.",
            "Please do not remove us from your list.",
        ] {
            assert_eq!(read(text, Some("en")).intent, Intent::Question, "{text}");
            assert_eq!(read(text, None).intent, Intent::Question, "{text}");
        }
    }

    #[test]
    fn one_word_is_enough_to_leave() {
        assert!(
            is_one_word_unsubscribe("Re: x", "Unsubscribe\n")
                && is_one_word_unsubscribe("STOP", "")
        );
        assert!(!is_one_word_unsubscribe("unsubscribe", "How do I unsubscribe a host?"));
    }
}
