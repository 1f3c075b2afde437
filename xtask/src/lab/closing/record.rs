//! What `lab/<server>/<variant>/closing.toml` says: which recipe, what holds here, who must still get in.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::Context;
use cerrojo_letters::recipe::{self, Recipe, Step};
use serde::Deserialize;

use crate::lab::variant::Expect;

/// `closing.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Closing {
    /// The id of the recipe.
    pub(super) recipe: String,
    /// The conditions that hold here, by their ids; steps under others are left out.
    #[serde(default)]
    holds: Vec<String>,
    /// What the check must say afterwards.
    #[serde(default = "closed")]
    pub(super) expect: Expect,
    /// Run before the first step: what the reader has to stop.
    pub(super) before: Option<String>,
    /// What the init system would do when it is told to start the server again.
    pub(super) restart: Option<String>,
    /// Where a file of the recipe lies here.
    #[serde(default)]
    files: BTreeMap<String, String>,
    /// Files that are taken out from the first line with this beginning on when a setting of
    /// several lines is replaced.
    #[serde(default)]
    pub(super) cut: BTreeMap<String, String>,
    /// Who must still get through.
    #[serde(default)]
    pub(super) legitimate: Vec<Visitor>,
}

/// Someone with a right to the server, and what they do there.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Visitor {
    pub(super) way: Way,
    /// Where it is done.
    pub(super) port: u16,
    /// Whether they come from anywhere, and not from the trusted network.
    #[serde(default)]
    pub(super) stranger: bool,
    /// To whom of the server's own domain they write.
    #[serde(default = "postmaster")]
    pub(super) user: String,
    /// Whether they give the name and the password of the recipes' example.
    #[serde(default)]
    pub(super) login: bool,
}

/// What a visitor does.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Way {
    /// Sends mail to someone elsewhere.
    Relay,
    /// Sends mail to someone of the server's own domain.
    OwnDomain,
    /// Gets a page through the proxy.
    Get,
    /// Gets a page through a tunnel of the proxy to port 443.
    Connect,
    /// Gets a page through SOCKS 5.
    Socks,
    /// Gets the server's own page.
    Site,
}

impl Closing {
    /// Reads the file in the folder of a variant; none when that is not closed.
    ///
    /// # Errors
    /// The file does not say what it must: ours.
    pub(super) fn read(folder: &Path) -> anyhow::Result<Option<Self>> {
        let file = folder.join("closing.toml");
        if !file.exists() {
            return Ok(None);
        }
        let text =
            std::fs::read_to_string(&file).with_context(|| format!("read {}", file.display()))?;
        toml::from_str(&text).with_context(|| format!("in {}", file.display())).map(Some)
    }

    /// The recipe that it names.
    ///
    /// # Errors
    /// There is none of that name: ours.
    pub(super) fn recipe(&self) -> anyhow::Result<&'static Recipe> {
        recipe::by_id(&self.recipe).with_context(|| format!("no recipe {}", self.recipe))
    }

    /// The steps that are done here: those whose conditions hold, and of two alternatives the second.
    pub(super) fn steps<'a>(&self, recipe: &'a Recipe) -> Vec<&'a Step> {
        let mut steps: Vec<&Step> = Vec::new();
        for step in &recipe.steps {
            let holds = |id: &str| self.holds.iter().any(|held| held == id);
            if !step.when.iter().all(|when| holds(when.id())) {
                continue;
            }
            if step.when.iter().any(|when| when.id() == "alternative") {
                steps.pop();
            }
            steps.push(step);
        }
        steps
    }

    /// The files that lie elsewhere here, and where.
    pub(super) fn moved(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(file, here)| (file.as_str(), here.as_str()))
    }

    /// Where `file` lies here.
    pub(super) fn path<'a>(&'a self, file: &'a str) -> &'a str {
        self.files.get(file).map_or(file, String::as_str)
    }
}

fn postmaster() -> String {
    "postmaster".to_owned()
}

fn closed() -> Expect {
    Expect::Closed
}

impl fmt::Display for Visitor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.way {
            Way::Relay => "mail to elsewhere",
            Way::OwnDomain => "mail to its own domain",
            Way::Get => "a page through it",
            Way::Connect => "a tunnel to port 443",
            Way::Socks => "a page by SOCKS",
            Way::Site => "its own page",
        };
        let who = if self.stranger { "a stranger" } else { "its own network" };
        write!(formatter, "{what} on port {} from {who}", self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::Closing;
    use crate::lab::catalogue::Catalogue;
    use crate::lab::variant::Expect;

    #[test]
    fn every_closing_is_of_an_open_server_and_says_who_must_still_get_in() {
        let lab = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../lab");
        let mut closings = 0;
        for variant in &Catalogue::read(&lab).unwrap().variants {
            let Some(closing) = Closing::read(&variant.folder).unwrap() else { continue };
            closings += 1;
            let name = &variant.name;
            assert_eq!(variant.record.expect, Expect::Open, "{name}: nothing to close");
            assert!(!closing.legitimate.is_empty(), "{name}: closed for everyone is no art");
            let recipe = closing.recipe().unwrap();
            assert!(!closing.steps(recipe).is_empty(), "{name}");
            let ids: Vec<&str> =
                cerrojo_letters::recipe::ConditionKind::ALL.iter().map(|kind| kind.id()).collect();
            assert!(closing.holds.iter().all(|held| ids.contains(&held.as_str())), "{name}");
        }
        assert!(closings >= 15, "{closings}");
    }
}
