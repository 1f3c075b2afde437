//! Walks the table with every recording, and plays servers to an examination.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;

use cerrojo_model::{Arrival, Endpoint, Reason, Service, Time, Transport, Verdict};
use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::arrival::Meaning;
use crate::examine::{Examine as _, Next};
use crate::message::Letterhead;
use crate::report::{Note, Report};
use crate::smtp::End;
use crate::token::{Key, Role, Token};

const CLIENT: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 9));

fn start() -> Time {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn key() -> Key {
    Key::new([9; 32])
}

fn endpoint() -> Endpoint {
    Endpoint {
        address: "192.0.2.7:3128".parse().unwrap(),
        transport: Transport::Plain,
        service: Service::Http,
    }
}

fn settings(choice: Choice) -> Settings {
    let place = |address: &str, port, takes_mail| Destination {
        address: address.parse().unwrap(),
        port,
        takes_mail,
        takes_datagrams: !takes_mail,
    };
    Settings {
        choice,
        destinations: vec![
            place("203.0.113.9", 25, true),
            place("203.0.113.9", 443, false),
            place("2001:db8::9", 443, false),
        ],
        name: Some("sink.example".to_owned()),
        listens: true,
        helo: "probe.example".to_owned(),
        sink_domain: "sink.example".to_owned(),
        letterhead: Letterhead { authority: None, contact: None, sink: "sink.example".to_owned() },
        wait: TimeDelta::seconds(60),
        fields: "User-Agent: cerrojo\r\n".to_owned(),
        credentials: ("u".to_owned(), "p".to_owned()),
        key: key(),
    }
}

/// What the other side does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Far {
    /// Our sink is reached and answers.
    Sink,
    /// Whoever is reached repeats what is said.
    Echo,
    /// Nobody is reached.
    Nobody,
}

/// A server that says `recording` in answer to the first thing it hears, or at once.
struct Server<'a> {
    recording: &'a [u8],
    far: Far,
    /// How many bytes come at once.
    piece: usize,
}

impl Server<'_> {
    fn examine(&self, choice: Choice, expects: Expects) -> Report {
        let mut examination =
            Examination::new(Arc::new(settings(choice)), endpoint(), expects, None, 0);
        let ids = examination.case_ids().unwrap();
        let mut now = start();
        let mut said = Vec::new();
        let mut queue: Vec<Vec<u8>> = Vec::new();
        for _ in 0..4_000 {
            let next = examination.next(now);
            let output = examination.take_output();
            said.extend_from_slice(&output);
            if !output.is_empty() {
                queue.extend(self.replies(&output, &ids, &mut examination, now));
            }
            match next {
                Next::Connect { .. } => {
                    said.clear();
                    examination.connected(CLIENT);
                    queue = self.pieces(self.greeting().0);
                }
                Next::Receive if queue.is_empty() => {
                    now += TimeDelta::milliseconds(50);
                    examination.ended(End::TimedOut);
                }
                Next::Receive => examination.received(&queue.remove(0), now),
                Next::Datagram { bytes, .. } => {
                    for reply in self.replies(&bytes, &ids, &mut examination, now) {
                        examination.datagram(&reply, now);
                    }
                }
                Next::Dial { .. } | Next::Disconnect | Next::Handshake => {}
                Next::Wait { until } => now = until,
                Next::Done => return examination.report(),
            }
        }
        panic!("no end")
    }

    /// What is said before anything is heard by those who speak first, and all the rest.
    fn greeting(&self) -> (&[u8], &[u8]) {
        let first = ["WinGate>", "220 ftp proxy\r\n", "220 ProFTPD\r\n"];
        let known = first.iter().find(|first| self.recording.starts_with(first.as_bytes()));
        known.map_or((self.recording, b""), |first| self.recording.split_at(first.len()))
    }

    fn pieces(&self, bytes: &[u8]) -> Vec<Vec<u8>> {
        let text = String::from_utf8_lossy(bytes);
        // A page that holds the answer can only be made up once the question is known.
        if text.contains("{answer}") {
            return Vec::new();
        }
        bytes.chunks(self.piece).map(<[u8]>::to_vec).collect()
    }

    /// What comes back for what was said: pages with the answer in them, and the far end's words.
    fn replies(
        &self,
        said: &[u8],
        ids: &[std::borrow::Cow<'static, str>],
        examination: &mut Examination,
        now: Time,
    ) -> Vec<Vec<u8>> {
        let text = String::from_utf8_lossy(said).into_owned();
        let framed = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            if said.starts_with(&[0, 0]) && text.contains("HELP") && said.len() > 9 {
                bytes =
                    if said.get(9) == Some(&0) { http_connect_udp::capsule(&bytes) } else { bytes };
                bytes = h2_frame::write(h2_frame::DATA, &bytes);
            } else if said.first() == Some(&0) && text.contains("HELP") {
                bytes = http_connect_udp::capsule(&bytes);
            }
            bytes
        };
        if let Some((challenge, answer)) = asked(&text, ids) {
            let (greeting, rest) = self.greeting();
            let said_later = if rest.is_empty() { greeting } else { rest };
            let page = String::from_utf8_lossy(said_later).into_owned();
            return match self.far {
                Far::Nobody if page.contains("{answer}") => Vec::new(),
                Far::Nobody => self.pieces(rest),
                Far::Echo => vec![page.replace("{answer}", &text).into_bytes(), said.to_vec()],
                Far::Sink => {
                    let meaning = Meaning::Reached(arrival(&challenge.to_string(), now));
                    examination.arrived(meaning);
                    let words = answer.local_part(Role::Answer);
                    if page.contains("{answer}") {
                        let page = page.replace("{answer}", &words).into_bytes();
                        return self.pieces(&page);
                    }
                    vec![framed(format!("214 {words}\r\n").as_bytes())]
                }
            };
        }
        let rest = self.greeting().1;
        if !rest.is_empty() && !text.contains("HELO") {
            return self.pieces(rest);
        }
        self.mail(&text, examination, now)
    }

    /// The far mail server: ours takes what is sent.
    fn mail(&self, text: &str, examination: &mut Examination, now: Time) -> Vec<Vec<u8>> {
        if self.far != Far::Sink {
            return Vec::new();
        }
        let reply: &[u8] = match text {
            _ if text.contains("RCPT TO:<") && text.contains("\r\n.\r\n") => {
                examination.arrived(Meaning::Relayed(arrival(&recipient(text), now)));
                b""
            }
            _ if text.contains("\r\n.\r\n") => {
                let id = text.split("Message-ID: <").nth(1).unwrap().split('@').next().unwrap();
                examination.arrived(Meaning::Relayed(arrival(id, now)));
                b"250 taken\r\n"
            }
            _ if text.starts_with("DATA") => b"354 go\r\n",
            _ if text.contains("HELO") || text.contains("MAIL") || text.contains("RCPT") => {
                b"250 ok\r\n"
            }
            _ => b"",
        };
        if reply.is_empty() { Vec::new() } else { vec![reply.to_vec()] }
    }
}

fn recipient(text: &str) -> String {
    text.split("RCPT TO:<t").nth(1).unwrap().split('@').next().unwrap().to_owned()
}

fn arrival(token: &str, at: Time) -> Arrival {
    let from = "192.0.2.7:40000".parse().unwrap();
    Arrival { token: token.to_owned(), from, at, trace: Vec::new(), client_seen: None }
}

/// The challenge in what was said, and what only the sink can say to it.
fn asked(text: &str, ids: &[std::borrow::Cow<'static, str>]) -> Option<(Token, Token)> {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let challenge = words.find_map(|word| Token::spoken(word, Role::Challenge))?;
    let id = ids.get(usize::try_from(challenge.nonce()).ok()?)?;
    let (nonce, at) = (challenge.nonce(), challenge.made_at());
    Some((challenge, key().mint(Role::Answer, nonce, &endpoint(), id, at)))
}

fn expects(protocol: &Protocol) -> Expects {
    match protocol.family {
        Family::Http | Family::Http2 => Expects::Http,
        Family::Socks5 | Family::Socks4 => Expects::Socks,
        Family::Telnet => Expects::Telnet,
        Family::Ftp => Expects::Ftp,
    }
}

fn only(protocol: &Protocol, recording: &[u8], far: Far, piece: usize) -> Report {
    let choice = Choice::parse([protocol.id]).unwrap();
    // A server greets the mail that goes through to it.
    let greeted = protocol.form == Form::Loopback && far == Far::Sink;
    let greeting: &[u8] = if greeted { b"220 mail.example ESMTP\r\n" } else { b"" };
    let recording = [recording, greeting].concat();
    Server { recording: &recording, far, piece }.examine(choice, expects(protocol))
}

#[test]
fn every_record_is_whole() {
    let mut ids = BTreeSet::new();
    for protocol in PROTOCOLS {
        assert!(ids.insert(protocol.id), "{} twice", protocol.id);
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
        assert!(protocol.id.chars().all(kebab), "{}", protocol.id);
        assert!(!protocol.about.ends_with('.') && protocol.source.len() > 5, "{}", protocol.id);
        for other in [protocol.when, When::Always] {
            if let When::Failed(id) = other {
                assert!(PROTOCOLS.iter().any(|row| row.id == id), "{}", protocol.id);
            }
        }
        if let Ports::Vary(id) = protocol.ports {
            assert!(PROTOCOLS.iter().any(|row| row.id == id), "{}", protocol.id);
        }
    }
}

#[test]
fn what_opens_is_open_only_with_our_sink_at_the_other_end() {
    for protocol in PROTOCOLS {
        for piece in [1, 7, 4_096] {
            let open = only(protocol, protocol.opens, Far::Sink, piece);
            assert_eq!(open.verdict.id(), "open", "{} by {piece}: {open:?}", protocol.id);
        }
        for far in [Far::Echo, Far::Nobody] {
            let report = only(protocol, protocol.opens, far, 4_096);
            assert_ne!(report.verdict.id(), "open", "{} {far:?}", protocol.id);
        }
    }
}

#[test]
fn what_refuses_is_closed_and_what_garbles_is_neither() {
    for protocol in PROTOCOLS {
        let report = only(protocol, protocol.refuses, Far::Nobody, 3);
        assert_eq!(report.verdict, Verdict::Closed, "{}: {report:?}", protocol.id);
        assert!(report.tests.iter().all(|test| test.reply.is_some()), "{}", protocol.id);
        let report = only(protocol, protocol.garbles, Far::Nobody, 5);
        let reason = report.verdict.reason();
        assert_eq!(reason, Some(Reason::NotThisService), "{}: {report:?}", protocol.id);
    }
}

#[test]
fn a_message_is_sent_through_what_reaches_the_mail_port() {
    let choice = Choice::parse(["http-connect"]).unwrap();
    let recording = [http_connect::CONNECT.opens, b"220 sink.example ESMTP\r\n"].concat();
    let server = Server { recording: &recording, far: Far::Sink, piece: 4_096 };
    let report = server.examine(choice, Expects::Http);
    let open: Vec<&str> = report
        .tests
        .iter()
        .filter(|test| test.verdict.id() == "open")
        .map(|test| test.id.as_str())
        .collect();
    assert_eq!(open, ["http-connect:25", "http-connect:443", "http-connect:25:mail"]);
    assert!(report.notes.contains(&Note::MailThrough));
}

#[test]
fn failing_to_get_through_is_no_refusal() {
    for (id, reply) in [
        ("http-connect", b"HTTP/1.1 503 Service Unavailable\r\n\r\n".as_slice()),
        ("socks5", b"\x05\x00\x05\x05\x00\x01\0\0\0\0\0\0"),
    ] {
        let protocol = PROTOCOLS.iter().find(|row| row.id == id).unwrap();
        let report = only(protocol, reply, Far::Nobody, 100);
        assert_eq!(report.verdict, Verdict::Unknown(Reason::Tempfail), "{id}");
    }
}

#[test]
fn a_web_server_that_says_yes_to_everything_is_closed() {
    let page = b"HTTP/1.1 200 OK\r\n\r\n<html>hello</html>";
    let server = Server { recording: page, far: Far::Nobody, piece: 4_096 };
    let report = server.examine(Choice::of(Tier::Standard), Expects::Http);
    assert_eq!(report.verdict, Verdict::Closed, "{report:?}");
    assert!(report.notes.contains(&Note::AnswersItself));
}

#[test]
fn a_mail_server_and_a_forwarded_port_are_recognised() {
    for (greeting, is_mail) in [(b"220 mx ESMTP\r\n".as_slice(), true), (b"SSH-2.0-x\r\n", false)] {
        let server = Server { recording: greeting, far: Far::Nobody, piece: 4_096 };
        let report = server.examine(Choice::of(Tier::Quick), Expects::HttpOrSocks);
        assert_eq!(report.verdict.reason(), Some(Reason::NotThisService));
        assert!(report.notes.iter().any(|note| matches!(note, Note::Forwarder(_))), "{is_mail}");
    }
}

proptest! {
    #[test]
    fn no_bytes_are_open_without_our_sink(
        recording in proptest::collection::vec(any::<u8>(), 0..200),
        start in 0..PROTOCOLS.len(),
        piece in 1..60_usize,
    ) {
        let protocol = PROTOCOLS[start];
        let recording = [protocol.opens, &recording].concat();
        let server = Server { recording: &recording, far: Far::Echo, piece };
        let report = server.examine(Choice::of(Tier::Standard), Expects::SocksOrHttp);
        prop_assert_ne!(report.verdict.id(), "open");
    }
}
