//! Which mail servers and proxies a checker has to judge rightly, and how each of them behaves.
//!
//! [`emulated`] holds one record for each kind of mail server, and one engine that plays any of them;
//! [`proxies`] does the same for proxies; [`farm`] plays a thousand and more simple ones at once, to measure speed against;
//! [`registry`] plays those who are asked whom to tell.
//! [`postgres`] is a real database to try the store on.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "an emulated server listens, connects, hands mail over and dates it"
)]

pub mod emulated;
pub mod farm;
pub mod postgres;
pub mod proxies;
pub mod registry;
