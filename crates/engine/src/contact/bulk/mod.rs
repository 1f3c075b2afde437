//! What registries publish in bulk: millions of networks in RPSL (RFC 2622), read as a stream.

mod index;
mod object;
mod reader;

pub use index::{Bulk, BulkNetwork};
pub use reader::{BulkReader, ReadCount};
