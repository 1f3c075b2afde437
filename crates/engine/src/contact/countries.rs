//! Which countries there are, what they are called, and which languages their people read.
//!
//! The languages are the official ones that Cerrojo's letters may exist in, the most read first; a country of
//! several gets a bundle. English follows in every letter and stands here only where it is the first.

/// One country or territory with a code of its own.
#[derive(Clone, Copy, Debug)]
pub struct Country {
    /// Two letters of ISO 3166-1, upper case.
    pub code: &'static str,
    /// Its short English name, as registries write it in postal addresses.
    pub name: &'static str,
    /// Language tags (RFC 5646), first choice first.
    pub languages: &'static [&'static str],
}

/// All of them, by code. Codes and names: ISO 3166-1; languages: Unicode CLDR, territory
/// information, official languages.
#[rustfmt::skip]
pub const COUNTRIES: &[Country] = &[
    Country { code: "AD", name: "Andorra", languages: &["ca"] },
    Country { code: "AE", name: "United Arab Emirates", languages: &["ar"] },
    Country { code: "AF", name: "Afghanistan", languages: &["fa"] },
    Country { code: "AG", name: "Antigua and Barbuda", languages: &["en"] },
    Country { code: "AI", name: "Anguilla", languages: &["en"] },
    Country { code: "AL", name: "Albania", languages: &["sq"] },
    Country { code: "AM", name: "Armenia", languages: &["en"] },
    Country { code: "AO", name: "Angola", languages: &["pt"] },
    Country { code: "AR", name: "Argentina", languages: &["es-419"] },
    Country { code: "AS", name: "American Samoa", languages: &["en"] },
    Country { code: "AT", name: "Austria", languages: &["de"] },
    Country { code: "AU", name: "Australia", languages: &["en"] },
    Country { code: "AW", name: "Aruba", languages: &["nl"] },
    Country { code: "AX", name: "Åland Islands", languages: &["sv"] },
    Country { code: "AZ", name: "Azerbaijan", languages: &["en"] },
    Country { code: "BA", name: "Bosnia and Herzegovina", languages: &["bs", "sr", "hr"] },
    Country { code: "BB", name: "Barbados", languages: &["en"] },
    Country { code: "BD", name: "Bangladesh", languages: &["bn"] },
    Country { code: "BE", name: "Belgium", languages: &["nl", "fr"] },
    Country { code: "BF", name: "Burkina Faso", languages: &["fr"] },
    Country { code: "BG", name: "Bulgaria", languages: &["bg"] },
    Country { code: "BH", name: "Bahrain", languages: &["ar"] },
    Country { code: "BI", name: "Burundi", languages: &["fr"] },
    Country { code: "BJ", name: "Benin", languages: &["fr"] },
    Country { code: "BL", name: "Saint Barthélemy", languages: &["fr"] },
    Country { code: "BM", name: "Bermuda", languages: &["en"] },
    Country { code: "BN", name: "Brunei Darussalam", languages: &["ms"] },
    Country { code: "BO", name: "Bolivia", languages: &["es-419"] },
    Country { code: "BR", name: "Brazil", languages: &["pt-BR"] },
    Country { code: "BS", name: "Bahamas", languages: &["en"] },
    Country { code: "BT", name: "Bhutan", languages: &["en"] },
    Country { code: "BW", name: "Botswana", languages: &["en"] },
    Country { code: "BY", name: "Belarus", languages: &["ru"] },
    Country { code: "BZ", name: "Belize", languages: &["en"] },
    Country { code: "CA", name: "Canada", languages: &["fr"] },
    Country { code: "CD", name: "Congo, Democratic Republic of the", languages: &["fr"] },
    Country { code: "CF", name: "Central African Republic", languages: &["fr"] },
    Country { code: "CG", name: "Congo", languages: &["fr"] },
    Country { code: "CH", name: "Switzerland", languages: &["de", "fr", "it"] },
    Country { code: "CI", name: "Côte d'Ivoire", languages: &["fr"] },
    Country { code: "CL", name: "Chile", languages: &["es-419"] },
    Country { code: "CM", name: "Cameroon", languages: &["fr"] },
    Country { code: "CN", name: "China", languages: &["zh-Hans"] },
    Country { code: "CO", name: "Colombia", languages: &["es-419"] },
    Country { code: "CR", name: "Costa Rica", languages: &["es-419"] },
    Country { code: "CU", name: "Cuba", languages: &["es-419"] },
    Country { code: "CV", name: "Cabo Verde", languages: &["pt"] },
    Country { code: "CW", name: "Curaçao", languages: &["nl"] },
    Country { code: "CY", name: "Cyprus", languages: &["el"] },
    Country { code: "CZ", name: "Czechia", languages: &["cs"] },
    Country { code: "DE", name: "Germany", languages: &["de"] },
    Country { code: "DJ", name: "Djibouti", languages: &["fr"] },
    Country { code: "DK", name: "Denmark", languages: &["da"] },
    Country { code: "DM", name: "Dominica", languages: &["en"] },
    Country { code: "DO", name: "Dominican Republic", languages: &["es-419"] },
    Country { code: "DZ", name: "Algeria", languages: &["ar", "fr"] },
    Country { code: "EC", name: "Ecuador", languages: &["es-419"] },
    Country { code: "EE", name: "Estonia", languages: &["et"] },
    Country { code: "EG", name: "Egypt", languages: &["ar"] },
    Country { code: "ER", name: "Eritrea", languages: &["en"] },
    Country { code: "ES", name: "Spain", languages: &["es"] },
    Country { code: "ET", name: "Ethiopia", languages: &["en"] },
    Country { code: "FI", name: "Finland", languages: &["fi", "sv"] },
    Country { code: "FJ", name: "Fiji", languages: &["en"] },
    Country { code: "FM", name: "Micronesia", languages: &["en"] },
    Country { code: "FO", name: "Faroe Islands", languages: &["da"] },
    Country { code: "FR", name: "France", languages: &["fr"] },
    Country { code: "GA", name: "Gabon", languages: &["fr"] },
    Country { code: "GB", name: "United Kingdom", languages: &["en"] },
    Country { code: "GD", name: "Grenada", languages: &["en"] },
    Country { code: "GE", name: "Georgia", languages: &["en"] },
    Country { code: "GF", name: "French Guiana", languages: &["fr"] },
    Country { code: "GG", name: "Guernsey", languages: &["en"] },
    Country { code: "GH", name: "Ghana", languages: &["en"] },
    Country { code: "GI", name: "Gibraltar", languages: &["en"] },
    Country { code: "GL", name: "Greenland", languages: &["da"] },
    Country { code: "GM", name: "Gambia", languages: &["en"] },
    Country { code: "GN", name: "Guinea", languages: &["fr"] },
    Country { code: "GP", name: "Guadeloupe", languages: &["fr"] },
    Country { code: "GQ", name: "Equatorial Guinea", languages: &["es"] },
    Country { code: "GR", name: "Greece", languages: &["el"] },
    Country { code: "GT", name: "Guatemala", languages: &["es-419"] },
    Country { code: "GU", name: "Guam", languages: &["en"] },
    Country { code: "GW", name: "Guinea-Bissau", languages: &["pt"] },
    Country { code: "GY", name: "Guyana", languages: &["en"] },
    Country { code: "HK", name: "Hong Kong", languages: &["zh-Hant"] },
    Country { code: "HN", name: "Honduras", languages: &["es-419"] },
    Country { code: "HR", name: "Croatia", languages: &["hr"] },
    Country { code: "HT", name: "Haiti", languages: &["fr"] },
    Country { code: "HU", name: "Hungary", languages: &["hu"] },
    Country { code: "ID", name: "Indonesia", languages: &["id"] },
    Country { code: "IE", name: "Ireland", languages: &["en"] },
    Country { code: "IL", name: "Israel", languages: &["he"] },
    Country { code: "IM", name: "Isle of Man", languages: &["en"] },
    Country { code: "IN", name: "India", languages: &["en"] },
    Country { code: "IQ", name: "Iraq", languages: &["ar"] },
    Country { code: "IR", name: "Iran", languages: &["fa"] },
    Country { code: "IS", name: "Iceland", languages: &["is"] },
    Country { code: "IT", name: "Italy", languages: &["it"] },
    Country { code: "JE", name: "Jersey", languages: &["en"] },
    Country { code: "JM", name: "Jamaica", languages: &["en"] },
    Country { code: "JO", name: "Jordan", languages: &["ar"] },
    Country { code: "JP", name: "Japan", languages: &["ja"] },
    Country { code: "KE", name: "Kenya", languages: &["en"] },
    Country { code: "KG", name: "Kyrgyzstan", languages: &["ru"] },
    Country { code: "KH", name: "Cambodia", languages: &["en"] },
    Country { code: "KI", name: "Kiribati", languages: &["en"] },
    Country { code: "KM", name: "Comoros", languages: &["fr"] },
    Country { code: "KN", name: "Saint Kitts and Nevis", languages: &["en"] },
    Country { code: "KR", name: "Korea, Republic of", languages: &["ko"] },
    Country { code: "KW", name: "Kuwait", languages: &["ar"] },
    Country { code: "KY", name: "Cayman Islands", languages: &["en"] },
    Country { code: "KZ", name: "Kazakhstan", languages: &["ru"] },
    Country { code: "LA", name: "Laos", languages: &["en"] },
    Country { code: "LB", name: "Lebanon", languages: &["ar"] },
    Country { code: "LC", name: "Saint Lucia", languages: &["en"] },
    Country { code: "LI", name: "Liechtenstein", languages: &["de"] },
    Country { code: "LK", name: "Sri Lanka", languages: &["en"] },
    Country { code: "LR", name: "Liberia", languages: &["en"] },
    Country { code: "LS", name: "Lesotho", languages: &["en"] },
    Country { code: "LT", name: "Lithuania", languages: &["lt"] },
    Country { code: "LU", name: "Luxembourg", languages: &["fr", "de"] },
    Country { code: "LV", name: "Latvia", languages: &["lv"] },
    Country { code: "LY", name: "Libya", languages: &["ar"] },
    Country { code: "MA", name: "Morocco", languages: &["ar", "fr"] },
    Country { code: "MC", name: "Monaco", languages: &["fr"] },
    Country { code: "MD", name: "Moldova", languages: &["ro"] },
    Country { code: "ME", name: "Montenegro", languages: &["sr"] },
    Country { code: "MF", name: "Saint Martin", languages: &["fr"] },
    Country { code: "MG", name: "Madagascar", languages: &["fr"] },
    Country { code: "MH", name: "Marshall Islands", languages: &["en"] },
    Country { code: "MK", name: "North Macedonia", languages: &["mk"] },
    Country { code: "ML", name: "Mali", languages: &["fr"] },
    Country { code: "MM", name: "Myanmar", languages: &["en"] },
    Country { code: "MN", name: "Mongolia", languages: &["en"] },
    Country { code: "MO", name: "Macao", languages: &["zh-Hant", "pt"] },
    Country { code: "MP", name: "Northern Mariana Islands", languages: &["en"] },
    Country { code: "MQ", name: "Martinique", languages: &["fr"] },
    Country { code: "MR", name: "Mauritania", languages: &["ar", "fr"] },
    Country { code: "MS", name: "Montserrat", languages: &["en"] },
    Country { code: "MT", name: "Malta", languages: &["mt"] },
    Country { code: "MU", name: "Mauritius", languages: &["en"] },
    Country { code: "MV", name: "Maldives", languages: &["en"] },
    Country { code: "MW", name: "Malawi", languages: &["en"] },
    Country { code: "MX", name: "Mexico", languages: &["es-419"] },
    Country { code: "MY", name: "Malaysia", languages: &["ms"] },
    Country { code: "MZ", name: "Mozambique", languages: &["pt"] },
    Country { code: "NA", name: "Namibia", languages: &["en"] },
    Country { code: "NC", name: "New Caledonia", languages: &["fr"] },
    Country { code: "NE", name: "Niger", languages: &["fr"] },
    Country { code: "NG", name: "Nigeria", languages: &["en"] },
    Country { code: "NI", name: "Nicaragua", languages: &["es-419"] },
    Country { code: "NL", name: "Netherlands", languages: &["nl"] },
    Country { code: "NO", name: "Norway", languages: &["nb"] },
    Country { code: "NP", name: "Nepal", languages: &["en"] },
    Country { code: "NR", name: "Nauru", languages: &["en"] },
    Country { code: "NZ", name: "New Zealand", languages: &["en"] },
    Country { code: "OM", name: "Oman", languages: &["ar"] },
    Country { code: "PA", name: "Panama", languages: &["es-419"] },
    Country { code: "PE", name: "Peru", languages: &["es-419"] },
    Country { code: "PF", name: "French Polynesia", languages: &["fr"] },
    Country { code: "PG", name: "Papua New Guinea", languages: &["en"] },
    Country { code: "PH", name: "Philippines", languages: &["en"] },
    Country { code: "PK", name: "Pakistan", languages: &["ur"] },
    Country { code: "PL", name: "Poland", languages: &["pl"] },
    Country { code: "PM", name: "Saint Pierre and Miquelon", languages: &["fr"] },
    Country { code: "PR", name: "Puerto Rico", languages: &["es-419"] },
    Country { code: "PS", name: "Palestine", languages: &["ar"] },
    Country { code: "PT", name: "Portugal", languages: &["pt"] },
    Country { code: "PW", name: "Palau", languages: &["en"] },
    Country { code: "PY", name: "Paraguay", languages: &["es-419"] },
    Country { code: "QA", name: "Qatar", languages: &["ar"] },
    Country { code: "RE", name: "Réunion", languages: &["fr"] },
    Country { code: "RO", name: "Romania", languages: &["ro"] },
    Country { code: "RS", name: "Serbia", languages: &["sr"] },
    Country { code: "RU", name: "Russian Federation", languages: &["ru"] },
    Country { code: "RW", name: "Rwanda", languages: &["en"] },
    Country { code: "SA", name: "Saudi Arabia", languages: &["ar"] },
    Country { code: "SB", name: "Solomon Islands", languages: &["en"] },
    Country { code: "SC", name: "Seychelles", languages: &["en"] },
    Country { code: "SD", name: "Sudan", languages: &["ar"] },
    Country { code: "SE", name: "Sweden", languages: &["sv"] },
    Country { code: "SG", name: "Singapore", languages: &["en"] },
    Country { code: "SI", name: "Slovenia", languages: &["sl"] },
    Country { code: "SK", name: "Slovakia", languages: &["sk"] },
    Country { code: "SL", name: "Sierra Leone", languages: &["en"] },
    Country { code: "SM", name: "San Marino", languages: &["it"] },
    Country { code: "SN", name: "Senegal", languages: &["fr"] },
    Country { code: "SO", name: "Somalia", languages: &["ar"] },
    Country { code: "SR", name: "Suriname", languages: &["nl"] },
    Country { code: "SS", name: "South Sudan", languages: &["en"] },
    Country { code: "ST", name: "Sao Tome and Principe", languages: &["pt"] },
    Country { code: "SV", name: "El Salvador", languages: &["es-419"] },
    Country { code: "SX", name: "Sint Maarten", languages: &["nl"] },
    Country { code: "SY", name: "Syria", languages: &["ar"] },
    Country { code: "SZ", name: "Eswatini", languages: &["en"] },
    Country { code: "TC", name: "Turks and Caicos Islands", languages: &["en"] },
    Country { code: "TD", name: "Chad", languages: &["fr", "ar"] },
    Country { code: "TG", name: "Togo", languages: &["fr"] },
    Country { code: "TH", name: "Thailand", languages: &["th"] },
    Country { code: "TJ", name: "Tajikistan", languages: &["ru"] },
    Country { code: "TL", name: "Timor-Leste", languages: &["pt"] },
    Country { code: "TM", name: "Turkmenistan", languages: &["ru"] },
    Country { code: "TN", name: "Tunisia", languages: &["ar", "fr"] },
    Country { code: "TO", name: "Tonga", languages: &["en"] },
    Country { code: "TR", name: "Türkiye", languages: &["tr"] },
    Country { code: "TT", name: "Trinidad and Tobago", languages: &["en"] },
    Country { code: "TV", name: "Tuvalu", languages: &["en"] },
    Country { code: "TW", name: "Taiwan", languages: &["zh-Hant"] },
    Country { code: "TZ", name: "Tanzania", languages: &["en"] },
    Country { code: "UA", name: "Ukraine", languages: &["uk"] },
    Country { code: "UG", name: "Uganda", languages: &["en"] },
    Country { code: "US", name: "United States", languages: &["en"] },
    Country { code: "UY", name: "Uruguay", languages: &["es-419"] },
    Country { code: "UZ", name: "Uzbekistan", languages: &["ru"] },
    Country { code: "VA", name: "Holy See", languages: &["it"] },
    Country { code: "VC", name: "Saint Vincent and the Grenadines", languages: &["en"] },
    Country { code: "VE", name: "Venezuela", languages: &["es-419"] },
    Country { code: "VG", name: "Virgin Islands, British", languages: &["en"] },
    Country { code: "VI", name: "Virgin Islands, U.S.", languages: &["en"] },
    Country { code: "VN", name: "Vietnam", languages: &["vi"] },
    Country { code: "VU", name: "Vanuatu", languages: &["en"] },
    Country { code: "WF", name: "Wallis and Futuna", languages: &["fr"] },
    Country { code: "WS", name: "Samoa", languages: &["en"] },
    Country { code: "XK", name: "Kosovo", languages: &["sq", "sr"] },
    Country { code: "YE", name: "Yemen", languages: &["ar"] },
    Country { code: "YT", name: "Mayotte", languages: &["fr"] },
    Country { code: "ZA", name: "South Africa", languages: &["en"] },
    Country { code: "ZM", name: "Zambia", languages: &["en"] },
    Country { code: "ZW", name: "Zimbabwe", languages: &["en"] },
];

/// Names that registries also write, beside the one in the table.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("Bolivia, Plurinational State of", "BO"),
    ("Brasil", "BR"),
    ("Czech Republic", "CZ"),
    ("Iran, Islamic Republic of", "IR"),
    ("Lao People's Democratic Republic", "LA"),
    ("Macau", "MO"),
    ("Moldova, Republic of", "MD"),
    ("Russia", "RU"),
    ("South Korea", "KR"),
    ("Syrian Arab Republic", "SY"),
    ("Taiwan, Province of China", "TW"),
    ("Tanzania, United Republic of", "TZ"),
    ("The Netherlands", "NL"),
    ("Turkey", "TR"),
    ("UK", "GB"),
    ("United States of America", "US"),
    ("USA", "US"),
    ("Venezuela, Bolivarian Republic of", "VE"),
    ("Viet Nam", "VN"),
];

/// The country of a code, in either case, or of a name. `EU`, `ZZ` and the like are none.
#[must_use]
pub fn country(text: &str) -> Option<&'static Country> {
    let text = text.trim();
    let by_code = |code: &str| {
        let found = COUNTRIES.binary_search_by(|country| country.code.cmp(code)).ok()?;
        COUNTRIES.get(found)
    };
    if text.len() == 2
        && let Some(country) = by_code(&text.to_ascii_uppercase())
    {
        return Some(country);
    }
    let named = COUNTRIES.iter().find(|country| country.name.eq_ignore_ascii_case(text));
    named.or_else(|| {
        let (_, code) = OTHER_NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text))?;
        by_code(code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_every_name_leads_somewhere() {
        assert!(COUNTRIES.is_sorted_by(|a, b| a.code < b.code));
        for row in COUNTRIES {
            assert!(!row.languages.is_empty(), "{}", row.code);
            assert_eq!(country(row.code).unwrap().code, row.code);
            assert_eq!(country(row.name).unwrap().code, row.code);
        }
        for (name, code) in OTHER_NAMES {
            assert_eq!(country(name).unwrap().code, *code);
        }
    }

    #[test]
    fn codes_of_no_country_lead_nowhere() {
        for text in ["", "EU", "ZZ", "AP", "Europe", "d", "DEU"] {
            assert!(country(text).is_none(), "{text}");
        }
        assert_eq!(country("de").unwrap().code, "DE");
    }
}
