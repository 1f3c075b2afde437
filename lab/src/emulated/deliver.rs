//! How does mail leave a server? As an SMTP client's does, to whoever receives for the recipient.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};

use super::address::{Mailbox, normal};
use super::message::bounce;
use super::server::Server;
use super::{Case, World};

/// How long one attempt may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a message is tried.
const ATTEMPTS: u32 = 4;

/// How many bytes of a reply are read.
const REPLY_BYTES_MAX: u64 = 65536;

/// A message and one recipient of it.
#[derive(Clone, Debug)]
pub(super) struct Parcel {
    /// The sender without angle brackets; empty for a bounce.
    pub(super) sender: String,
    /// For whom it is.
    pub(super) errand: Errand,
    /// The message as it goes out, lines ending in CR LF, dots not doubled.
    pub(super) content: Arc<Vec<u8>>,
}

/// What is to be done with a message.
#[derive(Clone, Debug)]
pub(super) enum Errand {
    /// Hand it over for this mailbox.
    Relay(Mailbox),
    /// Tell the sender that this recipient was not reached.
    Bounce(String),
}

/// Why a message was not handed over.
enum Failure {
    /// It will not be different the next time.
    Permanent(String),
    /// It may.
    Temporary,
}

impl From<io::Error> for Failure {
    fn from(_: io::Error) -> Self {
        Self::Temporary
    }
}

/// Does what a parcel asks for; mail that cannot be handed over comes back to its sender.
pub(super) async fn deliver(server: Arc<Server>, parcel: Parcel) {
    let Parcel { sender, errand, content } = parcel;
    let (recipient, reason) = match errand {
        Errand::Bounce(recipient) => (recipient, "User unknown".to_owned()),
        Errand::Relay(mailbox) => {
            let mailbox = respelled(mailbox, server.kind.behaviour.case);
            match attempt(&server, &sender, &mailbox, &content).await {
                Ok(()) => {
                    server.relayed.fetch_add(1, Ordering::Relaxed);
                    return;
                }
                Err(Failure::Permanent(reason)) => {
                    (format!("{}@{}", mailbox.local, mailbox.domain), reason)
                }
                Err(Failure::Temporary) => return,
            }
        }
    };
    let Some((local, domain)) = sender.rsplit_once('@') else { return };
    let text = bounce(&server.world.host, &server.id(), &sender, &recipient, &reason, &content);
    let mailbox = Mailbox { local: local.to_owned(), domain: domain.to_owned() };
    // A bounce that cannot be handed over ends here (RFC 5321 section 6.1).
    drop(attempt(&server, "", &mailbox, &text).await);
}

fn respelled(mailbox: Mailbox, case: Case) -> Mailbox {
    let local = match case {
        Case::Kept => mailbox.local,
        Case::Lowered => mailbox.local.to_ascii_lowercase(),
        Case::Raised => mailbox.local.to_ascii_uppercase(),
    };
    Mailbox { local, ..mailbox }
}

async fn attempt(
    server: &Server,
    sender: &str,
    mailbox: &Mailbox,
    content: &[u8],
) -> Result<(), Failure> {
    let Some(route) = route(&server.world, &mailbox.domain) else { return Err(Failure::Temporary) };
    let exit = server.kind.behaviour.exit.map(IpAddr::V4);
    let recipient = format!("{}@{}", mailbox.local, mailbox.domain);
    let mut outcome = Err(Failure::Temporary);
    for number in 0..ATTEMPTS {
        sleep(Duration::from_millis(200).saturating_mul(number)).await;
        let try_once = hand_over(route, exit, &server.world.host, sender, &recipient, content);
        outcome = timeout(PATIENCE, try_once).await.unwrap_or(Err(Failure::Temporary));
        if !matches!(outcome, Err(Failure::Temporary)) {
            break;
        }
    }
    outcome
}

/// Finds out who receives mail for `domain`.
fn route(world: &World, domain: &str) -> Option<SocketAddr> {
    world.routes.get(&normal(domain)).copied().or(world.default_route)
}

async fn hand_over(
    route: SocketAddr,
    exit: Option<IpAddr>,
    host: &str,
    sender: &str,
    recipient: &str,
    content: &[u8],
) -> Result<(), Failure> {
    let socket = if route.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    if let Some(exit) = exit.filter(|exit| exit.is_ipv4() == route.is_ipv4()) {
        socket.bind(SocketAddr::new(exit, 0))?;
    }
    let wire = socket.connect(route).await?;
    wire.set_nodelay(true)?;
    let mut peer = Peer { wire: BufReader::new(wire) };
    peer.expect(b'2').await?;
    if peer.ask(&format!("EHLO {host}"), b'2').await.is_err() {
        peer.ask(&format!("HELO {host}"), b'2').await?;
    }
    peer.ask(&format!("MAIL FROM:<{sender}>"), b'2').await?;
    peer.ask(&format!("RCPT TO:<{recipient}>"), b'2').await?;
    peer.ask("DATA", b'3').await?;
    peer.wire.write_all(&stuffed(content)).await?;
    peer.ask(".", b'2').await?;
    // It has the message now: how it takes our leave does not matter.
    drop(peer.ask("QUIT", b'2').await);
    Ok(())
}

struct Peer {
    wire: BufReader<TcpStream>,
}

impl Peer {
    async fn ask(&mut self, command: &str, wanted: u8) -> Result<(), Failure> {
        self.wire.write_all(format!("{command}\r\n").as_bytes()).await?;
        self.expect(wanted).await
    }

    /// Reads a reply; its first digit must be `wanted`.
    async fn expect(&mut self, wanted: u8) -> Result<(), Failure> {
        let mut reply = Vec::new();
        let mut limited = (&mut self.wire).take(REPLY_BYTES_MAX);
        loop {
            reply.clear();
            if limited.read_until(b'\n', &mut reply).await? == 0 {
                return Err(Failure::Temporary);
            }
            if reply.get(3) != Some(&b'-') {
                break;
            }
        }
        match reply.first() {
            Some(digit) if *digit == wanted => Ok(()),
            Some(b'5') => {
                Err(Failure::Permanent(String::from_utf8_lossy(&reply).trim().to_owned()))
            }
            _ => Err(Failure::Temporary),
        }
    }
}

/// Doubles the dots that lines start with (RFC 5321 section 4.5.2).
fn stuffed(content: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(content.len());
    for line in content.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            text.push(b'.');
        }
        text.extend_from_slice(line);
    }
    if !text.is_empty() && !text.ends_with(b"\r\n") {
        text.extend_from_slice(b"\r\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_doubled_and_the_last_line_ends() {
        assert_eq!(stuffed(b".a\r\nb\r\n..c"), b"..a\r\nb\r\n...c\r\n");
        assert_eq!(stuffed(b""), b"");
    }
}
