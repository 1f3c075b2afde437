//! What does an FTP proxy make of `USER user@host`?

use std::io;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::time::timeout;

use super::Ftp;
use super::client::Client;
use super::destination::Destination;
use super::server::Proxy;
use super::tunnel::carry;

/// How many commands a client may give before it is connected.
const COMMANDS_MAX: u32 = 10;

/// How long a server has to greet.
const GREETING: Duration = Duration::from_millis(500);

/// The port of a server that is named without one (RFC 959 section 8).
const USUAL: u16 = 21;

/// Serves a client that speaks FTP.
pub(super) async fn serve(proxy: &Proxy, client: &mut Client, ftp: Ftp) -> io::Result<()> {
    let greeting = format!("220 {} FTP proxy (Version 1.0) ready.\r\n", proxy.world.host);
    client.say(greeting.as_bytes()).await?;
    for _ in 0..COMMANDS_MAX {
        let line = client.until(b"\n").await?;
        let line = String::from_utf8_lossy(&line);
        let (verb, argument) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        if verb.eq_ignore_ascii_case("QUIT") {
            return client.say(b"221 Goodbye.\r\n").await;
        }
        if !verb.eq_ignore_ascii_case("USER") {
            client.say(b"530 Log in with USER user@host first.\r\n").await?;
            continue;
        }
        let (user, host) = argument.rsplit_once('@').unwrap_or((argument, ""));
        let usual = ftp.hosts.then_some(USUAL);
        let destination = Destination::parse(host, usual);
        match destination.filter(|destination| ftp.ports || destination.port == USUAL) {
            Some(destination) => {
                if let Ok(mut upstream) = proxy.dial(&destination).await {
                    if ftp.waits {
                        let mut greeting = Vec::new();
                        // A host that does not greet is spoken to all the same.
                        drop(timeout(GREETING, upstream.read_buf(&mut greeting)).await);
                    }
                    let first = format!("USER {user}\r\n");
                    return carry(client, upstream, first.as_bytes()).await;
                }
                client
                    .say(b"421 Service not available, remote server cannot be reached.\r\n")
                    .await?;
            }
            // An ordinary server takes any name, and asks on.
            None => client.say(b"331 Password required.\r\n").await?,
        }
    }
    Ok(())
}
