//! Every emulated kind of server gets the verdict that it deserves, from the command line to the proof.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#![expect(clippy::print_stdout, reason = "how long each kind took is shown when it fails")]
#![expect(clippy::disallowed_types, reason = "a test may open sockets")]
#![expect(clippy::disallowed_methods, reason = "a test may start what it tests")]

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Command, Stdio};
use std::sync::Arc;

use cerrojo_lab::emulated::{KINDS, Kind, Transport, World, start};
use tokio::sync::Semaphore;

/// What one kind came to: nothing, or what is wrong.
async fn check(kind: &'static Kind, number: u8) -> Result<(), String> {
    let address = Ipv4Addr::new(127, 77, 0, number);
    // Taken and given back: nobody else in this test uses this address.
    let sink =
        TcpListener::bind((Ipv4Addr::new(127, 78, 0, number), 0)).unwrap().local_addr().unwrap();
    let running =
        start(kind, SocketAddr::new(address.into(), 0), &World::around(sink)).await.unwrap();
    let scheme = match kind.transport {
        Transport::Plain => "smtp",
        Transport::Tls => "smtps",
    };
    let target = format!("{scheme}://{}", running.address);
    let sink = sink.to_string();
    let mut arguments = vec!["check", &target, "--format", "json", "--quiet", "--sink-mail", &sink];
    arguments.extend(["--sink-domain", "sink.test", "--wait", "8s", "--timeout", "4s"]);
    arguments.extend(kind.tests);
    let child = Command::new(env!("CARGO_BIN_EXE_cerrojo"))
        .args(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let began = std::time::Instant::now();
    let output =
        tokio::task::spawn_blocking(move || child.wait_with_output()).await.unwrap().unwrap();
    drop(running);
    println!("{:<32} {:>6} ms", kind.id, began.elapsed().as_millis());
    let text = String::from_utf8(output.stdout).unwrap();
    judge(kind, &text, &String::from_utf8_lossy(&output.stderr), output.status.code())
}

/// Compares what was printed with what the kind is.
fn judge(kind: &Kind, text: &str, said: &str, status: Option<i32>) -> Result<(), String> {
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let lines: Vec<serde_json::Value> = lines.collect();
    let rank = |line: &serde_json::Value| match line["verdict"].as_str() {
        Some("open") => 2,
        Some("unknown") => 1,
        _ => 0,
    };
    let worst = lines.iter().max_by_key(|line| rank(line));
    let worst = worst.ok_or_else(|| format!("{}: no line: {said}", kind.id))?;
    let verdict = worst["verdict"].as_str().unwrap();
    let reason = worst["reason"].as_str();
    if !kind.expect.is_met_by(verdict, reason) {
        return Err(format!(
            "{}: expected {:?}, got {verdict} {reason:?}\n  {text}",
            kind.id, kind.expect
        ));
    }
    if verdict == "open" && worst["proof"]["token"].as_str().is_none_or(str::is_empty) {
        return Err(format!("{}: open without a proof", kind.id));
    }
    let expected = match verdict {
        "open" => 1,
        "unknown" => 3,
        _ => 0,
    };
    if status == Some(expected) {
        Ok(())
    } else {
        Err(format!("{}: {verdict}, but exit status {status:?}", kind.id))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_gets_its_verdict() {
    let room = Arc::new(Semaphore::new(24));
    let mut running = tokio::task::JoinSet::new();
    for (number, kind) in KINDS.iter().enumerate() {
        let room = Arc::clone(&room);
        running.spawn(async move {
            let _place = room.acquire_owned().await.unwrap();
            check(kind, u8::try_from(number + 1).unwrap()).await
        });
    }
    let wrong: Vec<String> = running.join_all().await.into_iter().filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), KINDS.len(), wrong.join("\n"));
}
