//! What a registry says about how often it may be asked.

use std::time::Duration;

use serde_json::Value;

/// How many queries in how much time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limit {
    /// Queries, at least one.
    pub queries: u32,
    /// In this time, at least a second and at most a day.
    pub period: Duration,
}

impl Limit {
    /// The time from one query to the next when they are spread evenly.
    #[must_use]
    pub fn interval(&self) -> Duration {
        self.period.checked_div(self.queries.max(1)).unwrap_or(self.period)
    }
}

/// How many notices are looked at, and how long a line may be.
const NOTICES_MAX: usize = 64;
const LINE_MAX: usize = 512;

/// The limit that an answer announces in its notices (RFC 9083 section 4.3), such as "Rate Limit is
/// maxed at 10 queries per 1 minutes."; the strictest, if there are several.
#[must_use]
pub fn limit_in(answer: &Value) -> Option<Limit> {
    let notices = answer.get("notices")?.as_array()?.iter().take(NOTICES_MAX);
    let lines = notices.flat_map(|notice| {
        let lines = notice.get("description").and_then(Value::as_array);
        let lines = lines.map_or(&[][..], Vec::as_slice);
        lines.iter().take(NOTICES_MAX).filter_map(Value::as_str)
    });
    lines.filter_map(limit_of_line).max_by_key(Limit::interval)
}

/// Looks for "N queries (or requests) per [M] seconds, minutes, hours".
fn limit_of_line(line: &str) -> Option<Limit> {
    if line.len() > LINE_MAX {
        return None;
    }
    let line = line.to_ascii_lowercase();
    let words: Vec<&str> = line
        .split(|it: char| !it.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let is_count = word.starts_with("quer") || word.starts_with("request");
        if !is_count {
            return None;
        }
        let queries: u32 = words.get(at.checked_sub(1)?)?.parse().ok()?;
        let mut rest = words.get(at.saturating_add(1)..)?.iter();
        let mut unit = *rest.next()?;
        if matches!(unit, "per" | "in" | "every") {
            unit = rest.next()?;
        }
        let many: u64 = match unit.parse() {
            Ok(many) => {
                unit = rest.next()?;
                many
            }
            Err(_) => 1,
        };
        let seconds = many.checked_mul(seconds_of(unit)?)?;
        let is_sane = queries > 0 && (1..=86_400).contains(&seconds);
        is_sane.then(|| Limit { queries, period: Duration::from_secs(seconds) })
    })
}

fn seconds_of(unit: &str) -> Option<u64> {
    let known = [("second", 1), ("minute", 60), ("hour", 3600), ("day", 86_400)];
    let named = known.iter().find(|(name, _)| unit.trim_end_matches('s') == *name);
    named.map(|(_, seconds)| *seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_read_however_it_is_put() {
        for (line, queries, seconds) in [
            ("Rate Limit is maxed at 10 queries per 1 minutes.", 10, 60),
            ("at most 100 requests per hour", 100, 3600),
            ("60 queries/minute", 60, 60),
            ("1 query per 5 seconds", 1, 5),
        ] {
            let limit = limit_of_line(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((limit.queries, limit.period.as_secs()), (queries, seconds), "{line}");
        }
        for line in [
            "",
            "queries",
            "10 queries",
            "0 queries per minute",
            "10 queries per 99999999999 days",
            "This service is limited.",
            "see query 7 of the terms of minutes",
            "10 queries per 0 minutes",
        ] {
            assert_eq!(limit_of_line(line), None, "{line}");
        }
    }

    #[test]
    fn the_strictest_notice_counts() {
        let answer = serde_json::json!({"notices": [
            {"title": "Terms", "description": ["600 queries per minute", 3]},
            {"title": "Limit", "description": ["10 queries per minute"]},
            {"title": "None"}, 7,
        ]});
        assert_eq!(limit_in(&answer).unwrap().interval(), Duration::from_secs(6));
        assert_eq!(limit_in(&serde_json::json!({"notices": {}})), None);
    }
}
