//! Which case or event is meant, by what people know of it: an address, a number, a hash that was written down.

use std::net::IpAddr;

use crate::db::{Row, Value};
use crate::{Store, StoreError, key};

impl Store {
    /// The numbers of all cases of an address, in their order; not those of networks around it.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn cases_of(&self, address: IpAddr) -> Result<Vec<i64>, StoreError> {
        // The key of a case begins with the address and the length of its prefix, here a full one.
        let [first, last] = [0, u8::MAX].map(|filler| {
            let mut key = key::address(address.to_canonical()).to_vec();
            key.extend([128, filler, filler, filler]);
            Value::from(key)
        });
        let sql = "SELECT id FROM cases WHERE key >= $1 AND key <= $2 ORDER BY id";
        self.db.rows(sql, vec![first, last]).await?.into_iter().map(|mut row| row.int()).collect()
    }

    /// The case that an event belongs to; `None` where there is no event with that number.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn case_of_event(&self, seq: i64) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT case_id FROM events WHERE seq = $1";
        first(self.db.rows(sql, vec![seq.into()]).await?)
    }

    /// The number of the event that the log ended with when its hash was this one; `None` where it never
    /// did, as far as the log tells today. Looks at every event.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn ended_with(&self, hash: &[u8; 32]) -> Result<Option<i64>, StoreError> {
        let hash = || Value::from(hash.to_vec());
        let rows = self.db.rows("SELECT seq FROM head WHERE hash = $1", vec![hash()]).await?;
        if let Some(seq) = first(rows)? {
            return Ok(Some(seq));
        }
        let sql = "SELECT seq - 1 FROM events WHERE prev = $1 ORDER BY seq LIMIT 1";
        first(self.db.rows(sql, vec![hash()]).await?)
    }
}

fn first(mut rows: Vec<Row>) -> Result<Option<i64>, StoreError> {
    rows.truncate(1);
    rows.pop().map(|mut row| row.int()).transpose()
}
