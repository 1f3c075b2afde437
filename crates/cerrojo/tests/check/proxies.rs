//! Proxies as users meet them: what is said of open ones, closed ones and look-alikes, and where they
//! are asked to go.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::report::{KEYS, PROOF, TEST, fits};
use crate::support::{Folder, Said, Sinks, Witness, command, free, run, server, sink_at, until};

/// The line about `address`.
fn line_of(said: &Said, address: SocketAddr) -> Value {
    let lines = said.lines();
    let found = lines
        .into_iter()
        .find(|line| line["address"] == address.ip().to_string() && line["port"] == address.port());
    found.unwrap_or_else(|| panic!("{address} is missing: {said:?}"))
}

/// The ids of the tests with this verdict.
fn tests<'a>(line: &'a Value, verdict: &str) -> Vec<&'a str> {
    let tests = line["tests"].as_array().unwrap().iter();
    tests
        .filter(|test| test["verdict"] == verdict)
        .map(|test| test["id"].as_str().unwrap())
        .collect()
}

fn notes(line: &Value) -> String {
    let notes: Vec<&str> =
        line["notes"].as_array().unwrap().iter().map(|note| note.as_str().unwrap()).collect();
    notes.join("\n")
}

#[test]
fn json_tells_of_proxies_what_it_tells_of_relays() {
    let sinks = Sinks::on("127.79.20.1");
    let started = [
        ("http-other-exit", "127.79.20.2", "http"),
        ("socks5", "127.79.20.3", "socks"),
        ("wingate", "127.79.20.4", "telnet"),
        ("ftp-user-at-host-port-at-once", "127.79.20.5", "ftp"),
        ("http-403", "127.79.20.6", "http"),
    ]
    .map(|(kind, at, service)| (sinks.proxy(kind, at), service));
    let targets = started.each_ref().map(|(it, scheme)| format!("{scheme}://{}", it.address));
    let mut arguments: Vec<&str> = targets.iter().map(String::as_str).collect();
    arguments.extend(["--format", "json"]);
    let said = sinks.check(&arguments);
    assert_eq!((said.status, said.err.as_str()), (Some(1), ""), "{said:?}");
    assert_eq!(said.lines().len(), started.len(), "{said:?}");
    for ((proxy, service), target) in started.iter().zip(&targets) {
        let line = line_of(&said, proxy.address);
        assert!(fits(&line, KEYS), "{line}");
        assert!(line["tests"].as_array().unwrap().iter().all(|test| fits(test, TEST)), "{line}");
        assert_eq!((&line["kind"], &line["service"]), (&"open-proxy".into(), &(*service).into()));
        assert_eq!(
            (&line["target"], &line["transport"]),
            (&target.as_str().into(), &"plain".into())
        );
        assert_eq!(line["proof"].is_null(), line["verdict"] != "open", "{line}");
        if line["verdict"] == "open" {
            assert!(fits(&line["proof"], PROOF), "{line}");
            let proven = line["proof"]["test"].as_str().unwrap();
            assert!(tests(&line, "open").contains(&proven), "{line}");
        }
    }
    let [exit, socks, wingate, ftp, closed] =
        started.each_ref().map(|(proxy, _)| line_of(&said, proxy.address));
    assert_eq!(ftp["verdict"], "open", "{ftp}");
    for line in [&exit, &socks, &wingate] {
        assert_eq!(line["verdict"], "open", "{line}");
        assert!(notes(line).contains("mail can be sent through it"), "{line}");
    }
    assert_eq!(exit["proof"]["from"], "127.99.0.1");
    assert!(notes(&exit).contains("connects from 127.99.0.1, not from the address"), "{exit}");
    assert_eq!(socks["proof"]["from"], "127.79.20.3");
    assert!(!notes(&socks).contains("connects from"), "{socks}");
    let mail = format!("socks5:{}", sinks.mail.port());
    let echo = format!("socks5:{}", sinks.echo.port());
    let through = format!("{mail}:mail");
    let open = tests(&socks, "open");
    assert!([&mail, &echo, &through].iter().all(|id| open.contains(&id.as_str())), "{socks}");
    assert_eq!((&closed["verdict"], &closed["proof"]), (&"closed".into(), &Value::Null));
    let reply = closed["tests"][0]["reply"].as_str().unwrap();
    assert!(reply.starts_with("HTTP/1.1 403"), "{closed}");
}

#[test]
fn the_text_says_what_a_proxy_reaches_and_what_to_do() {
    let sinks = Sinks::on("127.79.21.1");
    let open = sinks.proxy("http-connect", "127.79.21.2");
    let closed = sinks.proxy("http-403", "127.79.21.3");
    let alike = sinks.proxy("web-200", "127.79.21.4");
    let target = |address: SocketAddr| format!("http://{address}");
    let said = sinks.check(&[&target(open.address)]);
    assert_eq!((said.status, said.err.as_str()), (Some(1), ""), "{said:?}");
    let item = |label: &str| {
        let label = format!("  {label:<9} ");
        said.out.lines().find_map(|line| line.strip_prefix(&label)).unwrap_or_else(|| {
            panic!("{label} is missing in\n{}", said.out);
        })
    };
    assert!(said.out.starts_with(&format!("OPEN PROXY  {}", open.address)), "{}", said.out);
    assert!(item("why").contains("http-connect"), "{}", said.out);
    assert!(item("proof").starts_with("challenge "), "{}", said.out);
    let (mail, echo) = (sinks.mail.port(), sinks.echo.port());
    let reaches = item("reaches");
    assert!(reaches.contains(&format!("port {mail} ")), "{}", said.out);
    assert!(said.out.contains(&format!("port {echo} by http-connect")), "{}", said.out);
    assert!(item("note").starts_with("mail can be sent through it"), "{}", said.out);
    assert!(!item("do now").is_empty());
    assert!(said.out.ends_with("1 endpoint: 1 open, 0 closed, 0 unknown\n"), "{}", said.out);
    assert!(said.out.lines().all(|line| line.chars().count() < 120), "{}", said.out);

    let said = sinks.check(&[&target(closed.address)]);
    assert_eq!(said.status, Some(0), "{said:?}");
    assert!(said.out.starts_with(&format!("closed      {}", closed.address)), "{}", said.out);
    assert!(said.out.contains("it said   HTTP/1.1 403"), "{}", said.out);
    assert!(!said.out.contains("proof") && !said.out.contains("OPEN"), "{}", said.out);

    let said = sinks.check(&[&target(alike.address)]);
    assert_ne!(said.status, Some(1), "{said:?}");
    assert!(!said.out.contains("proof") && !said.out.contains("OPEN"), "{}", said.out);
    assert!(said.out.contains("answers as a web server"), "{}", said.out);
}

#[test]
fn a_bare_port_is_asked_what_is_spoken_there() {
    let sinks = Sinks::on("127.79.22.1");
    let socks = sinks.proxy("socks5", "127.79.22.2");
    let http = sinks.proxy("http-connect", "127.79.22.3");
    let greets = server("closed-554", "127.79.22.4", sinks.mail);
    let slow = server("slow-banner-closed", "127.79.22.5", sinks.mail);
    let waits = server("proxy-header-demanded", "127.79.22.6", sinks.mail);
    let all = [&socks, &http, &greets, &slow, &waits].map(|it| it.address.to_string());
    let mut arguments: Vec<&str> = all.iter().map(String::as_str).collect();
    arguments.extend(["--format", "json", "--timeout", "4s", "--sink-domain", "sink.test"]);
    arguments.extend(["--tests", "plain,proxy-v1,http-connect,socks5"]);
    let said = sinks.check(&arguments);
    assert_eq!(said.status, Some(1), "{said:?}");
    for (address, service, kind, verdict) in [
        (socks.address, "socks", "open-proxy", "open"),
        (http.address, "http", "open-proxy", "open"),
        (greets.address, "smtp", "open-relay", "closed"),
        (slow.address, "smtp", "open-relay", "closed"),
        (waits.address, "smtp", "open-relay", "open"),
    ] {
        let line = line_of(&said, address);
        assert_eq!((&line["service"], &line["kind"]), (&service.into(), &kind.into()), "{line}");
        assert_eq!(line["verdict"], verdict, "{line}");
    }
}

#[test]
fn a_port_that_has_a_kind_is_asked_for_the_other_where_only_that_is_looked_for() {
    let sinks = Sinks::on("127.79.23.1");
    // Ports below 1024 are not everyone's.
    let relay = server("closed-554", "127.79.23.2", sinks.mail).address;
    let proxy = sinks.proxy("socks5", "127.79.23.3").address;
    let relay = crate::support::server_on("closed-554", (relay.ip(), 3128).into(), sinks.mail);
    let proxy = sinks.proxy_on("socks5", (proxy.ip(), 2525).into());
    for (target, kind, service) in
        [(relay.address, "relay", "smtp"), (proxy.address, "proxy", "socks")]
    {
        let said = sinks.check(&[&target.to_string(), "--kind", kind, "--format", "json"]);
        assert_eq!(line_of(&said, target)["service"], service, "{said:?}");
    }
}

#[test]
fn tests_are_narrowed_to_a_port() {
    let sinks = Sinks::on("127.79.24.1");
    let open = sinks.proxy("http-everything", "127.79.24.2");
    let target = format!("http://{}", open.address);
    for place in [sinks.mail, sinks.echo] {
        let test = format!("http-connect:{}", place.port());
        let said = sinks.check(&[&target, "--tests", &test, "--format", "json"]);
        let line = line_of(&said, open.address);
        let mut open = tests(&line, "open");
        open.retain(|id| !id.ends_with(":mail"));
        assert_eq!(open, [test.as_str()], "{line}");
        assert!(
            line["tests"]
                .as_array()
                .unwrap()
                .iter()
                .all(|it| { it["id"].as_str().unwrap().starts_with(&test) }),
            "{line}"
        );
    }
}

#[test]
fn what_may_be_asked_is_asked_and_the_rest_is_named() {
    let sinks = Sinks::on("127.79.25.1");
    let open = sinks.proxy("socks5", "127.79.25.2");
    let excluded = Witness::on("127.79.25.4");
    let folder = Folder::new();
    let scope = folder.write(
        "scope.toml",
        "[scope]\nauthority = 'A'\ncontact = 'c@a.example'\nexpires = 2099-01-31\n\
         networks = ['198.18.0.0/24']\n\
         exclude = [{ network = '127.79.25.4', reason = 'asked to be left alone' }]\n",
    );
    let asked = format!("socks://{}", open.address);
    let left = [format!("http://{}", excluded.address), format!("socks://{}", excluded.address)];
    let said = sinks.check(&[
        &asked,
        &left[0],
        &left[1],
        &excluded.address.to_string(),
        "http://198.18.9.1:3128",
        "telnet://198.18.10.0/24",
        "[2001:db8:1::1]:1080",
        "smtp://127.79.25.2",
        "--kind",
        "proxy",
        "--scope",
        &scope,
        "--format",
        "json",
    ]);
    assert_eq!((said.status, said.lines().len()), (Some(1), 1), "{said:?}");
    assert_eq!(line_of(&said, open.address)["verdict"], "open");
    assert_eq!(said.err.lines().count(), 1, "{said:?}");
    for part in [
        "http://198.18.9.1:3128, telnet://198.18.10.0/24, [2001:db8:1::1]:1080 are outside",
        "(asked to be left alone), ",
        "are excluded by the scope file",
        "smtp://127.79.25.2 is not asked: --kind or --tests",
    ] {
        assert!(said.err.contains(part), "{part} is missing: {said:?}");
    }
    assert_eq!(excluded.visits(), 0);
    // A list that comes through a pipe is held against the same.
    let list =
        [asked, left[0].clone(), "http://198.18.9.1".to_owned(), "smtp://127.0.0.1".to_owned()];
    let list = list.join("\n") + &"\n# as long as lists through pipes are".repeat(40_000) + "\n";
    let mut child = command()
        .args(["check", "--targets", "-", "--kind", "proxy", "--format", "json"])
        .args(["--scope", &scope])
        .args(sinks.options())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), text.lines().count()), (Some(1), 1), "{text}{err}");
    assert!(err.contains("smtp://127.0.0.1 is not asked"), "{err}");
    assert!(err.contains("198.18.9.1") && err.contains("asked to be left alone"), "{err}");
    assert_eq!(excluded.visits(), 0);
}

#[test]
fn ctrl_c_ends_a_check_of_proxies_at_once_and_in_order() {
    let sinks = Sinks::on("127.79.26.1");
    let quick =
        [("socks5-first-only", "127.79.26.2", "socks"), ("http-403", "127.79.26.3", "http")];
    let slow = [("http-silent", "127.79.26.4", "http"), ("socks-silent", "127.79.26.5", "socks")];
    let start = |(kind, at, scheme): (&str, &str, &str)| (sinks.proxy(kind, at), scheme.to_owned());
    let (quick, slow) = (quick.map(start), slow.map(start));
    let targets =
        slow.iter().chain(&quick).map(|(it, scheme)| format!("{scheme}://{}", it.address));
    let mut child = command()
        .arg("check")
        .args(targets)
        .args(["--format", "json", "--timeout", "1h"])
        .args(sinks.options())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut text = String::new();
    for _ in &quick {
        out.read_line(&mut text).unwrap();
    }
    let kill =
        run(std::process::Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]));
    assert_eq!(kill.status, Some(0), "{kill:?}");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    out.read_to_string(&mut text).unwrap();
    let mut err = String::new();
    child.stderr.unwrap().read_to_string(&mut err).unwrap();
    assert!(!err.contains("panicked"), "{err}");
    let said = Said { status: None, out: text, err };
    assert_eq!(line_of(&said, quick[0].0.address)["verdict"], "open");
    assert_eq!(line_of(&said, quick[1].0.address)["verdict"], "closed");
    for (proxy, _) in &slow {
        let line = line_of(&said, proxy.address);
        assert_eq!((&line["verdict"], &line["reason"]), (&"unknown".into(), &"cancelled".into()));
    }
    for place in [sinks.mail, sinks.echo] {
        drop(TcpListener::bind(place).unwrap());
    }
}

#[test]
fn transcripts_keep_what_proxies_said_both_ways_and_harmless() {
    let sinks = Sinks::on("127.79.27.1");
    let folder = Folder::new();
    let said_in = folder.path().join("said");
    let started = [
        ("http-connect", "127.79.27.2", "http", "plain"),
        ("https-connect", "127.79.27.3", "https", "tls"),
        ("socks5-udp-only", "127.79.27.4", "socks", "plain"),
        ("socks-noise", "127.79.27.5", "socks", "plain"),
    ]
    .map(|(kind, at, scheme, transport)| (sinks.proxy(kind, at), scheme, transport));
    let targets = started.each_ref().map(|(it, scheme, _)| format!("{scheme}://{}", it.address));
    let mut arguments: Vec<&str> = targets.iter().map(String::as_str).collect();
    arguments.extend(["--transcript", said_in.to_str().unwrap(), "--tests", "thorough"]);
    arguments.extend(["--timeout", "4s"]);
    let said = sinks.check(&arguments);
    assert_eq!(said.status, Some(1), "{said:?}");
    let texts = started.each_ref().map(|(it, _, transport)| {
        let name = format!("{}_{}_{transport}.txt", it.address.ip(), it.address.port());
        let bytes = std::fs::read(said_in.join(&name)).unwrap();
        assert!(bytes.iter().all(|byte| *byte == b'\n' || (b' '..=b'~').contains(byte)), "{name}");
        String::from_utf8(bytes).unwrap()
    });
    assert_eq!(std::fs::read_dir(&said_in).unwrap().count(), texts.len());
    let [http, https, socks, _] = &texts;
    let connect = format!(" > CONNECT {} HTTP/1.1", sinks.echo);
    for text in [http, https] {
        for expected in [connect.as_str(), " < HTTP/1.", " > HELP c", " < 214 ", " * closed"] {
            assert!(text.contains(expected), "{expected} is missing in\n{text}");
        }
    }
    assert!(socks.contains(r" > \x05\x01\x00") && socks.contains(r" < \x05\x00"), "{socks}");
    assert!(socks.contains("HELP c") && socks.contains("214 "), "{socks}");
}

#[test]
fn our_own_sinks_are_no_proxies() {
    // A check that waits for a server that says nothing, with its sinks at places that are known.
    let held = Sinks::on("127.79.28.1");
    let silent = TcpListener::bind("127.79.28.2:0").unwrap();
    let target = format!("http://{}", silent.local_addr().unwrap());
    let mut child = command()
        .args(["check", &target, "--timeout", "1h", "--sink-domain", "sink.test"])
        .args(held.options())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let kept = silent.accept().unwrap();
    let sinks = Sinks::on("127.79.28.3");
    let schemes = ["http", "socks", "telnet", "ftp", "smtp"];
    let mut targets: Vec<String> = schemes
        .iter()
        .flat_map(|scheme| [held.mail, held.echo].map(|at| format!("{scheme}://{at}")))
        .collect();
    targets.extend([held.mail, held.echo].map(|at| at.to_string()));
    let mut arguments: Vec<&str> = targets.iter().map(String::as_str).collect();
    arguments.extend(["--tests", "thorough", "--format", "json", "--timeout", "2s"]);
    arguments.extend(["--sink-domain", "sink.test"]);
    let said = sinks.check(&arguments);
    child.kill().unwrap();
    child.wait().unwrap();
    drop(kept);
    let lines = said.lines();
    assert!(lines.len() >= targets.len(), "{said:?}");
    for line in &lines {
        assert_ne!(line["verdict"], "open", "{line}");
        assert_eq!(tests(line, "open"), [""; 0], "{line}");
    }
    let of = |target: &str| lines.iter().find(|line| line["target"] == target).unwrap();
    assert_eq!(of(&format!("http://{}", held.echo))["verdict"], "closed", "{said:?}");
    assert_eq!(of(&held.mail.to_string())["verdict"], "closed", "{said:?}");
    assert_eq!(of(&format!("smtp://{}", held.mail))["verdict"], "closed", "{said:?}");
}

/// A proxy that connects nobody, and keeps all that it was asked.
struct Recorder {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Recorder {
    fn on(address: &str) -> Self {
        let listener = TcpListener::bind((address, 0)).unwrap();
        let (address, heard) = (listener.local_addr().unwrap(), Arc::default());
        let kept = Arc::clone(&heard);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, heard) = (stream.unwrap(), Arc::clone(&kept));
                std::thread::spawn(move || Self::refuse(stream, &heard));
            }
        });
        Self { address, heard }
    }

    fn refuse(mut stream: TcpStream, heard: &Mutex<Vec<u8>>) {
        let mut buffer = [0; 2_048];
        while let Ok(length @ 1..) = stream.read(&mut buffer) {
            let said = buffer.get(..length).unwrap();
            heard.lock().unwrap().extend_from_slice(said);
            let answer: &[u8] = match said {
                // Which methods there are, then what is wanted (RFC 1928 sections 3 and 6).
                [5, count, methods @ ..] if methods.len() == usize::from(*count) => &[5, 0],
                [5, ..] => &[5, 2, 0, 1, 0, 0, 0, 0, 0, 0],
                [4, ..] => &[0, 0x5b, 0, 0, 0, 0, 0, 0],
                _ => b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
            };
            if stream.write_all(answer).is_err() {
                return;
            }
        }
    }

    /// Whether it was asked for port 25 of its own loopback.
    fn was_asked_for_loopback(&self) -> bool {
        let heard = self.heard.lock().unwrap();
        let has = |bytes: &[u8]| heard.windows(bytes.len()).any(|window| window == bytes);
        assert!(!heard.is_empty());
        has(b"CONNECT 127.0.0.1:25 ") || has(&[1, 127, 0, 0, 1, 0, 25])
    }
}

#[test]
fn only_who_wants_all_has_a_proxy_asked_for_its_own_loopback() {
    let sinks = Sinks::on("127.79.29.1");
    for (scheme, at) in [("http", "127.79.29.2"), ("socks", "127.79.29.3")] {
        for tests in ["quick", "standard", "thorough"] {
            let proxy = Recorder::on(at);
            let target = format!("{scheme}://{}", proxy.address);
            let said = sinks.check(&[&target, "--tests", tests]);
            assert_eq!(said.status, Some(0), "{said:?}");
            assert_eq!(proxy.was_asked_for_loopback(), tests == "thorough", "{scheme} {tests}");
        }
    }
}

#[test]
fn nobody_to_reach_is_no_reason_to_call_a_proxy_open_or_closed() {
    let sinks = Sinks::on("127.79.30.1");
    let open = sinks.proxy("http-post-mail", "127.79.30.2");
    let target = format!("http://{}", open.address);
    // Mail alone could prove it, and there is no mail sink.
    let said = run(command()
        .args(["check", &target, "--tests", "http-post", "--format", "json"])
        .args(["--sink-mail", "none", "--sink-echo", &sinks.echo.to_string()]));
    let line = line_of(&said, open.address);
    assert_eq!((said.status, &line["reason"]), (Some(3), &"no-sink".into()), "{said:?}");
}

#[test]
fn a_place_that_is_taken_for_datagrams_alone_is_good_enough() {
    let sinks = Sinks::on("127.79.31.1");
    let taken = std::net::UdpSocket::bind(sinks.echo).unwrap();
    let open = sinks.proxy("socks5", "127.79.31.2");
    let said = sinks.check(&[&format!("socks://{}", open.address), "--format", "json"]);
    assert_eq!(line_of(&said, open.address)["verdict"], "open", "{said:?}");
    drop(taken);
}

#[test]
fn without_sinks_named_any_free_port_will_do() {
    let nobody = free("127.79.32.1");
    let open = Sinks { mail: nobody, echo: nobody }.proxy("socks5-everything", "127.79.32.2");
    let mut child = command()
        .args(["check", &format!("socks://{}", open.address), "--format", "json"])
        .args(sink_at(free("127.79.32.3")))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let status = until(|| child.try_wait().unwrap());
    let mut out = String::new();
    child.stdout.unwrap().read_to_string(&mut out).unwrap();
    let said = Said { status: status.code(), out, err: String::new() };
    assert_eq!(line_of(&said, open.address)["verdict"], "open", "{said:?}");
}
