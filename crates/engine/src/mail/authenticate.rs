//! Is a letter that came in from whom it says (SPF, DKIM, DMARC)?

use std::borrow::Cow;
use std::fmt::Write as _;
use std::net::IpAddr;
use std::time::Duration;

use mail_auth::dkim::DkimError;
use mail_auth::dmarc::verify::DmarcParameters;
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{
    AuthenticatedMessage, DkimOutput, DkimResult, DmarcOutput, DmarcResult, Error,
    MessageAuthenticator, SpfOutput, SpfResult,
};

use super::handover::{domain_of, end_of_header};
use crate::Resolver;

/// Signatures that are looked at. A letter with more is from nobody who means well: each costs a hash of the
/// body and a question to DNS.
const SIGNATURES: usize = 8;
/// The longest header that is read.
const HEADER_BYTES: usize = 256 * 1024;
/// How long all questions to DNS about one letter may take.
const LIMIT: Duration = Duration::from_secs(30);

/// A letter that came in, and how.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// The whole letter, as it came, lines ended by CRLF. Its length is for the caller to bound.
    pub message: &'a [u8],
    /// Who handed it over.
    pub address: IpAddr,
    /// What that one said in EHLO.
    pub helo: &'a str,
    /// The sender of the envelope, without brackets; empty for bounces.
    pub mail_from: &'a str,
    /// Our own host name, in whose name the results are written.
    pub host: &'a str,
}

/// How far a letter is from whom it says (RFC 8601 section 2.7).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It is.
    Pass,
    /// It is not.
    Fail,
    /// It probably is not (SPF alone).
    SoftFail,
    /// Its domain does not say, or what it says cannot be read.
    Neutral,
    /// There is nothing to go by.
    None,
    /// DNS did not answer: it may be so another time.
    TempError,
    /// What the domain says in DNS, or the letter in its signature, is wrong in itself.
    PermError,
}

impl Standing {
    /// `pass`, `fail`, `softfail`, `neutral`, `none`, `temperror` or `permerror`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::SoftFail => "softfail",
            Self::Neutral => "neutral",
            Self::None => "none",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
        }
    }
}

/// One DKIM signature.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Signature {
    /// Whose it is (`d=`); empty where it cannot be read.
    pub domain: String,
    /// Under which selector (`s=`).
    pub selector: String,
    /// Whether it stands.
    pub standing: Standing,
}

/// What is known of a letter's origin.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Authentication {
    /// Whether its sender's domain lets that address send (RFC 7208); that of the host's name for bounces.
    pub spf: Standing,
    /// Its signatures, at most eight (RFC 6376); more count as one that is wrong in itself.
    pub dkim: Vec<Signature>,
    /// Whether one of both is of the domain in From (RFC 7489, RFC 9989).
    pub dmarc: Standing,
    /// The domain in From, in lower case, where there is exactly one. Only to be believed where `dmarc` is
    /// [`Standing::Pass`].
    pub from_domain: Option<String>,
    /// What goes behind `Authentication-Results:` (RFC 8601), folded by CRLF and a tab, without a line end.
    pub text: String,
}

/// Finds out whether a letter is from whom it says. Never fails: what could not be found out is
/// [`Standing::TempError`]. At most half a minute and eight signatures.
pub async fn authenticate(resolver: &Resolver, received: &Received<'_>) -> Authentication {
    let asker = MessageAuthenticator(resolver.inner().clone());
    let (message, too_much) = readable(received.message);
    let parsed = AuthenticatedMessage::parse(&message).unwrap_or_default();
    let from_domain = from_domain(&parsed);
    let found = tokio::time::timeout(LIMIT, ask(&asker, received, &parsed)).await;
    let (spf, mut dkim, dmarc) =
        found.unwrap_or((Standing::TempError, Vec::new(), Standing::TempError));
    if too_much {
        let (domain, selector) = (String::new(), String::new());
        dkim = vec![Signature { domain, selector, standing: Standing::PermError }];
    }
    let text = results(received, spf, &dkim, dmarc, from_domain.as_deref());
    Authentication { spf, dkim, dmarc, from_domain, text }
}

async fn ask(
    asker: &MessageAuthenticator,
    received: &Received<'_>,
    parsed: &AuthenticatedMessage<'_>,
) -> (Standing, Vec<Signature>, Standing) {
    let Received { address, helo, mail_from, host, .. } = *received;
    let sender = if mail_from.is_empty() {
        SpfParameters::verify_ehlo(address, helo, host)
    } else {
        SpfParameters::verify_mail_from(address, helo, host, mail_from)
    };
    let spf = asker.verify_spf(sender).await;
    let dkim = asker.verify_dkim(parsed).await;
    let domain = if mail_from.is_empty() { helo } else { domain_of(mail_from) };
    let dmarc = asker.verify_dmarc(DmarcParameters::new(parsed, &dkim, domain, &spf)).await;
    (of_spf(&spf), dkim.iter().map(of_dkim).collect(), of_dmarc(&dmarc))
}

/// The letter, or what of it can be read in a bounded time: without body and signatures when there are too
/// many of those, nothing when the header has no end.
fn readable(message: &[u8]) -> (Cow<'_, [u8]>, bool) {
    let end = end_of_header(message);
    let header = message.get(..end).unwrap_or_default();
    if end > HEADER_BYTES {
        return (Cow::Borrowed(&[]), true);
    }
    let is_signature = |line: &[u8]| {
        line.get(..14).is_some_and(|name| name.eq_ignore_ascii_case(b"DKIM-Signature"))
    };
    let lines = || header.split_inclusive(|byte| *byte == b'\n');
    if lines().filter(|line| is_signature(line)).count() <= SIGNATURES {
        return (Cow::Borrowed(message), false);
    }
    let mut kept = Vec::with_capacity(end);
    let mut inside = false;
    for line in lines() {
        if !matches!(line.first(), Some(b' ' | b'\t')) {
            inside = is_signature(line);
        }
        if !inside {
            kept.extend_from_slice(line);
        }
    }
    kept.extend_from_slice(b"\r\n");
    (Cow::Owned(kept), true)
}

fn from_domain(message: &AuthenticatedMessage<'_>) -> Option<String> {
    let mut domains: Vec<String> =
        message.from.iter().map(|from| domain_of(from).to_lowercase()).collect();
    domains.dedup();
    match domains.as_slice() {
        [domain] if !domain.is_empty() => Some(domain.clone()),
        _ => None,
    }
}

pub(super) fn of_spf(output: &SpfOutput) -> Standing {
    match output.result() {
        SpfResult::Pass => Standing::Pass,
        SpfResult::Fail => Standing::Fail,
        SpfResult::SoftFail => Standing::SoftFail,
        SpfResult::Neutral => Standing::Neutral,
        SpfResult::TempError => Standing::TempError,
        SpfResult::PermError => Standing::PermError,
        SpfResult::None => Standing::None,
    }
}

fn of_dkim(output: &DkimOutput<'_>) -> Signature {
    let standing = match output.result() {
        DkimResult::Pass => Standing::Pass,
        // It could be read, and it is not of this body or not of today: RFC 8601 calls that "fail".
        DkimResult::Neutral(Error::Dkim(
            DkimError::FailedBodyHashMatch | DkimError::SignatureExpired,
        ))
        | DkimResult::Fail(_) => Standing::Fail,
        DkimResult::Neutral(_) => Standing::Neutral,
        DkimResult::PermError(_) => Standing::PermError,
        DkimResult::TempError(_) => Standing::TempError,
        DkimResult::None => Standing::None,
    };
    let tag = |take: fn(&mail_auth::dkim::Signature) -> &String| {
        output.signature().map(|signature| take(signature).to_lowercase()).unwrap_or_default()
    };
    Signature { domain: tag(|it| &it.d), selector: tag(|it| &it.s), standing }
}

fn of_dmarc(output: &DmarcOutput) -> Standing {
    match output.result() {
        DmarcResult::Pass => Standing::Pass,
        DmarcResult::Fail(_) => Standing::Fail,
        DmarcResult::TempError(_) => Standing::TempError,
        DmarcResult::PermError(_) => Standing::PermError,
        DmarcResult::None => Standing::None,
    }
}

/// RFC 8601 section 2.2.
fn results(
    received: &Received<'_>,
    spf: Standing,
    dkim: &[Signature],
    dmarc: Standing,
    from_domain: Option<&str>,
) -> String {
    let mut text = value(received.host);
    let (property, identity) = match received.mail_from {
        "" => ("smtp.helo", received.helo),
        sender => ("smtp.mailfrom", sender),
    };
    // Writing to a string cannot fail.
    let _ = write!(text, ";\r\n\tspf={} {property}={}", spf.word(), value(identity));
    if dkim.is_empty() {
        text.push_str(";\r\n\tdkim=none");
    }
    for Signature { domain, selector, standing } in dkim {
        let _ = write!(text, ";\r\n\tdkim={}", standing.word());
        if !domain.is_empty() {
            let _ = write!(text, " header.d={} header.s={}", value(domain), value(selector));
        }
    }
    let _ = write!(text, ";\r\n\tdmarc={}", dmarc.word());
    if let Some(domain) = from_domain {
        let _ = write!(text, " header.from={}", value(domain));
    }
    text
}

/// A value as it may stand there, whatever somebody put into it (RFC 2045 section 5.1, RFC 8601 section 2.2).
fn value(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`{|}~@".contains(c);
    if !text.is_empty() && text.chars().all(plain) && text.len() <= 254 {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars().take(254) {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            ' '..='~' => quoted.push(c),
            _ => quoted.push('?'),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_the_results() {
        for (text, expected) in [
            ("a@example.org", "a@example.org"),
            ("", "\"\""),
            ("a b", "\"a b\""),
            ("x\r\nBcc: y", "\"x??Bcc: y\""),
            ("a;dmarc=pass", "\"a;dmarc=pass\""),
            ("a\"b\\", "\"a\\\"b\\\\\""),
        ] {
            assert_eq!(value(text), expected);
        }
    }

    #[test]
    fn too_many_signatures_are_not_looked_at() {
        let one = "DKIM-Signature: v=1;\r\n\tb=x\r\n";
        let letter = |count: usize| format!("{}From: a@b\r\n\r\nbody\r\n", one.repeat(count));
        assert!(!readable(letter(8).as_bytes()).1);
        let many = letter(9);
        let (kept, too_much) = readable(many.as_bytes());
        assert!(too_much);
        assert_eq!(kept.as_ref(), b"From: a@b\r\n\r\n");
        let endless = "a: b\r\n".repeat(100_000);
        assert_eq!(readable(endless.as_bytes()), (Cow::Borrowed(&b""[..]), true));
    }
}
