//! Where suspects come from.

use cerrojo_model::Time;

use crate::{Store, StoreError};

/// A source of suspects. Importing a file of it makes it known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// The format of its last file.
    pub format: String,
    /// Cases that it named.
    pub suspects: u64,
    /// When its first file was imported.
    pub first_import_at: Time,
    /// When its last file was imported.
    pub last_import_at: Time,
}

impl Store {
    /// All sources, by name.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let sql = format!(
            "SELECT s.name, s.format, COALESCE(t.suspects, 0), s.first_import_at, s.last_import_at
            FROM sources s LEFT JOIN
                (SELECT source_id, COUNT(*) AS suspects FROM sightings GROUP BY source_id) t
                ON t.source_id = s.id
            ORDER BY s.name{}",
            self.db.by_bytes()
        );
        let rows = self.db.rows(&sql, Vec::new()).await?;
        let source = |mut row: crate::db::Row| {
            Ok(Source {
                name: row.text()?,
                format: row.text()?,
                suspects: u64::try_from(row.int()?).unwrap_or(0),
                first_import_at: row.time()?,
                last_import_at: row.time()?,
            })
        };
        rows.into_iter().map(source).collect()
    }
}
