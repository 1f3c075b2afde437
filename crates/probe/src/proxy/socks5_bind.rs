//! SOCKS 5 BIND: a port on the server where anyone is put through to a stranger (RFC 1928 section 4).
//!
//! Our sink has to call that port while the first connection stands: two connections to one host at
//! once, which is why only a thorough check asks.

use super::protocol::{Ports, Protocol, Tier};
use super::socks5::{Command, SOCKS5, Socks5};

/// By IPv4 address.
pub(super) const BIND: Protocol = Protocol {
    id: "socks5-bind",
    about: "lets strangers take connections at a port of it by SOCKS 5",
    tier: Tier::Thorough,
    ports: Ports::One,
    source: "RFC 1928 section 4, BIND",
    start: |ask| Box::new(Socks5::new(ask, Command::Bind, false)),
    opens: b"\x05\x00\x05\x00\x00\x01\0\0\0\0\x30\x39\x05\x00\x00\x01\0\0\0\0\0\0",
    refuses: b"\x05\x00\x05\x07\x00\x01\0\0\0\0\0\0",
    ..SOCKS5
};
