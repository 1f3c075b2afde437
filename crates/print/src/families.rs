//! Which fonts are wanted for which language?

/// A family of fonts, and where Debian has it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Family {
    /// Its name, as its files say it.
    pub name: &'static str,
    /// What it shows.
    pub scripts: &'static str,
    /// What it is for.
    pub used: Use,
    /// The names of its files: the upright one, then the bold one. A collection (`.ttc`) holds more than one family,
    /// and is needed once.
    pub files: &'static [&'static str],
    /// The package of Debian that holds them.
    pub package: &'static str,
}

/// What a family is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Use {
    /// Text in any language.
    Text,
    /// Text in these languages: what follows a tag of the list may follow (`pt` is `pt-BR` too). Chinese is listed by
    /// its script.
    TextIn(&'static [&'static str]),
    /// What stands verbatim, in any language.
    Verbatim,
    /// What stands verbatim in these languages.
    VerbatimIn(&'static [&'static str]),
    /// Signs that a letter may contain. It is printed without the family too, if it contains none.
    Signs,
}

const CJK: &[&str] = &["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"];

/// The families that letters are set in.
///
/// The Chinese, Japanese and Korean ones share two files of 20 MB each: their characters are the same, and are
/// drawn as each language draws them.
#[rustfmt::skip]
pub const FAMILIES: &[Family] = &[
    Family { name: "Noto Sans",             scripts: "Latin, Cyrillic, Greek", used: Use::Text, files: &["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"], package: "fonts-noto-core" },
    Family { name: "Noto Sans Mono",        scripts: "Latin, Cyrillic, Greek", used: Use::Verbatim, files: &["NotoSansMono-Regular.ttf", "NotoSansMono-Bold.ttf"], package: "fonts-noto-mono" },
    Family { name: "Noto Sans Arabic",      scripts: "Arabic", used: Use::TextIn(&["ar", "fa", "ur", "ps", "ckb"]), files: &["NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"], package: "fonts-noto-core" },
    Family { name: "Noto Sans Hebrew",      scripts: "Hebrew", used: Use::TextIn(&["he", "yi"]), files: &["NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"], package: "fonts-noto-core" },
    Family { name: "Noto Sans Thai",        scripts: "Thai", used: Use::TextIn(&["th"]), files: &["NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf"], package: "fonts-noto-core" },
    Family { name: "Noto Sans Devanagari",  scripts: "Devanagari", used: Use::TextIn(&["hi", "mr", "ne"]), files: &["NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf"], package: "fonts-noto-core" },
    Family { name: "Noto Sans CJK SC",      scripts: "Han, simplified", used: Use::TextIn(&["zh-Hans"]), files: CJK, package: "fonts-noto-cjk" },
    Family { name: "Noto Sans CJK TC",      scripts: "Han, traditional", used: Use::TextIn(&["zh-Hant"]), files: CJK, package: "fonts-noto-cjk" },
    Family { name: "Noto Sans CJK JP",      scripts: "Kanji, Kana", used: Use::TextIn(&["ja"]), files: CJK, package: "fonts-noto-cjk" },
    Family { name: "Noto Sans CJK KR",      scripts: "Hangul, Hanja", used: Use::TextIn(&["ko"]), files: CJK, package: "fonts-noto-cjk" },
    Family { name: "Noto Sans Mono CJK SC", scripts: "Han, simplified", used: Use::VerbatimIn(&["zh-Hans"]), files: CJK, package: "fonts-noto-cjk" },
    Family { name: "Noto Sans Mono CJK TC", scripts: "Han, traditional", used: Use::VerbatimIn(&["zh-Hant"]), files: CJK, package: "fonts-noto-cjk" },
    Family { name: "Noto Sans Mono CJK JP", scripts: "Kanji, Kana", used: Use::VerbatimIn(&["ja"]), files: CJK, package: "fonts-noto-cjk" },
    Family { name: "Noto Sans Mono CJK KR", scripts: "Hangul, Hanja", used: Use::VerbatimIn(&["ko"]), files: CJK, package: "fonts-noto-cjk" },
    Family { name: "Noto Sans Math",        scripts: "arrows, operators", used: Use::Signs, files: &["NotoSansMath-Regular.ttf"], package: "fonts-noto-core" },
    Family { name: "Noto Sans Symbols",     scripts: "symbols", used: Use::Signs, files: &["NotoSansSymbols-Regular.ttf", "NotoSansSymbols-Bold.ttf"], package: "fonts-noto-core" },
    Family { name: "Noto Sans Symbols2",    scripts: "symbols", used: Use::Signs, files: &["NotoSansSymbols2-Regular.ttf"], package: "fonts-noto-core" },
];

/// The families without which nothing is printed in `language` (a BCP 47 tag).
///
/// Names in other scripts (an owner in Tokyo, in a letter in French) need the families of those too.
pub fn families(language: &str) -> impl Iterator<Item = &'static Family> {
    let tag = Tag::read(language);
    FAMILIES.iter().filter(move |family| match family.used {
        Use::Text | Use::Verbatim => true,
        Use::TextIn(languages) | Use::VerbatimIn(languages) => tag.is_among(languages),
        Use::Signs => false,
    })
}

/// What matters of a BCP 47 tag here.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Tag {
    /// As in the lists of [`FAMILIES`].
    name: String,
    /// The language as OpenType features and line breaks go by it: two or three letters.
    pub(crate) language: String,
    /// The region, where it changes how the language is set.
    pub(crate) region: Option<&'static str>,
}

impl Tag {
    pub(crate) fn read(tag: &str) -> Self {
        let lower = tag.to_ascii_lowercase();
        let mut parts = lower.split(['-', '_']);
        let first = parts.next().unwrap_or_default();
        let plain = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
        let language = if plain { first } else { "und" };
        if language != "zh" {
            return Self { name: language.to_owned(), language: language.to_owned(), region: None };
        }
        let traditional = parts.any(|part| ["hant", "tw", "hk", "mo"].contains(&part));
        let (name, region) = if traditional { ("zh-Hant", "TW") } else { ("zh-Hans", "CN") };
        Self { name: name.to_owned(), language: language.to_owned(), region: Some(region) }
    }

    fn is_among(&self, languages: &[&str]) -> bool {
        languages.contains(&self.name.as_str())
    }

    /// All families for text, or for what stands verbatim, those that suit the language best first.
    pub(crate) fn order(&self, verbatim: bool) -> Vec<&'static Family> {
        let mut all: Vec<&Family> = FAMILIES.iter().collect();
        all.sort_by_key(|family| self.rank(family.used, verbatim));
        all
    }

    /// Han comes before Latin in its own languages, because its quotation marks and dots take a whole square.
    /// Everybody else's figures and dots are those of Latin.
    fn rank(&self, used: Use, verbatim: bool) -> u8 {
        match used {
            Use::Verbatim if verbatim => 0,
            Use::VerbatimIn(languages) if verbatim && self.is_among(languages) => 1,
            Use::TextIn(languages) if self.is_among(languages) && self.writes_han() => 2,
            Use::Text => 3,
            Use::TextIn(languages) if self.is_among(languages) => 4,
            Use::TextIn(_) => 5,
            Use::Verbatim | Use::VerbatimIn(_) => 6,
            Use::Signs => 7,
        }
    }

    fn writes_han(&self) -> bool {
        ["zh", "ja", "ko"].contains(&self.language.as_str())
    }

    /// The space between lines, in parts of the size of the text: marks above and below need more of it.
    pub(crate) fn leading(&self) -> f64 {
        match self.language.as_str() {
            "th" => 1.1,
            "hi" | "mr" | "ne" | "ar" | "fa" | "ur" | "ps" | "ckb" => 1.0,
            "vi" | "ja" | "ko" | "zh" => 0.85,
            _ => 0.7,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_says_all_and_once() {
        for (number, family) in FAMILIES.iter().enumerate() {
            assert!(family.name.starts_with("Noto Sans"), "{}", family.name);
            assert!((1..=2).contains(&family.files.len()), "{}", family.name);
            assert!(!family.scripts.is_empty() && family.package.starts_with("fonts-noto-"));
            assert!(FAMILIES.iter().skip(number + 1).all(|other| other.name != family.name));
        }
    }

    #[test]
    fn a_language_gets_its_own_families_first() {
        let names = |tag: &str| families(tag).map(|family| family.name).collect::<Vec<_>>();
        assert_eq!(names("fr"), ["Noto Sans", "Noto Sans Mono"]);
        assert_eq!(names("pt-BR"), ["Noto Sans", "Noto Sans Mono"]);
        assert_eq!(names("ar-EG"), ["Noto Sans", "Noto Sans Mono", "Noto Sans Arabic"]);
        for (tag, own) in [("zh", "SC"), ("zh-CN", "SC"), ("zh-Hant", "TC"), ("zh-TW", "TC")] {
            let cjk = format!("Noto Sans CJK {own}");
            assert!(names(tag).contains(&cjk.as_str()), "{tag}");
            assert_eq!(Tag::read(tag).order(false)[0].name, cjk);
            assert_eq!(Tag::read(tag).order(true)[1].name, format!("Noto Sans Mono CJK {own}"));
        }
        assert_eq!(Tag::read("he").order(false)[1].name, "Noto Sans Hebrew");
        assert_eq!(Tag::read("he").order(true)[0].name, "Noto Sans Mono");
    }

    #[test]
    fn what_is_no_tag_is_no_language() {
        for tag in ["", "x", "english", "e2", "日本"] {
            assert_eq!(Tag::read(tag).language, "und", "{tag}");
        }
    }
}
