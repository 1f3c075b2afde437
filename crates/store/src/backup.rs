//! How is everything that the store holds written down, for another machine or another database?
//!
//! Lines of JSON (`cerrojo.backup/1`). The first names the tables and their columns, then comes an array a row,
//! the name of its table first, and the last line holds the counts and the SHA-256 of all lines before. Bytes are
//! base64. Rows stand in the order of their keys, so that the same content is the same backup, whatever
//! database it was in. Leases are left out: whoever had them is not there after a restore.

use std::collections::BTreeMap;
use std::io::Write;

use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::StoreError;
use crate::cases::Store;
use crate::db::{Transaction, Value};
use crate::schema::{TABLES, Table};

/// What the first line says.
pub(crate) const SCHEMA: &str = "cerrojo.backup/1";
/// Rows that are read at once.
const PAGE: i64 = 2_000;
/// Bytes of large values that are read at once, if one alone has not more.
const PAGE_BYTES: i64 = 8 << 20;

/// What was written down.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BackedUp {
    /// The rows of each table, in the order of the backup.
    pub rows: Vec<(&'static str, u64)>,
    /// The bytes of all lines.
    pub bytes: u64,
    /// The SHA-256 of all lines but the last.
    pub sha256: [u8; 32],
}

/// The first line.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Begin {
    pub(crate) schema: String,
    /// Each table with its columns.
    pub(crate) tables: Vec<(String, Vec<String>)>,
}

/// The last line.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct End {
    /// The rows of each table.
    pub(crate) rows: BTreeMap<String, u64>,
    /// In hexadecimal.
    pub(crate) sha256: String,
}

impl Store {
    /// Writes down everything, as it stands now, while others go on; in constant memory.
    ///
    /// # Errors
    ///
    /// The machine's: the database, or [`StoreError::File`] where `out` takes no more.
    pub async fn backup(&self, out: &mut (dyn Write + Send)) -> Result<BackedUp, StoreError> {
        let mut out = Summed { out, sum: Sha256::new(), bytes: 0 };
        let tables = TABLES.iter().map(|table| {
            let columns = table.columns().map(|(name, _)| name.to_owned());
            (table.name.to_owned(), columns.collect())
        });
        out.line(&Begin { schema: SCHEMA.to_owned(), tables: tables.collect() })?;
        let mut snapshot = self.db.snapshot().await?;
        let mut rows = Vec::with_capacity(TABLES.len());
        for table in TABLES {
            let pages = Pages::of(table, self.db.by_bytes());
            rows.push((table.name, pages.write(&mut snapshot, &mut out).await?));
        }
        let sha256: [u8; 32] = out.sum.clone().finalize().into();
        let counts = rows.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        out.line(&End { rows: counts, sha256: HEXLOWER.encode(&sha256) })?;
        out.out.flush()?;
        Ok(BackedUp { rows, bytes: out.bytes, sha256 })
    }
}

/// Reads a table in the order of its key, a page at a time.
struct Pages {
    table: &'static Table,
    columns: Vec<&'static str>,
    /// The key as it orders, and where its columns stand among all.
    key: String,
    key_places: Vec<usize>,
}

impl Pages {
    fn of(table: &'static Table, by_bytes: &str) -> Self {
        let columns: Vec<_> = table.columns().collect();
        let mut key = Vec::new();
        let mut key_places = Vec::new();
        for part in table.key.split(", ") {
            for (place, (name, kind)) in columns.iter().enumerate() {
                if *name == part {
                    key.push(format!("{name}{}", if *kind == "TEXT" { by_bytes } else { "" }));
                    key_places.push(place);
                }
            }
        }
        let columns = columns.into_iter().map(|(name, _)| name).collect();
        Self { table, columns, key: key.join(", "), key_places }
    }

    /// Writes all rows; gives their number.
    async fn write(
        &self,
        snapshot: &mut Transaction,
        out: &mut Summed<'_>,
    ) -> Result<u64, StoreError> {
        let mut count = 0;
        let mut after: Vec<Value> = Vec::new();
        loop {
            let limit = self.limit(snapshot, &after).await?;
            let sql = self.select(&self.columns.join(", "), &after, limit);
            let page = snapshot.rows(&sql, after.clone()).await?;
            let Some(last) = page.last() else { return Ok(count) };
            let last: Vec<Value> = last.clone().rest().collect();
            after = self.key_places.iter().filter_map(|at| last.get(*at).cloned()).collect();
            for row in page {
                out.row(self.table.name, row.rest())?;
                count += 1;
            }
        }
    }

    /// How many rows to read next.
    async fn limit(&self, snapshot: &mut Transaction, after: &[Value]) -> Result<i64, StoreError> {
        let Some(large) = self.table.large else { return Ok(PAGE) };
        let sql =
            self.select(&format!("COALESCE(CAST(length({large}) AS BIGINT), 0)"), after, PAGE);
        let (mut rows, mut bytes) = (0, 0_i64);
        for mut row in snapshot.rows(&sql, after.to_vec()).await? {
            bytes = bytes.saturating_add(row.int()?);
            if bytes > PAGE_BYTES {
                break;
            }
            rows += 1;
        }
        Ok(rows.max(1))
    }

    fn select(&self, what: &str, after: &[Value], limit: i64) -> String {
        let Self { table, key, .. } = self;
        let past = if after.is_empty() {
            String::new()
        } else {
            format!(" WHERE ({key}) > ({})", crate::db::list(0, after.len()))
        };
        format!("SELECT {what} FROM {}{past} ORDER BY {key} LIMIT {limit}", table.name)
    }
}

/// Writes lines and adds them up.
struct Summed<'a> {
    out: &'a mut (dyn Write + Send),
    sum: Sha256,
    bytes: u64,
}

impl Summed<'_> {
    fn line(&mut self, line: &impl Serialize) -> Result<(), StoreError> {
        let mut text = serde_json::to_vec(line).map_err(std::io::Error::from)?;
        text.push(b'\n');
        self.sum.update(&text);
        self.bytes = self.bytes.saturating_add(u64::try_from(text.len()).unwrap_or(u64::MAX));
        Ok(self.out.write_all(&text)?)
    }

    fn row(&mut self, table: &str, values: impl Iterator<Item = Value>) -> Result<(), StoreError> {
        let mut row = vec![serde_json::Value::from(table)];
        row.extend(values.map(|value| match value {
            Value::Int(value) => value.into(),
            Value::Text(value) => value.into(),
            Value::Bytes(value) => value.map(|bytes| BASE64.encode(&bytes)).into(),
        }));
        self.line(&row)
    }
}
