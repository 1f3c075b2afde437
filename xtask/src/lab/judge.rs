//! Reads what the check said, one JSON object a line and endpoint, and decides per variant.

use serde::Deserialize;

use super::variant::Variant;

/// What the table needs of a line of `cerrojo check --format json`.
#[derive(Debug, Deserialize)]
pub(super) struct Line {
    address: Option<String>,
    port: Option<u16>,
    verdict: String,
    reason: Option<String>,
    proof: Option<Proof>,
    #[serde(default)]
    duration_ms: u64,
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
}

/// Parses the lines that are JSON objects with a verdict; the check writes nothing else.
pub(super) fn lines(output: &str) -> Vec<Line> {
    output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Whether `line` is about an address of `variant`.
pub(super) fn is_about(variant: &Variant, line: &Line) -> bool {
    let own = [variant.ipv4(), variant.ipv6()];
    line.address.as_ref().is_some_and(|address| own.contains(address))
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
    use super::{Proof, lines, seen_as};

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
        let text = "{\"verdict\":\"closed\",\"address\":\"192.0.2.1\",\"port\":25}\nnoise\n{}\n";
        assert_eq!(lines(text).len(), 1);
    }
}
