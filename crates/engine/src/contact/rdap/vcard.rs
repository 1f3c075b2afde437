//! A contact's card as RDAP carries it (jCard, RFC 7095).

use serde_json::Value;

use crate::contact::clean;
use crate::contact::countries::country;
use crate::contact::reach::MailAddress;

/// How many properties of a card are looked at.
const PROPERTIES_MAX: usize = 256;
/// Where a property without a preference stands (RFC 6350 section 5.3: 1 to 100).
const LEAST: u8 = 101;

/// What is of use on a card.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Card {
    /// The formatted name.
    pub(super) name: Option<String>,
    /// The organisation.
    pub(super) organisation: Option<String>,
    /// `org` when it is an organisation's card, `individual`, `group`.
    pub(super) kind: Option<String>,
    /// Mail addresses with their preference, the preferred one first.
    pub(super) addresses: Vec<(u8, MailAddress)>,
    /// Language tags, the preferred one first.
    pub(super) languages: Vec<String>,
    /// Country of the postal address: a code.
    pub(super) country: Option<String>,
}

/// Reads a `vcardArray`; what is not as it should be is passed over.
pub(super) fn read(card: &Value) -> Card {
    let mut out = Card::default();
    let properties = card.get(1).and_then(Value::as_array);
    let mut languages = Vec::new();
    for property in properties.into_iter().flatten().take(PROPERTIES_MAX) {
        let Some([name, parameters, _, value, ..]) = property.as_array().map(Vec::as_slice) else {
            continue;
        };
        let preference = preference(parameters);
        let text = value.as_str();
        match name.as_str().unwrap_or_default().to_ascii_lowercase().as_str() {
            "fn" => out.name = out.name.take().or_else(|| clean::name(text?)),
            "org" => {
                let first = value.as_array().and_then(|parts| parts.first()?.as_str());
                let organisation = text.or(first).and_then(clean::name);
                out.organisation = out.organisation.take().or(organisation);
            }
            "kind" => out.kind = text.map(str::to_ascii_lowercase),
            "email" => out
                .addresses
                .extend(text.and_then(MailAddress::read).map(|address| (preference, address))),
            "lang" => languages.extend(text.map(|tag| (preference, tag.to_owned()))),
            "adr" => out.country = out.country.take().or_else(|| country_of(parameters, value)),
            _ => {}
        }
    }
    out.addresses.sort_by_key(|(preference, _)| *preference);
    languages.sort_by_key(|(preference, _)| *preference);
    out.languages = languages.into_iter().map(|(_, tag)| tag).collect();
    out
}

fn preference(parameters: &Value) -> u8 {
    let preference = match parameters.get("pref") {
        Some(Value::String(text)) => text.parse().ok(),
        Some(Value::Number(number)) => number.as_u64().and_then(|it| u8::try_from(it).ok()),
        _ => None,
    };
    preference.filter(|it| (1..LEAST).contains(it)).unwrap_or(LEAST)
}

/// The `cc` parameter (RFC 8605), the last component (RFC 6350 section 6.3.1), or the last line of
/// the label, which is all that ARIN and APNIC give.
fn country_of(parameters: &Value, value: &Value) -> Option<String> {
    let code = parameters.get("cc").and_then(Value::as_str);
    let last = value.as_array().and_then(|parts| parts.last()?.as_str());
    let label = parameters.get("label").and_then(Value::as_str);
    let line = label.and_then(|label| label.lines().rfind(|line| !line.trim().is_empty()));
    let mut given = [code, last, line].into_iter().flatten();
    given.find_map(country).map(|country| country.code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_address_and_language_come_first() {
        let card = read(&serde_json::json!(["vcard", [
            ["version", {}, "text", "4.0"],
            ["fn", {}, "text", "Example\n GmbH"],
            ["kind", {}, "text", "Org"],
            ["org", {}, "text", ["Example", "Network"]],
            ["email", {}, "text", "noc@example.net"],
            ["email", {"pref": "2"}, "text", "second@example.net"],
            ["EMAIL", {"pref": 1, "type": "work"}, "text", "First@Example.net"],
            ["email", {"pref": "1"}, "text", "no address"],
            ["lang", {"pref": "2"}, "language-tag", "en"],
            ["lang", {"pref": "1"}, "language-tag", "de"],
            ["adr", {"label": "Somewhere\n1234\nUnited States\n"}, "text", ["", "", "", "", "", "", ""]],
        ]]));
        let addresses: Vec<_> = card.addresses.iter().map(|(_, it)| it.as_str()).collect();
        assert_eq!(addresses, ["First@example.net", "second@example.net", "noc@example.net"]);
        assert_eq!(card.languages, ["de", "en"]);
        assert_eq!(card.country.as_deref(), Some("US"));
        assert_eq!(card.name.as_deref(), Some("Example GmbH"));
        assert_eq!(card.organisation.as_deref(), Some("Example"));
        assert_eq!(card.kind.as_deref(), Some("org"));
    }

    #[test]
    fn what_is_no_card_is_an_empty_one() {
        for value in [
            serde_json::json!(null),
            serde_json::json!([]),
            serde_json::json!(["vcard", {}]),
            serde_json::json!([
                "vcard",
                [[], ["email"], 3, ["email", 1, 2, 3], ["adr", {}, "text", []]]
            ]),
        ] {
            assert_eq!(read(&value), Card::default());
        }
    }
}
