//! Names to all their addresses, and addresses to their name.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;

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
        let found = match self.inner.txt_lookup(name).await {
            Ok(found) => found,
            Err(error) if error.is_no_records_found() || error.is_nx_domain() => {
                return Ok(Vec::new());
            }
            Err(error) => {
                return Err(EngineError::Unresolvable {
                    name: name.to_owned(),
                    cause: why(&error),
                });
            }
        };
        let texts = found.answers().iter().filter_map(|record| match &record.data {
            RData::TXT(text) => Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned()),
            _ => None,
        });
        Ok(texts.collect())
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
