//! The only thing that makes an endpoint open: our own token, come out at our own sink.

use std::net::{IpAddr, SocketAddr};

use crate::{Endpoint, Time};

/// What we handed to an endpoint: enough to know it again when it arrives somewhere.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sent {
    /// The token that travels.
    pub token: String,
    /// The endpoint it was given to.
    pub endpoint: Endpoint,
    /// The test that gave it.
    pub test: String,
    /// When it was given.
    pub at: Time,
}

/// Something reached a sink that only we watch.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Arrival {
    /// The token it carried.
    pub token: String,
    /// Who delivered it: the exit of whatever it went through.
    pub from: SocketAddr,
    /// When the last byte was there.
    pub at: Time,
    /// The `Received:` fields, newest first, or what else shows the way it took.
    pub trace: Vec<String>,
    /// The address that the server thought we had, as its own `Received:` field says.
    pub client_seen: Option<IpAddr>,
}

/// Our own token came out at the far end.
///
/// The fields are private: the only way to a `Proof` is an [`Arrival`] that carries the token we
/// sent, not before we sent it.
///
/// ```compile_fail,E0451
/// # fn claim(sent: cerrojo_model::Sent, arrival: cerrojo_model::Arrival) {
/// let _ = cerrojo_model::Proof { sent, arrival };
/// # }
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Proof {
    sent: Sent,
    arrival: Arrival,
}

impl Proof {
    /// `None` when the arrival is not the answer to `sent`.
    #[must_use]
    pub fn new(sent: Sent, arrival: Arrival) -> Option<Self> {
        let ours = arrival.token.eq_ignore_ascii_case(&sent.token) && arrival.at >= sent.at;
        ours.then_some(Self { sent, arrival })
    }

    /// What was given to the endpoint.
    #[must_use]
    pub const fn sent(&self) -> &Sent {
        &self.sent
    }

    /// What arrived.
    #[must_use]
    pub const fn arrival(&self) -> &Arrival {
        &self.arrival
    }
}
