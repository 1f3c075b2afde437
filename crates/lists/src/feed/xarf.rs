//! Abuse reports in XARF, versions 4 and 3: JSON, one object, one a line, or an array.

use std::io::BufRead;

use cerrojo_model::Kind;
use ipnet::IpNet;
use serde_json::Value;

use super::fields::{Means, keep, network, port, suspect, told_by};
use super::objects::{Object, Objects, Outcome, names_one, text};
use super::row::kind_in;
use super::{Example, FeedError, Format, Given, Peek, Report, Rows};

pub(super) const FORMAT: Format = Format {
    id: "xarf",
    about: "abuse reports in XARF, version 4 or 3, JSON: one report, one a line, or an array",
    source: "https://github.com/xarf/xarf-spec",
    recognises,
    read,
    examples: &[
        Example {
            name: "proxy.json",
            text: br#"{
 "xarf_version": "4.2.0",
 "report_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
 "timestamp": "2026-11-20T04:10:11Z",
 "reporter": {"org": "Example CERT", "contact": "operation@cert.example", "domain": "cert.example"},
 "source_identifier": "192.0.2.10",
 "source_port": 3128,
 "category": "vulnerability",
 "type": "open_service",
 "service": "http-proxy",
 "evidence": [{"content_type": "text/plain", "payload": "ZGVtbw==", "hash": "sha256:00", "size": 4}],
 "confidence": 1.0
}
"#,
            suspects: &["192.0.2.10:3128 open-proxy"],
            passed: &[],
            rejected: &[],
        },
        Example {
            name: "batch.ndjson",
            text: br#"{"xarf_version": "4.2.0", "source_identifier": "192.0.2.25", "category": "vulnerability", "type": "misconfiguration", "service": "smtp", "service_port": 25, "misconfiguration_type": "open_relay"}
{"xarf_version": "4.2.0", "source_identifier": "192.0.2.26", "category": "vulnerability", "type": "misconfiguration", "service": "smtp", "description": "It relays mail for strangers", "service_port": 587}
{"xarf_version": "4.0.0", "source_identifier": "198.51.100.0/28", "category": "reputation", "type": "blocklist", "threat_type": "open proxy"}
{"xarf_version": "4.0.0", "source_identifier": "192.0.2.27", "source_port": 40123, "category": "messaging", "type": "spam"}
{"xarf_version": "4.0.0", "source_identifier": "192.0.2.28", "source_port": 40123, "category": "infrastructure", "type": "botnet", "bot_capabilities": ["ddos", "proxy"]}
{"xarf_version": "4.0.0", "source_identifier": "192.0.2.29", "category": "infrastructure", "type": "botnet", "bot_capabilities": ["ddos"]}
{"xarf_version": "4.0.0", "source_identifier": "192.0.2.53", "category": "vulnerability", "type": "open_service", "service": "dns", "service_port": 53, "description": "it relays what strangers ask"}
{"xarf_version": "4.0.0", "source_identifier": "192.0.2.10", "category": "connection", "type": "login_attack"}
{"xarf_version": "4.0.0", "source_identifier": "mx.example.com", "category": "messaging", "type": "spam"}
{"xarf_version": "4.0.0", "source_identifier": "192.0.2.300", "category": "messaging", "type": "spam"}
{"xarf_version": "4.0.0", "source_identifier": "192.0.2.10", "source_port": "x", "category": "vulnerability", "type": "open_service", "service": "socks"}
{"xarf_version": "4.0.0", "source_identifier": "192.0.2.11", "category": "vulnerability", "type": "open_service", "service": "http-proxy", "description": "demands proxy authentication", "tags": ["auth:required"]}
"#,
            suspects: &[
                "192.0.2.25:25 open-relay",
                "192.0.2.26:587 open-relay",
                "198.51.100.0/28 open-proxy",
                "192.0.2.27",
                "192.0.2.28 open-proxy",
            ],
            passed: &[6, 7, 8, 9, 12],
            rejected: &[10, 11],
        },
        Example {
            name: "v3.json",
            text: br#"[{"Version": "3", "ReporterInfo": {"ReporterOrg": "Example CERT", "ReporterOrgEmail": "operation@cert.example"}, "Disclosure": true,
 "Report": {"ReportClass": "Vulnerability", "ReportType": "OpenService", "Date": "2026-11-20T04:10:11Z", "SourceIp": "203.0.113.77", "SourcePort": 1080, "Service": "socks5", "Samples": [{"ContentType": "text/plain", "Payload": "ZGVtbw=="}]}},
{"Version": "3", "ReporterInfo": {}, "Report": {"ReportClass": "Activity", "ReportType": "LoginAttack", "SourceIp": "203.0.113.78"}}]
"#,
            suspects: &["203.0.113.77:1080 open-proxy"],
            passed: &[3],
            rejected: &[],
        },
    ],
};

const REPORTS: Objects = Objects {
    format: "xarf",
    wants: "this is no XARF report; want `xarf_version` (4) or `ReporterInfo` and `Report` (3)",
    is_one: is_report,
    wrapper: None,
};

fn recognises(peek: &Peek<'_>) -> bool {
    names_one(&peek.text(), &["xarf_version", "ReporterInfo"])
}

/// Whether an object is a report of either version.
pub(super) fn is_report(object: &Object) -> bool {
    object.contains_key("xarf_version")
        || (object.contains_key("ReporterInfo")
            && object.get("Report").is_some_and(Value::is_object))
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    REPORTS.read(input, rows, &|report, line| outcome(report, line, given))
}

/// What both versions say, under the names of version 4.
fn as_version_4(object: &Object) -> Object {
    let Some(Value::Object(report)) =
        object.get("Report").filter(|_| !object.contains_key("xarf_version"))
    else {
        return object.clone();
    };
    let word = |text: &str| text.to_ascii_lowercase().replace(['-', '_', ' '], "");
    let (category, kind) = match &*word(&text(report, "ReportType")) {
        "openservice" | "service" => ("vulnerability", "open_service"),
        "openrelay" | "openproxy" | "misconfiguration" => ("vulnerability", "misconfiguration"),
        "spam" => ("messaging", "spam"),
        "blacklist" | "blocklist" => ("reputation", "blocklist"),
        "botnet" | "bot" => ("infrastructure", "botnet"),
        _ => ("other", "other"),
    };
    let mut same = Object::new();
    for (name, value) in object.iter().filter(|(name, _)| *name != "Report").chain(report) {
        let name = match name.as_str() {
            "Date" => "timestamp",
            "SourceIp" => "source_identifier",
            "SourcePort" => "source_port",
            "Service" | "Services" => "service",
            "Comment" | "Description" => "description",
            "Samples" => "evidence",
            "ReportType" => "misconfiguration_type",
            other => other,
        };
        same.insert(name.to_owned(), value.clone());
    }
    same.insert("category".to_owned(), category.into());
    same.insert("type".to_owned(), kind.into());
    same
}

/// What a report of either version comes to.
pub(super) fn outcome(object: &Object, line: u64, given: &Given) -> Outcome {
    let object = as_version_4(object);
    let claim = match claim(&object) {
        Ok(claim) => claim,
        Err(why) => return Outcome::Passed(why),
    };
    let network = match source(&text(&object, "source_identifier")) {
        Ok(Some(network)) => network,
        Ok(None) => return Outcome::Passed("it names a host by its name, and no address"),
        Err(why) => return Outcome::Rejected(why),
    };
    let of_service = ["service_port", "source_port"].into_iter().filter(|_| claim.is_of_service);
    let port_name = of_service.into_iter().find(|name| !text(&object, name).is_empty());
    let port = match port_name.map_or(Ok(None), |name| port(&text(&object, name))) {
        Ok(port) => port,
        Err(why) => return Outcome::Rejected(why),
    };
    let mut report = Report::new(suspect(network, port, claim.kind, given), line);
    let org = |name: &str, key| object.get(name).and_then(Value::as_object).map(|by| text(by, key));
    let reporter = org("reporter", "org").or_else(|| org("ReporterInfo", "ReporterOrg"));
    report.source = told_by(reporter.map(std::borrow::Cow::into_owned));
    for (name, value) in &object {
        match name.as_str() {
            "source_identifier" => {}
            name if Some(name) == port_name => {}
            "timestamp" => keep(&mut report, Means::Seen, name, &text(&object, name)),
            // What one's own systems wrote for themselves is never passed on.
            "_internal" => {}
            "evidence" => report.details.add_json(name, &without_payload(value)),
            _ => report.details.add_json(name, value),
        }
    }
    Outcome::Suspects(vec![report])
}

/// What a report says is there.
struct Claim {
    kind: Option<Kind>,
    /// The port in it is where the service listens, not where a connection of the host came from.
    is_of_service: bool,
}

/// What is claimed; otherwise why no suspect is named.
fn claim(report: &Object) -> Result<Claim, &'static str> {
    let of = |name: &str| text(report, name).to_ascii_lowercase();
    let told = |names: &[&str]| names.iter().find_map(|name| kind_in(&of(name)));
    let service = |kind| Ok(Claim { kind: Some(kind), is_of_service: true });
    let host = |kind| Ok(Claim { kind, is_of_service: false });
    match (&*of("category"), &*of("type")) {
        ("vulnerability", _) if asks_who(report) => Err("a service that asks who one is"),
        ("vulnerability", "open_service" | "misconfiguration") => {
            // What is written about another service may well say "proxy" or "relay".
            let may_be = ["", "smtp", "mail", "submission", "http", "tcp"];
            let prose = ["product", "description"].as_slice();
            let prose = if may_be.contains(&&*of("service")) { prose } else { &[] };
            let told =
                told(&["misconfiguration_type", "service", "service_type"]).or_else(|| told(prose));
            told.map_or(Err("a report about another service"), service)
        }
        ("vulnerability", _) => Err("software with a known fault, not one that is open"),
        ("reputation", "blocklist") => {
            host(told(&["threat_type", "description", "reason", "list_name"]))
        }
        // Whoever hands over spam may be a relay, a proxy or neither: that is what checks are for.
        ("messaging", "spam" | "bulk_messaging") => {
            host(told(&["description", "misconfiguration_type"]))
        }
        ("infrastructure", "botnet") => {
            let can = report.get("bot_capabilities").map(Value::to_string).unwrap_or_default();
            match kind_in(&can) {
                Some(Kind::OpenProxy) => host(Some(Kind::OpenProxy)),
                _ => Err("a bot that is said to be no proxy"),
            }
        }
        _ => Err("a report about something else"),
    }
}

/// Whether a report says that its service wants a name and a password.
fn asks_who(report: &Object) -> bool {
    let says = |name: &str| {
        report.get(name).map(Value::to_string).unwrap_or_default().to_ascii_lowercase()
    };
    says("http_code") == "407"
        || !matches!(&*says("proxy_authenticate"), "" | "null" | "\"\"")
        || says("authentication_required") == "true"
        || ["auth:required", "authentication:required"].iter().any(|tag| says("tags").contains(tag))
}

/// The address of a source; `None` where it is a name.
fn source(text: &str) -> Result<Option<IpNet>, String> {
    match network(text) {
        Ok(network) => Ok(Some(network)),
        Err(_) if text.contains(|letter: char| letter.is_alphabetic()) && !text.contains(':') => {
            Ok(None)
        }
        Err(why) => Err(why),
    }
}

/// Evidence without what was recorded: it may hold what third parties wrote.
fn without_payload(evidence: &Value) -> Value {
    let bare = |one: &Value| match one {
        Value::Object(one) => {
            let kept = one.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("payload"));
            Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
        }
        other => other.clone(),
    };
    match evidence {
        Value::Array(all) => Value::Array(all.iter().map(bare).collect()),
        one => bare(one),
    }
}
