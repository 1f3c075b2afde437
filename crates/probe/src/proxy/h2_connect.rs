//! CONNECT and CONNECT-UDP in HTTP/2 (RFC 9113 section 8.5, RFC 8441, RFC 9298).
//!
//! In the clear with prior knowledge (RFC 9113 section 3.3), over TLS as ALPN agrees on `h2`.

use super::h2_frame::{
    self, ACKNOWLEDGED, DATA, GOAWAY, HEADERS, PREFACE, RESET, Reading, SETTINGS,
};
use super::http_connect_udp::{capsule, datagrams, path};
use super::protocol::{
    Ask, Carries, Conversation, Family, Form, Ports, Protocol, Refusal, Step, Tier, When,
};

/// A tunnel.
pub(super) const CONNECT: Protocol = Protocol {
    id: "h2-connect",
    about: "connects strangers to any server by CONNECT in HTTP/2",
    family: Family::Http2,
    tier: Tier::Standard,
    form: Form::Ipv4,
    carries: Carries::Tunnel,
    ports: Ports::Each,
    when: When::Always,
    source: "RFC 9113 section 8.5",
    start: |ask| Box::new(Http2::tunnel(ask)),
    opens: b"\0\0\0\x04\0\0\0\0\0\0\0\x01\x01\x04\0\0\0\x01\x88",
    refuses: b"\0\0\0\x04\0\0\0\0\0\0\0\x05\x01\x05\0\0\0\x01\x48\x03403",
    garbles: b"HTTP/1.1 400 Bad Request\r\n\r\n",
};

/// Datagrams, where extended CONNECT is offered.
pub(super) const UDP: Protocol = Protocol {
    id: "h2-connect-udp",
    about: "passes datagrams of strangers to any server by CONNECT-UDP in HTTP/2",
    carries: Carries::Datagrams,
    ports: Ports::Datagrams,
    source: "RFC 9298 section 3.4, RFC 8441 section 4",
    start: |ask| Box::new(Http2::datagrams(ask)),
    opens: b"\0\0\x06\x04\0\0\0\0\0\0\x08\0\0\0\x01\0\0\x01\x01\x04\0\0\0\x01\x88",
    ..CONNECT
};

/// `SETTINGS_ENABLE_CONNECT_PROTOCOL` (RFC 8441 section 3).
const ENABLE_CONNECT_PROTOCOL: u16 = 8;

#[derive(Debug)]
struct Http2 {
    /// The request, until it is said.
    request: Option<Vec<u8>>,
    /// Whether it may only be said once the server offers extended CONNECT.
    waits: bool,
    carries_datagrams: bool,
    settings_seen: bool,
}

impl Http2 {
    fn tunnel(ask: &Ask<'_>) -> Self {
        let place = ask.host_port();
        let block = h2_frame::fields(&[(":method", "CONNECT"), (":authority", &place)]);
        Self::new(block, ask, false)
    }

    fn datagrams(ask: &Ask<'_>) -> Self {
        let block = h2_frame::fields(&[
            (":method", "CONNECT"),
            (":protocol", "connect-udp"),
            (":scheme", "https"),
            (":path", &path(ask)),
            (":authority", ask.authority),
            ("capsule-protocol", "?1"),
        ]);
        Self::new(block, ask, true)
    }

    fn new(mut block: Vec<u8>, ask: &Ask<'_>, carries_datagrams: bool) -> Self {
        for (name, value) in ask.fields.lines().filter_map(|line| line.split_once(": ")) {
            let name = name.to_ascii_lowercase();
            block.extend(h2_frame::fields(&[(&name, value)]));
        }
        Self {
            request: Some(h2_frame::write(HEADERS, &block)),
            waits: carries_datagrams,
            carries_datagrams,
            settings_seen: false,
        }
    }
}

impl Conversation for Http2 {
    fn begin(&mut self) -> Vec<u8> {
        let request = if self.waits { None } else { self.request.take() };
        [PREFACE, &request.unwrap_or_default()].concat()
    }

    fn step(&mut self, input: &[u8]) -> Step {
        let mut rest = input;
        loop {
            let taken = input.len().saturating_sub(rest.len());
            let (frame, length) = match h2_frame::read(rest) {
                Reading::Whole(frame, length) => (frame, length),
                Reading::Part => return Step::Read,
                Reading::Other => return Step::Garbled,
            };
            let taken = taken.saturating_add(length);
            match (frame.kind, frame.stream) {
                (SETTINGS, 0) if frame.is_acknowledgement() => {}
                (SETTINGS, 0) => {
                    self.settings_seen = true;
                    let offered = frame.setting(ENABLE_CONNECT_PROTOCOL) == Some(1);
                    if self.waits && !offered {
                        return refused("HTTP/2 offers no extended CONNECT", Refusal::Rule);
                    }
                    let request = self.request.take().unwrap_or_default();
                    return Step::Say { taken, bytes: [ACKNOWLEDGED, &request].concat() };
                }
                // The server's preface is SETTINGS (section 3.4): anything else is no HTTP/2.
                _ if !self.settings_seen => return Step::Garbled,
                (HEADERS, 1) => match frame.status() {
                    Some(100..=199) => {}
                    Some(status @ 200..=299) => {
                        return Step::Connected { taken, said: format!("HTTP/2 {status}") };
                    }
                    Some(status) => {
                        return refused(&format!("HTTP/2 {status}"), super::head::refusal(status));
                    }
                    None => return refused("HTTP/2 with an unreadable status", Refusal::Rule),
                },
                (RESET, 1) => {
                    // CONNECT_ERROR (section 7): it tried.
                    let failed = frame.payload == [0, 0, 0, 0xa];
                    let means = if failed { Refusal::Failed } else { Refusal::Rule };
                    return refused("HTTP/2 stream reset", means);
                }
                (GOAWAY, _) => return refused("HTTP/2 goes away", Refusal::Rule),
                _ => {}
            }
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    fn wrap(&mut self, inside: &[u8]) -> Vec<u8> {
        let inside = if self.carries_datagrams { capsule(inside) } else { inside.to_vec() };
        h2_frame::write(DATA, &inside)
    }

    fn unwrap(&mut self, input: &[u8]) -> (usize, Vec<u8>) {
        let mut taken = 0_usize;
        let mut inside = Vec::new();
        while let Reading::Whole(frame, length) =
            h2_frame::read(input.get(taken..).unwrap_or_default())
        {
            if frame.kind == DATA && frame.stream == 1 {
                inside.extend_from_slice(frame.content());
            }
            taken = taken.saturating_add(length);
        }
        if self.carries_datagrams {
            // A capsule in two frames is not put together: our answer fits in one.
            inside = datagrams(&inside).1;
        }
        (taken, inside)
    }
}

fn refused(said: &str, means: Refusal) -> Step {
    Step::Refused { said: said.to_owned(), means }
}
