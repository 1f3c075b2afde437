//! What runs all day: the jobs of an operation.
//!
//! Reading order: [`job`], what is done when it is due.

pub mod job;
