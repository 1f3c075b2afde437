//! IPv6, and names with several addresses: each is judged by itself, and differences are told.

use std::net::{SocketAddr, TcpListener};

use crate::support::{check, command, free, run, server, server_on};

/// Whether `::1` is here.
fn without_ipv6() -> bool {
    let missing = TcpListener::bind("[::1]:0").is_err();
    if missing {
        println!("skipped: there is no ::1");
    }
    missing
}

#[test]
fn a_server_on_ipv6_is_proven_open_over_ipv6() {
    if without_ipv6() {
        return;
    }
    let sink = free("::1");
    let open = server("open", "::1", sink);
    let target = open.address.to_string();
    assert!(target.starts_with("[::1]:"));
    let said = check(sink, &[&target, "--format", "json", "--tests", "plain"]);
    assert_eq!(said.status, Some(1), "{said:?}");
    let line = &said.lines()[0];
    assert_eq!((&line["address"], &line["proof"]["from"]), (&"::1".into(), &"::1".into()));
    assert_eq!(line["port"], open.address.port());
    let said = check(sink, &[&target, "--tests", "plain"]);
    assert!(said.out.starts_with(&format!("OPEN RELAY  {target}")), "{said:?}");
}

#[test]
fn the_literal_of_the_sink_is_written_as_the_standard_wants() {
    if without_ipv6() {
        return;
    }
    let closed = server("closed-554", "::1", free("::1"));
    let folder = crate::support::Folder::new();
    let said = run(command()
        .args(["check", &closed.address.to_string(), "--tests", "plain", "--wait", "1s"])
        .args(["--sink-mail", &free("::1").to_string()])
        .args(["--transcript", folder.path().to_str().unwrap()]));
    assert_eq!(said.status, Some(0), "{said:?}");
    let path = folder.path().join(format!("--1_{}_plain.txt", closed.address.port()));
    let transcript = std::fs::read_to_string(path).unwrap();
    let recipient = transcript.lines().find(|line| line.contains("RCPT TO:")).unwrap();
    assert!(recipient.ends_with("@[IPv6:::1]>"), "{recipient}");
}

#[test]
fn addresses_of_one_name_are_compared() {
    if without_ipv6() {
        return;
    }
    let (sink, sink6) = (free("127.79.8.1"), free("::1"));
    // The same port on both, free on both.
    let closed = server("closed-554", "127.0.0.1", sink);
    let port = closed.address.port();
    let _open = server_on("open", SocketAddr::new("::1".parse().unwrap(), port), sink6);
    let target = format!("localhost:{port}");
    let both = ["--sink-mail", &sink6.to_string()].map(str::to_owned);
    let both: Vec<&str> = both.iter().map(String::as_str).collect();
    let said = check(sink, &[&[target.as_str(), "--tests", "plain"], &both[..]].concat());
    if !said.out.contains("[::1]:") {
        println!("skipped: localhost has one address only");
        return;
    }
    assert_eq!(said.status, Some(1), "{said:?}");
    let compared = said.out.lines().find(|line| line.contains("compare")).unwrap();
    assert_eq!(
        compared.trim(),
        format!(
            "compare   {target} port {port} (plain) differs by address: 127.0.0.1 closed, ::1 open"
        )
    );
    assert!(said.out.ends_with("2 endpoints: 1 open, 1 closed, 0 unknown\n"), "{said:?}");
}
