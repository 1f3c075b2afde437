//! How are a thousand proxies played at so little cost that a checker's own speed is what is measured?
//!
//! One thread, one listener a port; the address that a client connected to tells which host it meets.
//! An open host connects for real and carries bytes until either end closes; a closed one refuses
//! everyone. It stays on this machine's loopback, wherever it is asked to go.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::{Share, listen, numbered};

/// The ports that speak HTTP.
pub const HTTP_PORTS: [u16; 2] = [3128, 8080];
/// The port that speaks SOCKS 4 and 5.
pub const SOCKS_PORT: u16 = 1080;
/// The port that takes connections and never says a word.
pub const SILENT_PORT: u16 = 8888;

/// How many bytes a request may have.
const REQUEST_BYTES_MAX: usize = 16384;

/// How many bytes are carried at a time.
const PIECE_BYTES: usize = 4096;

const ESTABLISHED: &[u8] = b"HTTP/1.0 200 Connection established\r\n\r\n";
const FORBIDDEN: &[u8] =
    b"HTTP/1.0 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
const NO_ROUTE: &[u8] =
    b"HTTP/1.0 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// A field of proxies.
#[derive(Clone, Copy, Debug)]
pub struct Proxies {
    /// The address of host number 0; the others follow it.
    pub base: Ipv4Addr,
    /// How many there are; connections to other addresses are closed at once.
    pub hosts: u32,
    /// How long each reply takes.
    pub delay: Duration,
    /// Which hosts are open.
    pub open: Share,
}

/// What is spoken on a port.
#[derive(Clone, Copy)]
enum Spoken {
    Http,
    Socks,
    Nothing,
}

/// Plays the hosts of `proxies` until the task ends.
///
/// # Errors
/// When a port cannot be listened on.
pub async fn run(proxies: Proxies) -> io::Result<()> {
    let [first, second] = HTTP_PORTS;
    tokio::try_join!(
        serve(proxies, first, Spoken::Http),
        serve(proxies, second, Spoken::Http),
        serve(proxies, SOCKS_PORT, Spoken::Socks),
        serve(proxies, SILENT_PORT, Spoken::Nothing),
    )?;
    Ok(())
}

async fn serve(proxies: Proxies, port: u16, spoken: Spoken) -> io::Result<()> {
    let listener = listen(SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, port))?;
    loop {
        match listener.accept().await {
            Ok((socket, _)) => {
                let number = socket
                    .local_addr()
                    .ok()
                    .and_then(|address| numbered(proxies.base, proxies.hosts, address));
                if let Some(number) = number {
                    let is_open = proxies.open.includes(number);
                    tokio::spawn(meet(socket, spoken, is_open, proxies.delay));
                }
            }
            // Out of descriptors, most likely: some will be free again soon.
            Err(_) => sleep(Duration::from_millis(1)).await,
        }
    }
}

async fn meet(socket: TcpStream, spoken: Spoken, is_open: bool, delay: Duration) {
    let mut client = Client { socket, input: Vec::new(), delay };
    // An error here is a client that went away.
    drop(match spoken {
        Spoken::Http => client.http(is_open).await,
        Spoken::Socks => client.socks(is_open).await,
        Spoken::Nothing => client.wait().await,
    });
}

struct Client {
    socket: TcpStream,
    input: Vec<u8>,
    delay: Duration,
}

impl Client {
    async fn more(&mut self) -> io::Result<()> {
        if self.input.len() > REQUEST_BYTES_MAX {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if self.input.capacity() == 0 {
            self.input.reserve_exact(512);
        }
        match self.socket.read_buf(&mut self.input).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    async fn take(&mut self, count: usize) -> io::Result<Vec<u8>> {
        while self.input.len() < count {
            self.more().await?;
        }
        Ok(self.input.drain(..count).collect())
    }

    async fn until(&mut self, end: &[u8]) -> io::Result<Vec<u8>> {
        loop {
            if let Some(at) = self.input.windows(end.len()).position(|window| window == end) {
                return Ok(self.input.drain(..at.saturating_add(end.len())).collect());
            }
            self.more().await?;
        }
    }

    async fn say(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !self.delay.is_zero() {
            sleep(self.delay).await;
        }
        self.socket.write_all(bytes).await
    }

    async fn wait(&mut self) -> io::Result<()> {
        loop {
            self.more().await?;
            self.input.clear();
        }
    }

    async fn http(&mut self, is_open: bool) -> io::Result<()> {
        let head = self.until(b"\r\n\r\n").await?;
        if !is_open {
            return self.say(FORBIDDEN).await;
        }
        let head = String::from_utf8_lossy(&head);
        let mut words = head.split_ascii_whitespace();
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if method == "CONNECT" {
            return match dial(target.parse().ok()).await {
                Some(upstream) => {
                    self.say(ESTABLISHED).await?;
                    self.carry(upstream).await
                }
                None => self.say(NO_ROUTE).await,
            };
        }
        let (place, path) = split(target);
        match dial(place).await {
            Some(mut upstream) => {
                let fields = head.split_once("\r\n").map_or("\r\n", |(_, fields)| fields);
                let request = format!("{method} {path} HTTP/1.0\r\n{fields}");
                upstream.write_all(request.as_bytes()).await?;
                self.say(b"").await?;
                self.carry(upstream).await
            }
            None => self.say(NO_ROUTE).await,
        }
    }

    async fn socks(&mut self, is_open: bool) -> io::Result<()> {
        let first = self.take(2).await?;
        let is_4 = first.first() == Some(&4);
        let (granted, refused): (&[u8], &[u8]) = if is_4 {
            (b"\0\x5a\0\0\0\0\0\0", b"\0\x5b\0\0\0\0\0\0")
        } else {
            (b"\x05\0\0\x01\0\0\0\0\0\0", b"\x05\x02\0\x01\0\0\0\0\0\0")
        };
        let place = if is_4 {
            let rest = self.take(6).await?;
            self.until(b"\0").await?;
            let [high, low, a, b, c, d] = rest.as_slice() else { return Ok(()) };
            SocketAddr::from(([*a, *b, *c, *d], u16::from_be_bytes([*high, *low])))
        } else {
            let methods = first.last().copied().unwrap_or_default();
            self.take(methods.into()).await?;
            self.say(b"\x05\0").await?;
            let rest = self.take(10).await?;
            let [5, 1, _, 1, a, b, c, d, high, low] = rest.as_slice() else { return Ok(()) };
            SocketAddr::from(([*a, *b, *c, *d], u16::from_be_bytes([*high, *low])))
        };
        if !is_open {
            return self.say(refused).await;
        }
        match dial(Some(place)).await {
            Some(upstream) => {
                self.say(granted).await?;
                self.carry(upstream).await
            }
            None => self.say(refused).await,
        }
    }

    /// Carries bytes both ways until either end closes.
    async fn carry(&mut self, mut upstream: TcpStream) -> io::Result<()> {
        upstream.write_all(&self.input).await?;
        let (from_client, to_client) = self.socket.split();
        let (from_upstream, to_upstream) = upstream.split();
        tokio::select! {
            ended = pass(from_client, to_upstream) => ended,
            ended = pass(from_upstream, to_client) => ended,
        }
    }
}

async fn pass(
    from: tokio::net::tcp::ReadHalf<'_>,
    mut to: tokio::net::tcp::WriteHalf<'_>,
) -> io::Result<()> {
    loop {
        // Only what is there is kept: a thousand tunnels that wait hold nothing.
        from.readable().await?;
        let mut piece = [0; PIECE_BYTES];
        match from.try_read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(count) => to.write_all(piece.get(..count).unwrap_or_default()).await?,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}

/// Connects to a place on this machine's loopback.
async fn dial(place: Option<SocketAddr>) -> Option<TcpStream> {
    let place = place.filter(|place| place.ip().is_loopback())?;
    TcpStream::connect(place).await.ok()
}

/// Splits `http://127.0.0.1:80/path`; without a port it is 80.
fn split(url: &str) -> (Option<SocketAddr>, &str) {
    let rest = url.strip_prefix("http://").unwrap_or_default();
    let end = rest.find('/').unwrap_or(rest.len());
    let (place, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let address = place
        .parse()
        .ok()
        .or_else(|| Some(SocketAddr::new(place.parse::<Ipv4Addr>().ok()?.into(), 80)));
    (address, if path.is_empty() { "/" } else { path })
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    /// What a client hears that says these things, one after each answer.
    async fn heard(spoken: Spoken, is_open: bool, said: &[Vec<u8>]) -> Vec<u8> {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let mut client =
            TcpStream::connect(listener.local_addr().expect("known")).await.expect("connected");
        let (socket, _) = listener.accept().await.expect("accepted");
        tokio::spawn(meet(socket, spoken, is_open, Duration::ZERO));
        let mut heard = Vec::new();
        for bytes in said {
            client.write_all(bytes).await.expect("written");
            client.read_buf(&mut heard).await.expect("read");
        }
        client.read_to_end(&mut heard).await.expect("the end");
        heard
    }

    #[tokio::test]
    async fn an_open_host_connects_and_a_closed_one_refuses() {
        let judge = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = judge.local_addr().expect("known").port();
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = judge.accept().await {
                socket.write_all(b"JUDGE\n").await.expect("written");
            }
        });
        let [high, low] = port.to_be_bytes();
        let connect = format!("CONNECT 127.0.0.1:{port} HTTP/1.0\r\n\r\n").into_bytes();
        let get = format!("GET http://127.0.0.1:{port}/x HTTP/1.0\r\n\r\n").into_bytes();
        let socks4 = vec![4, 1, high, low, 127, 0, 0, 1, 0];
        let socks5 = vec![5, 1, 0, 1, 127, 0, 0, 1, high, low];
        for (spoken, said, refusal) in [
            (Spoken::Http, vec![connect], &b"HTTP/1.0 403"[..]),
            (Spoken::Http, vec![get], b"HTTP/1.0 403"),
            (Spoken::Socks, vec![socks4], b"\0\x5b"),
            (
                Spoken::Socks,
                vec![vec![5, 1, 0], [&[5, 1], &socks5[2..]].concat()],
                b"\x05\0\x05\x02",
            ),
        ] {
            let open = heard(spoken, true, &said).await;
            assert!(open.ends_with(b"JUDGE\n"), "{}", String::from_utf8_lossy(&open));
            let closed = heard(spoken, false, &said).await;
            assert!(closed.starts_with(refusal), "{}", String::from_utf8_lossy(&closed));
        }
    }

    #[test]
    fn a_url_is_split_into_its_place_and_its_path() {
        let place = |text: &str| text.parse::<SocketAddr>().ok();
        assert_eq!(split("http://127.0.0.1:9080/a"), (place("127.0.0.1:9080"), "/a"));
        assert_eq!(split("http://127.0.0.1"), (place("127.0.0.1:80"), "/"));
        assert_eq!(split("/a").0, None);
    }
}
