//! What an examination wants done, and how it is told what happened: the seam to whoever has sockets.

use std::borrow::Cow;
use std::net::IpAddr;
use std::time::Duration;

use cerrojo_model::{Reason, Time};

use crate::arrival::Meaning;
use crate::smtp::End;

/// What the caller does next.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Next {
    /// Open a connection; write these bytes before any TLS. Then `connected` or `unreachable`.
    Connect {
        /// A PROXY protocol header, or nothing.
        preface: Vec<u8>,
    },
    /// Read from the connection (and from the datagrams that came back, where any were sent), then
    /// `received`, `datagram` or `ended`.
    Receive,
    /// Start TLS on the connection, then `secured` or `ended` with [`End::TlsFailed`].
    Handshake,
    /// Close the connection.
    Disconnect,
    /// Wait until then, or until an arrival was reported; an open connection stays open.
    Wait {
        /// The latest moment to come back.
        until: Time,
    },
    /// Send a datagram to this port of the endpoint's own address.
    Datagram {
        /// The port.
        port: u16,
        /// What it holds.
        bytes: Vec<u8>,
    },
    /// Let our sink connect to this port of the endpoint's own address, and answer what is said there.
    Dial {
        /// The port.
        port: u16,
    },
    /// It is over: take the report.
    Done,
}

/// How long the next whole reply is waited for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Patience {
    /// As long as servers delay their greeting on purpose.
    Greeting,
    /// As long as the run says.
    Reply,
    /// No longer than this: there is something else to try.
    AtMost(Duration),
}

/// An examination of one endpoint, over as many connections as it takes, that somebody else carries.
///
/// The caller writes [`Examine::take_output`], does what [`Examine::next`] says and reports what
/// happened, arrivals at the sinks included, until it is [`Next::Done`].
pub trait Examine {
    /// What to do once the output is written.
    fn next(&mut self, now: Time) -> Next;

    /// What is to be written now.
    fn take_output(&mut self) -> Vec<u8>;

    /// The connection is open (and secured, where TLS comes first), from this address of ours.
    fn connected(&mut self, client: IpAddr);

    /// Whether the address of ours in [`Examine::connected`] matters.
    fn asks_who_we_are(&self) -> bool {
        true
    }

    /// No connection came about.
    fn unreachable(&mut self, reason: Reason, now: Time);

    /// TLS is up.
    fn secured(&mut self);

    /// Bytes came.
    fn received(&mut self, bytes: &[u8], now: Time);

    /// A datagram came; examinations that send none get none.
    fn datagram(&mut self, bytes: &[u8], now: Time) {
        let _ = (bytes, now);
    }

    /// The connection ended.
    fn ended(&mut self, end: End);

    /// Something came to a sink for one of our tokens.
    fn arrived(&mut self, meaning: Meaning);

    /// Grows with every whole reply; a server that only drips bytes makes none.
    fn replies(&self) -> usize;

    /// How long to wait for the next of them.
    fn patience(&self) -> Patience;

    /// Which protocols to offer in TLS (ALPN, RFC 7301); mostly none.
    fn application_protocols(&self) -> &'static [&'static [u8]] {
        &[]
    }

    /// The ids of the cases by nonce, from the first nonce on, once they are planned.
    fn case_ids(&self) -> Option<Vec<Cow<'static, str>>>;
}
