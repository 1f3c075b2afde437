//! Do other people's parsers find the same suspects in the same files, and take what we write?
//!
//! `IntelMQ` (AGPL-3.0) and the schemas of XARF (MIT) come from the package registry of Python into a
//! virtual environment of their own under `target/`; nothing of them is part of this project.

mod environment;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;

use crate::steps::{Steps, cargo, root, target};
pub(crate) use environment::Environment;

/// Files made for this, with addresses of documentation.
const FILES: &str = "crates/lists/tests/files";

/// Which of the export formats are shown to whom.
const WRITTEN: &[(&str, &str)] =
    &[("intelmq", "IntelMQ's message class"), ("xarf", "XARF's schema")];

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    ensure!(arguments.is_empty(), "oracle takes no arguments");
    let environment = match Environment::ready() {
        Ok(environment) => environment,
        Err(why) => {
            println!("skipped: the oracle {why}");
            return Ok(ExitCode::SUCCESS);
        }
    };
    let program = feeds()?;
    let mut steps = Steps::default();
    for path in files()? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let outcome = same_suspects(&environment, &program, &path);
        steps.note(&name, outcome.map_err(|error| format!("{error:#}")));
    }
    for (format, judge) in WRITTEN {
        let outcome = is_taken(&environment, &program, format);
        steps.note(
            &format!("{format}, before {judge}"),
            outcome.map_err(|error| format!("{error:#}")),
        );
    }
    Ok(steps.finish())
}

/// The program that says what our formats find and write.
pub(crate) fn feeds() -> anyhow::Result<PathBuf> {
    example("feeds")
}

/// Builds an example of the command, as it is released, and says where it is.
pub(crate) fn example(name: &str) -> anyhow::Result<PathBuf> {
    let mut build = cargo("build --quiet --release --package cerrojo --example");
    ensure!(build.arg(name).status()?.success(), "the build failed");
    Ok(target()?.join("release/examples").join(name))
}

fn files() -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(root().join(FILES)).context(FILES)?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    ensure!(!paths.is_empty(), "{FILES} is empty");
    Ok(paths)
}

/// A suspect as both sides print it.
#[derive(Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd)]
struct Suspect {
    who: String,
    port: Option<u16>,
}

/// Compares what is found in a file.
fn same_suspects(environment: &Environment, program: &Path, path: &Path) -> anyhow::Result<String> {
    let ours = output(Command::new(program).args(["suspects", "auto"]).arg(path), "")?;
    let mut theirs = environment.python("by_intelmq.py");
    theirs.arg("suspects").arg(environment.table()).arg(path);
    let (ours, theirs) = (suspects(&ours)?, suspects(&output(&mut theirs, "")?)?);
    ensure!(
        ours == theirs,
        "only we: {:?}; only IntelMQ: {:?}",
        ours.difference(&theirs).collect::<Vec<_>>(),
        theirs.difference(&ours).collect::<Vec<_>>()
    );
    Ok(format!("the same {} suspects as IntelMQ's parser", ours.len()))
}

fn suspects(text: &str) -> anyhow::Result<BTreeSet<Suspect>> {
    text.lines().map(|line| serde_json::from_str(line).with_context(|| line.to_owned())).collect()
}

/// A case as we write it.
#[derive(Deserialize)]
struct Written {
    format: String,
    text: String,
}

/// What was said of one line.
#[derive(Deserialize)]
struct Judged {
    ok: bool,
    why: String,
}

/// Shows what we write to whoever has to read it.
fn is_taken(environment: &Environment, program: &Path, format: &str) -> anyhow::Result<String> {
    let all = output(Command::new(program).arg("exports"), "")?;
    let mut lines = String::new();
    for line in all.lines() {
        let written: Written = serde_json::from_str(line)?;
        if written.format == format {
            lines.push_str(&written.text);
        }
    }
    let count = lines.lines().count();
    ensure!(count > 0, "no example of {format} writes anything");
    let said = match format {
        "intelmq" => output(environment.python("by_intelmq.py").arg("accepts"), &lines)?,
        _ => output(&mut environment.python("by_xarf.py"), &lines)?,
    };
    let judged: Vec<Judged> =
        said.lines().map(serde_json::from_str).collect::<Result<_, _>>().context(said.clone())?;
    ensure!(judged.len() == count, "{count} were shown, {} were judged", judged.len());
    if let Some(refused) = judged.iter().find(|judged| !judged.ok) {
        bail!("refused: {}", refused.why);
    }
    Ok(format!("all {count} are accepted"))
}

/// Runs a command with `input` and gives what it prints.
pub(crate) fn output(command: &mut Command, input: &str) -> anyhow::Result<String> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().context("it could not be started")?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "it ended with {}: {}", output.status, errors.trim());
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_suspects_are_compared_whatever_else_is_said() {
        let ours = "{\"file\":\"x\",\"who\":\"192.0.2.1\",\"port\":25,\"kind\":\"open-relay\"}\n\
            {\"who\":\"192.0.2.2\",\"port\":null}\n";
        let theirs = "{\"who\":\"192.0.2.2\",\"port\":null}\n{\"who\":\"192.0.2.1\",\"port\":25}\n";
        assert_eq!(suspects(ours).unwrap(), suspects(theirs).unwrap());
        let other = "{\"who\":\"192.0.2.2\",\"port\":null}\n{\"who\":\"192.0.2.1\",\"port\":26}\n";
        assert_ne!(suspects(ours).unwrap(), suspects(other).unwrap());
        assert!(suspects("Traceback").is_err());
    }

    #[test]
    fn what_ends_badly_is_no_output() {
        let shell = |script: &str| output(Command::new("sh").args(["-c", script]), "in");
        assert_eq!(shell("cat; exit 0").unwrap(), "in");
        assert!(shell("cat >&2; exit 1").unwrap_err().to_string().ends_with(": in"));
    }
}
