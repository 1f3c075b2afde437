//! Will the letters of an operation be believed? What DNS has to say of them, before the first one leaves.
//!
//! Each question has one answer in the list, with a sentence for people and, where something is missing, the
//! record to put into DNS. What could not be found out is never called good.

mod names;
mod policy;
mod records;

use std::net::IpAddr;

use crate::Resolver;

/// How letters are to be sent.
#[derive(Clone, Debug, Default)]
pub struct Sending {
    /// The domain in From, for which letters are signed.
    pub from_domain: String,
    /// The domain that bounces go to: the one of the envelope's sender.
    pub return_path_domain: String,
    /// The domain that answers go to: the one in Reply-To.
    pub reply_domain: String,
    /// Selectors, and what DNS has to say under each ([`Key::record`](super::Key::record)).
    pub keys: Vec<(String, String)>,
    /// The name that the sending host says in EHLO. With a smarthost: the smarthost's.
    pub helo: String,
    /// The addresses that letters come from, as the world sees them. With a smarthost: the smarthost's.
    pub addresses: Vec<IpAddr>,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum What {
    /// The SPF record of the return path (RFC 7208), for one address.
    Spf,
    /// The key under one selector (RFC 6376).
    Dkim,
    /// The DMARC record of the From domain (RFC 7489).
    Dmarc,
    /// The name that one address points to (RFC 1912 section 2.1).
    Pointer,
    /// The name in EHLO (RFC 5321 section 4.1.4).
    Helo,
    /// Where answers arrive.
    Replies,
    /// Where bounces arrive.
    Bounces,
}

impl What {
    /// A word for lists and logs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Spf => "spf",
            Self::Dkim => "dkim",
            Self::Dmarc => "dmarc",
            Self::Pointer => "pointer",
            Self::Helo => "helo",
            Self::Replies => "replies",
            Self::Bounces => "bounces",
        }
    }
}

/// Whether it is as it should be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// It is.
    Ok,
    /// It is not: letters will be refused, or not believed.
    Wrong,
    /// DNS did not say.
    Unknown,
}

impl State {
    /// `ok`, `wrong` or `unknown`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Wrong => "wrong",
            Self::Unknown => "unknown",
        }
    }
}

/// One answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// What was looked at.
    pub what: What,
    /// Of which name or address.
    pub about: String,
    /// Whether it is as it should be.
    pub state: State,
    /// Why, in a sentence.
    pub explanation: String,
    /// What to put into DNS, as a line of a zone file, where that would mend or better it.
    pub record: Option<String>,
}

impl Finding {
    fn new(what: What, about: impl Into<String>, state: State, explanation: String) -> Self {
        Self { what, about: about.into(), state, explanation, record: None }
    }

    fn ok(what: What, about: impl Into<String>, explanation: String) -> Self {
        Self::new(what, about, State::Ok, explanation)
    }

    fn wrong(what: What, about: impl Into<String>, explanation: String) -> Self {
        Self::new(what, about, State::Wrong, explanation)
    }

    fn unknown(what: What, about: impl Into<String>, cause: &str) -> Self {
        let explanation =
            format!("DNS did not say ({cause}), so this is not known; ask again later.");
        Self::new(what, about, State::Unknown, explanation)
    }

    fn with_record(mut self, record: String) -> Self {
        self.record = Some(record);
        self
    }
}

/// Looks at everything that makes letters believed, in the order: SPF for each address, DKIM for each
/// selector, DMARC, each address's name, the name in EHLO, where answers and bounces arrive.
///
/// Asks DNS alone; as long as that takes, a few seconds a question at most.
pub async fn check(resolver: &Resolver, sending: &Sending) -> Vec<Finding> {
    let mut found = records::spf(resolver, sending).await;
    found.extend(records::dkim(resolver, sending).await);
    found.push(policy::dmarc(resolver, sending).await);
    found.extend(names::pointers(resolver, sending).await);
    found.push(names::helo(resolver, sending).await);
    found.push(
        names::takes_mail(resolver, What::Replies, &sending.reply_domain, &sending.helo).await,
    );
    found.push(
        names::takes_mail(resolver, What::Bounces, &sending.return_path_domain, &sending.helo)
            .await,
    );
    found
}

/// A text as the strings of a TXT record, each of at most 255 characters.
fn quoted(text: &str) -> String {
    let mut strings = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let cut = rest.char_indices().map(|(at, _)| at).nth(250).unwrap_or(rest.len());
        let (string, more) = rest.split_at(cut);
        strings.push(format!("\"{string}\""));
        rest = more;
    }
    strings.join(" ")
}
