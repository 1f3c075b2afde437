//! How do datagrams go through a connection? In capsules (RFC 9297 section 3).

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UdpSocket;

use super::client::Client;

/// The most that one datagram holds.
pub(super) const DATAGRAM_BYTES_MAX: usize = 65535;

const SWITCHING: &[u8] = b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\
    Upgrade: connect-udp\r\nCapsule-Protocol: ?1\r\n\r\n";

/// Says that the connection is a datagram tunnel now, and exchanges datagrams until the client goes.
pub(super) async fn upgraded(client: &mut Client, socket: UdpSocket) -> io::Result<()> {
    client.say(SWITCHING).await?;
    let (mut from_client, mut to_client) = client.ways();
    let mut input = Vec::new();
    let mut datagram = vec![0; DATAGRAM_BYTES_MAX];
    loop {
        tokio::select! {
            read = from_client.read_buf(&mut input) => {
                if read? == 0 {
                    return Ok(());
                }
                send_all(&socket, &mut input).await?;
            }
            received = socket.recv(&mut datagram) => {
                let payload = datagram.get(..received?).unwrap_or_default();
                to_client.write_all(&capsule(payload)).await?;
                to_client.flush().await?;
            }
        }
    }
}

/// Sends on what `input` holds of whole capsules.
///
/// # Errors
/// `InvalidData` when a capsule is longer than any datagram, or what the socket fails with.
pub(super) async fn send_all(socket: &UdpSocket, input: &mut Vec<u8>) -> io::Result<()> {
    while let Some((kind, content, length)) = next(input)? {
        // The context 0 is plain payload (RFC 9298 section 5); others were never agreed on.
        if let (0, [0, payload @ ..]) = (kind, content) {
            socket.send(payload).await?;
        }
        input.drain(..length);
    }
    Ok(())
}

/// A capsule that holds the payload of a datagram.
pub(super) fn capsule(payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).saturating_add(1);
    let mut bytes = vec![0];
    // Four bytes hold any length of a datagram (RFC 9000 section 16).
    bytes.extend_from_slice(&(length | 0x8000_0000).to_be_bytes());
    bytes.push(0);
    bytes.extend_from_slice(payload);
    bytes
}

/// The first capsule: its type, its content, the length of it all.
fn next(input: &[u8]) -> io::Result<Option<(u64, &[u8], usize)>> {
    let Some((kind, rest)) = number(input) else { return Ok(None) };
    let Some((length, rest)) = number(rest) else { return Ok(None) };
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length > DATAGRAM_BYTES_MAX {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let Some((content, rest)) = rest.split_at_checked(length) else { return Ok(None) };
    Ok(Some((kind, content, input.len().saturating_sub(rest.len()))))
}

/// Reads a number of variable length (RFC 9000 section 16).
fn number(input: &[u8]) -> Option<(u64, &[u8])> {
    let (first, _) = input.split_first()?;
    let (bytes, rest) = input.split_at_checked(1 << (first >> 6))?;
    let value = bytes.iter().fold(0_u64, |value, byte| (value << 8) | u64::from(*byte));
    let bits = u32::try_from(bytes.len()).unwrap_or_default().saturating_mul(8).saturating_sub(2);
    Some((value & ((1 << bits) - 1), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capsule_is_read_when_it_is_whole_and_refused_when_it_is_too_long() {
        let whole = capsule(b"ping");
        assert_eq!(next(&whole).expect("read"), Some((0, &b"\0ping"[..], whole.len())));
        for end in 0..whole.len() {
            assert_eq!(next(&whole[..end]).expect("read"), None);
        }
        assert_eq!(next(b"\x00\x02\x00x").expect("read"), Some((0, &b"\0x"[..], 4)));
        assert!(next(b"\x00\xc0\0\0\x01\0\0\0\0").is_err());
    }
}
