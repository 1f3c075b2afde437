//! What one step of a recipe asks for, with the verbatim parts that its sentence needs.
//!
//! Some parts stand inside the sentence ([`Action::arguments`]), what has lines of its own stands
//! below it ([`Action::block`]). All of it is printed as it is, in every language.

use serde::Deserialize;

/// What is to be done.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Action {
    /// Run these as administrator.
    Run(Commands),
    /// Look at what these print: nothing may be there that nobody set up.
    Inspect(Commands),
    /// These lines must stand in the file.
    Edit(Text),
    /// These lines must not stand in the file.
    Remove(Text),
    /// Give a setting this value.
    Set(Value),
    /// A setting must not stand in the file at all.
    Unset(Setting),
    /// One line must stand before another: the first that fits decides.
    Order(Order),
    /// A setting may hold one's own networks only.
    Limit(Line),
    /// A setting lets it listen on an inside address only.
    Bind(Line),
    /// Tick this.
    Tick(Item),
    /// Take the tick away.
    Untick(Item),
    /// Remove everything from a list that is not one's own.
    Empty(Item),
    /// Choose a value in a menu or list.
    Choose(Field),
    /// Type a value into a field.
    Enter(Field),
    /// Build tables or configuration anew, without which an edit has no effect.
    Rebuild(Commands),
    /// Check the configuration before it is loaded.
    CheckSyntax(Commands),
    /// Load the configuration, or start again.
    Restart(Commands),
    /// Block ports from the Internet side.
    Firewall(Ports),
    /// Upgrade to this version at least.
    Upgrade(Release),
    /// It has no access control: keep everyone outside away from it, or take another product.
    Replace(Nothing),
}

/// What is typed at a prompt.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Commands {
    /// One per line, in this order.
    pub commands: Vec<String>,
}

/// Lines of a file.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Its path, or its name where paths differ.
    pub file: String,
    /// The lines, with their line breaks.
    pub text: String,
}

/// A setting and its value.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// The file that holds it.
    pub file: String,
    /// Its name.
    pub setting: String,
    /// What it is set to.
    pub value: String,
}

/// A setting without a value.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// The file that holds it.
    pub file: String,
    /// Its name.
    pub setting: String,
}

/// Two lines whose order matters.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The file that holds both.
    pub file: String,
    /// The line that must come first.
    pub first: String,
    /// The line that must come after it.
    pub then: String,
}

/// A setting and how its lines look with an example for a value.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The file that holds it.
    pub file: String,
    /// Its name.
    pub setting: String,
    /// The lines, with an [`Example`](super::Example) where the reader's own value goes.
    pub text: String,
}

/// Something in a window or a menu.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// From the program to the page, outermost first.
    pub path: Vec<String>,
    /// Its label.
    pub item: String,
}

/// Something in a window that takes a value.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// From the program to the page, outermost first.
    pub path: Vec<String>,
    /// Its label.
    pub item: String,
    /// What is chosen or typed.
    pub value: String,
}

/// Ports to block.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Ports {
    /// TCP ports.
    pub ports: Vec<u16>,
}

/// A version to have at least.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// As its makers write it.
    pub version: String,
}

/// Nothing to say verbatim.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Which sentence a step is said with.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[expect(missing_docs, reason = "each is the variant of Action with the same name")]
pub enum StepKind {
    Run,
    Inspect,
    Edit,
    Remove,
    Set,
    Unset,
    Order,
    Limit,
    Bind,
    Tick,
    Untick,
    Empty,
    Choose,
    Enter,
    Rebuild,
    CheckSyntax,
    Restart,
    Firewall,
    Upgrade,
    Replace,
}

impl StepKind {
    /// All of them.
    #[rustfmt::skip]
    pub const ALL: &'static [Self] = &[
        Self::Run, Self::Inspect, Self::Edit, Self::Remove, Self::Set, Self::Unset, Self::Order,
        Self::Limit, Self::Bind, Self::Tick, Self::Untick, Self::Empty, Self::Choose, Self::Enter,
        Self::Rebuild, Self::CheckSyntax, Self::Restart, Self::Firewall, Self::Upgrade, Self::Replace,
    ];

    /// Its word in recipes; its sentence is the message `step-<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Inspect => "inspect",
            Self::Edit => "edit",
            Self::Remove => "remove",
            Self::Set => "set",
            Self::Unset => "unset",
            Self::Order => "order",
            Self::Limit => "limit",
            Self::Bind => "bind",
            Self::Tick => "tick",
            Self::Untick => "untick",
            Self::Empty => "empty",
            Self::Choose => "choose",
            Self::Enter => "enter",
            Self::Rebuild => "rebuild",
            Self::CheckSyntax => "check-syntax",
            Self::Restart => "restart",
            Self::Firewall => "firewall",
            Self::Upgrade => "upgrade",
            Self::Replace => "replace",
        }
    }

    /// The names of the arguments that its sentence may use; each step of this kind gives all of them.
    #[must_use]
    pub const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Edit | Self::Remove => &["file"],
            Self::Set => &["file", "setting", "value"],
            Self::Unset | Self::Limit | Self::Bind => &["file", "setting"],
            Self::Order => &["file", "first", "then"],
            Self::Tick | Self::Untick | Self::Empty => &["path", "item"],
            Self::Choose | Self::Enter => &["path", "item", "value"],
            Self::Firewall => &["ports"],
            Self::Upgrade => &["version"],
            Self::Run
            | Self::Inspect
            | Self::Rebuild
            | Self::CheckSyntax
            | Self::Restart
            | Self::Replace => &[],
        }
    }
}

impl Action {
    /// Which sentence says it.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Run(_) => StepKind::Run,
            Self::Inspect(_) => StepKind::Inspect,
            Self::Edit(_) => StepKind::Edit,
            Self::Remove(_) => StepKind::Remove,
            Self::Set(_) => StepKind::Set,
            Self::Unset(_) => StepKind::Unset,
            Self::Order(_) => StepKind::Order,
            Self::Limit(_) => StepKind::Limit,
            Self::Bind(_) => StepKind::Bind,
            Self::Tick(_) => StepKind::Tick,
            Self::Untick(_) => StepKind::Untick,
            Self::Empty(_) => StepKind::Empty,
            Self::Choose(_) => StepKind::Choose,
            Self::Enter(_) => StepKind::Enter,
            Self::Rebuild(_) => StepKind::Rebuild,
            Self::CheckSyntax(_) => StepKind::CheckSyntax,
            Self::Restart(_) => StepKind::Restart,
            Self::Firewall(_) => StepKind::Firewall,
            Self::Upgrade(_) => StepKind::Upgrade,
            Self::Replace(_) => StepKind::Replace,
        }
    }

    /// What stands inside the sentence, by the names of [`StepKind::arguments`] and in their order.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        let names = self.kind().arguments();
        names.iter().copied().zip(self.inside()).collect()
    }

    fn inside(&self) -> Vec<String> {
        match self {
            Self::Run(_)
            | Self::Inspect(_)
            | Self::Rebuild(_)
            | Self::CheckSyntax(_)
            | Self::Restart(_)
            | Self::Replace(_) => Vec::new(),
            Self::Edit(it) | Self::Remove(it) => vec![it.file.clone()],
            Self::Set(it) => vec![it.file.clone(), it.setting.clone(), it.value.clone()],
            Self::Unset(it) => vec![it.file.clone(), it.setting.clone()],
            Self::Order(it) => vec![it.file.clone(), it.first.clone(), it.then.clone()],
            Self::Limit(it) | Self::Bind(it) => vec![it.file.clone(), it.setting.clone()],
            Self::Tick(it) | Self::Untick(it) | Self::Empty(it) => {
                vec![path(&it.path), it.item.clone()]
            }
            Self::Choose(it) | Self::Enter(it) => {
                vec![path(&it.path), it.item.clone(), it.value.clone()]
            }
            Self::Firewall(it) => {
                let ports: Vec<String> = it.ports.iter().map(u16::to_string).collect();
                vec![ports.join(", ")]
            }
            Self::Upgrade(it) => vec![it.version.clone()],
        }
    }

    /// The lines that stand below the sentence; none when it says everything.
    #[must_use]
    pub fn block(&self) -> Vec<&str> {
        match self {
            Self::Run(it)
            | Self::Inspect(it)
            | Self::Rebuild(it)
            | Self::CheckSyntax(it)
            | Self::Restart(it) => it.commands.iter().map(String::as_str).collect(),
            Self::Edit(it) | Self::Remove(it) => it.text.lines().collect(),
            Self::Limit(it) | Self::Bind(it) => it.text.lines().collect(),
            _ => Vec::new(),
        }
    }

    /// Every verbatim part that may hold an example.
    pub(super) fn verbatim(&self) -> Vec<&str> {
        match self {
            Self::Set(it) => vec![&it.value],
            Self::Order(it) => vec![&it.first, &it.then],
            Self::Choose(it) | Self::Enter(it) => vec![&it.value],
            _ => self.block(),
        }
    }
}

/// `Settings > Advanced`.
fn path(parts: &[String]) -> String {
    parts.join(" > ")
}
