//! SMTP as a client that expects the worst: replies, extensions, and one connection's conversation.

mod capabilities;
mod opening;
mod reply;
mod session;
#[cfg(test)]
mod tests;

pub use capabilities::Capabilities;
pub use reply::{NotSmtp, Reply, ReplyReader};
pub use session::{Answer, End, Envelope, Next, Opening, Question, Session, Stage, Trust};
