//! What all trials of an endpoint say together.

use cerrojo_model::{Endpoint, Reason, Service, Verdict};

use super::examination::Examination;
use super::plan::Standing;
use super::protocol::{Family, Form, Refusal, Tier};
use super::trial::{Fate, Purpose, Trial};
use crate::report::{Note, Report, TestReport};
use crate::software::{self, ProxySeen};

impl Examination {
    /// What was found so far.
    #[must_use]
    pub fn report(&self) -> Report {
        let tests: Vec<TestReport> =
            self.trials.iter().filter_map(|trial| self.test(trial)).collect();
        let verdict = self.verdict(&tests);
        let seen = ProxySeen { greeting: &self.greeting, answers: &self.answers };
        Report {
            endpoint: Endpoint { service: self.service(), ..self.endpoint },
            software: software::recognise_proxy(&seen),
            notes: self.notes(&verdict),
            verdict,
            tests,
        }
    }

    /// Whether a mail server greeted us: what it lets through is another question.
    #[must_use]
    pub fn speaks_mail(&self) -> bool {
        self.foreign_words().any(|said| said.starts_with("220") && said.contains("SMTP"))
    }

    /// Whether TLS is spoken where we spoke in the clear: its alert begins so (RFC 8446 section 5.1).
    #[must_use]
    pub fn speaks_tls(&self) -> bool {
        self.foreign_words().any(|said| said.starts_with("bytes 1503"))
    }

    fn foreign_words(&self) -> impl Iterator<Item = &str> {
        self.trials.iter().filter_map(|trial| match &trial.fate {
            Fate::Garbled(said) => Some(said.as_str()),
            _ => None,
        })
    }

    fn service(&self) -> Service {
        let spoken = self.families.iter().find(|(_, standing)| *standing == Standing::Spoken);
        spoken.map_or(self.endpoint.service, |(family, _)| family.service())
    }

    fn is_anything_spoken(&self) -> bool {
        self.families.iter().any(|(_, standing)| *standing == Standing::Spoken)
    }

    /// A line of the report; families that are not spoken there only where none is.
    fn test(&self, trial: &Trial) -> Option<TestReport> {
        let belongs = self.standing(trial.protocol.family) == Standing::Spoken
            || !self.is_anything_spoken() && trial.attempts > 0;
        let left = || {
            let open = self.stop && trial.is_pending() && self.known().is_worth(trial);
            open.then_some(Verdict::Unknown(Reason::Cancelled))
        };
        let verdict = trial.verdict(self.settings.listens).or_else(left).filter(|_| belongs)?;
        Some(TestReport {
            id: trial.id.clone(),
            verdict: self.fair(trial, verdict),
            reply: trial.reply().map(str::to_owned),
        })
    }

    /// What one trial says in the light of the others.
    fn fair(&self, trial: &Trial, verdict: Verdict) -> Verdict {
        let refused = |means: Refusal| {
            self.trials
                .iter()
                .any(|other| matches!(&other.fate, Fate::Refused(_, m) if *m == means))
        };
        let spoken = self.standing(trial.protocol.family) == Standing::Spoken;
        // One that hangs up on plain questions as well, or is open elsewhere, may do so by chance.
        let plain_dropped = |other: &Trial| {
            other.protocol.tier == Tier::Quick && matches!(other.fate, Fate::Lost(_))
        };
        let steady = !self.is_proven() && !self.trials.iter().any(plain_dropped);
        match &trial.fate {
            // SOCKS 4 has one word for "not for you" and for "did not get through".
            Fate::Refused(_, Refusal::Rule)
                if trial.protocol.family == Family::Socks4 && refused(Refusal::Failed) =>
            {
                Verdict::Unknown(Reason::Tempfail)
            }
            // Hung up on, twice, for an odd question, by a server that refuses the plain ones.
            Fate::Lost(Reason::Dropped) | Fate::Garbled(_)
                if spoken
                    && steady
                    && trial.protocol.tier > Tier::Quick
                    && (refused(Refusal::Rule) || refused(Refusal::Credentials)) =>
            {
                Verdict::Closed
            }
            _ => verdict,
        }
    }

    fn verdict(&self, tests: &[TestReport]) -> Verdict {
        if let Some(reason) = self.failure {
            return Verdict::Unknown(reason);
        }
        if self.is_anything_spoken() {
            let verdicts = tests.iter().map(|test| test.verdict.clone());
            return verdicts.reduce(Verdict::worst).unwrap_or(Verdict::Unknown(Reason::Cancelled));
        }
        let lost = |wanted: Reason| {
            self.trials
                .iter()
                .any(|trial| matches!(trial.fate, Fate::Lost(reason) if reason == wanted))
        };
        let tried = self.trials.iter().any(|trial| trial.attempts > 0);
        let reasons = [Reason::TlsFailed, Reason::Dropped, Reason::Timeout];
        let reason = if self.trials.is_empty() {
            Reason::NoSink
        } else if self.stop || !tried {
            Reason::Cancelled
        } else if self.foreign_words().next().is_some() {
            Reason::NotThisService
        } else {
            reasons.into_iter().find(|reason| lost(*reason)).unwrap_or(Reason::NotThisService)
        };
        Verdict::Unknown(reason)
    }

    fn notes(&self, verdict: &Verdict) -> Vec<Note> {
        let mut notes = Vec::new();
        let through = |trial: &&Trial| {
            trial.is_proven()
                && trial.purpose == Purpose::Mail
                && trial.protocol.form != Form::Loopback
        };
        if self.trials.iter().any(|trial| through(&trial)) {
            notes.push(Note::MailThrough);
        }
        if let Verdict::Open(proof) = verdict {
            let exit = proof.arrival().from.ip().to_canonical();
            if exit != self.endpoint.address.ip().to_canonical() {
                notes.push(Note::ExitsFrom(exit));
            }
        }
        if self.answers_itself {
            notes.push(Note::AnswersItself);
        }
        if !self.is_anything_spoken()
            && let Some(banner) = self.foreign_words().find(|said| is_banner(said))
        {
            notes.push(Note::Forwarder(banner.to_owned()));
        }
        let one_way = |trial: &&Trial| {
            let token = trial.sent.as_ref().map(|(_, sent)| &sent.token);
            !trial.is_proven() && self.arrivals.iter().any(|arrival| Some(&arrival.token) == token)
        };
        if self.trials.iter().any(|trial| one_way(&trial)) {
            notes.push(Note::OneWay);
        }
        let telling = [25, 443].into_iter();
        let asked = |port: &u16| self.settings.destinations.iter().any(|place| place.port == *port);
        let missing: Vec<u16> = telling.filter(|port| !asked(port)).collect();
        if *verdict == Verdict::Closed && !missing.is_empty() && !self.settings.choice.is_named() {
            notes.push(Note::NotAskedFor(missing));
        }
        let left = self.slow && !self.settings.choice.is_thorough();
        let count = self.trials.iter().filter(|trial| left && trial.is_pending()).count();
        if count > 0 {
            notes.push(Note::Shortened(count));
        }
        notes
    }
}

/// What a server says that speaks first: something else is behind this port.
fn is_banner(said: &str) -> bool {
    ["220", "SSH-", "+OK", "* OK", "RFB "].iter().any(|start| said.starts_with(start))
}
