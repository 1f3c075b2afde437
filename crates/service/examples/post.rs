//! A post office to be killed: `post URL NOTES SINK LINES REPLY REPLIES EVERY`.
//!
//! It sends the letters that a store holds to a mail server, keeps replies number REPLY and up to REPLIES, and reads
//! what came, all at once, until nothing is left to do. Reply number N is about case N times EVERY plus one, and
//! comes once that case was written to. After each reply that is kept it says `kept N`.
#![expect(clippy::print_stdout, reason = "says what it was told is done")]
#![expect(clippy::disallowed_types, reason = "hands letters over")]
#![expect(clippy::disallowed_methods, reason = "asks the clock")]

use std::error::Error;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use cerrojo_model::Time;
use cerrojo_service::job::{Answer, Handover, Line, Reach, SendLimits, Sender, Sending, Speed};
use cerrojo_store::life::{Event, Rules, What};
use cerrojo_store::{ArrivalState, Fate, LetterFilter, NewArrival, Notes, Reading, Store};
use chrono::TimeDelta;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufStream};
use tokio::net::TcpStream;
use tokio::sync::watch;

/// The name by which it takes up what it had in its hands when it was killed.
const WORKER: &str = "post";
const PAUSE: Duration = Duration::from_millis(5);

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let [url, notes, sink, lines, reply, replies, every] = words.as_slice() else {
        return Err("want URL NOTES SINK LINES REPLY REPLIES EVERY".into());
    };
    let (reply, replies, every) = (reply.parse()?, replies.parse()?, every.parse()?);
    let store = Store::open(url, Rules::DEFAULT).await?;
    println!("ready");
    let sending = tokio::spawn(send(store.clone(), notes.clone(), sink.clone(), lines.parse()?));
    let keeping = tokio::spawn(keep(store.clone(), reply..replies, every));
    let reading = tokio::spawn(read(store.clone(), replies, every));
    sending.await??;
    keeping.await??;
    reading.await??;
    store.close().await;
    println!("done");
    Ok(())
}

/// Sends until nothing waits.
async fn send(store: Store, notes: String, sink: String, lines: usize) -> Result<(), Failure> {
    let sending = Arc::new(Sending {
        ways: Box::new(move || Box::new(Way { sink: sink.clone(), stream: None })),
        sign: Box::new(|_, _| Ok(Vec::new())),
        may_go: Box::new(|_, _| Ok(())),
        pace: Box::new(Speed::UNLIMITED),
        clock: Box::new(now),
        notes: Some(Notes::open(Path::new(&notes))?),
    });
    let limits = SendLimits { lines, ramps: false, ..SendLimits::default() };
    let sender = Sender::new(store.clone(), sending, WORKER.into(), limits);
    while store.next_letter_at().await?.is_some() {
        let (_cancel, cancelled) = watch::channel(false);
        sender.due(cancelled, |_| {}).await?;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}

/// Keeps replies as an intake does: it says that it has one after the store has said so.
async fn keep(store: Store, replies: std::ops::Range<i64>, every: i64) -> Result<(), Failure> {
    for reply in replies {
        let case = reply * every + 1;
        while !is_written_to(&store, case).await? {
            tokio::time::sleep(PAUSE).await;
        }
        let arrival = NewArrival {
            at: now(),
            via: "smtp",
            peer: None,
            helo: None,
            sender: "abuse@example.net".into(),
            recipient: format!("case+{case}@us.example"),
            message: format!("Subject: reply {reply}\r\n\r\nThank you.\r\n").into_bytes(),
            authentication: None,
        };
        store.receive(arrival).await?;
        println!("kept {reply}");
    }
    Ok(())
}

async fn is_written_to(store: &Store, case: i64) -> Result<bool, Failure> {
    let filter = LetterFilter { case: Some(case), ..LetterFilter::default() };
    let letters = store.letters(&filter, 0, 9).await?;
    Ok(letters.iter().any(|letter| letter.sent_at.is_some()))
}

/// Reads what came, until everything has come.
async fn read(store: Store, replies: i64, every: i64) -> Result<(), Failure> {
    loop {
        let (now, until) = (now(), now() + TimeDelta::milliseconds(500));
        let arrivals = store.lease_arrivals(WORKER, now, until, 4).await?;
        if arrivals.is_empty() {
            let read = store.arrivals(Some(ArrivalState::Read), 0, u32::MAX).await?;
            if i64::try_from(read.len()).is_ok_and(|count| count >= replies) {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        for arrival in arrivals {
            let text = String::from_utf8(arrival.message.unwrap_or_default())?;
            let reply: i64 = text
                .lines()
                .find_map(|line| line.strip_prefix("Subject: reply "))
                .ok_or("no reply of ours")?
                .parse()?;
            let case = reply * every + 1;
            let what = What::Acknowledged { via: format!("reply {reply}") };
            let event = Event { at: now, by: "read".into(), what };
            let filter = LetterFilter { case: Some(case), ..LetterFilter::default() };
            let letter = store.letters(&filter, 0, 1).await?.pop();
            let reading = Reading {
                state: ArrivalState::Read,
                class: "reply".into(),
                letter: letter.map(|letter| (letter.number, Fate::Answered)),
                contact: None,
                cases: vec![case],
                events: vec![(case, event)],
                note: None,
            };
            store.arrival_read(WORKER, arrival.number, now, reading).await?;
        }
    }
}

fn now() -> Time {
    SystemTime::now().into()
}

/// A connection to a mail server, as simple as it gets.
struct Way {
    sink: String,
    stream: Option<BufStream<TcpStream>>,
}

impl Line for Way {
    fn hand_over<'a>(
        &'a mut self,
        letter: Handover<'a>,
    ) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        Box::pin(async move {
            let mut has_left = false;
            match self.converse(letter, &mut has_left).await {
                Ok(reply) => Answer::Accepted { host: self.sink.clone(), reply, arrived: true },
                Err(error) => {
                    self.stream = None;
                    let (host, text) = (self.sink.clone(), error.to_string());
                    if has_left {
                        Answer::Unsure { host, text }
                    } else {
                        let reach = Reach::All;
                        Answer::Later { code: None, enhanced: None, text, host, reach }
                    }
                }
            }
        })
    }

    fn close(self: Box<Self>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async move {
            if let Some(mut stream) = self.stream {
                let _ = say(&mut stream, b"QUIT\r\n").await;
            }
        })
    }
}

impl Way {
    async fn converse(
        &mut self,
        letter: Handover<'_>,
        has_left: &mut bool,
    ) -> std::io::Result<String> {
        let mut stream = if let Some(stream) = self.stream.take() {
            stream
        } else {
            let stream = TcpStream::connect(&self.sink).await?;
            // The dot goes by itself, and must not wait for an answer to what went before.
            stream.set_nodelay(true)?;
            let mut stream = BufStream::new(stream);
            hear(&mut stream).await?;
            say(&mut stream, b"HELO us.example\r\n").await?;
            stream
        };
        say(&mut stream, format!("MAIL FROM:<{}>\r\n", letter.from).as_bytes()).await?;
        say(&mut stream, format!("RCPT TO:<{}>\r\n", letter.to).as_bytes()).await?;
        say(&mut stream, b"DATA\r\n").await?;
        stream.write_all(letter.head).await?;
        stream.write_all(letter.message).await?;
        stream.flush().await?;
        if !(letter.may_end)() {
            return Err(std::io::Error::other("it cannot be noted"));
        }
        *has_left = true;
        let reply = say(&mut stream, b".\r\n").await?;
        self.stream = Some(stream);
        Ok(reply)
    }
}

/// Says something and hears the answer, which has to be a good one.
async fn say(stream: &mut BufStream<TcpStream>, words: &[u8]) -> std::io::Result<String> {
    stream.write_all(words).await?;
    stream.flush().await?;
    hear(stream).await
}

async fn hear(stream: &mut BufStream<TcpStream>) -> std::io::Result<String> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    if line.starts_with(['2', '3']) {
        return Ok(line);
    }
    Err(std::io::Error::other(format!("{line:?} was answered")))
}
