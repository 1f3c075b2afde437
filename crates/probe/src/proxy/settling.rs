//! What became of a connection, and what that says about its trial and about the family.

use cerrojo_model::{Proof, Reason};

use super::current::{Current, Stage, shown};
use super::examination::Examination;
use super::head;
use super::plan::Standing;
use super::protocol::{Carries, Family, Refusal, Tier};
use super::trial::{Fate, Purpose};
use crate::smtp::End;

/// How many answers are kept to recognise the software by.
const KEPT: usize = 6;

/// Whether what was said is that it tried.
pub(super) fn failed(said: &str) -> bool {
    let status = said.split(' ').nth(1).and_then(|code| code.parse().ok());
    status.is_some_and(|status| head::refusal(status) == Refusal::Failed)
}

impl Examination {
    /// The connection served its purpose: keeps what came of it.
    pub(super) fn settle(&mut self, fate: Fate) {
        let Some(current) = self.current.as_mut() else { return };
        current.over = true;
        let index = current.index;
        self.record(index, fate);
    }

    /// Keeps what came of a trial, and what that says about its family.
    fn record(&mut self, index: usize, fate: Fate) {
        let Some(trial) = self.trials.get_mut(index) else { return };
        let family = trial.protocol.family;
        trial.fate = fate;
        let standing = if trial.is_understood() {
            Standing::Spoken
        } else {
            match trial.fate {
                Fate::Lost(Reason::Timeout | Reason::Dropped) => Standing::Silent,
                _ => Standing::Foreign,
            }
        };
        for (known, before) in &mut self.families {
            if *known == family && (*before != Standing::Spoken) {
                *before = standing;
            }
        }
        if standing != Standing::Spoken {
            return;
        }
        // What was given up while nobody knew that this is spoken is asked again, with patience.
        for trial in self.trials.iter_mut().filter(|trial| trial.protocol.family == family) {
            let hasty = matches!(trial.fate, Fate::Lost(Reason::Timeout | Reason::Dropped));
            if hasty && trial.attempts < 2 {
                trial.fate = Fate::Pending;
            }
        }
    }

    /// After the end of a connection, with everything that arrived: what it proves.
    pub(super) fn conclude(&mut self) {
        let Some(current) = self.current.take() else { return };
        self.keep(&current);
        if !current.answered {
            return;
        }
        let said = match current.stage {
            Stage::Challenged(said) | Stage::Paging(said, _) | Stage::Datagrams { said, .. } => {
                said
            }
            Stage::Shaking | Stage::Mailing(..) => shown(&current.heard_first),
        };
        let proof = self.proof(current.index);
        let fate = proof.map_or(Fate::Unproven(said.clone()), |proof| Fate::Proven(said, proof));
        self.record(current.index, fate);
    }

    /// The proof of a trial, when what it sent has arrived.
    pub(super) fn proof(&self, index: usize) -> Option<Box<Proof>> {
        let (_, sent) = self.trials.get(index)?.sent.as_ref()?;
        let arrival = self.arrivals.iter().find(|arrival| arrival.token == sent.token)?;
        Proof::new(sent.clone(), arrival.clone()).map(Box::new)
    }

    /// Remembers what the server said, to recognise its software by.
    pub(super) fn keep(&mut self, current: &Current) {
        let family = self.trials.get(current.index).map(|trial| trial.protocol.family);
        let text = current.heard_first.as_slice();
        if text.is_empty() || self.answers.len() >= KEPT {
            return;
        }
        let text = String::from_utf8_lossy(text).into_owned();
        match family {
            Some(Family::Http) => self.answers.push(text),
            _ if self.greeting.is_empty() => self.greeting = text,
            _ => {}
        }
    }

    /// Messages that arrived, whatever was said of them: a proxy may fail to understand our mail sink
    /// and pass the mail on all the same.
    pub(super) fn collect(&mut self) {
        for index in 0..self.trials.len() {
            let said = self.trials.get(index).and_then(|trial| match &trial.fate {
                Fate::Awaited(said) | Fate::Unproven(said) | Fate::Refused(said, _) => {
                    (trial.purpose == Purpose::Mail).then(|| said.clone())
                }
                _ => None,
            });
            let proof = said.as_ref().and_then(|_| self.proof(index));
            if let (Some(said), Some(proof), Some(trial)) =
                (said, proof, self.trials.get_mut(index))
            {
                trial.fate = Fate::Proven(said, proof);
            }
        }
    }

    /// What is awaited and did not come: it answered by itself, or lost it.
    pub(super) fn give_up_waiting(&mut self) {
        self.awaits_until = None;
        for trial in &mut self.trials {
            if let Fate::Awaited(said) = &trial.fate {
                let (said, mails) = (said.clone(), trial.protocol.carries == Carries::Mail);
                trial.fate = match () {
                    () if mails && failed(&said) => Fate::Refused(said, Refusal::Failed),
                    () if mails => Fate::Refused(said, Refusal::Rule),
                    () => Fate::Unproven(said),
                };
            }
        }
    }

    /// Nothing came, or not enough: what that says about the trial.
    pub(super) fn broken_off(&mut self, end: &End) {
        let timed_out = *end == End::TimedOut;
        let Some(current) = self.current.as_mut() else { return };
        let reason = if timed_out { Reason::Timeout } else { Reason::Dropped };
        // A connection that is ended at once costs little to make again.
        let first = self.trials.get(current.index).is_some_and(|trial| {
            let often = match timed_out {
                true if trial.protocol.tier > Tier::Quick => 1,
                true => 2,
                false => 3,
            };
            trial.attempts < often
        });
        let fate = match std::mem::replace(&mut current.stage, Stage::Shaking) {
            Stage::Shaking if *end == End::TlsFailed => Fate::Lost(Reason::TlsFailed),
            Stage::Shaking if current.heard => Fate::Garbled(shown(&current.input)),
            Stage::Shaking => {
                let family = self.trials.get(current.index).map(|trial| trial.protocol.family);
                let spoken = family
                    .is_some_and(|family| self.families.contains(&(family, Standing::Spoken)));
                // What looks like a lost packet is asked once more, of a server that answered before.
                if spoken && first { Fate::Pending } else { Fate::Lost(reason) }
            }
            Stage::Challenged(said) => {
                self.doubts = self.doubts.saturating_add(u8::from(timed_out));
                Fate::Unproven(said)
            }
            Stage::Datagrams { said, .. } | Stage::Mailing(_, said) => Fate::Unproven(said),
            Stage::Paging(said, means) => Fate::Refused(said, means),
        };
        self.settle(fate);
    }
}
