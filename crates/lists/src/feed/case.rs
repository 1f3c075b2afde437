//! Cases of another operation: what `cerrojo export json` and `cerrojo case list` write.

use std::io::BufRead;

use cerrojo_model::Kind;

use super::fields::{Means, keep, network, port, suspect};
use super::objects::{Object, Objects, Outcome, names_one, text};
use super::{Example, FeedError, Format, Given, Peek, Report, Rows};

pub(super) const FORMAT: Format = Format {
    id: "cerrojo",
    about: "cases of another Cerrojo, JSON (cerrojo.case/1), as `cerrojo export json` writes them",
    source: "https://jsonlines.org",
    recognises,
    read,
    examples: &[Example {
        name: "cases.jsonl",
        text: br#"{"schema":"cerrojo.case/1","case":17,"address":"192.0.2.25","port":25,"kind":"open-relay","state":"notified","verified_at":"2025-11-20T04:10:11Z","asn":64496,"country":"DE","sources":["a list"]}
{"schema":"cerrojo.case/1","case":18,"address":"2001:db8:10::25","port":3128,"kind":"open-proxy","state":"suspect"}
{"schema":"cerrojo.case/1","case":19,"address":"198.51.100.0/28","port":null,"kind":null,"state":"suspect"}
{"schema":"cerrojo.case/1","case":20,"address":"192.0.2.26","port":25,"kind":"open-relay","state":"verified-closed"}
{"schema":"cerrojo.case/1","case":21,"address":null,"port":null,"kind":"open-relay","state":"erased"}
{"schema":"cerrojo.case/1","case":22,"address":"192.0.2.300","port":25,"state":"suspect"}
{"schema":"cerrojo.check/1","address":"192.0.2.27","port":25,"verdict":"open"}
"#,
        suspects: &[
            "192.0.2.25:25 open-relay",
            "[2001:db8:10::25]:3128 open-proxy",
            "198.51.100.0/28",
        ],
        passed: &[4, 5],
        rejected: &[6, 7],
    }],
};

/// The states that name no suspect.
const CLOSED: &[&str] = &["not-open", "narrowed", "verified-closed", "gone"];

const CASES: Objects = Objects {
    format: "cerrojo",
    wants: "this is no case; want `\"schema\": \"cerrojo.case/1\"`",
    is_one: is_case,
    wrapper: None,
};

fn recognises(peek: &Peek<'_>) -> bool {
    let text = peek.text();
    names_one(&text, &["schema"]) && text.contains("\"cerrojo.case/1\"")
}

fn is_case(object: &Object) -> bool {
    text(object, "schema") == "cerrojo.case/1"
}

fn read(input: &mut dyn BufRead, given: &Given, rows: &mut Rows<'_>) -> Result<(), FeedError> {
    CASES.read(input, rows, &|case, line| outcome(case, line, given))
}

fn outcome(case: &Object, line: u64, given: &Given) -> Outcome {
    let who = text(case, "address");
    if who.is_empty() {
        return Outcome::Passed("it names no address");
    }
    if CLOSED.contains(&&*text(case, "state")) {
        return Outcome::Passed("its own operation does not find it open");
    }
    let (network, port) = match (network(&who), port(&text(case, "port"))) {
        (Ok(network), Ok(port)) => (network, port),
        (Err(why), _) | (_, Err(why)) => return Outcome::Rejected(why),
    };
    let kind = Kind::ALL.iter().copied().find(|kind| kind.id() == text(case, "kind"));
    let mut report = Report::new(suspect(network, port, kind, given), line);
    let typed = [
        ("verified_at", Means::Seen),
        ("first_seen", Means::Seen),
        ("asn", Means::Asn),
        ("country", Means::Country),
        ("case", Means::Detail),
        ("state", Means::Detail),
        ("test", Means::Detail),
    ];
    for (name, means) in typed {
        keep(&mut report, means, name, &text(case, name));
    }
    Outcome::Suspects(vec![report])
}
