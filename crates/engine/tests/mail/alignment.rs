//! Whether DNS says what letters need, before the first one leaves.

use cerrojo_engine::mail::alignment::What::{Bounces, Dkim, Dmarc, Helo, Pointer, Replies, Spf};
use cerrojo_engine::mail::alignment::{Sending, State, What, check};
use cerrojo_lab::registry::Record;

use crate::signing::{keys, serve};

fn text(name: &str, text: &str) -> (String, Record) {
    (name.to_owned(), Record::Text(text.to_owned()))
}

fn address(name: &str, address: &str) -> (String, Record) {
    (name.to_owned(), Record::Address(address.parse().unwrap()))
}

/// A zone in which everything is right, and how letters are sent.
fn right() -> (Vec<(String, Record)>, Sending) {
    let (signer, mut zone) = keys();
    let selectors =
        signer.keys().map(|(selector, key)| (selector.to_owned(), key.record().unwrap()));
    let sending = Sending {
        from_domain: "sender.test".to_owned(),
        return_path_domain: "bounces.sender.test".to_owned(),
        reply_domain: "sender.test".to_owned(),
        keys: selectors.collect(),
        helo: "mx.sender.test".to_owned(),
        addresses: vec!["192.0.2.9".parse().unwrap(), "2001:db8::9".parse().unwrap()],
    };
    let exchange =
        |name: &str| (name.to_owned(), Record::Exchange(10, "mx.sender.test".to_owned()));
    let six = format!("9.{}8.b.d.0.1.0.0.2.ip6.arpa", "0.".repeat(23));
    zone.extend([
        text("bounces.sender.test", "v=spf1 mx:sender.test -all"),
        text("sender.test", "some other text"),
        text("_dmarc.sender.test", "v=DMARC1; p=reject"),
        address("mx.sender.test", "192.0.2.9"),
        address("mx.sender.test", "2001:db8::9"),
        exchange("sender.test"),
        exchange("bounces.sender.test"),
        ("9.2.0.192.in-addr.arpa".to_owned(), Record::Name("mx.sender.test".to_owned())),
        (six, Record::Name("mx.sender.test".to_owned())),
    ]);
    (zone, sending)
}

/// The state of every finding of `what`, when the records of `name` are replaced by `records`.
async fn found(what: What, name: &str, records: &[Record]) -> Vec<(State, Option<String>)> {
    let (mut zone, sending) = right();
    if !name.is_empty() {
        assert!(zone.iter().any(|(there, _)| there == name), "{name}");
        zone.retain(|(there, _)| there != name);
        zone.extend(records.iter().map(|record| (name.to_owned(), record.clone())));
    }
    let (_server, resolver) = serve(&zone).await;
    let findings = check(&resolver, &sending).await;
    assert!(
        findings
            .iter()
            .all(|it| it.explanation.ends_with('.') || it.explanation.contains(": v=spf1")),
        "{findings:?}"
    );
    let of = findings.into_iter().filter(|finding| finding.what == what);
    of.map(|finding| (finding.state, finding.record)).collect()
}

#[tokio::test]
async fn all_is_well_where_it_is() {
    let (zone, sending) = right();
    let (_server, resolver) = serve(&zone).await;
    let findings = check(&resolver, &sending).await;
    assert!(findings.iter().all(|finding| finding.state == State::Ok), "{findings:#?}");
    let whats: Vec<What> = findings.iter().map(|finding| finding.what).collect();
    assert_eq!(whats, [Spf, Spf, Dkim, Dkim, Dmarc, Pointer, Pointer, Helo, Replies, Bounces]);
}

#[tokio::test]
async fn what_is_missing_is_said_with_what_mends_it() {
    let says = |text: &str| Record::Text(text.to_owned());
    #[rustfmt::skip]
    let cases: &[(What, &str, &[Record], Option<&str>)] = &[
        (What::Spf, "bounces.sender.test", &[], Some("bounces.sender.test. TXT \"v=spf1 ip4:192.0.2.9 ip6:2001:db8::9 -all\"")),
        (What::Spf, "bounces.sender.test", &[says("v=spf1 -all")], Some("bounces.sender.test. TXT \"v=spf1 ip4:192.0.2.9 -all\"")),
        (What::Spf, "bounces.sender.test", &[says("v=spf1 -all"), says("v=spf1 +all")], None),
        (What::Spf, "bounces.sender.test", &[says("v=spf1 ip4:nonsense -all")], None),
        (What::Dkim, "r1._domainkey.sender.test", &[], Some("r1._domainkey.sender.test. TXT \"v=DKIM1; k=rsa; p=")),
        (What::Dkim, "r1._domainkey.sender.test", &[says("v=DKIM1; p=AAAA")], Some("r1._domainkey")),
        (What::Dmarc, "_dmarc.sender.test", &[], Some("_dmarc.sender.test. TXT \"v=DMARC1; p=reject")),
        (What::Pointer, "9.2.0.192.in-addr.arpa", &[], Some("192.0.2.9 needs a PTR record to mx.sender.test")),
        (What::Pointer, "9.2.0.192.in-addr.arpa", &[Record::Name("else.test".to_owned())], Some("192.0.2.9 needs")),
        (What::Helo, "mx.sender.test", &[], Some("mx.sender.test. A 192.0.2.9\nmx.sender.test. AAAA 2001:db8::9")),
        (What::Replies, "sender.test", &[], Some("sender.test. MX 10 mx.sender.test.")),
        (What::Bounces, "bounces.sender.test", &[Record::Exchange(0, String::new())], Some("bounces.sender.test. MX")),
        (What::Bounces, "bounces.sender.test", &[Record::Exchange(1, "gone.test".to_owned())], Some("bounces.sender.test. MX")),
    ];
    for (what, name, records, mends) in cases {
        let (state, record) = found(*what, name, records).await.swap_remove(0);
        assert_eq!(state, State::Wrong, "{what:?} {name} {records:?}");
        assert_eq!(record.is_some(), mends.is_some(), "{record:?}");
        assert!(record.unwrap_or_default().starts_with(mends.unwrap_or_default()), "{name}");
    }
}

#[tokio::test]
async fn silence_is_never_good() {
    for (what, name) in [
        (What::Spf, "bounces.sender.test"),
        (What::Spf, "mx.sender.test"),
        (What::Dkim, "r1._domainkey.sender.test"),
        (What::Dmarc, "_dmarc.sender.test"),
        (What::Pointer, "9.2.0.192.in-addr.arpa"),
        (What::Pointer, "mx.sender.test"),
        (What::Helo, "mx.sender.test"),
        (What::Replies, "sender.test"),
        (What::Bounces, "mx.sender.test"),
    ] {
        let (state, _) = found(what, name, &[Record::Broken]).await.swap_remove(0);
        assert_eq!(state, State::Unknown, "{what:?} {name}");
    }
}
