//! Reads what the check said, one JSON object a line and endpoint, and decides per variant.

use serde::Deserialize;

use super::variant::{Expect, Kind, Variant};

/// What the table needs of a line of `cerrojo check --format json`.
#[derive(Debug, Deserialize)]
pub(super) struct Line {
    address: Option<String>,
    port: Option<u16>,
    kind: String,
    verdict: String,
    reason: Option<String>,
    #[serde(default)]
    tests: Vec<Test>,
    proof: Option<Proof>,
    #[serde(default)]
    duration_ms: u64,
}

impl Line {
    /// Whether something was called open.
    pub(super) fn is_open(&self) -> bool {
        self.verdict == "open"
    }
}

/// What came of one test of an endpoint.
#[derive(Debug, Deserialize)]
struct Test {
    id: String,
    verdict: String,
    reason: Option<String>,
    reply: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Proof {
    test: String,
    #[serde(default)]
    trace: Vec<String>,
}

/// One row of the table.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) verdict: String,
    /// The test that proved it, or the reason of `unknown`.
    pub(super) by: String,
    /// The client address that the server wrote down when our mail came in.
    pub(super) seen_as: String,
    /// The slowest of its endpoints.
    pub(super) seconds: f64,
    /// What was to be found, and was not, or the other way round; empty when all is as expected.
    pub(super) complaints: Vec<String>,
}

impl Outcome {
    /// That `variant` is not even running.
    pub(super) fn not_up(&mut self) {
        "not up".clone_into(&mut self.verdict);
        self.complaints.push("it does not listen".to_owned());
    }

    /// Whether everything is as expected.
    pub(super) fn is_right(&self) -> bool {
        self.complaints.is_empty()
    }
}

/// Parses the lines that are JSON objects with a verdict; the check writes nothing else.
pub(super) fn lines(output: &str) -> Vec<Line> {
    output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Whether `line` is about an address of `variant`.
pub(super) fn is_about(variant: &Variant, line: &Line) -> bool {
    let own = [variant.ipv4(), variant.ipv6()];
    let kind = match variant.record.kind {
        Kind::Relay => "open-relay",
        Kind::Proxy => "open-proxy",
    };
    line.kind == kind && line.address.as_ref().is_some_and(|address| own.contains(address))
}

/// The worst that was said about `variant`, or that nothing was said.
pub(super) fn outcome(variant: &Variant, lines: &[Line]) -> Outcome {
    let about = |line: &&Line| is_about(variant, line);
    let Some(worst) = lines.iter().filter(about).max_by_key(|line| rank(line)) else {
        return Outcome {
            verdict: "missing".to_owned(),
            by: "the check said nothing".to_owned(),
            seen_as: String::new(),
            seconds: 0.0,
            complaints: vec!["the check said nothing about it".to_owned()],
        };
    };
    let slowest = lines.iter().filter(about).map(|line| line.duration_ms).max();
    let port = worst.port.unwrap_or(25);
    let what = match (&worst.proof, &worst.reason) {
        (Some(proof), _) => proof.test.clone(),
        (None, Some(reason)) => reason.clone(),
        (None, None) => String::new(),
    };
    Outcome {
        verdict: worst.verdict.clone(),
        by: if port == 25 { what } else { format!("{what} :{port}") },
        seen_as: worst.proof.as_ref().and_then(seen_as).unwrap_or_default(),
        seconds: std::time::Duration::from_millis(slowest.unwrap_or(0)).as_secs_f64(),
        complaints: complaints(variant, &worst.verdict, &said(variant, lines)),
    }
}

/// Whether `variant` was accused of what it does not do: asking again would not make that good.
pub(super) fn is_accused(variant: &Variant, lines: &[Line]) -> bool {
    let record = &variant.record;
    let called_open = |line: &Line| line.verdict == "open" && record.expect != Expect::Open;
    let never = |test: &&Test| test.verdict == "open" && record.never.contains(&test.id);
    lines.iter().filter(|line| is_about(variant, line)).any(called_open)
        || said(variant, lines).iter().any(never)
}

/// All tests of all endpoints of `variant`.
fn said<'a>(variant: &Variant, lines: &'a [Line]) -> Vec<&'a Test> {
    lines.iter().filter(|line| is_about(variant, line)).flat_map(|line| &line.tests).collect()
}

fn complaints(variant: &Variant, verdict: &str, tests: &[&Test]) -> Vec<String> {
    let record = &variant.record;
    let mut complaints = Vec::new();
    if !record.expect.allows(verdict) {
        complaints.push(format!("{} was expected, {verdict} was said", record.expect.word()));
    }
    let of = |id: &String| tests.iter().filter(move |test| test.id == *id).collect::<Vec<_>>();
    for id in &record.proves {
        let asked = of(id);
        if !asked.iter().any(|test| test.verdict == "open") {
            let heard: Vec<String> = asked.iter().map(|test| test.in_words()).collect();
            let heard = if heard.is_empty() { "not asked".to_owned() } else { heard.join("; ") };
            complaints.push(format!("{id} gets through, and was not proven: {heard}"));
        }
    }
    for id in &record.never {
        for test in of(id).into_iter().filter(|test| test.verdict == "open") {
            complaints
                .push(format!("{id} does not get through, and was called {}", test.in_words()));
        }
    }
    complaints
}

impl Test {
    fn in_words(&self) -> String {
        let reply = self.reply.as_deref().unwrap_or("no reply");
        match &self.reason {
            Some(reason) => format!("{} ({reason}), {reply}", self.verdict),
            None => format!("{}, {reply}", self.verdict),
        }
    }
}

fn rank(line: &Line) -> u8 {
    match line.verdict.as_str() {
        "open" => 2,
        "unknown" => 1,
        _ => 0,
    }
}

/// The bracketed address in the oldest `Received:` field: who the first server thinks we are.
fn seen_as(proof: &Proof) -> Option<String> {
    let oldest = proof.trace.last()?;
    let addresses = oldest.split('[').skip(1);
    addresses
        .filter_map(|rest| rest.split_once(']').map(|(address, _)| address))
        .map(|address| address.trim_start_matches("IPv6:"))
        .find(|address| address.parse::<std::net::IpAddr>().is_ok())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Proof, is_accused, lines, outcome, seen_as};
    use crate::lab::variant::Variant;

    #[test]
    fn the_oldest_trace_field_tells_who_the_server_saw() {
        let proof = Proof {
            test: "plain".to_owned(),
            trace: vec![
                "from a (a [192.0.2.1]) by sink".to_owned(),
                "from probe (mx.test [IPv6:2001:db8::1]) by a".to_owned(),
            ],
        };
        assert_eq!(seen_as(&proof).as_deref(), Some("2001:db8::1"));
    }

    #[test]
    fn lines_that_are_no_answers_are_passed_over() {
        let text = "{\"kind\":\"open-relay\",\"verdict\":\"closed\",\"port\":25}\nnoise\n{}\n";
        assert_eq!(lines(text).len(), 1);
    }

    /// A proxy at 198.51.100.10 that lets CONNECT through to 443 and not to 25.
    fn proxy(expect: &str) -> Variant {
        let record = format!(
            "about = \"a proxy\"\nwhy = \"so it is\"\nexpect = \"{expect}\"\nkind = \"proxy\"\n\
             endpoints = [\"http:3128\", \"http:8080\"]\n\
             proves = [\"http-connect:443\"]\nnever = [\"http-connect:25\"]\n"
        );
        Variant {
            name: "squid/example".to_owned(),
            folder: std::path::PathBuf::new(),
            layer: "squid".to_owned(),
            host: "mail.squid-example.test".to_owned(),
            number: 0,
            record: toml::from_str(&record).unwrap(),
        }
    }

    /// A line of the report, with the verdicts on CONNECT to 443 and to 25.
    fn line(port: u16, verdict: &str, to_443: &str, to_25: &str) -> String {
        format!(
            "{{\"schema\":\"cerrojo.check/1\",\"address\":\"198.51.100.10\",\"port\":{port},\
             \"service\":\"http\",\"kind\":\"open-proxy\",\"verdict\":\"{verdict}\",\"reason\":null,\
             \"tests\":[{{\"id\":\"http-connect:443\",\"verdict\":\"{to_443}\",\"reason\":null,\
             \"reply\":\"HTTP/1.1 200 OK\"}},{{\"id\":\"http-connect:25\",\"verdict\":\"{to_25}\",\
             \"reason\":null,\"reply\":null}}],\"proof\":null,\"duration_ms\":1500}}\n"
        )
    }

    #[test]
    fn one_open_endpoint_makes_a_proxy_open_and_proves_its_tests() {
        let text = line(3128, "closed", "closed", "closed") + &line(8080, "open", "open", "closed");
        let found = outcome(&proxy("open"), &lines(&text));
        assert_eq!((found.verdict.as_str(), found.complaints), ("open", vec![]));
    }

    #[test]
    fn a_proof_that_is_missing_and_one_too_many_are_complaints() {
        let text = line(3128, "open", "unknown", "open");
        let found = outcome(&proxy("open"), &lines(&text));
        assert_eq!(
            found.complaints,
            [
                "http-connect:443 gets through, and was not proven: unknown, HTTP/1.1 200 OK",
                "http-connect:25 does not get through, and was called open, no reply",
            ]
        );
        assert!(is_accused(&proxy("open"), &lines(&text)));
    }

    #[test]
    fn a_look_alike_that_is_called_open_is_accused_and_not_asked_again() {
        let text = line(3128, "open", "open", "closed");
        assert!(is_accused(&proxy("not-open"), &lines(&text)));
        assert!(!is_accused(&proxy("open"), &lines(&text)));
    }

    #[test]
    fn a_line_about_mail_says_nothing_about_a_proxy() {
        let text = line(3128, "open", "open", "closed").replace("open-proxy", "open-relay");
        assert_eq!(outcome(&proxy("open"), &lines(&text)).verdict, "missing");
    }
}
