//! What an operation does by itself, what listens for it, and what it came to.
//!
//! Reading order: [`job`], what is done when it is due; [`desk`], who writes letters; [`calendar`], when they may go;
//! [`campaign`], which letters two people agreed to; [`intake`], where answers come in; [`web`], the pages that letters
//! name; [`dossier`], what others may see of a case; [`figures`], what all of it came to.
#![expect(clippy::disallowed_types, reason = "what listens all day: mail intake and pages")]
#![expect(clippy::disallowed_methods, reason = "takes mail out of a Maildir")]

pub mod calendar;
pub mod campaign;
pub mod desk;
pub mod dossier;
pub mod figures;
pub mod intake;
pub mod job;
pub mod web;
