//! `cerrojo letter`: what owners are written, in which languages, and what came of it.

mod languages;
mod preview;
mod read;
pub(crate) mod settings;

use clap::{Args, Subcommand};

use crate::Status;
use crate::arguments::Common;

/// Options of `letter`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// Show a letter: an example of a kind, or the one about a case.
    Preview(preview::Options),
    /// The languages that letters are written in, and how complete each is.
    Languages,
    /// Look through texts for what is wrong with them.
    Lint(languages::LintOptions),
    /// Say what mails are that came back: bounces, machines' answers, people's answers, reports.
    Read(read::Options),
}

/// Runs the command.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    match &options.action {
        Action::Preview(options) => preview::run(options, common).await,
        Action::Languages => languages::languages(common),
        Action::Lint(options) => languages::run_lint(options, common),
        Action::Read(options) => read::run(options, common),
    }
}
