//! What is kept beside the log, and for how long?
//!
//! Events name evidence by its digest, so the log holds whatever is deleted here. Evidence of a case that is
//! open, or of which nobody knows yet, is never deleted; of the others, as [`Retention`] says.

use cerrojo_model::{Suspect, Time};
use chrono::TimeDelta;

use crate::cases::missing;
use crate::db::{Row, Value};
use crate::life::{Event, State, What};
use crate::log::Writer;
use crate::work::Evidence;
use crate::{Excluded, Exclusion, Store, StoreError, arrivals, outbox};

/// Cases that are worked on before others may write.
const PORTION: i64 = 200;
/// Who did it, in the log.
const BY: &str = "retention";

/// How long what could name somebody is kept after a case came to rest.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Retention {
    /// What was said in checks, word for word.
    pub transcripts: TimeDelta,
    /// The rest of the evidence: records of checks, letters, replies; and whom was written to. The case is erased
    /// then where it names a contact; its summary stays for the figures.
    pub contacts: TimeDelta,
}

impl Retention {
    /// What holds where nobody says otherwise: transcripts 90 days, contacts and letters twelve months.
    pub const DEFAULT: Self =
        Self { transcripts: TimeDelta::days(90), contacts: TimeDelta::days(365) };
}

impl Default for Retention {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// What was deleted.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Pruned {
    /// Transcripts of checks.
    pub transcripts: u64,
    /// Records of checks, letters and replies.
    pub records: u64,
    /// Cases that were erased because they named a contact.
    pub erased: u64,
    /// Contacts that no case names any more.
    pub contacts: u64,
}

/// One piece of evidence as it is listed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Kept {
    /// Its SHA-256, by which events name it and [`Store::read_evidence`] gives it.
    pub digest: [u8; 32],
    /// `check`, `transcript`, `letter` or `reply`.
    pub kind: &'static str,
    /// When it came.
    pub at: Time,
    /// How large it is.
    pub bytes: u64,
}

/// The states in which nothing more is expected of a case.
const AT_REST: [State; 6] = [
    State::NotOpen,
    State::Narrowed,
    State::Inconclusive,
    State::VerifiedClosed,
    State::Gone,
    State::Erased,
];

impl Store {
    /// What is kept of a case, the oldest first.
    ///
    /// # Errors
    ///
    /// The machine's. A case that is not there has nothing.
    pub async fn evidence(&self, case: i64) -> Result<Vec<Kept>, StoreError> {
        // Letters and replies are kept once, however many cases they are about.
        let sql = "SELECT digest, kind, at, CAST(length(body) AS BIGINT) FROM evidence
            WHERE case_id = $1
            UNION ALL SELECT l.digest, 'letter', l.sent_at, CAST(length(l.message) AS BIGINT)
            FROM letter_cases c JOIN letters l ON l.id = c.letter_id
            WHERE c.case_id = $1 AND l.sent_at IS NOT NULL AND l.message IS NOT NULL
            UNION ALL SELECT a.message_digest, 'reply', a.at, CAST(length(a.message) AS BIGINT)
            FROM arrival_cases c JOIN arrivals a ON a.id = c.arrival_id
            WHERE c.case_id = $1 AND a.message IS NOT NULL ORDER BY 3, 1";
        self.db.rows(sql, vec![case.into()]).await?.into_iter().map(kept).collect()
    }

    /// One piece of evidence.
    ///
    /// # Errors
    ///
    /// [`StoreError::Missing`]: that case has none with that digest, or has it no more. The machine's; what is
    /// there is not what was put there.
    pub async fn read_evidence(
        &self,
        case: i64,
        digest: &[u8; 32],
    ) -> Result<Evidence, StoreError> {
        let sql = "SELECT kind, body FROM evidence WHERE case_id = $1 AND digest = $2
            UNION ALL SELECT 'letter', l.message FROM letter_cases c
            JOIN letters l ON l.id = c.letter_id
            WHERE c.case_id = $1 AND l.digest = $2 AND l.sent_at IS NOT NULL AND l.message IS NOT NULL
            UNION ALL SELECT 'reply', a.message FROM arrival_cases c
            JOIN arrivals a ON a.id = c.arrival_id
            WHERE c.case_id = $1 AND a.message_digest = $2 AND a.message IS NOT NULL LIMIT 1";
        let mut rows = self.db.rows(sql, vec![case.into(), digest.to_vec().into()]).await?;
        let name = data_encoding::HEXLOWER.encode(digest);
        let what = || format!("evidence {name} of case {case}; it may be older than is kept");
        let mut row = rows.pop().ok_or_else(|| StoreError::Missing { what: what() })?;
        let evidence = Evidence { kind: kind(&row.text()?)?, body: row.bytes()? };
        if evidence.digest() == *digest {
            return Ok(evidence);
        }
        Err(StoreError::Damaged { what: format!("evidence {name} of case {case}") })
    }

    /// Deletes what has been kept long enough at `now`. Can be broken off at any time, and done again.
    ///
    /// Who opted out of mail or checks is put among the exclusions before their case is erased.
    ///
    /// # Errors
    ///
    /// The machine's; what was deleted before stays deleted.
    pub async fn prune(&self, now: Time, retention: &Retention) -> Result<Pruned, StoreError> {
        let old = now - retention.contacts;
        let mut pruned = Pruned {
            erased: self.erase_old(now, old).await?,
            transcripts: self.delete_old("= 'transcript'", now - retention.transcripts).await?,
            records: self.delete_old("<> 'transcript'", old).await?,
            contacts: 0,
        };
        // Those who refused us stay, or they would be written to again.
        let sql = "DELETE FROM contacts WHERE since <= $1 AND health <> 'refused'
            AND NOT EXISTS (SELECT 1 FROM cases WHERE cases.contact = contacts.address)";
        let mut transaction = self.db.begin().await?;
        pruned.contacts = transaction.execute(sql, vec![old.into()]).await?;
        pruned.records += outbox::prune(&mut transaction, old, &at_rest()).await?;
        pruned.records += arrivals::prune(&mut transaction, (now, old), &at_rest()).await?;
        transaction.commit().await?;
        Ok(pruned)
    }

    /// Deletes evidence of cases at rest.
    async fn delete_old(&self, kinds: &str, old: Time) -> Result<u64, StoreError> {
        let states = at_rest();
        let sql = format!(
            "DELETE FROM evidence WHERE kind {kinds} AND at <= $1 AND case_id IN (
                SELECT DISTINCT e.case_id FROM evidence e JOIN cases c ON c.id = e.case_id
                WHERE e.kind {kinds} AND e.at <= $1 AND c.since <= $1 AND c.state IN ({states})
                LIMIT $2)"
        );
        let mut deleted = 0;
        loop {
            let mut transaction = self.db.begin().await?;
            let values = vec![old.into(), PORTION.into()];
            let count = transaction.execute(&sql, values).await?;
            transaction.commit().await?;
            if count == 0 {
                return Ok(deleted);
            }
            deleted += count;
        }
    }

    /// Erases cases at rest that name a contact.
    async fn erase_old(&self, now: Time, old: Time) -> Result<u64, StoreError> {
        let sql = format!(
            "SELECT id FROM cases WHERE contact IS NOT NULL AND since <= $1
                AND state IN ({}) AND id > $2 ORDER BY id LIMIT $3",
            at_rest()
        );
        let (mut after, mut erased) = (0_i64, 0);
        loop {
            let values: Vec<Value> = vec![old.into(), after.into(), PORTION.into()];
            let rows = self.db.rows(&sql, values).await?;
            if rows.is_empty() {
                return Ok(erased);
            }
            for mut row in rows {
                after = row.int()?;
                let case = self.case(after).await?.case.ok_or_else(|| missing(after))?;
                let from = Excluded { mail: case.no_mail, checks: case.no_checks };
                if let Some(suspect) = case.suspect.filter(|_| from != Excluded::default()) {
                    self.remember_opt_out(after, suspect, from, now).await?;
                }
                erased += self.erase_one(after, now, old).await?;
            }
        }
    }

    /// Erases a case unless something happened to it meanwhile; gives how many it erased.
    async fn erase_one(&self, case: i64, now: Time, old: Time) -> Result<u64, StoreError> {
        let mut writer = Writer::begin(&self.db).await?;
        let sql = format!(
            "SELECT id FROM cases WHERE id = $1 AND since <= $2 AND state IN ({})",
            at_rest()
        );
        let values = vec![case.into(), old.into()];
        if writer.transaction.rows(&sql, values).await?.is_empty() {
            return Ok(0);
        }
        let why = "kept long enough after it came to rest".to_owned();
        let what = What::Erased { why, summary: String::new() };
        self.add(&mut writer, case, vec![Event { at: now, by: BY.into(), what }]).await?;
        writer.commit().await?;
        Ok(1)
    }

    async fn remember_opt_out(
        &self,
        case: i64,
        suspect: Suspect,
        mut from: Excluded,
        at: Time,
    ) -> Result<(), StoreError> {
        let network = suspect.network();
        let there = self.exclusions().await?;
        if let Some(there) = there.iter().find(|there| there.network == network.trunc()) {
            (from.mail, from.checks) =
                (from.mail || there.from.mail, from.checks || there.from.checks);
            if from == there.from {
                return Ok(());
            }
        }
        let why = format!("opted out in case {case}, which was erased");
        self.put_exclusion(&Exclusion { network, from, why, who: BY.into(), at }).await
    }
}

fn at_rest() -> String {
    AT_REST.map(|state| format!("'{}'", state.id())).join(",")
}

fn kept(mut row: Row) -> Result<Kept, StoreError> {
    let damaged = |_| StoreError::Damaged { what: "the digest of evidence".into() };
    let digest = row.bytes()?.try_into().map_err(damaged)?;
    let kind = kind(&row.text()?)?;
    Ok(Kept { digest, kind, at: row.time()?, bytes: u64::try_from(row.int()?).unwrap_or(0) })
}

/// The kind of a word.
fn kind(word: &str) -> Result<&'static str, StoreError> {
    let known = ["check", "transcript", "letter", "reply"].into_iter().find(|kind| *kind == word);
    known.ok_or_else(|| StoreError::Damaged { what: format!("evidence of the kind `{word}`") })
}
