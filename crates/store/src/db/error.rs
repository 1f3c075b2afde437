//! What a fault of the database means to people.

use crate::StoreError;

/// The one line for a fault, with what to do about it.
pub(super) fn fault(shown: &str, error: sqlx::Error) -> StoreError {
    let why = match &error {
        sqlx::Error::Database(fault) => database(fault.as_ref()),
        sqlx::Error::PoolTimedOut => {
            "no connection became free in time; is the server busy, or gone?".to_owned()
        }
        sqlx::Error::Io(cause) => format!("no connection ({cause}); is the server running?"),
        other => other.to_string(),
    };
    StoreError::Unavailable { shown: shown.to_owned(), why, source: Box::new(error) }
}

fn database(fault: &dyn sqlx::error::DatabaseError) -> String {
    // SQLite's numbers (https://sqlite.org/rescode.html), PostgreSQL's classes (its manual, appendix A).
    let code = fault.code().unwrap_or_default();
    let doing = match code.as_ref() {
        "13" | "53100" => "make room on the disk and do the same again",
        "5" | "261" | "517" => "another program has been writing for long; do the same again",
        "8" | "1032" | "1544" => "the file may not be written; look at its rights",
        "10" | "266" | "522" | "778" | "1034" | "1290" | "2570" | "4618" => {
            "the disk does not take or give what it should; look at it, and make room"
        }
        "14" | "270" | "526" | "782" | "1038" => "make its folder first, or look at its rights",
        "11" | "26" => "it is no SQLite database, or it is damaged; restore a backup",
        "28P01" | "28000" => "look at the user and the password",
        "3D000" => "create that database first",
        "57P01" | "57P02" | "57P03" => "the server is stopping or starting; do the same again",
        _ => return fault.message().to_owned(),
    };
    format!("{}; {doing}", fault.message())
}
