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

/// Mailboxes that a domain should have (RFC 2142 sections 2 and 5), better first.
pub(super) const MAILBOXES: [&str; 2] = ["abuse", "postmaster"];

#[cfg(test)]
mod tests {
    use super::*;

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
