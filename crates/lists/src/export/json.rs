//! Cases as lines of JSON, with everything but what is secret.

use std::io::{self, Write};

use serde::Serialize;

use super::{Case, Example, Export, Issuer, example, json_line, written};

pub(super) const EXPORT: Export = Export {
    id: "json",
    about: "one case a line as JSON, schema cerrojo.case/1, times in UTC",
    source: "RFC 8259, https://jsonlines.org",
    media_type: "application/jsonl",
    extension: "jsonl",
    header: None,
    write,
    examples: &[
        Example {
            case: example::relay,
            text: r#"{"schema":"cerrojo.case/1","case":17,"address":"192.0.2.25","port":25,"kind":"open-relay","service":"smtp","transport":"starttls","state":"notified","episode":2,"first_seen":"2025-11-18T00:00:00Z","verified_at":"2025-11-20T04:10:11Z","last_checked_at":"2025-11-21T04:10:11Z","notified_at":"2025-11-20T04:13:20Z","closed_at":null,"test":"percent-hack","proof":{"sent_at":"2025-11-20T04:10:00Z","arrived_at":"2025-11-20T04:10:11Z","from":"192.0.2.26","trace":["from mx.example.com (192.0.2.26)\n by sink.cert.example"]},"software":{"name":"Postfix","version":null},"asn":64496,"country":"DE","hostname":"mx.example.com","network":"192.0.2.0/24","sources":["=cmd(), or so","example-list"],"abuse_contact":"Abuse@example.com","transcript":"S: 220 mx.example.com ESMTP\nC: EHLO probe.cert.example\n"}
"#,
        },
        Example {
            case: example::proxy,
            text: r#"{"schema":"cerrojo.case/1","case":18,"address":"2001:db8:10::25","port":3128,"kind":"open-proxy","service":"http","transport":"plain","state":"closed","episode":1,"first_seen":null,"verified_at":"2025-11-20T04:10:11Z","last_checked_at":null,"notified_at":null,"closed_at":"2025-11-21T04:10:11Z","test":"http-connect:25","proof":null,"software":null,"asn":null,"country":null,"hostname":null,"network":null,"sources":[],"abuse_contact":null,"transcript":null}
"#,
        },
    ],
};

#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    case: u64,
    address: String,
    port: u16,
    kind: &'static str,
    service: &'static str,
    transport: &'static str,
    state: &'a str,
    episode: u32,
    first_seen: Option<String>,
    verified_at: Option<String>,
    last_checked_at: Option<String>,
    notified_at: Option<String>,
    closed_at: Option<String>,
    test: Option<&'a str>,
    proof: Option<Proof<'a>>,
    software: Option<Software<'a>>,
    asn: Option<u32>,
    country: Option<String>,
    hostname: Option<&'a str>,
    network: Option<String>,
    sources: &'a [String],
    abuse_contact: Option<&'a str>,
    transcript: Option<&'a str>,
}

#[derive(Serialize)]
struct Proof<'a> {
    sent_at: String,
    arrived_at: String,
    from: String,
    trace: &'a [&'a str],
}

#[derive(Serialize)]
struct Software<'a> {
    name: &'a str,
    version: Option<&'a str>,
}

fn write(case: &Case<'_>, _: &Issuer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let line = Line {
        schema: "cerrojo.case/1",
        case: case.number,
        address: case.address.to_string(),
        port: case.port,
        kind: case.kind.id(),
        service: case.service.id(),
        transport: case.transport.id(),
        state: case.state,
        episode: case.episode,
        first_seen: case.first_seen.map(written),
        verified_at: case.verified_at.map(written),
        last_checked_at: case.last_checked_at.map(written),
        notified_at: case.notified_at.map(written),
        closed_at: case.closed_at.map(written),
        test: case.test,
        proof: case.proof.as_ref().map(|proof| Proof {
            sent_at: written(proof.sent_at),
            arrived_at: written(proof.arrived_at),
            from: proof.from.to_string(),
            trace: &proof.trace,
        }),
        software: case.software.map(|name| Software { name, version: case.version }),
        asn: case.asn,
        country: case.country(),
        hostname: case.hostname,
        network: case.network.map(|network| network.to_string()),
        sources: &case.sources,
        abuse_contact: case.abuse_contact,
        transcript: case.transcript,
    };
    json_line(out, &line)
}
