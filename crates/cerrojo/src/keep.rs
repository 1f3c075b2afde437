//! `cerrojo store`: backs up the database of an operation, restores it, and lets old evidence go.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use cerrojo_store::{Restored, Retention, Store};
use chrono::TimeDelta;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::Status;
use crate::arguments::{Common, Format};
use crate::database::{self, DatabaseOptions};
use crate::digest::hexadecimal;
use crate::output::Output;

/// Options of `store`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Exit status: 0 done, 1 a backup was restored whose log does not hold, 2 could not be done."
)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// Write everything into FILE, lines of JSON; the work of others goes on.
    Backup {
        /// A file that is not there yet.
        file: PathBuf,
    },
    /// Read a backup into an empty database, whichever wrote it; then go through its log.
    Restore {
        /// The backup; `-` is standard input.
        file: PathBuf,
    },
    /// Delete evidence that was kept long enough, and erase closed cases that name a contact.
    Prune {
        /// Transcripts are kept so many days after a case came to rest.
        #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..))]
        transcripts: u16,
        /// Letters, records of checks and contacts are kept so many days.
        #[arg(long, value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(u16).range(1..))]
        contacts: u16,
    },
}

/// Runs the command.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    if let Action::Restore { file } = &options.action {
        return restore(file, options, common).await;
    }
    let store = database::open_existing(&options.database, common).await?;
    let done = match &options.action {
        Action::Prune { transcripts, contacts } => prune(*transcripts, *contacts, &store).await,
        Action::Backup { file } => backup(file, &store).await,
        Action::Restore { .. } => Ok((String::new(), json!({}))),
    };
    store.close().await;
    let (text, object) = done?;
    report(common, &text, &object)?;
    Ok(Status::Fine)
}

fn report(common: &Common, text: &str, object: &serde_json::Value) -> anyhow::Result<()> {
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    match common.format {
        Format::Text | Format::Csv => writeln!(output, "{text}"),
        Format::Json => writeln!(output, "{object}"),
    }
    .and_then(|()| output.flush())
    .context("cannot write what was done")
}

/// Writes beside the place first: a backup that was broken off is never taken for one.
async fn backup(path: &Path, store: &Store) -> anyhow::Result<(String, serde_json::Value)> {
    let shown = path.display();
    if path.exists() {
        bail!("{shown} is there already; name another file, so that no backup is lost");
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let file = tempfile::NamedTempFile::new_in(folder.unwrap_or_else(|| Path::new(".")));
    let file = file.with_context(|| format!("cannot write {shown}"))?;
    let mut out = BufWriter::with_capacity(256 * 1024, file);
    let done = store.backup(&mut out).await?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error);
    let file = file.with_context(|| format!("cannot write {shown}"))?;
    file.as_file().sync_all().with_context(|| format!("cannot write {shown}"))?;
    file.persist_noclobber(path).with_context(|| format!("cannot write {shown}"))?;
    let rows: u64 = done.rows.iter().map(|(_, count)| count).sum();
    let text = format!(
        "{shown}: {rows} rows, {} bytes. It names people: keep it as the database",
        done.bytes
    );
    let object = json!({"schema": "cerrojo.backup-report/1", "file": shown.to_string(), "rows": rows, "bytes": done.bytes});
    Ok((text, object))
}

async fn restore(path: &Path, options: &Options, common: &Common) -> anyhow::Result<Status> {
    let shown = path.display();
    let url = database::url(&options.database, common)?;
    let input: Box<dyn io::Read + Send> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).with_context(|| format!("cannot read {shown}"))?)
    };
    let mut input = BufReader::with_capacity(256 * 1024, input);
    let Restored { rows, verified } = Store::restore(&url, &mut input).await?;
    let rows: u64 = rows.values().sum();
    let log = match &verified.broken {
        None => format!("the log holds, {} events", verified.head.seq),
        Some((seq, why)) => {
            format!("its log is broken at event {seq}: {why}; look for an older backup")
        }
    };
    let object = json!({
        "schema": "cerrojo.restore-report/1", "file": shown.to_string(), "rows": rows,
        "holds": verified.broken.is_none(), "events": verified.head.seq, "head": hexadecimal(&verified.head.hash),
    });
    report(common, &format!("{shown}: {rows} rows; {log}"), &object)?;
    Ok(if verified.broken.is_none() { Status::Fine } else { Status::Open })
}

async fn prune(
    transcripts: u16,
    contacts: u16,
    store: &Store,
) -> anyhow::Result<(String, serde_json::Value)> {
    let days = |days: u16| TimeDelta::days(days.into());
    let retention = Retention { transcripts: days(transcripts), contacts: days(contacts) };
    let done = store.prune(cerrojo_engine::now(), &retention).await?;
    let text = format!(
        "deleted: {} transcripts, {} other records, {} contacts; {} cases erased",
        done.transcripts, done.records, done.contacts, done.erased
    );
    let object = json!({
        "schema": "cerrojo.prune-report/1", "transcripts": done.transcripts,
        "records": done.records, "contacts": done.contacts, "erased": done.erased,
    });
    Ok((text, object))
}
