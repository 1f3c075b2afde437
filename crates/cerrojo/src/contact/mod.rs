//! `cerrojo contact`: whom to tell about an address, and why them.

mod kept;
mod show;
mod sources;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::bail;
use cerrojo_engine::contact::{Answer, Directory, Subject};
use cerrojo_service::job;
use cerrojo_store::Store;
use clap::Args;

use crate::Status;
use crate::arguments::{Common, domain};
use crate::case::Which;
use crate::configuration;
use crate::database::{self, DatabaseOptions};
use crate::output::{Output, say};

pub(crate) use kept::BulkAnswer;

/// Options of `contact`. A missing one is taken from `[contact]` in the configuration file, then from its default.
#[derive(Args, Clone, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Options {
    /// Addresses; of IPv6 with or without brackets.
    #[arg(value_name = "ADDRESS", value_parser = address, conflicts_with = "case")]
    addresses: Vec<IpAddr>,
    /// The case whose contact is looked for: its number or its suspect.
    #[arg(long, value_name = "CASE")]
    case: Option<Which>,
    /// Keep the best contact, or that there is none, as an event of the case.
    #[arg(long)]
    save: bool,
    #[command(flatten)]
    pub(crate) asked: Asked,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// Who is asked, and what is read.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Sources")]
pub(crate) struct Asked {
    /// Ask nobody: only files, and what the database remembers.
    #[arg(long)]
    pub(crate) offline: bool,
    /// Which registries answer for which networks (RFC 9224): `published` as IANA lists them, the URL of a
    /// folder with ipv4.json and ipv6.json, a file like these, or `none` [default: published].
    #[arg(long, value_name = "published|URL|FILE|none", conflicts_with = "offline")]
    pub(crate) registries: Option<String>,
    /// Bulk data of a registry (RPSL, .gz too), repeatable; `cerrojo import networks` remembers it.
    #[arg(long, value_name = "FILE")]
    pub(crate) bulk: Vec<PathBuf>,
    /// Saved answers of abuse contact finders (JSON) or of DNS (text), repeatable.
    #[arg(long, value_name = "FILE")]
    pub(crate) saved: Vec<PathBuf>,
    /// A DNS zone of abuse contacts, such as abuse-contacts.abusix.zone [default: none].
    #[arg(long, value_name = "ZONE", value_parser = domain)]
    pub(crate) abuse_zone: Option<String>,
    /// National teams beside the built-in ones, and in place of them.
    #[arg(long, value_name = "FILE")]
    pub(crate) csirts: Option<PathBuf>,
    /// Rules that stand above everything found; they count before those of the database.
    #[arg(long, value_name = "FILE")]
    pub(crate) overrides: Option<PathBuf>,
    /// Whether security.txt of the domain is read [default: true].
    #[arg(long, value_name = "true|false")]
    pub(crate) security_txt: Option<bool>,
    /// Whether the name of the address is asked for, for abuse@ and postmaster@ of its domain [default: true].
    #[arg(long, value_name = "true|false")]
    pub(crate) names: Option<bool>,
    /// The name server that is asked [default: the system's].
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) resolver: Option<SocketAddr>,
    /// Who asks, a mail address or a page, announced to registries.
    #[arg(long, value_name = "CONTACT")]
    pub(crate) announce: Option<String>,
}

const AFTER_HELP: &str = "\
Without --offline this asks over the network: the registry of the address (RDAP), DNS, and the web server of
the domain for its security.txt; the address itself is never contacted. What a registry said is remembered in
the database, if there is one, and not asked again for a week.

The best contact stands first, with the reason; those whose mail came back stand last.

Exit status: 0 somebody is known for each, 2 could not be asked, 3 for one of them nobody is known.";

fn address(text: &str) -> Result<IpAddr, String> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse::<IpAddr>()
        .map(|address| address.to_canonical())
        .map_err(|_| "want an address such as 192.0.2.7 or 2001:db8::7".to_owned())
}

/// Whom it is about, with the case if it is one.
struct Wanted {
    subject: Subject,
    case: Option<i64>,
}

/// Runs the command.
pub(crate) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    if options.addresses.is_empty() && options.case.is_none() {
        bail!("name an address, or a case with --case");
    }
    if options.save && options.case.is_none() {
        bail!("--save keeps the contact of a case: name it with --case");
    }
    let config = configuration::contact(common.config.as_deref())?;
    let percent = config.control_percent;
    let asked = config.complete(options.asked.clone())?;
    let store = if options.case.is_some() {
        Some(database::open_existing(&options.database, common).await?)
    } else {
        database::open_if_there(&options.database, common).await?
    };
    let result = ask(options, &asked, percent, common, store.as_ref()).await;
    if let Some(store) = store {
        store.close().await;
    }
    result
}

async fn ask(
    options: &Options,
    asked: &Asked,
    percent: u8,
    common: &Common,
    store: Option<&Store>,
) -> anyhow::Result<Status> {
    let wanted = wanted(options, store).await?;
    let mut sources = sources::of(asked, kept::overrides(store).await?)?;
    for one in &wanted {
        kept::remember(store, one.subject.address, &mut sources).await?;
    }
    let directory = Directory::new(sources)?;
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    let mut status = Status::Fine;
    for (place, one) in wanted.iter().enumerate() {
        let mut answer = directory.look_up(one.subject.clone()).await;
        kept::health(store, &mut answer).await?;
        if answer.best().is_none() {
            status = Status::Unknown;
        }
        show::answer(&mut output, common.format, (place, one.case), &answer)?;
        if let (true, Some(store), Some(case)) = (options.save, store, one.case) {
            save(store, case, answer, percent).await?;
        }
    }
    kept::keep(store, directory.remembered()).await?;
    Ok(status)
}

/// The addresses that were named, or that of the case.
async fn wanted(options: &Options, store: Option<&Store>) -> anyhow::Result<Vec<Wanted>> {
    let (Some(which), Some(store)) = (options.case, store) else {
        let of = |address: &IpAddr| Wanted { subject: Subject::from(*address), case: None };
        return Ok(options.addresses.iter().map(of).collect());
    };
    let number = which.one(store).await?;
    let case = store.case(number).await?.case;
    let Some((case, suspect)) = case.and_then(|case| case.suspect.map(|it| (case, it))) else {
        bail!("case {number} is erased: there is no address any more");
    };
    let mut subject = Subject::from(suspect.network().addr());
    (subject.asn, subject.country) = (case.place.asn, case.place.country);
    Ok(vec![Wanted { subject, case: Some(number) }])
}

/// Reads a text file that an option names.
fn read(path: &Path) -> anyhow::Result<String> {
    use anyhow::Context as _;
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Keeps the contact that was found as an event of its case, and says so.
async fn save(store: &Store, number: i64, answer: Answer, percent: u8) -> anyhow::Result<()> {
    let case = job::tell(store, number, answer, percent, cerrojo_engine::now()).await?;
    say(&format!("case {number} is {}", case.state));
    Ok(())
}

/// A directory for the jobs of an operation: what cerrojo.toml says, and what the database remembers.
///
/// # Errors
///
/// The user's: a file that cannot be read. The database's.
pub(crate) async fn directory(
    common: &Common,
    store: &Store,
    offline: bool,
) -> anyhow::Result<(Directory, u8)> {
    let config = configuration::contact(common.config.as_deref())?;
    let percent = config.control_percent;
    let asked = config.complete(Asked { offline, ..Asked::default() })?;
    let sources = sources::of(&asked, kept::overrides(Some(store)).await?)?;
    Ok((Directory::new(sources)?, percent))
}
