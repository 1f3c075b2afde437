//! How does a letter get from us to the server that takes it, and what is its way back worth?
//!
//! What decides when and to whom is `service`; here is the handing over and what belongs to it:
//!
//! * [`Mailer`] and [`Session`] hand letters over, through a [`Smarthost`] or to the mail servers of
//!   their destination ([`Direct`]), and say what came of each in an [`Outcome`].
//! * [`Signer`] signs them (DKIM), with keys that [`generate`] makes.
//! * [`alignment`] says before the first letter leaves whether they will be believed.
//! * [`authenticate`](fn@authenticate) says of what comes in whether it is from whom it says (SPF, DKIM, DMARC).
//!
//! Nobody is probed here, so no permit is needed; in its place stands a wall of its own: a letter
//! that looks for its way in DNS never goes to an address that is not global.
//!
//! Out of scope: MTA-STS (RFC 8461) and DANE (RFC 7672). TLS to the servers of a destination is
//! opportunistic: it keeps out who listens, not who stands in between. Where more is needed, a
//! smarthost that does it is named.

pub mod alignment;

mod auth;
mod authenticate;
mod conversation;
mod dial;
mod error;
mod exchange;
mod global;
mod handover;
mod outcome;
mod route;
mod session;
mod sign;
mod tls;

pub use authenticate::{Authentication, Received, Signature, Standing, authenticate};
pub use error::MailError;
pub use handover::Handover;
pub use outcome::{Enhanced, Outcome, Protection, Stage};
pub use route::{Credentials, Direct, Patience, Route, Smarthost, TlsPolicy};
pub use session::{Mailer, Session, Setup};
pub use sign::{Key, KeyKind, Signer, generate};
