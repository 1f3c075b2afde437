//! Holds the walls of the house, and shows for each that it would be seen to fall.
//!
//! Every check is a function from a tree (or its text) to complaints. It runs twice: on this
//! repository, where it must find nothing, and on a planted violation, which it must find.
#![expect(clippy::disallowed_methods, reason = "it reads the tree and starts cargo")]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod documents;
mod edges;
mod pure;
mod sizes;
mod tree;
mod types;
