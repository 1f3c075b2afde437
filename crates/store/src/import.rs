//! Many suspects at once: new ones become cases, known ones remember another source.

use std::collections::HashMap;

use cerrojo_model::{Suspect, Time};
use chrono::TimeDelta;

use crate::cases::{Logged, Store, events_of_all, put_rows};
use crate::db::{Row, Value, list};
use crate::life::{Case, Event, Place, Summary, What, next_check};
use crate::log::Writer;
use crate::{StoreError, key};

/// A source names a suspect again so long after a check, and it is checked again.
const NAMED_AGAIN: TimeDelta = TimeDelta::days(7);

/// One file that is being imported.
#[derive(Clone, Debug)]
pub struct Import {
    id: i64,
    source: i64,
    name: String,
    at: Time,
    done: Imported,
}

impl Import {
    /// What was done so far.
    #[must_use]
    pub const fn done(&self) -> Imported {
        self.done
    }
}

/// One suspect of a file.
#[derive(Clone, Debug)]
pub struct Suspicion {
    /// Who.
    pub suspect: Suspect,
    /// When its source saw it, if it says.
    pub seen_at: Option<Time>,
    /// Where it belongs, as far as is known.
    pub place: Place,
    /// What its source said besides, the text of a JSON object.
    pub details: Option<String>,
}

/// What an import came to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Imported {
    /// Suspects in the file, doubles left out within what was handed over at once.
    pub suspects: u64,
    /// Those that nobody had named before.
    pub new: u64,
    /// Known ones that this source named for the first time.
    pub seconded: u64,
    /// Those that are checked again.
    pub again: u64,
}

impl Store {
    /// Begins to import a file of a source; the source is made known if it was not.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn begin_import(
        &self,
        source: &str,
        format: &str,
        file: &str,
        at: Time,
    ) -> Result<Import, StoreError> {
        let mut writer = Writer::begin(&self.db).await?;
        let tx = &mut writer.transaction;
        let sql = "INSERT INTO sources (id, name, format, first_import_at, last_import_at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $3 FROM sources WHERE true
            ON CONFLICT (name) DO UPDATE SET format = excluded.format, last_import_at = excluded.last_import_at
            RETURNING id";
        let mut rows = tx.rows(sql, vec![source.into(), format.into(), at.into()]).await?;
        let source_id = number(rows.pop())?;
        let sql = "INSERT INTO imports
            (id, source_id, file, began_at, suspects, new_cases, passed, rejected)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, 0, 0, 0, 0 FROM imports RETURNING id";
        let mut rows = tx.rows(sql, vec![source_id.into(), file.into(), at.into()]).await?;
        let id = number(rows.pop())?;
        writer.commit().await?;
        let done = Imported::default();
        Ok(Import { id, source: source_id, name: source.to_owned(), at, done })
    }

    /// Imports some suspects, all of them or none. Some thousands at once go fastest.
    ///
    /// The same again changes nothing: a file whose import was broken off is simply imported anew.
    ///
    /// # Errors
    ///
    /// The machine's; nothing of these suspects is kept then, and the same again will do.
    pub async fn import(
        &self,
        import: &mut Import,
        suspicions: Vec<Suspicion>,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        for suspicion in suspicions {
            batch.merge(suspicion);
        }
        let mut writer = Writer::begin(&self.db).await?;
        let mut done = Imported { suspects: batch.len(), ..Imported::default() };
        let mut sightings = Vec::new();
        let known = batch.known(&mut writer, import.source).await?;
        let (mut cases, mut named) = (Vec::new(), Vec::new());
        for (bytes, suspicion) in batch.order {
            let seen = suspicion.seen_at.unwrap_or(import.at).min(import.at);
            let id = if let Some(known) = known.get(&bytes) {
                named.extend(name_again(import, known, &mut done).map(|what| (known.id, what)));
                known.id
            } else {
                done.new += 1;
                let id = writer.new_case();
                self.create(&mut writer, import, (id, bytes), &suspicion, &mut cases)?;
                id
            };
            sightings.extend([
                Value::from(id),
                Value::from(import.source),
                Value::from(seen),
                Value::from(seen),
                Value::from(suspicion.details),
            ]);
        }
        self.add_to_all(&mut writer, import, named).await?;
        let head = "INSERT INTO cases
            (id, key, state, since, last_seq, due_at, priority, network, summary)";
        writer.transaction.insert((head, ""), 9, cases).await?;
        let head = "INSERT INTO sightings (case_id, source_id, first_at, last_at, details)";
        let tail = " ON CONFLICT (case_id, source_id) DO UPDATE SET
            first_at = CASE WHEN excluded.first_at < sightings.first_at THEN excluded.first_at ELSE sightings.first_at END,
            last_at = CASE WHEN excluded.last_at > sightings.last_at THEN excluded.last_at ELSE sightings.last_at END,
            details = COALESCE(excluded.details, sightings.details)";
        writer.transaction.insert((head, tail), 5, sightings).await?;
        let sql =
            "UPDATE imports SET suspects = suspects + $1, new_cases = new_cases + $2 WHERE id = $3";
        let counts =
            [done.suspects, done.new].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        let values = vec![counts[0].into(), counts[1].into(), import.id.into()];
        writer.transaction.execute(sql, values).await?;
        writer.commit().await?;
        import.done.suspects += done.suspects;
        import.done.new += done.new;
        import.done.seconded += done.seconded;
        import.done.again += done.again;
        Ok(())
    }

    /// Ends an import, with how many rows named nobody and how many could not be read.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn end_import(
        &self,
        import: Import,
        (passed, rejected): (u64, u64),
        at: Time,
    ) -> Result<Imported, StoreError> {
        let mut transaction = self.db.begin().await?;
        let sql = "UPDATE imports SET ended_at = $1, passed = $2, rejected = $3 WHERE id = $4";
        let counts = [passed, rejected].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        let values = vec![at.into(), counts[0].into(), counts[1].into(), import.id.into()];
        transaction.execute(sql, values).await?;
        transaction.commit().await?;
        Ok(import.done)
    }

    /// A new case with its first event.
    fn create(
        &self,
        writer: &mut Writer,
        import: &Import,
        (id, bytes): (i64, Vec<u8>),
        suspicion: &Suspicion,
        cases: &mut Vec<Value>,
    ) -> Result<(), StoreError> {
        let what = What::Imported {
            suspect: suspicion.suspect.into(),
            source: import.name.clone(),
            place: suspicion.place.clone(),
        };
        let event = Event { at: import.at, by: "import".into(), what };
        let case = Case::begin(&event).map_err(|cause| StoreError::Life { case: id, cause })?;
        let seq = writer.add(id, &event)?;
        let due = next_check(&case, id, &self.rules);
        cases.extend([
            Value::from(id),
            Value::from(bytes),
            Value::from(case.state.id()),
            Value::from(case.since),
            Value::from(seq),
            Value::from(due.map(|due| due.at)),
            Value::from(due.map_or(9, |due| due.priority)),
            Value::from(case.place.network.clone()),
            Value::from(Summary::of(&case).to_line()),
        ]);
        Ok(())
    }

    /// Adds an event each to cases that are known, with few statements.
    async fn add_to_all(
        &self,
        writer: &mut Writer,
        import: &Import,
        mut named: Vec<(i64, What)>,
    ) -> Result<(), StoreError> {
        named.sort_unstable_by_key(|(id, _)| *id);
        let mut rows = Vec::new();
        for part in named.chunks(512) {
            let numbers: Vec<i64> = part.iter().map(|(id, _)| *id).collect();
            let events = events_of_all(&mut writer.transaction, &numbers).await?;
            let mut pasts = events.chunk_by(|one, next| one.case == next.case).peekable();
            for (id, what) in part {
                let is_its = |past: &&[Logged]| past.first().is_some_and(|one| one.case == *id);
                let past = pasts.next_if(is_its).unwrap_or_default();
                let event = Event { at: import.at, by: "import".into(), what: what.clone() };
                rows.extend(self.follow(writer, (*id, past), vec![event])?.row);
            }
        }
        put_rows(&mut writer.transaction, rows).await
    }
}

/// What happens to a known case that is named once more.
fn name_again(import: &Import, known: &KnownCase, done: &mut Imported) -> Option<What> {
    let source = import.name.clone();
    let is_asked_again = matches!(known.state.as_str(), "not-open" | "narrowed" | "inconclusive")
        && import.at - known.since >= NAMED_AGAIN;
    let what = if is_asked_again {
        done.again += 1;
        What::SuspectedAgain { source }
    } else if known.is_sighted || known.state == "erased" {
        return None;
    } else {
        What::Sighted { source }
    };
    done.seconded += u64::from(!known.is_sighted);
    Some(what)
}

/// Suspects in the order in which they came, each once.
#[derive(Default)]
struct Batch {
    order: Vec<(Vec<u8>, Suspicion)>,
    places: HashMap<Vec<u8>, usize>,
}

/// A case that is there already.
struct KnownCase {
    id: i64,
    state: String,
    since: Time,
    /// This source named it before.
    is_sighted: bool,
}

impl Batch {
    fn len(&self) -> u64 {
        u64::try_from(self.order.len()).unwrap_or(u64::MAX)
    }

    fn merge(&mut self, suspicion: Suspicion) {
        let bytes = key::of(&suspicion.suspect);
        if let Some((_, there)) = self.places.get(&bytes).and_then(|at| self.order.get_mut(*at)) {
            there.seen_at = there.seen_at.max(suspicion.seen_at);
            there.details = suspicion.details.or_else(|| there.details.take());
        } else {
            self.places.insert(bytes.clone(), self.order.len());
            self.order.push((bytes, suspicion));
        }
    }

    /// Which of them are cases already.
    async fn known(
        &self,
        writer: &mut Writer,
        source: i64,
    ) -> Result<HashMap<Vec<u8>, KnownCase>, StoreError> {
        let mut known = HashMap::new();
        for part in self.order.chunks(512) {
            let sql = format!(
                "SELECT c.key, c.id, c.state, c.since, s.source_id FROM cases c
                LEFT JOIN sightings s ON s.case_id = c.id AND s.source_id = $1
                WHERE c.key IN ({})",
                list(1, part.len())
            );
            let mut values = vec![Value::from(source)];
            values.extend(part.iter().map(|(bytes, _)| Value::from(bytes.clone())));
            for mut row in writer.transaction.rows(&sql, values).await? {
                let bytes = row.bytes()?;
                let (id, state, since) = (row.int()?, row.text()?, row.time()?);
                let is_sighted = row.maybe_int()?.is_some();
                known.insert(bytes, KnownCase { id, state, since, is_sighted });
            }
        }
        Ok(known)
    }
}

fn number(row: Option<Row>) -> Result<i64, StoreError> {
    let missing = || StoreError::Damaged { what: "a number was not given back".into() };
    row.ok_or_else(missing)?.int()
}
