use cerrojo_model::{Endpoint, Service, Time, Transport};
use proptest::prelude::*;

use super::*;
use crate::message::{Envelope, Letterhead, compose};
use crate::token::Key;

const RECEIVED: &str = "Received: from relay.example (relay.example [192.0.2.7])\r\n\tby sink.example;\r\n Sun, 22 Nov 2026\r\n\
     Received: from probe.example (unknown [203.0.113.9])\r\n by relay.example\x07 (Postfix)\r\n";

fn at() -> Time {
    Time::from_timestamp(1_795_364_469, 0).unwrap()
}

fn token(role: Role) -> Token {
    Key::new([3; 32]).mint(role, 5, &endpoint(), "plain", at())
}

fn endpoint() -> Endpoint {
    let address = "192.0.2.7:25".parse().unwrap();
    Endpoint { address, transport: Transport::Plain, service: Service::Smtp }
}

/// Our own message, as it leaves us.
fn message() -> String {
    let letterhead = Letterhead { authority: None, contact: None, sink: "sink.example".to_owned() };
    let (recipient, sender) = (token(Role::Recipient), token(Role::Sender));
    let envelope = Envelope {
        endpoint: &endpoint(),
        test: "plain",
        recipient: &recipient,
        sender: Some(&sender),
        client: "203.0.113.9".parse().unwrap(),
        at: at(),
    };
    String::from_utf8(compose(&letterhead, &envelope)).unwrap()
}

fn without(message: &str, field: &str) -> String {
    let starts = format!("{field}: ");
    message.split_inclusive("\r\n").filter(|line| !line.starts_with(&starts)).collect()
}

fn mail(role: Role, mail_from: &str, data: impl Into<Vec<u8>>) -> ReceivedMail {
    ReceivedMail {
        peer: "192.0.2.7:40000".parse().unwrap(),
        at: at(),
        helo: "relay.example".to_owned(),
        mail_from: mail_from.to_owned(),
        recipients: vec![Recipient { role, token: token(role) }],
        data: data.into(),
    }
}

/// A report in the manner of RFC 3464, with `inside` returned.
fn report(inside: &str) -> String {
    format!(
        "{RECEIVED}From: MAILER-DAEMON@relay.example\r\nMessage-ID: <20261122@relay.example>\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"x\"\r\n\r\n--x\r\n\r\nStatus: 5.0.0\r\n\
         --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n\
         Final-Recipient: rfc822; t@sink.example\r\nAction: failed\r\nStatus: 5.7.1 (denied)\r\n\r\n\
         --x\r\nContent-Type: message/rfc822\r\n\r\n{inside}\r\n--x--\r\n"
    )
}

fn bounced(role: Role, status: Option<&str>) -> Meaning {
    let recipient = Recipient { role, token: token(role) };
    Meaning::Bounced { recipient, status: status.map(str::to_owned) }
}

#[test]
fn our_message_with_two_more_hops_was_relayed() {
    for data in [
        format!("{RECEIVED}{}", message()),
        format!("{RECEIVED}{}", message()).to_uppercase(),
        format!("{RECEIVED}{}", message()).replace("\r\n", "\n"),
    ] {
        for sender in ["", "a@b.example"] {
            let Meaning::Relayed(arrival) = read(&mail(Role::Recipient, sender, data.clone()))
            else {
                panic!("{data}");
            };
            assert_eq!(arrival.token, token(Role::Recipient).to_string());
            assert_eq!((arrival.from.port(), arrival.at), (40_000, at()));
            assert_eq!(arrival.client_seen, "203.0.113.9".parse().ok());
            let trace: Vec<_> = arrival.trace.iter().map(|line| line.to_lowercase()).collect();
            assert_eq!(
                trace,
                [
                    "from relay.example (relay.example [192.0.2.7]) by sink.example; sun, 22 nov 2026",
                    "from probe.example (unknown [203.0.113.9]) by relay.example (postfix)",
                ]
            );
        }
    }
}

#[test]
fn a_new_message_id_does_not_hide_a_relay() {
    let changed =
        format!("Message-ID: <new@relay.example>\r\n{}", without(&message(), "Message-ID"));
    let relayed = |data: &str, sender| {
        matches!(read(&mail(Role::Recipient, sender, data)), Meaning::Relayed(_))
    };
    assert!(relayed(&changed, "a@b.example"));
    assert!(relayed(&without(&changed, "To"), "a@b.example"));
    assert!(!relayed(&changed, ""), "it might be a bounce that repeats our fields");
    assert!(!relayed(&without(&changed, TEST_FIELD), "a@b.example"));
    let answer = changed.replace("Cerrojo relay test", "Postmaster");
    assert!(!relayed(&answer, "a@b.example"), "it might be an answer that repeats our fields");
    let built = format!("Message-ID: <re-{}@x.example>\r\n\r\n", token(Role::Recipient));
    assert!(!relayed(&built, "a@b.example"), "it might be the id of an answer");
    let multipart = changed.replace("text/plain", "multipart/mixed; boundary=x");
    assert!(relayed(&multipart, "a@b.example"));
    assert!(!relayed(&without(&multipart, "To"), "a@b.example"), "the token might be in a part");
}

#[test]
fn a_report_is_never_a_proof() {
    let ours = message();
    assert_eq!(read(&mail(Role::Sender, "", report(&ours))), bounced(Role::Sender, Some("5.7.1")));
    assert_eq!(
        read(&mail(Role::Recipient, "", report(&ours))),
        bounced(Role::Recipient, Some("5.7.1"))
    );
    assert_eq!(
        read(&mail(Role::Recipient, "a@b.example", report(&ours))),
        bounced(Role::Recipient, Some("5.7.1"))
    );
    let same_id = report(&ours).replace("20261122@", &format!("{}@", token(Role::Recipient)));
    assert_eq!(read(&mail(Role::Recipient, "", same_id)), bounced(Role::Recipient, Some("5.7.1")));
    assert_eq!(
        read(&mail(Role::Sender, "a@b.example", ours.as_str())),
        bounced(Role::Sender, None)
    );
}

#[test]
fn a_bounce_in_plain_text_is_no_proof_either() {
    let qmail = format!(
        "From: MAILER-DAEMON@relay.example\r\nSubject: failure notice\r\n\r\nHi. This is the qmail-send program.\r\n\
         --- Below this line is a copy of the message.\r\n\r\n{}",
        message()
    );
    assert_eq!(read(&mail(Role::Recipient, "", qmail.clone())), bounced(Role::Recipient, None));
    assert_eq!(read(&mail(Role::Recipient, "a@b.example", qmail)), Meaning::Stray);
    let exim = format!("X-Failed-Recipients: x@sink.example\r\n{}", message());
    assert_eq!(read(&mail(Role::Recipient, "a@b.example", exim)), bounced(Role::Recipient, None));
    let reply = format!(
        "Auto-Submitted: auto-replied (vacation)\r\nIn-Reply-To: <{}@sink.example>\r\n\r\n",
        token(Role::Recipient)
    );
    assert_eq!(read(&mail(Role::Recipient, "a@b.example", reply)), bounced(Role::Recipient, None));
    let forwarded =
        format!("Message-ID: <1@x>\r\nContent-Type: message/rfc822\r\n\r\n{}", message());
    assert_eq!(read(&mail(Role::Recipient, "a@b.example", forwarded)), Meaning::Stray);
}

#[test]
fn somebody_elses_token_proves_nothing() {
    let mut stray = mail(Role::Recipient, "a@b.example", message());
    stray.recipients[0].token = token(Role::Sender);
    assert_eq!(read(&stray), Meaning::Stray);
    let recipient = Recipient { role: Role::Recipient, token: token(Role::Recipient) };
    stray.recipients.push(recipient);
    assert!(matches!(read(&stray), Meaning::Relayed(_)));
    stray.data.clear();
    stray.recipients.clear();
    assert_eq!(read(&stray), Meaning::Stray);
}

#[test]
fn the_trace_is_bounded() {
    let many = format!("{}{}", format!("Received: {}\r\n", "x".repeat(900)).repeat(60), message());
    let Meaning::Relayed(arrival) = read(&mail(Role::Recipient, "", many)) else { panic!() };
    assert_eq!(arrival.trace.len(), TRACE_FIELDS);
    assert!(arrival.trace.iter().all(|line| line.len() == TRACE_CHARACTERS));
    assert_eq!(arrival.client_seen, None);
}

proptest! {
    #[test]
    fn no_mail_panics_and_none_without_our_token_proves(
        start in "(\\PC|[\r\n:\0])*", bytes in proptest::collection::vec(any::<u8>(), 0..300), role: bool, sender: bool,
    ) {
        let role = if role { Role::Recipient } else { Role::Sender };
        let mut data = start.into_bytes();
        data.extend(bytes);
        let from = if sender { "a@b.example" } else { "" };
        prop_assert!(!matches!(read(&mail(role, from, data.clone())), Meaning::Relayed(_)));
        let with_ours = [report(&message()).into_bytes(), data].concat();
        prop_assert!(!matches!(read(&mail(role, from, with_ours)), Meaning::Relayed(_)));
    }

    #[test]
    fn a_cut_message_never_panics(cut in 0..4_000_usize, in_report: bool) {
        let whole = if in_report { report(&message()) } else { format!("{RECEIVED}{}", message()) };
        let data = &whole.as_bytes()[..cut.min(whole.len())];
        let meaning = read(&mail(Role::Recipient, "a@b.example", data));
        prop_assert!(!in_report || !matches!(meaning, Meaning::Relayed(_)));
    }
}
