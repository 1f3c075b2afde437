//! What is known of letters.

use std::fmt::Write as _;

use cerrojo_model::Time;

use super::{COLUMNS, Letter, LetterState, letter, missing};
use crate::db::{Row, Value};
use crate::log::Writer;
use crate::{Store, StoreError};

/// Which letters to list.
#[derive(Clone, Debug, Default)]
pub struct LetterFilter {
    /// Those in one of these states; all for none.
    pub states: Vec<LetterState>,
    /// Those of this campaign.
    pub campaign: Option<i64>,
    /// Those to this contact.
    pub contact: Option<String>,
    /// Those about this case.
    pub case: Option<i64>,
}

/// Letters by where they stand.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Counts {
    /// Each state that there is, in the order of [`LetterState::ALL`].
    pub states: Vec<(LetterState, u64)>,
    /// Those that were called spam.
    pub complaints: u64,
}

impl Counts {
    /// Letters in a state.
    #[must_use]
    pub fn of(&self, state: LetterState) -> u64 {
        self.states.iter().filter(|(known, _)| *known == state).map(|(_, count)| *count).sum()
    }

    /// Letters that went out, whatever came of them; a circuit breaker compares with these.
    #[must_use]
    pub fn out(&self) -> u64 {
        use LetterState::{Bounced, Delivered, Refused, Sent, Unsure};
        [Sent, Unsure, Delivered, Bounced, Refused].iter().map(|state| self.of(*state)).sum()
    }
}

impl Store {
    /// A letter.
    ///
    /// # Errors
    ///
    /// The caller's: there is none with that number. The machine's.
    pub async fn letter(&self, number: i64) -> Result<Letter, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM letters l WHERE l.id = $1");
        let mut rows = self.db.rows(&sql, vec![number.into()]).await?;
        letter(&mut rows.pop().ok_or_else(|| missing(number))?)
    }

    /// The message of a letter, unsigned; `None` once its time is over.
    ///
    /// # Errors
    ///
    /// The caller's: there is none with that number. The machine's.
    pub async fn letter_message(&self, number: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT message FROM letters WHERE id = $1";
        let mut rows = self.db.rows(sql, vec![number.into()]).await?;
        rows.pop().ok_or_else(|| missing(number))?.maybe_bytes()
    }

    /// The cases that a letter is about, in their order.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn letter_cases(&self, number: i64) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT case_id FROM letter_cases WHERE letter_id = $1 ORDER BY case_id";
        let rows = self.db.rows(sql, vec![number.into()]).await?;
        rows.into_iter().map(|mut row| row.int()).collect()
    }

    /// The letter of a Message-ID; `None` where none of ours has it.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn letter_by_message_id(&self, id: &str) -> Result<Option<Letter>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM letters l WHERE l.message_id = $1");
        let mut rows = self.db.rows(&sql, vec![id.into()]).await?;
        rows.pop().map(|mut row| letter(&mut row)).transpose()
    }

    /// Letters from a number on, in their order, at most `limit`.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn letters(
        &self,
        filter: &LetterFilter,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Letter>, StoreError> {
        let mut values: Vec<Value> = vec![after.into(), i64::from(limit).into()];
        let mut sql = format!("SELECT {COLUMNS} FROM letters l WHERE l.id > $1");
        if !filter.states.is_empty() {
            let places = crate::db::list(values.len(), filter.states.len());
            let _ = write!(sql, " AND l.state IN ({places})");
            values.extend(filter.states.iter().map(|state| Value::from(state.id())));
        }
        if let Some(campaign) = filter.campaign {
            values.push(campaign.into());
            let _ = write!(sql, " AND l.campaign_id = ${}", values.len());
        }
        if let Some(contact) = &filter.contact {
            values.push(contact.as_str().into());
            let _ = write!(sql, " AND l.contact = ${}", values.len());
        }
        if let Some(case) = filter.case {
            values.push(case.into());
            let _ = write!(
                sql,
                " AND l.id IN (SELECT letter_id FROM letter_cases WHERE case_id = ${})",
                values.len()
            );
        }
        sql += " ORDER BY l.id LIMIT $2";
        let rows = self.db.rows(&sql, values).await?;
        rows.into_iter().map(|mut row| letter(&mut row)).collect()
    }

    /// The last digest to a contact that is out or waits, and when it went or goes; composers do not write another
    /// within [`super::DIGEST_EVERY`].
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn last_digest_to(&self, contact: &str) -> Result<Option<(i64, Time)>, StoreError> {
        let sql = "SELECT id, COALESCE(sent_at, not_before) AS at FROM letters
            WHERE contact = $1 AND kind = 'digest'
                AND (sent_at IS NOT NULL OR not_before IS NOT NULL) ORDER BY at DESC LIMIT 1";
        let mut rows = self.db.rows(sql, vec![contact.into()]).await?;
        rows.pop().map(|mut row| Ok((row.int()?, row.time()?))).transpose()
    }

    /// The letters of a campaign, or all, by where they stand; of the last so many that went out, or all.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn count_letters(
        &self,
        campaign: Option<i64>,
        last: Option<u32>,
    ) -> Result<Counts, StoreError> {
        let mut values = Vec::new();
        let mut sql = String::from(
            "SELECT state, COUNT(*), COUNT(complained_at) FROM (
                SELECT state, complained_at FROM letters WHERE id > 0",
        );
        if let Some(campaign) = campaign {
            values.push(Value::from(campaign));
            sql += " AND campaign_id = $1";
        }
        if let Some(last) = last {
            values.push(Value::from(last));
            let _ = write!(
                sql,
                " AND state IN ('sent', 'unsure', 'delivered', 'bounced', 'refused')
                ORDER BY id DESC LIMIT ${}",
                values.len()
            );
        }
        sql += ") counted GROUP BY state";
        counts(self.db.rows(&sql, values).await?)
    }

    /// Letters that went out since a time, and when the first of all did; a sender that is new goes slowly.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn letters_since(&self, since: Time) -> Result<(u64, Option<Time>), StoreError> {
        let sql = "SELECT COUNT(*) FROM letters WHERE sent_at >= $1";
        let mut rows = self.db.rows(sql, vec![since.into()]).await?;
        let count = rows.pop().map(|mut row| row.int()).transpose()?.unwrap_or(0);
        let sql = "SELECT MIN(sent_at) FROM letters WHERE sent_at IS NOT NULL";
        let mut rows = self.db.rows(sql, Vec::new()).await?;
        let first = rows.pop().map(|mut row| row.maybe_time()).transpose()?.flatten();
        Ok((u64::try_from(count).unwrap_or(0), first))
    }

    /// When the next letter may go, as far as the queue knows; `None` for an empty one.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn next_letter_at(&self) -> Result<Option<Time>, StoreError> {
        let sql = "SELECT MIN(not_before) FROM letters WHERE not_before IS NOT NULL";
        let mut rows = self.db.rows(sql, Vec::new()).await?;
        rows.pop().map(|mut row| row.maybe_time()).transpose().map(Option::flatten)
    }

    /// Stops a letter that waits.
    ///
    /// # Errors
    ///
    /// The caller's: it is being handed over, or done. The machine's.
    pub async fn cancel_letter(&self, number: i64, why: &str) -> Result<(), StoreError> {
        let sql = "UPDATE letters SET state = 'cancelled', not_before = NULL, reply = $1,
                lease = NULL, leased_until = NULL WHERE id = $2 AND state = 'queued'";
        let mut writer = Writer::begin(&self.db).await?;
        let touched = writer.transaction.execute(sql, vec![why.into(), number.into()]).await?;
        writer.commit().await?;
        if touched == 0 {
            let state = self.letter(number).await?.state.id();
            let what = format!("letter {number} does not wait any more: it is {state}");
            return Err(StoreError::Conflict { what });
        }
        Ok(())
    }
}

/// Rows of a state, how many, and how many of them were called spam.
pub(super) fn counts(rows: Vec<Row>) -> Result<Counts, StoreError> {
    let mut counts = Counts::default();
    for mut row in rows {
        let (state, count, complaints) = (row.text()?, row.int()?, row.int()?);
        let damaged = || StoreError::Damaged { what: format!("letters that are `{state}`") };
        let state = LetterState::read(&state).ok_or_else(damaged)?;
        counts.states.push((state, u64::try_from(count).unwrap_or(0)));
        counts.complaints += u64::try_from(complaints).unwrap_or(0);
    }
    let place = |state| LetterState::ALL.iter().position(|known| *known == state);
    counts.states.sort_by_key(|(state, _)| place(*state));
    Ok(counts)
}
