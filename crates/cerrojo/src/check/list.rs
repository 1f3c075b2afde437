//! Reads lists of targets, and takes networks apart.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::target::{Host, Written};

/// Most bytes of a list of targets.
const LIST_BYTES: u64 = 256 * 1024 * 1024;

/// The text of the list; nothing when none was named.
pub(super) fn read(path: Option<&Path>) -> anyhow::Result<String> {
    let Some(path) = path else { return Ok(String::new()) };
    let mut text = String::new();
    let shown = path.display();
    let read = if path == Path::new("-") {
        std::io::stdin().take(LIST_BYTES).read_to_string(&mut text)
    } else {
        let file = std::fs::File::open(path)
            .with_context(|| format!("cannot read the targets in {shown}"))?;
        file.take(LIST_BYTES).read_to_string(&mut text)
    };
    read.with_context(|| format!("cannot read the targets in {shown}"))?;
    Ok(text)
}

/// Reads all of them before anything is sent: one mistake, and nothing is.
pub(super) fn targets(named: &[String], list: &str) -> anyhow::Result<Vec<Written>> {
    let mut targets = Vec::new();
    for text in named {
        targets.push(Written::read(text)?);
    }
    for (number, line) in list.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if !line.is_empty() {
            let read = Written::read(line);
            targets.push(read.with_context(|| format!("line {} of the list", number + 1))?);
        }
    }
    if targets.is_empty() {
        bail!("no target was named: give a host name or address, or a list with --targets FILE");
    }
    Ok(targets)
}

/// How many targets it is.
pub(super) fn count(written: &Written) -> u64 {
    match &written.host {
        Host::Network(network) => {
            let bits = network.max_prefix_len() - network.prefix_len();
            1_u64.checked_shl(bits.into()).unwrap_or(u64::MAX)
        }
        Host::Name(_) | Host::Address(_) => 1,
    }
}

/// A network is as many targets as it has addresses.
pub(super) fn one_by_one(written: Written) -> Box<dyn Iterator<Item = Written> + Send> {
    match written.host {
        Host::Network(network) => Box::new(network.hosts().map(move |address| Written {
            label: written.label.clone(),
            host: Host::Address(address),
            port: written.port,
        })),
        Host::Name(_) | Host::Address(_) => Box::new(std::iter::once(written)),
    }
}
