//! From options to what a directory may use.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use cerrojo_engine::Resolver;
use cerrojo_engine::contact::bulk::BulkReader;
use cerrojo_engine::contact::rdap::Bootstrap;
use cerrojo_engine::contact::{Csirts, Overrides, Registries, SavedAnswers, Sources};

use super::{Asked, read};
use crate::import::open_files;

/// Reads all files; `decided` are the rules of the database, as the text of a file of rules.
pub(super) fn of(asked: &Asked, decided: String) -> anyhow::Result<Sources> {
    let mut sources = if asked.offline {
        Sources::default()
    } else {
        let resolver = match asked.resolver {
            Some(server) => Resolver::asking(server),
            None => Resolver::from_system(),
        };
        let mut sources = Sources::published(resolver?);
        if asked.security_txt == Some(false) {
            sources.security_text = Vec::new();
        }
        sources.names = asked.names != Some(false);
        sources.registries = registries(asked.registries.as_deref().unwrap_or("published"))?;
        sources.zone.clone_from(&asked.abuse_zone);
        sources
    };
    sources.contact.clone_from(&asked.announce);
    sources.overrides = overrides(asked.overrides.as_deref(), decided)?;
    for path in &asked.bulk {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let mut reader = BulkReader::default();
        let shown = || format!("{}", path.display());
        for file in open_files(path).with_context(shown)?.files() {
            let count = reader.read(&mut file?.into_input())?;
            if count.networks == 0 && count.contacts == 0 {
                bail!("{} holds no networks and no contacts of a registry (RPSL)", shown());
            }
        }
        sources.bulk.push((name.unwrap_or_else(shown), Arc::new(reader.finish())));
    }
    sources.saved = saved(asked)?;
    if let Some(path) = &asked.csirts {
        let mut teams = Csirts::default();
        teams.add(&read(path)?).with_context(|| path.display().to_string())?;
        sources.csirts = teams;
    }
    Ok(sources)
}

/// The rules of the file behind those of the database: of two alike the later one counts.
fn overrides(path: Option<&Path>, mut decided: String) -> anyhow::Result<Overrides> {
    if let Some(path) = path {
        let text = read(path)?;
        // Alone first: what is wrong is counted from its own first rule.
        Overrides::read(&text).with_context(|| path.display().to_string())?;
        decided.push('\n');
        decided.push_str(&text);
    }
    Ok(Overrides::read(&decided)?)
}

fn registries(text: &str) -> anyhow::Result<Registries> {
    match text {
        "none" => Ok(Registries::None),
        "published" => Ok(Registries::iana()),
        url if url.starts_with("https://") || url.starts_with("http://") => {
            let file = |name: &str| format!("{}/{name}.json", url.trim_end_matches('/'));
            Ok(Registries::Published { ipv4: file("ipv4"), ipv6: file("ipv6") })
        }
        path => {
            let mut bootstrap = Bootstrap::default();
            bootstrap.add(read(Path::new(path))?.as_bytes()).with_context(|| path.to_owned())?;
            Ok(Registries::Given(bootstrap))
        }
    }
}

fn saved(asked: &Asked) -> anyhow::Result<SavedAnswers> {
    let mut saved = SavedAnswers::default();
    for path in &asked.saved {
        let text = read(path)?;
        let named = if text.trim_start().starts_with(['{', '[']) {
            saved.add_json(&text).with_context(|| path.display().to_string())?
        } else {
            saved.add_texts(&text)
        };
        if named == 0 {
            bail!(
                "{} names nobody: want answers of an abuse contact finder or TXT records",
                path.display()
            );
        }
    }
    Ok(saved)
}
