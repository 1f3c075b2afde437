//! What does the From domain ask receivers to do (DMARC, RFC 7489), and do our letters meet it?

use super::records::tag;
use super::{Finding, Sending, What, quoted};
use crate::Resolver;

/// DMARC: one finding.
pub(super) async fn dmarc(resolver: &Resolver, sending: &Sending) -> Finding {
    let domain = sending.from_domain.to_lowercase();
    let organisation = organisation(&domain);
    let mut names = vec![domain.clone()];
    if organisation != domain {
        names.push(organisation);
    }
    for name in names {
        let texts = match resolver.texts_of(&format!("_dmarc.{name}")).await {
            Ok(texts) => texts,
            Err(cause) => return Finding::unknown(What::Dmarc, domain, &cause),
        };
        let is_policy = |text: &&String| {
            tag(text, "v").as_deref() == Some("DMARC1") && text.trim_start().starts_with('v')
        };
        let records: Vec<&String> = texts.iter().filter(is_policy).collect();
        match records.as_slice() {
            [] => {}
            [record] => return judge(sending, &domain, &name, record),
            [..] => {
                let text = format!(
                    "_dmarc.{name} has several policies, so none counts (RFC 7489 section 6.6.3); keep one."
                );
                return Finding::wrong(What::Dmarc, domain, text);
            }
        }
    }
    let text = format!(
        "{domain} has no DMARC record, so others can send in its name unhindered and large receivers trust it less."
    );
    let record = advice(sending, &domain);
    Finding::wrong(What::Dmarc, domain, text).with_record(record)
}

fn judge(sending: &Sending, domain: &str, found_at: &str, record: &str) -> Finding {
    let subdomains = if found_at == domain { None } else { tag(record, "sp") };
    let policy = subdomains.or_else(|| tag(record, "p")).unwrap_or_default().to_ascii_lowercase();
    if !matches!(policy.as_str(), "none" | "quarantine" | "reject") {
        let text =
            format!("The DMARC record at _dmarc.{found_at} has no policy (p=) that anybody knows.");
        return Finding::wrong(What::Dmarc, domain, text).with_record(advice(sending, domain));
    }
    let strict = tag(record, "aspf").as_deref() == Some("s");
    let bounces = sending.return_path_domain.to_lowercase();
    let by_spf = bounces == domain || (!strict && organisation(&bounces) == organisation(domain));
    let by_dkim = !sending.keys.is_empty();
    let ways = match (by_dkim, by_spf) {
        (true, true) => "signature and return path are both of that domain",
        (true, false) => {
            "the signature is of that domain; the return path is not, so everything hangs on the signature"
        }
        (false, true) => {
            "the return path is of that domain, but nothing is signed, so a forwarded letter fails"
        }
        (false, false) => {
            let text = format!(
                "Neither signature nor return path ({bounces}) is of {domain}: every letter fails its DMARC policy ({policy})."
            );
            return Finding::wrong(What::Dmarc, domain, text);
        }
    };
    let text =
        format!("The DMARC policy of {domain} is {policy}, and our letters meet it: {ways}.");
    let finding = Finding::ok(What::Dmarc, domain, text);
    if policy == "none" { finding.with_record(advice(sending, domain)) } else { finding }
}

fn advice(sending: &Sending, domain: &str) -> String {
    let reports = format!("v=DMARC1; p=reject; rua=mailto:dmarc@{}", sending.reply_domain);
    format!("_dmarc.{domain}. TXT {}", quoted(&reports))
}

/// The domain that somebody registered, by the Public Suffix List.
fn organisation(domain: &str) -> String {
    psl::domain_str(domain).unwrap_or(domain).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    fn sending(bounces: &str, keys: usize) -> Sending {
        Sending {
            from_domain: "letters.example.org".to_owned(),
            return_path_domain: bounces.to_owned(),
            keys: vec![("s".to_owned(), "p=".to_owned()); keys],
            ..Sending::default()
        }
    }

    #[test]
    fn a_policy_is_met_by_signature_or_return_path() {
        let domain = "letters.example.org";
        for (bounces, keys, record, state) in [
            (domain, 1, "v=DMARC1; p=reject", State::Ok),
            ("bounces.example.org", 0, "v=DMARC1; p=reject", State::Ok),
            ("bounces.example.org", 0, "v=DMARC1; p=reject; aspf=s", State::Wrong),
            ("other.example", 1, "v=DMARC1;p=none", State::Ok),
            ("other.example", 0, "v=DMARC1; p=none", State::Wrong),
            (domain, 1, "v=DMARC1; p=maybe", State::Wrong),
        ] {
            let finding = judge(&sending(bounces, keys), domain, domain, record);
            assert_eq!(finding.state, state, "{bounces} {keys} {record}: {}", finding.explanation);
        }
        let of_parent =
            judge(&sending(domain, 1), domain, "example.org", "v=DMARC1; p=none; sp=reject");
        assert!(of_parent.explanation.contains("is reject"), "{}", of_parent.explanation);
    }
}
