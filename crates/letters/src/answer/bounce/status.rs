//! An enhanced status code (RFC 3463), and where one stands in a text.

use std::fmt;
use std::str::FromStr;

/// An enhanced status code, such as `5.1.1` (RFC 3463 section 2).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Status {
    /// 2 it went well, 4 not now, 5 not at all.
    pub class: u8,
    /// What it is about: 1 the address, 2 the mailbox, 3 the system, 4 the network, 5 the protocol, 6 the content,
    /// 7 policy; 0 for no more than that. At most 999.
    pub subject: u16,
    /// The detail, at most 999.
    pub detail: u16,
}

impl Status {
    /// The code with these numbers.
    #[must_use]
    pub const fn new(class: u8, subject: u16, detail: u16) -> Self {
        Self { class, subject, detail }
    }

    /// Whether it says no more than that it failed: `5.0.0`.
    pub(super) fn is_vague(self) -> bool {
        self.subject == 0
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// A text that is no enhanced status code.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("this is no status code; want one like `5.1.1` (RFC 3463)")]
pub struct NoStatus;

impl FromStr for Status {
    type Err = NoStatus;

    fn from_str(text: &str) -> Result<Self, NoStatus> {
        let mut numbers = text.split('.').map(|part| {
            let plain = (1..=3).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit());
            if plain { part.parse::<u16>().ok() } else { None }
        });
        let mut next = || numbers.next().flatten().ok_or(NoStatus);
        let (class, subject, detail) = (next()?, next()?, next()?);
        match (u8::try_from(class), numbers.next()) {
            (Ok(class @ (2 | 4 | 5)), None) => Ok(Self { class, subject, detail }),
            _ => Err(NoStatus),
        }
    }
}

/// The first enhanced status code in `text`: a word of its own, perhaps in `(#5.1.1)`.
pub(super) fn enhanced(text: &str) -> Option<Status> {
    let outside = |it: char| !(it.is_ascii_digit() || it == '.');
    let mut words = text.split(outside).map(|word| word.trim_matches('.'));
    words.find_map(|word| word.parse().ok())
}

/// The first reply code of a failure in `text` (RFC 5321 section 4.2), as the vaguest status code of its class.
pub(super) fn reply(text: &str) -> Option<Status> {
    let mut words = text.split(|it: char| !(it.is_alphanumeric() || matches!(it, '.' | '@')));
    let class = words.find_map(|word| match word.as_bytes() {
        [class @ (b'4' | b'5'), b'0'..=b'7', b'0'..=b'9'] => Some(class.saturating_sub(b'0')),
        _ => None,
    })?;
    Some(Status { class, subject: 0, detail: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_where_they_stand() {
        let found = |text| enhanced(text).map(|status| status.to_string());
        assert_eq!(found("550 5.1.1 <a@b>: no").as_deref(), Some("5.1.1"));
        assert_eq!(found("Sorry, no mailbox. (#5.1.1)").as_deref(), Some("5.1.1"));
        assert_eq!(found("550-5.7.26 This"), Some("5.7.26".to_owned()));
        assert_eq!(found("dial 192.0.2.1 or 5.1.1.1 or 3.1.1 or 5.1"), None);
        assert_eq!(reply("said: 452 full"), Some(Status::new(4, 0, 0)));
        assert_eq!(reply("in 192.0.2.550 a550 5501"), None);
        assert!("5.1.x".parse::<Status>().is_err() && "5.1.1000".parse::<Status>().is_err());
    }
}
