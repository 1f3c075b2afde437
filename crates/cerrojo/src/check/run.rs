//! A run over many targets: starts them, writes what comes back, and ends in order.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use cerrojo_engine::{EndpointReport, EngineError, Prober, Resolver, Target};
use cerrojo_probe::proxy::Tier;
use tokio::sync::{Semaphore, mpsc, watch};

use super::list;
use super::tally::{Event, Problem, Tally};
use crate::Status;
use crate::report::Reporter;
use crate::target::{Host, Kinds, Written};
use crate::transcript;

/// Reports waiting to be written.
const QUEUE: usize = 1_024;
/// How long a decided endpoint may wait for others to be written with it.
const FLUSH: Duration = Duration::from_millis(20);

/// Addresses of names that were resolved before the run.
pub(super) type Known = BTreeMap<String, Vec<IpAddr>>;

/// Everything that the targets share.
pub(crate) struct Run {
    pub(crate) prober: Arc<Prober>,
    pub(crate) resolver: Option<Resolver>,
    pub(crate) known: Known,
    pub(crate) kinds: Kinds,
    /// Which of the usual ports are asked where none is named.
    pub(crate) tier: Tier,
    pub(crate) concurrency: usize,
    pub(crate) transcripts: Option<PathBuf>,
    pub(crate) quiet: bool,
    /// How many targets the scope does not hold: they are counted, and that is all.
    pub(crate) refused: usize,
}

impl Run {
    /// Checks all targets and reports as they are decided.
    pub(crate) async fn all(
        self,
        targets: Vec<Written>,
        mut reporter: Box<dyn Reporter>,
        cancel: watch::Sender<bool>,
    ) -> anyhow::Result<Status> {
        let this = Arc::new(self);
        let total = targets.iter().map(list::count).sum();
        let mut tally = Tally::new(total, this.refused, this.quiet);
        let (decided, mut to_write) = mpsc::channel(QUEUE);
        let (events, mut happened) = mpsc::unbounded_channel();
        let feeder =
            tokio::spawn(Arc::clone(&this).feed(targets, decided, events, cancel.subscribe()));
        let mut stop = std::pin::pin!(stop_signal());
        let mut unseen = false;
        let mut fatal: Option<anyhow::Error> = None;
        loop {
            let trouble = tokio::select! {
                biased;
                signal = &mut stop, if !tally.summary.interrupted => {
                    tally.summary.interrupted = true;
                    let _ = cancel.send(true);
                    signal.err()
                }
                Some(event) = happened.recv() => tally.happened(event).map(Into::into),
                report = to_write.recv() => match report {
                    Some(report) => {
                        unseen = true;
                        this.write(&mut tally, reporter.as_mut(), &report).err()
                    }
                    None => break,
                },
                () = tokio::time::sleep(FLUSH), if unseen => {
                    unseen = false;
                    reporter.flush().context("cannot write the report").err()
                }
            };
            if let Some(error) = trouble {
                // Nothing more is begun; what is in progress ends at once.
                let _ = cancel.send(true);
                fatal.get_or_insert(error);
            }
        }
        feeder.await.context("the run broke off")?;
        while let Ok(event) = happened.try_recv() {
            fatal = fatal.or(tally.happened(event).map(Into::into));
        }
        tally.progress.finish();
        if let Some(error) = fatal {
            // What was decided is written even so, as far as that works.
            let _ = reporter.flush();
            return Err(error);
        }
        tally.conclude();
        let status = tally.status();
        if status == Status::Failed {
            // Nothing was asked, and why has been said: a report of nothing would bury it.
            return Ok(status);
        }
        reporter.finish(&tally.summary).context("cannot write the report")?;
        Ok(status)
    }

    /// Starts targets, as many at once as allowed.
    async fn feed(
        self: Arc<Self>,
        targets: Vec<Written>,
        reports: mpsc::Sender<EndpointReport>,
        events: mpsc::UnboundedSender<Event>,
        mut cancelled: watch::Receiver<bool>,
    ) {
        let room = Arc::new(Semaphore::new(self.concurrency));
        let each = targets.into_iter().flat_map(list::one_by_one);
        for written in each {
            let place = tokio::select! {
                biased;
                _ = cancelled.wait_for(|cancelled| *cancelled) => break,
                place = Arc::clone(&room).acquire_owned() => place,
            };
            let Ok(place) = place else { break };
            let (this, reports, events) = (Arc::clone(&self), reports.clone(), events.clone());
            let mut cancelled = cancelled.clone();
            tokio::spawn(async move {
                let label = written.label.clone();
                let is_part = matches!(written.host, Host::Address(_));
                let trouble = |error| {
                    let _ = events.send(Event::Problem(Problem {
                        error,
                        target: label.clone(),
                        is_part,
                    }));
                };
                // A name server that is silent holds nobody up who wants to stop.
                let found = tokio::select! {
                    biased;
                    found = this.addresses(&written.host) => found,
                    _ = cancelled.wait_for(|cancelled| *cancelled) => Ok(Vec::new()),
                };
                let asked = match found {
                    Ok(addresses) => this.one(written, addresses, &reports, &trouble).await,
                    Err(error) => Err(error),
                };
                if let Err(error) = asked {
                    trouble(error);
                }
                let _ = events.send(Event::Done);
                drop(place);
            });
        }
    }

    /// Asks one target at those of its addresses that may be asked; the others are `trouble`.
    async fn one(
        &self,
        written: Written,
        mut addresses: Vec<IpAddr>,
        reports: &mpsc::Sender<EndpointReport>,
        trouble: &(dyn Fn(EngineError) + Sync),
    ) -> Result<(), EngineError> {
        let ports = written.ports(self.kinds, self.tier);
        let name = match &written.host {
            Host::Name(name) => Some(name.clone()),
            Host::Address(_) | Host::Network(_) => None,
        };
        addresses.retain(|address| self.prober.may_ask(*address).map_err(trouble).is_ok());
        if addresses.is_empty() {
            return Ok(());
        }
        let target = Target {
            label: written.label,
            name,
            addresses,
            ports,
            is_sweep: written.port.is_none(),
        };
        self.prober.examine(&target, reports).await
    }

    async fn addresses(&self, host: &Host) -> Result<Vec<IpAddr>, EngineError> {
        match host {
            Host::Address(address) => Ok(vec![*address]),
            Host::Network(network) => Ok(network.hosts().collect()),
            Host::Name(name) => self.resolve(name).await,
        }
    }

    async fn resolve(&self, name: &str) -> Result<Vec<IpAddr>, EngineError> {
        match (self.known.get(name), &self.resolver) {
            (Some(addresses), _) => Ok(addresses.clone()),
            (None, Some(resolver)) => resolver.addresses(name).await,
            (None, None) => Err(EngineError::Unresolvable {
                name: name.to_owned(),
                cause: "there is no resolver".into(),
            }),
        }
    }

    fn write(
        &self,
        tally: &mut Tally,
        reporter: &mut dyn Reporter,
        report: &EndpointReport,
    ) -> anyhow::Result<()> {
        tally.count(report);
        if let Some(folder) = &self.transcripts {
            transcript::write(folder, report)?;
        }
        tally.progress.around(|| reporter.endpoint(report)).context("cannot write the report")
    }
}

/// Ctrl-C or SIGTERM.
async fn stop_signal() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("cannot watch for signals")?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.context("cannot watch for signals"),
        _ = terminate.recv() => Ok(()),
    }
}
