//! `cerrojo import`: files of suspects in, cases out.

mod files;
mod networks;
mod rejects;
mod report;
mod rows;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use cerrojo_lists::feed::{FORMATS, Format, Given, Mapping, Peek, recognise};
use cerrojo_store::{Atlas, Store};
use clap::Args;

use crate::arguments::{Common, Kind};
use crate::database::{self, DatabaseOptions};
use crate::output::say;
use crate::{Status, arguments};
use files::File;
pub(crate) use report::Done;
use report::Report;

pub(crate) use files::open as open_files;

/// The word for networks of registries, which are no suspects.
const NETWORKS: &str = "networks";

/// Options of `import`.
#[derive(Args, Clone, Debug)]
#[command(after_help = after_help())]
pub(crate) struct Options {
    /// `auto` to tell each file's format from its name and its beginning, or one of those below.
    #[arg(value_name = "FORMAT")]
    feed_format: String,
    /// Files; `-` is standard input. What ends in .gz or .zip, or looks like it, is unpacked.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Who says so, to tell later how accurate they are [default: what the file says, else its name
    /// without a date].
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// What the suspects are, where the file does not say.
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// Their port, where the file does not say.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,
    /// Which column of a CSV file holds what, by number from 1 or by name: ip, port, kind, seen, asn,
    /// country.
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = mapping)]
    map: Option<Mapping>,
    /// Where to keep lines that cannot be read [default: NAME.rejected.jsonl here].
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// The formats, from their table.
fn after_help() -> String {
    let mut text = String::from("Formats:\n");
    for format in FORMATS {
        let _ = writeln!(text, "  {:<13} {}", format.id, format.about);
    }
    let _ = writeln!(
        text,
        "  {NETWORKS:<13} no suspects: a registry's bulk files (RPSL, as in ripe.db.inetnum.gz), all of them at once; tells suspects
                their network and country, and `cerrojo contact --offline` whom to tell"
    );
    text.push_str(
        "
The same suspect (address, port, kind) is one case, whoever names it. What a list calls accessible, or
behind a password, is no suspect. A line that cannot be read is shown, kept in a file, and stops nothing;
a file of another format than said is refused as a whole. The same file again changes nothing.

Exit status: 0 all files were read, 2 one could not be, 130 interrupted.",
    );
    text
}

/// `ip=3,port=4`.
fn mapping(text: &str) -> Result<Mapping, String> {
    let pairs = text.split(',').map(|pair| {
        let (field, column) = pair.split_once('=')?;
        let (field, column) = (field.trim(), column.trim());
        let known = ["ip", "port", "kind", "seen", "asn", "country"].contains(&field);
        (known && !column.is_empty()).then(|| (field.to_owned(), column.to_owned()))
    });
    let columns: Option<Vec<_>> = pairs.collect();
    let columns = columns.filter(|columns| columns.iter().any(|(field, _)| field == "ip"));
    let want =
        "want pairs such as ip=3,port=4, of ip, port, kind, seen, asn, country; ip must be there";
    columns.map(|columns| Mapping { columns }).ok_or_else(|| want.to_owned())
}

/// Runs the command.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    if options.feed_format == NETWORKS {
        return networks::run(options, common).await;
    }
    let format = named(options)?;
    let store = database::open(&options.database, common).await?;
    let result = all(options, common, format, &store).await;
    store.close().await;
    result
}

async fn all(
    options: &Options,
    common: &Common,
    format: Option<&'static Format>,
    store: &Store,
) -> anyhow::Result<Status> {
    let atlas = store.atlas().await?;
    let mut report = Report::new(common)?;
    let mut status = Status::Fine;
    for path in &options.files {
        let files = match files::open(path) {
            Ok(files) => files,
            Err(error) => {
                say(&format!("{}: {error:#}", path.display()));
                status = Status::Failed;
                continue;
            }
        };
        for file in files {
            let shown = file
                .as_ref()
                .map_or_else(|_| path.display().to_string(), |file| file.shown.clone());
            let done = match file {
                Ok(file) => one(options, file, format, (store, &atlas)).await,
                Err(error) => Err(error),
            };
            match done {
                Ok(done) => report.file(&done)?,
                Err(error) if error.is::<rows::Interrupted>() => return Ok(Status::Interrupted),
                Err(error) => {
                    say(&format!("{shown}: {error:#}"));
                    status = Status::Failed;
                }
            }
        }
    }
    report.finish()?;
    Ok(status)
}

/// Imports one file as it is, and says what it came to.
///
/// # Errors
///
/// The user's: it cannot be read, or has no known format. The database's.
pub(crate) async fn file(path: &Path, store: &Store) -> anyhow::Result<Done> {
    let file = files::open(path)?.into_iter().next().context("it is empty")??;
    let peek = Peek { name: &file.name, head: file.head() };
    let format = recognise(&peek).context("no known format begins like this")?;
    let given = Given { name: Some(file.name.clone()), ..Given::default() };
    let atlas = Atlas::default();
    let into = rows::Into { store, atlas: &atlas, source: None, rejects: None };
    rows::import(file, format, given, into).await
}

/// The format that was named; `None` for `auto`.
fn named(options: &Options) -> anyhow::Result<Option<&'static Format>> {
    if options.map.is_some() && options.feed_format == "auto" {
        return Ok(FORMATS.iter().find(|format| format.id == "csv"));
    }
    if options.feed_format == "auto" {
        return Ok(None);
    }
    let format = FORMATS.iter().find(|format| format.id == options.feed_format);
    if format.is_none() {
        let ids: Vec<_> = FORMATS.iter().map(|format| format.id).collect();
        bail!("there is no format `{}`: want auto, {}", options.feed_format, ids.join(", "));
    }
    Ok(format)
}

/// Imports one file.
async fn one(
    options: &Options,
    file: File,
    format: Option<&'static Format>,
    (store, atlas): (&Store, &Atlas),
) -> anyhow::Result<Done> {
    let peek = Peek { name: &file.name, head: file.head() };
    let format = match format {
        None => recognise(&peek),
        Some(format) if (format.recognises)(&peek) || options.map.is_some() => Some(format),
        Some(format) if file.head().trim_ascii().is_empty() => Some(format),
        Some(format) => {
            let looks = recognise(&peek).map_or_else(String::new, |other| {
                format!("; it looks like {}: `cerrojo import auto` takes it", other.id)
            });
            bail!("this is no {} file{looks}; nothing of it was imported", format.id);
        }
    };
    let Some(format) = format else {
        if file.head().trim_ascii().is_empty() {
            bail!("it is empty");
        }
        bail!("no known format begins like this; name one, or say with --map which column is what")
    };
    let kind = options.kind.map(arguments::Kind::of_model);
    let name = (!file.name.is_empty()).then(|| file.name.clone());
    let given = Given { name, kind, port: options.port, map: options.map.clone() };
    let source = options.source.clone();
    rows::import(
        file,
        format,
        given,
        rows::Into { store, atlas, source, rejects: options.rejects.clone() },
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings_are_read_or_refused() {
        let read = mapping("ip=3, port=Port").unwrap();
        assert_eq!(read.columns, [("ip".into(), "3".into()), ("port".into(), "Port".into())]);
        for wrong in ["", "port=4", "ip", "ip=", "address=3", "ip=1,x=2"] {
            assert!(mapping(wrong).is_err(), "{wrong}");
        }
    }
}
