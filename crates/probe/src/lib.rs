//! Decides what to say to a server and what its answers prove.
//!
//! Nothing here opens a socket: the caller feeds in the bytes it received and
//! sends the bytes it is told to. So every probe can be replayed from a
//! recording, and consent, rate and size limits live in one place: the caller.

pub mod arrival;
pub mod examine;
pub mod message;
mod printable;
pub mod proxy;
pub mod relay;
pub mod report;
pub mod sink;
pub mod smtp;
pub mod software;
pub mod token;
