//! `cargo xtask ci`: what CI checks on any machine with a Rust toolchain.

use std::process::{Command, ExitCode};

use anyhow::Context as _;

use crate::machine::{Machine, fonts, postgres};
use crate::steps::{Steps, cargo, root, succeeds};
use crate::tally::Tally;

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(arguments.is_empty(), "ci takes no arguments");
    let mut steps = Steps::default();
    steps.check("formatting", &mut cargo("fmt --all --check"));
    steps.check(
        "Clippy, warnings denied",
        &mut cargo("clippy --workspace --all-targets --keep-going -- -D warnings"),
    );
    steps.check(
        "documentation links",
        cargo("doc --workspace --no-deps").env("RUSTDOCFLAGS", "-D warnings"),
    );
    let machine = Machine::look();
    postgres(&mut steps, &machine);
    fonts(&mut steps, &machine);
    steps.count(
        "units, examples, emulated servers, walls",
        &mut cargo("test --workspace --no-fail-fast"),
        Tally::read_harness,
    );
    fuzz_targets(&mut steps);
    oldest_toolchain(&mut steps)?;
    licences(&mut steps);
    Ok(steps.finish())
}

/// The fuzz targets are a workspace of their own, and rot unseen when nobody compiles them.
fn fuzz_targets(steps: &mut Steps) {
    let title = "fuzz targets";
    if succeeds(Command::new("c++").arg("--version")) {
        let words = "check --manifest-path fuzz/Cargo.toml --bins --target-dir target";
        steps.check(title, &mut cargo(words));
    } else {
        steps.skip(title, "no C++ compiler (c++) here, and libFuzzer is written in C++");
    }
}

/// Everything above ran on the toolchain in use; where that is newer than the oldest one that we
/// promise, the workspace has to compile on that one as well.
fn oldest_toolchain(steps: &mut Steps) -> anyhow::Result<()> {
    let title = "oldest toolchain";
    let manifest = std::fs::read_to_string(root().join("Cargo.toml"))?;
    let promised = promised(&manifest)?;
    let used = Command::new("rustc").arg("--version").current_dir(root()).output()?;
    let used = release(&String::from_utf8_lossy(&used.stdout))
        .context("rustc --version says something new")?;
    let oldest = format!("+{}.{}", promised.0, promised.1);
    let mut rustc = Command::new("rustc");
    if used < promised {
        steps.note(title, Err(format!("rust-version is {promised:?}, the one in use {used:?}")));
    } else if used == promised {
        let said = format!("{}.{} is the one in use", used.0, used.1);
        steps.note(title, Ok(said));
    } else if succeeds(rustc.args([&oldest, "--version"])) {
        let mut check = Command::new("cargo");
        check.arg(&oldest).args(["check", "--workspace"]).current_dir(root());
        steps.check(title, &mut check);
    } else {
        steps.skip(title, &format!("install it with: rustup toolchain install {}", &oldest[1..]));
    }
    Ok(())
}

/// The `rust-version` of the root manifest.
fn promised(manifest: &str) -> anyhow::Result<(u32, u32)> {
    let manifest: toml::Table = manifest.parse()?;
    manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("package")?.get("rust-version")?.as_str())
        .and_then(numbers)
        .context("the root Cargo.toml has no rust-version")
}

/// `rustc 1.95.0 (…)` to (1, 95).
fn release(version: &str) -> Option<(u32, u32)> {
    numbers(version.split_whitespace().nth(1)?)
}

fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Licences, banned crates and where crates come from; advisories need their database from the
/// network and are looked up by a separate job.
fn licences(steps: &mut Steps) {
    let title = "licences, bans, sources";
    if succeeds(&mut cargo("deny --version")) {
        steps.check(title, &mut cargo("deny check --hide-inclusion-graph licenses bans sources"));
    } else {
        steps.skip(title, "cargo-deny is not installed: cargo install cargo-deny --locked");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_compared() {
        let manifest = "[workspace.package]\nrust-version = \"1.95\"\n";
        assert_eq!(promised(manifest).unwrap(), (1, 95));
        assert!(promised("[workspace]\n").is_err());
        assert_eq!(release("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95)));
        assert!(release("rustc 1.101.0-nightly (x)") > Some((1, 95)));
    }
}
