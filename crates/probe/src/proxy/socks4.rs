//! SOCKS 4 and 4a: a tunnel by IPv4 address, or by name.

use std::net::IpAddr;

use super::protocol::{
    Ask, Carries, Conversation, Family, Form, Ports, Protocol, Refusal, Step, Tier, When,
};

/// By address.
pub(super) const SOCKS4: Protocol = Protocol {
    id: "socks4",
    about: "connects strangers to any server by SOCKS 4",
    family: Family::Socks4,
    tier: Tier::Quick,
    form: Form::Ipv4,
    carries: Carries::Tunnel,
    ports: Ports::Each,
    when: When::Always,
    source: "https://www.openssh.com/txt/socks4.protocol",
    start,
    opens: b"\x00\x5a\0\0\0\0\0\0",
    refuses: b"\x00\x5b\0\0\0\0\0\0",
    garbles: b"HTTP/1.0 400 Bad Request\r\n\r\n",
};

/// By name.
pub(super) const SOCKS4A: Protocol = Protocol {
    id: "socks4a",
    about: "connects strangers to any named server by SOCKS 4a",
    form: Form::Name,
    tier: Tier::Standard,
    ports: Ports::Vary("socks4"),
    source: "https://www.openssh.com/txt/socks4a.protocol",
    ..SOCKS4
};

#[derive(Debug)]
struct Socks4 {
    request: Vec<u8>,
}

fn start(ask: &Ask<'_>) -> Box<dyn Conversation> {
    let mut request = vec![4, 1];
    request.extend_from_slice(&ask.port.to_be_bytes());
    let by_address = !matches!(ask.form, Form::Name);
    if let (true, IpAddr::V4(address)) = (by_address, ask.address) {
        request.extend_from_slice(&address.octets());
        request.extend_from_slice(b"cerrojo\0");
    } else {
        // An address that is none says that a name follows.
        request.extend_from_slice(&[0, 0, 0, 1]);
        request.extend_from_slice(b"cerrojo\0");
        request.extend_from_slice(ask.name.as_bytes());
        request.push(0);
    }
    Box::new(Socks4 { request })
}

impl Conversation for Socks4 {
    fn begin(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.request)
    }

    fn step(&mut self, input: &[u8]) -> Step {
        match input {
            [0, 0x5a, _, _, _, _, _, _, ..] => {
                Step::Connected { taken: 8, said: "SOCKS 4 reply 90: granted".to_owned() }
            }
            [0, code @ 0x5b..=0x5d, _, _, _, _, _, _, ..] => {
                // 91 is all that there is for "not for you" and for "did not get through".
                let means = if *code == 0x5b { Refusal::Rule } else { Refusal::Credentials };
                Step::Refused { said: format!("SOCKS 4 reply {code}: refused"), means }
            }
            [] | [0] | [0, 0x5a..=0x5d, ..] => Step::Read,
            _ => Step::Garbled,
        }
    }
}
