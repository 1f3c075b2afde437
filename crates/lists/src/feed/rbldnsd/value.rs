//! Reads what rbldnsd answers for an entry, and the special lines (rbldnsd(8), "Special Entries").

use cerrojo_model::Time;
use chrono::{NaiveDate, NaiveDateTime};

use super::address::prefix4;

/// Reads `:127.0.0.2:text`, `:2:text`, `:2` or `text`; `None` in it where the default text stays.
pub(super) fn value(text: &str) -> Result<Option<&str>, &'static str> {
    let wanted = "want a value such as `:127.0.0.2:text` or `text`";
    let Some(code) = text.strip_prefix(':') else { return Ok(Some(text)) };
    let (address, _, rest) = prefix4(code).filter(|found| found.0 != 0).ok_or(wanted)?;
    let _ = address;
    let rest = rest.trim_start_matches([' ', '\t']);
    match rest.strip_prefix(':') {
        Some(text) => Ok(Some(text.trim_start_matches([' ', '\t']))),
        None if rest.is_empty() => Ok(None),
        None => Err(wanted),
    }
}

/// A special line, without its dollar sign.
#[derive(Debug)]
pub(super) enum Special<'a> {
    /// It concerns the server alone.
    Server,
    /// No entry may hold more IPv4 addresses.
    MostAddresses(u64),
    /// When the data were made.
    Made(Time),
    /// It says that nobody says when.
    Undated,
    /// What stands for `$0` to `$9` in texts, or the text around all texts (`=`).
    Substitute(char, &'a str),
    /// A dataset of a combined file begins: its type and its names.
    Dataset(&'a str, &'a str),
}

pub(super) fn special(line: &str) -> Result<Special<'_>, &'static str> {
    let (name, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
    let rest = rest.trim();
    let words: Vec<&str> = rest.split_whitespace().collect();
    let wrong = Err(
        "want $SOA, $NS, $TTL, $TIMESTAMP, $MAXRANGE4, $DATASET, $= or $0 to $9 with what belongs to it",
    );
    let done = match (name.to_ascii_lowercase().as_str(), words.as_slice()) {
        ("soa", [ttl, _, _, serial, times @ ..])
            if times.len() == 4
                && serial.parse::<u32>().is_ok()
                && times.iter().chain([ttl]).all(|time| is_time(time)) =>
        {
            Special::Server
        }
        ("ns" | "nameserver", [ttl, _, ..]) if is_time(ttl) => Special::Server,
        ("ttl", [ttl]) if is_time(ttl) => Special::Server,
        ("timestamp", ["0" | "-" | ":"] | ["0" | "-" | ":", _]) => Special::Undated,
        ("timestamp", [made] | [made, _]) => match made_at(made) {
            Some(made) => Special::Made(made),
            None => return wrong,
        },
        ("maxrange4", [most]) => match most_addresses(most) {
            Some(most) => Special::MostAddresses(most),
            None => return wrong,
        },
        ("dataset", [kind, ..]) => {
            Special::Dataset(kind.split(':').next().unwrap_or_default(), rest)
        }
        (name, [_, ..]) => match name.as_bytes() {
            [b'0'..=b'9' | b'='] => Special::Substitute(name.chars().next().unwrap_or('='), rest),
            _ => return wrong,
        },
        _ => return wrong,
    };
    Ok(done)
}

/// Seconds, or a number with one of the units s, m, h, d, w.
fn is_time(text: &str) -> bool {
    let digits = text.strip_suffix(|unit: char| "smhdwSMHDW".contains(unit)).unwrap_or(text);
    digits.parse::<u32>().is_ok()
}

/// Reads `256` or `/24`.
fn most_addresses(text: &str) -> Option<u64> {
    match text.strip_prefix('/') {
        Some(prefix) => {
            let prefix = prefix.parse::<u32>().ok().filter(|prefix| *prefix <= 32)?;
            1_u64.checked_shl(32_u32.saturating_sub(prefix))
        }
        None => text.parse::<u32>().ok().filter(|most| *most > 0).map(u64::from),
    }
}

/// Reads `yyyy:mm:dd[:hh[:mi[:ss]]]`, the colons being dashes or nothing.
fn made_at(text: &str) -> Option<Time> {
    let mut rest = text;
    let mut part = |width: usize| {
        let end = rest.bytes().take(width).take_while(u8::is_ascii_digit).count();
        let (digits, after) = rest.split_at_checked(end)?;
        rest = after.strip_prefix([':', '-']).unwrap_or(after);
        if digits.is_empty() && rest.is_empty() { Some(0) } else { digits.parse::<u32>().ok() }
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let (hour, minute, second) = (part(2)?, part(2)?, part(2)?);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let time: NaiveDateTime = date.and_hms_opt(hour, minute, second)?;
    rest.is_empty().then(|| time.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read() {
        assert_eq!(value(":127.0.0.2:Open relay $"), Ok(Some("Open relay $")));
        assert_eq!(value(":5"), Ok(None));
        assert_eq!(value(":6:"), Ok(Some("")));
        assert_eq!(value("IP $ runs an open relay"), Ok(Some("IP $ runs an open relay")));
        assert!(value(":0:x").is_err() && value(":x").is_err() && value(":2 x").is_err());
    }

    #[test]
    fn time_stamps_are_read() {
        let read = |text| match special(text) {
            Ok(Special::Made(made)) => made.to_rfc3339(),
            other => panic!("{other:?}"),
        };
        assert_eq!(read("TIMESTAMP 2026:11:20 +1d"), "2026-11-20T00:00:00+00:00");
        assert_eq!(read("timestamp 2026-11-20-07-05-09"), "2026-11-20T07:05:09+00:00");
        assert_eq!(read("timestamp 20261120070509"), "2026-11-20T07:05:09+00:00");
        assert!(matches!(special("timestamp 0"), Ok(Special::Undated)));
        assert!(special("TIMESTAMP 2026:13:20").is_err());
        assert!(special("ORIGIN example.net.").is_err() && special("SOA 1 a b").is_err());
    }
}
