//! CONNECT-UDP by an upgrade of HTTP/1.1: datagrams to any host and port (RFC 9298).

use std::net::IpAddr;

use super::head::{self, Reading};
use super::http_connect::CONNECT;
use super::protocol::{Ask, Carries, Conversation, Ports, Protocol, Step, Tier};

/// By upgrade.
pub(super) const CONNECT_UDP: Protocol = Protocol {
    id: "http-connect-udp",
    about: "passes datagrams of strangers to any server by CONNECT-UDP",
    tier: Tier::Standard,
    carries: Carries::Datagrams,
    ports: Ports::Datagrams,
    source: "RFC 9298 section 3.2",
    start: |ask| Box::new(Upgrade { request: request(ask).into_bytes() }),
    opens: b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: connect-udp\r\n\r\n",
    ..CONNECT
};

#[derive(Debug)]
struct Upgrade {
    request: Vec<u8>,
}

/// The default template of RFC 9298 section 2, filled in.
pub(super) fn path(ask: &Ask<'_>) -> String {
    let host = match ask.address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => address.to_string().replace(':', "%3A"),
    };
    format!("/.well-known/masque/udp/{host}/{}/", ask.port)
}

fn request(ask: &Ask<'_>) -> String {
    format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\n{}Connection: Upgrade\r\nUpgrade: connect-udp\r\n\
         Capsule-Protocol: ?1\r\n\r\n",
        path(ask),
        ask.authority,
        ask.fields
    )
}

impl Conversation for Upgrade {
    fn begin(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.request)
    }

    fn step(&mut self, input: &[u8]) -> Step {
        match head::read(input) {
            Reading::Whole(head) if head.status == 101 => {
                Step::Connected { taken: head.bytes, said: head.line }
            }
            Reading::Whole(head) => {
                Step::Refused { means: head::refusal(head.status), said: head.line }
            }
            Reading::Part => Step::Read,
            Reading::Other => Step::Garbled,
        }
    }

    fn wrap(&mut self, inside: &[u8]) -> Vec<u8> {
        capsule(inside)
    }

    fn unwrap(&mut self, input: &[u8]) -> (usize, Vec<u8>) {
        datagrams(input)
    }
}

/// A DATAGRAM capsule (RFC 9297 section 3.5) with context 0 (RFC 9298 section 5).
pub(super) fn capsule(inside: &[u8]) -> Vec<u8> {
    let length = u16::try_from(inside.len().saturating_add(1)).unwrap_or(u16::MAX) & 0x3fff;
    // A length in two bytes, the upper two bits 01 (RFC 9000 section 16).
    let [high, low] = (length | 0x4000).to_be_bytes();
    [&[0, high, low, 0], inside].concat()
}

/// What is in the whole datagram capsules at the start of `input`, and how long they are.
pub(super) fn datagrams(input: &[u8]) -> (usize, Vec<u8>) {
    let mut rest = input;
    let mut inside = Vec::new();
    while let Some((kind, after)) = number(rest) {
        let Some((length, after)) = number(after) else { break };
        let Some((value, after)) =
            usize::try_from(length).ok().and_then(|length| after.split_at_checked(length))
        else {
            break;
        };
        if let (0, Some((0, payload))) = (kind, number(value)) {
            inside.extend_from_slice(payload);
        }
        rest = after;
    }
    (input.len().saturating_sub(rest.len()), inside)
}

/// A number of one, two, four or eight bytes (RFC 9000 section 16).
fn number(input: &[u8]) -> Option<(u64, &[u8])> {
    let first = input.first()?;
    let (bytes, rest) = input.split_at_checked(1 << (first >> 6))?;
    let value = bytes.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    let bits = 8_u32.checked_mul(u32::try_from(bytes.len()).ok()?)?.checked_sub(2)?;
    Some((value & (1_u64 << bits).checked_sub(1)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capsules_come_out_as_they_went_in() {
        let one = capsule(b"HELP c");
        let two = [one.clone(), capsule(&[7; 300])].concat();
        assert_eq!(datagrams(&one), (one.len(), b"HELP c".to_vec()));
        assert_eq!(datagrams(&two).1.len(), 306);
        assert_eq!(datagrams(&two[..two.len() - 1]), (one.len(), b"HELP c".to_vec()));
        // Another capsule and another context are passed over.
        assert_eq!(datagrams(&[0x40, 0x80, 2, 9, 9]), (5, Vec::new()));
        assert_eq!(datagrams(&[0, 2, 2, 9]), (4, Vec::new()));
        assert_eq!(datagrams(&[0, 0xff]), (0, Vec::new()));
    }
}
