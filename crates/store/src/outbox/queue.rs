//! Puts letters into the queue, and refuses those that must not be there.

use super::{DIGEST_EVERY, LETTER_BYTES, LetterKind, NewLetter};
use crate::cases::missing;
use crate::db::{Value, list};
use crate::log::Writer;
use crate::people::{Contact, Health};
use crate::{Store, StoreError};

impl Store {
    /// Queues a letter; gives its number.
    ///
    /// # Errors
    ///
    /// The caller's: [`StoreError::Conflict`] where it must not go, [`StoreError::Missing`] where one of its cases
    /// or its contact is not there; see [`Store::queue_letters`]. The machine's.
    pub async fn queue_letter(&self, letter: NewLetter) -> Result<i64, StoreError> {
        let mut letter = Some(letter);
        let queued = self.queue_letters(1, |_| letter.take()).await?;
        queued.into_iter().next().unwrap_or_else(|| Err(super::missing(0)))
    }

    /// Queues up to `count` letters, all in one piece; `compose` is told the number of each and gives it, or `None`
    /// where there is none to write. Gives for each letter its number, or why it was not queued:
    ///
    /// * the contact is unknown, letters come back from it, or it refuses ours;
    /// * it got a digest within seven days, or one waits for it (of kind `digest`);
    /// * one of its cases is in a letter that waits still, so that a composer that was killed writes none twice.
    ///
    /// # Errors
    ///
    /// The machine's; nothing is queued then.
    pub async fn queue_letters(
        &self,
        count: usize,
        compose: impl FnMut(i64) -> Option<NewLetter> + Send,
    ) -> Result<Vec<Result<i64, StoreError>>, StoreError> {
        let mut writer = Writer::begin(&self.db).await?;
        let queued = self.queue_within(&mut writer, count, compose).await?;
        writer.commit().await?;
        Ok(queued)
    }

    /// The same within a transaction.
    pub(super) async fn queue_within(
        &self,
        writer: &mut Writer,
        count: usize,
        mut compose: impl FnMut(i64) -> Option<NewLetter> + Send,
    ) -> Result<Vec<Result<i64, StoreError>>, StoreError> {
        let sql = "SELECT COALESCE(MAX(id), 0) FROM letters";
        let mut rows = writer.transaction.rows(sql, Vec::new()).await?;
        let mut last = rows.pop().ok_or_else(|| super::missing(0))?.int()?;
        let mut queued = Vec::new();
        for _ in 0..count {
            let Some(mut letter) = compose(last + 1) else { continue };
            match admit(writer, &mut letter).await {
                Ok(()) => {
                    last += 1;
                    put(writer, last, letter).await?;
                    queued.push(Ok(last));
                }
                Err(error @ (StoreError::Conflict { .. } | StoreError::Missing { .. })) => {
                    queued.push(Err(error));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(queued)
    }
}

const fn conflict(what: String) -> StoreError {
    StoreError::Conflict { what }
}

/// Looks whether a letter may wait in the queue.
async fn admit(writer: &mut Writer, letter: &mut NewLetter) -> Result<(), StoreError> {
    letter.contact = Contact::normalise(&letter.contact)?;
    letter.cases.sort_unstable();
    letter.cases.dedup();
    if letter.message.len() > LETTER_BYTES {
        return Err(conflict("a letter is larger than 32 MiB; put fewer cases into it".into()));
    }
    let is_answer = letter.kind == LetterKind::Answer;
    if !is_answer && letter.cases.is_empty() {
        return Err(conflict(format!("a {} is about no case", letter.kind.id())));
    }
    let sql = "SELECT id FROM letters WHERE message_id = $1";
    let values = vec![letter.message_id.as_str().into()];
    if let Some(mut row) = writer.transaction.rows(sql, values).await?.pop() {
        let what = format!("letter {} has the Message-ID {}", row.int()?, letter.message_id);
        return Err(conflict(what));
    }
    if !is_answer {
        admit_contact(writer, letter).await?;
    }
    admit_cases(writer, letter).await
}

async fn admit_contact(writer: &mut Writer, letter: &NewLetter) -> Result<(), StoreError> {
    let contact = letter.contact.as_str();
    let sql = "SELECT health FROM contacts WHERE address = $1";
    let mut rows = writer.transaction.rows(sql, vec![contact.into()]).await?;
    let unknown = || StoreError::Missing { what: format!("contact `{contact}`") };
    let health = rows.pop().ok_or_else(unknown)?.text()?;
    if [Health::Bounced, Health::Refused].iter().any(|bad| bad.id() == health) {
        return Err(conflict(format!("nothing more goes to {contact}: it is `{health}`")));
    }
    if letter.kind != LetterKind::Digest {
        return Ok(());
    }
    let sql = "SELECT id FROM letters WHERE contact = $1 AND kind = 'digest'
        AND (state IN ('queued', 'in-flight') OR sent_at > $2) LIMIT 1";
    let values = vec![contact.into(), (letter.not_before - DIGEST_EVERY).into()];
    match writer.transaction.rows(sql, values).await?.pop() {
        None => Ok(()),
        Some(mut row) => {
            let number = row.int()?;
            Err(conflict(format!(
                "{contact} has one digest in seven days, and letter {number} is it"
            )))
        }
    }
}

async fn admit_cases(writer: &mut Writer, letter: &NewLetter) -> Result<(), StoreError> {
    for part in letter.cases.chunks(512) {
        let places = list(0, part.len());
        let values: Vec<Value> = part.iter().map(|case| Value::from(*case)).collect();
        let sql = format!("SELECT id FROM cases WHERE id IN ({places}) AND key IS NOT NULL");
        let mut there = Vec::new();
        for mut row in writer.transaction.rows(&sql, values.clone()).await? {
            there.push(row.int()?);
        }
        if let Some(absent) = part.iter().find(|case| !there.contains(case)) {
            return Err(missing(*absent));
        }
        let sql = format!(
            "SELECT c.case_id, l.id FROM letter_cases c JOIN letters l ON l.id = c.letter_id
            WHERE c.case_id IN ({places}) AND l.state IN ('queued', 'in-flight') LIMIT 1"
        );
        if let Some(mut row) = writer.transaction.rows(&sql, values).await?.pop() {
            let (case, waits) = (row.int()?, row.int()?);
            return Err(conflict(format!("case {case} is in letter {waits}, which waits still")));
        }
    }
    Ok(())
}

async fn put(writer: &mut Writer, number: i64, letter: NewLetter) -> Result<(), StoreError> {
    let digest = letter.digest().to_vec();
    let destination = letter.contact.rsplit_once('@').map_or("", |(_, domain)| domain);
    let values = vec![
        Value::from(number),
        Value::from(letter.campaign),
        Value::from(letter.contact.as_str()),
        Value::from(destination),
        Value::from(letter.kind.id()),
        Value::from(letter.languages.join(" ")),
        Value::from(letter.variant),
        Value::from("queued"),
        Value::from(letter.message_id),
        Value::from(letter.sender),
        Value::from(letter.message),
        Value::from(digest),
        Value::from(letter.created_at),
        Value::from(letter.not_before),
        Value::from(letter.expires_at),
        Value::from(0_i64),
        Value::from(0_i64),
    ];
    let head = "INSERT INTO letters (id, campaign_id, contact, destination, kind, languages, variant,
        state, message_id, sender, message, digest, created_at, not_before, expires_at, attempts, doubts)";
    writer.transaction.insert((head, ""), 17, values).await?;
    let cases = letter.cases.iter().flat_map(|case| [Value::from(number), Value::from(*case)]);
    let head = "INSERT INTO letter_cases (letter_id, case_id)";
    writer.transaction.insert((head, ""), 2, cases.collect()).await
}
