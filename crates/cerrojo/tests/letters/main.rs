//! Letters all the way round, with real processes: found, proven, approved, written, sent, and whatever comes back.
//!
//! Servers are on loopback addresses of 127.84.0.0/16, a /24 for each test.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::panic, reason = "a test may stop at the first surprise")]
#![expect(clippy::disallowed_types, reason = "a test may open sockets and look at the clock")]
#![expect(clippy::disallowed_methods, reason = "a test may start what it tests, and wait")]

mod intake;
mod pages;
#[path = "../support/mod.rs"]
mod shared;
mod support;

use std::time::{Duration, Instant};

use cerrojo_store::{Filter, Health};
use support::{Arrived, DOMAIN, Operation, bring, http};

fn reply(letter: &Arrived, contact: &str, text: &str) -> String {
    let (subject, id) = (letter.field("Subject"), letter.field("Message-ID"));
    let to = letter.field("Reply-To");
    format!(
        "From: {contact}\nTo: {to}\nSubject: Re: {subject}\nMessage-ID: <1.{contact}>\nIn-Reply-To: {id}\nDate: Mon, 23 Nov 2026 03:00:00 +0000\n\n{text}\n"
    )
}

#[test]
fn a_letter_goes_out_and_what_comes_back_is_in_the_cases() {
    let domains = ["example.net", "example.org", "example.com", "example.edu"];
    let operation = Operation::new("127.84.0", &domains);
    operation.approve(4);
    let serving = operation.serve();
    let [net, org, com, edu] =
        domains.map(|domain| operation.contacts.letter_to(&format!("abuse@{domain}")));
    for case in 1..=4 {
        operation.wait_for(case, "notified");
    }
    assert!(net.field("Subject").contains("[CX-0000"), "{net:?}");

    // A person writes that it is closed.
    let mail = reply(&net, "abuse@example.net", "We have fixed it, thank you.");
    let to = net.field("Reply-To");
    let to = to.trim_matches(['<', '>']);
    let said = bring(operation.intake, "EHLO", ("abuse@example.net", to), &mail);
    assert!(said.starts_with("250"), "{said}");
    operation.wait_for(1, "claimed-fixed");

    // A mail server says that nobody is there.
    let bounce = "From: MAILER-DAEMON@example.org\nSubject: Undelivered\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; abuse@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\n--b--";
    assert!(bring(operation.intake, "EHLO", ("", &org.from), bounce).starts_with("250"));
    operation.wait_for(2, "bounced");
    assert_eq!(operation.health("abuse@example.org"), Health::Bounced);

    // A mailbox programme clicks for its user.
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let post = format!("POST {}", com.link());
    assert_eq!(http(operation.web, &post, form, "List-Unsubscribe=One-Click").0, 200);
    assert!(operation.events(3).contains(&"opted-out-of-mail".to_owned()));
    assert_eq!(operation.health("abuse@example.com"), Health::Refused);

    // A machine answers, through another mail server of ours, and no answer goes to it.
    let mail = reply(&edu, "abuse@example.edu", "I am on holiday until Monday.");
    let mail = format!("Auto-Submitted: auto-replied (vacation)\n{mail}");
    let to = edu.field("Reply-To");
    let to = to.trim_matches(['<', '>']);
    assert!(bring(operation.lmtp, "LHLO", ("", to), &mail).starts_with("250"));
    operation.wait_for(4, "auto-replied");

    // Somebody reports a host; out of a Maildir.
    operation.write(
        "mail/new/1.host",
        &format!("Return-Path: <eve@elsewhere.example>\nDelivered-To: abuse@{DOMAIN}\nFrom: eve@elsewhere.example\nSubject: Open proxy\n\nThere is an open proxy at 192.0.2.10:3128.\n"),
    );
    let suspects = || {
        operation.with(async |store| store.list(&Filter::default(), 0, 100).await.unwrap().len())
    };
    shared::until(|| (suspects() == 5).then_some(()));
    assert!(operation.is_there("mail/cur/1.host:2,S") && !operation.is_there("mail/new/1.host"));

    let began = Instant::now();
    let said = serving.stop();
    assert_eq!(said.status, Some(130), "{said:?}");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!((operation.contacts.arrived().len(), operation.letters()), (4, 4), "{said:?}");
    let sent = said.err.lines().filter_map(|line| line.split_once(" letters sent, "));
    let sent = sent.map(|(before, _)| before.rsplit(' ').next().unwrap().parse::<u32>().unwrap());
    assert_eq!(sent.sum::<u32>(), 4, "{said:?}");
}

#[test]
fn killed_it_goes_on_and_nothing_goes_twice() {
    let operation = Operation::new("127.84.1", &["example.net", "example.org"]);
    operation.approve(2);
    let serving = operation.serve();
    operation.contacts.letter_to("abuse@example.net");
    operation.contacts.letter_to("abuse@example.org");
    operation.wait_for(1, "notified");
    operation.wait_for(2, "notified");
    // Taken in, and killed before anybody reads it.
    let letter = operation.contacts.letter_to("abuse@example.org");
    let mail = reply(&letter, "abuse@example.org", "We have fixed it.");
    let to = letter.field("Reply-To");
    let to = to.trim_matches(['<', '>']);
    let said = bring(operation.intake, "EHLO", ("abuse@example.org", to), &mail);
    assert!(said.starts_with("250"), "{said}");
    serving.kill();
    let serving = operation.serve();
    operation.wait_for(2, "claimed-fixed");
    let said = serving.stop();
    assert_eq!(operation.contacts.arrived().len(), 2, "{said:?}");
}

#[test]
fn while_nobody_would_believe_them_letters_wait() {
    let operation = Operation::new("127.84.9", &["example.net"]);
    operation.approve(1);
    // Without a key, whatever DNS says.
    operation.change("unaligned = true\n", "");
    let serving = operation.serve();
    shared::until(|| (operation.letters() == 1).then_some(()));
    std::thread::sleep(Duration::from_secs(7));
    let said = serving.stop();
    assert!(operation.contacts.arrived().is_empty(), "{said:?}");
    let expected =
        ["WRONG: There is no key to sign with", "no letter goes out until that is mended"];
    assert!(expected.iter().all(|text| said.err.contains(text)), "{said:?}");
    assert!(!operation.events(1).contains(&"notified".to_owned()));
}

#[test]
fn without_anybody_who_writes_it_says_so_and_serves_the_rest() {
    let operation = Operation::new("127.84.2", &[]);
    operation.write("none.toml", "[check]\nsink-mail = [\"127.84.2.250:0\"]\n");
    let text = "[letters]\nname = \"CSIRT\"\n";
    operation.write("half.toml", text);
    let said = operation.run(&["serve", "--offline", "--config", "half.toml"]).expect(2);
    assert_eq!(said.err.lines().count(), 1, "{said:?}");
    assert!(said.err.contains("authority, contact, from, domain"), "{said:?}");
    operation.write("deaf.toml", "[serve]\nweb = \"127.0.0.1:0\"\n");
    let said = operation.run(&["serve", "--offline", "--config", "deaf.toml"]).expect(2);
    assert!(said.err.contains("[letters] does not say who writes"), "{said:?}");
}
