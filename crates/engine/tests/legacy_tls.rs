//! Old servers, whose TLS the modern stack refuses, are asked all the same: with the feature
//! `legacy-tls` a second handshake speaks to them.
#![cfg(feature = "legacy-tls")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::disallowed_types, reason = "a test may open sockets")]

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use cerrojo_engine::{Limits, Pace, Port, Prober, Rates, Scope, Setup, SinkChoice, Speaks, Target};
use cerrojo_lab::emulated::{World, find, start};
use cerrojo_model::{Reason, Transport, Verdict};
use cerrojo_probe::relay::Selection;
use chrono::TimeDelta;
use openssl::asn1::Asn1Time;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::ssl::{Ssl, SslAcceptor, SslMethod, SslVersion};
use openssl::x509::{X509, X509NameBuilder};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};

/// What an old server can do.
struct Old {
    name: &'static str,
    newest: SslVersion,
    ciphers: &'static str,
}

const OLD: &[Old] = &[
    Old { name: "TLS 1.0 only", newest: SslVersion::TLS1, ciphers: "ALL:@SECLEVEL=0" },
    Old { name: "TLS 1.1 only", newest: SslVersion::TLS1_1, ciphers: "ALL:@SECLEVEL=0" },
    Old {
        name: "RSA key exchange only",
        newest: SslVersion::TLS1_2,
        ciphers: "AES128-SHA:@SECLEVEL=0",
    },
];

fn certificate() -> (PKey<Private>, X509) {
    let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "old.example").unwrap();
    let name = name.build();
    let mut builder = X509::builder().unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(2).unwrap()).unwrap();
    builder.sign(&key, openssl::hash::MessageDigest::sha256()).unwrap();
    (key, builder.build())
}

/// Puts old TLS in front of the server at `inside`.
async fn front(old: &Old, inside: SocketAddr) -> SocketAddr {
    let (key, certificate) = certificate();
    let mut builder = SslAcceptor::mozilla_intermediate(SslMethod::tls_server()).unwrap();
    builder.set_security_level(0);
    builder.set_options(openssl::ssl::SslOptions::NO_TLSV1_3);
    builder
        .clear_options(openssl::ssl::SslOptions::NO_TLSV1 | openssl::ssl::SslOptions::NO_TLSV1_1);
    builder.set_min_proto_version(None).unwrap();
    builder.set_max_proto_version(Some(old.newest)).unwrap();
    builder.set_cipher_list(old.ciphers).unwrap();
    builder.set_private_key(&key).unwrap();
    builder.set_certificate(&certificate).unwrap();
    let acceptor = builder.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((outside, _)) = listener.accept().await {
            let ssl = Ssl::new(acceptor.context()).unwrap();
            tokio::spawn(async move {
                let mut outside = tokio_openssl::SslStream::new(ssl, outside).unwrap();
                if Pin::new(&mut outside).accept().await.is_ok() {
                    let mut inside = TcpStream::connect(inside).await.unwrap();
                    let _ = tokio::io::copy_bidirectional(&mut outside, &mut inside).await;
                }
            });
        }
    });
    address
}

fn setup() -> Setup {
    Setup {
        selection: Some(Selection::parse("quick").unwrap()),
        proxies: None,
        echo: Vec::new(),
        sink_name: None,
        scope: Scope::default(),
        sink: SinkChoice::At(vec!["127.0.0.1:0".parse().unwrap()]),
        sink_domain: Some("sink.test".into()),
        sink_advertise: None,
        backup_domain: None,
        own_domains: Vec::new(),
        helo: None,
        wait: TimeDelta::seconds(5),
        limits: Limits::from_reply(Duration::from_secs(5)),
        points_out_inside: false,
        transcripts: false,
    }
}

#[tokio::test]
async fn an_old_server_is_proven_open_through_its_old_tls() {
    for old in OLD {
        let (_cancel, cancelled) = watch::channel(false);
        let prober = Prober::new(setup(), Pace::new(Rates::default()), None, cancelled).unwrap();
        let sink = *prober.sink_addresses().first().unwrap();
        let loopback = "127.0.0.1:0".parse().unwrap();
        let server = start(find("open").unwrap(), loopback, &World::around(sink)).await.unwrap();
        let address = front(old, server.address).await;
        let target = Target {
            label: old.name.to_owned(),
            name: None,
            addresses: vec![address.ip()],
            ports: vec![Port {
                number: address.port(),
                transport: Transport::Tls,
                speaks: Speaks::Mail,
            }],
            is_sweep: false,
        };
        let (out, mut reports) = mpsc::channel(4);
        Arc::new(prober).examine(&target, &out).await.unwrap();
        let verdict = reports.recv().await.unwrap().report.verdict;
        assert!(matches!(verdict, Verdict::Open(_)), "{}: {verdict:?}", old.name);
        assert_ne!(verdict.reason(), Some(Reason::TlsFailed));
    }
}
