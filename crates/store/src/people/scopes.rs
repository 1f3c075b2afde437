//! The scope files of an operation: what may be checked, and who says so.

use cerrojo_model::Time;

use super::{conflict, line};
use crate::db::Row;
use crate::{Store, StoreError};

/// Bytes of the longest scope file.
const TEXT_BYTES: usize = 16 << 20;

/// A scope file by its name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scope {
    /// Its name.
    pub name: String,
    /// The text of the file. Whether it is valid is for those to say who read scopes.
    pub text: String,
    /// Who put it there.
    pub who: String,
    /// When.
    pub at: Time,
}

impl Store {
    /// Puts a scope file there; one of the same name is replaced.
    ///
    /// # Errors
    ///
    /// The caller's: no name, nobody who put it there, an empty file or one above 16 MiB. The machine's.
    pub async fn put_scope(&self, scope: &Scope) -> Result<(), StoreError> {
        let Scope { name, text, who, at } = scope;
        line("the name of a scope", name)?;
        line("who put a scope there", who)?;
        if text.trim().is_empty() || text.len() > TEXT_BYTES {
            return Err(conflict(format!("the scope `{name}` is empty, or larger than 16 MiB")));
        }
        let sql = "INSERT INTO scopes (name, text, who, at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (name) DO UPDATE SET text = excluded.text, who = excluded.who, at = excluded.at";
        let values =
            vec![name.as_str().into(), text.as_str().into(), who.as_str().into(), (*at).into()];
        self.change(sql, values).await.map(drop)
    }

    /// All scopes, by name.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn scopes(&self) -> Result<Vec<Scope>, StoreError> {
        let sql =
            format!("SELECT name, text, who, at FROM scopes ORDER BY name{}", self.db.by_bytes());
        self.db.rows(&sql, Vec::new()).await?.into_iter().map(scope).collect()
    }

    /// A scope; `None` where none has that name.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn scope(&self, name: &str) -> Result<Option<Scope>, StoreError> {
        let sql = "SELECT name, text, who, at FROM scopes WHERE name = $1";
        let mut rows = self.db.rows(sql, vec![name.into()]).await?;
        rows.pop().map(scope).transpose()
    }

    /// Takes a scope away.
    ///
    /// # Errors
    ///
    /// The caller's: none has that name. The machine's.
    pub async fn remove_scope(&self, name: &str) -> Result<(), StoreError> {
        self.remove("DELETE FROM scopes WHERE name = $1", name, "scope").await
    }
}

fn scope(mut row: Row) -> Result<Scope, StoreError> {
    Ok(Scope { name: row.text()?, text: row.text()?, who: row.text()?, at: row.time()? })
}
