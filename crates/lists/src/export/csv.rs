//! Cases as a table for spreadsheets.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Case, Example, Export, Issuer, example, written};

pub(super) const EXPORT: Export = Export {
    id: "csv",
    about: "one case a row, for spreadsheets; no cell is a formula, transcripts are left out",
    source: "RFC 4180",
    media_type: "text/csv",
    extension: "csv",
    header: Some(header),
    write,
    examples: &[
        Example {
            case: example::relay,
            text: "17,192.0.2.25,25,open-relay,smtp,starttls,notified,2,2025-11-18T00:00:00Z,2025-11-20T04:10:11Z,2025-11-21T04:10:11Z,2025-11-20T04:13:20Z,,percent-hack,2025-11-20T04:10:00Z,2025-11-20T04:10:11Z,192.0.2.26,from mx.example.com (192.0.2.26)  by sink.cert.example,Postfix,,64496,DE,mx.example.com,192.0.2.0/24,\"'=cmd(), or so | example-list\",Abuse@example.com\r\n",
        },
        Example {
            case: example::proxy,
            text: "18,2001:db8:10::25,3128,open-proxy,http,plain,closed,1,,2025-11-20T04:10:11Z,,,2025-11-21T04:10:11Z,http-connect:25,,,,,,,,,,,,\r\n",
        },
    ],
};

/// The columns, in order.
const COLUMNS: &[&str] = &[
    "case",
    "address",
    "port",
    "kind",
    "service",
    "transport",
    "state",
    "episode",
    "first_seen",
    "verified_at",
    "last_checked_at",
    "notified_at",
    "closed_at",
    "test",
    "sent_at",
    "arrived_at",
    "arrived_from",
    "trace",
    "software",
    "version",
    "asn",
    "country",
    "hostname",
    "network",
    "sources",
    "abuse_contact",
];

fn header(out: &mut dyn Write) -> io::Result<()> {
    row(out, COLUMNS.iter().map(|column| (*column).into()))
}

fn write(case: &Case<'_>, _: &Issuer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let time = |time: Option<_>| time.map(written).unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let proof = case.proof.as_ref();
    let cells = [
        case.number.to_string(),
        case.address.to_string(),
        case.port.to_string(),
        case.kind.id().to_owned(),
        case.service.id().to_owned(),
        case.transport.id().to_owned(),
        case.state.to_owned(),
        case.episode.to_string(),
        time(case.first_seen),
        time(case.verified_at),
        time(case.last_checked_at),
        time(case.notified_at),
        time(case.closed_at),
        text(case.test),
        time(proof.map(|proof| proof.sent_at)),
        time(proof.map(|proof| proof.arrived_at)),
        proof.map(|proof| proof.from.to_string()).unwrap_or_default(),
        proof.map(|proof| proof.trace.join(" | ")).unwrap_or_default(),
        text(case.software),
        text(case.version),
        case.asn.map(|asn| asn.to_string()).unwrap_or_default(),
        case.country().unwrap_or_default(),
        text(case.hostname),
        case.network.map(|network| network.to_string()).unwrap_or_default(),
        case.sources.join(" | "),
        text(case.abuse_contact),
    ];
    row(out, cells.iter().map(|cell| harmless(cell)))
}

fn row<'a>(out: &mut dyn Write, cells: impl Iterator<Item = Cow<'a, str>>) -> io::Result<()> {
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .buffer_capacity(1024)
        .from_writer(out);
    writer.write_record(cells.map(|cell| cell.into_owned().into_bytes()))?;
    writer.flush()
}

/// A cell on one line that no spreadsheet runs: with an apostrophe before what would begin a formula (OWASP, "CSV
/// Injection").
fn harmless(cell: &str) -> Cow<'_, str> {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let breaks = cell.contains(['\r', '\n']);
    if !runs && !breaks {
        return cell.into();
    }
    let line = cell.replace("\r\n", " ").replace(['\r', '\n'], " ");
    if runs { format!("'{line}").into() } else { line.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_cell_for_every_column() {
        let issuer = Issuer { organisation: "", contact: "", domain: "" };
        let mut out = Vec::new();
        header(&mut out).unwrap();
        write(&example::proxy(), &issuer, &mut out).unwrap();
        let mut reader = ::csv::Reader::from_reader(out.as_slice());
        assert_eq!(reader.headers().unwrap().len(), COLUMNS.len());
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!(
            (&record[0], &record[1], &record[12]),
            ("18", "2001:db8:10::25", "2025-11-21T04:10:11Z")
        );
    }

    #[test]
    fn no_cell_is_run() {
        for cell in ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "\n=1"] {
            assert!(harmless(cell).starts_with('\''), "{cell:?}");
        }
        assert_eq!(harmless("a\r\nb\nc"), "a b c");
        assert_eq!(harmless("a=b"), "a=b");
    }
}
