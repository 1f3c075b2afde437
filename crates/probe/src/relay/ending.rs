//! What the end of a connection means for the questions still open, and the report at the very end.

use std::net::IpAddr;

use cerrojo_model::{Reason, Time, Transport, Verdict};
use chrono::TimeDelta;

use super::case::announced_name;
use super::examination::{Examination, honest_opening};
use super::outcome::{Progress, Trial};
use crate::examine::Examine as _;
use crate::report::{Note, Report, TestReport};
use crate::smtp::{End, Reply, Stage, Trust};
use crate::software::{self, Seen};

/// Connections to one endpoint, whatever happens.
const CONNECTIONS: usize = 80;
/// Connections in a row that may bring nothing.
const FRUITLESS: usize = 3;
/// Questions that may time out before the rest is given up.
const TIMEOUTS: usize = 3;
/// A server that slows down after so many answers is left, to go on in a new connection.
const PATIENCE_ANSWERS: usize = 8;
/// How slow that is.
const PATIENCE: TimeDelta = TimeDelta::milliseconds(800);
/// A server that takes so long for any answer is left at once: some double it each time.
const TARPIT: TimeDelta = TimeDelta::seconds(4);
/// Different refusals kept for recognising the software.
const REFUSALS: usize = 4;

impl Examination {
    /// No connection could be made.
    pub(super) fn not_connected(&mut self, reason: Reason, now: Time) {
        self.limits.fruitless = self.limits.fruitless.saturating_add(1);
        if self.trials.is_none() && !self.seen.greeted {
            // Silence may be a lost packet: once more. A refusal is not.
            if reason == Reason::Timeout && self.limits.fruitless < 2 {
                return;
            }
            self.fail(Reason::Unreachable, now);
        } else if self.limits.fruitless < FRUITLESS {
            self.pause = Some(now + self.breather());
        } else {
            self.lose_pending(Reason::RateLimited);
        }
    }

    /// Draws the conclusions from the end of the connection.
    pub(super) fn connection_over(&mut self, now: Time) {
        let Some(mut session) = self.session.take() else { return };
        self.farewell = session.take_output();
        let greeted = session.is_greeted();
        let welcome = session.banner().is_some_and(Reply::is_positive);
        if self.seen.banner.is_none() {
            self.seen.banner = session.banner().map(|reply| reply.text.clone());
            let named = announced_name(session.offered(), self.seen.banner.as_deref());
            self.names.announced = self.names.announced.take().or(named);
        }
        let end = session.end().cloned().unwrap_or(End::Dropped);
        if self.limits.connections >= CONNECTIONS {
            self.lose_pending(Reason::RateLimited);
        }
        match end {
            End::Complete => {}
            End::NotOffered if self.opening.trust != Trust::None => self.here(Trial::skip),
            // It greets us without the header and hangs up on it: it does not speak that protocol.
            End::TlsFailed | End::NotSmtp | End::Dropped | End::TimedOut
                if self.is_proxied() && self.seen.greeted && !greeted =>
            {
                self.here(Trial::skip);
            }
            End::NotOffered | End::TlsFailed => self.fail(Reason::TlsFailed, now),
            End::NotSmtp if self.is_honest() && !self.seen.greeted => {
                self.fail(Reason::NotThisService, now);
            }
            End::NotSmtp => self.here(|trial| trial.lose(Reason::NotThisService)),
            End::Refused(reply) if !self.seen.greeted && self.is_honest() => {
                self.refused_at_once(&reply, welcome, now);
            }
            End::Refused(_) if self.is_honest() => self.lose_pending(Reason::RateLimited),
            End::Refused(reply) | End::Distrusted(reply) => self.refuse_here(&reply),
            End::Deferred(reply) => self.put_off(&reply, now),
            End::Closing(_) | End::Dropped | End::TimedOut if greeted => self.interrupted(&end),
            End::Closing(_) | End::Dropped | End::TimedOut => self.never_greeted(&end, now),
        }
    }

    /// The server did not get as far as a greeting.
    fn never_greeted(&mut self, end: &End, now: Time) {
        self.limits.fruitless = self.limits.fruitless.saturating_add(1);
        let reason = if *end == End::TimedOut { Reason::Timeout } else { Reason::Dropped };
        // It greets, if not now (what is inside STARTTLS was greeted outside): perhaps it counts
        // our connections, and some servers keep one a while after we left.
        let greets = self.seen.greeted || self.endpoint.transport == Transport::Starttls;
        let (patience, factor) =
            if greets { (FRUITLESS + 2, self.limits.fruitless) } else { (FRUITLESS, 1) };
        if reason == Reason::Dropped && self.limits.fruitless < patience {
            let factor = i32::try_from(factor.saturating_mul(factor)).unwrap_or(1);
            self.pause = Some(now + self.breather() * factor);
        } else if !self.is_honest() {
            self.here(|trial| trial.lose(reason));
        } else if self.seen.greeted {
            self.lose_pending(reason);
        } else {
            self.fail(reason, now);
        }
    }

    /// The connection broke in the middle: the first question without an answer is under suspicion.
    fn interrupted(&mut self, end: &End) {
        // Nothing of ours was open: it only did not wait for our QUIT, or minded the control.
        let Some(index) = self.asked.first().copied() else { return };
        self.limits.batch = 1;
        if self.answered > 0 {
            self.limits.per_connection = self.answered;
        }
        let Some(trial) = self.trials.as_mut().and_then(|trials| trials.get_mut(index)) else {
            return;
        };
        trial.drops = trial.drops.saturating_add(1);
        let reason = match end {
            End::TimedOut => Reason::Timeout,
            End::Closing(_) => Reason::Tempfail,
            _ => Reason::Dropped,
        };
        if trial.drops >= 2 || reason == Reason::Timeout {
            trial.lose(reason);
            self.limits.timeouts =
                self.limits.timeouts.saturating_add(usize::from(reason == Reason::Timeout));
            if self.answered == 0 {
                self.limits.per_connection = usize::MAX;
            }
        }
        if self.limits.timeouts >= TIMEOUTS {
            self.lose_pending(Reason::Timeout);
        }
    }

    /// Not now, said before any question: come back as for any other deferral.
    fn put_off(&mut self, reply: &Reply, now: Time) {
        if self.is_proxied() || self.minds_the_name() {
            return self.refuse_here(reply);
        }
        self.deferred_since.get_or_insert(now);
        if let Some(at) = self.next_retry() {
            self.retries = self.retries.saturating_add(1);
            self.pause = Some(at);
            return;
        }
        // X.7.x is a matter of policy, all else of the server's own state (RFC 3463 section 3.8).
        let policy = matches!(reply.enhanced(), Some((_, 7, _)));
        let reason =
            if self.seen.greeted || policy { Reason::RateLimited } else { Reason::Tempfail };
        self.plan(now);
        if let Some(trial) = self.trials.iter_mut().flatten().find(|trial| trial.is_pending()) {
            trial.asked = true;
            trial.progress = Progress::Lost(reason, Some(reply.clone()));
        }
        self.skip_unproxied();
    }

    /// The name we pretend is put off a second time, while our honest one is welcome.
    fn minds_the_name(&mut self) -> bool {
        if self.is_honest() || self.opening.trust != Trust::None || !self.seen.greeted {
            return false;
        }
        let opening = &self.opening;
        let here = |trial: &&mut Trial| *trial.case.opening == *opening;
        let counts = self.trials.iter_mut().flatten().filter(here).map(|trial| {
            trial.deferrals = trial.deferrals.saturating_add(1);
            trial.deferrals
        });
        counts.max() >= Some(2)
    }

    /// A refusal in place of the banner or of the answer to our greeting.
    fn refused_at_once(&mut self, reply: &Reply, welcome: bool, now: Time) {
        self.plan(now);
        self.notes.push(Note::RefusedAtOnce(reply.to_string()));
        self.note_text(reply);
        if let Some(trial) = self.trials.iter_mut().flatten().next() {
            trial.asked = true;
            trial.progress = Progress::Refused(reply.clone());
        }
        if welcome {
            // It minds the name that we greet with: others may be let in.
            self.here(Trial::skip);
        } else {
            self.skip_unproxied();
        }
    }

    /// No question can be asked at this endpoint as the strangers we are.
    fn fail(&mut self, reason: Reason, now: Time) {
        self.plan(now);
        self.failure = Some(reason);
        self.skip_unproxied();
        if reason == Reason::Unreachable {
            self.trials.iter_mut().flatten().for_each(Trial::skip);
        }
    }

    /// A PROXY header may still get us in where a plain connection does not.
    fn skip_unproxied(&mut self) {
        let unproxied = |trial: &&mut Trial| {
            trial.is_pending() && !matches!(trial.case.opening.trust, Trust::ProxyHeader(_))
        };
        self.trials.iter_mut().flatten().filter(unproxied).for_each(Trial::skip);
    }

    fn lose_pending(&mut self, reason: Reason) {
        let open = |trial: &&mut Trial| trial.is_pending() || trial.is_to_deliver();
        self.trials.iter_mut().flatten().filter(open).for_each(|trial| trial.lose(reason));
    }

    fn refuse_here(&mut self, reply: &Reply) {
        self.note_text(reply);
        self.here(|trial| {
            trial.asked = true;
            trial.progress = Progress::Refused(reply.clone());
        });
    }

    /// Does it to every open question of this opening.
    fn here(&mut self, act: impl Fn(&mut Trial)) {
        let opening = &self.opening;
        let open = |trial: &&mut Trial| {
            (trial.is_pending() || trial.is_to_deliver()) && *trial.case.opening == *opening
        };
        self.trials.iter_mut().flatten().filter(open).for_each(act);
    }

    fn is_honest(&self) -> bool {
        self.opening == honest_opening(&self.settings, self.endpoint)
    }

    const fn is_proxied(&self) -> bool {
        matches!(self.opening.trust, Trust::ProxyHeader(_))
    }

    fn breather(&self) -> TimeDelta {
        (self.settings.wait / 12).min(TimeDelta::seconds(2))
    }

    /// Leaves a server that slows down from refusal to refusal; what is unanswered is asked in the
    /// next connection. In a tarpit that means one question a connection, because most begin with
    /// the second refusal; if that is slow too, only the essential forms are fetched.
    pub(super) fn leave_if_slow(&mut self, now: Time) {
        let took = self.last_answer.replace(now).map_or(TimeDelta::zero(), |last| now - last);
        if took >= TARPIT {
            let known = std::mem::replace(&mut self.limits.tarpit, true);
            if known && self.settings.selection.may_be_shortened() {
                self.shorten();
            }
            self.limits.batch = 1;
        }
        if took >= TARPIT || took >= PATIENCE && self.answered >= PATIENCE_ANSWERS {
            self.leave();
        }
    }

    fn shorten(&mut self) {
        let rare = |trial: &&mut Trial| trial.is_pending() && !trial.case.essential;
        let rare: Vec<_> = self.trials.iter_mut().flatten().filter(rare).collect();
        if !rare.is_empty() {
            self.notes.push(Note::Shortened(rare.len()));
            rare.into_iter().for_each(Trial::skip);
        }
    }

    /// Closes the connection without waiting for what is still to be answered.
    pub(super) fn leave(&mut self) {
        self.limits.per_connection = if self.limits.tarpit { 1 } else { self.answered.max(1) };
        self.ended(End::Complete);
    }

    pub(super) fn note_refusal(&mut self, stage: Stage, reply: &Reply) {
        self.note_text(reply);
        let starttls = self.session.as_ref().is_some_and(|session| session.offered().starttls);
        // Said to MAIL, before any envelope was looked at: it would be said to each of them.
        if stage == Stage::Mail
            && reply.code == 530
            && starttls
            && !self.notes.contains(&Note::DemandsTls)
        {
            self.notes.push(Note::DemandsTls);
            self.trials
                .iter_mut()
                .flatten()
                .filter(|trial| trial.is_pending())
                .for_each(Trial::skip);
        }
    }

    pub(super) fn note_text(&mut self, reply: &Reply) {
        if self.seen.refusals.len() < REFUSALS {
            let text = reply.to_string();
            if !self.seen.refusals.contains(&text) {
                self.seen.refusals.push(text);
            }
        }
    }

    /// Whether the server offers TLS inside the connection, and whether it insists on it.
    #[must_use]
    pub fn starttls(&self) -> (bool, bool) {
        (self.seen.starttls, self.notes.contains(&Note::DemandsTls))
    }

    /// The report; final once [`Examination::next`] said that it is over.
    #[must_use]
    pub fn report(&self) -> Report {
        let has_sink = self.settings.sink.listens;
        let bounces = self.bounces_the_plainest();
        let verdict = |trial: &Trial| match &trial.progress {
            Progress::Deferred(..) if self.is_final(trial) => Verdict::Closed,
            Progress::Sent(_) if bounces && trial.proof.is_none() && !self.stop => Verdict::Closed,
            _ => trial.verdict(has_sink),
        };
        let asked =
            self.trials.iter().flatten().filter(|trial| trial.asked || trial.proof.is_some());
        let tests: Vec<TestReport> = asked
            .map(|trial| TestReport {
                id: trial.case.id.to_string(),
                verdict: verdict(trial),
                reply: trial.reply().map(Reply::to_string),
            })
            .collect();
        let unasked =
            self.trials.as_ref().is_none_or(|trials| trials.iter().any(Trial::is_pending));
        let cut_short = self.stop && unasked || tests.is_empty() && self.failure.is_none();
        let start = match (cut_short, self.failure) {
            (true, _) => Verdict::Unknown(Reason::Cancelled),
            (false, Some(reason)) => Verdict::Unknown(reason),
            (false, None) => Verdict::Closed,
        };
        let worst = tests.iter().map(|test| test.verdict.clone()).fold(start, Verdict::worst);
        let notes = self.all_notes(&worst);
        Report { endpoint: self.endpoint, verdict: worst, tests, software: self.software(), notes }
    }

    /// It takes everything and sends back what it does not want: its yes means nothing, and what it
    /// does pass on would have arrived. Forms whose bounces cannot reach us are judged by that.
    fn bounces_the_plainest(&self) -> bool {
        let plainest =
            |trial: &Trial| trial.case.covers_all && matches!(trial.progress, Progress::Bounced(_));
        self.trials.iter().flatten().any(plainest)
    }

    fn software(&self) -> Option<cerrojo_model::Software> {
        software::recognise(&Seen {
            banner: self.seen.banner.as_deref().unwrap_or_default(),
            ehlo: &self.seen.ehlo,
            help: None,
            refusals: &self.seen.refusals,
        })
    }

    fn all_notes(&self, verdict: &Verdict) -> Vec<Note> {
        let mut notes = self.notes.clone();
        let soft = self
            .trials
            .iter()
            .flatten()
            .find(|trial| trial.case.covers_all && self.is_final(trial));
        if let Some(reply) = soft.and_then(Trial::reply) {
            notes.push(Note::SoftRefusal(reply.to_string()));
        }
        if let Verdict::Open(proof) = verdict {
            let arrival = proof.arrival();
            let server = self.endpoint.address.ip().to_canonical();
            let inside = server.is_loopback()
                || self.client.is_some_and(|ours| ours.to_canonical() == server);
            if inside && self.settings.points_out_inside {
                notes.push(Note::FromInside);
            }
            if let (Some(seen), Some(ours)) = (arrival.client_seen, self.client)
                && self.is_mistaken(seen, ours)
            {
                notes.push(Note::ClientSeen { seen, ours });
            }
            let exit = arrival.from.ip().to_canonical();
            if exit != server && !(exit.is_loopback() && server.is_loopback()) {
                notes.push(Note::OtherExit(exit));
            }
        }
        let more = self.trials.iter().flatten().filter(|trial| trial.is_to_deliver()).count();
        if more > 0 && self.is_decided() {
            notes.push(Note::MoreAccepted(more));
        }
        notes
    }

    /// The server took us for one of its own. Another public address is only our own translation.
    fn is_mistaken(&self, seen: IpAddr, ours: IpAddr) -> bool {
        let server = self.endpoint.address.ip().to_canonical();
        let local = match seen.to_canonical() {
            IpAddr::V4(seen) => seen.is_private() || seen.is_loopback() || seen.is_link_local(),
            IpAddr::V6(seen) => {
                seen.is_unique_local() || seen.is_loopback() || seen.is_unicast_link_local()
            }
        };
        seen.to_canonical() != ours.to_canonical() && (local || seen.to_canonical() == server)
    }
}
