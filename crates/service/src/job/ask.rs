//! Asks all that is meant by a suspect: an address, or a whole network of them, within the scope.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use cerrojo_engine::{EndpointReport, EngineError, Prober, Target};
use cerrojo_model::{Suspect, Verdict};
use cerrojo_store::life::What;
use ipnet::IpNet;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::verify::Checks;

/// Addresses of one network that are asked side by side; the pace of the network is kept besides.
const SIDE_BY_SIDE: usize = 16;
/// Reports of one suspect that are kept before only new sorts are.
const KEPT: usize = 64;

/// What asking came to.
pub(super) enum Asked {
    /// What was found of its endpoints.
    Reports(Vec<EndpointReport>),
    /// Nothing was asked: this happened to the case instead.
    Aside(What),
    /// Nothing was learned for a reason of ours, and nothing happened to the case.
    Left(Left),
}

/// Why a case is left as it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Left {
    /// Nobody gave a scope, and it is not on this machine.
    Unscoped,
    /// This machine has no way there.
    NoWay {
        /// Where to.
        target: IpAddr,
        /// What the system says.
        cause: String,
    },
}

/// Asks a suspect, as far as the scope goes.
pub(super) async fn ask(
    checks: &Checks,
    suspect: &Suspect,
    most: u128,
) -> Result<Asked, EngineError> {
    let network = suspect.network();
    let is_scoped = checks.prober.has_scope();
    if !is_scoped && !checks.prober.may_touch(&network) {
        return Ok(Asked::Left(Left::Unscoped));
    }
    if addresses_in(network) > most {
        let why = format!("{network} has more than {most} addresses: name the ones that are meant");
        return Ok(Asked::Aside(What::Held { why }));
    }
    let mut permitted = Vec::new();
    let mut refused = None;
    for address in hosts(network) {
        match checks.prober.may_ask(address) {
            Ok(()) => permitted.push(address),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    if permitted.is_empty() && !is_scoped {
        return Ok(Asked::Left(Left::Unscoped));
    }
    if permitted.is_empty() {
        let why = refused.map_or_else(String::new, |error| error.to_string());
        return Ok(Asked::Aside(What::LeftScope { why }));
    }
    let ports = (checks.ports)(suspect);
    let mut kept = Vec::new();
    for some in permitted.chunks(SIDE_BY_SIDE) {
        let mut running = JoinSet::new();
        for address in some {
            let target = Target {
                label: suspect.to_string(),
                name: None,
                addresses: vec![*address],
                ports: ports.clone(),
                is_sweep: suspect.port().is_none(),
            };
            let prober = Arc::clone(&checks.prober);
            running.spawn(async move { examine(&prober, &target).await });
        }
        while let Some(reports) = running.join_next().await {
            let Ok(reports) = reports else { continue };
            keep(&mut kept, reports?);
        }
        if let Some(left) = cut_off(&kept, permitted.len() == 1) {
            return Ok(Asked::Left(left));
        }
    }
    Ok(Asked::Reports(kept))
}

/// Whether the reports say nothing because this machine has no way there. A proof of a single address stands
/// all the same; a network is asked again as a whole.
fn cut_off(reports: &[EndpointReport], is_single: bool) -> Option<Left> {
    let is_open = |report: &EndpointReport| matches!(report.report.verdict, Verdict::Open(_));
    if is_single && reports.iter().any(is_open) {
        return None;
    }
    reports.iter().find_map(|report| {
        let target = report.report.endpoint.address.ip().to_canonical();
        report.no_way.clone().map(|cause| Left::NoWay { target, cause })
    })
}

/// Whether any address of a suspect may be asked, as far as one that large is asked at all.
pub(super) fn may_ask_some(prober: &Prober, network: IpNet, most: u128) -> bool {
    addresses_in(network) <= most
        && prober.may_touch(&network)
        && hosts(network).any(|address| prober.may_ask(address).is_ok())
}

async fn examine(
    prober: &Arc<Prober>,
    target: &Target,
) -> Result<Vec<EndpointReport>, EngineError> {
    let (sender, mut receiver) = mpsc::channel(16);
    let asked = async {
        let sender = sender;
        prober.examine(target, &sender).await
    };
    let collected = async {
        let mut reports = Vec::new();
        while let Some(report) = receiver.recv().await {
            reports.push(report);
        }
        reports
    };
    let (asked, reports) = tokio::join!(asked, collected);
    asked.map(|()| reports)
}

/// Keeps what is open, and of all else one report of each sort: a network has many of the same.
fn keep(kept: &mut Vec<EndpointReport>, reports: Vec<EndpointReport>) {
    for report in reports {
        let sort = |report: &EndpointReport| {
            let verdict = &report.report.verdict;
            let kind = report.report.endpoint.service.kind();
            (verdict.id(), verdict.reason(), kind, report.no_way.is_some())
        };
        let is_open = matches!(report.report.verdict, Verdict::Open(_));
        if is_open || kept.len() < KEPT || !kept.iter().any(|there| sort(there) == sort(&report)) {
            kept.push(report);
        }
    }
}

fn addresses_in(network: IpNet) -> u128 {
    let bits = network.max_prefix_len().saturating_sub(network.prefix_len());
    1_u128.checked_shl(u32::from(bits)).unwrap_or(u128::MAX)
}

fn hosts(network: IpNet) -> Box<dyn Iterator<Item = IpAddr>> {
    match network {
        // All of them: the first and the last are addresses like others at a provider's edge.
        IpNet::V4(v4) => {
            let (first, last) = (v4.network().to_bits(), v4.broadcast().to_bits());
            Box::new((first..=last).map(|bits| Ipv4Addr::from_bits(bits).into()))
        }
        IpNet::V6(v6) => {
            let (first, last) = (v6.network().to_bits(), v6.broadcast().to_bits());
            Box::new((first..=last).map(|bits| Ipv6Addr::from_bits(bits).into()))
        }
    }
}
