//! Response policy zones: what a resolver answers otherwise because of an address.

use std::io::BufRead;
use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::held::{FULL, Held, Precedence, TEST_POINT, Value, is_test_point};
use super::master::{Bad, Record, Records, absolute};
use super::row::kind_in;
use super::{Example, FeedError, Format, Given, Peek, Rows};

pub(super) const FORMAT: Format = Format {
    id: "rpz",
    about: "response policy zones: triggers on addresses (rpz-ip, rpz-client-ip, rpz-nsip) name suspects, names do not",
    source: "https://datatracker.ietf.org/doc/html/draft-vixie-dnsop-dns-rpz-00 sections 3 and 4",
    recognises,
    read,
    examples: &[
        Example {
            name: "rpz.zone",
            text: b"$ORIGIN rpz.example.net.\n$TTL 300\n@ IN SOA localhost. hostmaster.example.net. 2026112001 3600 600 86400 300\n@ IN NS localhost.\nbad.example CNAME .\n*.bad.example CNAME .\n32.10.2.0.192.rpz-ip CNAME .\n28.64.2.0.192.rpz-ip CNAME *.\n128.25.zz.10.db8.2001.rpz-ip CNAME .\n24.0.113.0.203.rpz-client-ip CNAME rpz-drop.\n",
            suspects: &["192.0.2.10", "192.0.2.64/28", "2001:db8:10::25", "203.0.113.0/24"],
            passed: &[5, 6],
            rejected: &[],
        },
        Example {
            name: "open-proxies.rpz",
            text: b"@ SOA localhost. root.localhost. 1 3600 600 86400 300\n32.9.2.0.192.rpz-ip CNAME rpz-passthru.\n30.8.2.0.192.rpz-ip CNAME rpz-tcp-only.\n30.8.2.0.192.rpz-client-ip A 192.0.2.53\n 60 TXT \"walled garden\"\n32.1.0.0.198.rpz-nsip CNAME .\n33.0.2.0.192.rpz-ip CNAME .\n24.1.2.0.192.rpz-ip CNAME .\n64.zz.8.db8.2001.rpz-client-ip.other. CNAME .\nns.evil.example.rpz-nsdname CNAME .\n32.2.0.0.127.rpz-ip CNAME .\n16.0.rpz-ip CNAME .\n",
            suspects: &[
                "192.0.2.8 open-proxy",
                "192.0.2.10/31 open-proxy",
                "192.0.2.8/30 open-proxy",
                "198.0.0.1 open-proxy",
                "2001:db8:8::/64 open-proxy",
            ],
            passed: &[2, 10, 11],
            rejected: &[7, 8, 12],
        },
    ],
};

/// What an address is compared with: one in an answer, the one who asks, one of a name server. Each of them says that
/// the publisher minds that address, so each names a suspect; a check tells whether it is open.
const TRIGGERS: &[&str] = &["rpz-ip", "rpz-client-ip", "rpz-nsip"];

/// Entries that are held back until an owner name is a trigger: another zone is not read as one.
const HELD_BACK: usize = 10_000;

fn recognises(peek: &Peek<'_>) -> bool {
    let text = peek.text();
    let mut is_zone = false;
    for line in text.lines() {
        let mut words = line.split_whitespace();
        let owner = words.next().unwrap_or_default();
        is_zone |= words.clone().any(|word| word.eq_ignore_ascii_case("SOA"));
        let is_trigger = owner.split('.').any(|label| {
            let label = label.to_ascii_lowercase();
            TRIGGERS.contains(&&*label) || label == "rpz-nsdname"
        });
        if is_zone && is_trigger && !line.trim_start().starts_with([';', '#']) {
            return true;
        }
    }
    false
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    let mut records = Records::new(input);
    let mut zone = Zone {
        given,
        held: Held::new(Precedence::Longest),
        last: String::new(),
        held_back: Some(Vec::new()),
    };
    while let Some(record) = records.next()? {
        match record {
            Ok(record) => zone.record(&record, rows)?,
            Err(bad) => zone.say(Err(bad), rows)?,
        }
    }
    if zone.held_back.is_some() {
        return Err(another());
    }
    zone.held.hand_out(given.port, None, rows)
}

/// The zone so far.
struct Zone<'a> {
    given: &'a Given,
    held: Held,
    /// The owner of the record before.
    last: String,
    /// What is said once an owner name is a trigger; `None` from then on.
    held_back: Option<Vec<Said>>,
}

/// A line that names no suspect, or one that cannot be read.
type Said = Result<(u64, &'static str), Bad>;

impl Zone<'_> {
    fn record(&mut self, record: &Record, rows: &mut Rows<'_>) -> Result<(), FeedError> {
        let is_again = self.last == record.owner;
        self.last.clone_from(&record.owner);
        if is_again || matches!(record.kind.as_str(), "SOA" | "NS") {
            return Ok(());
        }
        let line = record.line;
        let Some((set, name, trigger)) = trigger(&record.owner) else {
            let has_names = record.owner.split('.').any(|label| label == "rpz-nsdname");
            if has_names {
                self.release(rows)?;
            }
            return self.say(Ok((line, "its trigger is a name, not an address")), rows);
        };
        self.release(rows)?;
        let bad = |why: &str| {
            let text = record.owner.clone().into_bytes();
            Err(Bad { line, why: why.to_owned(), text })
        };
        let Some(network) = network(trigger) else {
            let wanted = "want the prefix and the address backwards, such as 24.0.2.0.192, bits behind the prefix 0";
            return self.say(bad(wanted), rows);
        };
        if is_test_point(network) {
            return self.say(Ok((line, TEST_POINT)), rows);
        }
        let target = record.data.first().map_or("", String::as_str);
        let target = absolute(target, &record.origin).unwrap_or_default();
        let is_exception = record.kind == "CNAME" && target == "rpz-passthru.";
        let done = if is_exception {
            self.held.exclude(network, set, line)
        } else {
            let kind = kind_in(&record.owner).or_else(|| self.given.kind());
            let said = Some(("trigger", name.to_owned()));
            self.held.list(network, set, line, &Value { kind, port: None, said })
        };
        match done {
            Err(_) => self.say(bad(FULL), rows),
            Ok(()) if is_exception => self.say(Ok((line, "an exception from its trigger")), rows),
            Ok(()) => Ok(()),
        }
    }

    /// From now on it is a policy zone, whatever comes.
    fn release(&mut self, rows: &mut Rows<'_>) -> Result<(), FeedError> {
        for said in self.held_back.take().into_iter().flatten() {
            self.say(said, rows)?;
        }
        Ok(())
    }

    fn say(&mut self, said: Said, rows: &mut Rows<'_>) -> Result<(), FeedError> {
        match (&mut self.held_back, said) {
            (Some(held_back), _) if held_back.len() >= HELD_BACK => Err(another()),
            (Some(held_back), said) => {
                held_back.push(said);
                Ok(())
            }
            (None, Ok((line, why))) => rows.passed(line, why),
            (None, Err(bad)) => rows.rejected(bad.line, bad.why, &bad.text),
        }
    }
}

fn another() -> FeedError {
    let why = "no owner name is a trigger such as 32.10.2.0.192.rpz-ip".to_owned();
    FeedError::AnotherFormat { format: FORMAT.id, why }
}

/// The number and name of an owner's trigger, and what stands before it.
fn trigger(owner: &str) -> Option<(u8, &'static str, &str)> {
    let mut begin = 0_usize;
    for label in owner.split('.') {
        if let Some((set, name)) = (0_u8..).zip(TRIGGERS).find(|(_, name)| **name == label) {
            let before = owner.get(..begin)?;
            return Some((set, name, before.strip_suffix('.').unwrap_or(before)));
        }
        begin = begin.checked_add(label.len())?.checked_add(1)?;
    }
    None
}

/// Reads `24.0.2.0.192` and `48.zz.10.db8.2001`, where `zz` stands for as many zeros as are missing.
fn network(trigger: &str) -> Option<IpNet> {
    let (prefix, address) = trigger.split_once('.')?;
    let prefix = prefix.parse::<u8>().ok().filter(|prefix| *prefix > 0)?;
    let backwards: Vec<&str> = address.split('.').rev().collect();
    let octets: Option<Vec<u8>> = backwards.iter().map(|octet| octet.parse().ok()).collect();
    let network = match octets.as_deref() {
        Some([a, b, c, d]) => Ipv4Net::new(Ipv4Addr::new(*a, *b, *c, *d), prefix).ok()?.into(),
        _ => IpNet::V6(Ipv6Net::new(words(&backwards)?, prefix).ok()?),
    };
    (network.trunc() == network).then_some(network)
}

fn words(words: &[&str]) -> Option<Ipv6Addr> {
    let missing = 8_usize.checked_sub(words.iter().filter(|word| **word != "zz").count())?;
    let shortened = words.iter().filter(|word| **word == "zz").count();
    let is_whole = if shortened == 0 { missing == 0 } else { shortened == 1 && missing > 0 };
    let mut address = 0_u128;
    for word in words {
        if *word == "zz" {
            address =
                address.checked_shl(u32::try_from(missing).ok()?.checked_mul(16)?).unwrap_or(0);
        } else {
            let value = u16::from_str_radix(word, 16).ok().filter(|_| word.len() <= 4)?;
            address = (address << 16) | u128::from(value);
        }
    }
    is_whole.then(|| Ipv6Addr::from(address))
}
