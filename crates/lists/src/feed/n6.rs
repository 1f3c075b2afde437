//! Events of n6, the exchange of CERT Polska: JSON of its API and its stream.

use std::io::BufRead;

use cerrojo_model::Kind;
use serde_json::Value;

use super::fields::{Means, keep, network, port, suspect, told_by};
use super::objects::{Object, Objects, Outcome, add_rest, names_one, text};
use super::row::kind_in;
use super::{Example, FeedError, Format, Given, Peek, Report, Rows};

pub(super) const FORMAT: Format = Format {
    id: "n6",
    about: "events of n6 (CERT Polska), JSON: an array, an object with `results`, or one a line",
    source: "https://n6.readthedocs.io/",
    recognises,
    read,
    examples: &[
        Example {
            name: "events.json",
            text: br#"[{"id": "0a", "source": "a.b", "category": "proxy", "time": "2026-11-20T02:14:07Z", "address": [{"ip": "192.0.2.10", "cc": "PL", "asn": 64496}, {"ip": "198.51.100.23"}], "dport": 3128, "proto": "tcp"},
 {"id": "0b", "source": "a.b", "category": "vulnerable", "name": "open relay", "address": [{"ip": "192.0.2.25"}]},
 {"id": "0c", "source": "a.b", "category": "bots", "name": "proxybot", "address": [{"ip": "192.0.2.26"}], "dport": 80},
 {"id": "0d", "source": "a.b", "category": "proxy", "url": "http://gw.example.net/"}]
"#,
            suspects: &[
                "192.0.2.10:3128 open-proxy",
                "198.51.100.23:3128 open-proxy",
                "192.0.2.25:25 open-relay",
            ],
            passed: &[3, 4],
            rejected: &[],
        },
        Example {
            name: "search.json",
            text: br#"{"count": 2, "results": [
  {
    "id": "0a", "source": "a.b", "category": "proxy", "dport": 1080,
    "address": [{"ip": "203.0.113.77"}]
  },
  {"id": "0b", "source": "a.b", "category": "proxy", "address": [{"ip": "203.0.113.777"}]},
  {"id": "0c", "source": "a.b", "category": "proxy", "address": "203.0.113.78", "dport": 99999}
], "next": null}
"#,
            suspects: &["203.0.113.77:1080 open-proxy"],
            passed: &[],
            rejected: &[6, 7],
        },
    ],
};

/// Addresses of one event. Each becomes a report with everything that the event says.
const MOST_ADDRESSES: usize = 256;

const EVENTS: Objects = Objects {
    format: "n6",
    wants: "this is no event of n6; want `category` and `address`, `url` or `fqdn`",
    is_one,
    wrapper: Some("results"),
};

fn recognises(peek: &Peek<'_>) -> bool {
    let text = peek.text();
    names_one(&text, &["category"]) && names_one(&text, PLACES)
}

/// Where an event is; each has one of them at least.
const PLACES: &[&str] = &["address", "url", "fqdn", "ip"];

fn is_one(object: &Object) -> bool {
    object.get("category").is_some_and(Value::is_string)
        && !object.contains_key("xarf_version")
        && PLACES.iter().any(|place| object.contains_key(*place))
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    EVENTS.read(input, rows, &|event, line| outcome(event, line, given))
}

fn outcome(event: &Object, line: u64, given: &Given) -> Outcome {
    let name = kind_in(&text(event, "name"));
    let url = || kind_in(&text(event, "url"));
    let kind = match (&*text(event, "category"), name) {
        ("proxy", name) => name.or_else(url).unwrap_or(Kind::OpenProxy),
        // A category of faults: what is at fault stands in the name.
        ("vulnerable" | "exposed", Some(kind)) => kind,
        // "Proxy" in the name of malware is no proxy that is open.
        (_, Some(Kind::OpenRelay)) => Kind::OpenRelay,
        _ => return Outcome::Passed("an event about something else"),
    };
    let port = match port(&text(event, "dport")) {
        Ok(port) => port,
        Err(why) => return Outcome::Rejected(why),
    };
    let places = places(event);
    if places.len() > MOST_ADDRESSES {
        let why = format!("it names {} addresses; {MOST_ADDRESSES} are read", places.len());
        return Outcome::Rejected(why);
    }
    let mut reports = Vec::new();
    for place in places {
        let network = match network(&text(&place, "ip")) {
            Ok(network) => network,
            Err(why) => return Outcome::Rejected(why),
        };
        let mut report = Report::new(suspect(network, port, Some(kind), given), line);
        report.source = told_by([text(event, "source")]);
        keep(&mut report, Means::Seen, "time", &text(event, "time"));
        keep(&mut report, Means::Asn, "asn", &text(&place, "asn"));
        keep(&mut report, Means::Country, "cc", &text(&place, "cc"));
        add_rest(&mut report, event, &["address", "ip", "dport", "time"]);
        reports.push(report);
    }
    if reports.is_empty() {
        Outcome::Passed("it names no address")
    } else {
        Outcome::Suspects(reports)
    }
}

/// The addresses of an event, with what is said of each.
fn places(event: &Object) -> Vec<Object> {
    let bare = |ip: &Value| Object::from_iter([("ip".to_owned(), ip.clone())]);
    match event.get("address").or_else(|| event.get("ip")) {
        Some(Value::Array(all)) => {
            all.iter().map(|one| one.as_object().cloned().unwrap_or_else(|| bare(one))).collect()
        }
        Some(Value::Object(one)) => vec![one.clone()],
        Some(Value::Null) | None => Vec::new(),
        Some(ip) => vec![bare(ip)],
    }
}
