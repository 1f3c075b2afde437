//! Files of every format, packed and unpacked, by name and told from their beginning.

use cerrojo_lists::feed::FORMATS;

use crate::support::{Desk, gzip, zip};

const SOCKS: &str = "2026-11-20-scan_socks-example-geo.csv";
const SOCKS_ROWS: &[u8] = b"timestamp,severity,ip,protocol,port,tag,asn,geo\n\
    2026-11-20 03:00:01,medium,203.0.113.77,tcp,1080,socks5,64498,PL\n";
const PLAIN: &[u8] = b"192.0.2.10:3128\nsmtp://192.0.2.25\n2001:db8:10::25\n";
const PLAIN_SUSPECTS: [&str; 3] =
    ["192.0.2.10:3128 open-proxy", "192.0.2.25:25 open-relay", "2001:db8:10::25"];

/// What a case is told apart by is kept; a suspect of no kind is shown without one.
#[test]
fn every_example_of_every_format_is_imported_as_it_says() {
    for format in FORMATS {
        for example in format.examples {
            for word in ["auto", format.id] {
                let desk = Desk::new();
                desk.write(example.name, example.text);
                let said = desk.import(&[word, "--format", "json", "--", example.name]);
                let shown = format!("{word} {}: {said:?}", example.name);
                assert_eq!(said.status, Some(0), "{shown}");
                let [line] = &said.lines()[..] else { panic!("{shown}") };
                assert_eq!(line["schema"], "cerrojo.import/1");
                assert_eq!(line["format"], format.id, "{shown}");
                assert_eq!(line["rejected"], example.rejected.len(), "{shown}");
                let passed = line["passed"].as_object().unwrap().values();
                let passed: u64 = passed.map(|count| count.as_u64().unwrap()).sum();
                assert_eq!(passed, u64::try_from(example.passed.len()).unwrap(), "{shown}");
                let mut wanted: Vec<&str> = Vec::new();
                for suspect in example.suspects {
                    if !wanted.contains(suspect) {
                        wanted.push(suspect);
                    }
                }
                let mut suspects = desk.suspects();
                wanted.sort_unstable();
                suspects.sort_unstable();
                assert_eq!(suspects, wanted, "{shown}");
                assert_eq!(line["new"], wanted.len(), "{shown}");
            }
        }
    }
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let desk = Desk::new();
    let said = desk.import_from(PLAIN, &["auto", "-"]).fine();
    assert_eq!(said.out, "-: 3 suspects, 3 new and 0 known already (plain)\n");
    assert_eq!(desk.suspects(), PLAIN_SUSPECTS);
    let said = desk.import_from(SOCKS_ROWS, &["shadowserver", "-"]).fine();
    assert_eq!(said.out, "-: 1 suspect, 1 new and 0 known already (shadowserver)\n");
    let said = desk.import_from(&gzip(PLAIN), &["auto", "-"]).fine();
    assert_eq!(said.out, "-: 3 suspects, 0 new and 3 known already (plain)\n");
}

#[test]
fn gz_is_unpacked_whatever_it_is_called() {
    for name in ["list.txt.gz", "list.bin"] {
        let desk = Desk::new();
        // What was put together from two is one file (RFC 1952 section 2.2).
        let (first, second) = PLAIN.split_at(20);
        desk.write(name, [gzip(first), gzip(second)].concat());
        desk.import(&["auto", name]).fine();
        assert_eq!(desk.suspects(), PLAIN_SUSPECTS, "{name}");
    }
    let desk = Desk::new();
    let name = desk.write(&format!("{SOCKS}.gz"), gzip(SOCKS_ROWS));
    let said = desk.import(&["auto", &name, "--format", "json"]).fine();
    assert_eq!(said.lines()[0]["sources"][0], "scan_socks-example-geo");
}

#[test]
fn all_files_of_an_archive_are_imported_each_for_itself() {
    let packed = zip(&[(SOCKS, SOCKS_ROWS), ("folder/list.txt", PLAIN), ("note.md", b"# Hello\n")]);
    for is_piped in [false, true] {
        let desk = Desk::new();
        let name = desk.write("day.zip", &packed);
        let said = if is_piped {
            desk.import_from(&packed, &["auto", "-"])
        } else {
            desk.import(&["auto", &name])
        };
        let shown = if is_piped { "-" } else { "day.zip" };
        assert_eq!(said.status, Some(2), "{said:?}");
        let lines: Vec<_> = said.out.lines().collect();
        let wanted = [
            format!("{shown}: {SOCKS}: 1 suspect, 1 new and 0 known already (shadowserver)"),
            format!("{shown}: list.txt: 3 suspects, 3 new and 0 known already (plain)"),
        ];
        assert_eq!(lines, wanted);
        let why =
            "no known format begins like this; name one, or say with --map which column is what";
        assert_eq!(said.err, format!("cerrojo: {shown}: note.md: {why}\n"));
        assert_eq!(desk.suspects().len(), 4);
    }
}

#[test]
fn a_mapping_says_which_column_is_what() {
    let desk = Desk::new();
    let name = desk.write("odd.csv", "relay;x;192.0.2.25;25\nproxy;y;192.0.2.10;3128\n");
    let said = desk.import(&["auto", &name]);
    assert_eq!(said.status, Some(2));
    for format in ["auto", "csv"] {
        desk.import(&[format, &name, "--map", "kind=1,ip=3,port=4"]).fine();
        assert_eq!(desk.suspects(), ["192.0.2.25:25 open-relay", "192.0.2.10:3128 open-proxy"]);
    }
    let named = desk.write("named.csv", "Host,Where\n192.0.2.11,1080\n");
    desk.import(&["csv", &named, "--map", "ip=host,port=where"]).fine();
    assert_eq!(desk.suspects()[2], "192.0.2.11:1080 open-proxy");
}

#[test]
fn kind_and_port_are_taken_where_the_file_is_silent() {
    let desk = Desk::new();
    let name = desk.write("list.txt", "192.0.2.1\n192.0.2.2:1080\nsmtp://192.0.2.3\n");
    desk.import(&["auto", &name, "--kind", "proxy", "--port", "3128"]).fine();
    let wanted =
        ["192.0.2.1:3128 open-proxy", "192.0.2.2:1080 open-proxy", "192.0.2.3:25 open-relay"];
    assert_eq!(desk.suspects(), wanted);
}
