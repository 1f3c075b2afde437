//! How fast are the figures of a large operation, and how much memory do they take?
//!
//! The operation is made once and kept: an import and nine more events for each case, all through the
//! store, by `crates/store/examples/operation.rs`. That takes far longer than what is measured.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;

use super::measure::{Cost, cost};
use super::release;
use super::table::{Row, head, line};

pub(super) const USAGE: &str =
    "[--cases 1000000] [--runs 3] [--folder target/bench] [--from-log yes]";

/// What is built for it.
pub(super) const PROGRAMS: &[&str] =
    &["--package=cerrojo", "--bin=cerrojo", "--package=cerrojo-store", "--example=operation"];

/// What to measure.
#[derive(Clone, Debug)]
pub(super) struct Options {
    cases: u32,
    runs: u32,
    /// Where the operation is kept.
    folder: Option<PathBuf>,
    /// Whether the log is read as well, once: it takes minutes.
    from_log: bool,
}

impl Options {
    /// Reads [`USAGE`].
    pub(super) fn parse(arguments: &[String]) -> anyhow::Result<Self> {
        let mut options = Self { cases: 1_000_000, runs: 3, folder: None, from_log: true };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { bail!("cargo xtask bench stats {USAGE}") };
            match name.as_str() {
                "--cases" => options.cases = value.parse()?,
                "--runs" => options.runs = value.parse()?,
                "--folder" => options.folder = Some(value.into()),
                "--from-log" => options.from_log = value == "yes",
                _ => bail!("cargo xtask bench stats {USAGE}"),
            }
        }
        let known =
            (100..=10_000_000).contains(&options.cases) && (1..=100).contains(&options.runs);
        ensure!(known, "an operation has 100 to 10,000,000 cases, and is read 1 to 100 times");
        Ok(options)
    }
}

/// Makes the operation if it is not there, and reads its figures; 1 when they were not right.
pub(super) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let folder = match &options.folder {
        Some(folder) => folder.clone(),
        None => release()?.with_file_name("bench"),
    };
    fs::create_dir_all(&folder)?;
    let database = operation(&folder, options.cases)?;
    let bytes = fs::metadata(&database)?.len();
    println!(
        "{} cases with 10 events each in {} ({} MiB), medians of {} runs:",
        options.cases,
        database.display(),
        bytes >> 20,
        options.runs
    );
    head("read from", "case");
    let bench = Bench { database: &database, cases: options.cases, folder: &folder };
    let mut is_right =
        bench.row("stats, json", "summaries", &["--format", "json"], options.runs)?;
    is_right &= bench.row("stats, csv", "summaries", &["--format", "csv"], options.runs)?;
    is_right &= bench.row("stats, text", "summaries", &[], options.runs)?;
    if options.from_log {
        is_right &= bench.row("stats, json", "log", &["--format", "json", "--from-log"], 1)?;
        let is_same = fs::read(bench.output("summaries"))? == fs::read(bench.output("log"))?;
        println!(
            "from the log and from the summaries: {}",
            if is_same { "the same" } else { "NOT THE SAME" }
        );
        is_right &= is_same;
    }
    Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The database of the operation; made under another name first, so that a half-made one is never taken.
fn operation(folder: &Path, cases: u32) -> anyhow::Result<PathBuf> {
    let database = folder.join(format!("operation-{cases}.db"));
    if database.exists() {
        return Ok(database);
    }
    let half = folder.join(format!("operation-{cases}.half"));
    for beside in ["", "-wal", "-shm"] {
        let path = PathBuf::from(format!("{}{beside}", half.display()));
        if path.exists() {
            fs::remove_file(&path)?;
        }
    }
    println!("making an operation of {cases} cases; this is done once");
    let started = Instant::now();
    let made = Command::new(release()?.join("examples/operation"))
        .args([format!("sqlite:{}", half.display()), cases.to_string()])
        .stdout(Stdio::null())
        .status()
        .context("the maker of operations does not start")?;
    ensure!(made.success(), "the operation could not be made");
    println!("made in {:.0} s", started.elapsed().as_secs_f64());
    fs::rename(&half, &database)?;
    Ok(database)
}

struct Bench<'a> {
    database: &'a Path,
    cases: u32,
    folder: &'a Path,
}

impl Bench<'_> {
    fn output(&self, source: &str) -> PathBuf {
        self.folder.join(format!("stats-{source}.json"))
    }

    /// Measures one way to ask, prints its row, and says whether all cases were counted.
    fn row(
        &self,
        tool: &'static str,
        source: &'static str,
        arguments: &[&str],
        runs: u32,
    ) -> anyhow::Result<bool> {
        let is_json = arguments.contains(&"json");
        let output = if is_json { self.output(source) } else { self.folder.join("stats.txt") };
        let program = release()?.join("cerrojo").display().to_string();
        let mut command =
            vec![program, "stats".into(), format!("--db=sqlite:{}", self.database.display())];
        command.extend(arguments.iter().map(ToString::to_string));
        let mut costs: Vec<(Cost, usize)> = Vec::new();
        for _ in 0..runs {
            let cost = cost(&command, &output)?;
            let counted = if is_json { counted(&output)? } else { usize::try_from(self.cases)? };
            costs.push((cost, counted));
        }
        let row = Row::of((tool, 0), (self.cases, source), &costs).context("nothing was run")?;
        line(&row);
        Ok(row.is_right())
    }
}

/// How many cases the figures are of, and stand in every table that holds each case once.
fn counted(output: &Path) -> anyhow::Result<usize> {
    let report: Value = serde_json::from_slice(&fs::read(output)?)?;
    let cases = |value: &Value| value.get("cases").and_then(Value::as_u64).unwrap_or_default();
    let total = report.get("total").map_or(0, cases);
    let tables = report.get("by").and_then(Value::as_array).context("no tables")?;
    for table in tables {
        let groups = table.get("groups").and_then(Value::as_array).context("no groups")?;
        if groups.iter().map(cases).sum::<u64>() != total {
            return Ok(0);
        }
    }
    Ok(usize::try_from(total)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_or_refused() {
        let parse = |text: &str| {
            Options::parse(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        };
        assert!(parse("").is_ok_and(|options| options.cases == 1_000_000 && options.from_log));
        assert!(parse("--cases 500 --from-log no").is_ok_and(|options| !options.from_log));
        assert!(parse("--cases 5").is_err() && parse("--runs").is_err());
    }
}
