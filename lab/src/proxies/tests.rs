//! Asks every kind for every test, and looks at the far end whether bytes were carried.

mod ask;
mod sink;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::*;
use ask::Ask;
use sink::Sink;

/// How long a test that must succeed may take, and one that must not.
const PATIENCE: Duration = Duration::from_secs(8);
const IMPATIENCE: Duration = Duration::from_millis(250);

/// How often a kind is asked that does not let every connection in.
const ATTEMPTS: u32 = 6;

fn world(sink: &Sink) -> World {
    let loopback = "127.0.0.1".parse().expect("an address");
    let names = HashMap::from([("sink.test".to_owned(), loopback)]);
    World { ports: sink.ports, names, hurry: 40, ..World::default() }
}

async fn serve(kind: &'static Kind, sink: &Sink) -> Running {
    let listen = "127.0.0.1:0".parse().expect("an address");
    start(kind, listen, &world(sink)).await.expect("started")
}

/// What of a kind is not as its record says.
async fn complaints(kind: &'static Kind, sink: Arc<Sink>) -> Vec<String> {
    let running = serve(kind, &sink).await;
    let mut wrong = Vec::new();
    for test in TESTS.iter().filter(|test| test.schemes.contains(&kind.scheme)) {
        for port in test.ports.iter().copied() {
            let expected = kind.carries(test.id, port);
            if !expected && kind.may_carry(test, port) {
                continue;
            }
            let attempts = if expected { ATTEMPTS } else { 1 };
            let mut carried = false;
            for attempt in 0..attempts {
                let token = format!("token-{}-{}-{}-{attempt}", kind.id, test.id, port.word());
                let ask = Ask {
                    test: test.id,
                    scheme: kind.scheme,
                    proxy: running.address,
                    port: sink.ports.number(port),
                    token: &token,
                    sink: &sink,
                };
                let patience = if expected { PATIENCE } else { IMPATIENCE };
                let heard = ask.answer(patience).await;
                let arrived = sink.has_seen(sink.ports.number(port), &token);
                if arrived != heard.contains("PONG") {
                    wrong.push(format!("{token}: arrived {arrived}, heard {heard:?}"));
                }
                carried |= arrived;
                if carried || kind.behaviour.admits == Admits::All {
                    break;
                }
            }
            if carried != expected {
                wrong.push(format!("{}: {}:{} carried: {carried}", kind.id, test.id, port.word()));
            }
        }
    }
    let made = running.relayed();
    if (made > 0) == kind.proves.is_empty() && !kind.proves.contains(&"socks5-bind") {
        wrong.push(format!("{}: made {made} connections", kind.id));
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_carries_what_its_record_says_and_nothing_else() {
    let sink = Arc::new(Sink::open().await);
    let mut asked = tokio::task::JoinSet::new();
    for kind in kinds() {
        asked.spawn(complaints(kind, Arc::clone(&sink)));
    }
    let wrong: Vec<String> = asked.join_all().await.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn kinds_have_names_of_their_own_and_prove_what_there_is() {
    let ids: BTreeSet<_> = kinds().map(|kind| kind.id).collect();
    assert_eq!(ids.len(), kinds().count());
    assert!(ids.len() >= 60, "{}", ids.len());
    assert!(ids.iter().all(|id| crate::emulated::find(id).is_none()), "{ids:?}");
    for kind in kinds() {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(kind.id.bytes().all(|byte| plain(byte) || byte == b'.'), "{}", kind.id);
        assert!(kind.about.ends_with('.'), "{}", kind.id);
        assert_eq!(kind.arguments.len() % 2, 0, "{}: an option without a value", kind.id);
        assert_eq!(kind.expect == Expect::Open, !kind.proves.is_empty(), "{}", kind.id);
        for proof in kind.proves {
            let (name, port) = proof.split_once(':').unwrap_or((proof, "MAIL"));
            let test = TESTS.iter().find(|test| test.id == name);
            let fits = test.is_some_and(|test| test.schemes.contains(&kind.scheme));
            let known = Port::ALL.iter().any(|known| known.word() == port);
            assert!(fits && known, "{}: {proof}", kind.id);
        }
    }
    assert_eq!(find("socks4a-only").map(|kind| kind.id), Some("socks4a-only"));
}

#[tokio::test]
async fn connections_come_from_another_address_where_the_kind_has_another_exit() {
    let sink = Sink::open().await;
    for (id, exit) in [("http-other-exit", "127.99.0.1"), ("http-connect", "127.0.0.1")] {
        let running = serve(find(id).expect("a kind"), &sink).await;
        let ask = Ask {
            test: "http-connect",
            scheme: Scheme::Http,
            proxy: running.address,
            port: sink.ports.first,
            token: &format!("token-{id}"),
            sink: &sink,
        };
        assert!(ask.answer(PATIENCE).await.contains("PONG"), "{id}");
        assert_eq!(sink.peer_of(id).expect("arrived").to_string(), exit);
    }
}

#[tokio::test]
async fn nobody_is_taken_off_this_machine() {
    let sink = Sink::open().await;
    let running = serve(find("http-everything").expect("a kind"), &sink).await;
    for host in ["192.0.2.1", "198.51.100.7", "[2001:db8::1]", "example.org", "[::ffff:192.0.2.1]"]
    {
        let request = format!("CONNECT {host}:25 HTTP/1.1\r\nHost: {host}\r\n\r\n");
        let heard = ask::say(running.address, request.as_bytes(), PATIENCE).await;
        let refused = heard.starts_with("HTTP/1.1 403") || heard.starts_with("HTTP/1.1 502");
        assert!(refused, "{host}: {heard}");
    }
    assert_eq!(running.relayed(), 0);
}
