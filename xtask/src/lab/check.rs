//! Runs the program under test, from outside, against every variant.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context;

use super::Request;
use super::judge::{self, Line};
use super::network::Client;
use super::variant::{Kind, Variant};

/// The longest that one run of the check may take, in seconds.
const CHECK_LIMIT_SECONDS: &str = "420";

/// Where the echo sinks listen: a port that proxies often allow, and one above 1024.
pub(super) const ECHO_PORTS: [u16; 2] = [443, 9080];

/// A network of which nobody is told anything; the scope covers the lab's servers only.
const SCOPE: &str = "[scope]\nauthority = \"the lab of real servers\"\n\
    contact = \"lab@sink.test\"\nexpires = 2099-01-01\n\
    networks = [\"198.51.100.0/24\", \"2001:db8:51::/64\"]\n";

/// Variants that are checked by one run of the program: those with the same arguments.
pub(super) fn groups(variants: &[Variant]) -> Vec<Vec<&Variant>> {
    let mut groups: Vec<Vec<&Variant>> = Vec::new();
    let key = |variant: &Variant| {
        let record = &variant.record;
        let (tests, domains) = (record.tests.clone(), record.own_domains.clone());
        (record.kind, tests, domains, record.arguments.clone())
    };
    for variant in variants {
        let same = |group: &&mut Vec<&Variant>| {
            group.first().is_some_and(|first| key(first) == key(variant))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(variant),
            None => groups.push(vec![variant]),
        }
    }
    groups
}

/// Runs the check for every group, all at once, and gathers the lines.
///
/// Mail servers are asked the tests that `instead` names, if it does; else what the variant says.
///
/// # Errors
/// The program could not be started.
pub(super) fn run(
    request: &Request,
    groups: &[Vec<&Variant>],
    clients: &[Client],
    place: &Path,
    instead: Option<&str>,
) -> anyhow::Result<Vec<Line>> {
    let scope_file = place.join("scope.toml");
    std::fs::write(&scope_file, SCOPE)?;
    let program = request.cerrojo.clone().context("no program to test")?;
    let mut runs = Vec::new();
    let asked = groups.iter().zip(clients).enumerate().filter(|(_, (group, _))| !group.is_empty());
    for (number, (group, client)) in asked {
        let stem = place.join(format!("check-{number}"));
        let mut command = arguments(&program, group, client, &scope_file, &stem)?;
        let first = group.first().context("a group without a variant")?;
        let tests = instead.filter(|_| first.record.kind == Kind::Relay);
        command.args(["--tests", tests.unwrap_or(&first.record.tests)]);
        command.args(group.iter().flat_map(|variant| variant.targets()));
        runs.push((command, stem));
    }
    let mut children = Vec::new();
    for (mut command, stem) in runs {
        children.push((command.spawn().context("start the check")?, stem));
    }
    let mut lines = Vec::new();
    for (mut child, stem) in children {
        let status = child.wait()?;
        let said = std::fs::read_to_string(stem.with_extension("json")).unwrap_or_default();
        lines.extend(judge::lines(&said));
        if !matches!(status.code(), Some(0 | 1 | 3)) {
            let errors = super::layer::tail(&stem.with_extension("log"));
            println!("the check ended with {status}:\n{errors}");
        }
    }
    Ok(lines)
}

fn arguments(
    program: &Path,
    group: &[&Variant],
    client: &Client,
    scope: &Path,
    stem: &Path,
) -> anyhow::Result<Command> {
    let first = group.first().context("a group without a variant")?;
    let kind = first.record.kind;
    let mut command = client.command(Path::new("timeout"));
    command
        .arg(CHECK_LIMIT_SECONDS)
        .arg(program)
        .args(["check", "--format", "json", "--kind", kind.word()])
        .args(["--sink-domain", &client.sink_domain()])
        .arg("--scope")
        .arg(scope);
    for address in [client.ipv4(), format!("[{}]", client.ipv6())] {
        command.args(["--sink-mail", &format!("{address}:25")]);
        if kind == Kind::Proxy {
            for port in ECHO_PORTS {
                command.args(["--sink-echo", &format!("{address}:{port}")]);
            }
        }
    }
    if kind == Kind::Relay {
        command.args(["--concurrency", "200"]);
        command.args(["--backup-domain", &client.backup_domain()]);
        for domain in &first.record.own_domains {
            command.args(["--own-domain", domain]);
        }
    }
    command.args(&first.record.arguments);
    command
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(stem.with_extension("json"))?)
        .stderr(std::fs::File::create(stem.with_extension("log"))?);
    Ok(command)
}
