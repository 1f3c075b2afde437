//! Takes in what comes back: over SMTP from anybody, over LMTP from a mail server of ours, out of a Maildir.
//!
//! Whoever brings mail hears `250` only when it is on the disk. What it means is read later, by a job.

mod listen;
mod maildir;
mod session;
mod tls;

pub use listen::{Intake, IntakeError, Place};
pub use maildir::{TakenIn, take_in};
pub use session::{Mail, Rules, Session, Turn};
pub use tls::{Tls, TlsError, certified, self_signed};
