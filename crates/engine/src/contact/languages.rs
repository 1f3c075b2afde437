//! In which languages to write to somebody, and what that is concluded from.

use serde::{Deserialize, Serialize};

use super::countries::country;

/// How many tags are taken from one place, and how long one may be (RFC 5646 section 4.4.1).
const TAGS_MAX: usize = 8;
const TAG_BYTES_MAX: usize = 35;

/// Endings of names that belong to a country and are used by everybody, and so say nothing.
const GENERIC: &[&str] = &["ai", "cc", "co", "eu", "io", "me", "tv", "ws"];

/// From what a language was concluded. The order is that of belief: the first that says anything
/// decides, the others are kept.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// They told us, or wrote to us in it.
    Stored,
    /// The security.txt of their domain prefers it (RFC 9116 section 2.5.8).
    SecurityText,
    /// The registry says so of the contact (RFC 9083 section 4.4, RFC 6350 section 6.4.4).
    Registry,
    /// The organisation's postal address is in a country where it is spoken.
    Organisation,
    /// The mail address ends in a country's name.
    MailDomain,
    /// The network is registered for a country where it is spoken.
    Network,
    /// Nobody says anything else.
    #[default]
    Nothing,
}

/// What is known that may tell a language; everything may be missing.
#[derive(Clone, Debug, Default)]
pub struct LanguageHints<'a> {
    /// Tags that they chose themselves.
    pub stored: &'a [String],
    /// `Preferred-Languages` of their security.txt.
    pub security_text: &'a [String],
    /// Tags in the registry's answer, the preferred one first.
    pub registry: &'a [String],
    /// Country of the organisation: a code or a name.
    pub organisation_country: Option<&'a str>,
    /// Domain of their mail address.
    pub mail_domain: Option<&'a str>,
    /// Country of the network: a code or a name.
    pub network_country: Option<&'a str>,
    /// They work in so many countries that none of these tells their language: English only,
    /// unless they chose another one themselves.
    pub is_international: bool,
}

/// Languages to write in.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Languages {
    /// Tags (RFC 5646) in the order of the letter; English is the last one, always.
    pub tags: Vec<String>,
    /// What decided.
    pub because: Because,
    /// Everything that said anything, with what it said, in the order of belief.
    pub hits: Vec<(Because, Vec<String>)>,
}

impl Default for Languages {
    fn default() -> Self {
        Self { tags: vec![ENGLISH.to_owned()], because: Because::Nothing, hits: Vec::new() }
    }
}

const ENGLISH: &str = "en";

/// The languages to write in, with what decided. The first of the hints that says anything wins;
/// a country with several languages gives all of them; English is always last, so that nobody is
/// left without a text that they can have read to them.
#[must_use]
pub fn languages_of(hints: &LanguageHints<'_>) -> Languages {
    let chosen =
        |tags: &[String]| tags.iter().filter_map(|tag| tag_of(tag)).take(TAGS_MAX).collect();
    let spoken = |place: Option<&str>| of_country(place.unwrap_or_default());
    let mut said: Vec<(Because, Vec<String>)> = vec![
        (Because::Stored, chosen(hints.stored)),
        (Because::SecurityText, chosen(hints.security_text)),
    ];
    if hints.is_international {
        said.push((Because::Organisation, vec![ENGLISH.to_owned()]));
    }
    said.extend([
        (Because::Registry, chosen(hints.registry)),
        (Because::Organisation, spoken(hints.organisation_country)),
        (Because::MailDomain, of_domain(hints.mail_domain.unwrap_or_default())),
        (Because::Network, spoken(hints.network_country)),
    ]);
    said.retain(|(_, tags)| !tags.is_empty());
    let Some((because, first)) = said.first() else { return Languages::default() };
    let mut tags: Vec<String> = Vec::with_capacity(first.len().saturating_add(1));
    for tag in first.iter().filter(|tag| !is_english(tag)) {
        if !tags.contains(tag) {
            tags.push(tag.clone());
        }
    }
    tags.push(ENGLISH.to_owned());
    Languages { tags, because: *because, hits: said }
}

/// What is read in a country, English too where it is first.
fn of_country(place: &str) -> Vec<String> {
    let languages = country(place).map_or(&[][..], |country| country.languages);
    languages.iter().map(|tag| (*tag).to_owned()).collect()
}

fn of_domain(domain: &str) -> Vec<String> {
    let top = domain.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if top.len() != 2 || GENERIC.contains(&top.as_str()) {
        return Vec::new();
    }
    of_country(&top)
}

fn is_english(tag: &str) -> bool {
    tag == ENGLISH || tag.starts_with("en-")
}

/// A tag as the letters are named: `no` is `nb`, Chinese by its script, the Spanish of the Americas
/// and the Portuguese of Brazil by themselves; other regions are dropped. Nothing when it is none.
fn tag_of(text: &str) -> Option<String> {
    let text = text.trim();
    let is_tag = text.len() <= TAG_BYTES_MAX
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if !is_tag {
        return None;
    }
    let mut parts = text.split(['-', '_']);
    let language = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        return None;
    }
    let rest: Vec<String> = parts.map(str::to_ascii_lowercase).collect();
    let has = |wanted: &[&str]| rest.iter().any(|part| wanted.contains(&part.as_str()));
    let is_of_spain = rest.is_empty() || has(&["es"]);
    Some(match language.as_str() {
        "no" => "nb".to_owned(),
        "zh" if has(&["hant", "tw", "hk", "mo"]) => "zh-Hant".to_owned(),
        "zh" => "zh-Hans".to_owned(),
        "pt" if has(&["br"]) => "pt-BR".to_owned(),
        "es" if !is_of_spain => "es-419".to_owned(),
        "sr" if has(&["latn"]) => "sr-Latn".to_owned(),
        _ => language,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(hints: &LanguageHints<'_>) -> (Because, String) {
        let languages = languages_of(hints);
        assert_eq!(languages.tags.last().unwrap(), "en");
        (languages.because, languages.tags.join(" "))
    }

    #[test]
    fn the_first_that_says_anything_decides_and_the_others_are_kept() {
        let (stored, preferred) = (["uk".to_owned()], ["de".to_owned(), "en".to_owned()]);
        let registry = ["fr".to_owned()];
        let mut hints = LanguageHints {
            stored: &stored,
            security_text: &preferred,
            registry: &registry,
            organisation_country: Some("Switzerland"),
            mail_domain: Some("example.it"),
            network_country: Some("SE"),
            is_international: false,
        };
        assert_eq!(languages_of(&hints).hits.len(), 6);
        assert_eq!(tags(&hints), (Because::Stored, "uk en".into()));
        hints.stored = &[];
        assert_eq!(tags(&hints), (Because::SecurityText, "de en".into()));
        hints.security_text = &[];
        assert_eq!(tags(&hints), (Because::Registry, "fr en".into()));
        hints.registry = &[];
        assert_eq!(tags(&hints), (Because::Organisation, "de fr it en".into()));
        hints.organisation_country = None;
        assert_eq!(tags(&hints), (Because::MailDomain, "it en".into()));
        hints.mail_domain = Some("example.io");
        assert_eq!(tags(&hints), (Because::Network, "sv en".into()));
        hints.network_country = Some("EU");
        assert_eq!(tags(&hints), (Because::Nothing, "en".into()));
    }

    #[test]
    fn who_works_everywhere_is_written_to_in_english() {
        let (stored, hints) = (
            ["ja".to_owned()],
            LanguageHints {
                network_country: Some("JP"),
                is_international: true,
                ..LanguageHints::default()
            },
        );
        assert_eq!(tags(&hints).1, "en");
        assert_eq!(tags(&LanguageHints { stored: &stored, ..hints }).1, "ja en");
    }

    #[test]
    fn tags_are_those_of_the_letters() {
        for (given, tag) in [
            ("no", "nb"),
            ("zh-TW", "zh-Hant"),
            ("zh_CN", "zh-Hans"),
            ("pt-br", "pt-BR"),
            ("pt", "pt"),
            ("es-MX", "es-419"),
            ("es", "es"),
            ("es-ES", "es"),
            ("de-AT", "de"),
            ("EN-us", "en"),
        ] {
            assert_eq!(tag_of(given).as_deref(), Some(tag), "{given}");
        }
        for none in ["", "-", "d", "german", "de;q=0.5", "d\u{e9}", "1a"] {
            assert_eq!(tag_of(none), None, "{none:?}");
        }
    }

    #[test]
    fn countries_with_several_languages_get_a_bundle() {
        for (place, bundle) in [
            ("BE", "nl fr en"),
            ("CA", "fr en"),
            ("LU", "fr de en"),
            ("FI", "fi sv en"),
            ("MT", "mt en"),
            ("IE", "en"),
            ("BA", "bs sr hr en"),
            ("TW", "zh-Hant en"),
            ("HK", "zh-Hant en"),
            ("BY", "ru en"),
        ] {
            let hints = LanguageHints { network_country: Some(place), ..LanguageHints::default() };
            assert_eq!(tags(&hints).1, bundle, "{place}");
        }
    }
}
