//! Runs the steps of a chore one after the other, shows what they say, counts what came of them.
//!
//! A step that fails does not stop those after it: whoever reads the output sees everything that
//! is wrong at once. A step that is left out is one line with the reason, and counted.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::Context as _;

use crate::tally::Tally;

/// What the steps so far came to.
#[derive(Default)]
pub(crate) struct Steps {
    tally: Tally,
    failures: Vec<String>,
}

impl Steps {
    /// Runs `command` as one step: passed when it exits with 0.
    pub(crate) fn check(&mut self, title: &str, command: &mut Command) {
        let started = open(title);
        let ended = command.stdin(Stdio::null()).status();
        match ended {
            Ok(status) if status.success() => self.pass(title, started),
            Ok(status) => self.fail(title, &status.to_string()),
            Err(error) => self.fail(title, &format!("could not be started: {error}")),
        }
    }

    /// Runs `command` and adds up the counts that `read` finds in the lines it prints.
    ///
    /// A run that ends badly without having counted a failure (it did not compile, say) is one
    /// failure, and so is one that counted nothing: silence is not success.
    pub(crate) fn count(
        &mut self,
        title: &str,
        command: &mut Command,
        read: fn(&str) -> Option<Tally>,
    ) {
        open(title);
        let (tally, ended) = match tee(command, read) {
            Ok(both) => both,
            Err(error) => {
                return self.fail(title, &format!("could not be run: {error}"));
            }
        };
        self.tally += tally;
        if tally.failed > 0 {
            self.failures.push(format!("{title}: {tally}"));
        } else if !ended {
            self.fail(title, "ended badly before it counted a failure; see its output above");
        } else if tally == Tally::default() {
            self.fail(title, "counted nothing");
        }
    }

    /// Notes a step that was decided without running anything.
    pub(crate) fn note(&mut self, title: &str, outcome: Result<String, String>) {
        match outcome {
            Ok(said) => {
                self.tally.passed = self.tally.passed.saturating_add(1);
                println!("ok: {title}: {said}");
            }
            Err(reason) => self.fail(title, &reason),
        }
    }

    /// Leaves a step out, and says why.
    pub(crate) fn skip(&mut self, title: &str, reason: &str) {
        self.tally.skipped = self.tally.skipped.saturating_add(1);
        println!("skipped: {title}: {reason}");
    }

    /// Prints the failures again, then the closing line, alone on its line.
    pub(crate) fn finish(self) -> ExitCode {
        println!();
        for failure in &self.failures {
            println!("failed: {failure}");
        }
        println!("{}", self.tally);
        if self.tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn pass(&mut self, title: &str, started: Instant) {
        self.tally.passed = self.tally.passed.saturating_add(1);
        println!("ok: {title} ({} s)", started.elapsed().as_secs());
    }

    fn fail(&mut self, title: &str, reason: &str) {
        self.tally.failed = self.tally.failed.saturating_add(1);
        println!("failed: {title}: {reason}");
        self.failures.push(format!("{title}: {reason}"));
    }
}

/// `cargo` with `words`, the same one that started us, in the root of the workspace.
pub(crate) fn cargo(words: &str) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.args(words.split_whitespace()).current_dir(root());
    command
}

/// The root of the workspace, known since this was compiled.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The folder of all builds, which this program lies in.
pub(crate) fn target() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.parent().and_then(Path::parent);
    target.map(Path::to_path_buf).context("this program lies in no target folder")
}

/// Whether `command` can be started and says that all is well; what it prints is not shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

fn open(title: &str) -> Instant {
    println!("\n== {title}");
    Instant::now()
}

/// Shows what `command` prints as it comes; gives the sum of what was read and whether it ended well.
fn tee(command: &mut Command, read: fn(&str) -> Option<Tally>) -> std::io::Result<(Tally, bool)> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let mut sum = Tally::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            if let Some(found) = read(&line) {
                sum += found;
            }
        }
    }
    Ok((sum, child.wait()?.success()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn counts_are_added_up_from_the_parts() {
        let mut steps = Steps::default();
        steps.count(
            "two programs",
            &mut shell(
                "echo 'test result: ok. 2 passed; 0 failed; 1 ignored'; \
                 echo 'test result: ok. 3 passed; 0 failed; 0 ignored'",
            ),
            Tally::read_harness,
        );
        steps.check("a check", &mut shell("exit 0"));
        steps.skip("a part", "not on this machine");
        assert_eq!(steps.tally, Tally { passed: 6, failed: 0, skipped: 2 });
    }

    #[test]
    fn failure_cannot_hide() {
        for script in ["exit 101", "echo nothing counted", "kill -9 $$"] {
            let mut steps = Steps::default();
            steps.count(script, &mut shell(script), Tally::read_harness);
            assert_eq!(steps.tally.failed, 1, "{script}");
        }
        let mut steps = Steps::default();
        steps.check("a check", &mut shell("exit 3"));
        steps.check("no such program", &mut Command::new("./no-such-program"));
        assert_eq!((steps.tally.failed, steps.failures.len()), (2, 2));
    }

    #[test]
    fn counted_failures_are_not_counted_twice() {
        let mut steps = Steps::default();
        let script = "echo 'test result: FAILED. 1 passed; 2 failed; 0 ignored'; exit 101";
        steps.count("tests", &mut shell(script), Tally::read_harness);
        assert_eq!(steps.tally, Tally { passed: 1, failed: 2, skipped: 0 });
        assert_eq!(steps.failures.len(), 1);
    }
}
