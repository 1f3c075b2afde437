//! What happens once a client has asked to be connected?

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Tunnel;
use super::client::Client;
use super::destination::Destination;
use super::dial::Refused;
use super::server::Proxy;

/// How long an answer waits for what the destination says first, where the two go out together.
const GLUE: Duration = Duration::from_millis(300);

/// What a protocol says to a client that asked to be connected.
pub(super) struct Answers {
    pub(super) granted: Vec<u8>,
    pub(super) forbidden: Vec<u8>,
    pub(super) unreachable: Vec<u8>,
}

/// Connects `client` to `destination` as the proxy does, and carries bytes until either is gone.
pub(super) async fn open(
    proxy: &Proxy,
    client: &mut Client,
    destination: &Destination,
    answers: Answers,
) -> io::Result<()> {
    let tunnel = proxy.kind.behaviour.tunnel;
    if !matches!(tunnel, Tunnel::Real) {
        if !proxy.lets_through(destination) {
            return client.say(&answers.forbidden).await;
        }
        client.say(&answers.granted).await?;
        return pretend(proxy, client, destination.port, tunnel).await;
    }
    match proxy.dial(destination).await {
        Ok(mut upstream) => {
            let mut answer = answers.granted;
            if client.is_glued() {
                // Who waits for us to speak first says nothing: then there is nothing to glue.
                drop(timeout(GLUE, upstream.read_buf(&mut answer)).await);
            }
            client.say(&answer).await?;
            carry(client, upstream, b"").await
        }
        Err(Refused::Forbidden) => client.say(&answers.forbidden).await,
        Err(Refused::Unreachable) => client.say(&answers.unreachable).await,
    }
}

/// Carries bytes both ways, `ahead` first, until the destination has ended.
///
/// The end of what the client says is passed on; the destination may still answer.
pub(super) async fn carry(
    client: &mut Client,
    mut upstream: TcpStream,
    ahead: &[u8],
) -> io::Result<()> {
    let (mut from_client, mut to_client) = client.ways();
    let (mut from_upstream, mut to_upstream) = upstream.split();
    let up = async {
        to_upstream.write_all(ahead).await?;
        copy(&mut from_client, &mut to_upstream).await?;
        to_upstream.shutdown().await
    };
    let down = async {
        copy(&mut from_upstream, &mut to_client).await?;
        to_client.flush().await
    };
    tokio::pin!(up, down);
    tokio::select! {
        ended = &mut down => ended,
        ended = &mut up => match ended {
            Ok(()) => down.await,
            Err(error) => Err(error),
        }
    }
}

/// Goes on as if there were a destination.
async fn pretend(proxy: &Proxy, client: &mut Client, port: u16, tunnel: Tunnel) -> io::Result<()> {
    match tunnel {
        Tunnel::Real | Tunnel::Closes => Ok(()),
        Tunnel::Silent => loop {
            client.some().await?;
        },
        Tunnel::Echoes => loop {
            let said = client.some().await?;
            client.say(&said).await?;
        },
        Tunnel::Says(text) => {
            client.some().await?;
            client.say(text).await
        }
        Tunnel::Played => {
            if port == proxy.world.ports.mail {
                client.say(b"220 mail.example.net ESMTP Postfix\r\n").await?;
            }
            loop {
                let line = client.until(b"\n").await?;
                client.say(played(&line)).await?;
            }
        }
    }
}

/// What a server that only wants to be talked to says to a line.
fn played(line: &[u8]) -> &'static [u8] {
    let is = |word: &[u8]| line.get(..4).is_some_and(|verb| verb.eq_ignore_ascii_case(word));
    if is(b"GET ") || is(b"HEAD") || is(b"POST") {
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 16\r\n\r\n<h1>Welcome</h1>"
    } else if is(b"DATA") {
        b"354 End data with <CR><LF>.<CR><LF>\r\n"
    } else if is(b"QUIT") {
        b"221 2.0.0 Bye\r\n"
    } else {
        b"250 2.0.0 Ok: queued as 4F1A2B3C4D\r\n"
    }
}
