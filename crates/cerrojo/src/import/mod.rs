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
use files::{Archive, File, Opened};
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
    #[arg(long, value_name = "NAME", value_parser = source)]
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

/// A name that can be told from others, in one line.
fn source(text: &str) -> Result<String, String> {
    let text = text.trim();
    let fits =
        !text.is_empty() && text.chars().count() <= 200 && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned()).ok_or_else(|| "want a name of at most 200 characters".to_owned())
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
    let import = Importing { options, format, store: &store, status: Status::Fine };
    let result = tokio::select! {
        result = import.all(common) => result,
        // What is being written is taken back, what is written stays.
        _ = tokio::signal::ctrl_c() => {
            say("interrupted; what was read is imported, and the same command does the rest");
            Ok(Status::Interrupted)
        }
    };
    store.close().await;
    result
}

/// One run of the command.
struct Importing<'a> {
    options: &'a Options,
    /// The format that was named; `None` for `auto`.
    format: Option<&'static Format>,
    store: &'a Store,
    status: Status,
}

impl Importing<'_> {
    async fn all(mut self, common: &Common) -> anyhow::Result<Status> {
        let atlas = self.store.atlas().await?;
        let mut report = Report::new(common)?;
        for path in &self.options.files {
            let named = path.clone();
            match apart(move || files::open(&named)).await {
                Ok(Opened::One(file)) => self.one(file, &atlas, &mut report).await?,
                Ok(Opened::Several(archive)) => self.several(archive, &atlas, &mut report).await?,
                Err(error) => self.failed(&path.display().to_string(), &error),
            }
        }
        report.finish()?;
        Ok(self.status)
    }

    async fn several(
        &mut self,
        mut archive: Archive,
        atlas: &Atlas,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        loop {
            let (rest, file) = apart(move || {
                let file = archive.next();
                Ok((archive, file))
            })
            .await?;
            archive = rest;
            match file {
                Ok(None) => return Ok(()),
                Ok(Some(file)) => self.one(file, atlas, report).await?,
                Err(error) => self.failed(archive.shown(), &error),
            }
        }
    }

    /// Imports one file. What is wrong with it is said, and stops no other; an error is one of the report.
    async fn one(&mut self, file: File, atlas: &Atlas, report: &mut Report) -> anyhow::Result<()> {
        let shown = file.shown.clone();
        match import(self.options, file, self.format, (self.store, atlas)).await {
            Ok(done) => report.file(&done)?,
            Err(error) => self.failed(&shown, &error),
        }
        Ok(())
    }

    fn failed(&mut self, shown: &str, error: &anyhow::Error) {
        say(&format!("{shown}: {error:#}"));
        self.status = Status::Failed;
    }
}

/// Does what may wait for a file or a pipe on a thread of its own, so that Ctrl-C is heard.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    tokio::task::spawn_blocking(work).await.context("the reader broke off")?
}

/// Imports one file as it is, and says what it came to.
///
/// # Errors
///
/// The user's: it cannot be read, or has no known format. The database's.
pub(crate) async fn file(path: &Path, store: &Store) -> anyhow::Result<Done> {
    let Opened::One(file) = files::open(path)? else { bail!("it is an archive") };
    let peek = Peek { name: &file.name, head: file.head() };
    let format = recognise(&peek).context("no known format begins like this")?;
    let given = Given { name: Some(file.name.clone()), ..Given::default() };
    let atlas = Atlas::default();
    let into = rows::Into { store, atlas: &atlas, source: None, rejects: None };
    rows::import(file, format, given, into).await
}

/// The format that was named; `None` for `auto`.
fn named(options: &Options) -> anyhow::Result<Option<&'static Format>> {
    if options.map.is_some() {
        if !["auto", "csv"].contains(&options.feed_format.as_str()) {
            bail!("--map is for CSV files: `cerrojo import csv`");
        }
        return Ok(FORMATS.iter().find(|format| format.id == "csv"));
    }
    if options.feed_format == "auto" {
        return Ok(None);
    }
    let format = FORMATS.iter().find(|format| format.id == options.feed_format);
    if format.is_none() {
        let ids: Vec<_> = FORMATS.iter().map(|format| format.id).collect();
        let given = &options.feed_format;
        if let Some(meant) = meant(given, ["auto", NETWORKS].iter().chain(&ids)) {
            bail!("there is no format `{given}`; `{meant}` is one: is it meant?");
        }
        bail!("there is no format `{given}`: want auto, {}", ids.join(", "));
    }
    Ok(format)
}

/// The word that is written almost so: a third of its letters may be wrong, or two of them exchanged.
fn meant<'a>(given: &str, words: impl Iterator<Item = &'a &'static str>) -> Option<&'static str> {
    let far = |word: &&str| strsim::damerau_levenshtein(given, word);
    let near = words.copied().min_by_key(far)?;
    (far(&near).saturating_mul(3) <= near.len()).then_some(near)
}

async fn import(
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
    fn a_word_that_is_almost_right_is_recognised() {
        let words = ["auto", "csv", "shadowserver"];
        for (given, word) in [
            ("auot", Some("auto")),
            ("shadow-servr", Some("shadowserver")),
            ("excel", None),
            ("", None),
        ] {
            assert_eq!(meant(given, words.iter()), word, "{given}");
        }
    }

    #[test]
    fn mappings_are_read_or_refused() {
        let read = mapping("ip=3, port=Port").unwrap();
        assert_eq!(read.columns, [("ip".into(), "3".into()), ("port".into(), "Port".into())]);
        for wrong in ["", "port=4", "ip", "ip=", "address=3", "ip=1,x=2"] {
            assert!(mapping(wrong).is_err(), "{wrong}");
        }
    }
}
