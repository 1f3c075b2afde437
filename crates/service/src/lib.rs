//! What an operation does by itself, and what it came to.
//!
//! Reading order: [`job`], what is done when it is due; [`calendar`], when letters may be sent; [`figures`], what all of it came to.

pub mod calendar;
pub mod figures;
pub mod job;
