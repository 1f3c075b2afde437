//! The results that were written after the state was: which targets they are of.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::net::IpAddr;

use cerrojo_engine::EndpointReport;
use cerrojo_model::{Reason, Service, Transport};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::check::tally::Figures;
use crate::target::{Host, Written};

/// Most bytes of a line of results.
const LINE_BYTES: u64 = 1024 * 1024;

/// An endpoint that was written.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct Settled {
    address: IpAddr,
    port: u16,
    transport: String,
    service: String,
    /// Nothing else comes of that port.
    is_last: bool,
}

impl Settled {
    /// That of `report`; `is_last` if its port is done with it.
    pub(crate) fn new(report: &EndpointReport, is_last: bool) -> Self {
        let endpoint = report.report.endpoint;
        Self {
            address: endpoint.address.ip(),
            port: endpoint.address.port(),
            transport: endpoint.transport.id().to_owned(),
            service: endpoint.service.id().to_owned(),
            is_last,
        }
    }

    /// Whether `report` is of that endpoint.
    pub(crate) fn is_of(&self, report: &EndpointReport) -> bool {
        *self == Self::new(report, self.is_last)
    }

    /// Whether that port needs no asking.
    pub(crate) fn ends(&self, address: IpAddr, port: u16) -> bool {
        self.is_last && self.address == address && self.port == port
    }
}

/// A target as its results show it: the label, and the address if that is a network.
type Group = (String, Option<IpAddr>);

/// The targets of the results.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    /// Those whose results are all there, and how many times.
    whole: HashMap<Group, u32>,
    /// The last one, which may have been cut short.
    last: Option<(Group, Vec<Settled>)>,
    /// The lines that count, in bytes.
    pub(super) bytes: u64,
    /// What they add up to.
    pub(super) figures: Figures,
}

/// What the results say of a target.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Found {
    Nothing,
    Part(Vec<Settled>),
    Whole,
}

/// What matters of a line.
#[derive(Deserialize)]
struct Line {
    target: String,
    address: IpAddr,
    port: u16,
    transport: String,
    service: String,
    verdict: String,
    reason: Option<String>,
    tests: Vec<IgnoredAny>,
}

impl Line {
    fn settled(&self) -> Settled {
        let over = [Reason::Unreachable, Reason::Timeout, Reason::Dropped].map(Reason::id);
        let no_more = self.reason.as_deref().is_some_and(|reason| over.contains(&reason));
        Settled {
            address: self.address,
            port: self.port,
            transport: self.transport.clone(),
            service: self.service.clone(),
            // After the clear, STARTTLS may come.
            is_last: no_more
                || self.transport != Transport::Plain.id()
                || self.service != Service::Smtp.id(),
        }
    }
}

impl Tail {
    /// Reads on in the results until their end, or until a line that is none.
    pub(super) fn read(results: impl Read) -> std::io::Result<Self> {
        let mut tail = Self::default();
        let mut results = BufReader::with_capacity(64 * 1024, results);
        let mut bytes = Vec::new();
        let mut groups = Groups::default();
        loop {
            bytes.clear();
            let count = results.by_ref().take(LINE_BYTES).read_until(b'\n', &mut bytes)?;
            if bytes.last() != Some(&b'\n') {
                return Ok(tail);
            }
            let Ok(line) = serde_json::from_slice::<Line>(&bytes) else { return Ok(tail) };
            tail.bytes += u64::try_from(count).unwrap_or_default();
            tail.figures.count(&line.verdict, line.reason.as_deref(), !line.tests.is_empty());
            let settled = line.settled();
            tail.add(groups.of(line.target, line.address), settled);
        }
    }

    /// The results of a target stand together, and the first of them begins another one.
    fn add(&mut self, group: Group, settled: Settled) {
        if let Some((last, all)) = &mut self.last
            && *last == group
            && !all.contains(&settled)
        {
            return all.push(settled);
        }
        if let Some((whole, _)) = self.last.replace((group, vec![settled])) {
            *self.whole.entry(whole).or_default() += 1;
        }
    }

    /// What is known of the target with that label; once for each time that it is there.
    pub(crate) fn take(&mut self, written: &Written, label: &str, is_part: bool) -> Found {
        if self.whole.is_empty() && self.last.is_none() {
            return Found::Nothing;
        }
        let address = match written.host {
            Host::Address(address) if is_part => Some(address),
            _ => None,
        };
        let group = (label.to_owned(), address);
        if let Some(times) = self.whole.get_mut(&group) {
            *times -= 1;
            if *times == 0 {
                self.whole.remove(&group);
            }
            return Found::Whole;
        }
        match self.last.take_if(|(last, _)| *last == group) {
            Some((_, settled)) => Found::Part(settled),
            None => Found::Nothing,
        }
    }
}

/// Tells networks from other targets; the same label comes again and again.
#[derive(Default)]
struct Groups {
    label: String,
    is_network: bool,
}

impl Groups {
    fn of(&mut self, label: String, address: IpAddr) -> Group {
        if self.label != label {
            self.is_network =
                Written::read(&label).is_ok_and(|written| matches!(written.host, Host::Network(_)));
            self.label.clone_from(&label);
        }
        (label, self.is_network.then_some(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(target: &str, address: &str, port: u16, transport: &str, reason: &str) -> String {
        let (verdict, reason) = match reason {
            "" => ("closed", "null".to_owned()),
            reason => ("unknown", format!("\"{reason}\"")),
        };
        format!(
            "{{\"target\":\"{target}\",\"address\":\"{address}\",\"port\":{port},\"transport\":\"{transport}\",\
             \"service\":\"smtp\",\"verdict\":\"{verdict}\",\"reason\":{reason},\"tests\":[],\"else\":1}}\n"
        )
    }

    fn take(tail: &mut Tail, label: &str, part: Option<&str>) -> Found {
        let mut written = Written::read(label).unwrap();
        if let Some(address) = part {
            written.host = Host::Address(address.parse().unwrap());
        }
        tail.take(&written, label, part.is_some())
    }

    #[test]
    fn all_but_the_last_are_whole() {
        let text = [
            line("h", "127.0.0.1", 25, "plain", ""),
            line("h", "127.0.0.2", 25, "plain", ""),
            line("127.0.0.0/8:25", "127.0.0.3", 25, "plain", "unreachable"),
            line("127.0.0.0/8:25", "127.0.0.4", 25, "plain", ""),
            line("twice", "127.0.0.5", 25, "plain", ""),
            line("twice", "127.0.0.5", 25, "plain", ""),
            line("g", "127.0.0.6", 25, "plain", ""),
        ];
        let whole = text.concat();
        let mut tail = Tail::read(format!("{whole}{{\"target\":\"cut").as_bytes()).unwrap();
        assert_eq!(tail.bytes, u64::try_from(whole.len()).unwrap());
        assert_eq!((tail.figures.closed, tail.figures.unknown), (6, 1));
        assert_eq!(take(&mut tail, "h", None), Found::Whole);
        assert_eq!(take(&mut tail, "h", None), Found::Nothing);
        assert_eq!(take(&mut tail, "127.0.0.0/8:25", Some("127.0.0.4")), Found::Whole);
        assert_eq!(take(&mut tail, "127.0.0.0/8:25", Some("127.0.0.9")), Found::Nothing);
        assert_eq!(take(&mut tail, "twice", None), Found::Whole);
        assert_eq!(take(&mut tail, "twice", None), Found::Whole);
        let Found::Part(settled) = take(&mut tail, "g", None) else {
            panic!("it may be cut short")
        };
        assert!(!settled[0].ends("127.0.0.6".parse().unwrap(), 25));
        assert_eq!(take(&mut tail, "g", None), Found::Nothing);
    }

    #[test]
    fn what_is_no_line_ends_it() {
        for text in ["", "\0\0\0\n", "{}\n", "half a line"] {
            assert_eq!(Tail::read(text.as_bytes()).unwrap().bytes, 0, "{text:?}");
        }
    }

    #[test]
    fn where_nothing_listens_nothing_more_comes() {
        let text = line("h", "127.0.0.1", 25, "plain", "unreachable");
        let mut tail = Tail::read(text.as_bytes()).unwrap();
        let Found::Part(settled) = take(&mut tail, "h", None) else { panic!("it is the last") };
        assert!(settled[0].ends("127.0.0.1".parse().unwrap(), 25));
    }
}
