//! Working days of southern and eastern Asia, and of the Pacific.
//!
//! Days that hang on the moon of India or on the calendar of the Theravada are tables of 2026 to 2030, as the
//! package `holidays` for Python (0.109) lists them from the governments' notices and, for later years, from
//! almanacs; such a day of a later year is not known.

use chrono::Weekday::Mon;
use chrono_tz::{Asia, Australia, Pacific};

use super::country::{Country, SATURDAY};
use super::holiday::{
    ASCENSION, CHRISTMAS, EASTER_MONDAY, EID_AL_FITR, GOOD_FRIDAY, Holiday, ISLAMIC_YEAR,
    LABOUR_DAY, MAWLID, Moved, NEW_YEAR, SECOND_CHRISTMAS, on,
};
use super::rule::On::{BrightAndClear, Chinese, Dates, Day, Equinox, Hijri, Korean, Nth};
use Moved::{FromSunday, Nearest, Next};

/// The records.
pub(super) const COUNTRIES: &[Country] = &[
    Country {
        code: "CN",
        zone: Asia::Shanghai,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            on("Spring Festival", Chinese(1, 1), "2026-02-23").over(-1, 8),
            TOMBS.moved(Next),
            LABOUR_DAY.over(0, 5),
            DRAGON_BOATS.moved(Next),
            MID_AUTUMN.moved(Next),
            on("National Day", Day(10, 1), "2026-10-07").over(0, 7),
        ],
        source: "全国年节及纪念日放假办法 (State Council, 2024), with the days that are exchanged every year around the three long ones",
    },
    Country {
        code: "TW",
        zone: Asia::Taipei,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR.moved(Nearest),
            on("Lunar New Year", Chinese(1, 1), "2026-02-16").over(-2, 6).moved(Next),
            on("Peace Memorial Day", Day(2, 28), "2028-02-28").moved(Nearest),
            on("Children's Day", Day(4, 4), "2028-04-04").moved(Nearest),
            on("Children's Day beside it", Dates(CHILDREN), "2028-04-03"),
            TOMBS.moved(Nearest),
            LABOUR_DAY.moved(Nearest),
            DRAGON_BOATS.moved(Nearest),
            MID_AUTUMN.moved(Nearest),
            on("Confucius' Birthday", Day(9, 28), "2026-09-28").moved(Nearest),
            on("National Day", Day(10, 10), "2028-10-10").moved(Nearest),
            on("Retrocession Day", Day(10, 25), "2027-10-25").moved(Nearest),
            on("Constitution Day", Day(12, 25), "2026-12-25").moved(Nearest),
        ],
        source: "紀念日及節日實施條例 (2025)",
    },
    Country {
        code: "HK",
        zone: Asia::Hong_Kong,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR.moved(FromSunday),
            on("Lunar New Year", Chinese(1, 1), "2026-02-19").over(0, 3).moved(FromSunday),
            TOMBS.moved(FromSunday),
            GOOD_FRIDAY,
            EASTER_MONDAY,
            LABOUR_DAY.moved(FromSunday),
            on("Buddha's Birthday", Chinese(4, 8), "2026-05-24").moved(FromSunday),
            DRAGON_BOATS.moved(FromSunday),
            on("Establishment Day", Day(7, 1), "2026-07-01").moved(FromSunday),
            on("Day after Mid-Autumn", Chinese(8, 16), "2026-09-26").moved(FromSunday),
            on("National Day", Day(10, 1), "2026-10-01").moved(FromSunday),
            on("Chung Yeung", Chinese(9, 9), "2026-10-18").moved(FromSunday),
            CHRISTMAS.moved(FromSunday),
            SECOND_CHRISTMAS.moved(FromSunday),
        ],
        source: "General Holidays Ordinance (Cap. 149), schedule",
    },
    Country {
        code: "SG",
        zone: Asia::Singapore,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR.moved(FromSunday),
            on("Chinese New Year", Chinese(1, 1), "2026-02-18").over(0, 2).moved(FromSunday),
            on("Hari Raya Puasa", Hijri(10, 1), "2027-03-09").over(0, 2),
            GOOD_FRIDAY,
            LABOUR_DAY.moved(FromSunday),
            on("Hari Raya Haji", Hijri(12, 10), "2026-05-27").over(0, 2),
            on("Vesak Day", Dates(VESAK), "2026-05-31").moved(FromSunday),
            on("National Day", Day(8, 9), "2027-08-09").moved(FromSunday),
            on("Deepavali", Dates(DIWALI), "2026-11-08").moved(FromSunday),
            CHRISTMAS.moved(FromSunday),
        ],
        source: "Holidays Act 1998, schedule; the two Islamic feasts and the day after, since Singapore counts by itself",
    },
    Country {
        code: "JP",
        zone: Asia::Tokyo,
        weekend: SATURDAY,
        holidays: &[
            on("New Year", Day(1, 1), "2026-01-03").over(0, 3),
            on("Coming of Age", Nth(1, Mon, 2), "2026-01-12"),
            on("Foundation Day", Day(2, 11), "2026-02-11").moved(FromSunday),
            on("Emperor's Birthday", Day(2, 23), "2026-02-23").moved(FromSunday),
            on("Vernal Equinox", Equinox(false), "2026-03-20").moved(FromSunday),
            on("Showa Day", Day(4, 29), "2026-04-29").moved(FromSunday),
            on("Constitution Day", Day(5, 3), "2027-05-03").moved(FromSunday),
            on("Greenery Day", Day(5, 4), "2026-05-04").moved(FromSunday),
            on("Children's Day", Day(5, 5), "2026-05-05").moved(FromSunday),
            on("Marine Day", Nth(7, Mon, 3), "2026-07-20"),
            on("Mountain Day", Day(8, 11), "2026-08-11").moved(FromSunday),
            on("Respect for the Aged", Nth(9, Mon, 3), "2026-09-21"),
            on("Between two holidays", Dates(&[(2026, 9, 22)]), "2026-09-22"),
            on("Autumnal Equinox", Equinox(true), "2026-09-23").moved(FromSunday),
            on("Sports Day", Nth(10, Mon, 2), "2026-10-12"),
            on("Culture Day", Day(11, 3), "2026-11-03").moved(FromSunday),
            on("Labour Thanksgiving", Day(11, 23), "2026-11-23").moved(FromSunday),
            on("Turn of the year", Day(12, 29), "2026-12-31").over(0, 3),
        ],
        source: "国民の祝日に関する法律 (昭和23年法律第178号), articles 2 and 3; the turn of the year by 行政機関の休日に関する法律",
    },
    Country {
        code: "KR",
        zone: Asia::Seoul,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            on("Seollal", Korean(1, 1), "2026-02-16").over(-1, 3).moved(FromSunday),
            on("Independence Movement", Day(3, 1), "2027-03-01").moved(Next),
            LABOUR_DAY.moved(Next),
            on("Children's Day", Day(5, 5), "2026-05-05").moved(Next),
            on("Buddha's Birthday", Korean(4, 8), "2026-05-24").moved(Next),
            on("Memorial Day", Day(6, 6), "2028-06-06"),
            on("Constitution Day", Day(7, 17), "2026-07-17").moved(Next),
            on("Liberation Day", Day(8, 15), "2028-08-15").moved(Next),
            on("Chuseok", Korean(8, 15), "2026-09-24").over(-1, 3).moved(FromSunday),
            on("Foundation Day", Day(10, 3), "2028-10-03").moved(Next),
            on("Hangul Day", Day(10, 9), "2026-10-09").moved(Next),
            CHRISTMAS.moved(Next),
        ],
        source: "관공서의 공휴일에 관한 규정, articles 2 and 3",
    },
    Country {
        code: "ID",
        zone: Asia::Jakarta,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            on("Isra and Mi'raj", Hijri(7, 27), "2026-01-16"),
            on("Chinese New Year", Chinese(1, 1), "2026-02-17"),
            on("Day of Silence", Dates(NYEPI), "2026-03-19"),
            EID_AL_FITR,
            GOOD_FRIDAY,
            LABOUR_DAY,
            ASCENSION,
            on("Eid al-Adha", Hijri(12, 10), "2026-05-27").over(0, 2),
            on("Vesak Day", Dates(VESAK), "2026-05-31"),
            on("Pancasila Day", Day(6, 1), "2026-06-01"),
            ISLAMIC_YEAR,
            on("Independence Day", Day(8, 17), "2026-08-17"),
            MAWLID,
            CHRISTMAS,
        ],
        source: "Keputusan Presiden 8/2024 and the yearly decree of three ministers; the clock is that of Jakarta",
    },
    Country {
        code: "VN",
        zone: Asia::Ho_Chi_Minh,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR.moved(Next),
            on("Tết", Chinese(1, 1), "2026-02-20").over(-2, 7).moved(Next),
            on("Hùng Kings", Chinese(3, 10), "2026-04-26").moved(Next),
            on("Reunification Day", Day(4, 30), "2026-04-30").moved(Next),
            LABOUR_DAY.moved(Next),
            on("National Day", Day(9, 2), "2026-09-03").over(-1, 3).moved(Next),
            on("Culture Day", Day(11, 24), "2026-11-24").moved(Next),
        ],
        source: "Bộ luật Lao động 2019, điều 112; which days around Tết and beside 2 September is chosen yearly, so all that may be are kept",
    },
    Country {
        code: "TH",
        zone: Asia::Bangkok,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR.moved(Next),
            on("Makha Bucha", Dates(MAKHA), "2026-03-03").moved(Next),
            on("Chakri Day", Day(4, 6), "2026-04-06").moved(Next),
            on("Songkran", Day(4, 13), "2026-04-15").over(0, 3).moved(Next),
            LABOUR_DAY.moved(Next),
            on("Coronation Day", Day(5, 4), "2026-05-04").moved(Next),
            on("Visakha Bucha", Dates(VISAKHA), "2026-05-31").moved(Next),
            on("Queen's Birthday", Day(6, 3), "2026-06-03").moved(Next),
            on("King's Birthday", Day(7, 28), "2026-07-28").moved(Next),
            on("Asarnha Bucha and Lent", Dates(ASARNHA), "2026-07-30").over(0, 2).moved(Next),
            on("Mother's Day", Day(8, 12), "2026-08-12").moved(Next),
            on("Rama IX Memorial", Day(10, 13), "2026-10-13").moved(Next),
            on("Chulalongkorn Day", Day(10, 23), "2026-10-23").moved(Next),
            on("Father's Day", Day(12, 5), "2028-12-05").moved(Next),
            on("Constitution Day", Day(12, 10), "2026-12-10").moved(Next),
            on("New Year's Eve", Day(12, 31), "2026-12-31").moved(Next),
        ],
        source: "Cabinet resolutions on public holidays, Bank of Thailand's list of 2026",
    },
    Country {
        code: "IN",
        zone: Asia::Kolkata,
        weekend: SATURDAY,
        holidays: &[
            on("Republic Day", Day(1, 26), "2026-01-26"),
            on("Holi", Dates(HOLI), "2026-03-04"),
            on("Ram Navami", Dates(RAM_NAVAMI), "2026-03-26"),
            on("Mahavir Jayanti", Dates(MAHAVIR), "2026-03-31"),
            on("Eid al-Fitr", Hijri(10, 1), "2026-03-21").over(0, 2),
            GOOD_FRIDAY,
            on("Buddha Purnima", Dates(PURNIMA), "2026-05-01"),
            on("Eid al-Adha", Hijri(12, 10), "2026-05-27").over(0, 2),
            on("Muharram", Hijri(1, 10), "2026-06-26").over(0, 2),
            on("Independence Day", Day(8, 15), "2028-08-15"),
            on("Milad un-Nabi", Hijri(3, 12), "2026-08-26").over(0, 2),
            on("Janmashtami", Dates(JANMASHTAMI), "2026-09-04"),
            on("Gandhi's Birthday", Day(10, 2), "2026-10-02"),
            on("Dussehra", Dates(DUSSEHRA), "2026-10-20"),
            on("Diwali", Dates(DIWALI), "2026-11-08"),
            on("Guru Nanak", Dates(GURU_NANAK), "2026-11-24"),
            CHRISTMAS,
        ],
        source: "Department of Personnel and Training: compulsory holidays of the central government; Islamic ones and the day after",
    },
    Country {
        code: "AU",
        zone: Australia::Sydney,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR.moved(Next),
            on("Australia Day", Day(1, 26), "2026-01-26").moved(Next),
            GOOD_FRIDAY,
            EASTER_MONDAY,
            on("Anzac Day", Day(4, 25), "2028-04-25"),
            on("King's Birthday", Nth(6, Mon, 2), "2026-06-08"),
            CHRISTMAS.moved(Next),
            SECOND_CHRISTMAS.moved(Next),
        ],
        source: "Fair Work Act 2009, section 115; the clock is that of Canberra",
    },
    Country {
        code: "NZ",
        zone: Pacific::Auckland,
        weekend: SATURDAY,
        holidays: &[
            on("New Year", Day(1, 1), "2026-01-02").over(0, 2).moved(Next),
            on("Waitangi Day", Day(2, 6), "2026-02-06").moved(Next),
            GOOD_FRIDAY,
            EASTER_MONDAY,
            on("Anzac Day", Day(4, 25), "2028-04-25").moved(Next),
            on("King's Birthday", Nth(6, Mon, 1), "2026-06-01"),
            on("Matariki", Dates(MATARIKI), "2026-07-10"),
            on("Labour Day", Nth(10, Mon, 4), "2026-10-26"),
            CHRISTMAS.moved(Next),
            SECOND_CHRISTMAS.moved(Next),
        ],
        source: "Holidays Act 2003, section 44; Te Kāhui o Matariki Public Holiday Act 2022, schedule 1",
    },
];

const TOMBS: Holiday = on("Tomb-sweeping", BrightAndClear, "2027-04-05");
const DRAGON_BOATS: Holiday = on("Dragon Boats", Chinese(5, 5), "2026-06-19");
const MID_AUTUMN: Holiday = on("Mid-Autumn", Chinese(8, 15), "2026-09-25");

type Days = &'static [(i32, u32, u32)];

const VESAK: Days = &[(2026, 5, 31), (2027, 5, 20), (2028, 5, 9), (2029, 5, 27), (2030, 5, 16)];
const DIWALI: Days =
    &[(2026, 11, 8), (2027, 10, 29), (2028, 10, 17), (2029, 11, 5), (2030, 10, 26)];
const NYEPI: Days = &[(2026, 3, 19), (2027, 3, 8), (2028, 3, 26), (2029, 3, 15), (2030, 3, 5)];
const MAKHA: Days = &[(2026, 3, 3), (2027, 2, 21), (2028, 2, 10), (2029, 2, 27), (2030, 2, 17)];
const VISAKHA: Days = &[(2026, 5, 31), (2027, 5, 20), (2028, 5, 8), (2029, 5, 27), (2030, 5, 16)];
const ASARNHA: Days = &[(2026, 7, 29), (2027, 7, 18), (2028, 7, 6), (2029, 7, 25), (2030, 7, 14)];
const HOLI: Days = &[(2026, 3, 4), (2027, 3, 22), (2028, 3, 11), (2029, 3, 1), (2030, 3, 20)];
const RAM_NAVAMI: Days =
    &[(2026, 3, 26), (2027, 4, 15), (2028, 4, 3), (2029, 4, 23), (2030, 4, 12)];
const MAHAVIR: Days = &[(2026, 3, 31), (2027, 4, 18), (2028, 4, 7), (2029, 4, 26), (2030, 4, 16)];
const PURNIMA: Days = &[(2026, 5, 1), (2027, 5, 20), (2028, 5, 8), (2029, 5, 27), (2030, 5, 17)];
const JANMASHTAMI: Days =
    &[(2026, 9, 4), (2027, 8, 25), (2028, 8, 13), (2029, 9, 1), (2030, 8, 21)];
const DUSSEHRA: Days =
    &[(2026, 10, 20), (2027, 10, 9), (2028, 9, 27), (2029, 10, 16), (2030, 10, 6)];
const GURU_NANAK: Days =
    &[(2026, 11, 24), (2027, 11, 14), (2028, 11, 2), (2029, 11, 21), (2030, 11, 10)];
/// Another day for Children's Day of Taiwan where it is the day of tomb-sweeping, or beside it on a weekend.
const CHILDREN: Days = &[(2027, 4, 6), (2028, 4, 3), (2029, 4, 3)];
const MATARIKI: Days = &[(2026, 7, 10), (2027, 6, 25), (2028, 7, 14), (2029, 7, 6), (2030, 6, 21)];
