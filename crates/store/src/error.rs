//! Why the store cannot do what was asked, by what the caller can do about it.

use crate::life::LifeError;

/// Why the store cannot do what was asked. What was acknowledged before stands.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The user's: that names no database.
    #[error("`{given}` is no database: want sqlite:FILE or postgres://USER@HOST/NAME")]
    NoDatabase {
        /// What was given, without a password.
        given: String,
    },
    /// The machine's: no room, no connection, no right. Nothing of what was to be written is, and the
    /// same again will do once that is mended.
    #[error("the database {shown} cannot be used: {why}")]
    Unavailable {
        /// What to call it, without a password.
        shown: String,
        /// What is wrong and what to do.
        why: String,
        /// The cause.
        #[source]
        source: Box<sqlx::Error>,
    },
    /// The user's: it was written by a newer Cerrojo, or its tables were changed.
    #[error("the database {shown} is of another version: {why}")]
    AnotherVersion {
        /// What to call it.
        shown: String,
        /// Which.
        why: String,
    },
    /// What is in it was changed by something else.
    #[error("the database holds something that Cerrojo did not write: {what}")]
    Damaged {
        /// What and where.
        what: String,
    },
    /// The caller's: there is no such thing.
    #[error("there is no {what}")]
    Missing {
        /// What was asked for.
        what: String,
    },
    /// The caller's: the thing is there already, or in use.
    #[error("{what}")]
    Conflict {
        /// What stands against it, and what to do.
        what: String,
    },
    /// The caller's: that cannot happen to that case.
    #[error("case {case}: {cause}")]
    Life {
        /// The number of the case.
        case: i64,
        /// Why not.
        cause: LifeError,
    },
    /// Somebody else has the work, or it was given back.
    #[error("the work on case {case} was taken over by somebody else")]
    LeaseLost {
        /// The number of the case.
        case: i64,
    },
    /// The user's: a backup that cannot be read.
    #[error("the backup cannot be restored: line {line}: {why}")]
    Backup {
        /// The line of the backup.
        line: u64,
        /// What is wrong.
        why: String,
    },
    /// The machine's: a file beside the database.
    #[error("a file cannot be read or written")]
    File(#[from] std::io::Error),
}
