//! Zones of lists in DNS, as BIND keeps them: owner names are addresses, backwards.

use std::io::BufRead;
use std::net::Ipv4Addr;

use cerrojo_model::{Kind, Suspect};
use ipnet::IpNet;

use super::held::{TEST_POINT, is_test_point};
use super::master::{Bad, Record, Records};
use super::reverse;
use super::row::kind_in;
use super::{Example, FeedError, Format, Given, Peek, Report, Rows};

pub(super) const FORMAT: Format = Format {
    id: "dnsbl-zone",
    about: "master files of lists in DNS (BIND): an A record lists the address that its owner name spells backwards",
    source: "RFC 5782 section 2, RFC 1035 section 5; the codes .2 and .3 as relays and proxies are an old custom, not a standard",
    recognises,
    read,
    examples: &[
        Example {
            name: "dnsbl.bind.zone",
            text: b"$ORIGIN bl.example.net.\n$TTL 300\n@ IN SOA ns.example.net. hostmaster.example.net. 2026112001 3600 600 86400 300\n@ IN NS ns.example.net.\n2.0.0.127 IN A 127.0.0.2\n2.0.0.127 IN TXT \"RFC 5782 test entry\"\n25.2.0.192 IN A 127.0.0.2\n25.2.0.192 IN TXT \"open relay https://example.net/l?192.0.2.25\"\n10.2.0.192 IN A 127.0.0.3\n*.113.0.203 IN A 127.0.0.3\n",
            suspects: &[
                "192.0.2.25:25 open-relay",
                "192.0.2.10 open-proxy",
                "203.0.113.0/24 open-proxy",
            ],
            passed: &[5],
            rejected: &[],
        },
        Example {
            name: "bl.db",
            text: b"@ 300 IN SOA ns hostmaster ( 1 ; serial\n  3600 600 86400 300 )\n  NS ns\nns A 192.0.2.53\n7.2.0.192.relays 60 A 127.0.0.4\n 60 TXT \"seen \" \"twice\"\n$GENERATE 1-2 $.100.51.198 A 127.0.0.2\n5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.8.b.d.0.1.0.0.2.bl.example. A 127.0.0.9\n8.2.0.192 A 192.0.2.1\n9.2.0.192 TXT \"Open proxy, closed since\"\n$INCLUDE more.db\n*.25.2.0.192 A 127.0.0.2\n",
            suspects: &[
                "192.0.2.7:25 open-relay",
                "198.51.100.1:25 open-relay",
                "198.51.100.2:25 open-relay",
                "2001:db8:10::25",
            ],
            passed: &[4, 9, 10, 12],
            rejected: &[11],
        },
    ],
};

/// Rows that are held back until an owner name is an address: another zone is not read as one.
const HELD_BACK: usize = 10_000;

fn recognises(peek: &Peek<'_>) -> bool {
    let text = peek.text();
    // The last line may be cut.
    let end = if peek.head.len() < 64 * 1024 { text.len() } else { text.rfind('\n').unwrap_or(0) };
    let mut head = text.get(..end).unwrap_or_default().as_bytes();
    let mut records = Records::new(&mut head);
    let mut is_first = true;
    let mut is_zone = false;
    while let Ok(Some(record)) = records.next() {
        match record {
            Ok(record) => {
                let is_listing = record.kind == "A" && reverse::owner(&record.owner).is_some();
                is_zone |= record.kind == "SOA";
                if is_listing && is_zone {
                    return true;
                }
            }
            Err(_) if is_first => return false,
            Err(_) => {}
        }
        is_first = false;
    }
    false
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    let mut records = Records::new(input);
    let mut apex: Option<String> = None;
    let mut groups = Groups::new(given, true);
    while let Some(record) = records.next()? {
        match record {
            Ok(record) => {
                if record.kind == "SOA" {
                    apex.get_or_insert_with(|| record.owner.clone());
                }
                let zone = apex.as_deref().unwrap_or_default();
                let name = record.owner.strip_suffix(zone).map_or(&*record.owner, |name| {
                    if zone.is_empty() { name } else { name.strip_suffix('.').unwrap_or(name) }
                });
                groups.record(name, &record, rows)?;
            }
            Err(bad) => groups.bad(bad, rows)?,
        }
    }
    groups.finish(rows)
}

/// Puts together the records of one owner that follow each other.
pub(super) struct Groups<'a> {
    given: &'a Given,
    /// The kind that the name of the list says.
    pub(super) kind: Option<Kind>,
    /// What the codes .2 and .3 mean is an old custom of zones; other files have .2 as the default.
    has_codes: bool,
    group: Option<Group>,
    /// What is handed out once an owner name is an address; `None` from then on.
    held_back: Option<Vec<Result<(u64, &'static str), Bad>>>,
}

struct Group {
    line: u64,
    owner: String,
    /// `None` for a name that is no address.
    network: Option<IpNet>,
    /// What the name of the list behind the address says.
    kind: Option<Kind>,
    codes: Vec<Ipv4Addr>,
    has_addresses: bool,
    has_data: bool,
    text: String,
}

/// Codes and bytes of text that are kept of one owner.
const MOST_CODES: usize = 64;
const MOST_TEXT: usize = 4 * 1024;

impl<'a> Groups<'a> {
    pub(super) fn new(given: &'a Given, has_codes: bool) -> Self {
        Self { given, kind: None, has_codes, group: None, held_back: Some(Vec::new()) }
    }

    /// Takes a record; `name` is its owner without the zone.
    pub(super) fn record(
        &mut self,
        name: &str,
        record: &Record,
        rows: &mut Rows<'_>,
    ) -> Result<(), FeedError> {
        if self.group.as_ref().is_none_or(|group| group.owner != record.owner) {
            self.flush(rows)?;
            let found = reverse::owner(name);
            self.group = Some(Group {
                line: record.line,
                owner: record.owner.clone(),
                network: found.map(|(network, _)| network),
                kind: found.and_then(|(_, list)| kind_in(list)),
                codes: Vec::new(),
                has_addresses: false,
                has_data: false,
                text: String::new(),
            });
        }
        let Some(group) = &mut self.group else { return Ok(()) };
        match record.kind.as_str() {
            "A" => {
                group.has_addresses = true;
                let code = record.data.first().and_then(|data| data.parse::<Ipv4Addr>().ok());
                match code {
                    None => {
                        let (line, text) = (record.line, record.data.join(" ").into_bytes());
                        let why = "the data of an A record is an IPv4 address".to_owned();
                        return self.bad(Bad { line, why, text }, rows);
                    }
                    Some(code) if code.is_loopback() && group.codes.len() < MOST_CODES => {
                        group.codes.push(code);
                    }
                    Some(_) => {}
                }
            }
            "TXT" if group.text.len() < MOST_TEXT => {
                group.has_data = true;
                if !group.text.is_empty() {
                    group.text.push_str("; ");
                }
                record.data.iter().for_each(|text| group.text.push_str(text));
            }
            "SOA" | "NS" => {}
            _ => group.has_data = true,
        }
        Ok(())
    }

    /// Takes an entry that cannot be read.
    pub(super) fn bad(&mut self, bad: Bad, rows: &mut Rows<'_>) -> Result<(), FeedError> {
        match &mut self.held_back {
            Some(held_back) => {
                held_back.push(Err(bad));
                self.check()
            }
            None => rows.rejected(bad.line, bad.why, &bad.text),
        }
    }

    /// Hands out the last owner.
    pub(super) fn finish(&mut self, rows: &mut Rows<'_>) -> Result<(), FeedError> {
        self.flush(rows)?;
        if self.held_back.is_some() { Err(another()) } else { Ok(()) }
    }

    /// Hands out the owner so far.
    pub(super) fn flush(&mut self, rows: &mut Rows<'_>) -> Result<(), FeedError> {
        let Some(group) = self.group.take() else { return Ok(()) };
        let Some(network) = group.network else {
            let is_host = group.has_addresses || group.has_data;
            return if is_host {
                self.pass(group.line, "its name is no address", rows)
            } else {
                Ok(())
            };
        };
        self.release(rows)?;
        let line = group.line;
        if is_test_point(network) {
            return rows.passed(line, TEST_POINT);
        }
        if !group.has_addresses {
            return rows.passed(line, "without an A record an address is not listed");
        }
        if group.codes.is_empty() {
            return rows.passed(line, "only answers within 127.0.0.0/8 list an address (RFC 5782)");
        }
        let kind = kind_in(&group.text).or(group.kind).or(self.kind).or_else(|| self.given.kind());
        let kind = kind.or_else(|| self.has_codes.then(|| customary(&group.codes)).flatten());
        let suspect = Suspect::new(network, self.given.port, kind);
        let mut report = Report::new(suspect, line);
        let codes: Vec<String> = group.codes.iter().map(Ipv4Addr::to_string).collect();
        report.details.add("codes", &codes.join(" "));
        report.details.add("reason", &group.text);
        rows.suspect(report)
    }

    /// Hands out what was held back: it is this format, whatever comes.
    pub(super) fn release(&mut self, rows: &mut Rows<'_>) -> Result<(), FeedError> {
        for row in self.held_back.take().into_iter().flatten() {
            match row {
                Ok((line, why)) => rows.passed(line, why)?,
                Err(bad) => rows.rejected(bad.line, bad.why, &bad.text)?,
            }
        }
        Ok(())
    }

    fn pass(&mut self, line: u64, why: &'static str, rows: &mut Rows<'_>) -> Result<(), FeedError> {
        match &mut self.held_back {
            Some(held_back) => {
                held_back.push(Ok((line, why)));
                self.check()
            }
            None => rows.passed(line, why),
        }
    }

    fn check(&self) -> Result<(), FeedError> {
        let is_enough = self.held_back.as_ref().is_some_and(|rows| rows.len() >= HELD_BACK);
        if is_enough { Err(another()) } else { Ok(()) }
    }
}

/// What the codes meant on the lists that began it: 127.0.0.2 a relay, 127.0.0.3 a proxy. It is asked last, because
/// many lists answer 127.0.0.2 for whatever they list (RFC 5782 section 2.1).
fn customary(codes: &[Ipv4Addr]) -> Option<Kind> {
    match codes {
        [code] if code.octets() == [127, 0, 0, 2] => Some(Kind::OpenRelay),
        [code] if code.octets() == [127, 0, 0, 3] => Some(Kind::OpenProxy),
        _ => None,
    }
}

fn another() -> FeedError {
    let why = "no owner name is an address written backwards, such as 25.2.0.192".to_owned();
    FeedError::AnotherFormat { format: FORMAT.id, why }
}
