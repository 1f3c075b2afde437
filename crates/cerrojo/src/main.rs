//! Finds open mail relays and open proxies, proves it, and says what to do.
//!
//! Reading order: [`arguments`] (what can be asked), `check` (the run), `report` (what is shown).
#![expect(clippy::disallowed_types, reason = "reads the user's files and writes the results")]
#![expect(clippy::disallowed_methods, reason = "reads the user's files and writes the results")]

mod advice;
mod arguments;
mod campaign;
mod case;
mod check;
mod configuration;
mod contact;
mod database;
mod demo;
mod digest;
mod export;
mod generate;
mod import;
mod keep;
mod letter;
mod moment;
mod output;
mod people;
mod progress;
mod report;
mod scope;
mod serve;
mod stats;
mod target;
mod transcript;
mod verify;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command, Format};

/// Checks come and go by the million, each with some dozens of small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command came to, as an exit status.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Status {
    /// All answered and nothing open.
    Fine,
    /// Something is open.
    Open,
    /// Could not do what was asked.
    Failed,
    /// Nothing open, but something unknown.
    Unknown,
    /// Interrupted.
    Interrupted,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Fine => 0,
            Status::Open => 1,
            Status::Failed => 2,
            Status::Unknown => 3,
            Status::Interrupted => 130,
        })
    }
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return not_understood(&error),
    };
    arguments.common.color.write_global();
    start_logging(arguments.common.verbose);
    match run(&arguments) {
        Ok(status) => status.into(),
        Err(error) => {
            let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
            output::say(&causes.join(": "));
            Status::Failed.into()
        }
    }
}

/// Help and version are asked for; everything else is the user's mistake, and gets one line.
fn not_understood(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind;
    if !error.use_stderr() {
        let _ = error.print();
        return Status::Fine.into();
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
    } else {
        output::say(&one_line(&error.to_string()));
    }
    Status::Failed.into()
}

/// The first paragraph of what clap says, a correction if it has one, and where to read on.
fn one_line(text: &str) -> String {
    let first = text.lines().take_while(|line| !line.trim().is_empty());
    let mut line = first.map(str::trim).collect::<Vec<_>>().join(" ");
    if let Some(tip) = text.lines().find_map(|line| line.trim().strip_prefix("tip: a similar")) {
        line = format!("{line}; a similar{tip}");
    }
    let line = line.strip_prefix("error: ").unwrap_or(&line);
    format!("{line}; `cerrojo --help` says more")
}

fn run(arguments: &Arguments) -> anyhow::Result<Status> {
    if arguments.common.format == Format::Csv && !matches!(arguments.command, Command::Stats(_)) {
        anyhow::bail!("only `cerrojo stats` writes --format csv; this command writes text or json");
    }
    match &arguments.command {
        Command::Check(check) => in_runtime(check::run(check, &arguments.common)),
        Command::Import(import) => in_runtime(import::run(import, &arguments.common)),
        Command::Case(case) => in_runtime(case::run(case, &arguments.common)),
        Command::Export(export) => in_runtime(export::run(export, &arguments.common)),
        Command::Campaign(campaign) => in_runtime(campaign::run(campaign, &arguments.common)),
        Command::Letter(letter) => in_runtime(letter::run(letter, &arguments.common)),
        Command::Contact(contact) => in_runtime(contact::run(contact, &arguments.common)),
        Command::Stats(stats) => in_runtime(stats::run(stats, &arguments.common)),
        Command::Verify(verify) => in_runtime(verify::run(verify, &arguments.common)),
        Command::Serve(serve) => in_runtime(serve::run(serve, &arguments.common)),
        Command::Scope(scope) => in_runtime(scope::run(scope, &arguments.common)),
        Command::Store(store) => in_runtime(keep::run(store, &arguments.common)),
        Command::User(user) => in_runtime(people::users(user, &arguments.common)),
        Command::Partner(partner) => in_runtime(people::partners(partner, &arguments.common)),
        Command::Source(source) => in_runtime(people::sources(source, &arguments.common)),
        Command::Demo => in_runtime(demo::run(&arguments.common)),
        Command::Completions { shell } => generate::completions(*shell),
        Command::Man { folder } => generate::man_pages(folder),
    }
}

fn in_runtime(work: impl Future<Output = anyhow::Result<Status>>) -> anyhow::Result<Status> {
    // One thread: the work is waiting, and handing it between threads costs more than it gains.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(work);
    // What is still running belongs to targets that are decided already.
    runtime.shutdown_background();
    result
}

/// `-v` shows what is done, `-vv` every conversation's steps; `RUST_LOG` beats both.
fn start_logging(verbose: u8) {
    let default = match verbose {
        0 => "warn",
        1 => "cerrojo=info,cerrojo_engine=info",
        _ => "debug",
    };
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(default));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .without_time()
        .init();
}
