//! What did the client say? Takes command lines apart.

use std::net::IpAddr;

/// A command line: its verb in upper case, and what follows.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Command<'a> {
    pub(super) verb: String,
    pub(super) argument: &'a str,
}

/// Splits a line into verb and argument.
pub(super) fn split(line: &str) -> Command<'_> {
    let line = line.trim_end();
    let (verb, argument) = line.split_once(' ').unwrap_or((line, ""));
    Command { verb: verb.to_ascii_uppercase(), argument: argument.trim() }
}

/// Takes `FROM:<path> parameters` or `TO:<path> parameters` apart: path without brackets, parameters.
///
/// Without `strict`, the brackets may be missing.
pub(super) fn path<'a>(
    argument: &'a str,
    keyword: &str,
    strict: bool,
) -> Option<(&'a str, &'a str)> {
    let (found, rest) = argument.split_once(':')?;
    if !found.trim().eq_ignore_ascii_case(keyword) {
        return None;
    }
    let rest = rest.trim_start();
    let Some(open) = rest.strip_prefix('<') else {
        let (path, parameters) = rest.split_once(' ').unwrap_or((rest, ""));
        return (!strict && !path.is_empty()).then_some((path, parameters));
    };
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in open.bytes().enumerate() {
        if byte == b'>' && !quoted {
            let (path, rest) = open.split_at_checked(at)?;
            return Some((path, rest.get(1..)?.trim()));
        }
        quoted ^= byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
    }
    None
}

/// Says whether every one of the parameters starts with one of `known`.
pub(super) fn only_known(parameters: &str, known: &[&str]) -> bool {
    parameters.split_ascii_whitespace().all(|parameter| {
        let word = parameter.split('=').next().unwrap_or_default();
        known.iter().any(|known| known.eq_ignore_ascii_case(word))
    })
}

/// The value of an attribute of XCLIENT, unless it is one of its words for "not known".
pub(super) fn attribute<'a>(argument: &'a str, name: &str) -> Option<&'a str> {
    argument
        .split_ascii_whitespace()
        .filter_map(|pair| pair.split_once('='))
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
        .filter(|value| !value.starts_with('['))
}

/// Reads an address as XCLIENT writes it.
pub(super) fn xclient_address(value: &str) -> Option<IpAddr> {
    let prefix = value.get(..5).filter(|prefix| prefix.eq_ignore_ascii_case("IPV6:"));
    value.get(prefix.map_or(0, str::len)..)?.parse().ok()
}

/// What a PROXY protocol header says of the client.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Claim {
    /// It has this address.
    Address(IpAddr),
    /// Nothing: the header is the front's own.
    Nothing,
}

/// Reads a PROXY protocol header of version 1.
pub(super) fn proxy_header(line: &str) -> Option<Claim> {
    let mut words = line.split_ascii_whitespace();
    match (words.next(), words.next()) {
        (Some("PROXY"), Some("UNKNOWN")) => Some(Claim::Nothing),
        (Some("PROXY"), Some("TCP4" | "TCP6")) => words.next()?.parse().ok().map(Claim::Address),
        _ => None,
    }
}

/// Says whether a line of an AUTH exchange can be base64 at all.
pub(super) fn is_base64(line: &str) -> bool {
    line.len().is_multiple_of(4)
        && line.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_out_of_their_brackets() {
        assert_eq!(path("FROM:<>", "from", true), Some(("", "")));
        assert_eq!(path("to: <\"a>b\"@c> X=1", "TO", true), Some(("\"a>b\"@c", "X=1")));
        assert_eq!(path("TO:a@b X=1", "TO", false), Some(("a@b", "X=1")));
        assert_eq!(path("TO:a@b", "TO", true), None);
        assert_eq!(path("TO:<a@b", "TO", true), None);
        assert_eq!(path("FROM:<a@b>", "TO", true), None);
    }

    #[test]
    fn headers_and_attributes_are_read() {
        assert_eq!(
            proxy_header("PROXY TCP4 127.0.0.1 127.0.0.9 1 25\r\n"),
            Some(Claim::Address([127, 0, 0, 1].into()))
        );
        assert_eq!(proxy_header("PROXY UNKNOWN\r\n"), Some(Claim::Nothing));
        assert_eq!(proxy_header("EHLO x"), None);
        assert_eq!(attribute("NAME=[UNAVAILABLE] addr=127.0.0.1", "ADDR"), Some("127.0.0.1"));
        assert_eq!(attribute("NAME=[UNAVAILABLE]", "NAME"), None);
        assert!(xclient_address("IPv6:::1").is_some_and(|address| address.is_loopback()));
        assert!(
            only_known("SIZE=10 body=8BITMIME", &["SIZE", "BODY"]) && !only_known("X", &["SIZE"])
        );
    }
}
