//! Events of `IntelMQ`, one JSON object each, and what an event says; `eventdb` reads the same from CSV.

use std::io::BufRead;

use cerrojo_model::Kind;
use serde_json::Value;

use super::fields::{Means, keep, network, port, suspect, told_by};
use super::objects::{Object, Objects, Outcome, add_rest, names_one, text};
use super::row::kind_in;
use super::{Example, FeedError, Format, Given, Peek, Report, Rows};

pub(super) const FORMAT: Format = Format {
    id: "intelmq",
    about: "events of IntelMQ, JSON: one a line, or an array; flat keys (`source.ip`) or nested ones",
    source: "https://docs.intelmq.org/latest/user/event/",
    recognises,
    read,
    examples: &[
        Example {
            name: "events.jsonl",
            text: br#"{"feed.name": "Open-HTTP-Proxy", "time.source": "2026-11-20T02:14:07+00:00", "source.ip": "192.0.2.10", "source.port": 3128, "source.asn": 64496, "source.geolocation.cc": "DE", "protocol.application": "http", "classification.type": "vulnerable-system", "classification.identifier": "open-http-proxy", "extra.http_code": 200, "raw": "ZGVtbw=="}
{"source.ip": "203.0.113.77", "source.port": "1080", "classification.type": "vulnerable-system", "classification.identifier": "open-socks", "feed.name": "Accessible-SOCKS4/5-Proxy"}
{"source.ip": "192.0.2.25", "source.port": 25, "classification.type": "potentially-unwanted-accessible", "classification.identifier": "open-relay"}
{"source.network": "198.51.100.0/28", "classification.type": "blacklist", "classification.identifier": "blacklisted-ip"}
{"source.ip": "192.0.2.11", "source.port": 3128, "classification.type": "proxy"}
{"source.ip": "192.0.2.12", "source.port": 1080, "protocol.application": "socks5", "feed.name": "Accessible-SOCKS4/5-Proxy", "classification.type": "vulnerable-system"}
"#,
            suspects: &[
                "192.0.2.10:3128 open-proxy",
                "203.0.113.77:1080 open-proxy",
                "192.0.2.25:25 open-relay",
                "198.51.100.0/28",
                "192.0.2.11:3128 open-proxy",
                "192.0.2.12:1080 open-proxy",
            ],
            passed: &[],
            rejected: &[],
        },
        Example {
            name: "look-alikes.json",
            text: br#"{"source.ip": "192.0.2.10", "source.port": 3128, "classification.type": "other", "classification.identifier": "accessible-http-proxy"}
{"source.ip": "192.0.2.10", "source.port": 3128, "classification.type": "vulnerable-system", "classification.identifier": "open-http-proxy", "extra.http_code": 407}
{"source.ip": "192.0.2.10", "source.port": 3128, "classification.type": "vulnerable-system", "classification.identifier": "open-http-proxy", "extra": {"proxy_authenticate": "Basic"}}
{"source.ip": "192.0.2.25", "source.port": 25, "classification.type": "vulnerable-system", "classification.identifier": "vulnerable-smtp"}
{"source.ip": "192.0.2.25", "source.port": 25, "classification.type": "other", "classification.identifier": "open-smtp"}
{"source.ip": "192.0.2.10", "source.port": 3128, "classification.type": "proxy", "status": "offline"}
{"source.fqdn": "gw.example.net", "classification.type": "proxy"}
{"source.ip": "192.0.2.53", "source.port": 53, "classification.type": "vulnerable-system", "classification.identifier": "dns-open-resolver"}
"#,
            suspects: &[],
            passed: &[1, 2, 3, 4, 5, 6, 7, 8],
            rejected: &[],
        },
        Example {
            name: "broken.json",
            text: br#"{"source": {"ip": "192.0.2.10", "port": 3128, "geolocation": {"cc": "DE"}}, "classification": {"type": "proxy"}}
{"source.ip": "192.0.2.300", "classification.type": "proxy"}
{"source.ip": "192.0.2.10", "source.port": 70000, "classification.type": "proxy"}
no JSON
{"source.ip": "192.0.2.10",
{"note": "no event"}
{"source.ip": "192.0.2.11", "classification.type": "proxy"}
"#,
            suspects: &["192.0.2.10:3128 open-proxy", "192.0.2.11 open-proxy"],
            passed: &[],
            rejected: &[2, 3, 4, 5, 6],
        },
    ],
};

/// Keys of which every event has one.
const KEYS: &[&str] = &[
    "source.ip",
    "source.network",
    "source.fqdn",
    "source.url",
    "classification.type",
    "classification.identifier",
    "classification.taxonomy",
];

const EVENTS: Objects = Objects {
    format: "intelmq",
    wants: "this is no event of IntelMQ; want keys such as `source.ip` and `classification.type`",
    is_one: is_event,
    wrapper: None,
};

fn recognises(peek: &Peek<'_>) -> bool {
    let text = peek.text();
    names_one(&text, KEYS)
        || (names_one(&text, &["classification"]) && names_one(&text, &["source"]))
}

fn is_event(object: &Object) -> bool {
    let is_nested = |name: &str| object.get(name).is_some_and(Value::is_object);
    KEYS.iter().any(|key| object.contains_key(*key))
        || (is_nested("classification") && is_nested("source"))
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    EVENTS.read(input, rows, &|object, line| {
        let mut event = Object::new();
        flatten(object, "", &mut event);
        outcome(&event, line, given)
    })
}

/// Keys longer than this are not made longer: no key of the format comes near it, and keys that grow
/// with each level would be many times the event.
const KEY_BYTES: usize = 64;

/// Dotted keys in place of objects in objects.
///
/// The depth is bounded: JSON is read no deeper than 128.
fn flatten(object: &Object, prefix: &str, flat: &mut Object) {
    for (name, value) in object {
        let name = format!("{prefix}{name}");
        match value {
            // What is in `extra` is of any shape, and stays as it is below its first level.
            Value::Object(inner) if !name.starts_with("extra.") && name.len() <= KEY_BYTES => {
                flatten(inner, &format!("{name}."), flat);
            }
            value => drop(flat.insert(name, value.clone())),
        }
    }
}

/// What an event comes to; its keys are flat.
pub(super) fn outcome(event: &Object, line: u64, given: &Given) -> Outcome {
    let kind = match kind(event) {
        Ok(kind) => kind,
        Err(why) => return Outcome::Passed(why),
    };
    let who = ["source.ip", "source.network"].into_iter().find(|key| !text(event, key).is_empty());
    let Some(who) = who else { return Outcome::Passed("it names no address") };
    let (network, port) = match (network(&text(event, who)), port(&text(event, "source.port"))) {
        (Ok(network), Ok(port)) => (network, port),
        (Err(why), _) | (_, Err(why)) => return Outcome::Rejected(why),
    };
    let mut report = Report::new(suspect(network, port, kind, given), line);
    report.source = told_by(["feed.provider", "feed.name"].map(|name| text(event, name)));
    let typed = [
        ("time.source", Means::Seen),
        ("source.asn", Means::Asn),
        ("source.geolocation.cc", Means::Country),
    ];
    for (name, means) in typed {
        keep(&mut report, means, name, &text(event, name));
    }
    // `raw` holds the row of the source once more, with its header, in base64.
    let told = [who, "source.port", "raw", "__type", typed[0].0, typed[1].0, typed[2].0];
    add_rest(&mut report, event, &told);
    Outcome::Suspects(vec![report])
}

/// The kind that an event tells; otherwise why it names no suspect.
fn kind(event: &Object) -> Result<Option<Kind>, &'static str> {
    let of = |name: &str| text(event, name).trim().to_ascii_lowercase();
    let (identifier, class) = (of("classification.identifier"), of("classification.type"));
    let feed = of("feed.name");
    if of("status") == "offline" {
        return Err("its source says that it is offline");
    }
    if class == "test" || of("classification.taxonomy") == "test" {
        return Err("a test of its source");
    }
    if !of("extra.proxy_authenticate").is_empty() || of("extra.http_code") == "407" {
        return Err("a proxy that asks who one is");
    }
    if ["accessible", "vulnerable"].iter().any(|word| identifier.starts_with(word)) {
        return Err("a server that can be reached or is out of date; not one that is open");
    }
    if identifier == "open-smtp" {
        return Err("a mail server that can be reached; no more is said of it");
    }
    if let Some(kind) = kind_in(&identifier) {
        return Ok(Some(kind));
    }
    if identifier.starts_with("blacklist")
        || identifier.starts_with("blocklist")
        || class == "blacklist"
    {
        let why =
            ["event_description.text", "extra.reason", "comment", "extra.source", "feed.name"];
        return Ok(why.into_iter().find_map(|name| kind_in(&of(name))));
    }
    if let Some(kind) = kind_in(&class) {
        return Ok(Some(kind));
    }
    // Shadowserver calls its report of open SOCKS proxies "Accessible-SOCKS4/5-Proxy".
    let is_open = !feed.starts_with("accessible") || feed.contains("socks");
    let is_named =
        ["http", "socks", "smtp"].iter().any(|one| of("protocol.application").starts_with(one));
    match kind_in(&feed) {
        Some(kind) if identifier.is_empty() && is_open && is_named => Ok(Some(kind)),
        _ => Err("an event about something else"),
    }
}
