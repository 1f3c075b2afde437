//! What happens to several cases at once, by something that has happened already: a letter that is out, an answer
//! that is here. That cannot be refused any more, so an event that a case does not allow is written down as a note.

use std::collections::BTreeMap;

use crate::cases::{Logged, events_of_all, put_rows};
use crate::life::{Case, Event, What};
use crate::log::Writer;
use crate::{Store, StoreError};

/// Cases that are read at once.
const PART: usize = 256;

impl Store {
    /// Adds events to cases within a transaction, each where its case allows it and a note of it where not; nothing
    /// to a case that is erased. Each case is touched once, so all its events belong into one call.
    pub(crate) async fn add_or_note(
        &self,
        writer: &mut Writer,
        events: BTreeMap<i64, Vec<Event>>,
    ) -> Result<(), StoreError> {
        let mut rows = Vec::new();
        let mut left: Vec<(i64, Vec<Event>)> = events.into_iter().collect();
        while !left.is_empty() {
            let rest = left.split_off(left.len().min(PART));
            let some = std::mem::replace(&mut left, rest);
            let numbers: Vec<i64> = some.iter().map(|(number, _)| *number).collect();
            let pasts = events_of_all(&mut writer.transaction, &numbers).await?;
            let mut lives = pasts.chunk_by(|one, next| one.case == next.case).peekable();
            for (number, events) in some {
                let is_its = |past: &&[Logged]| past.first().is_some_and(|one| one.case == number);
                let past = lives.next_if(is_its).unwrap_or_default();
                let Some(case) = self.fold(number, past)? else { continue };
                let events = self.allowed(case, events);
                rows.extend(self.follow(writer, (number, past), events)?.row);
            }
        }
        put_rows(&mut writer.transaction, rows).await
    }

    /// The events that a case allows; notes in the place of the others.
    fn allowed(&self, mut case: Case, events: Vec<Event>) -> Vec<Event> {
        let mut allowed = Vec::with_capacity(events.len());
        for mut event in events {
            event.at = event.at.max(case.last_event_at);
            if let Err(why) = case.apply(&event, &self.rules) {
                let (word, data) = event.what.parts();
                event.what = What::Noted { text: format!("{word} {data}: {why}") };
                if case.apply(&event, &self.rules).is_err() {
                    continue;
                }
            }
            allowed.push(event);
        }
        allowed
    }

    /// The cases of some numbers as they stand within a transaction; `None` for what is erased or was never there.
    pub(crate) async fn fold_all(
        &self,
        writer: &mut Writer,
        numbers: &[i64],
    ) -> Result<BTreeMap<i64, Option<Case>>, StoreError> {
        let mut cases: BTreeMap<i64, Option<Case>> =
            numbers.iter().map(|number| (*number, None)).collect();
        for part in numbers.chunks(PART) {
            let events = events_of_all(&mut writer.transaction, part).await?;
            for past in events.chunk_by(|one, next| one.case == next.case) {
                if let Some(first) = past.first() {
                    cases.insert(first.case, self.fold(first.case, past)?);
                }
            }
        }
        Ok(cases)
    }
}
