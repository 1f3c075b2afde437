//! Examines one endpoint: which connections to make, what to ask in each, when to stop.
//!
//! It is driven as [`Examine`] says. The course of it:
//!
//! 1. ask every form (pipelined where offered), openings that pretend something each in a
//!    connection of its own;
//! 2. hand over a message for a form that was accepted, the plainest first; once its token has
//!    arrived, the endpoint is open and no more mail is sent than needed;
//! 3. ask again what was put off, with the same triplet, until the wait is over;
//! 4. wait for what was taken to arrive.

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;

use cerrojo_model::{Arrival, Endpoint, Proof, Reason, Time, Transport};
use chrono::TimeDelta;

use super::case::{self, Filling, Names};
use super::deferral::{CONTROL, Control};
use super::outcome::{Progress, Trial};
use super::selection::Selection;
use crate::arrival::Meaning;
use crate::examine::{Examine, Next, Patience};
use crate::message::Letterhead;
use crate::report::Note;
use crate::smtp::{self, End, Opening, Session, Trust};
use crate::token::Key;

/// How long an accepted message may take before more of them are handed over.
pub(super) const GRACE: TimeDelta = TimeDelta::seconds(2);

/// Where what a relay passes on is received.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sink {
    /// A domain whose MX is our mail sink, or its address literal.
    pub domain: String,
    /// Its address literal, where it has an address that mail can be sent to.
    pub literal: Option<String>,
    /// Whether anybody listens there. If not, nothing is handed over.
    pub listens: bool,
}

/// What is the same for every endpoint of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which tests.
    pub selection: Selection,
    /// The name we greet with.
    pub helo: String,
    /// How long to wait for an arrival after the last acceptance, and for a server that puts us off.
    pub wait: TimeDelta,
    /// Our mail sink.
    pub sink: Sink,
    /// A domain of ours that names the server as second MX; `{address}` is replaced.
    pub backup: Option<String>,
    /// Who tests, for the message.
    pub letterhead: Letterhead,
    /// Whether to point out that we ask from inside; not where that is the point of it.
    pub points_out_inside: bool,
    /// The key of this installation.
    pub key: Key,
}

/// One endpoint under examination.
#[derive(Debug)]
pub struct Examination {
    pub(super) settings: Arc<Settings>,
    pub(super) endpoint: Endpoint,
    pub(super) names: Names,
    /// The address of ours that the server sees, once a connection told.
    pub(super) client: Option<IpAddr>,
    first_nonce: u32,
    /// After STARTTLS, when the same was asked in the clear already.
    again: bool,
    pub(super) trials: Option<Vec<Trial>>,
    pub(super) session: Option<Session>,
    /// The last words of the session that just ended.
    pub(super) farewell: Vec<u8>,
    /// The opening of the connection in progress or just ended.
    pub(super) opening: Opening,
    /// Cases asked in this connection, in order, until they are answered.
    pub(super) asked: Vec<usize>,
    pub(super) answered: usize,
    pub(super) last_answer: Option<Time>,
    pub(super) limits: Limits,
    /// Not to connect before then.
    pub(super) pause: Option<Time>,
    pub(super) deferred_since: Option<Time>,
    pub(super) retries: usize,
    /// What became of the control question, by the opening it was asked in.
    pub(super) controls: Vec<(Opening, Control)>,
    pub(super) last_acceptance: Option<Time>,
    pub(super) grace: Option<Time>,
    pub(super) seen: Seen,
    pub(super) notes: Vec<Note>,
    pub(super) stop: bool,
    /// Why no question could be asked.
    pub(super) failure: Option<Reason>,
}

/// What we learned about how much a server puts up with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Questions at once.
    pub(super) batch: usize,
    /// Questions a connection.
    pub(super) per_connection: usize,
    /// Connections made so far.
    pub(super) connections: usize,
    /// Connections in a row that brought no answer.
    pub(super) fruitless: usize,
    /// Questions that no answer came to in time.
    pub(super) timeouts: usize,
    /// It takes many seconds for each refusal.
    pub(super) tarpit: bool,
}

impl Limits {
    /// Nothing is known yet: ask all at once.
    const NONE: Self = Self {
        batch: usize::MAX,
        per_connection: usize::MAX,
        connections: 0,
        fruitless: 0,
        timeouts: 0,
        tarpit: false,
    };
}

/// What the server said of itself, for recognising its software.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) banner: Option<String>,
    pub(super) ehlo: Vec<String>,
    pub(super) refusals: Vec<String>,
    pub(super) starttls: bool,
    pub(super) greeted: bool,
}

impl Examination {
    /// Begins. `first_nonce` and the [`super::NONCES`] after it belong to this examination alone.
    #[must_use]
    pub fn new(
        settings: Arc<Settings>,
        endpoint: Endpoint,
        names: Names,
        first_nonce: u32,
    ) -> Self {
        Self {
            opening: honest_opening(&settings, endpoint),
            settings,
            endpoint,
            names,
            client: None,
            first_nonce,
            again: false,
            trials: None,
            session: None,
            farewell: Vec::new(),
            asked: Vec::new(),
            answered: 0,
            last_answer: None,
            limits: Limits::NONE,
            pause: None,
            deferred_since: None,
            retries: 0,
            controls: Vec::new(),
            last_acceptance: None,
            grace: None,
            seen: Seen::default(),
            notes: Vec::new(),
            stop: false,
            failure: None,
        }
    }

    /// Asks only what may come out differently inside TLS: everything was asked in the clear.
    #[must_use]
    pub fn again_after_starttls(mut self) -> Self {
        self.again = true;
        self
    }

    fn relayed(&mut self, arrival: Arrival) {
        let token = arrival.token.clone();
        let ours = |trial: &&mut Trial| {
            trial.sent.as_ref().is_some_and(|sent| sent.token.eq_ignore_ascii_case(&token))
        };
        if let Some(trial) = self.trials.iter_mut().flatten().find(ours) {
            let proof = trial.sent.clone().and_then(|sent| Proof::new(sent, arrival));
            trial.proof = trial.proof.take().or(proof);
        }
    }

    fn bounced(&mut self, nonce: u32) {
        let index = usize::try_from(nonce.wrapping_sub(self.first_nonce)).unwrap_or(usize::MAX);
        let trial = self.trials.as_mut().and_then(|trials| trials.get_mut(index));
        let Some(trial) = trial.filter(|trial| trial.is_awaited() || trial.is_to_deliver()) else {
            return;
        };
        if let Some(reply) = trial.reply().cloned() {
            trial.progress = Progress::Bounced(reply);
            if !self.notes.contains(&Note::Backscatter) {
                self.notes.push(Note::Backscatter);
            }
        }
    }

    /// Gives up: what is decided stays decided, the rest is `unknown: cancelled`.
    pub fn cancel(&mut self) {
        self.stop = true;
    }

    pub(super) fn is_proven(&self) -> bool {
        self.trials.iter().flatten().any(|trial| trial.proof.is_some())
    }

    /// One form is proven that says everything about the others.
    pub(super) fn is_decided(&self) -> bool {
        let proven = |trial: &Trial| trial.proof.is_some() && trial.case.covers_all;
        !self.settings.selection.is_thorough() && self.trials.iter().flatten().any(proven)
    }

    /// The server waits for us: ask, hand over, hold, or leave. `None`: look at the session again.
    fn converse(&mut self, now: Time) -> Option<Next> {
        self.learn();
        self.plan(now);
        let trials = self.trials.as_ref()?;
        let here = |trial: &Trial| *trial.case.opening == self.opening;
        let room = self.limits.per_connection.saturating_sub(self.answered);
        let mut pending: Vec<usize> = trials
            .iter()
            .enumerate()
            .filter(|(_, trial)| trial.is_pending() && here(trial))
            .map(|(index, _)| index)
            .take(room.min(self.limits.batch))
            .collect();
        // Asked last of all at once, the plainest form is still open when it was taken: one turn
        // less until its message is handed over.
        let plainest =
            |index: &usize| trials.get(*index).is_some_and(|trial| trial.case.covers_all);
        if self.limits.batch == usize::MAX && self.answered == 0 {
            pending.sort_by_key(plainest);
        }
        if self.limits.tarpit && room > 0 {
            // Where each refusal takes long, the plainest form is settled before others are asked.
            if let Some(until) = self.plainest_until(now) {
                return Some(Next::Wait { until });
            }
            if self.delivers_the_plainest() && self.hand_over(now).is_some() {
                return None;
            }
        }
        if !pending.is_empty() && !self.is_decided() {
            let questions =
                pending.iter().filter_map(|index| self.question(*index)).collect::<Vec<_>>();
            self.asked = pending;
            self.last_answer = Some(now);
            self.session.as_mut()?.ask(questions);
            return None;
        }
        if room == 0 {
            self.session.as_mut()?.quit();
            return None;
        }
        if let Some(until) = self.holds_until(now) {
            return Some(Next::Wait { until });
        }
        if self.hand_over(now).is_some() {
            return None;
        }
        if self.ask_control().is_some() {
            return None;
        }
        self.session.as_mut()?.quit();
        None
    }

    /// Fills in the table, once what the server calls itself and offers is known, or never will be.
    pub(super) fn plan(&mut self, now: Time) {
        if self.trials.is_some() {
            return;
        }
        let offered =
            self.session.as_ref().filter(|session| session.is_greeted()).map(Session::offered);
        let filling = Filling {
            endpoint: self.endpoint,
            honest: Arc::new(honest_opening(&self.settings, self.endpoint)),
            host: self.names.host(),
            own: self.names.own_domains(),
            sink: &self.settings.sink.domain,
            sink_literal: self.settings.sink.literal.as_deref(),
            backup: self.settings.backup.as_deref(),
            key: &self.settings.key,
            first_nonce: self.first_nonce,
            now,
            offered,
        };
        let mut cases = Vec::new();
        for pick in self.settings.selection.picks(self.again) {
            filling.cases(pick.sender, pick.recipient, &mut cases);
        }
        self.trials = Some(cases.into_iter().map(Trial::new).collect());
    }

    /// Keeps what the server says of itself.
    fn learn(&mut self) {
        let Some(session) = self.session.as_ref().filter(|_| !self.seen.greeted) else { return };
        let banner = session.banner().map(|reply| reply.text.clone());
        self.names.announced = case::announced_name(session.offered(), banner.as_deref());
        self.seen.greeted = true;
        self.seen.banner = banner;
        self.seen.ehlo.clone_from(&session.offered().lines);
        self.seen.starttls = session.offered().starttls;
        if session.offered().xclient {
            self.notes.push(Note::OffersXclient);
        }
    }

    /// Nothing is connected: connect again, wait, or be done.
    fn between_connections(&mut self, now: Time) -> Next {
        if self.stop {
            return Next::Done;
        }
        let Some(trials) = self.trials.as_ref() else {
            return self.connect_or_wait(now, honest_opening(&self.settings, self.endpoint));
        };
        if self.is_decided() {
            return Next::Done;
        }
        if let Some(trial) = trials.iter().find(|trial| trial.is_pending()) {
            let opening = Opening::clone(&trial.case.opening);
            return self.connect_or_wait(now, opening);
        }
        let delivery = self.next_delivery(false);
        if let Some(trial) = delivery.and_then(|index| trials.get(index)) {
            let opening = Opening::clone(&trial.case.opening);
            return self.connect_or_wait(now, opening);
        }
        let wait = self.arrivals_until(now);
        match self.retry_at() {
            Some(at) if at <= now => {
                self.retry();
                self.between_connections(now)
            }
            Some(at) => Next::Wait { until: wait.map_or(at, |wait| wait.min(at)) },
            None => wait.map_or(Next::Done, |until| Next::Wait { until }),
        }
    }

    fn connect_or_wait(&mut self, now: Time, opening: Opening) -> Next {
        if let Some(until) = self.pause.filter(|until| now < *until) {
            return Next::Wait { until };
        }
        self.pause = None;
        self.limits.connections = self.limits.connections.saturating_add(1);
        let preface = match &opening.trust {
            Trust::ProxyHeader(header) => header.clone(),
            Trust::None | Trust::Xclient | Trust::RandomCredentials { .. } => Vec::new(),
        };
        self.opening = opening;
        Next::Connect { preface }
    }

    fn take_answers(&mut self, now: Time) {
        let answers = self.session.as_mut().map(Session::take_answers).unwrap_or_default();
        let refusal = |(_, answer): &(usize, smtp::Answer)| {
            matches!(answer, smtp::Answer::Refused(..) | smtp::Answer::Deferred(..))
        };
        let refused = answers.last().is_some_and(refusal);
        for (index, answer) in answers {
            if self.answered > 0 && is_connection_limit(&answer) {
                self.leave();
                return;
            }
            self.answered = self.answered.saturating_add(1);
            self.asked.retain(|asked| *asked != index);
            if index == CONTROL {
                self.control_answered(&answer);
                continue;
            }
            match &answer {
                smtp::Answer::Refused(stage, reply) => self.note_refusal(*stage, reply),
                smtp::Answer::Deferred(_, reply) => {
                    self.note_text(reply);
                    self.deferred_since.get_or_insert(now);
                }
                smtp::Answer::Delivered(_) => self.last_acceptance = Some(now),
                smtp::Answer::Accepted(_) | smtp::Answer::Confused(_) => {}
            }
            if let Some(trial) = self.trials.as_mut().and_then(|trials| trials.get_mut(index)) {
                trial.answered(answer);
            }
        }
        if self.answered > 0 {
            self.limits.fruitless = 0;
        }
        if refused {
            self.leave_if_slow(now);
        }
    }
}

impl Examine for Examination {
    fn next(&mut self, now: Time) -> Next {
        loop {
            let Some(session) = &self.session else { return self.between_connections(now) };
            match session.next() {
                _ if self.stop => {
                    self.session = None;
                    return Next::Disconnect;
                }
                smtp::Next::Receive => return Next::Receive,
                smtp::Next::Handshake => return Next::Handshake,
                smtp::Next::Over => {
                    self.connection_over(now);
                    return Next::Disconnect;
                }
                smtp::Next::Idle => {
                    if let Some(next) = self.converse(now) {
                        return next;
                    }
                }
            }
        }
    }

    fn take_output(&mut self) -> Vec<u8> {
        match &mut self.session {
            Some(session) => session.take_output(),
            None => std::mem::take(&mut self.farewell),
        }
    }

    fn connected(&mut self, client: IpAddr) {
        self.client = Some(client);
        let tls_first = self.endpoint.transport == Transport::Tls;
        let mut session = Session::new(self.opening.clone(), tls_first);
        if self.limits.tarpit {
            session.go_slowly();
        }
        self.session = Some(session);
        self.asked.clear();
        self.answered = 0;
        self.last_answer = None;
    }

    fn unreachable(&mut self, reason: Reason, now: Time) {
        self.not_connected(reason, now);
    }

    fn secured(&mut self) {
        if let Some(session) = &mut self.session {
            session.secured();
        }
    }

    fn received(&mut self, bytes: &[u8], now: Time) {
        if let Some(session) = &mut self.session {
            session.received(bytes);
        }
        self.take_answers(now);
    }

    fn ended(&mut self, end: End) {
        if let Some(session) = &mut self.session {
            session.ended(end);
        }
    }

    fn arrived(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Relayed(arrival) => self.relayed(arrival),
            Meaning::Bounced { recipient, status } => {
                // A report of a mere delay, or an answer from a mailbox, says nothing yet.
                if status.is_some_and(|status| status.starts_with('5')) {
                    self.bounced(recipient.token.nonce());
                }
            }
            Meaning::Reached(_) | Meaning::Stray => {}
        }
    }

    fn replies(&self) -> usize {
        self.session.as_ref().map_or(0, Session::replies)
    }

    fn patience(&self) -> Patience {
        // A server that has not greeted us in this connection yet may take longer.
        let greeted = self.session.as_ref().is_none_or(|session| session.banner().is_some());
        if greeted { Patience::Reply } else { Patience::Greeting }
    }

    fn case_ids(&self) -> Option<Vec<Cow<'static, str>>> {
        self.trials
            .as_ref()
            .map(|trials| trials.iter().map(|trial| trial.case.id.clone()).collect())
    }
}

/// 452 after other questions were answered: so many recipients a connection (RFC 5321 section
/// 4.5.3.1.10). The next one starts anew.
fn is_connection_limit(answer: &smtp::Answer) -> bool {
    matches!(answer, smtp::Answer::Deferred(_, reply) if reply.code == 452)
}

/// Our own name, no pretence.
pub(super) fn honest_opening(settings: &Settings, endpoint: Endpoint) -> Opening {
    let starttls = endpoint.transport == Transport::Starttls;
    // Port 24 is for local delivery by LMTP: a server there may know nothing else.
    let local_delivery = endpoint.address.port() == 24;
    Opening { helo: settings.helo.clone(), starttls, local_delivery, trust: Trust::None }
}
