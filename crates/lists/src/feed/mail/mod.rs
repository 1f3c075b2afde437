//! Abuse reports by mail: ARF, XARF and the old X-ARF; one message, or a mailbox of many.

use std::io::BufRead;

use self::parts::{HEADER_BYTES, Part, header, parts};
use super::fields::{Means, keep, network, suspect};
use super::lines::{LINE_BYTES, Lines};
use super::objects::{Outcome, parse};
use super::row::kind_in;
use super::{FeedError, Format, Given, Peek, Report, Rows, xarf};

mod examples;
mod parts;

const ID: &str = "mail";

pub(super) const FORMAT: Format = Format {
    id: ID,
    about: "abuse reports by mail: ARF, XARF or X-ARF 0.1 and 0.2; one message (.eml), or a mailbox (mbox)",
    source: "RFC 5965, RFC 6650, RFC 6692, RFC 4155",
    recognises,
    read,
    examples: examples::EXAMPLES,
};

/// Bytes of one message.
const MESSAGE_BYTES: usize = 16 * 1024 * 1024;

/// Messages in messages that are looked into.
const MOST_NESTED: u8 = 3;

/// Header fields of which every message has two (RFC 5322 section 3.6).
const USUAL: &[&str] = &[
    "from",
    "date",
    "received",
    "return-path",
    "message-id",
    "subject",
    "to",
    "mime-version",
    "content-type",
    "delivered-to",
    "x-xarf",
];

fn recognises(peek: &Peek<'_>) -> bool {
    let text = peek.text();
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty()).peekable();
    lines.next_if(|line| line.starts_with("From "));
    is_header(lines)
}

/// Whether lines begin with the header of a message.
fn is_header<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    let mut usual = 0_u8;
    for line in
        lines.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with([' ', '\t']))
    {
        let Some((name, _)) = line.split_once(':') else { return false };
        let is_name = |byte: u8| byte.is_ascii_graphic();
        if name.is_empty() || !name.bytes().all(is_name) {
            return false;
        }
        usual = usual.saturating_add(u8::from(USUAL.contains(&&*name.to_ascii_lowercase())));
        if usual >= 2 {
            return true;
        }
    }
    false
}

/// Splits a mailbox at its `From ` lines (RFC 4155) and holds one message at a time.
fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    let mut lines = Lines::new(input);
    let mut message = Vec::new();
    let (mut first, mut is_mailbox, mut is_sure) = (0, false, false);
    let (mut behind_empty, mut is_too_long) = (true, false);
    while let Some(line) = lines.next()? {
        let begins = line.bytes.starts_with(b"From ") && behind_empty && (first == 0 || is_mailbox);
        behind_empty = line.bytes.is_empty();
        if begins || (first == 0 && !behind_empty) {
            let number = line.number;
            if first > 0 {
                hand(&message, first, is_too_long, given, rows, &mut is_sure)?;
            }
            message.clear();
            (first, is_too_long) = (number, false);
            is_mailbox |= begins;
        }
        let quoted = line.bytes.strip_prefix(b">").filter(|rest| {
            let bare = rest.iter().position(|byte| *byte != b'>').and_then(|at| rest.get(at..));
            is_mailbox && bare.is_some_and(|bare| bare.starts_with(b"From "))
        });
        let bytes = quoted.unwrap_or(line.bytes);
        is_too_long |= message.len().saturating_add(bytes.len()) > MESSAGE_BYTES || line.is_cut;
        if !begins && !is_too_long && first > 0 {
            message.extend_from_slice(bytes);
            message.push(b'\n');
        }
    }
    if first > 0 {
        hand(&message, first, is_too_long, given, rows, &mut is_sure)?;
    }
    Ok(())
}

/// Reads one message. The first one must look like one, or nothing is handed out at all.
fn hand(
    message: &[u8],
    line: u64,
    is_too_long: bool,
    given: &Given,
    rows: &mut Rows<'_>,
    is_sure: &mut bool,
) -> Result<(), FeedError> {
    let start = String::from_utf8_lossy(start(message));
    let is_message = is_header(start.lines());
    if !is_message && !*is_sure {
        let why = "it does not begin with the header of a message, such as `From:` and `Date:`";
        return Err(FeedError::AnotherFormat { format: ID, why: why.to_owned() });
    }
    *is_sure = true;
    let outcomes = if is_too_long {
        let why = "the message is longer than 16 MiB, or a line of it than 1 MiB";
        vec![Outcome::Rejected(why.to_owned())]
    } else if is_message {
        outcome(message, line, given, MOST_NESTED)
    } else {
        let why = "this is no message; want a header with `From:` and `Date:`";
        vec![Outcome::Rejected(why.to_owned())]
    };
    outcomes.into_iter().try_for_each(|one| one.hand(line, message, rows))
}

/// What a message comes to: one report as a rule, and several only where several are attached.
fn outcome(message: &[u8], line: u64, given: &Given, nested: u8) -> Vec<Outcome> {
    let parts = parts(message);
    let xarf: Vec<_> = parts.iter().filter_map(|part| json(part, line, given)).collect();
    if !xarf.is_empty() {
        return xarf;
    }
    let feedback = parts.iter().find(|part| part.media == "message/feedback-report");
    if let Some(feedback) = feedback {
        let text = parts.iter().find(|part| part.media == "text/plain");
        let text = text.map(|part| String::from_utf8_lossy(start(&part.body))).unwrap_or_default();
        return vec![feedback_report(&Fields::of(&feedback.body), &text, line, given)];
    }
    let header = header(message);
    if header.is_some_and(|header| header.header("X-XARF").or(header.header("X-ARF")).is_some()) {
        return vec![old_report(&parts, line, given)];
    }
    // A report that was passed on. What a report itself holds is what strangers wrote: never looked into.
    let inner = parts.iter().filter(|part| part.media == "message/rfc822");
    let inner = inner.flat_map(|part| {
        let left = nested.checked_sub(1);
        left.map(|left| outcome(&part.body, line, given, left)).unwrap_or_default()
    });
    let mut inner: Vec<_> = inner.collect();
    inner.retain(|one| !matches!(one, Outcome::Passed(_)));
    if inner.is_empty() {
        vec![Outcome::Passed("a message that is no abuse report")]
    } else {
        inner
    }
}

/// As much of a text as is read.
fn start(text: &[u8]) -> &[u8] {
    text.get(..HEADER_BYTES).unwrap_or(text)
}

/// An attached `xarf.json`.
fn json(part: &Part<'_>, line: u64, given: &Given) -> Option<Outcome> {
    if part.media != "application/json" && !part.name.ends_with("xarf.json") {
        return None;
    }
    if part.body.len() > LINE_BYTES {
        return Some(Outcome::Rejected("its xarf.json is longer than 1 MiB".to_owned()));
    }
    match parse(&part.body) {
        Ok(object) if xarf::is_report(&object) => Some(xarf::outcome(&object, line, given)),
        Err(why) if part.name.contains("xarf") => {
            Some(Outcome::Rejected(format!("xarf.json: {why}")))
        }
        _ => None,
    }
}

/// `Name: value` lines; a line that begins with space goes on.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn of(text: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in String::from_utf8_lossy(start(text)).lines() {
            let goes_on = line.starts_with([' ', '\t']);
            match (line.split_once(':'), fields.last_mut()) {
                (_, Some((_, value))) if goes_on => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (Some((name, value)), _) => {
                    let value = value.trim().trim_matches(['"', '\'']);
                    fields.push((name.trim().to_owned(), value.to_owned()));
                }
                _ => {}
            }
        }
        Self(fields)
    }

    fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(one, _)| one.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    fn report(&self, mut report: Report, but: &[&str], seen: &[&str]) -> Report {
        let is =
            |name: &str, names: &[&str]| names.iter().any(|one| one.eq_ignore_ascii_case(name));
        for (name, value) in self.0.iter().filter(|(name, _)| !is(name, but)) {
            let means = if is(name, seen) { Means::Seen } else { Means::Detail };
            keep(&mut report, means, name, value);
        }
        report
    }
}

/// A report in ARF (RFC 5965).
///
/// `Source-IP` is the host that handed the message over. It may be a relay, a proxy or neither: the kind
/// stays open unless the text tells, for that is what checks are for. `Source-Port` is the port that the
/// host called from (RFC 6692 section 3), where nothing listens: it stays a detail.
fn feedback_report(fields: &Fields, text: &str, line: u64, given: &Given) -> Outcome {
    if !matches!(
        &*fields.text("Feedback-Type").to_ascii_lowercase(),
        "abuse" | "fraud" | "virus" | "other"
    ) {
        return Outcome::Passed("a report of a kind that names no open host");
    }
    let source = fields.text("Source-IP");
    if source.is_empty() {
        return Outcome::Passed("it names no address");
    }
    let network = match network(source.trim_start_matches('[').trim_end_matches(']')) {
        Ok(network) => network,
        Err(why) => return Outcome::Rejected(format!("Source-IP: {why}")),
    };
    let report = Report::new(suspect(network, None, kind_in(text), given), line);
    let report = fields.report(report, &["Source-IP"], &["Arrival-Date", "Received-Date"]);
    Outcome::Suspects(vec![report])
}

/// A report in X-ARF 0.1 or 0.2: `Name: value` lines in an attached `report.txt`.
fn old_report(parts: &[Part<'_>], line: u64, given: &Given) -> Outcome {
    let texts = parts.iter().filter(|part| part.media.starts_with("text/"));
    let mut fields = texts.map(|part| Fields::of(&part.body));
    let Some(fields) = fields.find(|fields| !fields.text("Report-Type").is_empty()) else {
        return Outcome::Rejected("its report.txt has no `Report-Type:`".to_owned());
    };
    let (kind, class) = (fields.text("Report-Type"), fields.text("Category"));
    let told = kind_in(kind).or_else(|| kind_in(fields.text("Service")));
    let is_spam = kind.to_ascii_lowercase().contains("spam");
    if told.is_none() && !is_spam {
        return Outcome::Passed("a report about something else");
    }
    if class.eq_ignore_ascii_case("info") && is_spam {
        return Outcome::Passed("a notice that accuses nobody");
    }
    // Of spam, the port is where the host called, or called from; of an open service, its own.
    let port = if told.is_some() { fields.text("Port") } else { "" };
    match (network(fields.text("Source")), super::fields::port(port)) {
        (Ok(network), Ok(port)) => {
            let report = Report::new(suspect(network, port, told, given), line);
            Outcome::Suspects(vec![fields.report(report, &["Source"], &["Date"])])
        }
        (Err(why), _) | (_, Err(why)) => Outcome::Rejected(why),
    }
}
