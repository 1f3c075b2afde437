//! `cerrojo check`: from arguments to a run, and what its end means.

mod admission;
mod asking;
mod feeder;
mod list;
mod order;
mod permutation;
pub(crate) mod questions;
mod resume;
mod run;
mod survey;
mod tally;

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use cerrojo_engine::{
    Limits, Pace, Prober, Rates, Resolver, Scope, Setup, SinkChoice, own_addresses,
};
use cerrojo_probe::proxy::Tier;
use chrono::TimeDelta;
use tokio::sync::watch;

pub(crate) use run::{Run, stop_signal};

use crate::arguments::{Check, Common, Format, SinkPlace};
use crate::digest::digest;
use crate::output::{Output, say};
use crate::target::{Host, Kinds, Written};
use crate::{Status, configuration, report, transcript};
use list::Source;
use questions::Questions;
use resume::{Definition, Journal};
use run::{Course, Known};
use survey::Survey;

/// Most hosts that may be called one's own on the command line.
const MINE: u64 = 16;
/// Targets that are busy at once.
const BUSY: usize = 1_024;
/// Targets that may merely wait for an answer besides.
const WAITING: usize = 8_192;

/// Runs the command.
pub(crate) async fn run(check: &Check, common: &Common) -> anyhow::Result<Status> {
    let check = configuration::complete(check.clone(), common.config.as_deref())?;
    if check.list_tests {
        return questions::list(common);
    }
    let questions = Questions::of(&check)?;
    let (kinds, tier) = (questions.kinds(), questions.tier);
    let source = Source::open(&check.targets, check.targets_file.as_deref())?;
    let mut scope = scope(&check)?;
    let mut survey = Survey::of(&source, &scope, check.mine, &questions)?;
    let journal = journal(&check, common, &source, &survey)?;
    if let Some(status) = journal.as_ref().and_then(Journal::ended) {
        return Ok(status);
    }
    let resolver = resolver(&survey)?;
    let mut known = Known::new();
    if check.mine {
        known = claim(&source, &survey, resolver.as_ref(), &mut scope).await?;
        survey.admit_first(&scope, &questions);
    }
    let Survey { admission, total, first, .. } = survey;
    let complaint = admission.complaint();
    if let Some(complaint) = complaint.as_ref().filter(|_| total == Some(0)) {
        bail!("{complaint}");
    }
    let (cancel, cancelled) = watch::channel(false);
    let mut setup = setup(&check, questions, scope.clone())?;
    if kinds.proxies {
        setup.sink_name = questions::sink_name(&check, &setup.sink, resolver.as_ref()).await;
    }
    let pace = Pace::new(rates(&check));
    let prober = Prober::new(setup, pace.clone(), resolver.clone(), cancelled)?;
    sinks(&prober, &first, &known, (kinds, tier))?;
    // Last, so that no mistake above costs the results of another day.
    if let Some(folder) = &check.transcript {
        transcript::prepare(folder)?;
    }
    let (output, journal) = outputs(common, journal)?;
    let (concurrency, waiting) = places(check.concurrency);
    let max_duration = check.max_duration;
    let run = Run {
        prober: Arc::new(prober),
        resolver,
        known,
        kinds,
        tier,
        concurrency,
        transcripts: check.transcript.clone(),
        quiet: common.quiet,
        refused: usize::try_from(admission.refused()).unwrap_or(usize::MAX),
    };
    record(first.iter().filter(|_| check.mine), common.quiet);
    if let Some(complaint) = complaint {
        say(&complaint);
    }
    let seed = journal.as_ref().map_or_else(chance, Journal::seed);
    let course =
        Course { source, total, scope: Some(scope), pace, waiting, seed, max_duration, journal };
    run.along(course, report::start(common.format, output), cancel).await
}

/// Who may be asked, as far as nobody states more.
pub(crate) fn scope(check: &Check) -> anyhow::Result<Scope> {
    let mut scope = Scope::this_machine(own_addresses());
    if let Some(path) = &check.probing.scope {
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the scope file {shown}"))?;
        scope.add_file(&text, cerrojo_engine::now()).with_context(|| format!("{shown}"))?;
    }
    Ok(scope)
}

pub(crate) fn rates(check: &Check) -> Rates {
    let usual = Rates::default();
    Rates {
        total: check.probing.rate,
        per_host: check.probing.per_host_rate.unwrap_or(usual.per_host),
        per_network: check.probing.per_network_rate.unwrap_or(usual.per_network),
    }
}

/// A number that nobody chose.
pub(crate) fn chance() -> u64 {
    std::hash::RandomState::new().build_hasher().finish()
}

/// What `--resume` goes on with, if that is wanted.
fn journal(
    check: &Check,
    common: &Common,
    source: &Source,
    survey: &Survey,
) -> anyhow::Result<Option<Journal>> {
    let Some(path) = &check.resume else { return Ok(None) };
    if source.is_stream() {
        bail!(
            "--resume must read the list again, and this one comes from a pipe and is long; save it and name the file with --targets"
        );
    }
    Journal::open(path, definition(check, common, survey), chance()).map(Some)
}

/// What makes it another run when it changes. The pace may change, and the scope as long as no
/// network of the list comes to be permitted or forbidden as a whole.
fn definition(check: &Check, common: &Common, survey: &Survey) -> Definition {
    let named = digest(check.targets.join("\n").as_bytes());
    let list = |values: &[String]| values.join(",");
    BTreeMap::from([
        ("the targets named".to_owned(), named),
        ("the lists of targets".to_owned(), survey.digest.clone()),
        ("the networks that the scope permits".to_owned(), survey.left_out()),
        ("--kind".to_owned(), format!("{:?}", check.kind).to_lowercase()),
        (
            "--tests".to_owned(),
            check.probing.tests.clone().unwrap_or_else(|| "standard".to_owned()),
        ),
        ("--own-domain".to_owned(), list(&check.probing.own_domain)),
        ("--backup-domain".to_owned(), check.probing.backup_domain.clone().unwrap_or_default()),
        ("--format".to_owned(), format!("{:?}", common.format).to_lowercase()),
    ])
}

/// Where results go: to the end of those that are there, where a run goes on.
fn outputs(common: &Common, journal: Option<Journal>) -> anyhow::Result<(Output, Option<Journal>)> {
    let path = common.output.as_deref();
    let Some(mut journal) = journal else {
        return Ok((Output::open(path, common.format)?, None));
    };
    let (mut output, results) = Output::lasting(path, common.format, !journal.is_new())?;
    let is_behind = journal.attach(results, common.format)?;
    if is_behind && common.format == Format::Text {
        // A blank line stands between two endpoints.
        output.write_all(b"\n").context("cannot write the report")?;
    }
    Ok((output, Some(journal)))
}

/// How many targets may be busy, and how many may wait besides; every connection is a file.
fn places(concurrency: Option<u32>) -> (usize, usize) {
    let files = raise_file_limit();
    match concurrency {
        Some(all) => (usize::try_from(all).unwrap_or(usize::MAX), 0),
        None => (BUSY, files.saturating_sub(2 * BUSY).min(WAITING)),
    }
}

/// Opens the sinks that face the targets: one that cannot listen is known before anything is sent.
/// Of a long list the first targets show it; the others have theirs opened when it is their turn.
fn sinks(
    prober: &Prober,
    targets: &[Written],
    known: &Known,
    (kinds, tier): (Kinds, Tier),
) -> anyhow::Result<()> {
    for target in targets {
        let ports = target.ports(kinds, tier);
        match &target.host {
            Host::Address(address) => prober.ready_for(*address, &ports)?,
            Host::Network(network) => prober.ready_for(network.addr(), &ports)?,
            Host::Name(name) => {
                for address in known.get(name).into_iter().flatten() {
                    prober.ready_for(*address, &ports)?;
                }
            }
        }
    }
    if let Some(error) = prober.take_missing_mail_sink() {
        say(&format!("proxies are not asked for port 25: {error}"));
    }
    Ok(())
}

/// Only asked for where names must be found; a list of loopback addresses needs nobody.
fn resolver(survey: &Survey) -> anyhow::Result<Option<Resolver>> {
    if !survey.has_names && !survey.has_strangers {
        return Ok(None);
    }
    match Resolver::from_system() {
        Ok(resolver) => Ok(Some(resolver)),
        Err(error) if survey.has_names => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// `--mine`: few, named one by one, and on record.
async fn claim(
    source: &Source,
    survey: &Survey,
    resolver: Option<&Resolver>,
    scope: &mut Scope,
) -> anyhow::Result<Known> {
    if survey.lines > MINE || source.is_stream() {
        let many = if source.is_stream() { "many more" } else { &survey.lines.to_string() };
        bail!(
            "--mine is for at most {MINE} hosts, and {many} were named; write a scope file and give it with --scope"
        );
    }
    let mut known = Known::new();
    for target in &survey.first {
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
    }
    Ok(known)
}

/// Puts on record what was stated, once nothing is in the way of acting on it.
fn record<'a>(targets: impl Iterator<Item = &'a Written>, quiet: bool) {
    for target in targets {
        let label = &target.label;
        if quiet {
            tracing::info!(target.label = %label, "{label} is stated to be the user's own");
        } else {
            anstream::eprintln!(
                "cerrojo: {label} is checked on your word that it is yours (--mine)"
            );
        }
    }
}

pub(crate) fn setup(check: &Check, questions: Questions, scope: Scope) -> anyhow::Result<Setup> {
    if check.probing.sink_mail.len() > 1 && check.probing.sink_mail.contains(&SinkPlace::None) {
        bail!("--sink-mail none stands alone: leave it out, or the other places");
    }
    let places: Vec<SocketAddr> = check
        .probing
        .sink_mail
        .iter()
        .filter_map(|place| match place {
            SinkPlace::At(address) => Some(*address),
            SinkPlace::None => None,
        })
        .collect();
    let sink = match (places.is_empty(), check.probing.sink_mail.is_empty()) {
        (true, true) => SinkChoice::Facing,
        (true, false) => SinkChoice::Nowhere,
        (false, _) => SinkChoice::At(places),
    };
    let delta =
        |duration: Duration| TimeDelta::from_std(duration).context("that is too long a time");
    Ok(Setup {
        selection: questions.relays,
        proxies: questions.proxies,
        scope,
        sink,
        echo: check.probing.sink_echo.clone(),
        sink_name: None,
        sink_domain: check.probing.sink_domain.clone(),
        sink_advertise: check.probing.sink_advertise,
        backup_domain: check.probing.backup_domain.clone(),
        own_domains: check.probing.own_domain.clone(),
        helo: check.probing.helo.clone(),
        wait: delta(check.probing.wait.unwrap_or(Duration::from_mins(1)))?,
        limits: Limits::from_reply(check.probing.timeout.unwrap_or(Duration::from_secs(30))),
        points_out_inside: true,
        transcripts: check.transcript.is_some(),
    })
}

/// Takes as many files as this process may have, and says how many that are.
pub(crate) fn raise_file_limit() -> usize {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) else { return 0 };
    let wanted = hard.min(1 << 20);
    // Not being allowed to only means fewer at once.
    let raised = soft < wanted && setrlimit(Resource::RLIMIT_NOFILE, wanted, hard).is_ok();
    usize::try_from(if raised { wanted } else { soft }).unwrap_or(usize::MAX)
}
