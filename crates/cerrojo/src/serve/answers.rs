//! What came back is read into the cases: out of the Maildir first, then all that was taken in.

use std::sync::Arc;
use std::time::Duration;

use cerrojo_service::intake::take_in;
use cerrojo_service::job::{Answers, read_answers};

use super::Shift;
use super::office::Office;
use crate::Status;

/// The time between two looks.
const ROUND: Duration = Duration::from_secs(3);

/// Reads until the shift is over.
pub(super) async fn run(office: Arc<Office>, mut shift: Shift) -> anyhow::Result<Status> {
    while !shift.is_over() {
        match round(&office, &shift).await {
            Ok(Answers { read, for_a_person, suspects }) if read > 0 => shift.tell(&format!(
                "of what came back, {read} read, of these {for_a_person} left to a person; {suspects} suspects reported"
            )),
            Ok(_) => {}
            Err(error) => Shift::wait_for(error)?,
        }
        shift.pause(ROUND).await;
    }
    Ok(Status::Interrupted)
}

async fn round(office: &Office, shift: &Shift) -> anyhow::Result<Answers> {
    if let Some(folder) = &office.serve.maildir {
        take_in(&shift.store, folder, &|address| office.ours.takes(address)).await?;
    }
    let now = cerrojo_engine::now();
    Ok(read_answers(&shift.store, &office.desk, &office.worker, now).await?)
}
