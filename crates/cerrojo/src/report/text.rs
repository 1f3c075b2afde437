//! For people: first the verdict, then what proves it, then what to do.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use anstyle::{AnsiColor, Style};
use cerrojo_engine::EndpointReport;
use cerrojo_model::{Kind, Proof, Transport, Verdict};
use cerrojo_probe::proxy::{Carries, Form};
use cerrojo_probe::relay::TESTS;
use cerrojo_probe::report::Report;

use super::{Reporter, Summary};
use crate::advice;
use crate::output::Output;

const OPEN: Style = AnsiColor::Red.on_default().bold();
const CLOSED: Style = AnsiColor::Green.on_default();
const UNKNOWN: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();

/// Where text behind the labels breaks.
const COLUMNS: usize = 96;

pub(super) struct Text {
    output: Output,
    /// Whether something stands above already.
    begun: bool,
}

impl Text {
    pub(super) fn new(output: Output) -> Self {
        Self { output, begun: false }
    }

    fn head(&mut self, style: Style, word: &str, report: &EndpointReport) -> io::Result<()> {
        let endpoint = report.report.endpoint;
        let place = match endpoint.transport {
            Transport::Plain => format!("{}", endpoint.address),
            Transport::Starttls => format!("{} after STARTTLS", endpoint.address),
            Transport::Tls => format!("{} over TLS", endpoint.address),
        };
        let address = endpoint.address.ip().to_string();
        let named = if report.target.contains(&address) {
            String::new()
        } else {
            format!("{}  ", report.target)
        };
        let software = report.report.software.as_ref().map_or_else(String::new, |software| {
            let version =
                software.version.as_ref().map_or_else(String::new, |version| format!(" {version}"));
            format!("  {DIM}{}{version}{DIM:#}", software.name)
        });
        writeln!(self.output, "{style}{word:<11}{style:#} {named}{place}{software}")
    }

    fn item(&mut self, label: &str, text: &str) -> io::Result<()> {
        let mut label = label;
        for line in wrap(text, COLUMNS) {
            writeln!(self.output, "  {DIM}{label:<9}{DIM:#} {line}")?;
            label = "";
        }
        Ok(())
    }

    fn open(&mut self, report: &EndpointReport, proof: &Proof) -> io::Result<()> {
        let is_proxy = report.report.endpoint.service.kind() == Kind::OpenProxy;
        self.head(OPEN, if is_proxy { "OPEN PROXY" } else { "OPEN RELAY" }, report)?;
        let about = if is_proxy {
            advice::proxy_row(&proof.sent().test).map_or("connects strangers", |row| row.about)
        } else {
            row_about(&proof.sent().test).unwrap_or("relays")
        };
        self.item("why", &format!("it {about} (test {})", proof.sent().test))?;
        self.item("proof", &proven(proof))?;
        // Mail brings its `Received:` fields without their name, a page whole header fields.
        let field = if is_message(proof) { "Received: " } else { "" };
        for trace in proof.arrival().trace.iter().take(3) {
            self.item("", &format!("{field}{trace}"))?;
        }
        if is_proxy {
            self.item("reaches", &reaches(&report.report))?;
        }
        self.tests(&report.report)?;
        self.notes(&report.report)?;
        self.item("do now", &advice::for_open(&report.report, proof))
    }

    fn closed(&mut self, report: &EndpointReport) -> io::Result<()> {
        self.head(CLOSED, "closed", report)?;
        self.tests(&report.report)?;
        self.notes(&report.report)
    }

    fn unknown(
        &mut self,
        report: &EndpointReport,
        reason: cerrojo_model::Reason,
    ) -> io::Result<()> {
        self.head(UNKNOWN, "unknown", report)?;
        self.item("reason", reason.id())?;
        self.tests(&report.report)?;
        self.notes(&report.report)?;
        self.item("do now", advice::for_unknown(reason, report.report.endpoint.service.kind()))
    }

    /// How many forms met which fate, and what was said to the first that was refused.
    fn tests(&mut self, report: &Report) -> io::Result<()> {
        if report.tests.is_empty() {
            return Ok(());
        }
        let is_proxy = report.endpoint.service.kind() == Kind::OpenProxy;
        let undecided = if !is_proxy && matches!(report.verdict, Verdict::Open(_)) {
            "accepted as well"
        } else {
            "undecided"
        };
        let mut parts = Vec::new();
        for (id, word) in [("open", "proven open"), ("unknown", undecided), ("closed", "refused")] {
            let tests: Vec<_> =
                report.tests.iter().filter(|test| test.verdict.id() == id).collect();
            let names =
                tests.iter().take(4).map(|test| test.id.as_str()).collect::<Vec<_>>().join(", ");
            let more = if tests.len() > 4 { ", …" } else { "" };
            match (tests.len(), id) {
                (0, _) => {}
                (count, "closed") => parts.push(format!("{count} {word}")),
                (count, _) => parts.push(format!("{count} {word} ({names}{more})")),
            }
        }
        self.item("tests", &format!("{} asked: {}", report.tests.len(), parts.join(", ")))?;
        // What was taken and sent back has a friendly reply; that is no refusal to show.
        let mut replies = report.tests.iter().filter(|test| test.verdict == Verdict::Closed);
        match replies.find_map(|test| test.reply.as_deref().filter(|reply| !reply.starts_with('2')))
        {
            Some(reply) => self.item("it said", reply),
            None => Ok(()),
        }
    }

    fn notes(&mut self, report: &Report) -> io::Result<()> {
        for note in &report.notes {
            self.item("note", &note.to_string())?;
        }
        Ok(())
    }
}

/// Whether a message proves it; a challenge does at every other proxy.
fn is_message(proof: &Proof) -> bool {
    let sent = proof.sent();
    sent.endpoint.service.kind() == Kind::OpenRelay
        || sent.test.ends_with(":mail")
        || advice::proxy_row(&sent.test)
            .is_some_and(|row| row.carries == Carries::Mail || row.form == Form::Loopback)
}

/// What went in, what came out, and how long that took.
fn proven(proof: &Proof) -> String {
    let (sent, arrival) = (proof.sent(), proof.arrival());
    let at = sent.at.format("%Y-%m-%d %H:%M:%S");
    let from = arrival.from.ip().to_canonical();
    let took = (arrival.at - sent.at).num_milliseconds();
    let took = format!("{}.{:03} s later", took / 1000, took % 1000);
    let token = &sent.token;
    if is_message(proof) {
        return format!(
            "message {token} went in at {at} UTC and came out at our sink, from {from}, {took}"
        );
    }
    format!(
        "challenge {token} went in at {at} UTC and was brought to our sink from {from}, {took}; only the sink could answer it"
    )
}

/// Which of our ports were reached, and by which protocols: port 25 is what spam needs.
fn reaches(report: &Report) -> String {
    let mut ports: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for test in report.tests.iter().filter(|test| matches!(test.verdict, Verdict::Open(_))) {
        let mut words = test.id.split(':');
        let (Some(protocol), Some(port)) = (words.next(), words.next()) else { continue };
        let Ok(port) = port.parse() else { continue };
        // Its own loopback is no port of ours.
        if protocol.ends_with("-loopback") {
            continue;
        }
        let known = ports.entry(port).or_default();
        if !known.contains(&protocol) {
            known.push(protocol);
        }
    }
    let each =
        ports.iter().map(|(port, protocols)| format!("port {port} by {}", protocols.join(", ")));
    each.collect::<Vec<_>>().join("; ")
}

/// What the row of a test says is wrong; of a combination, the recipient's row unless it is plain.
fn row_about(test: &str) -> Option<&'static str> {
    let id = test.rsplit('+').next()?.split(':').next()?;
    TESTS.iter().find(|row| row.id == id).map(|row| row.about)
}

impl Reporter for Text {
    fn endpoint(&mut self, report: &EndpointReport) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            writeln!(self.output)?;
        }
        match &report.report.verdict {
            Verdict::Open(proof) => self.open(report, proof),
            Verdict::Closed => self.closed(report),
            Verdict::Unknown(reason) => self.unknown(report, *reason),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        if !summary.quiet {
            for difference in &summary.differences {
                self.item("compare", difference)?;
            }
            let total = summary.open + summary.closed + summary.unknown;
            let stopped = if summary.interrupted { "stopped early; " } else { "" };
            let missing = match summary.not_asked {
                0 => String::new(),
                count => format!(", {count} not asked"),
            };
            writeln!(
                self.output,
                "\n{stopped}{total} endpoint{}: {} open, {} closed, {} unknown{missing}",
                if total == 1 { "" } else { "s" },
                summary.open,
                summary.closed,
                summary.unknown,
            )?;
        }
        self.output.flush()
    }
}

/// Breaks at spaces; a word longer than a line stands alone.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let length = lines.last().map_or(0, |line| line.chars().count());
        if length > 0 && length + 1 + word.chars().count() > columns {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
