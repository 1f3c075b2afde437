//! What was acknowledged is here once, is read once, and is in its case once.

use cerrojo_store::life::{State, What};
use cerrojo_store::{
    ArrivalState, Bounce, Fate, Health, LetterState, NewArrival, Reading, Retention, Store,
};
use chrono::TimeDelta;

use crate::outbox::{approved, sent};
use crate::support::{at, event, on_each};

fn arrival(text: &str, recipient: &str) -> NewArrival {
    NewArrival {
        at: at(3),
        via: "smtp",
        peer: Some("192.0.2.1".into()),
        helo: Some("mx.n1.example".into()),
        sender: "abuse@n1.example".into(),
        recipient: recipient.into(),
        message: text.as_bytes().to_vec(),
        authentication: None,
    }
}

fn reading(case: i64, letter: i64, fate: Fate, what: What) -> Reading {
    Reading {
        state: ArrivalState::Read,
        class: "reply".into(),
        letter: Some((letter, fate)),
        contact: Some("abuse@n1.example".into()),
        cases: vec![case],
        events: vec![(case, event(4, what))],
        note: None,
    }
}

async fn read(store: &Store, reading: Reading) -> i64 {
    let leased = store.lease_arrivals("one", at(4), at(5), 1).await.unwrap();
    let number = leased.first().unwrap().number;
    assert!(store.arrival_read("one", number, at(4), reading).await.unwrap());
    number
}

#[test]
fn the_same_mail_is_here_once() {
    on_each(|store, _| async move {
        let first = store.receive(arrival("one", "a@us.example")).await.unwrap();
        assert_eq!(first, Some(1));
        assert_eq!(store.receive(arrival("one", "a@us.example")).await.unwrap(), None);
        // To somebody else of ours it is another.
        assert_eq!(store.receive(arrival("one", "b@us.example")).await.unwrap(), Some(2));
        assert_eq!(store.receive(arrival("two", "a@us.example")).await.unwrap(), Some(3));
        let new = store.arrivals(Some(ArrivalState::New), 1, 9).await.unwrap();
        assert_eq!(new.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(store.arrival(3).await.unwrap().message, Some(b"two".to_vec()));
    });
}

#[test]
fn a_reply_is_in_its_case_once_whoever_reads_it() {
    on_each(|store, _| async move {
        approved(&store, 1).await;
        let letter = sent(&store, 1, 2).await;
        store.receive(arrival("thank you", "case1@us.example")).await.unwrap();
        let leased = store.lease_arrivals("one", at(4), at(5), 9).await.unwrap();
        assert_eq!(leased[0].message.as_deref(), Some(&b"thank you"[..]));
        assert!(store.lease_arrivals("two", at(4), at(5), 9).await.unwrap().is_empty());
        // The first one is killed.
        assert_eq!(store.lease_arrivals("two", at(5), at(6), 9).await.unwrap().len(), 1);
        let acknowledged = || What::Acknowledged { via: "mail".into() };
        let told = || reading(1, letter, Fate::Answered, acknowledged());
        assert!(!store.arrival_read("one", 1, at(5), told()).await.unwrap());
        assert!(store.arrival_read("two", 1, at(5), told()).await.unwrap());
        assert!(!store.arrival_read("two", 1, at(5), told()).await.unwrap());
        let entry = store.case(1).await.unwrap();
        assert_eq!(entry.case.unwrap().state, State::Acknowledged);
        assert_eq!(entry.events.iter().filter(|it| it.word == "acknowledged").count(), 1);
        assert_eq!(store.letter(letter).await.unwrap().state, LetterState::Delivered);
        let kept = store.evidence(1).await.unwrap();
        assert_eq!(kept.iter().map(|it| it.kind).collect::<Vec<_>>(), ["letter", "reply"]);
        assert_eq!(store.read_evidence(1, &kept[1].digest).await.unwrap().body, b"thank you");
    });
}

#[test]
fn what_comes_back_and_complaints_reach_the_letter() {
    on_each(|store, _| async move {
        approved(&store, 2).await;
        let (first, second) = (sent(&store, 1, 2).await, sent(&store, 2, 2).await);
        store.receive(arrival("no such user", "bounces+1@us.example")).await.unwrap();
        let contact = "abuse@n1.example".to_owned();
        let bounced = What::Bounced { contact: contact.clone(), code: Some("5.1.1".into()) };
        read(&store, reading(1, first, Fate::Back(Bounce::Hard), bounced.clone())).await;
        assert_eq!(store.letter(first).await.unwrap().state, LetterState::Bounced);
        assert_eq!(store.contact(&contact).await.unwrap().unwrap().health, Health::Bounced);
        assert_eq!(store.case(1).await.unwrap().case.unwrap().state, State::Bounced);
        // A second one of the same says nothing new, and what cannot be is a note.
        store.receive(arrival("no such user, again", "bounces+1@us.example")).await.unwrap();
        read(&store, reading(1, first, Fate::Back(Bounce::Hard), bounced)).await;
        let last = store.case(1).await.unwrap().events.pop().unwrap();
        assert_eq!(last.word, "noted");
        store.receive(arrival("spam!", "fbl@us.example")).await.unwrap();
        let note = What::Noted { text: "a complaint".into() };
        let number = read(&store, reading(2, second, Fate::Complained, note)).await;
        assert_eq!(store.letter(second).await.unwrap().complained_at, Some(at(4)));
        assert_eq!(store.count_letters(None, Some(1_000)).await.unwrap().complaints, 1);
        // What is erased is gone from here too.
        let erase = What::Erased { why: "they asked".into(), summary: String::new() };
        store.append(2, vec![event(9, erase)]).await.unwrap();
        let gone = store.arrival(number).await.unwrap();
        assert_eq!((gone.message, gone.sender.as_str(), gone.contact), (None, "", None));
        assert!(store.arrival(1).await.unwrap().message.is_some());
        store.prune(at(24 * 400), &Retention::DEFAULT).await.unwrap();
        assert!(store.arrival(number).await.is_err());
        assert!(store.arrival(1).await.is_ok(), "its case is open still");
    });
}

#[test]
fn what_nobody_gets_through_is_left_to_a_person() {
    on_each(|store, _| async move {
        store.receive(arrival("\u{0}", "a@us.example")).await.unwrap();
        for hours in 4..14 {
            let leased = store.lease_arrivals("one", at(hours), at(hours + 1), 9).await.unwrap();
            assert_eq!(leased.len(), 1, "{hours}");
            if hours == 4 {
                // Given back is no attempt.
                store.release_arrivals("one").await.unwrap();
                let again = store.lease_arrivals("one", at(4), at(5), 9).await.unwrap();
                assert_eq!(again.len(), 1);
            }
        }
        assert!(store.lease_arrivals("one", at(14), at(15), 9).await.unwrap().is_empty());
        assert_eq!(store.arrival(1).await.unwrap().state, ArrivalState::Failed);
        store.close_arrival(1, "nothing in it").await.unwrap();
        assert!(store.close_arrival(1, "nothing in it").await.is_err());
    });
}

#[test]
fn one_automatic_answer_in_seven_days_whoever_asks() {
    on_each(|store, _| async move {
        let week = TimeDelta::days(7);
        let claims = (0..8).map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                store.claim_automatic_answer("Noc@A.example", at(0), week).await.unwrap()
            })
        });
        let mut won = 0;
        for claim in claims.collect::<Vec<_>>() {
            won += u32::from(claim.await.unwrap());
        }
        assert_eq!(won, 1);
        for (address, hours, may) in
            [("noc@a.EXAMPLE", 167, false), ("x@a.example", 1, true), ("noc@a.example", 168, true)]
        {
            let claimed = store.claim_automatic_answer(address, at(hours), week).await.unwrap();
            assert_eq!(claimed, may, "{address} {hours}");
        }
    });
}
