//! Reads the figures out of a store, the counting beside the reading.

use std::io;
use std::sync::mpsc::{Receiver, sync_channel};

use cerrojo_store::life::SummaryRef;
use cerrojo_store::{Store, StoreError};

use super::Figures;

/// Pieces that may wait to be counted: some megabytes.
const WAITING: usize = 3;
/// Bytes of a piece that is put together from the log.
const PIECE_BYTES: usize = 1 << 20;

impl Figures {
    /// Counts all cases of a store: by their summaries, or, `from_log`, by their events alone. Both come
    /// to the same; the second takes much longer and believes nothing but the log.
    ///
    /// Must run within a Tokio runtime.
    ///
    /// # Errors
    ///
    /// The machine's, and [`StoreError::Damaged`] for what Cerrojo did not write.
    pub async fn read(self, store: &Store, from_log: bool) -> Result<Self, StoreError> {
        let (sender, pieces) = sync_channel::<String>(WAITING);
        let counting = tokio::task::spawn_blocking(move || self.count_all(&pieces));
        // Nobody takes it any more only where the counting has met an error, which it tells below.
        let send = |piece: String| sender.send(piece).map_err(|_| stopped());
        let read = if from_log {
            let mut piece = String::new();
            let read = store.replay(|_, summary| {
                piece += &summary.to_line();
                if piece.len() < PIECE_BYTES { Ok(()) } else { send(std::mem::take(&mut piece)) }
            });
            let read = read.await;
            read.and_then(|()| send(piece))
        } else {
            store.summaries(|piece| send(piece.to_owned())).await
        };
        drop(sender);
        let counted = counting.await.map_err(|error| StoreError::File(io::Error::other(error)))?;
        read.and(Ok(counted?))
    }

    fn count_all(mut self, pieces: &Receiver<String>) -> Result<Self, StoreError> {
        for piece in pieces {
            for line in piece.split_terminator('\n') {
                self.add(&SummaryRef::of_line(line).ok_or_else(|| damaged(line))?);
            }
        }
        Ok(self)
    }
}

fn stopped() -> StoreError {
    StoreError::File(io::ErrorKind::BrokenPipe.into())
}

fn damaged(line: &str) -> StoreError {
    let begin: String = line.chars().take(60).collect();
    StoreError::Damaged { what: format!("the summary of a case, {begin:?}") }
}
