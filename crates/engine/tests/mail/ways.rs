//! Where letters go: MX, addresses, what is near and what is not.

use std::net::SocketAddr;
use std::time::Duration;

use cerrojo_engine::Resolver;
use cerrojo_engine::mail::{
    Direct, Enhanced, Handover, Mailer, Outcome, Patience, Route, Setup, Stage,
};
use cerrojo_lab::registry::{NameServer, Record};

use crate::handing_over::LETTER;
use crate::server::{Act, Manners, Server, say};

fn address(text: &str) -> Record {
    Record::Address(text.parse().unwrap())
}

fn exchange(preference: u16, name: &str) -> Record {
    Record::Exchange(preference, name.to_owned())
}

fn mailer(names: &NameServer, sources: &[&str]) -> Mailer {
    let setup = Setup {
        helo: "us.sender.test".to_owned(),
        sources: sources.iter().map(|source| source.parse().unwrap()).collect(),
        patience: Patience::all(Duration::from_secs(5)),
        ..Setup::default()
    };
    Mailer::new(Resolver::asking(names.address).unwrap(), setup).unwrap()
}

/// Loopback is near: letters only go there because it is said so here.
fn near(port: u16) -> Direct {
    let also = vec!["127.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
    Direct { port, also, ..Direct::default() }
}

async fn send(mailer: &Mailer, direct: Direct, domain: &str) -> Outcome {
    let to = format!("b@{domain}");
    let letter = Handover::new("bounce@sender.test", &to, LETTER).unwrap();
    mailer.deliver(&Route::Direct(direct), &letter).await
}

fn host(outcome: &Outcome) -> &str {
    let Outcome::Accepted { host, .. } = outcome else { panic!("{outcome:?}") };
    host
}

#[tokio::test]
async fn servers_are_tried_in_order_until_one_greets() {
    let good = Server::at("127.1.0.3:0", Manners::default()).await;
    let port = good.address.port();
    let rude =
        Server::at(&format!("127.1.0.2:{port}"), Manners::default().on("hello", Act::Close)).await;
    let names = NameServer::start(&[
        ("reader.test", exchange(30, "third.test")),
        ("reader.test", exchange(10, "first.test")),
        ("reader.test", exchange(20, "second.test")),
        ("reader.test", exchange(5, "gone.test")),
        ("first.test", address("127.1.0.1")),
        ("second.test", address("127.1.0.2")),
        ("third.test", address("127.1.0.3")),
    ])
    .await
    .unwrap();
    let outcome = send(&mailer(&names, &[]), near(port), "Reader.TEST").await;
    assert_eq!(host(&outcome), "third.test");
    assert_eq!(
        rude.seen(|seen| seen.connections),
        1,
        "an end of the talk is no reason to come in the clear"
    );

    // A server that greets and then says no has spoken for all.
    let no = Server::at(
        &format!("127.1.0.1:{port}"),
        Manners::default().on("RCPT", say("550 5.1.1 no")),
    )
    .await;
    let outcome = send(&mailer(&names, &[]), near(port), "reader.test").await;
    let Outcome::Refused { code: 550, host, stage: Stage::Recipient, .. } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!((host.as_str(), no.count("RCPT")), ("first.test", 1));
}

#[tokio::test]
async fn without_mx_the_domain_itself_takes_mail_in_both_families() {
    let six = Server::at("[::1]:0", Manners::default()).await;
    let port = six.address.port();
    let names = NameServer::start(&[
        ("plain.test", address("::1")),
        ("plain.test", address("127.1.0.9")),
        ("mx.test", Record::Text("a name without addresses".to_owned())),
    ])
    .await
    .unwrap();
    // Nobody listens on the IPv4 address.
    assert_eq!(host(&send(&mailer(&names, &[]), near(port), "plain.test").await), "plain.test");
    // With an address to send from, only its family is used.
    let outcome = send(&mailer(&names, &["127.0.0.5"]), near(port), "plain.test").await;
    assert!(matches!(outcome, Outcome::Later { stage: Stage::Connect, .. }), "{outcome:?}");
    let four = Server::at(&format!("127.1.0.9:{port}"), Manners::default()).await;
    host(&send(&mailer(&names, &["127.0.0.5"]), near(port), "plain.test").await);
    let from = four.seen(|seen| seen.from[0].ip());
    assert_eq!(from.to_string(), "127.0.0.5");
    let literal = send(&mailer(&names, &[]), near(port), "[127.1.0.9]").await;
    assert_eq!(host(&literal), "[127.1.0.9]");
}

#[tokio::test]
async fn no_way_is_for_good_and_silence_is_not() {
    let names = NameServer::start(&[
        ("null.test", exchange(0, "")),
        ("null.test", address("127.0.0.1")),
        ("text.test", Record::Text("x".to_owned())),
        ("lost.test", exchange(10, "gone.test")),
        ("broken.test", Record::Broken),
        ("half.test", exchange(10, "gone.test")),
        ("half.test", exchange(20, "broken.test")),
    ])
    .await
    .unwrap();
    let mailer = mailer(&names, &[]);
    for (domain, expected) in [
        ("null.test", Some((556, Enhanced(5, 1, 10)))),
        ("nowhere.test", Some((550, Enhanced(5, 1, 2)))),
        ("text.test", Some((550, Enhanced(5, 1, 2)))),
        ("lost.test", Some((550, Enhanced(5, 4, 4)))),
        ("broken.test", None),
        ("half.test", None),
    ] {
        match send(&mailer, near(25), domain).await {
            Outcome::Refused { code, enhanced, stage: Stage::Route, host, .. } => {
                assert_eq!((Some((code, enhanced.unwrap())), host.as_str()), (expected, domain));
            }
            Outcome::Later { code: None, stage: Stage::Route, .. } => {
                assert_eq!(expected, None, "{domain}");
            }
            other => panic!("{domain}: {other:?}"),
        }
    }
    // Nobody answers at all.
    let silent = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let setup = Setup {
        helo: "us.test".to_owned(),
        patience: Patience::all(Duration::from_millis(300)),
        ..Setup::default()
    };
    let resolver = Resolver::asking(silent.local_addr().unwrap()).unwrap();
    let outcome = send(&Mailer::new(resolver, setup).unwrap(), near(25), "reader.test").await;
    assert!(matches!(outcome, Outcome::Later { stage: Stage::Route, .. }), "{outcome:?}");
}

#[tokio::test]
async fn letters_do_not_go_to_what_is_near_because_dns_says_so() {
    let server = Server::start(Manners::default()).await;
    let names = NameServer::start(&[
        ("trap.test", exchange(10, "inside.test")),
        ("inside.test", address("127.0.0.1")),
        ("inside.test", address("::ffff:127.0.0.1")),
        ("inside.test", address("10.0.0.1")),
        ("direct.test", address("::1")),
    ])
    .await
    .unwrap();
    let mailer = mailer(&names, &[]);
    let direct = || Direct { port: server.address.port(), ..Direct::default() };
    for domain in ["trap.test", "direct.test", "[127.0.0.1]", "[IPv6:::1]"] {
        let outcome = send(&mailer, direct(), domain).await;
        let Outcome::Refused {
            code: 550,
            enhanced: Some(Enhanced(5, 4, 4)),
            stage: Stage::Route,
            ..
        } = outcome
        else {
            panic!("{domain}: {outcome:?}")
        };
    }
    assert_eq!(server.seen(|seen| seen.connections), 0);
    // Unless it is said by name.
    let at: SocketAddr = server.address;
    for name in ["trap.test", "inside.test"] {
        let direct = Direct { hosts: [(name.to_owned(), vec![at])].into(), ..direct() };
        assert_eq!(host(&send(&mailer, direct, "trap.test").await), name);
    }
}

#[tokio::test]
async fn a_session_goes_where_each_letter_goes() {
    let one = Server::at("127.1.1.1:0", Manners::default()).await;
    let port = one.address.port();
    let two = Server::at(&format!("127.1.1.2:{port}"), Manners::default()).await;
    let names = NameServer::start(&[
        ("one.test", address("127.1.1.1")),
        ("two.test", address("127.1.1.2")),
    ])
    .await
    .unwrap();
    let mut session = mailer(&names, &[]).session(Route::Direct(near(port)));
    for to in ["a@one.test", "b@one.test", "c@two.test", "d@one.test"] {
        let outcome = session.send(&Handover::new("", to, LETTER).unwrap()).await;
        assert_eq!(host(&outcome), to.split_once('@').unwrap().1);
    }
    assert_eq!(one.seen(|seen| seen.letters.len()), 3);
    assert_eq!(two.seen(|seen| seen.letters.len()), 1);
    assert!(session.is_open());
}
