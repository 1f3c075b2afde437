//! How fast is it, beside the best peer and beside doing nothing but talking?
//!
//! Everything runs on the loopback of a network namespace of its own: nothing can leave it.

mod answers;
mod farm;
mod import;
mod import_files;
mod letters;
mod measure;
mod proxy;
mod proxy_answers;
mod relay;
mod scan;
mod scan_answers;
mod stats;
mod table;

use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, bail};

use crate::steps::target;

/// Enters the namespace: `$0` is this program, the arguments are its own.
const ENTER: &str = "ip link set lo up && exec \"$0\" \"$@\"";

/// The word after which a benchmark knows that it is inside its namespace.
const INSIDE: &str = "inside";

/// One benchmark.
struct Benchmark {
    name: &'static str,
    usage: &'static str,
    /// What cargo is told to build for it.
    programs: &'static [&'static str],
    /// Says what is wrong with the arguments, before anything is built.
    check: fn(&[String]) -> anyhow::Result<()>,
    /// Builds and installs what only this one needs, while there is a network.
    prepare: fn() -> anyhow::Result<()>,
    run: fn(&[String]) -> anyhow::Result<ExitCode>,
}

const BENCHMARKS: &[Benchmark] = &[
    Benchmark {
        name: "relay",
        usage: relay::USAGE,
        programs: PROGRAMS,
        check: |arguments| relay::Options::parse(arguments).map(drop),
        prepare: || Ok(()),
        run: |arguments| relay::run(&relay::Options::parse(arguments)?),
    },
    Benchmark {
        name: "proxy",
        usage: proxy::USAGE,
        programs: PROGRAMS,
        check: |arguments| proxy::Options::parse(arguments).map(drop),
        prepare: || Ok(()),
        run: |arguments| proxy::run(&proxy::Options::parse(arguments)?),
    },
    Benchmark {
        name: "scan",
        usage: scan::USAGE,
        programs: PROGRAMS,
        check: |arguments| scan::Options::parse(arguments).map(drop),
        prepare: || Ok(()),
        run: |arguments| scan::run(&scan::Options::parse(arguments)?),
    },
    Benchmark {
        name: "stats",
        usage: stats::USAGE,
        programs: stats::PROGRAMS,
        check: |arguments| stats::Options::parse(arguments).map(drop),
        prepare: || Ok(()),
        run: |arguments| stats::run(&stats::Options::parse(arguments)?),
    },
    Benchmark {
        name: "letters",
        usage: letters::USAGE,
        programs: letters::PROGRAMS,
        check: |arguments| letters::Options::parse(arguments).map(drop),
        prepare: || Ok(()),
        run: |arguments| letters::run(&letters::Options::parse(arguments)?),
    },
    Benchmark {
        name: "import",
        usage: import::USAGE,
        programs: PROGRAMS,
        check: |arguments| import::Options::parse(arguments).map(drop),
        prepare: import::prepare,
        run: |arguments| import::run(&import::Options::parse(arguments)?),
    },
];

/// What talks, and what it talks to.
const PROGRAMS: &[&str] = &["--package=cerrojo", "--package=cerrojo-lab", "--bins"];

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let (word, rest) = arguments.split_first().context(usage())?;
    if word == "measure" {
        return measure::in_this_process(rest);
    }
    let benchmark = BENCHMARKS.iter().find(|benchmark| benchmark.name == word).context(usage())?;
    match rest.split_first() {
        Some((inside, rest)) if inside == INSIDE => (benchmark.run)(rest),
        _ => outside(benchmark, rest),
    }
}

fn usage() -> String {
    let lines =
        BENCHMARKS.iter().map(|it| format!("\n  cargo xtask bench {} {}", it.name, it.usage));
    format!("usage:{}", lines.collect::<String>())
}

/// Builds what is measured and starts again inside a namespace.
fn outside(benchmark: &Benchmark, arguments: &[String]) -> anyhow::Result<ExitCode> {
    (benchmark.check)(arguments)?;
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut build = Command::new(cargo);
    build.args(["build", "--release"]).args(benchmark.programs);
    if !build.status().context("cargo does not start")?.success() {
        bail!("the build failed");
    }
    (benchmark.prepare)()?;
    let mut again = Command::new("unshare");
    again.args(["--user", "--map-root-user", "--net", "sh", "-c", ENTER]);
    again.arg(std::env::current_exe()?).args(["bench", benchmark.name, INSIDE]).args(arguments);
    let status = again.status().context("unshare does not start: it is part of util-linux")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(2)))
}

/// Says whether a program of other people is installed.
fn is_installed(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("-h").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok()
}

/// The folder of the release build that this program's own build lies next to.
fn release() -> anyhow::Result<PathBuf> {
    Ok(target()?.join("release"))
}
