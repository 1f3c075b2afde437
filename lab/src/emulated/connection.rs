//! How do lines come in and replies go out, in the voice of the server?
//!
//! Replies gather until no complete line is left to answer, and then go out in one write: what a
//! client sends in one batch is answered in one (RFC 2920 section 3.2).

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use super::Voice;

/// How long a client may stay silent (RFC 5321 section 4.5.3.2.7).
const IDLE: Duration = Duration::from_mins(5);

/// A TLS alert: fatal, `handshake_failure`.
const HANDSHAKE_FAILURE: &[u8] = &[0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28];

/// Lines in each write of a reply that never ends.
const ENDLESS_LINES: usize = 64;

/// Anything that bytes go through both ways.
pub(crate) trait Wire: AsyncRead + AsyncWrite + Unpin + Send + Sync {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync> Wire for T {}

/// One connection of a client, from the server's side.
pub(super) struct Connection {
    wire: Box<dyn Wire>,
    input: Vec<u8>,
    output: Vec<u8>,
    voice: Voice,
    hurry: u32,
}

impl Connection {
    /// Starts talking over `wire` in `voice`.
    pub(super) fn new(wire: Box<dyn Wire>, voice: Voice, hurry: u32) -> Self {
        Self { wire, input: Vec::new(), output: Vec::new(), voice, hurry: hurry.max(1) }
    }

    /// Waits, divided by the hurry of the world.
    pub(super) async fn wait(&self, time: Duration) {
        let time = self.paced(time);
        if !time.is_zero() {
            sleep(time).await;
        }
    }

    /// A duration divided by the hurry of the world.
    pub(super) fn paced(&self, time: Duration) -> Duration {
        time.checked_div(self.hurry).unwrap_or(time)
    }

    /// Reads a line with its end; `None` when the client is gone.
    ///
    /// # Errors
    /// `InvalidData` for a line longer than `bytes_max`, `TimedOut` for a silent client, or what the
    /// connection fails with.
    pub(super) async fn line(&mut self, bytes_max: usize) -> io::Result<Option<Vec<u8>>> {
        loop {
            if let Some(end) = self.input.iter().position(|byte| *byte == b'\n') {
                return Ok(Some(self.input.drain(..=end).collect()));
            }
            if self.input.len() > bytes_max {
                return Err(io::ErrorKind::InvalidData.into());
            }
            self.flush().await?;
            if timeout(IDLE, self.wire.read_buf(&mut self.input)).await?? == 0 {
                return Ok(None);
            }
        }
    }

    /// Waits up to `patience` for the client to say something first, and tells whether it did.
    pub(super) async fn hears_within(&mut self, patience: Duration) -> io::Result<bool> {
        match timeout(patience, self.wire.read_buf(&mut self.input)).await {
            Ok(read) => Ok(read? > 0),
            Err(_) => Ok(!self.input.is_empty()),
        }
    }

    /// Says whether what came in and is not read yet starts with `text`.
    pub(super) fn has_heard(&self, text: &[u8]) -> bool {
        self.input.starts_with(text)
    }

    /// Adds a reply of one line: code, space, text.
    pub(super) fn say(&mut self, reply: &str) {
        self.add_line(reply.as_bytes());
    }

    /// Adds a reply of several lines.
    pub(super) fn say_lines(&mut self, code: u16, lines: &[String]) {
        for (number, line) in lines.iter().enumerate() {
            let separator = if number.saturating_add(1) == lines.len() { ' ' } else { '-' };
            self.add_line(format!("{code}{separator}{line}").as_bytes());
        }
    }

    /// Says a reply that has no last line, until the client goes.
    pub(super) async fn say_endlessly(&mut self, code: u16, text: &str) -> io::Result<()> {
        loop {
            for _ in 0..ENDLESS_LINES {
                self.add_line(format!("{code}-{text}").as_bytes());
            }
            self.flush().await?;
            sleep(Duration::from_millis(2)).await;
        }
    }

    /// Adds bytes as they are.
    pub(super) fn say_raw(&mut self, bytes: &[u8]) {
        self.output.extend_from_slice(bytes);
    }

    fn add_line(&mut self, line: &[u8]) {
        let (code, text) = line.split_at_checked(4).unwrap_or((line, b""));
        self.output.extend_from_slice(code);
        self.output.extend_from_slice(self.voice.junk);
        self.output.extend_from_slice(text);
        self.output.extend(std::iter::repeat_n(b'x', self.voice.padding));
        self.output.extend_from_slice(self.voice.line_end.as_bytes());
    }

    /// Writes what has gathered.
    pub(super) async fn flush(&mut self) -> io::Result<()> {
        let output = std::mem::take(&mut self.output);
        if output.is_empty() {
            return Ok(());
        }
        let Some((bytes, pause)) = self.voice.pieces else {
            self.wire.write_all(&output).await?;
            return self.wire.flush().await;
        };
        for piece in output.chunks(bytes.max(1)) {
            self.wire.write_all(piece).await?;
            self.wire.flush().await?;
            sleep(pause).await;
        }
        Ok(())
    }

    /// Goes on in TLS. What the client sent in the clear ahead of it is thrown away, as it must be.
    pub(super) async fn encrypt(self, acceptor: &TlsAcceptor) -> io::Result<Self> {
        let Self { wire, voice, hurry, .. } = self;
        let wire = acceptor.accept(wire).await?;
        Ok(Self::new(Box::new(wire), voice, hurry))
    }

    /// Waits for a TLS greeting, refuses it and goes.
    pub(super) async fn refuse_encryption(mut self) -> io::Result<()> {
        self.hears_within(IDLE).await?;
        self.wire.write_all(HANDSHAKE_FAILURE).await?;
        self.close().await
    }

    /// Ends the connection properly: what was said last still arrives.
    pub(super) async fn close(mut self) -> io::Result<()> {
        self.flush().await?;
        self.wire.shutdown().await?;
        // Closing with bytes unread would reset the connection and lose our last reply.
        let mut rest = Vec::new();
        let mut wire = self.wire.take(65536);
        match timeout(Duration::from_secs(1), wire.read_to_end(&mut rest)).await {
            Ok(read) => read.map(drop),
            Err(_) => Ok(()),
        }
    }
}
