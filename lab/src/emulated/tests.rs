//! Speaks to a few kinds over loopback and receives what they pass on.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

use super::*;

const SOON: Duration = Duration::from_secs(10);

/// A mail sink that yields sender, recipient and text of each message, and the address it came from.
async fn sink() -> (SocketAddr, UnboundedReceiver<(String, SocketAddr)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let (mail, received) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((socket, from)) = listener.accept().await {
            let mail = mail.clone();
            tokio::spawn(async move {
                let mut wire = BufReader::new(socket);
                wire.write_all(b"220 sink\r\n").await.expect("written");
                let (mut all, mut in_text) = (String::new(), false);
                let mut line = String::new();
                while wire.read_line(&mut line).await.is_ok_and(|read| read > 0) {
                    all.push_str(&line);
                    in_text &= line != ".\r\n";
                    if !in_text {
                        let text = line.trim_end() == "DATA";
                        let reply = if text { "354 go\r\n" } else { "250 ok\r\n" };
                        in_text = text;
                        wire.write_all(reply.as_bytes()).await.expect("written");
                    }
                    line.clear();
                }
                let _ = mail.send((all, from));
            });
        }
    });
    (address, received)
}

struct Talk {
    wire: BufReader<TcpStream>,
}

impl Talk {
    async fn with(server: &Running) -> Self {
        let wire = BufReader::new(TcpStream::connect(server.address).await.expect("connected"));
        Self { wire }
    }

    async fn reply(&mut self) -> String {
        let mut reply = String::new();
        loop {
            let start = reply.len();
            let read = timeout(SOON, self.wire.read_line(&mut reply))
                .await
                .expect("in time")
                .expect("read");
            if read == 0 || reply.as_bytes().get(start + 3) != Some(&b'-') {
                return reply;
            }
        }
    }

    async fn ask(&mut self, command: &str) -> String {
        self.wire.write_all(format!("{command}\r\n").as_bytes()).await.expect("written");
        self.reply().await
    }

    /// Greets and hands over a message: the codes of the replies to RCPT and to the dot.
    async fn send(server: &Running, sender: &str, recipient: &str) -> (String, String) {
        let mut talk = Self::with(server).await;
        talk.reply().await;
        talk.ask("EHLO probe.test").await;
        talk.ask(&format!("MAIL FROM:<{sender}>")).await;
        let taken = talk.ask(&format!("RCPT TO:<{recipient}>")).await;
        let data = talk.ask("DATA").await;
        let end = if data.starts_with("354") {
            talk.ask("Message-ID: <T@probe.test>\r\n\r\n..dot\r\n.").await
        } else {
            data
        };
        (taken, end)
    }
}

async fn serve(id: &str, sink: SocketAddr) -> Running {
    let world = World { hurry: 20, ..World::around(sink) };
    start(find(id).expect("a kind"), "127.0.0.1:0".parse().expect("an address"), &world)
        .await
        .expect("started")
}

async fn next(received: &mut UnboundedReceiver<(String, SocketAddr)>) -> (String, SocketAddr) {
    timeout(SOON, received.recv()).await.expect("in time").expect("mail")
}

#[test]
fn kinds_have_names_of_their_own_and_half_of_them_are_not_open() {
    let ids: BTreeSet<_> = KINDS.iter().map(|kind| kind.id).collect();
    assert_eq!(ids.len(), KINDS.len());
    for kind in KINDS {
        assert!(
            kind.id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        );
        assert!(kind.about.ends_with('.'), "{}", kind.id);
        assert_eq!(kind.tests.len() % 2, 0, "{}: an option without a value", kind.id);
    }
    let open = KINDS.iter().filter(|kind| kind.expect == Expect::Open).count();
    assert!(KINDS.len() >= 60 && open * 9 < KINDS.len() * 5, "{open} of {}", KINDS.len());
}

#[tokio::test]
async fn an_open_relay_hands_over_what_it_got_with_its_own_trace_on_top() {
    let (address, mut received) = sink().await;
    let server = serve("open", address).await;
    let (taken, end) = Talk::send(&server, "s@probe.test", "T0ken@sink.test").await;
    assert!(taken.starts_with("250") && end.starts_with("250"), "{taken}{end}");
    let (mail, _) = next(&mut received).await;
    assert!(mail.contains("RCPT TO:<T0ken@sink.test>\r\n"), "{mail}");
    assert!(
        mail.contains(
            "DATA\r\nReceived: from probe.test ([127.0.0.1]) by mx.corp.example with ESMTP id "
        ),
        "{mail}"
    );
    assert!(mail.contains("\r\n\r\n..dot\r\n.\r\n"), "{mail}");
    assert_eq!(server.relayed(), 1);
}

#[tokio::test]
async fn each_form_opens_its_own_server_and_no_other() {
    let (address, mut received) = sink().await;
    let rows = [
        ("percent-hack", "t%sink.test@mx.corp.example"),
        ("source-route", "@mx.corp.example:t@sink.test"),
        ("bang-path", "sink.test!t@[127.0.0.1]"),
        ("quoted-local-part", "\"t@sink.test\"@CORP.example."),
        ("double-at", "t@sink.test@corp.example"),
        ("foreign-literal", "t@[192.0.2.1]"),
    ];
    for (id, _) in rows {
        let server = serve(id, address).await;
        for (other, recipient) in rows {
            let (taken, _) = Talk::send(&server, "s@probe.test", recipient).await;
            assert_eq!(taken.starts_with("250"), id == other, "{id}: {recipient}: {taken}");
        }
        let (mail, _) = next(&mut received).await;
        let reached = if id == "foreign-literal" { "<t@[192.0.2.1]>" } else { "<t@sink.test>" };
        assert!(mail.contains(reached), "{id}: {mail}");
    }
}

#[tokio::test]
async fn a_bounce_is_from_nobody_and_shows_the_header() {
    let (address, mut received) = sink().await;
    let server = serve("bounces", address).await;
    Talk::send(&server, "s@probe.test", "t@sink.test").await;
    let (mail, _) = next(&mut received).await;
    assert!(mail.contains("MAIL FROM:<>\r\nRCPT TO:<s@probe.test>"), "{mail}");
    assert!(
        mail.contains("multipart/report") && mail.contains("Message-ID: <T@probe.test>"),
        "{mail}"
    );
    assert_eq!(server.relayed(), 0);
}

#[tokio::test]
async fn a_batch_is_answered_in_one_write_and_in_order() {
    let (address, _received) = sink().await;
    let server = serve("closed-554", address).await;
    let mut talk = Talk::with(&server).await;
    talk.reply().await;
    assert!(talk.ask("MAIL FROM:<>").await.starts_with("503"));
    assert!(talk.ask("EHLO probe.test").await.contains("250-PIPELINING\r\n"));
    let batch =
        b"RCPT TO:<a@b.test>\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.test>\r\nDATA\r\nRSET\r\nQUIT\r\n";
    talk.wire.write_all(batch).await.expect("written");
    let mut bytes = [0; 4096];
    let read = timeout(SOON, talk.wire.read(&mut bytes)).await.expect("in time").expect("read");
    let replies = String::from_utf8_lossy(&bytes[..read]).into_owned();
    let codes: Vec<&str> = replies.lines().map(|line| &line[..3]).collect();
    assert_eq!(codes, ["503", "250", "554", "503", "250", "221"], "{replies}");
}

#[tokio::test]
async fn claims_and_credentials_unlock_only_what_believes_them() {
    let (address, _received) = sink().await;
    for (id, before, code) in [
        ("any-credentials", "AUTH PLAIN AHUAcA==", "250"),
        ("no-credentials", "AUTH PLAIN AHUAcA==", "554"),
        ("xclient-trusted", "XCLIENT ADDR=127.0.0.1 NAME=[UNAVAILABLE]", "250"),
        ("xclient-trusted", "XCLIENT ADDR=192.0.2.1", "554"),
        ("xclient-harmless", "XCLIENT ADDR=127.0.0.1", "554"),
        ("own-helo-trusted", "HELO MX.corp.example", "250"),
        ("localhost-helo-trusted", "HELO mx.corp.example", "554"),
    ] {
        let server = serve(id, address).await;
        let mut talk = Talk::with(&server).await;
        talk.reply().await;
        talk.ask("EHLO probe.test").await;
        talk.ask(before).await;
        if before.starts_with("XCLIENT") {
            talk.ask("EHLO probe.test").await;
        }
        talk.ask("MAIL FROM:<s@probe.test>").await;
        let taken = talk.ask("RCPT TO:<t@sink.test>").await;
        assert!(taken.starts_with(code), "{id} after {before}: {taken}");
    }
}

#[tokio::test]
async fn a_proxy_header_is_believed_where_it_is_demanded() {
    let (address, _received) = sink().await;
    let server = serve("proxy-header-demanded", address).await;
    let mut talk = Talk::with(&server).await;
    assert!(talk.ask("PROXY TCP4 127.0.0.1 127.0.0.1 4000 25").await.starts_with("220"));
    talk.ask("EHLO probe.test").await;
    talk.ask("MAIL FROM:<s@probe.test>").await;
    assert!(talk.ask("RCPT TO:<t@sink.test>").await.starts_with("250"));
    assert_eq!(Talk::with(&server).await.reply().await, "");
}

#[tokio::test]
async fn what_is_put_off_is_taken_later() {
    let (address, mut received) = sink().await;
    for (id, code) in [("greylists-open", "451"), ("postscreen-open", "450")] {
        let server = serve(id, address).await;
        let (taken, _) = Talk::send(&server, "s@probe.test", "t@sink.test").await;
        assert!(taken.starts_with(code), "{id}: {taken}");
        tokio::time::sleep(Duration::from_millis(200)).await;
        let (taken, _) = Talk::send(&server, "s@probe.test", "t@sink.test").await;
        assert!(taken.starts_with("250"), "{id}: {taken}");
        next(&mut received).await;
    }
}

#[tokio::test]
async fn limits_end_the_connection_or_the_recipients() {
    let (address, _received) = sink().await;
    let server = serve("error-limit-open-to-bang", address).await;
    let mut talk = Talk::with(&server).await;
    talk.reply().await;
    for _ in 0..5 {
        assert!(talk.ask("NONSENSE").await.starts_with("502"));
    }
    assert!(talk.reply().await.starts_with("421"));
    assert_eq!(talk.reply().await, "");

    let server = serve("recipient-limit-open-to-quoted", address).await;
    let mut talk = Talk::with(&server).await;
    talk.reply().await;
    talk.ask("EHLO probe.test").await;
    talk.ask("MAIL FROM:<>").await;
    for code in ["554", "554", "554", "554", "554", "452"] {
        assert!(talk.ask("RCPT TO:<t@sink.test>").await.starts_with(code));
    }
}

#[tokio::test]
async fn mail_leaves_from_another_address_in_another_case_and_tells_who_sent_it() {
    let (address, mut received) = sink().await;
    for (id, exit, recipient, client) in [
        ("other-exit", "127.77.0.1", "<Tt@sink.test>", "([127.0.0.1])"),
        ("lowers-case", "127.0.0.1", "<tt@sink.test>", "([127.0.0.1])"),
        ("raises-case", "127.0.0.1", "<TT@sink.test>", "([127.0.0.1])"),
        ("nat-open", "127.0.0.1", "<Tt@sink.test>", "([172.17.0.1])"),
    ] {
        let server = serve(id, address).await;
        Talk::send(&server, "s@probe.test", "Tt@sink.test").await;
        let (mail, from) = next(&mut received).await;
        assert_eq!(from.ip().to_string(), exit, "{id}");
        assert!(mail.contains(recipient) && mail.contains(client), "{id}: {mail}");
    }
}

#[tokio::test]
async fn tls_works_where_it_is_meant_to() {
    let (address, _received) = sink().await;
    for (id, greeting) in [("starttls-required-open", true), ("starttls-broken", false)] {
        let server = serve(id, address).await;
        let mut talk = Talk::with(&server).await;
        talk.reply().await;
        talk.ask("EHLO probe.test").await;
        let before = talk.ask("MAIL FROM:<s@probe.test>").await;
        assert!(before.starts_with(if greeting { "530" } else { "250" }), "{id}: {before}");
        assert!(talk.ask("STARTTLS").await.starts_with("220"), "{id}");
        let encrypted = tls::tests::connect(talk.wire.into_inner()).await;
        assert_eq!(encrypted.is_ok(), greeting, "{id}");
        if let Ok(mut wire) = encrypted {
            let mut bytes = [0; 512];
            wire.write_all(b"EHLO probe.test\r\n").await.expect("written");
            let read = wire.read(&mut bytes).await.expect("read");
            assert!(!String::from_utf8_lossy(&bytes[..read]).contains("STARTTLS"));
        }
    }
}
