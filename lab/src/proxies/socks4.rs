//! What does a proxy make of SOCKS 4?

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use super::Socks4;
use super::client::Client;
use super::destination::Destination;
use super::server::Proxy;
use super::tunnel::{Answers, open};

const GRANTED: u8 = 0x5a;
const CONNECT: u8 = 1;

/// Serves a client that speaks SOCKS 4.
pub(super) async fn serve(proxy: &Proxy, client: &mut Client, socks: Socks4) -> io::Result<()> {
    let request = client.take(8).await?;
    let [_, command, high, low, a, b, c, d] = request.as_slice() else { return Ok(()) };
    client.until(b"\0").await?;
    let port = u16::from_be_bytes([*high, *low]);
    // An address that cannot be one says that a name follows.
    let destination = if let (0, 0, 0, 1..) = (a, b, c, d) {
        let mut name = client.until(b"\0").await?;
        name.pop();
        let host = String::from_utf8_lossy(&name).into_owned();
        socks.names.then_some(Destination { host, port })
    } else {
        let address = SocketAddr::from((Ipv4Addr::new(*a, *b, *c, *d), port));
        socks.addresses.then(|| Destination::at(address))
    };
    let refused = answer(socks.refuses);
    match destination {
        Some(destination) if *command == CONNECT => {
            let answers = Answers {
                granted: answer(GRANTED),
                forbidden: refused.clone(),
                unreachable: refused,
            };
            open(proxy, client, &destination, answers).await
        }
        _ => client.say(&refused).await,
    }
}

fn answer(code: u8) -> Vec<u8> {
    vec![0, code, 0, 0, 0, 0, 0, 0]
}
