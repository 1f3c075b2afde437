//! Comes to a server as someone who has a right to it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpSocket;

use super::record::{Visitor, Way};
use crate::lab::variant::Variant;

/// The hub's address on the servers' side: the one machine that recipes are told to trust.
pub(super) const TRUSTED: &str = "198.51.100.1";

/// The hub's address on the clients' side, which nobody trusts.
const STRANGER: &str = "203.0.113.1";

/// Who logs in.
pub(super) const USER: &str = "lab";

/// With what.
pub(super) const PASSWORD: &str = "correct-horse";

/// What the page says that visitors look for.
const PAGE: &str = "the page behind the lab";

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Serves the page on ports 80 and 443 of the hub until the lab ends.
///
/// # Errors
/// A port is taken.
pub(super) fn serve() -> anyhow::Result<()> {
    for port in [80, 443] {
        let listener = TcpListener::bind(("0.0.0.0", port)).context("serve the lab's page")?;
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                std::thread::spawn(move || page(stream));
            }
        });
    }
    Ok(())
}

/// Answers one request, whatever it is.
fn page(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut line = String::new();
    let mut reader = BufReader::new(stream.try_clone()?);
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let length = PAGE.len();
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{PAGE}")
}

/// Does what `visitor` does at `variant`.
///
/// # Errors
/// It did not come to what it should.
pub(super) fn try_to(visitor: &Visitor, variant: &Variant) -> anyhow::Result<()> {
    let source = if visitor.stranger { STRANGER } else { TRUSTED };
    let mut stream = connect(source, &variant.ipv4(), visitor.port)?;
    match visitor.way {
        Way::Relay => mail(stream, "someone@sink.test"),
        Way::OwnDomain => mail(stream, &format!("{}@{}", visitor.user, variant.domain())),
        Way::Get => {
            let login = login(visitor);
            let host = STRANGER;
            let ask = format!(
                "GET http://{host}/ HTTP/1.1\r\nHost: {host}\r\n{login}Connection: close\r\n\r\n"
            );
            stream.write_all(ask.as_bytes())?;
            read_page(stream)
        }
        Way::Connect => {
            let (login, host) = (login(visitor), STRANGER);
            let ask = format!("CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n{login}\r\n");
            stream.write_all(ask.as_bytes())?;
            read_headers(&mut stream)?;
            own_page(stream, host)
        }
        Way::Socks => {
            socks(&mut stream, visitor.login)?;
            own_page(stream, STRANGER)
        }
        Way::Site => own_page(stream, &format!("www.{}", variant.domain())),
    }
}

/// Connects from one of the hub's addresses.
fn connect(from: &str, to: &str, port: u16) -> anyhow::Result<TcpStream> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let target = SocketAddr::new(to.parse::<IpAddr>()?, port);
    let source = SocketAddr::new(from.parse::<IpAddr>()?, 0);
    let stream = runtime.block_on(async {
        let socket = TcpSocket::new_v4()?;
        socket.bind(source)?;
        tokio::time::timeout(PATIENCE, socket.connect(target)).await?
    })?;
    let stream = stream.into_std()?;
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// `Proxy-Authorization` for those who log in.
fn login(visitor: &Visitor) -> &'static str {
    // `lab:correct-horse`
    if visitor.login { "Proxy-Authorization: Basic bGFiOmNvcnJlY3QtaG9yc2U=\r\n" } else { "" }
}

fn own_page(mut stream: TcpStream, host: &str) -> anyhow::Result<()> {
    let ask = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(ask.as_bytes())?;
    read_page(stream)
}

fn read_page(stream: TcpStream) -> anyhow::Result<()> {
    let mut answer = Vec::new();
    // A server that closes hard after its answer has still answered.
    let _ = stream.take(65536).read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    let first = answer.lines().next().unwrap_or("no answer");
    anyhow::ensure!(answer.contains(PAGE), "{first}");
    Ok(())
}

fn read_headers(stream: &mut TcpStream) -> anyhow::Result<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && head.len() < 8192 {
        anyhow::ensure!(stream.read(&mut byte)? == 1, "it hung up");
        head.extend_from_slice(&byte);
    }
    let head = String::from_utf8_lossy(&head);
    let first = head.lines().next().unwrap_or_default();
    anyhow::ensure!(first.split(' ').nth(1) == Some("200"), "{first}");
    Ok(())
}

/// SOCKS 5 to the page's port 80 (RFC 1928, 1929).
fn socks(stream: &mut TcpStream, login: bool) -> anyhow::Result<()> {
    let method = if login { 2 } else { 0 };
    stream.write_all(&[5, 1, method])?;
    let mut chosen = [0; 2];
    stream.read_exact(&mut chosen)?;
    anyhow::ensure!(chosen == [5, method], "it wants another method: {chosen:?}");
    if login {
        let (user, password) = (USER.as_bytes(), PASSWORD.as_bytes());
        let length = |part: &[u8]| u8::try_from(part.len());
        let said = [&[1, length(user)?], user, &[length(password)?], password].concat();
        stream.write_all(&said)?;
        stream.read_exact(&mut chosen)?;
        anyhow::ensure!(chosen == [1, 0], "it refuses the password");
    }
    let target: std::net::Ipv4Addr = STRANGER.parse()?;
    let ask = [&[5, 1, 0, 1], target.octets().as_slice(), &80_u16.to_be_bytes()].concat();
    stream.write_all(&ask)?;
    let mut answer = [0; 10];
    stream.read_exact(&mut answer)?;
    anyhow::ensure!(answer.get(1) == Some(&0), "it refuses: {answer:?}");
    Ok(())
}

/// Gets as far as an accepted recipient.
fn mail(stream: TcpStream, recipient: &str) -> anyhow::Result<()> {
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    reply(&mut reader)?;
    for line in [
        "EHLO hub.sink.test".to_owned(),
        "MAIL FROM:<postmaster@sink.test>".to_owned(),
        format!("RCPT TO:<{recipient}>"),
    ] {
        write!(writer, "{line}\r\n")?;
        let said = reply(&mut reader)?;
        anyhow::ensure!(said.starts_with("25"), "{line}: {said}");
    }
    writer.write_all(b"QUIT\r\n")?;
    Ok(())
}

/// The last line of a reply.
fn reply(reader: &mut BufReader<TcpStream>) -> anyhow::Result<String> {
    loop {
        let mut line = String::new();
        anyhow::ensure!(reader.read_line(&mut line)? > 0, "it hung up");
        if line.as_bytes().get(3) != Some(&b'-') {
            return Ok(line.trim_end().to_owned());
        }
    }
}
