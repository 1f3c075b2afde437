//! SOCKS 5 UDP ASSOCIATE: datagrams to any server (RFC 1928 section 7).

use super::protocol::{Carries, Ports, Protocol, Tier};
use super::socks5::{Command, SOCKS5, Socks5};

/// By IPv4 address.
pub(super) const UDP: Protocol = Protocol {
    id: "socks5-udp",
    about: "passes datagrams of strangers to any server by SOCKS 5",
    tier: Tier::Standard,
    carries: Carries::Datagrams,
    ports: Ports::Datagrams,
    source: "RFC 1928 section 7",
    start: |ask| Box::new(Socks5::new(ask, Command::Associate, false)),
    refuses: b"\x05\x00\x05\x07\x00\x01\0\0\0\0\0\0",
    ..SOCKS5
};
