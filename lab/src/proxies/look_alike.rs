//! What is played by what is no proxy at all?

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::Service;
use super::client::Client;
use super::request::Request;
use super::server::Proxy;
use super::tunnel::carry;

/// How many clients the web server behind a front has at a time.
const CLIENTS_MAX: usize = 256;

const PAGE: &[u8] = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\n\
    Content-Length: 27\r\nConnection: close\r\n\r\n<html>Welcome here.</html>\r\n";

/// Plays the service of `proxy` that is none.
pub(super) async fn play(proxy: &Proxy, client: &mut Client) -> io::Result<()> {
    match proxy.kind.behaviour.service {
        Service::Proxy | Service::Resets => Ok(()),
        Service::Silent => listen(client).await,
        Service::Speaks(text) => {
            client.say(text).await?;
            listen(client).await
        }
        Service::Echoes => loop {
            let said = client.some().await?;
            client.say(&said).await?;
        },
        Service::Noise => {
            client.some().await?;
            client.say(&noise(4096)).await?;
            listen(client).await
        }
        Service::Endless => {
            let bytes = noise(16384);
            loop {
                client.say(&bytes).await?;
                sleep(Duration::from_millis(2)).await;
            }
        }
        Service::Drips(text) => loop {
            for byte in text.as_bytes() {
                client.say(&[*byte]).await?;
                sleep(proxy.paced(Duration::from_secs(1))).await;
            }
        },
        Service::Forwards => match proxy.origin {
            Some(origin) => carry(client, TcpStream::connect(origin).await?, b"").await,
            None => Ok(()),
        },
    }
}

/// Reads and says nothing.
async fn listen(client: &mut Client) -> io::Result<()> {
    loop {
        client.some().await?;
    }
}

/// Bytes that mean nothing: of a fixed generator, so that each run sees the same.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_u32;
    let next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let [byte, ..] = state.to_be_bytes();
        byte
    };
    std::iter::repeat_with(next).take(count).collect()
}

/// Plays the web server that a front passes everything on to.
pub(super) async fn origin(proxy: Arc<Proxy>, listener: TcpListener) {
    let mut clients = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((socket, _)) if clients.len() < CLIENTS_MAX => {
                    clients.spawn(page(Arc::clone(&proxy), socket));
                }
                _ => sleep(Duration::from_millis(1)).await,
            },
            Some(_) = clients.join_next() => {}
        }
    }
}

async fn page(proxy: Arc<Proxy>, socket: TcpStream) -> io::Result<()> {
    let voice = super::NOTHING.voice;
    let mut client = Client::new(Box::new(socket), voice, Duration::ZERO, proxy.address);
    Request::read(&mut client).await?;
    client.say(PAGE).await?;
    client.close().await
}
