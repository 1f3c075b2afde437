//! `cerrojo check`: from arguments to a run, and what its end means.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use cerrojo_engine::{
    EndpointReport, EngineError, Limits, Pace, Prober, Rates, Resolver, Scope, Setup, SinkChoice,
    Target, own_addresses,
};
use cerrojo_model::{Reason, Transport, Verdict};
use cerrojo_probe::relay::{Selection, TESTS};
use chrono::TimeDelta;
use tokio::sync::{Semaphore, mpsc, watch};

use crate::Status;
use crate::arguments::{Check, Common, Kind, SinkPlace};
use crate::output::Output;
use crate::progress::Progress;
use crate::report::{self, Reporter, Summary};
use crate::target::{Host, Written};
use crate::{configuration, transcript};

/// Most hosts that may be called one's own on the command line.
const MINE: usize = 16;
/// How long a decided endpoint may wait for others to be written with it.
const FLUSH: Duration = Duration::from_millis(20);
/// Reports and problems waiting to be written.
const QUEUE: usize = 1_024;
/// Most bytes of a list of targets.
const LIST_BYTES: u64 = 256 * 1024 * 1024;

/// Runs the command.
pub(crate) async fn run(check: &Check, common: &Common) -> anyhow::Result<Status> {
    let check = configuration::complete(check.clone(), common.config.as_deref())?;
    if check.list_tests {
        return list_tests(common);
    }
    if check.kind == Some(Kind::Proxy) {
        bail!("this version checks mail servers only; proxies come later");
    }
    let tests = check.tests.as_deref().unwrap_or("standard");
    let selection = Selection::parse(tests)?;
    let list = read_list(check.targets_file.as_deref())?;
    let targets = read_targets(&check.targets, &list)?;
    let mut scope = Scope::this_machine(own_addresses());
    if let Some(path) = &check.scope {
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the scope file {shown}"))?;
        scope.add_file(&text, cerrojo_engine::now()).with_context(|| format!("{shown}"))?;
    }
    let resolver = resolver(&targets, &scope)?;
    let mut known = Known::new();
    if check.mine {
        known = claim(&targets, resolver.as_ref(), &mut scope, common.quiet).await?;
    }
    let output = Output::open(common.output.as_deref())?;
    if let Some(folder) = &check.transcript {
        transcript::prepare(folder)?;
    }
    let (cancel, cancelled) = watch::channel(false);
    let setup = setup(&check, selection, scope)?;
    let rates = Rates {
        total: check.rate,
        per_host: check.per_host_rate.unwrap_or(Rates::default().per_host),
    };
    let prober = Prober::new(setup, Pace::new(rates), resolver.clone(), cancelled)?;
    let run = Run {
        prober: Arc::new(prober),
        resolver,
        known,
        thorough: tests == "thorough",
        concurrency: usize::try_from(check.concurrency.unwrap_or(1_000)).unwrap_or(usize::MAX),
        transcripts: check.transcript.clone(),
        quiet: common.quiet,
    };
    raise_file_limit();
    run.all(targets, report::start(common.format, output), cancel).await
}

/// Addresses of names that were resolved before the run.
type Known = BTreeMap<String, Vec<IpAddr>>;

/// Everything that the targets share.
pub(crate) struct Run {
    pub(crate) prober: Arc<Prober>,
    pub(crate) resolver: Option<Resolver>,
    pub(crate) known: Known,
    pub(crate) thorough: bool,
    pub(crate) concurrency: usize,
    pub(crate) transcripts: Option<std::path::PathBuf>,
    pub(crate) quiet: bool,
}

/// Why a target, or everything, could not be asked.
struct Problem {
    error: EngineError,
    target: String,
}

/// What comes back from the targets in progress.
enum Event {
    Problem(Problem),
    Done,
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
        let total = targets.iter().map(count).sum();
        let (reports, mut reported) = mpsc::channel(QUEUE);
        let (events, mut happened) = mpsc::unbounded_channel();
        let feeder =
            tokio::spawn(Arc::clone(&this).feed(targets, reports, events, cancel.subscribe()));
        let mut tally = Tally::new(total, this.quiet);
        let mut stop = std::pin::pin!(stop_signal());
        let mut stopped = false;
        let mut unseen = false;
        let mut fatal: Option<anyhow::Error> = None;
        loop {
            tokio::select! {
                biased;
                signal = &mut stop, if !stopped => {
                    signal?;
                    stopped = true;
                    tally.summary.interrupted = true;
                    let _ = cancel.send(true);
                }
                event = happened.recv(), if !happened.is_closed() || !happened.is_empty() => match event {
                    Some(Event::Done) => tally.progress.target_done(),
                    Some(Event::Problem(problem)) => {
                        if let Some(error) = tally.problem(problem) {
                            fatal.get_or_insert(error.into());
                            let _ = cancel.send(true);
                        }
                    }
                    None => {}
                },
                report = reported.recv() => match report {
                    Some(report) => {
                        if let Err(error) = this.write(&mut tally, reporter.as_mut(), &report) {
                            fatal.get_or_insert(error);
                            let _ = cancel.send(true);
                        }
                        unseen = true;
                    }
                    None => break,
                },
                () = tokio::time::sleep(FLUSH), if unseen => {
                    unseen = false;
                    if let Err(error) = reporter.flush().context("cannot write the report") {
                        fatal.get_or_insert(error);
                        let _ = cancel.send(true);
                    }
                }
            }
        }
        feeder.await.context("the run broke off")?;
        while let Ok(event) = happened.try_recv() {
            if let Event::Problem(problem) = event {
                fatal = fatal.or(tally.problem(problem).map(Into::into));
            }
        }
        tally.progress.finish();
        if let Some(error) = fatal {
            let _ = reporter.flush();
            return Err(error);
        }
        tally.conclude();
        reporter.finish(&tally.summary).context("cannot write the report")?;
        Ok(tally.status())
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
        let each = targets.into_iter().flat_map(one_by_one);
        for written in each {
            let place = tokio::select! {
                biased;
                _ = cancelled.wait_for(|cancelled| *cancelled) => break,
                place = Arc::clone(&room).acquire_owned() => place,
            };
            let Ok(place) = place else { break };
            let (this, reports, events) = (Arc::clone(&self), reports.clone(), events.clone());
            tokio::spawn(async move {
                let label = written.label.clone();
                if let Err(error) = this.one(written, &reports).await {
                    let _ = events.send(Event::Problem(Problem { error, target: label }));
                }
                let _ = events.send(Event::Done);
                drop(place);
            });
        }
    }

    async fn one(
        &self,
        written: Written,
        reports: &mpsc::Sender<EndpointReport>,
    ) -> Result<(), EngineError> {
        let ports = written.ports(self.thorough);
        let (name, addresses) = match &written.host {
            Host::Address(address) => (None, vec![*address]),
            Host::Network(network) => (None, network.hosts().collect()),
            Host::Name(name) => (Some(name.clone()), self.resolve(name).await?),
        };
        let target = Target {
            label: written.label,
            name,
            addresses,
            ports,
            is_sweep: written.port.is_none(),
        };
        self.prober.examine(&target, reports).await
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

/// The counting side of a run.
struct Tally {
    summary: Summary,
    progress: Progress,
    out_of_scope: usize,
    unresolved: usize,
    /// Verdicts by target, port and transport, while a name may still have several addresses.
    compared: BTreeMap<(String, u16, Transport), Vec<(IpAddr, &'static str)>>,
}

impl Tally {
    fn new(total: u64, quiet: bool) -> Self {
        Self {
            summary: Summary { quiet, ..Summary::default() },
            progress: Progress::new(total, quiet),
            out_of_scope: 0,
            unresolved: 0,
            compared: BTreeMap::new(),
        }
    }

    fn count(&mut self, report: &EndpointReport) {
        let found = &report.report;
        match &found.verdict {
            Verdict::Open(_) => {
                self.summary.open += 1;
                self.progress.found_open();
            }
            Verdict::Closed => self.summary.closed += 1,
            Verdict::Unknown(Reason::Cancelled) if found.tests.is_empty() => {
                self.summary.not_asked += 1
            }
            Verdict::Unknown(_) => self.summary.unknown += 1,
        }
        let address = found.endpoint.address;
        let named = report.target.chars().any(char::is_alphabetic)
            && !report.target.contains(&address.ip().to_string());
        if named {
            let key = (report.target.clone(), address.port(), found.endpoint.transport);
            self.compared.entry(key).or_default().push((address.ip(), found.verdict.id()));
        }
    }

    /// Says what could not be asked. Gives back what makes the whole run pointless.
    fn problem(&mut self, problem: Problem) -> Option<EngineError> {
        self.summary.not_asked += 1;
        match problem.error {
            EngineError::OutOfScope { target } => {
                self.out_of_scope += 1;
                let named = if problem.target.contains(&target.to_string()) {
                    String::new()
                } else {
                    format!(" ({})", problem.target)
                };
                self.say(&format!("{target}{named} is outside the permitted scope and was not asked; permit it in a file with --scope, or state with --mine that it is yours"));
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
        self.progress.around(|| {
            let _ = writeln!(anstream::stderr(), "cerrojo: {}", line.replace('\n', " "));
        });
    }

    /// Points out where addresses of one name differ.
    fn conclude(&mut self) {
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

    fn status(&self) -> Status {
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

fn list_tests(common: &Common) -> anyhow::Result<Status> {
    let mut output = Output::open(common.output.as_deref())?;
    for row in TESTS {
        let tier = format!("{:?}", row.tier).to_lowercase();
        writeln!(output, "{:<20} {tier:<9} {}", row.id, row.about)
            .context("cannot write the table")?;
    }
    output.flush().context("cannot write the table")?;
    Ok(Status::Fine)
}

fn read_list(path: Option<&Path>) -> anyhow::Result<String> {
    let Some(path) = path else { return Ok(String::new()) };
    let mut text = String::new();
    let shown = path.display();
    let read = if path == Path::new("-") {
        std::io::stdin().take(LIST_BYTES).read_to_string(&mut text)
    } else {
        let file = std::fs::File::open(path)
            .with_context(|| format!("cannot read the targets in {shown}"))?;
        file.take(LIST_BYTES).read_to_string(&mut text)
    };
    read.with_context(|| format!("cannot read the targets in {shown}"))?;
    Ok(text)
}

/// Reads all of them before anything is sent: one mistake, and nothing is.
fn read_targets(named: &[String], list: &str) -> anyhow::Result<Vec<Written>> {
    let mut targets = Vec::new();
    for text in named {
        targets.push(Written::read(text)?);
    }
    for (number, line) in list.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if !line.is_empty() {
            let read = Written::read(line);
            targets.push(read.with_context(|| format!("line {} of the list", number + 1))?);
        }
    }
    if targets.is_empty() {
        bail!("no target was named: give a host name or address, or a list with --targets FILE");
    }
    Ok(targets)
}

/// Only asked for where names must be found; a list of loopback addresses needs nobody.
fn resolver(targets: &[Written], scope: &Scope) -> anyhow::Result<Option<Resolver>> {
    let needed = targets.iter().any(|target| matches!(target.host, Host::Name(_)));
    let useful = targets.iter().any(|target| match target.host {
        Host::Address(address) => {
            !address.is_loopback() && scope.permit(SocketAddr::new(address, 25)).is_ok()
        }
        Host::Network(_) | Host::Name(_) => true,
    });
    if !needed && !useful {
        return Ok(None);
    }
    match Resolver::from_system() {
        Ok(resolver) => Ok(Some(resolver)),
        Err(error) if needed => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// `--mine`: few, named one by one, and on record.
async fn claim(
    targets: &[Written],
    resolver: Option<&Resolver>,
    scope: &mut Scope,
    quiet: bool,
) -> anyhow::Result<Known> {
    if targets.len() > MINE {
        bail!(
            "--mine is for at most {MINE} hosts, and {} were named; write a scope file and give it with --scope",
            targets.len()
        );
    }
    let mut known = Known::new();
    for target in targets {
        match &target.host {
            Host::Network(network) => {
                bail!(
                    "--mine is for single hosts, and {network} is a network; write a scope file and give it with --scope"
                )
            }
            Host::Address(address) => scope.add_mine([*address]),
            Host::Name(name) => {
                let Some(resolver) = resolver else { continue };
                let addresses = resolver.addresses(name).await?;
                scope.add_mine(addresses.iter().copied());
                known.insert(name.clone(), addresses);
            }
        }
        if !quiet {
            anstream::eprintln!(
                "cerrojo: {} is checked on your word that it is yours (--mine)",
                target.label
            );
        }
        tracing::info!(target.label = %target.label, "{} is stated to be the user's own", target.label);
    }
    Ok(known)
}

fn setup(check: &Check, selection: Selection, scope: Scope) -> anyhow::Result<Setup> {
    let places: Vec<SocketAddr> = check
        .sink_mail
        .iter()
        .filter_map(|place| match place {
            SinkPlace::At(address) => Some(*address),
            SinkPlace::None => None,
        })
        .collect();
    let sink = match (places.is_empty(), check.sink_mail.is_empty()) {
        (true, true) => SinkChoice::Facing,
        (true, false) => SinkChoice::Nowhere,
        (false, _) => SinkChoice::At(places),
    };
    let delta =
        |duration: Duration| TimeDelta::from_std(duration).context("that is too long a time");
    Ok(Setup {
        selection,
        scope,
        sink,
        sink_domain: check.sink_domain.clone(),
        sink_advertise: check.sink_advertise,
        backup_domain: check.backup_domain.clone(),
        own_domains: check.own_domain.clone(),
        helo: check.helo.clone(),
        wait: delta(check.wait.unwrap_or(Duration::from_secs(60)))?,
        limits: Limits::from_reply(check.timeout.unwrap_or(Duration::from_secs(30))),
        transcripts: check.transcript.is_some(),
    })
}

fn count(written: &Written) -> u64 {
    match &written.host {
        Host::Network(network) => {
            let bits = network.max_prefix_len() - network.prefix_len();
            1_u64.checked_shl(bits.into()).unwrap_or(u64::MAX)
        }
        Host::Name(_) | Host::Address(_) => 1,
    }
}

/// A network is as many targets as it has addresses.
fn one_by_one(written: Written) -> Box<dyn Iterator<Item = Written> + Send> {
    match written.host {
        Host::Network(network) => Box::new(network.hosts().map(move |address| Written {
            label: written.label.clone(),
            host: Host::Address(address),
            port: written.port,
        })),
        Host::Name(_) | Host::Address(_) => Box::new(std::iter::once(written)),
    }
}

/// Every connection is a file: take as many as this process may have.
pub(crate) fn raise_file_limit() {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    if let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) {
        if soft < hard {
            // Not being allowed to only means fewer at once.
            let _ = setrlimit(Resource::RLIMIT_NOFILE, hard.min(1 << 20), hard);
        }
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
