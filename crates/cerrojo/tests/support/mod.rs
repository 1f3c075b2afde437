//! What every program of tests needs around the command: to run it away from whatever is configured on this
//! machine, and to hear what it said.
#![allow(dead_code, reason = "each program of tests uses some of it")]
#![expect(clippy::disallowed_types, reason = "a test may look at the clock")]

use std::io::Write as _;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// What a command said, and with which status it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// The lines of JSON on standard output.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The status that was expected, or everything that was said.
    #[track_caller]
    pub(crate) fn expect(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{self:#?}");
        self
    }

    /// Stops unless all went well and nothing was said beside the results.
    #[track_caller]
    pub(crate) fn fine(self) -> Self {
        assert_eq!((self.status, self.err.as_str()), (Some(0), ""), "{self:#?}");
        self
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The command, with nothing to read.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cerrojo"));
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_LOG"] {
        command.env_remove(variable);
    }
    command.env("XDG_CONFIG_HOME", "/nonexistent").env("HOME", "/nonexistent");
    command.env("LOGNAME", "ada").env("COLUMNS", "100").stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Said {
    command.output().unwrap().into()
}

/// The same with something to read.
pub(crate) fn run_on(command: &mut Command, input: &[u8]) -> Said {
    let mut child = start(command.stdin(Stdio::piped()));
    // Whoever reads only the beginning closes early; that shows in what is said.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap().into()
}

/// Starts a command; what it says is kept for whoever waits for its end.
pub(crate) fn start(command: &mut Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Looks until `there` gives something; for what tells nobody when it happens.
#[track_caller]
pub(crate) fn until<T>(mut there: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = there() {
            return found;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "it never happened");
        std::thread::sleep(Duration::from_millis(10));
    }
}
