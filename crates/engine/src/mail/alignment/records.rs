//! May our addresses send for the return path, and are our keys in DNS?

use std::net::IpAddr;

use mail_auth::MessageAuthenticator;
use mail_auth::spf::verify::SpfParameters;

use super::{Finding, Sending, What, quoted};
use crate::Resolver;
use crate::mail::authenticate::{Standing, of_spf};

/// SPF (RFC 7208): one finding an address, or one for all when the record itself is wrong.
pub(super) async fn spf(resolver: &Resolver, sending: &Sending) -> Vec<Finding> {
    let domain = sending.return_path_domain.as_str();
    let texts = match resolver.texts_of(domain).await {
        Ok(texts) => texts,
        Err(cause) => return vec![Finding::unknown(What::Spf, domain, &cause)],
    };
    let is_spf = |text: &&String| {
        let version = text.split(' ').next().unwrap_or_default();
        version.eq_ignore_ascii_case("v=spf1")
    };
    let records: Vec<&String> = texts.iter().filter(is_spf).collect();
    let record = match records.as_slice() {
        [] => {
            let text =
                format!("{domain} has no SPF record, so nobody can see that we may send for it.");
            let record =
                zone_line(domain, &format!("v=spf1 {} -all", mechanisms(&sending.addresses)));
            return vec![Finding::wrong(What::Spf, domain, text).with_record(record)];
        }
        [record] => record.as_str(),
        [..] => {
            let text = format!(
                "{domain} has several SPF records, which counts as an error (RFC 7208 section 3.2); keep one."
            );
            return vec![Finding::wrong(What::Spf, domain, text)];
        }
    };
    if sending.addresses.is_empty() {
        let text = "it is not known from which addresses letters leave";
        return vec![Finding::new(
            What::Spf,
            domain,
            super::State::Unknown,
            format!("{domain} has an SPF record, but {text}; name them in the configuration."),
        )];
    }
    let mut found = Vec::new();
    for address in &sending.addresses {
        found.push(spf_of(resolver, sending, record, *address).await);
    }
    found
}

async fn spf_of(resolver: &Resolver, sending: &Sending, record: &str, address: IpAddr) -> Finding {
    let domain = sending.return_path_domain.as_str();
    let asker = MessageAuthenticator(resolver.inner().clone());
    let sender = format!("bounces@{domain}");
    let question = SpfParameters::verify_mail_from(address, &sending.helo, &sending.helo, &sender);
    let standing = of_spf(&asker.verify_spf(question).await);
    let about = address.to_string();
    match standing {
        Standing::Pass => Finding::ok(
            What::Spf,
            about,
            format!("The SPF record of {domain} lets {address} send."),
        ),
        Standing::TempError => Finding::unknown(What::Spf, about, "a name in the SPF record"),
        Standing::PermError => Finding::wrong(
            What::Spf,
            about,
            format!(
                "The SPF record of {domain} is wrong in itself, so it lets nobody send: {record}"
            ),
        ),
        other => {
            let text = format!(
                "The SPF record of {domain} does not let {address} send: the answer is \"{}\".",
                other.word()
            );
            let better = with_mechanism(record, &mechanisms(&[address]));
            Finding::wrong(What::Spf, about, text).with_record(zone_line(domain, &better))
        }
    }
}

/// `ip4:… ip6:…`, or the domain's own mail servers where no address is known.
fn mechanisms(addresses: &[IpAddr]) -> String {
    let one = |address: &IpAddr| match address.to_canonical() {
        IpAddr::V4(address) => format!("ip4:{address}"),
        IpAddr::V6(address) => format!("ip6:{address}"),
    };
    let all: Vec<String> = addresses.iter().map(one).collect();
    if all.is_empty() { "mx".to_owned() } else { all.join(" ") }
}

/// The record with one more mechanism, before those that anything could be decided by.
fn with_mechanism(record: &str, mechanism: &str) -> String {
    match record.split_once(' ') {
        Some((version, rest)) => format!("{version} {mechanism} {}", rest.trim_start()),
        None => format!("{record} {mechanism} -all"),
    }
}

fn zone_line(name: &str, text: &str) -> String {
    format!("{name}. TXT {}", quoted(text))
}

/// DKIM (RFC 6376 section 3.6): one finding a selector.
pub(super) async fn dkim(resolver: &Resolver, sending: &Sending) -> Vec<Finding> {
    if sending.keys.is_empty() {
        let text = "There is no key to sign with, so letters go unsigned and many will not be taken; make one.";
        return vec![Finding::wrong(What::Dkim, sending.from_domain.as_str(), text.to_owned())];
    }
    let mut found = Vec::new();
    for (selector, record) in &sending.keys {
        let name = format!("{selector}._domainkey.{}", sending.from_domain);
        let finding = match resolver.texts_of(&name).await {
            Ok(texts) => key_of(selector, &name, &texts, record),
            Err(cause) => Finding::unknown(What::Dkim, selector.as_str(), &cause),
        };
        found.push(finding);
    }
    found
}

fn key_of(selector: &str, name: &str, texts: &[String], ours: &str) -> Finding {
    let wrong = |text: String| {
        Finding::wrong(What::Dkim, selector, text).with_record(zone_line(name, ours))
    };
    let published = match texts {
        [] => {
            return wrong(format!(
                "There is no key at {name}, so no signature under {selector} stands."
            ));
        }
        [text] => text.as_str(),
        [..] => {
            return wrong(format!(
                "There are several texts at {name}, and readers may take any (RFC 6376 section 3.6.2.2); keep the one with our key."
            ));
        }
    };
    let (key, kind) = (tag(ours, "p"), tag(ours, "k"));
    match tag(published, "p") {
        Some(none) if none.is_empty() => {
            wrong(format!("The key at {name} is withdrawn: its p= is empty."))
        }
        there
            if there != key
                || tag(published, "k").unwrap_or("rsa".to_owned())
                    != kind.unwrap_or("rsa".to_owned()) =>
        {
            wrong(format!("The key at {name} is not the one that we sign with."))
        }
        _ if tag(published, "v").is_some_and(|version| version != "DKIM1") => {
            wrong(format!("The record at {name} is of a version that nobody knows."))
        }
        _ if lists_without(published, "h", "sha256") => {
            wrong(format!("The record at {name} does not allow SHA-256 (h=), which we sign with."))
        }
        _ if lists_without(published, "s", "email") => {
            wrong(format!("The record at {name} is not for mail (s=)."))
        }
        _ if tag(published, "t").is_some_and(|flags| flags.split(':').any(|flag| flag == "y")) => {
            let text = format!(
                "The key at {name} is ours, marked as a test (t=y): some readers ignore it; take the mark away before it counts."
            );
            Finding::ok(What::Dkim, selector, text).with_record(zone_line(name, ours))
        }
        _ => Finding::ok(
            What::Dkim,
            selector,
            format!("The key at {name} is the one that we sign with."),
        ),
    }
}

fn lists_without(record: &str, name: &str, value: &str) -> bool {
    tag(record, name).is_some_and(|list| !list.split(':').any(|it| it == "*" || it == value))
}

/// A tag of a list such as `v=DKIM1; p=…`, without white space (RFC 6376 section 3.2).
pub(super) fn tag(record: &str, name: &str) -> Option<String> {
    record.split(';').find_map(|part| {
        let (tag, value) = part.split_once('=')?;
        (tag.trim() == name).then(|| value.split_whitespace().collect())
    })
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    const OURS: &str = "v=DKIM1; k=ed25519; p=AAAA";

    #[test]
    fn a_key_is_good_only_when_it_is_ours() {
        for (texts, state) in [
            (&[OURS][..], State::Ok),
            (&["k=ed25519;p=AA AA"], State::Ok),
            (&["v=DKIM1; k=ed25519; t=y:s; p=AAAA"], State::Ok),
            (&[], State::Wrong),
            (&["v=DKIM1; k=ed25519; p="], State::Wrong),
            (&["v=DKIM1; k=ed25519; p=BBBB"], State::Wrong),
            (&["v=DKIM1; p=AAAA"], State::Wrong),
            (&["v=DKIM2; k=ed25519; p=AAAA"], State::Wrong),
            (&["v=DKIM1; h=sha1; k=ed25519; p=AAAA"], State::Wrong),
            (&["v=DKIM1; s=chat; k=ed25519; p=AAAA"], State::Wrong),
            (&[OURS, OURS], State::Wrong),
            (&["something else"], State::Wrong),
        ] {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(key_of("s", "s._domainkey.x", &texts, OURS).state, state, "{texts:?}");
        }
    }

    #[test]
    fn an_spf_record_gets_what_it_lacks() {
        let addresses = ["192.0.2.1".parse().unwrap(), "2001:db8::1".parse().unwrap()];
        assert_eq!(mechanisms(&addresses), "ip4:192.0.2.1 ip6:2001:db8::1");
        assert_eq!(
            with_mechanism("v=spf1 mx -all", "ip4:192.0.2.1"),
            "v=spf1 ip4:192.0.2.1 mx -all"
        );
        assert_eq!(with_mechanism("v=spf1", "mx"), "v=spf1 mx -all");
    }
}
