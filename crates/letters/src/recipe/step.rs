//! One step of a recipe: what is to be done, and when it is to be done at all.

use serde::Deserialize;

use super::action::Action;
use super::version::{Operator, Requirement};

/// One step.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(try_from = "toml::Table")]
pub struct Step {
    /// Only under all of these; always when there are none.
    pub when: Vec<Condition>,
    /// What is to be done.
    pub action: Action,
}

impl TryFrom<toml::Table> for Step {
    type Error = toml::de::Error;

    fn try_from(mut table: toml::Table) -> Result<Self, Self::Error> {
        let when = table.remove("when");
        let when = when.map(toml::Value::try_into).transpose()?.unwrap_or_default();
        Ok(Self { when, action: toml::Value::Table(table).try_into()? })
    }
}

/// When a step is to be done, written as `debian` or `version <2.10`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(try_from = "String")]
pub struct Condition {
    /// Which sentence says it.
    pub kind: ConditionKind,
    /// The version that it turns on, of the two kinds that turn on one.
    pub version: Option<String>,
}

impl Condition {
    /// The word of its kind; its sentence is the message `when-<id>`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.kind.id()
    }
}

impl TryFrom<String> for Condition {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if let Some(wanted) = text.strip_prefix("version ") {
            let wanted: Requirement = wanted.parse()?;
            let kind = match wanted.operator {
                Operator::Below => ConditionKind::VersionBelow,
                Operator::From => ConditionKind::VersionFrom,
            };
            return Ok(Self { kind, version: Some(wanted.version) });
        }
        let plain = |kind: &&ConditionKind| kind.id() == text && !kind.has_version();
        let found = ConditionKind::ALL.iter().find(plain);
        let kind = *found.ok_or_else(|| format!("{text} is no condition"))?;
        Ok(Self { kind, version: None })
    }
}

/// The sorts of conditions.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ConditionKind {
    /// On Debian and what is made from it, with their packaging.
    Debian,
    /// With a configuration in one file, written by hand.
    Monolithic,
    /// Versions older than one.
    VersionBelow,
    /// One version and those after it.
    VersionFrom,
    /// Behind NAT, a load balancer or a forwarded port.
    Nat,
    /// In a container with a published port.
    Container,
    /// Where users must get in from outside their own networks.
    NeedsRemoteUsers,
    /// Where machines inside must send or connect through it.
    NeedsForwarding,
    /// Where nobody needs it.
    Unused,
    /// In place of the step before.
    Alternative,
}

impl ConditionKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Debian,
        Self::Monolithic,
        Self::VersionBelow,
        Self::VersionFrom,
        Self::Nat,
        Self::Container,
        Self::NeedsRemoteUsers,
        Self::NeedsForwarding,
        Self::Unused,
        Self::Alternative,
    ];

    /// Its word; its sentence is the message `when-<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Debian => "debian",
            Self::Monolithic => "monolithic",
            Self::VersionBelow => "version-below",
            Self::VersionFrom => "version-from",
            Self::Nat => "nat",
            Self::Container => "container",
            Self::NeedsRemoteUsers => "needs-remote-users",
            Self::NeedsForwarding => "needs-forwarding",
            Self::Unused => "unused",
            Self::Alternative => "alternative",
        }
    }

    /// Whether its sentence has the argument `version`.
    #[must_use]
    pub const fn has_version(self) -> bool {
        matches!(self, Self::VersionBelow | Self::VersionFrom)
    }
}
