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

use cerrojo_model::{Arrival, Endpoint, Proof, Reason, Sent, Time};
use chrono::TimeDelta;

use super::choice::Choice;
use super::mailing::{Dialogue, Turn};
use super::plan::{self, Destination, Families, Known, Standing};
use super::ports::Expects;
use super::protocol::{Ask, Carries, Conversation, Family, Form, Refusal, Step, Tier};
use super::trial::{Fate, Purpose, Trial};
use crate::arrival::Meaning;
use crate::examine::{Examine, Next, Patience};
use crate::message::{self, Letterhead};
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
/// How long a datagram may take, and how often it is sent.
const DATAGRAM: Duration = Duration::from_millis(1_500);
const DATAGRAMS: u8 = 3;
/// How long what was passed on in one direction only may take to arrive.
const GRACE: TimeDelta = TimeDelta::seconds(3);
/// Connections that may fail in a row before the server is taken to have had enough of us.
const FRUITLESS: u8 = 3;
/// From which time for one reply on a server is slow.
const SLOW: TimeDelta = TimeDelta::seconds(5);
/// How much is read in one connection.
const INPUT_BYTES: usize = 256 * 1024;
/// How much of an answer is kept to recognise the software by, and how many answers.
const KEPT_BYTES: usize = 4 * 1024;
const KEPT: usize = 6;

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
    name: Option<String>,
    first_nonce: u32,
    pub(super) families: Families,
    pub(super) trials: Vec<Trial>,
    client: Option<IpAddr>,
    current: Option<Current>,
    output: Vec<u8>,
    replies: usize,
    begun_at: Option<Time>,
    fruitless: u8,
    doubts: u8,
    pub(super) slow: bool,
    pub(super) stop: bool,
    pub(super) failure: Option<Reason>,
    awaits_until: Option<Time>,
    pub(super) arrivals: Vec<Arrival>,
    pub(super) greeting: String,
    pub(super) answers: Vec<String>,
    pub(super) answers_itself: bool,
}

/// The connection in progress.
#[derive(Debug)]
struct Current {
    index: usize,
    conversation: Option<Box<dyn Conversation>>,
    stage: Stage,
    input: Vec<u8>,
    inside: Vec<u8>,
    /// The beginning of all that came.
    heard_first: Vec<u8>,
    heard: bool,
    answered: bool,
    over: bool,
    request: Option<Next>,
    challenge: String,
    answer: String,
}

#[derive(Debug)]
enum Stage {
    Shaking,
    Challenged(String),
    Paging(String, Refusal),
    Mailing(Dialogue, String),
    Datagrams { said: String, port: Option<u16>, left: u8 },
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

    fn spoken(&self) -> impl Iterator<Item = Family> + '_ {
        let spoken = self.families.iter().filter(|(_, standing)| *standing == Standing::Spoken);
        spoken.map(|(family, _)| *family)
    }

    /// The next trial: of what is spoken, then of a family that was not tried yet, then once more
    /// where nothing came.
    fn choose(&mut self) -> Option<usize> {
        let spoken: Vec<Family> = self.spoken().collect();
        let known = self.known();
        let worth = |trial: &Trial| trial.is_pending() && known.is_worth(trial);
        let of_spoken = |trial: &Trial| spoken.contains(&trial.protocol.family);
        if let Some(index) = self.trials.iter().position(|trial| of_spoken(trial) && worth(trial)) {
            return Some(index);
        }
        let untried = self.families.iter().filter(|(family, standing)| {
            *standing == Standing::Untried && self.is_family_worth(*family)
        });
        for (family, _) in untried {
            if let Some(index) = self.lead(*family) {
                return Some(index);
            }
        }
        self.once_more(&spoken)
    }

    /// The trial that tells whether a family is spoken: not for the mail sink's port, where a network
    /// may swallow what an honest proxy sends.
    fn lead(&self, family: Family) -> Option<usize> {
        let known = self.known();
        let trials = self.trials.iter().enumerate();
        let worth = trials.filter(|(_, trial)| {
            trial.protocol.family == family && trial.is_pending() && known.is_worth(trial)
        });
        worth
            .min_by_key(|(index, trial)| {
                let place = trial.destination;
                (trial.protocol.tier, place.takes_mail, place.port != 443, *index)
            })
            .map(|(index, _)| index)
    }

    /// Where nothing came, another question, or the same again.
    fn once_more(&mut self, spoken: &[Family]) -> Option<usize> {
        let silent: Vec<Family> = self
            .families
            .iter()
            .filter(|(family, standing)| *standing == Standing::Silent && *family != Family::Http2)
            .map(|(family, _)| *family)
            .collect();
        for family in silent {
            let of_family = |trial: &&Trial| trial.protocol.family == family;
            let asked: u32 =
                self.trials.iter().filter(of_family).map(|t| u32::from(t.attempts)).sum();
            // Beside a sibling that is spoken, only what was cut off deserves another look.
            let cut_off = self
                .trials
                .iter()
                .filter(of_family)
                .any(|trial| matches!(trial.fate, Fate::Lost(Reason::Dropped)));
            let sibling = spoken.iter().any(|other| other.service() == family.service());
            if asked >= 2 || !(spoken.is_empty() || sibling && cut_off) {
                continue;
            }
            if let Some(index) = self.lead(family) {
                return Some(index);
            }
            let lost = |trial: &Trial| {
                trial.protocol.family == family && matches!(trial.fate, Fate::Lost(_))
            };
            let index = self.trials.iter().position(lost)?;
            if let Some(trial) = self.trials.get_mut(index) {
                trial.fate = Fate::Pending;
            }
            return Some(index);
        }
        None
    }

    /// Two families on one port are rare: when one is spoken and open, the others are left alone.
    fn is_family_worth(&self, family: Family) -> bool {
        if self.settings.choice.is_thorough() || self.settings.choice.is_named() {
            return true;
        }
        let mut others = self.spoken().filter(|other| *other != family).peekable();
        if others.peek().is_none() {
            return true;
        }
        // SOCKS 4 beside 5 is one question more, and some take only the one.
        let sibling = |other: Family| other.service() == family.service();
        if family == Family::Socks4 {
            return others.any(sibling);
        }
        !self.settings.choice.is_quick() && !self.is_proven()
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
        self.begun_at = Some(now);
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

    /// The message of a trial that sends mail, with the dialogue around it.
    fn dialogue(&self, index: usize, now: Time) -> Option<Dialogue> {
        let trial = self.trials.get(index)?;
        let (token, sent) = trial.sent.as_ref()?;
        let nonce = token.nonce();
        let sender =
            self.settings.key.mint(Role::Sender, nonce, &self.endpoint, &trial.id, token.made_at());
        let envelope = message::Envelope {
            endpoint: &self.endpoint,
            test: &sent.test,
            recipient: token,
            sender: Some(&sender),
            client: self.client?,
            at: now,
        };
        let mut message =
            message::dot_stuff(&message::compose(&self.settings.letterhead, &envelope));
        message.extend_from_slice(b".\r\n");
        let domain = &self.settings.sink_domain;
        let sender = format!("{}@{domain}", sender.local_part(Role::Sender));
        let recipient = format!("{}@{domain}", token.local_part(Role::Recipient));
        Some(Dialogue::new(&self.settings.helo, &sender, &recipient, message))
    }

    fn converse(&mut self, index: usize) -> Option<Box<dyn Conversation>> {
        let trial = self.trials.get(index)?;
        let mails = trial.protocol.carries == Carries::Mail;
        let mail =
            if mails { self.dialogue(index, self.begun_at?)?.all_at_once() } else { Vec::new() };
        let place = trial.destination;
        // Without a name the address stands for one: what only takes names takes it as well.
        let literal = place.address.to_string();
        let own = match &self.name {
            Some(name) => format!("{name}:{}", self.endpoint.address.port()),
            None => self.endpoint.address.to_string(),
        };
        let ask = Ask {
            form: trial.protocol.form,
            address: place.address,
            name: self.settings.name.as_deref().unwrap_or(&literal),
            port: place.port,
            challenge: &self.current.as_ref()?.challenge,
            mail: &mail,
            authority: &own,
            fields: &self.settings.fields,
            credentials: &self.settings.credentials,
        };
        Some((trial.protocol.start)(&ask))
    }

    /// Reads what came, as far as it goes.
    fn pump(&mut self, now: Time) {
        while let Some(current) = self.current.as_mut().filter(|current| !current.over) {
            let Some(conversation) = current.conversation.as_mut() else { return };
            match &mut current.stage {
                Stage::Shaking => {
                    let step = conversation.step(&current.input);
                    if matches!(step, Step::Read) || !self.apply(step, now) {
                        return;
                    }
                }
                // The answer was looked for as the bytes came.
                Stage::Paging(..) => return,
                Stage::Challenged(said) => {
                    let (taken, inside) = conversation.unwrap(&current.input);
                    current.input.drain(..taken.min(current.input.len()));
                    current.inside.extend_from_slice(&inside);
                    current.answered |= contains(&current.inside, &current.answer);
                    // A web server that says yes to everything says this: our sink says no such thing.
                    if !current.answered && is_page(&current.inside) {
                        let said = std::mem::take(said);
                        self.answers_itself = true;
                        self.settle(Fate::Refused(said, Refusal::Rule));
                        return;
                    }
                    current.over |= current.answered;
                    return;
                }
                Stage::Datagrams { .. } => {
                    let (taken, inside) = conversation.unwrap(&current.input);
                    current.input.drain(..taken.min(current.input.len()));
                    current.answered |= contains(&inside, &current.answer);
                    current.over |= current.answered;
                    return;
                }
                Stage::Mailing(dialogue, said) => {
                    let (taken, inside) = conversation.unwrap(&current.input);
                    current.input.drain(..taken.min(current.input.len()));
                    if inside.is_empty() {
                        return;
                    }
                    match dialogue.received(&inside) {
                        Turn::Read => return,
                        Turn::Say(line) => {
                            self.output.extend(conversation.wrap(&line));
                            self.replies = self.replies.saturating_add(1);
                            return;
                        }
                        Turn::Taken(reply) => return self.taken(reply, now),
                        Turn::Refused(reply, for_good) => {
                            let means = if for_good { Refusal::Rule } else { Refusal::Failed };
                            let said = format!("{said}; then {reply}");
                            return self.settle(Fate::Refused(said, means));
                        }
                    }
                }
            }
        }
    }

    /// Does what a step says. Whether to look at the input again.
    fn apply(&mut self, step: Step, now: Time) -> bool {
        let Some(current) = self.current.as_mut() else { return false };
        let drain = |input: &mut Vec<u8>, taken: usize| {
            input.drain(..taken.min(input.len()));
        };
        match step {
            Step::Read => false,
            Step::Say { taken, bytes } => {
                drain(&mut current.input, taken);
                self.output.extend(bytes);
                self.replies = self.replies.saturating_add(1);
                !current.input.is_empty()
            }
            Step::Connected { taken, said } => {
                drain(&mut current.input, taken);
                self.open_way(said, now);
                true
            }
            Step::Answers { said, means } => {
                current.stage = Stage::Paging(said, means);
                self.replies = self.replies.saturating_add(1);
                true
            }
            Step::Associated { taken, port, said } => {
                drain(&mut current.input, taken);
                current.stage = Stage::Datagrams { said, port: Some(port), left: DATAGRAMS };
                self.send_datagram();
                false
            }
            Step::Bound { taken, port, said: _ } => {
                drain(&mut current.input, taken);
                current.request = Some(Next::Dial { port });
                self.replies = self.replies.saturating_add(1);
                true
            }
            Step::Refused { said, means } => {
                self.settle(Fate::Refused(said, means));
                false
            }
            Step::Again => {
                let again = self.trials.get(current.index).is_some_and(|trial| trial.attempts < 3);
                let family = self.trials.get(current.index).map(|trial| trial.protocol.family);
                self.settle(if again { Fate::Pending } else { Fate::Lost(Reason::Timeout) });
                for (known, standing) in &mut self.families {
                    if Some(*known) == family {
                        *standing = Standing::Spoken;
                    }
                }
                false
            }
            Step::Garbled => {
                let shown = shown(&current.input);
                self.settle(Fate::Garbled(shown));
                false
            }
        }
    }

    /// It says that the way is open: ask for the proof.
    fn open_way(&mut self, said: String, now: Time) {
        self.replies = self.replies.saturating_add(1);
        let Some(index) = self.current.as_ref().map(|current| current.index) else { return };
        let Some(trial) = self.trials.get(index) else { return };
        if trial.purpose == Purpose::Mail {
            if let (Some(dialogue), Some(current)) =
                (self.dialogue(index, now), self.current.as_mut())
            {
                current.stage = Stage::Mailing(dialogue, said);
            }
            return;
        }
        let datagrams = trial.protocol.carries == Carries::Datagrams;
        let Some(current) = self.current.as_mut() else { return };
        if datagrams {
            current.stage = Stage::Datagrams { said, port: None, left: DATAGRAMS };
            return self.send_datagram();
        }
        current.stage = Stage::Challenged(said);
        let Some(conversation) = current.conversation.as_mut() else { return };
        let line = format!("HELP {}\r\n", current.challenge);
        self.output.extend(conversation.wrap(line.as_bytes()));
    }

    /// Sends the challenge in a datagram, in the connection or beside it.
    fn send_datagram(&mut self) {
        let Some(current) = self.current.as_mut() else { return };
        let line = format!("HELP {}\r\n", current.challenge);
        let (Some(conversation), Stage::Datagrams { port, left, .. }) =
            (current.conversation.as_mut(), &mut current.stage)
        else {
            return;
        };
        *left = left.saturating_sub(1);
        let bytes = conversation.wrap(line.as_bytes());
        match *port {
            Some(port) => current.request = Some(Next::Datagram { port, bytes }),
            None => self.output.extend(bytes),
        }
        self.replies = self.replies.saturating_add(1);
    }

    /// The far mail server, or our own sink, took the message.
    fn taken(&mut self, reply: String, now: Time) {
        let index = self.current.as_ref().map(|current| current.index);
        let loopback = index
            .and_then(|index| self.trials.get(index))
            .is_some_and(|trial| trial.protocol.form == Form::Loopback);
        let wait = if loopback { self.settings.wait } else { GRACE };
        self.await_until(now + wait);
        self.settle(Fate::Awaited(reply));
    }

    fn await_until(&mut self, until: Time) {
        self.awaits_until = Some(self.awaits_until.map_or(until, |known| known.max(until)));
    }

    /// The connection served its purpose: keeps what came of it.
    fn settle(&mut self, fate: Fate) {
        let Some(current) = self.current.as_mut() else { return };
        current.over = true;
        let Some(trial) = self.trials.get_mut(current.index) else { return };
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
    fn conclude(&mut self) {
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
        let index = current.index;
        self.current = Some(Current { stage: Stage::Shaking, ..current });
        self.settle(fate);
        self.current = None;
        debug_assert!(self.trials.get(index).is_some());
    }

    /// The proof of a trial, when what it sent has arrived.
    fn proof(&self, index: usize) -> Option<Box<Proof>> {
        let (_, sent) = self.trials.get(index)?.sent.as_ref()?;
        let arrival = self.arrivals.iter().find(|arrival| arrival.token == sent.token)?;
        Proof::new(sent.clone(), arrival.clone()).map(Box::new)
    }

    /// Remembers what the server said, to recognise its software by.
    fn keep(&mut self, current: &Current) {
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

    /// Messages that may still arrive: taken up where they did.
    fn collect(&mut self) {
        for index in 0..self.trials.len() {
            let awaited = self.trials.get(index).and_then(|trial| match &trial.fate {
                Fate::Awaited(said) => Some(said.clone()),
                _ => None,
            });
            let proof = awaited.as_ref().and_then(|_| self.proof(index));
            if let (Some(said), Some(proof), Some(trial)) =
                (awaited, proof, self.trials.get_mut(index))
            {
                trial.fate = Fate::Proven(said, proof);
            }
        }
    }

    /// What is awaited and did not come: it answered by itself, or lost it.
    fn give_up_waiting(&mut self) {
        self.awaits_until = None;
        for trial in &mut self.trials {
            if let Fate::Awaited(said) = &trial.fate {
                let said = said.clone();
                trial.fate = match trial.protocol.carries {
                    Carries::Mail => Fate::Refused(said, Refusal::Rule),
                    _ => Fate::Unproven(said),
                };
            }
        }
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

    /// Nothing came, or not enough: what that says about the trial.
    fn broken_off(&mut self, end: &End) {
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

impl Examine for Examination {
    fn next(&mut self, now: Time) -> Next {
        match &mut self.current {
            Some(current) => {
                if let Some(request) = current.request.take() {
                    return request;
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

impl Examination {
    /// A body that was passed on in one direction: what was said, and until when it may arrive.
    fn posted(&self) -> Option<(String, Time)> {
        let current = self.current.as_ref()?;
        let trial = self.trials.get(current.index)?;
        let Stage::Paging(said, _) = &current.stage else { return None };
        // 2xx with whatever page, or the mail server's own words: it may have been passed on.
        let may = said == "220" || said.split(' ').nth(1).is_some_and(|code| code.starts_with('2'));
        let mails = trial.protocol.carries == Carries::Mail;
        let until = self.begun_at?.checked_add_signed(GRACE)?.checked_add_signed(GRACE)?;
        (may && mails).then(|| (said.clone(), until))
    }
}

/// Whether what came is a page, or the head of one.
fn is_page(inside: &[u8]) -> bool {
    let text = inside.trim_ascii_start();
    text.starts_with(b"HTTP/") || text.starts_with(b"<")
}

/// Whether `text` is in what came, in either case: some proxies change it.
fn contains(bytes: &[u8], text: &str) -> bool {
    let wanted = text.as_bytes();
    bytes.windows(wanted.len()).any(|window| window.eq_ignore_ascii_case(wanted))
}

/// The first line of what came, harmless to print.
pub(super) fn shown(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.get(..line.len().min(160)).unwrap_or_default();
    if line.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ' || *byte == b'\r') {
        return String::from_utf8_lossy(line).trim().to_owned();
    }
    format!(
        "bytes {}",
        data_encoding::HEXLOWER.encode(line.get(..line.len().min(16)).unwrap_or_default())
    )
}
