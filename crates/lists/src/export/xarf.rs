//! Cases as reports in XARF v4, which networks' abuse desks read by machine.

use std::io::{self, Write};

use cerrojo_model::{Kind, Time};
use data_encoding::{BASE64, HEXLOWER};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Case, Example, Export, Issuer, cut, example, json_line, written};

pub(super) const EXPORT: Export = Export {
    id: "xarf",
    about: "one XARF v4 report a line, for networks; cases that were never proven open are left out",
    source: "https://github.com/xarf/xarf-spec schemas/v4, RFC 9562 section 5.4",
    media_type: "application/x-ndjson",
    extension: "ndjson",
    header: None,
    write,
    examples: &[
        Example {
            case: example::relay,
            text: r#"{"xarf_version":"4.2.0","report_id":"a2794981-bc3a-48dc-9f2b-71df2d7432e1","timestamp":"2025-11-20T04:10:11Z","reporter":{"org":"Example National CERT","contact":"operation@cert.example","domain":"cert.example"},"sender":{"org":"Example National CERT","contact":"operation@cert.example","domain":"cert.example"},"source_identifier":"192.0.2.25","source_port":25,"category":"vulnerability","type":"misconfiguration","service":"smtp","service_port":25,"misconfiguration_type":"open_relay","evidence_source":"vulnerability_scan","evidence":[{"content_type":"text/plain","description":"When and how our message or connection arrived","payload":"U2VudDogMjAyNS0xMS0yMFQwNDoxMDowMFoKQXJyaXZlZDogMjAyNS0xMS0yMFQwNDoxMDoxMVoKRnJvbTogMTkyLjAuMi4yNgpmcm9tIG14LmV4YW1wbGUuY29tICgxOTIuMC4yLjI2KQogYnkgc2luay5jZXJ0LmV4YW1wbGUK","hash":"sha256:cc97257d1c1cd901d7c77558f39b9b7433394081e69bc049649fce39c962d8fb","size":129},{"content_type":"text/plain","description":"What was said in the check","payload":"UzogMjIwIG14LmV4YW1wbGUuY29tIEVTTVRQCkM6IEVITE8gcHJvYmUuY2VydC5leGFtcGxlCg==","hash":"sha256:47beddf1bbfb9db193d263a34f833279ffa53f3b01aa8e06dc620e59a046da28","size":55}],"confidence":1.0,"description":"An open mail relay: it passed on a stranger's mail to a stranger.","tags":["cerrojo:open-relay"],"case_number":17,"first_seen":"2025-11-18T00:00:00Z"}
"#,
        },
        Example {
            case: example::proxy,
            text: r#"{"xarf_version":"4.2.0","report_id":"edc4d19e-c5e8-4059-8e6b-b08201059e61","timestamp":"2025-11-20T04:10:11Z","reporter":{"org":"Example National CERT","contact":"operation@cert.example","domain":"cert.example"},"sender":{"org":"Example National CERT","contact":"operation@cert.example","domain":"cert.example"},"source_identifier":"2001:db8:10::25","source_port":3128,"category":"vulnerability","type":"open_service","service":"http-proxy","service_port":3128,"evidence_source":"vulnerability_scan","confidence":1.0,"description":"An open HTTP proxy: it connected a stranger to a host of our choice.","tags":["cerrojo:open-proxy"],"case_number":18}
"#,
        },
    ],
};

/// Bytes of one piece of evidence; the specification allows 5 MiB.
const MOST_EVIDENCE: usize = 1024 * 1024;

#[derive(Serialize)]
struct Message<'a> {
    xarf_version: &'static str,
    report_id: String,
    timestamp: String,
    reporter: Party<'a>,
    sender: Party<'a>,
    source_identifier: String,
    source_port: u16,
    category: &'static str,
    #[serde(rename = "type")]
    report_type: &'static str,
    service: String,
    service_port: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    misconfiguration_type: Option<&'static str>,
    evidence_source: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<Piece>,
    confidence: f32,
    description: &'static str,
    tags: [String; 1],
    case_number: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_seen: Option<String>,
}

#[derive(Clone, Copy, Serialize)]
struct Party<'a> {
    org: &'a str,
    contact: &'a str,
    domain: &'a str,
}

#[derive(Serialize)]
struct Piece {
    content_type: &'static str,
    description: &'static str,
    payload: String,
    hash: String,
    size: usize,
}

impl Piece {
    fn new(description: &'static str, text: &str) -> Self {
        let bytes = cut(text, MOST_EVIDENCE).as_bytes();
        let hash = format!("sha256:{}", HEXLOWER.encode(&Sha256::digest(bytes)));
        let (payload, size) = (BASE64.encode(bytes), bytes.len());
        Self { content_type: "text/plain", description, payload, hash, size }
    }
}

fn write(case: &Case<'_>, issuer: &Issuer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(verified_at) = case.verified_at else { return Ok(()) };
    let is_relay = case.kind == Kind::OpenRelay;
    let word = case.service.id();
    let Issuer { organisation: org, contact, domain } = *issuer;
    let party = Party { org, contact, domain };
    let arrival = case.proof.as_ref().map(|proof| {
        let (sent_at, arrived_at) = (written(proof.sent_at), written(proof.arrived_at));
        let (from, trace) = (proof.from, proof.trace.join("\n"));
        format!("Sent: {sent_at}\nArrived: {arrived_at}\nFrom: {from}\n{trace}\n")
    });
    let evidence = [
        arrival.map(|text| Piece::new("When and how our message or connection arrived", &text)),
        case.transcript.map(|text| Piece::new("What was said in the check", text)),
    ];
    let message = Message {
        xarf_version: "4.2.0",
        report_id: report_id(case, verified_at),
        timestamp: written(verified_at),
        reporter: party,
        sender: party,
        source_identifier: case.address.to_string(),
        source_port: case.port,
        category: "vulnerability",
        report_type: if is_relay { "misconfiguration" } else { "open_service" },
        service: if is_relay { word.to_owned() } else { format!("{word}-proxy") },
        service_port: case.port,
        misconfiguration_type: is_relay.then_some("open_relay"),
        evidence_source: "vulnerability_scan",
        evidence: evidence.into_iter().flatten().collect(),
        confidence: 1.0,
        description: case.sentence(),
        tags: [format!("cerrojo:{}", case.kind.id())],
        case_number: case.number,
        first_seen: case.first_seen.map(written),
    };
    json_line(out, &message)
}

/// The same for the same proof, so that a report that is sent twice is known again: a digest in the shape of a random
/// UUID (RFC 9562 section 5.4).
fn report_id(case: &Case<'_>, verified_at: Time) -> String {
    let (number, address, port) = (case.number, case.address, case.port);
    let text = format!("{number} {address} {port} {} {}", case.kind.id(), written(verified_at));
    let digest: [u8; 32] = Sha256::digest(text).into();
    let number =
        digest.iter().take(16).fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
    let number = (number & !(0xf << 76) & !(0b11 << 62)) | (4 << 76) | (0b10 << 62);
    let digits = format!("{number:032x}");
    let mut id = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if [8, 12, 16, 20].contains(&at) {
            id.push('-');
        }
        id.push(digit);
    }
    id
}
