//! What does a proxy make of SOCKS 5 (RFC 1928)?

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::net::{TcpListener, UdpSocket};
use tokio::time::timeout;

use super::client::Client;
use super::datagrams::DATAGRAM_BYTES_MAX;
use super::destination::Destination;
use super::server::Proxy;
use super::tunnel::{Answers, carry, open};
use super::{Command, Form, Login, Socks5};

const GRANTED: u8 = 0;
const FORBIDDEN: u8 = 2;
const UNREACHABLE: u8 = 5;
const UNKNOWN_COMMAND: u8 = 7;
const UNKNOWN_FORM: u8 = 8;

/// How long a bound port waits for the one who was told of it.
const BOUND: Duration = Duration::from_secs(30);

/// Serves a client that speaks SOCKS 5.
pub(super) async fn serve(proxy: &Proxy, client: &mut Client, socks: Socks5) -> io::Result<()> {
    if !greet(client, socks.login).await? {
        return Ok(());
    }
    let head = client.take(3).await?;
    let (form, destination) = destination(client).await?;
    if let Some(code) = socks.refuses {
        return client.say(&answer(code, None)).await;
    }
    let command = match head.as_slice() {
        [5, 1, _] => Command::Connect,
        [5, 2, _] => Command::Bind,
        [5, 3, _] => Command::Associate,
        _ => return client.say(&answer(UNKNOWN_COMMAND, None)).await,
    };
    if !socks.commands.contains(&command) {
        return client.say(&answer(UNKNOWN_COMMAND, None)).await;
    }
    // Where datagrams come from need not be known beforehand: that address has no form to refuse.
    if command != Command::Associate && !form.is_some_and(|form| socks.forms.contains(&form)) {
        return client.say(&answer(UNKNOWN_FORM, None)).await;
    }
    match command {
        Command::Connect => {
            let answers = Answers {
                granted: answer(GRANTED, None),
                forbidden: answer(FORBIDDEN, None),
                unreachable: answer(UNREACHABLE, None),
            };
            open(proxy, client, &destination, answers).await
        }
        Command::Bind => bind(proxy, client, &destination, socks.binds_strictly).await,
        Command::Associate => associate(proxy, client, socks.forms).await,
    }
}

/// Agrees on a method and takes credentials; says whether the client may go on.
async fn greet(client: &mut Client, login: Login) -> io::Result<bool> {
    client.byte().await?;
    let count = client.byte().await?;
    let methods = client.take(count.into()).await?;
    let wanted = if login == Login::Unneeded { 0 } else { 2 };
    if !methods.contains(&wanted) {
        client.say(&[5, 0xff]).await?;
        return Ok(false);
    }
    client.say(&[5, wanted]).await?;
    if wanted == 0 {
        return Ok(true);
    }
    client.byte().await?;
    for _ in 0..2 {
        let length = client.byte().await?;
        client.take(length.into()).await?;
    }
    let is_let_in = login == Login::Anyone;
    client.say(&[1, u8::from(!is_let_in)]).await?;
    Ok(is_let_in)
}

/// Reads the destination of a request, and how it was written.
async fn destination(client: &mut Client) -> io::Result<(Option<Form>, Destination)> {
    let (form, host) = match client.byte().await? {
        1 => {
            let bytes = client.take(4).await?;
            let octets = <[u8; 4]>::try_from(bytes).unwrap_or_default();
            (Some(Form::V4), Ipv4Addr::from(octets).to_string())
        }
        3 => {
            let length = client.byte().await?;
            let name = client.take(length.into()).await?;
            (Some(Form::Name), String::from_utf8_lossy(&name).into_owned())
        }
        4 => {
            let bytes = client.take(16).await?;
            let octets = <[u8; 16]>::try_from(bytes).unwrap_or_default();
            (Some(Form::V6), Ipv6Addr::from(octets).to_string())
        }
        _ => return Err(io::ErrorKind::InvalidData.into()),
    };
    let port = client.take(2).await?;
    let port = u16::from_be_bytes(<[u8; 2]>::try_from(port).unwrap_or_default());
    Ok((form, Destination { host, port }))
}

/// An answer with the address that it tells of.
fn answer(code: u8, address: Option<SocketAddr>) -> Vec<u8> {
    let mut bytes = vec![5, code, 0];
    bytes.extend(written(address.unwrap_or_else(|| SocketAddr::from(([0, 0, 0, 0], 0)))));
    bytes
}

/// How an address stands in an answer and before a datagram.
fn written(address: SocketAddr) -> Vec<u8> {
    let mut bytes = match address.ip() {
        IpAddr::V4(address) => [&[1][..], &address.octets()].concat(),
        IpAddr::V6(address) => [&[4][..], &address.octets()].concat(),
    };
    bytes.extend_from_slice(&address.port().to_be_bytes());
    bytes
}

/// Waits at a port of its own for a connection from the destination.
async fn bind(
    proxy: &Proxy,
    client: &mut Client,
    destination: &Destination,
    strictly: bool,
) -> io::Result<()> {
    let Ok(permitted) = proxy.locate(destination) else {
        return client.say(&answer(FORBIDDEN, None)).await;
    };
    let listener = TcpListener::bind((client.local.ip(), 0)).await?;
    client.say(&answer(GRANTED, Some(listener.local_addr()?))).await?;
    match timeout(proxy.paced(BOUND), listener.accept()).await {
        Ok(Ok((upstream, from))) if !strictly || from.ip() == permitted.ip() => {
            client.say(&answer(GRANTED, Some(from))).await?;
            carry(client, upstream, b"").await
        }
        _ => client.say(&answer(UNREACHABLE, None)).await,
    }
}

/// Passes datagrams on while the connection lasts (RFC 1928 section 7).
async fn associate(proxy: &Proxy, client: &mut Client, forms: &[Form]) -> io::Result<()> {
    let inner = UdpSocket::bind((client.local.ip(), 0)).await?;
    client.say(&answer(GRANTED, Some(inner.local_addr()?))).await?;
    let mut outer: Option<(Destination, UdpSocket)> = None;
    let mut sender = None;
    let (mut asked, mut answered) = (vec![0; DATAGRAM_BYTES_MAX], vec![0; DATAGRAM_BYTES_MAX]);
    loop {
        let received = async {
            match &outer {
                Some((_, socket)) => socket.recv_from(&mut answered).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            // The client says nothing more here; when it goes, so does the way.
            gone = client.some() => drop(gone?),
            received = received => {
                let (count, from) = received?;
                let mut datagram = vec![0, 0, 0];
                datagram.extend(written(from));
                datagram.extend_from_slice(answered.get(..count).unwrap_or_default());
                if let Some(sender) = sender {
                    inner.send_to(&datagram, sender).await?;
                }
            }
            received = inner.recv_from(&mut asked) => {
                let (count, from) = received?;
                sender = Some(from);
                let datagram = asked.get(..count).unwrap_or_default();
                let Some((form, destination, payload)) = unwrapped(datagram) else { continue };
                if !forms.contains(&form) {
                    continue;
                }
                if outer.as_ref().is_none_or(|(known, _)| *known != destination) {
                    outer = proxy.datagrams(&destination).await.ok().map(|it| (destination, it));
                }
                if let Some((_, socket)) = &outer {
                    socket.send(payload).await?;
                }
            }
        }
    }
}

/// Splits a datagram of a client; one that is a fragment is dropped.
fn unwrapped(datagram: &[u8]) -> Option<(Form, Destination, &[u8])> {
    let port = |bytes: &[u8; 2]| u16::from_be_bytes(*bytes);
    match datagram.strip_prefix(&[0, 0, 0])? {
        [1, rest @ ..] => {
            let (octets, rest) = rest.split_first_chunk::<4>()?;
            let (number, payload) = rest.split_first_chunk::<2>()?;
            let address = SocketAddr::from((*octets, port(number)));
            Some((Form::V4, Destination::at(address), payload))
        }
        [3, length, rest @ ..] => {
            let (name, rest) = rest.split_at_checked((*length).into())?;
            let (number, payload) = rest.split_first_chunk::<2>()?;
            let host = String::from_utf8_lossy(name).into_owned();
            Some((Form::Name, Destination { host, port: port(number) }, payload))
        }
        [4, rest @ ..] => {
            let (octets, rest) = rest.split_first_chunk::<16>()?;
            let (number, payload) = rest.split_first_chunk::<2>()?;
            let address = SocketAddr::from((*octets, port(number)));
            Some((Form::V6, Destination::at(address), payload))
        }
        _ => None,
    }
}
