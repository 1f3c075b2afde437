//! What `lab/<server>/<variant>/variant.toml` says: one server, and what must be said of it.

use std::path::PathBuf;

use serde::Deserialize;

/// What a server is checked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// A mail server.
    #[default]
    Relay,
    /// An HTTP proxy, a SOCKS server, or what is taken for one.
    Proxy,
}

impl Kind {
    /// The word of `--kind`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Relay => "relay",
            Self::Proxy => "proxy",
        }
    }

    /// As it stands in the summary.
    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Relay => "mail servers",
            Self::Proxy => "proxies",
        }
    }
}

/// What the check must say about a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Expect {
    /// A stranger's mail or connection gets out: `open`, nothing else.
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
    #[serde(default)]
    pub(super) kind: Kind,
    /// Of a proxy, where it is asked: `http:3128`, `https:3129`, `socks:1080`, `telnet:23`.
    #[serde(default)]
    pub(super) endpoints: Vec<Door>,
    /// Tests of a proxy that must be open: `http-connect:25`.
    #[serde(default)]
    pub(super) proves: Vec<String>,
    /// Tests of a proxy that must not be open, because this server refuses just them.
    #[serde(default)]
    pub(super) never: Vec<String>,
    /// The packages it needs; the server's folder name when absent.
    pub(super) layer: Option<String>,
    /// Its host name; `mail.<server>-<variant>.test` when absent.
    pub(super) host: Option<String>,
    /// Where it listens; see [`Variant::ports`].
    #[serde(default)]
    ports: Vec<u16>,
    #[serde(default = "ipv4")]
    pub(super) families: Vec<Family>,
    /// Ports of the client that it goes to beside the sinks, when that is what it shows.
    #[serde(default)]
    pub(super) reaches: Vec<u16>,
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

fn standard() -> String {
    "standard".to_owned()
}

fn ipv4() -> Vec<Family> {
    vec![Family::Ipv4]
}

/// One way into a proxy: `http:3128`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Door {
    /// What is spoken there, as in a target's scheme.
    scheme: String,
    port: u16,
}

impl TryFrom<String> for Door {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let known = |scheme: &&str| ["http", "https", "socks", "telnet", "ftp"].contains(scheme);
        let read = text.split_once(':').and_then(|(scheme, port)| {
            Some(Self {
                scheme: known(&scheme).then(|| scheme.to_owned())?,
                port: port.parse().ok()?,
            })
        });
        read.ok_or_else(|| format!("{text} is not SCHEME:PORT"))
    }
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
    pub(super) number: usize,
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

    /// Where it listens: what it says itself, else the ports of a proxy's endpoints, else 25.
    pub(super) fn ports(&self) -> Vec<u16> {
        let record = &self.record;
        match (record.ports.as_slice(), record.kind) {
            ([], Kind::Relay) => vec![25],
            ([], Kind::Proxy) => record.endpoints.iter().map(|door| door.port).collect(),
            (said, _) => said.to_vec(),
        }
    }

    /// Its addresses that are checked.
    pub(super) fn checked_addresses(&self) -> Vec<String> {
        let of = |family: &Family| match family {
            Family::Ipv4 => self.ipv4(),
            Family::Ipv6 => self.ipv6(),
        };
        self.record.families.iter().map(of).collect()
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
            for door in &self.record.endpoints {
                targets.push(format!("{}://{address}:{}", door.scheme, door.port));
            }
            if self.record.kind == Kind::Proxy {
                continue;
            }
            for port in self.ports() {
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

#[cfg(test)]
mod tests {
    use super::{Door, Expect};

    #[test]
    fn unknown_is_right_only_where_it_is_said() {
        assert!(Expect::NotOpen.allows("unknown") && !Expect::NotOpen.allows("open"));
        assert!(!Expect::Closed.allows("unknown") && !Expect::Open.allows("unknown"));
    }

    #[test]
    fn an_endpoint_is_a_scheme_and_a_port() {
        let read = |text: &str| Door::try_from(text.to_owned());
        assert_eq!(read("socks:1080").map(|door| door.port), Ok(1080));
        assert!(read("smtp:25").is_err() && read("http").is_err() && read("http:many").is_err());
    }
}
