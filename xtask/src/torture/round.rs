//! One round: start a child, kill it at a random moment, look at what it leaves.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use cerrojo_lab::postgres::Postgres;

use super::child::{Job, WORD};
use super::verify::{Found, Said, Verifier};
use super::{Random, SERVER_DIES};

/// So many lines of a child are waited for at most, so long, and then for some microseconds more.
const MOST_LINES: u64 = 150;
const PATIENCE: Duration = Duration::from_secs(3);
const MOST_MICROSECONDS: u64 = 20_000;

/// Goes from round to round.
pub(super) struct Torturer {
    folder: PathBuf,
    server: Option<Postgres>,
    sqlite: bool,
    random: Random,
    runtime: tokio::runtime::Runtime,
    /// The databases of this block.
    databases: Vec<Database>,
    blocks: u32,
}

/// A database and what is known of it.
struct Database {
    is_postgres: bool,
    rounds: u32,
    verifier: Verifier,
}

impl Torturer {
    pub(super) fn new(
        folder: PathBuf,
        server: Option<Postgres>,
        sqlite: bool,
        seed: u64,
    ) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let (random, databases) = (Random(seed), Vec::new());
        let sqlite = sqlite || server.is_none();
        Ok(Self { folder, server, sqlite, random, runtime, databases, blocks: 0 })
    }

    /// Does a round, on one database after the other.
    pub(super) fn round(&mut self, round: u32, found: &mut Found) -> anyhow::Result<()> {
        if self.databases.is_empty() {
            self.begin_block()?;
        }
        let count = u32::try_from(self.databases.len())?.max(1);
        let at = usize::try_from(round % count)?;
        let database = self.databases.get_mut(at).context("no database to torture")?;
        database.rounds += 1;
        let kills_server = database.is_postgres && database.rounds % SERVER_DIES == 0;
        let seed = self.random.below(u64::MAX);
        let verifier = &mut database.verifier;
        let job = Job { url: verifier.url.clone(), round, cases: verifier.cases, seed };
        let enough = self.random.below(MOST_LINES);
        let pause = Duration::from_micros(self.random.below(MOST_MICROSECONDS));
        let mut child = start(&job)?;
        let output = child.stdout.take().context("a child without output")?;
        let mut lines = BufReader::new(output);
        let mut first = String::new();
        lines.read_line(&mut first)?;
        let heard = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&heard);
        let reading = std::thread::spawn(move || read(lines, &counted));
        let began = Instant::now();
        while heard.load(Ordering::Relaxed) < enough && began.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(pause);
        match &mut self.server {
            Some(server) if kills_server => {
                server.kill()?;
                child.kill()?;
                server.start_again()?;
            }
            _ => child.kill()?,
        }
        child.wait()?;
        let mut said = reading.join().map_err(|_| anyhow::anyhow!("the reader stopped"))?;
        if first != "ready\n" {
            said.faults.push(format!("the child did not begin: {first}"));
        }
        self.runtime.block_on(verifier.round(round, said, found))
    }

    /// Looks through the databases from end to end, and leaves them.
    pub(super) fn end_block(&mut self, found: &mut Found) -> anyhow::Result<()> {
        for database in self.databases.drain(..) {
            self.runtime.block_on(database.verifier.everything(found))?;
        }
        Ok(())
    }

    fn begin_block(&mut self) -> anyhow::Result<()> {
        self.blocks += 1;
        let mut add = |url, is_postgres| {
            let verifier = Verifier::new(url);
            self.databases.push(Database { is_postgres, rounds: 0, verifier });
        };
        if self.sqlite {
            let file = self.folder.join(format!("block{}.db", self.blocks % 2));
            for ending in ["", "-wal", "-shm"] {
                // Two blocks ago it was looked through.
                let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
            }
            add(format!("sqlite:{}", file.display()), false);
        }
        if let Some(server) = &self.server {
            add(server.database(&format!("block{}", self.blocks))?, true);
        }
        Ok(())
    }
}

fn start(job: &Job) -> anyhow::Result<Child> {
    let mut child = Command::new(std::env::current_exe()?);
    child.args(["torture", WORD]).args(job.words()).stdin(Stdio::null()).stdout(Stdio::piped());
    child.spawn().context("the child does not start")
}

/// What a child said; a line that was cut off was not said.
fn read(mut lines: impl std::io::BufRead, heard: &AtomicU64) -> Said {
    let mut said = Said::default();
    let mut line = String::new();
    while lines.read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
        if let Some(whole) = line.strip_suffix('\n') {
            said.take(whole);
            heard.fetch_add(1, Ordering::Relaxed);
        }
        line.clear();
    }
    said
}
