//! Who and what an operation has to do with besides its cases: sources, contacts, partners, users, and
//! what people decided about networks. A file a table, each with what may be put there, listed and removed.

mod contacts;
mod exclusions;
mod overrides;
mod partners;
mod scopes;
mod sources;
mod users;

pub use contacts::{Bounce, CONTROL_PERCENT, Contact, Health};
pub(crate) use contacts::{bounced_within, works_within};
pub use exclusions::{Excluded, Exclusion};
pub use overrides::{Override, Subject};
pub use partners::Partner;
pub use scopes::Scope;
pub use sources::Source;
pub use users::{ROLES, Right, Role, User};

use crate::db::Value;
use crate::log::Writer;
use crate::{Store, StoreError};

/// Bytes of a line that a person writes: a name, a reason.
const LINE_BYTES: usize = 1_000;

/// Makes sure that a line holds something, is not too long and has no control characters.
pub(crate) fn line(what: &str, text: &str) -> Result<(), StoreError> {
    let why = if text.trim().is_empty() {
        "is empty"
    } else if text.len() > LINE_BYTES {
        "is longer than 1000 bytes"
    } else if text.chars().any(char::is_control) {
        "holds a line break or another control character"
    } else {
        return Ok(());
    };
    Err(conflict(format!("{what} {why}")))
}

const fn conflict(what: String) -> StoreError {
    StoreError::Conflict { what }
}

impl Store {
    /// Does one statement and makes it last; gives the number of rows that it touched.
    async fn change(&self, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
        // The lock of the log: numbers that are counted up need one who counts.
        let mut writer = Writer::begin(&self.db).await?;
        let touched = writer.transaction.execute(sql, values).await?;
        writer.commit().await?;
        Ok(touched)
    }

    /// Removes what has that key; it is an error when nothing has.
    async fn remove(&self, sql: &str, key: &str, what: &str) -> Result<(), StoreError> {
        match self.change(sql, vec![key.into()]).await? {
            0 => Err(StoreError::Missing { what: format!("{what} `{key}`") }),
            _ => Ok(()),
        }
    }
}
