//! How long arrivals are kept, what goes when a case is erased, and whom a machine of ours has answered.

use cerrojo_model::Time;
use chrono::TimeDelta;

use crate::db::Transaction;
use crate::people::Contact;
use crate::{Store, StoreError};

/// Whom a machine of ours answered is forgotten after that.
const ANSWERED_KEPT: TimeDelta = TimeDelta::days(30);

impl Store {
    /// Whether an automatic answer may go to an address at `now`: nobody else has sent one within `every` (RFC 3834
    /// section 2 demands restraint). Who is told `true` has the only one.
    ///
    /// # Errors
    ///
    /// The caller's: no mail address. The machine's.
    pub async fn claim_automatic_answer(
        &self,
        address: &str,
        now: Time,
        every: TimeDelta,
    ) -> Result<bool, StoreError> {
        // The same mailbox to most servers: whoever changes the case of letters is not answered more often.
        let address = Contact::normalise(address)?.to_lowercase();
        let sql = "INSERT INTO answered (address, at) VALUES ($1, $2)
            ON CONFLICT (address) DO UPDATE SET at = excluded.at WHERE answered.at <= $3";
        let mut transaction = self.db.begin().await?;
        let values = vec![address.into(), now.into(), (now - every).into()];
        let touched = transaction.execute(sql, values).await?;
        transaction.commit().await?;
        Ok(touched > 0)
    }
}

/// Takes away what somebody wrote about a case that is erased.
pub(crate) async fn forget(transaction: &mut Transaction, case: i64) -> Result<(), StoreError> {
    for sql in [
        "UPDATE arrivals SET message = NULL, sender = '', recipient = '', peer = NULL, helo = NULL,
            authentication = NULL, contact = NULL, note = NULL
        WHERE id IN (SELECT arrival_id FROM arrival_cases WHERE case_id = $1)",
        "DELETE FROM arrival_cases WHERE case_id = $1",
    ] {
        transaction.execute(sql, vec![case.into()]).await?;
    }
    Ok(())
}

/// Deletes arrivals that are old and about no case that is not at rest; gives how many.
pub(crate) async fn prune(
    transaction: &mut Transaction,
    (now, old): (Time, Time),
    at_rest: &str,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM answered WHERE at <= $1";
    transaction.execute(sql, vec![(now - ANSWERED_KEPT).into()]).await?;
    let sql = format!(
        "DELETE FROM arrivals WHERE at <= $1 AND state <> 'new'
            AND NOT EXISTS (SELECT 1 FROM arrival_cases x JOIN cases c ON c.id = x.case_id
                WHERE x.arrival_id = arrivals.id AND (c.since > $1 OR c.state NOT IN ({at_rest})))"
    );
    let deleted = transaction.execute(&sql, vec![old.into()]).await?;
    let sql = "DELETE FROM arrival_cases WHERE arrival_id NOT IN (SELECT id FROM arrivals)";
    transaction.execute(sql, Vec::new()).await?;
    Ok(deleted)
}
