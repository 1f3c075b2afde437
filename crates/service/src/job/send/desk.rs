//! What a sender has in its hands: letters that wait for a line, lines with letters, and what is to be written.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use cerrojo_model::Time;
use cerrojo_store::{Begun, Ended, Letter, Outcome};
use tokio::task::{Id, JoinError, JoinSet};

use super::rules::{Attempted, pause};
use super::{Answer, Handover, Line, Reach, SendError, SendFigures, Sending, decide};

/// A line that came back with what was said to its letter.
pub(super) struct Carried {
    line: Box<dyn Line>,
    place: usize,
    letter: Letter,
    answer: Result<Answer, SendError>,
    at: Time,
}

/// What a sender has in its hands.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) figures: SendFigures,
    /// Leased, and not begun.
    pub(super) ready: VecDeque<Letter>,
    /// To be written.
    pub(super) ended: Vec<(Letter, Ended)>,
    pub(super) running: JoinSet<Carried>,
    /// The letters of the tasks, for one that does not come back.
    carried: BTreeMap<Id, (usize, Letter)>,
    /// Lines without a letter, where their last one went, and their place among the notes.
    idle: Vec<(String, usize, Box<dyn Line>)>,
    /// Places of lines that are lost, and how many there are in all.
    free: Vec<usize>,
    places: usize,
    /// Our own server takes nothing before that.
    pub(super) held_until: Option<Time>,
    /// How often in a row it said so.
    holds: u32,
    /// Letters that were begun.
    pub(super) begun: u64,
    /// The queue gave fewer letters than it was asked for.
    pub(super) is_drained: bool,
    /// Letters of campaigns since these were last looked at.
    pub(super) campaigns: BTreeMap<i64, u64>,
    pub(super) failed: Option<SendError>,
}

impl Desk {
    /// A letter came to an end; it is to be written.
    pub(super) fn end(&mut self, letter: Letter, at: Time, outcome: Outcome) {
        let ended = Ended { number: letter.number, at, outcome };
        self.ended.push((letter, ended));
    }

    /// Gives a letter to a line: the one whose last letter went to the same place, if there is one.
    pub(super) fn carry(&mut self, begun: Begun, sending: &Arc<Sending>) {
        let Begun { letter, message } = begun;
        self.begun = self.begun.saturating_add(1);
        let same = self.idle.iter().position(|(last, ..)| *last == letter.destination);
        let idle = match same {
            Some(at) => Some(self.idle.swap_remove(at)),
            None => self.idle.pop(),
        };
        let (place, mut line) = match idle {
            Some((_, place, line)) => (place, line),
            None => (self.new_place(), (sending.ways)()),
        };
        let (sending, kept) = (Arc::clone(sending), (place, letter.clone()));
        let task = self.running.spawn(async move {
            let answer = hand_over(&sending, line.as_mut(), place, (&letter, &message)).await;
            Carried { line, place, letter, answer, at: (sending.clock)() }
        });
        self.carried.insert(task.id(), kept);
    }

    /// Takes a line back.
    pub(super) fn take(&mut self, carried: Result<(Id, Carried), JoinError>, now: Time) {
        let (id, carried) = match carried {
            Ok((id, carried)) => (id, Some(carried)),
            Err(error) => (error.id(), None),
        };
        let kept = self.carried.remove(&id);
        let Some(Carried { line, place, letter, answer, at }) = carried else {
            if let Some((place, letter)) = kept {
                self.free.push(place);
                let text = "the line was lost before it knew what came of it".to_owned();
                self.judge(letter, Answer::Unsure { host: String::new(), text }, now);
            }
            return;
        };
        self.idle.push((letter.destination.clone(), place, line));
        match answer {
            Ok(answer) => self.judge(letter, answer, at),
            Err(error) => {
                // It never left: it waits until that is mended.
                self.end(letter, at, Outcome::Waits { not_before: at });
                self.failed.get_or_insert(error);
            }
        }
    }

    /// A place among the notes that no line has.
    fn new_place(&mut self) -> usize {
        self.free.pop().unwrap_or_else(|| {
            self.places += 1;
            self.places - 1
        })
    }

    fn judge(&mut self, letter: Letter, answer: Answer, at: Time) {
        match &answer {
            Answer::Later { reach: Reach::All, .. } => {
                self.holds = self.holds.saturating_add(1);
                self.held_until = Some(at + pause(self.holds));
            }
            Answer::Accepted { .. } => (self.holds, self.held_until) = (0, None),
            _ => {}
        }
        let attempted = Attempted {
            created_at: letter.created_at,
            expires_at: letter.expires_at,
            attempts: letter.attempts.saturating_add(1),
        };
        let outcome = decide(answer, &attempted, at);
        self.end(letter, at, outcome);
    }

    /// Counts what was written.
    pub(super) fn count(&mut self, outcome: &Outcome) {
        let figures = &mut self.figures;
        let counted = match outcome {
            Outcome::Sent { .. } => &mut figures.sent,
            Outcome::Unsure { .. } => &mut figures.unsure,
            Outcome::Later { .. } => &mut figures.later,
            Outcome::Waits { .. } => &mut figures.waiting,
            Outcome::Back { .. } => &mut figures.back,
            Outcome::Stale { .. } => &mut figures.stale,
        };
        *counted = counted.saturating_add(1);
    }

    /// Ends all lines politely.
    pub(super) async fn close(&mut self) {
        for (_, _, line) in self.idle.drain(..) {
            line.close().await;
        }
    }
}

/// Signs a letter and hands it over, and notes what nobody may forget.
async fn hand_over(
    sending: &Sending,
    line: &mut dyn Line,
    place: usize,
    (letter, message): (&Letter, &[u8]),
) -> Result<Answer, SendError> {
    let head = (sending.sign)(message, (sending.clock)()).map_err(|why| SendError::Sign { why })?;
    let attempt = letter.attempts.saturating_add(1);
    let may_end = || {
        let begun = sending.notes.as_ref().map(|it| it.begin(place, letter.number, attempt));
        if let Some(Err(error)) = &begun {
            tracing::error!("letter {} does not go, it cannot be noted: {error}", letter.number);
        }
        !matches!(begun, Some(Err(_)))
    };
    let to = letter.contact.as_deref().unwrap_or_default();
    let handover = Handover { from: &letter.sender, to, head: &head, message, may_end: &may_end };
    let answer = line.hand_over(handover).await;
    if let Some(notes) = &sending.notes {
        let noted = match &answer {
            Answer::Accepted { .. } => notes.end(place, letter.number, attempt, true),
            Answer::Refused { .. } | Answer::Later { .. } => {
                notes.end(place, letter.number, attempt, false)
            }
            Answer::Unsure { .. } => Ok(()),
        };
        if let Err(error) = noted {
            // The database will know in a moment; only a kill before that leaves a doubt.
            tracing::warn!("what came of letter {} could not be noted: {error}", letter.number);
        }
    }
    Ok(answer)
}
