use super::*;

fn rules(is_lmtp: bool) -> Rules {
    Rules {
        host: "mail.cert.example".into(),
        most_bytes: 1_000,
        has_tls: true,
        is_lmtp,
        is_ours: Box::new(|address| {
            address.starts_with("answer+") && address.ends_with("@cert.example")
        }),
    }
}

/// What is answered to all of it, and the mails.
fn said(text: &str, step: usize, rules: &Rules) -> (String, Vec<Mail>) {
    let (mut session, mut reply, mut mails) = (Session::new(), Vec::new(), Vec::new());
    for piece in text.as_bytes().chunks(step) {
        let mut turn = session.feed(piece, rules);
        loop {
            reply.extend(turn.reply);
            let Some(mail) = turn.mail else { break };
            mails.push(mail);
            turn = session.kept(true, rules);
        }
        if turn.closes {
            break;
        }
    }
    (String::from_utf8(reply).unwrap(), mails)
}

const WHOLE: &str = "EHLO a.example\r\nMAIL FROM:<>\r\nRCPT TO:<answer+1.x@cert.example>\r\nDATA\r\nSubject: a\r\n\r\n..b\r\n.\r\nMAIL FROM:<c@d.example>\r\nRCPT TO:<answer+2.x@cert.example>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n";

#[test]
fn mail_for_us_is_taken_however_it_is_split() {
    let rules = rules(false);
    let expected = said(WHOLE, WHOLE.len(), &rules);
    assert_eq!(expected.1.len(), 2);
    assert_eq!(expected.1[0].message, b"Subject: a\r\n\r\n.b\r\n");
    assert_eq!((expected.1[0].sender.as_str(), expected.1[1].sender.as_str()), ("", "c@d.example"));
    assert!(expected.0.contains("250-STARTTLS") && expected.0.ends_with("221 2.0.0 bye\r\n"));
    for step in 1..40 {
        assert_eq!(said(WHOLE, step, &rules), expected, "{step}");
    }
}

#[test]
fn nothing_goes_to_anybody_else() {
    let rules = rules(false);
    for recipient in [
        "a@b.example",
        "answer+1.x@b.example",
        "b.example!a@cert.example",
        "a%b.example@cert.example",
        "@cert.example:a@b.example",
        "\"a@b.example\"@cert.example",
        "",
    ] {
        let text =
            format!("EHLO a\r\nMAIL FROM:<x@cert.example>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n");
        let (reply, mails) = said(&text, text.len(), &rules);
        assert!(mails.is_empty(), "{recipient}");
        let last = reply.lines().last().unwrap();
        assert!(last.starts_with("503"), "{recipient}: {reply}");
    }
}

#[test]
fn what_is_too_large_or_smuggled_is_refused() {
    let rules = rules(false);
    let head = "EHLO a\r\nMAIL FROM:<>\r\nRCPT TO:<answer+1.x@cert.example>\r\nDATA\r\n";
    let large = format!("{head}{}\r\n.\r\nNOOP\r\n", "x".repeat(5_000));
    let many = format!("{head}{}.\r\nNOOP\r\n", "y\r\n".repeat(3_000));
    for text in [large, many] {
        for step in (1..12).chain([4_096, text.len()]) {
            let (reply, mails) = said(&text, step, &rules);
            assert!(
                reply.contains("552 5.3.4") && reply.contains("here") && mails.is_empty(),
                "{reply}"
            );
        }
    }
    for end in ["\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n"] {
        let text = format!("{head}a{end}MAIL FROM:<z@b.example>\r\n.\r\n");
        let (reply, mails) = said(&text, text.len(), &rules);
        assert!(reply.contains("550 5.6.11") && mails.is_empty(), "{end:?}: {reply}");
    }
}

#[test]
fn lmtp_answers_for_each_recipient() {
    let rules = rules(true);
    let text = "LHLO a\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<answer+1.x@cert.example>\r\nRCPT TO:<answer+2.x@cert.example>\r\nDATA\r\nx\r\n.\r\n";
    let (reply, mails) = said(text, text.len(), &rules);
    assert_eq!(reply.matches("250 2.0.0 kept").count(), 2);
    assert_eq!(mails[0].recipients.len(), 2);
    assert!(said("EHLO a\r\n", 8, &rules).0.contains("502 5.5.1"));
}

#[test]
fn what_was_said_in_the_clear_is_not_believed_after_tls() {
    let rules = rules(false);
    let mut session = Session::new();
    let turn = session.feed(b"EHLO a\r\nSTARTTLS\r\nMAIL FROM:<a@b.example>\r\n", &rules);
    assert!(turn.starts_tls && !turn.reply.ends_with(b"2.1.0 go on\r\n"));
    session.secured();
    let reply =
        String::from_utf8(session.feed(b"MAIL FROM:<a@b.example>\r\n", &rules).reply).unwrap();
    assert!(reply.starts_with("503"), "{reply}");
    let reply = String::from_utf8(session.feed(b"EHLO a\r\n", &rules).reply).unwrap();
    assert!(!reply.contains("STARTTLS"), "{reply}");
}

#[test]
fn nobody_keeps_us_busy_with_nonsense() {
    let rules = rules(false);
    let (reply, _) = said(&"X\r\n".repeat(100), 300, &rules);
    assert!(reply.ends_with("421 4.7.0 too many mistakes\r\n") && reply.len() < 1_000, "{reply}");
    let (reply, _) = said(&"x".repeat(10_000), 10_000, &rules);
    assert!(reply.starts_with("500 5.5.2"), "{reply}");
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_take_mail_for_others(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        let rules = rules(false);
        let mut session = Session::new();
        session.feed(b"EHLO a\r\nMAIL FROM:<>\r\n", &rules);
        let turn = session.feed(&bytes, &rules);
        proptest::prop_assert!(turn.mail.is_none_or(|mail| mail.recipients.iter().all(|one| one.starts_with("answer+"))));
    }
}
