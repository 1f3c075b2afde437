//! Decides whether a product's wording stands in what an endpoint said.
//!
//! A wording is plain text, compared letter for letter, with these few marks:
//!
//! - `{version}` a digit and what follows it of letters, digits, `.`, `_`, `+` and `-`;
//! - `{word}` anything without a blank in it, at most 256 characters;
//! - `{hex}` exactly 32 hexadecimal digits;
//! - `^` at the start: only at the very beginning of the line;
//! - `$` at the end: nothing but blanks may follow.
//!
//! Without `^` a wording begins at the start of a word; in a banner and in the EHLO answer never
//! at the first one, which is the host's name. A wording that ends in a letter or digit ends a
//! word: `ESMTP Postfix` does not stand in `ESMTP Postfix.example.org`. What proxies say is looked at
//! in the places of [`Answer`], and there most wordings begin where the place does.

use super::Seen;
use super::http::Answer;
use super::proxy::Heard;

/// The longest line looked at, in bytes: twice what RFC 5321 section 4.5.3.1.5 allows a reply.
const LINE_BYTES: usize = 1024;

/// The longest text that `{word}` stands for, in characters.
const WORD_CHARACTERS: usize = 256;

/// The longest text that `{version}` stands for, in bytes.
const VERSION_BYTES: usize = 40;

/// A wording and the part of the conversation that it is looked for in.
#[derive(Clone, Copy, Debug)]
pub enum Wording {
    /// In a line of the greeting, its code left out.
    Banner(&'static str),
    /// In a line of the EHLO answer.
    Ehlo(&'static str),
    /// In a line of the answer to HELP, its code left out.
    Help(&'static str),
    /// In a line of a refusal, its code left out unless the wording begins with `^`; a greeting of
    /// 4xx or 5xx is one too.
    Refusal(&'static str),
    /// At the beginning of a line that a proxy said before it was asked anything, code included.
    Greeting(&'static str),
    /// In the status line of a response.
    Status(&'static str),
    /// In a line of the header, `Name: value`.
    Field(&'static str),
    /// At the beginning of the last entry of `Via`: `1.1 host (product/1.0)`.
    Via(&'static str),
    /// At the beginning of what `Server` says in a response that the proxy made itself.
    Server(&'static str),
    /// In a line of a page that the proxy made itself, where a word or a tag begins.
    Page(&'static str),
}

/// Where a wording stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    /// The whole line, code included where it had one.
    pub(super) line: &'a str,
    /// What stood for `{version}`.
    pub(super) version: Option<&'a str>,
}

/// A wording that stands somewhere, and what stood for its `{version}`.
struct Stands<'a>(Option<&'a str>);

impl Wording {
    /// Gives the text of the wording, with its marks.
    pub(super) fn pattern(&self) -> &'static str {
        let (Self::Banner(pattern)
        | Self::Ehlo(pattern)
        | Self::Help(pattern)
        | Self::Refusal(pattern)
        | Self::Greeting(pattern)
        | Self::Status(pattern)
        | Self::Field(pattern)
        | Self::Via(pattern)
        | Self::Server(pattern)
        | Self::Page(pattern)) = *self;
        pattern
    }

    /// Finds the first line of `seen` in which the wording stands; one of a proxy stands in none.
    pub(super) fn find<'a>(&self, seen: &Seen<'a>) -> Option<Found<'a>> {
        match *self {
            Self::Banner(pattern) => seen.banner.lines().find_map(|line| named(line, pattern)),
            Self::Ehlo(pattern) => seen.ehlo.iter().find_map(|line| named(line, pattern)),
            Self::Help(pattern) => seen.help?.lines().find_map(|line| {
                let Stands(version) = anywhere(without_code(line), pattern)?;
                Some(Found { line, version })
            }),
            Self::Refusal(pattern) => {
                let greeting = seen.banner.lines().filter(|line| line.starts_with(['4', '5']));
                let refusals = seen.refusals.iter().flat_map(|refusal| refusal.lines());
                refusals.chain(greeting).find_map(|line| refused(line, pattern))
            }
            _ => None,
        }
    }

    /// Finds the first line of what a proxy said in which the wording stands; one of a mail server
    /// stands in none.
    pub(super) fn find_in_proxy<'a>(&self, heard: &Heard<'a>) -> Option<Found<'a>> {
        if let Self::Greeting(pattern) = *self {
            let lines = heard.greetings.iter().flat_map(|text| text.lines());
            return lines.map(without_negotiation).find_map(|line| begun((line, line), pattern));
        }
        heard.answers.iter().find_map(|answer| self.find_in_answer(answer))
    }

    fn find_in_answer<'a>(&self, answer: &Answer<'a>) -> Option<Found<'a>> {
        let within = |line: &'a str, pattern: &str| {
            let Stands(version) = anywhere(bounded(line), pattern)?;
            Some(Found { line, version })
        };
        match *self {
            Self::Status(pattern) => within(answer.status_line()?, pattern),
            Self::Field(pattern) => answer.field_lines().find_map(|line| within(line, pattern)),
            Self::Via(pattern) => begun(answer.via()?, pattern),
            Self::Server(pattern) => begun(answer.server()?, pattern),
            Self::Page(pattern) => answer.page_lines().find_map(|line| on_page(line, pattern)),
            _ => None,
        }
    }
}

/// Finds `pattern` at the beginning of the first text, which stands in the second.
fn begun<'a>((text, line): (&'a str, &'a str), pattern: &str) -> Option<Found<'a>> {
    let Stands(version) = follow(bounded(text), pattern)?;
    Some(Found { line, version })
}

/// Finds `pattern` in a line of HTML, from any word or tag on.
fn on_page<'a>(line: &'a str, pattern: &str) -> Option<Found<'a>> {
    let mut before = ' ';
    let begins = line.char_indices().filter(|&(_, c)| {
        let begins = c == '<' || matches!(before, ' ' | '\t' | '>' | '"' | '(');
        before = c;
        begins
    });
    let Stands(version) =
        begins.filter_map(|(at, _)| line.get(at..)).find_map(|text| follow(text, pattern))?;
    Some(Found { line: line.trim(), version })
}

/// Leaves out the options that a telnet server begins with; no text begins with such characters.
fn without_negotiation(line: &str) -> &str {
    line.trim_start_matches(|c: char| c.is_control() || c == '\u{fffd}')
}

/// Finds `pattern` in a line that begins with the host's name.
fn named<'a>(line: &'a str, pattern: &str) -> Option<Found<'a>> {
    let text = without_code(line);
    let Stands(version) = match pattern.strip_prefix('^') {
        Some(pattern) => follow(text, pattern),
        None => later_words(text).find_map(|words| follow(words, pattern)),
    }?;
    Some(Found { line, version })
}

/// Finds `pattern` in a line of a refusal; what another server said in it does not count.
fn refused<'a>(line: &'a str, pattern: &str) -> Option<Found<'a>> {
    let text = if pattern.starts_with('^') { bounded(line) } else { without_code(line) };
    let own = text.split_once(" said: ").map_or(text, |(own, _)| own);
    let Stands(version) = anywhere(own, pattern)?;
    Some(Found { line, version })
}

/// Finds `pattern` from any word of `text` on.
fn anywhere<'a>(text: &'a str, pattern: &str) -> Option<Stands<'a>> {
    match pattern.strip_prefix('^') {
        Some(pattern) => follow(text, pattern),
        None => {
            std::iter::once(text).chain(later_words(text)).find_map(|words| follow(words, pattern))
        }
    }
}

/// Gives what is left of `text` from its second word on, from its third and so forth.
fn later_words(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices([' ', '\t']).filter_map(|(at, blank)| {
        let words = text.get(at.checked_add(blank.len())?..)?;
        (!words.starts_with([' ', '\t'])).then_some(words)
    })
}

/// Leaves out the reply code and what separates it from the text.
fn without_code(line: &str) -> &str {
    let line = bounded(line);
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match (line.len().checked_sub(rest.len()), rest.strip_prefix([' ', '-'])) {
        (Some(3), Some(text)) => text,
        _ => line,
    }
}

/// Cuts `line` to [`LINE_BYTES`].
fn bounded(line: &str) -> &str {
    line.get(..line.floor_char_boundary(LINE_BYTES)).unwrap_or(line)
}

/// Follows `pattern` through the beginning of `text`.
fn follow<'a>(text: &'a str, pattern: &str) -> Option<Stands<'a>> {
    let Some((literal, rest)) = pattern.split_once('{') else {
        return ends(text, pattern).then_some(Stands(None));
    };
    let text = text.strip_prefix(literal)?;
    let (mark, rest) = rest.split_once('}')?;
    match mark {
        "version" => {
            let version = version(text)?;
            follow(text.strip_prefix(version)?, rest)?;
            Some(Stands(Some(version)))
        }
        "hex" => {
            let (digits, after) = text.split_at_checked(32)?;
            digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| follow(after, rest))?
        }
        "word" => {
            let visible = text.char_indices().take_while(|(_, c)| !c.is_whitespace());
            visible
                .take(WORD_CHARACTERS)
                .find_map(|(at, c)| follow(text.get(at.checked_add(c.len_utf8())?..)?, rest))
        }
        _ => None,
    }
}

/// Tells whether `text` begins with the last piece of a pattern, as a whole word.
fn ends(text: &str, pattern: &str) -> bool {
    if let Some(literal) = pattern.strip_suffix('$') {
        return text.strip_prefix(literal).is_some_and(|rest| rest.trim().is_empty());
    }
    let Some(rest) = text.strip_prefix(pattern) else { return false };
    if !pattern.ends_with(char::is_alphanumeric) {
        return true;
    }
    let mut after = rest.chars();
    match after.next() {
        None => true,
        Some(c) if c.is_whitespace() => true,
        Some(',' | ';' | ':' | '.' | ')' | ']' | '>' | '!') => {
            after.next().is_none_or(char::is_whitespace)
        }
        Some(_) => false,
    }
}

/// Takes a version off the beginning of `text`.
fn version(text: &str) -> Option<&str> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    let run = text.get(..text.find(|c| !part(c)).unwrap_or(text.len()))?;
    let run = run.trim_end_matches(['.', '_', '+', '-']);
    (run.starts_with(|c: char| c.is_ascii_digit()) && run.len() <= VERSION_BYTES).then_some(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The version, or nothing between the quotes where the wording tells none.
    fn in_banner<'a>(banner: &'a str, pattern: &'static str) -> Option<&'a str> {
        let seen = Seen { banner, ehlo: &[], help: None, refusals: &[] };
        Wording::Banner(pattern).find(&seen).map(|found| found.version.unwrap_or_default())
    }

    #[test]
    fn a_wording_is_words_and_not_letters() {
        assert_eq!(in_banner("220 mx ESMTP Postfix", "ESMTP Postfix"), Some(""));
        assert_eq!(in_banner("220-mx\r\n220 mx ESMTP Postfix; hi", "ESMTP Postfix"), Some(""));
        for banner in [
            "220 ESMTP Postfix",
            "220 mx ESMTP Postfix.example.org",
            "220 mx ESMTP Postfixed",
            "220 mx xESMTP Postfix",
            "220 mx ESMTP postfix",
        ] {
            assert_eq!(in_banner(banner, "ESMTP Postfix"), None, "{banner}");
        }
        assert_eq!(in_banner("220 ESMTP Postfix", "^ESMTP Postfix"), Some(""));
        assert_eq!(in_banner("220 mx ESMTP Postfix", "^ESMTP Postfix"), None);
        assert_eq!(in_banner("220 mx KumoMTA", "KumoMTA$"), Some(""));
        assert_eq!(in_banner("220 mx KumoMTA relay", "KumoMTA$"), None);
    }

    #[test]
    fn the_marks_take_what_they_name() {
        assert_eq!(in_banner("220 mx Mail 8.04-- ready", "Mail {version}"), Some("8.04"));
        assert_eq!(in_banner("220 mx (Mail v1.2p3)", "(Mail v{version})$"), Some("1.2p3"));
        assert_eq!(in_banner("220 mx Mail next", "Mail {version}"), None);
        assert_eq!(in_banner("220 mx ESMTP a.b - gsmtp", "ESMTP {word} - gsmtp$"), Some(""));
        assert_eq!(in_banner("220 mx ESMTP a b - gsmtp", "ESMTP {word} - gsmtp$"), None);
        let digest = "220 mx ESMTP (09678d23bc13369ca0f4a4c15ae7f1d4)";
        assert_eq!(in_banner(digest, "ESMTP ({hex})$"), Some(""));
        assert_eq!(in_banner("220 mx ESMTP (09678d23)", "ESMTP ({hex})$"), None);
        assert_eq!(in_banner("220 mx ESMTP é9678d23bc13369ca0f4a4c15ae7f1d4", "ESMTP {hex}"), None);
    }

    #[test]
    fn a_greeting_that_refuses_is_a_refusal() {
        let seen = Seen { banner: "554 no relay here", ehlo: &[], help: None, refusals: &[] };
        assert!(Wording::Refusal("no relay here$").find(&seen).is_some());
        assert!(Wording::Refusal("^no relay").find(&seen).is_none());
        assert!(Wording::Refusal("^554 no relay").find(&seen).is_some());
    }
}
