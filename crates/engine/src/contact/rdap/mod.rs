//! What registries say in RDAP: which registry is asked, and how its answer is read.

mod bootstrap;
mod notice;
mod object;
mod vcard;

pub use bootstrap::Bootstrap;
pub use notice::{Limit, limit_in};
pub use object::{RdapAnswer, read_network};

/// The most that one answer or bootstrap file may hold, in bytes.
pub const ANSWER_MAX: usize = 2 * 1024 * 1024;
