//! Which cases are meant: by a number, by a suspect, or by an address.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use anyhow::bail;
use cerrojo_model::Suspect;
use cerrojo_store::Store;
use ipnet::IpNet;

/// What people write for a case.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Which {
    /// Its number.
    Number(i64),
    /// The address and port of its suspect.
    Endpoint(SocketAddr),
    /// An address: all its cases.
    Address(IpAddr),
    /// A network that was named as a whole.
    Network(IpNet),
}

impl FromStr for Which {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bare = text.trim_start_matches('[').trim_end_matches(']');
        if let Ok(number) = text.trim_start_matches('#').parse::<i64>() {
            return if number > 0 { Ok(Self::Number(number)) } else { Err(WANT.to_owned()) };
        }
        if let Ok(place) = text.parse::<SocketAddr>() {
            return Ok(Self::Endpoint(place));
        }
        if let Ok(address) = bare.parse::<IpAddr>() {
            return Ok(Self::Address(address.to_canonical()));
        }
        text.parse().map(Self::Network).map_err(|_| WANT.to_owned())
    }
}

const WANT: &str =
    "want the number of a case, or a suspect such as 192.0.2.7:25, [2001:db8::7]:3128 or 192.0.2.7";

impl std::fmt::Display for Which {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(out, "case {number}"),
            Self::Endpoint(place) => place.fmt(out),
            Self::Address(address) => address.fmt(out),
            Self::Network(network) => network.fmt(out),
        }
    }
}

impl Which {
    /// The numbers of all cases that are meant, at least one.
    ///
    /// # Errors
    ///
    /// The user's: there is none. The machine's.
    pub(crate) async fn all(self, store: &Store) -> anyhow::Result<Vec<i64>> {
        let numbers = match self {
            Self::Number(number) => vec![number],
            Self::Address(address) => store.cases_of(address).await?,
            Self::Endpoint(place) => {
                let mut numbers = Vec::new();
                let network = IpNet::from(place.ip().to_canonical());
                let kinds = cerrojo_model::Kind::ALL.iter().copied();
                for kind in kinds {
                    let suspect = Suspect::new(network, Some(place.port()), Some(kind));
                    numbers.extend(store.find(&suspect).await?);
                }
                numbers
            }
            Self::Network(network) => {
                let mut numbers = Vec::new();
                let kinds = cerrojo_model::Kind::ALL.iter().copied().map(Some);
                for kind in kinds.chain([None]) {
                    numbers.extend(store.find(&Suspect::new(network, None, kind)).await?);
                }
                numbers
            }
        };
        if numbers.is_empty() {
            bail!("there is no case of {self}; `cerrojo case list` shows those that are there");
        }
        Ok(numbers)
    }

    /// The number of the only case that is meant.
    ///
    /// # Errors
    ///
    /// The user's: there is none, or there are several. The machine's.
    pub(crate) async fn one(self, store: &Store) -> anyhow::Result<i64> {
        let numbers = self.all(store).await?;
        if let [only] = numbers.as_slice() {
            return Ok(*only);
        }
        let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
        bail!("{self} has several cases: name one of {}", numbers.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_named_in_four_ways() {
        for (text, shown) in [
            ("17", "case 17"),
            ("#17", "case 17"),
            ("192.0.2.7:25", "192.0.2.7:25"),
            ("[2001:db8::7]:3128", "[2001:db8::7]:3128"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("192.0.2.0/28", "192.0.2.0/28"),
        ] {
            assert_eq!(text.parse::<Which>().unwrap().to_string(), shown);
        }
        for wrong in ["", "0", "-1", "mx.example.org", "192.0.2.7:0x", "192.0.2.0/33"] {
            assert!(wrong.parse::<Which>().is_err(), "{wrong}");
        }
    }
}
