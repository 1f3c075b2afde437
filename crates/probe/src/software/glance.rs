//! Tells in one pass over what an endpoint said which signs can be in it at all.
//!
//! Looking for each wording by itself is more than a hundred searches for each endpoint, nearly all
//! in vain, and a scan of a large network spent a third of its time on them. But a wording stands
//! only where its longest piece of plain text stands, and all these pieces are found at once. This
//! lets through too much, never too little: what does stand is still for [`Wording::find`] to say.

use super::proxy::Heard;
use super::{PRODUCTS, Product, Seen, Speaks, Wording};
use aho_corasick::automaton::Automaton;
use aho_corasick::{Input, nfa::contiguous::NFA};
use std::ops::Range;
use std::sync::LazyLock;

static MAIL: LazyLock<Glance> = LazyLock::new(|| Glance::over(PRODUCTS, true));
static PROXIES: LazyLock<Glance> = LazyLock::new(|| Glance::over(PRODUCTS, false));

/// A sign of a product.
pub(super) struct Sign {
    pub(super) product: &'static Product,
    pub(super) wordings: &'static [Wording],
    /// Whether the line that decides can tell a version.
    pub(super) tells_version: bool,
    /// Where its wordings stand in [`Glance::wordings`].
    places: Range<usize>,
}

/// Gives the signs that can be in `seen`, in the order of the table.
pub(super) fn possible(seen: &Seen<'_>) -> Vec<&'static Sign> {
    MAIL.signs_in(&MAIL.heard(seen))
}

/// Gives the signs that can be in what a proxy said, in the order of the table.
pub(super) fn possible_in_proxy(said: &Heard<'_>) -> Vec<&'static Sign> {
    PROXIES.signs_in(&PROXIES.heard_from_proxy(said))
}

/// The half of the table that is about mail, or the other, made ready: it is built once and shared.
struct Glance {
    signs: Vec<Sign>,
    wordings: Vec<Wording>,
    /// Finds the texts of all wordings, numbered alike. A table too large for it is walked in full.
    /// A DFA would be hardly faster and five times as long in the making.
    texts: Option<NFA>,
}

impl Glance {
    fn over(products: &'static [Product], mail: bool) -> Self {
        let (mut signs, mut wordings) = (Vec::new(), Vec::new());
        for product in products.iter().filter(|one| (one.speaks == Speaks::Mail) == mail) {
            for sign in product.signs {
                let from = wordings.len();
                wordings.extend_from_slice(sign);
                signs.push(Sign {
                    product,
                    wordings: sign,
                    tells_version: sign
                        .first()
                        .is_some_and(|first| first.pattern().contains("{version}")),
                    places: from..wordings.len(),
                });
            }
        }
        let texts = NFA::new(wordings.iter().map(|wording| plain(wording.pattern()))).ok();
        Self { signs, wordings, texts }
    }

    fn signs_in(&'static self, heard: &[bool]) -> Vec<&'static Sign> {
        let all =
            |sign: &&Sign| heard.get(sign.places.clone()).is_some_and(|all| !all.contains(&false));
        self.signs.iter().filter(all).collect()
    }

    /// Marks the wordings whose text is in `text`, where `part` says that it is looked for there.
    fn hear(&self, heard: &mut [bool], text: &str, part: fn(&Wording) -> bool) {
        // Never refused: it is so only for anchored searches and for the leftmost of matches.
        let texts =
            self.texts.as_ref().map(|texts| texts.try_find_overlapping_iter(Input::new(text)));
        for text in texts.into_iter().flatten().flatten() {
            let at = text.pattern().as_usize();
            if let (Some(heard), Some(wording)) = (heard.get_mut(at), self.wordings.get(at)) {
                *heard |= part(wording);
            }
        }
    }

    /// Tells for each wording whether its text is anywhere in the part that it is looked for in.
    fn heard(&self, seen: &Seen<'_>) -> Vec<bool> {
        let mut heard = vec![self.texts.is_none(); self.wordings.len()];
        let mut hear = |text: &str, part| self.hear(&mut heard, text, part);
        // A greeting of 4xx or 5xx is a refusal too, and so any greeting may be one here.
        hear(seen.banner, |wording| matches!(wording, Wording::Banner(_) | Wording::Refusal(_)));
        seen.ehlo.iter().for_each(|line| hear(line, |wording| matches!(wording, Wording::Ehlo(_))));
        seen.help.iter().for_each(|text| hear(text, |wording| matches!(wording, Wording::Help(_))));
        let refusal = |wording: &Wording| matches!(wording, Wording::Refusal(_));
        seen.refusals.iter().for_each(|text| hear(text, refusal));
        heard
    }

    /// Tells the same of what a proxy said.
    fn heard_from_proxy(&self, said: &Heard<'_>) -> Vec<bool> {
        let mut heard = vec![self.texts.is_none(); self.wordings.len()];
        let greeting = |wording: &Wording| matches!(wording, Wording::Greeting(_));
        for text in &said.greetings {
            self.hear(&mut heard, text, greeting);
        }
        let answer = |wording: &Wording| !matches!(wording, Wording::Greeting(_));
        for text in &said.answer_texts {
            self.hear(&mut heard, text, answer);
        }
        heard
    }
}

/// Gives the longest piece of `pattern` that is compared letter for letter.
fn plain(pattern: &str) -> &str {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let pattern = pattern.strip_suffix('$').unwrap_or(pattern);
    let pieces =
        pattern.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, text)| text));
    pieces.max_by_key(|piece| piece.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_plain_text_of_a_wording_has_none_of_its_marks() {
        for (pattern, text) in [
            ("ESMTP Postfix", "ESMTP Postfix"),
            ("^XRDST$", "XRDST"),
            ("^{word} Aloha {word}$", " Aloha "),
            ("(IMail {version}", "(IMail "),
            ("Synchronet SMTP Server for {word} v{version}", "Synchronet SMTP Server for "),
            ("{word}{version}$", ""),
        ] {
            assert_eq!(plain(pattern), text, "{pattern}");
        }
    }

    /// A shorter text would be in nearly everything that is said and spare nothing.
    #[test]
    fn the_table_fits_and_each_of_its_wordings_has_a_text() {
        for glance in [&MAIL, &PROXIES] {
            assert!(glance.texts.is_some());
            for wording in &glance.wordings {
                assert!(plain(wording.pattern()).len() >= 4, "{wording:?}");
            }
        }
    }
}
