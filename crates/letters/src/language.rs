//! Which languages letters are written in.

/// Which way a script runs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Direction {
    /// From the left.
    LeftToRight,
    /// From the right: whatever is put into a sentence is isolated (UAX #9).
    RightToLeft,
}

/// One language.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Language {
    /// Its tag (RFC 5646), which names its file.
    pub tag: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
    /// What it is called in English.
    pub english: &'static str,
    /// Which way it runs.
    pub direction: Direction,
    /// The locale whose dates and numbers it uses, where a bare tag would say too little; CLDR's tags.
    pub locale: &'static str,
    /// Its texts, in Fluent.
    pub source: &'static str,
}

impl Language {
    /// The language with that tag, or the one that a longer tag belongs to: `es-419` is `es`, `zh-TW` is `zh-Hant`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<&'static Self> {
        let exact = |tag: &str| LANGUAGES.iter().find(|known| known.tag.eq_ignore_ascii_case(tag));
        let lower = tag.to_ascii_lowercase();
        let (first, rest) = lower.split_once('-').unwrap_or((&lower, ""));
        let chinese = || {
            let is_traditional =
                rest.split('-').any(|part| ["hant", "tw", "hk", "mo"].contains(&part));
            exact(if is_traditional { "zh-Hant" } else { "zh-Hans" })
        };
        exact(tag).or_else(|| if first == "zh" { chinese() } else { exact(first) })
    }

    /// English, which is always there.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// What of a bundle letters can be written in, in its order and without repetition; English last, always.
    #[must_use]
    pub fn bundle<'a>(tags: impl IntoIterator<Item = &'a str>) -> Vec<&'static Self> {
        let mut bundle: Vec<&'static Self> = Vec::new();
        for language in tags.into_iter().filter_map(Self::of_tag) {
            let is_new = bundle.iter().all(|known| known.tag != language.tag);
            if is_new && language.tag != ENGLISH.tag {
                bundle.push(language);
            }
        }
        bundle.push(&ENGLISH);
        bundle
    }
}

macro_rules! language {
    ($tag:literal, $name:literal, $english:literal, $direction:ident, $locale:literal) => {
        Language {
            tag: $tag,
            name: $name,
            english: $english,
            direction: Direction::$direction,
            locale: $locale,
            source: include_str!(concat!("../lang/", $tag, ".ftl")),
        }
    };
}

const ENGLISH: Language = language!("en", "English", "English", LeftToRight, "en-GB");

/// Every language, in the order of the alphabet of their tags.
#[rustfmt::skip]
pub const LANGUAGES: &[Language] = &[
    language!("ar", "العربية", "Arabic", RightToLeft, "ar"),
    language!("bg", "Български", "Bulgarian", LeftToRight, "bg"),
    language!("cs", "Čeština", "Czech", LeftToRight, "cs"),
    language!("de", "Deutsch", "German", LeftToRight, "de"),
    language!("el", "Ελληνικά", "Greek", LeftToRight, "el"),
    ENGLISH,
    language!("es", "Español", "Spanish", LeftToRight, "es"),
    language!("fr", "Français", "French", LeftToRight, "fr"),
    language!("he", "עברית", "Hebrew", RightToLeft, "he"),
    language!("hi", "हिन्दी", "Hindi", LeftToRight, "hi"),
    language!("hu", "Magyar", "Hungarian", LeftToRight, "hu"),
    language!("id", "Bahasa Indonesia", "Indonesian", LeftToRight, "id"),
    language!("it", "Italiano", "Italian", LeftToRight, "it"),
    language!("ja", "日本語", "Japanese", LeftToRight, "ja"),
    language!("ko", "한국어", "Korean", LeftToRight, "ko"),
    language!("nl", "Nederlands", "Dutch", LeftToRight, "nl"),
    language!("pl", "Polski", "Polish", LeftToRight, "pl"),
    language!("pt", "Português", "Portuguese", LeftToRight, "pt-PT"),
    language!("pt-BR", "Português (Brasil)", "Brazilian Portuguese", LeftToRight, "pt-BR"),
    language!("ro", "Română", "Romanian", LeftToRight, "ro"),
    language!("ru", "Русский", "Russian", LeftToRight, "ru"),
    language!("th", "ไทย", "Thai", LeftToRight, "th"),
    language!("tr", "Türkçe", "Turkish", LeftToRight, "tr"),
    language!("uk", "Українська", "Ukrainian", LeftToRight, "uk"),
    language!("vi", "Tiếng Việt", "Vietnamese", LeftToRight, "vi"),
    language!("zh-Hans", "简体中文", "Simplified Chinese", LeftToRight, "zh-Hans"),
    language!("zh-Hant", "繁體中文", "Traditional Chinese", LeftToRight, "zh-Hant"),
];
