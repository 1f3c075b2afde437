//! Whatever a server says, asking it as a proxy ends, says little, and proves nothing while the answer
//! of our own sink is missing.
#![no_main]

use std::sync::Arc;

use cerrojo_model::{Arrival, Endpoint, Service, Time, Transport, Verdict};
use cerrojo_probe::arrival::Meaning;
use cerrojo_probe::examine::{Examine as _, Next};
use cerrojo_probe::message::Letterhead;
use cerrojo_probe::proxy::{Choice, Destination, Examination, Expects, PROTOCOLS, Settings, Tier};
use cerrojo_probe::smtp::End;
use cerrojo_probe::token::{Key, Role, Token};
use libfuzzer_sys::fuzz_target;

/// Where one read ends and the next begins is part of the input; no protocol here knows this byte.
const SPLIT: u8 = 0xf7;
/// What we write in one connection: a message and the words around it.
const OUTPUT_BYTES: usize = 16 * 1024;
/// As many tests as there are take fewer steps than this beside those that read.
const STEPS: usize = 20_000;

fuzz_target!(|input: (u8, u8, &[u8])| {
    let (what, how, bytes) = input;
    let expects = [
        Expects::Http,
        Expects::Socks,
        Expects::Telnet,
        Expects::Ftp,
        Expects::HttpOrSocks,
        Expects::SocksOrHttp,
    ];
    for expects in expects {
        let settings = Arc::new(settings(choice(what)));
        let mut examination = Examination::new(settings, endpoint(), expects, None, 0);
        play(&mut examination, how, bytes);
        let report = examination.report();
        // Nobody but our sink knows the answer, and none of these bytes came from it.
        let open = |verdict: &Verdict| matches!(verdict, Verdict::Open(_));
        assert!(!open(&report.verdict), "{report:?}");
        assert!(!report.tests.iter().any(|test| open(&test.verdict)), "{report:?}");
        for reply in report.tests.iter().filter_map(|test| test.reply.as_ref()) {
            assert!(!reply.chars().any(char::is_control) && reply.chars().count() <= 400);
        }
        let shown: String = report.notes.iter().map(ToString::to_string).collect();
        assert!(!shown.chars().any(char::is_control), "{shown:?}");
    }
});

/// The same server at every connection. An empty part of what it says stands for what it heard.
fn play(examination: &mut Examination, how: u8, bytes: &[u8]) {
    let parts: Vec<&[u8]> = bytes.split(|byte| *byte == SPLIT).collect();
    let end = || if how & 1 == 1 { End::Dropped } else { End::TimedOut };
    let (mut now, mut at) = (Time::default(), 0);
    let (mut heard, mut written) = (Vec::new(), 0);
    for _ in 0..STEPS.saturating_add(STEPS.saturating_mul(parts.len())) {
        let next = examination.next(now);
        let output = examination.take_output();
        written += output.len();
        assert!(written <= OUTPUT_BYTES.saturating_add(bytes.len().saturating_mul(32)));
        if how & 2 == 2 {
            reach(examination, &output, now);
        }
        if !output.is_empty() {
            heard = output;
        }
        match next {
            Next::Connect { .. } => {
                (at, written) = (0, 0);
                heard.clear();
                now += chrono::TimeDelta::milliseconds(40);
                if how & 4 == 4 && bytes.is_empty() {
                    examination.unreachable(cerrojo_model::Reason::Timeout, now);
                } else {
                    examination.connected([203, 0, 113, 9].into());
                }
            }
            Next::Receive => {
                now += chrono::TimeDelta::seconds(i64::from(how >> 4));
                match parts.get(at) {
                    None => examination.ended(end()),
                    Some([]) => examination.received(&std::mem::take(&mut heard), now),
                    Some(part) => examination.received(part, now),
                }
                at += 1;
            }
            Next::Datagram { bytes, .. } => {
                if how & 2 == 2 {
                    reach(examination, &bytes, now);
                }
                examination.datagram(parts.first().copied().unwrap_or_default(), now);
                examination.datagram(&bytes, now);
            }
            Next::Wait { until } => now = until,
            Next::Dial { .. } | Next::Disconnect | Next::Handshake => {}
            Next::Done => return,
        }
        if how & 8 == 8 && at > 40 {
            examination.cancel();
        }
    }
    panic!("it does not end");
}

/// Our sink is reached, but what it says goes nowhere.
fn reach(examination: &mut Examination, output: &[u8], now: Time) {
    let text = String::from_utf8_lossy(output);
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let Some(token) = words.find_map(|word| Token::spoken(word, Role::Challenge)) else { return };
    let from = ([192, 0, 2, 7], 40_000).into();
    let token = token.to_string();
    let arrival = Arrival { token, from, at: now, trace: Vec::new(), client_seen: None };
    examination.arrived(Meaning::Reached(arrival));
}

fn choice(what: u8) -> Choice {
    let named = usize::from(what).checked_sub(3).and_then(|index| PROTOCOLS.get(index));
    match (named, what) {
        (Some(protocol), _) => Choice::parse([protocol.id]).expect("an id of the table"),
        (None, 0) => Choice::of(Tier::Quick),
        (None, 1) => Choice::of(Tier::Standard),
        (None, _) => Choice::of(Tier::Thorough),
    }
}

fn endpoint() -> Endpoint {
    Endpoint {
        address: ([192, 0, 2, 7], 3128).into(),
        transport: Transport::Plain,
        service: Service::Http,
    }
}

fn settings(choice: Choice) -> Settings {
    let place = |address: &str, port, takes_mail| Destination {
        address: address.parse().expect("an address"),
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
        wait: chrono::TimeDelta::seconds(60),
        fields: "User-Agent: cerrojo\r\n".to_owned(),
        credentials: ("u".to_owned(), "p".to_owned()),
        key: Key::new([9; 32]),
    }
}
