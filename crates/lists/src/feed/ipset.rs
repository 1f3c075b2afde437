//! Sets of addresses for Linux firewalls: the files of `FireHOL`, and what `ipset save` prints.

use std::collections::HashMap;
use std::io::BufRead;

use cerrojo_model::{Kind, Suspect};

use super::held::{FULL, Held, Precedence, Value};
use super::lines::Lines;
use super::plain::{bare, networks};
use super::row::kind_in;
use super::{Example, FeedError, Format, Given, Peek, Report, Rows};

pub(super) const FORMAT: Format = Format {
    id: "ipset",
    about: "FireHOL .ipset and .netset files, and the output of `ipset save`",
    source: "https://github.com/firehol/firehol/blob/master/sbin/update-ipsets, ipset(8)",
    recognises,
    read,
    examples: &[
        Example {
            name: "example_proxies.ipset",
            text: b"#\n# example_proxies\n#\n# ipv4 hash:ip ipset\n#\n# Maintainer      : Example\n# Category        : anonymizers\n# Entries         : 2 unique IPs\n#\n192.0.2.10\n198.51.100.23\n",
            suspects: &["192.0.2.10 open-proxy", "198.51.100.23 open-proxy"],
            passed: &[],
            rejected: &[],
        },
        Example {
            name: "level1.netset",
            text: b"#\n# level1\n#\n# ipv4 hash:net ipset\n#\n# Maintainer      : Example Relay Services\n# List source URL : https://example.net/proxies.txt\n#\n192.0.2.0/28\n203.0.113.77\n203.0.113.300\n2001:db8::/48\nexample.net\n",
            suspects: &["192.0.2.0/28", "203.0.113.77", "2001:db8::/48"],
            passed: &[],
            rejected: &[11, 13],
        },
        Example {
            name: "saved",
            text: b"create relays hash:ip family inet hashsize 1024 maxelem 65536\nadd relays 192.0.2.25\nadd relays 192.0.2.40-192.0.2.41 timeout 300\ncreate web hash:ip,port family inet hashsize 1024 maxelem 65536\nadd web 192.0.2.10,tcp:3128 comment \"seen twice\"\nadd web 192.0.2.11,udp:53\nadd web 192.0.2.12,smtp\ncreate mixed hash:net family inet6\nadd mixed 2001:db8:20::/126\nadd mixed 2001:db8:20::1 nomatch\nadd other 192.0.2.1\ncreate ports bitmap:port range 1-1024\nadd ports 25\nflush mixed\n",
            suspects: &[
                "192.0.2.25:25 open-relay",
                "192.0.2.40/31 port 25 open-relay",
                "192.0.2.10:3128 open-proxy",
                "2001:db8:20::",
                "2001:db8:20::2/127",
            ],
            passed: &[6, 10, 13],
            rejected: &[7, 11, 14],
        },
    ],
};

/// Sets that one file may create.
const MOST_SETS: usize = 256;

fn recognises(peek: &Peek<'_>) -> bool {
    let text = peek.text();
    let first = text.lines().map(bare).find(|line| !line.is_empty()).unwrap_or_default();
    let is_saved = Set::created(first).is_some();
    let extension = peek.name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_named = ["ipset", "netset"].iter().any(|name| extension.eq_ignore_ascii_case(name));
    let is_headed = text
        .lines()
        .take_while(|line| line.starts_with('#') || line.trim().is_empty())
        .any(|line| line.contains(" hash:") && line.trim_end().ends_with(" ipset"));
    is_saved || ((is_named || is_headed) && (first.is_empty() || networks(first).is_ok()))
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    let mut lines = Lines::new(input);
    let (mut name, mut saved, mut is_first) = (None, Saved::new(given), true);
    while let Some(line) = lines.next()? {
        let text = String::from_utf8_lossy(line.bytes);
        let (number, said) = (line.number, text.trim());
        if let Some(comment) = said.strip_prefix('#') {
            // The first line of the header that says something is the name of the list.
            let comment = comment.trim();
            if is_first && name.is_none() && !comment.is_empty() {
                name = Some(kind_in(comment));
            }
            continue;
        }
        if said.is_empty() {
            continue;
        }
        let commands = said.starts_with("create ") || said.starts_with("add ");
        let found = if commands { Ok(vec![]) } else { networks(bare(said)) };
        if is_first && let Err(why) = &found {
            return Err(FeedError::AnotherFormat { format: FORMAT.id, why: why.clone() });
        }
        is_first = false;
        if line.is_cut {
            rows.rejected(number, "the line is too long", line.bytes)?;
        } else if commands {
            saved.command(number, said, rows)?;
        } else {
            match found {
                Ok(found) => {
                    let kind = name.flatten().or_else(|| given.kind());
                    for network in found {
                        let suspect = Suspect::new(network, given.port, kind);
                        rows.suspect(Report::new(suspect, number))?;
                    }
                }
                Err(why) => rows.rejected(number, why, line.bytes)?,
            }
        }
    }
    saved.held.hand_out(given.port, None, rows)
}

/// A set that a `create` line names.
struct Set {
    number: u8,
    kind: Option<Kind>,
    /// It holds addresses or networks; sets of ports, of hardware addresses and of sets hold none.
    has_addresses: bool,
    has_ports: bool,
}

impl Set {
    /// Its name and its type; `None` for another line.
    fn created(line: &str) -> Option<(&str, &str)> {
        let mut words = line.split_whitespace();
        let (verb, name, shape) = (words.next()?, words.next()?, words.next()?);
        let is_shape = ["hash:", "bitmap:", "list:"].iter().any(|begin| shape.starts_with(begin));
        (verb == "create" && is_shape).then_some((name, shape))
    }
}

/// What `ipset save` printed so far. An exception (`nomatch`) may stand behind the network it is in.
struct Saved<'a> {
    given: &'a Given,
    sets: HashMap<String, Set>,
    held: Held,
}

impl<'a> Saved<'a> {
    fn new(given: &'a Given) -> Self {
        Self { given, sets: HashMap::new(), held: Held::new(Precedence::Longest) }
    }

    fn command(&mut self, line: u64, said: &str, rows: &mut Rows<'_>) -> Result<(), FeedError> {
        if let Some((name, shape)) = Set::created(said) {
            let number = u8::try_from(self.sets.len()).ok().filter(|_| self.sets.len() < MOST_SETS);
            let Some(number) = number else {
                let why = "the file creates more than 256 sets; want it split into several";
                return rows.rejected(line, why, said.as_bytes());
            };
            let fields = shape.split_once(':').map_or("", |(_, fields)| fields);
            let mut fields = fields.split(',');
            let has_addresses = matches!(fields.next(), Some("ip" | "net"));
            let has_ports = fields.next() == Some("port");
            let kind = kind_in(name).or_else(|| self.given.kind());
            self.sets.insert(name.to_owned(), Set { number, kind, has_addresses, has_ports });
            return Ok(());
        }
        match self.add(line, said) {
            Ok(None) => Ok(()),
            Ok(Some(why)) => rows.passed(line, why),
            Err(why) => rows.rejected(line, why, said.as_bytes()),
        }
    }

    /// Holds the entry of an `add` line, or says why it names no suspect.
    fn add(&mut self, line: u64, said: &str) -> Result<Option<&'static str>, String> {
        let mut words = said.split_whitespace();
        let (Some("add"), Some(name), Some(entry)) = (words.next(), words.next(), words.next())
        else {
            return Err("want `create NAME TYPE` or `add NAME ENTRY`".to_owned());
        };
        let Some(set) = self.sets.get(name) else {
            return Err(format!("no line before creates the set `{name}`"));
        };
        if !set.has_addresses {
            return Ok(Some("its set holds no addresses"));
        }
        let mut fields = entry.split(',');
        let found = networks(fields.next().unwrap_or_default())?;
        let mut port = None;
        if set.has_ports {
            let field = fields.next().unwrap_or_default();
            let (protocol, digits) = field.split_once(':').unwrap_or(("tcp", field));
            if protocol != "tcp" && protocol != "6" {
                return Ok(Some("names a port that is not of TCP"));
            }
            port = digits.parse::<u16>().ok().filter(|port| *port > 0);
            if port.is_none() {
                return Err(format!("`{digits}` is no port from 1 to 65535"));
            }
        }
        // A port of its own tells more than the name of the file.
        let kind = if port.is_some() { kind_in(name).or(self.given.kind) } else { set.kind };
        let value = Value { kind, port, said: None };
        let is_exception = words.any(|word| word == "nomatch");
        for network in found {
            let done = if is_exception {
                self.held.exclude(network, set.number, line)
            } else {
                self.held.list(network, set.number, line, &value)
            };
            done.map_err(|_| FULL.to_owned())?;
        }
        Ok(is_exception.then_some("an exception from its set"))
    }
}
