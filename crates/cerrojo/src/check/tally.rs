//! Counts what a run finds, compares the addresses of a name, and says what could not be asked.

use std::collections::BTreeMap;
use std::net::IpAddr;

use cerrojo_engine::{EndpointReport, EngineError, Pauses};
use cerrojo_model::{Reason, Transport, Verdict};
use serde::{Deserialize, Serialize};

use super::admission::{ADVICE, Admission};
use super::list::Mistake;
use crate::Status;
use crate::output;
use crate::progress::{Facts, Progress};
use crate::report::Summary;

/// Networks of which some addresses may not be asked that are named each; names whose addresses
/// differ that are told each.
const TOLD: usize = 1_000;
/// As many wrong lines are told each.
const NAMED: u64 = 5;

/// Why a target, or everything, could not be asked.
pub(super) struct Problem {
    pub(super) error: EngineError,
    pub(super) target: String,
}

/// What a run comes to so far; kept when it is interrupted.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    pub(super) open: usize,
    pub(super) closed: usize,
    pub(super) unknown: usize,
    /// Of those that may be asked.
    pub(super) not_asked: usize,
    pub(super) unresolved: usize,
    /// Targets that are done.
    pub(super) done: u64,
    /// Addresses that may not be asked, by the network that they were named in.
    parts_refused: BTreeMap<String, u64>,
    differences: Vec<String>,
    /// Networks that were left alone for a while.
    paused: u64,
}

impl Figures {
    /// Counts an endpoint by its verdict and reason.
    pub(super) fn count(&mut self, verdict: &str, reason: Option<&str>, was_asked: bool) {
        match verdict {
            "open" => self.open += 1,
            "closed" => self.closed += 1,
            _ if reason == Some(Reason::Cancelled.id()) && !was_asked => self.not_asked += 1,
            _ => self.unknown += 1,
        }
    }

    const fn asked(&self) -> usize {
        self.open + self.closed + self.unknown
    }
}

/// The port and transport that the addresses of one name are compared by.
type Service = (u16, Transport);

/// Verdicts by address, at each port.
type Compared = BTreeMap<Service, Vec<(IpAddr, &'static str)>>;

/// The counting side of a run.
pub(super) struct Tally {
    pub(super) figures: Figures,
    pub(super) progress: Progress,
    pub(super) interrupted: bool,
    quiet: bool,
    /// Targets that nobody permitted, as was found before the run.
    refused: usize,
    /// Those that were found in what was still being read, and its lines that are no targets.
    late: Admission,
    mistakes: u64,
    /// Verdicts by name, while it is in progress.
    compared: BTreeMap<String, Compared>,
}

impl Tally {
    /// Of `total` targets; `figures` are those of the run so far.
    pub(super) fn new(total: Option<u64>, refused: usize, quiet: bool, figures: Figures) -> Self {
        let progress = Progress::new(total, facts(&figures), quiet);
        Self {
            figures,
            progress,
            interrupted: false,
            quiet,
            refused,
            late: Admission::default(),
            mistakes: 0,
            compared: BTreeMap::new(),
        }
    }

    /// Shows how things stand.
    pub(super) fn show(&mut self) {
        self.progress.show(facts(&self.figures));
    }

    pub(super) fn count(&mut self, report: &EndpointReport) {
        let found = &report.report;
        let verdict = found.verdict.id();
        let reason = match &found.verdict {
            Verdict::Unknown(reason) => Some(reason.id()),
            Verdict::Open(_) | Verdict::Closed => None,
        };
        self.figures.count(verdict, reason, !found.tests.is_empty());
        let address = found.endpoint.address;
        if report.addresses > 1 {
            let name = self.compared.entry(report.target.clone()).or_default();
            let service = (address.port(), found.endpoint.transport);
            name.entry(service).or_default().push((address.ip(), verdict));
        }
    }

    /// A target is done, and all of its endpoints are counted.
    pub(super) fn done(&mut self, label: &str) {
        self.figures.done = self.figures.done.saturating_add(1);
        if !self.compared.is_empty() {
            self.compare(label);
        }
    }

    /// Points out where the addresses of a name differ.
    fn compare(&mut self, target: &str) {
        for ((port, transport), mut verdicts) in self.compared.remove(target).unwrap_or_default() {
            // In the order of the addresses, whichever was decided first.
            verdicts.sort_unstable();
            let first = verdicts.first().map(|(_, verdict)| *verdict);
            let differ = verdicts.iter().any(|(_, verdict)| Some(*verdict) != first);
            if differ && self.figures.differences.len() < TOLD {
                let each = verdicts.iter().map(|(address, verdict)| format!("{address} {verdict}"));
                let each = each.collect::<Vec<_>>().join(", ");
                self.figures.differences.push(format!(
                    "{target} port {port} ({}) differs by address: {each}",
                    transport.id()
                ));
            }
        }
    }

    /// An address of a network that nobody permitted. The network is named once, at the end: it may
    /// have thousands of them.
    pub(super) fn part_refused(&mut self, network: String) {
        self.figures.done = self.figures.done.saturating_add(1);
        self.figures.not_asked += 1;
        let parts = &mut self.figures.parts_refused;
        let known = parts.len() < TOLD || parts.contains_key(&network);
        let network = if known { network } else { "other networks".to_owned() };
        let count = parts.entry(network).or_default();
        *count = count.saturating_add(1);
    }

    /// A line that is no target, of a list that is still being read.
    pub(super) fn mistake(&mut self, mistake: &Mistake) {
        self.mistakes += 1;
        self.figures.not_asked += 1;
        if self.mistakes <= NAMED {
            self.say(&format!("{mistake}; it is passed over"));
        }
    }

    /// A target that nobody permitted, of a list that is still being read.
    pub(super) fn refused(&mut self, problem: Problem) {
        self.figures.not_asked += 1;
        self.late.refuse(&problem.target, problem.error);
    }

    /// A target that there is no question for, of a list that is still being read.
    pub(super) fn idle(&mut self, label: &str) {
        self.figures.not_asked += 1;
        self.late.leave(label);
    }

    /// Says what could not be asked. Gives back what makes the whole run pointless.
    pub(super) fn problem(&mut self, problem: Problem) -> Option<EngineError> {
        self.figures.not_asked += 1;
        match problem.error {
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
                self.figures.unresolved += 1;
                self.say(&error.to_string());
                None
            }
            fatal => Some(fatal),
        }
    }

    /// Says which networks are left alone for a while, each once.
    pub(super) fn paused(&mut self, pauses: &Pauses) {
        for pause in &pauses.first {
            self.say(&format!(
                "{} answered and now refuses us: it is left alone for {} s, and longer if it goes on",
                pause.network,
                pause.length.as_secs()
            ));
        }
        self.figures.paused = self.figures.paused.saturating_add(pauses.networks);
    }

    /// Says it, on standard error, beside the bar.
    pub(super) fn say(&self, line: &str) {
        self.progress.aside(|| output::say(line));
    }

    /// Says what was left out, and gives the figures for the report.
    pub(super) fn conclude(&mut self) -> Summary {
        if self.mistakes > NAMED {
            self.say(&format!(
                "{} lines of the list are no targets and were passed over",
                self.mistakes
            ));
        }
        if let Some(complaint) = self.late.complaint() {
            self.say(&complaint);
        }
        for (network, count) in &self.figures.parts_refused {
            let (es, were) = if *count == 1 { ("", "was") } else { ("es", "were") };
            self.say(&format!("{count} address{es} of {network} {were} not asked: the scope does not hold all of it"));
        }
        if self.figures.paused > NAMED && !self.quiet {
            self.say(&format!(
                "{} networks began to refuse us and were left alone for a while",
                self.figures.paused
            ));
        }
        let figures = &self.figures;
        Summary {
            open: figures.open,
            closed: figures.closed,
            unknown: figures.unknown,
            not_asked: figures.not_asked.saturating_add(self.refused),
            interrupted: self.interrupted,
            differences: figures.differences.clone(),
            quiet: self.quiet,
        }
    }

    pub(super) const fn status(&self) -> Status {
        let incomplete = self.figures.unresolved > 0 || self.mistakes > 0;
        if self.interrupted {
            Status::Interrupted
        } else if self.figures.open > 0 {
            Status::Open
        } else if self.figures.asked() == 0 {
            Status::Failed
        } else if self.figures.unknown > 0 || incomplete {
            Status::Unknown
        } else {
            Status::Fine
        }
    }
}

const fn facts(figures: &Figures) -> Facts {
    Facts {
        done: figures.done,
        open: figures.open,
        closed: figures.closed,
        unknown: figures.unknown,
    }
}
