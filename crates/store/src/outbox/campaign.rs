//! Letters of campaigns: how many there may be, and how they fare since a person last looked.

use cerrojo_model::Time;

use super::look::counts;
use super::{Counts, NewLetter};
use crate::db::Value;
use crate::log::Writer;
use crate::{Store, StoreError};

impl Store {
    /// Queues a letter of a campaign; `compose` is told its number. It is refused where the campaign does not run,
    /// or where `most` letters about something found were written for it already: both are looked at in the piece
    /// that queues it, so that no two processes write one too many together.
    ///
    /// # Errors
    ///
    /// As [`Store::queue_letters`], and the caller's: [`StoreError::Conflict`] where the campaign has no room for it.
    pub async fn queue_campaign_letter(
        &self,
        (campaign, most): (i64, Option<u64>),
        compose: impl FnMut(i64) -> Option<NewLetter> + Send,
    ) -> Result<Option<i64>, StoreError> {
        let mut writer = Writer::begin(&self.db).await?;
        let sql = "SELECT name, state FROM campaigns WHERE id = $1";
        let missing = || StoreError::Missing { what: format!("campaign {campaign}") };
        let mut rows = writer.transaction.rows(sql, vec![campaign.into()]).await?;
        let mut row = rows.pop().ok_or_else(missing)?;
        let (name, state) = (row.text()?, row.text()?);
        if !["pilot", "running"].contains(&state.as_str()) {
            let what = format!("campaign `{name}` is {state}: no letter is written for it");
            return Err(StoreError::Conflict { what });
        }
        if let Some(most) = most {
            let (sql, values) = findings(campaign, None);
            let mut rows = writer.transaction.rows(&sql, values).await?;
            let count = rows.pop().ok_or_else(missing)?.int()?;
            if u64::try_from(count).is_ok_and(|count| count >= most) {
                let what = format!("campaign `{name}` has the {most} letters that it may have now");
                return Err(StoreError::Conflict { what });
            }
        }
        let queued = self.queue_within(&mut writer, 1, compose).await?.pop().transpose()?;
        writer.commit().await?;
        Ok(queued)
    }

    /// Letters of a campaign about something found, written since then or ever; those that were not true any more
    /// or were cancelled do not count, and reminders do not.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn count_findings(
        &self,
        campaign: i64,
        since: Option<Time>,
    ) -> Result<u64, StoreError> {
        let (sql, values) = findings(campaign, since);
        let mut rows = self.db.rows(&sql, values).await?;
        let count = rows.pop().map(|mut row| row.int()).transpose()?.unwrap_or(0);
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// The last letters of a campaign of which something was heard since then: sent, come back, or called spam.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn count_letters_since(
        &self,
        campaign: i64,
        last: u32,
        since: Time,
    ) -> Result<Counts, StoreError> {
        let sql = "SELECT state, COUNT(*), COUNT(complained) FROM (
            SELECT l.state, CASE WHEN l.complained_at >= $2 THEN 1 END AS complained FROM letters l
            WHERE l.campaign_id = $1
                AND l.state IN ('sent', 'unsure', 'delivered', 'bounced', 'refused')
                AND (l.sent_at >= $2 OR l.complained_at >= $2 OR (
                    l.state IN ('bounced', 'refused') AND EXISTS (
                        SELECT 1 FROM letter_cases c JOIN events e ON e.case_id = c.case_id
                        WHERE c.letter_id = l.id AND e.word = 'bounced' AND e.at >= $2)))
            ORDER BY l.id DESC LIMIT $3) counted GROUP BY state";
        let values = vec![campaign.into(), since.into(), Value::from(last)];
        counts(self.db.rows(sql, values).await?)
    }
}

fn findings(campaign: i64, since: Option<Time>) -> (String, Vec<Value>) {
    let mut sql = String::from(
        "SELECT COUNT(*) FROM letters WHERE campaign_id = $1 AND kind IN ('digest', 'single')
            AND state NOT IN ('stale', 'cancelled')",
    );
    let mut values = vec![Value::from(campaign)];
    if let Some(since) = since {
        sql += " AND created_at >= $2";
        values.push(since.into());
    }
    (sql, values)
}
