//! Reports of the Shadowserver Foundation: CSV whose header says which column is what.

use std::io::BufRead;

use cerrojo_model::Kind;

use super::fields::{Means, keep, network, port, suspect};
use super::records::{Record, Records, header};
use super::row::kind_in;
use super::{Example, FeedError, Format, Given, Peek, Report, Rows};

const ID: &str = "shadowserver";

pub(super) const FORMAT: Format = Format {
    id: ID,
    about: "daily reports of the Shadowserver Foundation, CSV; which report it is tells the file name, else the columns",
    source: "https://www.shadowserver.org/what-we-do/network-reporting/",
    recognises,
    read,
    examples: &[
        Example {
            name: "2026-11-20-scan_http_proxy-example-asn.csv",
            text: b"\"timestamp\",\"severity\",\"ip\",\"protocol\",\"port\",\"hostname\",\"tag\",\"asn\",\"geo\",\"http_code\",\"proxy_authenticate\",\"via\"\r\n\
                \"2026-11-20 02:14:07\",\"medium\",\"192.0.2.10\",\"tcp\",\"3128\",\"\",\"http-connect-proxy\",\"64496\",\"DE\",\"200\",\"\",\"1.1 gw \"\"a\"\"\nb\"\r\n\
                \"2026-11-20 02:14:08\",\"medium\",\"192.0.2.11\",\"tcp\",\"3128\",\"\",\"http-connect-proxy\",\"64496\",\"DE\",\"407\",\"\",\"\"\r\n\
                \"2026-11-20 02:14:09\",\"medium\",\"192.0.2.12\",\"tcp\",\"3128\",\"\",\"http-connect-proxy\",\"64496\",\"DE\",\"200\",\"Basic realm=x\",\"\"\r\n\
                \"2026-11-20 02:14:10\",\"medium\",\"192.0.2.300\",\"tcp\",\"3128\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n\
                \"2026-11-20 02:14:11\",\"medium\",\"192.0.2.13\",\"tcp\",\"http\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n\
                \"2026-11-20 02:14:12\",\"medium\",\"192.0.2.1\r\n",
            suspects: &["192.0.2.10:3128 open-proxy"],
            passed: &[4, 5],
            rejected: &[6, 7, 8],
        },
        Example {
            name: "2026-11-20-scan6_http_proxy-123-example-asn_reordered_bom.csv",
            text: b"\xef\xbb\xbf\"new_field\",\"geo\",\"asn\",\"port\",\"ip\",\"timestamp\"\n\"x\",\"DE\",\"64496\",\"8080\",\"2001:db8:10::25\",\"2026-11-20 02:14:07\"\n",
            suspects: &["[2001:db8:10::25]:8080 open-proxy"],
            passed: &[],
            rejected: &[],
        },
        Example {
            name: "2026-11-20-population_http_proxy-example-asn.csv",
            text: b"timestamp,severity,ip,port,tag,asn,geo,http_code,proxy_authenticate,via\n2026-11-20 02:14:07,low,192.0.2.10,3128,http-proxy,64496,DE,200,,\n",
            suspects: &[],
            passed: &[2],
            rejected: &[],
        },
        Example {
            name: "2026-11-20-scan_socks-example-geo.csv",
            text: b"timestamp,severity,ip,protocol,port,tag,asn,geo\n2026-11-20 03:00:01,medium,203.0.113.77,tcp,1080,socks5,64498,PL\n",
            suspects: &["203.0.113.77:1080 open-proxy"],
            passed: &[],
            rejected: &[],
        },
        Example {
            name: "2026-11-20-blocklist-example-asn.csv",
            text: b"timestamp,severity,ip,hostname,source,reason,asn,geo,tag\n2026-11-20 00:00:00,low,192.0.2.10,,Example DNSBL,open proxy,64496,DE,blocklist\n2026-11-20 00:00:00,low,198.51.100.0/28,,Example DNSBL,dynamic,64497,JP,\n",
            suspects: &["192.0.2.10 open-proxy", "198.51.100.0/28"],
            passed: &[],
            rejected: &[],
        },
        Example {
            name: "2026-11-20-spam_url-example-asn.csv",
            text: b"timestamp,url,hostname,ip,asn,geo,port,sender,subject,src_ip,src_asn,src_geo\n2026-11-20 00:00:00,http://shop.example/,shop.example,198.51.100.9,64497,JP,80,a@example.org,cheap,192.0.2.25,64496,DE\n2026-11-20 00:00:00,http://shop.example/,shop.example,198.51.100.9,64497,JP,80,a@example.org,cheap,,,\n",
            suspects: &["192.0.2.25:25 open-relay"],
            passed: &[3],
            rejected: &[],
        },
        Example {
            name: "2026-11-20-scan_smtp_vulnerable-example-asn.csv",
            text: b"timestamp,severity,ip,protocol,port,tag,asn,geo,banner\n2026-11-20 04:10:11,critical,192.0.2.25,tcp,25,21nails;smtp,64496,DE,220 mx.example.com ESMTP\n",
            suspects: &[],
            passed: &[2],
            rejected: &[],
        },
        Example {
            name: "2019-03-01-scan_open_proxy_report-example.csv",
            text: b"\"timestamp\",\"ip\",\"port\",\"asn\",\"geo\",\"hostname\",\"type\"\n\"2019-03-01 01:00:00\",\"192.0.2.10\",\"8080\",\"64496\",\"DE\",\"\",\"HTTP\"\n",
            suspects: &["192.0.2.10:8080 open-proxy"],
            passed: &[],
            rejected: &[],
        },
    ],
};

/// What the rows of a report say.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Says {
    /// There is an open proxy.
    Proxy,
    /// It stands on a list, for the reason given.
    Listed,
    /// It handed over spam.
    HandedOver,
    /// Nothing that makes a suspect.
    Never(&'static str),
    /// There is a proxy, open or not: the row tells.
    AnyProxy,
    /// The tag tells.
    Tagged,
}

/// The reports by name, without a `_report` behind.
#[rustfmt::skip]
const REPORTS: &[(&str, Says)] = &[
    ("scan_http_proxy",        Says::Proxy),
    ("scan6_http_proxy",       Says::Proxy),
    ("scan_socks",             Says::Proxy),
    ("scan6_socks",            Says::Proxy),
    ("scan_open_proxy",        Says::Proxy),
    ("open_proxy",             Says::Proxy),
    ("blocklist",              Says::Listed),
    ("blacklist",              Says::Listed),
    ("spam_url",               Says::HandedOver),
    ("population_http_proxy",  Says::Never(ASKS_WHO)),
    ("population6_http_proxy", Says::Never(ASKS_WHO)),
    ("scan_smtp",              Says::Never(ANSWERS_MAIL)),
    ("scan6_smtp",             Says::Never(ANSWERS_MAIL)),
    ("scan_smtp_vulnerable",   Says::Never(OLD_SOFTWARE)),
    ("scan6_smtp_vulnerable",  Says::Never(OLD_SOFTWARE)),
];

const ASKS_WHO: &str = "a proxy that asks who one is";
const ANSWERS_MAIL: &str = "a mail server that can be reached; no more is said of it";
const OLD_SOFTWARE: &str = "a mail server with a known fault, not an open relay";
const SOMETHING_ELSE: &str = "a report about something else";
const NO_SENDER: &str = "it names no host that handed over the message";

fn recognises(peek: &Peek<'_>) -> bool {
    is_header(&header(peek.head))
}

fn is_header(names: &[String]) -> bool {
    ["timestamp", "ip", "asn", "geo"].iter().all(|name| names.iter().any(|one| one == name))
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    let mut records = Records::new(input);
    let Some(header) = records.next()? else {
        return Err(another("it is empty; want a header with the column `ip`"));
    };
    let name = given.name.as_deref().unwrap_or_default();
    let Some(mut columns) = Columns::of(&header, name) else {
        return Err(another("its header has no columns `timestamp` and `ip`"));
    };
    while let Some(record) = records.next()? {
        // Reports that were put one behind the other have a header each.
        if columns.may_be_header(&record)
            && let Some(next) = Columns::of(&record, name)
        {
            let width = record.len();
            records.expect(width);
            columns = next;
            continue;
        }
        columns.row(&record, given, rows)?;
    }
    Ok(())
}

fn another(why: &str) -> FeedError {
    FeedError::AnotherFormat { format: ID, why: why.to_owned() }
}

/// Which report a file is, by its name.
fn by_name(name: &str) -> Option<Says> {
    let name = name.to_ascii_lowercase();
    let dated = name
        .get(10..)
        .filter(|_| name.get(..10).is_some_and(|date| super::fields::moment(date).is_some()));
    let report = dated.and_then(|rest| rest.strip_prefix('-')).unwrap_or(&name);
    let report = report.split(['-', '.']).next().unwrap_or_default();
    let report = report.strip_suffix("_report").unwrap_or(report);
    let says = REPORTS.iter().find(|(name, _)| *name == report).map(|(_, says)| *says);
    let other = match report {
        _ if dated.is_none() => None,
        _ if report.contains("accessible") || report.starts_with("population") => {
            Some(Says::Never("a server that can be reached; no more is said of it"))
        }
        _ => Some(Says::Never(SOMETHING_ELSE)),
    };
    says.or(other)
}

/// Where what stands.
struct Columns {
    says: Says,
    names: Vec<String>,
    means: Vec<Means>,
    address: usize,
    port: Option<usize>,
    http_code: Option<usize>,
    authenticate: Option<usize>,
    severity: Option<usize>,
    tag: Option<usize>,
    reason: Option<usize>,
    source: Option<usize>,
}

impl Columns {
    fn of(header: &Record<'_>, file: &str) -> Option<Self> {
        let names = header.names();
        let at = |name: &str| names.iter().position(|one| one.eq_ignore_ascii_case(name));
        let all = |wanted: &[&str]| wanted.iter().all(|name| at(name).is_some());
        if !all(&["timestamp", "ip"]) {
            return None;
        }
        let by_columns = || match () {
            () if all(&["url", "src_ip"]) => Says::HandedOver,
            () if all(&["source", "reason"]) => Says::Listed,
            () if all(&["http_code", "proxy_authenticate", "via"]) => Says::AnyProxy,
            () if all(&["banner", "auth_tls_response"]) => Says::Never(ANSWERS_MAIL),
            () => Says::Tagged,
        };
        let says = by_name(file).unwrap_or_else(by_columns);
        // Of spam, the host that handed it over is meant, not the one that it points to.
        let is_spam = says == Says::HandedOver;
        let (address, asn, country) =
            if is_spam { ("src_ip", "src_asn", "src_geo") } else { ("ip", "asn", "geo") };
        let means = names.iter().map(|name| match name.to_ascii_lowercase().as_str() {
            "timestamp" => Means::Seen,
            name if name == asn => Means::Asn,
            name if name == country => Means::Country,
            _ => Means::Detail,
        });
        Some(Self {
            says,
            means: means.collect(),
            address: at(address)?,
            port: at("port").filter(|_| !is_spam),
            http_code: at("http_code"),
            authenticate: at("proxy_authenticate"),
            severity: at("severity"),
            tag: at("tag"),
            reason: at("reason"),
            source: at("source"),
            names,
        })
    }

    /// Whether it has other columns than the rows, or a word where addresses stand.
    fn may_be_header(&self, record: &Record<'_>) -> bool {
        let address = record.field(self.address);
        let is_word = |byte: u8| !byte.is_ascii_digit() && byte != b':';
        record.fault.is_some() || (!address.is_empty() && address.bytes().all(is_word))
    }

    fn row(
        &self,
        record: &Record<'_>,
        given: &Given,
        rows: &mut Rows<'_>,
    ) -> Result<(), FeedError> {
        let (line, raw) = (record.line, record.raw);
        if let Some(fault) = &record.fault {
            return rows.rejected(line, &**fault, raw);
        }
        let kind = match self.kind(record) {
            Ok(kind) => kind,
            Err(why) => return rows.passed(line, why),
        };
        let address = record.field(self.address);
        let port = self.port.map_or(Ok(None), |at| port(&record.field(at)));
        match (network(&address), port) {
            (Ok(network), Ok(port)) => rows.suspect(
                self.report(record, Report::new(suspect(network, port, kind, given), line)),
            ),
            (Err(why), _) | (_, Err(why)) => rows.rejected(line, why, raw),
        }
    }

    /// The kind that a row tells; otherwise why it names no suspect.
    fn kind(&self, record: &Record<'_>) -> Result<Option<Kind>, &'static str> {
        let of = |column: Option<usize>| column.map(|at| record.field(at)).unwrap_or_default();
        let says = match self.says {
            Says::AnyProxy if matches!(&*of(self.severity), "low" | "info") => {
                Says::Never(ASKS_WHO)
            }
            Says::AnyProxy => Says::Proxy,
            Says::Tagged if of(self.tag).contains("socks") => Says::Proxy,
            Says::Tagged => Says::Never(SOMETHING_ELSE),
            says => says,
        };
        match says {
            Says::Proxy => {
                let asks = !of(self.authenticate).trim().is_empty() || of(self.http_code) == "407";
                let asks = asks || of(self.tag).contains("accessible");
                if asks { Err(ASKS_WHO) } else { Ok(Some(Kind::OpenProxy)) }
            }
            Says::Listed => {
                Ok([self.reason, self.tag, self.source].into_iter().find_map(|at| kind_in(&of(at))))
            }
            Says::HandedOver if record.field(self.address).trim().is_empty() => Err(NO_SENDER),
            Says::HandedOver => Ok(Some(Kind::OpenRelay)),
            Says::Never(why) => Err(why),
            Says::AnyProxy | Says::Tagged => Err(SOMETHING_ELSE),
        }
    }

    fn report(&self, record: &Record<'_>, mut report: Report) -> Report {
        for (at, (name, means)) in self.names.iter().zip(&self.means).enumerate() {
            if at != self.address && Some(at) != self.port {
                keep(&mut report, *means, name, &record.field(at));
            }
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::super::Row;
    use super::*;

    fn shown(name: Option<&str>, text: &str) -> Vec<String> {
        let mut shown = Vec::new();
        let mut take = |row: Row| {
            shown.push(match row {
                Row::Suspect(report) => report.suspect.to_string(),
                Row::Passed { why, .. } => why.to_owned(),
                Row::Rejected(reject) => reject.why,
            });
            ControlFlow::Continue(())
        };
        let given = Given { name: name.map(str::to_owned), ..Given::default() };
        read(&mut text.as_bytes(), &given, &mut Rows::new(&mut take)).unwrap();
        shown
    }

    #[test]
    fn without_a_name_the_columns_tell() {
        let http = "timestamp,severity,ip,port,tag,asn,geo,http_code,proxy_authenticate,via\n\
            ,medium,192.0.2.10,3128,http-connect-proxy,,,200,,\n\
            ,low,192.0.2.11,3128,http-connect-proxy,,,200,,\n\
            ,medium,192.0.2.12,3128,http-connect-proxy,,,407,,\n\
            ,medium,192.0.2.13,3128,accessible;http,,,200,,\n";
        let wanted = ["192.0.2.10:3128 open-proxy", ASKS_WHO, ASKS_WHO, ASKS_WHO];
        assert_eq!(shown(None, http), wanted);
        assert_eq!(shown(Some("report.csv"), http), wanted);
        let named = shown(Some("2026-11-20-scan_http_proxy-a.csv"), http);
        assert_eq!(named[1], "192.0.2.11:3128 open-proxy");
        let prefix =
            "timestamp,ip,port,tag,asn,geo\n,192.0.2.10,1080,socks5,,\n,192.0.2.11,53,dns,,\n";
        assert_eq!(shown(None, prefix), ["192.0.2.10:1080 open-proxy", SOMETHING_ELSE]);
        let mail =
            "timestamp,ip,port,tag,asn,geo,banner,auth_tls_response\n,192.0.2.25,25,smtp,,,220,\n";
        assert_eq!(shown(None, mail), [ANSWERS_MAIL]);
    }

    #[test]
    fn names_tell_reports() {
        for (name, says) in REPORTS {
            for file in
                ["2026-11-20-{}-example-asn.csv", "2026-11-20-{}-123-x_bom.csv", "{}_report.csv"]
            {
                assert_eq!(by_name(&file.replace("{}", name)), Some(*says), "{name} {file}");
            }
        }
        assert_eq!(by_name("2026-11-20-scan_dns-example.csv"), Some(Says::Never(SOMETHING_ELSE)));
        assert!(matches!(by_name("2026-11-20-accessible_vnc-x.csv"), Some(Says::Never(_))));
        assert_eq!(by_name("suspects.csv"), None);
    }

    #[test]
    fn every_column_is_kept_where_it_belongs() {
        let text =
            "timestamp,ip,port,asn,geo,New_Field\n2026-11-20 02:14:07,192.0.2.10,1,64496,DE,x\n";
        let given =
            Given { name: Some("2026-11-20-scan_socks-x.csv".to_owned()), ..Given::default() };
        let mut reports = Vec::new();
        let mut take = |row: Row| {
            if let Row::Suspect(report) = row {
                reports.push(report);
            }
            ControlFlow::Continue(())
        };
        // Two reports one behind the other, each with its own order of columns.
        let text = format!("{text}geo,ip,timestamp\nPL,192.0.2.11,never\n");
        read(&mut text.as_bytes(), &given, &mut Rows::new(&mut take)).unwrap();
        let [first, second] = &reports[..] else { panic!("no two reports") };
        let found = (second.suspect.to_string(), second.country);
        assert_eq!(found, ("192.0.2.11 open-proxy".to_owned(), Some(*b"PL")));
        assert_eq!((first.asn, first.country), (Some(64496), Some(*b"DE")));
        assert_eq!(first.seen_at.map(|time| time.timestamp()), Some(1_795_140_847));
        assert_eq!(first.details.clone().into_json().unwrap(), r#"{"New_Field":"x"}"#);
    }
}
