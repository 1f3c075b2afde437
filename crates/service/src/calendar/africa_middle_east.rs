//! Working days of the Middle East and northern Africa. The two feasts hang on the moon that is seen: the
//! calendar of Umm al-Qura tells them years ahead, to a day.

use chrono::Weekday::Tue;
use chrono_tz::{Africa, Asia, Europe};

use super::country::{Country, FRIDAY, SATURDAY};
use super::holiday::{
    CHRISTMAS, EID_AL_ADHA, EID_AL_FITR, ISLAMIC_YEAR, LABOUR_DAY, MAWLID, NEW_YEAR,
    ORTHODOX_CHRISTMAS, on,
};
use super::rule::On::{Dates, Day, Hebrew, Hijri, Nth, Orthodox};

/// The records.
pub(super) const COUNTRIES: &[Country] = &[
    Country {
        code: "TR",
        zone: Europe::Istanbul,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            on("Children's Day", Day(4, 23), "2026-04-23"),
            LABOUR_DAY,
            on("Youth Day", Day(5, 19), "2026-05-19"),
            on("Democracy Day", Day(7, 15), "2026-07-15"),
            on("Victory Day", Day(8, 30), "2027-08-30"),
            on("Republic Day", Day(10, 29), "2026-10-29"),
            EID_AL_FITR,
            EID_AL_ADHA.over(0, 4),
        ],
        source: "2429 sayılı Ulusal Bayram ve Genel Tatiller Hakkında Kanun",
    },
    Country {
        code: "IL",
        zone: Asia::Jerusalem,
        weekend: FRIDAY,
        holidays: &[
            on("Passover", Hebrew(7, 15), "2026-04-02"),
            on("Seventh day of Passover", Hebrew(7, 21), "2026-04-08"),
            on("Independence Day", Dates(ISRAEL), "2026-04-22"),
            on("Shavuot", Hebrew(9, 6), "2026-05-22"),
            on("Rosh Hashanah", Hebrew(1, 1), "2026-09-13").over(0, 2),
            on("Yom Kippur", Hebrew(1, 10), "2026-09-21").over(-1, 2),
            on("Sukkot", Hebrew(1, 15), "2026-09-26"),
            on("Simchat Torah", Hebrew(1, 22), "2026-10-03"),
        ],
        source: "Law and Administration Ordinance 5708-1948, section 18A; Independence Day Law 5709-1949, its days 2026-2030 after the rules of its section 1",
    },
    Country {
        code: "SA",
        zone: Asia::Riyadh,
        weekend: FRIDAY,
        holidays: &[
            on("Founding Day", Day(2, 22), "2026-02-22"),
            EID_AL_FITR.over(-1, 5),
            EID_AL_ADHA,
            on("National Day", Day(9, 23), "2026-09-23"),
        ],
        source: "Labor Law (Royal Decree M/51), article 112, implementing regulations, article 24",
    },
    Country {
        code: "AE",
        zone: Asia::Dubai,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            EID_AL_FITR,
            EID_AL_ADHA,
            ISLAMIC_YEAR,
            MAWLID,
            on("National Day", Day(12, 2), "2026-12-03").over(0, 2),
        ],
        source: "Cabinet Resolution 27 of 2024; the weekend is Saturday and Sunday since 2022, Friday morning is worked",
    },
    Country {
        code: "EG",
        zone: Africa::Cairo,
        weekend: FRIDAY,
        holidays: &[
            ORTHODOX_CHRISTMAS,
            on("Revolution of 25 January", Day(1, 25), "2026-01-25"),
            on("Sham el-Nessim", Orthodox(1), "2026-04-13"),
            on("Sinai Liberation", Day(4, 25), "2027-04-25"),
            LABOUR_DAY,
            on("Revolution of 30 June", Day(6, 30), "2026-06-30"),
            on("Revolution of 23 July", Day(7, 23), "2026-07-23"),
            on("Armed Forces Day", Day(10, 6), "2026-10-06"),
            EID_AL_FITR,
            EID_AL_ADHA,
            ISLAMIC_YEAR,
            MAWLID,
        ],
        source: "Labour Law 14 of 2025 and the Prime Minister's list of official holidays",
    },
    Country {
        code: "JO",
        zone: Asia::Amman,
        weekend: FRIDAY,
        holidays: &[
            NEW_YEAR,
            LABOUR_DAY,
            on("Independence Day", Day(5, 25), "2026-05-25"),
            CHRISTMAS,
            EID_AL_FITR,
            EID_AL_ADHA,
            ISLAMIC_YEAR,
            MAWLID,
        ],
        source: "Labour Law 8 of 1996, article 59, and the Prime Minister's notices",
    },
    Country {
        code: "KW",
        zone: Asia::Kuwait,
        weekend: FRIDAY,
        holidays: &[
            NEW_YEAR,
            on("National and Liberation Day", Day(2, 25), "2026-02-26").over(0, 2),
            EID_AL_FITR,
            EID_AL_ADHA,
            ISLAMIC_YEAR,
            MAWLID,
        ],
        source: "Labour Law 6 of 2010, article 68",
    },
    Country {
        code: "QA",
        zone: Asia::Qatar,
        weekend: FRIDAY,
        holidays: &[
            on("Sports Day", Nth(2, Tue, 2), "2026-02-10"),
            EID_AL_FITR,
            EID_AL_ADHA,
            on("National Day", Day(12, 18), "2028-12-18"),
        ],
        source: "Labour Law 14 of 2004, article 78",
    },
    Country {
        code: "BH",
        zone: Asia::Bahrain,
        weekend: FRIDAY,
        holidays: &[
            NEW_YEAR,
            LABOUR_DAY,
            EID_AL_FITR,
            EID_AL_ADHA,
            ISLAMIC_YEAR,
            on("Ashura", Hijri(1, 9), "2026-06-25").over(0, 2),
            MAWLID,
            on("National Day", Day(12, 16), "2026-12-16").over(0, 2),
        ],
        source: "Labour Law 36 of 2012, article 64",
    },
];

/// The fifth of Iyar, moved so that neither it nor the day before touches a Sabbath.
const ISRAEL: &[(i32, u32, u32)] =
    &[(2026, 4, 22), (2027, 5, 12), (2028, 5, 2), (2029, 4, 19), (2030, 5, 8)];
