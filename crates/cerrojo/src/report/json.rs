//! `cerrojo.check/1`: one JSON object a line and endpoint, as soon as it is decided.

use std::io::{self, Write as _};

use cerrojo_engine::EndpointReport;
use cerrojo_model::{Time, Verdict};
use chrono::SecondsFormat;
use serde::Serialize;

use super::{Reporter, Summary};
use crate::output::Output;

pub(super) struct Json {
    output: Output,
}

impl Json {
    pub(super) fn new(output: Output) -> Self {
        Self { output }
    }
}

#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    target: &'a str,
    address: String,
    port: u16,
    service: &'static str,
    transport: &'static str,
    kind: &'static str,
    verdict: &'static str,
    reason: Option<&'static str>,
    tests: Vec<Test<'a>>,
    proof: Option<Proof<'a>>,
    software: Option<Software<'a>>,
    notes: Vec<String>,
    started_at: String,
    duration_ms: i64,
}

#[derive(Serialize)]
struct Test<'a> {
    id: &'a str,
    verdict: &'static str,
    reason: Option<&'static str>,
    reply: Option<&'a str>,
}

#[derive(Serialize)]
struct Proof<'a> {
    test: &'a str,
    token: &'a str,
    sent_at: String,
    arrived_at: String,
    from: String,
    client_seen: Option<String>,
    trace: &'a [String],
}

#[derive(Serialize)]
struct Software<'a> {
    name: &'a str,
    version: Option<&'a str>,
    seen: &'a str,
}

fn time(at: Time) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

impl<'a> Line<'a> {
    fn new(report: &'a EndpointReport) -> Self {
        let found = &report.report;
        let tests = found.tests.iter().map(|test| Test {
            id: &test.id,
            verdict: test.verdict.id(),
            reason: test.verdict.reason().map(cerrojo_model::Reason::id),
            reply: test.reply.as_deref(),
        });
        let proof = match &found.verdict {
            Verdict::Open(proof) => Some(Proof {
                test: &proof.sent().test,
                token: &proof.sent().token,
                sent_at: time(proof.sent().at),
                arrived_at: time(proof.arrival().at),
                from: proof.arrival().from.ip().to_canonical().to_string(),
                client_seen: proof.arrival().client_seen.map(|address| address.to_string()),
                trace: &proof.arrival().trace,
            }),
            Verdict::Closed | Verdict::Unknown(_) => None,
        };
        let software = found.software.as_ref().map(|software| Software {
            name: &software.name,
            version: software.version.as_deref(),
            seen: &software.seen,
        });
        Self {
            schema: "cerrojo.check/1",
            target: &report.target,
            address: found.endpoint.address.ip().to_string(),
            port: found.endpoint.address.port(),
            service: found.endpoint.service.id(),
            transport: found.endpoint.transport.id(),
            kind: found.endpoint.service.kind().id(),
            verdict: found.verdict.id(),
            reason: found.verdict.reason().map(cerrojo_model::Reason::id),
            tests: tests.collect(),
            proof,
            software,
            notes: found.notes.iter().map(ToString::to_string).collect(),
            started_at: time(report.started_at),
            duration_ms: report.duration.num_milliseconds(),
        }
    }
}

/// The line of one endpoint, without its end.
pub(crate) fn line(report: &EndpointReport) -> Vec<u8> {
    serde_json::to_vec(&Line::new(report)).unwrap_or_default()
}

impl Reporter for Json {
    fn endpoint(&mut self, report: &EndpointReport) -> io::Result<()> {
        serde_json::to_writer(&mut self.output, &Line::new(report))?;
        self.output.write_all(b"\n")
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.output.flush()
    }
}
