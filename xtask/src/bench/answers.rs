//! Was every server judged rightly? Reads what each tool wrote.

use std::collections::HashMap;
use std::net::Ipv4Addr;

use serde::Deserialize;

/// The hosts of a farm, and who of them is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Truth {
    pub(super) base: Ipv4Addr,
    pub(super) hosts: u32,
    /// Every host whose number is a multiple of this is open; 0 is none.
    pub(super) every: u32,
}

impl Truth {
    /// Every address and whether a stranger can relay there.
    pub(super) fn each(self) -> impl Iterator<Item = (Ipv4Addr, bool)> {
        (0..self.hosts).map(move |number| {
            let address = Ipv4Addr::from_bits(self.base.to_bits().wrapping_add(number));
            (address, self.every != 0 && number.is_multiple_of(self.every))
        })
    }

    fn count(self, open: bool) -> usize {
        self.each().filter(|(_, is_open)| *is_open == open).count()
    }

    fn right(self, said: &HashMap<Ipv4Addr, Said>) -> usize {
        let wanted = |open| if open { Said::Open } else { Said::Closed };
        self.each().filter(|(address, open)| said.get(address) == Some(&wanted(*open))).count()
    }
}

/// What a tool said of an address; of several answers the worst counts.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Said {
    Closed,
    Unknown,
    Open,
}

#[derive(Deserialize)]
struct Line {
    address: Ipv4Addr,
    verdict: String,
}

/// How many hosts `cerrojo check --format json` judged rightly.
pub(super) fn cerrojo(output: &str, truth: Truth) -> usize {
    let mut said = HashMap::new();
    for line in output.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()) {
        let verdict = match line.verdict.as_str() {
            "open" => Said::Open,
            "closed" => Said::Closed,
            _ => Said::Unknown,
        };
        said.entry(line.address)
            .and_modify(|worst: &mut Said| *worst = verdict.max(*worst))
            .or_insert(verdict);
    }
    truth.right(&said)
}

/// How many hosts nmap's script judged rightly.
pub(super) fn nmap(output: &str, truth: Truth) -> usize {
    let mut said = HashMap::new();
    let mut address = None;
    for line in output.lines() {
        if let Some(host) = line.strip_prefix("Nmap scan report for ") {
            address = host.parse::<Ipv4Addr>().ok();
        } else if let (Some(address), true) = (address, line.contains("smtp-open-relay:")) {
            let open = line.contains("Server is an open relay");
            let closed = line.contains("doesn't seem to be an open relay");
            let verdict = if open { Said::Open } else { Said::Closed };
            said.insert(address, if open || closed { verdict } else { Said::Unknown });
        }
    }
    truth.right(&said)
}

/// How many hosts the bare client can have counted rightly: it keeps two sums and no names.
pub(super) fn look(output: &str, truth: Truth) -> usize {
    let sum = |word: &str| {
        let line = output.lines().find_map(|line| line.strip_prefix(word));
        line.and_then(|number| number.trim().parse::<usize>().ok()).unwrap_or_default()
    };
    sum("accepted").min(truth.count(true)).saturating_add(sum("refused").min(truth.count(false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUTH: Truth = Truth { base: Ipv4Addr::new(127, 10, 0, 0), hosts: 2, every: 2 };

    #[test]
    fn answers_are_right_only_when_they_are() {
        let open = r#"{"address":"127.10.0.0","verdict":"open"}"#;
        let closed = r#"{"address":"127.10.0.1","verdict":"closed"}"#;
        let unknown = r#"{"address":"127.10.0.1","verdict":"unknown"}"#;
        assert_eq!(cerrojo(&format!("{open}\n{closed}\n"), TRUTH), 2);
        assert_eq!(cerrojo(&format!("{open}\n{closed}\n{unknown}\n"), TRUTH), 1);
        assert_eq!(cerrojo(open, TRUTH), 1);
        let report = "Nmap scan report for 127.10.0.0\n|_smtp-open-relay: Server is an open relay (16/16 tests)\n\
            Nmap scan report for 127.10.0.1\n|_smtp-open-relay: Server doesn't seem to be an open relay, all tests failed\n";
        assert_eq!(nmap(report, TRUTH), 2);
        assert_eq!(nmap("", TRUTH), 0);
        assert_eq!(look("accepted 1\nrefused 1\n", TRUTH), 2);
        assert_eq!(look("accepted 2\nrefused 0\n", TRUTH), 1);
    }
}
