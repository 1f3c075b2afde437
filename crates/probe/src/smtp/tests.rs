//! Conversations: what is said in answer to what, whole.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;

fn envelope(recipients: &[&str]) -> Arc<Envelope> {
    let recipients = recipients.iter().map(|to| format!("RCPT TO:<{to}>")).collect();
    Arc::new(Envelope { mail: "MAIL FROM:<s@probe.example>".into(), recipients })
}

fn question(id: usize) -> Question {
    Question { id, envelope: envelope(&["t@sink.example"]) }
}

fn opening(trust: Trust) -> Opening {
    Opening { helo: "probe.example".into(), trust, ..Opening::default() }
}

/// Feeds replies one by one; gives what was said after each.
fn talk(session: &mut Session, replies: &[&str]) -> Vec<String> {
    let mut said = Vec::new();
    for reply in replies {
        session.received(format!("{reply}\r\n").as_bytes());
        said.push(String::from_utf8(session.take_output()).unwrap().replace("\r\n", "|"));
    }
    said
}

#[test]
fn without_pipelining_each_command_waits_for_its_answer() {
    let mut session = Session::new(opening(Trust::None), false);
    session.ask([question(1), question(2)]);
    let said = talk(
        &mut session,
        &["220 mx", "250 mx", "250 ok", "550 no", "250 reset", "501 bad sender"],
    );
    let expected = [
        "EHLO probe.example|",
        "MAIL FROM:<s@probe.example>|",
        "RCPT TO:<t@sink.example>|",
        "RSET|",
        "MAIL FROM:<s@probe.example>|",
        "",
    ];
    assert_eq!(said, expected);
    let answers = session.take_answers();
    assert!(matches!(
        answers.as_slice(),
        [(1, Answer::Refused(Stage::Recipient, _)), (2, Answer::Refused(Stage::Mail, _))]
    ));
    assert_eq!(session.next(), Next::Idle);
}

#[test]
fn with_pipelining_all_questions_go_at_once_and_data_never_does() {
    let mut session = Session::new(opening(Trust::None), false);
    talk(&mut session, &["220 mx", "250-mx\r\n250 PIPELINING"]);
    session.ask([question(1), question(2)]);
    let said = String::from_utf8(session.take_output()).unwrap();
    assert_eq!(said.matches("RCPT").count(), 2);
    talk(&mut session, &["250 ok\r\n550 no\r\n250 reset\r\n250 ok\r\n250 ok"]);
    // The second is still open with its recipient taken: DATA alone completes it.
    session.deliver(question(2), b"hello\r\n.\r\n".to_vec());
    assert_eq!(session.take_output(), b"DATA\r\n");
    assert_eq!(talk(&mut session, &["354 go", "250 queued"]), ["hello|.|", ""]);
    session.deliver(question(1), b"hello\r\n.\r\n".to_vec());
    let said = String::from_utf8(session.take_output()).unwrap();
    assert!(said.starts_with("MAIL") && !said.contains("DATA"), "{said}");
    assert_eq!(talk(&mut session, &["250 ok\r\n250 ok", "554 no data"]), ["DATA|", ""]);
    let last = session.take_answers().pop();
    assert!(matches!(last, Some((1, Answer::Refused(Stage::Data, _)))));
}

#[test]
fn a_local_recipient_does_not_decide() {
    let mut session = Session::new(opening(Trust::None), false);
    talk(&mut session, &["220 mx", "250 mx"]);
    session.deliver(
        Question { id: 7, envelope: envelope(&["postmaster@own", "t@sink"]) },
        b".\r\n".to_vec(),
    );
    talk(&mut session, &["250 ok", "250 ok", "550 no"]);
    assert!(matches!(
        session.take_answers().as_slice(),
        [(7, Answer::Refused(Stage::Recipient, _))]
    ));
}

#[test]
fn every_way_to_log_in_sends_the_random_pair() {
    let pair =
        Trust::RandomCredentials { user: "user".into(), password: "password-password".into() };
    for (offer, replies, said) in [
        ("AUTH PLAIN", &["235 ok"][..], &["AUTH PLAIN AHVzZXIAcGFzc3dvcmQtcGFzc3dvcmQ=|", ""][..]),
        (
            "AUTH=LOGIN",
            &["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "235 ok"],
            &["AUTH LOGIN|", "dXNlcg==|", "cGFzc3dvcmQtcGFzc3dvcmQ=|", ""],
        ),
        (
            "AUTH CRAM-MD5",
            &["334 PDE+", "235 ok"],
            &["AUTH CRAM-MD5|", "dXNlciA3MDYxNzM3Mzc3NmY3MjY0MmQ3MDYxNzM3Mzc3NmY3Mg==|", ""],
        ),
    ] {
        let mut session = Session::new(opening(pair.clone()), false);
        let begin = talk(&mut session, &["220 mx", &format!("250-mx\r\n250 {offer}")]);
        let rest = talk(&mut session, replies);
        let all: Vec<_> = begin.into_iter().skip(1).chain(rest).collect();
        assert_eq!(all, said, "{offer}");
        assert!(session.is_greeted(), "{offer}");
    }
}

#[test]
fn old_and_local_servers_are_greeted_in_their_way() {
    let mut session = Session::new(opening(Trust::None), false);
    assert_eq!(
        talk(&mut session, &["220 mx", "502 no", "250 hi"]),
        ["EHLO probe.example|", "HELO probe.example|", ""]
    );
    assert!(session.is_greeted());
    let local = Opening { local_delivery: true, ..opening(Trust::None) };
    let mut session = Session::new(local, false);
    let said = talk(&mut session, &["220 lmtp", "500 no", "500 no", "250 hi"]);
    assert_eq!(said.get(2).map(String::as_str), Some("LHLO probe.example|"));
    assert!(session.is_greeted());
}

#[test]
fn what_was_said_before_tls_is_forgotten() {
    let mut session = Session::new(Opening { starttls: true, ..opening(Trust::None) }, false);
    talk(&mut session, &["220 mx", "250-mx\r\n250 STARTTLS", "220 go\r\n250 injected"]);
    assert_eq!(session.next(), Next::Handshake);
    session.secured();
    assert_eq!(session.take_output(), b"EHLO probe.example\r\n");
    talk(&mut session, &["250 mx"]);
    assert!(session.is_greeted() && !session.offered().starttls);
}

#[test]
fn the_end_says_why() {
    for (replies, end) in [
        (&["554 no"][..], "Refused"),
        (&["421 busy"], "Deferred"),
        (&["220 mx", "421 gone"], "Deferred"),
        (&["220 mx", "550 no", "550 no"], "Refused"),
        (&["HTTP/1.1 400 Bad"], "NotSmtp"),
        (&["354 what"], "NotSmtp"),
    ] {
        let mut session = Session::new(opening(Trust::None), false);
        talk(&mut session, replies);
        assert!(format!("{:?}", session.end()).contains(end), "{replies:?}: {:?}", session.end());
    }
}

proptest! {
    #[test]
    fn no_server_makes_it_panic_or_say_yes_by_itself(replies in prop::collection::vec("[2-5][0-9]{2}[ -][ -~]{0,12}\r\n|[ -~]{0,9}\n", 0..60), choice in 0_u8..4) {
        let trust = match choice {
            0 => Trust::None,
            1 => Trust::Xclient,
            2 => Trust::ProxyHeader(Vec::new()),
            _ => Trust::RandomCredentials { user: "u".into(), password: "p".into() },
        };
        let mut session = Session::new(opening(trust), false);
        session.ask([question(1)]);
        session.deliver(question(2), b".\r\n".to_vec());
        for reply in &replies {
            session.received(reply.as_bytes());
            prop_assert!(session.take_output().len() < 4_096);
            if session.next() == Next::Handshake { session.secured(); }
        }
        for (_, answer) in session.take_answers() {
            if let Answer::Accepted(reply) | Answer::Delivered(reply) = answer {
                prop_assert!(reply.is_positive());
            }
        }
    }
}
