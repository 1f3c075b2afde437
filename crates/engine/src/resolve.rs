//! Names to all their addresses, and addresses to their name.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolverConfig, ResolverOpts,
};
use hickory_resolver::lookup::Lookup;
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{RData, RecordType};

use crate::EngineError;

/// How long the name server of the system may take for a reverse name, which is only an extra.
const REVERSE: Duration = Duration::from_secs(3);

/// Asks the system's name servers and its hosts file.
#[derive(Clone, Debug)]
pub struct Resolver {
    inner: TokioResolver,
}

impl Resolver {
    /// Reads the system's configuration.
    ///
    /// # Errors
    ///
    /// [`EngineError::Resolver`] when that cannot be used.
    pub fn from_system() -> Result<Self, EngineError> {
        let failed = |cause: String| EngineError::Resolver { cause };
        let mut builder =
            TokioResolver::builder_tokio().map_err(|error| failed(error.to_string()))?;
        set(builder.options_mut());
        let inner = builder.build().map_err(|error| failed(error.to_string()))?;
        Ok(Self { inner })
    }

    /// Asks the name server at `server` in place of the system's.
    ///
    /// # Errors
    ///
    /// [`EngineError::Resolver`] when that cannot be used.
    pub fn asking(server: SocketAddr) -> Result<Self, EngineError> {
        let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut it| {
            it.port = server.port();
            it
        });
        let servers = vec![NameServerConfig::new(server.ip(), true, connections.to_vec())];
        let config = ResolverConfig::from_parts(None, Vec::new(), servers);
        let mut builder =
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        set(builder.options_mut());
        let failed = |error: NetError| EngineError::Resolver { cause: error.to_string() };
        Ok(Self { inner: builder.build().map_err(failed)? })
    }

    /// All addresses of `name`, IPv4 first, each once.
    ///
    /// # Errors
    ///
    /// [`EngineError::Unresolvable`] when it has none, or nobody could say.
    pub async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, EngineError> {
        let found = self.inner.lookup_ip(name).await;
        let failed = |cause: String| EngineError::Unresolvable { name: name.to_owned(), cause };
        let found = found.map_err(|error| failed(why(&error)))?;
        let mut addresses: Vec<IpAddr> =
            found.iter().map(|address| address.to_canonical()).collect();
        addresses.sort_unstable();
        addresses.dedup();
        if addresses.is_empty() { Err(failed(NONE.to_owned())) } else { Ok(addresses) }
    }

    /// The texts of `name` (TXT records), each put together from its parts; none when it has none.
    ///
    /// # Errors
    ///
    /// [`EngineError::Unresolvable`] when nobody could say.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>, EngineError> {
        let failed = |cause| EngineError::Unresolvable { name: name.to_owned(), cause };
        let found = self.inner.txt_lookup(name).await;
        found_texts(found).map_err(|error| failed(why(&error)))
    }

    /// The texts of the full name `name`, without search domains; none when it has none.
    ///
    /// # Errors
    ///
    /// What was said instead, in one line, when nobody could say.
    pub(crate) async fn texts_of(&self, name: &str) -> Result<Vec<String>, String> {
        let found = self.inner.txt_lookup(full(name)).await;
        found_texts(found).map_err(|error| match Gap::read(&error) {
            Gap::Silent { cause } => cause,
            Gap::NoName | Gap::NoRecord => NONE.to_owned(),
        })
    }

    /// The mail servers of `domain` with their preferences, in no order (MX records, RFC 5321 section
    /// 5.1); the name of a null MX (RFC 7505) is empty.
    ///
    /// # Errors
    ///
    /// [`Gap`], which says whether there are none or nobody could say.
    pub(crate) async fn exchanges(&self, domain: &str) -> Result<Vec<(u16, String)>, Gap> {
        let found = self.inner.mx_lookup(full(domain)).await.map_err(|error| Gap::read(&error))?;
        let servers = found.answers().iter().filter_map(|record| match &record.data {
            RData::MX(mx) => {
                let name = mx.exchange.to_lowercase().to_ascii();
                Some((mx.preference, name.trim_end_matches('.').to_owned()))
            }
            _ => None,
        });
        let servers: Vec<_> = servers.collect();
        if servers.is_empty() { Err(Gap::NoRecord) } else { Ok(servers) }
    }

    /// All addresses of the full name `host`, IPv4 first, without search domains and hosts file.
    ///
    /// # Errors
    ///
    /// [`Gap`]: nobody could say, as soon as that holds for one family and the other has none.
    pub(crate) async fn hosts(&self, host: &str) -> Result<Vec<IpAddr>, Gap> {
        let name = full(host);
        let (ipv4, ipv6) = tokio::join!(
            self.inner.lookup(name.clone(), RecordType::A),
            self.inner.lookup(name, RecordType::AAAA),
        );
        let mut addresses = Vec::new();
        let mut gaps = Vec::new();
        for found in [ipv4, ipv6] {
            match found {
                Ok(found) => {
                    addresses.extend(found.answers().iter().filter_map(|it| it.data.ip_addr()));
                }
                Err(error) => gaps.push(Gap::read(&error)),
            }
        }
        if !addresses.is_empty() {
            return Ok(addresses);
        }
        let silent = gaps.iter().position(|gap| matches!(gap, Gap::Silent { .. }));
        Err(gaps.into_iter().nth(silent.unwrap_or(0)).unwrap_or(Gap::NoRecord))
    }

    /// The names that `address` points to.
    ///
    /// # Errors
    ///
    /// [`Gap`], which says whether there are none or nobody could say.
    pub(crate) async fn pointers(&self, address: IpAddr) -> Result<Vec<String>, Gap> {
        let found = self.inner.reverse_lookup(address).await.map_err(|error| Gap::read(&error))?;
        let names = found.answers().iter().filter_map(|record| match &record.data {
            RData::PTR(name) => Some(name.to_utf8().trim_end_matches('.').to_owned()),
            _ => None,
        });
        let names: Vec<String> = names.collect();
        if names.is_empty() { Err(Gap::NoRecord) } else { Ok(names) }
    }

    /// The resolver below, for libraries that ask by themselves.
    pub(crate) const fn inner(&self) -> &TokioResolver {
        &self.inner
    }

    /// The name that `address` points to, if anybody says so in time.
    pub async fn name(&self, address: IpAddr) -> Option<String> {
        let lookup = tokio::time::timeout(REVERSE, self.inner.reverse_lookup(address));
        let found = lookup.await.ok()?.ok()?;
        let name = found.answers().iter().find_map(|record| match &record.data {
            RData::PTR(name) => Some(name.to_utf8()),
            _ => None,
        });
        name.map(|name| name.trim_end_matches('.').to_owned())
    }
}

fn found_texts(found: Result<Lookup, NetError>) -> Result<Vec<String>, NetError> {
    let found = match found {
        Ok(found) => found,
        Err(error) if error.is_no_records_found() || error.is_nx_domain() => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let texts = found.answers().iter().filter_map(|record| match &record.data {
        RData::TXT(text) => Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned()),
        _ => None,
    });
    Ok(texts.collect())
}

/// Why there is no answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Gap {
    /// There is no such name.
    NoName,
    /// The name is there, and has no such record.
    NoRecord,
    /// Nobody could say; it may be there.
    Silent {
        /// What was said instead, in one line.
        cause: String,
    },
}

impl Gap {
    pub(crate) fn read(error: &NetError) -> Self {
        if error.is_nx_domain() {
            Self::NoName
        } else if error.is_no_records_found() {
            Self::NoRecord
        } else {
            let cause = error.to_string();
            Self::Silent { cause: cause.lines().next().unwrap_or_default().to_owned() }
        }
    }
}

/// The name with the final dot that keeps search domains away from it.
fn full(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.'))
}

fn set(options: &mut ResolverOpts) {
    options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
    options.timeout = Duration::from_secs(3);
    options.attempts = 2;
}

/// Said of a name that the name servers know nothing of.
const NONE: &str = "there is no such name, or it has no address; look how it is written";

fn why(error: &NetError) -> String {
    if error.is_no_records_found() || error.is_nx_domain() {
        return NONE.to_owned();
    }
    let said = error.to_string();
    format!(
        "the name server did not say ({}); check the network, or give the address in place of the name",
        said.lines().next().unwrap_or_default()
    )
}
