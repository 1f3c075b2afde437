//! Who says so: the same file twice, another source, several sources in one file.

use crate::support::{Desk, Said};

const LIST: &str = "192.0.2.10:3128\n192.0.2.11:3128\n192.0.2.10:3128\n";

fn counts(said: &Said) -> Vec<(Vec<String>, [u64; 4])> {
    let one = |line: &serde_json::Value| {
        let sources = line["sources"].as_array().unwrap().iter();
        let sources = sources.map(|source| source.as_str().unwrap().to_owned()).collect();
        let counts = ["suspects", "new", "seconded", "again"];
        (sources, counts.map(|name| line[name].as_u64().unwrap()))
    };
    said.lines().iter().map(one).collect()
}

#[test]
fn the_same_file_again_changes_nothing() {
    let desk = Desk::new();
    let name = desk.write("2026-11-20-list.txt", LIST);
    let first = desk.import(&["auto", &name, "--format", "json"]).fine();
    assert_eq!(counts(&first), [(vec!["list".to_owned()], [2, 2, 0, 0])]);
    let again = desk.import(&["auto", &name, &name, "--format", "json"]).fine();
    let nothing = (vec!["list".to_owned()], [2, 0, 0, 0]);
    assert_eq!(counts(&again), [nothing.clone(), nothing]);
    assert_eq!(desk.suspects(), ["192.0.2.10:3128 open-proxy", "192.0.2.11:3128 open-proxy"]);
}

#[test]
fn another_source_seconds_what_is_known() {
    let desk = Desk::new();
    let first = desk.write("first.txt", LIST);
    let second = desk.write("second.txt", "192.0.2.11:3128\n192.0.2.12:3128\n");
    let said = desk.import(&["plain", &first, &second]).fine();
    let wanted = "first.txt: 2 suspects, 2 new and 0 known already (plain)\n\
        second.txt: 2 suspects, 1 new and 1 known already (plain)\n  \
        named by another source before: 1\n";
    assert_eq!(said.out, wanted);
    // The same list tomorrow is the same source; by another name it is another one.
    desk.write("2026-11-21-second.txt", "192.0.2.11:3128\n");
    let said = desk.import(&["plain", "2026-11-21-second.txt", "--format", "json"]).fine();
    assert_eq!(counts(&said), [(vec!["second".to_owned()], [1, 0, 0, 0])]);
    let said = desk.import(&["plain", &second, "--source", "third", "--format", "json"]).fine();
    assert_eq!(counts(&said), [(vec!["third".to_owned()], [2, 0, 2, 0])]);
    assert_eq!(desk.suspects().len(), 3);
}

#[test]
fn a_file_that_brings_the_words_of_others_keeps_them_apart() {
    let event = |provider: &str, address: &str| {
        format!(
            r#"{{"feed.provider":"{provider}","feed.name":"proxies","source.ip":"{address}","source.port":3128,"classification.type":"proxy"}}"#
        )
    };
    let text = [event("A", "192.0.2.1"), event("B", "192.0.2.1"), event("A", "192.0.2.2")];
    let desk = Desk::new();
    let name = desk.write("events.jsonl", text.join("\n"));
    let said = desk.import(&["auto", &name, "--format", "json"]).fine();
    let sources = vec!["A/proxies".to_owned(), "B/proxies".to_owned()];
    assert_eq!(counts(&said), [(sources, [3, 2, 1, 0])]);
    // What the user says stands above what the file says.
    let said = desk.import(&["auto", &name, "--source", "C", "--format", "json"]).fine();
    assert_eq!(counts(&said), [(vec!["C".to_owned()], [2, 0, 2, 0])]);
    assert_eq!(desk.suspects(), ["192.0.2.1:3128 open-proxy", "192.0.2.2:3128 open-proxy"]);
}
