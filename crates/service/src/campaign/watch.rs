//! Whether too much of a campaign comes back: what went out since a person last looked.

use cerrojo_model::Time;
use cerrojo_store::{Campaign, CampaignEvent, Store, StoreError};

use super::BREAKER;
use crate::job::breaker;

/// The last letters of a campaign that say whether it goes well.
const LOOK_AT: u32 = 1_000;

/// Why a campaign should stand, see [`breaker`]. Where it stood for that before and a person let it go on, only what
/// happened since then counts: otherwise it would stand again at once.
///
/// # Errors
///
/// The machine's.
pub async fn too_much_came_back(
    store: &Store,
    campaign: &Campaign,
) -> Result<Option<String>, StoreError> {
    let events = store.campaign_events(campaign.number).await?;
    let counts = match looked_at(&events) {
        None => store.count_letters(Some(campaign.number), Some(LOOK_AT)).await?,
        Some(since) => store.count_letters_since(campaign.number, LOOK_AT, since).await?,
    };
    Ok(breaker(&counts))
}

/// When a person let it go on after it had been stopped for what came back; `None` where that never was.
fn looked_at(events: &[CampaignEvent]) -> Option<Time> {
    let stood = events.iter().rposition(|event| event.who == BREAKER && event.word == "paused")?;
    let after = events.iter().skip(stood);
    let mut after = after.filter(|event| event.word == "resumed" || event.word == "started");
    after.next().map(|event| event.at)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn only_a_person_who_looked_forgets_what_was_before() {
        let at = |hours| Time::UNIX_EPOCH + TimeDelta::hours(hours);
        let event = |hours, who: &str, word: &str| CampaignEvent {
            at: at(hours),
            who: who.into(),
            word: word.into(),
            why: None,
        };
        let mut events = vec![event(0, "ana", "started"), event(1, "ana", "paused")];
        events.push(event(2, "ana", "resumed"));
        assert_eq!(looked_at(&events), None);
        events.push(event(3, BREAKER, "paused"));
        assert_eq!(looked_at(&events), None);
        events.push(event(4, "eva", "resumed"));
        events.push(event(5, "eva", "paused"));
        events.push(event(6, "eva", "resumed"));
        assert_eq!(looked_at(&events), Some(at(4)));
        events.push(event(7, BREAKER, "paused"));
        events.push(event(8, "ana", "changed"));
        events.push(event(9, "ana", "started"));
        assert_eq!(looked_at(&events), Some(at(9)));
    }
}
