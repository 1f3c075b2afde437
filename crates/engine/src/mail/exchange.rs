//! Where do letters for a domain go (RFC 5321 section 5)?

use std::net::{IpAddr, SocketAddr};

use super::global::is_global;
use super::route::literal;
use super::{Direct, Enhanced, Outcome, Stage};
use crate::Resolver;
use crate::resolve::Gap;

/// Servers asked about in one attempt, and addresses of each.
const SERVERS: usize = 5;
const ADDRESSES: usize = 4;

/// One mail server and where it answers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Place {
    /// The name that its certificate should carry.
    pub(super) name: String,
    pub(super) addresses: Vec<SocketAddr>,
}

/// The mail servers of `domain`, the preferred ones first, those of the same preference in any order.
///
/// # Errors
///
/// What becomes of the letter when there are none.
pub(super) async fn places(
    resolver: &Resolver,
    direct: &Direct,
    domain: &str,
) -> Result<Vec<Place>, Outcome> {
    if let Some(addresses) = direct.hosts.get(domain) {
        return Ok(vec![Place { name: domain.to_owned(), addresses: addresses.clone() }]);
    }
    if let Some(address) = literal(domain) {
        return one(direct, domain, domain, vec![address]);
    }
    let mut servers = match resolver.exchanges(domain).await {
        Ok(servers) => servers,
        Err(Gap::NoRecord) => return implicit(resolver, direct, domain).await,
        Err(gap) => return Err(no_way(domain, domain, &gap)),
    };
    servers.retain(|(_, name)| !name.is_empty());
    if servers.is_empty() {
        let text = format!("{domain} takes no mail: it says so in DNS (null MX, RFC 7505)");
        return Err(Outcome::never(Stage::Route, domain, (556, Enhanced(5, 1, 10)), text));
    }
    shuffle(&mut servers);
    servers.sort_by_key(|(preference, _)| *preference);
    let mut found = Vec::new();
    let mut trouble: Option<Outcome> = None;
    for (_, name) in servers.into_iter().take(SERVERS) {
        match place(resolver, direct, domain, &name).await {
            Ok(place) => found.push(place),
            // What may get better counts for more than what will not.
            Err(worse) => match &trouble {
                Some(Outcome::Later { .. }) => {}
                _ => trouble = Some(worse),
            },
        }
    }
    match trouble {
        Some(trouble) if found.is_empty() => Err(trouble),
        _ => Ok(found),
    }
}

/// A domain without MX: its own addresses (RFC 5321 section 5.1).
async fn implicit(
    resolver: &Resolver,
    direct: &Direct,
    domain: &str,
) -> Result<Vec<Place>, Outcome> {
    match resolver.hosts(domain).await {
        Ok(addresses) => one(direct, domain, domain, addresses),
        Err(gap) => Err(no_way(domain, domain, &gap)),
    }
}

async fn place(
    resolver: &Resolver,
    direct: &Direct,
    domain: &str,
    name: &str,
) -> Result<Place, Outcome> {
    if let Some(addresses) = direct.hosts.get(name) {
        return Ok(Place { name: name.to_owned(), addresses: addresses.clone() });
    }
    let addresses = resolver.hosts(name).await.map_err(|gap| no_way(domain, name, &gap))?;
    let mut places = one(direct, domain, name, addresses)?;
    places.pop().ok_or_else(|| no_way(domain, name, &Gap::NoRecord))
}

/// The addresses that a letter may go to.
fn one(
    direct: &Direct,
    domain: &str,
    name: &str,
    addresses: Vec<IpAddr>,
) -> Result<Vec<Place>, Outcome> {
    let may = |address: &IpAddr| {
        let address = address.to_canonical();
        is_global(address) || direct.also.iter().any(|network| network.contains(&address))
    };
    let addresses: Vec<SocketAddr> = addresses
        .into_iter()
        .filter(may)
        .take(ADDRESSES)
        .map(|address| SocketAddr::new(address, direct.port))
        .collect();
    if addresses.is_empty() {
        let text = format!(
            "{name}, which takes the mail of {domain}, has no address on the public Internet; a letter goes to others only through a smarthost"
        );
        return Err(Outcome::never(Stage::Route, domain, (550, Enhanced(5, 4, 4)), text));
    }
    Ok(vec![Place { name: name.to_owned(), addresses }])
}

fn no_way(domain: &str, name: &str, gap: &Gap) -> Outcome {
    match gap {
        Gap::Silent { cause } => Outcome::later(
            Stage::Route,
            domain,
            format!("DNS could not say where {name} is: {cause}"),
        ),
        Gap::NoName | Gap::NoRecord if domain == name => {
            let text =
                format!("{domain} takes no mail: DNS knows neither a mail server nor an address");
            Outcome::never(Stage::Route, domain, (550, Enhanced(5, 1, 2)), text)
        }
        Gap::NoName | Gap::NoRecord => {
            let text = format!("{name}, which takes the mail of {domain}, has no address");
            Outcome::never(Stage::Route, domain, (550, Enhanced(5, 4, 4)), text)
        }
    }
}

/// Spreads letters over servers of the same preference (RFC 5321 section 5.1).
fn shuffle<T>(servers: &mut [T]) {
    for last in (1..servers.len()).rev() {
        // Without random numbers the order is the name server's, which rotates it.
        let Ok(random) = getrandom::u64() else { return };
        let other = random % (last as u64).saturating_add(1);
        servers.swap(last, usize::try_from(other).unwrap_or(last));
    }
}
