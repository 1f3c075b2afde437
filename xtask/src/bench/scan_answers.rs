//! Is every endpoint of a long list in what was written, once, and judged rightly?

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Write};
use std::net::Ipv4Addr;
use std::path::Path;

use serde::Deserialize;

/// Where the farm begins.
pub(super) const FARM: Ipv4Addr = Ipv4Addr::new(127, 10, 0, 0);
/// Where the addresses begin at which nobody listens.
const EMPTY: Ipv4Addr = Ipv4Addr::new(127, 32, 0, 0);

/// The port of the farm that answers, and the one that never does.
pub(super) const ANSWERING: u16 = 3128;
const SILENT: u16 = 8888;

/// Every so many hosts of the farm are open.
pub(super) const EVERY: u32 = 50;
/// Of so many endpoints one is silent: few, because each takes as long as the time-out.
const SILENT_SHARE: u32 = 2500;
/// Of a hundred endpoints so many belong to the farm.
const FARM_PERCENT: u64 = 3;

/// Ports at which nobody listens, and how they would be spoken to.
const NOBODY: [(&str, u16); 3] = [("smtp", 2599), ("http", 8899), ("socks", 1099)];

/// A list of endpoints.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    pub(super) endpoints: u32,
}

/// What must be said of an endpoint.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Expected {
    Open,
    Closed,
    Unknown,
}

impl List {
    /// How many hosts the farm has.
    pub(super) fn hosts(self) -> u32 {
        let percent = u64::from(self.endpoints) * FARM_PERCENT / 100;
        u32::try_from(percent).unwrap_or(u32::MAX).saturating_sub(self.silent()).max(1)
    }

    fn silent(self) -> u32 {
        (self.endpoints / SILENT_SHARE).max(1)
    }

    /// Every endpoint: the scheme, the address, the port, what must be said of it.
    fn each(self) -> impl Iterator<Item = (&'static str, Ipv4Addr, u16, Expected)> {
        let at = |base: Ipv4Addr, number: u32| {
            Ipv4Addr::from_bits(base.to_bits().saturating_add(number))
        };
        let farm = (0..self.hosts()).map(move |number| {
            let open = number.is_multiple_of(EVERY);
            let expected = if open { Expected::Open } else { Expected::Closed };
            ("http", at(FARM, number), ANSWERING, expected)
        });
        let silent = (0..self.silent())
            .map(move |number| ("http", at(FARM, number), SILENT, Expected::Unknown));
        let rest = self.endpoints.saturating_sub(self.hosts()).saturating_sub(self.silent());
        let nobody = (0..rest).zip(NOBODY.into_iter().cycle());
        let nobody = nobody.map(move |(number, (scheme, port))| {
            (scheme, at(EMPTY, number), port, Expected::Unknown)
        });
        farm.chain(silent).chain(nobody)
    }

    /// Writes the list, as `--targets` takes it.
    pub(super) fn write(self, mut file: impl Write) -> std::io::Result<()> {
        for (scheme, address, port, _) in self.each() {
            writeln!(file, "{scheme}://{address}:{port}")?;
        }
        file.flush()
    }
}

/// How what was written compares with the list.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Tally {
    /// Endpoints that are not there.
    pub(super) lost: u32,
    /// Lines beyond the first of their endpoint.
    pub(super) doubled: u32,
    /// Lines that are of no endpoint of the list, or cannot be read.
    pub(super) strange: u32,
    /// Endpoints of which the wrong thing is said.
    pub(super) wrong: u32,
    /// Endpoints that are open.
    pub(super) open: u32,
}

impl Tally {
    /// Says whether nothing is amiss.
    pub(super) fn is_right(self) -> bool {
        (self.lost, self.doubled, self.strange, self.wrong) == (0, 0, 0, 0)
    }
}

#[derive(Deserialize)]
struct Line<'a> {
    address: Ipv4Addr,
    port: u16,
    verdict: &'a str,
}

/// Compares the file that was written with the list.
pub(super) fn tally(list: List, written: &Path) -> anyhow::Result<Tally> {
    tally_lines(list, BufReader::new(File::open(written)?).lines())
}

fn tally_lines(
    list: List,
    lines: impl Iterator<Item = std::io::Result<String>>,
) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    let mut left: HashMap<(Ipv4Addr, u16), (Expected, bool)> = list
        .each()
        .map(|(_, address, port, expected)| ((address, port), (expected, false)))
        .collect();
    for line in lines {
        let line = line?;
        let read = serde_json::from_str::<Line<'_>>(&line).ok();
        let found = read.and_then(|line| {
            left.get_mut(&(line.address, line.port)).map(|entry| (entry, line.verdict))
        });
        let Some(((expected, seen), verdict)) = found else {
            tally.strange += 1;
            continue;
        };
        if *seen {
            tally.doubled += 1;
            continue;
        }
        *seen = true;
        let said = match verdict {
            "open" => Expected::Open,
            "closed" => Expected::Closed,
            _ => Expected::Unknown,
        };
        tally.open += u32::from(said == Expected::Open);
        tally.wrong += u32::from(said != *expected);
    }
    let missing = left.values().filter(|(_, seen)| !seen).count();
    tally.lost = u32::try_from(missing).unwrap_or(u32::MAX);
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_as_long_as_it_says_and_names_nothing_twice() {
        for endpoints in [1000, 10_000] {
            let list = List { endpoints };
            let mut names = Vec::new();
            list.write(&mut names).expect("written");
            let names = String::from_utf8(names).expect("text");
            let all: std::collections::HashSet<&str> = names.lines().collect();
            assert_eq!(all.len(), usize::try_from(endpoints).expect("a number"));
        }
    }

    #[test]
    fn what_is_lost_doubled_strange_or_wrong_is_counted() {
        let list = List { endpoints: 1000 };
        let line = |address: Ipv4Addr, port: u16, expected| {
            let verdict = match expected {
                Expected::Open => "open",
                Expected::Closed => "closed",
                Expected::Unknown => "unknown",
            };
            format!("{{\"address\":\"{address}\",\"port\":{port},\"verdict\":\"{verdict}\"}}")
        };
        let all: Vec<String> =
            list.each().map(|(_, address, port, expected)| line(address, port, expected)).collect();
        let count = |lines: Vec<String>| tally_lines(list, lines.into_iter().map(Ok));
        let right = count(all.clone()).expect("read");
        assert!(right.is_right() && right.open > 0, "{right:?}");
        let mut some = all;
        let broken = some.pop().expect("a line").chars().take(20).collect();
        some.extend([some[0].clone(), broken]);
        some[1] = some[1].replace("closed", "open");
        let wrong = count(some).expect("read");
        let amiss = (wrong.lost, wrong.doubled, wrong.strange, wrong.wrong);
        assert_eq!(amiss, (1, 1, 1, 1));
    }
}
