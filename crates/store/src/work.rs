//! Who checks what, and when: work is leased, so that two processes never do the same.

use cerrojo_model::{Suspect, Time};
use sha2::{Digest as _, Sha256};

use crate::cases::{Store, missing};
use crate::db::Value;
use crate::life::{Case, Event, Rules, State, follows};
use crate::log::Writer;
use crate::{StoreError, key};

/// Bytes of the largest piece of evidence: a backup holds each in one line.
const EVIDENCE_BYTES: usize = 64 << 20;

/// A case that is due, leased to whoever asked for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// The number of the case.
    pub number: i64,
    /// What to check.
    pub suspect: Suspect,
    /// Where it stands.
    pub state: State,
}

/// Something that is kept beside the log: what a check saw.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Evidence {
    /// `check`, `transcript`, `letter` or `reply`.
    pub kind: &'static str,
    /// The thing itself.
    pub body: Vec<u8>,
}

impl Evidence {
    /// Its SHA-256, by which events name it.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.body).into()
    }
}

impl Store {
    /// Takes up to `limit` cases that are due at `now`, the most urgent first. Until `until` nobody
    /// else gets them; then they are given to the next who asks.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn lease(
        &self,
        worker: &str,
        now: Time,
        until: Time,
        limit: u32,
    ) -> Result<Vec<Work>, StoreError> {
        let mut transaction = self.db.begin().await?;
        let sql = format!(
            "UPDATE cases SET lease = $1, leased_until = $2 WHERE id IN (
                SELECT id FROM cases
                WHERE due_at IS NOT NULL AND due_at <= $3 AND (leased_until IS NULL OR leased_until <= $3)
                ORDER BY priority, due_at LIMIT $4{})
            RETURNING id, key, state",
            self.db.skip_locked()
        );
        let values = vec![worker.into(), until.into(), now.into(), i64::from(limit).into()];
        let rows = transaction.rows(&sql, values).await?;
        transaction.commit().await?;
        let mut work = Vec::with_capacity(rows.len());
        for mut row in rows {
            let (number, bytes, state) = (row.int()?, row.bytes()?, row.text()?);
            let (Some(suspect), Some(state)) = (key::suspect(&bytes), State::read(&state)) else {
                return Err(StoreError::Damaged { what: format!("the key of case {number}") });
            };
            work.push(Work { number, suspect, state });
        }
        work.sort_by_key(|work| work.number);
        Ok(work)
    }

    /// Writes what came of leased work, with its evidence and what follows from it, and gives the lease
    /// back: all of it, or nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::LeaseLost`]: somebody else has it by now, and what this one found does not count.
    /// The caller's: an event that cannot be. The machine's.
    pub async fn finish(
        &self,
        worker: &str,
        number: i64,
        events: Vec<Event>,
        evidence: &[Evidence],
    ) -> Result<Case, StoreError> {
        let mut writer = Writer::begin(&self.db).await?;
        let sql = "UPDATE cases SET lease = NULL, leased_until = NULL WHERE id = $1 AND lease = $2";
        let values = vec![number.into(), worker.into()];
        if writer.transaction.execute(sql, values).await? == 0 {
            return Err(StoreError::LeaseLost { case: number });
        }
        self.conclude(writer, number, events, evidence).await
    }

    /// Writes what came of work that nobody leased, with its evidence and what follows from it.
    ///
    /// # Errors
    ///
    /// The caller's: an event that cannot be. The machine's.
    pub async fn record(
        &self,
        number: i64,
        events: Vec<Event>,
        evidence: &[Evidence],
    ) -> Result<Case, StoreError> {
        let writer = Writer::begin(&self.db).await?;
        self.conclude(writer, number, events, evidence).await
    }

    async fn conclude(
        &self,
        mut writer: Writer,
        number: i64,
        mut events: Vec<Event>,
        evidence: &[Evidence],
    ) -> Result<Case, StoreError> {
        let at = events.last().map(|event| event.at);
        // What follows by itself is written with what it follows from.
        let past = self.fold_of(&mut writer, number).await?;
        if let Some(event) = past.and_then(|case| followed(case, &events, &self.rules)) {
            events.push(event);
        }
        let case = self.add(&mut writer, number, events).await?;
        self.keep_evidence(&mut writer, number, at.unwrap_or(case.last_event_at), evidence).await?;
        writer.commit().await?;
        Ok(case)
    }

    /// Keeps everything that `worker` has leased until `until`; what it lost meanwhile stays lost.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn renew(&self, worker: &str, until: Time) -> Result<(), StoreError> {
        let mut transaction = self.db.begin().await?;
        let sql = "UPDATE cases SET leased_until = $1 WHERE lease = $2";
        transaction.execute(sql, vec![until.into(), worker.into()]).await?;
        transaction.commit().await
    }

    /// Gives leased work back without a result: the next who asks gets it.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn release(&self, worker: &str, number: i64) -> Result<(), StoreError> {
        let mut transaction = self.db.begin().await?;
        let sql = "UPDATE cases SET lease = NULL, leased_until = NULL WHERE id = $1 AND lease = $2";
        transaction.execute(sql, vec![number.into(), worker.into()]).await?;
        transaction.commit().await
    }

    /// Makes a case of what was found open while a broad suspect was checked, or names the one that is
    /// there; it remembers the sources of the broad one.
    ///
    /// # Errors
    ///
    /// The caller's: there is no such case. The machine's.
    pub async fn split(&self, from: i64, suspect: Suspect, at: Time) -> Result<i64, StoreError> {
        if let Some(number) = self.find(&suspect).await? {
            return Ok(number);
        }
        let case = self.case(from).await?.case.ok_or_else(|| missing(from))?;
        let mut number = None;
        for source in &case.sources {
            let mut import = self.begin_import(source, "case", &format!("case {from}"), at).await?;
            let place = case.place.clone();
            let suspicion = crate::Suspicion { suspect, seen_at: None, place, details: None };
            self.import(&mut import, vec![suspicion]).await?;
            self.end_import(import, (0, 0), at).await?;
            number = self.find(&suspect).await?;
        }
        number.ok_or_else(|| missing(from))
    }

    /// How many cases are due at `now` and not leased, and when the next one will be.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn due(&self, now: Time) -> Result<(u64, Option<Time>), StoreError> {
        let sql = "SELECT COUNT(*) FROM cases WHERE due_at IS NOT NULL AND due_at <= $1
            AND (leased_until IS NULL OR leased_until <= $1)";
        let mut rows = self.db.rows(sql, vec![now.into()]).await?;
        let count = rows.pop().map(|mut row| row.int()).transpose()?.unwrap_or(0);
        let sql = "SELECT MIN(due_at) FROM cases WHERE due_at > $1";
        let mut rows = self.db.rows(sql, vec![now.into()]).await?;
        let next = rows.pop().map(|mut row| row.maybe_time()).transpose()?.flatten();
        Ok((u64::try_from(count).unwrap_or(0), next))
    }

    async fn keep_evidence(
        &self,
        writer: &mut Writer,
        number: i64,
        at: Time,
        evidence: &[Evidence],
    ) -> Result<(), StoreError> {
        let mut values = Vec::new();
        for one in evidence {
            if one.body.len() > EVIDENCE_BYTES {
                let what = format!("a {} of case {number} is larger than 64 MiB", one.kind);
                return Err(StoreError::Conflict { what });
            }
            values.extend([
                Value::from(one.digest().to_vec()),
                Value::from(number),
                Value::from(at),
                Value::from(one.kind),
                Value::from(one.body.clone()),
            ]);
        }
        let head = "INSERT INTO evidence (digest, case_id, at, kind, body)";
        writer.transaction.insert((head, " ON CONFLICT DO NOTHING"), 5, values).await
    }
}

/// What follows from `events`, if all of them can be.
fn followed(mut case: Case, events: &[Event], rules: &Rules) -> Option<Event> {
    let by = events.last().map(|event| event.by.clone())?;
    for event in events {
        let at = event.at.max(case.last_event_at);
        case.apply(&Event { at, ..event.clone() }, rules).ok()?;
    }
    follows(&case, &by, rules)
}
