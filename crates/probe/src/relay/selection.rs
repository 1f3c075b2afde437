//! Which tests a run uses: a level, the set `nmap`, or ids.

use super::table::{NMAP, RelayTest, TESTS, Tier};

/// The tests of a run, in the order they are asked.
#[derive(Clone, Debug)]
pub struct Selection {
    picks: Vec<Pick>,
    tier: Option<Tier>,
}

/// The sender of one row with everything else of another; mostly the same row twice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pick {
    pub(super) sender: &'static RelayTest,
    pub(super) recipient: &'static RelayTest,
}

/// The user named a test that does not exist.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SelectionError {
    /// No row has this id.
    #[error(
        "there is no test `{id}`; take quick, standard, thorough, nmap, or ids such as plain,percent-host,http-connect,socks5:25 (`cerrojo check --list-tests` lists them)"
    )]
    NoSuchTest {
        /// What was asked for.
        id: String,
    },
    /// Nothing was named.
    #[error(
        "no test was named; take quick, standard, thorough, nmap, or ids such as plain,percent-host"
    )]
    Empty,
}

impl Selection {
    /// Reads `quick`, `standard`, `thorough`, `nmap`, or ids separated by commas, where `a+b` takes
    /// the sender of `a` and all else of `b`.
    ///
    /// # Errors
    ///
    /// The caller's: an id that is not in [`TESTS`], or none at all.
    pub fn parse(text: &str) -> Result<Self, SelectionError> {
        let tier = match text {
            "quick" => Some(Tier::Quick),
            "standard" => Some(Tier::Standard),
            "thorough" => Some(Tier::Thorough),
            _ => None,
        };
        if let Some(tier) = tier {
            let rows = TESTS.iter().filter(|row| row.tier <= tier);
            let picks = rows.map(|row| Pick { sender: row, recipient: row }).collect();
            return Ok(Self { picks, tier: Some(tier) });
        }
        let ids: Vec<&str> = match text {
            "nmap" => NMAP.to_vec(),
            ids => ids.split(',').map(str::trim).filter(|id| !id.is_empty()).collect(),
        };
        let picks = ids.iter().map(|id| pick(id)).collect::<Result<Vec<_>, _>>()?;
        if picks.is_empty() { Err(SelectionError::Empty) } else { Ok(Self { picks, tier: None }) }
    }

    /// Whether everything is asked and every accepted form proven.
    #[must_use]
    pub fn is_thorough(&self) -> bool {
        self.tier == Some(Tier::Thorough)
    }

    /// Whether it is only a first look.
    #[must_use]
    pub fn is_quick(&self) -> bool {
        self.tier == Some(Tier::Quick)
    }

    /// Whether the rarer forms may be left out where asking them all would take very long.
    pub(super) fn may_be_shortened(&self) -> bool {
        self.tier == Some(Tier::Standard)
    }

    /// The picks; `again` leaves out what needs no second asking after STARTTLS.
    pub(super) fn picks(&self, again: bool) -> impl Iterator<Item = &Pick> {
        let narrow = again && matches!(self.tier, Some(Tier::Quick | Tier::Standard));
        self.picks.iter().filter(move |pick| !narrow || pick.recipient.after_starttls)
    }
}

fn pick(id: &str) -> Result<Pick, SelectionError> {
    let row = |id: &str| {
        let found = TESTS.iter().find(|row| row.id == id);
        found.ok_or_else(|| SelectionError::NoSuchTest { id: id.to_owned() })
    };
    // Reports name the domain behind a colon; asked again, the row tries them all.
    let plain = |id: &str| id.split(':').next().unwrap_or_default().to_owned();
    Ok(match id.split_once('+') {
        Some((sender, recipient)) => {
            Pick { sender: row(&plain(sender))?, recipient: row(&plain(recipient))? }
        }
        None => Pick { sender: row(&plain(id))?, recipient: row(&plain(id))? },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_grow_and_ids_are_checked() {
        let count = |text| Selection::parse(text).unwrap().picks.len();
        assert_eq!(count("quick"), 1);
        assert_eq!(count("nmap"), 16);
        assert!(count("standard") > 16 && count("thorough") == TESTS.len());
        assert_eq!(count("plain, null-sender"), 2);
        assert!(matches!(Selection::parse("plian"), Err(SelectionError::NoSuchTest { .. })));
        assert_eq!(Selection::parse(" ,").err(), Some(SelectionError::Empty));
    }
}
