//! Every record with its example; clocks that change, years that end; and for any time: open, soon, not before.

use std::collections::BTreeSet;

use cerrojo_model::Time;
use chrono::{DateTime, TimeDelta, Timelike as _};
use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[track_caller]
fn opens(country: &str, now: &str, opening: &str) {
    let found = Calendar::next_opening(Some(country).filter(|it| !it.is_empty()), at(now));
    assert_eq!(found, at(opening), "{country} at {now}");
    assert!(Calendar::is_open(Some(country).filter(|it| !it.is_empty()), found));
}

#[test]
fn every_record_has_a_source_and_every_holiday_its_example() {
    let mut codes = BTreeSet::new();
    for country in COUNTRIES.iter().copied().flatten() {
        assert!(codes.insert(country.code), "{} is there twice", country.code);
        assert!(country.source.len() > 8, "{}", country.code);
        assert_eq!(country.weekend.len(), 2);
        for holiday in country.holidays {
            let (code, name, example) = (country.code, holiday.name, holiday.example);
            assert!(holiday.falls_on(day(example)), "{code} {name}: {example}");
            assert!(country.rests(day(example)), "{code} {name}: {example}");
            // A rule that fits every day would fit its example.
            let days = day("2026-01-01").iter_days().take(365 * 5 + 1);
            let fits = days.filter(|day| holiday.falls_on(*day)).count();
            let each = usize::from(holiday.days);
            assert!((1..=6 * each).contains(&fits), "{code} {name}: {fits} days in five years");
        }
    }
    for code in "ES PT BR AR MX CL CO PE RO MD GB IE US CA FR BE CH LU DE AT IT NL PL CZ HU BG GR CY RU UA TR \
        IL SA AE EG CN TW HK SG JP KR ID VN TH IN AU NZ"
        .split_whitespace()
    {
        assert!(codes.contains(code), "{code} is missing");
    }
}

#[test]
fn easter_is_where_it_was() {
    // Western and Orthodox; from the tables of the Astronomical Society of South Australia.
    for (west, east) in [
        ("2024-03-31", "2024-05-05"),
        ("2025-04-20", "2025-04-20"),
        ("2026-04-05", "2026-04-12"),
        ("2027-03-28", "2027-05-02"),
        ("2030-04-21", "2030-04-28"),
        ("2038-04-25", "2038-04-25"),
    ] {
        assert!(On::Easter(0).is(day(west)), "{west}");
        assert!(On::Orthodox(0).is(day(east)), "{east}");
        assert!(!On::Easter(0).is(day(west).succ_opt().unwrap()));
    }
}

#[test]
fn hours_are_those_of_the_recipient() {
    // A Tuesday.
    opens("ES", "2026-11-24T07:00:00Z", "2026-11-24T07:00:00Z");
    opens("ES", "2026-11-24T06:59:59Z", "2026-11-24T07:00:00Z");
    opens("ES", "2026-11-24T15:59:59Z", "2026-11-24T15:59:59Z");
    opens("ES", "2026-11-24T16:00:00Z", "2026-11-25T07:00:00Z");
    opens("es", "2026-11-27T16:00:00Z", "2026-11-30T07:00:00Z");
    opens("JP", "2026-11-24T12:00:00Z", "2026-11-24T23:00:00Z");
    opens("US", "2026-11-25T23:00:00Z", "2026-11-27T13:00:00Z");
    opens("IN", "2026-11-25T00:00:00Z", "2026-11-25T02:30:00Z");
    // Nobody knows where that is: UTC, Monday to Friday.
    opens("", "2026-11-24T07:30:00Z", "2026-11-24T08:00:00Z");
    opens("ZZ", "2026-12-25T07:30:00Z", "2026-12-25T08:00:00Z");
    opens("ZZ", "2026-11-28T12:00:00Z", "2026-11-30T08:00:00Z");
}

#[test]
fn weekends_differ() {
    // Friday noon, and Sunday noon.
    for (country, friday, sunday) in [
        ("IL", false, true),
        ("EG", false, true),
        ("SA", false, true),
        ("AE", true, false),
        ("TR", true, false),
        ("DE", true, false),
    ] {
        assert_eq!(
            Calendar::is_open(Some(country), at("2026-11-20T10:00:00Z")),
            friday,
            "{country}"
        );
        assert_eq!(
            Calendar::is_open(Some(country), at("2026-11-22T10:00:00Z")),
            sunday,
            "{country}"
        );
    }
}

#[test]
fn clocks_that_change_do_not_move_the_hours() {
    // Central Europe leaves summer time on 2026-10-25 and enters it on 2026-03-29; the South the other way.
    opens("DE", "2026-10-23T20:00:00Z", "2026-10-26T07:00:00Z");
    opens("DE", "2026-10-22T20:00:00Z", "2026-10-23T06:00:00Z");
    opens("DE", "2026-03-27T20:00:00Z", "2026-03-30T06:00:00Z");
    opens("CL", "2026-09-04T23:00:00Z", "2026-09-07T11:00:00Z");
    opens("NZ", "2026-09-25T06:00:00Z", "2026-09-27T19:00:00Z");
    // Egypt leaves summer time at the end of a Thursday.
    opens("EG", "2026-10-29T20:00:00Z", "2026-11-01T06:00:00Z");
}

#[test]
fn years_end_and_holidays_move_off_weekends() {
    opens("DE", "2026-12-31T20:00:00Z", "2027-01-04T07:00:00Z");
    opens("GB", "2027-12-24T18:00:00Z", "2027-12-29T08:00:00Z");
    // New Year's Day of 2028 is a Saturday: the Friday before, in another year, and the Monday after.
    opens("US", "2027-12-30T23:00:00Z", "2028-01-03T13:00:00Z");
    opens("GB", "2027-12-31T18:00:00Z", "2028-01-04T08:00:00Z");
    opens("RU", "2026-12-31T15:00:00Z", "2027-01-11T05:00:00Z");
    opens("JP", "2026-05-01T09:00:00Z", "2026-05-06T23:00:00Z");
    opens("CN", "2026-02-13T10:00:00Z", "2026-02-24T00:00:00Z");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_next_opening_is_open_soon_and_not_before(
        seconds in 1_735_689_600_i64..2_524_608_000,
        which in 0_usize..80,
    ) {
        let now = DateTime::from_timestamp(seconds, 0).unwrap();
        let all: Vec<_> = COUNTRIES.iter().copied().flatten().collect();
        let country = all.get(which);
        let code = country.map(|country| country.code);
        let opening = Calendar::next_opening(code, now);
        prop_assert!(opening >= now);
        prop_assert!(opening - now <= TimeDelta::days(14), "{code:?} {now} {opening}");
        prop_assert!(Calendar::is_open(code, opening), "{code:?} {now} {opening}");
        prop_assert_eq!(Calendar::next_opening(code, opening), opening);
        let zone = country.map_or(Tz::UTC, |country| country.zone);
        let local = opening.with_timezone(&zone);
        prop_assert!((8..17).contains(&local.hour()));
        prop_assert!(opening == now || (local.hour(), local.minute(), local.second()) == (8, 0, 0));
        // Nothing opens between.
        let between = now + (opening - now) / 2;
        prop_assert!(opening == now || Calendar::next_opening(code, between) == opening);
    }
}
