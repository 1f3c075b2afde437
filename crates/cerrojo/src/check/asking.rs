//! One target, from its place among those in progress to all that is found of it.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use cerrojo_engine::{EndpointReport, EngineError, Pace, Target, Visit};
use cerrojo_model::Reason;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};

use super::list::Mistake;
use super::resume::Settled;
use super::run::Run;
use super::tally::Problem;
use crate::target::{Host, Written};

/// After that long a target is one that merely waits.
const BUSY: Duration = Duration::from_secs(1);
/// Reports of one target that wait to be kept.
const KEPT: usize = 4;

/// A target to be asked.
pub(super) struct Item {
    /// Its number in the order of the run.
    pub(super) index: u64,
    /// A name or an address.
    pub(super) written: Written,
    /// Where the name leads, once that was found.
    pub(super) addresses: Option<Vec<IpAddr>>,
    /// What an earlier run wrote of it.
    pub(super) settled: Vec<Settled>,
}

/// What comes back from the targets in progress, and from their list.
pub(super) enum Happened {
    /// A target, or one of its addresses, could not be asked.
    Problem(Problem),
    /// An address of that network is not permitted.
    Part(String),
    /// A line of a list that is still being read is no target.
    Mistake(Mistake),
    /// A target of such a list is not permitted.
    Refused(Problem),
    /// There is no question for a target of such a list.
    Idle(String),
    /// A target's results were written by an earlier run.
    Known,
    /// A target is done, or was stopped.
    Done(Done),
    /// The list cannot be read on.
    Broken(anyhow::Error),
}

/// A target that is no longer in progress.
pub(super) struct Done {
    pub(super) index: u64,
    pub(super) label: String,
    /// Its results, where they are kept until it is done.
    pub(super) reports: Vec<EndpointReport>,
    /// Nothing of it is left to ask.
    pub(super) is_whole: bool,
}

/// What all targets share.
pub(super) struct Asking {
    pub(super) run: Arc<Run>,
    pub(super) pace: Pace,
    /// Results as they come; unused where those of a target are kept together.
    pub(super) reports: mpsc::Sender<EndpointReport>,
    pub(super) events: mpsc::Sender<Happened>,
    pub(super) cancelled: watch::Receiver<bool>,
    /// Results of a target are kept until it is done.
    pub(super) keeps: bool,
}

/// How many targets may be in progress.
#[derive(Clone)]
pub(super) struct Places {
    busy: Arc<Semaphore>,
    waiting: Option<Arc<Semaphore>>,
}

impl Places {
    /// So many that are busy, and so many more that merely wait for an answer.
    pub(super) fn new(busy: usize, waiting: usize) -> Self {
        let most = Semaphore::MAX_PERMITS;
        Self {
            busy: Arc::new(Semaphore::new(busy.min(most))),
            waiting: (waiting > 0).then(|| Arc::new(Semaphore::new(waiting.min(most)))),
        }
    }

    /// Waits for a place among the busy.
    pub(super) async fn take(&self) -> Option<Place> {
        let busy = Arc::clone(&self.busy).acquire_owned().await.ok()?;
        Some(Place { busy, waiting: self.waiting.clone() })
    }
}

/// A place among the busy, to be changed for one among the waiting.
pub(super) struct Place {
    busy: OwnedSemaphorePermit,
    waiting: Option<Arc<Semaphore>>,
}

impl Place {
    /// Keeps the place while `work` is done; makes room for others when that takes long.
    pub(super) async fn during<T>(self, work: impl Future<Output = T>) -> T {
        let Some(waiting) = self.waiting else {
            let done = work.await;
            drop(self.busy);
            return done;
        };
        let mut work = std::pin::pin!(work);
        let room = async {
            tokio::time::sleep(BUSY).await;
            waiting.acquire_owned().await
        };
        let room = tokio::select! {
            biased;
            done = &mut work => return done,
            room = room => room,
        };
        drop(self.busy);
        let done = work.await;
        drop(room);
        done
    }
}

impl Asking {
    /// Asks `item`. A name whose network must wait goes `back`, to come again with its addresses.
    pub(super) async fn ask(
        self: Arc<Self>,
        item: Item,
        visit: Option<Visit>,
        back: Option<mpsc::UnboundedSender<Item>>,
    ) {
        let index = item.index;
        let label = item.written.label.clone();
        let (reports, is_whole) = match self.one(item, visit, back).await {
            Ok(Some(reports)) => {
                let cancelled = |report: &EndpointReport| is_cancelled(report);
                let stopped =
                    reports.iter().any(cancelled) || reports.is_empty() && *self.cancelled.borrow();
                (reports, !stopped)
            }
            Ok(None) => return,
            Err(error) => {
                // What ends the run was not asked: with --resume it is the next time.
                let is_whole = error.is_of_target();
                self.trouble(error, &label).await;
                (Vec::new(), is_whole)
            }
        };
        let done = Done { index, label, reports, is_whole };
        // The receiver is gone only when the run is over.
        let _ = self.events.send(Happened::Done(done)).await;
    }

    async fn trouble(&self, error: EngineError, target: &str) {
        let problem = Problem { error, target: target.to_owned() };
        let _ = self.events.send(Happened::Problem(problem)).await;
    }

    /// What was found of it, as far as that is kept; `None` when it went back.
    async fn one(
        &self,
        mut item: Item,
        mut visit: Option<Visit>,
        back: Option<mpsc::UnboundedSender<Item>>,
    ) -> Result<Option<Vec<EndpointReport>>, EngineError> {
        let addresses = match (item.addresses.take(), &item.written.host) {
            (Some(addresses), _) => addresses,
            (None, Host::Address(address)) => vec![*address],
            (None, Host::Network(_)) => Vec::new(),
            (None, Host::Name(name)) => self.permitted(name, &item.written.label).await?,
        };
        let Some(first) = addresses.first() else { return Ok(Some(Vec::new())) };
        if visit.is_none() {
            match (self.pace.ready(*first), back) {
                (Ok(ready), _) => visit = Some(ready),
                (Err(_), Some(back)) => {
                    item.addresses = Some(addresses);
                    // The receiver is gone only when the run is over.
                    let _ = back.send(item);
                    return Ok(None);
                }
                (Err(_), None) => {}
            }
        }
        let reports = self.examine(item, addresses).await;
        drop(visit);
        reports.map(Some)
    }

    /// The addresses of a name that may be asked.
    async fn permitted(&self, name: &str, label: &str) -> Result<Vec<IpAddr>, EngineError> {
        let mut cancelled = self.cancelled.clone();
        // A name server that is silent holds nobody up who wants to stop.
        let found = tokio::select! {
            biased;
            found = self.run.resolve(name) => found?,
            _ = cancelled.wait_for(|cancelled| *cancelled) => Vec::new(),
        };
        let mut permitted = Vec::with_capacity(found.len());
        for address in found {
            match self.run.prober.may_ask(address) {
                Ok(()) => permitted.push(address),
                Err(error) => self.trouble(error, label).await,
            }
        }
        Ok(permitted)
    }

    async fn examine(
        &self,
        item: Item,
        addresses: Vec<IpAddr>,
    ) -> Result<Vec<EndpointReport>, EngineError> {
        let Item { written, settled, .. } = item;
        let mut ports = written.ports(self.run.kinds, self.run.tier);
        ports.retain(|port| self.run.prober.asks(*port));
        ports.retain(|port| {
            let ends = |address| settled.iter().any(|settled| settled.ends(address, port.number));
            !addresses.iter().all(|address| ends(*address))
        });
        if ports.is_empty() {
            return Ok(Vec::new());
        }
        let is_sweep = written.port.is_none();
        let name = match written.host {
            Host::Name(name) => Some(name),
            Host::Address(_) | Host::Network(_) => None,
        };
        let target = Target { label: written.label, name, addresses, ports, is_sweep };
        if !self.keeps {
            return self.run.prober.examine(&target, &self.reports).await.map(|()| Vec::new());
        }
        let (sender, mut receiver) = mpsc::channel(KEPT);
        let asked = async {
            let sender = sender;
            self.run.prober.examine(&target, &sender).await
        };
        let kept = async {
            let mut kept = Vec::new();
            while let Some(report) = receiver.recv().await {
                let is_new = !settled.iter().any(|settled| settled.is_of(&report));
                // That nothing listens is said when nothing else was.
                let adds = settled.is_empty() || !is_sweep || !is_unreachable(&report);
                if is_new && adds {
                    kept.push(report);
                }
            }
            kept
        };
        let (asked, kept) = tokio::join!(asked, kept);
        asked.map(|()| kept)
    }
}

fn reason(report: &EndpointReport) -> Option<Reason> {
    report.report.verdict.reason()
}

fn is_unreachable(report: &EndpointReport) -> bool {
    reason(report) == Some(Reason::Unreachable)
}

/// Whether the run was stopped before it was decided.
pub(super) fn is_cancelled(report: &EndpointReport) -> bool {
    reason(report) == Some(Reason::Cancelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_waits_makes_room_for_others_as_long_as_there_is_some() {
        let places = Places::new(2, 3);
        let mut running = Vec::new();
        for _ in 0..5 {
            let place = places.take().await.unwrap();
            running.push(tokio::spawn(place.during(tokio::time::sleep(Duration::from_mins(1)))));
        }
        let another = tokio::time::timeout(Duration::from_secs(50), places.take()).await;
        assert!(another.is_err());
        for running in running {
            running.await.unwrap();
        }
        assert!(places.take().await.is_some());
        assert_eq!(places.busy.available_permits(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_number_that_was_asked_for_is_the_most_there_are() {
        let places = Places::new(1, 0);
        let place = places.take().await.unwrap();
        let work = tokio::spawn(place.during(tokio::time::sleep(Duration::from_hours(1))));
        let another = tokio::time::timeout(Duration::from_mins(50), places.take()).await;
        assert!(another.is_err());
        work.await.unwrap();
        assert!(places.take().await.is_some());
    }
}
