//! Events of `IntelMQ` as CSV, as its database is exported: a column a key, `extra` as JSON.

use std::io::BufRead;

use serde_json::Value;

use super::objects::{Object, Outcome};
use super::records::{Record, Records, header};
use super::{Example, FeedError, Format, Given, Peek, Rows, intelmq};

const ID: &str = "eventdb";

pub(super) const FORMAT: Format = Format {
    id: ID,
    about: "events of IntelMQ exported from its EventDB, CSV with a header of its keys",
    source: "https://docs.intelmq.org/latest/admin/database/postgresql/",
    recognises,
    read,
    examples: &[
        Example {
            name: "eventdb.csv",
            text: b"classification.identifier,classification.type,feed.name,source.asn,source.geolocation.cc,source.ip,source.network,source.port,status,time.source,extra\r\n\
                open-http-proxy,vulnerable-system,Open-HTTP-Proxy,64496,DE,192.0.2.10,192.0.2.0/24,3128,online,2026-11-20T02:14:07+00:00,\"{\"\"via\"\": \"\"1.1 gw\"\", \"\"http_code\"\": 200}\"\r\n\
                open-http-proxy,vulnerable-system,Open-HTTP-Proxy,64496,DE,192.0.2.11,,3128,,2026-11-20 02:14:07+00,\"{\"\"http_code\"\": 407}\"\r\n\
                open-relay,potentially-unwanted-accessible,Relay check,,,192.0.2.25,,25,,2026-11-20T04:10:11+00:00,{}\r\n\
                blacklisted-ip,blacklist,Blocklist,,,,198.51.100.0/28,,,,\r\n\
                open-http-proxy,vulnerable-system,,,,192.0.2.300,,3128,,,\r\n\
                open-http-proxy,vulnerable-system,,,,192.0.2.12\r\n",
            suspects: &["192.0.2.10:3128 open-proxy", "192.0.2.25:25 open-relay", "198.51.100.0/28"],
            passed: &[3],
            rejected: &[6, 7],
        },
        Example {
            name: "part.csv",
            text: b"source.ip;source.port;classification.type;extra\n192.0.2.10;8080;proxy;no JSON\n\"192.0.2.11\n",
            suspects: &["192.0.2.10:8080 open-proxy"],
            passed: &[],
            rejected: &[3],
        },
    ],
};

fn recognises(peek: &Peek<'_>) -> bool {
    is_header(&header(peek.head))
}

fn is_header(names: &[String]) -> bool {
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    (has("source.ip") || has("source.network"))
        && (has("classification.type") || has("classification.identifier"))
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    let mut records = Records::new(input);
    let names = records.next()?.map(|header| header.names()).unwrap_or_default();
    if !is_header(&names) {
        let why = "its header has no columns `source.ip` and `classification.type`".to_owned();
        return Err(FeedError::AnotherFormat { format: ID, why });
    }
    while let Some(record) = records.next()? {
        outcome(&record, &names, given).hand(record.line, record.raw, rows)?;
    }
    Ok(())
}

fn outcome(record: &Record<'_>, names: &[String], given: &Given) -> Outcome {
    if let Some(fault) = &record.fault {
        return Outcome::Rejected(fault.clone().into_owned());
    }
    let mut event = Object::new();
    for (at, name) in names.iter().enumerate() {
        let value = record.field(at);
        if value.is_empty() {
            continue;
        }
        match serde_json::from_str::<Object>(&value) {
            Ok(extra) if name == "extra" => {
                event.extend(extra.into_iter().map(|(key, value)| (format!("extra.{key}"), value)));
            }
            _ => drop(event.insert(name.clone(), Value::String(value.into_owned()))),
        }
    }
    intelmq::outcome(&event, record.line, given)
}
