//! `cargo xtask test`: all tests that this machine can run.
//!
//! It does its own set-up. What it has to leave out it says in one line each, with the reason;
//! the closing line adds everything up.

use std::process::{Command, ExitCode};

use crate::machine::{Machine, fonts, install, postgres};
use crate::steps::{Steps, cargo, succeeds};
use crate::tally::Tally;

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(arguments.is_empty(), "test takes no arguments");
    let machine = Machine::look();
    let mut steps = Steps::default();
    postgres(&mut steps, &machine);
    fonts(&mut steps, &machine);
    steps.count(
        "units, examples, emulated servers",
        &mut cargo("test --workspace --no-fail-fast"),
        Tally::read_harness,
    );
    legacy_tls(&mut steps, &machine);
    steps.check("release build", &mut cargo("build --release --package cerrojo"));
    // By way of cargo: the tests before may have built this very program anew.
    let oracle = &mut cargo("run --quiet --package xtask -- oracle");
    steps.count("other people's parsers", oracle, part_counts);
    real_servers(&mut steps, &machine);
    real_readers(&mut steps, &machine);
    Ok(steps.finish())
}

/// The way out again, this time with OpenSSL for servers that know nothing newer than TLS 1.1.
fn legacy_tls(steps: &mut Steps, machine: &Machine) {
    let title = "legacy TLS";
    if !openssl() && machine.fixed().is_none() {
        install(steps, "libssl-dev pkg-config");
    }
    if openssl() {
        let words = "test --package cerrojo-engine --package cerrojo --features legacy-tls";
        steps.count(title, cargo(words).arg("--no-fail-fast"), Tally::read_harness);
    } else {
        let why = machine.fixed().unwrap_or("apt-get could not install them");
        steps.skip(title, &format!("no libssl-dev and pkg-config here, and to install them {why}"));
    }
}

fn openssl() -> bool {
    succeeds(Command::new("pkg-config").args(["--exists", "openssl"]))
}

/// The lab counts for itself; it runs in a process of its own so that its closing line is read
/// the same way whoever starts it.
fn real_servers(steps: &mut Steps, machine: &Machine) {
    let title = "real servers";
    if let Some(why) = machine.fixed() {
        return steps.skip(title, &format!("the lab installs them, and {why}"));
    }
    steps.count(title, &mut cargo("run --quiet --package xtask -- lab"), part_counts);
}

fn real_readers(steps: &mut Steps, machine: &Machine) {
    let title = "real readers of letters";
    if let Some(why) = machine.fixed() {
        return steps.skip(title, &format!("the lab installs them, and {why}"));
    }
    steps.count(title, &mut cargo("run --quiet --package xtask -- letters"), part_counts);
}

/// What a line of a part that counts for itself counts for: the closing line, or the one that says why it
/// cannot run here.
fn part_counts(line: &str) -> Option<Tally> {
    let left_out =
        ["skipped: the lab ", "skipped: the oracle "].iter().any(|it| line.starts_with(it));
    Tally::read(line).or_else(|| left_out.then_some(Tally { skipped: 1, ..Tally::default() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_cannot_run_is_skipped() {
        let skipped = part_counts("skipped: the lab of real servers needs root");
        assert_eq!(skipped, Some(Tally { passed: 0, failed: 0, skipped: 1 }));
        assert_eq!(part_counts("skipped: the oracle needs PyPI: no way"), skipped);
        assert_eq!(part_counts("postfix/closed  closed  closed"), None);
        assert!(part_counts("51 passed, 1 failed").is_some());
    }
}
