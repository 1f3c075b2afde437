//! Who is left alone: networks that get no mail, are not checked, or neither.

use std::net::IpAddr;

use cerrojo_model::Time;
use ipnet::IpNet;

use super::{conflict, line};
use crate::db::{Row, Value, list};
use crate::{Store, StoreError};

/// What a network is left out of.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Excluded {
    /// No letters about it.
    pub mail: bool,
    /// No checks of it.
    pub checks: bool,
}

/// A network that is left alone.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Exclusion {
    /// The network; a single address is one with a full prefix.
    pub network: IpNet,
    /// What it is left out of.
    pub from: Excluded,
    /// Why: who asked, and what proves that they may.
    pub why: String,
    /// Who put it here.
    pub who: String,
    /// When.
    pub at: Time,
}

impl Store {
    /// Leaves a network alone; what was said of the same network before is replaced.
    ///
    /// # Errors
    ///
    /// The caller's: it is left out of nothing, or nobody says why. The machine's.
    pub async fn put_exclusion(&self, exclusion: &Exclusion) -> Result<(), StoreError> {
        let Exclusion { network, from, why, who, at } = exclusion;
        line("why a network is left alone", why)?;
        line("who leaves a network alone", who)?;
        if *from == Excluded::default() {
            return Err(conflict(format!(
                "{network}: leave it out of mail, of checks, or of both"
            )));
        }
        let sql = "INSERT INTO exclusions (id, network, mail, checks, why, who, at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6 FROM exclusions WHERE true
            ON CONFLICT (network) DO UPDATE SET mail = excluded.mail, checks = excluded.checks,
                why = excluded.why, who = excluded.who, at = excluded.at";
        let values = vec![
            network.trunc().to_string().into(),
            from.mail.into(),
            from.checks.into(),
            why.as_str().into(),
            who.as_str().into(),
            (*at).into(),
        ];
        self.change(sql, values).await.map(drop)
    }

    /// All networks that are left alone, the oldest first.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn exclusions(&self) -> Result<Vec<Exclusion>, StoreError> {
        let sql = "SELECT network, mail, checks, why, who, at FROM exclusions ORDER BY id";
        self.db.rows(sql, Vec::new()).await?.into_iter().map(exclusion).collect()
    }

    /// What an address is left out of, by any network that holds it.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn excluded(&self, address: IpAddr) -> Result<Excluded, StoreError> {
        let address = IpNet::from(address.to_canonical());
        let networks: Vec<Value> = std::iter::successors(Some(address), IpNet::supernet)
            .map(|network| network.to_string().into())
            .collect();
        let places = list(0, networks.len());
        let sql = format!("SELECT mail, checks FROM exclusions WHERE network IN ({places})");
        let mut from = Excluded::default();
        for mut row in self.db.rows(&sql, networks).await? {
            from.mail |= row.int()? != 0;
            from.checks |= row.int()? != 0;
        }
        Ok(from)
    }

    /// Leaves a network alone no more.
    ///
    /// # Errors
    ///
    /// The caller's: exactly that network is not left alone. The machine's.
    pub async fn remove_exclusion(&self, network: IpNet) -> Result<(), StoreError> {
        let network = network.trunc().to_string();
        self.remove("DELETE FROM exclusions WHERE network = $1", &network, "exclusion of").await
    }
}

fn exclusion(mut row: Row) -> Result<Exclusion, StoreError> {
    let network = row
        .text()?
        .parse()
        .map_err(|_| StoreError::Damaged { what: "the network of an exclusion".into() })?;
    let from = Excluded { mail: row.int()? != 0, checks: row.int()? != 0 };
    Ok(Exclusion { network, from, why: row.text()?, who: row.text()?, at: row.time()? })
}
