//! Carries the closing recipes out on open servers: are they closed then, and do their own users still get in?
//!
//! A variant with a `closing.toml` beside its `variant.toml` takes part. After the first check has
//! seen it open, every step of its recipe is done inside it as it is written: commands are run,
//! files are edited. Then whoever must still get in tries, and the check is run again.

mod carry;
mod edit;
mod record;
mod server;
mod visit;

use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use anyhow::Context;

use super::Request;
use super::catalogue::Catalogue;
use super::check;
use super::inside::AT_ONCE;
use super::judge::{self, Line};
use super::network::Client;
use super::server::Server;
use super::variant::Variant;
use record::Closing;
use server::Inside;

/// What a closed mail server is asked: what got through before, and what a half-closed one lets through.
/// All of the standard tests take a server that slows strangers down some minutes.
const ASKED_AGAIN: &str = "plain,null-sender,host-sender,own-domain-sender,localhost-sender,\
    percent-host,random-credentials";

/// A variant that is to be closed.
struct Case<'a> {
    variant: &'a Variant,
    server: &'a Server,
    closing: Closing,
}

/// What came of the closing, counted.
#[derive(Debug, Default)]
pub(super) struct Closed {
    pub(super) passed: usize,
    pub(super) failed: usize,
}

/// Closes every variant that says how, and prints what came of it.
///
/// # Errors
/// Something of the lab itself did not work.
pub(super) fn run(
    request: &Request,
    catalogue: &Catalogue,
    servers: &[Server],
    clients: &[Client],
    place: &Path,
) -> anyhow::Result<Closed> {
    let mut cases = Vec::new();
    for (variant, server) in catalogue.variants.iter().zip(servers) {
        if let Some(closing) = Closing::read(&variant.folder)? {
            cases.push(Case { variant, server, closing });
        }
    }
    if cases.is_empty() {
        return Ok(Closed::default());
    }
    println!("\nclosing {} of them by their recipes", cases.len());
    visit::serve()?;
    let outside = clients.first().context("the lab has no client")?;
    let began = Instant::now();
    let troubles = close_all(&cases, outside, place)?;
    println!("carried out in {} s", began.elapsed().as_secs());
    let groups = still_asked(catalogue, &cases);
    let mut lines = check::run(request, &groups, clients, place, Some(ASKED_AGAIN))?;
    let mut closed = report(&cases, &troubles, &lines, false);
    let late = lines.iter().all(|line| !line.is_open()) && closed.failed > 0;
    if late && troubles.iter().all(Vec::is_empty) {
        // As with the first check: a small machine is late now and then.
        lines = check::run(request, &groups, clients, place, Some(ASKED_AGAIN))?;
    }
    closed = report(&cases, &troubles, &lines, true);
    Ok(closed)
}

/// Carries the recipes out, a few at a time; what went wrong, for each case in order.
fn close_all(
    cases: &[Case<'_>],
    outside: &Client,
    place: &Path,
) -> anyhow::Result<Vec<Vec<String>>> {
    let waiting = Mutex::new(cases.iter().enumerate());
    let done = Mutex::new(Vec::new());
    let work = || loop {
        let next = waiting.lock().ok().and_then(|mut waiting| waiting.next());
        let Some((number, case)) = next else {
            return;
        };
        let troubles = close(case, outside, place).unwrap_or_else(|why| vec![format!("{why:#}")]);
        if let Ok(mut done) = done.lock() {
            done.push((number, troubles));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(work);
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    anyhow::ensure!(done.len() == cases.len(), "a recipe was not carried out");
    done.sort_by_key(|(number, _)| *number);
    Ok(done.into_iter().map(|(_, troubles)| troubles).collect())
}

/// Closes one server and lets its own users try; what went wrong.
fn close(case: &Case<'_>, outside: &Client, place: &Path) -> anyhow::Result<Vec<String>> {
    let Case { variant, server, closing } = case;
    let inside = Inside::of(server, variant, place)?;
    let recipe = closing.recipe()?;
    let mut troubles = carry::out(recipe, closing, variant, &inside);
    if !server.waits_on(&variant.ports()) {
        troubles.push("it does not listen any more".to_owned());
    }
    for visitor in &closing.legitimate {
        if let Err(why) = visit::try_to(visitor, variant) {
            troubles.push(format!("{visitor} does not get through: {why:#}"));
        }
    }
    troubles.extend(carry::verify(recipe, closing, variant, &inside, outside));
    Ok(troubles)
}

/// The groups of the first check, without those that are not closed.
fn still_asked<'a>(catalogue: &'a Catalogue, cases: &[Case<'_>]) -> Vec<Vec<&'a Variant>> {
    let among = |variant: &&Variant| cases.iter().any(|case| case.variant.name == variant.name);
    let groups = check::groups(&catalogue.variants);
    groups.into_iter().map(|group| group.into_iter().filter(among).collect()).collect()
}

/// Judges every case; prints the table when `aloud`.
fn report(cases: &[Case<'_>], troubles: &[Vec<String>], lines: &[Line], aloud: bool) -> Closed {
    let mut closed = Closed::default();
    for (case, troubles) in cases.iter().zip(troubles) {
        let outcome = judge::outcome(case.variant, lines);
        let mut troubles = troubles.clone();
        if !case.closing.expect.allows(&outcome.verdict) {
            troubles.push(format!("after closing it is {}: {}", outcome.verdict, outcome.by));
        }
        let right = troubles.is_empty();
        closed.passed += usize::from(right);
        closed.failed += usize::from(!right);
        if aloud {
            let (name, recipe) = (&case.variant.name, &case.closing.recipe);
            let mark = if right { "ok" } else { "NO" };
            println!(
                "{mark:<2} {name:<36} {recipe:<22} {:<8} {:<24} {:>7.1}",
                outcome.verdict, outcome.by, outcome.seconds
            );
            for trouble in troubles {
                println!("   {trouble}");
            }
        }
    }
    closed
}
