//! Where does a recipient address lead, after everything that servers read into it?
//!
//! A server looks at the last domain to decide whether it is responsible; some then rewrite the
//! local part and pass the mail on to whom that names. Each such reading is one [`Form`].

use std::collections::HashSet;
use std::net::IpAddr;

/// How many rewrites are followed before an address counts as a mailbox name.
const HOPS_MAX: usize = 8;

/// A way to name a mailbox elsewhere inside an address that looks like the server's own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// `user%domain@me` (RFC 1123 section 5.2.16).
    Percent,
    /// `domain!user@me` (RFC 976).
    Bang,
    /// `"user@domain"@me`: the quotes are taken off and the address is read again.
    Quoted,
    /// `@me:user@domain` (RFC 5321 appendix C): only the first hop is looked at.
    Route,
    /// `user@domain@me`, not an address at all.
    DoubleAt,
    /// `user@domain@`, not an address either: the missing domain is filled in.
    EmptyDomain,
    /// `user@[address]`: any address literal is taken for the server's own (RFC 5321 section 4.1.3).
    Literal,
}

impl Form {
    /// All of them.
    pub const EVERY: &[Self] = &[
        Self::Percent,
        Self::Bang,
        Self::Quoted,
        Self::Route,
        Self::DoubleAt,
        Self::EmptyDomain,
        Self::Literal,
    ];

    /// Says whether `path` (without its angle brackets) is written in this form.
    #[must_use]
    pub fn is_in(self, path: &str) -> bool {
        match self {
            Self::Percent => path.contains('%'),
            Self::Bang => path.contains('!'),
            Self::Quoted => path.contains('"'),
            Self::Route => path.starts_with('@'),
            Self::DoubleAt => split_domain(path).is_some_and(|(local, _)| double_at(local)),
            Self::EmptyDomain => path.ends_with('@'),
            Self::Literal => path.ends_with(']'),
        }
    }
}

/// A local part and the domain or address literal it belongs to, both as they were written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Mailbox {
    pub(super) local: String,
    pub(super) domain: String,
}

/// Where an address leads.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Reading {
    /// A mailbox of the server's own.
    Local(String),
    /// A name without a domain, which no form gives a meaning.
    Bare(String),
    /// Plainly somebody else's: whether it is relayed is a question of trust.
    Foreign(Mailbox),
    /// The server takes it for its own and then passes it on to this mailbox.
    Through(Mailbox),
    /// Not an address.
    Malformed,
}

/// The names that a server answers to.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    own: HashSet<String>,
}

impl Names {
    /// Collects `names` and the literal of the address the client connected to, but for those that
    /// are `elsewhere`.
    pub(super) fn new<'a>(
        names: impl IntoIterator<Item = &'a str>,
        address: IpAddr,
        elsewhere: impl Fn(&str) -> bool,
    ) -> Self {
        let literal = match address {
            IpAddr::V4(address) => format!("[{address}]"),
            IpAddr::V6(address) => format!("[ipv6:{address}]"),
        };
        let own = names.into_iter().map(normal).chain([literal]);
        Self { own: own.filter(|name| !elsewhere(name)).collect() }
    }

    /// Says whether `domain`, in any case and with or without a trailing dot, is one of them.
    pub(super) fn contain(&self, domain: &str) -> bool {
        self.own.contains(&normal(domain))
    }
}

/// Puts a domain in the one form it is compared in: lower case, no trailing dot.
pub(super) fn normal(domain: &str) -> String {
    domain.strip_suffix('.').unwrap_or(domain).to_ascii_lowercase()
}

/// Reads `path` (without its angle brackets) as a server called `names` that knows `forms`.
pub(super) fn read(path: &str, names: &Names, forms: &[Form]) -> Reading {
    let Some(hops_and_rest) = path.strip_prefix('@') else {
        return read_mailbox(path, names, forms);
    };
    let Some((hops, rest)) = hops_and_rest.split_once(':') else { return Reading::Malformed };
    let first = hops.split(',').next().unwrap_or_default();
    match read_mailbox(rest, names, forms) {
        Reading::Foreign(mailbox) if forms.contains(&Form::Route) && names.contain(first) => {
            Reading::Through(mailbox)
        }
        // RFC 5321 section 4.1.1.3: the route is ignored, the mailbox behind it is what counts.
        reading => reading,
    }
}

/// Reads a name without a domain as if the server's own stood behind it.
pub(super) fn read_qualified(local: &str, names: &Names, forms: &[Form]) -> Reading {
    follow(local, names, forms)
}

fn read_mailbox(text: &str, names: &Names, forms: &[Form]) -> Reading {
    if text.is_empty() {
        return Reading::Malformed;
    }
    let Some((local, domain)) = split_domain(text) else {
        return if well_formed(text) { Reading::Bare(text.to_owned()) } else { Reading::Malformed };
    };
    let doubled = double_at(local);
    let empty = domain.is_empty();
    let permitted = (!doubled || forms.contains(&Form::DoubleAt) || empty)
        && (!empty || forms.contains(&Form::EmptyDomain));
    if !permitted || local.is_empty() || !(doubled || well_formed(local)) {
        return Reading::Malformed;
    }
    if empty || names.contain(domain) {
        return follow(local, names, forms);
    }
    let mailbox = Mailbox { local: local.to_owned(), domain: domain.to_owned() };
    match (literal(domain), domain.starts_with('[')) {
        (true, _) if forms.contains(&Form::Literal) => Reading::Through(mailbox),
        (false, true) => Reading::Malformed,
        _ => Reading::Foreign(mailbox),
    }
}

/// Follows the forms inside a local part of the server's own until it leads elsewhere or nowhere.
fn follow(local: &str, names: &Names, forms: &[Form]) -> Reading {
    let mut local = local.to_owned();
    for _ in 0..HOPS_MAX {
        let Some((rest, domain)) = next_hop(&local, forms) else { break };
        if !names.contain(&domain) {
            return Reading::Through(Mailbox { local: rest, domain });
        }
        local = rest;
    }
    Reading::Local(local)
}

/// Takes one hop off a local part: what is left, and the domain that it is left for.
fn next_hop(local: &str, forms: &[Form]) -> Option<(String, String)> {
    let knows = |form| forms.contains(&form);
    let quoted = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let bare = quoted.map_or_else(|| local.to_owned(), unescape);
    let at = if quoted.is_some() {
        knows(Form::Quoted)
    } else {
        knows(Form::DoubleAt) || knows(Form::EmptyDomain)
    };
    if at && let Some((rest, domain)) = bare.rsplit_once('@') {
        return some_hop(rest, domain);
    }
    if knows(Form::Percent)
        && let Some((rest, domain)) = bare.rsplit_once('%')
    {
        return some_hop(rest, domain);
    }
    if knows(Form::Bang)
        && let Some((domain, rest)) = bare.split_once('!')
    {
        return some_hop(rest, domain);
    }
    None
}

fn some_hop(rest: &str, domain: &str) -> Option<(String, String)> {
    (!rest.is_empty() && !domain.is_empty()).then(|| (rest.to_owned(), domain.to_owned()))
}

fn unescape(quoted: &str) -> String {
    let mut text = String::with_capacity(quoted.len());
    let mut escaped = false;
    for character in quoted.chars() {
        escaped = !escaped && character == '\\';
        if !escaped {
            text.push(character);
        }
    }
    text
}

/// Splits at the last `@` that stands outside quotes.
fn split_domain(text: &str) -> Option<(&str, &str)> {
    outside_quotes(text).filter(|(_, byte)| *byte == b'@').last().and_then(|(at, _)| {
        let (local, domain) = text.split_at_checked(at)?;
        Some((local, domain.strip_prefix('@')?))
    })
}

fn double_at(local: &str) -> bool {
    outside_quotes(local).any(|(_, byte)| byte == b'@')
}

/// Walks over the bytes that are neither inside quotes nor escaped by a backslash.
fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let (mut quoted, mut escaped) = (false, false);
    text.bytes().enumerate().filter(move |(_, byte)| {
        let hidden = escaped || quoted;
        let escape = !escaped && *byte == b'\\';
        if !escaped && *byte == b'"' {
            quoted = !quoted;
        }
        escaped = escape;
        !hidden
    })
}

/// Says whether a local part is a dot-atom of the usual characters or one quoted string.
fn well_formed(local: &str) -> bool {
    if let Some(rest) = local.strip_prefix('"') {
        let closed = rest
            .strip_suffix('"')
            .is_some_and(|inner| !inner.ends_with('\\') || inner.ends_with("\\\\"));
        return closed && outside_quotes(local).count() == 1;
    }
    !local.is_empty()
        && local.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"(),:;<>@[]\\".contains(&byte))
}

fn literal(domain: &str) -> bool {
    let Some(inner) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return false;
    };
    let prefix = inner.get(..5).filter(|prefix| prefix.eq_ignore_ascii_case("IPv6:"));
    let address = inner.get(prefix.map_or(0, str::len)..).unwrap_or_default();
    address.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::new(["MX.corp.example", "corp.example"], IpAddr::from([127, 0, 0, 9]), |_| false)
    }

    fn through(path: &str, forms: &[Form]) -> Option<String> {
        match read(path, &names(), forms) {
            Reading::Through(mailbox) => Some(format!("{}@{}", mailbox.local, mailbox.domain)),
            _ => None,
        }
    }

    #[test]
    fn every_form_leads_to_the_stranger_when_it_is_known_and_only_then() {
        let rows: &[(Form, &str, &str)] = &[
            (Form::Percent, "u%d.test@[127.0.0.9]", "u@d.test"),
            (Form::Percent, "\"u%d.test\"@corp.example", "u@d.test"),
            (Form::Percent, "u%d.test%mx.corp.example@[127.0.0.9]", "u@d.test"),
            (Form::Bang, "d.test!u@mx.corp.example.", "u@d.test"),
            (Form::Bang, "corp.example!d.test!u@CORP.example", "u@d.test"),
            (Form::Quoted, "\"u@d.test\"@corp.example", "u@d.test"),
            (Form::Route, "@mx.corp.example:u@d.test", "u@d.test"),
            (Form::Route, "@[127.0.0.9],@other.test:u@d.test", "u@d.test"),
            (Form::DoubleAt, "u@d.test@corp.example", "u@d.test"),
            (Form::EmptyDomain, "u@d.test@", "u@d.test"),
            (Form::Literal, "u@[127.0.0.1]", "u@[127.0.0.1]"),
            (Form::Literal, "u@[IPv6:::1]", "u@[IPv6:::1]"),
        ];
        for (form, path, leads_to) in rows {
            assert!(form.is_in(path) || path.starts_with('"'), "{path} is written as {form:?}");
            assert_eq!(through(path, &[*form]).as_deref(), Some(*leads_to), "{path} as {form:?}");
            let others: Vec<Form> =
                Form::EVERY.iter().copied().filter(|other| other != form).collect();
            assert_eq!(through(path, &others), None, "{path} without {form:?}");
        }
    }

    #[test]
    fn unknown_forms_are_names_strangers_or_nonsense() {
        let read = |path| read(path, &names(), &[]);
        assert_eq!(read("u%d.test@corp.example"), Reading::Local("u%d.test".to_owned()));
        assert_eq!(read("\"u@d.test\""), Reading::Bare("\"u@d.test\"".to_owned()));
        assert_eq!(read("d.test!u"), Reading::Bare("d.test!u".to_owned()));
        assert!(matches!(read("u@d.test."), Reading::Foreign(_)));
        assert!(matches!(read("@mx.corp.example:u@d.test"), Reading::Foreign(_)));
        assert!(matches!(read("u@[192.0.2.1]"), Reading::Foreign(_)));
        for path in [
            "u@d.test@corp.example",
            "u@d.test@",
            "",
            "@corp.example",
            "@d.test:",
            "u@[300.1.1.1]",
            "a b@d.test",
        ] {
            assert_eq!(read(path), Reading::Malformed, "{path}");
        }
    }

    #[test]
    fn a_loop_of_own_names_ends() {
        let path = format!("u{}@corp.example", "%corp.example".repeat(40));
        assert!(matches!(read(&path, &names(), Form::EVERY), Reading::Local(_)));
    }

    #[test]
    fn bare_names_can_be_qualified() {
        let Reading::Through(mailbox) = read_qualified("\"u%d.test\"", &names(), &[Form::Percent])
        else {
            panic!("not followed");
        };
        assert_eq!(mailbox.domain, "d.test");
    }
}
