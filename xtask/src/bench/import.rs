//! How fast do files of suspects become cases? The reader alone beside `IntelMQ`'s, then the whole way into SQLite.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;

use super::import_files as files;
use super::measure::cost;
use super::release;
use crate::oracle::{Environment, example, output};

pub(super) const USAGE: &str = "[--rows 1000000] [--peer-rows 20000] [--runs 3]";

/// Rows a second that one core reads at least.
const GOAL_RATE: f64 = 300_000.0;
/// What the whole may take for a million suspects.
const GOAL_S: f64 = 60.0;
const GOAL_MIB: f64 = 200.0;
const GOAL_ROWS: u32 = 1_000_000;

/// What to measure.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Options {
    rows: u32,
    peer_rows: u32,
    runs: u32,
}

impl Options {
    /// Reads [`USAGE`].
    pub(super) fn parse(arguments: &[String]) -> anyhow::Result<Self> {
        let mut options = Self { rows: GOAL_ROWS, peer_rows: 20_000, runs: 3 };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { bail!("cargo xtask bench import {USAGE}") };
            match name.as_str() {
                "--rows" => options.rows = value.parse()?,
                "--peer-rows" => options.peer_rows = value.parse()?,
                "--runs" => options.runs = value.parse()?,
                _ => bail!("cargo xtask bench import {USAGE}"),
            }
        }
        let most = files::MOST_ROWS;
        ensure!((2..=most).contains(&options.rows), "want from 2 to {most} rows");
        ensure!(options.runs > 0, "there must be a run");
        Ok(options)
    }
}

/// Builds and installs what needs a network, which there is none of inside.
pub(super) fn prepare() -> anyhow::Result<()> {
    for name in ["feeds", "networks"] {
        example(name)?;
    }
    if let Err(why) = Environment::ready() {
        println!("IntelMQ is not compared: it {why}");
    }
    Ok(())
}

/// Runs everything and prints it; 1 when a count was wrong or a goal was missed.
pub(super) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let folder = release()?.with_file_name("bench");
    fs::create_dir_all(&folder)?;
    let is_read_fast = reader(options, &folder)?;
    println!();
    let is_imported = whole(options, &folder)?;
    let is_fine = is_read_fast && is_imported;
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a reader says of itself.
#[derive(Deserialize)]
struct Speed {
    rows: u32,
    suspects: u32,
    /// Of processor time.
    seconds: f64,
}

impl Speed {
    fn rate(&self) -> f64 {
        f64::from(self.rows) / self.seconds.max(1e-9)
    }
}

/// The reader alone, on one core.
fn reader(options: &Options, folder: &Path) -> anyhow::Result<bool> {
    let path = folder.join(files::SHADOWSERVER);
    files::shadowserver(&path, options.rows)?;
    let feeds = release()?.join("examples/feeds");
    let ours = fastest(options.runs, || {
        let mut command = Command::new(&feeds);
        command.args(["speed", "shadowserver"]).arg(&path);
        command
    })?;
    let bytes = fs::metadata(&path)?.len() >> 20;
    println!(
        "reading {} rows of Shadowserver CSV, {bytes} MiB, rows for a second of one core:",
        options.rows
    );
    println!("  cerrojo  {:>9.0}", ours.rate());
    ensure!(ours.suspects == options.rows, "{} rows gave {} suspects", options.rows, ours.suspects);
    if options.peer_rows > 0
        && let Ok(environment) = Environment::ready()
    {
        files::shadowserver(&path, options.peer_rows)?;
        let theirs = fastest(options.runs, || {
            let mut command = environment.python("by_intelmq.py");
            command.arg("speed").arg(environment.table()).arg(&path);
            command
        })?;
        println!("  IntelMQ  {:>9.0}, of {} rows", theirs.rate(), theirs.rows);
        println!("  cerrojo : IntelMQ = {:.0} : 1", ours.rate() / theirs.rate().max(1e-9));
    }
    Ok(goal("rows a second", ours.rate() >= GOAL_RATE, &format!("at least {GOAL_RATE}")))
}

/// The best of some runs: whatever else the machine does only takes away from it.
fn fastest(runs: u32, command: impl Fn() -> Command) -> anyhow::Result<Speed> {
    let mut best: Option<Speed> = None;
    for _ in 0..runs {
        let said = output(&mut command(), "")?;
        let speed: Speed = serde_json::from_str(said.trim()).context(said.clone())?;
        if best.as_ref().is_none_or(|best| speed.rate() > best.rate()) {
            best = Some(speed);
        }
    }
    best.context("nothing was run")
}

/// One line that `cerrojo import --format json` prints.
#[derive(Deserialize)]
struct Imported {
    suspects: u32,
    new: u32,
    seconded: u32,
    rejected: u32,
}

/// How many of the cases that were looked at have a network.
#[derive(Deserialize)]
struct Mapped {
    looked_at: u32,
    mapped: u32,
}

/// From two files into a database that knows the networks.
fn whole(options: &Options, folder: &Path) -> anyhow::Result<bool> {
    let (first, second) = (folder.join(files::SHADOWSERVER), folder.join(files::SECOND));
    let seconded = options.rows / 2;
    files::shadowserver(&first, options.rows)?;
    files::second(&second, seconded)?;
    let database = Database::new(folder)?;
    let networks = release()?.join("examples/networks");
    output(Command::new(&networks).arg(&database.url).arg(files::NETWORKS.to_string()), "")?;
    let shown = |path: &Path| path.display().to_string();
    let mut command = vec![shown(&release()?.join("cerrojo"))];
    command.extend(["import", "auto", "--format", "json", "--db"].map(str::to_owned));
    command.extend([database.url.clone(), shown(&first), shown(&second)]);
    let report = folder.join("import.jsonl");
    let cost = cost(&command, &report)?;
    let said = fs::read_to_string(&report)?;
    let files: Vec<Imported> =
        said.lines().map(serde_json::from_str).collect::<Result<_, _>>().context(said.clone())?;
    let counts: Vec<_> =
        files.iter().map(|file| (file.suspects, file.new, file.seconded, file.rejected)).collect();
    let wanted = [(options.rows, options.rows, 0, 0), (seconded, 0, seconded, 0)];
    ensure!(counts == wanted, "{counts:?} were imported, {wanted:?} were in the files");
    let said = output(Command::new(&networks).arg(&database.url), "")?;
    let mapped: Mapped = serde_json::from_str(said.trim()).context(said.clone())?;
    ensure!(
        mapped.looked_at > 0 && mapped.mapped == mapped.looked_at,
        "of {} cases {} have a network",
        mapped.looked_at,
        mapped.mapped
    );
    let peak_mib = f64::from(cost.peak_kib) / 1024.0;
    println!(
        "importing {} suspects, then {seconded} of them again from another source, with {} networks, SQLite:",
        options.rows,
        files::NETWORKS
    );
    println!(
        "  {:.1} s, {:.1} s of processor time, {peak_mib:.0} MiB at the most",
        cost.wall_s, cost.cpu_s
    );
    let limit = GOAL_S * f64::from(options.rows.max(1)) / f64::from(GOAL_ROWS);
    let is_fast =
        goal("time", cost.wall_s < limit.max(5.0), &format!("under {:.0} s", limit.max(5.0)));
    let is_small = goal("memory", peak_mib < GOAL_MIB, &format!("under {GOAL_MIB} MiB"));
    Ok(is_fast && is_small)
}

fn goal(what: &str, is_met: bool, wanted: &str) -> bool {
    println!("  {what}: {wanted}: {}", if is_met { "met" } else { "MISSED" });
    is_met
}

/// A database of its own, gone when dropped.
struct Database {
    url: String,
    files: [PathBuf; 3],
}

impl Database {
    fn new(folder: &Path) -> anyhow::Result<Self> {
        let files = ["import.db", "import.db-wal", "import.db-shm"].map(|name| folder.join(name));
        let url = format!("sqlite:{}", folder.join("import.db").display());
        let database = Self { url, files };
        database.remove();
        ensure!(
            !database.files.iter().any(|file| file.exists()),
            "an old database cannot be removed"
        );
        Ok(database)
    }

    fn remove(&self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.remove();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_or_refused() {
        let parse = |words: &str| {
            Options::parse(&words.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(parse("").unwrap(), Options { rows: 1_000_000, peer_rows: 20_000, runs: 3 });
        assert_eq!(parse("--rows 10 --runs 1").unwrap().rows, 10);
        for wrong in ["--rows", "--rows 0", "--rows x", "--runs 0", "--lines 5"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
