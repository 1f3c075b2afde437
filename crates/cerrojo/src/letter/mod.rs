//! `cerrojo letter`: what owners are written, in which languages, and what came of it.

mod inbox;
mod languages;
pub(crate) mod post;
pub(crate) mod post_box;
mod preview;
mod print;
mod read;
mod sender;
pub(crate) mod settings;
mod way;

use clap::{Args, Subcommand};

use crate::Status;
use crate::arguments::Common;
use crate::database::{self, DatabaseOptions};

/// Options of `letter`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// Show a letter: an example of a kind, or the one about a case.
    Preview(preview::Options),
    /// Write a letter as pages (PDF) for an envelope with a window.
    Print(print::Options),
    /// The languages that letters are written in, and how complete each is.
    Languages,
    /// Look through texts for what is wrong with them.
    Lint(languages::LintOptions),
    /// Say what mails are that came back: bounces, machines' answers, people's answers, reports.
    Read(read::Options),
    /// Say whether mail from here will be believed: SPF, DKIM, DMARC and the rest, and what to put into DNS.
    Sender,
    /// Make a key to sign letters with.
    Key(sender::KeyOptions),
    /// What came back and waits for a person.
    Inbox {
        #[command(subcommand)]
        action: inbox::Action,
    },
    /// Answer an objection, after a person looked into it.
    Reply(inbox::ReplyOptions),
    /// The letters of the operation: write what is due, send it, list it.
    #[command(flatten)]
    Post(post::Action),
}

/// Runs the command.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    match &options.action {
        Action::Preview(preview) => preview::run(preview, &options.database, common).await,
        Action::Print(print) => print::run(print, &options.database, common).await,
        Action::Languages => languages::languages(common),
        Action::Lint(options) => languages::run_lint(options, common),
        Action::Read(options) => read::run(options, common),
        Action::Sender => sender::sender(common).await,
        Action::Key(options) => sender::key(options, common),
        Action::Inbox { action } => {
            let store = database::open_existing(&options.database, common).await?;
            let result = inbox::run(action, &store, common).await;
            store.close().await;
            result
        }
        Action::Reply(reply) => {
            let store = database::open_existing(&options.database, common).await?;
            let result = inbox::reply(reply, &store, common).await;
            store.close().await;
            result
        }
        Action::Post(action) => post::run(action, &options.database, common).await,
    }
}
