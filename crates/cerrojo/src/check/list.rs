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

/// How many targets it is, as `one_by_one` takes it apart.
pub(super) fn count(written: &Written) -> u64 {
    match &written.host {
        Host::Network(network) => {
            let bits = network.max_prefix_len() - network.prefix_len();
            let all = 1_u64.checked_shl(bits.into()).unwrap_or(u64::MAX);
            // The first and the last address of an IPv4 network are nobody's.
            if bits > 1 && network.addr().is_ipv4() { all.saturating_sub(2) } else { all }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_counted_as_they_are_taken_apart() {
        for text in ["192.0.2.0/24", "192.0.2.0/31", "192.0.2.7/32", "2001:db8::/120", "h"] {
            let written = Written::read(text).unwrap();
            let counted = count(&written);
            assert_eq!(u64::try_from(one_by_one(written).count()).unwrap(), counted, "{text}");
        }
    }

    #[test]
    fn one_mistake_names_its_line() {
        let wrong = targets(&[], "\u{feff}127.0.0.1 # ours\n\nh:0\n").unwrap_err();
        assert!(format!("{wrong:#}").starts_with("line 3 of the list: `h:0`"));
    }
}
