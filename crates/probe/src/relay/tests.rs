//! Walks the table: every recording ends as its name says. And how an examination behaves as a whole.

use std::collections::{BTreeSet, VecDeque};
use std::net::IpAddr;
use std::sync::Arc;

use cerrojo_model::{Arrival, Endpoint, Reason, Service, Time, Transport};
use chrono::{TimeDelta, TimeZone as _, Utc};

use super::*;
use crate::arrival::Meaning;
use crate::examine::{Examine as _, Next};
use crate::message::Letterhead;
use crate::report::{Note, Report};
use crate::sink::Recipient;
use crate::smtp::End;
use crate::token::{Key, Token};

const GREETING: &str = "220 mx.corp.example ESMTP\n250-mx.corp.example\n250-AUTH PLAIN LOGIN\n250-XCLIENT ADDR\n250-SMTPUTF8\n250 DSN";

const CLIENT: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 9));

/// A server that says what it was told to say, one list of replies a connection.
struct Script {
    connections: VecDeque<VecDeque<String>>,
    heard: String,
    /// Leave out all but the first domain of rows that try several.
    first_only: bool,
}

impl Script {
    fn new(connections: &[&str]) -> Self {
        let connections = connections.iter().map(|lines| replies(lines)).collect();
        Self { connections, heard: String::new(), first_only: false }
    }

    /// Plays until the end; what was handed over arrives when `delivers`.
    fn play(&mut self, examination: &mut Examination, delivers: bool) -> Report {
        let mut now = start();
        let mut connection = VecDeque::new();
        for _ in 0..2_000 {
            now += TimeDelta::milliseconds(10);
            if self.first_only {
                let trials = examination.trials.iter_mut().flatten();
                trials.skip(1).for_each(super::outcome::Trial::skip);
            }
            let next = examination.next(now);
            let output = examination.take_output();
            self.heard.push_str(&String::from_utf8_lossy(&output));
            match next {
                Next::Connect { preface } => {
                    self.heard.push_str(&String::from_utf8_lossy(&preface));
                    match self.connections.pop_front() {
                        Some(replies) => {
                            connection = replies;
                            examination.connected(CLIENT);
                        }
                        None => examination.unreachable(Reason::Unreachable, now),
                    }
                }
                Next::Receive => match connection.pop_front() {
                    Some(reply) => examination.received(reply.as_bytes(), now),
                    None => examination.ended(End::Dropped),
                },
                Next::Handshake => examination.secured(),
                Next::Disconnect | Next::Datagram { .. } | Next::Dial { .. } => {}
                Next::Wait { until } => {
                    let sent = examination.trials.iter().flatten().filter_map(|t| t.sent.clone());
                    for sent in sent.collect::<Vec<_>>() {
                        if delivers {
                            examination.arrived(Meaning::Relayed(arrival(&sent.token, sent.at)));
                        }
                    }
                    now = now.max(until);
                }
                Next::Done => return examination.report(),
            }
        }
        panic!("it never ended; heard: {}", self.heard);
    }
}

fn replies(lines: &str) -> VecDeque<String> {
    let mut all = VecDeque::new();
    let mut reply = String::new();
    for line in lines.lines() {
        reply.push_str(line);
        reply.push_str("\r\n");
        if line.as_bytes().get(3) != Some(&b'-') {
            all.push_back(std::mem::take(&mut reply));
        }
    }
    all
}

fn start() -> Time {
    Utc.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap()
}

fn arrival(token: &str, at: Time) -> Arrival {
    let from = "192.0.2.10:40000".parse().unwrap();
    Arrival { token: token.to_owned(), from, at, trace: Vec::new(), client_seen: None }
}

fn endpoint(transport: Transport) -> Endpoint {
    Endpoint { address: "192.0.2.10:25".parse().unwrap(), transport, service: Service::Smtp }
}

fn settings(tests: &str) -> Settings {
    Settings {
        selection: Selection::parse(tests).unwrap(),
        helo: "probe.example".into(),
        wait: TimeDelta::seconds(60),
        sink: Sink {
            domain: "sink.example".into(),
            literal: Some("[198.51.100.9]".into()),
            listens: true,
        },
        backup: Some("{address}.backup.example".into()),
        letterhead: Letterhead { authority: None, contact: None, sink: "sink.example".into() },
        points_out_inside: true,
        key: Key::new([7; 32]),
    }
}

fn examination(tests: &str) -> Examination {
    examination_with(settings(tests))
}

fn examination_with(settings: Settings) -> Examination {
    let names = Names { own: vec!["own.example".into()], ..Names::default() };
    Examination::new(Arc::new(settings), endpoint(Transport::Plain), names, 1000)
}

/// Plays one recording of a row; rows about the opening say it from the banner on.
fn replay(row: &RelayTest, recording: &str) -> (Report, String) {
    let whole = format!("{GREETING}\n{recording}");
    let connections = if recording.starts_with("220 ") {
        vec![GREETING, recording, recording]
    } else {
        vec![whole.as_str(), whole.as_str()]
    };
    let mut script = Script::new(&connections);
    script.first_only = true;
    let mut settings = settings(row.id);
    settings.wait = TimeDelta::seconds(6);
    let mut examination = examination_with(settings);
    (script.play(&mut examination, true), script.heard)
}

#[test]
fn every_row_ends_as_its_recordings_say() {
    for row in TESTS {
        let (report, heard) = replay(row, row.opens);
        assert_eq!(report.verdict.id(), "open", "{} opens: {:?}\n{heard}", row.id, report.tests);
        let (report, heard) = replay(row, row.refuses);
        assert_eq!(
            report.verdict.id(),
            "closed",
            "{} refuses: {:?}\n{heard}",
            row.id,
            report.tests
        );
        let (report, heard) = replay(row, row.confuses);
        assert_eq!(
            report.verdict.id(),
            "unknown",
            "{} confuses: {:?}\n{heard}",
            row.id,
            report.tests
        );
    }
}

#[test]
fn every_row_is_documented_and_has_an_id_of_its_own() {
    let ids: BTreeSet<_> = TESTS.iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), TESTS.len());
    for row in TESTS {
        assert!(!row.about.is_empty() && !row.source.is_empty(), "{}", row.id);
        assert!(
            row.id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        );
    }
}

#[test]
fn nothing_arrives_nothing_is_open() {
    let taken = format!("{GREETING}\n250 ok\n250 ok\n354 go\n250 queued as 530ABC");
    let mut script = Script::new(&[&taken]);
    let report = script.play(&mut examination("plain"), false);
    assert_eq!(report.verdict.reason(), Some(Reason::AcceptedUnproven));
}

#[test]
fn a_bounce_closes_and_is_noted() {
    let takes = format!("{GREETING}\n250 ok\n250 ok\n354 go\n250 queued");
    let mut script = Script::new(&[&takes]);
    let mut examination = examination("plain");
    let mut now = start();
    loop {
        let next = examination.next(now);
        let output = String::from_utf8(examination.take_output()).unwrap();
        script.heard.push_str(&output);
        match next {
            Next::Connect { .. } => examination.connected(CLIENT),
            Next::Receive => {
                let reply = script.connections[0].pop_front().unwrap();
                examination.received(reply.as_bytes(), now);
            }
            Next::Wait { .. } => {
                let start = script.heard.find("MAIL FROM:<").unwrap() + "MAIL FROM:<".len();
                let sender = script.heard[start..].split('@').next().unwrap().to_owned();
                let (role, token) = Token::parse(&sender).unwrap();
                let recipient = Recipient { role, token };
                examination.arrived(Meaning::Bounced { recipient, status: Some("5.1.1".into()) });
                now += TimeDelta::seconds(1);
            }
            Next::Done => break,
            Next::Disconnect | Next::Handshake | Next::Datagram { .. } | Next::Dial { .. } => {}
        }
    }
    let report = examination.report();
    assert_eq!(report.verdict.id(), "closed");
    assert_eq!(report.notes, [Note::OffersXclient, Note::Backscatter]);
}

#[test]
fn greylisting_is_asked_again_with_the_same_triplet() {
    let first = format!("{GREETING}\n250 ok\n451 4.7.1 come back later");
    let second = format!("{GREETING}\n250 ok\n250 ok\n354 go\n250 queued");
    let mut script = Script::new(&[&first, &second]);
    let report = script.play(&mut examination("plain"), true);
    assert_eq!(report.verdict.id(), "open");
    let envelopes: BTreeSet<_> =
        script.heard.lines().filter(|l| l.starts_with("RCPT") || l.starts_with("MAIL")).collect();
    assert_eq!(envelopes.len(), 2, "same sender and recipient both times: {envelopes:?}");
}

#[test]
fn greylisting_that_never_ends_is_unknown() {
    let again = format!("{GREETING}\n250 ok\n451 4.7.1 come back later");
    let mut script = Script::new(&[&again, &again, &again, &again, &again, &again]);
    let report = script.play(&mut examination("plain"), true);
    assert_eq!(report.verdict.reason(), Some(Reason::Greylisted));
}

#[test]
fn a_soft_refusal_is_final_when_local_mail_is_taken() {
    let first = format!(
        "{GREETING}\n250 ok\n454 4.7.1 <t@s>: Relay access denied\n250 reset\n250 ok\n250 ok"
    );
    let second = format!("{GREETING}\n250 ok\n454 4.7.1 <t@s>: Relay access denied");
    let mut script = Script::new(&[&first, &second]);
    let report = script.play(&mut examination("plain"), true);
    assert_eq!(report.verdict.id(), "closed", "{:?}", report.tests);
    let without =
        format!("{GREETING}\n250 ok\n454 4.7.1 later\n250 reset\n250 ok\n450 4.7.1 later");
    let mut script = Script::new(&[&without, &second, &second, &second, &second, &second]);
    let report = script.play(&mut examination("plain"), true);
    assert_eq!(report.verdict.reason(), Some(Reason::Tempfail));
}

#[test]
fn a_sender_that_cannot_be_is_refused_and_not_greylisted() {
    let mails = "450 4.1.8 <cerrojo@other.sink.example>: Sender address rejected: Domain not found";
    let first =
        format!("{GREETING}\n250 ok\n550 no\n250 reset\n{mails}\n250 reset\n250 ok\n250 ok");
    let second = format!("{GREETING}\n{mails}\n250 reset\n250 ok\n250 ok");
    let mut script = Script::new(&[&first, &second]);
    let report = script.play(&mut examination("plain,subdomain-sender"), true);
    assert_eq!(report.verdict.id(), "closed", "{:?}\n{}", report.tests, script.heard);
}

#[test]
fn a_name_that_is_put_off_is_refused_when_an_honest_one_is_not() {
    let honest = format!("{GREETING}\n250 ok\n550 no\n250 reset\n250 ok\n250 ok");
    let rejects = "250 ok\n450 4.7.1 <localhost>: Helo command rejected: Host not found";
    let pretends = format!("{GREETING}\n{rejects}\n250 reset\n{rejects}");
    let again = format!("{GREETING}\n{rejects}");
    let mut script = Script::new(&[&honest, &pretends, &again]);
    let report = script.play(&mut examination("plain,helo-localhost"), true);
    assert_eq!(report.verdict.id(), "closed", "{:?}\n{}", report.tests, script.heard);
}

#[test]
fn a_refusal_in_place_of_the_banner_closes() {
    let mut script = Script::new(&["554 no", "554 no", "554 no"]);
    let report = script.play(&mut examination("standard"), true);
    assert_eq!(report.verdict.id(), "closed");
    assert!(matches!(report.notes.first(), Some(Note::RefusedAtOnce(_))));
}

#[test]
fn a_server_that_minds_our_name_is_asked_under_others() {
    let minds = "220 mx.corp.example ESMTP\n550 I do not know you\n550 I do not know you";
    let open = "220 mx.corp.example ESMTP\n250 hi\n250 ok\n250 ok\n354 go\n250 queued";
    let mut script = Script::new(&[minds, open]);
    let report = script.play(&mut examination("plain,helo-localhost"), true);
    assert_eq!(report.verdict.id(), "open", "{:?}\n{}", report.tests, script.heard);
}

#[test]
fn a_dropped_line_is_tried_again_and_never_closed() {
    let drops = format!("{GREETING}\n250 ok");
    let mut script = Script::new(&[&drops, &drops, &drops]);
    let report = script.play(&mut examination("plain"), true);
    assert_eq!(report.verdict.reason(), Some(Reason::Dropped));
}

#[test]
fn an_error_limit_does_not_hide_a_form_that_comes_late() {
    let refusal = "250 ok\n550 no";
    let limited = format!("{GREETING}\n{refusal}\n250 reset\n{refusal}\n421 too many errors");
    let open = format!("{GREETING}\n250 ok\n250 ok\n354 go\n250 queued\n250 reset\n{refusal}");
    let mut script = Script::new(&[&limited, &open, &open]);
    let report = script.play(&mut examination("null-sender,bare-sender,plain"), true);
    assert_eq!(report.verdict.id(), "open", "{:?}", report.tests);
}

#[test]
fn a_tarpit_is_left_after_each_slow_refusal() {
    let greeting = "220 mx.corp.example\n250-mx.corp.example\n250 PIPELINING";
    let slow = format!("{greeting}\n250 ok\n550 no");
    let mut examination = examination("plain,null-sender,bare-sender");
    let mut now = start();
    let mut connections = 0;
    let mut replies = VecDeque::new();
    loop {
        match examination.next(now) {
            Next::Connect { .. } => {
                connections += 1;
                replies = super::tests::replies(&slow);
                examination.connected(CLIENT);
            }
            Next::Receive => {
                let reply: String = replies.pop_front().unwrap();
                now += TimeDelta::seconds(if reply.starts_with("550") { 8 } else { 0 });
                examination.received(reply.as_bytes(), now);
            }
            Next::Done => break,
            Next::Wait { until } => now = until,
            Next::Disconnect | Next::Handshake | Next::Datagram { .. } | Next::Dial { .. } => {}
        }
        examination.take_output();
    }
    assert_eq!(connections, 3);
    assert_eq!(examination.report().verdict.id(), "closed");
}

#[test]
fn an_open_tarpit_is_proven_before_its_refusals_are_fetched() {
    let mut examination = examination("bare-sender,plain,null-sender,host-sender");
    let mut now = start();
    let mut refuse = true;
    let mut heard = String::new();
    let report = loop {
        match examination.next(now) {
            Next::Connect { .. } => {
                examination.connected(CLIENT);
                examination
                    .received(format!("{}\r\n", GREETING.replace('\n', "\r\n")).as_bytes(), now);
            }
            Next::Receive => {
                let slow = heard.contains("<cerrojo>") && std::mem::take(&mut refuse);
                now += TimeDelta::seconds(if slow { 9 } else { 0 });
                let data = heard.ends_with("DATA\r\n");
                let reply = if slow {
                    "550 no\r\n"
                } else if data {
                    "354 go\r\n"
                } else {
                    "250 ok\r\n"
                };
                examination.received(reply.as_bytes(), now);
            }
            Next::Wait { until } => {
                let sent = examination.trials.iter().flatten().find_map(|t| t.sent.clone());
                match sent {
                    Some(sent) => {
                        examination.arrived(Meaning::Relayed(arrival(&sent.token, sent.at)));
                    }
                    None => now = until,
                }
            }
            Next::Done => break examination.report(),
            Next::Disconnect | Next::Handshake | Next::Datagram { .. } | Next::Dial { .. } => {}
        }
        heard.push_str(&String::from_utf8_lossy(&examination.take_output()));
    };
    assert_eq!(report.verdict.id(), "open", "{heard}");
    assert_eq!(report.tests.len(), 2, "{:?}", report.tests);
}

#[test]
fn the_rarer_forms_are_left_out_of_a_tarpit_and_that_is_said() {
    let mut examination = examination("standard");
    let mut now = start();
    loop {
        match examination.next(now) {
            Next::Connect { .. } => {
                examination.connected(CLIENT);
                examination
                    .received(format!("{}\r\n", GREETING.replace('\n', "\r\n")).as_bytes(), now);
            }
            Next::Receive => {
                now += TimeDelta::seconds(9);
                examination.received(b"550 no\r\n", now);
            }
            Next::Done => break,
            Next::Wait { until } => now = until,
            Next::Disconnect | Next::Handshake | Next::Datagram { .. } | Next::Dial { .. } => {}
        }
        examination.take_output();
    }
    let report = examination.report();
    assert!(report.tests.len() < 24, "{}", report.tests.len());
    assert!(
        report.notes.iter().any(|note| matches!(note, Note::Shortened(_))),
        "{:?}",
        report.notes
    );
}

#[test]
fn the_offer_of_pipelining_is_taken() {
    let greeting = "220 mx.corp.example\n250-mx.corp.example\n250 PIPELINING";
    let mut script =
        Script::new(&[&format!("{greeting}\n250 ok\n550 no\n250 reset\n250 ok\n550 no")]);
    let report = script.play(&mut examination("plain,null-sender"), true);
    assert_eq!(report.verdict.id(), "closed");
    assert_eq!(report.tests.len(), 2);
    assert!(script.heard.ends_with("QUIT\r\n"), "{}", script.heard);
}

#[test]
fn without_a_sink_nothing_is_handed_over() {
    let mut settings = settings("plain");
    settings.sink.listens = false;
    let mut examination = examination_with(settings);
    let mut script = Script::new(&[&format!("{GREETING}\n250 ok\n250 ok")]);
    let report = script.play(&mut examination, true);
    assert_eq!(report.verdict.reason(), Some(Reason::NoSink));
    assert!(!script.heard.contains("DATA"));
}

#[test]
fn cancelled_keeps_what_is_proven() {
    let mut examination = examination("plain");
    examination.cancel();
    assert_eq!(examination.next(start()), Next::Done);
    assert_eq!(examination.report().verdict.reason(), Some(Reason::Cancelled));
}
