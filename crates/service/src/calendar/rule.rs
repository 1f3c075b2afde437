//! On which day of a year a holiday is: the rules, and whether a day fits one.

use chrono::{Datelike as _, NaiveDate, TimeDelta, Weekday};
use icu_calendar::cal::{ChineseTraditional, Hebrew, Hijri, KoreanTraditional};
use icu_calendar::types::{Month, RataDie};
use icu_calendar::{AsCalendar, Date};

/// The rule of a day.
#[derive(Clone, Copy, Debug)]
pub enum On {
    /// This month and day.
    Day(u32, u32),
    /// The n-th such weekday of a month, from its end where n is negative.
    Nth(u32, Weekday, i8),
    /// The first such weekday from that month and day on.
    From(u32, u32, Weekday),
    /// So many days after Easter Sunday of the West.
    Easter(i64),
    /// So many days after Easter Sunday of the East.
    Orthodox(i64),
    /// This month and day of the Islamic calendar of Umm al-Qura.
    Hijri(u8, u8),
    /// This month (Tishri is the first) and day of the Hebrew calendar.
    Hebrew(u8, u8),
    /// This month and day of the Chinese calendar, not of a leap month.
    Chinese(u8, u8),
    /// This month and day of the Korean calendar, not of a leap month.
    Korean(u8, u8),
    /// Tomb-sweeping: the sun stands at 15 degrees, seen from China; 2000 to 2099.
    BrightAndClear,
    /// The equinox of spring or (`true`) autumn, seen from Japan; 1980 to 2099.
    Equinox(bool),
    /// These days and no other: somebody proclaims them, or a calendar rules that is not here.
    Dates(&'static [(i32, u32, u32)]),
}

impl On {
    /// Whether a day is the one.
    #[must_use]
    pub fn is(self, day: NaiveDate) -> bool {
        let month_and_day = (day.month(), day.day());
        match self {
            Self::Day(month, of) => month_and_day == (month, of),
            Self::Nth(month, weekday, number) => {
                day.month() == month && day.weekday() == weekday && nth_in_month(day, number)
            }
            Self::From(month, of, weekday) => {
                let passed = i64::from(day.weekday().days_since(weekday));
                let first = NaiveDate::from_ymd_opt(day.year(), month, of);
                passed == 0 && first.is_some_and(|first| (0..7).contains(&(day - first).num_days()))
            }
            Self::Easter(after) => is_after(day, after, western_easter),
            Self::Orthodox(after) => is_after(day, after, orthodox_easter),
            Self::Hijri(month, of) => is_in(day, Hijri::new_umm_al_qura(), month, of),
            Self::Hebrew(month, of) => is_in(day, Hebrew, month, of),
            Self::Chinese(month, of) => is_in(day, ChineseTraditional::new(), month, of),
            Self::Korean(month, of) => is_in(day, KoreanTraditional::new(), month, of),
            Self::BrightAndClear => month_and_day == (4, bright_and_clear(day.year())),
            Self::Equinox(false) => month_and_day == (3, equinox(day.year(), 208_431)),
            Self::Equinox(true) => month_and_day == (9, equinox(day.year(), 232_488)),
            Self::Dates(days) => days.contains(&(day.year(), day.month(), day.day())),
        }
    }
}

fn nth_in_month(day: NaiveDate, number: i8) -> bool {
    if number > 0 {
        return i64::from(day.day0() / 7) + 1 == i64::from(number);
    }
    let left = u32::from(day.num_days_in_month()).saturating_sub(day.day());
    i64::from(left / 7) + 1 == -i64::from(number)
}

fn is_in<C: AsCalendar>(day: NaiveDate, calendar: C, month: u8, of: u8) -> bool {
    let date = Date::from_rata_die(RataDie::new(i64::from(day.num_days_from_ce())), calendar);
    date.day_of_month().0 == of && date.month().to_input() == Month::new(month)
}

fn is_after(day: NaiveDate, after: i64, easter: fn(i32) -> Option<NaiveDate>) -> bool {
    easter(day.year()).is_some_and(|easter| (day - easter).num_days() == after)
}

/// Easter by the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8; years from 1583 on).
fn western_easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let number = moon + weekday - 7 * late + 114;
    month_day(year, number)
}

/// Easter by the Julian calendar (the same chapter), as the Gregorian calendar names the day; 1900 to 2099.
fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    let moon = (19 * (year % 19) + 15) % 30;
    let weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    let number = moon + weekday + 114;
    month_day(year, number)?.checked_add_signed(TimeDelta::days(13))
}

fn month_day(year: i32, number: i32) -> Option<NaiveDate> {
    let (month, day) = (number / 31, number % 31 + 1);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// The day of April: 0.2422 days more a year, one less in leap years.
fn bright_and_clear(year: i32) -> u32 {
    let of_century = year.rem_euclid(100);
    u32::try_from((of_century * 2_422 + 48_100) / 10_000 - of_century / 4).unwrap_or(0)
}

/// The day of the month; `base` is where it was in 1980, in ten thousandths of a day.
fn equinox(year: i32, base: i64) -> u32 {
    let passed = i64::from(year) - 1980;
    let day = (base * 100 + 242_194 * passed).div_euclid(1_000_000) - passed.div_euclid(4);
    u32::try_from(day).unwrap_or(0)
}
