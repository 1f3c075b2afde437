//! How do readers know that a letter is ours and that nobody changed it (DKIM, RFC 6376)?
//!
//! One signature a key, over the same hash of the body: RSA for everybody, Ed25519 (RFC 8463) beside it. The
//! letter is neither copied nor changed; the signatures are header fields to be written before it.

mod canonical;
mod key;

use aws_lc_rs::digest::{Context, Digest, SHA256, digest};
use cerrojo_model::Time;
use data_encoding::BASE64;

use super::MailError;
use super::handover::{end_of_header, with_crlf};
use canonical::{Field, fields};
pub use key::{Key, KeyKind, generate};

/// The fields that are signed where they are there (RFC 6376 section 5.4.1; RFC 8058 section 4 and RFC 9477
/// section 3.1.3 for the last four), each as often as it is there.
const SIGNED: [&str; 20] = [
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Language",
    "Auto-Submitted",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "CFBL-Address",
    "CFBL-Feedback-ID",
];

/// Where a line of a signature is broken.
const LINE_BYTES: usize = 72;

/// Signs letters of one domain.
#[derive(Debug)]
pub struct Signer {
    domain: String,
    keys: Vec<(String, Key)>,
}

impl Signer {
    /// Signs for `domain` with `keys`, each under its selector.
    ///
    /// # Errors
    ///
    /// [`MailError::HostName`] for a domain or selector that is none, [`MailError::Key`] when there is no
    /// key: the configuration's fault.
    pub fn new(domain: &str, keys: Vec<(String, Key)>) -> Result<Self, MailError> {
        for name in keys.iter().map(|(selector, _)| selector.as_str()).chain([domain]) {
            if !is_name(name) {
                return Err(MailError::HostName { name: name.to_owned() });
            }
        }
        if keys.is_empty() {
            return Err(MailError::Key { cause: "there is none".to_owned() });
        }
        Ok(Self { domain: domain.to_ascii_lowercase(), keys })
    }

    /// The domain that is signed for.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The selectors with their keys.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &Key)> {
        self.keys.iter().map(|(selector, key)| (selector.as_str(), key))
    }

    /// Signs `letter` at `now`: a `DKIM-Signature` field a key, each ended by CRLF, to be written before it
    /// ([`Handover::with_head`](super::Handover::with_head)). Lines that end without CRLF are signed as
    /// they will be sent. From is signed once more than it is there, so that nobody adds another one.
    ///
    /// # Errors
    ///
    /// [`MailError::NoFrom`] for a letter without a From field: the caller's fault. [`MailError::Key`] when
    /// the system's cryptography refuses.
    pub fn sign(&self, letter: &[u8], now: Time) -> Result<Vec<u8>, MailError> {
        let letter = with_crlf(letter);
        let end = end_of_header(&letter);
        let (header, rest) = letter.split_at(end);
        let mut hash = Context::new(&SHA256);
        canonical::body(rest.get(2..).unwrap_or_default(), |piece| hash.update(piece));
        let hash = BASE64.encode(hash.finish().as_ref());
        let (names, mut data) = select(&fields(header));
        if !names.contains(&"From") {
            return Err(MailError::NoFrom);
        }
        let common = data.len();
        let mut signatures = Vec::with_capacity(1_400);
        for (selector, key) in &self.keys {
            let start = signatures.len();
            let tags = [
                "v=1;".to_owned(),
                format!("a={};", key.algorithm()),
                "c=relaxed/relaxed;".to_owned(),
                format!("d={};", self.domain),
                format!("s={selector};"),
                format!("t={};", now.timestamp().max(0)),
            ];
            write_field(&mut signatures, &tags, &names, &hash);
            data.truncate(common);
            for field in fields(signatures.get(start..).unwrap_or_default()) {
                field.write(&mut data);
            }
            let signature =
                BASE64.encode(&key.sign(&data, |bytes| -> Digest { digest(&SHA256, bytes) })?);
            for line in signature.as_bytes().chunks(LINE_BYTES) {
                signatures.extend_from_slice(b"\r\n\t");
                signatures.extend_from_slice(line);
            }
            signatures.extend_from_slice(b"\r\n");
        }
        Ok(signatures)
    }
}

/// The names of the fields that are signed, and their relaxed text in that order; of several fields of one
/// name the last one first (RFC 6376 section 5.4.2).
fn select(fields: &[Field<'_>]) -> (Vec<&'static str>, Vec<u8>) {
    let mut names = Vec::with_capacity(SIGNED.len().saturating_add(1));
    let mut data = Vec::with_capacity(2_048);
    for name in SIGNED {
        let same = |field: &&Field<'_>| field.name.eq_ignore_ascii_case(name.as_bytes());
        for field in fields.iter().rev().filter(same) {
            field.write(&mut data);
            data.extend_from_slice(b"\r\n");
            names.push(name);
        }
    }
    if names.first() == Some(&"From") {
        names.insert(0, "From");
    }
    (names, data)
}

/// Writes the field up to the empty `b=`, without a line end.
fn write_field(out: &mut Vec<u8>, tags: &[String], names: &[&str], hash: &str) {
    let mut column = 0_usize;
    let mut word = |out: &mut Vec<u8>, space: &str, text: &str| {
        let wanted = space.len().saturating_add(text.len());
        if column > 0 && column.saturating_add(wanted) > LINE_BYTES {
            out.extend_from_slice(b"\r\n\t");
            column = 8;
        } else {
            out.extend_from_slice(space.as_bytes());
            column = column.saturating_add(space.len());
        }
        out.extend_from_slice(text.as_bytes());
        column = column.saturating_add(text.len());
    };
    word(out, "", "DKIM-Signature:");
    for tag in tags {
        word(out, " ", tag);
    }
    for (number, name) in names.iter().enumerate() {
        let (first, last) = (number == 0, number.saturating_add(1) == names.len());
        let text =
            format!("{}{name}{}", if first { "h=" } else { "" }, if last { ";" } else { ":" });
        word(out, if first { " " } else { "" }, &text);
    }
    word(out, " ", &format!("bh={hash};"));
    word(out, " ", "b=");
}

/// A domain or selector, in ASCII.
fn is_name(name: &str) -> bool {
    let label = |label: &str| {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        !label.is_empty() && label.len() <= 63 && label.bytes().all(fits)
    };
    name.len() <= 253 && name.split('.').all(label)
}
