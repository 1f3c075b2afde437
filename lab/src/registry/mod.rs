//! Registries, web sites and name servers that say what a test wants them to say.
//!
//! [`Web`] plays everything that is asked over HTTP: bootstrap files, RDAP with redirects, limits
//! and refusals, answers that are slow or never end, security.txt. [`NameServer`] plays a name server.

mod names;
mod web;

pub use names::{NameServer, Record};
pub use web::{Page, Web};
