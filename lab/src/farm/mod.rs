//! How are a thousand servers played at so little cost that a checker's own speed is what is measured?
//!
//! One thread, one listener: the address that a client connected to tells which host it meets. An
//! open host takes everything and really hands it over to the sink; a closed one refuses every
//! stranger with 554. All of 127.0.0.0/8 is local on Linux without any set-up.

mod courier;
mod judge;
mod proxies;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::time::sleep;

use courier::{Parcel, carry};
pub use judge::{Judge, MARKER, run as run_judge};
pub use proxies::{HTTP_PORTS, Proxies, SILENT_PORT, SOCKS_PORT, run as run_proxies};

/// How many connections wait to be accepted.
const BACKLOG: u32 = 4096;

/// How many connections to the sink are kept.
const COURIERS: usize = 64;

/// How many bytes a client may send ahead of what was answered: a message and some commands.
const AHEAD_BYTES_MAX: usize = 1_048_576;

/// Which hosts are open.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Share {
    /// None.
    None,
    /// Every host whose number is a multiple of this; 1 is all, 2 the even ones.
    Every(u32),
}

impl Share {
    /// Reads `none`, `half`, `all` or `1/N`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "none" => Some(Self::None),
            "half" => Some(Self::Every(2)),
            "all" => Some(Self::Every(1)),
            _ => text.strip_prefix("1/")?.parse().ok().filter(|every| *every > 0).map(Self::Every),
        }
    }

    /// Says whether the host of this number is open.
    #[must_use]
    pub fn includes(self, number: u32) -> bool {
        match self {
            Self::None => false,
            Self::Every(every) => number.is_multiple_of(every),
        }
    }
}

/// A field of hosts.
#[derive(Clone, Copy, Debug)]
pub struct Farm {
    /// The address of host number 0; the others follow it.
    pub base: Ipv4Addr,
    /// How many there are; connections to other addresses are closed at once.
    pub hosts: u32,
    /// Their port.
    pub port: u16,
    /// How long each batch of replies takes.
    pub delay: Duration,
    /// Who receives the mail that open hosts take; without one it is thrown away.
    pub sink: Option<SocketAddr>,
    /// Which hosts are open.
    pub open: Share,
}

impl Farm {
    /// The number of the host at an address.
    fn number(&self, address: SocketAddr) -> Option<u32> {
        numbered(self.base, self.hosts, address)
    }
}

/// The number of the host at `address` among `hosts` from `base` on.
fn numbered(base: Ipv4Addr, hosts: u32, address: SocketAddr) -> Option<u32> {
    let SocketAddr::V4(address) = address else { return None };
    address.ip().to_bits().checked_sub(base.to_bits()).filter(|number| *number < hosts)
}

/// Listens on a port of every address, or of one.
fn listen(address: SocketAddrV4) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address.into())?;
    socket.listen(BACKLOG)
}

/// Plays the hosts of `farm` until the task ends.
///
/// # Errors
/// When the port cannot be listened on.
pub async fn run(farm: Farm) -> io::Result<()> {
    let listener = listen(SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, farm.port))?;
    let couriers: Arc<[UnboundedSender<Parcel>]> = farm.sink.map_or_else(Arc::default, |sink| {
        (0..COURIERS)
            .map(|_| {
                let (queue, parcels) = unbounded_channel();
                tokio::spawn(carry(sink, parcels));
                queue
            })
            .collect()
    });
    loop {
        match listener.accept().await {
            Ok((socket, peer)) => {
                let Some(number) =
                    socket.local_addr().ok().and_then(|address| farm.number(address))
                else {
                    continue;
                };
                let host = Host::new(&farm, number, peer, &couriers);
                tokio::spawn(host.serve(socket));
            }
            // Out of descriptors, most likely: some will be free again soon.
            Err(_) => sleep(Duration::from_millis(1)).await,
        }
    }
}

/// One host in one connection.
struct Host {
    address: Ipv4Addr,
    is_open: bool,
    delay: Duration,
    peer: SocketAddr,
    courier: Option<UnboundedSender<Parcel>>,
    sender: Option<String>,
    recipients: Vec<String>,
    in_text: bool,
    text: Vec<u8>,
    ends: bool,
}

impl Host {
    fn new(
        farm: &Farm,
        number: u32,
        peer: SocketAddr,
        couriers: &[UnboundedSender<Parcel>],
    ) -> Self {
        let courier =
            usize::try_from(number).ok().and_then(|number| number.checked_rem(couriers.len()));
        Self {
            address: Ipv4Addr::from_bits(farm.base.to_bits().wrapping_add(number)),
            is_open: farm.open.includes(number),
            delay: farm.delay,
            peer,
            courier: courier.and_then(|courier| couriers.get(courier)).cloned(),
            sender: None,
            recipients: Vec::new(),
            in_text: false,
            text: Vec::new(),
            ends: false,
        }
    }

    async fn serve(self, socket: TcpStream) {
        // An error here is a client that went away.
        drop(self.talk(socket).await);
    }

    async fn talk(mut self, mut socket: TcpStream) -> io::Result<()> {
        let mut input = Vec::with_capacity(512);
        let mut output = format!("220 {} ESMTP\r\n", host_name(self.address)).into_bytes();
        loop {
            if !self.delay.is_zero() && !output.is_empty() {
                sleep(self.delay).await;
            }
            if !output.is_empty() {
                socket.write_all(&output).await?;
                output.clear();
            }
            if self.ends || input.len() > AHEAD_BYTES_MAX || socket.read_buf(&mut input).await? == 0
            {
                return Ok(());
            }
            let mut read = 0;
            while let Some(line) = input.get(read..).and_then(first_line) {
                read = read.saturating_add(line.len());
                self.obey(line, &mut output);
            }
            input.drain(..read);
        }
    }

    fn obey(&mut self, line: &[u8], output: &mut Vec<u8>) {
        if self.in_text {
            return self.take_text(line, output);
        }
        let text = String::from_utf8_lossy(line);
        let text = text.trim_end();
        let verb = text.get(..4).unwrap_or_default();
        let is = |word: &str| verb.eq_ignore_ascii_case(word);
        let reply: &[u8] = if is("RCPT") {
            self.rcpt(path(text))
        } else if is("MAIL") {
            self.sender = Some(path(text).to_owned());
            self.recipients.clear();
            b"250 2.1.0 Ok\r\n"
        } else if is("RSET") {
            self.sender = None;
            self.recipients.clear();
            b"250 2.0.0 Ok\r\n"
        } else if is("EHLO") {
            output.extend_from_slice(format!("250-{}\r\n", host_name(self.address)).as_bytes());
            b"250-PIPELINING\r\n250 8BITMIME\r\n"
        } else if is("DATA") {
            self.in_text = !self.recipients.is_empty();
            if self.in_text {
                b"354 Go ahead\r\n"
            } else {
                b"503 5.5.1 Error: need RCPT command\r\n"
            }
        } else if is("QUIT") {
            self.ends = true;
            b"221 2.0.0 Bye\r\n"
        } else if is("NOOP") || is("HELO") {
            b"250 2.0.0 Ok\r\n"
        } else {
            b"502 5.5.2 Error: command not recognized\r\n"
        };
        output.extend_from_slice(reply);
    }

    fn rcpt(&mut self, path: &str) -> &'static [u8] {
        if self.sender.is_none() {
            return b"503 5.5.1 Error: need MAIL command\r\n";
        }
        if !self.is_open {
            return b"554 5.7.1 Relay access denied\r\n";
        }
        self.recipients.push(path.to_owned());
        b"250 2.1.5 Ok\r\n"
    }

    fn take_text(&mut self, line: &[u8], output: &mut Vec<u8>) {
        if line != b".\r\n" {
            return self.text.extend_from_slice(line);
        }
        self.in_text = false;
        let (text, sender) =
            (std::mem::take(&mut self.text), self.sender.take().unwrap_or_default());
        for recipient in self.recipients.drain(..) {
            let Some(courier) = &self.courier else { break };
            let (host, from) = (self.address, self.peer.ip());
            // A courier goes only when the farm does.
            drop(courier.send(Parcel {
                host,
                from,
                sender: sender.clone(),
                recipient,
                text: text.clone(),
            }));
        }
        output.extend_from_slice(b"250 2.0.0 Ok: queued\r\n");
    }
}

/// The name that the host at `address` greets with.
fn host_name(address: Ipv4Addr) -> String {
    let [a, b, c, d] = address.octets();
    format!("mx-{a}-{b}-{c}-{d}.farm.example")
}

fn first_line(input: &[u8]) -> Option<&[u8]> {
    let end = input.iter().position(|byte| *byte == b'\n')?;
    input.get(..=end)
}

/// What stands between the first `<` and the last `>`.
fn path(line: &str) -> &str {
    let Some((_, rest)) = line.split_once('<') else { return "" };
    rest.rsplit_once('>').map_or("", |(path, _)| path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_say_who_is_open() {
        let open = |text| {
            Share::parse(text)
                .map(|share| (0..4).map(|number| share.includes(number)).collect::<Vec<_>>())
        };
        assert_eq!(open("none"), Some(vec![false; 4]));
        assert_eq!(open("half"), Some(vec![true, false, true, false]));
        assert_eq!(open("all"), Some(vec![true; 4]));
        assert_eq!(open("1/3"), Some(vec![true, false, false, true]));
        assert_eq!(open("1/0"), None);
    }

    #[test]
    fn a_batch_is_answered_by_the_host_it_was_sent_to() {
        let farm = Farm {
            base: Ipv4Addr::new(127, 10, 0, 0),
            hosts: 2,
            port: 25,
            delay: Duration::ZERO,
            sink: None,
            open: Share::Every(2),
        };
        let peer = SocketAddr::from(([127, 0, 0, 1], 4000));
        for (number, codes) in [(0, ["250", "250", "354"]), (1, ["250", "554", "503"])] {
            let mut host = Host::new(&farm, number, peer, &[]);
            let mut output = Vec::new();
            for line in ["MAIL FROM:<a@b.test>\r\n", "RCPT TO:<c@d.test>\r\n", "DATA\r\n"] {
                host.obey(line.as_bytes(), &mut output);
            }
            let replies = String::from_utf8(output).expect("text");
            assert_eq!(replies.lines().map(|line| &line[..3]).collect::<Vec<_>>(), codes);
        }
        assert_eq!(farm.number(SocketAddr::from(([127, 10, 0, 2], 25))), None);
    }
}
