//! What an operation keeps of itself: secrets that are drawn once.

use crate::StoreError;
use crate::cases::Store;
use crate::log::Writer;

/// Bytes of a secret.
const SECRET_BYTES: usize = 32;

impl Store {
    /// A secret of the operation by its name, drawn when it is first asked for. Never shown, never logged.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn secret(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        let mut fresh = vec![0; SECRET_BYTES];
        getrandom::fill(&mut fresh)
            .map_err(|error| StoreError::File(std::io::Error::other(error)))?;
        let mut writer = Writer::begin(&self.db).await?;
        let sql = "INSERT INTO settings (name, value) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET value = settings.value RETURNING value";
        let rows = writer.transaction.rows(sql, vec![name.into(), fresh.into()]).await?;
        writer.commit().await?;
        let row = rows.into_iter().next();
        row.ok_or_else(|| StoreError::Missing { what: format!("secret {name}") })?.bytes()
    }
}
