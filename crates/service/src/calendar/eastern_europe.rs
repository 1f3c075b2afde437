//! Working days of eastern and south-eastern Europe.

use chrono_tz::Europe;

use super::country::{Country, SATURDAY};
use super::holiday::{
    ASSUMPTION, CHRISTMAS, EPIPHANY, LABOUR_DAY, Moved, NEW_YEAR, ORTHODOX_CHRISTMAS,
    ORTHODOX_FRIDAY, ORTHODOX_MONDAY, ORTHODOX_WHIT, SECOND_CHRISTMAS, on,
};
use super::rule::On::{Day, Orthodox};
use Moved::Next;

/// The records.
pub(super) const COUNTRIES: &[Country] = &[
    Country {
        code: "RO",
        zone: Europe::Bucharest,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR.over(0, 2),
            EPIPHANY.over(0, 2),
            on("Unification", Day(1, 24), "2028-01-24"),
            ORTHODOX_FRIDAY,
            ORTHODOX_MONDAY,
            LABOUR_DAY,
            on("Children's Day", Day(6, 1), "2026-06-01"),
            ORTHODOX_WHIT,
            ASSUMPTION,
            on("Saint Andrew", Day(11, 30), "2026-11-30"),
            on("National Day", Day(12, 1), "2026-12-01"),
            CHRISTMAS,
            SECOND_CHRISTMAS,
        ],
        source: "Codul muncii (Legea 53/2003), articolul 139",
    },
    Country {
        code: "MD",
        zone: Europe::Chisinau,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            ORTHODOX_CHRISTMAS.over(0, 2),
            on("Women's Day", Day(3, 8), "2027-03-08"),
            ORTHODOX_MONDAY,
            on("Memorial Easter", Orthodox(8), "2026-04-20"),
            LABOUR_DAY,
            on("Victory and Europe Day", Day(5, 9), "2028-05-09"),
            on("Children's Day", Day(6, 1), "2026-06-01"),
            on("Independence Day", Day(8, 27), "2026-08-27"),
            on("Language Day", Day(8, 31), "2026-08-31"),
            CHRISTMAS,
        ],
        source: "Codul muncii (Legea 154/2003), articolul 111",
    },
    Country {
        code: "BG",
        zone: Europe::Sofia,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR.moved(Next),
            on("Liberation Day", Day(3, 3), "2026-03-03").moved(Next),
            ORTHODOX_FRIDAY,
            ORTHODOX_MONDAY,
            LABOUR_DAY.moved(Next),
            on("Saint George", Day(5, 6), "2026-05-06").moved(Next),
            on("Day of Letters", Day(5, 24), "2027-05-24").moved(Next),
            on("Unification", Day(9, 6), "2027-09-06").moved(Next),
            on("Independence Day", Day(9, 22), "2026-09-22").moved(Next),
            on("Christmas Eve", Day(12, 24), "2026-12-24").moved(Next),
            CHRISTMAS.moved(Next),
            SECOND_CHRISTMAS.moved(Next),
        ],
        source: "Кодекс на труда, член 154",
    },
    Country {
        code: "RU",
        zone: Europe::Moscow,
        weekend: SATURDAY,
        holidays: &[
            on("New Year holidays", Day(1, 1), "2026-01-08").over(0, 8),
            on("Defender of the Fatherland", Day(2, 23), "2026-02-23").moved(Next),
            on("Women's Day", Day(3, 8), "2027-03-08").moved(Next),
            LABOUR_DAY.moved(Next),
            on("Victory Day", Day(5, 9), "2028-05-09").moved(Next),
            on("Russia Day", Day(6, 12), "2026-06-12").moved(Next),
            on("Unity Day", Day(11, 4), "2026-11-04").moved(Next),
        ],
        source: "Трудовой кодекс, статья 112; the clock is that of Moscow, where most of its networks are run",
    },
    Country {
        code: "UA",
        zone: Europe::Kyiv,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR.moved(Next),
            on("Women's Day", Day(3, 8), "2027-03-08").moved(Next),
            ORTHODOX_MONDAY,
            LABOUR_DAY.moved(Next),
            on("Day of Remembrance", Day(5, 8), "2026-05-08").moved(Next),
            ORTHODOX_WHIT,
            on("Constitution Day", Day(6, 28), "2027-06-28").moved(Next),
            on("Statehood Day", Day(7, 15), "2026-07-15").moved(Next),
            on("Independence Day", Day(8, 24), "2026-08-24").moved(Next),
            on("Defenders' Day", Day(10, 1), "2026-10-01").moved(Next),
            CHRISTMAS.moved(Next),
        ],
        source: "Кодекс законів про працю, стаття 73; kept although martial law makes them working days",
    },
];
