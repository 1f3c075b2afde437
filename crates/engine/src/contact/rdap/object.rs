//! A registry's answer about a network (RFC 9083 section 5.4).

use serde_json::Value;

use super::notice::{Limit, limit_in};
use super::{ANSWER_MAX, vcard};
use crate::contact::ContactError;
use crate::contact::clean;
use crate::contact::countries::country;
use crate::contact::error::unreadable;
use crate::contact::record::{NamedContact, NetworkRecord, Role};
use crate::contact::span::Span;

/// How deep entities are followed, how many are looked at, and how many contacts are kept.
const DEPTH_MAX: u8 = 8;
const ENTITIES_MAX: usize = 512;
const CONTACTS_MAX: usize = 32;
const LANGUAGES_MAX: usize = 8;

/// What an answer says.
#[derive(Clone, Debug, PartialEq)]
pub struct RdapAnswer {
    /// The network and whom it names.
    pub record: NetworkRecord,
    /// How often the registry may be asked, when it says so.
    pub limit: Option<Limit>,
}

/// Reads an `ip network` object with everything nested in it.
///
/// Tolerant of what is missing or misplaced, as registries differ; only the addresses must be there.
///
/// # Errors
///
/// [`ContactError::Unreadable`] when it is larger than 2 MiB, not JSON, or of no network: the
/// registry's fault.
pub fn read_network(bytes: &[u8]) -> Result<RdapAnswer, ContactError> {
    const WHAT: &str = "the registry's answer (RFC 9083)";
    if bytes.len() > ANSWER_MAX {
        return Err(unreadable(WHAT, "it is larger than 2 MiB"));
    }
    let answer: Value = serde_json::from_slice(bytes).map_err(|cause| unreadable(WHAT, cause))?;
    let span = span(&answer).ok_or_else(|| unreadable(WHAT, "it names no network"))?;
    let mut record = NetworkRecord::new(span);
    record.name = text(&answer, "name");
    record.handle = text(&answer, "handle");
    record.country = code(answer.get("country").and_then(Value::as_str));
    record.languages.extend(answer.get("lang").and_then(Value::as_str).map(str::to_owned));
    record.asn = origin(&answer);
    let mut walk = Walk { record: &mut record, entities: 0 };
    walk.entities(&answer, 0, &[]);
    record.languages.truncate(LANGUAGES_MAX);
    record.order();
    record.contacts.truncate(CONTACTS_MAX);
    Ok(RdapAnswer { record, limit: limit_in(&answer) })
}

/// The ends of the network, else the first of its blocks (RFC 9083 section 5.4, extension `cidr0`).
fn span(answer: &Value) -> Option<Span> {
    let end = |key: &str| answer.get(key)?.as_str()?.trim().split('/').next()?.parse().ok();
    if let (Some(first), Some(last)) = (end("startAddress"), end("endAddress")) {
        return Span::new(first, last);
    }
    let block = answer.get("cidr0_cidrs")?.as_array()?.first()?;
    let prefix = block.get("v4prefix").or_else(|| block.get("v6prefix"))?.as_str()?;
    Span::around(prefix.parse().ok()?, u8::try_from(block.get("length")?.as_u64()?).ok()?)
}

/// The first autonomous system of ARIN's extension `arin_originas0`.
fn origin(answer: &Value) -> Option<u32> {
    let numbers = answer.get("arin_originas0_originautnums")?.as_array()?;
    numbers.iter().find_map(|number| u32::try_from(number.as_u64()?).ok())
}

fn text(value: &Value, key: &str) -> Option<String> {
    clean::name(value.get(key)?.as_str()?)
}

fn code(text: Option<&str>) -> Option<String> {
    country(text?).map(|country| country.code.to_owned())
}

struct Walk<'a> {
    record: &'a mut NetworkRecord,
    entities: usize,
}

impl Walk<'_> {
    /// Goes through the entities of `parent`, which reads `languages`.
    fn entities(&mut self, parent: &Value, depth: u8, languages: &[String]) {
        let entities = parent.get("entities").and_then(Value::as_array);
        for entity in entities.into_iter().flatten() {
            self.entities = self.entities.saturating_add(1);
            if self.entities > ENTITIES_MAX || depth >= DEPTH_MAX {
                return;
            }
            self.entity(entity, depth, languages);
        }
    }

    fn entity(&mut self, entity: &Value, depth: u8, inherited: &[String]) {
        let roles = roles(entity);
        let card = entity.get("vcardArray").map(vcard::read).unwrap_or_default();
        let mut languages = card.languages;
        languages.extend(entity.get("lang").and_then(Value::as_str).map(str::to_owned));
        if languages.is_empty() {
            languages = inherited.to_vec();
        }
        languages.truncate(LANGUAGES_MAX);
        if roles.contains(&"registrant") && self.record.organisation.is_none() {
            self.record.organisation = card.organisation.or(card.name);
            self.record.organisation_country.clone_from(&card.country);
            self.record.languages.extend(languages.iter().cloned());
        }
        if let Some(role) = role(&roles) {
            self.record.contacts.extend(card.addresses.into_iter().map(|(preference, address)| {
                let (languages, country) = (languages.clone(), card.country.clone());
                NamedContact { address, role, depth, preference, languages, country }
            }));
        }
        self.entities(entity, depth.saturating_add(1), &languages);
    }
}

fn roles(entity: &Value) -> Vec<&str> {
    let roles = entity.get("roles").and_then(Value::as_array);
    roles.into_iter().flatten().filter_map(Value::as_str).take(16).collect()
}

/// The best of the roles that one may write to (RFC 9083 section 10.2.4).
fn role(roles: &[&str]) -> Option<Role> {
    let known = roles.iter().filter_map(|role| match role.trim().to_ascii_lowercase().as_str() {
        "abuse" => Some(Role::Abuse),
        "technical" | "noc" => Some(Role::Technical),
        "registrant" | "administrative" => Some(Role::Owner),
        _ => None,
    });
    known.min()
}

#[cfg(test)]
mod tests;
