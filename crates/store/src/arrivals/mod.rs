//! What came back: every mail that somebody sent us, from the moment we said that we have it.
//!
//! The intake says `250` only after [`Store::receive`] has come back, so what was acknowledged is on the disk. What
//! a mail means is written with what follows from it in one piece, so it counts once, however often a reader is
//! killed in the middle of it.

mod keep;

use std::collections::BTreeMap;

use cerrojo_model::Time;
use sha2::{Digest as _, Sha256};

use crate::db::{Row, Transaction, Value};
use crate::life::Event;
use crate::log::Writer;
use crate::outbox::words;
use crate::people::{Bounce, bounced_within, works_within};
use crate::{Store, StoreError};

pub(crate) use keep::{forget, prune};

/// After so many readers that did not come to an end with it, a mail is left to a person: it is the mail then, and
/// not that they are killed now and then.
const ATTEMPTS: i64 = 10;
words! {
    /// Where an arrival stands.
    ArrivalState {
        /// Nobody has read it yet.
        New = "new",
        /// It was understood, and what follows from it is written.
        Read = "read",
        /// A person has to look at it.
        Person = "person",
        /// It could not be read; a person has to look at it.
        Failed = "failed",
    }
}

/// A mail that arrives.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewArrival {
    /// When.
    pub at: Time,
    /// `smtp`, `lmtp`, `maildir` or `file`.
    pub via: &'static str,
    /// The address it came from, where there is one.
    pub peer: Option<String>,
    /// The name that they gave themselves.
    pub helo: Option<String>,
    /// The sender of the envelope, nothing for a bounce.
    pub sender: String,
    /// The recipient of the envelope; a mail to two of ours is two arrivals.
    pub recipient: String,
    /// All its bytes as they came, without fields of our own.
    pub message: Vec<u8>,
    /// What SPF, DKIM and DMARC say of it.
    pub authentication: Option<String>,
}

/// A mail that arrived.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Arrival {
    /// Its number.
    pub number: i64,
    /// When.
    pub at: Time,
    /// `smtp`, `lmtp`, `maildir` or `file`.
    pub via: String,
    /// The address it came from, where there is one.
    pub peer: Option<String>,
    /// The name that they gave themselves.
    pub helo: Option<String>,
    /// The sender of the envelope, nothing for a bounce.
    pub sender: String,
    /// The recipient of the envelope.
    pub recipient: String,
    /// What SPF, DKIM and DMARC say of it.
    pub authentication: Option<String>,
    /// Where it stands.
    pub state: ArrivalState,
    /// What it is, a word of whoever read it.
    pub class: Option<String>,
    /// The letter that it answers.
    pub letter: Option<i64>,
    /// Who sent it, as far as that is known.
    pub contact: Option<String>,
    /// What a person should know.
    pub note: Option<String>,
    /// The SHA-256 of its bytes, by which events name it as evidence.
    pub digest: Vec<u8>,
    /// All its bytes; `None` in lists, and once its time is over.
    pub message: Option<Vec<u8>>,
}

/// What an arrival says about a letter of ours.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fate {
    /// Their server says that it arrived.
    Delivered,
    /// Somebody answered: the address works.
    Answered,
    /// It came back; the events of its cases are the reader's to give.
    Back(Bounce),
    /// They called it spam.
    Complained,
}

/// What a reader made of an arrival.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Where it stands now; not [`ArrivalState::New`].
    pub state: ArrivalState,
    /// What it is, a word.
    pub class: String,
    /// The letter that it answers, and what it says of it.
    pub letter: Option<(i64, Fate)>,
    /// Who sent it, as far as that is known.
    pub contact: Option<String>,
    /// The cases that it is about: it is evidence in all of them.
    pub cases: Vec<i64>,
    /// What happens to cases. What one does not allow becomes a note in it.
    pub events: Vec<(i64, Event)>,
    /// What a person should know.
    pub note: Option<String>,
}

const COLUMNS: &str = "id, at, via, peer, helo, sender, recipient, authentication, state, class,
    letter_id, contact, note, message_digest";

impl Store {
    /// Keeps a mail; when this is back it is on the disk, and may be acknowledged. `None` for one that was here
    /// before with the same bytes to the same recipient: that one is acknowledged as well.
    ///
    /// # Errors
    ///
    /// The machine's: then it is not here, and the other side keeps it.
    pub async fn receive(&self, arrival: NewArrival) -> Result<Option<i64>, StoreError> {
        let digest = Sha256::digest(&arrival.message).to_vec();
        let of_both = Sha256::new().chain_update(&digest).chain_update(&arrival.recipient);
        let sql =
            "INSERT INTO arrivals (id, digest, at, via, peer, helo, sender, recipient, message,
                message_digest, authentication, state, attempts)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'new', 0
            FROM arrivals WHERE TRUE ON CONFLICT (digest) DO NOTHING RETURNING id";
        let values = vec![
            Value::from(of_both.finalize().to_vec()),
            arrival.at.into(),
            arrival.via.into(),
            arrival.peer.into(),
            arrival.helo.into(),
            arrival.sender.into(),
            arrival.recipient.into(),
            arrival.message.into(),
            digest.into(),
            arrival.authentication.into(),
        ];
        let mut writer = Writer::begin(&self.db).await?;
        let mut rows = writer.transaction.rows(sql, values).await?;
        writer.commit().await?;
        rows.pop().map(|mut row| row.int()).transpose()
    }

    /// Takes up to `limit` arrivals that nobody has read, the oldest first. Until `until` nobody else gets them. One
    /// that ten readers did not get through is left to a person.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn lease_arrivals(
        &self,
        worker: &str,
        now: Time,
        until: Time,
        limit: u32,
    ) -> Result<Vec<Arrival>, StoreError> {
        let mut transaction = self.db.begin().await?;
        let sql = "UPDATE arrivals SET state = 'failed', note = 'it could not be read, ten times',
                lease = NULL, leased_until = NULL
            WHERE state = 'new' AND attempts >= $1 AND leased_until <= $2";
        transaction.execute(sql, vec![ATTEMPTS.into(), now.into()]).await?;
        let sql = format!(
            "UPDATE arrivals SET lease = $1, leased_until = $2, attempts = attempts + 1 WHERE id IN (
                SELECT id FROM arrivals WHERE state = 'new'
                    AND (leased_until IS NULL OR leased_until <= $3) ORDER BY id LIMIT $4{})
            RETURNING {COLUMNS}, message",
            self.db.skip_locked()
        );
        let values = vec![worker.into(), until.into(), now.into(), i64::from(limit).into()];
        let rows = transaction.rows(&sql, values).await?;
        transaction.commit().await?;
        let arrivals: Result<Vec<_>, _> = rows.into_iter().map(whole).collect();
        let mut arrivals = arrivals?;
        arrivals.sort_by_key(|arrival| arrival.number);
        Ok(arrivals)
    }

    /// Gives back what a worker has leased and not read; it was no attempt.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn release_arrivals(&self, worker: &str) -> Result<(), StoreError> {
        let sql = "UPDATE arrivals SET lease = NULL, leased_until = NULL, attempts = attempts - 1
            WHERE lease = $1 AND state = 'new'";
        let mut transaction = self.db.begin().await?;
        transaction.execute(sql, vec![worker.into()]).await?;
        transaction.commit().await
    }

    /// Writes what an arrival is, with everything that follows from it, in one piece. `false` where somebody else
    /// has it by now: then nothing is written.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn arrival_read(
        &self,
        worker: &str,
        number: i64,
        at: Time,
        reading: Reading,
    ) -> Result<bool, StoreError> {
        let mut writer = Writer::begin(&self.db).await?;
        let sql =
            "UPDATE arrivals SET state = $1, class = $2, letter_id = $3, contact = $4, note = $5,
                lease = NULL, leased_until = NULL
            WHERE id = $6 AND lease = $7 AND state = 'new'";
        let values = vec![
            Value::from(reading.state.id()),
            reading.class.into(),
            reading.letter.as_ref().map(|(number, _)| *number).into(),
            reading.contact.into(),
            reading.note.into(),
            number.into(),
            worker.into(),
        ];
        if writer.transaction.execute(sql, values).await? == 0 {
            return Ok(false);
        }
        let cases = reading.cases.iter().flat_map(|case| [Value::from(number), Value::from(*case)]);
        let head = ("INSERT INTO arrival_cases (arrival_id, case_id)", " ON CONFLICT DO NOTHING");
        writer.transaction.insert(head, 2, cases.collect()).await?;
        if let Some((letter, fate)) = reading.letter {
            tell_letter(&mut writer.transaction, letter, &fate, at).await?;
        }
        let mut events: BTreeMap<i64, Vec<Event>> = BTreeMap::new();
        for (case, event) in reading.events {
            events.entry(case).or_default().push(event);
        }
        self.add_or_note(&mut writer, events).await?;
        writer.commit().await?;
        Ok(true)
    }

    /// A person has looked at an arrival, and this is what came of it.
    ///
    /// # Errors
    ///
    /// The caller's: there is none that waits for a person with that number. The machine's.
    pub async fn close_arrival(&self, number: i64, note: &str) -> Result<(), StoreError> {
        let sql = "UPDATE arrivals SET state = 'read', note = $1
            WHERE id = $2 AND state IN ('person', 'failed')";
        let mut transaction = self.db.begin().await?;
        let touched = transaction.execute(sql, vec![note.into(), number.into()]).await?;
        transaction.commit().await?;
        match touched {
            0 => Err(StoreError::Missing {
                what: format!("arrival {number} that waits for a person"),
            }),
            _ => Ok(()),
        }
    }

    /// An arrival with its message.
    ///
    /// # Errors
    ///
    /// The caller's: there is none with that number. The machine's.
    pub async fn arrival(&self, number: i64) -> Result<Arrival, StoreError> {
        let sql = format!("SELECT {COLUMNS}, message FROM arrivals WHERE id = $1");
        let mut rows = self.db.rows(&sql, vec![number.into()]).await?;
        let missing = || StoreError::Missing { what: format!("arrival {number}") };
        whole(rows.pop().ok_or_else(missing)?)
    }

    /// The cases that an arrival is about.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn arrival_cases(&self, number: i64) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT case_id FROM arrival_cases WHERE arrival_id = $1 ORDER BY case_id";
        let rows = self.db.rows(sql, vec![number.into()]).await?;
        rows.into_iter().map(|mut row| row.int()).collect()
    }

    /// Arrivals after a number that stand there, in their order, without their messages; all for no state.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn arrivals(
        &self,
        state: Option<ArrivalState>,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Arrival>, StoreError> {
        let mut values = vec![after.into(), i64::from(limit).into()];
        values.extend(state.map(|state| Value::from(state.id())));
        let which = state.map_or("", |_| " AND state = $3");
        let sql =
            format!("SELECT {COLUMNS} FROM arrivals WHERE id > $1{which} ORDER BY id LIMIT $2");
        let rows = self.db.rows(&sql, values).await?;
        rows.into_iter().map(|mut row| arrival(&mut row)).collect()
    }
}

/// Writes what an arrival says about a letter and its contact.
async fn tell_letter(
    transaction: &mut Transaction,
    number: i64,
    fate: &Fate,
    at: Time,
) -> Result<(), StoreError> {
    let (state, from) = match fate {
        Fate::Delivered | Fate::Answered | Fate::Complained => ("delivered", "'sent', 'unsure'"),
        Fate::Back(Bounce::Hard) => ("bounced", "'sent', 'unsure', 'delivered'"),
        Fate::Back(Bounce::Refused) => ("refused", "'sent', 'unsure', 'delivered'"),
        Fate::Back(Bounce::Soft) => ("failed", "'sent', 'unsure'"),
    };
    let sql = format!("UPDATE letters SET state = $1 WHERE id = $2 AND state IN ({from})");
    transaction.execute(&sql, vec![state.into(), number.into()]).await?;
    if *fate == Fate::Complained {
        let sql = "UPDATE letters SET complained_at = $1 WHERE id = $2 AND complained_at IS NULL";
        transaction.execute(sql, vec![at.into(), number.into()]).await?;
    }
    let sql = "SELECT contact FROM letters WHERE id = $1";
    let mut rows = transaction.rows(sql, vec![number.into()]).await?;
    let contact = rows.pop().map(|mut row| row.maybe_text()).transpose()?.flatten();
    match (contact, fate) {
        (Some(contact), Fate::Back(bounce)) => {
            bounced_within(transaction, &contact, *bounce, at).await
        }
        (Some(contact), Fate::Delivered | Fate::Answered) => {
            works_within(transaction, &contact, at).await
        }
        _ => Ok(()),
    }
}

/// An arrival as [`COLUMNS`] hold it; more may follow.
fn arrival(row: &mut Row) -> Result<Arrival, StoreError> {
    let number = row.int()?;
    let damaged = || StoreError::Damaged { what: format!("the state of arrival {number}") };
    Ok(Arrival {
        number,
        at: row.time()?,
        via: row.text()?,
        peer: row.maybe_text()?,
        helo: row.maybe_text()?,
        sender: row.text()?,
        recipient: row.text()?,
        authentication: row.maybe_text()?,
        state: ArrivalState::read(&row.text()?).ok_or_else(damaged)?,
        class: row.maybe_text()?,
        letter: row.maybe_int()?,
        contact: row.maybe_text()?,
        note: row.maybe_text()?,
        digest: row.bytes()?,
        message: None,
    })
}

fn whole(mut row: Row) -> Result<Arrival, StoreError> {
    let arrival = arrival(&mut row)?;
    Ok(Arrival { message: row.maybe_bytes()?, ..arrival })
}
