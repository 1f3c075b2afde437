//! Is a letter lost, or sent more often than it may be, when the sender is killed in the middle of its work?
//!
//! Thousands of letters go to a sink over several lines, replies come in meanwhile, and the process that does all of
//! it is killed at random moments. In the end every letter is at the sink: once, or twice under the same Message-ID
//! if it was in flight when the sender was killed, and of those there is one on each line; every reply is in its case,
//! once.

mod check;
mod fill;
mod sink;

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use cerrojo_lab::postgres::{Durability, Programs};
use cerrojo_store::Store;
use cerrojo_store::life::Rules;

use super::{Random, verify};
use crate::steps::{cargo, target};
use check::Wrong;
use sink::Arrived;

/// The word after `torture` that asks for this.
pub(super) const WORD: &str = "letters";
pub(super) const USAGE: &str = "usage: cargo xtask torture letters [--letters 10000] [--kills 100] \
    [--lines 16] [--database sqlite|postgres] [--seed N]";
/// Of so many letters, one is answered.
const EVERY: i64 = 10;
/// So long a letter more is waited for at most before a kill.
const PATIENCE: Duration = Duration::from_secs(20);
const MOST_MICROSECONDS: u64 = 20_000;

struct Options {
    letters: i64,
    kills: u32,
    lines: usize,
    postgres: bool,
    seed: u64,
}

impl Options {
    fn parse(arguments: &[String]) -> anyhow::Result<Self> {
        let seed = u64::from(std::process::id()) ^ verify::nanoseconds();
        let mut options = Self { letters: 10_000, kills: 100, lines: 16, postgres: false, seed };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { bail!(USAGE) };
            match name.as_str() {
                "--letters" => options.letters = value.parse().context(USAGE)?,
                "--kills" => options.kills = value.parse().context(USAGE)?,
                "--lines" => options.lines = value.parse().context(USAGE)?,
                "--seed" => options.seed = value.parse().context(USAGE)?,
                "--database" => options.postgres = value == "postgres",
                _ => bail!(USAGE),
            }
        }
        ensure!(options.letters >= 10 && options.lines > 0, USAGE);
        Ok(options)
    }

    fn replies(&self) -> i64 {
        self.letters / EVERY
    }
}

/// What is killed, and where it works.
struct Post {
    program: PathBuf,
    url: String,
    notes: PathBuf,
    sink: SocketAddr,
    options: Options,
    /// The first reply that nobody said is kept.
    reply: Arc<AtomicI64>,
}

pub(super) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let options = Options::parse(arguments)?;
    println!("seed {}", options.seed);
    let program = program()?;
    let folder = std::env::temp_dir().join(format!("cerrojo-letters-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let server = if options.postgres {
        Some(Programs::find().map_err(anyhow::Error::msg)?.start(Durability::Full)?)
    } else {
        None
    };
    let url = match &server {
        Some(server) => server.database("letters")?,
        None => format!("sqlite:{}", folder.join("letters.db").display()),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(fill::fill(&url, options.letters))?;
    let (sink, arrived) = sink::start()?;
    let reply = Arc::new(AtomicI64::new(0));
    let notes = folder.join("notes");
    let post = Post { program, url, notes, sink, options, reply };
    let mut wrong = Wrong::default();
    let began = Instant::now();
    let in_flight = post.kill_often(&runtime, &arrived, &mut wrong)?;
    let mut last = post.start()?;
    ensure!(last.wait()?.success(), "the last sender did not come to its end");
    let took = began.elapsed();
    let found = runtime.block_on(check::check(&post.url, &post.options, &arrived, &in_flight))?;
    wrong.add(found);
    for line in &wrong.lines {
        println!("wrong: {line}");
    }
    let (letters, kills) = (post.options.letters, post.options.kills);
    println!("{letters} letters in {:.1} s, {kills} kills, {wrong}", took.as_secs_f64());
    if wrong.lines.is_empty() {
        std::fs::remove_dir_all(&folder)?;
        return Ok(ExitCode::SUCCESS);
    }
    println!("what is left is in {}", folder.display());
    Ok(ExitCode::FAILURE)
}

impl Post {
    /// Kills one sender after the other at random moments of the work; gives the Message-IDs of all letters that
    /// were in flight then.
    fn kill_often(
        &self,
        runtime: &tokio::runtime::Runtime,
        arrived: &Arrived,
        wrong: &mut Wrong,
    ) -> anyhow::Result<BTreeSet<String>> {
        let mut random = Random(self.options.seed);
        let mut in_flight = BTreeSet::new();
        let letters = u64::try_from(self.options.letters)?;
        let each = (letters * 2 / u64::from(self.options.kills.max(1))).max(1);
        for kill in 0..self.options.kills {
            let mut child = self.start()?;
            let enough = arrived.count() + random.below(each);
            let began = Instant::now();
            while arrived.count() < enough
                && began.elapsed() < PATIENCE
                && child.try_wait()?.is_none()
            {
                std::thread::sleep(Duration::from_micros(200));
            }
            std::thread::sleep(Duration::from_micros(random.below(MOST_MICROSECONDS)));
            child.kill()?;
            child.wait()?;
            let now = runtime.block_on(check::in_flight(&self.url))?;
            if now.len() > self.options.lines {
                wrong.lines.push(format!("kill {kill}: {} letters were in flight", now.len()));
            }
            in_flight.extend(now);
        }
        Ok(in_flight)
    }

    fn start(&self) -> anyhow::Result<Child> {
        let mut child = Command::new(&self.program);
        child.arg(&self.url).arg(&self.notes);
        child.args([self.sink.to_string(), self.options.lines.to_string()]);
        child.arg(self.reply.load(Ordering::Relaxed).to_string());
        child.args([self.options.replies().to_string(), EVERY.to_string()]);
        let mut child = child.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().context("a child without output")?;
        let reply = Arc::clone(&self.reply);
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let kept = line.strip_prefix("kept ").and_then(|number| number.parse().ok());
                if let Some(kept) = kept.map(|kept: i64| kept + 1) {
                    reply.fetch_max(kept, Ordering::Relaxed);
                }
            }
        });
        Ok(child)
    }
}

/// Builds the sender and says where it is.
fn program() -> anyhow::Result<PathBuf> {
    let mut build = cargo("build --quiet --package cerrojo-service --example post");
    ensure!(build.status()?.success(), "the build failed");
    Ok(target()?.join("debug/examples/post"))
}

async fn open(url: &str) -> anyhow::Result<Store> {
    Ok(Store::open(url, Rules::DEFAULT).await?)
}
