//! No file makes a reader of feeds panic: details are JSON, what is rejected says why, and a file that is
//! another format hands out nothing.
#![no_main]

use std::io::BufReader;
use std::ops::ControlFlow;

use cerrojo_lists::feed::{FORMATS, FeedError, Given, Peek, Row, Rows, recognise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    // The first byte chooses the format and a name, the rest is the file.
    let Some((which, file)) = input.split_first() else { return };
    let which = usize::from(*which);
    let Some(format) = FORMATS.get(which % FORMATS.len()) else { return };
    // Names tell some formats apart, and one report from another.
    let example = format.examples.get(which / FORMATS.len() % format.examples.len());
    let name = example.map(|example| example.name.to_owned());
    let _ = recognise(&Peek { name: name.as_deref().unwrap_or_default(), head: file });
    let mut handed = 0_usize;
    let mut take = |row: Row| {
        handed += 1;
        match row {
            Row::Suspect(report) => {
                assert!(report.line > 0);
                assert!(
                    report.country.is_none_or(|letters| letters.iter().all(u8::is_ascii_uppercase))
                );
                let json = report.details.into_json().unwrap_or("{}".to_owned());
                assert!(
                    serde_json::from_str::<serde_json::Value>(&json)
                        .is_ok_and(|json| json.is_object())
                );
            }
            Row::Passed { line, why } => assert!(line > 0 && !why.is_empty()),
            Row::Rejected(reject) => {
                assert!(reject.line > 0 && !reject.why.is_empty() && reject.text.len() <= 4096);
            }
        }
        ControlFlow::Continue(())
    };
    let given = Given { name, ..Given::default() };
    let mut input = BufReader::with_capacity(11, file);
    let outcome = (format.read)(&mut input, &given, &mut Rows::new(&mut take));
    if matches!(outcome, Err(FeedError::AnotherFormat { .. } | FeedError::Given(_))) {
        assert_eq!(handed, 0, "{} had begun", format.id);
    }
});
