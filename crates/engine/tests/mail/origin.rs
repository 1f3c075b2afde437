//! Whether a letter that came in is from whom it says.

use cerrojo_engine::mail::{Authentication, Received, Standing, authenticate};
use cerrojo_lab::registry::Record;

use crate::signing::{LETTER, keys, serve};

fn text(name: &str, text: &str) -> (String, Record) {
    (name.to_owned(), Record::Text(text.to_owned()))
}

async fn receive(
    zone: &[(String, Record)],
    message: &str,
    address: &str,
    mail_from: &str,
) -> Authentication {
    let (_server, resolver) = serve(zone).await;
    let received = Received {
        message: message.as_bytes(),
        address: address.parse().unwrap(),
        helo: "mx.sender.test",
        mail_from,
        host: "us.test",
    };
    authenticate(&resolver, &received).await
}

#[tokio::test]
async fn everything_passes_where_everything_is_right() {
    let (signer, mut zone) = keys();
    zone.push(text("sender.test", "v=spf1 ip4:192.0.2.0/24 -all"));
    zone.push(text("_dmarc.sender.test", "v=DMARC1; p=reject"));
    let head = String::from_utf8(signer.sign(LETTER.as_bytes(), cerrojo_engine::now()).unwrap());
    let letter = format!("{}{LETTER}", head.unwrap());
    let found = receive(&zone, &letter, "192.0.2.9", "b@sender.test").await;
    assert_eq!((found.spf, found.dmarc), (Standing::Pass, Standing::Pass));
    assert_eq!(found.from_domain.as_deref(), Some("sender.test"));
    assert_eq!(
        found.text,
        "us.test;\r\n\tspf=pass smtp.mailfrom=b@sender.test;\r\n\t\
         dkim=pass header.d=sender.test header.s=r1;\r\n\tdkim=pass header.d=sender.test header.s=e1;\r\n\t\
         dmarc=pass header.from=sender.test"
    );
    // Forwarded: the address is another one, the signature carries it.
    let found = receive(&zone, &letter, "198.51.100.9", "b@sender.test").await;
    assert_eq!((found.spf, found.dmarc), (Standing::Fail, Standing::Pass));
    // Forged: right in itself, of somebody else.
    let forged = LETTER.replace("team@sender.test", "boss@bank.test");
    zone.push(text("_dmarc.bank.test", "v=DMARC1; p=reject"));
    let found = receive(&zone, &forged, "192.0.2.9", "b@sender.test").await;
    assert_eq!((found.spf, found.dmarc), (Standing::Pass, Standing::Fail));
    assert!(found.dkim.is_empty() && found.text.contains("dkim=none"), "{}", found.text);
}

#[tokio::test]
async fn every_word_of_spf_is_told_apart() {
    for (record, expected) in [
        (Some("v=spf1 +all"), Standing::Pass),
        (Some("v=spf1 -all"), Standing::Fail),
        (Some("v=spf1 ~all"), Standing::SoftFail),
        (Some("v=spf1 ?all"), Standing::Neutral),
        (Some("v=spf1 ip4:nonsense -all"), Standing::PermError),
        (Some("v=spf1 include:broken.test -all"), Standing::TempError),
        (Some("v=spf1 include:sender.test -all"), Standing::PermError),
        (None, Standing::None),
    ] {
        let mut zone = vec![("broken.test".to_owned(), Record::Broken)];
        zone.extend(record.map(|record| text("sender.test", record)));
        let found = receive(&zone, LETTER, "192.0.2.9", "b@sender.test").await;
        assert_eq!(found.spf, expected, "{record:?}");
        assert_eq!(found.dmarc, Standing::None, "{record:?}");
    }
    // A bounce has no sender: the host's name stands for it.
    let zone = [text("mx.sender.test", "v=spf1 ip4:192.0.2.9 -all")];
    let found = receive(&zone, LETTER, "192.0.2.9", "").await;
    assert_eq!(found.spf, Standing::Pass);
    assert!(found.text.contains("smtp.helo=mx.sender.test"), "{}", found.text);
}

#[tokio::test]
async fn dns_that_does_not_answer_is_no_verdict() {
    let (signer, mut zone) = keys();
    let head = String::from_utf8(signer.sign(LETTER.as_bytes(), cerrojo_engine::now()).unwrap());
    let letter = format!("{}{LETTER}", head.unwrap());
    for (_, record) in &mut zone {
        *record = Record::Broken;
    }
    zone.push(("sender.test".to_owned(), Record::Broken));
    zone.push(("_dmarc.sender.test".to_owned(), Record::Broken));
    let found = receive(&zone, &letter, "192.0.2.9", "b@sender.test").await;
    assert_eq!((found.spf, found.dmarc), (Standing::TempError, Standing::TempError));
    assert!(found.dkim.iter().all(|it| it.standing == Standing::TempError), "{found:?}");
    assert_eq!(found.dkim.len(), 2);
}

#[tokio::test]
async fn bad_letters_are_bounded_and_break_nothing() {
    let signature =
        "DKIM-Signature: v=1; a=rsa-sha256; d=sender.test; s=x; h=from; bh=AAAA; b=AAAA; l=1\r\n";
    let flood = format!("{}{LETTER}", signature.repeat(5_000));
    let found = receive(&[], &flood, "192.0.2.9", "b@sender.test").await;
    assert_eq!(found.dkim.len(), 1);
    assert_eq!(found.dkim[0].standing, Standing::PermError);
    for letter in [
        "",
        "\r\n",
        "From:",
        "no header at all",
        "From: a@b.test, c@d.test\r\n\r\n",
        "From: <@>\r\n\r\n",
    ] {
        let found = receive(&[], letter, "192.0.2.9", "x\r\nInjected: yes@sender.test").await;
        assert_eq!(found.from_domain, None, "{letter:?}");
        assert_eq!(found.dmarc, Standing::None, "{letter:?}");
        assert!(!found.text.contains("\r\nInjected"), "{}", found.text);
    }
}
