//! `cerrojo user`, `partner` and `source`: who works with an operation, who stands behind it, who names suspects.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::Context as _;
use cerrojo_store::{Partner, ROLES, Role, Store, User};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::Status;
use crate::arguments::{Common, Format};
use crate::database::{self, DatabaseOptions};
use crate::moment::{exact, short};
use crate::output::{Output, one_line};

/// Options of `user`.
#[derive(Args, Clone, Debug)]
#[command(after_help = roles())]
pub(crate) struct Users {
    #[command(subcommand)]
    action: UserAction,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Clone, Debug, Subcommand)]
enum UserAction {
    /// List them.
    List,
    /// Add one, or give one another role.
    Add {
        /// The name by which the log knows them.
        name: String,
        /// What they may do, see below.
        #[arg(long)]
        role: String,
    },
    /// Take one away; what they did stays in the log.
    Remove {
        /// Their name.
        name: String,
    },
}

/// The roles, from their table.
fn roles() -> String {
    let mut text = String::from("Roles:\n");
    for role in ROLES {
        let _ = writeln!(text, "  {:<14} {}", role.id, role.about);
    }
    text
}

/// Options of `partner`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Partners {
    #[command(subcommand)]
    action: PartnerAction,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Clone, Debug, Subcommand)]
enum PartnerAction {
    /// List them.
    List,
    /// Add one, or replace the one of that name.
    Add {
        /// Its name.
        name: String,
        /// Its country, two letters.
        #[arg(long, value_name = "CC")]
        country: String,
        /// Its page, `https://…`.
        #[arg(long, value_name = "URL")]
        link: String,
        /// What stands where a logo would [default: its name].
        #[arg(long, value_name = "TEXT")]
        logo_text: Option<String>,
    },
    /// Take one away.
    Remove {
        /// Its name.
        name: String,
    },
}

/// Options of `source`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Sources {
    #[command(subcommand)]
    action: SourceAction,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Clone, Debug, Subcommand)]
enum SourceAction {
    /// List them; `cerrojo import` adds them, and as the log names them none is taken away.
    List,
}

/// A line for people, and the same for programs.
pub(crate) type Shown = (String, Value);

/// Runs `user`.
pub(crate) async fn users(options: &Users, common: &Common) -> anyhow::Result<Status> {
    let store =
        open(&options.database, common, matches!(options.action, UserAction::Add { .. })).await?;
    let done = user_action(&store, &options.action).await;
    store.close().await;
    show(common, &done?)
}

/// Runs `partner`.
pub(crate) async fn partners(options: &Partners, common: &Common) -> anyhow::Result<Status> {
    let adds = matches!(options.action, PartnerAction::Add { .. });
    let store = open(&options.database, common, adds).await?;
    let done = partner_action(&store, &options.action).await;
    store.close().await;
    show(common, &done?)
}

/// Runs `source`.
pub(crate) async fn sources(options: &Sources, common: &Common) -> anyhow::Result<Status> {
    let SourceAction::List = options.action;
    let store = open(&options.database, common, false).await?;
    let sources = store.sources().await;
    store.close().await;
    let shown: Vec<Shown> = sources?
        .into_iter()
        .map(|it| {
            let text = format!("{:<24} {:>9} suspects  last {} ({})", it.name, it.suspects, short(it.last_import_at), it.format);
            let object = json!({
                "schema": "cerrojo.source/1", "name": it.name, "format": it.format, "suspects": it.suspects,
                "first_import_at": exact(it.first_import_at), "last_import_at": exact(it.last_import_at),
            });
            (text, object)
        })
        .collect();
    show(common, &shown)
}

/// Whoever is added may be the first thing that an operation knows.
async fn open(options: &DatabaseOptions, common: &Common, adds: bool) -> anyhow::Result<Store> {
    if adds {
        return database::open(options, common).await;
    }
    database::open_existing(options, common).await
}

async fn user_action(store: &Store, action: &UserAction) -> anyhow::Result<Vec<Shown>> {
    let now = cerrojo_engine::now();
    match action {
        UserAction::List => Ok(store.users().await?.iter().map(user).collect()),
        UserAction::Add { name, role } => {
            let added = User { name: name.clone(), role: Role::find(role)?, since: now };
            store.put_user(&added).await?;
            Ok(store.user(name).await?.iter().map(user).collect())
        }
        UserAction::Remove { name } => {
            store.remove_user(name).await?;
            Ok(vec![removed("user", name)])
        }
    }
}

async fn partner_action(store: &Store, action: &PartnerAction) -> anyhow::Result<Vec<Shown>> {
    match action {
        PartnerAction::List => Ok(store.partners().await?.iter().map(partner).collect()),
        PartnerAction::Add { name, country, link, logo_text } => {
            let added = Partner {
                name: name.clone(),
                country: country.to_ascii_uppercase(),
                logo_text: logo_text.clone().unwrap_or_else(|| name.clone()),
                link: link.clone(),
                since: cerrojo_engine::now(),
            };
            store.put_partner(&added).await?;
            let all = store.partners().await?;
            Ok(all.iter().filter(|it| it.name == *name).map(partner).collect())
        }
        PartnerAction::Remove { name } => {
            store.remove_partner(name).await?;
            Ok(vec![removed("partner", name)])
        }
    }
}

fn user(user: &User) -> Shown {
    let User { name, role, since } = user;
    let text = format!("{name:<24} {:<14} since {}", role.id, short(*since));
    (
        text,
        json!({"schema": "cerrojo.user/1", "name": name, "role": role.id, "since": exact(*since)}),
    )
}

fn partner(partner: &Partner) -> Shown {
    let Partner { name, country, logo_text, link, since } = partner;
    let text = format!("{name:<24} {country}  {link}  since {}", short(*since));
    let object = json!({
        "schema": "cerrojo.partner/1", "name": name, "country": country, "logo_text": logo_text,
        "link": link, "since": exact(*since),
    });
    (text, object)
}

fn removed(what: &str, name: &str) -> Shown {
    let object = json!({"schema": format!("cerrojo.{what}/1"), "name": name, "removed": true});
    (format!("{name} is no {what} any more"), object)
}

pub(crate) fn show(common: &Common, shown: &[Shown]) -> anyhow::Result<Status> {
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    let write = |(text, object): &Shown| match common.format {
        Format::Text | Format::Csv => writeln!(output, "{}", one_line(text)),
        Format::Json => writeln!(output, "{object}"),
    };
    shown
        .iter()
        .try_for_each(write)
        .and_then(|()| output.flush())
        .context("cannot write the list")?;
    Ok(Status::Fine)
}
