//! The store as others see it: cases by their number, and what happened to them.

use std::fmt::Write as _;

use cerrojo_model::{Suspect, Time};

use crate::db::{Db, Row, Transaction, Value, list};
use crate::life::{Case, Event, Rules, State, Summary, What, next_check};
use crate::log::{self, Verified, Writer};
use crate::{StoreError, arrivals, key, outbox};

/// What remembers an operation. Cheap to clone; all clones are one.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) db: Db,
    pub(crate) rules: Rules,
}

/// One event as it stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// Its number.
    pub seq: i64,
    /// The case that it belongs to.
    pub case: i64,
    /// When.
    pub at: Time,
    /// Who or what made it happen.
    pub by: String,
    /// Its word.
    pub word: String,
    /// What happened; `None` once erased.
    pub what: Option<What>,
    /// The hash of the event before.
    pub prev: Vec<u8>,
}

/// A case with everything that happened to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number.
    pub number: i64,
    /// What follows from its events; `None` once they are erased.
    pub case: Option<Case>,
    /// Its summary, which stays when it is erased.
    pub summary: Summary,
    /// Its events.
    pub events: Vec<Logged>,
    /// When it is checked next.
    pub due_at: Option<Time>,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its number.
    pub number: i64,
    /// Who; `None` once erased.
    pub suspect: Option<Suspect>,
    /// Since when it stands where it does.
    pub since: Time,
    /// When it is checked next.
    pub due_at: Option<Time>,
    /// Whom to tell.
    pub contact: Option<String>,
    /// What the figures count of it.
    pub summary: Summary,
}

/// Which cases to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those that stand in one of these states; all for none.
    pub states: Vec<State>,
    /// Those with this contact.
    pub contact: Option<String>,
}

impl Store {
    /// Opens `sqlite:FILE`, which is made if it is not there, or `postgres://USER@HOST/NAME`.
    ///
    /// # Errors
    ///
    /// The user's: no such database. The machine's: it cannot be reached or written.
    pub async fn open(url: &str, rules: Rules) -> Result<Self, StoreError> {
        Ok(Self { db: Db::open(url).await?, rules })
    }

    /// Closes all connections, once what is under way is done.
    pub async fn close(&self) {
        self.db.close().await;
    }

    /// What to call the database; holds no password.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.db.shown()
    }

    /// The rules that cases live by.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Adds events to a case, all of them or none.
    ///
    /// # Errors
    ///
    /// The caller's: there is no such case, or one of the events cannot be. The machine's.
    pub async fn append(&self, number: i64, events: Vec<Event>) -> Result<Case, StoreError> {
        let mut writer = Writer::begin(&self.db).await?;
        let case = self.add(&mut writer, number, events).await?;
        writer.commit().await?;
        Ok(case)
    }

    /// Adds events to a case within a transaction.
    pub(crate) async fn add(
        &self,
        writer: &mut Writer,
        number: i64,
        events: Vec<Event>,
    ) -> Result<Case, StoreError> {
        let past = events_of(&mut writer.transaction, number).await?;
        let Followed { case, row, is_erased } = self.follow(writer, (number, &past), events)?;
        put_rows(&mut writer.transaction, row.into()).await?;
        if is_erased {
            self.erase(&mut writer.transaction, number).await?;
        }
        Ok(case)
    }

    /// Adds events to a case whose past is known; what follows from them is still to be written.
    pub(crate) fn follow(
        &self,
        writer: &mut Writer,
        (number, past): (i64, &[Logged]),
        events: Vec<Event>,
    ) -> Result<Followed, StoreError> {
        let mut case = self.fold(number, past)?.ok_or_else(|| missing(number))?;
        let mut last_seq = past.last().map_or(0, |event| event.seq);
        let mut is_erased = false;
        for mut event in events {
            // Clocks of several machines differ: a log does not go back.
            event.at = event.at.max(case.last_event_at);
            case.apply(&event, &self.rules)
                .map_err(|cause| StoreError::Life { case: number, cause })?;
            if let What::Erased { summary, .. } = &mut event.what {
                is_erased = true;
                *summary = Summary::of(&case).to_line();
            }
            last_seq = writer.add(number, &event)?;
        }
        let row = row_of(number, &case, last_seq, &self.rules);
        Ok(Followed { case, row, is_erased })
    }

    /// A case as it stands within a transaction.
    pub(crate) async fn fold_of(
        &self,
        writer: &mut Writer,
        number: i64,
    ) -> Result<Option<Case>, StoreError> {
        let past = events_of(&mut writer.transaction, number).await?;
        self.fold(number, &past)
    }

    /// Takes away everything that could name somebody.
    async fn erase(&self, transaction: &mut Transaction, number: i64) -> Result<(), StoreError> {
        log::erase(transaction, number).await?;
        for sql in [
            "UPDATE cases SET key = NULL, contact = NULL, network = NULL WHERE id = $1",
            "DELETE FROM evidence WHERE case_id = $1",
            "UPDATE sightings SET details = NULL WHERE case_id = $1",
        ] {
            transaction.execute(sql, vec![number.into()]).await?;
        }
        outbox::forget(transaction, number).await?;
        arrivals::forget(transaction, number).await
    }

    /// What follows from the events of a case; `None` for no events, or erased ones.
    pub(crate) fn fold(&self, number: i64, past: &[Logged]) -> Result<Option<Case>, StoreError> {
        let events: Option<Vec<Event>> = past
            .iter()
            .map(|event| {
                let what = event.what.clone()?;
                Some(Event { at: event.at, by: event.by.clone(), what })
            })
            .collect();
        Case::of_events(&events.unwrap_or_default(), &self.rules)
            .map_err(|cause| StoreError::Life { case: number, cause })
    }

    /// A case with everything that happened to it.
    ///
    /// # Errors
    ///
    /// The caller's: there is none with that number. The machine's.
    pub async fn case(&self, number: i64) -> Result<Entry, StoreError> {
        let mut snapshot = self.db.snapshot().await?;
        let sql = "SELECT due_at, summary FROM cases WHERE id = $1";
        let mut rows = snapshot.rows(sql, vec![number.into()]).await?;
        let mut row = rows.pop().ok_or_else(|| missing(number))?;
        let (due_at, summary) = (row.maybe_time()?, row.text()?);
        let events = events_of(&mut snapshot, number).await?;
        let case = self.fold(number, &events)?;
        Ok(Entry { number, case, summary: summary_of(number, &summary)?, events, due_at })
    }

    /// The number of the case of a suspect.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn find(&self, suspect: &Suspect) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT id FROM cases WHERE key = $1";
        let mut rows = self.db.rows(sql, vec![key::of(suspect).into()]).await?;
        rows.pop().map(|mut row| row.int()).transpose()
    }

    /// Cases from a number on, in their order, at most `limit`.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn list(
        &self,
        filter: &Filter,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Listed>, StoreError> {
        let mut values: Vec<Value> = vec![after.into(), i64::from(limit).into()];
        let mut sql = String::from(
            "SELECT id, key, since, due_at, contact, summary FROM cases WHERE id > $1",
        );
        if !filter.states.is_empty() {
            let places = list(values.len(), filter.states.len());
            let _ = write!(sql, " AND state IN ({places})");
            values.extend(filter.states.iter().map(|state| Value::from(state.id())));
        }
        if let Some(contact) = &filter.contact {
            values.push(contact.as_str().into());
            let _ = write!(sql, " AND contact = ${}", values.len());
        }
        sql += " ORDER BY id LIMIT $2";
        self.db.rows(&sql, values).await?.into_iter().map(listed).collect()
    }

    /// The summaries of all cases, in pieces of some thousands, to `take`.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn summaries(
        &self,
        mut take: impl FnMut(&str) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut snapshot = self.db.snapshot().await?;
        let mut after = 0;
        loop {
            // One text for many cases: a row costs more than what stands in it.
            let sql = "SELECT COUNT(*), string_agg(summary, '') FROM cases
                WHERE id > $1 AND id <= $2";
            let until = after + 16_384;
            let mut rows = snapshot.rows(sql, vec![after.into(), until.into()]).await?;
            let (count, text) = match rows.pop() {
                Some(mut row) => (row.int()?, row.maybe_text()?),
                None => (0, None),
            };
            take(text.as_deref().unwrap_or_default())?;
            after = until;
            if count == 0 {
                let sql = "SELECT MIN(id) FROM cases WHERE id > $1";
                let mut rows = snapshot.rows(sql, vec![after.into()]).await?;
                match rows.pop().map(|mut row| row.maybe_int()).transpose()?.flatten() {
                    Some(next) => after = next - 1,
                    None => return Ok(()),
                }
            }
        }
    }

    /// Goes through the whole log and tells whether it holds, and where it does not.
    ///
    /// # Errors
    ///
    /// The machine's. A broken chain is no error here, it is what was asked for.
    pub async fn verify_log(&self) -> Result<Verified, StoreError> {
        log::verify(&self.db).await
    }

    /// What follows from the events of each case, read from the log alone, to `take`.
    ///
    /// # Errors
    ///
    /// The machine's; an event that cannot be.
    pub async fn replay(
        &self,
        mut take: impl FnMut(i64, Summary) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut snapshot = self.db.snapshot().await?;
        let (mut after, mut events): (_, Vec<Logged>) = ((0_i64, 0_i64), Vec::new());
        loop {
            let sql = "SELECT seq, case_id, at, who, word, data, prev FROM events
                WHERE case_id > $1 OR (case_id = $1 AND seq > $2) ORDER BY case_id, seq LIMIT 20000";
            let page = snapshot.rows(sql, vec![after.0.into(), after.1.into()]).await?;
            let is_last = page.is_empty();
            for row in page {
                let event = log::logged(row)?;
                after = (event.case, event.seq);
                if events.last().is_some_and(|last| last.case != event.case) {
                    let events = std::mem::take(&mut events);
                    take_case(self, &events, &mut take)?;
                }
                events.push(event);
            }
            if is_last {
                return take_case(self, &events, &mut take);
            }
        }
    }
}

fn take_case(
    store: &Store,
    events: &[Logged],
    take: &mut impl FnMut(i64, Summary) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let Some(last) = events.last() else { return Ok(()) };
    let summary = match &last.what {
        Some(What::Erased { summary, .. }) => summary_of(last.case, summary)?,
        _ => match store.fold(last.case, events)? {
            Some(case) => Summary::of(&case),
            None => return Ok(()),
        },
    };
    take(last.case, summary)
}

/// All events of a case, in their order.
async fn events_of(transaction: &mut Transaction, number: i64) -> Result<Vec<Logged>, StoreError> {
    let sql = "SELECT seq, case_id, at, who, word, data, prev FROM events
        WHERE case_id = $1 ORDER BY seq";
    transaction.rows(sql, vec![number.into()]).await?.into_iter().map(log::logged).collect()
}

/// All events of some cases, by case and in their order.
pub(crate) async fn events_of_all(
    transaction: &mut Transaction,
    numbers: &[i64],
) -> Result<Vec<Logged>, StoreError> {
    let sql = format!(
        "SELECT seq, case_id, at, who, word, data, prev FROM events
        WHERE case_id IN ({}) ORDER BY case_id, seq",
        list(0, numbers.len())
    );
    let values = numbers.iter().map(|number| Value::from(*number)).collect();
    transaction.rows(&sql, values).await?.into_iter().map(log::logged).collect()
}

/// A case with more events, and what stands beside them then.
pub(crate) struct Followed {
    case: Case,
    /// For [`put_rows`].
    pub(crate) row: [Value; ROW],
    is_erased: bool,
}

/// Columns of a row for [`put_rows`].
const ROW: usize = 9;

fn row_of(number: i64, case: &Case, last_seq: i64, rules: &Rules) -> [Value; ROW] {
    let due = next_check(case, number, rules);
    [
        number.into(),
        case.state.id().into(),
        case.since.into(),
        last_seq.into(),
        due.map(|due| due.at).into(),
        due.map_or(9, |due| due.priority).into(),
        case.place.network.clone().into(),
        case.contact.clone().into(),
        Summary::of(case).to_line().into(),
    ]
}

/// Writes what follows from the events of cases beside them; the cases are there already.
pub(crate) async fn put_rows(
    transaction: &mut Transaction,
    rows: Vec<Value>,
) -> Result<(), StoreError> {
    let head = "INSERT INTO cases
        (id, state, since, last_seq, due_at, priority, network, contact, summary)";
    let tail = " ON CONFLICT (id) DO UPDATE SET state = excluded.state, since = excluded.since,
        last_seq = excluded.last_seq, due_at = excluded.due_at, priority = excluded.priority,
        network = excluded.network, contact = excluded.contact, summary = excluded.summary";
    transaction.insert((head, tail), ROW, rows).await
}

fn listed(mut row: Row) -> Result<Listed, StoreError> {
    let number = row.int()?;
    let suspect = row.maybe_bytes()?.and_then(|bytes| key::suspect(&bytes));
    let (since, due_at, contact) = (row.time()?, row.maybe_time()?, row.maybe_text()?);
    let summary = summary_of(number, &row.text()?)?;
    Ok(Listed { number, suspect, since, due_at, contact, summary })
}

fn summary_of(number: i64, line: &str) -> Result<Summary, StoreError> {
    Summary::of_line(line.trim_end_matches('\n'))
        .ok_or_else(|| StoreError::Damaged { what: format!("the summary of case {number}") })
}

pub(crate) fn missing(number: i64) -> StoreError {
    StoreError::Missing { what: format!("case {number}; `cerrojo case list` shows them") }
}
