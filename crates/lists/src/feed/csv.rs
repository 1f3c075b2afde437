//! CSV of any other kind: the columns are told by their names, or by the user.

use std::io::BufRead;

use cerrojo_model::Kind;

use super::fields::{Means, keep, port, short};
use super::plain::entry;
use super::records::{Record, Records, header};
use super::row::kind_in;
use super::{Example, FeedError, Format, Given, Mapping, Peek, Report, Rows};
use super::{fields::suspect, objects::Outcome};

const ID: &str = "csv";

pub(super) const FORMAT: Format = Format {
    id: ID,
    about: "any CSV with a column of addresses, delimited by comma, semicolon, tab or bar; columns by their names or by --map",
    source: "RFC 4180",
    recognises,
    read,
    examples: &[
        Example {
            name: "generic.csv",
            text: b"ip,port,type,first_seen,last_seen,source\n192.0.2.10,3128,open-proxy,2026-11-01T00:00:00Z,2026-11-20T00:00:00Z,example\n203.0.113.77,1080,open-socks5,,,\n192.0.2.25,,open-relay,,,\n192.0.2.300,,,,,\n192.0.2.11,99999,,,,\n192.0.2.12,25\n",
            suspects: &["192.0.2.10:3128 open-proxy", "203.0.113.77:1080 open-proxy", "192.0.2.25:25 open-relay"],
            passed: &[],
            rejected: &[5, 6, 7],
        },
        Example {
            name: "export.csv",
            text: b"\xef\xbb\xbf\"IP Address\";\"Protocols\";\"Port\";\"Country\"\r\n\"2001:db8:10::25\";\"http\";\"3128\";\"DE\"\r\n\"192.0.2.1-192.0.2.2\";\"socks4, socks5\";\"1080\";\"\"\r\n\"\";\"http\";\"80\";\"\"\r\n",
            suspects: &[
                "[2001:db8:10::25]:3128 open-proxy",
                "192.0.2.1:1080 open-proxy",
                "192.0.2.2:1080 open-proxy",
            ],
            passed: &[],
            rejected: &[4],
        },
        Example {
            name: "column.csv",
            text: b"address\n192.0.2.10:8080\n\"192.0.2.11\n192.0.2.12\n",
            suspects: &["192.0.2.10:8080 open-proxy", "192.0.2.12"],
            passed: &[],
            rejected: &[3],
        },
    ],
};

/// What a column may hold, the field of a mapping first, then the names that columns have for it.
///
/// Of several columns of a kind the one whose name stands first is taken.
#[rustfmt::skip]
const FIELDS: &[(&str, &[&str])] = &[
    ("ip",      &["ip", "source.ip", "src_ip", "ip_address", "ipaddress", "address", "addr", "ip_addr", "ipv4", "ipv6", "network", "cidr"]),
    ("port",    &["port", "source.port", "src_port", "port_number"]),
    ("kind",    &["kind", "type", "protocol", "protocols", "proxy_type"]),
    ("seen",    &["seen", "last_seen", "lastseen", "last_checked", "timestamp", "time", "time.source", "date", "first_seen"]),
    ("asn",     &["asn", "source.asn", "as", "as_number"]),
    ("country", &["country", "country_code", "cc", "geo", "source.geolocation.cc"]),
];

fn recognises(peek: &Peek<'_>) -> bool {
    by_name(&header(peek.head), "ip").is_some()
}

/// The column whose name says that it holds a field.
fn by_name(names: &[String], field: &str) -> Option<usize> {
    let (_, known) = FIELDS.iter().find(|(one, _)| *one == field)?;
    let is =
        |name: &str, wanted: &str| name.to_ascii_lowercase().replace([' ', '-'], "_") == wanted;
    known.iter().find_map(|wanted| names.iter().position(|name| is(name, wanted)))
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    let mut records = Records::new(input);
    let Some(first) = records.next()? else {
        let why = "it is empty; want a header with a column of addresses".to_owned();
        return Err(FeedError::AnotherFormat { format: ID, why });
    };
    if let Some(fault) = &first.fault {
        let why = format!("its first line cannot be read: {fault}");
        return Err(FeedError::AnotherFormat { format: ID, why });
    }
    let columns = Columns::of(&first, given.map.as_ref())?;
    if !columns.has_header {
        columns.outcome(&first, given).hand(first.line, first.raw, rows)?;
    }
    while let Some(record) = records.next()? {
        columns.outcome(&record, given).hand(record.line, record.raw, rows)?;
    }
    Ok(())
}

/// Where what stands, and how details are called.
struct Columns {
    has_header: bool,
    names: Vec<String>,
    ip: usize,
    port: Option<usize>,
    kind: Option<usize>,
    means: Vec<Means>,
}

impl Columns {
    fn of(first: &Record<'_>, map: Option<&Mapping>) -> Result<Self, FeedError> {
        let names = first.names();
        let mut told = Vec::new();
        for (field, column) in map.iter().flat_map(|map| &map.columns) {
            told.push((mapped(field)?, place(&names, column)?));
        }
        let column = |field: &str| {
            let told = told.iter().find(|(one, _)| *one == field).map(|(_, at)| *at);
            told.or_else(|| by_name(&names, field))
        };
        let Some(ip) = column("ip") else {
            return Err(no_addresses(&names, map.is_some()));
        };
        let mut means = vec![Means::Detail; names.len()];
        let typed = [("seen", Means::Seen), ("asn", Means::Asn), ("country", Means::Country)];
        for (field, is) in typed {
            if let Some(place) = column(field).and_then(|at| means.get_mut(at)) {
                *place = is;
            }
        }
        let (port, kind) = (column("port"), column("kind"));
        let has_header = entry(first.field(ip).trim()).is_err();
        let numbered = |at: usize| format!("column {}", at.saturating_add(1));
        let names = if has_header { names } else { (0..first.len()).map(numbered).collect() };
        Ok(Self { has_header, names, ip, port, kind, means })
    }

    fn outcome(&self, record: &Record<'_>, given: &Given) -> Outcome {
        if let Some(fault) = &record.fault {
            return Outcome::Rejected(fault.clone().into_owned());
        }
        let port = self.port.map_or(Ok(None), |at| port(&record.field(at)));
        let (entry, port) = match (entry(record.field(self.ip).trim()), port) {
            (Ok(entry), Ok(port)) => (entry, port),
            (Err(why), _) | (_, Err(why)) => return Outcome::Rejected(why),
        };
        let kind = self.kind.and_then(|at| kind_of(&record.field(at)));
        let reports = entry.networks.into_iter().map(|network| {
            let who = suspect(network, port.or(entry.port), kind.or(entry.kind), given);
            let mut report = Report::new(who, record.line);
            for (at, (name, means)) in self.names.iter().zip(&self.means).enumerate() {
                if at != self.ip && Some(at) != self.port {
                    keep(&mut report, *means, name, &record.field(at));
                }
            }
            report
        });
        Outcome::Suspects(reports.collect())
    }
}

/// The kind that a cell names: `open-relay`, `SOCKS5`, `https`.
fn kind_of(cell: &str) -> Option<Kind> {
    let first = cell.trim().to_ascii_lowercase();
    kind_in(&first).or_else(|| match first.split([',', ' ', '/']).next().unwrap_or_default() {
        "http" | "https" | "connect" => Some(Kind::OpenProxy),
        "smtp" | "smtps" | "submission" => Some(Kind::OpenRelay),
        _ => None,
    })
}

/// A field that a mapping may name.
fn mapped(field: &str) -> Result<&'static str, FeedError> {
    let known = FIELDS.iter().find(|(one, _)| *one == field).map(|(one, _)| *one);
    known.ok_or_else(|| {
        let all: Vec<_> = FIELDS.iter().map(|(one, _)| *one).collect();
        FeedError::Given(format!("a mapping has no field `{field}`; it has {}", all.join(", ")))
    })
}

/// The column that a mapping names: by its number from 1, else by its name.
fn place(names: &[String], column: &str) -> Result<usize, FeedError> {
    if let Some(at) = names.iter().position(|name| name.eq_ignore_ascii_case(column)) {
        return Ok(at);
    }
    let number = column.parse::<usize>().ok();
    let missing = match number {
        Some(number) if (1..=names.len()).contains(&number) => {
            return Ok(number.saturating_sub(1));
        }
        Some(number) => format!("there is no column {number}: the file has {}", names.len()),
        None => format!("there is no column `{column}`; the first line has {}", listed(names)),
    };
    Err(FeedError::Given(missing))
}

fn no_addresses(names: &[String], is_mapped: bool) -> FeedError {
    if is_mapped {
        let why = format!(
            "the mapping names no column of addresses, such as ip=1; the first line has {}",
            listed(names)
        );
        return FeedError::Given(why);
    }
    let why = format!(
        "no column of its first line is called `ip` or `address`; they are {}",
        listed(names)
    );
    FeedError::AnotherFormat { format: ID, why }
}

fn listed(names: &[String]) -> String {
    let shown: Vec<_> = names.iter().take(20).map(|name| format!("`{}`", short(name))).collect();
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::super::Row;
    use super::*;

    fn read_with(map: &[(&str, &str)], text: &str) -> Result<Vec<String>, String> {
        let columns = map.iter().map(|(field, at)| ((*field).to_owned(), (*at).to_owned()));
        let map = Some(Mapping { columns: columns.collect() });
        let given = Given { map, ..Given::default() };
        let mut read_rows = Vec::new();
        let mut take = |row: Row| {
            read_rows.push(match row {
                Row::Suspect(report) => {
                    format!("{} {}", report.suspect, report.details.into_json().unwrap_or_default())
                }
                Row::Passed { line, .. } => format!("{line} passed"),
                Row::Rejected(reject) => format!("{} {}", reject.line, reject.why),
            });
            ControlFlow::Continue(())
        };
        let outcome = read(&mut text.as_bytes(), &given, &mut Rows::new(&mut take));
        outcome.map(|()| read_rows).map_err(|error| error.to_string())
    }

    #[test]
    fn a_mapping_says_what_is_what() {
        let by_number = [("ip", "3"), ("port", "4"), ("kind", "1")];
        let rows = read_with(&by_number, "relay,x,192.0.2.25,25\nproxy,y,192.0.2.10,3128\n");
        let wanted = [
            r#"192.0.2.25:25 open-relay {"column 1":"relay","column 2":"x"}"#,
            r#"192.0.2.10:3128 open-proxy {"column 1":"proxy","column 2":"y"}"#,
        ];
        assert_eq!(rows.unwrap(), wanted);
        let rows = read_with(&[("ip", "2")], "name;host;port\nx;192.0.2.10;8080\n");
        assert_eq!(rows.unwrap(), [r#"192.0.2.10:8080 open-proxy {"name":"x"}"#]);
        let rows = read_with(&[("ip", "Host")], "name;host\nx;192.0.2.10\n");
        assert_eq!(rows.unwrap(), [r#"192.0.2.10 {"name":"x"}"#]);
    }

    #[test]
    fn a_mapping_that_fits_not_is_explained() {
        let text = "name,host\nx,192.0.2.10\n";
        let why = |field, at| read_with(&[(field, at)], text).unwrap_err();
        assert_eq!(
            why("ip", "adress"),
            "there is no column `adress`; the first line has `name`, `host`"
        );
        assert_eq!(why("ip", "3"), "there is no column 3: the file has 2");
        assert_eq!(why("ip", "0"), "there is no column 0: the file has 2");
        assert_eq!(
            why("name", "1"),
            "a mapping has no field `name`; it has ip, port, kind, seen, asn, country"
        );
        assert!(why("port", "1").starts_with("the mapping names no column of addresses"));
    }
}
