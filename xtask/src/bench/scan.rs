//! How fast does a long list go, what does it cost, and does a run that was killed lose anything?
//!
//! All of 127.0.0.0/8 is local: a million endpoints need no set-up. Most are ports at which nobody
//! listens, as in any list of suspects; a few are emulated proxies, open, refusing or silent.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};

use super::farm::Farm;
use super::measure::{Cost, allow_files, cost};
use super::release;
use super::scan_answers::{ANSWERING, EVERY, FARM, List, Tally, tally};

pub(super) const USAGE: &str = "[--endpoints 1000000] [--timeout 2s] [--concurrency 1024] \
     [--tests http-connect,socks5,plain] [--kill-at 50]";

/// How long the run that is to be killed may take to get that far.
const PATIENCE: Duration = Duration::from_hours(1);

/// What to measure.
#[derive(Clone, Debug)]
pub(super) struct Options {
    endpoints: u32,
    timeout: String,
    concurrency: u32,
    tests: String,
    /// After how many percent of the output the second run is killed; 0 is not at all.
    kill_at: u64,
}

impl Options {
    /// Reads [`USAGE`].
    pub(super) fn parse(arguments: &[String]) -> anyhow::Result<Self> {
        let mut options = Self {
            endpoints: 1_000_000,
            timeout: "2s".to_owned(),
            concurrency: 1024,
            tests: "http-connect,socks5,plain".to_owned(),
            kill_at: 50,
        };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { bail!("cargo xtask bench scan {USAGE}") };
            match name.as_str() {
                "--endpoints" => options.endpoints = value.parse()?,
                "--timeout" => options.timeout.clone_from(value),
                "--concurrency" => options.concurrency = value.parse()?,
                "--tests" => options.tests.clone_from(value),
                "--kill-at" => options.kill_at = value.parse()?,
                _ => bail!("cargo xtask bench scan {USAGE}"),
            }
        }
        let known = (1000..=10_000_000).contains(&options.endpoints) && options.kill_at < 100;
        ensure!(
            known,
            "a list has 1,000 to 10,000,000 endpoints, and 0 to 99 percent of it are written"
        );
        Ok(options)
    }
}

/// Runs the list through, kills a second run and goes on with it; 1 when something was amiss.
pub(super) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    allow_files()?;
    let folder = release()?.with_file_name("bench");
    fs::create_dir_all(&folder)?;
    let list = List { endpoints: options.endpoints };
    list.write(BufWriter::new(File::create(folder.join("list.txt"))?))?;
    let open = format!("1/{EVERY}");
    let arguments = ["--proxies".to_owned()];
    let _farm = Farm::start((FARM, list.hosts()), 0, &open, &arguments, ANSWERING)?;
    let bench = Bench { options, folder, list };

    let whole = bench.path("whole.jsonl");
    let mut tallies = vec![bench.measured("in one run", &whole, None)?];
    if options.kill_at == 0 {
        println!("no run was killed, as asked");
    } else if bench.knows_resume()? {
        tallies.push(bench.resumed(&whole)?);
    } else {
        println!("this cerrojo knows no --resume: going on with a killed run was not tried");
    }
    let is_right = tallies.into_iter().all(Tally::is_right);
    Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Bench<'a> {
    options: &'a Options,
    folder: PathBuf,
    list: List,
}

impl Bench<'_> {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn command(&self, output: &Path, state: Option<&Path>) -> anyhow::Result<Vec<String>> {
        let program = release()?.join("cerrojo").display().to_string();
        let mut command = vec![program, "check".to_owned()];
        command.extend(["--format", "json", "-q", "--wait", "5s"].map(str::to_owned));
        command.extend(["--sink-mail", "127.0.0.1:2526"].map(str::to_owned));
        command.extend(["--sink-echo", "127.0.0.1:9025"].map(str::to_owned));
        command.extend(["--timeout".to_owned(), self.options.timeout.clone()]);
        command.extend(["--tests".to_owned(), self.options.tests.clone()]);
        command.extend(["--concurrency".to_owned(), self.options.concurrency.to_string()]);
        command.extend(["--targets".to_owned(), self.path("list.txt").display().to_string()]);
        command.extend(["-o".to_owned(), output.display().to_string()]);
        if let Some(state) = state {
            command.extend(["--resume".to_owned(), state.display().to_string()]);
        }
        Ok(command)
    }

    /// Runs to the end, says what it took and what is in the file then.
    fn measured(&self, what: &str, output: &Path, state: Option<&Path>) -> anyhow::Result<Tally> {
        let done = if state.is_some() {
            lines(output)?
        } else {
            remove(output)?;
            0
        };
        let cost = cost(&self.command(output, state)?, &self.path("said.txt"))?;
        let tally = tally(self.list, output)?;
        self.print(what, cost, tally, done);
        Ok(tally)
    }

    fn print(&self, what: &str, cost: Cost, tally: Tally, done: u32) {
        let left = self.options.endpoints.saturating_sub(done);
        let endpoints = f64::from(left.max(1));
        println!(
            "{what}: {left} endpoints in {:.1} s: {:.0} a second, {:.1} µs of CPU each, peak {:.1} MiB",
            cost.wall_s,
            endpoints / cost.wall_s.max(1e-6),
            cost.cpu_s * 1e6 / endpoints,
            f64::from(cost.peak_kib) / 1024.0
        );
        println!(
            "  {} open, {} lost, {} doubled, {} lines not of the list, {} judged wrongly",
            tally.open, tally.lost, tally.doubled, tally.strange, tally.wrong
        );
    }

    fn knows_resume(&self) -> anyhow::Result<bool> {
        let program = self.command(Path::new(""), None)?.first().cloned().unwrap_or_default();
        let help = Command::new(program).args(["check", "--help"]).output()?;
        Ok(String::from_utf8_lossy(&help.stdout).contains("--resume"))
    }

    /// Kills a run when it has written as much as was asked for, and starts it again.
    fn resumed(&self, whole: &Path) -> anyhow::Result<Tally> {
        let (output, state) = (self.path("resumed.jsonl"), self.path("resume.state"));
        remove(&output)?;
        remove(&state)?;
        let enough = fs::metadata(whole)?.len().saturating_mul(self.options.kill_at) / 100;
        let command = self.command(&output, Some(&state))?;
        let (program, arguments) = command.split_first().context("nothing to run")?;
        let mut child = Command::new(program)
            .args(arguments)
            .stdout(Stdio::null())
            .spawn()
            .context("cerrojo does not start")?;
        let started = Instant::now();
        let mut written = 0;
        let ended = loop {
            written = fs::metadata(&output).map_or(written, |file| file.len());
            let ended = child.try_wait()?;
            if ended.is_some() || written >= enough || started.elapsed() > PATIENCE {
                break ended;
            }
            sleep(Duration::from_millis(5));
        };
        child.kill()?;
        child.wait()?;
        ensure!(ended.is_none(), "the run that was to be killed ended by itself: {ended:?}");
        let seconds = started.elapsed().as_secs_f64();
        println!("killed after {seconds:.1} s, with {} endpoints written", lines(&output)?);
        self.measured("gone on with", &output, Some(&state))
    }
}

/// How many lines a file has, the last of which may be only begun.
fn lines(path: &Path) -> anyhow::Result<u32> {
    let mut file = BufReader::new(File::open(path)?);
    let mut count = 0_u32;
    while file.skip_until(b'\n')? > 0 {
        count = count.saturating_add(1);
    }
    Ok(count)
}

/// Takes a file of an earlier run away, if there is one.
fn remove(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
