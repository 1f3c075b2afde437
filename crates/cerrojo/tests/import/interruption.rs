//! Ctrl-C in the middle: what was acknowledged is in, the log holds, the same command does the rest.

use std::io::Write as _;
use std::net::Ipv4Addr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Desk, until};

/// How long it may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

#[test]
fn ctrl_c_ends_an_import_that_never_ends() {
    let desk = Desk::new();
    let mut command = desk.command(&["plain", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // Never closed while it runs: whoever waits for its end waits for ever.
    for number in 0..10_000_u32 {
        writeln!(input, "{}", Ipv4Addr::from(0xc612_0000 | number)).unwrap();
    }
    input.flush().unwrap();
    let is_there = || desk.path().join("cerrojo.db").exists();
    until(|| is_there().then(|| desk.suspects()).filter(|found| found.len() >= 4_096));
    let kill = Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status();
    assert!(kill.unwrap().success());
    let began = Instant::now();
    let status = until(|| child.try_wait().unwrap());
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    assert_eq!(status.code(), Some(130));
    drop(input);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let wanted =
        "cerrojo: interrupted; what was read is imported, and the same command does the rest\n";
    assert_eq!(said, wanted);
    assert_eq!(desk.suspects().len() % 4_096, 0, "a batch is in as a whole or not at all");
}

#[test]
fn ctrl_c_while_nothing_comes_ends_it_too() {
    let desk = Desk::new();
    let mut command = desk.command(&["plain", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let input = child.stdin.take().unwrap();
    until(|| desk.path().join("cerrojo.db").exists().then_some(()));
    std::thread::sleep(Duration::from_millis(500));
    let kill = Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status();
    assert!(kill.unwrap().success());
    let began = Instant::now();
    let status = until(|| child.try_wait().unwrap());
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    assert_eq!(status.code(), Some(130));
    drop(input);
}
