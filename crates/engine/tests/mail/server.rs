//! A mail server that says what a test wants it to say, to the command it wants.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// What it does when a command comes.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Says this; line ends are added where they are missing.
    Say(String),
    /// Says this and closes.
    Last(String),
    /// Says this and then neither reads nor closes.
    Unread(String),
    /// Closes.
    Close,
    /// Says nothing and keeps the connection.
    Silence,
    /// Says the lines one by one with a pause before each.
    Slowly(Duration, Vec<String>),
    /// Sends these bytes for ever.
    Endless(Vec<u8>),
    /// Says yes, then shakes hands.
    Secure,
    /// Says yes, then speaks no TLS.
    SecureBadly,
}

pub(crate) fn say(text: &str) -> Act {
    Act::Say(text.to_owned())
}

/// What it saw.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) connections: usize,
    pub(crate) from: Vec<SocketAddr>,
    pub(crate) commands: Vec<String>,
    /// As they came, dots still doubled.
    pub(crate) letters: Vec<Vec<u8>>,
}

type Acts = HashMap<&'static str, Vec<Act>>;

/// How it is to behave; a good server where nothing else is said.
#[derive(Clone, Default)]
pub(crate) struct Manners {
    acts: Acts,
    tls: Option<TlsAcceptor>,
    implicit: bool,
}

impl Manners {
    /// When `verb` comes, `act`; given several times, one after the other, the last from then on. The
    /// greeting is "hello", the end of a letter is ".".
    pub(crate) fn on(mut self, verb: &'static str, act: Act) -> Self {
        self.acts.entry(verb).or_default().push(act);
        self
    }

    pub(crate) fn tls(mut self, acceptor: TlsAcceptor, implicit: bool) -> Self {
        (self.tls, self.implicit) = (Some(acceptor), implicit);
        self
    }
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    task: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start(manners: Manners) -> Self {
        Self::at("127.0.0.1:0", manners).await
    }

    pub(crate) async fn at(address: &str, manners: Manners) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let (kept, acts) = (Arc::clone(&seen), Arc::new(Mutex::new(manners.acts)));
        let task = tokio::spawn(async move {
            loop {
                let Ok((stream, from)) = listener.accept().await else { continue };
                let mut seen = kept.lock().unwrap();
                seen.connections += 1;
                seen.from.push(from);
                let one = One { seen: Arc::clone(&kept), acts: Arc::clone(&acts) };
                tokio::spawn(one.serve(stream, manners.tls.clone(), manners.implicit));
            }
        });
        Self { address, seen, task }
    }

    pub(crate) fn seen<T>(&self, look: impl FnOnce(&Seen) -> T) -> T {
        look(&self.seen.lock().unwrap())
    }

    /// Waits until `verb` came.
    pub(crate) async fn hears(&self, verb: &str) {
        let heard = async {
            while self.count(verb) == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(5), heard).await.unwrap();
    }

    pub(crate) fn count(&self, verb: &str) -> usize {
        self.seen(|seen| seen.commands.iter().filter(|line| line.starts_with(verb)).count())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct One {
    seen: Arc<Mutex<Seen>>,
    acts: Arc<Mutex<Acts>>,
}

trait Duplex: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Duplex for T {}

impl One {
    async fn serve(self, stream: TcpStream, tls: Option<TlsAcceptor>, implicit: bool) {
        let mut plain: Option<Box<dyn Duplex>> = Some(Box::new(stream));
        if implicit && let (Some(stream), Some(tls)) = (plain.take(), &tls) {
            let Ok(secured) = tls.accept(stream).await else { return };
            plain = Some(Box::new(secured));
        }
        let Some(stream) = plain else { return };
        let Ok(Some(stream)) = self.talk(stream, true).await else { return };
        let Some(tls) = tls else { return };
        if let Ok(secured) = tls.accept(stream).await {
            let _ = self.talk(Box::new(secured), false).await;
        }
    }

    /// What it does now; the default where nothing was said.
    fn act(&self, verb: &str) -> Act {
        let mut acts = self.acts.lock().unwrap();
        match acts.get_mut(verb) {
            Some(acts) if acts.len() > 1 => acts.remove(0),
            Some(acts) => acts[0].clone(),
            None => match verb {
                "hello" => say("220 mx.test ESMTP"),
                "EHLO" => say("250-mx.test\r\n250-SIZE 1000000\r\n250-8BITMIME\r\n250 PIPELINING"),
                "DATA" => say("354 go on"),
                "." => say("250 2.0.0 queued as 1"),
                "QUIT" => Act::Last("221 bye".to_owned()),
                "STARTTLS" => say("502 5.5.1 not here"),
                _ => say("250 2.1.0 ok"),
            },
        }
    }

    /// Gives the stream back when TLS is to be started on it.
    async fn talk(
        &self,
        stream: Box<dyn Duplex>,
        greets: bool,
    ) -> io::Result<Option<Box<dyn Duplex>>> {
        let mut stream = BufReader::new(stream);
        let mut verb = "hello".to_owned();
        let mut silent = !greets;
        loop {
            if !silent {
                match self.act(&verb) {
                    Act::Say(text) => {
                        write(&mut stream, &text).await?;
                        if verb == "DATA" && text.starts_with("354") {
                            self.letter(&mut stream).await?;
                            ".".clone_into(&mut verb);
                            continue;
                        }
                    }
                    Act::Last(text) => {
                        write(&mut stream, &text).await?;
                        return Ok(None);
                    }
                    Act::Unread(text) => {
                        write(&mut stream, &text).await?;
                        std::future::pending::<()>().await;
                    }
                    Act::Close => return Ok(None),
                    Act::Silence => {}
                    Act::Slowly(pause, lines) => {
                        for line in lines {
                            tokio::time::sleep(pause).await;
                            write(&mut stream, &line).await?;
                        }
                    }
                    Act::Endless(bytes) => loop {
                        stream.write_all(&bytes).await?;
                    },
                    Act::Secure => {
                        write(&mut stream, "220 go on").await?;
                        return Ok(Some(stream.into_inner()));
                    }
                    Act::SecureBadly => {
                        write(&mut stream, "220 go on").await?;
                        stream.write_all(b"\r\nwhat?\r\n").await?;
                        return Ok(None);
                    }
                }
            }
            silent = false;
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            let line = line.trim_end().to_owned();
            verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            self.seen.lock().unwrap().commands.push(line);
        }
    }

    async fn letter(&self, stream: &mut BufReader<Box<dyn Duplex>>) -> io::Result<()> {
        let mut letter = Vec::new();
        loop {
            let before = letter.len();
            if stream.read_until(b'\n', &mut letter).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if &letter[before..] == b".\r\n" {
                letter.truncate(before);
                self.seen.lock().unwrap().letters.push(letter);
                return Ok(());
            }
        }
    }
}

async fn write(stream: &mut BufReader<Box<dyn Duplex>>, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes()).await?;
    if !text.ends_with('\n') {
        stream.write_all(b"\r\n").await?;
    }
    stream.flush().await
}
