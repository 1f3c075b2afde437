//! How does a backup become a database again, whole or not at all?

use std::collections::BTreeMap;
use std::io::{BufRead, Read as _};

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest as _, Sha256};

use crate::StoreError;
use crate::backup::{Begin, End, SCHEMA};
use crate::cases::Store;
use crate::db::{Db, Transaction, Value};
use crate::log::{self, Verified};
use crate::schema::{TABLES, Table};

/// Bytes of the longest line: what is kept as evidence, in base64, and its row around it.
const LINE_BYTES: u64 = 96 << 20;
/// Rows, and bytes of lines, that are written at once.
const BATCH_ROWS: usize = 512;
const BATCH_BYTES: usize = 4 << 20;

/// What was restored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Restored {
    /// The rows of each table.
    pub rows: BTreeMap<String, u64>,
    /// What a look through the whole log came to afterwards: a log that was broken when it was written
    /// down is broken now.
    pub verified: Verified,
}

impl Store {
    /// Restores a backup into an empty database, which is made as [`Store::open`] makes it: all of it, or
    /// nothing. Nobody has work leased afterwards.
    ///
    /// # Errors
    ///
    /// The user's: [`StoreError::Backup`] where it is no backup, is cut off or was altered;
    /// [`StoreError::Conflict`] where the database is not empty. The machine's.
    pub async fn restore(
        url: &str,
        input: &mut (dyn BufRead + Send),
    ) -> Result<Restored, StoreError> {
        let db = Db::open(url).await?;
        let mut transaction = db.begin().await?;
        empty(&db, &mut transaction).await?;
        let mut lines = Lines { input, line: Vec::new(), number: 0, sum: Sha256::new() };
        let begin = lines.begin()?;
        let mut layout = BTreeMap::new();
        for (name, columns) in &begin.tables {
            layout.insert(name.clone(), Layout::of(name, columns).map_err(|why| lines.bad(why))?);
        }
        let mut rows: BTreeMap<String, u64> = layout.keys().map(|name| (name.clone(), 0)).collect();
        let mut batch = Batch::default();
        let end = loop {
            match lines.next(&layout)? {
                Line::End(end) => break end,
                Line::Row(layout, values) => {
                    if let Some(count) = rows.get_mut(layout.table.name) {
                        *count += 1;
                    }
                    if batch.is_full() || batch.head != layout.head {
                        batch.write(&mut transaction).await?;
                        (batch.head, batch.columns) = (layout.head.clone(), layout.kinds.len());
                    }
                    batch.bytes = batch.bytes.saturating_add(lines.line.len());
                    batch.values.extend(values);
                }
            }
        };
        batch.write(&mut transaction).await?;
        if end.rows != rows {
            return Err(lines.bad("the counts are not those of its rows; take another copy"));
        }
        transaction.commit().await?;
        let verified = log::verify(&db).await?;
        db.close().await;
        Ok(Restored { rows, verified })
    }
}

/// Makes sure that nothing is there, and keeps others from changing that.
async fn empty(db: &Db, transaction: &mut Transaction) -> Result<(), StoreError> {
    let lock = "UPDATE head SET seq = seq WHERE id = 1 RETURNING seq";
    let mut head = transaction.rows(lock, Vec::new()).await?;
    let mut is_empty = head.pop().map(|mut row| row.int()).transpose()? == Some(0);
    for table in TABLES.iter().filter(|table| table.name != "head") {
        let sql = format!("SELECT 1 FROM {} LIMIT 1", table.name);
        is_empty &= transaction.rows(&sql, Vec::new()).await?.is_empty();
    }
    if is_empty {
        return transaction.execute("DELETE FROM head", Vec::new()).await.map(drop);
    }
    let shown = db.shown();
    let what = format!("the database {shown} is not empty; restore into a new one");
    Err(StoreError::Conflict { what })
}

/// Where the values of a row go.
struct Layout {
    table: &'static Table,
    /// The beginning of the statement.
    head: String,
    /// The types, in the order of the backup.
    kinds: Vec<&'static str>,
}

impl Layout {
    fn of(name: &str, columns: &[String]) -> Result<Self, &'static str> {
        let newer = "it holds something that this Cerrojo does not know; use the newer one";
        let table = TABLES.iter().find(|table| table.name == name).ok_or(newer)?;
        let kind = |name: &String| table.columns().find(|(known, _)| known == name);
        let kinds: Option<Vec<_>> = columns.iter().map(kind).collect();
        let kinds = kinds.ok_or(newer)?.into_iter().map(|(_, kind)| kind).collect();
        let head = format!("INSERT INTO {name} ({})", columns.join(", "));
        Ok(Self { table, head, kinds })
    }

    /// The values of a row; `None` where they are not of its columns.
    fn values(&self, row: Vec<serde_json::Value>) -> Option<Vec<Value>> {
        if row.len() != self.kinds.len() {
            return None;
        }
        let value = |(value, kind): (serde_json::Value, &&str)| {
            Some(match (*kind, value) {
                ("BIGINT", serde_json::Value::Null) => Value::Int(None),
                ("BIGINT", serde_json::Value::Number(number)) => Value::Int(Some(number.as_i64()?)),
                ("TEXT", serde_json::Value::Null) => Value::Text(None),
                ("TEXT", serde_json::Value::String(text)) => Value::Text(Some(text)),
                ("BYTEA", serde_json::Value::Null) => Value::Bytes(None),
                ("BYTEA", serde_json::Value::String(text)) => {
                    Value::Bytes(Some(BASE64.decode(text.as_bytes()).ok()?))
                }
                _ => return None,
            })
        };
        row.into_iter().zip(&self.kinds).map(value).collect()
    }
}

enum Line<'a> {
    Row(&'a Layout, Vec<Value>),
    End(End),
}

/// Reads a backup, a line at a time.
struct Lines<'a> {
    input: &'a mut (dyn BufRead + Send),
    line: Vec<u8>,
    number: u64,
    sum: Sha256,
}

impl Lines<'_> {
    /// Reads the next line with its end; `None` after the last.
    fn read(&mut self) -> Result<Option<()>, StoreError> {
        self.line.clear();
        self.number += 1;
        (&mut *self.input).take(LINE_BYTES).read_until(b'\n', &mut self.line)?;
        match self.line.last() {
            None => Ok(None),
            Some(b'\n') => Ok(Some(())),
            Some(_) if u64::try_from(self.line.len()).is_ok_and(|bytes| bytes < LINE_BYTES) => {
                Err(self.bad("it is cut off here; take another copy"))
            }
            Some(_) => Err(self.bad("no backup has a line as long as that")),
        }
    }

    fn begin(&mut self) -> Result<Begin, StoreError> {
        let no_backup = "it is no backup of Cerrojo (and if it is packed, unpack it first)";
        self.read()?.ok_or_else(|| self.bad("it is empty"))?;
        let begin: Begin = serde_json::from_slice(&self.line).map_err(|_| self.bad(no_backup))?;
        if begin.schema != SCHEMA {
            return Err(self.bad("it is of another format; use the Cerrojo that wrote it"));
        }
        self.sum.update(&self.line);
        Ok(begin)
    }

    fn next<'a>(&mut self, layout: &'a BTreeMap<String, Layout>) -> Result<Line<'a>, StoreError> {
        self.read()?.ok_or_else(|| self.bad("it is cut off before its end; take another copy"))?;
        if self.line.starts_with(b"[") {
            self.sum.update(&self.line);
            let row = self.row(layout);
            return row.ok_or_else(|| self.bad("it is damaged here; take another copy"));
        }
        let end: End = serde_json::from_slice(&self.line)
            .map_err(|_| self.bad("it is damaged here; take another copy"))?;
        if end.sha256 != HEXLOWER.encode(&self.sum.clone().finalize()) {
            return Err(self.bad("something before this line was altered; take another copy"));
        }
        match self.read()? {
            None => Ok(Line::End(end)),
            Some(()) => Err(self.bad("something follows its end")),
        }
    }

    fn row<'a>(&self, layout: &'a BTreeMap<String, Layout>) -> Option<Line<'a>> {
        let mut row: Vec<serde_json::Value> = serde_json::from_slice(&self.line).ok()?;
        let table = row.first()?.as_str()?;
        let layout = layout.get(table)?;
        row.remove(0);
        Some(Line::Row(layout, layout.values(row)?))
    }

    fn bad(&self, why: &str) -> StoreError {
        StoreError::Backup { line: self.number, why: why.to_owned() }
    }
}

/// Rows of one table that are written together.
#[derive(Default)]
struct Batch {
    head: String,
    columns: usize,
    values: Vec<Value>,
    bytes: usize,
}

impl Batch {
    fn is_full(&self) -> bool {
        self.values.len() >= BATCH_ROWS.saturating_mul(self.columns) || self.bytes >= BATCH_BYTES
    }

    async fn write(&mut self, transaction: &mut Transaction) -> Result<(), StoreError> {
        self.bytes = 0;
        let values = std::mem::take(&mut self.values);
        transaction.insert((&self.head, ""), self.columns, values).await
    }
}
