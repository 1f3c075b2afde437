//! How fast can one look at all, with nothing done but the talking?
//!
//! `look --hosts 1024 --base 127.10.0.0 --port 25 --concurrency 256` connects to each host, asks it
//! to relay one message, hands the message over where it says yes, and counts. It judges nothing
//! and proves nothing: it is the yardstick for what does.
#![expect(clippy::print_stdout, reason = "a command talks to the one who started it")]
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "it is a client with arguments"
)]

use std::cell::Cell;
use std::error::Error;
use std::io;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::rc::Rc;

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::{JoinSet, LocalSet};

const ENVELOPE: &[u8] = b"MAIL FROM:<probe@sink.test>\r\nRCPT TO:<token@sink.test>\r\n";

/// The bytes of the message.
const MESSAGE_BYTES: usize = 600;

struct Look {
    base: Ipv4Addr,
    hosts: u32,
    port: u16,
    concurrency: u32,
}

#[derive(Default)]
struct Counts {
    next: Cell<u32>,
    accepted: Cell<u32>,
    refused: Cell<u32>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut look =
        Look { base: Ipv4Addr::new(127, 10, 0, 0), hosts: 1024, port: 25, concurrency: 256 };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} wants a value"))?;
        match name.as_str() {
            "--base" => look.base = value.parse()?,
            "--hosts" => look.hosts = value.parse()?,
            "--port" => look.port = value.parse()?,
            "--concurrency" => look.concurrency = value.parse()?,
            _ => return Err(format!("no argument is called {name}").into()),
        }
    }
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
    setrlimit(Resource::RLIMIT_NOFILE, most, most)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let counts = LocalSet::new().block_on(&runtime, at_all(Rc::new(look)));
    println!("accepted {}\nrefused {}", counts.accepted.get(), counts.refused.get());
    Ok(())
}

async fn at_all(look: Rc<Look>) -> Rc<Counts> {
    let counts = Rc::new(Counts::default());
    let message: Rc<[u8]> = message().into();
    let mut tasks = JoinSet::new();
    for _ in 0..look.concurrency {
        let (look, counts, message) = (Rc::clone(&look), Rc::clone(&counts), Rc::clone(&message));
        tasks.spawn_local(async move {
            loop {
                let number = counts.next.get();
                if number >= look.hosts {
                    return;
                }
                counts.next.set(number.saturating_add(1));
                let address = Ipv4Addr::from_bits(look.base.to_bits().wrapping_add(number));
                let count = match at_one(SocketAddrV4::new(address, look.port), &message).await {
                    Ok(true) => &counts.accepted,
                    Ok(false) => &counts.refused,
                    // Not counted: whoever reads the sum sees that one is missing.
                    Err(_) => continue,
                };
                count.set(count.get().saturating_add(1));
            }
        });
    }
    tasks.join_all().await;
    counts
}

fn message() -> Vec<u8> {
    let mut text =
        b"From: <probe@sink.test>\r\nTo: <token@sink.test>\r\nSubject: look\r\n\r\n".to_vec();
    while text.len() < MESSAGE_BYTES.saturating_sub(64) {
        text.extend_from_slice(b"sixty-two bytes of text that say nothing at all to anyone ok\r\n");
    }
    text.extend_from_slice(b".\r\n");
    text
}

async fn at_one(address: SocketAddrV4, message: &[u8]) -> io::Result<bool> {
    let mut wire = TcpStream::connect(address).await?;
    let mut input = Vec::with_capacity(512);
    reply(&mut wire, &mut input).await?;
    wire.write_all(b"EHLO probe.sink.test\r\n").await?;
    reply(&mut wire, &mut input).await?;
    wire.write_all(ENVELOPE).await?;
    reply(&mut wire, &mut input).await?;
    let accepted = reply(&mut wire, &mut input).await? == b'2';
    if accepted {
        wire.write_all(b"DATA\r\n").await?;
        reply(&mut wire, &mut input).await?;
        wire.write_all(message).await?;
        reply(&mut wire, &mut input).await?;
    }
    wire.write_all(b"QUIT\r\n").await?;
    reply(&mut wire, &mut input).await?;
    Ok(accepted)
}

/// Reads one reply and gives its first digit.
async fn reply(wire: &mut TcpStream, input: &mut Vec<u8>) -> io::Result<u8> {
    loop {
        while let Some(end) = input.iter().position(|byte| *byte == b'\n') {
            let (digit, last) = (input.first().copied(), input.get(3) != Some(&b'-'));
            input.drain(..=end);
            if let (Some(digit), true) = (digit, last) {
                return Ok(digit);
            }
        }
        if wire.read_buf(input).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}
