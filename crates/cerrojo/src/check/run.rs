//! A run over many targets: starts them, writes what comes back, and ends in order.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use cerrojo_engine::{EndpointReport, EngineError, Pace, Prober, Resolver, Scope};
use cerrojo_probe::proxy::Tier;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior};

use super::asking::{Asking, Done, Happened, Places, is_cancelled};
use super::feeder::{Feeder, Supply};
use super::list::Source;
use super::order::Order;
use super::resume::{Journal, Settled, open_ledger};
use super::tally::{Figures, Tally};
use crate::Status;
use crate::report::Reporter;
use crate::target::{Kinds, Written};
use crate::transcript;

/// Reports and events that wait to be looked at.
const QUEUE: usize = 1_024;
/// How long a decided endpoint may wait for others to be written with it.
const FLUSH: Duration = Duration::from_millis(20);
/// How often the state of a run is kept.
const SAVE: Duration = Duration::from_secs(1);

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

/// Which targets there are, and how to go through them.
pub(super) struct Course {
    pub(super) source: Source,
    /// Names and addresses that may be asked, if that is known.
    pub(super) total: Option<u64>,
    /// What to hold targets against; without one, they were all permitted.
    pub(super) scope: Option<Scope>,
    /// The pace of the prober.
    pub(super) pace: Pace,
    /// How many may be in progress besides those that are busy.
    pub(super) waiting: usize,
    /// Chooses the order.
    pub(super) seed: u64,
    pub(super) max_duration: Option<Duration>,
    pub(super) journal: Option<Journal>,
}

impl Run {
    /// Whether there is anything to ask of `target`.
    pub(super) fn asks(&self, target: &Written) -> bool {
        target.ports(self.kinds, self.tier).iter().any(|port| self.prober.asks(*port))
    }

    /// Checks all targets of `course` and reports as they are decided.
    pub(super) async fn along(
        self,
        mut course: Course,
        reporter: Box<dyn Reporter>,
        cancel: watch::Sender<bool>,
    ) -> anyhow::Result<Status> {
        let this = Arc::new(self);
        let (reports, to_write) = mpsc::channel(QUEUE);
        let (events, happened) = mpsc::channel(QUEUE);
        let figures = course.journal.as_ref().map_or_else(Figures::default, Journal::figures);
        let earlier = course.journal.as_mut().map(|journal| (journal.earlier(), journal.ledger()));
        let feeder = Feeder {
            asking: Arc::new(Asking {
                run: Arc::clone(&this),
                pace: course.pace.clone(),
                reports,
                events,
                cancelled: cancel.subscribe(),
                keeps: course.journal.is_some(),
            }),
            places: Places::new(this.concurrency, course.waiting),
            order: Order::new(course.seed, course.source.is_short()),
            supply: Supply::of(course.source)?,
            scope: course.scope,
            earlier,
        };
        let feeder = tokio::spawn(feeder.feed());
        let mut writer = Writer {
            tally: Tally::new(course.total, this.refused, this.quiet, figures),
            run: this,
            reporter,
            cancel,
            pace: course.pace,
            journal: course.journal,
            saving: None,
            save_at: Instant::now() + SAVE,
            saved: (0, 0, None),
            unseen: false,
            fatal: None,
        };
        writer.all(to_write, happened, course.max_duration).await;
        feeder.await.context("the run broke off")?;
        writer.conclude().await
    }

    /// The addresses of a name.
    pub(super) async fn resolve(&self, name: &str) -> Result<Vec<IpAddr>, EngineError> {
        match (self.known.get(name), &self.resolver) {
            (Some(addresses), _) => Ok(addresses.clone()),
            (None, Some(resolver)) => resolver.addresses(name).await,
            (None, None) => Err(EngineError::Unresolvable {
                name: name.to_owned(),
                cause: "there is no resolver".into(),
            }),
        }
    }
}

/// The writing side of a run.
struct Writer {
    run: Arc<Run>,
    tally: Tally,
    reporter: Box<dyn Reporter>,
    cancel: watch::Sender<bool>,
    pace: Pace,
    journal: Option<Journal>,
    /// The state that is being written.
    saving: Option<tokio::task::JoinHandle<anyhow::Result<()>>>,
    save_at: Instant,
    /// What it was made of.
    saved: (u64, usize, Option<u64>),
    /// Something was written that nobody can see yet.
    unseen: bool,
    fatal: Option<anyhow::Error>,
}

impl Writer {
    /// Writes whatever comes, until nothing more does.
    async fn all(
        &mut self,
        mut to_write: mpsc::Receiver<EndpointReport>,
        mut happened: mpsc::Receiver<Happened>,
        max_duration: Option<Duration>,
    ) {
        let mut stop = std::pin::pin!(stop_signal());
        let mut over = std::pin::pin!(after(max_duration));
        let mut tick = ticks();
        let (mut all_happened, mut all_written) = (false, false);
        while !(all_happened && all_written) {
            let trouble = tokio::select! {
                biased;
                signal = &mut stop, if !self.tally.interrupted => {
                    self.tally.interrupted = true;
                    signal.err()
                }
                duration = &mut over, if !self.tally.interrupted => {
                    self.tally.interrupted = true;
                    self.tally.say(&format!("stopped after {duration:?} (--max-duration)"));
                    None
                }
                _ = tick.tick() => self.look_around().await.err(),
                event = happened.recv(), if !all_happened => {
                    all_happened = event.is_none();
                    event.and_then(|event| self.happened(event, &mut to_write))
                }
                report = to_write.recv(), if !all_written => {
                    all_written = report.is_none();
                    report.and_then(|report| self.write(&report).err())
                }
            };
            if let Some(error) = trouble {
                self.fatal.get_or_insert(error);
            }
            // Nothing more is begun then; what is in progress ends at once.
            if (self.fatal.is_some() || self.tally.interrupted) && !*self.cancel.borrow() {
                let _ = self.cancel.send(true);
            }
        }
    }

    /// What is due now and then.
    async fn look_around(&mut self) -> anyhow::Result<()> {
        if std::mem::take(&mut self.unseen) {
            self.reporter.flush().context("cannot write the report")?;
        }
        self.tally.show();
        if self.save_at > Instant::now() {
            return Ok(());
        }
        self.save_at = Instant::now() + SAVE;
        self.tally.paused(&self.pace.take_pauses());
        if let Some(saving) = self.saving.take_if(|saving| saving.is_finished()) {
            saving.await.context("the state of the run could not be kept")??;
        }
        if let Some(journal) = self.journal.as_ref().filter(|_| self.saving.is_none()) {
            self.reporter.flush().context("cannot write the report")?;
            let mark = journal.mark();
            // While all only wait, the disk is left alone.
            if self.saved != mark {
                let snapshot = journal.snapshot(&self.tally.figures, None)?;
                self.saving = Some(tokio::task::spawn_blocking(|| snapshot.save()));
                self.saved = mark;
            }
        }
        Ok(())
    }

    fn happened(
        &mut self,
        event: Happened,
        to_write: &mut mpsc::Receiver<EndpointReport>,
    ) -> Option<anyhow::Error> {
        match event {
            Happened::Done(done) => {
                // Its reports are here already: they were sent before.
                let written = self.drain(to_write);
                written.and_then(|()| self.done(done)).err()
            }
            Happened::Problem(problem) => self.tally.problem(problem).map(Into::into),
            Happened::Part(network) => {
                self.tally.part_refused(network);
                None
            }
            Happened::Mistake(mistake) => {
                self.tally.mistake(&mistake);
                None
            }
            Happened::Refused(problem) => {
                self.tally.refused(problem);
                None
            }
            Happened::Idle(label) => {
                self.tally.idle(&label);
                None
            }
            Happened::Known => {
                self.tally.figures.done += 1;
                None
            }
            Happened::Broken(error) => Some(error),
        }
    }

    /// A target is done, or was stopped: then only what was decided of it counts.
    fn done(&mut self, done: Done) -> anyhow::Result<()> {
        let Done { index, label, reports, is_whole } = done;
        let cancelled: Vec<_> = reports
            .iter()
            .filter(|report| is_cancelled(report))
            .map(|report| report.report.endpoint.address)
            .collect();
        let decided = || reports.iter().filter(|report| !is_cancelled(report));
        for report in decided() {
            self.write(report)?;
        }
        if is_whole {
            self.tally.done(&label);
        }
        let Some(journal) = &self.journal else { return Ok(()) };
        let ledger = journal.ledger();
        let mut ledger = open_ledger(&ledger);
        if is_whole {
            ledger.done(index);
        } else {
            ledger.settle(
                index,
                decided().map(|report| {
                    Settled::new(report, !cancelled.contains(&report.report.endpoint.address))
                }),
            );
        }
        Ok(())
    }

    fn drain(&mut self, to_write: &mut mpsc::Receiver<EndpointReport>) -> anyhow::Result<()> {
        while let Ok(report) = to_write.try_recv() {
            self.write(&report)?;
        }
        Ok(())
    }

    fn write(&mut self, report: &EndpointReport) -> anyhow::Result<()> {
        self.unseen = true;
        self.tally.count(report);
        if let Some(folder) = &self.run.transcripts {
            transcript::write(folder, report)?;
        }
        let reporter = &mut self.reporter;
        self.tally.progress.around(|| reporter.endpoint(report)).context("cannot write the report")
    }

    /// Ends the report, and says what the run came to.
    async fn conclude(mut self) -> anyhow::Result<Status> {
        self.tally.progress.finish();
        let saved = match self.saving.take() {
            Some(saving) => saving.await.context("the state of the run could not be kept")?,
            None => Ok(()),
        };
        let fatal = match (self.fatal.take(), saved) {
            (Some(error), _) | (None, Err(error)) => Some(error),
            (None, Ok(())) => None,
        };
        if let Some(error) = fatal {
            // What was decided is written even so, as far as that works.
            let _ = self.reporter.flush();
            let _ = self.save(None);
            return Err(error);
        }
        self.tally.paused(&self.pace.take_pauses());
        let summary = self.tally.conclude();
        let status = self.tally.status();
        if status == Status::Interrupted {
            // Before the end of the report, which a later run takes away again.
            self.save(None)?;
            if self.journal.is_some() && !self.run.quiet {
                self.tally.say("stopped; the same command goes on from here (--resume)");
            }
        }
        // Nothing was asked, and why has been said: a report of nothing would bury it.
        if status != Status::Failed {
            self.reporter.finish(&summary).context("cannot write the report")?;
        }
        if status != Status::Interrupted {
            self.save(Some(status))?;
        }
        Ok(status)
    }

    fn save(&mut self, ended: Option<Status>) -> anyhow::Result<()> {
        let Some(journal) = &self.journal else { return Ok(()) };
        self.reporter.flush().context("cannot write the report")?;
        journal.snapshot(&self.tally.figures, ended)?.save()
    }
}

fn ticks() -> Interval {
    let mut tick = tokio::time::interval(FLUSH);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    tick
}

/// Waits for so long, and says so; for ever without a limit.
async fn after(limit: Option<Duration>) -> Duration {
    match limit {
        Some(limit) => {
            tokio::time::sleep(limit).await;
            limit
        }
        None => std::future::pending().await,
    }
}

/// Ctrl-C or SIGTERM.
pub(crate) async fn stop_signal() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("cannot watch for signals")?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.context("cannot watch for signals"),
        _ = terminate.recv() => Ok(()),
    }
}
