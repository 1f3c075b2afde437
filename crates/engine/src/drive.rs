//! Drives one examination over real connections.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use cerrojo_model::Reason;
use cerrojo_probe::examine::{Examine, Next, Patience};
use cerrojo_probe::smtp::End;
use tokio::net::UdpSocket;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::connection::{Connection, Handshake};
use crate::pace::{Pace, Turn};
use crate::registry::Block;
use crate::{Direction, Permit, Transcript, sink, way};

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
    /// A connection that was made already, to be the first.
    pub(crate) adopted: Option<(Connection, Turn)>,
    /// Why this machine had no way to the target, once it had none.
    pub(crate) no_way: Option<String>,
    connection: Option<(Connection, Turn)>,
    /// Whether anything was said in it.
    heard: bool,
    /// Where datagrams go out and come back, beside the connection.
    datagrams: Option<UdpSocket>,
    /// What our sink called itself, beside the connection.
    dialled: Option<JoinHandle<()>>,
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
            adopted: None,
            no_way: None,
            connection: None,
            heard: false,
            datagrams: None,
            dialled: None,
            deadline: (Instant::now(), usize::MAX),
        }
    }

    /// Goes on until the examination is done. May be dropped at any point: the connection closes.
    pub(crate) async fn run<E: Examine>(&mut self, examination: &mut E) {
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
                Next::Handshake => Box::pin(self.secure(examination)).await,
                Next::Disconnect => self.disconnect(),
                Next::Wait { until } => {
                    let left = (until - crate::now()).to_std().unwrap_or_default();
                    // Either way the next turn looks at what there is.
                    let _ = tokio::time::timeout(left, self.block.arrival()).await;
                }
                Next::Datagram { port, bytes } => {
                    Box::pin(self.send_datagram(port, &bytes)).await;
                }
                Next::Dial { port } => self.dial(port),
                Next::Done => return self.disconnect(),
            }
        }
    }

    async fn connect(&mut self, examination: &mut impl Examine, preface: &[u8]) {
        let opened = match self.adopted.take().filter(|_| preface.is_empty()) {
            Some(adopted) => Ok(adopted),
            None => self.open().await,
        };
        let (mut connection, turn) = match opened {
            Ok(opened) => opened,
            Err(error) => return examination.unreachable(reason(&error), crate::now()),
        };
        let local = if examination.asks_who_we_are() { connection.local_address() } else { None };
        let local = local.unwrap_or(std::net::Ipv4Addr::UNSPECIFIED.into());
        if !preface.is_empty() {
            self.note(Direction::Sent, preface);
            // A failure shows itself at the first reading.
            let _ = connection.write(preface).await;
        }
        if self.tls_first {
            let offers = examination.application_protocols();
            let secured = connection.secure(&self.handshake, offers, self.limits.reply);
            match Box::pin(secured).await {
                Ok(secured) => connection = secured,
                Err(error) => {
                    self.handshake_failed(&error);
                    examination.connected(local);
                    return examination.ended(End::TlsFailed);
                }
            }
        }
        self.connection = Some((connection, turn));
        self.heard = false;
        self.deadline.1 = usize::MAX;
        examination.connected(local);
    }

    /// Opens a connection when it is our turn.
    pub(crate) async fn open(&mut self) -> io::Result<(Connection, Turn)> {
        let turn = self.pace.turn(self.permit.target().ip()).await;
        self.note(Direction::Event, b"connecting");
        let opened = Connection::open(self.permit, self.limits.connect).await;
        match opened {
            Ok(connection) => Ok((connection, turn)),
            Err(error) => {
                if reason(&error) != Reason::Unreachable {
                    turn.refused();
                }
                self.note(Direction::Event, format!("not connected: {error}").as_bytes());
                self.no_way = self.no_way.take().or_else(|| no_way(self.permit, &error));
                Err(error)
            }
        }
    }

    /// Sends to another port of the same host, which is what the permit is for.
    async fn send_datagram(&mut self, port: u16, bytes: &[u8]) {
        let target = self.permit.beside(port).target();
        if self.datagrams.is_none() {
            let any = if target.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
            self.datagrams = UdpSocket::bind(any).await.ok();
        }
        self.note(Direction::Sent, bytes);
        if let Some(socket) = &self.datagrams {
            // One that is lost is sent again.
            let _ = socket.send_to(bytes, target).await;
        }
    }

    /// Lets our sink call a port of the host, as RFC 1928 says of BIND, and answer there.
    fn dial(&mut self, port: u16) {
        let (permit, limit) = (self.permit.beside(port), self.limits.connect);
        let registry = Arc::clone(self.block.registry());
        self.note(Direction::Event, format!("our sink calls port {port}").as_bytes());
        self.dialled = Some(tokio::spawn(async move {
            let stream = Connection::open(&permit, limit).await.map(Connection::into_plain);
            if let Ok(Some(stream)) = stream {
                // What becomes of it shows the first connection.
                let _ = sink::answer(stream, permit.target(), &registry).await;
            }
        }));
    }

    async fn write(&mut self, examination: &mut impl Examine) {
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

    async fn receive(&mut self, examination: &mut impl Examine) {
        let replies = examination.replies();
        if self.deadline.1 != replies {
            let limit = match examination.patience() {
                Patience::Greeting => self.limits.banner,
                Patience::Reply => self.limits.reply,
                Patience::AtMost(limit) => self.limits.reply.min(limit),
            };
            self.deadline = (Instant::now() + limit, replies);
        }
        let Some((connection, turn)) = &mut self.connection else {
            return examination.ended(End::Dropped);
        };
        if self.datagrams.is_some() {
            return Box::pin(self.receive_datagram(examination)).await;
        }
        let (transcript, heard) = (&mut self.transcript, &mut self.heard);
        let take = |bytes: &[u8]| {
            if let Some(transcript) = transcript {
                transcript.note(Direction::Received, bytes);
            }
            if !bytes.is_empty() && !std::mem::replace(heard, true) {
                turn.answered();
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
        if !self.heard
            && let Some((_, turn)) = &self.connection
        {
            turn.refused();
        }
        self.note(Direction::Event, over.1.as_bytes());
        examination.ended(over.0);
    }

    /// Waits for a datagram; what the connection says meanwhile is not looked at.
    async fn receive_datagram(&mut self, examination: &mut impl Examine) {
        let Some(socket) = &self.datagrams else { return };
        let mut buffer = [0; 2_048];
        match tokio::time::timeout_at(self.deadline.0, socket.recv_from(&mut buffer)).await {
            Err(_) => examination.ended(End::TimedOut),
            // Whoever else sends something is not who was asked.
            Ok(Ok((length, peer)))
                if peer.ip().to_canonical() == self.permit.target().ip().to_canonical() =>
            {
                let bytes = buffer.get(..length).unwrap_or_default();
                examination.datagram(bytes, crate::now());
                self.note(Direction::Received, bytes);
            }
            Ok(_) => {}
        }
    }

    async fn secure(&mut self, examination: &mut impl Examine) {
        let Some((connection, turn)) = self.connection.take() else {
            return examination.ended(End::Dropped);
        };
        match connection.secure(&self.handshake, &[], self.limits.reply).await {
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
        self.datagrams = None;
        if let Some(dialled) = self.dialled.take() {
            dialled.abort();
        }
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

/// Why this machine has no way to where a connection failed; `None` where it has one, or where whoever is
/// there answered us.
pub(crate) fn no_way(permit: &Permit, error: &io::Error) -> Option<String> {
    let is_answer =
        matches!(error.kind(), io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset);
    if is_answer { None } else { way::no_way(permit.target().ip()) }
}

/// What it says about a server that no connection came about.
pub(crate) fn reason(error: &io::Error) -> Reason {
    match error.kind() {
        io::ErrorKind::TimedOut => Reason::Timeout,
        // It was there, and wanted nothing to do with us.
        io::ErrorKind::ConnectionReset => Reason::Dropped,
        _ => Reason::Unreachable,
    }
}
