//! Nobody agrees alone, and what was agreed to is what goes.

use cerrojo_store::{
    CampaignState, Ended, LetterState, NewLetter, Outcome, Pace, Step, Store, StoreError, Turn,
};

use crate::outbox::{FREE, approved, letter};
use crate::support::{at, event, on_each};

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
        refused(store.change_campaign("spring", "x", "ana", at(3)).await, "it is over");
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

#[test]
fn what_stands_can_be_changed_and_begins_anew() {
    on_each(|store, _| async move {
        approved(&store, 1).await;
        let made = store.make_campaign("spring", "one", "ana", at(1)).await.unwrap();
        store.approve_campaign("spring", &made.digest, "eva", at(1)).await.unwrap();
        let step = async |step, at| store.step_campaign("spring", step, ("ana", None), at).await;
        step(Step::Start, at(1)).await.unwrap();
        let letter = NewLetter { campaign: Some(made.number), ..letter(1, 2) };
        let queued = store.queue_campaign_letter((made.number, Some(1)), |_| Some(letter.clone()));
        assert_eq!(queued.await.unwrap(), Some(1));
        step(Step::EndPilot, at(2)).await.unwrap();
        let resumed = step(Step::Resume, at(2)).await.unwrap();
        assert_eq!((resumed.state, resumed.in_pilot), (CampaignState::Running, false));
        let change = async || store.change_campaign("spring", "two", "eva", at(3)).await;
        refused(change().await, "pause it first");
        step(Step::Pause, at(3)).await.unwrap();
        let changed = change().await.unwrap();
        assert_eq!((changed.state, changed.in_pilot), (CampaignState::Draft, true));
        // What waited said what nobody agrees to any more.
        assert_eq!(store.letter(1).await.unwrap().state, LetterState::Cancelled);
        store.approve_campaign("spring", &changed.digest, "ana", at(3)).await.unwrap();
        assert_eq!(step(Step::Start, at(3)).await.unwrap().state, CampaignState::Pilot);
    });
}

#[test]
fn a_campaign_has_room_for_so_many_letters_whoever_writes_them() {
    on_each(|store, _| async move {
        approved(&store, 4).await;
        let made = store.make_campaign("spring", "one", "ana", at(1)).await.unwrap();
        let queue = async |case, most| {
            let of = NewLetter { campaign: Some(made.number), ..letter(case, 2) };
            store.queue_campaign_letter((made.number, most), |_| Some(of.clone())).await
        };
        refused(queue(1, None).await, "campaign `spring` is draft: no letter is written for it");
        store.approve_campaign("spring", &made.digest, "eva", at(1)).await.unwrap();
        store.step_campaign("spring", Step::Start, ("ana", None), at(1)).await.unwrap();
        let both = tokio::join!(queue(1, Some(1)), queue(2, Some(1)));
        let queued = [both.0, both.1].into_iter().flatten().count();
        assert_eq!(queued, 1, "two at once write one");
        refused(queue(3, Some(1)).await, "has the 1 letters that it may have now");
        queue(3, Some(2)).await.unwrap();
        assert_eq!(store.count_findings(made.number, None).await.unwrap(), 2);
        assert_eq!(store.count_findings(made.number, Some(at(3))).await.unwrap(), 0);
        store.cancel_letter(2, "no").await.unwrap();
        assert_eq!(store.count_findings(made.number, None).await.unwrap(), 1);
    });
}

#[test]
fn what_happened_before_somebody_looked_does_not_count() {
    on_each(|store, _| async move {
        approved(&store, 4).await;
        let made = store.make_campaign("spring", "one", "ana", at(1)).await.unwrap();
        store.approve_campaign("spring", &made.digest, "eva", at(1)).await.unwrap();
        store.step_campaign("spring", Step::Start, ("ana", None), at(1)).await.unwrap();
        for case in 1..=4 {
            let of = NewLetter { campaign: Some(made.number), ..letter(case, 2) };
            store.queue_letter(of).await.unwrap();
        }
        let sent = || Outcome::Sent { reply: "250".into(), host: "mx".into(), arrived: true };
        let back = || Outcome::Back {
            reply: "550".into(),
            host: None,
            code: Some("5.1.1".into()),
            bounce: cerrojo_store::Bounce::Hard,
        };
        send(&store, 2, vec![(1, sent()), (2, back())]).await;
        send(&store, 9, vec![(3, sent()), (4, back())]).await;
        let counted = async |since| {
            let counts = store.count_letters_since(made.number, 1_000, since).await.unwrap();
            (counts.out(), counts.of(LetterState::Bounced), counts.complaints)
        };
        assert_eq!(counted(at(1)).await, (4, 2, 0));
        assert_eq!(counted(at(5)).await, (2, 1, 0));
        // A bounce of an old letter that comes in now is news.
        let bounced =
            cerrojo_store::life::What::Bounced { contact: "abuse@n2.example".into(), code: None };
        store.append(1, vec![event(10, bounced)]).await.unwrap();
        assert_eq!(counted(at(5)).await, (2, 1, 0), "its letter is not back yet");
        assert_eq!(counted(at(20)).await, (0, 0, 0));
    });
}

/// Hands letters over, with what comes of each.
async fn send(store: &Store, hours: i64, outcomes: Vec<(i64, Outcome)>) {
    let pace: &dyn Pace = &FREE;
    let now = at(hours);
    let limit = u32::try_from(outcomes.len()).unwrap();
    store.lease_letters("one", now, at(hours + 1), limit, pace).await.unwrap();
    let begin = outcomes.iter().map(|(number, _)| *number).collect();
    let turn = Turn { ended: Vec::new(), begin };
    store.turn_letters("one", &turn, now, pace).await.unwrap();
    let ended = outcomes.into_iter().map(|(number, outcome)| Ended { number, at: now, outcome });
    let turn = Turn { ended: ended.collect(), begin: Vec::new() };
    store.turn_letters("one", &turn, now, pace).await.unwrap();
}
