//! Answers about abuse contacts that were saved in files, and those that come in TXT records.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde_json::Value;

use super::ContactError;
use super::error::unreadable;
use super::reach::MailAddress;

/// The most that one file of answers may hold, and how many answers are kept.
const FILE_MAX: usize = 256 * 1024 * 1024;
const ANSWERS_MAX: usize = 20_000_000;
/// How many addresses one answer may name, and how long a TXT record may be.
const ADDRESSES_MAX: usize = 16;
const TEXT_MAX: usize = 4096;

/// Abuse contacts by address, out of files.
#[derive(Clone, Debug, Default)]
pub struct SavedAnswers {
    answers: BTreeMap<IpAddr, Saved>,
}

#[derive(Clone, Debug, Default)]
struct Saved {
    /// From a registry's finder.
    registry: Vec<MailAddress>,
    /// From TXT records.
    zone: Vec<MailAddress>,
}

impl SavedAnswers {
    /// Adds a saved answer: `RIPEstat`'s abuse-contact-finder (`data.abuse_contacts`), or that of
    /// RIPE NCC's own `abuse-contact` service (`abuse-contacts.email`); or a line each of several.
    ///
    /// Returns how many named somebody. The address is taken from the answer's own parameters.
    ///
    /// # Errors
    ///
    /// [`ContactError::Unreadable`] when it is neither: the fault of whoever saved it.
    pub fn add_json(&mut self, text: &str) -> Result<usize, ContactError> {
        const WHAT: &str = "the saved answer of an abuse contact finder";
        if text.len() > FILE_MAX {
            return Err(unreadable(WHAT, "it is larger than 256 MiB"));
        }
        let mut count = 0_usize;
        for answer in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
            let answer = answer.map_err(|cause| unreadable(WHAT, cause))?;
            let (address, contacts) = finder_answer(&answer)
                .ok_or_else(|| unreadable(WHAT, "it names no address, or no list of contacts"))?;
            if !contacts.is_empty() && self.answers.len() < ANSWERS_MAX {
                count = count.saturating_add(1);
                self.answers.entry(address).or_default().registry = contacts;
            }
        }
        Ok(count)
    }

    /// Adds TXT answers, one a line: `7.2.0.192.abuse-contacts.abusix.zone. TXT "abuse@example.net"`,
    /// in any zone; `dig`'s way of writing, with a `;;` line for the question and one for the text,
    /// is read too. Returns how many named somebody; other lines are passed over.
    pub fn add_texts(&mut self, text: &str) -> usize {
        let mut count = 0_usize;
        let mut asked = None;
        for line in text.lines() {
            let line = line.trim();
            let (head, quoted) = match line.find('"') {
                Some(at) => line.split_at(at),
                None => (line, ""),
            };
            let mut words = head.trim_start_matches(';').split_whitespace();
            if let Some(address) = words.next().and_then(address_of_name) {
                asked = Some(address);
            }
            let contacts = addresses_in_text(quoted);
            if let Some(address) = asked
                && !contacts.is_empty()
                && self.answers.len() < ANSWERS_MAX
            {
                count = count.saturating_add(1);
                self.answers.entry(address).or_default().zone = contacts;
            }
        }
        count
    }

    /// What the registry's finder said of `address`, then what the zone said.
    pub(super) fn of(&self, address: IpAddr) -> (&[MailAddress], &[MailAddress]) {
        let saved = self.answers.get(&address);
        saved.map_or((&[], &[]), |saved| (&saved.registry, &saved.zone))
    }
}

/// The address asked about and the contacts, as one of the two services says them.
fn finder_answer(answer: &Value) -> Option<(IpAddr, Vec<MailAddress>)> {
    let data = answer.get("data").unwrap_or(answer);
    let texts: Vec<&str> = match (data.get("abuse_contacts"), data.get("abuse-contacts")) {
        (Some(Value::Array(list)), _) => list.iter().filter_map(Value::as_str).collect(),
        (_, Some(list)) => list.get("email").and_then(Value::as_str).into_iter().collect(),
        _ => return None,
    };
    let resource = data.get("parameters")?;
    let keys = ["resource", "primary-key"];
    let resource = keys.iter().find_map(|key| {
        let value = resource.get(key)?;
        value.as_str().or_else(|| value.get("value")?.as_str())
    })?;
    let address = resource.split(['/', ' ']).next()?.parse().ok()?;
    let contacts = texts.into_iter().take(ADDRESSES_MAX).filter_map(MailAddress::read);
    Some((address, contacts.collect()))
}

/// The mail addresses in a TXT record, separated by commas, semicolons or blanks.
#[must_use]
pub fn addresses_in_text(text: &str) -> Vec<MailAddress> {
    if text.len() > TEXT_MAX {
        return Vec::new();
    }
    let words = text.split(|it: char| it.is_whitespace() || matches!(it, ',' | ';' | '"'));
    let mut out: Vec<MailAddress> = Vec::new();
    for address in words.filter_map(MailAddress::read) {
        if out.len() < ADDRESSES_MAX && !out.contains(&address) {
            out.push(address);
        }
    }
    out
}

/// The name to ask in `zone` about `address`: the bytes of IPv4 and the nibbles of IPv6 from the last to the
/// first, as in RFC 5782 sections 2.1 and 2.4; `None` when the zone is no name.
#[must_use]
pub fn name_in_zone(address: IpAddr, zone: &str) -> Option<String> {
    let zone = super::reach::host_name(zone)?;
    let reversed: Vec<String> = match address {
        IpAddr::V4(address) => address.octets().iter().rev().map(u8::to_string).collect(),
        IpAddr::V6(address) => {
            let halves = |byte: &u8| [format!("{:x}", byte & 15), format!("{:x}", byte >> 4)];
            address.octets().iter().rev().flat_map(halves).collect()
        }
    };
    Some(format!("{}.{zone}.", reversed.join(".")))
}

/// The address that a name asks about, whatever zone it is in.
fn address_of_name(name: &str) -> Option<IpAddr> {
    let labels: Vec<&str> = name.split('.').take(64).collect();
    let nibbles: Option<Vec<u8>> =
        labels.get(..32).and_then(|it| it.iter().map(|label| nibble(label)).collect());
    if let Some(nibbles) = nibbles {
        let number = nibbles.iter().rev().fold(0_u128, |sum, it| sum << 4 | u128::from(*it));
        return Some(IpAddr::V6(number.into()));
    }
    let [d, c, b, a] = labels.get(..4)? else { return None };
    if labels.len() < 6 {
        return None;
    }
    format!("{a}.{b}.{c}.{d}").parse().ok()
}

fn nibble(label: &str) -> Option<u8> {
    let is_one = label.len() == 1;
    u8::from_str_radix(label, 16).ok().filter(|_| is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(addresses: &[MailAddress]) -> Vec<&str> {
        addresses.iter().map(MailAddress::as_str).collect()
    }

    #[test]
    fn both_finders_and_the_zone_are_read() {
        let mut saved = SavedAnswers::default();
        let stat = r#"{"status":"ok","data":{"abuse_contacts":["abuse@example.net","x"],
            "authoritative_rir":"ripe","parameters":{"resource":"192.0.2.10"}}}"#;
        let ripe = r#"{"service":"abuse-contact","abuse-contacts":{"key":"AB1","email":"abuse@example.org"},
            "parameters":{"primary-key":{"value":"192.0.2.11"}}}"#;
        assert_eq!(saved.add_json(&format!("{stat}\n{ripe}")).unwrap(), 2);
        let texts = ";; 10.2.0.192.abuse-contacts.abusix.zone. TXT\n\"a@example.net, b@example.net\"\n\
            1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.zone.example. 60 IN TXT \"c@example.net\"\n";
        assert_eq!(saved.add_texts(texts), 2);
        let (registry, zone) = saved.of("192.0.2.10".parse().unwrap());
        assert_eq!(
            (words(registry), words(zone)),
            (vec!["abuse@example.net"], vec!["a@example.net", "b@example.net"])
        );
        assert_eq!(words(saved.of("192.0.2.11".parse().unwrap()).0), ["abuse@example.org"]);
        assert_eq!(words(saved.of("2001:db8::1".parse().unwrap()).1), ["c@example.net"]);
        assert!(saved.of("192.0.2.12".parse().unwrap()).0.is_empty());
    }

    #[test]
    fn what_is_neither_is_refused_or_passed_over() {
        let mut saved = SavedAnswers::default();
        for text in [
            "{}",
            "[]",
            "{\"data\":{\"abuse_contacts\":[]}}",
            "x",
            "{\"data\":{\"abuse_contacts\":3,\"parameters\":{\"resource\":\"1.2.3.4\"}}}",
        ] {
            assert!(saved.add_json(text).is_err(), "{text}");
        }
        assert_eq!(saved.add_json("").unwrap(), 0);
        assert_eq!(saved.add_texts("\"a@example.net\"\nnothing\n1.2.3 TXT \"a@example.net\"\n"), 0);
    }

    #[test]
    fn names_are_turned_round() {
        let name = |text: &str| name_in_zone(text.parse().unwrap(), "Zone.example.").unwrap();
        assert_eq!(name("192.0.2.10"), "10.2.0.192.zone.example.");
        assert!(
            name("2001:db8::1").starts_with("1.0.0.0.")
                && name("2001:db8::1").ends_with("8.b.d.0.1.0.0.2.zone.example.")
        );
        assert_eq!(name_in_zone("192.0.2.1".parse().unwrap(), "no zone"), None);
        assert_eq!(address_of_name(&name("2001:db8::1")), Some("2001:db8::1".parse().unwrap()));
    }

    #[test]
    fn a_text_names_each_once() {
        assert_eq!(
            words(&addresses_in_text("a@b.example,a@B.example; c@d.example\te")),
            ["a@b.example", "c@d.example"]
        );
        assert!(addresses_in_text(&"a@b.example ".repeat(1000)).is_empty());
    }
}
