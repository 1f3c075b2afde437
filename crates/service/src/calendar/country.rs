//! A country as far as its working days go, and the table of all of them.

use chrono::{Datelike as _, NaiveDate, Weekday};
use chrono_tz::Tz;

use super::holiday::{Holiday, is_holiday};
use super::{africa_middle_east, americas, asia_pacific, central_europe};
use super::{eastern_europe, western_europe};

/// What is known of the working days of a country.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166-1, two capital letters.
    pub code: &'static str,
    /// Its clock: that of the capital, where it has several.
    pub zone: Tz,
    /// The days of the week on which it rests.
    pub weekend: &'static [Weekday],
    /// Its public holidays, those of the whole country.
    pub holidays: &'static [Holiday],
    /// The law that says so.
    pub source: &'static str,
}

/// Saturday and Sunday: most of the world (CLDR, `weekData`).
pub(super) const SATURDAY: &[Weekday] = &[Weekday::Sat, Weekday::Sun];
/// Friday and Saturday: Israel, Egypt, most Arab states (CLDR, `weekData`).
pub(super) const FRIDAY: &[Weekday] = &[Weekday::Fri, Weekday::Sat];

/// All records, a list for each part of the world.
pub const COUNTRIES: &[&[Country]] = &[
    western_europe::COUNTRIES,
    central_europe::COUNTRIES,
    eastern_europe::COUNTRIES,
    americas::COUNTRIES,
    africa_middle_east::COUNTRIES,
    asia_pacific::COUNTRIES,
];

/// The record of a country; `None` for one that none is kept of.
#[must_use]
pub fn country(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().copied().flatten().find(|country| country.code.eq_ignore_ascii_case(code))
}

impl Country {
    /// Whether it rests on a day: its weekend, a holiday, or a day in place of one.
    #[must_use]
    pub fn rests(&self, day: NaiveDate) -> bool {
        self.weekend.contains(&day.weekday()) || is_holiday(self.holidays, self.weekend, day)
    }
}
