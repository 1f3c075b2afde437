//! Stopped in the middle: what was decided is written, and nothing stays behind.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cerrojo_lab::emulated::Running;
use serde_json::Value;

use crate::namespace::{missing, on_the_wire};
use crate::support::{Folder, command, free, server, sink_at, until};

/// How long it may take to end.
const PATIENCE: Duration = Duration::from_secs(2);

fn signal(child: &Child, name: &str) -> Instant {
    let kill = Command::new("sh").args(["-c", &format!("kill -{name} {}", child.id())]).status();
    assert!(kill.unwrap().success());
    Instant::now()
}

/// Servers that are decided at once, and those that never are.
fn servers(network: u8, sink: std::net::SocketAddr) -> (Vec<Running>, Vec<Running>) {
    let at = |host: u8| format!("127.79.{network}.{host}");
    let quick = [("open", 10), ("closed-554", 11), ("closed-550", 12)];
    let slow = [("silent", 20), ("silent", 21), ("discards", 22), ("tarpit", 23), ("silent", 24)];
    let start = |(kind, host): (&str, u8)| server(kind, &at(host), sink);
    (quick.map(start).into(), slow.map(start).into())
}

fn verdicts(text: &str, servers: &[Running]) -> Vec<String> {
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |server: &Running| {
        let line = lines.iter().find(|line| {
            format!("{}:{}", line["address"].as_str().unwrap(), line["port"])
                == server.address.to_string()
        });
        line.map(|line| line["verdict"].as_str().unwrap().to_owned())
    };
    servers.iter().filter_map(of).collect()
}

#[test]
fn ctrl_c_ends_a_check_at_once_and_in_order() {
    let sink = free("127.79.3.1");
    let (quick, slow) = servers(3, sink);
    let targets = slow.iter().chain(&quick).map(|server| server.address.to_string());
    let mut child = command()
        .arg("check")
        .args(targets)
        .args(sink_at(sink))
        .args(["--format", "json", "--tests", "plain"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut text = String::new();
    // Each line is there as soon as it is decided, so three of them say that the rest is in progress.
    for _ in &quick {
        out.read_line(&mut text).unwrap();
    }
    let began = signal(&child, "INT");
    let status = child.wait().unwrap();
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    assert_eq!(status.code(), Some(130));
    drop(TcpListener::bind(sink).unwrap());
    out.read_to_string(&mut text).unwrap();
    assert_eq!(verdicts(&text, &quick), ["open", "closed", "closed"], "{text}");
    assert!(verdicts(&text, &slow).iter().all(|verdict| verdict == "unknown"), "{text}");
    let mut said = String::new();
    child.stderr.unwrap().read_to_string(&mut said).unwrap();
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn sigterm_ends_a_check_with_its_file_whole_and_alone() {
    let sink = free("127.79.4.1");
    let (quick, slow) = servers(4, sink);
    let targets = slow.iter().chain(&quick).map(|server| server.address.to_string());
    let folder = Folder::new();
    let file = folder.write("found.jsonl", "of another day\n");
    let mut child = command()
        .arg("check")
        .args(targets)
        .args(sink_at(sink))
        .args(["--format", "json", "--tests", "plain", "-o", &file])
        .args(["--transcript", folder.path().join("said").to_str().unwrap()])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let read = || std::fs::read_to_string(&file).unwrap();
    until(|| (verdicts_so_far(&read()) >= quick.len()).then_some(()));
    let began = signal(&child, "TERM");
    let status = child.wait().unwrap();
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    assert_eq!(status.code(), Some(130));
    drop(TcpListener::bind(sink).unwrap());
    assert_eq!(verdicts(&read(), &quick), ["open", "closed", "closed"]);
    assert!(read().ends_with('\n'));
    assert_eq!(folder.names(), ["found.jsonl", "said"]);
    let said = std::fs::read_dir(folder.path().join("said")).unwrap();
    assert!(said.into_iter().all(|file| {
        file.unwrap().path().extension().is_some_and(|extension| extension == "txt")
    }));
}

/// Complete lines that are decided; at the very beginning the file holds empty ones, or nothing.
fn verdicts_so_far(text: &str) -> usize {
    text.lines().filter(|line| line.starts_with('{') && line.ends_with('}')).count()
}

#[test]
fn the_text_report_says_that_it_was_stopped() {
    let sink = free("127.79.5.1");
    let listener = TcpListener::bind("127.79.5.2:0").unwrap();
    let target = listener.local_addr().unwrap().to_string();
    let child = command()
        .args(["check", &target])
        .args(sink_at(sink))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stream, _) = listener.accept().unwrap();
    let began = signal(&child, "INT");
    let output = child.wait_with_output().unwrap();
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    assert_eq!(output.status.code(), Some(130));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("stopped early; "), "{text}");
    // The server sees the end of the connection.
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
}

#[test]
fn who_only_waits_for_a_turn_or_a_name_stops_as_fast() {
    let sink = free("127.79.6.1");
    let listener = TcpListener::bind("127.79.6.2:0").unwrap();
    let target = listener.local_addr().unwrap().to_string();
    let targets = vec![target.as_str(); 8];
    let mut child = command()
        .arg("check")
        .args(targets)
        .args(sink_at(sink))
        .args(["--rate", "0.01", "--format", "json"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let connection = listener.accept().unwrap();
    let began = signal(&child, "TERM");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    drop(connection);

    if let Some(reason) = missing() {
        println!("skipped: a name server that says nothing, {reason}");
        return;
    }
    let folder = Folder::new();
    let servers = folder.write("resolv.conf", "nameserver 203.0.113.53\n");
    let scope = folder.write(
        "scope",
        "[scope]\nauthority = 'A'\ncontact = 'c@a.example'\nexpires = 2099-01-31\n\
         networks = ['198.51.100.0/24']\n",
    );
    // The first waits for the address of a name, the second for the name of an address.
    let said = on_the_wire(&format!(
        "mount --bind {servers} /etc/resolv.conf\n\
         for target in slow.example 198.51.100.9; do\n\
         began=$(date +%s%N)\n\
         timeout --preserve-status -s INT 0.3 \"$cerrojo\" check $target \
         --scope {scope} --sink-mail none >/dev/null 2>&1\n\
         echo $? $(( ($(date +%s%N) - began) / 1000000 ))\n\
         done"
    ));
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 2, "{said:?}");
    for line in lines {
        let (status, took_ms) = line.split_once(' ').unwrap();
        assert_eq!(status, "130", "{said:?}");
        assert!(took_ms.parse::<u64>().unwrap() < 2_300, "{line}");
    }
}
