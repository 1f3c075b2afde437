//! The log: one chain of events, in which each carries the hash of the one before.
//!
//! The hash of an event covers its number, its case, its time, who, its word, the hash of the one
//! before, and a digest of its data with a salt. Data can be erased: the digest stays, says nothing without the
//! salt, and the chain holds.

use cerrojo_model::Time;
use sha2::{Digest as _, Sha256};

use crate::StoreError;
use crate::cases::Logged;
use crate::db::{Db, Row, Transaction, Value};
use crate::life::{Event, What};

/// Bytes of a hash.
const HASH_BYTES: usize = 32;
/// Events that are read at once.
const PAGE: i64 = 20_000;
/// Salts that are drawn at once.
const SALTS: usize = 256;

type Hash = [u8; HASH_BYTES];

/// Where the log ends.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Head {
    /// The number of the last event; 0 for none.
    pub seq: i64,
    /// Its hash.
    pub hash: [u8; 32],
}

/// What a look through the whole log came to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verified {
    /// Where it ends.
    pub head: Head,
    /// Events whose data is erased.
    pub erased: u64,
    /// The first place where it does not hold: the number of the event, and what is wrong there.
    pub broken: Option<(i64, String)>,
}

/// Writes events; whoever has it is the only one.
pub(crate) struct Writer {
    pub(crate) transaction: Transaction,
    seq: i64,
    hash: Hash,
    /// The number of the last case.
    cases: i64,
    rows: Vec<Value>,
    salts: Vec<u8>,
}

impl Writer {
    /// Begins, and takes the end of the log: others wait until this one is done.
    pub(crate) async fn begin(db: &Db) -> Result<Self, StoreError> {
        let mut transaction = db.begin().await?;
        let lock = "UPDATE head SET seq = seq WHERE id = 1 RETURNING seq, hash, cases";
        let mut rows = transaction.rows(lock, Vec::new()).await?;
        let mut row = rows.pop().ok_or_else(no_head)?;
        let (seq, hash, cases) = (row.int()?, row.bytes()?, row.int()?);
        let hash = hash.try_into().map_err(|_| no_head())?;
        Ok(Self { transaction, seq, hash, cases, rows: Vec::new(), salts: Vec::new() })
    }

    /// A number for a new case.
    pub(crate) fn new_case(&mut self) -> i64 {
        self.cases = self.cases.saturating_add(1);
        self.cases
    }

    /// Adds an event; gives its number.
    pub(crate) fn add(&mut self, case: i64, event: &Event) -> Result<i64, StoreError> {
        let (word, data) = event.what.parts();
        let salt = self.salt()?;
        self.seq = self.seq.saturating_add(1);
        let prev = self.hash;
        let digest = digest(&salt, &data);
        self.hash =
            hash(&prev, self.seq, case, event.at.timestamp_millis(), (&event.by, &word), &digest);
        self.rows.extend([
            Value::from(self.seq),
            Value::from(case),
            Value::from(event.at),
            Value::from(event.by.as_str()),
            Value::from(word),
            Value::from(data),
            Value::from(salt),
            Value::from(None::<Vec<u8>>),
            Value::from(prev.to_vec()),
        ]);
        Ok(self.seq)
    }

    /// Writes what was added and makes it last, with all else of the transaction.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        let head = "INSERT INTO events (seq, case_id, at, who, word, data, salt, digest, prev)";
        self.transaction.insert((head, ""), 9, std::mem::take(&mut self.rows)).await?;
        let values = vec![self.seq.into(), self.hash.to_vec().into(), self.cases.into()];
        let end = "UPDATE head SET seq = $1, hash = $2, cases = $3 WHERE id = 1";
        self.transaction.execute(end, values).await?;
        self.transaction.commit().await
    }

    fn salt(&mut self) -> Result<Vec<u8>, StoreError> {
        if self.salts.is_empty() {
            self.salts = vec![0; 16 * SALTS];
            getrandom::fill(&mut self.salts)
                .map_err(|error| StoreError::File(std::io::Error::other(error)))?;
        }
        Ok(self.salts.split_off(self.salts.len().saturating_sub(16)))
    }
}

/// Goes through the whole log, in constant memory, and tells the first place where it does not hold.
pub(crate) async fn verify(db: &Db) -> Result<Verified, StoreError> {
    let mut snapshot = db.snapshot().await?;
    let mut rows = snapshot.rows("SELECT seq, hash FROM head WHERE id = 1", Vec::new()).await?;
    let mut row = rows.pop().ok_or_else(no_head)?;
    let (seq, hash) = (row.int()?, row.bytes()?);
    let head = Head { seq, hash: hash.try_into().map_err(|_| no_head())? };
    let mut verified = Verified { head: head.clone(), erased: 0, broken: None };
    let mut chain = Chain { seq: 0, hash: [0; HASH_BYTES] };
    loop {
        let sql = "SELECT seq, case_id, at, who, word, data, salt, digest, prev FROM events
            WHERE seq > $1 ORDER BY seq LIMIT $2";
        let page = snapshot.rows(sql, vec![chain.seq.into(), PAGE.into()]).await?;
        if page.is_empty() {
            break;
        }
        for row in page {
            match chain.next(row)? {
                Ok(is_erased) => verified.erased += u64::from(is_erased),
                Err(broken) => {
                    verified.broken = Some(broken);
                    return Ok(verified);
                }
            }
        }
    }
    if (chain.seq, chain.hash) != (head.seq, head.hash) {
        let why = if chain.seq == head.seq {
            "it, or the end that was kept of the log, was changed".to_owned()
        } else {
            format!("the log ends here, and its last event was number {}", head.seq)
        };
        verified.broken = Some((chain.seq, why));
    }
    Ok(verified)
}

/// The end of the part that was looked at.
struct Chain {
    seq: i64,
    hash: Hash,
}

impl Chain {
    /// Looks at the next event: whether its data is erased, or what is wrong there.
    fn next(&mut self, mut row: Row) -> Result<Result<bool, (i64, String)>, StoreError> {
        let (seq, case, at) = (row.int()?, row.int()?, row.int()?);
        let (who, word) = (row.text()?, row.text()?);
        let (data, salt) = (row.maybe_text()?, row.maybe_bytes()?);
        let (kept, prev) = (row.maybe_bytes()?, row.bytes()?);
        let expected = self.seq.saturating_add(1);
        if seq != expected {
            return Ok(Err((expected, format!("it is missing; the next one is number {seq}"))));
        }
        if prev != self.hash {
            let why = if seq == 1 {
                "it is not the beginning of a log".to_owned()
            } else {
                format!("the event before it, number {}, was changed", seq - 1)
            };
            return Ok(Err((seq, why)));
        }
        let digest = match (data.as_deref(), salt.as_deref(), kept.as_deref()) {
            (Some(data), Some(salt), None) => digest(salt, data),
            (None, None, Some(kept)) => match kept.try_into() {
                Ok(kept) => kept,
                Err(_) => {
                    return Ok(Err((seq, "what was kept of its erased data is damaged".into())));
                }
            },
            _ => return Ok(Err((seq, "its data is gone, and it was not erased".into()))),
        };
        self.hash = hash(&self.hash, seq, case, at, (&who, &word), &digest);
        self.seq = seq;
        Ok(Ok(data.is_none()))
    }
}

fn digest(salt: &[u8], data: &str) -> Hash {
    Sha256::new().chain_update(salt).chain_update(data).finalize().into()
}

fn hash(prev: &Hash, seq: i64, case: i64, at: i64, (who, word): (&str, &str), data: &Hash) -> Hash {
    let mut sum = Sha256::new();
    sum.update(prev);
    for number in [seq, case, at] {
        sum.update(number.to_be_bytes());
    }
    for text in [who, word] {
        sum.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        sum.update(text);
    }
    sum.update(data);
    sum.finalize().into()
}

fn no_head() -> StoreError {
    StoreError::Damaged { what: "the end of the log is missing".into() }
}

/// Forgets the data of all events of a case; the chain holds without it.
pub(crate) async fn erase(transaction: &mut Transaction, case: i64) -> Result<(), StoreError> {
    let sql = "SELECT seq, data, salt FROM events WHERE case_id = $1 AND data IS NOT NULL";
    for mut row in transaction.rows(sql, vec![case.into()]).await? {
        let (seq, data, salt) = (row.int()?, row.text()?, row.bytes()?);
        let digest = digest(&salt, &data).to_vec();
        let sql = "UPDATE events SET data = NULL, salt = NULL, digest = $1 WHERE seq = $2";
        transaction.execute(sql, vec![digest.into(), seq.into()]).await?;
    }
    Ok(())
}

/// One event as the columns `seq, case_id, at, who, word, data, prev` hold it.
pub(crate) fn logged(mut row: Row) -> Result<Logged, StoreError> {
    let (seq, case, at): (i64, i64, Time) = (row.int()?, row.int()?, row.time()?);
    let (by, word) = (row.text()?, row.text()?);
    let (data, prev) = (row.maybe_text()?, row.bytes()?);
    let what = match &data {
        None => None,
        Some(data) => Some(What::of_parts(&word, data).ok_or_else(|| StoreError::Damaged {
            what: format!("event {seq} is no `{word}` that this version knows"),
        })?),
    };
    Ok(Logged { seq, case, at, by, word, what, prev })
}
