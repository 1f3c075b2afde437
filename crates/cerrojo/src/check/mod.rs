//! `cerrojo check`: from arguments to a run, and what its end means.

mod admission;
mod list;
mod run;
mod tally;

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use cerrojo_engine::{
    Limits, Pace, Prober, Rates, Resolver, Scope, Setup, SinkChoice, own_addresses,
};
use cerrojo_probe::relay::{Selection, TESTS};
use chrono::TimeDelta;
use tokio::sync::watch;

pub(crate) use run::Run;

use crate::arguments::{Check, Common, Kind, SinkPlace};
use crate::output::{Output, say};
use crate::target::{Host, Written};
use crate::{Status, configuration, report, transcript};
use admission::Admission;
use run::Known;

/// Most hosts that may be called one's own on the command line.
const MINE: usize = 16;

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
    let list = list::read(check.targets_file.as_deref())?;
    let targets = list::targets(&check.targets, &list)?;
    let mut scope = Scope::this_machine(own_addresses());
    if let Some(path) = &check.scope {
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the scope file {shown}"))?;
        scope.add_file(&text, cerrojo_engine::now()).with_context(|| format!("{shown}"))?;
    }
    let resolver = resolver(&targets, &scope, check.mine)?;
    let mut known = Known::new();
    if check.mine {
        known = claim(&targets, resolver.as_ref(), &mut scope).await?;
    }
    let Admission { admitted: targets, complaint, refused } = admission::admit(targets, &scope);
    if let Some(complaint) = complaint.as_ref().filter(|_| targets.is_empty()) {
        bail!("{complaint}");
    }
    let (cancel, cancelled) = watch::channel(false);
    let setup = setup(&check, selection, scope)?;
    let rates = Rates {
        total: check.rate,
        per_host: check.per_host_rate.unwrap_or(Rates::default().per_host),
        ..Rates::default()
    };
    let prober = Prober::new(setup, Pace::new(rates), resolver.clone(), cancelled)?;
    sinks(&prober, &targets, &known)?;
    // Last, so that no mistake above costs the results of another day.
    if let Some(folder) = &check.transcript {
        transcript::prepare(folder)?;
    }
    let output = Output::open(common.output.as_deref(), common.format)?;
    let run = Run {
        prober: Arc::new(prober),
        resolver,
        known,
        thorough: tests == "thorough",
        concurrency: usize::try_from(check.concurrency.unwrap_or(512)).unwrap_or(usize::MAX),
        transcripts: check.transcript.clone(),
        quiet: common.quiet,
        refused,
    };
    if check.mine {
        record(&targets, common.quiet);
    }
    if let Some(complaint) = complaint {
        say(&complaint);
    }
    raise_file_limit();
    run.all(targets, report::start(common.format, output), cancel).await
}

/// Opens the sinks that face the targets: one that cannot listen is known before anything is sent.
fn sinks(prober: &Prober, targets: &[Written], known: &Known) -> anyhow::Result<()> {
    for target in targets {
        match &target.host {
            Host::Address(address) => prober.ready_for(*address)?,
            Host::Network(network) => prober.ready_for(network.addr())?,
            Host::Name(name) => {
                for address in known.get(name).into_iter().flatten() {
                    prober.ready_for(*address)?;
                }
            }
        }
    }
    Ok(())
}

fn list_tests(common: &Common) -> anyhow::Result<Status> {
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    for row in TESTS {
        let tier = format!("{:?}", row.tier).to_lowercase();
        writeln!(output, "{:<20} {tier:<9} {}", row.id, row.about)
            .context("cannot write the table")?;
    }
    output.flush().context("cannot write the table")?;
    Ok(Status::Fine)
}

/// Only asked for where names must be found; a list of loopback addresses needs nobody.
fn resolver(targets: &[Written], scope: &Scope, mine: bool) -> anyhow::Result<Option<Resolver>> {
    let needed = targets.iter().any(|target| matches!(target.host, Host::Name(_)));
    let useful = targets.iter().any(|target| match target.host {
        Host::Address(address) => {
            !address.is_loopback() && (mine || scope.permit(SocketAddr::new(address, 25)).is_ok())
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
    }
    Ok(known)
}

/// Puts on record what was stated, once nothing is in the way of acting on it.
fn record(targets: &[Written], quiet: bool) {
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

fn setup(check: &Check, selection: Selection, scope: Scope) -> anyhow::Result<Setup> {
    if check.sink_mail.len() > 1 && check.sink_mail.contains(&SinkPlace::None) {
        bail!("--sink-mail none stands alone: leave it out, or the other places");
    }
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
        wait: delta(check.wait.unwrap_or(Duration::from_mins(1)))?,
        limits: Limits::from_reply(check.timeout.unwrap_or(Duration::from_secs(30))),
        points_out_inside: true,
        transcripts: check.transcript.is_some(),
    })
}

/// Every connection is a file: take as many as this process may have.
fn raise_file_limit() {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    if let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE)
        && soft < hard
    {
        // Not being allowed to only means fewer at once.
        let _ = setrlimit(Resource::RLIMIT_NOFILE, hard.min(1 << 20), hard);
    }
}
