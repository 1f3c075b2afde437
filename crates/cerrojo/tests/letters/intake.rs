//! The mail intake against strangers: our own check, TLS, floods, slow ones.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{DOMAIN, Line, Operation, bring};

#[test]
fn our_own_check_finds_the_intake_closed() {
    let operation = Operation::new("127.84.3", &[]);
    let _serving = operation.serve();
    // Its own sinks, beside those of the running one.
    let target = operation.intake.to_string();
    let sinks = ["--sink-mail", "127.84.3.250:0", "--sink-echo", "127.84.3.250:0"];
    let own = ["--own-domain", DOMAIN, "--own-domain", "csirt.example", "--tests", "thorough"];
    let arguments =
        [&["check", &target, "--kind", "relay", "--format", "json"], &sinks[..], &own[..]];
    operation.write(
        "check.toml",
        "[check]\nwait = \"3s\"\nsink-domain = \"sink.test\"\nrate = 100\nper-host-rate = 100\n",
    );
    let arguments = [&arguments.concat()[..], &["--config", "check.toml"]].concat();
    let said = operation.run(&arguments).expect(0);
    let report = &said.lines()[0];
    assert_eq!(report["verdict"], "closed", "{report}");
    let kept = operation.with(async |store| store.arrivals(None, 0, 10).await.unwrap());
    assert!(kept.is_empty(), "{kept:?}");
}

#[test]
fn mail_comes_in_enciphered() {
    let operation = Operation::new("127.84.4", &[]);
    let _serving = operation.serve();
    let mut client = Command::new("openssl")
        .args(["s_client", "-quiet", "-starttls", "smtp", "-connect"])
        .arg(operation.intake.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let to = format!("postmaster@{DOMAIN}");
    let mut input = client.stdin.take().unwrap();
    for line in [
        "EHLO mail.example.net",
        "MAIL FROM:<eve@example.net>",
        &format!("RCPT TO:<{to}>"),
        "DATA",
        "From: eve@example.net\r\nSubject: hello\r\n\r\nhello\r\n.",
        "QUIT",
    ] {
        input.write_all(format!("{line}\r\n").as_bytes()).unwrap();
        // Not all at once: `s_client` may close before what it was told is out.
        std::thread::sleep(Duration::from_millis(200));
    }
    let said = client.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&said.stdout);
    assert!(said.contains("250 2.0.0 kept") && said.contains("221 2.0.0"), "{said}");
    assert!(!said.contains("STARTTLS"), "{said}");
    let kept = operation.with(async |store| store.arrivals(None, 0, 10).await.unwrap());
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].recipient, to);
}

#[test]
fn strangers_get_nothing_through_and_a_mail_has_a_limit() {
    let operation = Operation::new("127.84.5", &[]);
    let _serving = operation.serve();
    for to in [
        "somebody@victim.example",
        "anybody@csirt.example",
        "answer+1.aaaaaaaaaaaaaaaa@answers.csirt.example",
    ] {
        let said = bring(operation.intake, "EHLO", ("eve@example.net", to), "x");
        assert!(said.starts_with("550 5.1.1"), "{to}: {said}");
    }
    let to = format!("postmaster@{DOMAIN}");
    let mut line = Line::to(operation.intake);
    let said = line.ask("EHLO mail.example.net");
    assert!(said.contains("250-SIZE 33554432") && said.contains("STARTTLS"), "{said}");
    assert!(line.ask("MAIL FROM:<> SIZE=33554433").starts_with("552"), "announced");
    assert!(line.ask("MAIL FROM:<>").starts_with("250"));
    assert!(line.ask(&format!("RCPT TO:<{to}>")).starts_with("250"));
    assert!(line.ask("DATA").starts_with("354"));
    let part = format!("{}\r\n", "x".repeat(998)).repeat(1_024);
    for _ in 0..34 {
        line.send(part.as_bytes());
    }
    assert!(line.ask(".").starts_with("552 5.3.4"), "sent");
    // The same in one line, which nobody looks through again and again.
    assert!(line.ask("MAIL FROM:<>").starts_with("250"));
    assert!(line.ask(&format!("RCPT TO:<{to}>")).starts_with("250"));
    assert!(line.ask("DATA").starts_with("354"));
    let (part, began) = ("x".repeat(1024 * 1024), Instant::now());
    for _ in 0..34 {
        line.send(part.as_bytes());
    }
    assert!(line.ask("\r\n.").starts_with("552 5.3.4"), "one line");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    // The connection goes on, and the next mail is taken.
    assert!(line.ask("MAIL FROM:<>").starts_with("250"));
    assert!(line.ask(&format!("RCPT TO:<{to}>")).starts_with("250"));
    assert!(line.ask("DATA").starts_with("354"));
    assert!(line.ask("Subject: x\r\n\r\nhello\r\n.").starts_with("250"));
    let kept = operation.with(async |store| store.arrivals(None, 0, 10).await.unwrap());
    assert_eq!(kept.len(), 1);
}

#[test]
fn idle_connections_keep_nobody_else_out_of_the_pages() {
    let operation = Operation::new("127.84.6", &[]);
    let serving = operation.serve();
    // Slow ones at the intake: each has its place, the next one waits, and ends with the program.
    let idle: Vec<TcpStream> =
        (0..200).map(|_| TcpStream::connect(operation.intake).unwrap()).collect();
    let mut greeting = [0; 3];
    for mut stream in &idle {
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.read_exact(&mut greeting).unwrap();
        assert_eq!(&greeting, b"220");
    }
    let mut one_more = TcpStream::connect(operation.intake).unwrap();
    one_more.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    assert!(one_more.read_exact(&mut greeting).is_err(), "there was no place for it");
    drop(idle);
    one_more.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    one_more.read_exact(&mut greeting).unwrap();
    assert_eq!(&greeting, b"220");
    // Half a command, for ever.
    one_more.write_all(b"EHL").unwrap();
    let said = serving.stop();
    assert_eq!(said.status, Some(130), "{said:?}");
}
