//! From where a directory knows what it knows, and about what it is asked.

use std::net::IpAddr;
use std::sync::Arc;

use cerrojo_model::Time;

use super::bulk::Bulk;
use super::csirt::Csirts;
use super::fetch::Manners;
use super::memory::Remembered;
use super::overrides::Overrides;
use super::rdap::Bootstrap;
use super::saved::SavedAnswers;
use crate::Resolver;

/// How registries are found.
#[derive(Clone, Debug, Default)]
pub enum Registries {
    /// They are not asked.
    #[default]
    None,
    /// By bootstrap files that were read.
    Given(Bootstrap),
    /// By bootstrap files that are fetched when they are needed, and again after a day.
    Published {
        /// For IPv4.
        ipv4: String,
        /// For IPv6.
        ipv6: String,
    },
}

impl Registries {
    /// Those that IANA publishes (RFC 9224 section 3).
    #[must_use]
    pub fn iana() -> Self {
        let file = |name: &str| format!("https://data.iana.org/rdap/{name}.json");
        Self::Published { ipv4: file("ipv4"), ipv6: file("ipv6") }
    }
}

/// Where security.txt is (RFC 9116 section 3), `{domain}` standing for the domain.
pub const SECURITY_TEXT_PLACES: [&str; 2] =
    ["https://{domain}/.well-known/security.txt", "https://{domain}/security.txt"];

/// Everything that a directory may use. What is left at its default is not used, and nothing is
/// ever sent unless `online` is set.
#[derive(Clone, Debug)]
pub struct Sources {
    /// Rules written by hand.
    pub overrides: Overrides,
    /// Bulk data, with the name of the registry it is from, for people.
    pub bulk: Vec<(String, Arc<Bulk>)>,
    /// Answers saved in files.
    pub saved: SavedAnswers,
    /// Answers of registries that were kept from an earlier time: [`super::Directory::remembered`].
    pub remembered: Vec<Remembered>,
    /// How registries are found.
    pub registries: Registries,
    /// A DNS zone of abuse contacts, such as `abuse-contacts.abusix.zone`.
    pub zone: Option<String>,
    /// Where to look for a domain's security.txt, in this order; none: it is not looked for.
    pub security_text: Vec<String>,
    /// Whether the name of the address is asked for, to write to abuse@ and postmaster@ of its
    /// domain in the last resort.
    pub names: bool,
    /// The national teams.
    pub csirts: Csirts,
    /// Who looks up names. Without one nothing in DNS is asked, and registries only by address.
    pub resolver: Option<Resolver>,
    /// Whether anybody may be asked at all.
    pub online: bool,
    /// Who asks, announced to registries: a mail address or a page.
    pub contact: Option<String>,
    /// How registries are treated.
    pub manners: Manners,
    /// Where the time comes from.
    pub clock: fn() -> Time,
}

impl Default for Sources {
    /// Files only, none of them yet, and the table of national teams.
    fn default() -> Self {
        Self {
            overrides: Overrides::default(),
            bulk: Vec::new(),
            saved: SavedAnswers::default(),
            remembered: Vec::new(),
            registries: Registries::None,
            zone: None,
            security_text: Vec::new(),
            names: false,
            csirts: Csirts::default(),
            resolver: None,
            online: false,
            contact: None,
            manners: Manners::default(),
            clock: crate::now,
        }
    }
}

impl Sources {
    /// Everything that is published: registries as IANA lists them, security.txt, names.
    #[must_use]
    pub fn published(resolver: Resolver) -> Self {
        Self {
            registries: Registries::iana(),
            security_text: SECURITY_TEXT_PLACES.map(str::to_owned).to_vec(),
            names: true,
            resolver: Some(resolver),
            online: true,
            ..Self::default()
        }
    }

    /// What we call ourselves: `cerrojo/0.1.0 (+contact)` (RFC 9110 section 10.1.5).
    #[must_use]
    pub fn agent(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let plain = |it: &char| (' '..='~').contains(it) && !matches!(it, '(' | ')' | '\\');
        let contact: String =
            self.contact.iter().flat_map(|it| it.chars()).filter(plain).take(200).collect();
        if contact.is_empty() {
            return format!("cerrojo/{version}");
        }
        format!("cerrojo/{version} (+{contact})")
    }
}

/// Whom a directory is asked about, with what the asker knows already.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Subject {
    /// The address.
    pub address: IpAddr,
    /// The autonomous system that announces it.
    pub asn: Option<u32>,
    /// The country that it is in: a code.
    pub country: Option<String>,
    /// Whether its holder works in so many countries that their language is told by none of them.
    pub is_international: bool,
}

impl From<IpAddr> for Subject {
    fn from(address: IpAddr) -> Self {
        let address = address.to_canonical();
        Self { address, asn: None, country: None, is_international: false }
    }
}
