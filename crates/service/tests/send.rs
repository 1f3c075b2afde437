//! The sender against a store and ways out that answer what a test wants: every letter goes once, and what comes of
//! it is where it belongs.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "databases are files")]

use std::collections::HashMap;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cerrojo_model::{Suspect, Time};
use cerrojo_service::job::{
    Answer, Handover, Line, Reach, SendError, SendFigures, SendLimits, Sender, Sending, Speed,
};
use cerrojo_store::life::{Event, Found, Place, Rules, What};
use cerrojo_store::{
    CampaignState, LetterKind, LetterState, NewLetter, Notes, Step, Store, Suspicion,
};
use chrono::TimeDelta;
use tokio::sync::watch;

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("cerrojo-send-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn start() -> Time {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

/// What arrived, and what is said to whom.
struct World {
    store: Store,
    /// Minutes since the start.
    minutes: AtomicU64,
    /// How often each Message-ID arrived.
    arrived: Mutex<HashMap<String, u32>>,
    /// How often each address was spoken to.
    asked: Mutex<HashMap<String, u32>>,
    says: fn(&str, u32) -> Answer,
    slowness: Duration,
    folder: Folder,
}

impl World {
    async fn new(letters: u32, says: fn(&str, u32) -> Answer) -> Arc<Self> {
        let folder = Folder::new();
        let url = format!("sqlite:{}", folder.0.join("cases.db").display());
        let store = Store::open(&url, Rules::DEFAULT).await.unwrap();
        fill(&store, letters, None).await;
        Arc::new(Self {
            store,
            minutes: AtomicU64::new(0),
            arrived: Mutex::default(),
            asked: Mutex::default(),
            says,
            slowness: Duration::ZERO,
            folder,
        })
    }

    fn at(&self) -> Time {
        let minutes = i64::try_from(self.minutes.load(Ordering::Relaxed)).unwrap();
        start() + TimeDelta::minutes(minutes)
    }

    fn sending(self: &Arc<Self>, pace: Speed) -> Sending {
        let (ways, clock) = (Arc::clone(self), Arc::clone(self));
        Sending {
            ways: Box::new(move || Box::new(Scripted(Arc::clone(&ways)))),
            sign: Box::new(|_, _| Ok(b"DKIM-Signature: v=1\r\n".to_vec())),
            may_go: Box::new(|_, _| Ok(())),
            pace: Box::new(pace),
            clock: Box::new(move || clock.at()),
            notes: Some(Notes::open(&self.folder.0.join("notes")).unwrap()),
        }
    }

    async fn send(
        self: &Arc<Self>,
        sending: Sending,
        limits: SendLimits,
    ) -> Result<SendFigures, SendError> {
        let sender = Sender::new(self.store.clone(), Arc::new(sending), "one".into(), limits);
        let (_cancel, cancelled) = watch::channel(false);
        sender.due(cancelled, |_| {}).await
    }

    async fn states(&self) -> Vec<LetterState> {
        let letters = self.store.letters(&cerrojo_store::LetterFilter::default(), 0, 99_999).await;
        letters.unwrap().iter().map(|letter| letter.state).collect()
    }
}

struct Scripted(Arc<World>);

impl Line for Scripted {
    fn hand_over<'a>(
        &'a mut self,
        letter: Handover<'a>,
    ) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        Box::pin(async move {
            let text = String::from_utf8(letter.message.to_vec()).unwrap();
            let id = text.lines().next().unwrap().strip_prefix("Message-ID: ").unwrap();
            assert_eq!(letter.head, b"DKIM-Signature: v=1\r\n");
            assert!(letter.from.starts_with("bounces+"));
            tokio::time::sleep(self.0.slowness).await;
            let times = {
                let mut asked = self.0.asked.lock().unwrap();
                let times = asked.entry(letter.to.to_owned()).or_default();
                *times += 1;
                *times
            };
            assert!((letter.may_end)());
            let answer = (self.0.says)(letter.to, times);
            if matches!(answer, Answer::Accepted { .. } | Answer::Unsure { .. }) {
                *self.0.arrived.lock().unwrap().entry(id.to_owned()).or_default() += 1;
            }
            tokio::time::sleep(self.0.slowness).await;
            answer
        })
    }

    fn close(self: Box<Self>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async {})
    }
}

fn accepted() -> Answer {
    Answer::Accepted { host: "mx.example".into(), reply: "250 2.0.0 Ok".into(), arrived: true }
}

fn later(reach: Reach) -> Answer {
    let (text, host) = ("try again later".into(), "mx.example".into());
    Answer::Later { code: Some(451), enhanced: Some([4, 3, 0]), text, host, reach }
}

/// As many cases, agreed to be written about, and a letter of each.
async fn fill(store: &Store, count: u32, campaign: Option<i64>) {
    let address = |n: u32| format!("10.0.{}.{}/32", n / 250, n % 250 + 1).parse().unwrap();
    let mut import = store.begin_import("one", "plain", "list.txt", start()).await.unwrap();
    let suspicion = |n| Suspicion {
        suspect: Suspect::new(address(n), Some(25), None),
        seen_at: None,
        place: Place::default(),
        details: None,
    };
    store.import(&mut import, (0..count).map(suspicion).collect()).await.unwrap();
    store.end_import(import, (0, 0), start()).await.unwrap();
    for case in 1..=i64::from(count) {
        let contact = format!("abuse@n{case}.example");
        store.put_contact(&contact, None, (b"x", 0), start()).await.unwrap();
        let found = Found { test: "plain".into(), ..Found::default() };
        let (route, language) = ("rdap".into(), None);
        let events = [
            What::FoundOpen(found),
            What::ContactFound {
                contact,
                route,
                language,
                languages: Vec::new(),
                hits: Vec::new(),
                control: false,
            },
            What::Approved { people: vec!["ana".into(), "eva".into()] },
        ];
        let events = events.map(|what| Event { at: start(), by: "test".into(), what });
        store.append(case, events.into()).await.unwrap();
    }
    let mut case = 0;
    let queued = store
        .queue_letters(usize::try_from(count).unwrap(), |number| {
            case += 1;
            Some(NewLetter {
                campaign,
                contact: format!("abuse@n{case}.example"),
                kind: LetterKind::Digest,
                languages: vec!["en".into()],
                variant: None,
                message_id: format!("<{number}@us.example>"),
                sender: format!("bounces+{number}@us.example"),
                message: format!("Message-ID: <{number}@us.example>\r\n\r\nOpen.\r\n").into(),
                cases: vec![case],
                created_at: start(),
                not_before: start(),
                expires_at: start() + TimeDelta::hours(72),
            })
        })
        .await
        .unwrap();
    assert!(queued.iter().all(Result::is_ok));
}

const FREE: SendLimits = SendLimits {
    lines: 8,
    lease: TimeDelta::minutes(10),
    per_day: None,
    ramps: false,
    letters: None,
};

#[tokio::test(flavor = "multi_thread")]
async fn every_letter_goes_once_and_its_case_knows() {
    let world = World::new(300, |_, _| accepted()).await;
    let figures = world.send(world.sending(Speed::UNLIMITED), FREE).await.unwrap();
    assert_eq!(figures, SendFigures { sent: 300, ..SendFigures::default() });
    let arrived = world.arrived.lock().unwrap().clone();
    assert_eq!(arrived.len(), 300);
    assert!(arrived.values().all(|times| *times == 1));
    for case in [1, 150, 300] {
        let entry = world.store.case(case).await.unwrap();
        assert_eq!(entry.events.last().unwrap().word, "notified");
    }
    assert_eq!(world.store.verify_log().await.unwrap().broken, None);
}

fn of_all_kinds(to: &str, times: u32) -> Answer {
    let (text, host) = ("no".to_owned(), "mx.example".to_owned());
    match (to, times) {
        ("abuse@n1.example", 1) => later(Reach::Letter),
        ("abuse@n2.example", _) => {
            Answer::Refused { code: 550, enhanced: Some([5, 1, 1]), text, host }
        }
        ("abuse@n3.example", _) => Answer::Unsure { host, text },
        ("abuse@n4.example", 1) => later(Reach::Destination),
        ("abuse@n5.example", _) => Answer::Refused { code: 554, enhanced: None, text, host },
        _ => accepted(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_answer_has_its_consequence() {
    use LetterState::{Bounced, Queued, Refused, Sent, Unsure};
    let world = World::new(6, of_all_kinds).await;
    world.send(world.sending(Speed::DEFAULT), FREE).await.unwrap();
    assert_eq!(world.states().await, [Queued, Bounced, Queued, Queued, Refused, Sent]);
    // Nothing is due, nothing goes.
    let again = world.send(world.sending(Speed::DEFAULT), FREE).await.unwrap();
    assert_eq!(again, SendFigures::default());
    world.minutes.store(5, Ordering::Relaxed);
    world.send(world.sending(Speed::DEFAULT), FREE).await.unwrap();
    assert_eq!(world.states().await, [Sent, Bounced, Queued, Sent, Refused, Sent]);
    // Twice in doubt, never a third time, and the case is written to.
    for (minutes, state) in [(59, Queued), (60, Unsure), (600, Unsure)] {
        world.minutes.store(minutes, Ordering::Relaxed);
        world.send(world.sending(Speed::DEFAULT), FREE).await.unwrap();
        assert_eq!(world.states().await[2], state, "{minutes}");
    }
    assert_eq!(world.arrived.lock().unwrap()["<3@us.example>"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_that_is_stopped_anywhere_doubles_no_more_than_its_lines_hold() {
    let world = World::new(200, |_, _| accepted()).await;
    let mut world = Arc::into_inner(world).unwrap();
    world.slowness = Duration::from_millis(3);
    let world = Arc::new(world);
    for round in 1..=12 {
        let sending = world.sending(Speed::UNLIMITED);
        let run = world.send(sending, FREE);
        // Dropped in the middle, like a process that is killed; its lines stop as well.
        let _ = tokio::time::timeout(Duration::from_millis(17 + round), run).await;
    }
    world.send(world.sending(Speed::UNLIMITED), FREE).await.unwrap();
    let arrived = world.arrived.lock().unwrap().clone();
    assert!(arrived.values().all(|times| *times <= 2), "{arrived:?}");
    assert!(arrived.values().filter(|times| **times == 2).count() <= 12 * FREE.lines);
    for (place, state) in world.states().await.into_iter().enumerate() {
        let id = format!("<{}@us.example>", place + 1);
        assert!(matches!(state, LetterState::Sent | LetterState::Unsure), "{id}: {state:?}");
        // One that is in doubt twice is not tried a third time, and says so.
        assert!(state == LetterState::Unsure || arrived.contains_key(&id), "{id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_hold_and_quiet_hours_are_kept() {
    let world = World::new(60, |_, _| accepted()).await;
    let new = SendLimits { ramps: true, ..FREE };
    let figures = world.send(world.sending(Speed::UNLIMITED), new).await.unwrap();
    assert_eq!(figures.sent, 50, "the first day of a sender");
    let morning = start() + TimeDelta::minutes(90);
    let quiet = || Sending {
        may_go: Box::new(move |_, now| if now < morning { Err(morning) } else { Ok(()) }),
        ..world.sending(Speed::UNLIMITED)
    };
    let figures = world.send(quiet(), FREE).await.unwrap();
    assert_eq!((figures.sent, figures.waiting), (0, 10));
    assert_eq!(world.store.next_letter_at().await.unwrap(), Some(morning));
    world.minutes.store(90, Ordering::Relaxed);
    let few = SendLimits { per_day: Some(53), ..FREE };
    assert_eq!(world.send(quiet(), few).await.unwrap().sent, 3);
    let few = SendLimits { letters: Some(2), ..FREE };
    assert_eq!(world.send(quiet(), few).await.unwrap().sent, 2);
    // A day later all that wait go; four days later they are too old.
    world.minutes.store(5 * 24 * 60, Ordering::Relaxed);
    let figures = world.send(quiet(), FREE).await.unwrap();
    assert_eq!((figures.sent, figures.stale), (0, 5));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_of_ours_that_takes_nothing_holds_all_letters() {
    let world = World::new(40, |_, _| later(Reach::All)).await;
    let figures = world.send(world.sending(Speed::UNLIMITED), FREE).await.unwrap();
    assert_eq!((figures.sent, figures.later), (0, 8), "one of each line, and no more");
    let failing =
        Sending { sign: Box::new(|_, _| Err("no key".into())), ..world.sending(Speed::UNLIMITED) };
    let refused = world.send(failing, FREE).await.unwrap_err();
    assert!(refused.to_string().contains("no key"), "{refused}");
    assert!(world.states().await.iter().all(|state| *state == LetterState::Queued));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_campaign_of_which_too_much_comes_back_stands() {
    let world = World::new(0, |to, _| {
        let (text, host) = ("no such user".to_owned(), "mx.example".to_owned());
        let number: u32 = to["abuse@n".len()..].split('.').next().unwrap().parse().unwrap();
        if number.is_multiple_of(10) {
            Answer::Refused { code: 550, enhanced: Some([5, 1, 1]), text, host }
        } else {
            accepted()
        }
    })
    .await;
    let made = world.store.make_campaign("spring", "x", "ana", start()).await.unwrap();
    world.store.approve_campaign("spring", &made.digest, "eva", start()).await.unwrap();
    world.store.step_campaign("spring", Step::Start, ("ana", None), start()).await.unwrap();
    fill(&world.store, 600, Some(made.number)).await;
    let figures = world.send(world.sending(Speed::UNLIMITED), FREE).await.unwrap();
    assert!((200..400).contains(&(figures.sent + figures.back)), "{figures:?}");
    let campaign = world.store.campaign("spring").await.unwrap().unwrap();
    assert_eq!(campaign.state, CampaignState::Paused);
    assert!(campaign.why.unwrap().contains("no such address"));
}
