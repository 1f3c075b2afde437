//! What follows by itself from what a check found: that a case is proven closed, or gone.

use super::{Case, Event, Rules, What};

/// The event that a case is ripe for after its last one, at the time of that one.
///
/// Nobody decides this but the checks: enough refusals over enough time close a case, a long silence
/// makes it gone. `None` where neither is so, or where the case does not stand so that it could be.
#[must_use]
pub fn follows(case: &Case, by: &str, rules: &Rules) -> Option<Event> {
    [What::VerifiedClosed {}, What::Gone {}].into_iter().find_map(|what| {
        let event = Event { at: case.last_event_at, by: by.to_owned(), what };
        case.clone().apply(&event, rules).is_ok().then_some(event)
    })
}
