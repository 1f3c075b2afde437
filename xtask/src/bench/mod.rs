//! How fast is it, beside the best peer and beside doing nothing but talking?
//!
//! Everything runs on the loopback of a network namespace of its own: nothing can leave it.

mod answers;
mod measure;
mod relay;
mod table;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, bail};

/// Enters the namespace: `$0` is this program, the arguments are its own.
const ENTER: &str = "ip link set lo up && exec \"$0\" \"$@\"";

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    match arguments.split_first() {
        Some((word, rest)) if word == "relay" => outside(rest),
        Some((word, rest)) if word == "relay-inside" => relay::run(&relay::Options::parse(rest)?),
        Some((word, rest)) if word == "measure" => measure::in_this_process(rest),
        _ => bail!("usage: cargo xtask bench relay {}", relay::USAGE),
    }
}

/// Builds what is measured and starts again inside a namespace.
fn outside(arguments: &[String]) -> anyhow::Result<ExitCode> {
    relay::Options::parse(arguments)?;
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut build = Command::new(cargo);
    build.args([
        "build",
        "--release",
        "--package",
        "cerrojo",
        "--package",
        "cerrojo-lab",
        "--bins",
    ]);
    if !build.status().context("cargo does not start")?.success() {
        bail!("the build failed");
    }
    let mut again = Command::new("unshare");
    again.args(["--user", "--map-root-user", "--net", "sh", "-c", ENTER]);
    again.arg(std::env::current_exe()?).args(["bench", "relay-inside"]).args(arguments);
    let status = again.status().context("unshare does not start: it is part of util-linux")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(2)))
}

/// The folder of the release build that this program's own build lies next to.
fn release() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target =
        program.parent().and_then(Path::parent).context("this program lies in no target folder")?;
    Ok(target.join("release"))
}
