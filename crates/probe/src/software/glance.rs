//! Tells in one pass over what an endpoint said which signs can be in it at all.
//!
//! Looking for each wording by itself is more than a hundred searches for each endpoint, nearly all
//! in vain, and a scan of a large network spent a third of its time on them. But a wording stands
//! only where its longest piece of plain text stands, and all these pieces are found at once. This
//! lets through too much, never too little: what does stand is still for [`Wording::find`] to say.

use super::{PRODUCTS, Product, Seen, Wording};
use aho_corasick::automaton::Automaton;
use aho_corasick::{Input, nfa::contiguous::NFA};
use std::ops::Range;
use std::sync::LazyLock;

static GLANCE: LazyLock<Glance> = LazyLock::new(|| Glance::over(PRODUCTS));

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
    let glance = &*GLANCE;
    let heard = glance.heard(seen);
    let all =
        |sign: &&Sign| heard.get(sign.places.clone()).is_some_and(|all| !all.contains(&false));
    glance.signs.iter().filter(all).collect()
}

/// A table made ready: it is built once and shared.
struct Glance {
    signs: Vec<Sign>,
    wordings: Vec<Wording>,
    /// Finds the texts of all wordings, numbered alike. A table too large for it is walked in full.
    /// A DFA would be hardly faster and five times as long in the making.
    texts: Option<NFA>,
}

impl Glance {
    fn over(products: &'static [Product]) -> Self {
        let (mut signs, mut wordings) = (Vec::new(), Vec::new());
        for product in products {
            for sign in product.signs {
                let from = wordings.len();
                wordings.extend_from_slice(sign);
                signs.push(Sign {
                    product,
                    wordings: sign,
                    tells_version: sign
                        .first()
                        .is_some_and(|first| pattern(first).contains("{version}")),
                    places: from..wordings.len(),
                });
            }
        }
        let texts = NFA::new(wordings.iter().map(|wording| plain(pattern(wording)))).ok();
        Self { signs, wordings, texts }
    }

    /// Tells for each wording whether its text is anywhere in the part that it is looked for in.
    fn heard(&self, seen: &Seen<'_>) -> Vec<bool> {
        let mut heard = vec![self.texts.is_none(); self.wordings.len()];
        let mut hear = |text: &str, part: fn(&Wording) -> bool| {
            // Never refused: it is so only for anchored searches and for the leftmost of matches.
            let texts =
                self.texts.as_ref().map(|texts| texts.try_find_overlapping_iter(Input::new(text)));
            for text in texts.into_iter().flatten().flatten() {
                let at = text.pattern().as_usize();
                if let (Some(heard), Some(wording)) = (heard.get_mut(at), self.wordings.get(at)) {
                    *heard |= part(wording);
                }
            }
        };
        // A greeting of 4xx or 5xx is a refusal too, and so any greeting may be one here.
        hear(seen.banner, |wording| matches!(wording, Wording::Banner(_) | Wording::Refusal(_)));
        seen.ehlo.iter().for_each(|line| hear(line, |wording| matches!(wording, Wording::Ehlo(_))));
        seen.help.iter().for_each(|text| hear(text, |wording| matches!(wording, Wording::Help(_))));
        let refusal = |wording: &Wording| matches!(wording, Wording::Refusal(_));
        seen.refusals.iter().for_each(|text| hear(text, refusal));
        heard
    }
}

/// Gives the pattern of a wording, with its marks.
fn pattern(wording: &Wording) -> &'static str {
    let (Wording::Banner(pattern)
    | Wording::Ehlo(pattern)
    | Wording::Help(pattern)
    | Wording::Refusal(pattern)) = *wording;
    pattern
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
        let glance = Glance::over(PRODUCTS);
        assert!(glance.texts.is_some());
        for wording in &glance.wordings {
            assert!(plain(pattern(wording)).len() >= 5, "{wording:?}");
        }
    }
}
