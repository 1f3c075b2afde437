//! Whom to tell about an address, and why them.
//!
//! Reading order: [`Directory`] is asked about an address and gives an [`Answer`]; [`Sources`] says
//! what it may use; each source has a reader of its own that is a pure function of bytes ([`rdap`],
//! [`bulk`], [`SavedAnswers`], [`read_security_text`]); [`Route`] is the table of ways and their
//! order, [`languages_of`] decides in which languages to write.
//!
//! Registries and web sites are asked with GET and nothing else, each at its own pace, only on
//! public addresses, only when [`Sources::online`] is set; names only through the resolver given.

pub mod bulk;
pub mod rdap;

mod candidate;
mod carriers;
mod clean;
mod countries;
mod csirt;
mod directory;
mod domain;
mod error;
mod fetch;
mod kept;
mod languages;
mod look;
mod memory;
mod national;
mod overrides;
mod reach;
mod record;
mod route;
mod saved;
mod security_text;
mod sources;
mod span;
mod throttle;

pub use candidate::{Answer, Candidate, Found, Health};
pub use carriers::{COUNTRIES_OF_INTERNATIONAL, INTERNATIONAL, is_international};
pub use countries::{COUNTRIES, Country, country};
pub use csirt::{Csirt, Csirts};
pub use directory::Directory;
pub use domain::registrable;
pub use error::ContactError;
pub use fetch::Manners;
pub use languages::{Because, Hit, LanguageHints, Languages, Region, languages_of};
pub use memory::Remembered;
pub use overrides::{About, Override, Overrides, Traits};
pub use reach::{MailAddress, Reach};
pub use record::{NamedContact, NetworkRecord, Role};
pub use route::{Route, RouteRecord};
pub use saved::{SavedAnswers, addresses_in_text, name_in_zone};
pub use security_text::{SECURITY_TEXT_MAX, SecurityText, read_security_text};
pub use sources::{Registries, SECURITY_TEXT_PLACES, Sources, Subject};
pub use span::Span;
