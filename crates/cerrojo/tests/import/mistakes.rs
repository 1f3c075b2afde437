//! Whatever is wrong is said in one line, with status 2, and what was right beside it is imported.

use crate::support::{Desk, Said, gzip, zip};

/// What is wrong with how a mistake was answered.
fn fault(said: &Said, says: &str) -> Option<&'static str> {
    if said.status != Some(2) {
        Some("the status is not 2")
    } else if said.err.lines().count() != 1 || !said.err.starts_with("cerrojo: ") {
        Some("it is not one line")
    } else if !said.err.contains(says) {
        Some("it does not say so")
    } else {
        None
    }
}

/// Arguments, and what must be in the line about them; nothing is imported then.
#[rustfmt::skip]
const MISTAKES: &[(&[&str], &str)] = &[
    (&[], "the following required arguments were not provided: <FORMAT> <FILE>"),
    (&["auto"], "<FILE>"),
    (&["auot", "list.txt"], "there is no format `auot`; `auto` is one: is it meant?"),
    (&["excel", "list.txt"], "there is no format `excel`: want auto, cerrojo, xarf"),
    (&["auto", "absent.txt"], "absent.txt: cannot be read: No such file or directory"),
    (&["auto", "folder"], "folder: it is a folder; name the files in it"),
    (&["auto", "empty"], "empty: it is empty"),
    (&["auto", "empty.gz"], "empty.gz: it is empty"),
    (&["shadowserver", "empty"], "empty: this is no shadowserver file"),
    (&["auto", "empty.zip"], "empty.zip: the archive is empty"),
    (&["auto", "broken.zip"], "broken.zip: the archive is damaged"),
    (&["auto", "broken.gz"], "broken.gz: cannot be read: corrupt deflate stream"),
    (&["auto", "page.html"], "page.html: no known format begins like this; name one, or say with --map"),
    (&["plain", "socks.csv"], "socks.csv: this is no plain file; it looks like shadowserver: `cerrojo import auto` takes it; nothing of it was imported"),
    (&["xarf", "list.txt"], "list.txt: this is no xarf file; it looks like plain"),
    (&["xarf", "page.html"], "page.html: this is no xarf file; nothing of it was imported"),
    (&["csv", "list.txt", "--map", "ip=9"], "there is no column 9: the file has 1"),
    (&["csv", "list.txt", "--map", "ip=host"], "there is no column `host`"),
    (&["csv", "list.txt", "--map", "port=1"], "ip must be there"),
    (&["csv", "list.txt", "--map", "oops"], "want pairs such as ip=3,port=4"),
    (&["plain", "list.txt", "--map", "ip=1"], "--map is for CSV files: `cerrojo import csv`"),
    (&["auto", "list.txt", "--port", "0"], "0 is not in 1..=65535"),
    (&["auto", "list.txt", "--port", "smtp"], "invalid value 'smtp' for '--port"),
    (&["auto", "list.txt", "--kind", "spam"], "invalid value 'spam' for '--kind"),
    (&["auto", "list.txt", "--source", ""], "--source"),
    (&["auto", "list.txt", "--db", "mysql://h/d"], "is no database: want sqlite:FILE or postgres://USER@HOST/NAME"),
    (&["auto", "list.txt", "--db", "sqlite:"], "is no database"),
    (&["auto", "list.txt", "--db", "sqlite:absent/cerrojo.db"], "the database sqlite:absent/cerrojo.db cannot be used"),
    (&["auto", "list.txt", "--db", "sqlite:folder"], "the database sqlite:folder cannot be used"),
    (&["auto", "list.txt", "--db", "sqlite:list.txt"], "the database sqlite:list.txt cannot be used"),
    (&["auto", "list.txt", "-o", "absent/report"], "its folder does not exist; make it first"),
    (&["auto", "list.txt", "--sorce", "x"], "a similar argument exists: '--source'"),
];

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("list.txt", "192.0.2.1\n");
    desk.write("empty", "");
    desk.write("empty.gz", gzip(b""));
    desk.write("empty.zip", zip(&[]));
    let whole = zip(&[("list.txt", &[b'1'; 200])]);
    desk.write("broken.zip", &whole[..whole.len() / 4]);
    desk.write("broken.gz", [&gzip(b"")[..10], b"\xff\xff\xff\xff\xff"].concat());
    desk.write("page.html", "<!DOCTYPE html>\n<html><body>192.0.2.1</body></html>\n");
    let socks = "timestamp,ip,port,tag,asn,geo\n2026-11-20 03:00:01,203.0.113.77,1080,socks5,,\n";
    desk.write("socks.csv", socks);
    std::fs::create_dir(desk.path().join("folder")).unwrap();
    desk
}

#[test]
fn every_mistake_gets_one_line_and_nothing_is_imported() {
    let mut wrong = Vec::new();
    for (arguments, says) in MISTAKES {
        let desk = desk();
        let said = desk.import(arguments);
        let fault = fault(&said, says);
        let fault = fault.or((!said.out.is_empty()).then_some("something is on standard output"));
        let is_made = desk.path().join("cerrojo.db").exists();
        let fault = fault.or((is_made && !desk.suspects().is_empty()).then_some("it was imported"));
        if let Some(fault) = fault {
            wrong.push(format!("{arguments:?}: {fault}: {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_file_that_is_refused_costs_the_others_nothing() {
    let desk = desk();
    desk.write("more.txt", "192.0.2.2\n");
    let said = desk.import(&["plain", "list.txt", "socks.csv", "absent", "more.txt"]);
    assert_eq!(said.status, Some(2));
    let wanted = "list.txt: 1 suspect, 1 new and 0 known already (plain)\n\
        more.txt: 1 suspect, 1 new and 0 known already (plain)\n";
    assert_eq!((said.out.as_str(), said.err.lines().count()), (wanted, 2), "{said:?}");
    assert_eq!(desk.suspects(), ["192.0.2.1", "192.0.2.2"]);
}

#[test]
fn what_was_read_before_a_damaged_end_counts() {
    let desk = Desk::new();
    let lines: Vec<String> = (0..20_000_u32)
        .map(|number| std::net::Ipv4Addr::from(0xc612_0000 | number).to_string())
        .collect();
    let text = lines.join("\n");
    let packed = gzip(text.as_bytes());
    desk.write("list.txt.gz", &packed[..packed.len() * 3 / 4]);
    let said = desk.import(&["auto", "list.txt.gz"]);
    assert_eq!(fault(&said, "list.txt.gz: "), None, "{said:?}");
    let found = desk.suspects();
    assert!(found.len() > 4_096 && found.len() < 20_000, "{}", found.len());
    // It says how much that was.
    assert!(said.err.contains(&format!("{} suspects of it are in", found.len())), "{said:?}");
    // The whole file later does the rest.
    desk.write("list.txt.gz", &packed);
    let said = desk.import(&["auto", "list.txt.gz", "--format", "json"]).fine();
    assert_eq!(said.lines()[0]["new"], 20_000 - found.len());
}

#[test]
fn the_line_in_which_a_short_file_breaks_off_is_not_guessed() {
    let desk = Desk::new();
    // Stored, not deflated: the cut is where it seems to be, in the middle of 192.0.2.33.
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    std::io::Write::write_all(&mut packer, b"192.0.2.11\n192.0.2.22\n192.0.2.33\n").unwrap();
    let short = packer.finish().unwrap();
    desk.write("list.txt.gz", &short[..short.len() - 8 - 2]);
    let said = desk.import(&["auto", "list.txt.gz"]);
    assert_eq!(fault(&said, "2 suspects of it are in"), None, "{said:?}");
    assert_eq!(desk.suspects(), ["192.0.2.11", "192.0.2.22"]);
}

#[test]
fn a_database_that_cannot_be_written_is_said_in_one_line() {
    let desk = desk();
    desk.import(&["auto", "list.txt"]).fine();
    desk.write("more.txt", "192.0.2.2\n");
    // Root writes where it has no right to; nobody writes where the kernel says no.
    let said = desk.import(&["auto", "more.txt", "--db", "sqlite:/proc/cerrojo.db"]);
    assert_eq!(
        fault(&said, "the database sqlite:/proc/cerrojo.db cannot be used"),
        None,
        "{said:?}"
    );
    let said = desk.import(&["auto", "more.txt", "--db", "sqlite:/dev/null"]);
    assert_eq!(fault(&said, "the database sqlite:/dev/null cannot be used"), None, "{said:?}");
    assert_eq!(desk.suspects(), ["192.0.2.1"]);
}
