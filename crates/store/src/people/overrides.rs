//! What a person decided about whom to tell: it goes before everything that is looked up.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use cerrojo_model::Time;
use ipnet::IpNet;

use super::contacts::is_domain;
use super::{Contact, conflict, line};
use crate::db::Row;
use crate::{Store, StoreError};

/// What a decision is about.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Subject {
    /// All addresses of a network.
    Network(IpNet),
    /// All of an autonomous system.
    System(u32),
    /// All of a country, two capital letters (ISO 3166-1).
    Country(String),
    /// All whose name lies in that domain, in small letters.
    Domain(String),
}

impl fmt::Display for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(network) => network.fmt(out),
            Self::System(number) => write!(out, "AS{number}"),
            Self::Country(text) | Self::Domain(text) => out.pad(text),
        }
    }
}

impl FromStr for Subject {
    type Err = StoreError;

    /// Reads `192.0.2.0/24`, `AS64496`, `DE` or `example.org`.
    fn from_str(text: &str) -> Result<Self, StoreError> {
        let number = text.strip_prefix("AS").or_else(|| text.strip_prefix("as"));
        if let Ok(network) = text.parse::<IpNet>() {
            Ok(Self::Network(network.trunc()))
        } else if let Ok(address) = text.parse::<IpAddr>() {
            Ok(Self::Network(address.into()))
        } else if let Some(number) = number.and_then(|number| number.parse().ok()) {
            Ok(Self::System(number))
        } else if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            Ok(Self::Country(text.to_ascii_uppercase()))
        } else if is_domain(text) {
            Ok(Self::Domain(text.to_ascii_lowercase()))
        } else {
            let want = "192.0.2.0/24, AS64496, DE or example.org";
            Err(conflict(format!(
                "`{text}` is no network, AS number, country or domain; want one like {want}"
            )))
        }
    }
}

/// Whom to tell about something, whatever else is known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Override {
    /// What it is about.
    pub subject: Subject,
    /// Whom to tell; nobody where there are none.
    pub contacts: Vec<String>,
    /// Why.
    pub note: String,
    /// Who decided.
    pub who: String,
    /// When.
    pub at: Time,
}

impl Store {
    /// Decides whom to tell; a decision about the same is replaced.
    ///
    /// # Errors
    ///
    /// The caller's: something that is no mail address, or nobody says who decided. The machine's.
    pub async fn put_override(&self, decided: &Override) -> Result<(), StoreError> {
        let Override { subject, contacts, note, who, at } = decided;
        line("who decided", who)?;
        if !note.is_empty() {
            line("the note", note)?;
        }
        let contacts: Result<Vec<_>, _> =
            contacts.iter().map(|contact| Contact::normalise(contact)).collect();
        let sql = "INSERT INTO overrides (id, what, contacts, note, who, at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5 FROM overrides WHERE true
            ON CONFLICT (what) DO UPDATE SET contacts = excluded.contacts, note = excluded.note,
                who = excluded.who, at = excluded.at";
        let values = vec![
            subject.to_string().into(),
            contacts?.join(" ").into(),
            note.as_str().into(),
            who.as_str().into(),
            (*at).into(),
        ];
        self.change(sql, values).await.map(drop)
    }

    /// All decisions about whom to tell, the oldest first.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn overrides(&self) -> Result<Vec<Override>, StoreError> {
        let sql = "SELECT what, contacts, note, who, at FROM overrides ORDER BY id";
        self.db.rows(sql, Vec::new()).await?.into_iter().map(decision).collect()
    }

    /// Takes a decision back.
    ///
    /// # Errors
    ///
    /// The caller's: there is none about exactly that. The machine's.
    pub async fn remove_override(&self, subject: &Subject) -> Result<(), StoreError> {
        let what = subject.to_string();
        self.remove("DELETE FROM overrides WHERE what = $1", &what, "override for").await
    }
}

fn decision(mut row: Row) -> Result<Override, StoreError> {
    let damaged = |_| StoreError::Damaged { what: "the subject of an override".into() };
    let subject = row.text()?.parse().map_err(damaged)?;
    let contacts = row.text()?.split_whitespace().map(ToOwned::to_owned).collect();
    Ok(Override { subject, contacts, note: row.text()?, who: row.text()?, at: row.time()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_read_as_they_are_written() {
        for (given, shown) in [
            ("192.0.2.7/24", "192.0.2.0/24"),
            ("2001:db8::7", "2001:db8::7/128"),
            ("as64496", "AS64496"),
            ("de", "DE"),
            ("Example.ORG", "example.org"),
        ] {
            let subject: Subject = given.parse().unwrap();
            assert_eq!(subject.to_string(), shown);
            assert_eq!(shown.parse::<Subject>().unwrap(), subject);
        }
        for none in ["", "AS-", "ASx", "D1", "DEU", "a b.example", "192.0.2.0/33", "AS4294967296"] {
            assert!(none.parse::<Subject>().is_err(), "{none}");
        }
    }
}
