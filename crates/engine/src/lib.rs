//! The one room with a door to the outside: it opens every outbound socket and watches the sink.
//!
//! Invariants:
//! * no connection without a [`Permit`], and only [`Scope::permit`] makes one;
//! * never two connections at once to one host, unless it is this machine's loopback;
//! * no conversation outlives its [`Limits`];
//! * registries and web sites are asked whom to tell ([`contact`]) because a person wants to know,
//!   with plain questions that anybody may ask them; they are not probed, so no permit is needed,
//!   and nobody is asked unless the caller goes online;
//! * letters ([`mail`]) are handed over, not probed with, so they need no permit either; where DNS says
//!   where they go, that is never an address that is not global.
//!
//! Reading order: [`Scope`] (whom we may talk to), [`Prober`] (a target's endpoints, one after the
//! other), `drive` (one examination over sockets), [`Sink`] (what comes back), [`contact`] (whom to
//! tell), [`mail`] (how a letter gets there).
#![expect(clippy::disallowed_types, reason = "the only door: sockets are opened here")]
#![expect(clippy::disallowed_methods, reason = "the clock that all other rooms are told")]

use std::sync::LazyLock;
use std::time::{Instant, SystemTime};

pub mod contact;
pub mod mail;

mod connection;
mod drive;
mod error;
mod pace;
mod prober;
mod registry;
mod resolve;
mod scope;
mod sink;
mod tls;
mod transcript;
mod way;

pub use drive::Limits;
pub use error::EngineError;
pub use pace::{HeldBack, Network, Pace, Pause, Pauses, Rates, Turn, Visit};
pub use prober::{EndpointReport, Port, Prober, Setup, SinkChoice, Speaks, Target};
pub use registry::Registry;
pub use resolve::Resolver;
pub use scope::{Exclusion, Permit, Scope, ScopeError, own_addresses};
pub use sink::{Sink, facing};
pub use transcript::{Direction, Line, Transcript};
pub use way::has_way_out;

/// The time now: the wall clock's when it is first asked, and from there on steadily forward. A
/// clock that is set back in the middle must not make an arrival older than what was sent.
#[must_use]
pub fn now() -> cerrojo_model::Time {
    static START: LazyLock<(cerrojo_model::Time, Instant)> =
        LazyLock::new(|| (SystemTime::now().into(), Instant::now()));
    let (wall, steady) = *START;
    wall + chrono::TimeDelta::from_std(steady.elapsed()).unwrap_or_default()
}
