//! What does a proxy make of HTTP/2 (RFC 9113 section 8.5)?

use std::future::poll_fn;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use h2::ext::Protocol;
use h2::server::SendResponse;
use h2::{Reason, RecvStream, SendStream};
use http::{Method, Request, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt, join};
use tokio::net::{TcpStream, UdpSocket};
use tokio::task::JoinSet;

use super::client::Client;
use super::datagrams::{DATAGRAM_BYTES_MAX, capsule, send_all};
use super::destination::Destination;
use super::dial::Refused;
use super::server::Proxy;
use super::{Connect2, Http2};

/// What a client says first (RFC 9113 section 3.4).
pub(super) const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// How many bytes of a tunnel are carried at a time.
const PIECE_BYTES: usize = 16384;

/// Serves a client that speaks HTTP/2.
pub(super) async fn serve(
    proxy: &Arc<Proxy>,
    client: &mut Client,
    spoken: Http2,
) -> io::Result<()> {
    let (input, output) = client.ways();
    let mut builder = h2::server::Builder::new();
    if spoken.datagrams {
        builder.enable_connect_protocol();
    }
    let handshake = builder.handshake::<_, Bytes>(join(input, output));
    let mut connection = handshake.await.map_err(io::Error::other)?;
    let mut streams = JoinSet::new();
    loop {
        tokio::select! {
            accepted = connection.accept() => match accepted {
                Some(Ok((request, respond))) => {
                    streams.spawn(answer(Arc::clone(proxy), request, respond, spoken));
                }
                Some(Err(_)) | None => return Ok(()),
            },
            Some(_) = streams.join_next() => {}
        }
    }
}

async fn answer(
    proxy: Arc<Proxy>,
    request: Request<RecvStream>,
    mut respond: SendResponse<Bytes>,
    spoken: Http2,
) -> Result<(), h2::Error> {
    let protocol = request.extensions().get::<Protocol>().map(Protocol::as_str);
    let (is_connect, for_datagrams) = (request.method() == Method::CONNECT, protocol.is_some());
    if is_connect && for_datagrams {
        let destination = Destination::of_datagram_path(request.uri().path());
        let Some(destination) = destination.filter(|_| protocol == Some("connect-udp")) else {
            return refuse(&mut respond, 400);
        };
        return match proxy.datagrams(&destination).await {
            Ok(socket) => exchange(granted(&mut respond)?, request.into_body(), socket).await,
            Err(Refused::Forbidden) => refuse(&mut respond, 403),
            Err(Refused::Unreachable) => refuse(&mut respond, 502),
        };
    }
    let authority = request.uri().authority().map(ToString::to_string).unwrap_or_default();
    match spoken.connect {
        _ if !is_connect => refuse(&mut respond, 404),
        Connect2::Answers(status) => refuse(&mut respond, status),
        Connect2::Resets => {
            respond.send_reset(Reason::CONNECT_ERROR);
            Ok(())
        }
        Connect2::Tunnels => {
            let Some(destination) = Destination::parse(&authority, None) else {
                return refuse(&mut respond, 400);
            };
            match proxy.dial(&destination).await {
                Ok(upstream) => carry(granted(&mut respond)?, request.into_body(), upstream).await,
                Err(Refused::Forbidden) => refuse(&mut respond, 403),
                Err(Refused::Unreachable) => refuse(&mut respond, 502),
            }
        }
    }
}

fn refuse(respond: &mut SendResponse<Bytes>, status: u16) -> Result<(), h2::Error> {
    let mut response = Response::new(());
    if let Ok(status) = status.try_into() {
        *response.status_mut() = status;
    }
    respond.send_response(response, true).map(drop)
}

fn granted(respond: &mut SendResponse<Bytes>) -> Result<SendStream<Bytes>, h2::Error> {
    respond.send_response(Response::new(()), false)
}

/// Carries bytes both ways until the destination has ended.
async fn carry(
    mut output: SendStream<Bytes>,
    mut input: RecvStream,
    mut upstream: TcpStream,
) -> Result<(), h2::Error> {
    let (mut from_upstream, mut to_upstream) = upstream.split();
    let up = async {
        while let Some(Ok(piece)) = input.data().await {
            if to_upstream.write_all(&piece).await.is_err() {
                break;
            }
            input.flow_control().release_capacity(piece.len())?;
        }
        // The client has said all it had to say; what comes back is still carried.
        drop(to_upstream.shutdown().await);
        std::future::pending::<Result<(), h2::Error>>().await
    };
    let down = async {
        let mut piece = vec![0; PIECE_BYTES];
        while let Ok(count @ 1..) = from_upstream.read(&mut piece).await {
            send(&mut output, piece.get(..count).unwrap_or_default()).await?;
        }
        output.send_data(Bytes::new(), true)
    };
    tokio::select! {
        ended = up => ended,
        ended = down => ended,
    }
}

/// Exchanges datagrams until the client goes.
async fn exchange(
    mut output: SendStream<Bytes>,
    mut input: RecvStream,
    socket: UdpSocket,
) -> Result<(), h2::Error> {
    let mut pending = Vec::new();
    let mut datagram = vec![0; DATAGRAM_BYTES_MAX];
    loop {
        tokio::select! {
            piece = input.data() => {
                let Some(Ok(piece)) = piece else { return Ok(()) };
                pending.extend_from_slice(&piece);
                input.flow_control().release_capacity(piece.len())?;
                if send_all(&socket, &mut pending).await.is_err() {
                    return Ok(());
                }
            }
            received = socket.recv(&mut datagram) => {
                let Ok(count) = received else { return Ok(()) };
                send(&mut output, &capsule(datagram.get(..count).unwrap_or_default())).await?;
            }
        }
    }
}

/// Sends as the client's window lets it.
async fn send(output: &mut SendStream<Bytes>, mut bytes: &[u8]) -> Result<(), h2::Error> {
    while !bytes.is_empty() {
        output.reserve_capacity(bytes.len());
        let Some(room) = poll_fn(|context| output.poll_capacity(context)).await else {
            return Ok(());
        };
        let (now, later) = bytes.split_at(room?.min(bytes.len()));
        output.send_data(Bytes::copy_from_slice(now), false)?;
        bytes = later;
    }
    Ok(())
}
