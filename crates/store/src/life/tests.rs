//! The table holds together, and no sequence of events breaks what must always hold.

use std::collections::BTreeSet;

use cerrojo_model::{Suspect, Time};
use chrono::TimeDelta;
use proptest::prelude::*;

use super::transition::find;
use super::*;

fn start() -> Time {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn event(hours: i64, what: What) -> Event {
    Event { at: start() + TimeDelta::hours(hours), by: "test".into(), what }
}

fn imported() -> What {
    let suspect = Suspect::new("192.0.2.7/32".parse().unwrap(), Some(25), None);
    What::Imported { suspect: suspect.into(), source: "list".into(), place: Place::default() }
}

fn open() -> What {
    What::FoundOpen(Found { test: "plain".into(), ..Found::default() })
}

fn closed() -> What {
    What::FoundClosed { evidence: None }
}

fn silent() -> What {
    What::FoundUnknown { reason: "unreachable".into(), reached: false }
}

fn contact() -> What {
    What::ContactFound {
        contact: "abuse@example.net".into(),
        route: "rdap".into(),
        language: None,
        control: false,
        languages: Vec::new(),
        hits: Vec::new(),
    }
}

fn approved(people: &[&str]) -> What {
    What::Approved { people: people.iter().map(ToString::to_string).collect() }
}

fn notified() -> What {
    What::Notified {
        letter: "1".into(),
        contact: "abuse@example.net".into(),
        languages: vec!["de".into(), "en".into()],
        variant: Some("A".into()),
    }
}

/// One of each event.
fn every() -> Vec<What> {
    let why = || "because".to_owned();
    vec![
        imported(),
        What::Sighted { source: "other".into() },
        What::SuspectedAgain { source: "other".into() },
        What::Mapped(Place { country: Some("DE".into()), ..Place::default() }),
        open(),
        closed(),
        silent(),
        What::FoundUnknown { reason: "tempfail".into(), reached: true },
        What::Narrowed { cases: vec![2] },
        What::VerifiedClosed {},
        What::Gone {},
        contact(),
        What::ContactMissing {},
        approved(&["ana", "ion"]),
        What::ApprovalWithdrawn { why: why() },
        notified(),
        What::Reminded { letter: "2".into() },
        What::Bounced { contact: "abuse@example.net".into(), code: Some("5.1.1".into()) },
        What::AutoReplied { ticket: None },
        What::Acknowledged { via: "mail".into() },
        What::ClaimedFixed { via: "page".into() },
        What::Exhausted {},
        What::Disputed { why: why() },
        What::Held { why: why() },
        What::LeftScope { why: why() },
        What::Resumed { why: why() },
        What::OptedOutOfMail { proof: why() },
        What::OptedInToMail { why: why() },
        What::OptedOutOfChecks { proof: why() },
        What::OptedInToChecks { why: why() },
        What::Noted { text: why() },
        What::Erased { why: why(), summary: String::new() },
    ]
}

fn live(events: &[(i64, What)]) -> Result<Case, LifeError> {
    let events: Vec<_> = events.iter().map(|(hours, what)| event(*hours, what.clone())).collect();
    Case::of_events(&events, &Rules::DEFAULT).map(Option::unwrap)
}

#[test]
fn every_event_stands_in_the_table_and_every_row_is_one() {
    let written: BTreeSet<String> = every().iter().map(|what| what.parts().0).collect();
    let drawn: BTreeSet<String> = event_words().map(ToOwned::to_owned).collect();
    assert_eq!(written, drawn);
    for state in State::ALL {
        assert_eq!(State::read(state.id()), Some(*state));
        assert!(!state.about().is_empty());
        for word in event_words() {
            let rows =
                TRANSITIONS.iter().filter(|row| row.event == word && row.from.contains(state));
            assert!(rows.count() <= 1, "{word} in {state} stands twice");
        }
    }
}

#[test]
fn every_state_is_reached_and_only_erased_is_never_left() {
    for state in State::ALL {
        let reached = TRANSITIONS
            .iter()
            .any(|row| matches!(row.to, To::State(to) | To::Aside(to) if to == *state));
        assert!(reached, "nothing leads to {state}");
        let left = event_words().any(|word| find(word, Some(*state)).is_some());
        assert_eq!(left, *state != State::Erased, "{state}");
    }
}

#[test]
fn a_life_that_goes_well() {
    let mut events = vec![
        (0, imported()),
        (1, open()),
        (2, contact()),
        (3, approved(&["ana", "ion"])),
        (4, notified()),
        (30, What::Acknowledged { via: "mail".into() }),
        (50, What::ClaimedFixed { via: "mail".into() }),
        (51, closed()),
        (90, closed()),
    ];
    let case = live(&events).unwrap();
    assert_eq!((case.state, case.refusals), (State::ClaimedFixed, 2));
    // Two refusals are not three, and three within a day are not 72 hours.
    for early in [91, 100] {
        let mut early_events = events.clone();
        early_events.push((early, closed()));
        early_events.push((early, What::VerifiedClosed {}));
        assert!(matches!(live(&early_events), Err(LifeError::Unmet { .. })), "{early}");
    }
    events.push((124, closed()));
    events.push((124, What::VerifiedClosed {}));
    let case = live(&events).unwrap();
    assert_eq!(case.state, State::VerifiedClosed);
    assert_eq!(case.closed_since, Some(start() + TimeDelta::hours(51)));
    events.push((900, open()));
    let case = live(&events).unwrap();
    assert_eq!((case.state, case.episode, case.reopened), (State::ReOpened, 2, 1));
    assert_eq!(case.notified_at, None);
}

#[test]
fn nobodys_word_closes_a_case() {
    let told = [(0, imported()), (1, open()), (2, What::ClaimedFixed { via: "page".into() })];
    let mut events = told.to_vec();
    events.push((200, What::VerifiedClosed {}));
    assert!(matches!(live(&events), Err(LifeError::Unmet { .. })));
    let mut events = told.to_vec();
    events.push((3, open()));
    assert_eq!(live(&events).unwrap().state, State::Acknowledged);
}

#[test]
fn silence_is_gone_and_never_closed() {
    let mut events = vec![(0, imported()), (1, open())];
    events.extend((1..=14).map(|day| (24 * day, silent())));
    let early = [events.clone(), vec![(24 * 14, What::Gone {})]].concat();
    assert!(matches!(live(&early), Err(LifeError::Unmet { .. })));
    assert!(live(&[events.clone(), vec![(400, What::VerifiedClosed {})]].concat()).is_err());
    events.push((24 * 15, What::Gone {}));
    let case = live(&events).unwrap();
    assert_eq!((case.state, case.closed_at), (State::Gone, None));
}

#[test]
fn letters_want_two_people_and_a_fresh_proof() {
    let ready = [(0, imported()), (1, open()), (2, contact())];
    for people in [&[][..], &["ana"], &["ana", "ana"], &["", "ana"]] {
        let events = [ready.to_vec(), vec![(3, approved(people))]].concat();
        assert!(live(&events).is_err(), "{people:?}");
    }
    let approved = [ready.to_vec(), vec![(3, approved(&["ana", "ion"]))]].concat();
    assert!(live(&[approved.clone(), vec![(73, notified())]].concat()).is_ok());
    assert!(live(&[approved.clone(), vec![(74, notified())]].concat()).is_err());
    // A refusal in between: it may be closed already.
    assert!(live(&[approved.clone(), vec![(4, closed()), (5, notified())]].concat()).is_err());
    let no_mail = What::OptedOutOfMail { proof: "dns".into() };
    assert!(live(&[approved, vec![(4, no_mail), (5, notified())]].concat()).is_err());
}

#[test]
fn the_two_opt_outs_are_two() {
    let ask = |what| live(&[(0, imported()), (1, open()), (2, what), (3, closed())]);
    assert!(ask(What::OptedOutOfMail { proof: "x".into() }).is_ok());
    assert!(ask(What::OptedOutOfChecks { proof: "x".into() }).is_err());
}

#[test]
fn what_is_put_aside_comes_back_where_it_was() {
    let held = What::Held { why: "x".into() };
    let resumed = What::Resumed { why: "x".into() };
    let disputed = What::Disputed { why: "x".into() };
    let ready = [(0, imported()), (1, open()), (2, contact())];
    let events = [ready.to_vec(), vec![(3, disputed.clone()), (4, held), (5, resumed.clone())]];
    assert_eq!(live(&events.concat()).unwrap().state, State::Disputed);
    let events = [events.concat(), vec![(6, resumed.clone())]].concat();
    assert_eq!(live(&events).unwrap().state, State::Ready);
    // What a check finds meanwhile counts.
    let events = [(0, imported()), (1, disputed), (2, open()), (3, resumed)];
    assert_eq!(live(&events).unwrap().state, State::VerifiedOpen);
}

#[test]
fn checks_are_due_when_something_can_be_learned() {
    let due = |events: &[(i64, What)]| {
        let case = live(events).unwrap();
        next_check(&case, 7, &Rules::DEFAULT)
            .map(|due| ((due.at - start()).num_hours(), due.priority))
    };
    assert_eq!(due(&[(0, imported())]), Some((0, 3)));
    let (hours, priority) = due(&[(0, imported()), (1, silent())]).unwrap();
    assert!((13..=37).contains(&hours) && priority == 4);
    // A first look and three more.
    let unknown: Vec<_> = (0..3).map(|n| (24 * n, silent())).collect();
    assert!(due(&[vec![(0, imported())], unknown.clone()].concat()).is_some());
    assert_eq!(due(&[vec![(0, imported())], unknown, vec![(99, silent())]].concat()), None);
    assert_eq!(due(&[(0, imported()), (1, closed())]), None);
    let claimed = What::ClaimedFixed { via: "page".into() };
    assert_eq!(due(&[(0, imported()), (1, open()), (5, claimed.clone())]), Some((5, 0)));
    let (hours, _) = due(&[(0, imported()), (1, open()), (5, claimed), (6, closed())]).unwrap();
    assert!((42..=66).contains(&hours), "{hours}");
    let stop = What::OptedOutOfChecks { proof: "x".into() };
    assert_eq!(due(&[(0, imported()), (1, open()), (2, stop)]), None);
}

#[test]
fn minutes_of_the_day_are_spread() {
    let case = live(&[(0, imported()), (1, open())]).unwrap();
    let hours: BTreeSet<_> = (0..200)
        .filter_map(|number| next_check(&case, number, &Rules::DEFAULT))
        .map(|due| due.at.format("%H").to_string())
        .collect();
    assert_eq!(hours.len(), 24);
}

proptest! {
    /// Whatever happens, in whatever order: what is not in the table changes nothing, closed means
    /// refusals, gone is not closed, and the erased stay so.
    #[test]
    fn no_sequence_of_events_breaks_the_promises(
        picks in prop::collection::vec((0usize..32, 0i64..60), 0..120),
    ) {
        let every = every();
        let mut case = Case::begin(&event(0, imported())).unwrap();
        let mut events = vec![event(0, imported())];
        let mut hours = 0;
        for (pick, wait) in picks {
            hours += wait;
            let next = event(hours, every[pick % every.len()].clone());
            let before = case.clone();
            let word = next.what.parts().0;
            if case.apply(&next, &Rules::DEFAULT).is_err() {
                prop_assert_eq!(&case, &before, "a refused event changed something");
            } else {
                    let row = find(&word, Some(before.state)).unwrap();
                    prop_assert!(row.from.contains(&before.state));
                    if case.state == State::VerifiedClosed && before.state != State::VerifiedClosed
                        && word == "verified-closed" {
                        prop_assert!(before.refusals >= 3);
                        let span = before.last_check_at.unwrap() - before.refused_since.unwrap();
                        prop_assert!(span >= TimeDelta::hours(72));
                        prop_assert!(before.first_opened_at.is_some());
                    }
                    if word == "notified" {
                        prop_assert!(!before.no_mail && before.refusals == 0);
                        prop_assert!(next.at - before.last_open_at.unwrap() <= TimeDelta::hours(72));
                    }
                    if case.state.is_open() {
                        prop_assert!(case.first_opened_at.is_some(), "open without a proof");
                    }
                    if case.no_checks {
                        prop_assert_eq!(next_check(&case, 1, &Rules::DEFAULT), None);
                        prop_assert_eq!(case.last_check_at, before.last_check_at);
                    }
                    events.push(next);
            }
            prop_assert!(before.state != State::Erased || case.state == State::Erased);
        }
        let summary = Summary::of(&case);
        let line = summary.to_line();
        prop_assert_eq!(Summary::of_line(line.trim_end_matches('\n')), Some(summary));
        prop_assert_eq!(Case::of_events(&events, &Rules::DEFAULT).unwrap(), Some(case));
    }
}
