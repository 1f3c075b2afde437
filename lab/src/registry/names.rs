//! A name server that knows a few records and counts the questions (RFC 1035).

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

/// What a name has.
#[derive(Clone, Debug)]
pub enum Record {
    /// An address: A or AAAA.
    Address(IpAddr),
    /// A name that it points to: PTR.
    Name(String),
    /// A text: TXT.
    Text(String),
    /// A mail server with its preference: MX. The name of a null MX is empty.
    Exchange(u16, String),
    /// Nothing: whatever is asked of that name, the server fails (SERVFAIL).
    Broken,
}

impl Record {
    const fn kind(&self) -> u16 {
        match self {
            Self::Address(IpAddr::V4(_)) => 1,
            Self::Broken => 0,
            Self::Name(_) => 12,
            Self::Exchange(..) => 15,
            Self::Text(_) => 16,
            Self::Address(IpAddr::V6(_)) => 28,
        }
    }

    fn data(&self) -> Vec<u8> {
        match self {
            Self::Address(IpAddr::V4(address)) => address.octets().to_vec(),
            Self::Address(IpAddr::V6(address)) => address.octets().to_vec(),
            Self::Broken => Vec::new(),
            Self::Name(name) => wire_name(name),
            Self::Exchange(preference, name) => {
                [&preference.to_be_bytes()[..], &wire_name(name)].concat()
            }
            Self::Text(text) => {
                let part = |part: &[u8]| [&[u8::try_from(part.len()).unwrap_or(0)], part].concat();
                text.as_bytes().chunks(200).flat_map(part).collect()
            }
        }
    }
}

/// A name server on loopback, over UDP; gone when dropped.
#[derive(Debug)]
pub struct NameServer {
    /// Where it listens.
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl NameServer {
    /// Knows `records` by name, without final dots; every other name does not exist.
    ///
    /// # Errors
    ///
    /// When it cannot listen: the machine's fault.
    pub async fn start(records: &[(&str, Record)]) -> io::Result<Self> {
        let socket = UdpSocket::bind("127.0.0.1:0").await?;
        let address = socket.local_addr()?;
        let mut zone: HashMap<String, Vec<Record>> = HashMap::new();
        for (name, record) in records {
            zone.entry(name.to_ascii_lowercase()).or_default().push(record.clone());
        }
        let asked = Arc::new(Mutex::new(Vec::new()));
        let task = tokio::spawn(run(socket, zone, Arc::clone(&asked)));
        Ok(Self { address, asked, task })
    }

    /// The names that were asked for, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn run(
    socket: UdpSocket,
    zone: HashMap<String, Vec<Record>>,
    asked: Arc<Mutex<Vec<String>>>,
) {
    let mut buffer = [0_u8; 1500];
    loop {
        let Ok((count, from)) = socket.recv_from(&mut buffer).await else { continue };
        let Some((name, reply)) = buffer.get(..count).and_then(|query| answer(query, &zone)) else {
            continue;
        };
        asked.lock().unwrap_or_else(PoisonError::into_inner).push(name);
        // Whoever asked asks again.
        let _ = socket.send_to(&reply, from).await;
    }
}

/// The name asked for and the reply.
fn answer(query: &[u8], zone: &HashMap<String, Vec<Record>>) -> Option<(String, Vec<u8>)> {
    let mut at = 12_usize;
    let mut labels = Vec::new();
    loop {
        let length = usize::from(*query.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(query.get(at..at + length)?).to_ascii_lowercase());
        at += length;
    }
    let name = labels.join(".");
    let kind = u16::from_be_bytes(query.get(at..at + 2)?.try_into().ok()?);
    let question = query.get(12..at + 4)?;
    let known = zone.get(&name);
    let records = known.into_iter().flatten().filter(|record| record.kind() == kind);
    let mut answers = Vec::new();
    let mut count = 0_u16;
    for record in records {
        let data = record.data();
        answers.extend_from_slice(&[0xc0, 12]);
        answers.extend_from_slice(&kind.to_be_bytes());
        answers.extend_from_slice(&[0, 1, 0, 0, 0, 60]);
        answers.extend_from_slice(&u16::try_from(data.len()).ok()?.to_be_bytes());
        answers.extend_from_slice(&data);
        count += 1;
    }
    let broken = known.into_iter().flatten().any(|record| matches!(record, Record::Broken));
    let code = match known {
        Some(_) if broken => 2,
        Some(_) => 0,
        None => 3,
    };
    let mut reply = query.get(..2)?.to_vec();
    // A reply, recursion wished for and had.
    reply.extend_from_slice(&[0x81, 0x80 | code, 0, 1]);
    reply.extend_from_slice(&count.to_be_bytes());
    reply.extend_from_slice(&[0, 0, 0, 0]);
    reply.extend_from_slice(question);
    reply.extend_from_slice(&answers);
    Some((name, reply))
}

fn wire_name(name: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for label in name.split('.').filter(|label| !label.is_empty()) {
        out.push(u8::try_from(label.len()).unwrap_or(0));
        out.extend_from_slice(label.as_bytes());
    }
    out.push(0);
    out
}
