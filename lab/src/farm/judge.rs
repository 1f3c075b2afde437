//! What do other checkers want to find at the far end of a proxy? A line, or a page, that never changes,
//! and somebody who tells them where a name leads.

use std::io;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::sleep;

use super::listen;

/// What stands in the line and in the page: no sign in it means anything in a pattern.
pub const MARKER: &str = "CERROJOJUDGE7f3a";

/// How many bytes of a request are read.
const REQUEST_BYTES_MAX: u64 = 16384;

/// Where a judge is found.
#[derive(Clone, Copy, Debug)]
pub struct Judge {
    /// Who connects here is told a line.
    pub line: SocketAddrV4,
    /// Who asks for a page here is shown one.
    pub page: SocketAddrV4,
    /// Who asks here for the address of a name is told that of the page.
    pub names: SocketAddrV4,
}

/// Plays `judge` until the task ends.
///
/// # Errors
/// When a port cannot be listened on.
pub async fn run(judge: Judge) -> io::Result<()> {
    tokio::try_join!(
        serve(judge.line, false),
        serve(judge.page, true),
        tell_names(judge.names, *judge.page.ip())
    )?;
    Ok(())
}

async fn tell_names(at: SocketAddrV4, address: Ipv4Addr) -> io::Result<()> {
    let socket = UdpSocket::bind(at).await?;
    let mut query = [0; 512];
    loop {
        let (count, from) = socket.recv_from(&mut query).await?;
        if let Some(answer) = query.get(..count).and_then(|query| told(query, address)) {
            // Who asked and went away is not told.
            drop(socket.send_to(&answer, from).await);
        }
    }
}

/// The answer to a query for the address of any name (RFC 1035 section 4.1).
fn told(query: &[u8], address: Ipv4Addr) -> Option<Vec<u8>> {
    let (id, rest) = query.split_first_chunk::<2>()?;
    let question = rest.get(10..)?;
    let name = question.iter().position(|byte| *byte == 0)?.checked_add(1)?;
    let question = question.get(..name.checked_add(4)?)?;
    let is_address = question.ends_with(&[0, 1, 0, 1]);
    let mut answer = id.to_vec();
    answer.extend_from_slice(&[0x81, 0x80, 0, 1, 0, u8::from(is_address), 0, 0, 0, 0]);
    answer.extend_from_slice(question);
    if is_address {
        answer.extend_from_slice(&[0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4]);
        answer.extend_from_slice(&address.octets());
    }
    Some(answer)
}

async fn serve(address: SocketAddrV4, waits: bool) -> io::Result<()> {
    let listener = listen(address)?;
    loop {
        match listener.accept().await {
            // An error here is a client that went away.
            Ok((socket, _)) => drop(tokio::spawn(answer(socket, waits))),
            Err(_) => sleep(Duration::from_millis(1)).await,
        }
    }
}

async fn answer(mut socket: TcpStream, waits: bool) -> io::Result<()> {
    let mut request = Vec::new();
    if waits {
        let (mut input, mut output) = socket.split();
        let mut input = (&mut input).take(REQUEST_BYTES_MAX);
        while !request.ends_with(b"\r\n\r\n") {
            if input.read_buf(&mut request).await? == 0 {
                return Ok(());
            }
        }
        let body = if request.starts_with(b"HEAD") { "" } else { MARKER };
        let head = "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nConnection: close";
        let length = MARKER.len();
        // A HEAD request has no other place for it.
        let page = format!("{head}\r\nX-Judge: {MARKER}\r\nContent-Length: {length}\r\n\r\n{body}");
        output.write_all(page.as_bytes()).await?;
    } else {
        socket.write_all(format!("{MARKER}\r\n").as_bytes()).await?;
    }
    socket.shutdown().await?;
    // Whoever was told something closes first: closing with bytes unread would take it back.
    request.clear();
    socket.take(REQUEST_BYTES_MAX).read_to_end(&mut request).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_an_address_and_nothing_else() {
        let query = |kind: u8| {
            let head = b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x05judge\x04test\0\0";
            [head, &[kind, 0, 1][..]].concat()
        };
        let address = Ipv4Addr::LOCALHOST;
        let answer = told(&query(1), address).expect("an answer");
        assert!(answer.starts_with(b"\x12\x34\x81\x80\0\x01\0\x01"));
        assert!(answer.ends_with(b"\0\x04\x7f\0\0\x01"));
        assert_eq!(told(&query(28), address).expect("an answer")[7], 0);
        assert_eq!(told(b"\x12\x34", address), None);
    }
}
