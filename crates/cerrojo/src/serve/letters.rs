//! Letters that are due are written into the queue, and what is in the queue is sent.

use std::sync::Arc;
use std::time::Duration;

use cerrojo_service::job::{SendError, SendFigures, Sender, Written};
use tokio::sync::watch;

use super::Shift;
use super::office::Office;
use crate::Status;
use crate::campaign;
use crate::letter::post::{CONTACTS, sent_summary, summary, write_with};

/// The time between two looks at what is to be written; every case is looked at.
const WRITING: Duration = Duration::from_secs(30);
/// The time between two looks at the queue.
const SENDING: Duration = Duration::from_secs(5);

/// Writes until the shift is over.
pub(super) async fn write(office: Arc<Office>, mut shift: Shift) -> anyhow::Result<Status> {
    while !shift.is_over() {
        match round(&office, &shift).await {
            Ok(written) if is_news(&written) => shift.tell(&summary(&written)),
            Ok(_) => {}
            Err(error) => Shift::wait_for(error)?,
        }
        shift.pause(WRITING).await;
    }
    Ok(Status::Interrupted)
}

/// Everything that puts letters into the queue by itself, once.
async fn round(office: &Office, shift: &Shift) -> anyhow::Result<Written> {
    let advanced = campaign::advance_all(&shift.store, &office.letters).await?;
    for (line, _) in campaign::rounds(&advanced) {
        tracing::info!("{line}");
    }
    write_with(&shift.store, &office.letters, &office.desk, CONTACTS).await
}

const fn is_news(written: &Written) -> bool {
    written.letters + written.reminders + written.thanks + written.exhausted > 0
}

/// Sends until the shift is over, while `may_send` says so.
pub(super) async fn send(
    office: Arc<Office>,
    may_send: watch::Receiver<bool>,
    mut shift: Shift,
) -> anyhow::Result<Status> {
    let (worker, limits) = (office.worker.clone(), office.letters.limits(None));
    let sender = Sender::new(shift.store.clone(), Arc::clone(&office.sending), worker, limits);
    while !shift.is_over() {
        let is_allowed = *may_send.borrow();
        if is_allowed {
            match sender.due(shift.cancelled.clone(), |_| ()).await {
                Ok(figures) if has_gone(&figures) => shift.tell(&sent_summary(&figures)),
                Ok(_) => {}
                Err(SendError::Store(error)) => Shift::wait_for(error.into())?,
                Err(error) => return Err(error.into()),
            }
        }
        shift.pause(SENDING).await;
    }
    Ok(Status::Interrupted)
}

const fn has_gone(figures: &SendFigures) -> bool {
    figures.sent + figures.later + figures.back + figures.unsure + figures.stale > 0
}
