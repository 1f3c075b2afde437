//! Would this server connect a stranger to anything? The protocols, what to ask, what proves it.
//!
//! [`PROTOCOLS`] is the table; [`Choice`] says which of them a run uses; [`Examination`] asks one
//! endpoint to reach our own sinks, and comes to a [`Report`]. A way counts as open when our sink was
//! asked the challenge and its answer came back through the way, or when a mail arrived.
//!
//! [`Report`]: crate::report::Report

mod choice;
mod choosing;
mod current;
mod ending;
mod examination;
mod ftp_user;
mod h2_connect;
mod h2_frame;
mod head;
mod http_connect;
mod http_connect_udp;
mod http_get;
mod http_post;
mod http_reverse;
mod mailing;
mod plan;
mod ports;
mod protocol;
mod settling;
mod socks4;
mod socks5;
mod socks5_bind;
mod socks5_udp;
mod telnet;
#[cfg(test)]
mod tests;
mod trial;

pub use choice::{Choice, ChoiceError};
pub use examination::{Examination, Settings};
pub use plan::Destination;
pub use ports::{Expects, USUAL, UsualPort};
pub use protocol::{Carries, Family, Form, Ports, Protocol, Tier, When};

/// Every protocol, in the order they are asked; the first of a family tells whether it is spoken.
#[rustfmt::skip]
pub const PROTOCOLS: &[&Protocol] = &[
    &http_connect::CONNECT,
    &http_get::GET,
    &http_connect::CONNECT_AUTH,
    &http_get::GET_AUTH,
    &http_connect::CONNECT_1_0,
    &http_connect::CONNECT_NAME,
    &http_connect::CONNECT_IPV6,
    &http_get::GET_NAME,
    &http_get::GET_IPV6,
    &http_get::HEAD,
    &http_post::POST,
    &http_post::PUT,
    &http_reverse::HOST,
    &http_connect_udp::CONNECT_UDP,
    &http_connect::CONNECT_LOOPBACK,
    &http_reverse::PATH,
    &h2_connect::CONNECT,
    &h2_connect::UDP,
    &socks5::SOCKS5,
    &socks5::SOCKS5_AUTH,
    &socks5::SOCKS5_NAME,
    &socks5::SOCKS5_IPV6,
    &socks5_udp::UDP,
    &socks5_bind::BIND,
    &socks5::SOCKS5_LOOPBACK,
    &socks4::SOCKS4,
    &socks4::SOCKS4A,
    &telnet::COLON,
    &telnet::SPACE,
    &telnet::CONNECT,
    &telnet::OPEN,
    &ftp_user::USER,
];

/// The field that gives user name and password (RFC 7617 section 2), with its line end.
fn basic((user, password): &(String, String)) -> String {
    let pair = data_encoding::BASE64.encode(format!("{user}:{password}").as_bytes());
    format!("Proxy-Authorization: Basic {pair}\r\n")
}
