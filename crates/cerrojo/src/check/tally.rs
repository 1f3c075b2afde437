//! Counts what a run finds, compares the addresses of a name, and says what could not be asked.

use std::collections::BTreeMap;
use std::net::IpAddr;

use cerrojo_engine::{EndpointReport, EngineError};
use cerrojo_model::{Reason, Transport, Verdict};

use super::admission::ADVICE;
use crate::Status;
use crate::output;
use crate::progress::Progress;
use crate::report::Summary;

/// Why a target, or everything, could not be asked.
pub(super) struct Problem {
    pub(super) error: EngineError,
    pub(super) target: String,
    /// It is about one address of a network: single addresses were sorted out before.
    pub(super) is_part: bool,
}

/// What comes back from the targets in progress.
pub(super) enum Event {
    Problem(Problem),
    Done,
}

/// What addresses of one name are compared by: the target, port and transport.
type Service = (String, u16, Transport);

/// The counting side of a run.
pub(super) struct Tally {
    pub(super) summary: Summary,
    pub(super) progress: Progress,
    /// Addresses that may not be asked, by the network that they were named in.
    parts_refused: BTreeMap<String, u64>,
    unresolved: usize,
    /// Verdicts by target, port and transport, while a name may still have several addresses.
    compared: BTreeMap<Service, Vec<(IpAddr, &'static str)>>,
}

impl Tally {
    pub(super) fn new(total: u64, refused: usize, quiet: bool) -> Self {
        Self {
            summary: Summary { quiet, not_asked: refused, ..Summary::default() },
            progress: Progress::new(total, quiet),
            parts_refused: BTreeMap::new(),
            unresolved: 0,
            compared: BTreeMap::new(),
        }
    }

    pub(super) fn count(&mut self, report: &EndpointReport) {
        let found = &report.report;
        match &found.verdict {
            Verdict::Open(_) => {
                self.summary.open += 1;
                self.progress.found_open();
            }
            Verdict::Closed => self.summary.closed += 1,
            Verdict::Unknown(Reason::Cancelled) if found.tests.is_empty() => {
                self.summary.not_asked += 1;
            }
            Verdict::Unknown(_) => self.summary.unknown += 1,
        }
        let address = found.endpoint.address;
        if report.addresses > 1 {
            let key = (report.target.clone(), address.port(), found.endpoint.transport);
            self.compared.entry(key).or_default().push((address.ip(), found.verdict.id()));
        }
    }

    /// Takes note of it. Gives back what makes the whole run pointless.
    pub(super) fn happened(&mut self, event: Event) -> Option<EngineError> {
        match event {
            Event::Done => {
                self.progress.target_done();
                None
            }
            Event::Problem(problem) => self.problem(problem),
        }
    }

    /// Says what could not be asked. Gives back what makes the whole run pointless.
    fn problem(&mut self, problem: Problem) -> Option<EngineError> {
        self.summary.not_asked += 1;
        match problem.error {
            // A network is named once, at the end: it may have thousands of them.
            EngineError::OutOfScope { .. } | EngineError::Excluded { .. } if problem.is_part => {
                let count = self.parts_refused.entry(problem.target).or_default();
                *count = count.saturating_add(1);
                None
            }
            EngineError::OutOfScope { target } => {
                self.say(&format!(
                    "{target} ({}) is outside the permitted scope and was not asked; {ADVICE}",
                    problem.target
                ));
                None
            }
            error @ EngineError::Excluded { .. } => {
                self.say(&format!("{error} and was not asked ({})", problem.target));
                None
            }
            error @ EngineError::Unresolvable { .. } => {
                self.unresolved += 1;
                self.say(&error.to_string());
                None
            }
            fatal => Some(fatal),
        }
    }

    fn say(&self, line: &str) {
        self.progress.around(|| output::say(line));
    }

    /// Says what was left out of networks, and points out where addresses of one name differ.
    pub(super) fn conclude(&mut self) {
        for (network, count) in std::mem::take(&mut self.parts_refused) {
            let (es, were) = if count == 1 { ("", "was") } else { ("es", "were") };
            self.say(&format!("{count} address{es} of {network} {were} not asked: the scope does not hold all of it"));
        }
        for ((target, port, transport), verdicts) in std::mem::take(&mut self.compared) {
            let first = verdicts.first().map(|(_, verdict)| *verdict);
            if verdicts.iter().any(|(_, verdict)| Some(*verdict) != first) {
                let each = verdicts.iter().map(|(address, verdict)| format!("{address} {verdict}"));
                let each = each.collect::<Vec<_>>().join(", ");
                self.summary.differences.push(format!(
                    "{target} port {port} ({}) differs by address: {each}",
                    transport.id()
                ));
            }
        }
    }

    pub(super) fn status(&self) -> Status {
        let asked = self.summary.open + self.summary.closed + self.summary.unknown;
        if self.summary.interrupted {
            Status::Interrupted
        } else if self.summary.open > 0 {
            Status::Open
        } else if asked == 0 {
            Status::Failed
        } else if self.summary.unknown > 0 || self.unresolved > 0 {
            Status::Unknown
        } else {
            Status::Fine
        }
    }
}
