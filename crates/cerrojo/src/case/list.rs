//! `cerrojo case list`: which cases there are, and where they stand.

use std::io::Write as _;
use std::net::IpAddr;

use anyhow::Context as _;
use cerrojo_model::Time;
use cerrojo_store::life::State;
use cerrojo_store::{Filter, Listed, Store};
use clap::Args;
use ipnet::IpNet;

use super::json::Line;
use crate::Status;
use crate::arguments::{Common, Format, Kind};
use crate::moment::short;
use crate::output::{Output, one_line, say};

/// Cases that are read at once.
const PAGE: u32 = 1_000;

/// Options of `case list`.
#[derive(Args, Clone, Debug)]
pub(super) struct Options {
    /// Only those that stand there: words of `cerrojo case life`, `open` for all that are proven open,
    /// `opted-out-of-mail`, `opted-out-of-checks`.
    #[arg(long, value_name = "STATE,…", value_delimiter = ',')]
    state: Vec<Wanted>,
    /// Only relays, or only proxies.
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// Only those in that country, two letters.
    #[arg(long, value_name = "CC", value_parser = country)]
    country: Option<String>,
    /// Only those with that contact.
    #[arg(long, value_name = "ADDRESS")]
    contact: Option<String>,
    /// Only those that this source named.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Only those in that network.
    #[arg(long, value_name = "CIDR", value_parser = network)]
    network: Option<IpNet>,
    /// Only those that are to be checked now.
    #[arg(long)]
    due: bool,
    /// At most so many; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u64,
    /// Those behind the case with that number: where the list before ended.
    #[arg(long, value_name = "N", default_value_t = 0)]
    after: i64,
}

/// A word behind `--state`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Wanted {
    State(State),
    Open,
    NoMail,
    NoChecks,
}

impl std::str::FromStr for Wanted {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "open" => Ok(Self::Open),
            "opted-out-of-mail" => Ok(Self::NoMail),
            "opted-out-of-checks" => Ok(Self::NoChecks),
            _ => State::read(word).map(Self::State).ok_or_else(|| {
                "no state of a case has that name; `cerrojo case life` prints them all".to_owned()
            }),
        }
    }
}

impl Wanted {
    /// All states that are meant by some words, or none for all; opted out is no state.
    pub(crate) fn states(words: &[Self]) -> Vec<State> {
        let open = || State::ALL.iter().copied().filter(|state| state.is_open());
        let states = words.iter().flat_map(|word| match word {
            Self::State(state) => vec![*state],
            Self::Open => open().collect(),
            Self::NoMail | Self::NoChecks => Vec::new(),
        });
        states.collect()
    }
}

fn country(text: &str) -> Result<String, String> {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_code { Ok(text.to_ascii_uppercase()) } else { Err("want two letters, as in DE".into()) }
}

fn network(text: &str) -> Result<IpNet, String> {
    let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    network.map_err(|_| "want a network such as 192.0.2.0/24".to_owned())
}

/// Runs the command.
pub(super) async fn run(
    options: &Options,
    common: &Common,
    store: &Store,
) -> anyhow::Result<Status> {
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    let looks_inside =
        options.state.iter().any(|it| matches!(it, Wanted::NoMail | Wanted::NoChecks));
    // A case that opted out may stand anywhere: then the states are compared here.
    let states = if looks_inside { Vec::new() } else { Wanted::states(&options.state) };
    let filter = Filter { states, contact: options.contact.clone() };
    let limit = if options.limit == 0 { u64::MAX } else { options.limit };
    let (mut after, mut rows, mut count, mut more) = (options.after, Vec::new(), 0_u64, false);
    let now = cerrojo_engine::now();
    'pages: loop {
        let page = store.list(&filter, after, PAGE).await?;
        let Some(last) = page.last().map(|case| case.number) else { break };
        for case in page {
            if !options.fits(&case, now) {
                continue;
            }
            let entry = if looks_inside || common.format == Format::Json {
                let entry = store.case(case.number).await?;
                if !options.opted(entry.case.as_ref(), case.summary.state) {
                    continue;
                }
                Some(entry)
            } else {
                None
            };
            if count == limit {
                more = true;
                break 'pages;
            }
            count += 1;
            after = case.number;
            if let (Format::Json, Some(entry)) = (common.format, entry) {
                writeln!(output, "{}", Line::new(&entry, None).text())
                    .context("cannot write the list")?;
            } else {
                rows.push(row(&case));
                if rows.len() >= 1_000 {
                    table(&mut output, &mut rows).context("cannot write the list")?;
                }
            }
        }
        after = last;
    }
    table(&mut output, &mut rows).context("cannot write the list")?;
    output.flush().context("cannot write the list")?;
    if !common.quiet && count == 0 {
        say("no case is like that");
    } else if !common.quiet && more {
        say(&format!("there are more: --after {after} goes on, --limit 0 lists all"));
    }
    Ok(Status::Fine)
}

impl Options {
    /// Whether a case is one of those that were asked for, as far as its summary tells.
    fn fits(&self, case: &Listed, now: Time) -> bool {
        let summary = &case.summary;
        let kind = self.kind.is_none_or(|kind| summary.kind == Some(kind.of_model()));
        let country = self.country.as_ref().is_none_or(|code| summary.country == *code);
        let source = self.source.as_ref().is_none_or(|name| summary.sources.contains(name));
        let inside = |network: &IpNet| {
            case.suspect.is_some_and(|suspect| network.contains(&suspect.network()))
        };
        let due = !self.due || case.due_at.is_some_and(|due| due <= now);
        kind && country && source && due && self.network.as_ref().is_none_or(inside)
    }

    /// Whether it stands where it should, or opted out of what it should.
    fn opted(&self, case: Option<&cerrojo_store::life::Case>, state: State) -> bool {
        self.state.is_empty()
            || Wanted::states(&self.state).contains(&state)
            || case.is_some_and(|case| {
                (case.no_mail && self.state.contains(&Wanted::NoMail))
                    || (case.no_checks && self.state.contains(&Wanted::NoChecks))
            })
    }
}

const HEAD: [&str; 6] = ["CASE", "SUSPECT", "STATE", "SINCE (UTC)", "CONTACT", "NEXT CHECK (UTC)"];

fn row(case: &Listed) -> [String; 6] {
    let suspect = case.suspect.map_or_else(|| "(erased)".to_owned(), |it| it.to_string());
    let contact = case.contact.as_deref().map_or_else(|| "-".to_owned(), one_line);
    let due = case.due_at.map_or_else(|| "-".to_owned(), short);
    [
        case.number.to_string(),
        suspect,
        case.summary.state.to_string(),
        short(case.since),
        contact,
        due,
    ]
}

/// Writes rows below each other, and forgets them.
fn table(output: &mut Output, rows: &mut Vec<[String; 6]>) -> std::io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let head = HEAD.map(str::to_owned);
    let width = |column: usize| {
        let cells = rows.iter().chain([&head]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: [usize; 6] = std::array::from_fn(width);
    for row in std::iter::once(&head).chain(rows.iter()) {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        writeln!(output, "{}", line.trim_end())?;
    }
    rows.clear();
    Ok(())
}
