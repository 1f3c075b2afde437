//! Tells how a product that was found open is closed: the steps, the test afterwards, the usual mistakes.
//!
//! A recipe is one file of `crates/letters/recipes/` and holds no sentence in anybody's language: only
//! what is typed, ticked or read on the screen, verbatim. The sentence around each [`StepKind`],
//! [`ConditionKind`], [`MistakeKind`] and [`Example`] is written once per language and serves all products.
//!
//! To add a product, write `<id>.toml` there and its line in `RECIPES`; the tests below walk both.

mod action;
mod example;
mod step;
#[cfg(test)]
mod tests;
mod verify;
mod version;

pub use action::{
    Action, Commands, Field, Item, Line, Nothing, Order, Ports, Release, Setting, StepKind, Text,
    Value,
};
pub use example::Example;
pub use step::{Condition, ConditionKind, Step};
pub use verify::{Mistake, MistakeKind, Verify, VerifyFrom};
pub use version::{Operator, Requirement};

use std::sync::LazyLock;

use cerrojo_model::Kind;
use serde::Deserialize;

/// The id of every recipe and its text.
#[rustfmt::skip]
const RECIPES: &[(&str, &str)] = &[
    ("3proxy", include_str!("../../recipes/3proxy.toml")),
    ("analogx", include_str!("../../recipes/analogx.toml")),
    ("apache-httpd", include_str!("../../recipes/apache-httpd.toml")),
    ("apache-traffic-server", include_str!("../../recipes/apache-traffic-server.toml")),
    ("caddy", include_str!("../../recipes/caddy.toml")),
    ("ccproxy", include_str!("../../recipes/ccproxy.toml")),
    ("courier", include_str!("../../recipes/courier.toml")),
    ("dante", include_str!("../../recipes/dante.toml")),
    ("docker-proxy", include_str!("../../recipes/docker-proxy.toml")),
    ("envoy", include_str!("../../recipes/envoy.toml")),
    ("exchange-online", include_str!("../../recipes/exchange-online.toml")),
    ("exim", include_str!("../../recipes/exim.toml")),
    ("fortios", include_str!("../../recipes/fortios.toml")),
    ("gost", include_str!("../../recipes/gost.toml")),
    ("haproxy", include_str!("../../recipes/haproxy.toml")),
    ("haraka", include_str!("../../recipes/haraka.toml")),
    ("hcl-domino", include_str!("../../recipes/hcl-domino.toml")),
    ("hmailserver", include_str!("../../recipes/hmailserver.toml")),
    ("icewarp", include_str!("../../recipes/icewarp.toml")),
    ("kerio-connect", include_str!("../../recipes/kerio-connect.toml")),
    ("mailenable", include_str!("../../recipes/mailenable.toml")),
    ("mdaemon", include_str!("../../recipes/mdaemon.toml")),
    ("microsocks", include_str!("../../recipes/microsocks.toml")),
    ("microsoft-exchange", include_str!("../../recipes/microsoft-exchange.toml")),
    ("microsoft-iis-smtp", include_str!("../../recipes/microsoft-iis-smtp.toml")),
    ("mikrotik", include_str!("../../recipes/mikrotik.toml")),
    ("nginx", include_str!("../../recipes/nginx.toml")),
    ("opensmtpd", include_str!("../../recipes/opensmtpd.toml")),
    ("openssh", include_str!("../../recipes/openssh.toml")),
    ("pfsense-squid", include_str!("../../recipes/pfsense-squid.toml")),
    ("postfix", include_str!("../../recipes/postfix.toml")),
    ("privoxy", include_str!("../../recipes/privoxy.toml")),
    ("proxysg", include_str!("../../recipes/proxysg.toml")),
    ("qmail", include_str!("../../recipes/qmail.toml")),
    ("sendmail", include_str!("../../recipes/sendmail.toml")),
    ("shadowsocks", include_str!("../../recipes/shadowsocks.toml")),
    ("squid", include_str!("../../recipes/squid.toml")),
    ("synology", include_str!("../../recipes/synology.toml")),
    ("tinyproxy", include_str!("../../recipes/tinyproxy.toml")),
    ("tor", include_str!("../../recipes/tor.toml")),
    ("varnish", include_str!("../../recipes/varnish.toml")),
    ("wingate", include_str!("../../recipes/wingate.toml")),
    ("xray", include_str!("../../recipes/xray.toml")),
    ("zimbra", include_str!("../../recipes/zimbra.toml")),
];

/// All recipes, read when the first one is asked for; the tests hold that every text can be read.
static READ: LazyLock<Vec<Recipe>> =
    LazyLock::new(|| RECIPES.iter().filter_map(|(_, text)| Recipe::read(text).ok()).collect());

/// The id of every recipe and its text, by id: what letters tell is made of exactly these.
pub fn sources() -> impl Iterator<Item = (&'static str, &'static str)> {
    RECIPES.iter().copied()
}

/// How one product is closed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Its name in files, in kebab case; never changes meaning.
    pub id: String,
    /// The product's name as its makers write it.
    pub name: String,
    /// What it was found to be.
    #[serde(deserialize_with = "kind")]
    pub kind: Kind,
    /// The names under which we recognise it, each as in `cerrojo_probe::software::PRODUCTS`.
    #[serde(default)]
    pub software: Vec<String>,
    /// The versions that it is good for; all of them when absent.
    pub versions: Option<Requirement>,
    /// The page of the makers (or of who documents it best) that says the same, over HTTPS.
    pub manual: String,
    /// What is to be done, in this order.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    /// How one sees that it is closed.
    pub verify: Vec<Verify>,
    /// What is often done wrong.
    #[serde(default, rename = "mistake")]
    pub mistakes: Vec<Mistake>,
}

/// Why a text is no recipe: its author's fault.
#[derive(Debug, thiserror::Error)]
#[error("this is no recipe: {source}")]
pub struct Unreadable {
    /// What is wrong and where.
    #[from]
    source: toml::de::Error,
}

impl Recipe {
    /// Reads a recipe from TOML; an operator's own text takes the place of ours by its id.
    ///
    /// # Errors
    /// The text is not TOML, lacks a field, or has one that we do not know: its author's fault.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        Ok(toml::from_str(text)?)
    }

    /// Whether it is for `name` in `version`; without a version it is when the name is right.
    #[must_use]
    pub fn is_for(&self, name: &str, version: Option<&str>, kind: Kind) -> bool {
        let named = self.kind == kind && self.software.iter().any(|known| known == name);
        let fits = |version: &str| {
            self.versions.as_ref().is_none_or(|requirement| requirement.allows(version))
        };
        named && version.is_none_or(fits)
    }

    /// The examples in its steps and checks that a reader must replace by their own, each once.
    #[must_use]
    pub fn examples(&self) -> Vec<Example> {
        let steps = self.steps.iter().flat_map(|step| step.action.verbatim());
        let checks = self.verify.iter().filter_map(|verify| verify.command.as_deref());
        let texts: Vec<&str> = steps.chain(checks).collect();
        let used = |example: &&Example| texts.iter().any(|text| example.is_in(text));
        Example::ALL.iter().filter(used).copied().collect()
    }
}

/// All recipes, sorted by id.
#[must_use]
pub fn all() -> &'static [Recipe] {
    &READ
}

/// The recipe called `id`.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Recipe> {
    all().iter().find(|recipe| recipe.id == id)
}

/// The recipe for recognised software, or nothing when there is none for it in that version.
///
/// `name` and `version` are what recognition gave; a version that is no version counts as none.
#[must_use]
pub fn for_software(name: &str, version: Option<&str>, kind: Kind) -> Option<&'static Recipe> {
    all().iter().find(|recipe| recipe.is_for(name, version, kind))
}

/// Reads `open-relay` or `open-proxy`.
fn kind<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Kind, D::Error> {
    let word = String::deserialize(deserializer)?;
    let found = Kind::ALL.iter().find(|kind| kind.id() == word);
    found.copied().ok_or_else(|| serde::de::Error::custom(format!("{word} is no kind")))
}
