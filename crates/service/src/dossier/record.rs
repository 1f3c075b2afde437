//! What the record of a check says that others may see: everything but tokens.
//!
//! The record is one object of `cerrojo.check/1`. Its token, and whatever looks like one in the way that a
//! message took, is replaced: whoever has a token of ours could answer for a server.

use std::net::IpAddr;

use cerrojo_model::{Service, Time, Transport};
use cerrojo_store::life::Found;
use cerrojo_store::{Store, StoreError};
use chrono::SecondsFormat;
use serde_json::{Value, json};

fn exact(time: Time) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Characters of a token (base32 without padding).
const TOKEN_CHARACTERS: usize = 32;

/// One record of a check.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// What is spoken there.
    pub service: Option<Service>,
    /// How.
    pub transport: Option<Transport>,
    /// The name that was checked, if it was a name.
    pub hostname: Option<String>,
    /// What proved it, if the check did.
    pub proof: Option<Proof>,
}

/// The parts of a proof that others may see.
#[derive(Clone, Debug)]
pub struct Proof {
    /// When the token was given to the address.
    pub sent_at: Time,
    /// When it arrived at our own end.
    pub arrived_at: Time,
    /// Who delivered it.
    pub from: IpAddr,
    /// The way that it took, the last step first.
    pub trace: Vec<String>,
}

impl Proof {
    /// As it stands in reports.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "sent_at": exact(self.sent_at), "arrived_at": exact(self.arrived_at),
            "from": self.from.to_string(), "trace": self.trace,
        })
    }
}

impl Record {
    /// The record of the last proof of a case, if it is still kept.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn of(store: &Store, number: i64, found: &Found) -> Result<Option<Self>, StoreError> {
        let digest = found.evidence.as_deref().and_then(digest_of);
        let Some(digest) = digest else { return Ok(None) };
        match store.read_evidence(number, &digest).await {
            Ok(evidence) => Ok(Self::read(&evidence.body)),
            Err(StoreError::Missing { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads a record; `None` for what is none.
    pub fn read(body: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(body).ok()?;
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let target = text("target").unwrap_or_default();
        let is_name = target.parse::<IpAddr>().is_err()
            && target.contains('.')
            && target.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
        Some(Self {
            service: text("service").and_then(service),
            transport: text("transport").and_then(transport),
            hostname: is_name.then(|| target.to_owned()),
            proof: value.get("proof").and_then(proof),
        })
    }
}

fn proof(value: &Value) -> Option<Proof> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let trace = value.get("trace").and_then(Value::as_array);
    let trace = trace.into_iter().flatten().filter_map(Value::as_str).map(without_tokens);
    Some(Proof {
        sent_at: text("sent_at")?.parse().ok()?,
        arrived_at: text("arrived_at")?.parse().ok()?,
        from: text("from")?.parse().ok()?,
        trace: trace.collect(),
    })
}

fn service(word: &str) -> Option<Service> {
    let all = [Service::Smtp, Service::Http, Service::Socks, Service::Telnet, Service::Ftp];
    all.into_iter().find(|service| service.id() == word)
}

fn transport(word: &str) -> Option<Transport> {
    let all = [Transport::Plain, Transport::Starttls, Transport::Tls];
    all.into_iter().find(|transport| transport.id() == word)
}

/// The text with `…` in place of everything that could be a token: tokens are signs of base32, in
/// either case, alone or with a letter before them.
#[must_use]
pub fn without_tokens(text: &str) -> String {
    let is_sign = |c: char| c.is_ascii_alphabetic() || ('2'..='7').contains(&c);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_sign) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c| !is_sign(c)).unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        out.push_str(before);
        out.push_str(if run.len() >= TOKEN_CHARACTERS { "…" } else { run });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The 32 bytes of 64 hexadecimal digits.
#[must_use]
pub fn digest_of(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    let is_digits = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_digits {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        let pair = digits.get(at.checked_mul(2)?..at.checked_mul(2)?.checked_add(2)?)?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "abcdefghijklmnopqrstuvwxyz234567";

    #[test]
    fn no_token_is_left() {
        let upper = TOKEN.to_uppercase();
        let text = format!("for <r{TOKEN}@sink.test>; id {upper} {TOKEN}%40x, ESMTP id 4Zxyz");
        assert_eq!(without_tokens(&text), "for <…@sink.test>; id … …%40x, ESMTP id 4Zxyz");
        assert_eq!(without_tokens("über 192.0.2.7"), "über 192.0.2.7");
        let record = json!({
            "target": "mx.example.org", "service": "smtp", "transport": "starttls",
            "proof": {"test": "plain", "token": TOKEN, "sent_at": "2026-11-22T08:00:00Z",
                "arrived_at": "2026-11-22T08:00:01.5Z", "from": "192.0.2.7",
                "trace": [format!("from x for <{TOKEN}@sink.test>")]},
        });
        let record = Record::read(record.to_string().as_bytes()).unwrap();
        assert_eq!(record.hostname.as_deref(), Some("mx.example.org"));
        let shown = record.proof.unwrap().json().to_string();
        assert!(!shown.contains(TOKEN) && shown.contains("<…@sink.test>"), "{shown}");
        assert!(Record::read(b"not json").is_none());
    }

    #[test]
    fn digests_are_read_from_their_digits() {
        assert_eq!(digest_of(&"0f".repeat(32)), Some([15; 32]));
        assert!(digest_of("0f").is_none() && digest_of(&"0g".repeat(32)).is_none());
    }
}
