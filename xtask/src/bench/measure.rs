//! What did one run of a command cost?
//!
//! The kernel adds the use of all finished children up, and keeps only the largest peak of memory.
//! So each run gets a parent of its own: a copy of this program that starts it, waits and tells.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context as _, bail, ensure};
use nix::sys::resource::{Resource, Usage, UsageWho, getrlimit, getrusage, setrlimit};
use serde::{Deserialize, Serialize};

/// What one run took.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(super) struct Cost {
    /// Seconds from start to end.
    pub(super) wall_s: f64,
    /// Seconds of processor time, of the user's and of the kernel's for it.
    pub(super) cpu_s: f64,
    /// The most memory it held, in KiB. What started it counts at least: some 3 MiB.
    pub(super) peak_kib: u32,
    /// Its exit status.
    pub(super) status: Option<i32>,
}

/// Runs `command` with its output going to `output`, and says what it took.
pub(super) fn cost(command: &[String], output: &Path) -> anyhow::Result<Cost> {
    let errors = output.with_extension("err");
    let told = Command::new(std::env::current_exe()?)
        .args(["bench", "measure"])
        .args([output, errors.as_path()])
        .args(command)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(told.status.success(), "could not run {}", command.join(" "));
    let cost: Cost = serde_json::from_slice(&told.stdout)?;
    // proxycheck says 100 when something is open.
    if !matches!(cost.status, Some(0 | 1 | 3 | 100)) {
        let mut why = String::new();
        File::open(&errors)?.take(2000).read_to_string(&mut why)?;
        bail!("{} ended with {:?}: {}", command.join(" "), cost.status, why.trim());
    }
    Ok(cost)
}

/// The inside of [`cost`]: output file, error file, command.
pub(super) fn in_this_process(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let [output, errors, program, rest @ ..] = arguments else { bail!("nothing to measure") };
    allow_files()?;
    let started = Instant::now();
    let status = Command::new(program)
        .args(rest)
        .stdout(File::create(output)?)
        .stderr(File::create(errors)?)
        .status()
        .with_context(|| format!("{program} does not start"))?;
    let wall_s = started.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cost = Cost {
        wall_s,
        cpu_s: cpu_s(&usage),
        peak_kib: u32::try_from(usage.max_rss())?,
        status: status.code(),
    };
    serde_json::to_writer(std::io::stdout(), &cost)?;
    Ok(ExitCode::SUCCESS)
}

/// Lets this process and its children have as many files open as they may.
pub(super) fn allow_files() -> anyhow::Result<()> {
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
    Ok(setrlimit(Resource::RLIMIT_NOFILE, most, most)?)
}

fn cpu_s(usage: &Usage) -> f64 {
    let seconds = |time: nix::sys::time::TimeVal| {
        let microseconds = i32::try_from(time.tv_usec()).unwrap_or_default();
        f64::from(i32::try_from(time.tv_sec()).unwrap_or(i32::MAX)) + f64::from(microseconds) / 1e6
    };
    seconds(usage.user_time()) + seconds(usage.system_time())
}
