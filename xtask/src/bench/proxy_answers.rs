//! Was every proxy judged rightly? Reads what each tool wrote of each test at each port.

use std::collections::HashMap;
use std::net::Ipv4Addr;

use serde::Deserialize;

use super::answers::Truth;

/// A test at a port: `http-connect` at 3128.
pub(super) type Check = (u16, &'static str);

/// What a tool said, by address, port and test.
type Said = HashMap<(Ipv4Addr, u16, String), bool>;

/// Reads what a tool wrote: whether each of what it tells of is open.
pub(super) type Read = fn(&str) -> Said;

/// How many of `checks` at all hosts are right. What a tool never says of closed ones, their
/// absence says for it where `silence_is_closed`.
pub(super) fn right(said: &Said, truth: Truth, checks: &[Check], silence_is_closed: bool) -> usize {
    let each = truth.each().flat_map(|host| checks.iter().map(move |check| (host, *check)));
    each.filter(|((address, is_open), (port, test))| {
        match said.get(&(*address, *port, (*test).to_owned())) {
            Some(open) => open == is_open,
            None => !is_open && silence_is_closed,
        }
    })
    .count()
}

#[derive(Deserialize)]
struct Line {
    address: Ipv4Addr,
    port: u16,
    tests: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    id: String,
    verdict: String,
}

/// What `cerrojo check --format json` says: unknown is neither open nor closed.
pub(super) fn cerrojo(output: &str) -> Said {
    let lines = output.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
    let each = lines.flat_map(|line| {
        let (address, port) = (line.address, line.port);
        line.tests.into_iter().filter_map(move |test| {
            let open = match test.verdict.as_str() {
                "open" => true,
                "closed" => false,
                _ => return None,
            };
            let name = test.id.split(':').next().unwrap_or_default().to_owned();
            Some(((address, port, name), open))
        })
    });
    each.collect()
}

/// What `proxycheck -n` says: `127.10.0.0 hc:3128 open`.
pub(super) fn proxycheck(output: &str) -> Said {
    let read = |line: &str| {
        let mut words = line.split_whitespace();
        let address = words.next()?.parse().ok()?;
        let (protocol, port) = words.next()?.split_once(':')?;
        let test = match protocol {
            "hc" => "http-connect",
            "s4" => "socks4",
            "s5" => "socks5",
            _ => return None,
        };
        let open = words.next()? == "open";
        Some(((address, port.parse().ok()?, test.to_owned()), open))
    };
    output.lines().filter_map(read).collect()
}

/// What nmap's two scripts say of what they found open; of the rest they say nothing.
pub(super) fn nmap(output: &str) -> Said {
    let mut said = Said::new();
    let (mut address, mut port) = (None, 0);
    for line in output.lines() {
        if let Some(host) = line.strip_prefix("Nmap scan report for ") {
            address = host.parse::<Ipv4Addr>().ok();
        } else if let Some((number, _)) = line.split_once("/tcp") {
            port = number.parse().unwrap_or_default();
        }
        let Some(address) = address else { continue };
        let told = line.trim_start_matches(['|', '_', ' ']);
        let words = told.strip_prefix("Methods supported:").unwrap_or(told);
        if !line.starts_with('|') {
            continue;
        }
        for word in words.split_whitespace() {
            let test = match word {
                "GET" => "http-get",
                "HEAD" => "http-head",
                "CONNECTION" => "http-connect",
                "socks4" | "socks5" => word,
                _ => continue,
            };
            said.insert((address, port, test.to_owned()), true);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUTH: Truth = Truth { base: Ipv4Addr::new(127, 10, 0, 0), hosts: 2, every: 2 };

    #[test]
    fn answers_are_right_only_when_they_are() {
        let line = |host, verdict: &str| {
            format!(
                "{{\"address\":\"127.10.0.{host}\",\"port\":1080,\"tests\":[{{\"id\":\"socks4:9025\",\
                 \"verdict\":\"{verdict}\"}}]}}\n"
            )
        };
        let checks: &[Check] = &[(1080, "socks4")];
        let right = |said: &Said| right(said, TRUTH, checks, false);
        assert_eq!(right(&cerrojo(&(line(0, "open") + &line(1, "closed")))), 2);
        assert_eq!(right(&cerrojo(&(line(0, "open") + &line(1, "unknown")))), 1);
        assert_eq!(right(&cerrojo(&(line(0, "unknown") + &line(1, "open")))), 0);
    }

    #[test]
    fn peers_that_say_nothing_of_closed_ones_are_believed() {
        let checks: &[Check] = &[(3128, "http-connect")];
        let said = proxycheck("127.10.0.0 hc:3128 open\n");
        assert_eq!(right(&said, TRUTH, checks, true), 2);
        assert_eq!(right(&proxycheck("127.10.0.1 hc:3128 open\n"), TRUTH, checks, true), 0);
        let report = "Nmap scan report for 127.10.0.0\n3128/tcp open  squid-http\n\
            | http-open-proxy: Potentially OPEN proxy.\n|_Methods supported: GET CONNECTION\n\
            Nmap scan report for 127.10.0.1\n1080/tcp open  socks\n| socks-open-proxy: \n\
            |   status: open\n|   versions: \n|_    socks4\n";
        let said = nmap(report);
        assert_eq!(right(&said, TRUTH, checks, true), 2);
        assert_eq!(right(&said, TRUTH, &[(3128, "http-get"), (3128, "http-head")], true), 3);
        assert_eq!(right(&said, TRUTH, &[(1080, "socks4")], true), 0);
    }
}
