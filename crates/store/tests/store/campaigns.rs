//! Nobody agrees alone, and what was agreed to is what goes.

use cerrojo_store::{CampaignState, Step, StoreError};

use crate::support::{at, on_each};

fn refused<T: std::fmt::Debug>(result: Result<T, StoreError>, why: &str) {
    let error = result.unwrap_err();
    assert!(error.to_string().contains(why), "{error}");
}

#[test]
fn two_people_agree_to_exactly_one_text() {
    on_each(|store, _| async move {
        let made = store.make_campaign("spring", "one", "ana", at(1)).await.unwrap();
        assert_eq!((made.state, made.in_pilot), (CampaignState::Draft, true));
        refused(store.make_campaign("spring", "two", "eva", at(1)).await, "already");
        refused(store.make_campaign(" ", "two", "eva", at(1)).await, "empty");
        refused(store.make_campaign("x", " \n", "eva", at(1)).await, "no definition");
        let approve =
            async |digest: &[u8], who| store.approve_campaign("spring", digest, who, at(2)).await;
        refused(approve(&made.digest, "ana").await, "somebody else has to agree");
        // Changed by the other one: then that one is its maker.
        let changed = store.change_campaign("spring", "two", "eva", at(2)).await.unwrap();
        refused(approve(&made.digest, "ana").await, "changed meanwhile");
        refused(approve(&changed.digest, "eva").await, "eva wrote it");
        let agreed = approve(&changed.digest, "ana").await.unwrap();
        assert_eq!(agreed.approved_by.as_deref(), Some("ana"));
        refused(approve(&changed.digest, "ivo").await, "no draft");
        // A change takes the agreement away.
        let again = store.change_campaign("spring", "three", "ana", at(3)).await.unwrap();
        assert_eq!((again.state, again.approved_by), (CampaignState::Draft, None));
        let start = store.step_campaign("spring", Step::Start, ("ana", None), at(3)).await;
        refused(start, "cannot be started");
        refused(approve(&again.digest, "").await, "empty");
        refused(store.change_campaign("summer", "x", "ana", at(3)).await, "no campaign `summer`");
    });
}

#[test]
fn a_campaign_begins_small_and_stops_for_good() {
    on_each(|store, _| async move {
        let made = store.make_campaign("spring", "one", "ana", at(1)).await.unwrap();
        store.approve_campaign("spring", &made.digest, "eva", at(1)).await.unwrap();
        let step = async |step, why| store.step_campaign("spring", step, ("ana", why), at(2)).await;
        let mut seen = Vec::new();
        for one in [
            Step::Start,
            Step::Pause,
            Step::Resume,
            Step::EndPilot,
            Step::Resume,
            Step::Pause,
            Step::Resume,
            Step::Stop,
        ] {
            seen.push(step(one, Some("because")).await.unwrap().state.id());
        }
        let all = [
            "pilot",
            "paused",
            "pilot",
            "paused-after-pilot",
            "running",
            "paused",
            "running",
            "stopped",
        ];
        assert_eq!(seen, all);
        refused(step(Step::Resume, None).await, "is stopped: it cannot be resumed");
        refused(store.change_campaign("spring", "x", "ana", at(3)).await, "only a draft");
        let stopped = store.campaign("spring").await.unwrap().unwrap();
        assert_eq!(stopped.why.as_deref(), Some("because"));
        assert_eq!(store.campaigns().await.unwrap(), [stopped]);
        let events = store.campaign_events(made.number).await.unwrap();
        assert_eq!(
            (events.len(), events[1].word.as_str(), events[1].who.as_str()),
            (10, "approved", "eva")
        );
        assert_eq!(store.campaign("summer").await.unwrap(), None);
    });
}
