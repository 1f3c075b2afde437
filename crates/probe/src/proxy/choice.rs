//! Which protocols a run uses: a level, or ids with or without a port.

use super::PROTOCOLS;
use super::ports::Expects;
use super::protocol::{Form, Protocol, Tier};

/// The protocols of a run, in the order they are asked.
#[derive(Clone, Debug)]
pub struct Choice {
    picks: Vec<(&'static Protocol, Option<u16>)>,
    tier: Option<Tier>,
}

/// The user named a protocol that does not exist.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "there is no test `{id}`; take quick, standard, thorough, or ids such as plain,http-connect,socks5:25 (`cerrojo check --list-tests` lists them)"
)]
pub struct ChoiceError {
    /// What was asked for.
    pub id: String,
}

impl Choice {
    /// All protocols of a level.
    #[must_use]
    pub fn of(tier: Tier) -> Self {
        let rows = PROTOCOLS.iter().filter(|row| row.tier <= tier);
        Self { picks: rows.map(|row| (*row, None)).collect(), tier: Some(tier) }
    }

    /// Whether this is the id of a protocol, with or without a port behind a colon.
    #[must_use]
    pub fn knows(id: &str) -> bool {
        pick(id).is_some()
    }

    /// Takes the protocols of these ids, in the table's order.
    ///
    /// # Errors
    ///
    /// The caller's: an id that is not in [`PROTOCOLS`].
    pub fn parse<'a>(ids: impl IntoIterator<Item = &'a str>) -> Result<Self, ChoiceError> {
        let mut picks = Vec::new();
        for id in ids {
            picks.push(pick(id).ok_or_else(|| ChoiceError { id: id.to_owned() })?);
        }
        picks.sort_by_key(|(row, _)| PROTOCOLS.iter().position(|known| known.id == row.id));
        Ok(Self { picks, tier: None })
    }

    /// Whether everything is asked.
    #[must_use]
    pub fn is_thorough(&self) -> bool {
        self.tier == Some(Tier::Thorough)
    }

    /// Whether it is only a first look.
    #[must_use]
    pub fn is_quick(&self) -> bool {
        self.tier == Some(Tier::Quick)
    }

    /// Whether the user named the protocols: then nothing is added and nothing left out.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.tier.is_none()
    }

    /// Whether nothing is asked of proxies.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.picks.is_empty()
    }

    /// Whether any of it is asked where that is taken to be spoken.
    #[must_use]
    pub fn fits(&self, expects: Expects) -> bool {
        self.picks.iter().any(|(row, _)| expects.families().contains(&row.family))
    }

    /// The ports of our sinks that the user named.
    pub fn ports(&self) -> impl Iterator<Item = (&'static str, u16)> + '_ {
        let sinks = self.picks.iter().filter(|(row, _)| row.form != Form::Loopback);
        sinks.filter_map(|(row, port)| port.map(|port| (row.id, port)))
    }

    /// The protocols, each with the one port it is narrowed to.
    pub(super) fn picks(&self) -> impl Iterator<Item = (&'static Protocol, Option<u16>)> + '_ {
        self.picks.iter().copied()
    }
}

fn pick(id: &str) -> Option<(&'static Protocol, Option<u16>)> {
    let (name, port) = match id.split_once(':') {
        // What is sent through is sent when the way is open: asked again, the way is.
        Some((name, port)) => {
            (name, Some(port.strip_suffix(":mail").unwrap_or(port).parse().ok()?))
        }
        None => (id, None),
    };
    PROTOCOLS.iter().find(|row| row.id == name).map(|row| (*row, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_grow_and_ids_are_checked() {
        let count = |tier| Choice::of(tier).picks.len();
        assert!(count(Tier::Quick) < count(Tier::Standard));
        assert_eq!(count(Tier::Thorough), PROTOCOLS.len());
        let named = Choice::parse(["socks5:25", "http-connect", "http-connect:25:mail"]).unwrap();
        let ids: Vec<_> = named.picks().map(|(row, port)| (row.id, port)).collect();
        assert_eq!(ids, [("http-connect", None), ("http-connect", Some(25)), ("socks5", Some(25))]);
        assert!(
            Choice::knows("socks5-name") && !Choice::knows("plain") && !Choice::knows("socks5:x")
        );
        assert_eq!(named.ports().collect::<Vec<_>>(), [("http-connect", 25), ("socks5", 25)]);
        assert!(named.fits(Expects::Http) && !named.fits(Expects::Telnet));
        assert_eq!(Choice::parse(["sock5"]).unwrap_err().id, "sock5");
    }
}
