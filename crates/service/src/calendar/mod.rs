//! When a letter may be sent: on a working day of whoever gets it, within their hours of work.
//!
//! Pure: the time is an argument. What is known of a country (its clock, its days of rest, its public
//! holidays, and the law that says so) is one record of a table; [`COUNTRIES`] is all of them.
//!
//! Holidays of regions, bridging days that a government gives year by year, and working Saturdays in
//! exchange for them are not followed: the first are few, the last two are known too late.

mod africa_middle_east;
mod americas;
mod asia_pacific;
mod central_europe;
mod country;
mod eastern_europe;
mod holiday;
mod rule;
#[cfg(test)]
mod tests;
mod western_europe;

use cerrojo_model::Time;
use chrono::{
    Datelike as _, Days, NaiveDate, NaiveTime, TimeZone as _, Timelike as _, Utc, Weekday,
};
use chrono_tz::Tz;

pub use country::{COUNTRIES, Country, country};
pub use holiday::{Holiday, Moved};
pub use rule::On;

/// The first hour in which letters are sent, and the first in which they are not any more; local time.
pub const HOURS: (u32, u32) = (8, 17);

/// Days that are looked at for the next one that is open; no country rests that long.
const DAYS: u64 = 60;

/// Knows when letters may be sent.
#[derive(Clone, Copy, Debug)]
pub struct Calendar;

impl Calendar {
    /// The first time from `now` on at which a letter may be sent to somebody in `country` (ISO 3166-1, two
    /// letters in either case): `now` itself when it may be sent now.
    ///
    /// That is from 08:00 until before 17:00 of local time, not on the weekend of that country and not on
    /// its public holidays. A country with several zones has the hours of its capital, or of the most people
    /// where the record says so. Where no record is known: in UTC, Monday to Friday, without holidays.
    #[must_use]
    pub fn next_opening(country: Option<&str>, now: Time) -> Time {
        let record = country.and_then(self::country);
        let zone = record.map_or(Tz::UTC, |record| record.zone);
        let local = now.with_timezone(&zone);
        let (first, end) = HOURS;
        let mut day = local.date_naive();
        if is_working_day(record, day) {
            if (first..end).contains(&local.hour()) {
                return now;
            }
            if local.hour() < first {
                return opening(zone, day).unwrap_or(now);
            }
        }
        for _ in 0..DAYS {
            let Some(next) = day.checked_add_days(Days::new(1)) else { break };
            day = next;
            if is_working_day(record, day) {
                return opening(zone, day).unwrap_or(now);
            }
        }
        now
    }

    /// Whether a letter may be sent to somebody in `country` at `now`.
    #[must_use]
    pub fn is_open(country: Option<&str>, now: Time) -> bool {
        Self::next_opening(country, now) == now
    }
}

fn is_working_day(record: Option<&Country>, day: NaiveDate) -> bool {
    match record {
        Some(record) => !record.rests(day),
        None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
    }
}

/// The first moment of a day's hours; the later one of two, and none in a gap, which no zone has by day.
fn opening(zone: Tz, day: NaiveDate) -> Option<Time> {
    let local = day.and_time(NaiveTime::from_hms_opt(HOURS.0, 0, 0)?);
    zone.from_local_datetime(&local).latest().map(|at| at.with_timezone(&Utc))
}
