//! Drives one examination over real connections.

use std::time::Duration;

use cerrojo_model::Reason;
use cerrojo_probe::relay::{Examination, Next};
use cerrojo_probe::smtp::End;
use tokio::time::Instant;

use crate::connection::{Connection, Handshake};
use crate::pace::{Pace, Turn};
use crate::registry::Block;
use crate::{Direction, Permit, Transcript};

/// Ends every conversation.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For a connection to come about.
    pub connect: Duration,
    /// For the banner, which servers delay on purpose.
    pub banner: Duration,
    /// For every other whole reply.
    pub reply: Duration,
}

impl Limits {
    /// From the time for one reply; the banner gets twice that and some seconds: a minute's delay
    /// is a known way to shake off spammers.
    #[must_use]
    pub fn from_reply(reply: Duration) -> Self {
        Self {
            connect: reply.min(Duration::from_secs(15)),
            banner: reply.saturating_mul(2).saturating_add(Duration::from_secs(5)),
            reply,
        }
    }
}

/// All that one examination needs from around it.
pub(crate) struct Drive<'a> {
    pub(crate) permit: &'a Permit,
    pub(crate) tls_first: bool,
    pub(crate) handshake: Handshake<'a>,
    pub(crate) limits: Limits,
    pub(crate) pace: &'a Pace,
    pub(crate) block: &'a Block,
    pub(crate) transcript: Option<Transcript>,
    /// A handshake failed: another TLS stack may fare better.
    pub(crate) handshake_failed: bool,
    connection: Option<(Connection, Turn)>,
    /// When the reply that is awaited must be there, and how many had come before it.
    deadline: (Instant, usize),
}

impl<'a> Drive<'a> {
    pub(crate) fn new(
        permit: &'a Permit,
        tls_first: bool,
        handshake: Handshake<'a>,
        limits: Limits,
        pace: &'a Pace,
        block: &'a Block,
        transcript: Option<Transcript>,
    ) -> Self {
        Self {
            permit,
            tls_first,
            handshake,
            limits,
            pace,
            block,
            transcript,
            handshake_failed: false,
            connection: None,
            deadline: (Instant::now(), usize::MAX),
        }
    }

    /// Goes on until the examination is done. May be dropped at any point: the connection closes.
    pub(crate) async fn run(&mut self, examination: &mut Examination) {
        loop {
            for meaning in self.block.take() {
                examination.arrived(meaning);
            }
            let next = examination.next(crate::now());
            self.block.name_cases(|| examination.case_ids());
            self.write(examination).await;
            match next {
                Next::Connect { preface } => self.connect(examination, &preface).await,
                Next::Receive => self.receive(examination).await,
                Next::Handshake => self.secure(examination).await,
                Next::Disconnect => self.disconnect(),
                Next::Wait { until } => {
                    let left = (until - crate::now()).to_std().unwrap_or_default();
                    // Either way the next turn looks at what there is.
                    let _ = tokio::time::timeout(left, self.block.arrival()).await;
                }
                Next::Done => return self.disconnect(),
            }
        }
    }

    async fn connect(&mut self, examination: &mut Examination, preface: &[u8]) {
        let turn = self.pace.turn(self.permit.target().ip()).await;
        self.note(Direction::Event, b"connecting");
        let mut connection = match Connection::open(self.permit, self.limits.connect).await {
            Ok(connection) => connection,
            Err(error) => {
                self.note(Direction::Event, format!("not connected: {error}").as_bytes());
                let timed_out = error.kind() == std::io::ErrorKind::TimedOut;
                let reason = if timed_out { Reason::Timeout } else { Reason::Unreachable };
                return examination.unreachable(reason, crate::now());
            }
        };
        let local = connection.local_address();
        if !preface.is_empty() {
            self.note(Direction::Sent, preface);
            // A failure shows itself at the first reading.
            let _ = connection.write(preface).await;
        }
        if self.tls_first {
            match connection.secure(&self.handshake, self.limits.reply).await {
                Ok(secured) => connection = secured,
                Err(error) => {
                    self.handshake_failed(&error);
                    examination.connected(local);
                    return examination.ended(End::TlsFailed);
                }
            }
        }
        self.connection = Some((connection, turn));
        self.deadline.1 = usize::MAX;
        examination.connected(local);
    }

    async fn write(&mut self, examination: &mut Examination) {
        let output = examination.take_output();
        if output.is_empty() {
            return;
        }
        self.note(Direction::Sent, &output);
        let Some((connection, _)) = &mut self.connection else { return };
        let written = tokio::time::timeout(self.limits.reply, connection.write(&output)).await;
        // A server that hung up may still have said why: reading finds out.
        if written.is_err() {
            examination.ended(End::TimedOut);
        }
        self.deadline.1 = usize::MAX;
    }

    async fn receive(&mut self, examination: &mut Examination) {
        let replies = examination.replies();
        if self.deadline.1 != replies {
            let limit =
                if examination.awaits_greeting() { self.limits.banner } else { self.limits.reply };
            self.deadline = (Instant::now() + limit, replies);
        }
        let Some((connection, _)) = &mut self.connection else {
            return examination.ended(End::Dropped);
        };
        let transcript = &mut self.transcript;
        let take = |bytes: &[u8]| {
            if let Some(transcript) = transcript {
                transcript.note(Direction::Received, bytes);
            }
            examination.received(bytes, crate::now());
            !bytes.is_empty()
        };
        let over = match tokio::time::timeout_at(self.deadline.0, connection.read(take)).await {
            Ok(Ok(true)) => return,
            Ok(Ok(false)) => (End::Dropped, "closed by the server".to_owned()),
            Ok(Err(error)) => (End::Dropped, format!("connection lost: {error}")),
            Err(_) => (End::TimedOut, "no answer in time".to_owned()),
        };
        self.note(Direction::Event, over.1.as_bytes());
        examination.ended(over.0);
    }

    async fn secure(&mut self, examination: &mut Examination) {
        let Some((connection, turn)) = self.connection.take() else {
            return examination.ended(End::Dropped);
        };
        match connection.secure(&self.handshake, self.limits.reply).await {
            Ok(secured) => {
                self.note(Direction::Event, b"TLS established");
                self.connection = Some((secured, turn));
                examination.secured();
            }
            Err(error) => {
                self.handshake_failed(&error);
                examination.ended(End::TlsFailed);
            }
        }
    }

    fn handshake_failed(&mut self, error: &std::io::Error) {
        self.handshake_failed = true;
        self.note(Direction::Event, format!("TLS handshake failed: {error}").as_bytes());
    }

    fn disconnect(&mut self) {
        if self.connection.take().is_some() {
            self.note(Direction::Event, b"closed");
        }
    }

    fn note(&mut self, direction: Direction, bytes: &[u8]) {
        if let Some(transcript) = &mut self.transcript {
            transcript.note(direction, bytes);
        }
    }
}
