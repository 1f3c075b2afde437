//! What is printed: JSON as scripts rely on it, text as people read it, colours where wanted.

use std::net::SocketAddr;

use cerrojo_lab::emulated::Running;
use chrono::DateTime;
use serde_json::Value;

use crate::support::{Folder, check, command, free, run, server, sink_at};

/// The keys of a line, in order, with what may stand there.
#[rustfmt::skip]
pub(crate) const KEYS: &[(&str, &str)] = &[
    ("schema", "string"), ("target", "string"), ("address", "string"), ("port", "number"),
    ("service", "string"), ("transport", "string"), ("kind", "string"), ("verdict", "string"),
    ("reason", "string or null"), ("tests", "list"), ("proof", "object or null"),
    ("software", "object or null"), ("notes", "list"), ("started_at", "time"), ("duration_ms", "number"),
];
pub(crate) const TEST: &[(&str, &str)] = &[
    ("id", "string"),
    ("verdict", "string"),
    ("reason", "string or null"),
    ("reply", "string or null"),
];
#[rustfmt::skip]
pub(crate) const PROOF: &[(&str, &str)] = &[
    ("test", "string"), ("token", "string"), ("sent_at", "time"), ("arrived_at", "time"),
    ("from", "string"), ("client_seen", "string or null"), ("trace", "list"),
];
const SOFTWARE: &[(&str, &str)] =
    &[("name", "string"), ("version", "string or null"), ("seen", "string")];

/// Whether `object` has these keys and no others, each with a value of its type.
pub(crate) fn fits(object: &Value, keys: &[(&str, &str)]) -> bool {
    let object = object.as_object().unwrap();
    let right = |value: &Value, wanted: &str| match value {
        Value::Null => wanted.ends_with("or null"),
        Value::String(text) if wanted == "time" => {
            text.ends_with('Z') && DateTime::parse_from_rfc3339(text).is_ok()
        }
        Value::String(_) => wanted.starts_with("string"),
        Value::Number(number) => wanted == "number" && number.is_u64(),
        Value::Array(_) => wanted == "list",
        Value::Object(_) => wanted.starts_with("object"),
        Value::Bool(_) => false,
    };
    object.len() == keys.len()
        && keys
            .iter()
            .all(|(key, wanted)| object.get(*key).is_some_and(|value| right(value, wanted)))
}

#[test]
fn json_is_what_the_contract_says() {
    let sink = free("127.79.10.1");
    let nobody = free("127.79.10.2");
    let open = server("nat-open", "127.79.10.3", sink);
    let closed = server("closed-554", "127.79.10.4", sink);
    let targets = [open.address, closed.address, nobody].map(|address| address.to_string());
    let mut arguments: Vec<&str> = targets.iter().map(String::as_str).collect();
    arguments.extend(["--format", "json", "--tests", "plain,percent-host"]);
    let said = check(sink, &arguments);
    assert_eq!((said.status, said.err.as_str()), (Some(1), ""), "{said:?}");
    let lines = said.lines();
    assert_eq!(lines.len(), 3, "{said:?}");
    for (line, text) in lines.iter().zip(said.out.lines()) {
        assert!(fits(line, KEYS), "{text}");
        let places: Vec<_> =
            KEYS.iter().map(|(key, _)| text.find(&format!("\"{key}\":")).unwrap()).collect();
        assert!(places[..9].is_sorted(), "{text}");
        assert!(line["tests"].as_array().unwrap().iter().all(|test| fits(test, TEST)), "{text}");
        assert!(line["software"].is_null() || fits(&line["software"], SOFTWARE), "{text}");
        assert_eq!(line["schema"], "cerrojo.check/1");
        assert_eq!((&line["service"], &line["kind"]), (&"smtp".into(), &"open-relay".into()));
        assert_eq!(line["proof"].is_null(), line["verdict"] != "open");
        assert_eq!(line["reason"].is_null(), line["verdict"] != "unknown");
    }
    let of = |address: SocketAddr| {
        let found = lines.iter().find(|line| line["target"] == address.to_string());
        found.unwrap_or_else(|| panic!("{address} is missing"))
    };
    let line = of(open.address);
    assert_eq!((&line["verdict"], &line["transport"]), (&"open".into(), &"plain".into()));
    assert_eq!(
        (&line["address"], &line["port"]),
        (&"127.79.10.3".into(), &open.address.port().into())
    );
    let proof = &line["proof"];
    assert!(fits(proof, PROOF), "{proof}");
    assert_eq!(proof["client_seen"], "172.17.0.1");
    assert!(!proof["trace"].as_array().unwrap().is_empty() && proof["token"] != "");
    let time = |value: &Value| DateTime::parse_from_rfc3339(value.as_str().unwrap()).unwrap();
    let times = [&line["started_at"], &proof["sent_at"], &proof["arrived_at"]].map(time);
    assert!(times.is_sorted(), "{line}");
    let line = of(closed.address);
    assert_eq!(line["verdict"], "closed");
    assert_eq!(line["tests"][0]["id"], "plain");
    assert!(line["tests"][0]["reply"].as_str().unwrap().starts_with("554 "), "{line}");
    let line = of(nobody);
    assert_eq!((&line["verdict"], &line["reason"]), (&"unknown".into(), &"unreachable".into()));
}

#[test]
fn a_file_gets_what_standard_output_would() {
    let (sink, folder) = (free("127.79.10.11"), Folder::new());
    let closed = server("closed-554", "127.79.10.12", sink);
    let file = folder.write("found.jsonl", &"of another day\n".repeat(999));
    let target = closed.address.to_string();
    let said = check(sink, &[&target, "--format", "json", "-o", &file, "--tests", "plain"]);
    assert_eq!((said.status, said.out.as_str()), (Some(0), ""), "{said:?}");
    let text = std::fs::read_to_string(file).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(fits(&serde_json::from_str(&text).unwrap(), KEYS), "{text}");
}

/// The servers of the text report, in the order in which they are asked.
struct Three {
    sink: SocketAddr,
    nobody: SocketAddr,
    open: Running,
    closed: Running,
}

impl Three {
    fn start(host: u8) -> Self {
        let at = |number: u8| format!("127.79.11.{}", host + number);
        let sink = free(&at(1));
        let open = server("open", &at(2), sink);
        let closed = server("closed-554", &at(3), sink);
        Self { sink, nobody: free(&at(4)), open, closed }
    }

    fn arguments(&self) -> Vec<String> {
        let targets = [self.open.address, self.closed.address, self.nobody];
        let targets = targets.map(|address| address.to_string());
        let words = ["--concurrency", "1", "--tests", "plain,percent-host", "--wait", "2s"];
        let words = words.map(str::to_owned);
        [&["check".to_owned()], &targets[..], &words, &sink_at(self.sink)].concat()
    }

    /// The report without what differs each time.
    fn steady(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (place, name) in
            [(self.open.address, "OPEN"), (self.closed.address, "CLOSED"), (self.nobody, "NOBODY")]
        {
            text = text.replace(&place.to_string(), name);
        }
        text = replace_behind(&text, "message ", "TOKEN");
        text = replace_behind(&text, "went in at ", "DAY");
        text = replace_behind(&text, "DAY ", "TIME");
        text = replace_behind(&text, "from 127.0.0.1, ", "SECONDS");
        replace_behind(&text, "<", "RECIPIENT")
    }
}

/// Puts `name` for the word behind each `mark`.
fn replace_behind(text: &str, mark: &str, name: &str) -> String {
    let mut parts = text.split(mark);
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let word = part.find(char::is_whitespace).unwrap_or(part.len());
        result = format!("{result}{mark}{name}{}", &part[word..]);
    }
    result
}

/// Joins what was broken into lines: where it breaks depends on the length of ports and tokens.
fn unwrapped(text: &str) -> String {
    text.replace(&format!("\n{}", " ".repeat(12)), " ")
}

#[test]
fn the_text_says_the_verdict_then_the_proof_then_what_to_do() {
    let three = Three::start(10);
    let said = run(command().args(three.arguments()));
    assert_eq!((said.status, said.err.as_str()), (Some(1), ""), "{said:?}");
    let text = three.steady(&unwrapped(&said.out));
    // The trace is the server's own words; the rest is ours.
    let (before, trace) = text.split_once(" Received: ").unwrap();
    let (_, after) = trace.split_once("\n  tests").unwrap();
    let steady = format!("{before} Received: …\n  tests{after}");
    assert_eq!(steady, include_str!("report.txt"), "\n{}", said.out);
    let longest = said.out.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(120), "{}", said.out);
}

#[test]
fn colours_are_for_those_who_want_them() {
    let three = Three::start(20);
    let coloured = |before: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command();
        command.args(three.arguments()).args(arguments).envs(before.iter().copied());
        run(&mut command).out.contains('\u{1b}')
    };
    // Standard output is no terminal here.
    assert!(!coloured(&[], &[]));
    assert!(coloured(&[], &["--color", "always"]));
    assert!(!coloured(&[], &["--color", "never"]));
    assert!(!coloured(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], &[]));
    assert!(!coloured(&[], &["--color", "always", "--format", "json"]));
    // A file is read by programs, or later.
    let folder = Folder::new();
    let file = folder.write("report.txt", "");
    assert!(!coloured(&[], &["--color", "always", "-o", &file]));
    assert!(!std::fs::read_to_string(file).unwrap().contains('\u{1b}'));
}

#[test]
fn quiet_leaves_the_summary_out() {
    let three = Three::start(30);
    let said = run(command().args(three.arguments()).arg("-q"));
    assert_eq!((said.status, said.err.as_str()), (Some(1), ""), "{said:?}");
    assert!(!said.out.contains("endpoints:") && said.out.contains("OPEN RELAY"), "{said:?}");
}
