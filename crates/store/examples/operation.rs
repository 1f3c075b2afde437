//! Makes the database of an operation that never was, to measure on: `operation URL CASES`.
//!
//! Each case goes its way through the same doors as a real one: an import, then nine more events, appended.
#![expect(clippy::print_stdout, reason = "says how far it is")]

use std::error::Error;

use cerrojo_model::{Suspect, Time};
use cerrojo_store::life::{Event, Found, Place, Rules, What};
use cerrojo_store::{Store, Suspicion};
use chrono::TimeDelta;

/// Suspects that are imported at once.
const PIECE: u32 = 10_000;
const COUNTRIES: [&str; 8] = ["DE", "US", "BR", "VN", "ID", "RU", "IN", "RO"];
const SOFTWARE: [&str; 5] = ["Squid", "3proxy", "Postfix", "Dante", "MikroTik"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let (Some(url), Some(cases)) = (words.next(), words.next()) else {
        return Err("want URL CASES".into());
    };
    let cases: u32 = cases.parse()?;
    let begin: Time = "2026-01-01T00:00:00Z".parse()?;
    let store = Store::open(&url, Rules::DEFAULT).await?;
    for first in (0..cases).step_by(usize::try_from(PIECE)?) {
        let numbers = first..first.saturating_add(PIECE).min(cases);
        let source = format!("list {}", first / PIECE % 7);
        let mut import = store.begin_import(&source, "plain", "made", begin).await?;
        store.import(&mut import, numbers.clone().map(suspicion).collect()).await?;
        store.end_import(import, (0, 0), begin).await?;
        for number in numbers.clone() {
            let events = life(number, begin);
            store.append(i64::from(number) + 1, events).await?;
        }
        println!("{} cases", numbers.end);
    }
    store.close().await;
    Ok(())
}

fn suspicion(number: u32) -> Suspicion {
    let address = std::net::Ipv4Addr::from_bits(0x0A00_0000 | number);
    let country = one(mixed(number, 8), &COUNTRIES);
    let asn = u32::try_from(mixed(number / 16, 5_000)).ok().map(|asn| 64_512 + asn);
    Suspicion {
        suspect: Suspect::new(
            ipnet::IpNet::from(std::net::IpAddr::from(address)),
            Some(3128),
            None,
        ),
        seen_at: None,
        place: Place { network: None, asn, country },
        details: None,
    }
}

/// Nine events more: of each ten, three were never open, two could not be told, five were open; of
/// these some close, sooner or later.
fn life(number: u32, begin: Time) -> Vec<Event> {
    let pick = mixed(number, 1_000_000);
    let wait = i64::try_from(mixed(number ^ 0x5555, 2_000)).unwrap_or_default();
    let open = || {
        let software = one(pick, &SOFTWARE);
        What::FoundOpen(Found { test: "http-connect".into(), software, ..Found::default() })
    };
    let closed = || What::FoundClosed { evidence: None };
    let noted = || What::Noted { text: "made".into() };
    let mut events = match pick % 10 {
        0..3 => vec![(1, closed())],
        3..5 => vec![(1, What::FoundUnknown { reason: "timeout".into(), reached: false })],
        kind => {
            let language = one(pick / 10, &["de", "en", "pt-BR"]);
            let mut events = vec![
                (1, open()),
                (2, contact(number, language)),
                (3, What::Approved { people: vec!["one".into(), "two".into()] }),
                (4, letter(number)),
            ];
            if kind < 8 {
                let checks = [(wait, closed()), (wait + 40, closed()), (wait + 80, closed())];
                events.extend(checks.map(|(hours, what)| (hours + 5, what)));
                events.push((wait + 86, What::VerifiedClosed {}));
            } else {
                events.extend([(wait + 5, open()), (wait + 29, open())]);
            }
            events
        }
    };
    while events.len() < 9 {
        events.push((events.last().map_or(0, |(hours, _)| *hours) + 1, noted()));
    }
    let event =
        |(hours, what)| Event { at: begin + TimeDelta::hours(hours), by: "made".into(), what };
    events.into_iter().map(event).collect()
}

fn contact(number: u32, language: Option<String>) -> What {
    What::ContactFound {
        contact: format!("abuse@{}.example", number / 16),
        route: one(mixed(number, 3), &["rdap", "abusix", "security-txt"]).unwrap_or_default(),
        language,
        control: mixed(number / 16, 10) == 0,
        languages: Vec::new(),
        hits: Vec::new(),
    }
}

fn letter(number: u32) -> What {
    What::Notified {
        letter: number.to_string(),
        contact: format!("abuse@{}.example", number / 16),
        languages: vec!["de".into(), "en".into()],
        variant: one(mixed(number / 16, 2), &["short", "long"]),
    }
}

fn one(number: usize, of: &[&str]) -> Option<String> {
    of.get(number % of.len().max(1)).map(|it| (*it).to_owned())
}

/// The same number for the same case, spread evenly below `below`.
fn mixed(number: u32, below: usize) -> usize {
    let mut value = u64::from(number).wrapping_add(0x9E37_79B9_7F4A_7C15);
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    usize::try_from((value ^ (value >> 31)) >> 33).unwrap_or_default() % below.max(1)
}
