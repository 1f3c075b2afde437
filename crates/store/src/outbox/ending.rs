//! What follows from what came of letters: for the letter, its cases and its contact, in one piece.

use std::collections::BTreeMap;

use cerrojo_model::Time;

use super::{COLUMNS, DOUBTS, Ended, Letter, LetterKind, LetterState, Outcome, Pace, letter, pace};
use crate::db::{Transaction, Value, list};
use crate::life::{Event, What};
use crate::log::Writer;
use crate::people::{Bounce, bounced_within, works_within};
use crate::{Store, StoreError};

/// Who made these events happen.
const BY: &str = "send";
/// Bytes of an answer that are kept.
const REPLY_BYTES: usize = 1_000;

impl Store {
    /// Writes what came of letters that `worker` has leased, and gives them back. Gives the numbers of those that
    /// it has leased no more: what it says of them does not count.
    pub(super) async fn settle(
        &self,
        writer: &mut Writer,
        worker: &str,
        ended: &[Ended],
        pace: &dyn Pace,
    ) -> Result<Vec<i64>, StoreError> {
        let mut numbers: Vec<i64> = ended.iter().map(|one| one.number).collect();
        let mut letters = leased(&mut writer.transaction, worker, &numbers).await?;
        numbers.retain(|number| !letters.contains_key(number));
        let known: Vec<i64> = letters.keys().copied().collect();
        let cases = cases_of(&mut writer.transaction, &known).await?;
        let mut events: BTreeMap<i64, Vec<Event>> = BTreeMap::new();
        let mut stale = BTreeMap::new();
        let mut learnt = Vec::new();
        for one in ended {
            let Some(letter) = letters.remove(&one.number) else { continue };
            let end = End::of(&letter, one);
            end.write(&mut writer.transaction, one).await?;
            judge_contact(&mut writer.transaction, &letter, one).await?;
            let its = cases.get(&one.number).map(Vec::as_slice).unwrap_or_default();
            if let Some(what) = end.what {
                let event = Event { at: one.at, by: BY.into(), what };
                for case in its {
                    events.entry(*case).or_default().push(event.clone());
                }
            }
            if end.state == LetterState::Stale {
                stale.extend(its.iter().map(|case| (*case, one.at)));
            }
            learnt.push((letter.destination, one));
        }
        self.add_or_note(writer, events).await?;
        learn(&mut writer.transaction, learnt, pace).await?;
        check_soon(&mut writer.transaction, stale).await?;
        Ok(numbers)
    }
}

/// What becomes of one letter.
struct End {
    state: LetterState,
    not_before: Option<Time>,
    doubts: u32,
    /// What happens to its cases.
    what: Option<What>,
}

impl End {
    fn of(letter: &Letter, ended: &Ended) -> Self {
        let end = |state, not_before, what| Self { state, not_before, doubts: letter.doubts, what };
        match &ended.outcome {
            Outcome::Sent { .. } => end(LetterState::Sent, None, went_out(letter)),
            Outcome::Unsure { again_at, .. } => {
                let doubts = letter.doubts.saturating_add(1);
                let end = if doubts >= DOUBTS {
                    // It has most likely arrived, and another one would be a third copy.
                    end(LetterState::Unsure, None, went_out(letter))
                } else {
                    end(LetterState::Queued, Some(*again_at), None)
                };
                Self { doubts, ..end }
            }
            Outcome::Later { not_before, .. } | Outcome::Waits { not_before } => {
                end(LetterState::Queued, Some(*not_before), None)
            }
            Outcome::Back { bounce, code, .. } => {
                let state = match bounce {
                    Bounce::Hard => LetterState::Bounced,
                    Bounce::Refused => LetterState::Refused,
                    Bounce::Soft => LetterState::Failed,
                };
                let contact = letter.contact.clone().unwrap_or_default();
                let what = What::Bounced { contact, code: code.clone() };
                end(state, None, (letter.kind != LetterKind::Answer).then_some(what))
            }
            Outcome::Stale { .. } => end(LetterState::Stale, None, None),
        }
    }

    async fn write(&self, transaction: &mut Transaction, ended: &Ended) -> Result<(), StoreError> {
        let (reply, host) = match &ended.outcome {
            Outcome::Sent { reply, host, .. } => (Some(reply), Some(host)),
            Outcome::Later { reply, host, .. } | Outcome::Back { reply, host, .. } => {
                (Some(reply), host.as_ref())
            }
            Outcome::Unsure { reply, .. } | Outcome::Stale { reply } => (Some(reply), None),
            Outcome::Waits { .. } => (None, None),
        };
        let is_out = matches!(self.state, LetterState::Sent | LetterState::Unsure);
        let sql = "UPDATE letters SET state = $1, not_before = $2, doubts = $3,
            reply = COALESCE($4, reply), host = COALESCE($5, host), sent_at = COALESCE($6, sent_at),
            lease = NULL, leased_until = NULL WHERE id = $7";
        let values = vec![
            Value::from(self.state.id()),
            Value::from(self.not_before),
            Value::from(self.doubts),
            Value::from(reply.map(|reply| shortened(reply))),
            Value::from(host.map(|host| shortened(host))),
            Value::from(is_out.then_some(ended.at)),
            Value::from(ended.number),
        ];
        transaction.execute(sql, values).await.map(drop)
    }
}

/// What happens to the cases of a letter when it is out.
pub(super) fn went_out(letter: &Letter) -> Option<What> {
    let number = letter.number.to_string();
    match letter.kind {
        LetterKind::Digest | LetterKind::Single => Some(What::Notified {
            letter: number,
            contact: letter.contact.clone().unwrap_or_default(),
            languages: letter.languages.clone(),
            variant: letter.variant.clone(),
        }),
        LetterKind::Reminder => Some(What::Reminded { letter: number }),
        LetterKind::Answer => None,
    }
}

/// At most so many bytes of a text, on one line.
fn shortened(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.get(..clean.floor_char_boundary(REPLY_BYTES)).unwrap_or_default().to_owned()
}

/// Letters that somebody has leased and that are not done.
async fn leased(
    transaction: &mut Transaction,
    worker: &str,
    numbers: &[i64],
) -> Result<BTreeMap<i64, Letter>, StoreError> {
    let mut found = BTreeMap::new();
    for part in numbers.chunks(512) {
        let sql = format!(
            "SELECT {COLUMNS} FROM letters l WHERE l.lease = $1
                AND l.state IN ('queued', 'in-flight') AND l.id IN ({})",
            list(1, part.len())
        );
        let mut values = vec![Value::from(worker)];
        values.extend(part.iter().map(|number| Value::from(*number)));
        for mut row in transaction.rows(&sql, values).await? {
            let letter = letter(&mut row)?;
            found.insert(letter.number, letter);
        }
    }
    Ok(found)
}

/// The cases of letters.
pub(super) async fn cases_of(
    transaction: &mut Transaction,
    letters: &[i64],
) -> Result<BTreeMap<i64, Vec<i64>>, StoreError> {
    let mut found: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for part in letters.chunks(512) {
        let sql = format!(
            "SELECT letter_id, case_id FROM letter_cases WHERE letter_id IN ({})
            ORDER BY letter_id, case_id",
            list(0, part.len())
        );
        let values = part.iter().map(|number| Value::from(*number)).collect();
        for mut row in transaction.rows(&sql, values).await? {
            found.entry(row.int()?).or_default().push(row.int()?);
        }
    }
    Ok(found)
}

async fn judge_contact(
    transaction: &mut Transaction,
    letter: &Letter,
    ended: &Ended,
) -> Result<(), StoreError> {
    let Some(contact) = &letter.contact else { return Ok(()) };
    match &ended.outcome {
        Outcome::Sent { arrived: true, .. } => works_within(transaction, contact, ended.at).await,
        Outcome::Back { bounce, .. } => {
            bounced_within(transaction, contact, *bounce, ended.at).await
        }
        _ => Ok(()),
    }
}

async fn learn(
    transaction: &mut Transaction,
    learnt: Vec<(String, &Ended)>,
    pace: &dyn Pace,
) -> Result<(), StoreError> {
    let mut names: Vec<String> = learnt.iter().map(|(name, _)| name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    let known = pace::read(transaction, &names).await?;
    let mut known: BTreeMap<String, _> =
        known.into_iter().map(|one| (one.name.clone(), one)).collect();
    for (name, ended) in learnt {
        let one = known.entry(name).or_insert_with_key(|name| pace.begin(name, ended.at));
        pace.learn(one, &ended.outcome, ended.at);
    }
    pace::write(transaction, known.values()).await
}

/// The cases of letters that are not fresh any more are checked before others. What stands beside the case is that
/// of its events again after the check.
async fn check_soon(
    transaction: &mut Transaction,
    cases: BTreeMap<i64, Time>,
) -> Result<(), StoreError> {
    for (case, at) in cases {
        let sql = "UPDATE cases SET due_at = $1 WHERE id = $2 AND due_at > $1";
        transaction.execute(sql, vec![at.into(), case.into()]).await?;
    }
    Ok(())
}
