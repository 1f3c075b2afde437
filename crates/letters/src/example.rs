//! A letter to look at: what `cerrojo letter preview` shows when it is given no case, and what the tests are written with.
//!
//! All addresses and names are those that are set aside for documentation (RFC 5737, RFC 3849, RFC 2606).

use std::net::{IpAddr, Ipv4Addr};

use cerrojo_model::{Kind, Time};
use chrono::DateTime;

use crate::letter::{Finding, Occasion, Operation};

/// The moment of the examples: 20 November 2026, ten past four in the morning.
#[must_use]
pub fn moment() -> Time {
    DateTime::from_timestamp(1_795_147_811, 0).unwrap_or_default()
}

/// An operation.
#[must_use]
pub fn operation() -> Operation {
    Operation {
        name: "CSIRT Example".to_owned(),
        authority: "mandate 2026-14".to_owned(),
        contact: "operation@cert.example".to_owned(),
        domain: "cert.example".to_owned(),
        page: Some("https://cert.example/letter/".to_owned()),
        partners: vec!["Example Authority".to_owned(), "Example Network Operators".to_owned()],
    }
}

/// An open relay that says what it is.
#[must_use]
pub fn relay() -> Finding {
    Finding {
        case: 17,
        address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, 25)),
        port: 25,
        kind: Kind::OpenRelay,
        tested_at: moment(),
        arrived_at: Some(moment() + chrono::TimeDelta::seconds(14)),
        exit: Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 26))),
        software: Some("Postfix".to_owned()),
        version: None,
        passes_mail: false,
        transcript: Some(
            "S: 220 mx.example.com ESMTP Postfix\nC: EHLO probe.cert.example\nS: 250 mx.example.com\n\
            C: MAIL FROM:<probe@cert.example>\nS: 250 2.1.0 Ok\nC: RCPT TO:<(a secret token)@sink.cert.example>\n\
            S: 250 2.1.5 Ok\nC: DATA\nS: 354 End data with <CR><LF>.<CR><LF>\nC: (the message)\nS: 250 2.0.0 Ok: queued as 4Y1"
                .to_owned(),
        ),
        trace: vec!["from mx.example.com (mx.example.com [192.0.2.26]) by sink.cert.example".to_owned()],
        lists: vec!["list.example".to_owned()],
    }
}

/// An open proxy that does not.
#[must_use]
pub fn proxy() -> Finding {
    Finding {
        case: 18,
        address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, 10)),
        port: 3128,
        kind: Kind::OpenProxy,
        exit: None,
        software: None,
        passes_mail: true,
        transcript: Some(
            "C: CONNECT 198.51.100.9:25 HTTP/1.1\nS: HTTP/1.1 200 Connection established\n\
            C: (a secret token)\nS: (its answer)"
                .to_owned(),
        ),
        trace: Vec::new(),
        lists: Vec::new(),
        ..relay()
    }
}

/// What letters are written about, with a word for each: every kind there is.
#[must_use]
pub fn occasions() -> Vec<(&'static str, Occasion, Vec<Finding>)> {
    let before = moment() - chrono::TimeDelta::days(14);
    let many = (1..=25_u8).map(|last| Finding {
        case: 100 + i64::from(last),
        address: IpAddr::V4(Ipv4Addr::new(198, 51, 100, last)),
        ..if last % 2 == 0 { relay() } else { proxy() }
    });
    let squid = Finding { software: Some("Squid".to_owned()), ..proxy() };
    let reminder = |is_last| Occasion::Reminder { since: before, is_last };
    let dispute = |stands, note: &str| Occasion::Dispute { stands, note: note.to_owned() };
    vec![
        ("relay", Occasion::Found, vec![relay()]),
        ("proxy", Occasion::Found, vec![squid]),
        ("both", Occasion::Found, vec![relay(), proxy()]),
        ("many", Occasion::Found, many.collect()),
        ("reminder", reminder(false), vec![relay()]),
        ("last-reminder", reminder(true), vec![relay(), proxy()]),
        ("thanks", Occasion::Thanks { since: before }, vec![relay()]),
        ("re-opened", Occasion::ReOpened { closed_at: before }, vec![proxy()]),
        ("dispute", dispute(true, ""), vec![relay()]),
        ("dispute-withdrawn", dispute(false, "The address was wrong."), vec![relay()]),
        ("abuse-report", Occasion::AbuseReport, Vec::new()),
    ]
}
