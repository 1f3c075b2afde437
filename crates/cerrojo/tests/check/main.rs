//! `cerrojo check` as its users meet it: what they type, what they read, what it sends.
//!
//! Servers, sinks and witnesses are on loopback addresses of 127.79.0.0/16, a /24 for each module;
//! what needs more of a network gets one of its own, with nobody else in it.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::print_stdout, reason = "what is left out is said")]
#![expect(clippy::disallowed_types, reason = "a test may open sockets and look at the clock")]
#![expect(
    clippy::disallowed_methods,
    reason = "a test may start what it tests, and read its files"
)]

mod addresses;
mod generated;
mod interruption;
mod long_lists;
mod mistakes;
mod namespace;
mod neighbours;
mod packets;
mod proxies;
mod report;
mod scope;
#[path = "../support/mod.rs"]
mod shared;
mod sink;
mod support;
mod transcript;
