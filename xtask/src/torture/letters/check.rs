//! Is every letter where it belongs, as often as it may be?

use std::collections::BTreeSet;
use std::fmt;

use cerrojo_store::{LetterFilter, LetterState, Store};

use super::fill::message_id;
use super::sink::Arrived;
use super::{EVERY, Options, open};

/// What is wrong, and how much was doubled that may be.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    pub(super) lines: Vec<String>,
    lost: u64,
    doubled: u64,
    replies: i64,
}

impl Wrong {
    pub(super) fn add(&mut self, other: Self) {
        self.lines.extend(other.lines);
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.replies += other.replies;
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lost, doubled, replies) = (self.lost, self.doubled, self.replies);
        write!(out, "{lost} lost, {doubled} doubled in flight, {replies} replies in their cases")?;
        match self.lines.len() {
            0 => write!(out, ", nothing wrong"),
            count => write!(out, ", {count} wrong"),
        }
    }
}

/// The Message-IDs of the letters that are in flight.
pub(super) async fn in_flight(url: &str) -> anyhow::Result<Vec<String>> {
    let store = open(url).await?;
    let filter = LetterFilter { states: vec![LetterState::InFlight], ..LetterFilter::default() };
    let letters = store.letters(&filter, 0, u32::MAX).await?;
    store.close().await;
    Ok(letters.into_iter().map(|letter| letter.message_id).collect())
}

/// Compares the sink with the store.
pub(super) async fn check(
    url: &str,
    options: &Options,
    arrived: &Arrived,
    in_flight: &BTreeSet<String>,
) -> anyhow::Result<Wrong> {
    let mut wrong = Wrong::default();
    let store = open(url).await?;
    let mut ids = arrived.ids();
    for letter in store.letters(&LetterFilter::default(), 0, u32::MAX).await? {
        let id = message_id(letter.number);
        let times = ids.remove(&id).unwrap_or(0);
        let (number, state) = (letter.number, letter.state.id());
        match times {
            0 => {
                wrong.lost += 1;
                wrong.lines.push(format!("letter {number} is lost: it is {state}"));
            }
            1 => {}
            2 if in_flight.contains(&id) => wrong.doubled += 1,
            _ => wrong.lines.push(format!("letter {number} came {times} times: it is {state}")),
        }
        if !["sent", "delivered", "unsure"].contains(&state) {
            wrong.lines.push(format!("letter {number} is {state}"));
        }
    }
    wrong.lines.extend(ids.keys().map(|id| format!("{id} came, and is no letter of ours")));
    cases(&store, options, &mut wrong).await?;
    if let Some((seq, why)) = store.verify_log().await?.broken {
        wrong.lines.push(format!("the chain is broken at event {seq}: {why}"));
    }
    store.close().await;
    Ok(wrong)
}

/// Every case was written to once; those that are answered hold their reply once, and no other one.
async fn cases(store: &Store, options: &Options, wrong: &mut Wrong) -> anyhow::Result<()> {
    for number in 1..=options.letters {
        let events = store.case(number).await?.events;
        let count = |word: &str| events.iter().filter(|event| event.word == word).count();
        let reply = (number - 1) / EVERY;
        let is_answered = (number - 1) % EVERY == 0 && reply < options.replies();
        let (notified, answered) = (count("notified"), count("acknowledged"));
        if (notified, answered) != (1, usize::from(is_answered)) || count("noted") > 0 {
            let words: Vec<_> = events.iter().map(|event| event.word.as_str()).collect();
            wrong.lines.push(format!("case {number}: {}", words.join(", ")));
        } else if is_answered {
            wrong.replies += 1;
        }
    }
    Ok(())
}
