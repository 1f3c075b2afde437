//! Which mail servers a checker has to judge rightly, and how each of them behaves.
//!
//! [`emulated`] holds one record for each kind of server, and one engine that plays any of them;
//! [`farm`] plays a thousand and more simple ones at once, to measure speed against.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "an emulated server listens, hands mail over and dates it"
)]

pub mod emulated;
pub mod farm;
