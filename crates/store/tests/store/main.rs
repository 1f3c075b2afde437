//! The store against real databases: everything here holds for each of them.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "databases are files")]

mod arrivals;
mod backup;
mod campaigns;
mod cases;
mod evidence;
mod faults;
mod look;
mod outbox;
mod people;
mod support;
