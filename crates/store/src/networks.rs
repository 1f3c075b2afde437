//! Which network an address belongs to, as far as registries and bulk files told.

use std::collections::HashMap;
use std::net::IpAddr;

use cerrojo_model::Time;
use ipnet::{IpNet, Ipv4Subnets, Ipv6Subnets};

use crate::cases::Store;
use crate::db::{Row, Value};
use crate::life::Place;
use crate::{StoreError, key};

/// Networks that are read at once.
const PAGE: i64 = 20_000;

/// One network as a registry or a bulk file describes it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Network {
    /// Its first address.
    pub first: IpAddr,
    /// Its last address.
    pub last: IpAddr,
    /// Its name in the registry.
    pub name: String,
    /// Its country, two capital letters.
    pub country: Option<String>,
    /// Its autonomous system.
    pub asn: Option<u32>,
    /// Whose it is.
    pub organisation: Option<String>,
    /// What else was said of it, contacts among it: the text of a JSON object.
    pub answer: Option<String>,
    /// When that was.
    pub known_at: Time,
}

impl Network {
    /// `192.0.2.0/24`, or `192.0.2.1-192.0.2.9` where that is no prefix.
    #[must_use]
    pub fn shown(&self) -> String {
        shown(self.first, self.last)
    }
}

fn shown(first: IpAddr, last: IpAddr) -> String {
    let mut parts: Box<dyn Iterator<Item = IpNet>> = match (first, last) {
        (IpAddr::V4(a), IpAddr::V4(b)) => Box::new(Ipv4Subnets::new(a, b, 0).map(IpNet::from)),
        (IpAddr::V6(a), IpAddr::V6(b)) => Box::new(Ipv6Subnets::new(a, b, 0).map(IpNet::from)),
        _ => Box::new(std::iter::empty()),
    };
    match (parts.next(), parts.next()) {
        (Some(only), None) => only.to_string(),
        _ => format!("{first}-{last}"),
    }
}

/// All networks that are known, for many look-ups: some 50 bytes each.
#[derive(Clone, Debug, Default)]
pub struct Atlas {
    /// By their first address, the larger one first where two begin together.
    ranges: Vec<Range>,
    countries: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
struct Range {
    first: u128,
    last: u128,
    /// The one around it, as its place in the list plus 1; 0 for none.
    around: u32,
    /// Its country, as its place in the list plus 1; 0 for none.
    country: u16,
    asn: Option<u32>,
}

impl Atlas {
    /// Where an address, or the network of one, belongs; the most specific network that holds it
    /// all.
    #[must_use]
    pub fn place(&self, network: IpNet) -> Option<Place> {
        let (first, last) = (number(network.network()), number(network.broadcast()));
        let after = self.ranges.partition_point(|range| range.first <= first);
        let mut at = after;
        while let Some(range) = at.checked_sub(1).and_then(|at| self.ranges.get(at)) {
            if range.last >= last {
                let (first, last) = (address(range.first), address(range.last));
                let country = usize::from(range.country).checked_sub(1);
                return Some(Place {
                    network: Some(shown(first, last)),
                    asn: range.asn,
                    country: country.and_then(|at| self.countries.get(at)).cloned(),
                });
            }
            at = usize::try_from(range.around).unwrap_or(0);
        }
        None
    }

    /// How many networks it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Brings the ranges in order, and finds for each the one around it.
    fn arrange(&mut self) {
        self.ranges.sort_by(|a, b| a.first.cmp(&b.first).then(b.last.cmp(&a.last)));
        let mut open: Vec<(u128, u32)> = Vec::new();
        for (place, range) in self.ranges.iter_mut().enumerate() {
            // A range that only overlaps is not around it, but what is around that one may be.
            while open.last().is_some_and(|(last, _)| *last < range.last) {
                open.pop();
            }
            range.around = open.last().map_or(0, |(_, place)| *place);
            let own = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1);
            open.push((range.last, own));
        }
    }
}

impl Store {
    /// Remembers networks that a source described; what it said of the same ones before is replaced.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn put_networks(&self, source: &str, networks: &[Network]) -> Result<(), StoreError> {
        let mut transaction = self.db.begin().await?;
        let mut rows =
            transaction.rows("SELECT COALESCE(MAX(id), 0) FROM networks", Vec::new()).await?;
        let mut id = rows.pop().map(|mut row| row.int()).transpose()?.unwrap_or(0);
        // The last description of a network counts; a statement may not touch a row twice.
        let mut latest = HashMap::new();
        for network in networks {
            latest.insert((network.first, network.last), network);
        }
        let mut values = Vec::new();
        for network in latest.into_values() {
            id = id.saturating_add(1);
            values.extend([
                Value::from(id),
                Value::from(key::address(network.first).to_vec()),
                Value::from(key::address(network.last).to_vec()),
                Value::from(network.name.as_str()),
                Value::from(network.country.clone()),
                Value::from(network.asn.map(i64::from)),
                Value::from(network.organisation.clone()),
                Value::from(source),
                Value::from(network.known_at),
                Value::from(network.answer.clone()),
            ]);
        }
        let head = "INSERT INTO networks
            (id, first, last, name, country, asn, organisation, source, known_at, answer)";
        let tail = " ON CONFLICT (first, last, source) DO UPDATE SET name = excluded.name,
            country = excluded.country, asn = excluded.asn, organisation = excluded.organisation,
            known_at = excluded.known_at, answer = excluded.answer";
        transaction.insert((head, tail), 10, values).await?;
        transaction.commit().await
    }

    /// The networks around an address, the most specific first, at most 16, each with its source.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn networks_of(&self, address: IpAddr) -> Result<Vec<(Network, String)>, StoreError> {
        let sql =
            "SELECT id, first, last, name, country, asn, organisation, source, known_at, answer
            FROM networks WHERE first <= $1 AND last >= $1
            ORDER BY first DESC, last LIMIT 16";
        let rows = self.db.rows(sql, vec![key::address(address).to_vec().into()]).await?;
        rows.into_iter()
            .map(|row| described(row).map(|(_, network, source)| (network, source)))
            .collect()
    }

    /// All networks, for many look-ups.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn atlas(&self) -> Result<Atlas, StoreError> {
        let mut snapshot = self.db.snapshot().await?;
        let (mut atlas, mut after) = (Atlas::default(), 0);
        let mut countries: HashMap<String, u16> = HashMap::new();
        loop {
            let sql =
                "SELECT id, first, last, name, country, asn, organisation, source, known_at, NULL
                FROM networks WHERE id > $1 ORDER BY id LIMIT $2";
            let page = snapshot.rows(sql, vec![Value::from(after), PAGE.into()]).await?;
            if page.is_empty() {
                break;
            }
            for row in page {
                let (id, network, _) = described(row)?;
                after = id;
                let country = network.country.map_or(0, |country| {
                    let next = u16::try_from(countries.len()).unwrap_or(0).saturating_add(1);
                    *countries.entry(country).or_insert(next)
                });
                let (first, last) = (number(network.first), number(network.last));
                let asn = network.asn;
                atlas.ranges.push(Range { first, last, around: 0, country, asn });
            }
        }
        let mut names: Vec<_> = countries.into_iter().collect();
        names.sort_by_key(|(_, place)| *place);
        atlas.countries = names.into_iter().map(|(name, _)| name).collect();
        atlas.arrange();
        Ok(atlas)
    }
}

fn described(mut row: Row) -> Result<(i64, Network, String), StoreError> {
    let damaged = || StoreError::Damaged { what: "the address of a network".into() };
    let id = row.int()?;
    let first = key::of_address(&row.bytes()?).ok_or_else(damaged)?;
    let last = key::of_address(&row.bytes()?).ok_or_else(damaged)?;
    let (name, country) = (row.text()?, row.maybe_text()?);
    let asn = row.maybe_int()?.and_then(|asn| u32::try_from(asn).ok());
    let (organisation, source) = (row.maybe_text()?, row.text()?);
    let (known_at, answer) = (row.time()?, row.maybe_text()?);
    let network = Network { first, last, name, country, asn, organisation, answer, known_at };
    Ok((id, network, source))
}

fn number(address: IpAddr) -> u128 {
    u128::from_be_bytes(key::address(address))
}

fn address(number: u128) -> IpAddr {
    IpAddr::V6(number.into()).to_canonical()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_network_around_it_counts() {
        let mut atlas = Atlas { ranges: Vec::new(), countries: vec!["DE".into(), "PL".into()] };
        for (first, last, country) in [
            ("192.0.2.0", "192.0.2.255", 1),
            ("192.0.2.64", "192.0.2.79", 2),
            ("192.0.0.0", "192.0.3.255", 0),
            ("192.0.2.100", "192.0.2.140", 2),
            ("192.0.2.120", "192.0.2.160", 2),
            ("2001:db8::", "2001:db8::ffff", 1),
        ] {
            let (first, last) = (number(first.parse().unwrap()), number(last.parse().unwrap()));
            atlas.ranges.push(Range { first, last, around: 0, country, asn: None });
        }
        atlas.arrange();
        let place = |network: &str| {
            atlas
                .place(network.parse().unwrap())
                .and_then(|place| place.network)
                .unwrap_or_default()
        };
        assert_eq!(place("192.0.2.70/32"), "192.0.2.64/28");
        assert_eq!(place("192.0.2.64/27"), "192.0.2.0/24");
        assert_eq!(place("192.0.2.80/32"), "192.0.2.0/24");
        assert_eq!(place("192.0.2.150/32"), "192.0.2.120-192.0.2.160");
        assert_eq!(place("192.0.2.170/32"), "192.0.2.0/24");
        assert_eq!(place("192.0.3.1/32"), "192.0.0.0/22");
        assert_eq!(place("192.0.4.1/32"), "");
        assert_eq!(place("2001:db8::7/128"), "2001:db8::/112");
    }
}
