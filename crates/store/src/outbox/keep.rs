//! How long letters are kept, and what goes when a case is erased.

use cerrojo_model::Time;

use crate::StoreError;
use crate::db::Transaction;

/// Takes away what letters say about a case, and whom they went to where they are about no other. Those that wait
/// are stopped: they say what is erased.
pub(crate) async fn forget(transaction: &mut Transaction, case: i64) -> Result<(), StoreError> {
    let its = "SELECT letter_id FROM letter_cases WHERE case_id = $1";
    let others = "SELECT letter_id FROM letter_cases WHERE case_id <> $1";
    for sql in [
        format!(
            "UPDATE letters SET state = 'cancelled', not_before = NULL, lease = NULL,
                leased_until = NULL WHERE state = 'queued' AND id IN ({its})"
        ),
        format!("UPDATE letters SET message = NULL, reply = NULL, host = NULL WHERE id IN ({its})"),
        format!(
            "UPDATE letters SET contact = NULL, destination = '', sender = ''
            WHERE id IN ({its}) AND id NOT IN ({others} AND letter_id IN ({its}))"
        ),
        "DELETE FROM letter_cases WHERE case_id = $1".to_owned(),
    ] {
        transaction.execute(&sql, vec![case.into()]).await?;
    }
    Ok(())
}

/// Takes away what letters say and whom they went to, once they are done for long and all their cases are at rest;
/// gives how many. Their skeleton stays for the figures.
pub(crate) async fn prune(
    transaction: &mut Transaction,
    old: Time,
    at_rest: &str,
) -> Result<u64, StoreError> {
    let sql = format!(
        "UPDATE letters SET message = NULL, contact = NULL, destination = '', sender = '',
            reply = NULL, host = NULL
        WHERE not_before IS NULL AND message IS NOT NULL AND COALESCE(sent_at, created_at) <= $1
            AND NOT EXISTS (SELECT 1 FROM letter_cases x JOIN cases c ON c.id = x.case_id
                WHERE x.letter_id = letters.id AND (c.since > $1 OR c.state NOT IN ({at_rest})))"
    );
    let pruned = transaction.execute(&sql, vec![old.into()]).await?;
    let sql = "DELETE FROM destinations WHERE next_at <= $1";
    transaction.execute(sql, vec![old.into()]).await?;
    Ok(pruned)
}
