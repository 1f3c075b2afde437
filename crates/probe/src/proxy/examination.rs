//! Examines one endpoint: which protocols to try, in which connections, and what came of each.
//!
//! It is driven as [`Examine`] says. The course of it:
//!
//! 1. find out what is spoken: the first protocol of the likeliest family, then of the next;
//! 2. ask that family for every port of our sinks, then its rarer forms;
//! 3. send a message through the first way that reached a port that takes mail;
//! 4. ask again, once and with all patience, where nothing came back at all.

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use cerrojo_model::{Arrival, Endpoint, Reason, Sent, Time};
use chrono::TimeDelta;

use super::choice::Choice;
use super::current::{Current, KEPT_BYTES, Stage, contains};
use super::plan::{self, Destination, Families, Known, Standing};
use super::ports::Expects;
use super::protocol::{Carries, Family, Tier};
use super::trial::{Fate, Purpose, Trial};
use crate::arrival::Meaning;
use crate::examine::{Examine, Next, Patience};
use crate::message::Letterhead;
use crate::smtp::End;
use crate::token::{Key, Role};

/// How long a family is waited for while there is another to try.
const GLANCE: Duration = Duration::from_secs(3);
/// How long the far end is waited for, once one way said yes and nothing came, and once several did.
const DOUBT: Duration = Duration::from_secs(5);
const DISBELIEF: Duration = Duration::from_secs(2);
/// How long the rarer questions are waited for, at a server that answers the plain ones quickly.
const RARE: Duration = Duration::from_secs(10);
/// How long a server without a clear word is waited for before it is taken to be ready.
const HESITATION: Duration = Duration::from_secs(2);
/// How long a datagram may take.
const DATAGRAM: Duration = Duration::from_millis(1_500);
/// Connections that may fail in a row before the server is taken to have had enough of us.
const FRUITLESS: u8 = 3;
/// From which time for one reply on a server is slow.
const SLOW: TimeDelta = TimeDelta::seconds(5);
/// How much is read in one connection.
const INPUT_BYTES: usize = 256 * 1024;

/// What is the same for every endpoint that one address of ours faces.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which protocols.
    pub choice: Choice,
    /// Where our sinks listen.
    pub destinations: Vec<Destination>,
    /// A name that leads there.
    pub name: Option<String>,
    /// Whether anybody listens.
    pub listens: bool,
    /// The name we give in mail, and the domain or literal that our mail sink receives for.
    pub helo: String,
    /// The same.
    pub sink_domain: String,
    /// Who tests, for the message.
    pub letterhead: Letterhead,
    /// How long to wait for mail that a server of theirs took.
    pub wait: TimeDelta,
    /// Who asks, as HTTP header fields with their line ends.
    pub fields: String,
    /// A user and a password that nobody ever set up.
    pub credentials: (String, String),
    /// The key of this installation.
    pub key: Key,
}

/// One endpoint under examination.
#[derive(Debug)]
pub struct Examination {
    pub(super) settings: Arc<Settings>,
    pub(super) endpoint: Endpoint,
    pub(super) name: Option<String>,
    pub(super) first_nonce: u32,
    pub(super) families: Families,
    pub(super) trials: Vec<Trial>,
    pub(super) client: Option<IpAddr>,
    pub(super) current: Option<Current>,
    pub(super) output: Vec<u8>,
    pub(super) replies: usize,
    pub(super) begun_at: Option<Time>,
    pub(super) fruitless: u8,
    pub(super) doubts: u8,
    pub(super) slow: bool,
    pub(super) stop: bool,
    pub(super) failure: Option<Reason>,
    pub(super) awaits_until: Option<Time>,
    pub(super) arrivals: Vec<Arrival>,
    pub(super) greeting: String,
    pub(super) answers: Vec<String>,
    pub(super) answers_itself: bool,
}

impl Examination {
    /// Begins. `first_nonce` and the [`crate::relay::NONCES`] after it belong to this one alone;
    /// `name` is the target's, where it has one.
    #[must_use]
    pub fn new(
        settings: Arc<Settings>,
        endpoint: Endpoint,
        expects: Expects,
        name: Option<String>,
        first_nonce: u32,
    ) -> Self {
        let trials = plan::trials(&settings, expects);
        let asked = |family: &&Family| trials.iter().any(|trial| trial.protocol.family == **family);
        let families = expects.families().iter().filter(asked);
        Self {
            families: families.map(|family| (*family, Standing::Untried)).collect(),
            settings,
            endpoint,
            name,
            first_nonce,
            trials,
            client: None,
            current: None,
            output: Vec::new(),
            replies: 0,
            begun_at: None,
            fruitless: 0,
            doubts: 0,
            slow: false,
            stop: false,
            failure: None,
            awaits_until: None,
            arrivals: Vec::new(),
            greeting: String::new(),
            answers: Vec::new(),
            answers_itself: false,
        }
    }

    /// Gives up: what is decided stays decided, the rest is `unknown: cancelled`.
    pub fn cancel(&mut self) {
        self.stop = true;
        self.current = None;
    }

    pub(super) fn is_proven(&self) -> bool {
        self.trials.iter().any(Trial::is_proven)
    }

    pub(super) fn standing(&self, family: Family) -> Standing {
        let found = self.families.iter().find(|(known, _)| *known == family);
        found.map_or(Standing::Untried, |(_, standing)| *standing)
    }

    pub(super) fn known(&self) -> Known<'_> {
        Known {
            trials: &self.trials,
            thorough: self.settings.choice.is_thorough(),
            named: self.settings.choice.is_named(),
            slow: self.slow && !self.settings.choice.is_thorough(),
        }
    }

    fn begin(&mut self, index: usize, now: Time) -> Next {
        let endpoint = self.endpoint;
        let nonce = self.first_nonce.wrapping_add(u32::try_from(index).unwrap_or(0));
        let key = &self.settings.key;
        let Some(trial) = self.trials.get_mut(index) else { return Next::Done };
        trial.attempts = trial.attempts.saturating_add(1);
        let (role, other) = match trial.purpose {
            Purpose::Reach => (Role::Challenge, Role::Answer),
            Purpose::Mail => (Role::Recipient, Role::Sender),
        };
        let token = key.mint(role, nonce, &endpoint, &trial.id, now);
        let answer = key.mint(other, nonce, &endpoint, &trial.id, token.made_at());
        let sent = Sent { token: token.to_string(), endpoint, test: trial.id.clone(), at: now };
        trial.sent = Some((token, sent));
        // The time counts from when it is said: before that we only wait for our own turn.
        self.begun_at = None;
        self.current = Some(Current {
            index,
            conversation: None,
            stage: Stage::Shaking,
            input: Vec::new(),
            inside: Vec::new(),
            heard_first: Vec::new(),
            heard: false,
            answered: false,
            over: false,
            request: None,
            challenge: token.local_part(role),
            answer: answer.local_part(other),
        });
        Next::Connect { preface: Vec::new() }
    }

    fn between(&mut self, now: Time) -> Next {
        if self.stop || self.failure.is_some() {
            return Next::Done;
        }
        self.collect();
        if let Some(index) = self.choose() {
            return self.begin(index, now);
        }
        let awaited = self.trials.iter().any(|trial| matches!(trial.fate, Fate::Awaited(_)));
        match self.awaits_until {
            Some(until) if awaited && now < until => Next::Wait { until },
            _ => {
                self.give_up_waiting();
                Next::Done
            }
        }
    }
}

impl Examine for Examination {
    fn next(&mut self, now: Time) -> Next {
        match &mut self.current {
            Some(current) => {
                if let Some(request) = current.request.take() {
                    return request;
                }
                if current.conversation.is_some() && self.begun_at.is_none() {
                    self.begun_at = Some(now);
                    if let Some((_, sent)) =
                        self.trials.get_mut(current.index).and_then(|trial| trial.sent.as_mut())
                    {
                        sent.at = now;
                    }
                }
                if !current.over {
                    return Next::Receive;
                }
                self.conclude();
                Next::Disconnect
            }
            None => self.between(now),
        }
    }

    fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.output)
    }

    fn asks_who_we_are(&self) -> bool {
        self.trials.iter().any(|trial| trial.purpose == Purpose::Mail)
    }

    fn connected(&mut self, client: IpAddr) {
        self.client = Some(client);
        self.fruitless = 0;
        let Some(index) = self.current.as_ref().map(|current| current.index) else { return };
        let Some(mut conversation) = self.converse(index) else { return self.cancel() };
        self.output = conversation.begin();
        self.replies = self.replies.saturating_add(1);
        if let Some(current) = &mut self.current {
            current.conversation = Some(conversation);
        }
    }

    fn unreachable(&mut self, reason: Reason, _: Time) {
        self.fruitless = self.fruitless.saturating_add(1);
        let never = self.client.is_none();
        let Some(current) = self.current.take() else { return };
        if let Some(trial) = self.trials.get_mut(current.index) {
            trial.attempts = trial.attempts.saturating_sub(1);
        }
        // Silence may be a lost packet: once more. A refusal is not.
        if never && !(reason == Reason::Timeout && self.fruitless < 2) {
            self.failure = Some(Reason::Unreachable);
        } else if self.fruitless >= FRUITLESS {
            for trial in self.trials.iter_mut().filter(|trial| trial.is_pending()) {
                let spoken = self.families.contains(&(trial.protocol.family, Standing::Spoken));
                trial.fate = if spoken { Fate::Lost(Reason::RateLimited) } else { Fate::Skipped };
            }
        }
    }

    fn secured(&mut self) {}

    fn received(&mut self, bytes: &[u8], now: Time) {
        let Some(current) = self.current.as_mut() else { return };
        if current.over || bytes.is_empty() {
            return;
        }
        let first = !std::mem::replace(&mut current.heard, true);
        self.slow |= first && self.begun_at.is_some_and(|begun| now - begun > SLOW);
        let kept = KEPT_BYTES.saturating_sub(current.heard_first.len()).min(bytes.len());
        current.heard_first.extend_from_slice(bytes.get(..kept).unwrap_or_default());
        let room =
            INPUT_BYTES.saturating_sub(current.input.len().saturating_add(current.inside.len()));
        current.input.extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
        let full = room <= bytes.len();
        let page = |trial: &Trial| trial.protocol.carries == Carries::Page;
        if self.trials.get(current.index).is_some_and(page)
            && contains(&current.input, &current.answer)
        {
            current.answered = true;
            current.over = true;
        }
        self.pump(now);
        if full && self.current.as_ref().is_some_and(|current| !current.over) {
            self.ended(End::Dropped);
        }
    }

    fn datagram(&mut self, bytes: &[u8], _: Time) {
        if let Some(current) = self.current.as_mut().filter(|current| !current.over) {
            current.answered |= contains(bytes, &current.answer);
            current.over |= current.answered;
        }
    }

    fn ended(&mut self, end: End) {
        let Some(current) = self.current.as_mut().filter(|current| !current.over) else { return };
        if end == End::TimedOut {
            if let Stage::Datagrams { left: 1.., .. } = current.stage {
                return self.send_datagram();
            }
            let waits = self.trials.get(current.index).is_some_and(|trial| {
                let family = trial.protocol.family;
                family == Family::Telnet || self.families.contains(&(family, Standing::Untried))
            });
            let hesitation = match current.stage {
                Stage::Shaking if waits => {
                    current.conversation.as_mut().and_then(|it| it.hesitates())
                }
                _ => None,
            };
            if let Some(step) = hesitation {
                let now = self.begun_at.unwrap_or_default();
                self.apply(step, now);
                return;
            }
        }
        let posted = self.posted();
        self.broken_off(&end);
        if let Some((said, until)) = posted {
            self.await_until(until);
            self.settle(Fate::Awaited(said));
        }
    }

    fn arrived(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Relayed(arrival) | Meaning::Reached(arrival) => self.arrivals.push(arrival),
            Meaning::Bounced { .. } | Meaning::Stray => {}
        }
    }

    fn replies(&self) -> usize {
        self.replies
    }

    fn patience(&self) -> Patience {
        let Some(current) = &self.current else { return Patience::Reply };
        let Some(trial) = self.trials.get(current.index) else { return Patience::Reply };
        let family = trial.protocol.family;
        match &current.stage {
            Stage::Datagrams { .. } => Patience::AtMost(DATAGRAM),
            Stage::Paging(..) => Patience::AtMost(HESITATION),
            Stage::Challenged(_) if self.doubts > 2 => Patience::AtMost(DISBELIEF),
            Stage::Challenged(_) if self.doubts > 0 || family == Family::Telnet => {
                Patience::AtMost(DOUBT)
            }
            Stage::Shaking if family == Family::Telnet => Patience::AtMost(HESITATION),
            Stage::Shaking
                if trial.attempts < 2
                    && self.standing(family) == Standing::Untried
                    && self.families.len() > 1 =>
            {
                Patience::AtMost(GLANCE)
            }
            Stage::Shaking
                if trial.protocol.tier > Tier::Quick
                    && !self.slow
                    && self.standing(family) == Standing::Spoken =>
            {
                Patience::AtMost(RARE)
            }
            _ => Patience::Reply,
        }
    }

    fn application_protocols(&self) -> &'static [&'static [u8]] {
        let family = self.current.as_ref().and_then(|current| self.trials.get(current.index));
        match family.map(|trial| trial.protocol.family) {
            Some(Family::Http2) => &[b"h2"],
            Some(Family::Http) => &[b"http/1.1"],
            _ => &[],
        }
    }

    fn case_ids(&self) -> Option<Vec<Cow<'static, str>>> {
        Some(self.trials.iter().map(|trial| Cow::Owned(trial.id.clone())).collect())
    }
}
