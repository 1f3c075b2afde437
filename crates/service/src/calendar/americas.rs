//! Working days of the Americas.

use chrono::Weekday::{Mon, Thu};
use chrono_tz::America;

use super::country::{Country, SATURDAY};
use super::holiday::{
    ALL_SAINTS, ASSUMPTION, CHRISTMAS, CORPUS_CHRISTI, EASTER_MONDAY, GOOD_FRIDAY, IMMACULATE,
    LABOUR_DAY, MAUNDY_THURSDAY, Moved, NEW_YEAR, SECOND_CHRISTMAS, on,
};
use super::rule::On::{Dates, Day, Easter, From, Nth};
use Moved::{Nearest, Next};

/// The records.
pub(super) const COUNTRIES: &[Country] = &[
    Country {
        code: "US",
        zone: America::New_York,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR.moved(Nearest),
            on("Martin Luther King", Nth(1, Mon, 3), "2026-01-19"),
            on("Washington's Birthday", Nth(2, Mon, 3), "2026-02-16"),
            on("Memorial Day", Nth(5, Mon, -1), "2026-05-25"),
            on("Juneteenth", Day(6, 19), "2026-06-19").moved(Nearest),
            on("Independence Day", Day(7, 4), "2028-07-04").moved(Nearest),
            on("Labor Day", Nth(9, Mon, 1), "2026-09-07"),
            on("Columbus Day", Nth(10, Mon, 2), "2026-10-12"),
            on("Veterans Day", Day(11, 11), "2026-11-11").moved(Nearest),
            on("Thanksgiving", Nth(11, Thu, 4), "2026-11-26"),
            CHRISTMAS.moved(Nearest),
        ],
        source: "5 U.S.C. 6103",
    },
    Country {
        code: "CA",
        zone: America::Toronto,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR.moved(Next),
            GOOD_FRIDAY,
            EASTER_MONDAY,
            on("Victoria Day", From(5, 18, Mon), "2026-05-18"),
            on("Canada Day", Day(7, 1), "2026-07-01").moved(Next),
            on("Civic Holiday", Nth(8, Mon, 1), "2026-08-03"),
            on("Labour Day", Nth(9, Mon, 1), "2026-09-07"),
            on("Truth and Reconciliation", Day(9, 30), "2026-09-30").moved(Next),
            on("Thanksgiving", Nth(10, Mon, 2), "2026-10-12"),
            on("Remembrance Day", Day(11, 11), "2026-11-11").moved(Next),
            CHRISTMAS.moved(Next),
            SECOND_CHRISTMAS.moved(Next),
        ],
        source: "Canada Labour Code, section 166; the clock is that of Ottawa",
    },
    Country {
        code: "MX",
        zone: America::Mexico_City,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            on("Constitution Day", Nth(2, Mon, 1), "2026-02-02"),
            on("Benito Juárez", Nth(3, Mon, 3), "2026-03-16"),
            MAUNDY_THURSDAY,
            GOOD_FRIDAY,
            LABOUR_DAY,
            on("Independence Day", Day(9, 16), "2026-09-16"),
            on("Revolution Day", Nth(11, Mon, 3), "2026-11-16"),
            CHRISTMAS,
        ],
        source: "Ley Federal del Trabajo, artículo 74; Holy Week by custom of banks (CNBV)",
    },
    Country {
        code: "BR",
        zone: America::Sao_Paulo,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            on("Carnival", Easter(-48), "2026-02-16").over(0, 2),
            GOOD_FRIDAY,
            on("Tiradentes", Day(4, 21), "2026-04-21"),
            LABOUR_DAY,
            CORPUS_CHRISTI,
            on("Independence Day", Day(9, 7), "2026-09-07"),
            on("Our Lady of Aparecida", Day(10, 12), "2026-10-12"),
            on("All Souls", Day(11, 2), "2026-11-02"),
            on("Republic Day", Day(11, 15), "2027-11-15"),
            on("Black Awareness Day", Day(11, 20), "2026-11-20"),
            CHRISTMAS,
        ],
        source: "Leis 662/1949, 6.802/1980, 9.093/1995, 10.607/2002 e 14.759/2023; Carnival and Corpus Christi by custom; the clock is that of Brasília",
    },
    Country {
        code: "AR",
        zone: America::Argentina::Buenos_Aires,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            on("Carnival", Easter(-48), "2026-02-16").over(0, 2),
            on("Memory, Truth and Justice", Day(3, 24), "2026-03-24"),
            on("Malvinas Day", Day(4, 2), "2026-04-02"),
            GOOD_FRIDAY,
            LABOUR_DAY,
            on("May Revolution", Day(5, 25), "2026-05-25"),
            on("Güemes", From(6, 15, Mon), "2026-06-15"),
            on("Flag Day", Day(6, 20), "2028-06-20"),
            on("Independence Day", Day(7, 9), "2026-07-09"),
            on("San Martín", Nth(8, Mon, 3), "2026-08-17"),
            on("Cultural Diversity", From(10, 10, Mon), "2026-10-12"),
            on("Sovereignty Day", From(11, 18, Mon), "2026-11-23"),
            IMMACULATE,
            CHRISTMAS,
        ],
        source: "Ley 27.399, artículos 1 y 6",
    },
    Country {
        code: "CL",
        zone: America::Santiago,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            GOOD_FRIDAY,
            LABOUR_DAY,
            on("Navy Day", Day(5, 21), "2026-05-21"),
            on("Indigenous Peoples", Dates(SOLSTICE), "2027-06-21"),
            on("Peter and Paul", From(6, 26, Mon), "2026-06-29"),
            on("Our Lady of Carmel", Day(7, 16), "2026-07-16"),
            ASSUMPTION,
            on("Independence Day", Day(9, 18), "2026-09-18").over(0, 2),
            on("Beside it", Dates(SEPTEMBER), "2027-09-17"),
            on("Meeting of Two Worlds", From(10, 9, Mon), "2026-10-12"),
            on("Reformation Day", Dates(REFORMATION), "2028-10-27"),
            ALL_SAINTS,
            IMMACULATE,
            CHRISTMAS,
        ],
        source: "Ley 2.977 y Código del Trabajo, artículo 35; leyes 19.668, 20.299 (el 31 de octubre), 20.983 (septiembre) y 21.357 (el solsticio)",
    },
    Country {
        code: "CO",
        zone: America::Bogota,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            on("Epiphany", From(1, 6, Mon), "2026-01-12"),
            on("Saint Joseph", From(3, 19, Mon), "2026-03-23"),
            MAUNDY_THURSDAY,
            GOOD_FRIDAY,
            LABOUR_DAY,
            on("Ascension", Easter(43), "2026-05-18"),
            on("Corpus Christi", Easter(64), "2026-06-08"),
            on("Sacred Heart", Easter(71), "2026-06-15"),
            on("Peter and Paul", From(6, 29, Mon), "2026-06-29"),
            on("Our Lady of Chiquinquirá", From(7, 9, Mon), "2026-07-13"),
            on("Independence Day", Day(7, 20), "2026-07-20"),
            on("Boyacá", Day(8, 7), "2026-08-07"),
            on("Assumption", From(8, 15, Mon), "2026-08-17"),
            on("Columbus Day", From(10, 12, Mon), "2026-10-12"),
            on("All Saints", From(11, 1, Mon), "2026-11-02"),
            on("Cartagena", From(11, 11, Mon), "2026-11-16"),
            IMMACULATE,
            CHRISTMAS,
        ],
        source: "Ley 51 de 1983 (Ley Emiliani), artículos 1 y 2",
    },
    Country {
        code: "PE",
        zone: America::Lima,
        weekend: SATURDAY,
        holidays: &[
            NEW_YEAR,
            MAUNDY_THURSDAY,
            GOOD_FRIDAY,
            LABOUR_DAY,
            on("Battle of Arica", Day(6, 7), "2027-06-07"),
            on("Peter and Paul", Day(6, 29), "2026-06-29"),
            on("Air Force Day", Day(7, 23), "2026-07-23"),
            on("Independence Day", Day(7, 28), "2026-07-28").over(0, 2),
            on("Junín", Day(8, 6), "2026-08-06"),
            on("Rose of Lima", Day(8, 30), "2027-08-30"),
            on("Angamos", Day(10, 8), "2026-10-08"),
            ALL_SAINTS,
            IMMACULATE,
            on("Ayacucho", Day(12, 9), "2026-12-09"),
            CHRISTMAS,
        ],
        source: "Decreto Legislativo 713, artículo 6, con las leyes 31381, 31530, 31788 y 31822",
    },
];

/// The solstice of June, in Chile.
const SOLSTICE: &[(i32, u32, u32)] =
    &[(2026, 6, 21), (2027, 6, 21), (2028, 6, 20), (2029, 6, 20), (2030, 6, 21)];
/// The 31st of October; the Friday before a Tuesday, the Friday after a Wednesday.
const REFORMATION: &[(i32, u32, u32)] =
    &[(2026, 10, 31), (2027, 10, 31), (2028, 10, 27), (2029, 11, 2), (2030, 10, 31)];
/// The 17th of September where it is a Monday or a Friday, the 20th where it is a Friday.
const SEPTEMBER: &[(i32, u32, u32)] = &[(2027, 9, 17), (2029, 9, 17), (2030, 9, 20)];
