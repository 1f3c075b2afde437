//! Nothing is sent by mistake: counted in packets at the other end of a wire.

use std::fmt::Write as _;

use crate::namespace::{missing, on_the_wire};
use crate::support::Folder;

/// What is tried, and what is said of it. `{folder}` is a folder.
struct Try {
    arguments: &'static str,
    /// Words before the command.
    before: &'static str,
    status: i32,
    says: &'static str,
}

const fn mistake(arguments: &'static str, says: &'static str) -> Try {
    Try { arguments, before: "", status: 2, says }
}

#[rustfmt::skip]
const SILENT: &[Try] = &[
    mistake("198.51.100.2:25", "outside the permitted scope"),
    mistake("198.51.100.2/31", "outside the permitted scope"),
    mistake("203.0.113.0/24 2001:db8::1", "outside the permitted scope"),
    mistake("198.51.100.2:25 --scope {folder}/absent", "cannot read the scope file"),
    mistake("198.51.100.2:25 --scope {folder}/empty", "missing field"),
    mistake("198.51.100.2:25 --scope {folder}/expired", "the scope expired"),
    mistake("198.51.100.2:25 --scope {folder}/half-wrong", "`oops`"),
    mistake("198.51.100.2:25 --scope {folder}/excluded", "excluded by the scope file"),
    mistake("--mine 198.51.100.0/30", "is a network"),
    mistake("--mine 198.51.100.2:25 nonsense:x", "a port is a number"),
    mistake("--mine 198.51.100.2:25 --sink-mail 192.0.2.1:25", "does not have that address"),
    mistake("--mine 198.51.100.2:25 --wait soon", "want a duration"),
    mistake("--mine 198.51.100.2:25 --tests plian", "no test `plian`"),
    mistake("--mine smtp://198.51.100.2:25 --kind proxy", "is not asked: --kind or --tests"),
    mistake("--mine socks://198.51.100.2:1080 http://198.51.100.2 --kind relay", "are not asked: --kind or --tests"),
    mistake("--mine http://198.51.100.2 --tests socks5", "is not asked: --kind or --tests"),
    mistake("--mine socks://198.51.100.2 --tests socks5:9", "none of our sinks listens there"),
    mistake("--mine socks://198.51.100.2 --kind proxy --tests plain", "`plain` is no test of proxies"),
    mistake("--mine socks://198.51.100.2 --sink-echo 443", "want ADDRESS:PORT"),
    mistake("--mine socks://198.51.100.2 --sink-echo 192.0.2.1:443", "does not have that address"),
    mistake("--mine socks://198.51.100.2 --sink-name a..b", "want a domain"),
    mistake("--mine http://198.51.100.0/30:3128", "is a network"),
    mistake("http://198.51.100.2 198.51.100.2:3128 socks://198.51.100.4/30:1080", "outside the permitted scope"),
    mistake("http://198.51.100.2:3128 --scope {folder}/excluded", "excluded by the scope file"),
    mistake("--mine httpx://198.51.100.2", "no scheme `httpx`"),
    mistake("--mine 198.51.100.2:25 -o {folder}/absent/found", "its folder does not exist"),
    mistake("--mine 198.51.100.2:25 -o {folder}/full/found", "the disk is full"),
    mistake("--mine 198.51.100.2:25 -o /dev/full", "the disk is full"),
    mistake("--mine 198.51.100.2:25 --transcript {folder}/full", "cannot write into the folder"),
    mistake("--mine 198.51.100.2:25 --transcript {folder}/empty", "wants a folder"),
    // Nobody there is root, so port 25 is not to be had: known before the first target is asked.
    Try { before: "unshare -U", ..mistake("--mine 198.51.100.2:25", "port 25 needs root") },
    Try { before: "unshare -U", ..mistake("--mine 127.0.0.1:1 198.51.100.2:25", "port 25 needs root") },
    // No way there, which is no mistake.
    Try { before: "ip route del default;", status: 3, ..mistake("--mine 203.0.113.9:25", "on your word") },
    Try { status: 3, ..mistake("--mine 203.0.113.9:25 --sink-mail none", "on your word") },
    Try { status: 3, ..mistake("--mine 203.0.113.9", "on your word") },
];

fn folder() -> Folder {
    let folder = Folder::new();
    let scope = |expires: &str, networks: &str| {
        let who = "authority = 'A'\ncontact = 'c@a.example'";
        format!("[scope]\n{who}\nexpires = {expires}\nnetworks = {networks}\n")
    };
    let all = "['198.51.100.0/24']";
    folder.write("empty", "");
    folder.write("expired", &scope("2020-01-31", all));
    folder.write("half-wrong", &scope("2099-01-31", "['198.51.100.0/24', 'oops']"));
    folder.write("excluded", &scope("2099-01-31", &format!("{all}\nexclude = ['198.51.100.2']")));
    std::fs::create_dir(folder.path().join("full")).unwrap();
    folder
}

/// Tries them all, and one more that does send. A line each: status, packets, what was said.
fn script(folder: &str) -> String {
    let mut script = format!(
        "mount -t tmpfs -o size=8k none {folder}/full; \
         head -c 99999 /dev/zero >{folder}/full/fill 2>/dev/null\n"
    );
    let control = Try { status: 3, ..mistake("--mine 198.51.100.2:25", "") };
    for Try { arguments, before, .. } in SILENT.iter().chain([&control]) {
        let arguments = arguments.replace("{folder}", folder);
        // A route that was taken away is none that the following tries miss, but the last.
        let _ = writeln!(
            script,
            "sent=$(packets); \
             {before} timeout 20 \"$cerrojo\" check {arguments} --timeout 1s >{folder}/out 2>{folder}/err; \
             echo $? $(($(packets) - sent)) $(cat {folder}/err)"
        );
    }
    script
}

#[test]
fn no_mistake_sends_a_packet() {
    if let Some(reason) = missing() {
        println!("skipped: no packets are counted, {reason}");
        return;
    }
    let folder = folder();
    let said = on_the_wire(&script(folder.path().to_str().unwrap()));
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), SILENT.len() + 1, "{said:?}");
    let mut wrong = Vec::new();
    for (line, tried) in lines.iter().zip(SILENT) {
        let expected = format!("{} 0 cerrojo: ", tried.status);
        if !line.starts_with(&expected) || !line.contains(tried.says) {
            wrong.push(format!("{} {}: {line}", tried.before, tried.arguments));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    // The counter does count.
    let sent = lines[SILENT.len()].split(' ').nth(1).unwrap();
    assert!(lines[SILENT.len()].starts_with("3 ") && sent != "0", "{}", lines[SILENT.len()]);
}
