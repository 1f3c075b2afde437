//! What comes of a letter, for everything that a server may say or leave unsaid.

use std::time::Duration;

use cerrojo_engine::Resolver;
use cerrojo_engine::mail::{
    Enhanced, Handover, Mailer, Outcome, Patience, Protection, Route, Setup, Smarthost, Stage,
    TlsPolicy,
};

use crate::server::{Act, Manners, Server, say};

pub(crate) const LETTER: &[u8] =
    b"From: a@sender.test\r\nTo: b@reader.test\r\nSubject: x\r\n\r\nHello\r\n.\r\n..dots\r\n";

pub(crate) fn mailer(limit: Duration) -> Mailer {
    // Nobody is asked: the address is one where no name server is.
    let resolver = Resolver::asking("127.0.0.1:9".parse().unwrap()).unwrap();
    let setup = Setup {
        helo: "us.sender.test".to_owned(),
        patience: Patience::all(limit),
        ..Setup::default()
    };
    Mailer::new(resolver, setup).unwrap()
}

pub(crate) fn to(server: &Server) -> Route {
    Route::Smarthost(Smarthost {
        host: server.address.ip().to_string(),
        port: server.address.port(),
        tls: TlsPolicy::Opportunistic,
        credentials: None,
    })
}

pub(crate) fn letter() -> Handover<'static> {
    Handover::new("bounce@sender.test", "b@reader.test", LETTER).unwrap()
}

/// Hands one letter to a server with such manners.
async fn send(manners: Manners) -> (Outcome, Server) {
    let server = Server::start(manners).await;
    let outcome = mailer(Duration::from_secs(5)).deliver(&to(&server), &letter()).await;
    (outcome, server)
}

/// The same with a server that takes its time.
async fn send_to_slow(manners: Manners) -> Outcome {
    let server = Server::start(manners).await;
    mailer(Duration::from_millis(300)).deliver(&to(&server), &letter()).await
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_written() {
    let (outcome, server) = send(Manners::default()).await;
    let Outcome::Accepted { host, reply, tls } = outcome else { panic!("{outcome:?}") };
    assert_eq!((host.as_str(), tls), ("127.0.0.1", Protection::None));
    assert_eq!(reply, "250 2.0.0 queued as 1");
    server.hears("QUIT").await;
    server.seen(|seen| {
        assert_eq!(
            String::from_utf8_lossy(&seen.letters[0]),
            "From: a@sender.test\r\nTo: b@reader.test\r\nSubject: x\r\n\r\nHello\r\n..\r\n...dots\r\n"
        );
        let size = format!("MAIL FROM:<bounce@sender.test> SIZE={}", LETTER.len());
        // EHLO without STARTTLS is the end of the first try, which asked for it.
        let said: Vec<&str> = seen.commands.iter().map(String::as_str).skip(1).collect();
        assert_eq!(said, ["EHLO us.sender.test", &size, "RCPT TO:<b@reader.test>", "DATA", "QUIT"]);
    });
}

#[tokio::test]
async fn every_no_is_told_with_its_place_and_its_weight() {
    #[rustfmt::skip]
    let cases: &[(&'static str, &str, Stage, bool, Option<Enhanced>)] = &[
        ("MAIL", "550 5.7.1 not from you", Stage::Mail, true, Some(Enhanced(5, 7, 1))),
        ("MAIL", "452 4.3.1 disk full", Stage::Mail, false, Some(Enhanced(4, 3, 1))),
        ("RCPT", "550-5.1.1 nobody of\r\n550-5.1.1 that\r\n550 5.1.1 name", Stage::Recipient, true, Some(Enhanced(5, 1, 1))),
        ("RCPT", "450 greylisted", Stage::Recipient, false, None),
        ("DATA", "554 5.5.1 no valid recipients", Stage::Data, true, Some(Enhanced(5, 5, 1))),
        (".", "554 5.7.1 spam", Stage::Message, true, Some(Enhanced(5, 7, 1))),
        (".", "451 4.7.1 later", Stage::Message, false, Some(Enhanced(4, 7, 1))),
        ("RCPT", "421 4.3.2 closing", Stage::Mail, false, Some(Enhanced(4, 3, 2))),
        (".", "421 4.3.2 closing", Stage::Message, false, Some(Enhanced(4, 3, 2))),
    ];
    for (verb, reply, at, for_good, status) in cases {
        let (outcome, server) = send(Manners::default().on(verb, say(reply))).await;
        let given = reply[..3].parse::<u16>().unwrap();
        match outcome {
            Outcome::Refused { code, enhanced, stage, text, .. } if *for_good => {
                assert_eq!((code, enhanced, stage), (given, *status, *at), "{verb} {reply}");
                assert!(!text.is_empty() && !text.contains("550"), "{text}");
            }
            Outcome::Later { code, enhanced, stage, .. } if !for_good => {
                assert_eq!((code, enhanced, stage), (Some(given), *status, *at), "{verb} {reply}");
            }
            other => panic!("{verb} {reply}: {other:?}"),
        }
        // Nothing follows a refused recipient.
        assert!(*verb != "RCPT" || server.count("DATA") == 0);
    }
}

#[tokio::test]
async fn a_smarthost_that_turns_us_away_is_no_fault_of_the_letter() {
    for (verb, reply) in [("hello", "554 5.7.1 not you"), ("EHLO", "421 4.7.0 too many")] {
        let (outcome, _) = send(Manners::default().on(verb, say(reply))).await;
        let Outcome::Later { code: Some(_), stage: Stage::Greeting, .. } = outcome else {
            panic!("{outcome:?}")
        };
    }
    // A server of the last century.
    let manners = Manners::default().on("EHLO", say("502 what?")).on("HELO", say("250 hello"));
    let (outcome, server) = send(manners).await;
    assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}");
    assert!(
        server.seen(|seen| seen.commands.contains(&"MAIL FROM:<bounce@sender.test>".to_owned()))
    );
}

#[tokio::test]
async fn after_the_dot_only_an_answer_is_an_answer() {
    for act in [Act::Close, Act::Last("250-half an".to_owned()), say("299")] {
        let (outcome, _) = send(Manners::default().on(".", act.clone())).await;
        let yes = matches!(outcome, Outcome::Accepted { .. });
        let unsure = matches!(outcome, Outcome::Unsure { .. });
        assert!(if matches!(act, Act::Say(_)) { yes } else { unsure }, "{act:?}: {outcome:?}");
    }
    let outcome = send_to_slow(Manners::default().on(".", Act::Silence)).await;
    assert!(matches!(outcome, Outcome::Unsure { .. }), "{outcome:?}");
    let (outcome, _) = send(Manners::default().on(".", say("354 more?"))).await;
    assert!(matches!(outcome, Outcome::Unsure { .. }), "{outcome:?}");
    // Before the dot nobody has it.
    for verb in ["hello", "EHLO", "MAIL", "RCPT", "DATA"] {
        let (outcome, _) = send(Manners::default().on(verb, Act::Close)).await;
        assert!(matches!(outcome, Outcome::Later { .. }), "{verb}: {outcome:?}");
        let outcome = send_to_slow(Manners::default().on(verb, Act::Silence)).await;
        assert!(matches!(outcome, Outcome::Later { .. }), "{verb}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_yes_before_the_letter_is_no_yes() {
    let (outcome, server) =
        send(Manners::default().on("DATA", say("354 go\r\n250 taken\r\n"))).await;
    assert!(matches!(outcome, Outcome::Later { stage: Stage::Data, .. }), "{outcome:?}");
    assert!(server.seen(|seen| seen.letters.is_empty()));
    let (outcome, _) = send(Manners::default().on("DATA", say("250 taken"))).await;
    assert!(matches!(outcome, Outcome::Later { stage: Stage::Data, .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_letter_that_did_not_leave_as_a_whole_can_be_sent_again() {
    // More than any socket keeps for itself, so that what is not read does not leave.
    let large = format!("Subject: x\r\n\r\n{}", "0123456789\r\n".repeat(2_000_000));
    let offers = || Manners::default().on("EHLO", say("250 mx.test"));
    for (act, limit) in [
        (Act::Last("354 go on".to_owned()), 5_000),
        (Act::Last("354 go on\r\n421 4.3.2 closing".to_owned()), 5_000),
        (Act::Unread("354 go on".to_owned()), 500),
    ] {
        let server = Server::start(offers().on("DATA", act.clone())).await;
        let letter = Handover::new("", "b@reader.test", large.as_bytes()).unwrap();
        let mailer = mailer(Duration::from_millis(limit));
        let outcome = mailer.deliver(&to(&server), &letter).await;
        assert!(matches!(outcome, Outcome::Later { .. }), "{act:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn endless_and_foreign_answers_end() {
    for bytes in [&b"250-more\r\n"[..], b"x", b"\r\n", b"HTTP/1.1 400 no\r\n"] {
        for verb in ["hello", "EHLO", "RCPT"] {
            let outcome =
                send_to_slow(Manners::default().on(verb, Act::Endless(bytes.to_vec()))).await;
            assert!(matches!(outcome, Outcome::Later { .. }), "{verb}: {outcome:?}");
        }
        let outcome = send_to_slow(Manners::default().on(".", Act::Endless(bytes.to_vec()))).await;
        assert!(matches!(outcome, Outcome::Unsure { .. }), "{outcome:?}");
    }
    let drip = Act::Slowly(Duration::from_millis(100), vec!["250-drip".to_owned(); 50]);
    let began = std::time::Instant::now();
    let outcome = send_to_slow(Manners::default().on("MAIL", drip)).await;
    assert!(matches!(outcome, Outcome::Later { .. }), "{outcome:?}");
    assert!(began.elapsed() < Duration::from_secs(2), "each step has one limit, not each line");
}

#[tokio::test]
async fn nobody_there_is_later() {
    let server = Server::start(Manners::default()).await;
    let route = to(&server);
    drop(server);
    tokio::task::yield_now().await;
    let outcome = mailer(Duration::from_secs(2)).deliver(&route, &letter()).await;
    let Outcome::Later { code: None, stage: Stage::Connect, text, .. } = outcome else {
        panic!("{outcome:?}")
    };
    assert!(text.ends_with("nobody listens there"), "{text}");
}

#[tokio::test]
async fn a_connection_is_used_again_and_replaced_when_it_is_gone() {
    let refuses_second = Manners::default()
        .on("RCPT", say("250 ok"))
        .on("RCPT", say("550 5.1.1 nobody"))
        .on("RCPT", say("250 ok"));
    let server = Server::start(refuses_second).await;
    let mut session = mailer(Duration::from_secs(5)).session(to(&server));
    let mut outcomes = Vec::new();
    for _ in 0..3 {
        outcomes.push(session.send(&letter()).await);
    }
    assert!(matches!(outcomes[0], Outcome::Accepted { .. }));
    assert!(matches!(outcomes[1], Outcome::Refused { stage: Stage::Recipient, .. }));
    assert!(matches!(outcomes[2], Outcome::Accepted { .. }), "{outcomes:?}");
    session.close().await;
    server.hears("QUIT").await;
    // One that was given up for STARTTLS, one for three letters.
    assert_eq!(server.seen(|seen| (seen.connections, seen.letters.len())), (2, 2));
    assert_eq!((server.count("RSET"), server.count("QUIT")), (1, 1));

    for gone in [Act::Close, Act::Last("421 4.4.2 idle too long".to_owned())] {
        let manners =
            Manners::default().on("MAIL", say("250 ok")).on("MAIL", gone).on("MAIL", say("250 ok"));
        let server = Server::start(manners).await;
        let mut session = mailer(Duration::from_secs(5)).session(to(&server));
        for _ in 0..2 {
            let outcome = session.send(&letter()).await;
            assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}");
        }
        assert_eq!(server.seen(|seen| seen.letters.len()), 2);
    }
}

#[tokio::test]
async fn what_the_server_does_not_offer_is_not_tried() {
    let bare = || Manners::default().on("EHLO", say("250-mx\r\n250 SIZE 20"));
    let of = async |to_whom: &str, letter: &[u8]| {
        let server = Server::start(bare()).await;
        let handover = Handover::new("", to_whom, letter).unwrap();
        let outcome = mailer(Duration::from_secs(5)).deliver(&to(&server), &handover).await;
        assert_eq!(server.count("MAIL"), usize::from(matches!(outcome, Outcome::Accepted { .. })));
        outcome
    };
    let eight_bit = "Subject: x\r\n\r\n\u{fc}".as_bytes();
    for (whom, letter, expected) in [
        ("b\u{fc}@reader.test", &b"a:b\r\n\r\n"[..], (550, Enhanced(5, 6, 7))),
        ("b@reader.test", eight_bit, (554, Enhanced(5, 6, 3))),
        ("b@reader.test", LETTER, (552, Enhanced(5, 3, 4))),
    ] {
        let outcome = of(whom, letter).await;
        let Outcome::Refused { code, enhanced, stage: Stage::Offer, .. } = outcome else {
            panic!("{outcome:?}")
        };
        assert_eq!((code, enhanced), (expected.0, Some(expected.1)));
    }
    assert!(matches!(of("b@reader.test", b"a:b\r\n\r\n").await, Outcome::Accepted { .. }));
}
