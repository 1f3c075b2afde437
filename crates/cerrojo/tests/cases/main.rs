//! `cerrojo case`, `export` and `contact` as their users meet them: what they type, what they read.
//!
//! Every test has a database of its own, in a folder that is gone afterwards.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(
    clippy::disallowed_methods,
    reason = "a test may start what it tests, and read its files"
)]

mod campaigns;
mod chain;
mod changes;
mod contacts;
mod exports;
mod keeping;
mod life;
mod lists;
mod mistakes;
mod people;
mod scope;
#[path = "../support/mod.rs"]
mod shared;
mod support;
