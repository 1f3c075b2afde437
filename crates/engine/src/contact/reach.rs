//! Where somebody can be reached: a mail address, a page with a form, a telephone.

use std::fmt;

use serde::{Deserialize, Serialize};

/// RFC 5321 section 4.5.3.1: a local part and a whole path at their longest.
const LOCAL_MAX: usize = 64;
const ADDRESS_MAX: usize = 254;
/// RFC 1035 section 2.3.4.
const DOMAIN_MAX: usize = 253;
const LABEL_MAX: usize = 63;
/// How long a page's address or a telephone number may be.
const OTHER_MAX: usize = 1024;

/// A mail address that a letter can be sent to: `local@domain`, the domain in lower case and as
/// A-labels, the local part as it was given (RFC 5321 section 2.4 leaves it to its own server, and
/// what follows a plus may matter there).
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct MailAddress {
    text: String,
    at: usize,
}

impl MailAddress {
    /// Reads a bare address, `<address>` or `mailto:address`, with blanks around it.
    ///
    /// Only what any server takes: a dot-atom (RFC 5322 section 3.2.3) and a domain of at least two
    /// labels. Quoted local parts, address literals and control characters are refused, since what
    /// is read here comes from strangers and goes into headers.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > 4 * ADDRESS_MAX {
            return None;
        }
        let bare = match text.get(..7) {
            Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => {
                text.get(7..)?.split('?').next()?
            }
            _ => text,
        };
        let bare = bare.strip_prefix('<').and_then(|it| it.strip_suffix('>')).unwrap_or(bare);
        let (local, domain) = bare.rsplit_once('@')?;
        let domain = host_name(domain)?;
        let is_whole = is_dot_atom(local) && local.len() + 1 + domain.len() <= ADDRESS_MAX;
        is_whole.then(|| Self { text: format!("{local}@{domain}"), at: local.len() })
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What follows the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.text.get(self.at.saturating_add(1)..).unwrap_or_default()
    }
}

/// `name` in lower case and as A-labels (RFC 5890 section 2.3.2.1), without a final dot; nothing
/// when it is not a host name of at least two labels, or an address.
pub(super) fn host_name(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches('.');
    if name.is_empty() || name.len() > DOMAIN_MAX {
        return None;
    }
    let name = if name.is_ascii() {
        name.to_ascii_lowercase()
    } else if name.contains(['/', '?', '#', '@', ':', '\\']) {
        return None;
    } else {
        reqwest::Url::parse(&format!("http://{name}/")).ok()?.host_str()?.to_owned()
    };
    let labels: Vec<&str> = name.split('.').collect();
    let top = labels.last()?;
    let is_name = labels.len() >= 2
        && name.len() <= DOMAIN_MAX
        && labels.iter().all(|label| is_label(label))
        && !top.bytes().all(|byte| byte.is_ascii_digit());
    is_name.then_some(name)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= LABEL_MAX
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_dot_atom(local: &str) -> bool {
    local.len() <= LOCAL_MAX
        && local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atom_text))
}

fn is_atom_text(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

impl fmt::Display for MailAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl From<MailAddress> for String {
    fn from(address: MailAddress) -> Self {
        address.text
    }
}

impl TryFrom<String> for MailAddress {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::read(&text).ok_or_else(|| format!("`{}` is not a mail address", text.escape_debug()))
    }
}

/// One way to somebody.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// A letter by mail.
    Mail(MailAddress),
    /// A page, most often with a form: `https://...`.
    Page(String),
    /// A telephone number, as it is dialled.
    Phone(String),
}

impl Reach {
    /// Reads a URI of a security.txt or of an override: `mailto:`, `https:`, `tel:`, or a bare mail
    /// address, which many files have in place of the first.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > OTHER_MAX || text.chars().any(char::is_control) {
            return None;
        }
        let scheme = text.split(':').next().unwrap_or_default().to_ascii_lowercase();
        match scheme.as_str() {
            "https" => {
                let page = reqwest::Url::parse(text).ok()?;
                page.host_str().map(|_| Self::Page(page.to_string()))
            }
            "tel" => {
                let number = text.get(4..)?.split(';').next()?;
                let is_number = number.bytes().any(|byte| byte.is_ascii_digit())
                    && number.bytes().all(|byte| b"+0123456789-.() ".contains(&byte));
                is_number.then(|| Self::Phone(number.to_owned()))
            }
            _ => MailAddress::read(text).map(Self::Mail),
        }
    }

    /// The mail address, if it is one.
    #[must_use]
    pub const fn mail(&self) -> Option<&MailAddress> {
        match self {
            Self::Mail(address) => Some(address),
            Self::Page(_) | Self::Phone(_) => None,
        }
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mail(address) => address.fmt(out),
            Self::Page(text) | Self::Phone(text) => out.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_normalised_and_nothing_is_stripped() {
        let read = |text| MailAddress::read(text).map(|address| address.as_str().to_owned());
        assert_eq!(read(" Abuse+Desk@EXAMPLE.Net. ").as_deref(), Some("Abuse+Desk@example.net"));
        assert_eq!(read("<a@b.example>").as_deref(), Some("a@b.example"));
        assert_eq!(read("MAILTO:a@b.example?subject=x").as_deref(), Some("a@b.example"));
        assert_eq!(read("post@münchen.example").as_deref(), Some("post@xn--mnchen-3ya.example"));
        assert_eq!(MailAddress::read("a@B.example").unwrap().domain(), "b.example");
    }

    #[test]
    fn what_does_not_belong_in_a_header_is_refused() {
        let long = format!("{}@example.net", "a".repeat(65));
        for text in [
            "",
            "@",
            "a@",
            "@b.example",
            "a@localhost",
            "a@[192.0.2.1]",
            "a@192.0.2.1",
            "a b@example.net",
            "\"a\"@example.net",
            "a@example.net\r\nBcc: x@y.example",
            "a\0@example.net",
            "a..b@example.net",
            ".a@example.net",
            "a@-b.example",
            "a@exa_mple.net",
            "a@example..net",
            "ä@example.net",
            "a@b@c d.example",
            &long,
        ] {
            assert_eq!(MailAddress::read(text), None, "{text:?}");
        }
    }

    #[test]
    fn pages_and_telephones_are_kept_apart() {
        assert_eq!(Reach::read("https://example.net/report").unwrap().mail(), None);
        assert_eq!(
            Reach::read("tel:+1-201-555-0123"),
            Some(Reach::Phone("+1-201-555-0123".into()))
        );
        assert!(Reach::read("mailto:a@b.example").unwrap().mail().is_some());
        assert!(Reach::read("a@b.example").unwrap().mail().is_some());
        for text in ["http://example.net/", "javascript:alert(1)", "https://", "tel:x", "tel:"] {
            assert_eq!(Reach::read(text), None, "{text}");
        }
    }
}
