//! Reads the entries of one dataset: what each type admits, and which of two entries counts.

use cerrojo_model::Kind;

use super::address::{Found, address4, half6, network4, network6, range4};
use super::value::value;
use crate::feed::held::{FULL, Held, Precedence, TEST_POINT, Value, is_test_point};
use crate::feed::master::Record;
use crate::feed::row::kind_in;
use crate::feed::{Given, Rows};

/// A type of dataset, and what is read of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Shape {
    /// `ip4set`: ranges; an exclusion beats a listing that is not finer.
    Set4,
    /// `ip4tset`: whole addresses, one value, no exclusions.
    Addresses4,
    /// `ip4trie`: networks, the longest prefix counts.
    Trie4,
    /// `ip6tset`: first halves of addresses, whole ones excluded.
    Halves6,
    /// `ip6trie`: networks, the longest prefix counts.
    Trie6,
    /// `dnset`: names of domains.
    Names,
    /// `generic`: records with names before them.
    Records,
    /// `acl`: who may ask.
    Askers,
    /// `combined`: nothing, until a dataset begins.
    Combined,
}

/// Every type by its name.
pub(super) const SHAPES: &[(&str, Shape)] = &[
    ("ip4set", Shape::Set4),
    ("ip4tset", Shape::Addresses4),
    ("ip4trie", Shape::Trie4),
    ("ip6tset", Shape::Halves6),
    ("ip6trie", Shape::Trie6),
    ("dnset", Shape::Names),
    ("generic", Shape::Records),
    ("acl", Shape::Askers),
    ("combined", Shape::Combined),
];

/// The type that a first entry belongs to. IPv4 without more is read as `ip4set` and IPv6 as `ip6trie`, which admit
/// what the others do.
pub(super) fn shape_of(line: &str) -> Option<Shape> {
    let entry = bare(line).0;
    if range4(entry).is_ok_and(|found| tail(found.rest).is_ok()) {
        Some(Shape::Set4)
    } else if network6(entry).is_ok() {
        Some(Shape::Trie6)
    } else if record(entry).is_ok() {
        Some(Shape::Records)
    } else {
        let (name, rest) = split(entry);
        let is_alone = rest.is_empty() || rest.starts_with([':', '#', ';']);
        (name.contains('.') && is_alone && is_domain(name)).then_some(Shape::Names)
    }
}

/// What a line of a dataset came to.
pub(super) enum Line {
    /// It is held, or it said what holds for later lines.
    Taken,
    Passed(&'static str),
    /// A record, for whoever puts records of one name together.
    Record(Record),
}

/// One dataset so far.
pub(super) struct Dataset {
    pub(super) shape: Shape,
    pub(super) held: Held,
    /// The kind that its name or the user says.
    kind: Option<Kind>,
    /// The default text.
    text: String,
    has_default: bool,
}

impl Dataset {
    /// Begins a dataset; `names` is what it is called.
    pub(super) fn new(shape: Shape, names: &str, given: &Given) -> Self {
        let precedence =
            if shape == Shape::Set4 { Precedence::Octets } else { Precedence::Longest };
        let kind = kind_in(names).or_else(|| given.kind());
        let (held, text) = (Held::new(precedence), String::new());
        Self { shape, held, kind, text, has_default: false }
    }

    /// Takes a line that is no comment and no special line.
    pub(super) fn line(
        &mut self,
        number: u64,
        line: &str,
        texts: &Texts,
        most_addresses: u64,
    ) -> Result<Line, String> {
        match self.shape {
            Shape::Names => self
                .name(line)
                .map(|taken| taken.map_or(Line::Taken, Line::Passed))
                .map_err(str::to_owned),
            Shape::Records => {
                let (owner, kind, data) = record(line)?;
                let origin = String::new();
                let record = Record { line: number, owner, kind, data: vec![data], origin };
                Ok(Line::Record(record))
            }
            Shape::Askers => asker(line, most_addresses)
                .map(|is_default| {
                    if is_default {
                        Line::Taken
                    } else {
                        Line::Passed("says who may ask the list, not who is listed")
                    }
                })
                .map_err(str::to_owned),
            Shape::Combined => Err("want `$DATASET TYPE NAME` before the first entry".to_owned()),
            _ => self.address(number, line, texts, most_addresses),
        }
    }

    fn address(
        &mut self,
        number: u64,
        line: &str,
        texts: &Texts,
        most_addresses: u64,
    ) -> Result<Line, String> {
        if self.default(line)? {
            return Ok(Line::Taken);
        }
        let (entry, is_exclusion) = bare(line);
        let is_exclusion = is_exclusion && self.shape != Shape::Addresses4;
        let read = if is_exclusion { entry } else { line };
        let Found { networks, addresses, rest } = match self.shape {
            Shape::Set4 => range4(read),
            Shape::Trie4 => network4(read),
            Shape::Halves6 => half6(read, is_exclusion),
            Shape::Trie6 => network6(read),
            _ => address4(read),
        }?;
        if addresses > most_addresses {
            return Err(format!(
                "it holds {addresses} addresses, $MAXRANGE4 allows {most_addresses}"
            ));
        }
        // The sets with one value for all pass over what stands behind an address.
        let has_values = matches!(self.shape, Shape::Set4 | Shape::Trie4 | Shape::Trie6);
        let own = if is_exclusion || !has_values { None } else { tail(rest)? };
        if !is_exclusion && networks.iter().all(|network| is_test_point(*network)) {
            return Ok(Line::Passed(TEST_POINT));
        }
        let text = texts.expand(own.unwrap_or(&self.text));
        let kind = kind_in(&text).or(self.kind);
        let said = Some(("text", text)).filter(|(_, text)| !text.is_empty());
        let value = Value { kind, port: None, said };
        for network in networks {
            let done = if is_exclusion {
                self.held.exclude(network, 0, number)
            } else {
                self.held.list(network, 0, number, &value)
            };
            done.map_err(|_| FULL.to_owned())?;
        }
        Ok(if is_exclusion { Line::Passed("an exclusion from its dataset") } else { Line::Taken })
    }

    /// Takes a line with the value for those behind it; the sets with one value for all keep the first.
    fn default(&mut self, line: &str) -> Result<bool, &'static str> {
        if !line.starts_with(':') || (self.shape == Shape::Trie6 && line.starts_with("::")) {
            return Ok(false);
        }
        let text = value(line)?;
        let keeps_first = matches!(self.shape, Shape::Addresses4 | Shape::Halves6);
        if !(keeps_first && self.has_default) {
            text.unwrap_or_default().clone_into(&mut self.text);
        }
        self.has_default = true;
        Ok(true)
    }

    fn name(&mut self, line: &str) -> Result<Option<&'static str>, &'static str> {
        if self.default(line)? {
            return Ok(None);
        }
        let (name, rest) = split(bare(line).0);
        let name = name.strip_prefix("*.").or_else(|| name.strip_prefix('.')).unwrap_or(name);
        if !is_domain(name) {
            return Err("want a domain name, with `.` or `*.` before it for what is below");
        }
        tail(rest)?;
        Ok(Some("names a domain, not an address"))
    }

    /// Hands out what is held.
    pub(super) fn hand_out(
        self,
        given: &Given,
        texts: &Texts,
        rows: &mut Rows<'_>,
    ) -> Result<(), crate::feed::FeedError> {
        self.held.hand_out(given.port, texts.made_at, rows)
    }
}

/// What texts are made of, and when.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) substitutes: Vec<(char, String)>,
    pub(super) made_at: Option<cerrojo_model::Time>,
}

impl Texts {
    /// Puts in what `$0` to `$9` and `$=` stand for; a lone `$`, the address, stays (rbldnsd(8), "Resulting A values and
    /// TXT templates").
    fn expand(&self, text: &str) -> String {
        let found = |name: char| {
            self.substitutes.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str())
        };
        if let Some(plain) = text.strip_prefix('=') {
            return Self::fill(plain, &|name| found(name).filter(|_| name != '='));
        }
        match found('=') {
            Some(around) => {
                Self::fill(around, &|name| if name == '=' { Some(text) } else { found(name) })
            }
            None => Self::fill(text, &found),
        }
    }

    fn fill<'t>(text: &str, found: &dyn Fn(char) -> Option<&'t str>) -> String {
        let mut filled = String::new();
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let name = characters.peek().copied().filter(|_| character == '$');
            match name.and_then(found) {
                Some(put) => {
                    characters.next();
                    filled.push_str(put);
                }
                None => filled.push(character),
            }
            // More than 255 bytes are never answered.
            if filled.len() > 255 {
                break;
            }
        }
        filled
    }
}

/// An entry without the mark of an exclusion, and whether it has one.
fn bare(line: &str) -> (&str, bool) {
    match line.strip_prefix('!') {
        Some(rest) => (rest.trim_start_matches([' ', '\t']), true),
        None => (line, false),
    }
}

/// The text of an entry's own value; `None` where it has none.
fn tail(rest: &str) -> Result<Option<&str>, &'static str> {
    let rest = rest.trim_start_matches([' ', '\t']);
    if rest.is_empty() || rest.starts_with(['#', ';']) { Ok(None) } else { value(rest) }
}

fn split(line: &str) -> (&str, &str) {
    let (first, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
    (first, rest.trim_start_matches([' ', '\t']))
}

/// One record on a line: a name, a TTL and a class that may be missing, A, TXT or MX, and data.
fn record(line: &str) -> Result<(String, String, String), String> {
    let wanted = "want a name, then A, TXT or MX, then data, on one line".to_owned();
    let (name, mut rest) = split(line);
    let is_ttl = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
    if is_ttl(split(rest).0) {
        rest = split(rest).1;
    }
    if split(rest).0.eq_ignore_ascii_case("in") {
        rest = split(rest).1;
    }
    let (kind, data) = split(rest);
    let kind = kind.to_ascii_uppercase();
    let is_there = matches!(kind.as_str(), "A" | "TXT" | "MX") && !data.is_empty();
    if !is_there || !(name == "@" || is_domain(name)) {
        return Err(wanted);
    }
    if kind == "A" && data.parse::<std::net::Ipv4Addr>().is_err() {
        return Err("the data of an A record is an IPv4 address".to_owned());
    }
    let data = data.strip_prefix('"').and_then(|data| data.strip_suffix('"')).unwrap_or(data);
    Ok((name.to_ascii_lowercase(), kind, data.to_owned()))
}

/// Checks an entry of an `acl`; whether it is the default for those behind it.
fn asker(line: &str, most_addresses: u64) -> Result<bool, &'static str> {
    let action = |text: &str| {
        let word = text.strip_prefix([':', '=']).unwrap_or_default();
        let word = word.split([' ', '\t', ':', '#', ';']).next().unwrap_or_default();
        ["ignore", "blackhole", "refuse", "empty", "pass"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    };
    let is_default = line.starts_with('=') || (line.starts_with(':') && !line.starts_with("::"));
    let rest = if is_default {
        line
    } else {
        let found = network4(line).or_else(|_| network6(line)).map_err(|_| {
            "want an address or network of who asks, then `:ignore`, `:refuse`, `:empty`, `:pass` or a value"
        })?;
        if found.addresses > most_addresses {
            return Err("it holds more addresses than $MAXRANGE4 allows");
        }
        found.rest.trim_start_matches([' ', '\t'])
    };
    if action(rest) {
        Ok(is_default)
    } else if rest.starts_with('=') {
        Err("want `ignore`, `refuse`, `empty` or `pass` behind `=`")
    } else {
        tail(rest).map(|_| is_default)
    }
}

fn is_domain(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let name = name.strip_prefix("*.").or_else(|| name.strip_prefix('.')).unwrap_or(name);
    let fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_\\".contains(&byte) || byte >= 0x80)
    };
    name.len() <= 253 && name.split('.').all(fits)
}
