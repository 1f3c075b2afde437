//! Our own mail sink is no relay: another check says so, and other people's tokens are refused.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};

use crate::support::{Folder, check, command, free, server, sink_at};

/// A check that has its sink at `sink` and waits for a server that says nothing.
struct Held {
    child: Child,
    _silence: (TcpListener, TcpStream),
}

fn hold(sink: SocketAddr, server: &str) -> Held {
    let listener = TcpListener::bind((server, 0)).unwrap();
    let target = listener.local_addr().unwrap().to_string();
    let child = command()
        .args(["check", &target, "--timeout", "1h"])
        .args(sink_at(sink))
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // Nobody is asked before the sink listens.
    let (stream, _) = listener.accept().unwrap();
    Held { child, _silence: (listener, stream) }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Says each line, and gives back the code of each answer.
fn dialogue(place: SocketAddr, lines: &[String]) -> Vec<String> {
    let stream = TcpStream::connect(place).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut answer = || loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.as_bytes().get(3) != Some(&b'-') {
            return line.get(..3).unwrap_or_default().to_owned();
        }
    };
    let mut codes = vec![answer()];
    for line in lines {
        (&stream).write_all(format!("{line}\r\n").as_bytes()).unwrap();
        codes.push(answer());
    }
    codes
}

#[test]
fn the_sink_passes_the_check_itself() {
    let (held_sink, sink) = (free("127.79.7.1"), free("127.79.7.2"));
    let _held = hold(held_sink, "127.79.7.3");
    let target = format!("smtp://{held_sink}");
    // The other's sink has the same name, so that a token of ours looks as right as it can.
    let arguments =
        [&target, "--tests", "thorough", "--own-domain", "sink.test", "--format", "json"];
    let said = check(sink, &arguments);
    let lines = said.lines();
    assert_eq!(said.status, Some(0), "{said:?}");
    assert!(lines.iter().all(|line| line["verdict"] == "closed"), "{said:?}");
    let asked = lines[0]["tests"].as_array().unwrap();
    assert!(asked.len() > 40 && asked.iter().all(|test| test["verdict"] == "closed"), "{said:?}");
}

#[test]
fn tokens_of_another_run_are_refused() {
    // A token that was real once, as it stood in the envelope.
    let (sink, folder) = (free("127.79.7.11"), Folder::new());
    let open = server("open", "127.79.7.12", sink);
    let place = open.address.to_string();
    let said =
        check(sink, &[&place, "--tests", "plain", "--transcript", folder.path().to_str().unwrap()]);
    assert_eq!(said.status, Some(1), "{said:?}");
    let transcript = std::fs::read_to_string(folder.path().join(&folder.names()[0])).unwrap();
    let sent = transcript.lines().find_map(|line| line.split_once("RCPT TO:")).unwrap().1;
    let token = sent.split(['<', '@']).nth(1).unwrap();

    // The same place, the same domain, another run.
    let _held = hold(sink, "127.79.7.13");
    let recipients = [
        format!("<{token}@sink.test>"),
        format!("<{token}@[127.79.7.11]>"),
        format!("<{}@sink.test>", token.to_uppercase()),
        "<postmaster@sink.test>".to_owned(),
        "<someone@else.test>".to_owned(),
        format!("<@sink.test:{token}@else.test>"),
    ];
    for recipient in recipients {
        let lines = ["EHLO relay.test", "MAIL FROM:<a@relay.test>"].map(str::to_owned);
        let lines = [&lines[..], &[format!("RCPT TO:{recipient}"), "DATA".to_owned()]].concat();
        let codes = dialogue(sink, &lines);
        assert_eq!(codes[..3], ["220", "250", "250"], "{recipient}: {codes:?}");
        assert!(codes[3].starts_with('5') && codes[4].starts_with('5'), "{recipient}: {codes:?}");
    }
}
