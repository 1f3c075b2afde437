//! Campaigns against a store: two people agree, exactly the pilot goes, then a person decides.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "databases are files")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use cerrojo_letters::example;
use cerrojo_letters::letter::Operation;
use cerrojo_letters::texts::Texts;
use cerrojo_model::{Kind, Suspect, Time};
use cerrojo_service::campaign::{
    Advanced, Definition, Settings, advance, rehearse, report, sealed, select,
};
use cerrojo_service::desk::{Desk, Sender};
use cerrojo_service::job::{Plan, Speed, Written, write_letters};
use cerrojo_store::life::{Event, Found, Place, Rules, State, What};
use cerrojo_store::{
    Bounce, CampaignState, Ended, LetterFilter, LetterState, Outcome, Step, Store, StoreError,
    Suspicion, Turn,
};
use chrono::TimeDelta;

struct World {
    store: Store,
    desk: Desk,
    folder: PathBuf,
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn at(hours: i64) -> Time {
    "2026-11-22T12:00:00Z".parse::<Time>().unwrap() + TimeDelta::hours(hours)
}

fn desk(name: &str, own: &[(String, String)]) -> Desk {
    let operation = Operation { name: name.into(), ..example::operation() };
    let sender = Sender {
        name: name.into(),
        address: "letters@cert.example".into(),
        domain: "cert.example".into(),
        prefix: "CX".into(),
        unsubscribe: None,
        complaints: None,
    };
    Desk::new(Texts::new(own).unwrap(), operation, sender, b"secret".to_vec())
}

impl World {
    /// So many open relays, each with a contact of its own; every tenth contact is written to later.
    async fn new(count: u32) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("cerrojo-campaign-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let url = format!("sqlite:{}", folder.join("cases.db").display());
        let store = Store::open(&url, Rules::DEFAULT).await.unwrap();
        let world = Self { store, desk: desk("CSIRT Example", &[]), folder };
        world.fill(count).await;
        world
    }

    async fn fill(&self, count: u32) {
        let store = &self.store;
        let suspicion = |n: u32| Suspicion {
            suspect: Suspect::new(
                format!("198.51.{}.{}/32", n / 250, n % 250 + 1).parse().unwrap(),
                Some(25),
                Some(Kind::OpenRelay),
            ),
            seen_at: None,
            place: Place {
                country: Some(if n.is_multiple_of(2) { "DE" } else { "FR" }.into()),
                ..Place::default()
            },
            details: None,
        };
        let mut import = store.begin_import("one", "plain", "list.txt", at(0)).await.unwrap();
        store.import(&mut import, (0..count).map(suspicion).collect()).await.unwrap();
        store.end_import(import, (0, 0), at(0)).await.unwrap();
        for case in 1..=i64::from(count) {
            let contact = format!("abuse@n{case}.example");
            let percent = if case % 10 == 0 { 100 } else { 0 };
            let known = store.put_contact(&contact, None, (b"x", percent), at(0)).await.unwrap();
            let control = known.control;
            let language = if case % 2 == 0 { "fr" } else { "de" };
            let found = Found { test: "plain".into(), arrived_at: Some(at(0)), ..Found::default() };
            let contact = What::ContactFound {
                contact,
                route: "rdap".into(),
                language: None,
                control,
                languages: vec![language.into(), "en".into()],
                hits: Vec::new(),
            };
            self.happens(case, &[What::FoundOpen(found), contact], at(0)).await;
        }
    }

    async fn happens(&self, case: i64, what: &[What], at: Time) {
        let event = |what: &What| Event { at, by: "test".into(), what: what.clone() };
        self.store.append(case, what.iter().map(event).collect()).await.unwrap();
    }

    async fn make(&self, text: &str) -> Vec<u8> {
        let definition = Definition::of_makers(text).unwrap();
        let text = sealed(&self.desk, &definition).unwrap();
        let made = self.store.make_campaign(&definition.name, &text, "ana", at(0)).await.unwrap();
        made.digest
    }

    /// A campaign that two people agreed to and that was started.
    async fn start(&self, text: &str) {
        let digest = self.make(text).await;
        self.store.approve_campaign("spring", &digest, "eva", at(0)).await.unwrap();
        self.step(Step::Start, at(0)).await;
    }

    async fn step(&self, step: Step, now: Time) {
        self.store.step_campaign("spring", step, ("ana", None), now).await.unwrap();
    }

    async fn round(&self, now: Time) -> Advanced {
        self.round_of(&self.desk, now).await
    }

    async fn round_of(&self, desk: &Desk, now: Time) -> Advanced {
        let settings = Settings { opening: &|_, now| now };
        advance(&self.store, desk, settings, now).await.unwrap()
    }

    async fn state(&self) -> CampaignState {
        self.store.campaign("spring").await.unwrap().unwrap().state
    }

    async fn letters(&self, states: &[LetterState]) -> usize {
        let filter = LetterFilter { states: states.to_vec(), ..LetterFilter::default() };
        self.store.letters(&filter, 0, 99_999).await.unwrap().len()
    }

    async fn stand(&self, state: State) -> usize {
        let filter = cerrojo_store::Filter { states: vec![state], ..Default::default() };
        self.store.list(&filter, 0, 99_999).await.unwrap().len()
    }

    /// Hands over all letters that may go; every so manyth comes back.
    async fn send(&self, now: Time, back_every: usize) -> usize {
        let pace = Speed::UNLIMITED;
        let until = now + TimeDelta::minutes(5);
        let leased = self.store.lease_letters("one", now, until, 9_999, &pace).await.unwrap();
        let begin = leased.iter().map(|letter| letter.number).collect();
        let turn = Turn { ended: Vec::new(), begin };
        let turned = self.store.turn_letters("one", &turn, now, &pace).await.unwrap();
        let ended = turned.begun.iter().enumerate().map(|(place, begun)| {
            let (reply, host) = ("ok".to_owned(), "mx.example".to_owned());
            let outcome = if back_every > 0 && place % back_every == 0 {
                let code = Some("5.1.1".to_owned());
                Outcome::Back { reply, host: Some(host), code, bounce: Bounce::Hard }
            } else {
                Outcome::Sent { reply, host, arrived: true }
            };
            Ended { number: begun.letter.number, at: now, outcome }
        });
        let turn = Turn { ended: ended.collect(), begin: Vec::new() };
        self.store.turn_letters("one", &turn, now, &pace).await.unwrap();
        turned.begun.len()
    }
}

const WAITS: &[LetterState] = &[LetterState::Queued, LetterState::InFlight];

#[tokio::test]
async fn two_people_then_fifty_letters_then_a_person_then_the_rest() {
    let world = World::new(80).await;
    let digest = world.make("name = \"spring\"\nvariants = [\"full\", \"short\"]").await;
    let approve = async |who| world.store.approve_campaign("spring", &digest, who, at(0)).await;
    let alone = approve("ana").await.unwrap_err();
    assert!(alone.to_string().contains("somebody else has to agree"), "{alone}");
    assert_eq!(world.round(at(1)).await, Advanced::default(), "nobody agreed yet");
    approve("eva").await.unwrap();
    assert_eq!(world.round(at(1)).await, Advanced::default(), "nobody started it yet");
    world.step(Step::Start, at(1)).await;

    let first = world.round(at(1)).await;
    assert_eq!((first.campaigns[0].letters, first.campaigns[0].approved), (50, 50));
    let again = world.round(at(1)).await;
    assert_eq!((again.campaigns[0].letters, again.campaigns[0].approved), (0, 0));
    assert_eq!(world.state().await, CampaignState::Pilot);
    assert_eq!(world.send(at(2), 0).await, 50);
    let ended = world.round(at(2)).await;
    assert_eq!(ended.campaigns[0].moved.as_ref().unwrap().0, CampaignState::PausedAfterPilot);
    for hours in 3..6 {
        assert_eq!(world.round(at(hours)).await.campaigns, []);
        assert_eq!(world.send(at(hours), 0).await, 0);
    }
    world.step(Step::Resume, at(6)).await;
    // Eight of eighty are there to compare with.
    let rest = world.round(at(6)).await;
    assert_eq!((rest.campaigns[0].letters, world.send(at(6), 0).await), (22, 22));
    assert_eq!((world.stand(State::Notified).await, world.stand(State::Ready).await), (72, 8));
    for case in [10, 20, 80] {
        let control = world.store.case(case).await.unwrap().case.unwrap();
        assert_eq!((control.state, control.control), (State::Ready, Some(true)));
    }
    // Both names stand in the log of each case.
    let entry = world.store.case(1).await.unwrap();
    let people = entry.events.iter().find_map(|event| match &event.what {
        Some(What::Approved { people }) => Some((event.by.clone(), people.clone())),
        _ => None,
    });
    assert_eq!(people, Some(("campaign spring".into(), vec!["ana".into(), "eva".into()])));
    let campaign = world.store.campaign("spring").await.unwrap().unwrap();
    let report = report(&world.store, &campaign, 3).await.unwrap();
    assert_eq!((report.letters.sent, report.cases, report.letters.answered.part), (72, 72, 0));
    assert_eq!(report.letters.bounced.high.map(|high| high < 0.06), Some(true));
    let by: Vec<_> = report.closing.by.iter().map(|by| (by.dimension, by.groups.len())).collect();
    assert_eq!(by, [("language", 2), ("variant", 3), ("control", 2)]);
    assert_eq!(report.closing.total.cases, 80);
}

#[tokio::test]
async fn a_change_of_anything_that_letters_are_made_of_stops_it() {
    let world = World::new(9).await;
    world.start("name = \"spring\"\npilot = 3").await;
    let own = [("de".to_owned(), "own-words = Hallo".to_owned())];
    let stopped = world.round_of(&desk("CSIRT Example", &own), at(1)).await;
    let (state, why) = stopped.campaigns[0].moved.clone().unwrap();
    assert_eq!(state, CampaignState::Paused);
    assert!(why.contains("texts de changed") && why.contains("approved anew"), "{why}");
    assert_eq!(world.letters(&[]).await, 0);
    world.step(Step::Resume, at(1)).await;
    let renamed = world.round_of(&desk("CERT Other", &[]), at(1)).await;
    assert!(renamed.campaigns[0].moved.as_ref().unwrap().1.contains("name and authority changed"));
    world.step(Step::Resume, at(1)).await;
    assert_eq!(world.round(at(1)).await.campaigns[0].letters, 3, "as it was agreed to, it goes on");

    // Changed while three letters wait: they are cancelled, and their cases wait for the new agreement.
    world.step(Step::Pause, at(2)).await;
    let text = Definition::of_makers("name = \"spring\"\npilot = 4").unwrap();
    let text = sealed(&world.desk, &text).unwrap();
    let changed = world.store.change_campaign("spring", &text, "eva", at(2)).await.unwrap();
    assert_eq!(world.letters(&[LetterState::Cancelled]).await, 3);
    let round = world.round(at(2)).await;
    assert_eq!((round.withdrawn, round.campaigns.len()), (3, 0));
    assert_eq!(world.stand(State::Ready).await, 9);
    let own = world.store.approve_campaign("spring", &changed.digest, "eva", at(2)).await;
    assert!(matches!(own, Err(StoreError::Conflict { .. })));
    world.store.approve_campaign("spring", &changed.digest, "ana", at(2)).await.unwrap();
    world.step(Step::Start, at(3)).await;
    assert_eq!(world.round(at(3)).await.campaigns[0].letters, 4);
    assert_eq!(world.send(at(3), 0).await, 4);
}

#[tokio::test]
async fn what_comes_back_stops_it_once() {
    let world = World::new(120).await;
    world.start("name = \"spring\"\npilot = 60").await;
    world.round(at(1)).await;
    assert_eq!(world.send(at(1), 12).await, 60);
    let round = world.round(at(2)).await;
    let (state, why) = round.campaigns[0].moved.clone().unwrap();
    assert_eq!(
        (state, why.as_str()),
        (CampaignState::Paused, "5 of the last 60 letters came back: no such address")
    );
    // Somebody looked: what was before is not held against it again.
    world.step(Step::Resume, at(3)).await;
    let round = world.round(at(3)).await;
    let (state, _) = round.campaigns[0].moved.clone().unwrap();
    assert_eq!(state, CampaignState::PausedAfterPilot, "its sixty letters went");
    world.step(Step::Resume, at(3)).await;
    assert_eq!(world.round(at(3)).await.campaigns[0].letters, 48);
}

#[tokio::test]
async fn nothing_is_doubled_by_who_dies_between_two_steps() {
    let world = World::new(30).await;
    world.start("name = \"spring\"\npilot = 10").await;
    // It had agreed to some cases and written about none when it was killed.
    for case in [1, 2, 3] {
        let what = What::Approved { people: vec!["ana".into(), "eva".into()] };
        let event = Event { at: at(1), by: "campaign spring".into(), what };
        world.store.append(case, vec![event]).await.unwrap();
    }
    // Who writes for no campaign leaves them alone.
    let plan = Plan {
        campaign: None,
        variants: Vec::new(),
        languages: None,
        single: &|_| false,
        opening: &|_, now| now,
        contacts: 999,
    };
    let other = write_letters(&world.store, &world.desk, &plan, at(1)).await.unwrap();
    assert_eq!(other, Written::default());
    let settings = Settings { opening: &|_, now| now };
    let both = tokio::join!(
        advance(&world.store, &world.desk, settings, at(1)),
        advance(&world.store, &world.desk, settings, at(1)),
    );
    let letters = [both.0, both.1].map(|round| round.unwrap().campaigns[0].letters);
    assert_eq!(letters.iter().sum::<u64>(), 10, "{letters:?}");
    assert_eq!(world.letters(WAITS).await, 10);
    let mut contacts = Vec::new();
    for letter in world.store.letters(&LetterFilter::default(), 0, 99).await.unwrap() {
        contacts.push(letter.contact.unwrap());
    }
    contacts.sort();
    contacts.dedup();
    assert_eq!(contacts.len(), 10);
}

#[tokio::test]
async fn schedule_limits_and_selection_hold() {
    let world = World::new(60).await;
    world
        .start(
            "name = \"spring\"\npilot = 5\nper-day = 7\nreminders = 1\nfirst-day = 2026-11-23\nlast-day = 2026-11-24\n\
            [select]\ncountries = [\"de\"]\nlimit = 16",
        )
        .await;
    assert_eq!(world.round(at(1)).await.campaigns[0].letters, 0, "not yet");
    assert_eq!(world.round(at(13)).await.campaigns[0].letters, 5);
    world.send(at(13), 0).await;
    world.round(at(14)).await;
    world.step(Step::Resume, at(14)).await;
    assert_eq!(world.round(at(14)).await.campaigns[0].letters, 2, "seven a day");
    assert_eq!(world.round(at(15)).await.campaigns[0].letters, 0);
    assert_eq!(world.round(at(37)).await.campaigns[0].letters, 7);
    world.send(at(38), 0).await;
    assert_eq!(world.round(at(62)).await.campaigns[0].letters, 0, "its last day is over");
    for listed in world.store.list(&cerrojo_store::Filter::default(), 0, 999).await.unwrap() {
        let is_written = listed.summary.notified_at.is_some();
        assert!(!is_written || listed.summary.country == "DE");
    }
    // One reminder, and no second one.
    let found = Found { test: "plain".into(), arrived_at: Some(at(0)), ..Found::default() };
    for days in [16, 37] {
        for listed in world.store.list(&cerrojo_store::Filter::default(), 0, 999).await.unwrap() {
            let what = [What::FoundOpen(found.clone())];
            world.happens(listed.number, &what, at(days * 24)).await;
        }
        let round = world.round(at(days * 24)).await;
        let sent = world.send(at(days * 24), 0).await;
        let reminders = round.campaigns.first().map_or(0, |round| round.reminders);
        assert_eq!((reminders, sent), if days == 16 { (14, 14) } else { (0, 0) });
    }
    assert_eq!(world.state().await, CampaignState::Done);
}

#[tokio::test]
async fn a_rehearsal_changes_nothing() {
    let world = World::new(40).await;
    let definition = Definition::of_makers("name = \"spring\"\n[select]\nlimit = 30").unwrap();
    let all = Definition::of_makers("name = \"spring\"\nsingle = [\"abuse@n3.example\"]").unwrap();
    let before = world.store.verify_log().await.unwrap();
    let mut kept = Vec::new();
    let desk = desk("CSIRT Example", &[]).unmarked();
    for (definition, expected) in [(&definition, 30), (&all, 36)] {
        kept.clear();
        let rehearsed = rehearse(&world.store, &desk, definition, at(1), |letter| {
            kept.push(letter.clone());
            Ok(())
        });
        let rehearsed = rehearsed.await.unwrap();
        assert_eq!((rehearsed.letters, kept.len(), rehearsed.failed), (expected, kept.len(), 0));
    }
    assert!(kept.iter().all(|letter| !letter.contact.ends_with("@n10.example")));
    assert_eq!(world.letters(&[]).await, 0);
    assert_eq!(world.store.verify_log().await.unwrap(), before);
    // A mark of a rehearsal names no letter of ours.
    assert!(kept.iter().all(|letter| world.desk.mark(&letter.sender).is_none()));
    let selected = select(&world.store, &all, u64::MAX, at(1)).await.unwrap();
    assert_eq!((selected.cases(), selected.waiting.control_contacts), (36, 4));
    let languages = selected.languages(&all);
    assert_eq!(languages.values().sum::<u64>(), 36);
    assert!(languages.contains_key("de en") && languages.contains_key("fr en"), "{languages:?}");
    let late = select(&world.store, &all, u64::MAX, at(80)).await.unwrap();
    assert_eq!((late.cases(), late.waiting.not_fresh), (0, 40));
}
