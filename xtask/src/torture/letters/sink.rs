//! A mail server that takes everything and counts how often each Message-ID came.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What arrived.
#[derive(Debug, Default)]
pub(super) struct Arrived {
    ids: Mutex<HashMap<String, u32>>,
    count: AtomicU64,
}

impl Arrived {
    /// All letters so far, doubled ones twice.
    pub(super) fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// How often each Message-ID came.
    pub(super) fn ids(&self) -> HashMap<String, u32> {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn add(&self, id: String) {
        *self.ids.lock().unwrap_or_else(PoisonError::into_inner).entry(id).or_default() += 1;
        self.count.fetch_add(1, Ordering::Relaxed);
    }
}

/// Listens on a port of its own until the program ends.
pub(super) fn start() -> std::io::Result<(SocketAddr, Arc<Arrived>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let arrived = Arc::new(Arrived::default());
    let shared = Arc::clone(&arrived);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let arrived = Arc::clone(&shared);
            // Whoever is killed in the middle of a sentence has said nothing.
            std::thread::spawn(move || drop(serve(stream, &arrived)));
        }
    });
    Ok((address, arrived))
}

fn serve(stream: TcpStream, arrived: &Arrived) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream);
    let mut line = String::new();
    out.write_all(b"220 sink\r\n")?;
    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let word = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match word.as_str() {
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let Some(id) = message(&mut lines)? else { return Ok(()) };
                // Before the answer: from here on it is there, whoever hears of it.
                arrived.add(id);
                b"250 2.0.0 taken\r\n"
            }
            "QUIT" => return out.write_all(b"221 bye\r\n"),
            _ => b"250 ok\r\n",
        };
        out.write_all(answer)?;
    }
}

/// The Message-ID of a message that came whole.
fn message(lines: &mut BufReader<TcpStream>) -> std::io::Result<Option<String>> {
    let (mut id, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 || !line.ends_with("\r\n") {
            return Ok(None);
        }
        if line == ".\r\n" {
            return Ok(Some(id));
        }
        if let Some(found) = line.strip_prefix("Message-ID: ") {
            found.trim_end().clone_into(&mut id);
        }
    }
}
