//! How fast are letters written, unsigned and signed, beside a mail merge in Python?

use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;

use super::release;
use crate::oracle::output;

pub(super) const USAGE: &str = "[--letters 20000] [--peer-letters 2000] [--runs 3]";

/// What `cargo` builds for it.
pub(super) const PROGRAMS: &[&str] = &["--package=cerrojo-service", "--example=letters"];

/// Letters a second of one core at least: unsigned, with RSA-2048, with Ed25519.
const GOALS: [(&str, f64); 3] = [("unsigned", 20_000.0), ("rsa", 1_500.0), ("ed25519", 10_000.0)];
/// The merge, handed over with the program.
const PEER: &str = include_str!("by_merge.py");

/// What to measure.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Options {
    letters: u32,
    peer_letters: u32,
    runs: u32,
}

impl Options {
    /// Reads [`USAGE`].
    pub(super) fn parse(arguments: &[String]) -> anyhow::Result<Self> {
        let mut options = Self { letters: 20_000, peer_letters: 2_000, runs: 3 };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { bail!("cargo xtask bench letters {USAGE}") };
            match name.as_str() {
                "--letters" => options.letters = value.parse()?,
                "--peer-letters" => options.peer_letters = value.parse()?,
                "--runs" => options.runs = value.parse()?,
                _ => bail!("cargo xtask bench letters {USAGE}"),
            }
        }
        ensure!(options.letters > 0 && options.runs > 0, "there must be a letter and a run");
        Ok(options)
    }
}

/// What a program says of one way.
#[derive(Clone, Debug, Deserialize)]
struct Speed {
    letters: u32,
    /// Of processor time.
    seconds: f64,
    /// Of one letter.
    bytes: u32,
}

impl Speed {
    fn rate(&self) -> f64 {
        f64::from(self.letters) / self.seconds.max(1e-9)
    }
}

/// Runs everything and prints it; 1 when a goal was missed.
pub(super) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let program = release()?.join("examples/letters");
    let mut best = [const { None::<Speed> }; 3];
    for _ in 0..options.runs {
        let said = output(Command::new(&program).arg(options.letters.to_string()), "")?;
        let value: serde_json::Value = serde_json::from_str(said.trim()).context(said.clone())?;
        for (best, (name, _)) in best.iter_mut().zip(GOALS) {
            let speed: Speed =
                serde_json::from_value(value.get(name).cloned().unwrap_or_default())?;
            // Whatever else the machine does only takes away from it.
            if best.as_ref().is_none_or(|best| speed.rate() > best.rate()) {
                *best = Some(speed);
            }
        }
    }
    println!(
        "letters with table, report and proof, in 27 languages in turn, for a second of one core:"
    );
    let mut is_fine = true;
    let mut unsigned = 0.0;
    for (best, (name, goal)) in best.iter().zip(GOALS) {
        let speed = best.as_ref().context("nothing was run")?;
        let (rate, bytes) = (speed.rate(), speed.bytes);
        let word = if rate >= goal { "held" } else { "MISSED" };
        println!("  {name:<9} {rate:>9.0}   {bytes} bytes each; goal {goal:.0}: {word}");
        is_fine &= rate >= goal;
        if name == "unsigned" {
            unsigned = rate;
        }
    }
    if options.peer_letters > 0 {
        let rate = merge(options, &program)?;
        println!("  Python    {rate:>9.0}   the same letter merged by its `email`, unsigned");
        println!("  cerrojo : Python = {:.0} : 1", unsigned / rate.max(1e-9));
    }
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a mail merge makes of one of our letters.
fn merge(options: &Options, program: &std::path::Path) -> anyhow::Result<f64> {
    let folder = release()?.with_file_name("bench");
    fs::create_dir_all(&folder)?;
    let sample = folder.join("letter.eml");
    fs::write(&sample, output(Command::new(program).arg("sample"), "")?)?;
    let mut command = Command::new("python3");
    command.args(["-c", PEER]).arg(&sample).arg(options.peer_letters.to_string());
    let said = output(&mut command, "")?;
    let speed: Speed = serde_json::from_str(said.trim()).context(said.clone())?;
    Ok(speed.rate())
}
