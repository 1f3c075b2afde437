//! Checks what is due: suspects for the first time, claims, refusals to confirm, what is open, and what
//! was closed a while ago.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use cerrojo_engine::{EndpointReport, EngineError, Port, Prober, has_way_out};
use cerrojo_model::{Suspect, Time, Verdict};
use cerrojo_store::life::{Event, What};
use cerrojo_store::{Evidence, Store, StoreError, Work};
use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::ask::{Asked, Left, ask};
use super::outcome::{Judged, judge};

/// Who made these events happen.
const BY: &str = "verify";
/// How often a database that is away is tried again, and the pause between.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_secs(3);

/// How checks are made, and what is kept of them.
pub struct Checks {
    /// Asks, within its scope and at its pace; cases outside leave the operation.
    pub prober: Arc<Prober>,
    /// Which ports of an address are asked for a suspect.
    pub ports: PortsOf,
    /// What is kept of a report, the record of the check first.
    pub record: RecordOf,
    /// The time.
    pub clock: Clock,
}

/// The ports that are asked for a suspect.
pub type PortsOf = Box<dyn Fn(&Suspect) -> Vec<Port> + Send + Sync>;
/// What is kept of a report.
pub type RecordOf = Box<dyn Fn(&EndpointReport) -> Vec<Evidence> + Send + Sync>;
/// Tells the time.
pub type Clock = Box<dyn Fn() -> Time + Send + Sync>;

/// How much is done at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Cases that are being checked.
    pub at_once: usize,
    /// How long work is kept from others without a sign of life.
    pub lease: TimeDelta,
    /// Addresses of one network that are asked at most; larger ones are held for a person.
    pub addresses: u128,
    /// Cases in all; `None` for everything that is due.
    pub cases: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        let lease = TimeDelta::minutes(10);
        Self { at_once: 256, lease, addresses: 1 << 16, cases: None }
    }
}

/// What a run came to, in cases.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Figures {
    /// All that were looked at.
    pub checked: u64,
    /// Found open.
    pub open: u64,
    /// Found closed.
    pub closed: u64,
    /// Could not be told.
    pub unknown: u64,
    /// Put aside: out of scope, or too large a network.
    pub aside: u64,
    /// Taken over by somebody else meanwhile, or changed so that the result does not count.
    pub lost: u64,
    /// Left as they are and due still, because nobody gave a scope.
    pub unscoped: u64,
    /// Left as they are and due still, because this machine has no way there.
    pub no_way: u64,
    /// The first of those: where to, and what the system says.
    pub no_way_to: Option<(IpAddr, String)>,
}

/// What happened to one case.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// Its number.
    pub number: i64,
    /// Who.
    pub suspect: Suspect,
    /// Where it stands now.
    pub state: &'static str,
    /// The word of what was found.
    pub found: String,
}

/// Why a run had to end. What was written before stands; the rest is due still.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The way out: the scope is over, or a sink cannot listen.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// What came of one case.
enum Ended {
    /// It was checked, or put aside, and that is written.
    Done(Done),
    /// What was found does not count.
    Lost,
    /// Nothing was found out and nothing written, for a reason of ours.
    Left(Left),
}

/// Does the checks that are due.
pub struct Verifier {
    store: Store,
    checks: Arc<Checks>,
    worker: String,
    limits: Limits,
}

impl Verifier {
    /// A worker with a name that no other one has.
    #[must_use]
    pub fn new(store: Store, checks: Arc<Checks>, worker: String, limits: Limits) -> Self {
        Self { store, checks, worker, limits }
    }

    /// Checks everything that is due, the most urgent first, until nothing is, or `cancel` says so. Each
    /// case is told to `done` once it is written.
    ///
    /// A case that nothing can be learned of for a reason of ours (nobody gave a scope, or this machine has no way
    /// there) is left as it is. Its lease is kept until the end, so that it is not taken again in the same
    /// run, and given back then.
    ///
    /// # Errors
    ///
    /// [`VerifyError`]: what keeps it from going on. Work that was not finished is given back.
    pub async fn due(
        &self,
        mut cancel: watch::Receiver<bool>,
        mut done: impl FnMut(&Done),
    ) -> Result<Figures, VerifyError> {
        let mut figures = Figures::default();
        let mut running = JoinSet::new();
        let mut begun = 0;
        let mut renewal = tokio::time::interval(self.renewal());
        let mut failed = None;
        let mut left = Vec::new();
        loop {
            let stops = *cancel.borrow() || failed.is_some() || self.is_hopeless(&figures);
            if !stops {
                match self.begin(&mut running, &mut begun).await {
                    Ok(()) => {}
                    Err(error) => failed = Some(error.into()),
                }
            }
            if running.is_empty() {
                break;
            }
            tokio::select! {
                ended = running.join_next() => match ended {
                    Some(Ok(Ok((number, ended)))) => {
                        figures.add(&ended);
                        match ended {
                            Ended::Done(one) => done(&one),
                            Ended::Lost => {}
                            Ended::Left(_) => {
                                left.push(number);
                                // Others take its place.
                                begun -= 1;
                            }
                        }
                    }
                    Some(Ok(Err(error))) => failed = failed.or(Some(error)),
                    Some(Err(_)) | None => figures.lost += 1,
                },
                _ = renewal.tick() => {
                    let until = (self.checks.clock)() + self.limits.lease;
                    // Not renewed is not lost yet, and the next time may do.
                    if let Err(error) = self.store.renew(&self.worker, until).await {
                        tracing::warn!("the leases could not be renewed: {error}");
                    }
                }
                _ = cancel.changed(), if !stops => {}
            }
        }
        for number in left {
            // As above: if that fails, the lease runs out.
            let _ = self.store.release(&self.worker, number).await;
        }
        failed.map_or(Ok(figures), Err)
    }

    /// Whether so many cases had to be left, and none could be checked, that the others need not be tried.
    fn is_hopeless(&self, figures: &Figures) -> bool {
        let left = figures.unscoped + figures.no_way;
        let enough = u64::try_from(self.limits.at_once).unwrap_or(u64::MAX);
        figures.checked == 0 && left >= enough && (figures.no_way == 0 || !has_way_out())
    }

    fn renewal(&self) -> Duration {
        self.limits.lease.to_std().unwrap_or(Duration::from_mins(10)) / 3
    }

    /// Takes as much work as there is room for.
    async fn begin(
        &self,
        running: &mut JoinSet<Result<(i64, Ended), VerifyError>>,
        begun: &mut u64,
    ) -> Result<(), StoreError> {
        let room = self.limits.at_once.saturating_sub(running.len());
        let left = self.limits.cases.map_or(u64::MAX, |cases| cases.saturating_sub(*begun));
        let room = u64::try_from(room).unwrap_or(u64::MAX).min(left);
        // Not for one place: the database is asked for some at a time.
        if room == 0 || room < left.min(8) && !running.is_empty() {
            return Ok(());
        }
        let now = (self.checks.clock)();
        let limit = u32::try_from(room).unwrap_or(u32::MAX);
        let until = now + self.limits.lease;
        for work in self.store.lease(&self.worker, now, until, limit).await? {
            *begun += 1;
            let (store, checks) = (self.store.clone(), Arc::clone(&self.checks));
            let (worker, most) = (self.worker.clone(), self.limits.addresses);
            running.spawn(async move {
                let number = work.number;
                let result = one(&store, &checks, &worker, most, work).await;
                if matches!(result, Ok(Ended::Lost) | Err(_)) {
                    // Given back at once; if that fails, the lease runs out.
                    let _ = store.release(&worker, number).await;
                }
                result.map(|ended| (number, ended))
            });
        }
        Ok(())
    }
}

impl Figures {
    /// Adds a case.
    fn add(&mut self, ended: &Ended) {
        let one = match ended {
            Ended::Done(one) => one,
            Ended::Lost => {
                self.lost += 1;
                return;
            }
            Ended::Left(Left::Unscoped) => {
                self.unscoped += 1;
                return;
            }
            Ended::Left(Left::NoWay { target, cause }) => {
                self.no_way += 1;
                self.no_way_to.get_or_insert_with(|| (*target, cause.clone()));
                return;
            }
        };
        self.checked += 1;
        match one.found.as_str() {
            "found-open" | "narrowed" => self.open += 1,
            "found-closed" => self.closed += 1,
            "found-unknown" => self.unknown += 1,
            _ => self.aside += 1,
        }
    }
}

/// Checks one case and writes what came of it.
async fn one(
    store: &Store,
    checks: &Checks,
    worker: &str,
    most: u128,
    work: Work,
) -> Result<Ended, VerifyError> {
    let Work { number, suspect, .. } = work;
    let (what, evidence) = match ask(checks, &suspect, most).await? {
        Asked::Aside(what) => (what, Vec::new()),
        Asked::Left(left) => return Ok(Ended::Left(left)),
        Asked::Reports(reports) => match judge(&suspect, &reports) {
            Judged::Stopped => return Ok(Ended::Lost),
            Judged::Case(what) => with_evidence(checks, what, &reports),
            Judged::Parts(parts) => {
                let mut cases = Vec::new();
                for (part, _) in parts {
                    let own: Vec<_> =
                        reports.iter().filter(|report| is_about(report, &part)).cloned().collect();
                    cases.push(write_part(store, checks, number, part, &own).await?);
                }
                (What::Narrowed { cases }, Vec::new())
            }
        },
    };
    let found = what.parts().0;
    let event = Event { at: (checks.clock)(), by: BY.to_owned(), what };
    let written = patiently(|| store.finish(worker, number, vec![event.clone()], &evidence)).await;
    match written {
        Ok(case) => Ok(Ended::Done(Done { number, suspect, state: case.state.id(), found })),
        // Somebody changed the case meanwhile, or took it over: then this check never was.
        Err(
            StoreError::Life { .. } | StoreError::LeaseLost { .. } | StoreError::Missing { .. },
        ) => Ok(Ended::Lost),
        Err(error) => Err(error.into()),
    }
}

/// Tries again while the database is away.
pub(super) async fn patiently<T, F: Future<Output = Result<T, StoreError>>>(
    write: impl Fn() -> F,
) -> Result<T, StoreError> {
    let mut tries = 0;
    loop {
        match write().await {
            Err(error @ StoreError::Unavailable { .. }) if tries < TRIES => {
                tries += 1;
                if tries == 1 {
                    tracing::warn!("{error}; waiting for it");
                }
                tokio::time::sleep(PAUSE).await;
            }
            other => return other,
        }
    }
}

/// The case of one thing that is open of a broad suspect.
async fn write_part(
    store: &Store,
    checks: &Checks,
    from: i64,
    part: Suspect,
    reports: &[EndpointReport],
) -> Result<i64, VerifyError> {
    let now = (checks.clock)();
    let number = patiently(|| store.split(from, part, now)).await?;
    if let Judged::Case(what) = judge(&part, reports) {
        let (what, evidence) = with_evidence(checks, what, reports);
        let event = Event { at: now, by: BY.to_owned(), what };
        match patiently(|| store.record(number, vec![event.clone()], &evidence)).await {
            // It is held, or wants no checks: it stays as it is.
            Ok(_) | Err(StoreError::Life { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(number)
}

fn is_about(report: &EndpointReport, part: &Suspect) -> bool {
    let endpoint = report.report.endpoint;
    part.network().addr() == endpoint.address.ip().to_canonical()
        && part.port() == Some(endpoint.address.port())
}

/// What a check found, with the digest of its record, and the record.
fn with_evidence(checks: &Checks, what: What, reports: &[EndpointReport]) -> (What, Vec<Evidence>) {
    let is_open = |report: &&EndpointReport| matches!(report.report.verdict, Verdict::Open(_));
    let deciding = match what {
        What::FoundOpen(_) => reports.iter().find(is_open),
        _ => reports.first(),
    };
    let evidence = deciding.map(|report| (checks.record)(report)).unwrap_or_default();
    let digest = evidence.first().map(|first| HEXLOWER.encode(&first.digest()));
    let what = match what {
        What::FoundOpen(found) => {
            What::FoundOpen(cerrojo_store::life::Found { evidence: digest, ..found })
        }
        What::FoundClosed { .. } => What::FoundClosed { evidence: digest },
        other => other,
    };
    (what, evidence)
}
