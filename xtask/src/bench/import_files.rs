//! Files of suspects as large as one likes, in the columns that Shadowserver's reports have.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::net::Ipv4Addr;
use std::path::Path;

/// A report of open HTTP proxies.
pub(super) const SHADOWSERVER: &str = "2026-11-20-scan_http_proxy-bench-asn.csv";
/// A list by somebody else.
pub(super) const SECOND: &str = "somebody.csv";
/// Networks that are known beforehand, /22s one behind the other.
pub(super) const NETWORKS: u32 = 200_000;
/// Rows that name as many different addresses, all in these networks.
pub(super) const MOST_ROWS: u32 = NETWORKS * 1024;

/// Where the networks begin.
const BASE: u32 = 0x1000_0000;
/// Steps between addresses: no factor of it is one of [`MOST_ROWS`], so each address comes once.
const STEP: u64 = 1_000_003;

const HEADER: &str = "\"timestamp\",\"severity\",\"ip\",\"protocol\",\"port\",\"hostname\",\"tag\",\"asn\",\"geo\",\
    \"region\",\"city\",\"naics\",\"hostname_source\",\"sector\",\"http\",\"http_code\",\"http_reason\",\"content_type\",\
    \"connection\",\"proxy_authenticate\",\"via\",\"server\",\"content_length\",\"transfer_encoding\",\"http_date\"";

fn address(row: u32) -> Ipv4Addr {
    let place = u64::from(row) * STEP % u64::from(MOST_ROWS);
    Ipv4Addr::from(BASE.saturating_add(u32::try_from(place).unwrap_or_default()))
}

fn port(row: u32) -> u16 {
    match row % 4 {
        0 => 8080,
        1 => 80,
        _ => 3128,
    }
}

/// Writes a report of so many rows, each another suspect.
pub(super) fn shadowserver(path: &Path, rows: u32) -> anyhow::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(out, "{HEADER}")?;
    for row in 0..rows {
        let (address, port) = (address(row), port(row));
        let (minute, second) = (row / 60 % 60, row % 60);
        let asn = 64_496 + row % 16;
        writeln!(
            out,
            "\"2026-11-20 02:{minute:02}:{second:02}\",\"medium\",\"{address}\",\"tcp\",\"{port}\",\"host-{row}.example.net\",\
             \"http-connect-proxy\",\"{asn}\",\"DE\",\"BERLIN\",\"BERLIN\",\"517311\",\"ptr\",\
             \"Communications, Service Provider, and Hosting Service\",\"HTTP/1.1\",\"200\",\"Connection established\",\
             \"text/html\",\"keep-alive\",\"\",\"1.1 gw{asn} (squid/5.7)\",\"squid/5.7\",\"\",\"\",\
             \"Fri, 20 Nov 2026 02:{minute:02}:{second:02} GMT\""
        )?;
    }
    out.flush().map_err(Into::into)
}

/// Writes a list by somebody else, who names the first of the same suspects.
pub(super) fn second(path: &Path, rows: u32) -> anyhow::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(out, "ip,port,type,last_seen")?;
    for row in 0..rows {
        writeln!(out, "{},{},proxy,2026-11-19T00:00:00Z", address(row), port(row))?;
    }
    out.flush().map_err(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_another_address_in_a_known_network() {
        let all: std::collections::BTreeSet<_> = (0..100_000).map(address).collect();
        assert_eq!(all.len(), 100_000);
        let last = Ipv4Addr::from(BASE + MOST_ROWS - 1);
        assert!(all.iter().all(|one| (Ipv4Addr::from(BASE)..=last).contains(one)));
        assert!(!STEP.is_multiple_of(2) && !STEP.is_multiple_of(5));
    }
}
