//! The loop of a sender: lease, begin, hand over, write.

use std::sync::Arc;
use std::time::Duration;

use cerrojo_model::Time;
use cerrojo_store::{Outcome, Step, Store, StoreError, Turn};
use chrono::NaiveTime;
use tokio::sync::watch;

use super::super::verify::patiently;
use super::desk::Desk;
use super::{SendError, SendFigures, SendLimits, Sending, Told, ramp};
use crate::campaign::{BREAKER, too_much_came_back};

/// Letters that are leased at once, whatever the number of lines.
const LEAST_LEASED: usize = 64;
/// A campaign is looked at after so many of its letters, and at the first of a run.
const LOOK_EVERY: u64 = 100;

/// Hands over the letters that are due.
pub struct Sender {
    store: Store,
    sending: Arc<Sending>,
    worker: String,
    limits: SendLimits,
}

impl Sender {
    /// A worker with a name that no other process has. One that bears the same name again after it was killed takes
    /// up at once what it had in its hands.
    #[must_use]
    pub fn new(store: Store, sending: Arc<Sending>, worker: String, limits: SendLimits) -> Self {
        Self { store, sending, worker, limits }
    }

    /// Sends everything that is due, until nothing is or `cancel` says so. Each letter is told to `told` once what
    /// came of it is written.
    ///
    /// # Errors
    ///
    /// [`SendError`]: what keeps it from going on. Letters that were not begun are given back.
    pub async fn due(
        &self,
        mut cancel: watch::Receiver<bool>,
        mut told: impl FnMut(&Told) + Send,
    ) -> Result<SendFigures, SendError> {
        let mut desk = Desk::default();
        let (notes, pace) = (self.sending.notes.as_ref(), self.sending.pace.as_ref());
        let now = self.now();
        patiently(|| self.store.resume_letters(&self.worker, notes, now, pace)).await?;
        let mut renewal = tokio::time::interval(self.renewal());
        renewal.tick().await;
        loop {
            let stops = *cancel.borrow() || desk.failed.is_some();
            let turned = self.turn(&mut desk, stops, &mut told).await;
            if let Err(error) = turned {
                // What is in flight is in doubt then, and its lease runs out.
                desk.failed = Some(error.into());
                break;
            }
            if desk.running.is_empty() {
                if !desk.ended.is_empty() {
                    continue;
                }
                if stops || desk.ready.is_empty() {
                    break;
                }
                continue;
            }
            tokio::select! {
                Some(carried) = desk.running.join_next_with_id() => {
                    let now = self.now();
                    desk.take(carried, now);
                }
                _ = renewal.tick() => self.renew().await,
                Ok(()) = cancel.changed(), if !stops => {}
            }
            // All that came meanwhile is written together.
            while let Some(carried) = desk.running.try_join_next_with_id() {
                let now = self.now();
                desk.take(carried, now);
            }
        }
        // Given back at once; if that fails, the leases run out.
        let _ = self.store.release_letters(&self.worker).await;
        desk.close().await;
        desk.failed.map_or(Ok(desk.figures), Err)
    }

    fn now(&self) -> Time {
        (self.sending.clock)()
    }

    fn renewal(&self) -> Duration {
        self.limits.lease.to_std().unwrap_or(Duration::from_mins(10)) / 3
    }

    async fn renew(&self) {
        let until = self.now() + self.limits.lease;
        // Not renewed is not lost yet, and the next time may do.
        if let Err(error) = self.store.renew_letters(&self.worker, until).await {
            tracing::warn!("the leases of letters could not be renewed: {error}");
        }
    }

    /// Writes what came to an end, begins as many letters as there are lines for, and gives them to the lines.
    async fn turn(
        &self,
        desk: &mut Desk,
        stops: bool,
        told: &mut (impl FnMut(&Told) + Send),
    ) -> Result<(), StoreError> {
        let now = self.now();
        let mut turn = Turn::default();
        if !stops {
            self.lease(desk, now).await?;
            let room = self.limits.lines.max(1).saturating_sub(desk.running.len());
            let next = desk.ready.drain(..room.min(desk.ready.len()));
            turn.begin = next.map(|letter| letter.number).collect();
        }
        turn.ended = desk.ended.iter().map(|(_, ended)| ended.clone()).collect();
        if turn.ended.is_empty() && turn.begin.is_empty() {
            return Ok(());
        }
        let pace = self.sending.pace.as_ref();
        let turned = patiently(|| self.store.turn_letters(&self.worker, &turn, now, pace)).await?;
        let lost = |number: i64| turned.lost.contains(&number);
        for (letter, ended) in std::mem::take(&mut desk.ended) {
            if lost(letter.number) {
                desk.figures.lost += 1;
                continue;
            }
            desk.count(&ended.outcome);
            if let Some(campaign) = letter.campaign {
                *desk.campaigns.entry(campaign).or_insert(LOOK_EVERY) += 1;
            }
            let (number, contact) = (letter.number, letter.contact);
            told(&Told { number, contact, outcome: ended.outcome });
        }
        for (number, why) in turned.kept_back {
            let outcome = match why {
                None => Outcome::Waits { not_before: now },
                Some(reply) => Outcome::Stale { reply },
            };
            desk.count(&outcome);
            told(&Told { number, contact: None, outcome });
        }
        for begun in turned.begun {
            desk.carry(begun, &self.sending);
        }
        self.look_at_campaigns(desk, now).await
    }

    /// Takes more letters when there are fewer than lines.
    async fn lease(&self, desk: &mut Desk, now: Time) -> Result<(), StoreError> {
        if desk.held_until.is_some_and(|until| now < until) {
            // Given back: others may have another way out.
            if !desk.ready.is_empty() {
                desk.ready.clear();
                self.store.release_letters(&self.worker).await?;
            }
            return Ok(());
        }
        // Where there were fewer than wanted, there may be more once the lines are done.
        let rests = desk.is_drained && !(desk.running.is_empty() && desk.ended.is_empty());
        if rests || desk.ready.len() >= self.limits.lines.max(1) {
            return Ok(());
        }
        let room = self.limits.lines.saturating_mul(4).max(LEAST_LEASED);
        let room = u64::try_from(room).unwrap_or(u64::MAX);
        let wanted = room.min(self.allowed(self.left(desk), now).await?);
        let Some(limit) = u32::try_from(wanted).ok().filter(|limit| *limit > 0) else {
            desk.is_drained = true;
            return Ok(());
        };
        let (until, pace) = (now + self.limits.lease, self.sending.pace.as_ref());
        let leased =
            patiently(|| self.store.lease_letters(&self.worker, now, until, limit, pace)).await?;
        desk.is_drained = u64::try_from(leased.len()).is_ok_and(|count| count < wanted);
        for letter in leased {
            match (self.sending.may_go)(&letter, now) {
                Ok(()) => desk.ready.push_back(letter),
                Err(not_before) => desk.end(letter, now, Outcome::Waits { not_before }),
            }
        }
        Ok(())
    }

    /// How many letters more this run may begin, and how many are in its hands.
    fn left(&self, desk: &Desk) -> (u64, u64) {
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let ready = count(desk.ready.len());
        let of_run = self.limits.letters.unwrap_or(u64::MAX);
        let of_run = of_run.saturating_sub(desk.begun).saturating_sub(ready);
        (of_run, count(desk.ready.len() + desk.running.len() + desk.ended.len()))
    }

    /// How many letters more may be leased now.
    async fn allowed(&self, (of_run, held): (u64, u64), now: Time) -> Result<u64, StoreError> {
        if self.limits.per_day.is_none() && !self.limits.ramps {
            return Ok(of_run);
        }
        let midnight = now.date_naive().and_time(NaiveTime::MIN).and_utc();
        let (today, first) = patiently(|| self.store.letters_since(midnight)).await?;
        let ramp = if self.limits.ramps { ramp(first, now) } else { None };
        let most = self.limits.per_day.unwrap_or(u64::MAX).min(ramp.unwrap_or(u64::MAX));
        Ok(of_run.min(most.saturating_sub(today).saturating_sub(held)))
    }

    /// Lets campaigns stand of which too much comes back.
    async fn look_at_campaigns(&self, desk: &mut Desk, now: Time) -> Result<(), StoreError> {
        for (number, since) in &mut desk.campaigns {
            if *since < LOOK_EVERY {
                continue;
            }
            *since = 0;
            let campaigns = self.store.campaigns().await?;
            let Some(campaign) = campaigns.into_iter().find(|one| one.number == *number) else {
                continue;
            };
            let Some(why) = too_much_came_back(&self.store, &campaign).await? else { continue };
            tracing::error!("campaign {} stands: {why}", campaign.name);
            let by = (BREAKER, Some(why.as_str()));
            match self.store.step_campaign(&campaign.name, Step::Pause, by, now).await {
                // Somebody has stopped it already.
                Ok(_) | Err(StoreError::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
