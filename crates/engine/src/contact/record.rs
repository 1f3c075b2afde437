//! What one source says of a network: the noun that registries' answers and bulk data share.

use serde::{Deserialize, Serialize};

use super::candidate::Candidate;
use super::reach::{MailAddress, Reach};
use super::route::Route;
use super::span::Span;

/// What a contact is there for (RFC 9083 section 10.2.4). The order is that of asking.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Complaints about what comes from the network.
    Abuse,
    /// Keeps it running: `technical`, `noc`.
    Technical,
    /// Has it, or answers for it: `registrant`, `administrative`.
    Owner,
}

impl Role {
    /// How a registry's answer with this role ranks.
    #[must_use]
    pub const fn route(self) -> Route {
        match self {
            Self::Abuse => Route::RegistryAbuse,
            Self::Technical => Route::RegistryTechnical,
            Self::Owner => Route::RegistryOwner,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Abuse => "the abuse contact",
            Self::Technical => "the technical contact",
            Self::Owner => "the holder's own contact",
        }
    }
}

/// One mail address in what a source says.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct NamedContact {
    /// Where they are reached.
    pub address: MailAddress,
    /// What for.
    pub role: Role,
    /// How many entities stand between it and the network: 0 is said of the network itself.
    pub depth: u8,
    /// The preference among several addresses of one entity, 1 first (RFC 6350 section 5.3).
    pub preference: u8,
    /// Languages that the entity reads, the preferred one first.
    pub languages: Vec<String>,
    /// Country of the entity's postal address: a code.
    pub country: Option<String>,
}

/// What a source says of a network.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct NetworkRecord {
    /// Which addresses it speaks of.
    pub span: Span,
    /// The network's name.
    pub name: Option<String>,
    /// Its handle at the registry.
    pub handle: Option<String>,
    /// Whose it is.
    pub organisation: Option<String>,
    /// Country of the organisation's postal address: a code.
    pub organisation_country: Option<String>,
    /// Country that the network is registered for: a code.
    pub country: Option<String>,
    /// The autonomous system that announces it, where the registry says so.
    pub asn: Option<u32>,
    /// Languages said of the network or its holder, the preferred one first.
    pub languages: Vec<String>,
    /// Whom it names.
    pub contacts: Vec<NamedContact>,
}

impl NetworkRecord {
    /// A network of which nothing else is known.
    #[must_use]
    pub const fn new(span: Span) -> Self {
        Self {
            span,
            name: None,
            handle: None,
            organisation: None,
            organisation_country: None,
            country: None,
            asn: None,
            languages: Vec::new(),
            contacts: Vec::new(),
        }
    }

    /// Whether somebody is named for complaints.
    #[must_use]
    pub fn has_abuse(&self) -> bool {
        self.contacts.iter().any(|contact| contact.role == Role::Abuse)
    }

    /// Puts the contacts in the order of asking and drops what is there twice.
    ///
    /// First what they are there for, then how near to the network they stand: an abuse contact
    /// that the registry hangs on the network itself is its own answer for that network, one of the
    /// organisation comes next, and one found deeper (of a person of the organisation) last. Then
    /// the preference that the entity itself gives.
    pub(super) fn order(&mut self) {
        self.contacts.sort_by_key(|contact| (contact.role, contact.depth, contact.preference));
        let mut seen: Vec<MailAddress> = Vec::with_capacity(self.contacts.len());
        self.contacts.retain(|contact| {
            let is_new = !seen.contains(&contact.address);
            if is_new {
                seen.push(contact.address.clone());
            }
            is_new
        });
    }

    /// The candidates that follow; `who` says it, and `bulk` is whether in its bulk data.
    pub(super) fn candidates(&self, who: &str, bulk: bool) -> Vec<Candidate> {
        let of = match (&self.organisation, &self.name) {
            (Some(organisation), _) => format!(" ({organisation})"),
            (None, Some(name)) => format!(" ({name})"),
            (None, None) => String::new(),
        };
        let candidate = |(contact, order): (&NamedContact, u32)| {
            let route = match contact.role.route() {
                Route::RegistryAbuse if bulk => Route::BulkAbuse,
                route => route,
            };
            let (address, role) = (&contact.address, contact.role.words());
            let why = format!("{who} names {address} as {role} of {}{of}", self.span);
            let country = contact.country.as_ref().or(self.organisation_country.as_ref());
            Candidate {
                order,
                organisation: self.organisation.clone(),
                country: country.or(self.country.as_ref()).cloned(),
                network: Some(self.span),
                ..Candidate::new(Reach::Mail(address.clone()), route, why)
            }
        };
        self.contacts.iter().zip(0..).map(candidate).collect()
    }

    /// The country of the postal address of the contact with this address, else of the holder. Not that of
    /// the network, which may be used elsewhere.
    pub(super) fn organisation_country_for(&self, reach: &Reach) -> Option<&str> {
        let mut named = self.contacts.iter().filter(|it| Some(&it.address) == reach.mail());
        let own = named.next().and_then(|contact| contact.country.as_ref());
        own.or(self.organisation_country.as_ref()).map(String::as_str)
    }

    /// The languages said of the contact with this address, else of the network.
    pub(super) fn languages_for(&self, reach: &Reach) -> &[String] {
        let mut named = self.contacts.iter().filter(|it| Some(&it.address) == reach.mail());
        match named.next() {
            Some(contact) if !contact.languages.is_empty() => &contact.languages,
            _ => &self.languages,
        }
    }
}
