//! Letters go once, to those who may get them, about what is still true; what follows is written with their end.

use cerrojo_model::Time;
use cerrojo_store::life::{Rules, State, What};
use cerrojo_store::{
    Bounce, Destination, Ended, Health, Letter, LetterFilter, LetterKind, LetterState, NewLetter,
    Notes, Outcome, Pace, Retention, Step, Store, StoreError, Turn,
};
use chrono::TimeDelta;

use crate::support::{at, event, import, on_each, open, suspicion};

/// Letters in an hour to each destination; 0 for no limit.
pub(crate) struct Steady(u32);

impl Pace for Steady {
    fn begin(&self, name: &str, now: Time) -> Destination {
        Destination { name: name.into(), per_hour: self.0, clean: 0, next_at: now }
    }

    fn admit(&self, destination: &mut Destination, now: Time) -> bool {
        if destination.per_hour == 0 {
            return true;
        }
        let is_free = destination.next_at <= now;
        if is_free {
            destination.next_at = now + TimeDelta::seconds(3_600 / i64::from(destination.per_hour));
        }
        is_free
    }

    fn learn(&self, destination: &mut Destination, outcome: &Outcome, _: Time) {
        destination.clean += u32::from(matches!(outcome, Outcome::Sent { .. }));
    }
}

pub(crate) const FREE: Steady = Steady(0);
const WORKER: &str = "one";

/// As many cases as are wanted, proven open and agreed to be written about, each with a contact of its own.
pub(crate) async fn approved(store: &Store, count: u8) {
    let many = (1..=count).map(|n| suspicion(&format!("192.0.2.{n}"), 25)).collect();
    import(store, "one", 0, many).await;
    for number in 1..=count {
        let contact = format!("abuse@n{number}.example");
        store.put_contact(&contact, Some("de"), (b"x", 0), at(1)).await.unwrap();
        let (route, language) = ("rdap".into(), None);
        let found = What::ContactFound {
            contact,
            route,
            language,
            control: false,
            languages: Vec::new(),
            hits: Vec::new(),
        };
        let agreed = What::Approved { people: vec!["ana".into(), "eva".into()] };
        let events = vec![event(1, open()), event(1, found), event(1, agreed)];
        store.append(number.into(), events).await.unwrap();
    }
}

pub(crate) fn letter(case: i64, hours: i64) -> NewLetter {
    NewLetter {
        campaign: None,
        contact: format!("abuse@n{case}.example"),
        kind: LetterKind::Digest,
        languages: vec!["de".into(), "en".into()],
        variant: Some("plain".into()),
        message_id: format!("{case}.{hours}@us.example"),
        sender: format!("bounces+{case}@us.example"),
        message: format!("Subject: case {case}\r\n\r\nIt is open.\r\n").into_bytes(),
        cases: vec![case],
        created_at: at(hours),
        not_before: at(hours),
        expires_at: at(hours + 72),
    }
}

async fn lease(store: &Store, hours: i64, limit: u32) -> Vec<i64> {
    let leased = store.lease_letters(WORKER, at(hours), at(hours + 1), limit, &FREE).await.unwrap();
    leased.iter().map(|one| one.number).collect()
}

async fn begin(store: &Store, hours: i64, begin: Vec<i64>) -> Vec<i64> {
    let turn = Turn { ended: Vec::new(), begin };
    let turned = store.turn_letters(WORKER, &turn, at(hours), &FREE).await.unwrap();
    let mut numbers: Vec<i64> = turned.begun.iter().map(|one| one.letter.number).collect();
    numbers.sort_unstable();
    numbers
}

async fn end(store: &Store, hours: i64, number: i64, outcome: Outcome) -> Letter {
    let turn = Turn { ended: vec![Ended { number, at: at(hours), outcome }], begin: Vec::new() };
    let turned = store.turn_letters(WORKER, &turn, at(hours), &FREE).await.unwrap();
    assert!(turned.lost.is_empty(), "{turned:?}");
    store.letter(number).await.unwrap()
}

pub(crate) fn taken() -> Outcome {
    Outcome::Sent { reply: "250 2.0.0 Ok".into(), host: "mx.n1.example".into(), arrived: true }
}

/// Queues a letter about a case and hands it over.
pub(crate) async fn sent(store: &Store, case: i64, hours: i64) -> i64 {
    let number = store.queue_letter(letter(case, hours)).await.unwrap();
    assert_eq!(lease(store, hours, 9).await, [number]);
    assert_eq!(begin(store, hours, vec![number]).await, [number]);
    end(store, hours, number, taken()).await;
    number
}

async fn state(store: &Store, case: i64) -> State {
    store.case(case).await.unwrap().case.unwrap().state
}

#[test]
fn a_letter_goes_once_and_its_case_knows() {
    on_each(|store, _| async move {
        approved(&store, 1).await;
        let number = store.queue_letter(letter(1, 2)).await.unwrap();
        assert_eq!(lease(&store, 1, 9).await, [0; 0], "before its time");
        assert_eq!(lease(&store, 2, 9).await, [number]);
        assert_eq!(lease(&store, 2, 9).await, [0; 0], "twice");
        assert_eq!(begin(&store, 2, vec![number]).await, [number]);
        assert_eq!(store.letter(number).await.unwrap().state, LetterState::InFlight);
        let done = end(&store, 2, number, taken()).await;
        assert_eq!((done.state, done.attempts, done.sent_at), (LetterState::Sent, 1, Some(at(2))));
        assert_eq!(done.reply.as_deref(), Some("250 2.0.0 Ok"));
        let case = store.case(1).await.unwrap().case.unwrap();
        assert_eq!((case.state, case.variant.as_deref()), (State::Notified, Some("plain")));
        let contact = store.contact("abuse@n1.example").await.unwrap().unwrap();
        assert_eq!(contact.health, Health::Works);
        // It is evidence of its case, and found by what answers name.
        let kept = store.evidence(1).await.unwrap();
        assert_eq!((kept.len(), kept[0].kind), (1, "letter"));
        let body = store.read_evidence(1, &kept[0].digest).await.unwrap().body;
        assert_eq!(body, letter(1, 2).message);
        let found = store.letter_by_message_id("1.2@us.example").await.unwrap().unwrap();
        assert_eq!(found, done);
        assert_eq!(store.letters_since(at(2)).await.unwrap(), (1, Some(at(2))));
        assert_eq!(lease(&store, 999, 9).await, [0; 0]);
        let late = end_is_lost(&store, number).await;
        assert_eq!(late, [number]);
    });
}

async fn end_is_lost(store: &Store, number: i64) -> Vec<i64> {
    let turn = Turn { ended: vec![Ended { number, at: at(9), outcome: taken() }], begin: vec![] };
    store.turn_letters("other", &turn, at(9), &FREE).await.unwrap().lost
}

#[test]
fn what_was_begun_by_a_sender_that_is_killed_goes_once_more_and_no_more() {
    on_each(|store, _| async move {
        approved(&store, 2).await;
        let first = store.queue_letter(letter(1, 2)).await.unwrap();
        let second = store.queue_letter(letter(2, 2)).await.unwrap();
        assert_eq!(lease(&store, 2, 9).await, [first, second]);
        // Only leased: that says nothing, however often.
        for hours in [3, 4, 5] {
            assert_eq!(lease(&store, hours, 9).await, [first, second]);
        }
        assert_eq!(begin(&store, 5, vec![first]).await, [first]);
        store.resume_letters(WORKER, None, at(5), &FREE).await.unwrap();
        assert_eq!(lease(&store, 5, 9).await, [second, first]);
        let doubtful = store.letter(first).await.unwrap();
        assert_eq!((doubtful.attempts, doubtful.doubts), (1, 1));
        assert_eq!(doubtful.message_id, "1.2@us.example");
        assert_eq!(begin(&store, 5, vec![first]).await, [first]);
        store.resume_letters(WORKER, None, at(5), &FREE).await.unwrap();
        assert_eq!(lease(&store, 5, 9).await, [second]);
        let unsure = store.letter(first).await.unwrap();
        assert_eq!((unsure.state, unsure.attempts), (LetterState::Unsure, 2));
        // It has most likely arrived: no other is to be written.
        assert_eq!(state(&store, 1).await, State::Notified);
        assert_eq!(state(&store, 2).await, State::Approved);
    });
}

#[test]
fn notes_say_what_came_of_letters_that_were_in_flight() {
    on_each(|store, _| async move {
        approved(&store, 4).await;
        for case in 1..=4 {
            store.queue_letter(letter(case, 2)).await.unwrap();
        }
        let folder = crate::support::Folder::new();
        let notes = Notes::open(&folder.0.join("notes")).unwrap();
        assert_eq!(lease(&store, 2, 9).await, [1, 2, 3, 4]);
        assert_eq!(begin(&store, 2, vec![1, 2, 3, 4]).await, [1, 2, 3, 4]);
        // The first was taken, the second was not, nobody heard of the third, the fourth never left.
        notes.begin(0, 1, 1).unwrap();
        notes.end(0, 1, 1, true).unwrap();
        notes.end(1, 2, 1, false).unwrap();
        notes.begin(2, 3, 1).unwrap();
        notes.end(3, 4, 7, true).unwrap();
        store.resume_letters(WORKER, Some(&notes), at(2), &FREE).await.unwrap();
        assert_eq!(store.letter(1).await.unwrap().state, LetterState::Sent);
        assert_eq!(state(&store, 1).await, State::Notified);
        assert_eq!(lease(&store, 2, 9).await.len(), 3);
        for (number, doubts, attempts) in [(2, 0, 1), (3, 1, 1), (4, 0, 1)] {
            let one = store.letter(number).await.unwrap();
            assert_eq!((one.doubts, one.attempts), (doubts, attempts), "{number}");
        }
    });
}

#[test]
fn what_came_back_is_written_where_it_belongs() {
    on_each(|store, _| async move {
        approved(&store, 4).await;
        for case in 1..=4 {
            store.queue_letter(letter(case, 2)).await.unwrap();
        }
        assert_eq!(lease(&store, 2, 9).await, [1, 2, 3, 4]);
        assert_eq!(begin(&store, 2, vec![1, 2, 3, 4]).await, [1, 2, 3, 4]);
        let back = |bounce, code: &str| Outcome::Back {
            reply: format!("550 {code} no\r\n"),
            host: None,
            code: Some(code.into()),
            bounce,
        };
        let hard = end(&store, 2, 1, back(Bounce::Hard, "5.1.1")).await;
        let refused = end(&store, 2, 2, back(Bounce::Refused, "5.7.1")).await;
        let later = Outcome::Later {
            reply: "451 4.3.0".into(),
            host: None,
            not_before: at(5),
            everybody: false,
        };
        let later = end(&store, 2, 3, later).await;
        assert_eq!((hard.state, refused.state), (LetterState::Bounced, LetterState::Refused));
        assert_eq!(hard.reply.as_deref(), Some("550 5.1.1 no  "));
        assert_eq!((later.state, later.not_before), (LetterState::Queued, Some(at(5))));
        assert_eq!(
            (state(&store, 1).await, state(&store, 2).await),
            (State::Bounced, State::Bounced)
        );
        for (case, health) in [(1, Health::Bounced), (2, Health::Refused), (3, Health::Untried)] {
            let contact = store.contact(&format!("abuse@n{case}.example")).await.unwrap().unwrap();
            assert_eq!(contact.health, health);
        }
        assert_eq!(end(&store, 2, 4, taken()).await.state, LetterState::Sent);
        let counts = store.count_letters(None, None).await.unwrap();
        assert_eq!((counts.out(), counts.of(LetterState::Queued)), (3, 1));
        assert_eq!(store.count_letters(None, Some(1)).await.unwrap().out(), 1);
        let refused = store.queue_letter(letter(1, 3)).await.unwrap_err();
        assert!(refused.to_string().contains("it is `bounced`"), "{refused}");
    });
}

#[test]
fn nothing_goes_that_is_not_true_any_more() {
    on_each(|store, _| async move {
        approved(&store, 5).await;
        for case in 1..=5 {
            store.queue_letter(letter(case, 2)).await.unwrap();
        }
        let out = What::OptedOutOfMail { proof: "a reply".into() };
        store.append(1, vec![event(3, out)]).await.unwrap();
        store.append(2, vec![event(3, What::Disputed { why: "no".into() })]).await.unwrap();
        store.contact_bounced("abuse@n3.example", Bounce::Hard, at(3)).await.unwrap();
        assert_eq!(lease(&store, 4, 9).await, [1, 2, 3, 4, 5]);
        assert_eq!(begin(&store, 4, vec![1, 2, 3, 4]).await, [4]);
        for number in [1, 2, 3] {
            assert_eq!(store.letter(number).await.unwrap().state, LetterState::Stale);
        }
        // Too old: looked at at once, and not written about.
        let before = store.case(5).await.unwrap().due_at.unwrap();
        assert!(before > at(4));
        assert_eq!(lease(&store, 80, 9).await, [5, 4]);
        assert_eq!(begin(&store, 80, vec![5]).await, [0; 0]);
        let stale = store.letter(5).await.unwrap();
        assert_eq!((stale.state, stale.not_before), (LetterState::Stale, None));
        assert!(stale.reply.unwrap().contains("too old"));
        assert!(store.case(5).await.unwrap().due_at.unwrap() <= at(80));
        assert_eq!(state(&store, 5).await, State::Approved);
    });
}

#[test]
fn the_queue_refuses_what_must_not_wait_in_it() {
    on_each(|store, _| async move {
        approved(&store, 3).await;
        let refused = async |letter, why: &str| {
            let error = store.queue_letter(letter).await.unwrap_err();
            assert!(error.to_string().contains(why), "{error}");
        };
        sent(&store, 1, 2).await;
        let again = letter(1, 9);
        refused(again.clone(), "one digest in seven days").await;
        assert_eq!(store.last_digest_to(&again.contact).await.unwrap(), Some((1, at(2))));
        let reminder = NewLetter { kind: LetterKind::Reminder, ..again };
        let reminder = store.queue_letter(reminder).await.unwrap();
        refused(NewLetter { cases: vec![3, 1], ..letter(2, 9) }, "case 1 is in letter 2").await;
        refused(NewLetter { cases: vec![2, 77], ..letter(2, 9) }, "case 77").await;
        refused(NewLetter { cases: vec![], ..letter(2, 9) }, "about no case").await;
        refused(NewLetter { contact: "nobody@a.example".into(), ..letter(2, 9) }, "no contact")
            .await;
        refused(NewLetter { contact: "nobody".into(), ..letter(2, 9) }, "NAME@DOMAIN").await;
        refused(NewLetter { message_id: "1.2@us.example".into(), ..letter(2, 9) }, "Message-ID")
            .await;
        let answer = NewLetter {
            kind: LetterKind::Answer,
            contact: "nobody@a.example".into(),
            cases: vec![],
            ..letter(2, 8)
        };
        let answer = store.queue_letter(answer).await.unwrap();
        // Each is told the number that it will have; one that is refused leaves it to the next.
        let mut told = Vec::new();
        let queued = store
            .queue_letters(2, |number| {
                told.push(number);
                let cases = if told.len() == 1 { vec![] } else { vec![2] };
                Some(NewLetter { cases, ..letter(2, 10) })
            })
            .await
            .unwrap();
        assert!(matches!(queued[..], [Err(StoreError::Conflict { .. }), Ok(4)]), "{queued:?}");
        assert_eq!(told, [4, 4]);
        assert_eq!(lease(&store, 10, 9).await, [answer, reminder, 4]);
        assert_eq!(begin(&store, 10, vec![2, 3, 4]).await.len(), 3);
        end(&store, 10, 2, taken()).await;
        end(&store, 10, 3, taken()).await;
        let case = store.case(1).await.unwrap().case.unwrap();
        assert_eq!((case.state, case.reminders), (State::Notified, 1));
        let of_case = LetterFilter { case: Some(1), ..LetterFilter::default() };
        assert_eq!(store.letters(&of_case, 0, 9).await.unwrap().len(), 2);
        let refused = store.cancel_letter(4, "no").await.unwrap_err();
        assert!(refused.to_string().contains("in-flight"), "{refused}");
    });
}

#[test]
fn a_digest_waits_until_seven_days_after_the_one_before() {
    on_each(|store, _| async move {
        approved(&store, 2).await;
        // Two that were queued while nothing forbade it: the gate is at the end as well.
        let far = NewLetter { expires_at: at(999), ..letter(1, 2) };
        store.queue_letter(far.clone()).await.unwrap();
        let other = NewLetter {
            contact: far.contact.clone(),
            cases: vec![2],
            not_before: at(2 + 24 * 8),
            expires_at: at(999),
            message_id: "other@us.example".into(),
            ..letter(2, 2)
        };
        assert!(store.queue_letter(other.clone()).await.is_err());
        assert_eq!(lease(&store, 2, 9).await, [1]);
        begin(&store, 2, vec![1]).await;
        end(&store, 2, 1, taken()).await;
        let other = NewLetter { not_before: at(2 + 24 * 7 + 1), ..other };
        store.queue_letter(other).await.unwrap();
        let hours = 2 + 24 * 7 + 1;
        store.append(2, vec![event(hours, open())]).await.unwrap();
        assert_eq!(lease(&store, hours, 9).await, [2]);
        assert_eq!(begin(&store, hours, vec![2]).await, [2]);
    });
}

#[test]
fn each_destination_has_its_pace_and_a_campaign_that_stands_keeps_its_letters() {
    on_each(|store, _| async move {
        approved(&store, 6).await;
        let campaign = store.make_campaign("spring", "letters = 1", "ana", at(1)).await.unwrap();
        for case in 1..=6 {
            let domain = if case < 5 { "big" } else { "small" };
            let contact = format!("n{case}@{domain}.example");
            store.put_contact(&contact, None, (b"x", 0), at(1)).await.unwrap();
            let campaign = (case == 6).then_some(campaign.number);
            store.queue_letter(NewLetter { contact, campaign, ..letter(case, 2) }).await.unwrap();
        }
        let pace = Steady(2);
        let lease = async |minutes: i64| {
            let now = at(2) + TimeDelta::minutes(minutes);
            let until = now + TimeDelta::hours(9);
            let leased = store.lease_letters(WORKER, now, until, 3, &pace).await.unwrap();
            leased.iter().map(|one| one.number).collect::<Vec<_>>()
        };
        assert_eq!(lease(0).await, [1, 5]);
        assert_eq!(lease(1).await, [0; 0]);
        assert_eq!(lease(30).await, [2]);
        let agreed = campaign.digest;
        store.approve_campaign("spring", &agreed, "eva", at(1)).await.unwrap();
        store.step_campaign("spring", Step::Start, ("ana", None), at(1)).await.unwrap();
        assert_eq!(lease(31).await, [6]);
        // Paused between lease and hand-over, it stays as well.
        store.step_campaign("spring", Step::Pause, ("ana", Some("look")), at(1)).await.unwrap();
        assert_eq!(begin(&store, 2, vec![2, 6]).await, [2]);
        store.step_campaign("spring", Step::Stop, ("ana", Some("no")), at(1)).await.unwrap();
        let stopped = store.letter(6).await.unwrap();
        assert_eq!((stopped.state, stopped.not_before), (LetterState::Cancelled, None));
    });
}

#[test]
fn what_is_erased_is_in_no_letter() {
    on_each(|store, url| async move {
        approved(&store, 3).await;
        sent(&store, 1, 2).await;
        store.queue_letter(NewLetter { cases: vec![2, 3], ..letter(2, 2) }).await.unwrap();
        let erase = || What::Erased { why: "they asked".into(), summary: String::new() };
        store.append(1, vec![event(3, erase())]).await.unwrap();
        store.append(3, vec![event(3, erase())]).await.unwrap();
        let first = store.letter(1).await.unwrap();
        assert_eq!((first.contact, first.destination.as_str()), (None, ""));
        assert_eq!(store.letter_message(1).await.unwrap(), None);
        let second = store.letter(2).await.unwrap();
        assert_eq!((second.state, second.contact.is_some()), (LetterState::Cancelled, true));
        assert_eq!(store.letter_message(2).await.unwrap(), None);
        assert_eq!(store.letter_cases(2).await.unwrap(), [2]);
        assert_eq!(store.evidence(1).await.unwrap(), []);
        assert_eq!(store.verify_log().await.unwrap().broken, None);
        backup_survives(&store, &url).await;
    });
}

async fn backup_survives(store: &Store, url: &str) {
    let mut bytes = Vec::new();
    store.backup(&mut bytes).await.unwrap();
    let folder = crate::support::Folder::new();
    let again = folder.sqlite("again.db");
    Store::restore(&again, &mut &*bytes).await.unwrap();
    let again = Store::open(&again, Rules::DEFAULT).await.unwrap();
    assert_eq!(again.letter(2).await.unwrap(), store.letter(2).await.unwrap(), "{url}");
    again.close().await;
}

#[test]
fn old_letters_lose_their_words_and_stay_in_the_figures() {
    on_each(|store, _| async move {
        approved(&store, 2).await;
        sent(&store, 1, 2).await;
        sent(&store, 2, 2).await;
        for hours in [10, 60, 100] {
            let closed = What::FoundClosed { evidence: None };
            store.record(1, vec![event(hours, closed)], &[]).await.unwrap();
        }
        assert_eq!(state(&store, 1).await, State::VerifiedClosed);
        let later = at(24 * 400);
        store.prune(later, &Retention::DEFAULT).await.unwrap();
        assert_eq!(store.letter_message(1).await.unwrap(), None);
        assert_eq!(store.letter(1).await.unwrap().contact, None);
        assert!(store.letter_message(2).await.unwrap().is_some(), "its case is open still");
        assert_eq!(store.count_letters(None, None).await.unwrap().out(), 2);
    });
}
