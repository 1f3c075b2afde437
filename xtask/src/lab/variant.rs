//! Reads `lab/<server>/<variant>/variant.toml` and `lab/<server>/layer.toml`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;

/// What the check must say about a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Expect {
    /// A stranger's mail gets out: `open`, nothing else.
    Open,
    /// It refuses in a way nobody can mistake: `closed`, nothing else.
    Closed,
    /// Nothing gets out, but it does not refuse plainly: `closed` or `unknown`.
    NotOpen,
}

impl Expect {
    /// The word in `variant.toml` and in the table.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::NotOpen => "not-open",
        }
    }

    /// Whether `verdict` is right.
    pub(super) fn allows(self, verdict: &str) -> bool {
        match self {
            Self::Open | Self::Closed => verdict == self.word(),
            Self::NotOpen => matches!(verdict, "closed" | "unknown"),
        }
    }
}

/// An address family that is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Family {
    /// 198.51.100.0/24
    Ipv4,
    /// `2001:db8:51::/64`
    Ipv6,
}

/// `variant.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Record {
    /// What runs here.
    pub(super) about: String,
    /// Why that is open, or closed.
    pub(super) why: String,
    pub(super) expect: Expect,
    /// The packages it needs; the server's folder name when absent.
    pub(super) layer: Option<String>,
    /// Its host name; `mail.<server>-<variant>.test` when absent.
    pub(super) host: Option<String>,
    #[serde(default = "smtp")]
    pub(super) ports: Vec<u16>,
    #[serde(default = "ipv4")]
    pub(super) families: Vec<Family>,
    /// How much is asked, as in `--tests`: a tarpit has no time for everything.
    #[serde(default = "standard")]
    pub(super) tests: String,
    /// Passed as `--own-domain`.
    #[serde(default)]
    pub(super) own_domains: Vec<String>,
    /// Passed to the check as they are.
    #[serde(default)]
    pub(super) arguments: Vec<String>,
    /// More addresses of the machine, with their prefix lengths.
    #[serde(default)]
    pub(super) addresses: Vec<String>,
    /// The start command; the layer's when absent.
    pub(super) start: Option<String>,
}

fn smtp() -> Vec<u16> {
    vec![25]
}

fn standard() -> String {
    "standard".to_owned()
}

fn ipv4() -> Vec<Family> {
    vec![Family::Ipv4]
}

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
    /// How its server is started when the variant does not say.
    #[serde(default)]
    pub(super) start: String,
}

/// One server to start, with its place in the lab's network.
#[derive(Debug)]
pub(super) struct Variant {
    /// `postfix/mynetworks-everyone`
    pub(super) name: String,
    pub(super) folder: PathBuf,
    pub(super) layer: String,
    pub(super) host: String,
    /// Its place among all variants, from 0; the addresses follow from it.
    number: usize,
    pub(super) record: Record,
}

impl Variant {
    /// `postfix-mynetworks-everyone`, as it stands in host names.
    pub(super) fn slug(&self) -> String {
        self.name.replace('/', "-")
    }

    /// The domain that it serves.
    pub(super) fn domain(&self) -> String {
        format!("{}.test", self.slug())
    }

    pub(super) fn ipv4(&self) -> String {
        format!("198.51.100.{}", self.number + 10)
    }

    pub(super) fn ipv6(&self) -> String {
        format!("2001:db8:51::{:x}", self.number + 0x10)
    }

    /// The name of its network cable in the hub.
    pub(super) fn cable(&self) -> String {
        format!("server{}", self.number)
    }

    /// What `cerrojo check` is told to look at.
    pub(super) fn targets(&self) -> Vec<String> {
        let mut targets = Vec::new();
        for family in &self.record.families {
            let address = match family {
                Family::Ipv4 => self.ipv4(),
                Family::Ipv6 => format!("[{}]", self.ipv6()),
            };
            for port in &self.record.ports {
                let scheme = match port {
                    465 => "smtps",
                    587 => "submission",
                    _ => "smtp",
                };
                targets.push(format!("{scheme}://{address}:{port}"));
            }
        }
        targets
    }
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
    use super::{Catalogue, Expect};

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
        let open = |v: &&super::Variant| v.record.expect == Expect::Open;
        let count = catalogue.variants.iter().filter(open).count();
        assert!(count >= 22 && catalogue.variants.len() - count >= 22);
    }

    #[test]
    fn unknown_is_right_only_where_it_is_said() {
        assert!(Expect::NotOpen.allows("unknown") && !Expect::NotOpen.allows("open"));
        assert!(!Expect::Closed.allows("unknown") && !Expect::Open.allows("unknown"));
    }
}
