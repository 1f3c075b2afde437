//! The far end: three ports, in both families, with datagrams, that note whatever arrives.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::task::JoinSet;

use super::super::Ports;

/// What arrived: at which port, from whom, what.
type Seen = Arc<Mutex<Vec<(u16, IpAddr, String)>>>;

/// The far end; gone when dropped.
pub(super) struct Sink {
    pub(super) ports: Ports,
    seen: Seen,
    _tasks: JoinSet<()>,
}

impl Sink {
    pub(super) async fn open() -> Self {
        let (seen, mut tasks) = (Seen::default(), JoinSet::new());
        let mail = listen(&seen, &mut tasks, b"220 mail\r\n").await;
        let first = listen(&seen, &mut tasks, b"").await;
        let second = listen(&seen, &mut tasks, b"").await;
        Self { ports: Ports { mail, first, second }, seen, _tasks: tasks }
    }

    pub(super) fn note(&self, port: u16, from: IpAddr, text: &str) {
        self.seen.lock().expect("kept").push((port, from, text.to_owned()));
    }

    pub(super) fn has_seen(&self, port: u16, token: &str) -> bool {
        let seen = self.seen.lock().expect("kept");
        seen.iter().any(|(at, _, text)| *at == port && text.contains(token))
    }

    pub(super) fn peer_of(&self, token: &str) -> Option<IpAddr> {
        let seen = self.seen.lock().expect("kept");
        seen.iter().find(|(_, _, text)| text.contains(token)).map(|(_, from, _)| *from)
    }
}

/// Opens one port of four sockets.
async fn listen(seen: &Seen, tasks: &mut JoinSet<()>, greeting: &'static [u8]) -> u16 {
    let (port, streams, datagrams) = loop {
        if let Ok(bound) = bind().await {
            break bound;
        }
    };
    for listener in streams {
        let seen = Arc::clone(seen);
        tasks.spawn(async move {
            while let Ok((socket, from)) = listener.accept().await {
                tokio::spawn(serve(socket, (port, from.ip()), greeting, Arc::clone(&seen)));
            }
        });
    }
    for socket in datagrams {
        let seen = Arc::clone(seen);
        tasks.spawn(async move {
            let mut bytes = [0; 2048];
            while let Ok((count, from)) = socket.recv_from(&mut bytes).await {
                let text = String::from_utf8_lossy(&bytes[..count]).into_owned();
                seen.lock().expect("kept").push((port, from.ip(), text));
                let _ = socket.send_to(b"PONG\n", from).await;
            }
        });
    }
    port
}

async fn bind() -> io::Result<(u16, [TcpListener; 2], [UdpSocket; 2])> {
    let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let port = v4.local_addr()?.port();
    let streams = [v4, TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await?];
    let datagrams = [
        UdpSocket::bind((Ipv4Addr::LOCALHOST, port)).await?,
        UdpSocket::bind((Ipv6Addr::LOCALHOST, port)).await?,
    ];
    Ok((port, streams, datagrams))
}

async fn serve(mut socket: TcpStream, (port, from): (u16, IpAddr), greeting: &[u8], seen: Seen) {
    let mut text = Vec::new();
    if socket.write_all(greeting).await.is_err() {
        return;
    }
    while socket.read_buf(&mut text).await.is_ok_and(|count| count > 0) {
        let said = String::from_utf8_lossy(&text).into_owned();
        let is_token = said.contains("token-");
        seen.lock().expect("kept").push((port, from, said));
        if is_token && socket.write_all(b"PONG\n").await.is_err() {
            return;
        }
    }
}
