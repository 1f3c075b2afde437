//! What an operation does by itself, and what it came to.
//!
//! Reading order: [`job`], what is done when it is due; [`figures`], what all of it came to.

pub mod desk;
pub mod dossier;
pub mod figures;
pub mod job;
