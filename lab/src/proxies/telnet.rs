//! What does a proxy with a prompt make of what is typed there?

use std::io;

use super::client::Client;
use super::destination::Destination;
use super::server::Proxy;
use super::tunnel::carry;
use super::{Spelling, Telnet};

/// How many lines a client may type before it is connected.
const LINES_MAX: u32 = 10;

/// What opens a command of the telnet protocol itself (RFC 854).
const IAC: u8 = 255;

/// Serves a client at the prompt.
pub(super) async fn serve(proxy: &Proxy, client: &mut Client, telnet: &Telnet) -> io::Result<()> {
    client.say(telnet.greeting).await?;
    for _ in 0..LINES_MAX {
        client.say(telnet.prompt.as_bytes()).await?;
        let line = typed(&client.until(b"\n").await?);
        if line.is_empty() {
            continue;
        }
        let Some(destination) = telnet.spellings.iter().find_map(|it| read(*it, &line)) else {
            client.say(telnet.refuses.as_bytes()).await?;
            continue;
        };
        match proxy.dial(&destination).await {
            Ok(upstream) => {
                let text = telnet.connected.replace("{host}", &destination.host);
                let text = text.replace("{port}", &destination.port.to_string());
                client.say(text.as_bytes()).await?;
                return carry(client, upstream, b"").await;
            }
            Err(_) => client.say(telnet.refuses.as_bytes()).await?,
        }
    }
    Ok(())
}

/// A line without its end and without what the protocol says beside it.
fn typed(line: &[u8]) -> String {
    let mut text = Vec::new();
    let mut bytes = line.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte == IAC {
            // WILL, WON'T, DO and DON'T name an option; other commands stand alone.
            if bytes.next().is_some_and(|command| command >= 251) {
                bytes.next();
            }
        } else if byte != 0 {
            text.push(byte);
        }
    }
    String::from_utf8_lossy(&text).trim().to_owned()
}

fn read(spelling: Spelling, line: &str) -> Option<Destination> {
    let line = match spelling {
        Spelling::Colon => return Destination::parse(line, None),
        Spelling::Space => line,
        Spelling::After(word) => {
            let (first, rest) = line.split_once(' ')?;
            first.eq_ignore_ascii_case(word).then_some(rest)?
        }
    };
    let mut words = line.split_whitespace();
    let (host, port) = (words.next()?.to_owned(), words.next()?.parse().ok()?);
    words.next().is_none().then_some(Destination { host, port })
}
