//! What the database knows of contacts: decisions, networks, and how each has behaved.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Cursor;
use std::net::IpAddr;
use std::sync::Arc;

use cerrojo_engine::contact::bulk::BulkReader;
use cerrojo_engine::contact::{Answer, Remembered, Sources};
use cerrojo_service::job;
use cerrojo_store::{Network, Store, Subject};
use serde::{Deserialize, Serialize};

/// The source of networks that registries told of.
const REGISTRIES: &str = "registries";

/// What bulk data says of a network besides its columns.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct BulkAnswer {
    pub(crate) abuse: Option<String>,
    pub(crate) organisation_country: Option<String>,
    pub(crate) language: Option<String>,
}

/// The decisions of the database as the text of a file of rules.
pub(super) async fn overrides(store: Option<&Store>) -> anyhow::Result<String> {
    let Some(store) = store else { return Ok(String::new()) };
    let mut rules = Vec::new();
    for decided in store.overrides().await? {
        let mut rule = toml::Table::new();
        match decided.subject {
            Subject::Network(network) => rule.insert("network".into(), network.to_string().into()),
            Subject::System(number) => rule.insert("asn".into(), i64::from(number).into()),
            Subject::Country(code) => rule.insert("country".into(), code.into()),
            Subject::Domain(name) => rule.insert("domain".into(), name.into()),
        };
        rule.insert("inhibit".into(), decided.contacts.is_empty().into());
        rule.insert("contacts".into(), decided.contacts.into());
        let note = format!("{} (decided by {})", decided.note, decided.who);
        rule.insert("note".into(), note.trim_start().into());
        rules.push(toml::Value::Table(rule));
    }
    if rules.is_empty() {
        return Ok(String::new());
    }
    Ok(toml::to_string(&toml::Table::from_iter([("rule".to_owned(), toml::Value::Array(rules))]))?)
}

/// Gives the directory what is remembered of the networks around an address.
pub(super) async fn remember(
    store: Option<&Store>,
    address: IpAddr,
    sources: &mut Sources,
) -> anyhow::Result<()> {
    let Some(store) = store else { return Ok(()) };
    let mut bulk: HashMap<String, String> = HashMap::new();
    for (network, source) in store.networks_of(address).await? {
        let Some(answer) = network.answer.as_deref() else { continue };
        if source == REGISTRIES {
            sources.remembered.extend(serde_json::from_str::<Remembered>(answer).ok());
        } else if let Ok(said) = serde_json::from_str::<BulkAnswer>(answer) {
            object(bulk.entry(source).or_default(), &network, &said);
        }
    }
    for (source, text) in bulk {
        let mut reader = BulkReader::default();
        reader.read(&mut Cursor::new(text))?;
        sources.bulk.push((source, Arc::new(reader.finish())));
    }
    Ok(())
}

/// A network in the form in which it came (RFC 2622), so that there is one reader of it.
fn object(text: &mut String, network: &Network, said: &BulkAnswer) {
    let class = if network.first.is_ipv4() { "inetnum" } else { "inet6num" };
    let handle = text.len();
    let mut line = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            let value: String = value.chars().filter(|c| !c.is_control() && *c != '#').collect();
            let _ = writeln!(text, "{name}: {value}");
        }
    };
    // Of IPv6 only networks have a written form in it.
    line(class, Some(&network.shown().replace('-', " - ")));
    line("netname", Some(&network.name));
    line("country", network.country.as_deref());
    line("language", said.language.as_deref());
    line("org", Some(&format!("ORG-{handle}")));
    line("abuse-c", said.abuse.as_ref().map(|_| format!("ROLE-{handle}")).as_deref());
    line("\norganisation", Some(&format!("ORG-{handle}")));
    line("org-name", network.organisation.as_deref());
    line("country", said.organisation_country.as_deref());
    line("\nrole", Some("abuse"));
    line("nic-hdl", Some(&format!("ROLE-{handle}")));
    line("abuse-mailbox", said.abuse.as_deref());
    text.push('\n');
}

/// Sets how everybody has behaved so far, and says who wants no mail.
pub(super) async fn health(store: Option<&Store>, answer: &mut Answer) -> anyhow::Result<()> {
    let Some(store) = store else { return Ok(()) };
    job::set_health(store, answer).await?;
    if let Some(address) = answer.address
        && store.excluded(address).await?.mail
    {
        answer.notes.push("they opted out of mail: no letter goes there about this address".into());
    }
    Ok(())
}

/// Remembers what registries said, for the next who asks.
pub(super) async fn keep(store: Option<&Store>, answers: Vec<Remembered>) -> anyhow::Result<()> {
    let Some(store) = store else { return Ok(()) };
    let mut networks = Vec::new();
    for answer in answers {
        let record = answer.record.as_ref();
        networks.push(Network {
            first: answer.span.first(),
            last: answer.span.last(),
            name: record.and_then(|it| it.name.clone()).unwrap_or_default(),
            country: record
                .and_then(|it| it.country.clone().or_else(|| it.organisation_country.clone())),
            asn: record.and_then(|it| it.asn),
            organisation: record.and_then(|it| it.organisation.clone()),
            answer: Some(serde_json::to_string(&answer)?),
            known_at: answer.at,
        });
    }
    if !networks.is_empty() {
        store.put_networks(REGISTRIES, &networks).await?;
    }
    Ok(())
}
