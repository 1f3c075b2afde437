//! Letters handed over to servers that a test plays on loopback.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::disallowed_types, reason = "a test plays the servers")]
#![expect(clippy::disallowed_methods, reason = "a test asks another program for keys")]
#![expect(clippy::indexing_slicing, reason = "likewise")]

mod alignment;
mod handing_over;
mod origin;
mod secure;
mod server;
mod signing;
mod ways;
