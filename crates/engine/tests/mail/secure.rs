//! TLS for letters: demanded, wished for, stripped, broken; and passwords that wait for it.

use std::sync::Arc;
use std::time::Duration;

use cerrojo_engine::Resolver;
use cerrojo_engine::mail::{
    Credentials, Direct, Mailer, Outcome, Patience, Protection, Route, Setup, Smarthost, Stage,
    TlsPolicy,
};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::handing_over::letter;
use crate::server::{Act, Manners, Server, say};

/// What a server with TLS answers to EHLO.
const OFFERS: &str = "250-mx.test\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN";

/// A certificate for `name` that signs itself: what a server shows, and what a client may trust.
fn certificate(name: &str) -> (TlsAcceptor, String) {
    let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let der = data_encoding::BASE64_MIME.encode(made.cert.der());
    let pem = format!("-----BEGIN CERTIFICATE-----\n{der}-----END CERTIFICATE-----\n");
    (TlsAcceptor::from(Arc::new(config)), pem)
}

fn mailer(roots: &str) -> Mailer {
    let setup = Setup {
        helo: "us.sender.test".to_owned(),
        patience: Patience::all(Duration::from_secs(3)),
        roots: roots.to_owned(),
        ..Setup::default()
    };
    Mailer::new(Resolver::asking("127.0.0.1:9".parse().unwrap()).unwrap(), setup).unwrap()
}

fn smarthost(server: &Server, tls: TlsPolicy, password: Option<&str>) -> Route {
    let credentials = password
        .map(|password| Credentials { user: "us".to_owned(), password: password.to_owned() });
    let (host, port) = ("127.0.0.1".to_owned(), server.address.port());
    Route::Smarthost(Smarthost { host, port, tls, credentials })
}

async fn send(mailer: &Mailer, route: Route) -> Outcome {
    mailer.deliver(&route, &letter()).await
}

#[tokio::test]
async fn the_way_there_is_noted_as_it_was() {
    let (acceptor, pem) = certificate("127.0.0.1");
    let (stranger, _) = certificate("127.0.0.1");
    let (misnamed, misnamed_pem) = certificate("other.test");
    let starttls = || Manners::default().on("EHLO", say(OFFERS)).on("STARTTLS", Act::Secure);
    for (shown, trusted, expected) in [
        (&acceptor, &pem, Protection::Verified),
        (&stranger, &pem, Protection::Unverified),
        (&misnamed, &misnamed_pem, Protection::Unverified),
    ] {
        for implicit in [false, true] {
            let manners = if implicit { Manners::default() } else { starttls() };
            let server = Server::start(manners.tls(shown.clone(), implicit)).await;
            let must = if implicit { TlsPolicy::Implicit } else { TlsPolicy::Required };
            let outcome = send(&mailer(trusted), smarthost(&server, must, None)).await;
            match outcome {
                Outcome::Accepted { tls, .. } => {
                    assert_eq!((tls, expected), (Protection::Verified, Protection::Verified));
                }
                Outcome::Later { stage, .. } => {
                    assert_eq!((stage, expected), (Stage::Tls, Protection::Unverified));
                    assert_eq!(server.count("MAIL"), 0);
                }
                other => panic!("{other:?}"),
            }
        }
        let server = Server::start(starttls().tls(shown.clone(), false)).await;
        let outcome =
            send(&mailer(trusted), smarthost(&server, TlsPolicy::Opportunistic, None)).await;
        let Outcome::Accepted { tls, .. } = outcome else { panic!("{outcome:?}") };
        assert_eq!(tls, expected);
        assert_eq!(server.count("EHLO"), 2, "what was offered in the clear does not count");

        let hosts = [("reader.test".to_owned(), vec![server.address])].into();
        let direct = Route::Direct(Direct { hosts, ..Direct::default() });
        let outcome = send(&mailer(trusted), direct).await;
        // Its name is another one there.
        assert!(
            matches!(outcome, Outcome::Accepted { tls: Protection::Unverified, .. }),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn without_tls_a_letter_goes_only_where_that_is_allowed() {
    let (acceptor, pem) = certificate("127.0.0.1");
    let offered = || Manners::default().on("EHLO", say(OFFERS));
    let cases: [(&str, Manners); 5] = [
        ("stripped", Manners::default()),
        ("refused", offered().on("STARTTLS", say("454 4.7.0 no TLS today"))),
        ("garbled", offered().on("STARTTLS", Act::SecureBadly)),
        ("closed", offered().on("STARTTLS", Act::SecureBadly).tls(acceptor.clone(), false)),
        ("dropped", offered().on("STARTTLS", Act::Last("220 go on".to_owned()))),
    ];
    for (name, manners) in cases {
        let server = Server::start(manners.clone()).await;
        let outcome = send(&mailer(&pem), smarthost(&server, TlsPolicy::Required, None)).await;
        assert!(matches!(outcome, Outcome::Later { stage: Stage::Tls, .. }), "{name}: {outcome:?}");
        assert_eq!(server.count("MAIL"), 0, "{name}");

        let outcome = send(&mailer(&pem), smarthost(&server, TlsPolicy::Opportunistic, None)).await;
        let in_the_clear = matches!(outcome, Outcome::Accepted { tls: Protection::None, .. });
        assert!(in_the_clear, "{name}: {outcome:?}");
    }
    let plain = Server::start(Manners::default()).await;
    let outcome = send(&mailer(&pem), smarthost(&plain, TlsPolicy::Implicit, None)).await;
    assert!(matches!(outcome, Outcome::Later { stage: Stage::Tls, .. }), "{outcome:?}");
}

#[tokio::test]
async fn what_came_before_tls_is_forgotten() {
    // An answer that somebody in between slipped in before the handshake.
    let (acceptor, pem) = certificate("127.0.0.1");
    let manners = Manners::default()
        .on("EHLO", say("250-mx.test\r\n250 STARTTLS"))
        .on("EHLO", say("250-mx.test\r\n250 SIZE 10"))
        .on("STARTTLS", Act::Secure)
        .tls(acceptor, false);
    let server = Server::start(manners).await;
    let outcome = send(&mailer(&pem), smarthost(&server, TlsPolicy::Required, None)).await;
    // The limit is the one that was said inside.
    assert!(
        matches!(outcome, Outcome::Refused { stage: Stage::Offer, code: 552, .. }),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_password_is_said_to_whom_it_is_meant_for_and_to_nobody_else() {
    let (acceptor, pem) = certificate("127.0.0.1");
    let (stranger, _) = certificate("127.0.0.1");
    let base = || Manners::default().on("EHLO", say(OFFERS)).on("STARTTLS", Act::Secure);
    let good = base().on("AUTH", say("235 2.7.0 welcome"));
    let server = Server::start(good.clone().tls(acceptor.clone(), false)).await;
    let outcome =
        send(&mailer(&pem), smarthost(&server, TlsPolicy::Required, Some("secret"))).await;
    assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}");
    assert!(server.seen(|seen| seen.commands.contains(&"AUTH PLAIN AHVzAHNlY3JldA==".to_owned())));

    let wrong = base().on("AUTH", say("535 5.7.8 wrong"));
    let server = Server::start(wrong.tls(acceptor, false)).await;
    let outcome = send(&mailer(&pem), smarthost(&server, TlsPolicy::Required, Some("guess"))).await;
    let Outcome::Later { code: Some(535), stage: Stage::Auth, .. } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(server.count("MAIL"), 0);

    // A stranger's certificate, or none at all.
    let doubtful = Server::start(good.tls(stranger, false)).await;
    let open = Server::start(Manners::default().on("EHLO", say("250-mx\r\n250 AUTH PLAIN"))).await;
    for server in [&doubtful, &open] {
        let route = smarthost(server, TlsPolicy::Opportunistic, Some("secret"));
        let outcome = send(&mailer(&pem), route).await;
        let Outcome::Later { code: None, stage: Stage::Auth, text, .. } = outcome else {
            panic!("{outcome:?}")
        };
        assert!(text.starts_with("the password was not said"), "{text}");
        assert_eq!(server.count("AUTH") + server.count("MAIL"), 0);
    }
}
