//! `cerrojo import` as its users meet it: what they hand in, what they read, what is in the database then.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#![expect(clippy::disallowed_types, reason = "a test may write files and look at the clock")]
#![expect(
    clippy::disallowed_methods,
    reason = "a test may start what it tests, and read its files"
)]

mod documents;
mod formats;
mod interruption;
mod mistakes;
mod rejects;
#[path = "../support/mod.rs"]
mod shared;
mod sources;
mod support;
