//! Decides which software a proxy runs, from its greeting and from what it answered.
//!
//! The rule that decides is the same as for mail. What may be believed of a response, and why a
//! chain of proxies or the origin behind one is not mistaken for it, says [`super::http`].

use super::http::{Answer, bounded};
use super::{glance, named};
use cerrojo_model::Software;

/// The most responses that are looked at.
const ANSWERS: usize = 32;

/// What an endpoint that may be a proxy said.
#[derive(Clone, Copy, Debug)]
pub struct ProxySeen<'a> {
    /// What it said before we said anything: the greeting of a telnet or FTP proxy, or nothing.
    pub greeting: &'a str,
    /// The beginnings of its HTTP responses, at most 4 KiB of each: status line, header fields, an
    /// empty line, the body. A text that is no response counts as something it said unasked.
    pub answers: &'a [String],
}

/// Names the software of a proxy, or nothing when what it said is silent or contradicts itself.
///
/// Of a chain of proxies the nearest is named, or none. The result's `seen` is the line that
/// decided, without control characters and with at most 200 characters; its `version` is what that
/// product's wording says, which may be a lie.
#[must_use]
pub fn recognise_proxy(seen: &ProxySeen<'_>) -> Option<Software> {
    let mut heard = Heard::listen(seen);
    let signs = glance::possible_in_proxy(&heard);
    if signs.is_empty() {
        return None;
    }
    heard.read();
    named(&signs, |wording| wording.find_in_proxy(&heard))
}

/// What a proxy said, bounded and sorted by what it is.
pub(super) struct Heard<'a> {
    pub(super) greetings: Vec<&'a str>,
    pub(super) answer_texts: Vec<&'a str>,
    pub(super) answers: Vec<Answer<'a>>,
}

impl<'a> Heard<'a> {
    fn listen(seen: &ProxySeen<'a>) -> Self {
        let texts = seen.answers.iter().take(ANSWERS).map(|text| bounded(text));
        let (answer_texts, mut greetings): (Vec<_>, Vec<_>) =
            texts.partition(|text| text.starts_with("HTTP/"));
        greetings.insert(0, bounded(seen.greeting));
        Self { greetings, answer_texts, answers: Vec::new() }
    }

    /// Takes the responses apart, which is worth the while only where something can be in them.
    fn read(&mut self) {
        self.answers = self.answer_texts.iter().filter_map(|text| Answer::read(text)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Example, PRODUCTS, Product, Seen, Speaks, Wording, printable, recognise, tests, whole,
    };
    use super::*;

    struct Said {
        greeting: String,
        answers: Vec<String>,
    }

    impl Said {
        fn seen(&self) -> ProxySeen<'_> {
            ProxySeen { greeting: &self.greeting, answers: &self.answers }
        }

        fn heard(&self) -> Heard<'_> {
            let mut heard = Heard::listen(&self.seen());
            heard.read();
            heard
        }

        /// Walks the whole table, every wording by itself.
        fn walked(&self) -> Option<Software> {
            let heard = self.heard();
            tests::walked_in(|wording| wording.find_in_proxy(&heard))
        }
    }

    fn play(example: &Example) -> Said {
        let answers = example.answers.iter().map(|&answer| answer.to_owned()).collect();
        Said { greeting: example.banner.to_owned(), answers }
    }

    fn proxies() -> impl Iterator<Item = &'static Product> {
        PRODUCTS.iter().filter(|product| product.speaks != Speaks::Mail)
    }

    fn of(answers: &[&str]) -> Option<Software> {
        let answers: Vec<_> = answers.iter().map(|&answer| answer.to_owned()).collect();
        recognise_proxy(&ProxySeen { greeting: "", answers: &answers })
    }

    fn name(answers: &[&str]) -> Option<String> {
        of(answers).map(|software| software.name)
    }

    #[test]
    fn every_example_gives_its_product_and_every_look_alike_does_not() {
        for product in proxies() {
            for example in product.examples {
                let software = recognise_proxy(&play(example).seen());
                let software =
                    software.unwrap_or_else(|| panic!("{}: no name for {example:?}", product.id));
                assert_eq!(software.name, product.name, "{example:?}");
                assert_eq!(software.version.as_deref(), example.version, "{example:?}");
                assert!(!software.seen.is_empty());
                let lines = example.answers.iter().flat_map(|answer| answer.lines());
                let mut lines = lines.chain(example.banner.lines());
                assert!(lines.any(|line| printable(line).contains(&software.seen)), "{example:?}");
            }
            for look_alike in product.look_alikes {
                let software = recognise_proxy(&play(look_alike).seen());
                assert_ne!(
                    software.map(|one| one.name).as_deref(),
                    Some(product.name),
                    "{look_alike:?}"
                );
            }
        }
        assert!(proxies().count() >= 45, "{}", proxies().count());
    }

    #[test]
    fn every_sign_is_shown_by_an_example() {
        for product in proxies() {
            for sign in product.signs {
                let shown = |example: &Example| {
                    let said = play(example);
                    whole(sign, &|wording: &Wording| wording.find_in_proxy(&said.heard())).is_some()
                };
                assert!(product.examples.iter().any(shown), "{} {sign:?}", product.id);
            }
        }
    }

    #[test]
    fn mail_and_proxies_are_not_taken_for_each_other() {
        for product in PRODUCTS {
            for example in product.examples.iter().chain(product.look_alikes) {
                let mail = |name: &str| {
                    PRODUCTS.iter().any(|one| one.name == name && one.speaks == Speaks::Mail)
                };
                let said: Vec<String> = [example.ehlo, example.refusals, example.answers]
                    .concat()
                    .iter()
                    .map(|&line| line.to_owned())
                    .collect();
                let seen = Seen {
                    banner: example.banner,
                    ehlo: &said,
                    help: example.help,
                    refusals: &said,
                };
                assert!(recognise(&seen).is_none_or(|one| mail(&one.name)), "{example:?}");
                let seen = ProxySeen { greeting: example.banner, answers: &said };
                assert!(recognise_proxy(&seen).is_none_or(|one| !mail(&one.name)), "{example:?}");
            }
        }
    }

    #[test]
    fn of_a_chain_the_nearest_is_named_or_none() {
        let far = "1.1 far.example (squid/5.7)";
        let near = "1.1 near.example (tinyproxy/1.11.1)";
        let once = format!("HTTP/1.1 200 OK\r\nVia: {far}, {near}\r\n\r\n");
        assert_eq!(name(&[&once]).as_deref(), Some("Tinyproxy"));
        let twice = format!("HTTP/1.1 200 OK\r\nVia: {far}\r\nVia: {near}\r\n\r\n");
        assert_eq!(name(&[&twice]).as_deref(), Some("Tinyproxy"));
        let its_error = format!(
            "HTTP/1.1 403 Forbidden\r\nServer: squid/5.7\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nVia: {far}, {near}\r\n\r\n<p>Generated by far.example (squid/5.7)</p>"
        );
        assert_eq!(name(&[&its_error]).as_deref(), Some("Tinyproxy"));
        let unknown = format!("HTTP/1.1 200 OK\r\nVia: {far}, 1.1 near.example (own make)\r\n\r\n");
        assert_eq!(name(&[&unknown]), None);
        let nameless = format!("HTTP/1.1 200 OK\r\nVia: {far}, 1.1 near.example\r\n\r\n");
        assert_eq!(name(&[&nameless]), None);
    }

    #[test]
    fn the_origin_names_no_proxy() {
        for answer in [
            "HTTP/1.1 200 OK\r\nServer: Apache/2.4.71\r\n\r\n<address>Apache/2.4.71</address>",
            "HTTP/1.1 404 Not Found\r\nServer: nginx/1.22.1\r\n\r\n",
            "HTTP/1.1 403 Forbidden\r\nServer: nginx/1.22.1\r\nVia: 1.1 proxy.example.org\r\n\r\n<hr><center>nginx/1.22.1</center>",
            "HTTP/1.1 200 Connection established by nobody\r\nServer: nginx/1.22.1\r\n\r\n",
        ] {
            assert_eq!(of(&[answer]), None, "{answer}");
        }
    }

    #[test]
    fn silence_and_contradiction_give_no_name() {
        for answer in ["", "HTTP/1.1 200 Connection established\r\n\r\n", "HTTP/1.1 403\r\n\r\n"] {
            assert_eq!(of(&[answer]), None, "{answer}");
        }
        let squid = "HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\n\r\n";
        let nginx = "HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\n\r\n";
        assert_eq!(name(&[squid]).as_deref(), Some("Squid"));
        assert_eq!(name(&[nginx]).as_deref(), Some("nginx"));
        assert_eq!(name(&[squid, nginx]), None);
    }

    #[test]
    fn the_host_name_names_no_product() {
        for product in proxies() {
            let word = product.name.replace([' ', '(', ')'], "-");
            for host in [word.clone(), word.to_lowercase(), format!("{word}.example.org:3128")] {
                let via = format!(
                    "HTTP/1.1 200 OK\r\nVia: 1.1 {host}\r\nX-Cache: MISS from {host}\r\n\r\n"
                );
                let greeting = format!("220 {host} FTP server ready.\r\n");
                let answers = [via];
                let software =
                    recognise_proxy(&ProxySeen { greeting: &greeting, answers: &answers });
                // Its makers' pseudonym, which RFC 9110 section 7.6.3 lets stand for the host's name.
                if host != "Caddy" {
                    assert_eq!(software, None, "{host}");
                }
            }
        }
    }

    #[test]
    fn only_the_beginnings_are_looked_at() {
        let late = format!("HTTP/1.1 403 Forbidden\r\n\r\n{}(squid/5.7)</p>", " ".repeat(4096));
        assert_eq!(of(&[&late]), None);
        let mut many = vec!["HTTP/1.1 200 OK\r\n\r\n"; ANSWERS];
        many.push("HTTP/1.1 403 Forbidden\r\nServer: squid/5.7\r\n\r\n");
        assert_eq!(of(&many), None);
    }

    #[test]
    fn the_reason_is_bounded_and_cannot_steer_a_terminal() {
        let page = format!("<p>\u{1b}[2J\u{202e} (squid/5.7)</p>{}", "\u{7}é".repeat(400));
        let software = of(&[&format!("HTTP/1.1 403 Forbidden\r\n\r\n{page}")]).unwrap();
        assert_eq!(software.version.as_deref(), Some("5.7"));
        assert!(software.seen.starts_with("<p>[2J (squid/5.7)</p>éé"), "{}", software.seen);
        assert_eq!(software.seen.chars().count(), 200);
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_text_never_panics(
            greeting in "(?s).*", answers in proptest::collection::vec("(HTTP/1.1 [45]0[0-9]\n)?(?s).*", 0..4),
        ) {
            let _ = recognise_proxy(&ProxySeen { greeting: &greeting, answers: &answers });
        }

        #[test]
        fn a_glance_misses_nothing_that_the_whole_table_finds(
            chosen in proptest::array::uniform3(proptest::prelude::any::<proptest::sample::Index>()),
            cut in 0_usize..200, loses in 0_usize..4, with in "(?s).{0,4}",
        ) {
            let all = proxies().flat_map(|product| [product.examples, product.look_alikes]);
            let all: Vec<Example> = all.flatten().copied().collect();
            let [greets, answers, more] = chosen.map(|index| play(index.get(&all)));
            let answers = answers.answers.into_iter().chain(more.answers).collect();
            let mut said = Said { greeting: greets.greeting, answers };
            proptest::prop_assert_eq!(recognise_proxy(&said.seen()), said.walked());
            let mutilate = |text: &mut String| {
                let kept = text.chars().take(cut).chain(with.chars());
                *text = kept.chain(text.chars().skip(cut + loses)).collect();
            };
            mutilate(&mut said.greeting);
            said.answers.iter_mut().for_each(mutilate);
            let software = recognise_proxy(&said.seen());
            proptest::prop_assert_eq!(&software, &said.walked());
            if let Some(software) = software {
                proptest::prop_assert!(software.seen.chars().count() <= 200);
                proptest::prop_assert!(!software.seen.chars().any(char::is_control));
            }
        }
    }
}
