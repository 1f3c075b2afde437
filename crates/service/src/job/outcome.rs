//! What the reports of a check mean for its case. Pure: reports in, events out.

use std::collections::BTreeMap;

use cerrojo_engine::EndpointReport;
use cerrojo_model::{Reason, Suspect, Verdict};
use cerrojo_store::life::{Found, What};
use ipnet::IpNet;

/// What a check came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Judged {
    /// What happened to the case itself.
    Case(What),
    /// It was a broad suspect: these of it are open, each with what was found.
    Parts(Vec<(Suspect, Found)>),
    /// The run was stopped before anything was decided: nothing happened.
    Stopped,
}

/// What the reports of all endpoints of a suspect come to. The worst counts: open, then unknown, then
/// closed. Nothing heard at all is unknown.
#[must_use]
pub fn judge(suspect: &Suspect, reports: &[EndpointReport]) -> Judged {
    let is_of = |report: &&EndpointReport| {
        suspect.kind().is_none_or(|kind| report.report.endpoint.service.kind() == kind)
    };
    let reports: Vec<_> = reports.iter().filter(is_of).collect();
    let mut open = BTreeMap::new();
    for report in &reports {
        if let Verdict::Open(_) = report.report.verdict {
            let endpoint = report.report.endpoint;
            let network = IpNet::from(endpoint.address.ip());
            let kind = endpoint.service.kind();
            let part = Suspect::new(network, Some(endpoint.address.port()), Some(kind));
            open.entry(part).or_insert_with(|| found(report));
        }
    }
    if suspect.is_broad() && !open.is_empty() {
        return Judged::Parts(open.into_iter().collect());
    }
    if let Some(found) = open.into_values().next() {
        return Judged::Case(What::FoundOpen(found));
    }
    let unknown: Vec<Reason> =
        reports.iter().filter_map(|report| report.report.verdict.reason()).collect();
    if unknown.contains(&Reason::Cancelled) {
        return Judged::Stopped;
    }
    let is_silent = |reason: &Reason| matches!(reason, Reason::Unreachable | Reason::Timeout);
    // The reason of whoever answered tells more than silence.
    let told = unknown.iter().find(|reason| !is_silent(reason)).or_else(|| unknown.first());
    match told {
        Some(reason) => Judged::Case(What::FoundUnknown {
            reason: reason.id().to_owned(),
            reached: reports.len() > unknown.len() || !unknown.iter().all(is_silent),
        }),
        None if reports.is_empty() => Judged::Case(What::FoundUnknown {
            reason: Reason::Unreachable.id().to_owned(),
            reached: false,
        }),
        None => Judged::Case(What::FoundClosed { evidence: None }),
    }
}

fn found(report: &EndpointReport) -> Found {
    let Verdict::Open(proof) = &report.report.verdict else { return Found::default() };
    let software = report.report.software.as_ref();
    Found {
        test: proof.sent().test.clone(),
        arrived_at: Some(proof.arrival().at),
        evidence: None,
        software: software.map(|software| software.name.clone()),
        version: software.and_then(|software| software.version.clone()),
    }
}

#[cfg(test)]
mod tests {
    use cerrojo_model::{Arrival, Endpoint, Proof, Sent, Service, Time, Transport};
    use chrono::TimeDelta;

    use super::*;

    fn at() -> Time {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }

    fn report(port: u16, service: Service, verdict: Verdict) -> EndpointReport {
        let address = std::net::SocketAddr::new("192.0.2.7".parse().unwrap(), port);
        let endpoint = Endpoint { address, transport: Transport::Plain, service };
        EndpointReport {
            target: "192.0.2.7".into(),
            addresses: 1,
            report: cerrojo_probe::report::Report {
                endpoint,
                verdict,
                tests: Vec::new(),
                software: None,
                notes: Vec::new(),
            },
            started_at: at(),
            duration: TimeDelta::seconds(1),
            transcript: None,
            no_way: None,
        }
    }

    fn open(port: u16, service: Service) -> EndpointReport {
        let mut report = report(port, service, Verdict::Closed);
        let endpoint = report.report.endpoint;
        let sent = Sent { token: "t".into(), endpoint, test: "plain".into(), at: at() };
        let arrival = Arrival {
            token: "t".into(),
            from: endpoint.address,
            at: at(),
            trace: Vec::new(),
            client_seen: None,
        };
        report.report.verdict = Verdict::Open(Box::new(Proof::new(sent, arrival).unwrap()));
        report
    }

    fn suspect(port: Option<u16>) -> Suspect {
        Suspect::new("192.0.2.7/32".parse().unwrap(), port, None)
    }

    fn word(judged: Judged) -> String {
        match judged {
            Judged::Case(what) => what.parts().0,
            Judged::Parts(parts) => {
                parts.iter().map(|(suspect, _)| suspect.to_string()).collect::<Vec<_>>().join(", ")
            }
            Judged::Stopped => "stopped".into(),
        }
    }

    #[test]
    fn unknown_is_neither_open_nor_closed() {
        let unknown = |reason| report(25, Service::Smtp, Verdict::Unknown(reason));
        let closed = || report(25, Service::Smtp, Verdict::Closed);
        let relay = suspect(Some(25));
        assert_eq!(word(judge(&relay, &[])), "found-unknown");
        assert_eq!(word(judge(&relay, &[closed()])), "found-closed");
        assert_eq!(word(judge(&relay, &[closed(), unknown(Reason::TlsFailed)])), "found-unknown");
        assert_eq!(word(judge(&relay, &[unknown(Reason::Cancelled), closed()])), "stopped");
        let open = open(25, Service::Smtp);
        assert_eq!(word(judge(&relay, &[unknown(Reason::Timeout), open])), "found-open");
        let judged = judge(&relay, &[unknown(Reason::Timeout)]);
        assert_eq!(
            judged,
            Judged::Case(What::FoundUnknown { reason: "timeout".into(), reached: false })
        );
    }

    #[test]
    fn a_broad_suspect_is_narrowed_to_what_is_open() {
        let reports = [
            open(25, Service::Smtp),
            open(3128, Service::Http),
            report(1080, Service::Socks, Verdict::Closed),
        ];
        let parts = "192.0.2.7:25 open-relay, 192.0.2.7:3128 open-proxy";
        assert_eq!(word(judge(&suspect(None), &reports)), parts);
        assert_eq!(word(judge(&suspect(Some(3128)), &reports[1..])), "found-open");
        // Another kind at the same port is no proof of this one.
        assert_eq!(word(judge(&suspect(Some(3128)), &reports[..1])), "found-unknown");
    }
}
