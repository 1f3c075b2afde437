//! By which ways we come to know whom to tell, and which of them we believe first.

use serde::{Deserialize, Serialize};

/// What the table says of a route.
#[derive(Clone, Copy, Debug)]
pub struct RouteRecord {
    /// Its id, which never changes.
    pub id: &'static str,
    /// What it is, for people.
    pub about: &'static str,
    /// Its place: what is lower comes first.
    pub rank: u8,
    /// Where it is laid down.
    pub source: &'static str,
}

/// A way to a contact. Each has a record: [`Route::record`].
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// A rule that a person wrote.
    Override,
    /// The abuse role that a registry gives for the network.
    RegistryAbuse,
    /// The abuse contact in a registry's bulk data.
    BulkAbuse,
    /// An answer of a registry's abuse finder that was saved in a file.
    SavedAbuse,
    /// The public database of abuse contacts in DNS.
    AbuseZone,
    /// What the owner's web site says.
    #[serde(rename = "security-txt")]
    SecurityText,
    /// Technical or operations role at the registry.
    RegistryTechnical,
    /// Registrant or administrative role at the registry.
    RegistryOwner,
    /// The address that every domain should have.
    DomainAbuse,
    /// The address that every domain with mail must have.
    DomainPostmaster,
    /// The response team of the country.
    NationalCsirt,
}

impl Route {
    /// All of them, best first.
    pub const ALL: &[Self] = &[
        Self::Override,
        Self::RegistryAbuse,
        Self::BulkAbuse,
        Self::SavedAbuse,
        Self::AbuseZone,
        Self::SecurityText,
        Self::RegistryTechnical,
        Self::RegistryOwner,
        Self::DomainAbuse,
        Self::DomainPostmaster,
        Self::NationalCsirt,
    ];

    /// What the table says of it.
    #[must_use]
    #[rustfmt::skip]
    pub const fn record(self) -> RouteRecord {
        match self {
            Self::Override => record("override", 0, "a rule written by hand",
                "the file of overrides"),
            Self::RegistryAbuse => record("registry-abuse", 10, "the abuse contact in the registry's answer (RDAP)",
                "RFC 9083 sections 5.1 and 10.2.4"),
            Self::BulkAbuse => record("bulk-abuse", 11, "the abuse contact in the registry's bulk data",
                "https://docs.db.ripe.net/Types-of-Queries/Abuse-Contacts/"),
            Self::SavedAbuse => record("saved-abuse", 12, "the abuse contact in a saved answer of the registry's finder",
                "https://stat.ripe.net/docs/data-api/api-endpoints/abuse-contact-finder"),
            Self::AbuseZone => record("abuse-zone", 20, "the abuse contact in a DNS zone of such contacts",
                "https://docs.abusix.com/docs/abuse-reporting/abuse-contact-db"),
            Self::SecurityText => record("security-txt", 30, "the contact in the domain's security.txt",
                "RFC 9116 section 2.5.3"),
            Self::RegistryTechnical => record("registry-technical", 40, "the technical contact in the registry's answer",
                "RFC 9083 section 10.2.4"),
            Self::RegistryOwner => record("registry-owner", 50, "the registrant or administrative contact in the registry's answer",
                "RFC 9083 section 10.2.4"),
            Self::DomainAbuse => record("domain-abuse", 60, "abuse@ of the domain that the address's name is in",
                "RFC 2142 section 2"),
            Self::DomainPostmaster => record("domain-postmaster", 61, "postmaster@ of the domain that the address's name is in",
                "RFC 2142 section 5"),
            Self::NationalCsirt => record("national-csirt", 70, "the national computer security incident response team",
                "the table of national teams, each with its own source"),
        }
    }
}

const fn record(
    id: &'static str,
    rank: u8,
    about: &'static str,
    source: &'static str,
) -> RouteRecord {
    RouteRecord { id, about, rank, source }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_ranks_rise() {
        let ids: HashSet<_> = Route::ALL.iter().map(|route| route.record().id).collect();
        assert_eq!(ids.len(), Route::ALL.len());
        assert_eq!(Route::ALL.len(), Route::NationalCsirt as usize + 1, "one is not in the list");
        assert!(Route::ALL.is_sorted_by(|a, b| a.record().rank < b.record().rank));
        for route in Route::ALL {
            let record = route.record();
            assert!(!record.about.is_empty() && !record.source.is_empty(), "{}", record.id);
            assert_eq!(serde_json::to_value(route).unwrap(), record.id);
        }
    }
}
