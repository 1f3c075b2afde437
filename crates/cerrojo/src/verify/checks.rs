//! Gets ready to ask: the scope of the operation, our own ends, and what is kept of each check.

use std::sync::Arc;

use anyhow::Context as _;
use cerrojo_engine::{EndpointReport, Exclusion, Pace, Prober, Resolver, Scope};
use cerrojo_model::{Kind, Suspect, Verdict};
use cerrojo_probe::proxy::Tier;
use cerrojo_service::job::Checks;
use cerrojo_store::{Evidence, Store};
use tokio::sync::watch;

use super::WatchOptions;
use crate::arguments::{Check, Common};
use crate::check::questions::{self, Questions};
use crate::check::{raise_file_limit, rates, scope, setup};
use crate::target::{Kinds, Written};
use crate::{configuration, report, transcript};

/// Everything that checks need; nothing is sent yet.
pub(super) async fn ready(
    watch: &WatchOptions,
    common: &Common,
    store: &Store,
    cancelled: watch::Receiver<bool>,
) -> anyhow::Result<Arc<Checks>> {
    let probing = watch.probing.clone();
    let check = Check { probing, ..Check::default() };
    let check = configuration::complete(check, common.config.as_deref())?;
    let questions = Questions::of(&check)?;
    let tier = questions.tier;
    let scope = of_operation(scope(&check)?, store).await?;
    let mut setup = setup(&check, questions, scope)?;
    // What is proven open is written about, and the letter shows what was said.
    setup.transcripts = true;
    // Only for a sink that is known by a name: cases are addresses.
    let resolver = Resolver::from_system().ok();
    setup.sink_name = questions::sink_name(&check, &setup.sink, resolver.as_ref()).await;
    raise_file_limit();
    let keeps_all = watch.transcripts;
    let prober = Prober::new(setup, Pace::new(rates(&check)), resolver, cancelled)?;
    Ok(Arc::new(Checks {
        prober: Arc::new(prober),
        ports: Box::new(move |suspect| ports(suspect, tier)),
        record: Box::new(move |report| kept(report, keeps_all)),
        clock: Box::new(cerrojo_engine::now),
    }))
}

/// What the command line permits, and the scopes and exclusions of the operation.
pub(crate) async fn of_operation(mut scope: Scope, store: &Store) -> anyhow::Result<Scope> {
    for file in store.scopes().await? {
        let added = scope.add_file(&file.text, cerrojo_engine::now());
        added.with_context(|| format!("the scope `{}` of the operation", file.name))?;
    }
    for excluded in store.exclusions().await? {
        if excluded.from.checks {
            let (network, reason) = (excluded.network, Some(excluded.why));
            scope.exclude(Exclusion { network, reason });
        }
    }
    Ok(scope)
}

/// The ports of a suspect: its own, or the usual ones of its kind.
pub(crate) fn ports(suspect: &Suspect, tier: Tier) -> Vec<cerrojo_engine::Port> {
    let kinds = Kinds {
        relays: suspect.kind() != Some(Kind::OpenProxy),
        proxies: suspect.kind() != Some(Kind::OpenRelay),
    };
    Written::of_suspect(suspect).ports(kinds, tier)
}

/// What is kept of a report: the record of the check, and what was said where something is open, or always.
pub(crate) fn kept(report: &EndpointReport, keeps_all: bool) -> Vec<Evidence> {
    let mut kept = vec![Evidence { kind: "check", body: report::json::line(report) }];
    let is_kept = keeps_all || matches!(report.report.verdict, Verdict::Open(_));
    if let Some(text) = transcript::text(report).filter(|_| is_kept) {
        kept.push(Evidence { kind: "transcript", body: text.into_bytes() });
    }
    kept
}
