//! Cases as events of `IntelMQ`, so that a CERT feeds the chain it has.

use std::io::{self, Write};

use cerrojo_model::{Kind, Service};
use serde::Serialize;

use super::{Case, Example, Export, Issuer, example, json_line, written};

pub(super) const EXPORT: Export = Export {
    id: "intelmq",
    about: "one event of IntelMQ a line; cases that were never proven open are left out",
    source: "https://docs.intelmq.org/latest/user/event/",
    media_type: "application/jsonl",
    extension: "jsonl",
    header: None,
    write,
    examples: &[
        Example {
            case: example::relay,
            text: r#"{"__type":"Event","classification.taxonomy":"vulnerable","classification.type":"vulnerable-system","classification.identifier":"open-relay","event_description.text":"An open mail relay: it passed on a stranger's mail to a stranger.","feed.name":"Cerrojo","feed.provider":"Example National CERT","time.source":"2025-11-20T04:10:11Z","time.observation":"2025-11-21T04:10:11Z","source.ip":"192.0.2.25","source.port":25,"protocol.application":"smtp","protocol.transport":"tcp","source.asn":64496,"source.geolocation.cc":"DE","source.fqdn":"mx.example.com","source.network":"192.0.2.0/24","source.abuse_contact":"abuse@example.com","extra.case":17,"extra.kind":"open-relay","extra.state":"notified","extra.episode":2,"extra.transport":"starttls","extra.test":"percent-hack","extra.sent_at":"2025-11-20T04:10:00Z","extra.arrived_at":"2025-11-20T04:10:11Z","extra.arrived_from":"192.0.2.26","extra.trace":["from mx.example.com (192.0.2.26)\n by sink.cert.example"],"extra.software":"Postfix","extra.first_seen":"2025-11-18T00:00:00Z","extra.notified_at":"2025-11-20T04:13:20Z","extra.sources":["=cmd(), or so","example-list"],"extra.transcript":"S: 220 mx.example.com ESMTP\nC: EHLO probe.cert.example\n"}
"#,
        },
        Example {
            case: example::proxy,
            text: r#"{"__type":"Event","classification.taxonomy":"vulnerable","classification.type":"vulnerable-system","classification.identifier":"open-http-proxy","event_description.text":"An open HTTP proxy: it connected a stranger to a host of our choice.","feed.name":"Cerrojo","feed.provider":"Example National CERT","time.source":"2025-11-20T04:10:11Z","time.observation":"2025-11-20T04:10:11Z","source.ip":"2001:db8:10::25","source.port":3128,"protocol.application":"http","protocol.transport":"tcp","extra.case":18,"extra.kind":"open-proxy","extra.state":"closed","extra.episode":1,"extra.transport":"plain","extra.test":"http-connect:25","extra.closed_at":"2025-11-21T04:10:11Z"}
"#,
        },
    ],
};

/// Bytes of a transcript that travel along.
const MOST_TRANSCRIPT: usize = 64 * 1024;

#[derive(Serialize)]
struct Event<'a> {
    /// `MessageFactory.unserialize` refuses a message that does not say what it is.
    #[serde(rename = "__type")]
    message_type: &'static str,
    #[serde(rename = "classification.taxonomy")]
    taxonomy: &'static str,
    #[serde(rename = "classification.type")]
    classification_type: &'static str,
    #[serde(rename = "classification.identifier")]
    identifier: &'static str,
    #[serde(rename = "event_description.text")]
    description: &'static str,
    #[serde(rename = "feed.name")]
    feed: &'static str,
    #[serde(rename = "feed.provider")]
    provider: &'a str,
    #[serde(rename = "time.source")]
    source_time: String,
    #[serde(rename = "time.observation")]
    observation_time: String,
    #[serde(rename = "source.ip")]
    ip: String,
    #[serde(rename = "source.port")]
    port: u16,
    #[serde(rename = "protocol.application")]
    application: &'static str,
    #[serde(rename = "protocol.transport")]
    transport: &'static str,
    #[serde(rename = "source.asn", skip_serializing_if = "Option::is_none")]
    asn: Option<u32>,
    #[serde(rename = "source.geolocation.cc", skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(rename = "source.fqdn", skip_serializing_if = "Option::is_none")]
    hostname: Option<String>,
    #[serde(rename = "source.network", skip_serializing_if = "Option::is_none")]
    network: Option<String>,
    #[serde(rename = "source.abuse_contact", skip_serializing_if = "Option::is_none")]
    abuse_contact: Option<String>,
    #[serde(flatten)]
    extra: Extra<'a>,
}

/// What only we say.
#[derive(Serialize)]
struct Extra<'a> {
    #[serde(rename = "extra.case")]
    number: u64,
    #[serde(rename = "extra.kind")]
    kind: &'static str,
    #[serde(rename = "extra.state")]
    state: &'a str,
    #[serde(rename = "extra.episode")]
    episode: u32,
    #[serde(rename = "extra.transport")]
    transport: &'static str,
    #[serde(rename = "extra.test", skip_serializing_if = "Option::is_none")]
    test: Option<&'a str>,
    #[serde(rename = "extra.sent_at", skip_serializing_if = "Option::is_none")]
    sent_at: Option<String>,
    #[serde(rename = "extra.arrived_at", skip_serializing_if = "Option::is_none")]
    arrived_at: Option<String>,
    #[serde(rename = "extra.arrived_from", skip_serializing_if = "Option::is_none")]
    arrived_from: Option<String>,
    #[serde(rename = "extra.trace", skip_serializing_if = "<[_]>::is_empty")]
    trace: &'a [&'a str],
    #[serde(rename = "extra.software", skip_serializing_if = "Option::is_none")]
    software: Option<&'a str>,
    #[serde(rename = "extra.version", skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(rename = "extra.first_seen", skip_serializing_if = "Option::is_none")]
    first_seen: Option<String>,
    #[serde(rename = "extra.notified_at", skip_serializing_if = "Option::is_none")]
    notified_at: Option<String>,
    #[serde(rename = "extra.closed_at", skip_serializing_if = "Option::is_none")]
    closed_at: Option<String>,
    #[serde(rename = "extra.sources", skip_serializing_if = "<[_]>::is_empty")]
    sources: &'a [String],
    #[serde(rename = "extra.transcript", skip_serializing_if = "Option::is_none")]
    transcript: Option<&'a str>,
}

fn write(case: &Case<'_>, issuer: &Issuer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(verified_at) = case.verified_at else { return Ok(()) };
    let identifier = match (case.kind, case.service) {
        (Kind::OpenRelay, _) => "open-relay",
        (_, Service::Http) => "open-http-proxy",
        (_, Service::Socks) => "open-socks",
        _ => "open-proxy",
    };
    let event = Event {
        message_type: "Event",
        taxonomy: "vulnerable",
        classification_type: "vulnerable-system",
        identifier,
        description: case.sentence(),
        feed: "Cerrojo",
        provider: issuer.organisation,
        source_time: written(verified_at),
        observation_time: written(case.last_checked_at.unwrap_or(verified_at)),
        ip: case.address.to_string(),
        port: case.port,
        application: case.service.id(),
        transport: "tcp",
        asn: case.asn.filter(|asn| *asn > 0),
        country: case.country(),
        hostname: case.hostname.filter(|name| is_host(name)).map(str::to_ascii_lowercase),
        network: case.network.map(|network| network.trunc().to_string()),
        abuse_contact: case.abuse_contact.map(str::to_lowercase),
        extra: extra(case),
    };
    json_line(out, &event)
}

fn extra<'a>(case: &'a Case<'a>) -> Extra<'a> {
    let proof = case.proof.as_ref();
    Extra {
        number: case.number,
        kind: case.kind.id(),
        state: case.state,
        episode: case.episode,
        transport: case.transport.id(),
        test: case.test,
        sent_at: proof.map(|proof| written(proof.sent_at)),
        arrived_at: proof.map(|proof| written(proof.arrived_at)),
        arrived_from: proof.map(|proof| proof.from.to_string()),
        trace: proof.map_or(&[], |proof| proof.trace.as_slice()),
        software: case.software,
        version: case.version,
        first_seen: case.first_seen.map(written),
        notified_at: case.notified_at.map(written),
        closed_at: case.closed_at.map(written),
        sources: &case.sources,
        transcript: case.transcript.map(|text| super::cut(text, MOST_TRANSCRIPT)),
    }
}

/// Whether it is a name of a host as `IntelMQ` takes it; another is left out, or the whole event would be refused.
fn is_host(name: &str) -> bool {
    let fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = name.rsplit('.').next().unwrap_or_default();
    name.contains('.')
        && name.len() <= 253
        && name.split('.').all(fits)
        && top.starts_with(|first: char| first.is_ascii_alphabetic())
}
