//! Who has which letters, and what becomes of those whose sender is gone?

use std::collections::BTreeMap;

use cerrojo_model::Time;

use super::{COLUMNS, Ended, Letter, Notes, Outcome, Pace, letter, pace};
use crate::db::{Transaction, Value, list};
use crate::log::Writer;
use crate::{Store, StoreError};

/// A destination that takes no more lets others go first so often in one call.
const LOOKS: u32 = 8;

impl Store {
    /// Takes up to `limit` letters whose time has come at `now` and whose destination takes more, the longest
    /// waiting first; not those of a campaign that stands. Until `until` nobody else gets them.
    ///
    /// A letter whose sender was killed after it had begun to hand it over is in doubt then; it is leased like
    /// others, or not sent again after [`super::DOUBTS`].
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn lease_letters(
        &self,
        worker: &str,
        now: Time,
        until: Time,
        limit: u32,
        pace: &dyn Pace,
    ) -> Result<Vec<Letter>, StoreError> {
        let mut writer = Writer::begin(&self.db).await?;
        self.recover(&mut writer, (worker, now, until), limit, pace).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut chosen = Vec::new();
        for _ in 0..LOOKS {
            let some = choose(&mut writer, now, wanted - chosen.len(), pace).await?;
            let sql = format!(
                "UPDATE letters SET lease = $1, leased_until = $2 WHERE id IN ({})",
                list(2, some.chosen.len())
            );
            if !some.chosen.is_empty() {
                let mut values = vec![worker.into(), until.into()];
                values.extend(some.chosen.iter().map(|number| Value::from(*number)));
                writer.transaction.execute(&sql, values).await?;
            }
            chosen.extend(some.chosen);
            if chosen.len() >= wanted || some.is_last {
                break;
            }
        }
        let leased = letters(&mut writer.transaction, &chosen).await?;
        writer.commit().await?;
        Ok(leased)
    }

    /// Keeps all letters that `worker` has leased until `until`.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn renew_letters(&self, worker: &str, until: Time) -> Result<(), StoreError> {
        let sql = "UPDATE letters SET leased_until = $1 WHERE lease = $2";
        let mut transaction = self.db.begin().await?;
        transaction.execute(sql, vec![until.into(), worker.into()]).await?;
        transaction.commit().await
    }

    /// Gives back all letters that `worker` has leased and not begun: the next who asks gets them.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn release_letters(&self, worker: &str) -> Result<(), StoreError> {
        let sql = "UPDATE letters SET lease = NULL, leased_until = NULL
            WHERE lease = $1 AND state = 'queued'";
        let mut transaction = self.db.begin().await?;
        transaction.execute(sql, vec![worker.into()]).await?;
        transaction.commit().await
    }

    /// Takes up what an earlier process of the same name had in its hands when it was killed. To be called at the
    /// start, by a worker whose name and notes no other process has.
    ///
    /// What the notes say was taken is written so; what they do not say was begun, or say was not taken, goes again
    /// without a doubt. All else that was begun is in doubt, without notes all of it.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn resume_letters(
        &self,
        worker: &str,
        notes: Option<&Notes>,
        now: Time,
        pace: &dyn Pace,
    ) -> Result<(), StoreError> {
        let heard = notes.map(Notes::read).transpose()?;
        let mut writer = Writer::begin(&self.db).await?;
        let sql = "SELECT id, attempts FROM letters WHERE not_before IS NOT NULL
            AND lease = $1 AND state = 'in-flight'";
        let rows = writer.transaction.rows(sql, vec![worker.into()]).await?;
        let mut taken = Vec::new();
        for mut row in rows {
            let (number, attempts) = (row.int()?, u32::try_from(row.int()?).unwrap_or(u32::MAX));
            let Some(heard) = &heard else { continue };
            match heard.get(&(number, attempts)) {
                // Nobody heard what came of it.
                Some(None) => {}
                Some(Some(true)) => {
                    let (reply, host) = ("it was taken".to_owned(), String::new());
                    let outcome = Outcome::Sent { reply, host, arrived: false };
                    taken.push(Ended { number, at: now, outcome });
                }
                Some(Some(false)) | None => {
                    // The attempt still counts: notes name it, and no other one may have its number.
                    let sql = "UPDATE letters SET state = 'queued', lease = NULL,
                        leased_until = NULL WHERE id = $1";
                    writer.transaction.execute(sql, vec![number.into()]).await?;
                }
            }
        }
        self.settle(&mut writer, worker, &taken, pace).await?;
        let sql = "UPDATE letters SET leased_until = 0 WHERE lease = $1";
        writer.transaction.execute(sql, vec![worker.into()]).await?;
        writer.commit().await
    }

    /// Letters that were begun by somebody who is gone are in doubt.
    async fn recover(
        &self,
        writer: &mut Writer,
        (worker, now, until): (&str, Time, Time),
        limit: u32,
        pace: &dyn Pace,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE letters SET lease = $1, leased_until = $2 WHERE id IN (
                SELECT id FROM letters WHERE not_before IS NOT NULL AND state = 'in-flight'
                    AND (leased_until IS NULL OR leased_until <= $3) ORDER BY id LIMIT $4)
            RETURNING id";
        let values = vec![worker.into(), until.into(), now.into(), i64::from(limit).into()];
        let mut ended = Vec::new();
        for mut row in writer.transaction.rows(sql, values).await? {
            let reply = "the sender was stopped before it knew what came of it".to_owned();
            let outcome = Outcome::Unsure { reply, again_at: now };
            ended.push(Ended { number: row.int()?, at: now, outcome });
        }
        self.settle(writer, worker, &ended, pace).await.map(drop)
    }
}

/// Letters that may go, and whether there are no more.
struct Chosen {
    chosen: Vec<i64>,
    is_last: bool,
}

async fn choose(
    writer: &mut Writer,
    now: Time,
    wanted: usize,
    pace: &dyn Pace,
) -> Result<Chosen, StoreError> {
    let sql = "SELECT l.id, l.destination FROM letters l
            LEFT JOIN destinations d ON d.name = l.destination
        WHERE l.not_before <= $1 AND l.state = 'queued'
            AND (l.leased_until IS NULL OR l.leased_until <= $1)
            AND (d.next_at IS NULL OR d.next_at <= $1)
            AND (l.campaign_id IS NULL OR l.campaign_id IN
                (SELECT id FROM campaigns WHERE state IN ('pilot', 'running')))
        ORDER BY l.not_before, l.id LIMIT $2";
    let limit = i64::try_from(wanted).unwrap_or(i64::MAX);
    let mut candidates = Vec::new();
    for mut row in writer.transaction.rows(sql, vec![now.into(), limit.into()]).await? {
        candidates.push((row.int()?, row.text()?));
    }
    let is_last = candidates.len() < wanted;
    let mut names: Vec<String> = candidates.iter().map(|(_, name)| name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    let known = pace::read(&mut writer.transaction, &names).await?;
    let mut known: BTreeMap<String, _> =
        known.into_iter().map(|one| (one.name.clone(), one)).collect();
    let mut chosen = Vec::new();
    for (number, name) in candidates {
        let one = known.entry(name).or_insert_with_key(|name| pace.begin(name, now));
        if pace.admit(one, now) {
            chosen.push(number);
        }
    }
    pace::write(&mut writer.transaction, known.values()).await?;
    Ok(Chosen { chosen, is_last })
}

/// Letters in the order in which they go.
async fn letters(
    transaction: &mut Transaction,
    numbers: &[i64],
) -> Result<Vec<Letter>, StoreError> {
    let mut found = Vec::with_capacity(numbers.len());
    for part in numbers.chunks(512) {
        let sql = format!(
            "SELECT {COLUMNS} FROM letters l WHERE l.id IN ({}) ORDER BY l.not_before, l.id",
            list(0, part.len())
        );
        let values = part.iter().map(|number| Value::from(*number)).collect();
        for mut row in transaction.rows(&sql, values).await? {
            found.push(letter(&mut row)?);
        }
    }
    Ok(found)
}
