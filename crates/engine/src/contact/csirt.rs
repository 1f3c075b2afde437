//! Which team answers for a country when nobody else can be reached.

use std::borrow::Cow;

use serde::Deserialize;

use super::ContactError;
use super::countries::country;
use super::error::{not_toml, unreadable};
use super::national::NATIONAL;
use super::reach::Reach;

/// A national computer security incident response team.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Csirt {
    /// Its country: two letters of ISO 3166, upper case.
    pub country: Cow<'static, str>,
    /// What it is called.
    pub name: Cow<'static, str>,
    /// Where it takes reports: a mail address, or a page where it takes no mail.
    pub contact: Cow<'static, str>,
    /// Where that stands, so that it can be looked up again.
    pub source: Cow<'static, str>,
}

/// The teams that are known.
#[derive(Clone, Debug)]
pub struct Csirts {
    teams: Vec<Csirt>,
}

impl Default for Csirts {
    /// The table that comes with the program.
    fn default() -> Self {
        Self { teams: NATIONAL.to_vec() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    csirt: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    country: String,
    name: String,
    contact: String,
    source: String,
}

impl Csirts {
    /// Adds teams from a TOML file, each a table `[[csirt]]` with `country`, `name`, `contact` and
    /// `source`; they replace the team of the same country.
    ///
    /// # Errors
    ///
    /// [`ContactError::Unreadable`], the user's fault: not such a file, no country, or no contact.
    pub fn add(&mut self, text: &str) -> Result<(), ContactError> {
        const WHAT: &str = "the file of national teams";
        let file: File = toml::from_str(text).map_err(|cause| not_toml(WHAT, &cause))?;
        for row in file.csirt {
            let (Some(country), Some(contact)) = (country(&row.country), Reach::read(&row.contact))
            else {
                let said = format!("`{}` needs a country's code and a contact", row.name);
                return Err(unreadable(WHAT, said));
            };
            self.teams.retain(|team| team.country != country.code);
            self.teams.push(Csirt {
                country: country.code.into(),
                name: row.name.into(),
                contact: contact.to_string().into(),
                source: row.source.into(),
            });
        }
        Ok(())
    }

    /// The team of a country, by its code.
    #[must_use]
    pub fn of(&self, code: &str) -> Option<&Csirt> {
        self.teams.iter().find(|team| team.country == code)
    }

    /// How many teams are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.teams.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.teams.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_country_a_contact_and_a_source() {
        assert!(NATIONAL.is_sorted_by(|a, b| a.country < b.country), "by country, one each");
        for team in NATIONAL {
            assert_eq!(country(&team.country).unwrap().code, team.country);
            let contact = Reach::read(&team.contact).unwrap_or_else(|| panic!("{}", team.contact));
            assert_eq!(contact.to_string(), team.contact, "as it is normalised");
            assert!(team.source.starts_with("https://"), "{}", team.source);
            assert!(!team.name.is_empty());
        }
    }

    #[test]
    fn a_file_replaces_a_team() {
        let mut teams = Csirts::default();
        let (before, count) = (teams.of("BR").cloned(), teams.len());
        teams
            .add("[[csirt]]\ncountry = \"br\"\nname = \"X\"\ncontact = \"x@example.net\"\nsource = \"us\"\n")
            .unwrap();
        assert_ne!(teams.of("BR").cloned(), before);
        assert_eq!(teams.len(), count);
        assert!(teams.add("[[csirt]]\ncountry = \"EU\"\nname = \"X\"\ncontact = \"x@example.net\"\nsource = \"\"\n").is_err());
        assert!(teams.of("ZZ").is_none());
    }
}
