//! One way to say SQL to SQLite and to PostgreSQL.
//!
//! Everything above this file is written once: statements in the SQL that both understand, values of
//! three types, rows of such values. What differs between the two stands here and in `connect`.

mod connect;
mod error;
mod value;

use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, Postgres, SqlSafeStr as _, Sqlite};

use crate::StoreError;
pub(crate) use value::{Row, Value};

/// A database.
#[derive(Clone, Debug)]
pub(crate) struct Db {
    pool: Pool,
    /// What to call it; never holds a password.
    shown: String,
}

#[derive(Clone, Debug)]
enum Pool {
    Sqlite(sqlx::Pool<Sqlite>),
    Postgres(sqlx::Pool<Postgres>),
}

/// Everything in it is done, or nothing: it is undone unless it is committed.
pub(crate) struct Transaction {
    open: Open,
    shown: String,
}

enum Open {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// Binds, runs and reads: the same words for both.
macro_rules! run {
    ($executor:expr, $sql:expr, $values:expr) => {{
        let mut query = sqlx::query(AssertSqlSafe($sql).into_sql_str());
        for value in $values {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}

impl Db {
    /// Reads rows outside of a transaction.
    pub(crate) async fn rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let sql = sql.to_owned();
        let rows = match &self.pool {
            Pool::Sqlite(pool) => {
                let rows = run!(pool, sql, values).fetch_all(pool).await;
                rows.map(|rows| rows.iter().map(value::of_sqlite).collect())
            }
            Pool::Postgres(pool) => {
                let rows = run!(pool, sql, values).fetch_all(pool).await;
                rows.map(|rows| rows.iter().map(value::of_postgres).collect())
            }
        };
        rows.map_err(|error| self.fault(error))
    }

    /// Begins to write. One writer at a time in SQLite; others wait.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        let open = match &self.pool {
            // Taken at once: a reader that becomes a writer later can lose against another.
            Pool::Sqlite(pool) => pool.begin_with("BEGIN IMMEDIATE").await.map(Open::Sqlite),
            Pool::Postgres(pool) => pool.begin().await.map(Open::Postgres),
        };
        let shown = self.shown.clone();
        open.map(|open| Transaction { open, shown }).map_err(|error| self.fault(error))
    }

    /// Begins to read: everything is seen as it stands now, whatever others write meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<Transaction, StoreError> {
        let open = match &self.pool {
            Pool::Sqlite(pool) => pool.begin().await.map(Open::Sqlite),
            Pool::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                pool.begin_with(begin).await.map(Open::Postgres)
            }
        };
        let shown = self.shown.clone();
        open.map(|open| Transaction { open, shown }).map_err(|error| self.fault(error))
    }

    /// What a statement that picks work adds so that two never wait for the same row.
    pub(crate) const fn skip_locked(&self) -> &'static str {
        match self.pool {
            // It has one writer, who locks everything.
            Pool::Sqlite(_) => "",
            Pool::Postgres(_) => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// What follows a column of text that is ordered by its bytes, whatever language the database is set to.
    pub(crate) const fn by_bytes(&self) -> &'static str {
        match self.pool {
            Pool::Sqlite(_) => "",
            Pool::Postgres(_) => " COLLATE \"C\"",
        }
    }

    /// What to call it.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// Closes all connections; SQLite writes its log into the file.
    pub(crate) async fn close(&self) {
        match &self.pool {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }

    fn fault(&self, error: sqlx::Error) -> StoreError {
        error::fault(&self.shown, error)
    }
}

impl Transaction {
    /// Reads rows, or those that a statement returns.
    pub(crate) async fn rows(
        &mut self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        let sql = sql.to_owned();
        let rows = match &mut self.open {
            Open::Sqlite(open) => {
                let rows = run!(open, sql, values).fetch_all(&mut **open).await;
                rows.map(|rows| rows.iter().map(value::of_sqlite).collect())
            }
            Open::Postgres(open) => {
                let rows = run!(open, sql, values).fetch_all(&mut **open).await;
                rows.map(|rows| rows.iter().map(value::of_postgres).collect())
            }
        };
        rows.map_err(|error| error::fault(&self.shown, error))
    }

    /// Changes something; gives the number of rows that it touched.
    pub(crate) async fn execute(
        &mut self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<u64, StoreError> {
        let sql = sql.to_owned();
        let touched = match &mut self.open {
            Open::Sqlite(open) => {
                let done = run!(open, sql, values).execute(&mut **open).await;
                done.map(|done| done.rows_affected())
            }
            Open::Postgres(open) => {
                let done = run!(open, sql, values).execute(&mut **open).await;
                done.map(|done| done.rows_affected())
            }
        };
        touched.map_err(|error| error::fault(&self.shown, error))
    }

    /// Writes many rows with few statements; `head` ends before `VALUES`, `tail` follows the rows.
    pub(crate) async fn insert(
        &mut self,
        (head, tail): (&str, &str),
        columns: usize,
        mut values: Vec<Value>,
    ) -> Result<(), StoreError> {
        // SQLite takes 32,766 values in a statement. Few different lengths: statements are kept.
        let most = [512, 64, 8, 1];
        while !values.is_empty() {
            let rows = values.len() / columns.max(1);
            let count = most.iter().copied().find(|count| *count <= rows).unwrap_or(1);
            let rest = values.split_off((count * columns).min(values.len()));
            // SQLite looks a numbered place up in a list of all of them, every time.
            let is_numbered = matches!(self.open, Open::Postgres(_));
            let sql = format!("{head} VALUES {}{tail}", places(count, columns, is_numbered));
            self.execute(&sql, std::mem::replace(&mut values, rest)).await?;
        }
        Ok(())
    }

    /// Makes all of it last.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        let shown = self.shown;
        let done = match self.open {
            Open::Sqlite(open) => open.commit().await,
            Open::Postgres(open) => open.commit().await,
        };
        done.map_err(|error| error::fault(&shown, error))
    }
}

/// `($1,$2),($3,$4)`, or `(?,?),(?,?)`.
fn places(rows: usize, columns: usize, is_numbered: bool) -> String {
    let mut text = String::with_capacity(rows.saturating_mul(columns).saturating_mul(7));
    for row in 0..rows {
        for column in 0..columns {
            text.push_str(match (row, column) {
                (0, 0) => "(",
                (_, 0) => "),(",
                _ => ",",
            });
            if is_numbered {
                let _ = write!(text, "${}", row * columns + column + 1);
            } else {
                text.push('?');
            }
        }
    }
    text.push(')');
    text
}

/// `$3,$4,$5` for so many values after so many others.
pub(crate) fn list(after: usize, count: usize) -> String {
    let places: Vec<String> = (1..=count).map(|n| format!("${}", after + n)).collect();
    places.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_through() {
        assert_eq!(places(2, 3, true), "($1,$2,$3),($4,$5,$6)");
        assert_eq!(places(2, 3, false), "(?,?,?),(?,?,?)");
        assert_eq!(list(2, 2), "$3,$4");
    }
}
