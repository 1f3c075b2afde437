//! What was said, both ways, with the time: the evidence that a person can read.

use cerrojo_model::Time;

/// Bytes kept of one endpoint; a server that says more is cut off here.
const BYTES: usize = 1024 * 1024;

/// Who said it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Direction {
    /// We did.
    Sent,
    /// The server did.
    Received,
    /// Nobody: something happened to the connection.
    Event,
}

/// One piece of it, as it went over the wire (inside TLS, where there is TLS).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// When.
    pub at: Time,
    /// Who.
    pub direction: Direction,
    /// What.
    pub bytes: Vec<u8>,
}

/// Everything that was said to and by one endpoint, in order.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    lines: Vec<Line>,
    bytes: usize,
}

impl Transcript {
    /// What was kept.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(crate) fn note(&mut self, direction: Direction, bytes: &[u8]) {
        let room = BYTES.saturating_sub(self.bytes);
        let kept = bytes.get(..room).unwrap_or(bytes);
        if !kept.is_empty() {
            self.bytes = self.bytes.saturating_add(kept.len());
            self.lines.push(Line { at: crate::now(), direction, bytes: kept.to_vec() });
        }
    }
}
