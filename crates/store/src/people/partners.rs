//! Who stands behind an operation: the partners that its letters and pages name.

use cerrojo_model::Time;

use super::{conflict, line};
use crate::db::Row;
use crate::{Store, StoreError};

/// A partner.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// Its country, two capital letters (ISO 3166-1).
    pub country: String,
    /// What stands where a logo would.
    pub logo_text: String,
    /// Its page, `https://` only.
    pub link: String,
    /// Since when it is one.
    pub since: Time,
}

impl Store {
    /// Adds a partner; one of the same name is replaced, and stays one since it was.
    ///
    /// # Errors
    ///
    /// The caller's: no name, no text, no country of two letters, or no link to a page. The machine's.
    pub async fn put_partner(&self, partner: &Partner) -> Result<(), StoreError> {
        let Partner { name, country, logo_text, link, since } = partner;
        line("the name of a partner", name)?;
        line("the text for the logo", logo_text)?;
        line("the link of a partner", link)?;
        if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(conflict(format!(
                "`{country}` is no country; want two capital letters, like DE"
            )));
        }
        let host = link.strip_prefix("https://").and_then(|rest| rest.split('/').next());
        let is_plain =
            link.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>`'".contains(&byte));
        if !is_plain || host.is_none_or(|host| host.is_empty() || host.contains('@')) {
            return Err(conflict(format!("`{link}` is no link to a page; want https://HOST/…")));
        }
        let sql = "INSERT INTO partners (name, country, logo_text, link, since)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO UPDATE SET
                country = excluded.country, logo_text = excluded.logo_text, link = excluded.link";
        let values = vec![
            name.as_str().into(),
            country.as_str().into(),
            logo_text.as_str().into(),
            link.as_str().into(),
            (*since).into(),
        ];
        self.change(sql, values).await.map(drop)
    }

    /// All partners, by name.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn partners(&self) -> Result<Vec<Partner>, StoreError> {
        let columns = "name, country, logo_text, link, since";
        let sql = format!("SELECT {columns} FROM partners ORDER BY name{}", self.db.by_bytes());
        self.db.rows(&sql, Vec::new()).await?.into_iter().map(partner).collect()
    }

    /// Takes a partner away.
    ///
    /// # Errors
    ///
    /// The caller's: none has that name. The machine's.
    pub async fn remove_partner(&self, name: &str) -> Result<(), StoreError> {
        self.remove("DELETE FROM partners WHERE name = $1", name, "partner").await
    }
}

fn partner(mut row: Row) -> Result<Partner, StoreError> {
    Ok(Partner {
        name: row.text()?,
        country: row.text()?,
        logo_text: row.text()?,
        link: row.text()?,
        since: row.time()?,
    })
}
