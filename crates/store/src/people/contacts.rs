//! Whom letters go to, whether they arrive there, and who is written to later to compare with.

use std::collections::BTreeSet;

use cerrojo_model::Time;
use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};

use super::conflict;
use crate::db::{Row, Transaction};
use crate::life::SummaryRef;
use crate::log::Writer;
use crate::{Store, StoreError};

/// Of a hundred contacts, so many belong to those who are written to later, where nobody says otherwise.
pub const CONTROL_PERCENT: u8 = 10;

/// So many letters that came back for a passing reason, over so long a time, make an address that is none.
const SOFT_BOUNCES: i64 = 5;
const SOFT_BOUNCES_OVER: TimeDelta = TimeDelta::days(5);
/// After that the count begins anew: what is so far apart says nothing together.
const SOFT_BOUNCES_WITHIN: TimeDelta = TimeDelta::days(30);

/// How it stands with an address.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Health {
    /// Nothing was sent there yet.
    Untried,
    /// A letter arrived, or they answered.
    Works,
    /// Letters come back: nothing more goes there.
    Bounced,
    /// They do not want our letters: nothing more goes there.
    Refused,
}

impl Health {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Untried, Self::Works, Self::Bounced, Self::Refused];

    /// Its word.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Untried => "untried",
            Self::Works => "works",
            Self::Bounced => "bounced",
            Self::Refused => "refused",
        }
    }
}

/// Why a letter came back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Bounce {
    /// For good (RFC 3463, class 5): there is no such address.
    Hard,
    /// For now (class 4): five of these over five days are as good as one of the other kind.
    Soft,
    /// They refuse us (5.7.x).
    Refused,
}

/// Somebody to write to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Contact {
    /// The mail address, its domain in small letters.
    pub address: String,
    /// Whether letters arrive there.
    pub health: Health,
    /// Letters in a row that came back for a passing reason.
    pub soft_bounces: u32,
    /// The language that they prefer, a tag (RFC 5646).
    pub language: Option<String>,
    /// They are written to later, to compare with. Decided once.
    pub control: bool,
    /// Since when it stands so with them; since the first of the soft bounces where there are some.
    pub since: Time,
}

impl Contact {
    /// The one form of a mail address: the domain in small letters, the rest as it is.
    ///
    /// # Errors
    ///
    /// The caller's: [`StoreError::Conflict`] where it is none (RFC 5321 section 4.1.2, without quoted names
    /// and address literals), or its domain is not in ASCII.
    pub fn normalise(address: &str) -> Result<String, StoreError> {
        let none = || conflict(format!("`{address}` is no mail address; want NAME@DOMAIN"));
        let (local, domain) = address.trim().rsplit_once('@').ok_or_else(none)?;
        if !domain.is_ascii() {
            let what =
                format!("`{address}`: write its domain in ASCII, as in xn--bcher-kva.example");
            return Err(conflict(what));
        }
        let is_local = (1..=64).contains(&local.len())
            && local
                .chars()
                .all(|c| !c.is_control() && !c.is_whitespace() && !"@\"<>(),:;\\[]".contains(c));
        if !is_local || !is_domain(domain) {
            return Err(none());
        }
        Ok(format!("{local}@{}", domain.to_ascii_lowercase()))
    }

    /// Whether somebody is written to later: decided by the address and a secret of the operation alone.
    ///
    /// `percent` of all addresses are, 0 to 100.
    #[must_use]
    pub fn is_control(address: &str, secret: &[u8], percent: u8) -> bool {
        let secret = Sha256::digest(secret);
        let digest = Sha256::new().chain_update(secret).chain_update(address).finalize();
        let number = digest.iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        number % 100 < u64::from(percent)
    }
}

/// Whether that can be a domain: two labels or more of letters, digits and hyphens.
pub(super) fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.len() <= 253 && domain.contains('.') && domain.split('.').all(label)
}

const COLUMNS: &str = "address, health, soft_bounces, language, control, since";

impl Store {
    /// Makes a contact known, or updates the language of one that is. Whether it belongs to those who are
    /// written to later is decided the first time, see [`Contact::is_control`], and stays.
    ///
    /// # Errors
    ///
    /// The caller's: no mail address, or no language tag. The machine's.
    pub async fn put_contact(
        &self,
        address: &str,
        language: Option<&str>,
        (secret, percent): (&[u8], u8),
        at: Time,
    ) -> Result<Contact, StoreError> {
        let address = Contact::normalise(address)?;
        if let Some(tag) = language.filter(|tag| !is_tag(tag)) {
            return Err(conflict(format!("`{tag}` is no language; want one like `de` or `pt-BR`")));
        }
        let control = Contact::is_control(&address, secret, percent);
        let sql = format!(
            "INSERT INTO contacts ({COLUMNS}) VALUES ($1, 'untried', 0, $2, $3, $4)
            ON CONFLICT (address) DO UPDATE SET
                language = COALESCE(excluded.language, contacts.language)
            RETURNING {COLUMNS}"
        );
        let language = language.map(ToOwned::to_owned);
        let values = vec![address.clone().into(), language.into(), control.into(), at.into()];
        let mut writer = Writer::begin(&self.db).await?;
        let mut rows = writer.transaction.rows(&sql, values).await?;
        writer.commit().await?;
        contact(rows.pop().ok_or_else(|| missing(&address))?)
    }

    /// A contact; `None` where nobody has that address.
    ///
    /// # Errors
    ///
    /// The caller's: no mail address. The machine's.
    pub async fn contact(&self, address: &str) -> Result<Option<Contact>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM contacts WHERE address = $1");
        let mut rows = self.db.rows(&sql, vec![Contact::normalise(address)?.into()]).await?;
        rows.pop().map(contact).transpose()
    }

    /// The countries of the cases that a contact is told about, as far as known: of the newest thousand of them.
    ///
    /// # Errors
    ///
    /// The caller's: no mail address. The machine's.
    pub async fn countries_of(&self, address: &str) -> Result<BTreeSet<String>, StoreError> {
        let sql = "SELECT summary FROM cases WHERE contact = $1 ORDER BY id DESC LIMIT 1000";
        let rows = self.db.rows(sql, vec![Contact::normalise(address)?.into()]).await?;
        let mut countries = BTreeSet::new();
        for mut row in rows {
            let line = row.text()?;
            let summary = SummaryRef::of_line(line.trim_end_matches('\n'));
            let country = summary.map(|summary| summary.country).unwrap_or_default();
            if !country.is_empty() {
                countries.insert(country.to_owned());
            }
        }
        Ok(countries)
    }

    /// Contacts after an address, in the order of their bytes, at most `limit`.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn contacts(&self, after: &str, limit: u32) -> Result<Vec<Contact>, StoreError> {
        let address = format!("address{}", self.db.by_bytes());
        let sql = format!(
            "SELECT {COLUMNS} FROM contacts WHERE {address} > $1 ORDER BY {address} LIMIT $2"
        );
        let rows = self.db.rows(&sql, vec![after.into(), i64::from(limit).into()]).await?;
        rows.into_iter().map(contact).collect()
    }

    /// A letter arrived there, or they answered; soft bounces before are forgotten. Who refused us stays so.
    ///
    /// # Errors
    ///
    /// The caller's: no such contact. The machine's.
    pub async fn contact_works(&self, address: &str, at: Time) -> Result<Contact, StoreError> {
        self.judge(address, |contact| contact.works(at)).await
    }

    /// A letter came back from there.
    ///
    /// # Errors
    ///
    /// The caller's: no such contact. The machine's.
    pub async fn contact_bounced(
        &self,
        address: &str,
        bounce: Bounce,
        at: Time,
    ) -> Result<Contact, StoreError> {
        self.judge(address, |contact| contact.bounce(bounce, at)).await
    }

    /// Forgets a contact.
    ///
    /// # Errors
    ///
    /// The caller's: no such contact. The machine's.
    pub async fn remove_contact(&self, address: &str) -> Result<(), StoreError> {
        let address = Contact::normalise(address)?;
        self.remove("DELETE FROM contacts WHERE address = $1", &address, "contact").await
    }

    async fn judge(
        &self,
        address: &str,
        judge: impl FnOnce(&mut Contact) + Send,
    ) -> Result<Contact, StoreError> {
        let address = Contact::normalise(address)?;
        let mut writer = Writer::begin(&self.db).await?;
        let judged = judge_within(&mut writer.transaction, &address, judge).await?;
        let contact = judged.ok_or_else(|| missing(&address))?;
        writer.commit().await?;
        Ok(contact)
    }
}

/// A letter came back from there, within a transaction; nothing where nobody has that address.
pub(crate) async fn bounced_within(
    transaction: &mut Transaction,
    address: &str,
    bounce: Bounce,
    at: Time,
) -> Result<(), StoreError> {
    judge_within(transaction, address, |contact| contact.bounce(bounce, at)).await.map(drop)
}

/// A letter arrived there, or they answered, within a transaction; nothing where nobody has that address.
pub(crate) async fn works_within(
    transaction: &mut Transaction,
    address: &str,
    at: Time,
) -> Result<(), StoreError> {
    judge_within(transaction, address, |contact| contact.works(at)).await.map(drop)
}

/// Changes what is known of a contact; `None` where nobody has that address.
async fn judge_within(
    transaction: &mut Transaction,
    address: &str,
    judge: impl FnOnce(&mut Contact) + Send,
) -> Result<Option<Contact>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM contacts WHERE address = $1");
    let mut rows = transaction.rows(&sql, vec![address.into()]).await?;
    let Some(before) = rows.pop().map(contact).transpose()? else { return Ok(None) };
    let mut contact = before.clone();
    judge(&mut contact);
    if contact != before {
        let sql =
            "UPDATE contacts SET health = $1, soft_bounces = $2, since = $3 WHERE address = $4";
        let (health, bounces) = (contact.health.id(), contact.soft_bounces);
        let values = vec![health.into(), bounces.into(), contact.since.into(), address.into()];
        transaction.execute(sql, values).await?;
    }
    Ok(Some(contact))
}

impl Contact {
    fn works(&mut self, at: Time) {
        match self.health {
            Health::Works if self.soft_bounces == 0 => {}
            Health::Refused => {}
            _ => (self.health, self.soft_bounces, self.since) = (Health::Works, 0, at),
        }
    }

    fn bounce(&mut self, bounce: Bounce, at: Time) {
        if matches!(self.health, Health::Bounced | Health::Refused) {
            return;
        }
        if bounce == Bounce::Soft {
            if self.soft_bounces == 0 || at - self.since > SOFT_BOUNCES_WITHIN {
                (self.soft_bounces, self.since) = (0, at);
            }
            self.soft_bounces = self.soft_bounces.saturating_add(1);
            let is_over = i64::from(self.soft_bounces) >= SOFT_BOUNCES;
            if !(is_over && at - self.since >= SOFT_BOUNCES_OVER) {
                return;
            }
        }
        let is_refusal = bounce == Bounce::Refused;
        self.health = if is_refusal { Health::Refused } else { Health::Bounced };
        self.since = at;
    }
}

fn contact(mut row: Row) -> Result<Contact, StoreError> {
    let (address, health) = (row.text()?, row.text()?);
    let health = Health::ALL.into_iter().find(|known| known.id() == health);
    let health =
        health.ok_or_else(|| StoreError::Damaged { what: "the health of a contact".into() })?;
    Ok(Contact {
        address,
        health,
        soft_bounces: u32::try_from(row.int()?).unwrap_or(u32::MAX),
        language: row.maybe_text()?,
        control: row.int()? != 0,
        since: row.time()?,
    })
}

fn missing(address: &str) -> StoreError {
    StoreError::Missing { what: format!("contact `{address}`") }
}

/// Whether that can be a language tag: short groups of letters and digits with hyphens between.
fn is_tag(tag: &str) -> bool {
    tag.len() <= 35
        && tag.split('-').enumerate().all(|(place, part)| {
            let is_word =
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
            is_word
                && (place > 0 || (part.len() > 1 && part.bytes().all(|b| b.is_ascii_alphabetic())))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_one_form_or_are_none() {
        for (given, normal) in [
            ("Abuse@Example.ORG", "Abuse@example.org"),
            (" noc+x@a.example ", "noc+x@a.example"),
            ("ü@a.example", "ü@a.example"),
        ] {
            assert_eq!(Contact::normalise(given).unwrap(), normal);
        }
        for none in [
            "",
            "a",
            "a@b",
            "@a.example",
            "a b@a.example",
            "a@b@a.example",
            "a@-b.example",
            "a@b..example",
            "a@bücher.example",
            "a\n@a.example",
            "a,b@a.example",
        ] {
            assert!(Contact::normalise(none).is_err(), "{none}");
        }
        assert!(is_tag("pt-BR") && is_tag("de") && !is_tag("") && !is_tag("d") && !is_tag("de_DE"));
    }

    #[test]
    fn a_tenth_is_written_to_later_and_each_secret_chooses_another() {
        let count = |secret: &[u8], percent| {
            let chosen = (0..10_000)
                .filter(|n| Contact::is_control(&format!("{n}@a.example"), secret, percent));
            chosen.count()
        };
        assert!((900..1_100).contains(&count(b"one", CONTROL_PERCENT)));
        assert_eq!((count(b"one", 0), count(b"one", 100)), (0, 10_000));
        let both = (0..10_000).map(|n| format!("{n}@a.example")).filter(|address| {
            Contact::is_control(address, b"one", 10) && Contact::is_control(address, b"two", 10)
        });
        assert!((50..200).contains(&both.count()));
    }
}
