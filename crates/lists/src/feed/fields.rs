//! How single values are read: addresses, ports, moments, numbers of networks, countries, verdicts.

use std::net::IpAddr;

use cerrojo_model::{Kind, Suspect, Time};
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta};
use ipnet::IpNet;

use super::{Given, Report};

/// An address, as a network of one, or a network.
pub(super) fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let address = text.parse::<IpAddr>().map(IpNet::from);
    address
        .or_else(|_| text.parse())
        .map_err(|_| format!("`{}` is no address; want one such as 192.0.2.7", short(text)))
}

/// A port; `None` where nothing is said, or 0.
pub(super) fn port(text: &str) -> Result<Option<u16>, String> {
    match text.trim() {
        "" | "0" => Ok(None),
        digits => {
            let wrong = |_| format!("`{}` is no port from 1 to 65535", short(digits));
            digits.parse().map(Some).map_err(wrong)
        }
    }
}

/// Who, with what the file does not say taken from what the user says.
///
/// The name of the file tells the kind only of what has no port: a port tells more.
pub(super) fn suspect(
    network: IpNet,
    port: Option<u16>,
    kind: Option<Kind>,
    given: &Given,
) -> Suspect {
    let told = if port.is_some() { given.kind } else { given.kind() };
    Suspect::new(network, port.or(given.port), kind.or(told))
}

/// What a value says beside who.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Means {
    /// When its source saw it.
    Seen,
    /// The autonomous system.
    Asn,
    /// The country.
    Country,
    /// Anything else.
    Detail,
}

/// Keeps a value where it belongs; one that does not read as what it should be stays a detail.
pub(super) fn keep(report: &mut Report, means: Means, name: &str, value: &str) {
    let is_kept = match means {
        Means::Seen => fill(&mut report.seen_at, moment(value)),
        Means::Asn => fill(&mut report.asn, asn(value)),
        Means::Country => fill(&mut report.country, country(value)),
        Means::Detail => false,
    };
    if !is_kept {
        report.details.add(name, value);
    }
}

fn fill<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let fits = place.is_none() && value.is_some();
    if fits {
        *place = value;
    }
    fits
}

/// `2026-11-20 02:14:07`, `2026-11-20T02:14:07.5Z`, `2026-11-20T03:14:07+01:00`, `2026-11-20`, or as
/// mail writes it (RFC 5322 section 3.3). Without a zone it is UTC.
pub(super) fn moment(text: &str) -> Option<Time> {
    let text = text.trim();
    numbers(text).or_else(|| Some(DateTime::parse_from_rfc2822(text).ok()?.to_utc()))
}

fn numbers(text: &str) -> Option<Time> {
    let bytes = text.as_bytes();
    let two = |at: usize| pair(bytes.get(at..)?);
    let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
    if !(is(4, b'-') && is(7, b'-')) {
        return None;
    }
    let year = i32::from(two(0)?).checked_mul(100)?.checked_add(two(2)?.into())?;
    let date = NaiveDate::from_ymd_opt(year, two(5)?.into(), two(8)?.into())?;
    if bytes.len() == 10 {
        return Some(date.and_hms_opt(0, 0, 0)?.and_utc());
    }
    if !(is(10, b' ') || is(10, b'T')) || !(is(13, b':') && is(16, b':')) {
        return None;
    }
    let time = date.and_hms_opt(two(11)?.into(), two(14)?.into(), two(17)?.into())?;
    shifted(time, text.get(19..)?)
}

/// A time with what follows it: a fraction, a zone.
fn shifted(time: NaiveDateTime, rest: &str) -> Option<Time> {
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|byte: char| byte.is_ascii_digit()),
        None => rest,
    };
    let utc = time.and_utc();
    let (sign, zone) = match rest.trim_start() {
        "" | "Z" | "z" | "UTC" | "GMT" => return Some(utc),
        zone => (zone.as_bytes().first()?, zone.get(1..)?),
    };
    let minutes = match zone.len() {
        2 => 0,
        4 | 5 => pair(zone.as_bytes().get(zone.len().checked_sub(2)?..)?)?,
        _ => return None,
    };
    let hours = TimeDelta::hours(pair(zone.as_bytes())?.into());
    let shift = hours.checked_add(&TimeDelta::minutes(minutes.into()))?;
    match sign {
        b'+' => utc.checked_sub_signed(shift),
        b'-' => utc.checked_add_signed(shift),
        _ => None,
    }
}

fn pair(bytes: &[u8]) -> Option<u8> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| byte.wrapping_sub(b'0'));
    let [tens, ones, ..] = bytes else { return None };
    digit(*tens)?.checked_mul(10)?.checked_add(digit(*ones)?)
}

fn asn(text: &str) -> Option<u32> {
    let text = text.trim();
    let digits = text
        .get(..2)
        .filter(|two| two.eq_ignore_ascii_case("as"))
        .map_or(text, |_| text.get(2..).unwrap_or_default());
    digits.parse().ok().filter(|number| *number > 0)
}

fn country(text: &str) -> Option<[u8; 2]> {
    let letters: [u8; 2] = text.trim().as_bytes().try_into().ok()?;
    letters
        .iter()
        .all(u8::is_ascii_alphabetic)
        .then(|| letters.map(|byte| byte.to_ascii_uppercase()))
}

/// Who says so, of one word or two: `Shadowserver/Open-SOCKS`.
pub(super) fn told_by<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> Option<String> {
    let clean = |word: T| short(word.as_ref().trim()).replace(|c: char| c.is_control(), " ");
    let words: Vec<_> = words.into_iter().map(clean).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join("/"))
}

/// A value as a reason shows it: its first 60 characters.
pub(super) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_in_every_spelling() {
        let seconds = |text: &str| moment(text).map(|time| time.timestamp());
        let noon = seconds("2026-11-20 12:00:00");
        assert_eq!(noon, Some(1_795_176_000));
        let same = [
            "2026-11-20T12:00:00Z",
            "2026-11-20T12:00:00.250Z",
            "2026-11-20T13:00:00+01:00",
            "2026-11-20 11:30:00-0030",
            "2026-11-20 14:00:00+02",
            "2026-11-20 12:00:00 UTC",
            "Fri, 20 Nov 2026 12:00:00 +0000",
        ];
        for text in same {
            assert_eq!(seconds(text), noon, "{text}");
        }
        assert_eq!(seconds("2026-11-20"), Some(1_795_132_800));
        for text in ["", "2026-13-20", "2026-11-20 25:00:00", "2026-11-20 12:00:00 CET", "now"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn what_does_not_read_stays_a_detail() {
        let mut report = Report::new(Suspect::new(network("192.0.2.7").unwrap(), None, None), 1);
        keep(&mut report, Means::Asn, "asn", "AS64496");
        keep(&mut report, Means::Country, "geo", "de");
        keep(&mut report, Means::Seen, "timestamp", "yesterday");
        assert_eq!((report.asn, report.country, report.seen_at), (Some(64496), Some(*b"DE"), None));
        assert_eq!(report.details.into_json().unwrap(), r#"{"timestamp":"yesterday"}"#);
        assert_eq!((port("0"), port(" 25 ")), (Ok(None), Ok(Some(25))));
        assert!(port("65536").is_err() && port("-1").is_err());
    }
}
