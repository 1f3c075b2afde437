//! Which letters may go this very moment, and what keeps others back?

use std::collections::BTreeMap;

use cerrojo_model::Time;

use super::ending::{cases_of, went_out};
use super::{COLUMNS, DIGEST_EVERY, Ended, Letter, LetterKind, Outcome, Pace, letter};
use crate::db::{Transaction, Value, list};
use crate::life::{Case, Event};
use crate::log::Writer;
use crate::{Store, StoreError};

/// A letter that is to be handed over now, with its message.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Begun {
    /// The letter.
    pub letter: Letter,
    /// All its bytes, unsigned.
    pub message: Vec<u8>,
}

/// What a sender has to say at once.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    /// What came of letters.
    pub ended: Vec<Ended>,
    /// Letters that are to be handed over next.
    pub begin: Vec<i64>,
}

/// What came of a turn.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Turned {
    /// These may be handed over now, and only these.
    pub begun: Vec<Begun>,
    /// These may not: they are stale for this reason, or wait still where there is none. The lease is given back.
    pub kept_back: Vec<(i64, Option<String>)>,
    /// Somebody else has these by now; what was said of them does not count.
    pub lost: Vec<i64>,
}

impl Store {
    /// Writes what came of letters and begins others, all in one piece. From then on those may have arrived.
    ///
    /// None is begun that is too old, or about a case that moved on, wants no mail, or has no fresh proof; nor one to
    /// an address that works no more, nor a digest within seven days of another.
    ///
    /// # Errors
    ///
    /// The machine's; nothing is written then, and the same again will do.
    pub async fn turn_letters(
        &self,
        worker: &str,
        turn: &Turn,
        now: Time,
        pace: &dyn Pace,
    ) -> Result<Turned, StoreError> {
        let mut writer = Writer::begin(&self.db).await?;
        let mut turned = Turned {
            lost: self.settle(&mut writer, worker, &turn.ended, pace).await?,
            ..Turned::default()
        };
        let letters = self.to_begin(&mut writer, worker, &turn.begin).await?;
        let there = |number: &i64| letters.iter().any(|one| one.letter.number == *number);
        turned.lost.extend(turn.begin.iter().copied().filter(|number| !there(number)));
        let mut back = Vec::new();
        for (number, outcome) in self.kept_back(&mut writer, &letters, now).await? {
            let why = match &outcome {
                Outcome::Stale { reply } => Some(reply.clone()),
                _ => None,
            };
            turned.kept_back.push((number, why));
            back.push(Ended { number, at: now, outcome });
        }
        self.settle(&mut writer, worker, &back, pace).await?;
        let goes = letters.into_iter().filter_map(|one| {
            let Candidate { letter, message, .. } = one;
            let stays = back.iter().any(|ended| ended.number == letter.number);
            message.filter(|_| !stays).map(|message| Begun { letter, message })
        });
        turned.begun = goes.collect();
        if !turned.begun.is_empty() {
            let sql = format!(
                "UPDATE letters SET state = 'in-flight', attempts = attempts + 1 WHERE id IN ({})",
                list(0, turned.begun.len())
            );
            let begun = turned.begun.iter().map(|one| Value::from(one.letter.number));
            writer.transaction.execute(&sql, begun.collect()).await?;
        }
        writer.commit().await?;
        Ok(turned)
    }

    /// Letters that a worker has leased and wants to hand over.
    async fn to_begin(
        &self,
        writer: &mut Writer,
        worker: &str,
        numbers: &[i64],
    ) -> Result<Vec<Candidate>, StoreError> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT {COLUMNS}, c.state, k.health, l.message
                FROM letters l
                LEFT JOIN campaigns c ON c.id = l.campaign_id
                LEFT JOIN contacts k ON k.address = l.contact
            WHERE l.lease = $1 AND l.state = 'queued' AND l.id IN ({})",
            list(1, numbers.len())
        );
        let mut values = vec![Value::from(worker)];
        values.extend(numbers.iter().map(|number| Value::from(*number)));
        let mut found = Vec::new();
        for mut row in writer.transaction.rows(&sql, values).await? {
            let letter = letter(&mut row)?;
            let (campaign, health) = (row.maybe_text()?, row.maybe_text()?);
            let message = row.maybe_bytes()?;
            let stands = campaign.is_some_and(|it| !matches!(it.as_str(), "pilot" | "running"));
            let is_answer = letter.kind == LetterKind::Answer;
            let is_dead = !is_answer && matches!(health.as_deref(), Some("bounced" | "refused"));
            found.push(Candidate { letter, stands, is_dead, message });
        }
        Ok(found)
    }

    /// The letters of these that may not go at `now`, and what becomes of them.
    async fn kept_back(
        &self,
        writer: &mut Writer,
        candidates: &[Candidate],
        now: Time,
    ) -> Result<Vec<(i64, Outcome)>, StoreError> {
        let numbers: Vec<i64> = candidates.iter().map(|one| one.letter.number).collect();
        let cases = cases_of(&mut writer.transaction, &numbers).await?;
        let mut all: Vec<i64> = cases.values().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        let folded = self.fold_all(writer, &all).await?;
        let mut back = Vec::new();
        let mut digests: Vec<&str> = Vec::new();
        for candidate in candidates {
            let letter = &candidate.letter;
            let its = cases.get(&letter.number).map(Vec::as_slice).unwrap_or_default();
            let stale = |reply: &str| Outcome::Stale { reply: reply.to_owned() };
            let outcome = if candidate.stands {
                Some(Outcome::Waits { not_before: now })
            } else if letter.expires_at <= now {
                Some(stale("its evidence got too old"))
            } else if candidate.message.is_none() || letter.contact.is_none() {
                Some(stale("what it says was erased"))
            } else if candidate.is_dead {
                Some(stale("nothing more goes to that address"))
            } else if let Some(why) = self.moved_on(letter, its, &folded, now) {
                Some(stale(&why))
            } else {
                digest_before(&mut writer.transaction, letter, &mut digests, now).await?
            };
            back.extend(outcome.map(|outcome| (letter.number, outcome)));
        }
        Ok(back)
    }

    /// Why one of its cases is not to be written about any more.
    fn moved_on(
        &self,
        letter: &Letter,
        cases: &[i64],
        folded: &BTreeMap<i64, Option<Case>>,
        now: Time,
    ) -> Option<String> {
        let what = went_out(letter)?;
        if cases.is_empty() {
            return Some("it is about no case any more".to_owned());
        }
        cases.iter().find_map(|number| {
            let Some(Some(case)) = folded.get(number) else {
                return Some(format!("case {number} is erased"));
            };
            let at = now.max(case.last_event_at);
            let event = Event { at, by: String::new(), what: what.clone() };
            let refused = case.clone().apply(&event, &self.rules).err()?;
            Some(format!("case {number}: {refused}"))
        })
    }
}

/// A letter that is to be handed over next.
struct Candidate {
    letter: Letter,
    /// Its campaign does not go on now.
    stands: bool,
    /// Nothing arrives at its address any more.
    is_dead: bool,
    /// What it says; nothing once that was erased.
    message: Option<Vec<u8>>,
}

/// A digest waits until seven days after the one before, of this turn as well.
async fn digest_before<'a>(
    transaction: &mut Transaction,
    letter: &'a Letter,
    this_turn: &mut Vec<&'a str>,
    now: Time,
) -> Result<Option<Outcome>, StoreError> {
    let Some(contact) = letter.contact.as_deref().filter(|_| letter.kind == LetterKind::Digest)
    else {
        return Ok(None);
    };
    // One that is in flight may arrive as well.
    let sql =
        "SELECT MAX(COALESCE(sent_at, $3)) FROM letters WHERE contact = $1 AND kind = 'digest'
        AND id <> $2 AND (sent_at > $4 OR state = 'in-flight')";
    let values =
        vec![contact.into(), letter.number.into(), now.into(), (now - DIGEST_EVERY).into()];
    let mut rows = transaction.rows(sql, values).await?;
    let before = rows.pop().map(|mut row| row.maybe_time()).transpose()?.flatten();
    let before = before.or_else(|| this_turn.contains(&contact).then_some(now));
    if let Some(before) = before {
        return Ok(Some(Outcome::Waits { not_before: before + DIGEST_EVERY }));
    }
    this_turn.push(contact);
    Ok(None)
}
