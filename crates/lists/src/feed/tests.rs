//! Walks the table: every example is recognised, reads as it says, and survives being damaged.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;

struct Read {
    suspects: Vec<String>,
    passed: Vec<u64>,
    rejected: Vec<u64>,
}

fn read(format: &Format, name: &str, text: &[u8]) -> Result<Read, FeedError> {
    let given = Given { name: Some(name.to_owned()), ..Given::default() };
    let mut read = Read { suspects: Vec::new(), passed: Vec::new(), rejected: Vec::new() };
    let mut take = |row: Row| {
        match row {
            Row::Suspect(report) => {
                let json = report.details.into_json();
                assert!(json.is_none_or(|json| serde_json::from_str::<serde_json::Value>(&json).is_ok()));
                read.suspects.push(report.suspect.to_string());
            }
            Row::Passed { line, .. } => read.passed.push(line),
            Row::Rejected(reject) => {
                assert!(!reject.why.is_empty());
                read.rejected.push(reject.line);
            }
        }
        ControlFlow::Continue(())
    };
    // Small pieces: what is cut in two is put together again.
    let mut input = std::io::BufReader::with_capacity(7, text);
    (format.read)(&mut input, &given, &mut Rows::new(&mut take))?;
    Ok(read)
}

#[test]
fn every_example_reads_as_it_says() {
    for format in FORMATS {
        assert!(!format.examples.is_empty(), "{} has no example", format.id);
        for example in format.examples {
            let (id, name) = (format.id, example.name);
            let found = read(format, name, example.text).unwrap_or_else(|error| {
                panic!("{id}: {name}: {error}");
            });
            assert_eq!(found.suspects, example.suspects, "{id}: {name}");
            assert_eq!(found.passed, example.passed, "{id}: {name}: passed");
            assert_eq!(found.rejected, example.rejected, "{id}: {name}: rejected");
        }
    }
}

#[test]
fn every_example_is_recognised_as_what_it_is() {
    for format in FORMATS {
        for example in format.examples {
            let peek = Peek { name: example.name, head: example.text };
            let found = recognise(&peek).map(|format| format.id);
            assert_eq!(found, Some(format.id), "{}", example.name);
            // Standard input has no name.
            let found = recognise(&Peek { name: "", ..peek }).map(|format| format.id);
            assert_eq!(found, Some(format.id), "{} without its name", example.name);
        }
    }
}

/// Zones of names, tables and pages are not lists of addresses, whatever their names say.
#[test]
fn what_another_file_holds_is_not_handed_out() {
    let others: &[(&str, &[u8])] = &[
        ("proxies.csv", b"ip,port,type\n192.0.2.10,3128,open-proxy\n"),
        ("page.ip4set", b"<!DOCTYPE html>\n<html><body>192.0.2.10</body></html>\n"),
        (
            "example.zone",
            b"$ORIGIN example.\n$TTL 1\n@ SOA ns hm 1 2 3 4 5\n@ A 192.0.2.1\nwww A 192.0.2.2\n",
        ),
    ];
    let formats = ["rpz", "dnsbl-zone", "rbldnsd", "ipset"];
    for format in FORMATS.iter().filter(|format| formats.contains(&format.id)) {
        for (name, text) in others {
            let mut count = 0_u32;
            let mut take = |_: Row| {
                count += 1;
                ControlFlow::Continue(())
            };
            for given in [None, Some((*name).to_owned())] {
                let given = Given { name: given, ..Given::default() };
                let mut input = *text;
                let read = (format.read)(&mut input, &given, &mut Rows::new(&mut take));
                assert!(
                    matches!(read, Err(FeedError::AnotherFormat { .. })),
                    "{} {name}",
                    format.id
                );
            }
            assert_eq!(count, 0, "{} {name}", format.id);
            assert!(!(format.recognises)(&Peek { name, head: text }), "{} {name}", format.id);
        }
    }
}

#[test]
fn a_reason_stays_short_and_nothing_is_handed_out_of_another_format() {
    let long = [&b"ip\n"[..], &vec![b'1'; 100_000], b"\n"].concat();
    for format in FORMATS {
        let given = Given::default();
        for text in
            [&long[..], b"{}", b"{\"a\":1}\n", b"no list\n", b"\"", b"a,b\n1,2\n", b"From me\n"]
        {
            let (mut handed, mut longest) = (0, 0);
            let mut take = |row: Row| {
                handed += 1;
                if let Row::Rejected(reject) = row {
                    longest = longest.max(reject.why.len());
                }
                ControlFlow::Continue(())
            };
            let outcome = (format.read)(&mut &text[..], &given, &mut Rows::new(&mut take));
            assert!(longest < 400, "{}: {longest}", format.id);
            if let Err(error) = outcome {
                assert!(matches!(error, FeedError::AnotherFormat { .. }), "{}", format.id);
                assert_eq!(handed, 0, "{}", format.id);
            }
        }
    }
}

#[test]
fn ids_are_unique_and_kebab_case() {
    let ids: BTreeSet<_> = FORMATS.iter().map(|format| format.id).collect();
    assert_eq!(ids.len(), FORMATS.len());
    for format in FORMATS {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(format.id.bytes().all(fits), "{}", format.id);
        assert!(!format.about.is_empty() && !format.source.is_empty(), "{}", format.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No damage makes a reader panic, and every format survives every other's files.
    #[test]
    fn damaged_files_are_read_or_refused(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        with in prop::collection::vec(any::<u8>(), 0..12),
        cut in any::<bool>(),
    ) {
        let examples: Vec<_> = FORMATS.iter().flat_map(|format| format.examples).collect();
        let example = which.get(&examples);
        let mut text = example.text.to_vec();
        let at = at.index(text.len().max(1)).min(text.len());
        if cut {
            text.truncate(at);
        }
        text.splice(at..at, with);
        for format in FORMATS {
            let _ = read(format, example.name, &text);
        }
    }
}
