//! Decides which software an endpoint runs, from nothing but what it said of itself.
//!
//! Every text here is hostile: a banner is whatever its administrator typed, or what somebody
//! typed who wants us to be wrong. So no name is guessed. A *sign* of a product is a wording that
//! its makers put into a place where administrators do not write, or that no other product uses,
//! and the first word of a banner or of an EHLO answer, the host's own name, is no part of any
//! (see [`Wording`]). Then one rule decides:
//!
//! 1. Each product that shows at least one whole sign is a candidate.
//! 2. A product that another candidate is built on is dropped: netqmail also talks like qmail.
//! 3. One candidate left is the answer. None, or two that contradict each other (the banner says
//!    Postfix, the refusal is Exim's), is no answer: one of them lies, or a proxy stands between.
//!
//! The name serves people: which closing steps to send. It never decides a verdict.
//!
//! Mail servers and proxies stand in one table and are told apart by what they speak; what may be
//! believed of an HTTP response says `http`.

mod anonymity;
mod appliances;
mod caches;
mod clouds;
mod desktop;
mod developers;
mod forward;
mod free;
mod gateways;
mod glance;
mod http;
mod product;
mod proxy;
mod senders;
mod sinks;
mod suites;
mod webservers;
mod wording;

pub use product::{Example, PRODUCTS, Product, Speaks};
pub use proxy::{ProxySeen, recognise_proxy};
pub use wording::Wording;

use cerrojo_model::Software;
use glance::Sign;
use wording::Found;

/// The longest line that is kept as the reason for a name, in characters.
const SEEN_CHARACTERS: usize = 200;

/// What an endpoint said of itself, as far as it was kept: each text bounded by the caller.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The greeting, all its lines, with or without the reply code.
    pub banner: &'a str,
    /// The lines of the EHLO answer without the code; the first begins with the host's name.
    pub ehlo: &'a [String],
    /// The answer to HELP, all its lines, where it was asked.
    pub help: Option<&'a str>,
    /// What it refused with: `550 5.1.1 text`, with the code.
    pub refusals: &'a [String],
}

/// Names the software behind an endpoint, or nothing when what it said is silent or contradicts
/// itself.
///
/// The result's `seen` is the line that decided, without control characters and with at most 200
/// characters; its `version` is what that product's wording says, which may be a lie.
#[must_use]
pub fn recognise(seen: &Seen<'_>) -> Option<Software> {
    named(&glance::possible(seen), |wording| wording.find(seen))
}

/// Names the one product whose signs are whole, given how a wording is found.
fn named<'a>(signs: &[&Sign], find: impl Fn(&Wording) -> Option<Found<'a>>) -> Option<Software> {
    let by_product = signs.chunk_by(|sign, next| sign.product.id == next.product.id);
    let candidates =
        by_product.filter_map(|signs| Some((signs.first()?.product, shown(signs, &find)?)));
    decided(&candidates.collect::<Vec<_>>())
}

/// Gives the one candidate that no other is built on.
fn decided(candidates: &[(&Product, Found<'_>)]) -> Option<Software> {
    let beneath = |id: &str| candidates.iter().any(|(other, _)| other.built_on.contains(&id));
    let mut left = candidates.iter().filter(|(product, _)| !beneath(product.id));
    let (product, found) = left.next()?;
    if left.next().is_some() {
        return None;
    }
    Some(Software {
        name: product.name.to_owned(),
        version: found.version.map(str::to_owned),
        seen: printable(found.line),
    })
}

/// Finds the first of a product's signs that tells a version, or else the first of them at all.
fn shown<'a>(signs: &[&Sign], find: &impl Fn(&Wording) -> Option<Found<'a>>) -> Option<Found<'a>> {
    let mut first = None;
    for sign in signs {
        if first.is_some() && !sign.tells_version {
            continue;
        }
        match whole(sign.wordings, find) {
            Some(found) if found.version.is_some() => return Some(found),
            found => first = first.or(found),
        }
    }
    first
}

/// Finds all wordings of a sign; the first of them is the line that decided.
fn whole<'a>(sign: &[Wording], find: &impl Fn(&Wording) -> Option<Found<'a>>) -> Option<Found<'a>> {
    let mut wordings = sign.iter();
    let found = find(wordings.next()?)?;
    wordings.all(|wording| find(wording).is_some()).then_some(found)
}

/// Takes out what could steer a terminal or turn the reading direction, and bounds the rest.
fn printable(line: &str) -> String {
    line.chars().filter(|&c| !crate::printable::hides(c)).take(SEEN_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Said {
        banner: String,
        ehlo: Vec<String>,
        help: Option<String>,
        refusals: Vec<String>,
    }

    impl Said {
        fn seen(&self) -> Seen<'_> {
            Seen {
                banner: &self.banner,
                ehlo: &self.ehlo,
                help: self.help.as_deref(),
                refusals: &self.refusals,
            }
        }
    }

    fn play(example: &Example) -> Said {
        let owned = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect();
        Said {
            banner: example.banner.to_owned(),
            ehlo: owned(example.ehlo),
            help: example.help.map(str::to_owned),
            refusals: owned(example.refusals),
        }
    }

    fn mail() -> impl Iterator<Item = &'static Product> {
        PRODUCTS.iter().filter(|product| product.speaks == Speaks::Mail)
    }

    /// Walks the whole table, every wording by itself.
    fn walked(seen: &Seen<'_>) -> Option<Software> {
        walked_in(|wording| wording.find(seen))
    }

    pub(super) fn walked_in<'a>(find: impl Fn(&Wording) -> Option<Found<'a>>) -> Option<Software> {
        let shown = |product: &Product| {
            let found: Vec<_> =
                product.signs.iter().filter_map(|sign| whole(sign, &find)).collect();
            found.iter().find(|found| found.version.is_some()).or(found.first()).copied()
        };
        let candidates = PRODUCTS.iter().filter_map(|product| Some((product, shown(product)?)));
        decided(&candidates.collect::<Vec<_>>())
    }

    fn name(example: &Example) -> Option<String> {
        recognise(&play(example).seen()).map(|software| software.name)
    }

    #[test]
    fn every_example_gives_its_product_and_every_look_alike_does_not() {
        for product in mail() {
            for example in product.examples {
                let said = play(example);
                let software = recognise(&said.seen());
                let software =
                    software.unwrap_or_else(|| panic!("{}: no name for {example:?}", product.id));
                assert_eq!(software.name, product.name, "{example:?}");
                assert_eq!(software.version.as_deref(), example.version, "{example:?}");
                assert!(!software.seen.is_empty());
            }
            for look_alike in product.look_alikes {
                assert_ne!(name(look_alike).as_deref(), Some(product.name), "{look_alike:?}");
            }
        }
    }

    #[test]
    fn the_table_is_sorted_its_ids_are_kebab_case_and_what_they_build_on_exists() {
        for pair in PRODUCTS.windows(2) {
            assert!(pair[0].id < pair[1].id, "{} before {}", pair[0].id, pair[1].id);
        }
        for product in PRODUCTS {
            let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(product.id.chars().all(kebab), "{}", product.id);
            assert!(product.source.starts_with("https://"), "{}", product.source);
            assert!(PRODUCTS.iter().filter(|other| other.name == product.name).count() == 1);
            for id in product.built_on {
                assert!(PRODUCTS.iter().any(|other| other.id == *id), "{id}");
            }
        }
        assert!(PRODUCTS.len() >= 32, "{}", PRODUCTS.len());
    }

    #[test]
    fn every_sign_is_shown_by_an_example() {
        for product in mail() {
            for sign in product.signs {
                let shown = |example: &Example| {
                    let said = play(example);
                    whole(sign, &|wording: &Wording| wording.find(&said.seen())).is_some()
                };
                assert!(product.examples.iter().any(shown), "{} {sign:?}", product.id);
            }
        }
    }

    #[test]
    fn a_glance_misses_no_recording() {
        for product in mail() {
            for example in product.examples.iter().chain(product.look_alikes) {
                let said = play(example);
                assert_eq!(recognise(&said.seen()), walked(&said.seen()), "{example:?}");
            }
        }
    }

    #[test]
    fn a_later_sign_may_tell_the_version() {
        let example = Example::greets("220 mx.example.org ESMTP Sendmail")
            .help("214-2.0.0 This is sendmail version 8.17.1");
        let said = play(&example);
        let software = recognise(&said.seen()).unwrap();
        assert_eq!(software.version.as_deref(), Some("8.17.1"));
        assert_eq!(Some(software), walked(&said.seen()));
    }

    #[test]
    fn the_host_name_names_no_product() {
        for product in mail() {
            for greeting in ["ESMTP", "ESMTP ready", "SMTP service ready", "ESMTP Service Ready"] {
                let word = product.name.replace(' ', "-");
                let banner = format!("220 {word}.example.org {greeting}");
                let bare = format!("220 {word} {greeting}");
                let ehlo = format!("{word}.example.org Hello probe.example [192.0.2.1]");
                for banner in [banner, bare] {
                    let ehlo = [ehlo.clone()];
                    let seen = Seen { banner: &banner, ehlo: &ehlo, help: None, refusals: &[] };
                    assert_eq!(recognise(&seen), None, "{banner}");
                }
            }
        }
    }

    #[test]
    fn silence_and_contradiction_give_no_name() {
        for banner in ["", "220", "220 ", "220 mail ESMTP", "220 ****************200**0******"] {
            assert_eq!(name(&Example::greets(banner)), None, "{banner}");
        }
        let lies = Example::greets("220 mx.example.org ESMTP Postfix")
            .refuses(&["550 relay not permitted", "550 Unrouteable address"]);
        assert_eq!(name(&lies), None);
        let both = Example::greets("220-mx ESMTP Exim 4.96\r\n220 mx ESMTP Sendmail 8.17.1/8.17.1");
        assert_eq!(name(&both), None);
    }

    #[test]
    fn the_reason_is_bounded_and_cannot_steer_a_terminal() {
        let banner = format!("220 m\u{1b}[2Jx\u{202e} ESMTP Exim 4.96 {}", "\u{7}é".repeat(400));
        let seen = Seen { banner: &banner, ehlo: &[], help: None, refusals: &[] };
        let software = recognise(&seen).unwrap();
        assert_eq!(software.version.as_deref(), Some("4.96"));
        assert!(software.seen.starts_with("220 m[2Jx ESMTP Exim 4.96 éé"));
        assert_eq!(software.seen.chars().count(), SEEN_CHARACTERS);
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_text_never_panics(
            banner in ".*", ehlo in proptest::collection::vec(".*", 0..4),
            help in proptest::option::of(".*"), refusals in proptest::collection::vec(".*", 0..4),
        ) {
            let seen = Seen { banner: &banner, ehlo: &ehlo, help: help.as_deref(), refusals: &refusals };
            let _ = recognise(&seen);
        }

        #[test]
        fn a_glance_misses_nothing_that_the_whole_table_finds(
            chosen in proptest::array::uniform4(proptest::prelude::any::<proptest::sample::Index>()),
            cut in 0_usize..80, loses in 0_usize..4, with in "(?s).{0,4}", refuses: bool, mixed: bool,
        ) {
            let all = mail().flat_map(|product| [product.examples, product.look_alikes]);
            let all: Vec<Example> = all.flatten().copied().collect();
            let [greets, ehlo, help, refusing] = chosen.map(|index| play(index.get(&all)));
            let mut said = if mixed {
                Said { banner: greets.banner, ehlo: ehlo.ehlo, help: help.help, refusals: refusing.refusals }
            } else {
                greets
            };
            if refuses && let Some(refusal) = said.refusals.pop() {
                said.banner = refusal;
            }
            proptest::prop_assert_eq!(recognise(&said.seen()), walked(&said.seen()));
            let mutilate = |line: &mut String| {
                let kept = line.chars().take(cut).chain(with.chars());
                *line = kept.chain(line.chars().skip(cut + loses)).collect();
            };
            mutilate(&mut said.banner);
            said.ehlo.iter_mut().for_each(mutilate);
            said.help.iter_mut().for_each(mutilate);
            said.refusals.iter_mut().for_each(mutilate);
            proptest::prop_assert_eq!(recognise(&said.seen()), walked(&said.seen()));
        }

        #[test]
        fn mutilated_recordings_never_panic_and_stay_bounded(
            product: proptest::sample::Index, cut in 0_usize..80, with in ".{0,8}",
        ) {
            for example in product.get(&mail().collect::<Vec<_>>()).examples {
                let mut said = play(example);
                let mutilate = |line: &mut String| {
                    let at = line.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(line.len());
                    line.insert_str(at, &with);
                };
                mutilate(&mut said.banner);
                said.ehlo.iter_mut().for_each(mutilate);
                said.refusals.iter_mut().for_each(mutilate);
                if let Some(software) = recognise(&said.seen()) {
                    proptest::prop_assert!(software.seen.chars().count() <= SEEN_CHARACTERS);
                    proptest::prop_assert!(!software.seen.chars().any(char::is_control));
                }
            }
        }
    }
}
