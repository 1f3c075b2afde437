//! Signatures that others verify, and letters that were changed on the way.

use cerrojo_engine::Resolver;
use cerrojo_engine::mail::{
    Key, KeyKind, MailError, Received, Signer, Standing, authenticate, generate,
};
use cerrojo_lab::registry::{NameServer, Record};

/// Folds, 8-bit text, runs of blanks, empty lines at the end.
pub(crate) const LETTER: &str = "From: Team <team@sender.test>\r\nTo: abuse@reader.test\r\n\
    Subject: =?utf-8?q?An_open_relay?=\r\n\tin your network\r\nDate: Mon, 23 Nov 2026 02:00:00 +0000\r\n\
    Message-ID: <1@sender.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
    Content-Transfer-Encoding: 8bit\r\nList-Unsubscribe: <https://sender.test/u/1>\r\n\
    List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nAuto-Submitted: auto-generated\r\nX-Other: not signed\r\n\r\n\
    Dear  colleagues,\r\n\r\n\tthe relay at 192.0.2.7 is open. \r\n\r\n\u{a1}Gracias!\r\n\r\n\r\n";

/// Two new keys with their records in a name server's zone.
pub(crate) fn keys() -> (Signer, Vec<(String, Record)>) {
    let mut keys = Vec::new();
    let mut zone = Vec::new();
    for (selector, kind) in [("r1", KeyKind::Rsa2048), ("e1", KeyKind::Ed25519)] {
        let (pem, record) = generate(kind).unwrap();
        let key = Key::read(&pem).unwrap();
        assert_eq!((key.kind(), key.record().unwrap()), (kind, record.clone()));
        keys.push((selector.to_owned(), key));
        zone.push((format!("{selector}._domainkey.sender.test"), Record::Text(record)));
    }
    (Signer::new("sender.test", keys).unwrap(), zone)
}

pub(crate) async fn serve(zone: &[(String, Record)]) -> (NameServer, Resolver) {
    let zone: Vec<(&str, Record)> =
        zone.iter().map(|(name, record)| (name.as_str(), record.clone())).collect();
    let server = NameServer::start(&zone).await.unwrap();
    let resolver = Resolver::asking(server.address).unwrap();
    (server, resolver)
}

async fn standings(resolver: &Resolver, message: &[u8]) -> Vec<Standing> {
    let received = Received {
        message,
        address: "192.0.2.9".parse().unwrap(),
        helo: "mx.elsewhere.test",
        mail_from: "",
        host: "us.test",
    };
    let found = authenticate(resolver, &received).await;
    found.dkim.iter().map(|signature| signature.standing).collect()
}

#[tokio::test]
async fn both_signatures_stand_and_fall_with_what_they_cover() {
    let (signer, zone) = keys();
    let (_server, resolver) = serve(&zone).await;
    let signatures = signer.sign(LETTER.as_bytes(), cerrojo_engine::now()).unwrap();
    let head = String::from_utf8(signatures).unwrap();
    assert!(head.split_inclusive("\r\n").all(|line| line.len() <= 78 + 2), "{head}");
    assert!(!head.replace("\r\n", "").contains(['\r', '\n']), "{head}");
    let whole = format!("{head}{LETTER}");
    let both = |standing| vec![standing, standing];
    assert_eq!(standings(&resolver, whole.as_bytes()).await, both(Standing::Pass), "{whole}");

    for (from, to, expected) in [
        // What servers on the way may do.
        ("X-Other: not signed", "X-Other: changed", Standing::Pass),
        ("\r\n\tin your", " in your", Standing::Pass),
        ("Dear  colleagues,", "Dear colleagues,", Standing::Pass),
        ("Gracias!\r\n\r\n\r\n", "Gracias!\r\n", Standing::Pass),
        // What nobody may.
        ("192.0.2.7", "192.0.2.8", Standing::Fail),
        ("Gracias!\r\n", "Gracias!\r\nP.S.\r\n", Standing::Fail),
        ("abuse@reader", "other@reader", Standing::Fail),
        ("=One-Click", "=Two-Clicks", Standing::Fail),
        ("From: Team", "From: a@b.test\r\nFrom: Team", Standing::Fail),
        ("X-Other: not signed", "From: a@b.test", Standing::Fail),
    ] {
        let changed = whole.replacen(from, to, 1);
        assert_ne!(changed, whole);
        let found = standings(&resolver, changed.as_bytes()).await;
        assert_eq!(found, both(expected), "{from} -> {to}");
    }
}

#[tokio::test]
async fn lines_are_signed_as_they_will_be_sent() {
    let (signer, zone) = keys();
    let (_server, resolver) = serve(&zone).await;
    for letter in [
        LETTER.replace("\r\n", "\n"),
        "From: a@sender.test\r\n\r\n".to_owned(),
        "From: a@sender.test\n\nx".to_owned(),
    ] {
        let mut sent = signer.sign(letter.as_bytes(), cerrojo_engine::now()).unwrap();
        sent.extend(letter.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes());
        if !sent.ends_with(b"\r\n") {
            sent.extend(b"\r\n");
        }
        assert_eq!(standings(&resolver, &sent).await, [Standing::Pass; 2], "{letter:?}");
    }
}

#[test]
fn what_cannot_be_signed_with_is_said() {
    let key = || Key::read(&generate(KeyKind::Ed25519).unwrap().0).unwrap();
    let signer = Signer::new("sender.test", vec![("e1".to_owned(), key())]).unwrap();
    let no_from = signer.sign(b"To: a@b\r\n\r\nFrom: in the body\r\n", cerrojo_engine::now());
    assert!(matches!(no_from, Err(MailError::NoFrom)));
    assert!(matches!(Signer::new("sender.test", Vec::new()), Err(MailError::Key { .. })));
    for (domain, selector) in
        [("a b", "s"), ("a;d=b", "s"), ("sender.test", "s\r\n"), ("", "s"), ("a", "")]
    {
        let keys = vec![(selector.to_owned(), key())];
        assert!(matches!(Signer::new(domain, keys), Err(MailError::HostName { .. })), "{domain}");
    }
    for pem in
        ["", "secret words", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
    {
        let said = Key::read(pem).unwrap_err().to_string();
        assert!(
            said.starts_with("the key to sign with cannot be used") && !said.contains("AAAA"),
            "{said}"
        );
    }
    assert_eq!(format!("{:?}", key()), "Key(Ed25519)");
}

#[test]
fn keys_of_openssl_are_read() {
    for (arguments, kind) in [
        (&["genrsa", "-traditional", "2048"][..], Some(KeyKind::Rsa2048)),
        (
            &["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
            Some(KeyKind::Rsa2048),
        ),
        (&["genpkey", "-algorithm", "ed25519"], Some(KeyKind::Ed25519)),
        (&["genrsa", "1024"], None),
        (&["genpkey", "-algorithm", "x25519"], None),
    ] {
        // Where it is not installed, the lab's peers still see our own keys.
        let Ok(made) = std::process::Command::new("openssl").args(arguments).output() else {
            return;
        };
        let key = Key::read(&String::from_utf8(made.stdout).unwrap());
        assert_eq!(key.ok().map(|key| key.kind()), kind, "{arguments:?}");
    }
}
