//! The near end: a client of every protocol, written apart from the proxies.

use std::future::poll_fn;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use h2::ext::Protocol;
use http::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

use super::super::Scheme;
use super::super::datagrams::capsule;
use super::sink::Sink;
use crate::emulated::Wire;
use crate::emulated::tests_tls::connect_offering;

/// How long a prompt takes.
const PROMPT: Duration = Duration::from_millis(100);

/// One test of one port.
pub(super) struct Ask<'a> {
    pub(super) test: &'a str,
    pub(super) scheme: Scheme,
    pub(super) proxy: SocketAddr,
    pub(super) port: u16,
    pub(super) token: &'a str,
    pub(super) sink: &'a Sink,
}

/// A connection, and all that was heard in it.
struct Talk {
    wire: Box<dyn Wire>,
    heard: Vec<u8>,
}

impl Talk {
    async fn say(&mut self, bytes: impl AsRef<[u8]>) -> Option<()> {
        self.wire.write_all(bytes.as_ref()).await.ok()?;
        self.wire.flush().await.ok()
    }

    /// Reads until `count` bytes have been heard in all.
    async fn bytes(&mut self, count: usize) -> Option<&[u8]> {
        while self.heard.len() < count {
            self.more().await?;
        }
        self.heard.get(..count)
    }

    /// Reads until `text` has been heard.
    async fn hears(&mut self, text: &str) -> Option<()> {
        while !self.text().contains(text) {
            self.more().await?;
        }
        Some(())
    }

    async fn more(&mut self) -> Option<()> {
        let read = self.wire.read_buf(&mut self.heard).await.ok()?;
        // Whoever never ends is nobody to wait for.
        (read > 0 && self.heard.len() < 4_000_000).then_some(())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.heard).into_owned()
    }
}

/// Says one thing, and gives what is heard until the end or as long as patience lasts.
pub(super) async fn say(to: SocketAddr, bytes: &[u8], patience: Duration) -> String {
    let wire = TcpStream::connect(to).await.expect("connected");
    let mut talk = Talk { wire: Box::new(wire), heard: Vec::new() };
    talk.say(bytes).await;
    drop(timeout(patience, talk.hears("\r\n\r\n")).await);
    talk.text()
}

impl Ask<'_> {
    /// All that was heard until it worked, ended, or patience did.
    pub(super) async fn answer(&self, patience: Duration) -> String {
        let mut heard = String::new();
        if timeout(patience, self.run(&mut heard)).await.is_err() {
            heard.push_str(" (patience ended)");
        }
        heard
    }

    fn host(&self) -> &str {
        match self.test {
            test if test.ends_with("-ipv6") => "[::1]",
            test if test.ends_with("-name") || test == "socks4a" => "sink.test",
            _ => "127.0.0.1",
        }
    }

    fn place(&self) -> String {
        format!("{}:{}", self.host(), self.port)
    }

    async fn connect(&self) -> Option<Talk> {
        let socket = TcpStream::connect(self.proxy).await.ok()?;
        let protocols: &[&[u8]] = if self.test.starts_with("h2") { &[b"h2"] } else { &[] };
        let wire: Box<dyn Wire> = match self.scheme {
            Scheme::Https => Box::new(connect_offering(socket, protocols).await.ok()?),
            _ => Box::new(socket),
        };
        Some(Talk { wire, heard: Vec::new() })
    }

    async fn run(&self, heard: &mut String) -> Option<()> {
        let mut talk = self.connect().await?;
        if self.test.starts_with("h2") {
            return self.http2(talk, heard).await;
        }
        let opened = match self.test.split('-').next()? {
            "http" => self.http(&mut talk).await,
            "socks4" | "socks4a" => self.socks4(&mut talk).await,
            "socks5" => self.socks5(&mut talk).await,
            "telnet" => self.telnet(&mut talk).await,
            _ => self.ftp(&mut talk).await,
        };
        if opened.is_some() {
            talk.hears("PONG").await;
        }
        heard.push_str(&talk.text());
        Some(())
    }

    /// Says the token through a tunnel.
    async fn through(&self, talk: &mut Talk) -> Option<()> {
        talk.say(format!("HELP {}\r\n", self.token)).await
    }

    async fn http(&self, talk: &mut Talk) -> Option<()> {
        let (place, token) = (self.place(), self.token);
        let login =
            if self.test.ends_with("-auth") { "Proxy-Authorization: Basic YTpi\r\n" } else { "" };
        let absolute = |method: &str| {
            format!("{method} http://{place}/{token} HTTP/1.1\r\nHost: {place}\r\n{login}\r\n")
        };
        let posted = |method: &str| {
            let body = format!("HELP {token}\r\n");
            let length = body.len();
            format!("{method} http://{place}/ HTTP/1.0\r\nContent-Length: {length}\r\n\r\n{body}")
        };
        match self.test {
            "http-head" => talk.say(absolute("HEAD")).await,
            "http-post" => talk.say(posted("POST")).await,
            "http-put" => talk.say(posted("PUT")).await,
            "http-host" => {
                talk.say(format!("GET /{token} HTTP/1.1\r\nHost: {place}\r\n\r\n")).await
            }
            "http-path" => {
                let path = format!("/http://{place}/{token}");
                talk.say(format!("GET {path} HTTP/1.1\r\nHost: proxy.test\r\n\r\n")).await
            }
            "http-connect-udp" => {
                let path = format!("/.well-known/masque/udp/127.0.0.1/{}/", self.port);
                talk.say(format!(
                    "GET {path} HTTP/1.1\r\nHost: proxy.test\r\nConnection: Upgrade\r\n\
                     Upgrade: connect-udp\r\nCapsule-Protocol: ?1\r\n\r\n"
                ))
                .await?;
                talk.hears(" 101 ").await?;
                talk.say(capsule(self.token.as_bytes())).await
            }
            test if test.starts_with("http-connect") => {
                let head = if test == "http-connect-1.0" {
                    format!("CONNECT {place} HTTP/1.0\r\n\r\n")
                } else {
                    format!("CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n{login}\r\n")
                };
                talk.say(head).await?;
                talk.hears(" 20").await?;
                talk.hears("\r\n\r\n").await?;
                self.through(talk).await
            }
            _ => talk.say(absolute("GET")).await,
        }
    }

    async fn socks4(&self, talk: &mut Talk) -> Option<()> {
        let mut request = vec![4, 1];
        request.extend_from_slice(&self.port.to_be_bytes());
        match self.test {
            "socks4a" => request.extend_from_slice(b"\0\0\0\x01me\0sink.test\0"),
            _ => request.extend_from_slice(b"\x7f\0\0\x01me\0"),
        }
        talk.say(request).await?;
        match talk.bytes(8).await? {
            [0, 0x5a, ..] => self.through(talk).await,
            _ => None,
        }
    }

    async fn socks5(&self, talk: &mut Talk) -> Option<()> {
        let method = if self.test == "socks5-auth" { 2 } else { 0 };
        talk.say([5, 1, method]).await?;
        if talk.bytes(2).await? != [5, method] {
            return None;
        }
        if method == 2 {
            talk.say(b"\x01\x01a\x01b").await?;
            if talk.bytes(4).await?.get(2..) != Some(&[1, 0]) {
                return None;
            }
        }
        let (command, start) = match self.test {
            "socks5-bind" => (2, talk.heard.len()),
            "socks5-udp" => (3, talk.heard.len()),
            _ => (1, talk.heard.len()),
        };
        let mut place = match self.host() {
            "sink.test" => b"\x03\x09sink.test".to_vec(),
            "[::1]" => b"\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01".to_vec(),
            _ => b"\x01\x7f\0\0\x01".to_vec(),
        };
        place.extend_from_slice(&self.port.to_be_bytes());
        talk.say([&[5, command, 0], place.as_slice()].concat()).await?;
        let bound = match talk.bytes(start + 10).await?.get(start..)? {
            [5, 0, 0, 1, a, b, c, d, high, low] => {
                SocketAddr::from(([*a, *b, *c, *d], u16::from_be_bytes([*high, *low])))
            }
            _ => return None,
        };
        match command {
            2 => self.bound(talk, bound, start).await,
            3 => self.associated(talk, bound, &place).await,
            _ => self.through(talk).await,
        }
    }

    /// Calls the port that was opened, as the destination would.
    async fn bound(&self, talk: &mut Talk, at: SocketAddr, start: usize) -> Option<()> {
        let mut other = TcpStream::connect(at).await.ok()?;
        talk.bytes(start + 20).await?;
        self.through(talk).await?;
        let mut text = vec![0; 512];
        let count = other.read(&mut text).await.ok()?;
        self.sink.note(self.port, at.ip(), &String::from_utf8_lossy(&text[..count]));
        other.write_all(b"PONG\n").await.ok()
    }

    async fn associated(&self, talk: &mut Talk, at: SocketAddr, place: &[u8]) -> Option<()> {
        let socket = UdpSocket::bind("127.0.0.1:0").await.ok()?;
        let datagram = [&[0, 0, 0], place, self.token.as_bytes()].concat();
        socket.send_to(&datagram, at).await.ok()?;
        let mut answer = vec![0; 512];
        let count = socket.recv(&mut answer).await.ok()?;
        talk.heard.extend_from_slice(&answer[..count]);
        Some(())
    }

    async fn telnet(&self, talk: &mut Talk) -> Option<()> {
        drop(timeout(PROMPT, talk.hears("> ")).await);
        let (host, port) = ("127.0.0.1", self.port);
        talk.say(match self.test {
            "telnet-space" => format!("{host} {port}\r\n"),
            "telnet-connect" => format!("connect {host} {port}\r\n"),
            "telnet-open" => format!("open {host} {port}\r\n"),
            _ => format!("{host}:{port}\r\n"),
        })
        .await?;
        drop(timeout(PROMPT, talk.hears("onnected")).await);
        self.through(talk).await
    }

    async fn ftp(&self, talk: &mut Talk) -> Option<()> {
        talk.hears("220 ").await?;
        talk.say(format!("USER {}@{}\r\n", self.token, self.place())).await
    }

    async fn http2(&self, talk: Talk, heard: &mut String) -> Option<()> {
        let handshake = h2::client::handshake(talk.wire);
        let (client, connection) = handshake.await.ok()?;
        let driver = tokio::spawn(connection);
        let mut client = client.ready().await.ok()?;
        let for_datagrams = self.test == "h2-connect-udp";
        let mut request = if for_datagrams {
            while !client.is_extended_connect_protocol_enabled() {
                if driver.is_finished() {
                    return None;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            let path = format!("/.well-known/masque/udp/127.0.0.1/{}/", self.port);
            Request::connect(format!("https://proxy.test{path}")).body(()).ok()?
        } else {
            Request::connect(self.place()).body(()).ok()?
        };
        if for_datagrams {
            request.extensions_mut().insert(Protocol::from_static("connect-udp"));
        }
        let (response, mut output) = client.send_request(request, false).ok()?;
        let response = response.await.ok()?;
        if !response.status().is_success() {
            return None;
        }
        let said = if for_datagrams {
            capsule(self.token.as_bytes())
        } else {
            format!("HELP {}\r\n", self.token).into_bytes()
        };
        output.reserve_capacity(said.len());
        poll_fn(|context| output.poll_capacity(context)).await?.ok()?;
        output.send_data(Bytes::from(said), false).ok()?;
        let mut input = response.into_body();
        while !heard.contains("PONG") {
            heard.push_str(&String::from_utf8_lossy(&input.data().await?.ok()?));
        }
        driver.abort();
        Some(())
    }
}
