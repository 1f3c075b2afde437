//! Every emulated kind of proxy gets the verdict that it deserves, and a proof for each way that is open.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#![expect(clippy::print_stdout, reason = "how long each kind took is shown when it fails")]
#![expect(clippy::disallowed_types, reason = "a test may open sockets")]
#![expect(clippy::disallowed_methods, reason = "a test may start what it tests")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use cerrojo_lab::proxies::{Admits, Asked, Kind, Port, Ports, TESTS, Test, World, kinds, start};
use serde_json::Value;
use tokio::sync::Semaphore;

/// How much faster than real ones the slow proxies are here.
const HURRY: u32 = 6;

/// A port that is free at both addresses.
///
/// The second address is everybody's, so it is none that a system gives out by itself, and none twice.
fn free(at: [IpAddr; 2]) -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    loop {
        let number =
            NEXT.fetch_add(1, Ordering::Relaxed).wrapping_add(std::process::id().wrapping_mul(500));
        let port = u16::try_from(12_000 + number % 20_000).unwrap();
        if at.iter().all(|address| TcpListener::bind((*address, port)).is_ok()) {
            return port;
        }
    }
}

/// What one kind came to: nothing, or what is wrong.
async fn check(kind: &'static Kind, number: u8) -> Result<(), String> {
    let sink = Ipv4Addr::new(127, 80, 0, number);
    let both = [sink.into(), Ipv6Addr::LOCALHOST.into()];
    let ports = Ports { mail: free(both), first: free(both), second: free(both) };
    let world = World { ports, hurry: HURRY, ..World::default() };
    let listen = SocketAddr::from((Ipv4Addr::new(127, 79, 0, number), 0));
    let running = start(kind, listen, &world).await.unwrap();
    let mut arguments = vec!["check".to_owned()];
    arguments.push(format!("{}://{}", kind.scheme.word(), running.address));
    arguments.extend(["--format", "json", "--quiet", "--tests", "thorough"].map(str::to_owned));
    arguments.extend(["--wait", "5s", "--timeout", "4s"].map(str::to_owned));
    arguments.extend(["--sink-mail".to_owned(), format!("{sink}:{}", ports.mail)]);
    for place in [
        format!("{sink}:{}", ports.first),
        format!("{sink}:{}", ports.second),
        format!("[::1]:{}", ports.first),
        format!("[::1]:{}", ports.second),
    ] {
        arguments.extend(["--sink-echo".to_owned(), place]);
    }
    arguments.extend(kind.arguments.iter().map(ToString::to_string));
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
    println!("{:<36} {:>6} ms", kind.id, began.elapsed().as_millis());
    let text = String::from_utf8(output.stdout).unwrap();
    judge(kind, ports, &text, output.status.code()).map_err(|wrong| {
        format!("{}: {wrong}\n  {text}{}", kind.id, String::from_utf8_lossy(&output.stderr))
    })
}

/// Compares what was printed with what the kind is.
fn judge(kind: &Kind, ports: Ports, printed: &str, status: Option<i32>) -> Result<(), String> {
    let lines: Vec<Value> =
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [line] = lines.as_slice() else { return Err(format!("{} lines", lines.len())) };
    let verdict = line["verdict"].as_str().unwrap();
    let reason = line["reason"].as_str();
    if !kind.expect.is_met_by(verdict, reason) {
        return Err(format!("expected {:?}, got {verdict} {reason:?}", kind.expect));
    }
    if verdict == "open" && line["proof"]["token"].as_str().is_none_or(str::is_empty) {
        return Err("open without a proof".to_owned());
    }
    let proven = said(line, ports, "open")?;
    for (id, port) in &proven {
        let test = TESTS.iter().find(|test| test.id == id);
        if !test.is_some_and(|test| kind.may_carry(test, *port)) {
            return Err(format!("{id}:{} is said to be open and is not", port.word()));
        }
    }
    for (id, port) in &said(line, ports, "closed")? {
        if kind.carries(id, *port) {
            return Err(format!("{id}:{} is said to be closed and is not", port.word()));
        }
    }
    let has = |test: &Test, port| proven.iter().any(|it| it.0 == test.id && it.1 == port);
    for test in TESTS {
        let open: Vec<Port> =
            test.ports.iter().copied().filter(|port| kind.carries(test.id, *port)).collect();
        let missing = match test.asked {
            _ if open.is_empty() => false,
            // What is only let in now and then is only found now and then.
            _ if matches!(kind.behaviour.admits, Admits::Every(_)) => false,
            Asked::Each => !open.iter().all(|port| has(test, *port)),
            Asked::Once => !open.iter().any(|port| has(test, *port)),
            Asked::Instead(plain) => {
                let plainly = Port::ALL.iter().any(|port| kind.carries(plain, *port));
                !plainly && !open.iter().any(|port| has(test, *port))
            }
        };
        if missing {
            return Err(format!("{} is open at {open:?} and was not found", test.id));
        }
    }
    let expected = match verdict {
        "open" => 1,
        "unknown" => 3,
        _ => 0,
    };
    if status == Some(expected) { Ok(()) } else { Err(format!("{verdict}, but status {status:?}")) }
}

/// The tests of which this verdict is said, each with the port that it was asked for.
///
/// `http-connect:25:mail` is a message handed over through the way that `http-connect:25` is: it
/// must lead to where mail is received, and counts for the way.
fn said(line: &Value, ports: Ports, verdict: &str) -> Result<Vec<(String, Port)>, String> {
    let tests = line["tests"].as_array().unwrap().iter();
    // The server's own loopback is not ours.
    let ours = tests.filter(|test| !test["id"].as_str().unwrap().contains("-loopback:"));
    let each = ours.filter(|test| test["verdict"] == verdict).map(|test| {
        let id = test["id"].as_str().unwrap();
        let way = id.strip_suffix(":mail");
        let (name, number) =
            way.unwrap_or(id).split_once(':').ok_or_else(|| format!("{id} names no port"))?;
        let port = Port::ALL.iter().find(|port| ports.number(**port).to_string() == number);
        let port = port.ok_or_else(|| format!("{id} names a port that is not ours"))?;
        if way.is_some() && *port != Port::Mail {
            return Err(format!("{id} names a port that takes no mail"));
        }
        Ok((name.to_owned(), *port))
    });
    each.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_gets_its_verdict() {
    let room = Arc::new(Semaphore::new(24));
    let mut running = tokio::task::JoinSet::new();
    let only = std::env::var("CERROJO_KIND").ok();
    for (number, kind) in kinds().enumerate() {
        if only.as_ref().is_some_and(|only| only != kind.id) {
            continue;
        }
        let room = Arc::clone(&room);
        running.spawn(async move {
            let _place = room.acquire_owned().await.unwrap();
            check(kind, u8::try_from(number + 1).unwrap()).await
        });
    }
    let wrong: Vec<String> = running.join_all().await.into_iter().filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
