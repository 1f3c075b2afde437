//! To which domain a host belongs: what somebody registered, not what is below it.

use super::reach::host_name;

/// The part of `host` that was registered, by the public suffix list that is compiled in:
/// `mx1.example.co.uk` is `example.co.uk`. Nothing when it is a public suffix itself, no name, or
/// under an ending that the list does not know.
///
/// Source: <https://publicsuffix.org/list/>, rules of both sections, so that the customers of a
/// hoster who shares a domain are not taken for it.
#[must_use]
pub fn registrable(host: &str) -> Option<String> {
    let host = host_name(host)?;
    let domain = psl::domain(host.as_bytes())?;
    let is_known = domain.suffix().is_known();
    let name = std::str::from_utf8(domain.as_bytes()).ok()?;
    is_known.then(|| name.to_owned())
}

/// Domains in which anybody may have a mailbox: who writes from there is not who runs them.
const SHARED: &[&str] = &[
    "126.com",
    "163.com",
    "aol.com",
    "daum.net",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hanmail.net",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "inbox.lv",
    "laposte.net",
    "libero.it",
    "live.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "o2.pl",
    "onet.pl",
    "orange.fr",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rambler.ru",
    "rediffmail.com",
    "seznam.cz",
    "sina.com",
    "t-online.de",
    "terra.com.br",
    "ukr.net",
    "uol.com.br",
    "web.de",
    "wp.pl",
    "yahoo.co.jp",
    "yahoo.com",
    "yahoo.com.br",
    "yandex.com",
    "yandex.ru",
    "ymail.com",
    "zoho.com",
];

/// Whether a domain's own contacts say nothing of those who have mailboxes in it.
pub(super) fn is_shared(domain: &str) -> bool {
    SHARED.binary_search(&domain).is_ok()
}

/// Mailboxes that a domain should have (RFC 2142 sections 2 and 5), better first.
pub(super) const MAILBOXES: [&str; 2] = ["abuse", "postmaster"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_domains_are_in_order_and_registrable() {
        assert!(SHARED.is_sorted());
        assert!(SHARED.iter().all(|domain| registrable(domain).as_deref() == Some(domain)));
        assert!(is_shared("gmail.com") && !is_shared("example.net"));
    }

    #[test]
    fn what_was_registered_is_found() {
        for (host, domain) in [
            ("mx1.mail.example.co.uk.", "example.co.uk"),
            ("EXAMPLE.net", "example.net"),
            ("a.b.example.com.br", "example.com.br"),
            ("host.xn--p1ai.example.com", "example.com"),
        ] {
            assert_eq!(registrable(host).as_deref(), Some(domain), "{host}");
        }
        for none in
            ["", "co.uk", "net", "192.0.2.1", "localhost", "a.invalid-ending-of-nobody", "a..b.com"]
        {
            assert_eq!(registrable(none), None, "{none}");
        }
    }
}
