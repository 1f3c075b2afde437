//! Who works with an operation, and what each of them may do.

use cerrojo_model::Time;

use super::{conflict, line};
use crate::db::Row;
use crate::log::Writer;
use crate::{Store, StoreError};

/// Something that not everybody may do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Right {
    /// See cases, their evidence and the figures.
    See,
    /// Import, write notes, dispute, hold and resume cases, choose contacts, prepare letters.
    Edit,
    /// Agree to letters, scopes and what is published; what one has prepared, somebody else has to agree to.
    Approve,
    /// Change users and partners, erase cases, back up, end exclusions.
    Administer,
}

/// What somebody is to an operation.
#[derive(Debug, Eq, PartialEq)]
pub struct Role {
    /// Its word.
    pub id: &'static str,
    /// Whom it is for, in a sentence.
    pub about: &'static str,
    /// What those who have it may do.
    pub may: &'static [Right],
}

use Right::{Administer, Approve, Edit, See};

/// All roles, the least first.
#[rustfmt::skip]
pub const ROLES: &[Role] = &[
    Role { id: "viewer",        about: "sees everything and changes nothing",                may: &[See] },
    Role { id: "editor",        about: "works on cases and prepares letters",                may: &[See, Edit] },
    Role { id: "approver",      about: "agrees to what others have prepared",                may: &[See, Edit, Approve] },
    Role { id: "administrator", about: "says who may do what, and keeps the operation going", may: &[See, Edit, Approve, Administer] },
];

impl Role {
    /// The role of a word.
    ///
    /// # Errors
    ///
    /// The caller's: [`StoreError::Conflict`] where it is none; the text lists them all.
    pub fn find(id: &str) -> Result<&'static Self, StoreError> {
        ROLES.iter().find(|role| role.id == id).ok_or_else(|| {
            let all: Vec<_> = ROLES.iter().map(|role| role.id).collect();
            conflict(format!("`{id}` is no role; there are {}", all.join(", ")))
        })
    }

    /// Whether who has it may do that.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.may.contains(&right)
    }
}

/// Somebody who works with an operation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct User {
    /// The name by which the log knows them.
    pub name: String,
    /// What they may do.
    pub role: &'static Role,
    /// Since when they are known.
    pub since: Time,
}

impl Store {
    /// Adds a user, or gives one that is there another role.
    ///
    /// # Errors
    ///
    /// The caller's: no name, or no administrator would be left. The machine's.
    pub async fn put_user(&self, user: &User) -> Result<(), StoreError> {
        line("the name of a user", &user.name)?;
        let sql = "INSERT INTO users (name, role, since) VALUES ($1, $2, $3)
            ON CONFLICT (name) DO UPDATE SET role = excluded.role";
        let values = vec![user.name.as_str().into(), user.role.id.into(), user.since.into()];
        self.change_users(sql, values).await.map(drop)
    }

    /// All users, by name.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn users(&self) -> Result<Vec<User>, StoreError> {
        let sql =
            format!("SELECT name, role, since FROM users ORDER BY name{}", self.db.by_bytes());
        self.db.rows(&sql, Vec::new()).await?.into_iter().map(user).collect()
    }

    /// A user; `None` where none has that name.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn user(&self, name: &str) -> Result<Option<User>, StoreError> {
        let sql = "SELECT name, role, since FROM users WHERE name = $1";
        self.db.rows(sql, vec![name.into()]).await?.pop().map(user).transpose()
    }

    /// Takes a user away; what they did stays in the log.
    ///
    /// # Errors
    ///
    /// The caller's: none has that name, or no administrator would be left. The machine's.
    pub async fn remove_user(&self, name: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM users WHERE name = $1";
        match self.change_users(sql, vec![name.into()]).await? {
            0 => Err(StoreError::Missing { what: format!("user `{name}`") }),
            _ => Ok(()),
        }
    }

    /// Changes users unless that takes away the last of those who may change them.
    async fn change_users(
        &self,
        sql: &str,
        values: Vec<crate::db::Value>,
    ) -> Result<u64, StoreError> {
        let mut writer = Writer::begin(&self.db).await?;
        let administrators = "SELECT COUNT(*) FROM users WHERE role = 'administrator'";
        let mut count = Vec::new();
        count.extend(writer.transaction.rows(administrators, Vec::new()).await?);
        let touched = writer.transaction.execute(sql, values).await?;
        count.extend(writer.transaction.rows(administrators, Vec::new()).await?);
        let count: Result<Vec<i64>, _> = count.iter_mut().map(Row::int).collect();
        if matches!(count?[..], [before, 0] if before > 0) {
            let what = "no administrator would be left; make somebody else one first";
            return Err(conflict(what.into()));
        }
        writer.commit().await?;
        Ok(touched)
    }
}

fn user(mut row: Row) -> Result<User, StoreError> {
    let (name, role) = (row.text()?, row.text()?);
    let role = Role::find(&role)
        .map_err(|_| StoreError::Damaged { what: format!("the role of user `{name}`") })?;
    Ok(User { name, role, since: row.time()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_what_the_one_before_may_and_more() {
        for pair in ROLES.windows(2) {
            assert!(pair[0].may.iter().all(|right| pair[1].may(*right)), "{}", pair[1].id);
            assert!(pair[0].may.len() < pair[1].may.len());
        }
        assert!(Role::find("administrator").unwrap().may(Right::Administer));
        assert!(!Role::find("editor").unwrap().may(Right::Approve));
        assert!(Role::find("root").unwrap_err().to_string().contains("viewer, editor"));
    }
}
