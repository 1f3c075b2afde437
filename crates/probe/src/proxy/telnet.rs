//! Proxies with a prompt, `WinGate` and its kin: a host and a port are typed.
//!
//! Four ways of typing them are known; each is a row. A prompt that asks for a name or a password
//! is a login, and nothing is typed there.

use super::protocol::{
    Ask, Carries, Conversation, Family, Form, Ports, Protocol, Refusal, Step, Tier, When,
};
use crate::printable::hides;

/// `host:port`.
pub(super) const COLON: Protocol = Protocol {
    id: "telnet",
    about: "connects strangers to any server from its prompt",
    family: Family::Telnet,
    tier: Tier::Quick,
    form: Form::Ipv4,
    carries: Carries::Tunnel,
    ports: Ports::Each,
    when: When::Always,
    source: "https://github.com/ircd-hybrid/hopm (libopm, proxy.c: WinGate)",
    start: |ask| typed(format!("{}\r\n", ask.host_port())),
    opens: b"WinGate>Connecting to host 192.0.2.1...Connected\r\n",
    refuses: b"WinGate>Connection refused\r\n",
    garbles: b"HTTP/1.0 400 Bad Request\r\n\r\n",
};

/// `host port`.
pub(super) const SPACE: Protocol = Protocol {
    id: "telnet-space",
    tier: Tier::Standard,
    ports: Ports::Vary("telnet"),
    start: |ask| typed(format!("{} {}\r\n", bare(ask), ask.port)),
    when: When::Failed("telnet"),
    ..COLON
};

/// `connect host port`.
pub(super) const CONNECT: Protocol = Protocol {
    id: "telnet-connect",
    start: |ask| typed(format!("connect {} {}\r\n", bare(ask), ask.port)),
    ..SPACE
};

/// `open host port`.
pub(super) const OPEN: Protocol = Protocol {
    id: "telnet-open",
    start: |ask| typed(format!("open {} {}\r\n", bare(ask), ask.port)),
    ..SPACE
};

/// Words that say that it worked.
const CONNECTED: &[&str] = &["onnected", "onnection established", "220 "];
/// Words that say that it did not.
const REFUSED: &[&str] = &[
    "refused",
    "denied",
    "not allowed",
    "nvalid",
    "nknown",
    "rror",
    "ailed",
    "unreachable",
    "timed out",
    "cannot",
    "can't",
    "unable",
    "usage",
    "not found",
    "o such",
    "orbidden",
];
/// Words that ask who we are.
const LOGIN: &[&str] = &["ogin:", "sername:", "user:", "assword:", "ogin name"];

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Heard {
    Nothing,
    Prompt,
}

#[derive(Debug)]
struct Typed {
    line: String,
    heard: Heard,
}

fn typed(line: String) -> Box<dyn Conversation> {
    Box::new(Typed { line, heard: Heard::Nothing })
}

/// The host without brackets: only the colon form needs them.
fn bare(ask: &Ask<'_>) -> String {
    ask.host().trim_matches(['[', ']']).to_owned()
}

fn text(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}

fn last_line(text: &str) -> String {
    let line = text.trim_end().rsplit('\n').next().unwrap_or_default();
    line.chars().filter(|c| !hides(*c) && *c != char::REPLACEMENT_CHARACTER).take(160).collect()
}

impl Typed {
    fn type_it(&mut self, taken: usize) -> Step {
        self.heard = Heard::Prompt;
        Step::Say { taken, bytes: self.line.clone().into_bytes() }
    }
}

impl Conversation for Typed {
    fn begin(&mut self) -> Vec<u8> {
        Vec::new()
    }

    fn step(&mut self, input: &[u8]) -> Step {
        let said = text(input);
        let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
        if input.starts_with(b"HTTP/")
            || input.starts_with(b"SSH-")
            || input.starts_with(b"220") && self.heard == Heard::Nothing
        {
            return Step::Garbled;
        }
        match self.heard {
            Heard::Nothing if has(LOGIN) => {
                Step::Refused { said: last_line(&said), means: Refusal::Credentials }
            }
            Heard::Nothing if said.trim_end().ends_with(['>', '#', '$', '?']) => {
                self.type_it(input.len())
            }
            Heard::Prompt if has(CONNECTED) => Step::Connected { taken: 0, said: last_line(&said) },
            Heard::Prompt if has(REFUSED) || has(LOGIN) => {
                Step::Refused { said: last_line(&said), means: Refusal::Rule }
            }
            Heard::Nothing | Heard::Prompt => Step::Read,
        }
    }

    fn hesitates(&mut self) -> Option<Step> {
        Some(match self.heard {
            Heard::Nothing => self.type_it(0),
            Heard::Prompt => Step::Connected { taken: 0, said: "it says nothing".to_owned() },
        })
    }
}
