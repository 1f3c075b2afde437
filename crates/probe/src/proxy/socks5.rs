//! SOCKS 5: a tunnel by address or name, without authentication or with a random pair.

use std::net::IpAddr;

use super::protocol::{
    Ask, Carries, Conversation, Family, Form, Ports, Protocol, Refusal, Step, Tier, When,
};

/// By IPv4 address.
pub(super) const SOCKS5: Protocol = Protocol {
    id: "socks5",
    about: "connects strangers to any server by SOCKS 5",
    family: Family::Socks5,
    tier: Tier::Quick,
    form: Form::Ipv4,
    carries: Carries::Tunnel,
    ports: Ports::Each,
    when: When::Always,
    source: "RFC 1928 section 4",
    start: |ask| Box::new(Socks5::new(ask, Command::Connect, false)),
    opens: b"\x05\x00\x05\x00\x00\x01\0\0\0\0\0\0",
    refuses: b"\x05\x00\x05\x02\x00\x01\0\0\0\0\0\0",
    garbles: b"HTTP/1.0 400 Bad Request\r\n\r\n",
};

/// By IPv6 address.
pub(super) const SOCKS5_IPV6: Protocol = Protocol {
    id: "socks5-ipv6",
    about: "connects strangers to any IPv6 address by SOCKS 5",
    tier: Tier::Standard,
    form: Form::Ipv6,
    ports: Ports::Vary("socks5"),
    source: "RFC 1928 section 5",
    ..SOCKS5
};

/// By name.
pub(super) const SOCKS5_NAME: Protocol = Protocol {
    id: "socks5-name",
    about: "connects strangers to any named server by SOCKS 5",
    tier: Tier::Standard,
    form: Form::Name,
    ports: Ports::Vary("socks5"),
    source: "RFC 1928 section 5",
    ..SOCKS5
};

/// With one random pair of user name and password.
pub(super) const SOCKS5_AUTH: Protocol = Protocol {
    id: "socks5-auth",
    about: "connects whoever gives any user name and password by SOCKS 5",
    tier: Tier::Standard,
    when: When::Demanded,
    source: "RFC 1929 section 2",
    start: |ask| Box::new(Socks5::new(ask, Command::Connect, true)),
    opens: b"\x05\x02\x01\x00\x05\x00\x00\x01\0\0\0\0\0\0",
    refuses: b"\x05\x02\x01\x01",
    ..SOCKS5
};

/// To the server's own mail server.
pub(super) const SOCKS5_LOOPBACK: Protocol = Protocol {
    id: "socks5-loopback",
    about: "connects strangers to the mail server on its own loopback, which relays for it",
    tier: Tier::Thorough,
    form: Form::Loopback,
    ports: Ports::Mail,
    ..SOCKS5
};

/// What is asked for (RFC 1928 section 4).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Command {
    Connect = 1,
    Bind = 2,
    Associate = 3,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Expects {
    Method,
    Status,
    Reply,
    SecondReply,
    Nothing,
}

/// The conversation, for all three commands.
#[derive(Debug)]
pub(super) struct Socks5 {
    expects: Expects,
    command: Command,
    request: Vec<u8>,
    /// RFC 1929's message, where a pair is given.
    credentials: Option<Vec<u8>>,
    /// The header of each datagram (RFC 1928 section 7).
    prefix: Vec<u8>,
    /// We ended a line that is none, because a server that reads lines answers then.
    poked: bool,
}

impl Socks5 {
    pub(super) fn new(ask: &Ask<'_>, command: Command, with_credentials: bool) -> Self {
        let place = place(ask);
        // What the datagrams come from is not known yet: all zeros (section 7).
        let asked =
            if command == Command::Associate { vec![1, 0, 0, 0, 0, 0, 0] } else { place.clone() };
        let (user, password) = ask.credentials;
        let text = |text: &str| {
            let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
            let bytes = text.bytes().take(usize::from(length));
            std::iter::once(length).chain(bytes).collect::<Vec<u8>>()
        };
        Self {
            expects: Expects::Method,
            command,
            request: [&[5, command as u8, 0], asked.as_slice()].concat(),
            credentials: with_credentials.then(|| [vec![1], text(user), text(password)].concat()),
            prefix: [&[0, 0, 0], place.as_slice()].concat(),
            poked: false,
        }
    }

    fn say(&mut self, taken: usize, bytes: Vec<u8>, expects: Expects) -> Step {
        self.expects = expects;
        Step::Say { taken, bytes }
    }

    fn replied(&mut self, input: &[u8]) -> Step {
        let [5, code, _, kind, rest @ ..] = input else {
            return if input.starts_with(&[5]) || input.is_empty() {
                Step::Read
            } else {
                Step::Garbled
            };
        };
        if *code != 0 {
            return Step::Refused { said: said(*code), means: means(*code) };
        }
        let address_bytes = match (kind, rest.first()) {
            (1, _) => 4,
            (4, _) => 16,
            (3, Some(length)) => usize::from(*length).saturating_add(1),
            (3, None) => return Step::Read,
            _ => return Step::Garbled,
        };
        let port = rest.get(address_bytes..).and_then(|rest| rest.first_chunk::<2>());
        let Some(port) = port.map(|bytes| u16::from_be_bytes(*bytes)) else { return Step::Read };
        let (taken, said) = (address_bytes.saturating_add(6), said(0));
        match (self.command, self.expects) {
            (Command::Bind, Expects::Reply) => {
                self.expects = Expects::SecondReply;
                Step::Bound { taken, port, said }
            }
            (Command::Associate, _) => {
                self.expects = Expects::Nothing;
                Step::Associated { taken, port, said }
            }
            _ => {
                self.expects = Expects::Nothing;
                Step::Connected { taken, said }
            }
        }
    }
}

impl Conversation for Socks5 {
    fn begin(&mut self) -> Vec<u8> {
        vec![5, 1, if self.credentials.is_some() { 2 } else { 0 }]
    }

    fn step(&mut self, input: &[u8]) -> Step {
        match (self.expects, input) {
            (Expects::Method, [5, 0 | 2 | 0xff, ..]) if self.poked => Step::Again,
            (Expects::Method, [5, 0, ..]) if self.credentials.is_none() => {
                let request = self.request.clone();
                self.say(2, request, Expects::Reply)
            }
            (Expects::Method, [5, 2, ..]) if self.credentials.is_some() => {
                let pair = self.credentials.clone().unwrap_or_default();
                self.say(2, pair, Expects::Status)
            }
            (Expects::Method, [5, method @ (0 | 2 | 0xff), ..]) => {
                let wants =
                    if *method == 0xff { "none of the methods offered" } else { "authentication" };
                Step::Refused {
                    said: format!("SOCKS 5 method {method:02x}: {wants}"),
                    means: Refusal::Credentials,
                }
            }
            (Expects::Status, [1 | 5, 0, ..]) => {
                let request = self.request.clone();
                self.say(2, request, Expects::Reply)
            }
            (Expects::Status, [1 | 5, status, ..]) => Step::Refused {
                said: format!("SOCKS 5 user and password refused ({status})"),
                means: Refusal::Rule,
            },
            (Expects::Method | Expects::Status, [] | [1 | 5]) | (Expects::Nothing, _) => Step::Read,
            (Expects::Method | Expects::Status, _) => Step::Garbled,
            (Expects::Reply | Expects::SecondReply, _) => self.replied(input),
        }
    }

    /// A web server that waits for a whole line gets one, and shows itself.
    fn hesitates(&mut self) -> Option<Step> {
        let first = !self.poked && self.expects == Expects::Method;
        self.poked = true;
        first.then(|| Step::Say { taken: 0, bytes: b"\r\n\r\n".to_vec() })
    }

    fn wrap(&mut self, inside: &[u8]) -> Vec<u8> {
        match self.command {
            Command::Associate => [self.prefix.as_slice(), inside].concat(),
            Command::Connect | Command::Bind => inside.to_vec(),
        }
    }
}

/// The destination as address type, address and port (RFC 1928 section 5).
fn place(ask: &Ask<'_>) -> Vec<u8> {
    let mut place = match (ask.form, ask.address) {
        (Form::Name, _) => {
            let name: Vec<u8> = ask.name.bytes().take(255).collect();
            let length = u8::try_from(name.len()).unwrap_or(u8::MAX);
            [vec![3, length], name].concat()
        }
        (_, IpAddr::V4(address)) => [&[1], address.octets().as_slice()].concat(),
        (_, IpAddr::V6(address)) => [&[4], address.octets().as_slice()].concat(),
    };
    place.extend_from_slice(&ask.port.to_be_bytes());
    place
}

/// What a reply code says (RFC 1928 section 6).
fn said(code: u8) -> String {
    let meaning = match code {
        0 => "granted",
        1 => "general failure",
        2 => "not allowed by the ruleset",
        3 => "network unreachable",
        4 => "host unreachable",
        5 => "connection refused",
        6 => "time to live expired",
        7 => "command not supported",
        8 => "address type not supported",
        _ => "unassigned",
    };
    format!("SOCKS 5 reply {code}: {meaning}")
}

/// 1 is what many say to everything that did not work: that is no rule.
const fn means(code: u8) -> Refusal {
    match code {
        1 | 3..=6 => Refusal::Failed,
        _ => Refusal::Rule,
    }
}
