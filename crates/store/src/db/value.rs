//! Values of the three types that both databases have, and rows of them.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, TypeInfo as _, ValueRef as _};

use crate::StoreError;

/// A value, or none of that type: PostgreSQL wants to know the type of what is not there.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

macro_rules! from {
    ($($from:ty => $variant:ident: $value:ident => $to:expr;)+) => {
        $(impl From<$from> for Value {
            fn from($value: $from) -> Self {
                Self::$variant($to)
            }
        })+
    };
}

from! {
    i64 => Int: value => Some(value);
    Option<i64> => Int: value => value;
    u16 => Int: value => Some(i64::from(value));
    u32 => Int: value => Some(i64::from(value));
    bool => Int: value => Some(i64::from(value));
    &str => Text: value => Some(value.to_owned());
    String => Text: value => Some(value);
    Option<String> => Text: value => value;
    Vec<u8> => Bytes: value => Some(value);
    Option<Vec<u8>> => Bytes: value => value;
}

impl From<cerrojo_model::Time> for Value {
    fn from(time: cerrojo_model::Time) -> Self {
        Self::Int(Some(time.timestamp_millis()))
    }
}

impl From<Option<cerrojo_model::Time>> for Value {
    fn from(time: Option<cerrojo_model::Time>) -> Self {
        Self::Int(time.map(|time| time.timestamp_millis()))
    }
}

/// One row of a result; its columns are taken from the left.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    values: std::vec::IntoIter<Value>,
}

impl Row {
    /// The next column, a number.
    pub(crate) fn int(&mut self) -> Result<i64, StoreError> {
        self.maybe_int()?.ok_or_else(|| damaged("a number is missing"))
    }

    /// The next column, a number or none.
    pub(crate) fn maybe_int(&mut self) -> Result<Option<i64>, StoreError> {
        match self.values.next() {
            Some(Value::Int(value)) => Ok(value),
            Some(Value::Text(None) | Value::Bytes(None)) => Ok(None),
            _ => Err(damaged("a column should be a number")),
        }
    }

    /// The next column, text.
    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        self.maybe_text()?.ok_or_else(|| damaged("a text is missing"))
    }

    /// The next column, text or none.
    pub(crate) fn maybe_text(&mut self) -> Result<Option<String>, StoreError> {
        match self.values.next() {
            Some(Value::Text(value)) => Ok(value),
            Some(Value::Int(None) | Value::Bytes(None)) => Ok(None),
            _ => Err(damaged("a column should be text")),
        }
    }

    /// The next column, bytes.
    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, StoreError> {
        self.maybe_bytes()?.ok_or_else(|| damaged("bytes are missing"))
    }

    /// The next column, bytes or none.
    pub(crate) fn maybe_bytes(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        match self.values.next() {
            Some(Value::Bytes(value)) => Ok(value),
            Some(Value::Int(None) | Value::Text(None)) => Ok(None),
            _ => Err(damaged("a column should be bytes")),
        }
    }

    /// The next column, a time in milliseconds.
    pub(crate) fn time(&mut self) -> Result<cerrojo_model::Time, StoreError> {
        self.maybe_time()?.ok_or_else(|| damaged("a time is missing"))
    }

    /// The next column, a time in milliseconds or none.
    pub(crate) fn maybe_time(&mut self) -> Result<Option<cerrojo_model::Time>, StoreError> {
        let Some(millis) = self.maybe_int()? else { return Ok(None) };
        let time = chrono::DateTime::from_timestamp_millis(millis);
        time.map(Some).ok_or_else(|| damaged("a time is out of range"))
    }

    /// All columns that are left.
    pub(crate) fn rest(self) -> impl Iterator<Item = Value> {
        self.values
    }
}

fn damaged(what: &str) -> StoreError {
    StoreError::Damaged { what: what.to_owned() }
}

pub(super) fn of_sqlite(row: &SqliteRow) -> Row {
    let value = |index| {
        let raw = row.try_get_raw(index).ok()?;
        Some(match raw.type_info().name() {
            _ if raw.is_null() => Value::Int(None),
            "INTEGER" | "BIGINT" => Value::Int(row.try_get_unchecked(index).ok()),
            "TEXT" => Value::Text(row.try_get_unchecked(index).ok()),
            "BLOB" => Value::Bytes(row.try_get_unchecked(index).ok()),
            _ => Value::Int(None),
        })
    };
    collect((0..row.len()).map(value))
}

pub(super) fn of_postgres(row: &PgRow) -> Row {
    let value = |index| {
        let raw = row.try_get_raw(index).ok()?;
        Some(match raw.type_info().name() {
            _ if raw.is_null() => Value::Int(None),
            "INT8" => Value::Int(row.try_get_unchecked(index).ok()),
            "TEXT" => Value::Text(row.try_get_unchecked(index).ok()),
            "BYTEA" => Value::Bytes(row.try_get_unchecked(index).ok()),
            _ => Value::Int(None),
        })
    };
    collect((0..row.len()).map(value))
}

fn collect(values: impl Iterator<Item = Option<Value>>) -> Row {
    let values: Vec<Value> = values.map(|value| value.unwrap_or(Value::Int(None))).collect();
    Row { values: values.into_iter() }
}
