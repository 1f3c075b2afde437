//! Reads master files of DNS, record by record (RFC 1035 section 5).

mod generate;
mod words;

use std::io::BufRead;

use super::FeedError;
use super::lines::Lines;
use generate::Generate;
use words::{Broken, Entry, Word};

/// Types of records that a list in DNS may hold, and the class, which may stand before them.
const TYPES: &[&str] = &[
    "A",
    "AAAA",
    "CAA",
    "CDNSKEY",
    "CDS",
    "CNAME",
    "DNAME",
    "DNSKEY",
    "DS",
    "HINFO",
    "LOC",
    "MX",
    "NAPTR",
    "NS",
    "NSEC",
    "NSEC3",
    "NSEC3PARAM",
    "PTR",
    "RP",
    "RRSIG",
    "SOA",
    "SPF",
    "SRV",
    "SSHFP",
    "TLSA",
    "TXT",
    "ZONEMD",
];

/// One record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Record {
    /// The line it begins on.
    pub(super) line: u64,
    /// Its owner, lower-case: with a dot at the end, or relative to an origin that the file does not say.
    pub(super) owner: String,
    /// Its type in capital letters.
    pub(super) kind: String,
    /// Its data: the strings of a TXT record, or the fields of another.
    pub(super) data: Vec<String>,
    /// The origin that names in its data are relative to; empty where the file does not say.
    pub(super) origin: String,
}

/// An entry that is no record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Bad {
    pub(super) line: u64,
    pub(super) why: String,
    pub(super) text: Vec<u8>,
}

/// The records of a master file.
pub(super) struct Records<'a> {
    lines: Lines<'a>,
    origin: String,
    owner: Option<String>,
    generate: Option<(u64, Generate)>,
}

impl<'a> Records<'a> {
    pub(super) fn new(input: &'a mut dyn BufRead) -> Self {
        Self { lines: Lines::new(input), origin: String::new(), owner: None, generate: None }
    }

    /// The next record or bad entry; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Result<Record, Bad>>, FeedError> {
        loop {
            if let Some((line, generate)) = &mut self.generate {
                let line = *line;
                match generate.next() {
                    Some(made) => {
                        let bad = |why| Bad { line, why, text: Vec::new() };
                        let record =
                            made.map_err(bad).and_then(|made| self.record(&made).map_err(bad));
                        return Ok(Some(record));
                    }
                    None => self.generate = None,
                }
            }
            let entry = match words::next(&mut self.lines)? {
                None => return Ok(None),
                Some(Err(Broken { line, why, text })) => {
                    return Ok(Some(Err(Bad { line, why: why.to_owned(), text })));
                }
                Some(Ok(entry)) => entry,
            };
            let first = entry.words.first().map_or("", |word| word.text.as_str());
            let read = if first.starts_with('$') {
                self.directive(&entry).map(|()| None)
            } else {
                self.record(&entry).map(Some)
            };
            match read {
                Ok(None) => {}
                Ok(Some(record)) => return Ok(Some(Ok(record))),
                Err(why) => return Ok(Some(Err(Bad { line: entry.line, why, text: entry.text }))),
            }
        }
    }

    /// Follows a `$` line.
    fn directive(&mut self, entry: &Entry) -> Result<(), String> {
        let mut words = entry.words.iter().map(|word| word.text.as_str());
        let name = words.next().unwrap_or_default().to_ascii_uppercase();
        match (name.as_str(), words.next(), words.next()) {
            ("$ORIGIN", Some(origin), None) => {
                self.origin = self.absolute(origin)?;
                Ok(())
            }
            ("$TTL", Some(ttl), None) if is_ttl(ttl) => Ok(()),
            ("$INCLUDE", ..) => {
                Err("other files are not read; want the included lines in this file".to_owned())
            }
            ("$GENERATE", Some(_), Some(_)) => {
                self.generate = Some((entry.line, Generate::new(entry)?));
                Ok(())
            }
            _ => Err(format!("`{name}` is no directive with what belongs to it")),
        }
    }

    fn record(&mut self, entry: &Entry) -> Result<Record, String> {
        let mut words = entry.words.iter();
        let owner = if entry.is_continued {
            self.owner.clone().ok_or("no record before it has an owner name")?
        } else {
            self.absolute(words.next().map_or("", |word| word.text.as_str()))?
        };
        self.owner = Some(owner.clone());
        let rest: Vec<&Word> = words.collect();
        // Time to live and class stand in either order, or not at all (RFC 1035 section 5.1).
        let extra = |word: &&&Word| {
            let is_class = ["IN", "CH", "HS"].iter().any(|class| word.is(class));
            !word.is_quoted && (is_class || is_ttl(&word.text))
        };
        let skipped = rest.iter().take(2).take_while(extra).count();
        let (Some(kind), data) = (rest.get(skipped), rest.get(skipped.saturating_add(1)..)) else {
            return Err("want an owner name, a type and data".to_owned());
        };
        let known = TYPES.iter().any(|known| kind.is(known))
            || kind.text.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("TYPE"));
        if !known {
            return Err(format!("`{}` is no type of record", kind.text));
        }
        let data: Vec<String> =
            data.unwrap_or_default().iter().map(|word| word.text.clone()).collect();
        if data.is_empty() {
            return Err("the record has no data".to_owned());
        }
        let (line, kind) = (entry.line, kind.text.to_ascii_uppercase());
        Ok(Record { line, owner, kind, data, origin: self.origin.clone() })
    }

    fn absolute(&self, name: &str) -> Result<String, String> {
        absolute(name, &self.origin)
    }
}

/// A name with its origin, lower-case; without one where the file does not say it.
pub(super) fn absolute(name: &str, origin: &str) -> Result<String, String> {
    let name = name.to_ascii_lowercase();
    let whole = match (name.as_str(), origin) {
        ("@", origin) => origin.to_owned(),
        (name, _) if name.ends_with('.') => name.to_owned(),
        (name, "") => name.to_owned(),
        (name, ".") => format!("{name}."),
        (name, origin) => format!("{name}.{origin}"),
    };
    let inner = whole.strip_suffix('.').unwrap_or(&whole);
    let fits = |label: &str| !label.is_empty() && label.len() <= 63;
    if whole == "." || whole.is_empty() || (whole.len() <= 254 && inner.split('.').all(fits)) {
        Ok(whole)
    } else {
        Err(format!("`{name}` is no domain name"))
    }
}

/// Seconds, or numbers with units as BIND writes them (`1h30m`).
fn is_ttl(word: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_digit() || b"smhdwSMHDW".contains(&byte);
    word.starts_with(|first: char| first.is_ascii_digit()) && word.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut input = std::io::BufReader::with_capacity(5, text.as_bytes());
        let mut records = Records::new(&mut input);
        let mut read = Vec::new();
        while let Some(record) = records.next().unwrap() {
            read.push(match record {
                Ok(record) => {
                    format!(
                        "{} {} {} {}",
                        record.line,
                        record.owner,
                        record.kind,
                        record.data.join("|")
                    )
                }
                Err(bad) => format!("{} bad", bad.line),
            });
        }
        read
    }

    #[test]
    fn master_files_are_read() {
        let text = "$ORIGIN Bl.Example.\n$TTL 1h\n@ IN SOA ns.example. ( hostmaster ; who\n 1 2 3 4 5 )\n\tNS ns\na 300 IN TXT \"one ; \\\"two\\\"\" three\\032four\nb IN 300 A 192.0.2.1 ; end\n";
        assert_eq!(
            read(text),
            [
                "3 bl.example. SOA ns.example.|hostmaster|1|2|3|4|5",
                "5 bl.example. NS ns",
                "6 a.bl.example. TXT one ; \"two\"|three four",
                "7 b.bl.example. A 192.0.2.1",
            ]
        );
    }

    #[test]
    fn bad_entries_stop_nothing() {
        let text = " A 192.0.2.1\n$INCLUDE other\n$ORIGIN\nx..y A 1\nx WHAT 1\nx A\nx TXT \"open\nx A )\nx A ok\n";
        let wanted = "1 bad,2 bad,3 bad,4 bad,5 bad,6 bad,7 bad,8 bad,9 x A ok";
        assert_eq!(read(text).join(","), wanted);
        assert_eq!(read("x A ( 1\ny A 2\n"), ["1 bad"]);
    }

    #[test]
    fn generated_records_are_as_many_as_said() {
        let text = "$ORIGIN e.\n$GENERATE 1-5/2 $.2.0.192 A 127.0.0.${1,3,d}\n$GENERATE 10-11 ${0,3,n} 60 IN TXT \"\\$ $$ $\"\n$GENERATE 1-1 a$ A ${-2}\n";
        let wanted = "2 1.2.0.192.e. A 127.0.0.002,2 3.2.0.192.e. A 127.0.0.004,2 5.2.0.192.e. A 127.0.0.006,\
            3 a.0.e. TXT $ $ 10,3 b.0.e. TXT $ $ 11,4 bad";
        assert_eq!(read(text).join(","), wanted);
        assert_eq!(read("$GENERATE 0-65536 $.2.0.192 A 127.0.0.2\n"), ["1 bad"]);
        assert_eq!(read("$GENERATE 0-65535 $ A 127.0.0.2\n").len(), 65_536);
    }
}
