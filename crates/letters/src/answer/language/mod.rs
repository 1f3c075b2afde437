//! In which of our languages a text is written; silence where that is not sure.
//!
//! Scripts first: Greek, Thai, Hebrew, Korean and others have one of their own. Where languages share a script,
//! small words decide: each that only one of them has counts twice, and the best must lead clearly.

mod words;

use words::TONGUES;

/// Characters of a text that are looked at.
const CHARACTERS: usize = 4000;
/// What small words must add up to.
const LEAST_SCORE: u32 = 3;

/// A language of ours and how it is recognised.
#[derive(Clone, Copy, Debug)]
pub struct Tongue {
    /// Its tag (BCP 47).
    pub tag: &'static str,
    /// Its script.
    pub script: Script,
    /// Its small words, in small letters. The fewer of the neighbours have one, the more it says.
    pub words: &'static [&'static str],
    /// Letters that its neighbours do not have.
    pub letters: &'static str,
    /// A sentence that is in it.
    pub example: &'static str,
}

/// What a language is written with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Arabic letters.
    Arabic,
    /// Hebrew letters.
    Hebrew,
    /// Chinese characters, without those of Japan.
    Han,
    /// Chinese characters with the syllables of Japan.
    Kana,
    /// Korean syllables.
    Hangul,
    /// Thai letters.
    Thai,
    /// Devanagari.
    Devanagari,
}

/// Our languages.
pub const LANGUAGES: &[Tongue] = TONGUES;

/// The tag of the language of `text`; `None` when that is not sure.
pub(super) fn detect(text: &str) -> Option<&'static str> {
    let text: String = text.chars().take(CHARACTERS).collect::<String>().to_lowercase();
    let script = script(&text)?;
    let of_script: Vec<&Tongue> = TONGUES.iter().filter(|it| it.script == script).collect();
    if let [only] = of_script.as_slice() {
        return Some(only.tag);
    }
    let words: Vec<&str> = text.split(|it: char| !it.is_alphabetic() && it != '\'').collect();
    let mut scores: Vec<(u32, &Tongue)> =
        of_script.iter().map(|one| (score(one, &text, &words, &of_script), *one)).collect();
    scores.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let (best, tongue) = scores.first().copied()?;
    // A dialect of the best one is no rival: it has the same words.
    let base = |tongue: &Tongue| tongue.tag.split('-').next().unwrap_or_default();
    let rival = scores
        .iter()
        .skip(1)
        .find(|(_, other)| base(other) != base(tongue) || script == Script::Han);
    let rival = rival.map_or(0, |(score, _)| *score);
    let leads =
        best >= LEAST_SCORE && best.saturating_mul(3) >= rival.saturating_mul(4) && best > rival;
    let same: Vec<_> =
        scores.iter().filter(|(score, it)| *score == best && base(it) == base(tongue)).collect();
    // Of two that are level, the shorter tag is the general one.
    let general =
        same.iter().min_by_key(|(_, it)| it.tag.len()).map_or(tongue.tag, |(_, it)| it.tag);
    leads.then_some(general)
}

/// The script of most letters; any kana makes it Japanese.
fn script(text: &str) -> Option<Script> {
    let (mut counts, mut kana): ([(Script, u32); 9], u32) = (SCRIPTS.map(|it| (it, 0)), 0);
    for letter in text.chars().filter(|it| it.is_alphabetic()) {
        if matches!(letter, '\u{3041}'..='\u{30ff}') {
            kana = kana.saturating_add(1);
        }
        if let Some(found) = script_of(letter) {
            for (script, count) in &mut counts {
                if *script == found {
                    // A character of Chinese stands for a word, not for a letter.
                    let weight = if found == Script::Han { 3 } else { 1 };
                    *count = count.saturating_add(weight);
                }
            }
        }
    }
    // Names and addresses are Latin everywhere: another script needs only a share.
    let latin = counts.iter().find(|(it, _)| *it == Script::Latin).map_or(0, |(_, count)| *count);
    let best = counts.iter().filter(|(it, _)| *it != Script::Latin).max_by_key(|(_, count)| *count);
    match best {
        Some((Script::Han, count)) if kana >= 2 && kana.saturating_mul(12) >= *count => {
            Some(Script::Kana)
        }
        Some((script, count)) if *count >= 4 && count.saturating_mul(3) >= latin => Some(*script),
        _ if kana >= 4 => Some(Script::Kana),
        _ if latin >= 4 => Some(Script::Latin),
        _ => None,
    }
}

const SCRIPTS: [Script; 9] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Greek,
    Script::Arabic,
    Script::Hebrew,
    Script::Han,
    Script::Hangul,
    Script::Thai,
    Script::Devanagari,
];

fn script_of(letter: char) -> Option<Script> {
    Some(match letter {
        'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => Script::Arabic,
        '\u{900}'..='\u{97f}' => Script::Devanagari,
        '\u{e00}'..='\u{e7f}' => Script::Thai,
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => Script::Hangul,
        '\u{3400}'..='\u{9fff}' => Script::Han,
        _ => return None,
    })
}

/// Two for each word that no neighbour has, one for others; two for a letter of its own, up to four times.
fn score(one: &Tongue, text: &str, words: &[&str], all: &[&Tongue]) -> u32 {
    let is_own = |word: &str| {
        let base = one.tag.split('-').next();
        let others = all.iter().filter(|it| it.tag.split('-').next() != base);
        !others.into_iter().any(|it| it.words.contains(&word))
    };
    let mut score = 0_u32;
    if one.script == Script::Han {
        let own = text.chars().filter(|it| one.letters.contains(*it)).count();
        return u32::try_from(own).unwrap_or(u32::MAX).saturating_mul(2);
    }
    for word in words.iter().filter(|word| one.words.contains(word)) {
        score = score.saturating_add(if is_own(word) { 2 } else { 1 });
    }
    let letters = text.chars().filter(|it| one.letters.contains(*it)).take(4).count();
    score.saturating_add(u32::try_from(letters).unwrap_or(0).saturating_mul(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_known_by_its_example() {
        for tongue in TONGUES {
            assert_eq!(detect(tongue.example), Some(tongue.tag), "{}", tongue.example);
        }
        assert_eq!(TONGUES.len(), 27);
    }

    #[test]
    fn what_is_not_sure_is_not_said() {
        for text in
            ["", "OK", "192.0.2.1", "ok 123 ja", "www.example.org", "Proxy relay SMTP", "!!!"]
        {
            assert_eq!(detect(text), None, "{text}");
        }
    }
}
