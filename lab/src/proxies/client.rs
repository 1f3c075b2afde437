//! How do bytes come in from a client and go out to it, in the voice of the proxy?

use std::io::{self, Cursor};
use std::mem;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::time::{sleep, timeout};

use super::Voice;
use crate::emulated::Wire;

/// How long a client may stay silent.
const IDLE: Duration = Duration::from_mins(2);

/// How many bytes of a client are kept before they are understood.
const INPUT_BYTES_MAX: usize = 65536;

/// One connection of a client, from the proxy's side.
pub(super) struct Client {
    wire: Box<dyn Wire>,
    input: Vec<u8>,
    voice: Voice,
    first_delay: Duration,
    /// The address that the client connected to.
    pub(super) local: SocketAddr,
}

impl Client {
    /// Starts talking over `wire` in `voice`; the first byte takes `first_delay`.
    pub(super) fn new(
        wire: Box<dyn Wire>,
        voice: Voice,
        first_delay: Duration,
        local: SocketAddr,
    ) -> Self {
        Self { wire, input: Vec::new(), voice, first_delay, local }
    }

    /// Says whether an answer goes out together with what the destination says first.
    pub(super) fn is_glued(&self) -> bool {
        self.voice.glued
    }

    /// Reads on.
    ///
    /// # Errors
    /// `UnexpectedEof` when the client is gone, `InvalidData` when it says too much at once, or what
    /// the connection fails with.
    pub(super) async fn more(&mut self) -> io::Result<()> {
        if self.input.len() > INPUT_BYTES_MAX {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if timeout(IDLE, self.wire.read_buf(&mut self.input)).await?? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }

    /// Waits for at least `count` bytes and shows all there are.
    pub(super) async fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.input.len() < count {
            self.more().await?;
        }
        Ok(&self.input)
    }

    /// Says whether the client starts with `text`, reading only as far as it does.
    pub(super) async fn starts_with(&mut self, text: &[u8]) -> io::Result<bool> {
        while self.input.len() < text.len() && text.starts_with(&self.input) {
            self.more().await?;
        }
        Ok(self.input.starts_with(text))
    }

    /// Takes `count` bytes.
    pub(super) async fn take(&mut self, count: usize) -> io::Result<Vec<u8>> {
        self.peek(count).await?;
        Ok(self.input.drain(..count).collect())
    }

    /// Takes one byte.
    pub(super) async fn byte(&mut self) -> io::Result<u8> {
        self.take(1).await?.first().copied().ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    /// Takes everything up to `end`, and `end` with it.
    pub(super) async fn until(&mut self, end: &[u8]) -> io::Result<Vec<u8>> {
        loop {
            if let Some(at) = self.input.windows(end.len()).position(|window| window == end) {
                return Ok(self.input.drain(..at.saturating_add(end.len())).collect());
            }
            self.more().await?;
        }
    }

    /// Takes whatever has come in, at least a byte.
    pub(super) async fn some(&mut self) -> io::Result<Vec<u8>> {
        self.peek(1).await?;
        Ok(mem::take(&mut self.input))
    }

    /// Writes an answer, in the voice of the proxy.
    pub(super) async fn say(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !bytes.is_empty() {
            sleep(mem::take(&mut self.first_delay)).await;
        }
        let Some((count, pause)) = self.voice.pieces else {
            self.wire.write_all(bytes).await?;
            return self.wire.flush().await;
        };
        for piece in bytes.chunks(count.max(1)) {
            self.wire.write_all(piece).await?;
            self.wire.flush().await?;
            sleep(pause).await;
        }
        Ok(())
    }

    /// The two ways of the wire; what was read ahead comes first.
    pub(super) fn ways(&mut self) -> (impl AsyncRead + Unpin, impl tokio::io::AsyncWrite + Unpin) {
        let ahead = Cursor::new(mem::take(&mut self.input));
        let (input, output) = tokio::io::split(&mut self.wire);
        (ahead.chain(input), output)
    }

    /// Ends the connection properly: what was said last still arrives.
    pub(super) async fn close(&mut self) -> io::Result<()> {
        self.wire.shutdown().await?;
        // Closing with bytes unread would reset the connection and lose our last answer.
        let mut rest = Vec::new();
        let mut wire = (&mut self.wire).take(1_048_576);
        match timeout(Duration::from_secs(1), wire.read_to_end(&mut rest)).await {
            Ok(read) => read.map(drop),
            Err(_) => Ok(()),
        }
    }
}
