//! Proxies and mail servers across a wire, where they have usual ports, two families and a pace.
//!
//! They are played by this very program, started once more at the other end: see [`plays`].

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use cerrojo_lab::emulated::{self, Running};
use cerrojo_lab::proxies::{self, Ports};

use crate::namespace::{missing, on_the_wire};
use crate::support::{Folder, Said};

/// What is played, `KIND@ADDRESS:PORT` each, and in which folder it is said that it is.
const PLAYS: &str = "CERROJO_TEST_PLAYS";
const FOLDER: &str = "CERROJO_TEST_FOLDER";
/// Longer than any test here takes; the network is gone by then.
const PATIENCE: Duration = Duration::from_secs(50);

/// IPv6 beside IPv4, a loopback for the other end, and the servers there.
const SERVERS: &str = r#"
ip addr add 2001:db8::1/64 dev ours nodad
ip -6 route add default via 2001:db8::2
nsenter -t $peer -n ip link set lo up
for address in $addresses; do nsenter -t $peer -n ip addr add $address dev theirs nodad; done
CERROJO_TEST_PLAYS="$plays" CERROJO_TEST_FOLDER="$folder" \
    nsenter -t $peer -n "$self" --exact neighbours::plays --ignored >"$folder/played" 2>&1 & players=$!
trap 'kill $players $peer' EXIT
until [ -e "$folder/ready" ] || ! kill -0 $players; do sleep 0.02; done
mount --bind "$folder/hosts" /etc/hosts
"#;

/// Why there is no such network here; `None` when there is.
fn absent() -> Option<&'static str> {
    let ipv6 = std::path::Path::new("/proc/net/if_inet6").exists();
    missing().or_else(|| (!ipv6).then_some("there is no IPv6"))
}

/// Runs `script` where `plays` are played at `addresses`; `$folder` has a scope that permits them.
fn among(addresses: &str, plays: &str, folder: &Folder, script: &str) -> Said {
    let quoted = |text: &str| format!("'{text}'");
    let own = std::env::current_exe().unwrap();
    folder.write("hosts", "127.0.0.1 localhost\n203.0.113.7 both.test\n2001:db8:7::7 both.test\n");
    folder.write(
        "scope",
        "[scope]\nauthority = 'A'\ncontact = 'c@a.example'\nexpires = 2099-01-31\n\
         networks = ['198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32']\n",
    );
    let folder = folder.path().to_str().unwrap();
    on_the_wire(&format!(
        "folder={}\nself={}\naddresses={}\nplays={}\n{SERVERS}\n{script}",
        quoted(folder),
        quoted(own.to_str().unwrap()),
        quoted(addresses),
        quoted(plays),
    ))
}

/// Not a test: the servers of the others, in a network of their own.
#[test]
#[ignore = "plays the servers of other tests"]
fn plays() {
    let (Ok(plays), Ok(folder)) = (std::env::var(PLAYS), std::env::var(FOLDER)) else { return };
    let folder = std::path::Path::new(&folder);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut servers: Vec<Running> = Vec::new();
    let mut counted = Counted::default();
    for play in plays.split_whitespace() {
        let (kind, listen) = play.split_once('@').unwrap();
        let listen: SocketAddr = listen.parse().unwrap();
        match kind {
            "counted" => counted.listen(listen),
            _ => servers.push(runtime.block_on(play_one(kind, listen))),
        }
    }
    std::fs::write(folder.join("ready"), "").unwrap();
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if counted.turn() {
            let text = format!("{} {}\n", counted.visits, counted.most);
            std::fs::write(folder.join("counted"), text).unwrap();
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    drop(servers);
}

async fn play_one(kind: &str, listen: SocketAddr) -> Running {
    let sinks: [IpAddr; 2] = ["198.51.100.1".parse().unwrap(), "2001:db8::1".parse().unwrap()];
    if let Some(kind) = emulated::find(kind) {
        let world = emulated::World::around((sinks[0], 25).into());
        return emulated::start(kind, listen, &world).await.unwrap();
    }
    let ports = Ports { mail: 25, first: 443, second: 9025 };
    let world = proxies::World { ports, permits: sinks.into(), ..proxies::World::default() };
    proxies::start(proxies::find(kind).unwrap(), listen, &world).await.unwrap()
}

/// The port that says nothing.
const SILENT: u16 = 5_000;

/// Listeners that refuse everything, and know how many connections a host had at once.
#[derive(Default)]
struct Counted {
    listeners: Vec<TcpListener>,
    streams: Vec<TcpStream>,
    visits: usize,
    most: usize,
}

impl Counted {
    fn listen(&mut self, at: SocketAddr) {
        let listener = TcpListener::bind(at).unwrap();
        listener.set_nonblocking(true).unwrap();
        self.listeners.push(listener);
    }

    /// Takes whoever came, counts, then answers. Whether somebody came.
    ///
    /// Nobody goes on to another connection while this counts: the answer comes after it.
    fn turn(&mut self) -> bool {
        let (before, known) = (self.visits, self.streams.len());
        for listener in &self.listeners {
            while let Ok((stream, _)) = listener.accept() {
                stream.set_nonblocking(true).unwrap();
                self.streams.push(stream);
                self.visits += 1;
            }
        }
        if self.visits > before {
            self.most = self.most.max(established());
        }
        for mut stream in self.streams.iter().skip(known) {
            if [25, 587, 2525].contains(&stream.local_addr().unwrap().port()) {
                // The client may be gone by now.
                let _ = stream.write_all(b"554 not for you\r\n");
            }
        }
        self.streams.retain_mut(|stream| {
            let mut buffer = [0; 2_048];
            match stream.read(&mut buffer) {
                Ok(0) => false,
                Ok(_) if stream.local_addr().is_ok_and(|at| at.port() == SILENT) => true,
                Ok(_) => stream.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n").is_ok(),
                Err(error) => error.kind() == ErrorKind::WouldBlock,
            }
        });
        self.visits > before
    }
}

/// The most connections that stand to any one address of this network, as the kernel has it.
fn established() -> usize {
    let mut by_address = std::collections::BTreeMap::new();
    for table in ["/proc/self/net/tcp", "/proc/self/net/tcp6"] {
        let text = std::fs::read_to_string(table).unwrap();
        for row in text.lines().skip(1) {
            let mut words = row.split_whitespace().skip(1);
            let (local, state) = (words.next().unwrap(), words.nth(1).unwrap());
            // 01 is ESTABLISHED: one that the client closed is that no more.
            if state == "01" {
                let address = local.split_once(':').unwrap().0.to_owned();
                *by_address.entry(address).or_insert(0) += 1;
            }
        }
    }
    by_address.into_values().max().unwrap_or(0)
}

/// What every check here is given: sinks at the ports that tell most, and a quicker pace.
const WITH: &str = "--scope $folder/scope --sink-mail 198.51.100.1:25 --sink-mail [2001:db8::1]:25 \
    --sink-echo 198.51.100.1:443 --sink-echo [2001:db8::1]:443 --wait 3s --timeout 4s \
    --per-host-rate 200 --per-network-rate 500";

#[test]
fn one_question_covers_all_ports_and_both_families() {
    if let Some(reason) = absent() {
        println!("skipped: nobody lives across a wire, {reason}");
        return;
    }
    let folder = Folder::new();
    let said = among(
        "2001:db8::2/64 203.0.113.7/32 2001:db8:7::7/128",
        "open@203.0.113.7:25 http-connect@203.0.113.7:3128 socks5@203.0.113.7:1080 \
         web-plain@203.0.113.7:80 socks5@203.0.113.7:4321 http-connect@203.0.113.7:4322 \
         closed-554@203.0.113.7:4323 closed-554@[2001:db8:7::7]:25 http-403@[2001:db8:7::7]:3128",
        &folder,
        &format!(
            "\"$cerrojo\" check both.test 203.0.113.7:4321 203.0.113.7:4322 203.0.113.7:4323 \
             --format json --tests quick {WITH}\n\
             echo $? >$folder/status\n\
             \"$cerrojo\" check both.test --tests quick {WITH} >$folder/text"
        ),
    );
    let text = std::fs::read_to_string(folder.path().join("text")).unwrap();
    let lines = said.lines();
    let found: Vec<String> = lines
        .iter()
        .map(|line| {
            let word = |key: &str| line[key].as_str().unwrap().to_owned();
            let place = format!("{} {}", word("address"), line["port"]);
            format!("{place} {} {} {}", word("kind"), word("service"), word("verdict"))
        })
        .collect();
    let expected = [
        "203.0.113.7 25 open-relay smtp open",
        "203.0.113.7 3128 open-proxy http open",
        "203.0.113.7 1080 open-proxy socks open",
        "203.0.113.7 4321 open-proxy socks open",
        "203.0.113.7 4322 open-proxy http open",
        "203.0.113.7 4323 open-relay smtp closed",
        "2001:db8:7::7 25 open-relay smtp closed",
        "2001:db8:7::7 3128 open-proxy http closed",
    ];
    for line in expected {
        assert!(found.iter().any(|it| it == line), "{line} is missing in {found:#?}: {said:?}");
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    let status = std::fs::read_to_string(folder.path().join("status")).unwrap();
    assert_eq!(status, "1\n", "{said:?}");
    for (port, v4, v6) in [(25, "open", "closed"), (3128, "open", "closed")] {
        let compared = format!(
            "both.test port {port} (plain) differs by address: 203.0.113.7 {v4}, 2001:db8:7::7 {v6}"
        );
        assert!(text.replace("\n            ", " ").contains(&compared), "{compared}\n{text}");
    }
}

#[test]
fn a_host_has_one_connection_at_a_time_whatever_is_asked_there() {
    if let Some(reason) = absent() {
        println!("skipped: no connections are counted, {reason}");
        return;
    }
    let folder = Folder::new();
    let ports = [25, 80, 465, 587, 1080, 2525, 3128, 8000, 8080, 8888, 4321, SILENT];
    let plays: Vec<String> =
        ports.iter().map(|port| format!("counted@203.0.113.7:{port}")).collect();
    let said = among(
        "2001:db8::2/64 203.0.113.7/32",
        &plays.join(" "),
        &folder,
        &format!(
            "timeout 40 \"$cerrojo\" check 203.0.113.7 203.0.113.7:4321 http://203.0.113.7:3128 \
             socks://203.0.113.7:3128 --tests quick --format json {WITH}\n\
             cp $folder/counted $folder/before\n\
             one() {{ timeout 3 \"$cerrojo\" check socks://203.0.113.7:{SILENT} --kind proxy \
             --scope $folder/scope --sink-echo 198.51.100.1:$1 --sink-mail none >/dev/null; }}\n\
             one 443 & one 444; wait $!"
        ),
    );
    let counted = |name| {
        let counted = std::fs::read_to_string(folder.path().join(name)).unwrap();
        let (visits, most) = counted.trim().split_once(' ').unwrap();
        (visits.parse::<usize>().unwrap(), most.parse::<usize>().unwrap())
    };
    let (visits, most) = counted("before");
    assert!(visits > 10 && most == 1, "{visits} {most} {said:?}");
    // Two runs know nothing of each other: the counting counts.
    assert_eq!(counted("counted").1, 2, "{said:?}");
}

#[test]
fn what_listens_on_the_loopback_of_a_proxy_is_left_alone() {
    if let Some(reason) = absent() {
        println!("skipped: no loopback but our own, {reason}");
        return;
    }
    for (tests, is_visited) in [("standard", false), ("thorough", true)] {
        let folder = Folder::new();
        let said = among(
            "2001:db8::2/64",
            "counted@127.0.0.1:25 http-connect@198.51.100.2:3128 socks5@198.51.100.2:1080",
            &folder,
            &format!(
                "timeout 40 \"$cerrojo\" check http://198.51.100.2:3128 socks://198.51.100.2 \
                 --tests {tests} --format json {WITH}"
            ),
        );
        let lines = said.lines();
        assert_eq!(lines.len(), 2, "{said:?}");
        assert!(lines.iter().all(|line| line["verdict"] == "open"), "{said:?}");
        assert!(lines.iter().all(|line| line["proof"]["from"] == "198.51.100.2"), "{said:?}");
        let visited = folder.names().iter().any(|name| name == "counted");
        assert_eq!(visited, is_visited, "{tests}: {said:?}");
    }
}
