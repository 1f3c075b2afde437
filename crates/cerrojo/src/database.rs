//! Which database does a command work on, and is it there?

use std::path::Path;

use anyhow::bail;
use cerrojo_store::Store;
use cerrojo_store::life::Rules;
use clap::Args;

use crate::arguments::Common;
use crate::configuration;

/// What every command takes that works on an operation.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct DatabaseOptions {
    /// The database of the operation: `sqlite:FILE`, or `postgres://USER@HOST/NAME` [default: `db` in
    /// cerrojo.toml, else sqlite:cerrojo.db in the current folder].
    #[arg(long, value_name = "URL")]
    pub(crate) db: Option<String>,
}

/// Where nobody names another one.
const DEFAULT: &str = "sqlite:cerrojo.db";

/// The database to work on: the one named, else that of the configuration, else the default.
///
/// # Errors
///
/// The user's: the configuration cannot be read.
pub(crate) fn url(db: Option<&str>, common: &Common) -> anyhow::Result<String> {
    if let Some(db) = db {
        return Ok(db.to_owned());
    }
    let configured = configuration::database(common.config.as_deref())?;
    Ok(configured.unwrap_or_else(|| DEFAULT.to_owned()))
}

/// Opens the database to work on, which must be there: nothing is made by a look at nothing.
///
/// # Errors
///
/// The user's: there is no such database. The machine's: it cannot be used.
pub(crate) async fn open(db: Option<&str>, common: &Common) -> anyhow::Result<Store> {
    let url = url(db, common)?;
    if let Some(file) = url.strip_prefix("sqlite:") {
        let file = file.strip_prefix("//").unwrap_or(file);
        if !file.is_empty() && !Path::new(file).exists() {
            bail!(
                "there is no database {file}: name another with --db, or make it with `cerrojo import`"
            );
        }
    }
    Ok(Store::open(&url, Rules::DEFAULT).await?)
}
