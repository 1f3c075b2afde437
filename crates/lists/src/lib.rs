//! Reads and writes the files in which suspects of openness travel.
//!
//! Nothing here opens a file or a socket: the caller hands in bytes as they come and takes rows as
//! they are found, so a file of any size is read in constant memory, and every reader is fuzzed.
//!
//! Reading order: [`feed`] (the table of formats and what a row is), then any file beside it; [`export`] for the way out.

pub mod export;
pub mod feed;
