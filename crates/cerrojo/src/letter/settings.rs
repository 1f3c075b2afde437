//! Who writes: `[letters]` in the configuration file, and the desk that follows from it.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use cerrojo_letters::letter::Operation;
use cerrojo_letters::texts::Texts;
use cerrojo_service::desk::{Desk, Sender};
use cerrojo_store::Store;
use serde::Deserialize;

use crate::arguments::{Common, domain};
use crate::configuration;

/// The secret that makes the marks of letters.
const MARKS: &str = "letters";

/// `[letters]`: who writes, and where answers go.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct LetterSettings {
    pub(crate) name: Option<String>,
    pub(crate) authority: Option<String>,
    pub(crate) contact: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) domain: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) page: Option<String>,
    pub(crate) unsubscribe: Option<String>,
    pub(crate) complaints: Option<String>,
    pub(crate) texts: Option<PathBuf>,
    pub(crate) postal: Vec<String>,
    pub(crate) fonts: Vec<PathBuf>,
    pub(crate) single: Vec<String>,
    pub(crate) smarthost: Option<String>,
    pub(crate) smarthost_tls: Option<String>,
    pub(crate) smarthost_user: Option<String>,
    pub(crate) smarthost_password_file: Option<PathBuf>,
    pub(crate) hosts: Vec<String>,
    pub(crate) helo: Option<String>,
    pub(crate) source: Vec<IpAddr>,
    pub(crate) dkim: Vec<String>,
    pub(crate) per_day: Option<u64>,
    pub(crate) ramp: Option<bool>,
    pub(crate) lines: Option<usize>,
    pub(crate) quiet_hours: Option<bool>,
    pub(crate) unaligned: Option<bool>,
}

impl LetterSettings {
    /// What the file says.
    ///
    /// # Errors
    ///
    /// The user's: the file cannot be read.
    pub(crate) fn read(common: &Common) -> anyhow::Result<Self> {
        configuration::letters(common.config.as_deref())
    }

    /// Whether nothing says who writes, so that no letters are.
    pub(crate) const fn is_silent(&self) -> bool {
        self.name.is_none()
            && self.authority.is_none()
            && self.from.is_none()
            && self.domain.is_none()
    }

    /// The texts, with those of a folder over them: `--texts`, or the one of the file.
    ///
    /// # Errors
    ///
    /// The user's: the folder cannot be read, or holds what is no text of a language.
    pub(crate) fn texts(&self, named: Option<&Path>) -> anyhow::Result<Texts> {
        let folder = named.or(self.texts.as_deref());
        let own = folder.map(own_texts).transpose()?.unwrap_or_default();
        Ok(Texts::new(&own)?)
    }

    /// Who writes, as far as the file says; examples in place of the rest, for previews.
    pub(crate) fn operation(&self, partners: Vec<String>) -> Operation {
        let example = cerrojo_letters::example::operation();
        let or = |given: &Option<String>, example: String| given.clone().unwrap_or(example);
        Operation {
            name: or(&self.name, example.name),
            authority: or(&self.authority, example.authority),
            contact: or(&self.contact, example.contact),
            domain: self.sender_domain().map_or(example.domain, ToOwned::to_owned),
            page: self.page.clone(),
            partners,
        }
    }

    /// The desk of the operation.
    ///
    /// # Errors
    ///
    /// The user's: `[letters]` does not say who writes. The database's.
    pub(crate) async fn desk(&self, store: &Store) -> anyhow::Result<Desk> {
        let missing: Vec<&str> = [
            ("name", &self.name),
            ("authority", &self.authority),
            ("contact", &self.contact),
            ("from", &self.from),
            ("domain", &self.domain),
        ]
        .into_iter()
        .filter_map(|(key, value)| value.is_none().then_some(key))
        .collect();
        if !missing.is_empty() {
            bail!(
                "letters need to say who writes: put {} into [letters] of cerrojo.toml (docs/letters.md)",
                missing.join(", ")
            );
        }
        let name = self.domain.as_deref().unwrap_or_default();
        let domain = domain(name).map_err(|why| anyhow::anyhow!("[letters] `domain`: {why}"))?;
        for (key, page) in [("page", &self.page), ("unsubscribe", &self.unsubscribe)] {
            if page.as_ref().is_some_and(|page| !page.starts_with("https://") && !is_loopback(page))
            {
                bail!("[letters] `{key}`: want an address that begins with https://");
            }
        }
        if let Some(complaints) = &self.complaints {
            cerrojo_store::Contact::normalise(complaints).context("[letters] `complaints`")?;
        }
        let from = self.from.as_deref().unwrap_or_default();
        let address = cerrojo_store::Contact::normalise(from).context("[letters] `from`")?;
        let prefix = self.prefix.clone().unwrap_or_else(|| "CERROJO".to_owned());
        if prefix.is_empty()
            || prefix.len() > 12
            || !prefix.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        {
            bail!("[letters] `prefix`: want 1 to 12 capital letters and digits, such as CX");
        }
        let partners = store.partners().await?.into_iter().map(|partner| partner.name).collect();
        let sender = Sender {
            name: self.name.clone().unwrap_or_default(),
            address,
            domain,
            prefix,
            unsubscribe: self.unsubscribe.clone(),
            complaints: self.complaints.clone(),
        };
        let secret = store.secret(MARKS).await?;
        Ok(Desk::new(self.texts(None)?, self.operation(partners), sender, secret))
    }

    /// The domain of the address that letters are from.
    pub(crate) fn sender_domain(&self) -> Option<&str> {
        self.from.as_deref()?.rsplit_once('@').map(|(_, domain)| domain)
    }
}

fn is_loopback(page: &str) -> bool {
    page.starts_with("http://127.") || page.starts_with("http://[::1]")
}

/// The files of a folder that are named after a language.
fn own_texts(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let cannot = || format!("cannot read the texts in {}", folder.display());
    let mut own = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.extension().is_none_or(|extension| extension != "ftl") {
            continue;
        }
        let tag =
            path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        own.push((tag, text));
    }
    own.sort();
    Ok(own)
}
