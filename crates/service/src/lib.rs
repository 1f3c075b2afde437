//! What an operation does by itself, and what it came to.

pub mod figures;
