//! A public holiday: which days it is, and which day is free instead when it falls on a weekend.

use chrono::{Datelike as _, Days, NaiveDate, TimeDelta, Weekday};

use super::rule::On;

/// How far back a weekend can be that a day is free for.
const LOOK_BACK: u64 = 12;

/// A public holiday of a country.
#[derive(Clone, Copy, Debug)]
pub struct Holiday {
    /// What it is called, in English.
    pub name: &'static str,
    /// On which day.
    pub on: On,
    /// How many days after that it begins; negative for days before.
    pub first: i8,
    /// How many days it lasts.
    pub days: u8,
    /// What happens when it falls on a weekend.
    pub moved: Moved,
    /// A day that it was, or will be.
    pub example: &'static str,
}

/// Which day is free when a holiday falls on a weekend.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Moved {
    /// None.
    Stays,
    /// The next working day.
    Next,
    /// The next working day, for a Sunday only.
    FromSunday,
    /// The Friday for a Saturday, the Monday for a Sunday.
    Nearest,
}

/// A holiday of one day that stays where it is.
pub(super) const fn on(name: &'static str, on: On, example: &'static str) -> Holiday {
    Holiday { name, on, first: 0, days: 1, moved: Moved::Stays, example }
}

impl Holiday {
    /// The same over several days; the first one so many days after.
    pub(super) const fn over(self, first: i8, days: u8) -> Self {
        Self { first, days, ..self }
    }

    /// The same, with another day when it falls on a weekend.
    pub(super) const fn moved(self, moved: Moved) -> Self {
        Self { moved, ..self }
    }

    /// Whether a day belongs to it as it stands in the calendar.
    #[must_use]
    pub fn falls_on(&self, day: NaiveDate) -> bool {
        (0..i64::from(self.days)).any(|passed| {
            let back = i64::from(self.first).saturating_add(passed);
            day.checked_sub_signed(TimeDelta::days(back)).is_some_and(|day| self.on.is(day))
        })
    }
}

/// Whether a day is one of the holidays, or free in place of one.
pub(super) fn is_holiday(holidays: &[Holiday], weekend: &[Weekday], day: NaiveDate) -> bool {
    let falls = |day: NaiveDate| holidays.iter().filter(move |holiday| holiday.falls_on(day));
    if falls(day).next().is_some() {
        return true;
    }
    let nearest = |of: Option<NaiveDate>| {
        of.is_some_and(|of| falls(of).any(|holiday| holiday.moved == Moved::Nearest))
    };
    match day.weekday() {
        Weekday::Fri if nearest(day.succ_opt()) => return true,
        Weekday::Mon if nearest(day.pred_opt()) => return true,
        _ => {}
    }
    // Free days that are still owed: each working day that comes pays for one.
    let mut owed = 0_usize;
    for back in (1..=LOOK_BACK).rev() {
        let Some(before) = day.checked_sub_days(Days::new(back)) else { continue };
        if weekend.contains(&before.weekday()) {
            let is_owed = |holiday: &&Holiday| match holiday.moved {
                Moved::Next => true,
                Moved::FromSunday => before.weekday() == Weekday::Sun,
                Moved::Stays | Moved::Nearest => false,
            };
            owed = owed.saturating_add(falls(before).filter(is_owed).count());
        } else if falls(before).next().is_none() {
            owed = owed.saturating_sub(1);
        }
    }
    owed > 0 && !weekend.contains(&day.weekday())
}

use On::{Day, Easter, Hijri, Orthodox};

/// Holidays that many countries share; the movable ones hang on Easter, Western or Orthodox, or on the Islamic year.
pub(super) const NEW_YEAR: Holiday = on("New Year's Day", Day(1, 1), "2026-01-01");
pub(super) const EPIPHANY: Holiday = on("Epiphany", Day(1, 6), "2026-01-06");
pub(super) const MAUNDY_THURSDAY: Holiday = on("Maundy Thursday", Easter(-3), "2026-04-02");
pub(super) const GOOD_FRIDAY: Holiday = on("Good Friday", Easter(-2), "2026-04-03");
pub(super) const EASTER_MONDAY: Holiday = on("Easter Monday", Easter(1), "2026-04-06");
pub(super) const ASCENSION: Holiday = on("Ascension", Easter(39), "2026-05-14");
pub(super) const WHIT_MONDAY: Holiday = on("Whit Monday", Easter(50), "2026-05-25");
pub(super) const CORPUS_CHRISTI: Holiday = on("Corpus Christi", Easter(60), "2026-06-04");
pub(super) const LABOUR_DAY: Holiday = on("Labour Day", Day(5, 1), "2026-05-01");
pub(super) const ASSUMPTION: Holiday = on("Assumption", Day(8, 15), "2025-08-15");
pub(super) const ALL_SAINTS: Holiday = on("All Saints", Day(11, 1), "2027-11-01");
pub(super) const IMMACULATE: Holiday = on("Immaculate Conception", Day(12, 8), "2026-12-08");
pub(super) const CHRISTMAS: Holiday = on("Christmas", Day(12, 25), "2026-12-25");
pub(super) const SECOND_CHRISTMAS: Holiday =
    on("Second day of Christmas", Day(12, 26), "2028-12-26");
pub(super) const ORTHODOX_CHRISTMAS: Holiday = on("Orthodox Christmas", Day(1, 7), "2026-01-07");
pub(super) const ORTHODOX_FRIDAY: Holiday = on("Orthodox Good Friday", Orthodox(-2), "2026-04-10");
pub(super) const ORTHODOX_MONDAY: Holiday = on("Orthodox Easter Monday", Orthodox(1), "2026-04-13");
pub(super) const ORTHODOX_WHIT: Holiday = on("Orthodox Whit Monday", Orthodox(50), "2026-06-01");
/// Three days; by the calendar of Umm al-Qura, from which the day that is seen may differ by one.
pub(super) const EID_AL_FITR: Holiday = on("Eid al-Fitr", Hijri(10, 1), "2026-03-20").over(0, 3);
/// The day of Arafah and three days.
pub(super) const EID_AL_ADHA: Holiday = on("Eid al-Adha", Hijri(12, 10), "2026-05-27").over(-1, 4);
pub(super) const ISLAMIC_YEAR: Holiday = on("Islamic New Year", Hijri(1, 1), "2026-06-16");
pub(super) const MAWLID: Holiday = on("Prophet's Birthday", Hijri(3, 12), "2026-08-25");
