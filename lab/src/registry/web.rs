//! A web server that answers each path as it was told and counts who asked for what.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// The most that a request's head may have, and how many clients it serves at a time.
const HEAD_MAX: usize = 16 * 1024;
const CLIENTS_MAX: usize = 1024;

/// What is said on one path.
#[derive(Clone, Debug)]
pub enum Page {
    /// A status, header lines such as `Retry-After: 5`, and a body.
    Says(u16, Vec<String>, Vec<u8>),
    /// These, one after the other; the last one from then on.
    InTurn(Vec<Page>),
    /// The same after a pause.
    Late(Duration, Box<Page>),
    /// A body without end.
    Endless,
    /// The line is cut in the middle of the answer.
    Cut,
}

impl Page {
    /// A good answer.
    #[must_use]
    pub fn good(body: impl Into<Vec<u8>>) -> Self {
        Self::Says(200, Vec::new(), body.into())
    }

    /// A status with nothing else.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        Self::Says(status, Vec::new(), Vec::new())
    }

    /// A redirect.
    #[must_use]
    pub fn moved(status: u16, location: &str) -> Self {
        Self::Says(status, vec![format!("Location: {location}")], Vec::new())
    }

    /// Too many questions; `seconds` is when to come back.
    #[must_use]
    pub fn later(seconds: u32) -> Self {
        Self::Says(429, vec![format!("Retry-After: {seconds}")], Vec::new())
    }
}

#[derive(Default)]
struct State {
    pages: HashMap<String, Page>,
    /// Paths and what the clients called themselves, in the order of asking.
    asked: Vec<(String, String)>,
    connections: usize,
}

/// A web server on loopback; gone when dropped.
#[derive(Debug)]
pub struct Web {
    /// Where it listens.
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl std::fmt::Debug for State {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("State").field("asked", &self.asked).finish_non_exhaustive()
    }
}

impl Web {
    /// Listens on a free port of loopback. Every path is unknown until [`Web::page`].
    ///
    /// # Errors
    ///
    /// When it cannot listen: the machine's fault.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let task = tokio::spawn(run(listener, Arc::clone(&state)));
        Ok(Self { address, state, task })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Says `page` to whoever asks for `path`, which begins with a slash; a path that ends in `*`
    /// stands for all that begin so.
    pub fn page(&self, path: &str, page: Page) {
        lock(&self.state).pages.insert(path.to_owned(), page);
    }

    /// The paths that were asked for, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        lock(&self.state).asked.iter().map(|(path, _)| path.clone()).collect()
    }

    /// What the clients called themselves, in the order of asking.
    #[must_use]
    pub fn agents(&self) -> Vec<String> {
        lock(&self.state).asked.iter().map(|(_, agent)| agent.clone()).collect()
    }

    /// How many connections were made, whether anything was asked or not.
    #[must_use]
    pub fn connections(&self) -> usize {
        lock(&self.state).connections
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn run(listener: TcpListener, state: Arc<Mutex<State>>) {
    let mut clients = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else { continue };
                lock(&state).connections += 1;
                if clients.len() < CLIENTS_MAX {
                    clients.spawn(serve(stream, Arc::clone(&state)));
                }
            }
            Some(_) = clients.join_next() => {}
        }
    }
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    let Some(head) = head(&mut stream).await else { return };
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let agent = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("user-agent").then(|| value.trim().to_owned())
    });
    let page = {
        let mut state = lock(&state);
        state.asked.push((path.clone(), agent.unwrap_or_default()));
        state.next(&path)
    };
    // A client that hangs up has its reasons.
    let _ = say(&mut stream, page).await;
    let _ = stream.shutdown().await;
}

async fn head(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0_u8; 1024];
    while !bytes.windows(4).any(|window| window == b"\r\n\r\n") {
        let count = stream.read(&mut buffer).await.ok()?;
        bytes.extend_from_slice(buffer.get(..count)?);
        if count == 0 || bytes.len() > HEAD_MAX {
            return None;
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

impl State {
    fn next(&mut self, path: &str) -> Page {
        let exact = self.pages.get_mut(path);
        let page = match exact {
            Some(page) => Some(page),
            None => self.pages.iter_mut().find_map(|(known, page)| {
                let start = known.strip_suffix('*')?;
                path.starts_with(start).then_some(page)
            }),
        };
        match page {
            Some(Page::InTurn(pages)) if pages.len() > 1 => pages.remove(0),
            Some(Page::InTurn(pages)) => pages.first().cloned().unwrap_or(Page::Cut),
            Some(page) => page.clone(),
            None => Page::status(404),
        }
    }
}

async fn say(stream: &mut TcpStream, page: Page) -> io::Result<()> {
    let page = match page {
        Page::Late(pause, page) => {
            tokio::time::sleep(pause).await;
            *page
        }
        page => page,
    };
    match page {
        Page::Says(status, headers, body) => {
            let mut head = format!("HTTP/1.1 {status} Said\r\nContent-Length: {}\r\n", body.len());
            for line in headers {
                head.push_str(&line);
                head.push_str("\r\n");
            }
            head.push_str("Connection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(&body).await
        }
        Page::Endless => {
            stream.write_all(b"HTTP/1.1 200 Said\r\nConnection: close\r\n\r\n").await?;
            loop {
                stream.write_all(&[b' '; 4096]).await?;
            }
        }
        Page::Cut | Page::InTurn(_) | Page::Late(..) => {
            stream.write_all(b"HTTP/1.1 200 Said\r\nContent-Length: 100\r\n\r\nhalf").await
        }
    }
}
