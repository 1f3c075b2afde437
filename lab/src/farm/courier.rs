//! How does the mail of many hosts reach the sink cheaply? Over a few connections that stay.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{sleep, timeout};

use super::host_name;
use crate::emulated::{every_form_leads_to, trace_date};

/// How long a connection to the sink is kept without mail.
const IDLE: Duration = Duration::from_secs(1);

/// How often a message is tried: the sink of the run before may be gone, and the new one not there yet.
const ATTEMPTS: u32 = 5;

/// A message that an open host took.
pub(super) struct Parcel {
    pub(super) host: Ipv4Addr,
    pub(super) from: IpAddr,
    pub(super) sender: String,
    pub(super) recipient: String,
    /// As it came, dots doubled.
    pub(super) text: Vec<u8>,
}

/// Carries parcels to `sink` until there will be no more.
pub(super) async fn carry(sink: SocketAddr, mut parcels: UnboundedReceiver<Parcel>) {
    let mut line = None;
    loop {
        let parcel = match timeout(IDLE, parcels.recv()).await {
            Ok(Some(parcel)) => parcel,
            Ok(None) => return,
            Err(_) => {
                line = None;
                continue;
            }
        };
        let Some(recipient) =
            every_form_leads_to(&parcel.recipient, &host_name(parcel.host), parcel.host)
        else {
            continue;
        };
        for attempt in 0..ATTEMPTS {
            sleep(Duration::from_millis(10).saturating_mul(attempt)).await;
            // A failed attempt is followed by one in a new connection; after the last the mail is lost.
            if let Ok(kept) = hand_over(sink, line.take(), &parcel, &recipient).await {
                line = Some(kept);
                break;
            }
        }
    }
}

type Line = BufReader<TcpStream>;

async fn hand_over(
    sink: SocketAddr,
    line: Option<Line>,
    parcel: &Parcel,
    recipient: &str,
) -> io::Result<Line> {
    let mut line = match line {
        Some(line) => line,
        None => connect(sink).await?,
    };
    let envelope = format!("MAIL FROM:<{}>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n", parcel.sender);
    line.write_all(envelope.as_bytes()).await?;
    for digit in *b"223" {
        expect(&mut line, digit).await?;
    }
    let trace = format!(
        "Received: from probe ([{}]) by {}\r\n\twith ESMTP; {}\r\n",
        parcel.from,
        host_name(parcel.host),
        trace_date()
    );
    let mut text = trace.into_bytes();
    text.extend_from_slice(&parcel.text);
    text.extend_from_slice(b".\r\n");
    line.write_all(&text).await?;
    expect(&mut line, b'2').await?;
    Ok(line)
}

async fn connect(sink: SocketAddr) -> io::Result<Line> {
    let wire = TcpStream::connect(sink).await?;
    wire.set_nodelay(true)?;
    let mut line = BufReader::new(wire);
    expect(&mut line, b'2').await?;
    line.write_all(b"EHLO mx.farm.example\r\n").await?;
    expect(&mut line, b'2').await?;
    Ok(line)
}

/// Reads a reply; its first digit must be `wanted`.
async fn expect(line: &mut Line, wanted: u8) -> io::Result<()> {
    let mut reply = Vec::with_capacity(128);
    loop {
        reply.clear();
        if line.read_until(b'\n', &mut reply).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if reply.get(3) != Some(&b'-') {
            break;
        }
    }
    if reply.first() == Some(&wanted) { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
}
