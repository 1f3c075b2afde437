//! `cerrojo scope`: what may be asked, on whose authority, and who is left alone.

mod file;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use cerrojo_engine::{EngineError, Scope, own_addresses};
use cerrojo_store::{Excluded, Exclusion, Store};
use clap::{Args, Subcommand, ValueEnum};
use ipnet::IpNet;
use serde_json::json;

use crate::Status;
use crate::arguments::Common;
use crate::case::By;
use crate::database::{self, DatabaseOptions};
use crate::moment::{exact, short};
use crate::people::{Shown, show};

/// Options of `scope`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
The checks of an operation (`cerrojo verify`, `cerrojo serve`) ask what the scope files of its database permit,
and what --scope permits besides; `cerrojo check` asks what its --scope permits. An exclusion beats everything.

Exit status of `check`: 0 all of them may be asked, 3 not all, 2 could not tell.")]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// Show the scopes of the operation, and who is left alone.
    Show,
    /// Keep a scope file with the operation, or replace the one of that name.
    Add {
        /// What to call it.
        name: String,
        /// The file; it is read now and kept.
        file: PathBuf,
        #[command(flatten)]
        by: By,
    },
    /// Take a scope away: what only it permitted is not asked any more.
    Remove {
        /// Its name.
        name: String,
    },
    /// May these be asked? Nothing is sent.
    Check {
        /// Addresses.
        #[arg(required = true)]
        addresses: Vec<IpAddr>,
        /// A scope file besides those of the operation.
        #[arg(long, value_name = "FILE")]
        scope: Option<PathBuf>,
    },
    /// Leave an address or a network alone, and keep why.
    Exclude {
        /// The address or network.
        #[arg(value_parser = network)]
        network: IpNet,
        /// Who asked for it, and what proves that they may.
        #[arg(long, value_name = "TEXT")]
        why: String,
        /// Of what; in a scope file it is checks [default: both].
        #[arg(long, value_enum)]
        of: Option<Of>,
        /// Write it into this scope file, in place of the operation's database.
        #[arg(long, value_name = "FILE")]
        scope: Option<PathBuf>,
        #[command(flatten)]
        by: By,
    },
    /// Take an exclusion back.
    Include {
        /// The address or network, as it was excluded.
        #[arg(value_parser = network)]
        network: IpNet,
    },
}

/// What somebody is left out of.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Of {
    /// Letters.
    Mail,
    /// Checks.
    Checks,
    /// Both.
    Both,
}

fn network(text: &str) -> Result<IpNet, String> {
    let one = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    one.map(|network| network.trunc())
        .map_err(|_| "want an address or a network such as 192.0.2.0/24".to_owned())
}

/// Runs the command.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    match &options.action {
        Action::Check { addresses, scope } => {
            check(options, common, addresses, scope.as_ref()).await
        }
        Action::Exclude { network, why, of, scope: Some(path), .. } => {
            if matches!(of, Some(Of::Mail | Of::Both)) {
                bail!(
                    "a scope file is about checks; leave --scope out to exclude {network} from mail"
                );
            }
            file::exclude(path, *network, why)?;
            show(common, &[excluded_in(path, *network, why)])
        }
        action => {
            let makes = matches!(action, Action::Add { .. } | Action::Exclude { .. });
            let store = if makes {
                database::open(&options.database, common).await?
            } else {
                database::open_existing(&options.database, common).await?
            };
            let done = change(&store, action).await;
            store.close().await;
            show(common, &done?)
        }
    }
}

async fn change(store: &Store, action: &Action) -> anyhow::Result<Vec<Shown>> {
    let at = cerrojo_engine::now();
    match action {
        Action::Show => all(store).await,
        Action::Add { name, file, by } => {
            let who = by.name()?;
            let shown = file.display();
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("cannot read the scope file {shown}"))?;
            Scope::default().add_file(&text, at).with_context(|| shown.to_string())?;
            let scope = cerrojo_store::Scope { name: name.clone(), text, who, at };
            store.put_scope(&scope).await?;
            Ok(vec![scope_line(&scope)])
        }
        Action::Remove { name } => {
            store.remove_scope(name).await?;
            all(store).await
        }
        Action::Exclude { network, why, of, by, .. } => {
            let who = by.name()?;
            let from = Excluded {
                mail: !matches!(of, Some(Of::Checks)),
                checks: !matches!(of, Some(Of::Mail)),
            };
            let exclusion = Exclusion { network: *network, from, why: why.clone(), who, at };
            store.put_exclusion(&exclusion).await?;
            Ok(vec![exclusion_line(&exclusion)])
        }
        Action::Include { network } => {
            store.remove_exclusion(*network).await?;
            all(store).await
        }
        Action::Check { .. } => Ok(Vec::new()),
    }
}

async fn all(store: &Store) -> anyhow::Result<Vec<Shown>> {
    let mut lines: Vec<Shown> = store.scopes().await?.iter().map(scope_line).collect();
    lines.extend(store.exclusions().await?.iter().map(exclusion_line));
    Ok(lines)
}

/// Says of each address whether it may be asked, and why not.
async fn check(
    options: &Options,
    common: &Common,
    addresses: &[IpAddr],
    file: Option<&PathBuf>,
) -> anyhow::Result<Status> {
    let mut scope = Scope::this_machine(own_addresses());
    if let Some(path) = file {
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the scope file {shown}"))?;
        scope.add_file(&text, cerrojo_engine::now()).with_context(|| shown.to_string())?;
    }
    if let Some(store) = database::open_if_there(&options.database, common).await? {
        let merged = crate::verify::of_operation(scope, &store).await;
        store.close().await;
        scope = merged?;
    }
    let judged: Vec<_> = addresses
        .iter()
        .map(|address| (*address, scope.permit(SocketAddr::new(*address, 0)).map(drop)))
        .collect();
    let lines: Vec<Shown> =
        judged.iter().map(|(address, may)| permit_line(*address, may)).collect();
    show(common, &lines)?;
    Ok(if judged.iter().all(|(_, may)| may.is_ok()) { Status::Fine } else { Status::Unknown })
}

fn permit_line(address: IpAddr, may: &Result<(), EngineError>) -> Shown {
    let why = may.as_ref().err().map(ToString::to_string);
    let text = match &why {
        None => format!("{address} may be asked"),
        Some(why) => format!("{address} may not be asked: {why}"),
    };
    let object = json!({
        "schema": "cerrojo.scope/1", "address": address, "permitted": why.is_none(), "why": why,
    });
    (text, object)
}

fn scope_line(scope: &cerrojo_store::Scope) -> Shown {
    let mut read = Scope::default();
    let state = match read.add_file(&scope.text, cerrojo_engine::now()) {
        Ok(()) => {
            let networks: Vec<_> = read.networks().iter().map(ToString::to_string).collect();
            format!("{}: {}", read.authority().unwrap_or_default(), networks.join(", "))
        }
        Err(error) => format!("permits nothing: {error}"),
    };
    let text =
        format!("scope    {:<20} {state} (kept {} by {})", scope.name, short(scope.at), scope.who);
    let object = json!({
        "schema": "cerrojo.scope/1", "scope": scope.name, "authority": read.authority(),
        "networks": read.networks().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "by": scope.who, "at": exact(scope.at),
    });
    (text, object)
}

fn exclusion_line(exclusion: &Exclusion) -> Shown {
    let Exclusion { network, from, why, who, at } = exclusion;
    let of = match (from.mail, from.checks) {
        (true, true) => "mail and checks",
        (true, false) => "mail",
        _ => "checks",
    };
    let text = format!("excluded {network:<20} of {of}: {why} (kept {} by {who})", short(*at));
    let object = json!({
        "schema": "cerrojo.scope/1", "excluded": network.to_string(), "mail": from.mail,
        "checks": from.checks, "why": why, "by": who, "at": exact(*at),
    });
    (text, object)
}

fn excluded_in(path: &std::path::Path, network: IpNet, why: &str) -> Shown {
    let shown = path.display().to_string();
    let text = format!("excluded {network} of checks in {shown}: {why}");
    let object = json!({
        "schema": "cerrojo.scope/1", "excluded": network.to_string(), "mail": false, "checks": true,
        "why": why, "file": shown,
    });
    (text, object)
}
