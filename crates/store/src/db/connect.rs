//! Opens a database that a user named, and brings its tables up to date.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::{Db, Pool, error};
use crate::{StoreError, schema};

/// How long to wait for another writer, or for a connection.
const PATIENCE: Duration = Duration::from_secs(30);
/// Pages that collect in SQLite's log before it is written into the file.
const CHECKPOINT_PAGES: &str = "4000";

impl Db {
    /// Opens `sqlite:FILE` (made if it is not there) or `postgres://…`.
    ///
    /// # Errors
    ///
    /// The user's: no such database, or one of another version. The machine's: it cannot be reached.
    pub(crate) async fn open(url: &str) -> Result<Self, StoreError> {
        let db = Self::connect(url).await?;
        let migrated = match &db.pool {
            Pool::Sqlite(pool) => schema::migrations("INTEGER PRIMARY KEY").run(pool).await,
            Pool::Postgres(pool) => schema::migrations("BIGINT PRIMARY KEY").run(pool).await,
        };
        migrated.map_err(|fault| match fault {
            sqlx::migrate::MigrateError::Execute(fault)
            | sqlx::migrate::MigrateError::ExecuteMigration(fault, _) => {
                error::fault(&db.shown, fault)
            }
            other => StoreError::AnotherVersion { shown: db.shown.clone(), why: other.to_string() },
        })?;
        Ok(db)
    }

    async fn connect(url: &str) -> Result<Self, StoreError> {
        let no = || StoreError::NoDatabase { given: without_password(url) };
        if let Some(file) = url.strip_prefix("sqlite:") {
            let file = file.strip_prefix("//").unwrap_or(file);
            if file.is_empty() || file == ":memory:" {
                return Err(no());
            }
            make_private(Path::new(file));
            let options = SqliteConnectOptions::new()
                .filename(file)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // What was acknowledged survives the loss of power as well.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(PATIENCE)
                .foreign_keys(true)
                .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
                .pragma("cache_size", "-32000");
            let pool = SqlitePoolOptions::new()
                .max_connections(4)
                .acquire_timeout(PATIENCE)
                // SQLite undoes a transaction itself where the disk is full, and then the undoing that sqlx
                // asks for fails: to sqlx it is open for ever.
                .before_acquire(|connection, _| {
                    Box::pin(std::future::ready(Ok(!connection.is_in_transaction())))
                })
                .connect_with(options);
            let shown = format!("sqlite:{file}");
            let pool = pool.await.map_err(|fault| error::fault(&shown, fault))?;
            return Ok(Self { pool: Pool::Sqlite(pool), shown });
        }
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(no());
        }
        let options = PgConnectOptions::from_str(url).map_err(|_| no())?;
        let options = options.application_name("cerrojo");
        let shown = without_password(url);
        // A pool tries again for long where nobody listens; at the beginning that is a mistake.
        let first = PgConnection::connect_with(&options).await;
        let closed = async { first?.close().await };
        closed.await.map_err(|fault| error::fault(&shown, fault))?;
        let pool =
            PgPoolOptions::new().max_connections(8).acquire_timeout(PATIENCE).connect_with(options);
        let pool = pool.await.map_err(|fault| error::fault(&shown, fault))?;
        Ok(Self { pool: Pool::Postgres(pool), shown })
    }
}

/// Makes the file of a new database, to be read by its owner alone: it names people. SQLite gives the files
/// beside it the same rights. Where that fails, opening the database says why.
fn make_private(file: &Path) {
    let _ = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
}

/// The URL as it may be shown.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let rest = rest.split('?').next().unwrap_or_default();
    let Some((user, place)) = rest.rsplit_once('@') else { return format!("{scheme}://{rest}") };
    let user = user.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}@{place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(without_password("postgres://u:p@h/d?password=x"), "postgres://u@h/d");
        assert_eq!(without_password("postgres://h/d"), "postgres://h/d");
        assert_eq!(without_password("sqlite:file"), "sqlite:file");
    }
}
