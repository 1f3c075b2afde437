//! How fast letters go to one destination. What is kept of it stands here; who sends decides.

use cerrojo_model::Time;

use super::Outcome;
use crate::StoreError;
use crate::db::{Transaction, Value, list};

/// What is known of a destination.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Destination {
    /// The domain.
    pub name: String,
    /// Letters in an hour; 0 for no limit.
    pub per_hour: u32,
    /// Letters that were taken in a row since that was last changed.
    pub clean: u32,
    /// When the next letter may go there.
    pub next_at: Time,
}

/// Decides how fast letters go to a destination.
pub trait Pace: Send + Sync {
    /// A destination that nothing went to yet, at `now`.
    fn begin(&self, name: &str, now: Time) -> Destination;
    /// Whether one more letter may go there at `now`; if so, it takes its turn.
    fn admit(&self, destination: &mut Destination, now: Time) -> bool;
    /// What follows from what came of a letter at `at`.
    fn learn(&self, destination: &mut Destination, outcome: &Outcome, at: Time);
}

/// Destinations by their names.
pub(super) async fn read(
    transaction: &mut Transaction,
    names: &[String],
) -> Result<Vec<Destination>, StoreError> {
    let mut found = Vec::new();
    for part in names.chunks(512) {
        let sql = format!(
            "SELECT name, per_hour, clean, next_at FROM destinations WHERE name IN ({})",
            list(0, part.len())
        );
        let values = part.iter().map(|name| Value::from(name.as_str())).collect();
        for mut row in transaction.rows(&sql, values).await? {
            found.push(Destination {
                name: row.text()?,
                per_hour: u32::try_from(row.int()?).unwrap_or(0),
                clean: u32::try_from(row.int()?).unwrap_or(0),
                next_at: row.time()?,
            });
        }
    }
    Ok(found)
}

/// Keeps what is known of destinations; of each name there is one.
pub(super) async fn write(
    transaction: &mut Transaction,
    destinations: impl IntoIterator<Item = &Destination>,
) -> Result<(), StoreError> {
    let mut values = Vec::new();
    for one in destinations {
        values.extend([
            Value::from(one.name.as_str()),
            Value::from(one.per_hour),
            Value::from(one.clean),
            Value::from(one.next_at),
        ]);
    }
    let head = "INSERT INTO destinations (name, per_hour, clean, next_at)";
    let tail = " ON CONFLICT (name) DO UPDATE SET per_hour = excluded.per_hour,
        clean = excluded.clean, next_at = excluded.next_at";
    transaction.insert((head, tail), 4, values).await
}
