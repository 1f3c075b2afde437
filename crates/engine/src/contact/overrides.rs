//! Rules that a person wrote about whom to tell; they stand above everything that was found.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::Deserialize;

use super::ContactError;
use super::countries::country;
use super::error::{not_toml, unreadable};
use super::reach::{Reach, host_name};

/// How many rules a file may have.
const RULES_MAX: usize = 1_000_000;

/// The rules of a file.
///
/// ```
/// let rules = cerrojo_engine::contact::Overrides::read(r#"
///     [[rule]]
///     network = "192.0.2.0/24"        # or asn = 64500, or domain = "example.net", or country = "DE"
///     contacts = ["noc@example.net"]  # tried in this order
///     languages = ["de"]
///     note = "asked for it on the telephone, 2026-11-03"
///
///     [[rule]]
///     domain = "example.org"
///     inhibit = true                  # tell nobody
///     note = "they run a test laboratory"
/// "#);
/// assert_eq!(rules.unwrap().len(), 2);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    rules: Vec<Override>,
}

/// One rule.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Override {
    /// Whom it is about.
    pub about: About,
    /// Whom to tell, first choice first.
    pub contacts: Vec<Reach>,
    /// Tell nobody.
    pub inhibit: bool,
    /// The languages that they chose.
    pub languages: Vec<String>,
    /// Why, for people.
    pub note: Option<String>,
}

/// Whom a rule is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum About {
    /// The addresses of a network.
    Network(IpNet),
    /// Hosts, and contacts' mail, in a domain or below it.
    Domain(String),
    /// An autonomous system.
    Asn(u32),
    /// A country: its code.
    Country(String),
}

/// What is known of an address that rules may speak of.
#[derive(Clone, Debug, Default)]
pub struct Traits<'a> {
    /// The address.
    pub address: Option<IpAddr>,
    /// The autonomous system.
    pub asn: Option<u32>,
    /// Names: of the host, of the contacts' mail.
    pub names: Vec<&'a str>,
    /// The country's code.
    pub country: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    network: Option<String>,
    domain: Option<String>,
    asn: Option<u32>,
    country: Option<String>,
    #[serde(default)]
    contacts: Vec<String>,
    #[serde(default)]
    inhibit: bool,
    #[serde(default)]
    languages: Vec<String>,
    note: Option<String>,
}

const WHAT: &str = "the file of overrides";

impl Overrides {
    /// Reads a TOML file.
    ///
    /// # Errors
    ///
    /// [`ContactError::Unreadable`], the user's fault: not such a file, a rule about nothing or about two
    /// things, one that neither names anybody nor inhibits, or a contact that is none.
    pub fn read(text: &str) -> Result<Self, ContactError> {
        let file: File = toml::from_str(text).map_err(|cause| not_toml(WHAT, &cause))?;
        if file.rule.len() > RULES_MAX {
            return Err(unreadable(WHAT, format!("it has more than {RULES_MAX} rules")));
        }
        let rules = file.rule.into_iter().zip(1_usize..).map(|(row, number)| {
            row.read().map_err(|cause| unreadable(WHAT, format!("rule {number}: {cause}")))
        });
        Ok(Self { rules: rules.collect::<Result<_, _>>()? })
    }

    /// How many rules there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The most specific rule about somebody with these traits: a network before a domain, a domain
    /// before an autonomous system, that before a country; among networks the smaller one, among
    /// domains the longer one. Of two alike the later one, so that adding a line changes a rule.
    #[must_use]
    pub fn find(&self, traits: &Traits<'_>) -> Option<&Override> {
        let matching = self.rules.iter().filter_map(|rule| Some((rule.about.fit(traits)?, rule)));
        matching.max_by_key(|(fit, _)| *fit).map(|(_, rule)| rule)
    }
}

impl Row {
    fn read(self) -> Result<Override, String> {
        let mut about = Vec::new();
        if let Some(text) = &self.network {
            let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
            let network: IpNet = network.map_err(|_| format!("`{text}` is not a network"))?;
            about.push(About::Network(network.trunc()));
        }
        if let Some(text) = &self.domain {
            let name = host_name(text).ok_or_else(|| format!("`{text}` is not a domain"))?;
            about.push(About::Domain(name));
        }
        about.extend(self.asn.map(About::Asn));
        if let Some(text) = &self.country {
            let country = country(text).ok_or_else(|| format!("`{text}` is not a country"))?;
            about.push(About::Country(country.code.to_owned()));
        }
        let one = "give exactly one of network, domain, asn and country";
        let (Some(about), true) = (about.pop(), about.is_empty()) else {
            return Err(one.to_owned());
        };
        let contact = |text: &String| {
            Reach::read(text).ok_or_else(|| format!("`{}` is not a contact", text.escape_debug()))
        };
        let contacts: Vec<Reach> = self.contacts.iter().map(contact).collect::<Result<_, _>>()?;
        if contacts.is_empty() && !self.inhibit && self.languages.is_empty() {
            return Err("it names no contacts and no languages and does not inhibit".to_owned());
        }
        let note = self.note.as_deref().and_then(super::clean::name);
        Ok(Override { about, contacts, inhibit: self.inhibit, languages: self.languages, note })
    }
}

impl About {
    /// How well it fits, if it does; more is more specific.
    fn fit(&self, traits: &Traits<'_>) -> Option<(u8, usize)> {
        match self {
            Self::Network(network) => {
                let holds = traits.address.is_some_and(|address| network.contains(&address));
                holds.then(|| (4, usize::from(network.prefix_len())))
            }
            Self::Domain(domain) => {
                let below = |name: &&str| {
                    let rest = name.strip_suffix(domain.as_str());
                    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
                };
                traits.names.iter().any(below).then_some((3, domain.len()))
            }
            Self::Asn(asn) => (traits.asn == Some(*asn)).then_some((2, 0)),
            Self::Country(code) => (traits.country == Some(code)).then_some((1, 0)),
        }
    }
}

impl std::fmt::Display for About {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Network(network) => write!(out, "the network {network}"),
            Self::Domain(domain) => write!(out, "the domain {domain}"),
            Self::Asn(asn) => write!(out, "AS{asn}"),
            Self::Country(code) => write!(out, "the country {code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = r#"
        [[rule]]
        country = "de"
        contacts = ["country@example.net"]
        [[rule]]
        asn = 64500
        contacts = ["asn@example.net"]
        [[rule]]
        domain = "Example.NET"
        contacts = ["domain@example.net", "tel:+1-201-555-0123"]
        [[rule]]
        network = "192.0.2.7/24"
        contacts = ["network@example.net"]
        [[rule]]
        network = "192.0.2.128/25"
        inhibit = true
        note = "a test laboratory"
        [[rule]]
        network = "2001:db8::7"
        languages = ["uk"]
    "#;

    fn first(traits: &Traits<'_>) -> Option<String> {
        let rules = Overrides::read(RULES).unwrap();
        rules
            .find(traits)
            .map(|rule| rule.contacts.first().map_or("nobody".into(), ToString::to_string))
    }

    #[test]
    fn the_most_specific_rule_wins() {
        let mut traits = Traits {
            address: Some("192.0.2.1".parse().unwrap()),
            asn: Some(64500),
            names: vec!["mx.example.net"],
            country: Some("DE"),
        };
        assert_eq!(first(&traits).as_deref(), Some("network@example.net"));
        traits.address = Some("192.0.2.200".parse().unwrap());
        assert_eq!(first(&traits).as_deref(), Some("nobody"));
        traits.address = Some("203.0.113.1".parse().unwrap());
        assert_eq!(first(&traits).as_deref(), Some("domain@example.net"));
        traits.names = vec!["notexample.net"];
        assert_eq!(first(&traits).as_deref(), Some("asn@example.net"));
        traits.asn = None;
        assert_eq!(first(&traits).as_deref(), Some("country@example.net"));
        traits.country = None;
        assert_eq!(first(&traits), None);
    }

    #[test]
    fn a_rule_that_says_nothing_or_too_much_is_refused_with_its_number() {
        for (rule, said) in [
            ("", "exactly one"),
            ("asn = 1\ncountry = \"DE\"\ncontacts = [\"a@b.example\"]", "exactly one"),
            ("asn = 1", "names no contacts"),
            ("asn = 1\ncontacts = [\"nobody\"]", "not a contact"),
            ("network = \"192.0.2.0/99\"\ninhibit = true", "not a network"),
            ("country = \"EU\"\ninhibit = true", "not a country"),
            ("asn = 1\ninhibit = true\nwhy = \"x\"", "unknown field"),
        ] {
            let error = Overrides::read(&format!("[[rule]]\n{rule}\n")).unwrap_err().to_string();
            assert!(error.contains(said), "{rule}: {error}");
        }
        assert!(Overrides::read("").unwrap().is_empty());
    }
}
