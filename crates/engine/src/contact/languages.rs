//! In which languages to write to somebody, and what that is concluded from.

use serde::{Deserialize, Serialize};

use super::countries::{Country, country};

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
    /// They work in so many countries that none of them tells their language: English.
    International,
    /// The registry says so of the contact (RFC 9083 section 4.4, RFC 6350 section 6.4.4).
    Registry,
    /// The organisation's postal address is in a country where it is spoken.
    Organisation,
    /// The mail address ends in a country's name.
    MailDomain,
    /// The network is registered for a country where it is spoken.
    Network,
    /// The regional registry that gave the network out, where nobody says for which country.
    Region,
    /// Nobody says anything else.
    #[default]
    Nothing,
}

impl Because {
    /// Its word, kebab-case: as it is kept with a case.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::SecurityText => "security-text",
            Self::International => "international",
            Self::Registry => "registry",
            Self::Organisation => "organisation",
            Self::MailDomain => "mail-domain",
            Self::Network => "network",
            Self::Region => "region",
            Self::Nothing => "nothing",
        }
    }
}

/// A regional registry of addresses.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// Africa.
    Afrinic,
    /// Asia and the Pacific.
    Apnic,
    /// North America.
    Arin,
    /// Latin America and the Caribbean.
    Lacnic,
    /// Europe, the Middle East, central Asia.
    Ripe,
}

impl Region {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Afrinic => "AFRINIC",
            Self::Apnic => "APNIC",
            Self::Arin => "ARIN",
            Self::Lacnic => "LACNIC",
            Self::Ripe => "RIPE NCC",
        }
    }

    /// The one that is meant by the name of a source: of a registry, or of its bulk file.
    #[must_use]
    pub fn of(source: &str) -> Option<Self> {
        let source = source.to_ascii_lowercase();
        let known = [
            ("afrinic", Self::Afrinic),
            ("apnic", Self::Apnic),
            ("arin", Self::Arin),
            ("lacnic", Self::Lacnic),
            ("nic.br", Self::Lacnic),
            ("registro.br", Self::Lacnic),
            ("ripe", Self::Ripe),
        ];
        let words: Vec<&str> =
            source.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').collect();
        let is_named = |name: &str| {
            words.iter().any(|word| *word == name || word.split('.').any(|part| part == name))
        };
        known.into_iter().find(|(name, _)| is_named(name)).map(|(_, region)| region)
    }

    /// What its members read where their country is not known; nothing where that is English, or too many.
    const fn languages(self) -> &'static [&'static str] {
        match self {
            Self::Lacnic => &["es-419", "pt-BR"],
            Self::Afrinic => &["fr", "en"],
            Self::Apnic | Self::Arin | Self::Ripe => &[],
        }
    }
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
    /// The regional registry that gave the network out.
    pub region: Option<Region>,
    /// They work in so many countries that none of these tells their language: English only,
    /// unless they chose another one themselves.
    pub is_international: bool,
}

/// One that said something, and what it said.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Hit {
    /// Which one.
    pub because: Because,
    /// The country's code, the domain or the registry that it was concluded from, where there is one.
    pub of: Option<String>,
    /// The tags.
    pub tags: Vec<String>,
}

/// Languages to write in.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Languages {
    /// Tags (RFC 5646) in the order of the letter; English is the last one, always.
    pub tags: Vec<String>,
    /// What decided.
    pub because: Because,
    /// Everything that said anything, with what it said, in the order of belief.
    pub hits: Vec<Hit>,
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
    let hit = |because, of: Option<String>, tags| Hit { because, of, tags };
    let spoken = |because, place: Option<&str>| {
        let place = country(place.unwrap_or_default());
        hit(because, place.map(|place| place.code.to_owned()), of_country(place))
    };
    let domain = hints.mail_domain.map(str::to_ascii_lowercase);
    let by_domain = of_domain(domain.as_deref().unwrap_or_default());
    let region = |region: Region| {
        let tags = region.languages().iter().map(|tag| (*tag).to_owned()).collect();
        hit(Because::Region, Some(region.name().to_owned()), tags)
    };
    let mut said = vec![
        hit(Because::Stored, None, chosen(hints.stored)),
        hit(Because::SecurityText, None, chosen(hints.security_text)),
        hit(Because::Registry, None, chosen(hints.registry)),
        spoken(Because::Organisation, hints.organisation_country),
        hit(Because::MailDomain, domain, by_domain),
        spoken(Because::Network, hints.network_country),
    ];
    // What a registry's region reads is only asked where the country is not known: it says less.
    let is_known = country(hints.network_country.unwrap_or_default()).is_some();
    said.extend(hints.region.filter(|_| !is_known).map(region));
    if hints.is_international {
        said.push(international());
    }
    Languages::decide(said)
}

fn international() -> Hit {
    Hit { because: Because::International, of: None, tags: vec![ENGLISH.to_owned()] }
}

impl Languages {
    /// The first in the order of belief decides.
    fn decide(mut hits: Vec<Hit>) -> Self {
        hits.retain(|hit| !hit.tags.is_empty());
        hits.sort_by_key(|hit| hit.because);
        let Some(first) = hits.first() else { return Self::default() };
        let mut tags: Vec<String> = Vec::with_capacity(first.tags.len().saturating_add(1));
        for tag in first.tags.iter().filter(|tag| !is_english(tag)) {
            if !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
        tags.push(ENGLISH.to_owned());
        Self { tags, because: first.because, hits }
    }

    /// The same for somebody who told us a language themselves; a text that is no tag changes nothing.
    #[must_use]
    pub fn preferring(mut self, tag: &str) -> Self {
        let Some(tag) = tag_of(tag) else { return self };
        // What they said stands above a rule that somebody wrote for them.
        self.hits.insert(0, Hit { because: Because::Stored, of: None, tags: vec![tag] });
        Self::decide(self.hits)
    }

    /// The same for somebody who works in many countries, as [`LanguageHints::is_international`].
    #[must_use]
    pub fn in_many_countries(mut self) -> Self {
        if !self.hits.iter().any(|hit| hit.because == Because::International) {
            self.hits.push(international());
        }
        Self::decide(self.hits)
    }
}

/// What is read in a country, English too where it is first.
fn of_country(place: Option<&'static Country>) -> Vec<String> {
    let languages = place.map_or(&[][..], |country| country.languages);
    languages.iter().map(|tag| (*tag).to_owned()).collect()
}

fn of_domain(domain: &str) -> Vec<String> {
    let top = domain.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if top.len() != 2 || GENERIC.contains(&top.as_str()) {
        return Vec::new();
    }
    of_country(country(&top))
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
            region: Some(Region::Lacnic),
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
        assert_eq!(tags(&hints), (Because::Region, "es-419 pt-BR en".into()));
        hints.region = Some(Region::Afrinic);
        assert_eq!(tags(&hints), (Because::Region, "fr en".into()));
        hints.region = Some(Region::Ripe);
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
        assert_eq!(tags(&hints), (Because::International, "en".into()));
        // It becomes known later, and what else was said is still there.
        let later = languages_of(&LanguageHints { is_international: false, ..hints.clone() });
        let later = later.in_many_countries();
        assert_eq!(later, languages_of(&hints));
        assert_eq!(later.hits[1].of.as_deref(), Some("JP"));
        assert_eq!(later.clone().preferring("de-AT").tags, ["de", "en"]);
        assert_eq!(later.clone().preferring("?"), later);
        assert_eq!(tags(&LanguageHints { stored: &stored, ..hints }).1, "ja en");
    }

    #[test]
    fn a_source_is_of_the_registry_in_its_name() {
        for (source, region) in [
            ("RIPE NCC", Some(Region::Ripe)),
            ("ripe.db.inetnum.gz", Some(Region::Ripe)),
            ("rdap.lacnic.net", Some(Region::Lacnic)),
            ("NIC.br", Some(Region::Lacnic)),
            ("AFRINIC", Some(Region::Afrinic)),
            ("a stripe", None),
            ("marine.txt", None),
        ] {
            assert_eq!(Region::of(source), region, "{source}");
        }
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
