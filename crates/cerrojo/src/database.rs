//! The database that an operation remembers in: which one, and how to open it.

use std::path::Path;

use cerrojo_store::Store;
use cerrojo_store::life::Rules;
use clap::Args;

use crate::arguments::Common;
use crate::configuration;

/// Where nobody says otherwise.
const USUAL: &str = "sqlite:cerrojo.db";

/// Which database.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Database")]
pub(crate) struct DatabaseOptions {
    /// `sqlite:FILE`, made if it is not there, or `postgres://USER@HOST/NAME` [default: `db` in
    /// cerrojo.toml, else sqlite:cerrojo.db here].
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) db: Option<String>,
}

/// Opens the database; one that is not there is made.
///
/// # Errors
///
/// The user's or the machine's: no such database, no way to it.
pub(crate) async fn open(options: &DatabaseOptions, common: &Common) -> anyhow::Result<Store> {
    let url = url(options, common)?;
    Ok(Store::open(&url, Rules::DEFAULT).await?)
}

/// Opens a database that is to be read: one that is not there is not made.
///
/// # Errors
///
/// As [`open`], and the user's: there is none.
pub(crate) async fn open_existing(
    options: &DatabaseOptions,
    common: &Common,
) -> anyhow::Result<Store> {
    let url = url(options, common)?;
    if let Some(file) = url.strip_prefix("sqlite:") {
        let file = file.strip_prefix("//").unwrap_or(file);
        anyhow::ensure!(
            Path::new(file).exists(),
            "there is no database {file} yet: `cerrojo import auto FILE` makes it, or name another with --db"
        );
    }
    Ok(Store::open(&url, Rules::DEFAULT).await?)
}

/// Opens a database if there is one; it is not made.
///
/// # Errors
///
/// As [`open`].
pub(crate) async fn open_if_there(
    options: &DatabaseOptions,
    common: &Common,
) -> anyhow::Result<Option<Store>> {
    let is_named =
        options.db.is_some() || configuration::database(common.config.as_deref())?.is_some();
    if is_named {
        return open_existing(options, common).await.map(Some);
    }
    let file = USUAL.trim_start_matches("sqlite:");
    if Path::new(file).exists() { open(options, common).await.map(Some) } else { Ok(None) }
}

/// The URL of the database.
///
/// # Errors
///
/// The user's: the configuration file cannot be read.
pub(crate) fn url(options: &DatabaseOptions, common: &Common) -> anyhow::Result<String> {
    let url = match &options.db {
        Some(url) => Some(url.clone()),
        None => configuration::database(common.config.as_deref())?,
    };
    Ok(url.unwrap_or_else(|| USUAL.to_owned()))
}
