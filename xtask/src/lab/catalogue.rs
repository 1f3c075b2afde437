//! Reads the folder `lab/`: `<server>/layer.toml`, and `variant.toml` in the folders below.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;

use super::variant::{Record, Variant};

/// `layer.toml`: the packages of one server.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Layer {
    #[serde(skip)]
    pub(super) name: String,
    /// What it holds.
    #[allow(dead_code, reason = "for the reader of the file")]
    about: String,
    pub(super) packages: Vec<String>,
    #[serde(default)]
    pub(super) npm: Vec<String>,
    /// Installed from `PyPI` into `/opt/python`, by Debian's Python.
    #[serde(default)]
    pub(super) pip: Vec<String>,
    /// How its server is started when the variant does not say.
    #[serde(default)]
    pub(super) start: String,
}

/// Everything under `lab/`, in the order of names.
#[derive(Debug)]
pub(super) struct Catalogue {
    pub(super) layers: Vec<Layer>,
    pub(super) variants: Vec<Variant>,
}

impl Catalogue {
    /// Reads the folder `lab/`.
    ///
    /// # Errors
    /// A file that cannot be read or does not say what it must: ours.
    pub(super) fn read(lab: &Path) -> anyhow::Result<Self> {
        let mut catalogue = Self { layers: Vec::new(), variants: Vec::new() };
        for server in folders(lab)? {
            let file = server.join("layer.toml");
            if file.exists() {
                let mut layer: Layer = read(&file)?;
                layer.name = name(&server);
                catalogue.layers.push(layer);
            }
            for folder in folders(&server)? {
                let file = folder.join("variant.toml");
                if file.exists() {
                    catalogue.add(&server, folder, read(&file)?)?;
                }
            }
        }
        Ok(catalogue)
    }

    fn add(&mut self, server: &Path, folder: PathBuf, record: Record) -> anyhow::Result<()> {
        let server = name(server);
        let short = name(&folder);
        let number = self.variants.len();
        anyhow::ensure!(number < 240, "the lab's network has room for 240 variants only");
        let host = record.host.clone();
        self.variants.push(Variant {
            name: format!("{server}/{short}"),
            layer: record.layer.clone().unwrap_or_else(|| server.clone()),
            host: host.unwrap_or_else(|| format!("mail.{server}-{short}.test")),
            folder,
            number,
            record,
        });
        Ok(())
    }

    /// The layer called `name`.
    ///
    /// # Errors
    /// A variant names a layer that has no folder: ours.
    pub(super) fn layer(&self, name: &str) -> anyhow::Result<&Layer> {
        let found = self.layers.iter().find(|layer| layer.name == name);
        found.with_context(|| format!("there is no lab/{name}/layer.toml"))
    }
}

fn folders(parent: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let listed = std::fs::read_dir(parent).with_context(|| format!("read {}", parent.display()))?;
    let mut folders = Vec::new();
    for entry in listed {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read<T: serde::de::DeserializeOwned>(file: &Path) -> anyhow::Result<T> {
    let text = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    toml::from_str(&text).with_context(|| format!("in {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::Catalogue;
    use crate::lab::variant::{Expect, Kind, Variant};

    fn catalogue() -> Catalogue {
        let lab = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../lab");
        Catalogue::read(&lab).unwrap()
    }

    #[test]
    fn every_variant_is_readable_says_why_and_has_a_layer() {
        let catalogue = catalogue();
        assert!(catalogue.variants.len() >= 44);
        for variant in &catalogue.variants {
            let record = &variant.record;
            assert!(!record.about.is_empty() && !record.why.is_empty(), "{}", variant.name);
            let layer = catalogue.layer(&variant.layer).unwrap();
            assert!(record.start.is_some() || !layer.start.is_empty(), "{}", variant.name);
            assert!(!variant.targets().is_empty(), "{}", variant.name);
        }
    }

    #[test]
    fn traps_and_closed_servers_are_as_many_as_open_ones_nearly() {
        let catalogue = catalogue();
        for (kind, at_least) in [(Kind::Relay, 22), (Kind::Proxy, 50)] {
            let of = |variant: &&Variant| variant.record.kind == kind;
            let open = |variant: &&Variant| variant.record.expect == Expect::Open;
            let count = catalogue.variants.iter().filter(of).filter(open).count();
            let others = catalogue.variants.iter().filter(of).count() - count;
            assert!(count >= at_least && others >= at_least, "{kind:?}: {count} and {others}");
        }
    }

    #[test]
    fn an_open_proxy_says_what_proves_it_and_a_closed_one_has_nothing_to_prove() {
        for variant in &catalogue().variants {
            let record = &variant.record;
            let (name, open) = (&variant.name, record.expect == Expect::Open);
            let proxy = record.kind == Kind::Proxy;
            assert_eq!(!record.proves.is_empty(), proxy && open, "{name}");
            assert_eq!(!record.endpoints.is_empty(), proxy, "{name}");
            for id in record.proves.iter().chain(&record.never) {
                let schemes = schemes(id).unwrap_or_else(|| panic!("{name}: {id} is no test"));
                let fits = variant.targets().iter().any(|target| {
                    schemes.iter().any(|scheme| target.starts_with(&format!("{scheme}://")))
                });
                assert!(fits, "{name}: nothing that speaks {id} is asked");
            }
            let both = |id: &String| record.never.contains(id);
            assert!(!record.proves.iter().any(both), "{name}");
        }
    }

    /// Where a test can be asked, by its id: `http-connect:25`.
    fn schemes(id: &str) -> Option<&'static [&'static str]> {
        let (protocol, rest) = id.split_once(':')?;
        let port = rest.strip_suffix(":mail").unwrap_or(rest);
        let sink = ["25", "443", "9080"].contains(&port);
        let schemes: &[&str] = match protocol {
            "http-connect" | "http-connect-1.0" | "http-connect-name" | "http-connect-ipv6"
            | "http-connect-auth" | "http-connect-udp" | "http-get" | "http-get-name"
            | "http-get-auth" | "http-get-ipv6" | "http-head" | "http-post" | "http-put"
            | "http-host" | "http-path" | "h2-connect" | "h2-connect-udp" => &["http", "https"],
            "socks4" | "socks4a" | "socks5" | "socks5-name" | "socks5-ipv6" | "socks5-auth"
            | "socks5-udp" | "socks5-bind" => &["socks"],
            "telnet" | "telnet-space" | "telnet-connect" | "telnet-open" => &["telnet"],
            "ftp-user" => &["ftp"],
            _ => return None,
        };
        sink.then_some(schemes)
    }
}
