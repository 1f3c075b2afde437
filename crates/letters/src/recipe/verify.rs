//! How one sees that a server is closed, and what is often done wrong on the way there.

use serde::Deserialize;

/// One check after the steps.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// Where it must be done.
    pub from: VerifyFrom,
    /// What is typed there; when absent, the letter's own way of testing from outside is meant.
    pub command: Option<String>,
    /// What must come back, verbatim; any one of these is right.
    pub expect: Vec<String>,
}

/// Where a check is done.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "kebab-case")]
pub enum VerifyFrom {
    /// From a machine outside every network that is trusted.
    Outside,
    /// On the server itself.
    Server,
}

impl VerifyFrom {
    /// Both of them.
    pub const ALL: &'static [Self] = &[Self::Outside, Self::Server];

    /// Its word; its sentence is the message `verify-<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Server => "server",
        }
    }
}

/// A mistake that is often made with this product.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// Which sentence says it.
    pub kind: MistakeKind,
    /// The setting, menu or option that it is made with.
    pub setting: Option<String>,
    /// The file that it is made in.
    pub file: Option<String>,
    /// What should have been run, or was run wrongly.
    pub command: Option<String>,
    /// The value that is wrong.
    pub value: Option<String>,
}

impl Mistake {
    /// What stands verbatim behind the sentence: file, setting with its value, command.
    #[must_use]
    pub fn details(&self) -> Vec<&str> {
        let parts = [&self.file, &self.setting, &self.value, &self.command];
        parts.into_iter().filter_map(|part| part.as_deref()).collect()
    }
}

/// The sorts of mistakes.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "kebab-case")]
pub enum MistakeKind {
    /// A setting holds everyone, or a network that is too wide.
    WideNetwork,
    /// A permitting line stands before the refusing one.
    Order,
    /// Another place overrides the setting.
    Overridden,
    /// A file was edited, and the command that makes it count was not run.
    NotRebuilt,
    /// It is open when the setting is missing.
    DefaultOpen,
    /// The address of a NAT, load balancer or container bridge is trusted.
    Nat,
    /// Another port, service or IPv6 is open still.
    OtherListener,
    /// A sender address, or a name that the client gives, opens the way.
    SenderTrust,
    /// Any password, a guessable one or none opens the way.
    WeakLogin,
    /// Connections to every port are allowed, 25 as well.
    AnyPort,
    /// Every domain that names this server as mail exchanger is accepted.
    BackupMx,
    /// A test from inside a trusted network says nothing.
    InsideTest,
    /// The request chooses the server behind.
    RequestChooses,
    /// No updates exist any more.
    Unmaintained,
    /// Found where nobody set it up, it means an intruder.
    Compromised,
}

impl MistakeKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::WideNetwork,
        Self::Order,
        Self::Overridden,
        Self::NotRebuilt,
        Self::DefaultOpen,
        Self::Nat,
        Self::OtherListener,
        Self::SenderTrust,
        Self::WeakLogin,
        Self::AnyPort,
        Self::BackupMx,
        Self::InsideTest,
        Self::RequestChooses,
        Self::Unmaintained,
        Self::Compromised,
    ];

    /// Its word; its sentence is the message `mistake-<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::WideNetwork => "wide-network",
            Self::Order => "order",
            Self::Overridden => "overridden",
            Self::NotRebuilt => "not-rebuilt",
            Self::DefaultOpen => "default-open",
            Self::Nat => "nat",
            Self::OtherListener => "other-listener",
            Self::SenderTrust => "sender-trust",
            Self::WeakLogin => "weak-login",
            Self::AnyPort => "any-port",
            Self::BackupMx => "backup-mx",
            Self::InsideTest => "inside-test",
            Self::RequestChooses => "request-chooses",
            Self::Unmaintained => "unmaintained",
            Self::Compromised => "compromised",
        }
    }
}
