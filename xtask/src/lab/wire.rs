//! Watches the lab's cables while the check runs, and judges every packet: who spoke to whom?
//!
//! A promise of the program is that no packet goes to anyone outside the scope. Here it is seen
//! from outside: a client may speak to the servers that it was told to check and to the resolver,
//! a server to the sinks of the client that checks it and to the resolver, and everyone may
//! answer. Whatever else is seen fails the lab, with the packet.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead as _, BufReader};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use anyhow::Context;
use nix::sys::signal::{self, SigSet, Signal};

use super::check::ECHO_PORTS;
use super::network::{Client, Network, RESOLVERS};
use super::variant::{Kind, Variant};

/// The bridges of the hub: servers hang on one, clients on the other.
const BRIDGES: [&str; 2] = ["lan", "wan"];

/// Where sendmail, Courier and Exim ask a client who it is (RFC 1413): they begin that themselves.
const IDENT: u16 = 113;

/// Violations that are shown; what comes after is only counted.
const SHOWN: usize = 10;

/// What kernels say by themselves, by the words that tcpdump has for it.
#[rustfmt::skip]
const NOISE: &[Noise] = &[
    Noise { name: "ARP",                             family: "ARP,",      begins: "" },
    Noise { name: "ICMP",                            family: "IP",        begins: "ICMP " },
    Noise { name: "IGMP",                            family: "IP",        begins: "igmp " },
    Noise { name: "ICMPv6 and neighbour discovery",  family: "IP6",       begins: "ICMP6, " },
    Noise { name: "multicast listener reports",      family: "IP6",       begins: "HBH ICMP6, " },
];

/// One kind of packet that nobody sends on purpose.
struct Noise {
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the table"))]
    name: &'static str,
    /// The word after the time.
    family: &'static str,
    /// How the text after the addresses begins.
    begins: &'static str,
}

/// A running capture on both bridges.
#[derive(Debug)]
pub(super) struct Capture<'a> {
    network: &'a Network,
    place: PathBuf,
    children: Vec<Child>,
}

/// What was seen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) packets: usize,
    /// The first packets that nobody may send, and what the capture could not see.
    pub(super) complaints: Vec<String>,
    /// All of those packets.
    pub(super) forbidden: usize,
}

impl<'a> Capture<'a> {
    /// Starts to write down what passes the bridges of `network`; its logs go to `place`.
    ///
    /// # Errors
    /// tcpdump could not be started.
    pub(super) fn start(network: &'a Network, place: &Path) -> anyhow::Result<Self> {
        let mut capture = Self { network, place: place.to_owned(), children: Vec::new() };
        // Whoever started us blocks it for all below, and it is what ends a capture.
        let mut end = SigSet::empty();
        end.add(Signal::SIGINT);
        end.thread_unblock()?;
        for bridge in BRIDGES {
            let log = std::fs::File::create(capture.log(bridge))?;
            let child = network
                .tool("tcpdump")
                .args(["-n", "-Z", "root", "-s", "128", "-B", "65536"])
                .args(["-i", bridge, "-w", &packets(bridge)])
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(log)
                .spawn()
                .context("start tcpdump")?;
            capture.children.push(child);
        }
        for bridge in BRIDGES {
            capture.wait_for(bridge, "listening on")?;
        }
        Ok(capture)
    }

    /// Ends the capture and judges every packet by `rules`.
    ///
    /// # Errors
    /// What was captured cannot be read.
    pub(super) fn finish(mut self, rules: &Rules) -> anyhow::Result<Seen> {
        // Packets that came last are still on their way to the file.
        std::thread::sleep(Duration::from_millis(500));
        for child in &mut self.children {
            let process = nix::unistd::Pid::from_raw(i32::try_from(child.id())?);
            signal::kill(process, Signal::SIGINT)?;
            child.wait()?;
        }
        let mut seen = Seen::default();
        for bridge in BRIDGES {
            self.read(bridge, rules, &mut seen)?;
        }
        Ok(seen)
    }

    fn read(&self, bridge: &str, rules: &Rules, seen: &mut Seen) -> anyhow::Result<()> {
        let mut reader = self
            .network
            .tool("tcpdump")
            .args(["-nn", "-tt", "-Z", "root", "-r", &packets(bridge)])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("start tcpdump")?;
        let mut judge = Judge::new(rules);
        if let Some(output) = reader.stdout.take() {
            for line in BufReader::new(output).lines() {
                let line = line?;
                seen.packets += 1;
                if !judge.allows(&line) {
                    seen.forbidden += 1;
                    if seen.complaints.len() < SHOWN {
                        seen.complaints.push(format!("{bridge}: {line}"));
                    }
                }
            }
        }
        anyhow::ensure!(reader.wait()?.success(), "tcpdump could not read its own packets");
        let said = std::fs::read_to_string(self.log(bridge))?;
        if let Some(lost) = lost(&said) {
            seen.forbidden += 1;
            seen.complaints.push(format!("{bridge}: {lost} packets passed unseen"));
        }
        Ok(())
    }

    fn wait_for(&self, bridge: &str, words: &str) -> anyhow::Result<()> {
        for _ in 0..500 {
            let said = std::fs::read_to_string(self.log(bridge)).unwrap_or_default();
            if said.contains(words) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        anyhow::bail!("tcpdump does not listen on {bridge}")
    }

    fn log(&self, bridge: &str) -> PathBuf {
        self.place.join(format!("tcpdump-{bridge}.log"))
    }
}

/// Where the packets of `bridge` are kept, in the tools' root: in memory.
fn packets(bridge: &str) -> String {
    format!("/run/{bridge}.pcap")
}

/// How many packets the kernel dropped before tcpdump saw them, when there were any.
fn lost(said: &str) -> Option<u64> {
    let line = said.lines().find(|line| line.contains("dropped by kernel"))?;
    let count = line.split_whitespace().next()?.parse().ok()?;
    (count > 0).then_some(count)
}

/// Who may begin to speak to whom.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// A client's address, and the servers that it checks.
    targets: HashMap<IpAddr, HashSet<IpAddr>>,
    /// A server's address, and the sinks of the client that checks it.
    sinks: HashMap<IpAddr, HashSet<SocketAddr>>,
}

impl Rules {
    /// Of groups of variants, each checked by its client.
    ///
    /// # Errors
    /// An address of the lab is none: ours.
    pub(super) fn new(groups: &[Vec<&Variant>], clients: &[Client]) -> anyhow::Result<Self> {
        let mut rules = Self::default();
        for (group, client) in groups.iter().zip(clients) {
            let own: Vec<IpAddr> = addresses(&[client.ipv4(), client.ipv6()])?;
            for variant in group {
                let checked = addresses(&variant.checked_addresses())?;
                let more: &[u16] = match variant.record.kind {
                    Kind::Relay => &[IDENT],
                    Kind::Proxy => &ECHO_PORTS,
                };
                let own_way = variant.record.reaches.iter();
                let ports = || more.iter().chain(own_way.clone()).copied().chain([25]);
                let at = |ip: &IpAddr| ports().map(|port| SocketAddr::new(*ip, port)).collect();
                let sinks: HashSet<SocketAddr> = own.iter().flat_map::<Vec<_>, _>(at).collect();
                for address in addresses(&[variant.ipv4(), variant.ipv6()])? {
                    rules.sinks.insert(address, sinks.clone());
                }
                for address in &own {
                    rules.targets.entry(*address).or_default().extend(checked.iter().copied());
                }
            }
        }
        Ok(rules)
    }

    /// Whether `from` may begin to speak to `to`.
    fn allow(&self, from: IpAddr, to: SocketAddr) -> bool {
        if to.port() == 53 && RESOLVERS.iter().any(|address| to.ip().to_string() == *address) {
            return self.targets.contains_key(&from) || self.sinks.contains_key(&from);
        }
        if self.sinks.contains_key(&from) && is_no_address(to.ip()) {
            return true;
        }
        let target = self.targets.get(&from).is_some_and(|targets| targets.contains(&to.ip()));
        target || self.sinks.get(&from).is_some_and(|sinks| sinks.contains(&to))
    }
}

/// 0.0.0.0/8: where SOCKS 4a writes 0.0.0.1 to say that a name follows, a server that knows SOCKS
/// 4 only tries to go. It is no one's address and leaves no machine.
fn is_no_address(address: IpAddr) -> bool {
    matches!(address, IpAddr::V4(address) if address.octets().first() == Some(&0))
}

fn addresses(texts: &[String]) -> anyhow::Result<Vec<IpAddr>> {
    texts.iter().map(|text| text.parse().with_context(|| format!("{text} is no address"))).collect()
}

/// Remembers who began to speak, to know an answer.
struct Judge<'a> {
    rules: &'a Rules,
    begun: HashSet<(bool, SocketAddr, SocketAddr)>,
}

impl<'a> Judge<'a> {
    fn new(rules: &'a Rules) -> Self {
        Self { rules, begun: HashSet::new() }
    }

    /// Judges one line of tcpdump; what cannot be read is not allowed.
    fn allows(&mut self, line: &str) -> bool {
        match Packet::read(line) {
            Some(Packet::Noise) => true,
            Some(Packet::Between { tcp, from, to }) => {
                if self.begun.contains(&(tcp, from, to)) || self.begun.contains(&(tcp, to, from)) {
                    return true;
                }
                let allowed = self.rules.allow(from.ip(), to);
                if allowed {
                    self.begun.insert((tcp, from, to));
                }
                allowed
            }
            None => false,
        }
    }
}

/// What a line of `tcpdump -nn -tt` tells.
#[derive(Debug, PartialEq, Eq)]
enum Packet {
    /// See [`NOISE`].
    Noise,
    /// TCP or UDP.
    Between { tcp: bool, from: SocketAddr, to: SocketAddr },
}

impl Packet {
    fn read(line: &str) -> Option<Self> {
        let mut words = line.splitn(6, ' ').skip(1);
        let family = words.next()?;
        let rest: Vec<&str> = words.collect();
        let text = rest.get(3).copied().unwrap_or_default();
        let noise = |noise: &Noise| noise.family == family && text.starts_with(noise.begins);
        if NOISE.iter().any(noise) {
            return Some(Self::Noise);
        }
        match rest.as_slice() {
            [from, ">", to, text] if matches!(family, "IP" | "IP6") => Some(Self::Between {
                tcp: text.starts_with("Flags ["),
                from: endpoint(from)?,
                to: endpoint(to.strip_suffix(':')?)?,
            }),
            _ => None,
        }
    }
}

/// `203.0.113.9.25` and `2001:db8:99::9.25`.
fn endpoint(text: &str) -> Option<SocketAddr> {
    let (address, port) = text.rsplit_once('.')?;
    Some(SocketAddr::new(address.parse().ok()?, port.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{Judge, NOISE, Packet, Rules, lost};

    fn rules() -> Rules {
        let ip = |text: &str| text.parse().unwrap();
        let mut rules = Rules::default();
        rules.targets.insert(ip("203.0.113.9"), [ip("198.51.100.10")].into());
        let sinks = ["203.0.113.9:25", "203.0.113.9:9080"].map(|sink| sink.parse().unwrap());
        rules.sinks.insert(ip("198.51.100.10"), sinks.into());
        rules
    }

    fn allowed(lines: &[&str]) -> Vec<bool> {
        let rules = rules();
        let mut judge = Judge::new(&rules);
        lines.iter().map(|line| judge.allows(line)).collect()
    }

    #[test]
    fn a_check_its_answers_and_what_it_was_passed_on_to_are_allowed() {
        let lines = [
            "1.0 IP 203.0.113.9.40000 > 198.51.100.10.3128: Flags [S], seq 1, win 64240, length 0",
            "1.0 IP 198.51.100.10.3128 > 203.0.113.9.40000: Flags [S.], seq 1, ack 1, length 0",
            "1.1 IP 198.51.100.10.50000 > 203.0.113.9.9080: Flags [S], seq 1, length 0",
            "1.2 IP 203.0.113.9.9080 > 198.51.100.10.50000: Flags [S.], seq 1, ack 1, length 0",
            "1.3 IP 198.51.100.10.41000 > 198.51.100.1.53: 1+ A? sink.test. (27)",
            "1.3 IP 198.51.100.1.53 > 198.51.100.10.41000: 1 1/0/0 A 203.0.113.9 (43)",
            "1.4 IP 198.51.100.10.50001 > 0.0.0.1.25: Flags [S], seq 1, length 0",
        ];
        assert_eq!(allowed(&lines), vec![true; lines.len()]);
    }

    #[test]
    fn planted_packets_to_anyone_else_are_caught() {
        for line in [
            // A server that nobody asked for.
            "1.0 IP 203.0.113.9.40000 > 198.51.100.11.3128: Flags [S], seq 1, length 0",
            // An address out in the world, from the client and from the server.
            "1.0 IP 203.0.113.9.40000 > 192.0.2.1.80: Flags [S], seq 1, length 0",
            "1.0 IP 198.51.100.10.40000 > 192.0.2.1.80: Flags [S], seq 1, length 0",
            // Not even to no one's address may a client go.
            "1.0 IP 203.0.113.9.40000 > 0.0.0.1.25: Flags [S], seq 1, length 0",
            // Another port of the client, and another client.
            "1.0 IP 198.51.100.10.40000 > 203.0.113.9.113: Flags [S], seq 1, length 0",
            "1.0 IP 198.51.100.10.40000 > 203.0.113.10.25: Flags [S], seq 1, length 0",
            // An answer to what nobody said, a question to another resolver, IPv6 that was not asked.
            "1.0 IP 198.51.100.10.3128 > 203.0.113.9.40000: Flags [R.], seq 0, ack 1, length 0",
            "1.0 IP 203.0.113.9.40000 > 192.0.2.53.53: 1+ A? sink.test. (27)",
            "1.0 IP6 2001:db8:99::9.40000 > 2001:db8:51::10.3128: Flags [S], seq 1, length 0",
            // What cannot be read is not passed over.
            "1.0 IP 203.0.113.9 > 192.0.2.1: ip-proto-132 40",
            "1.0 a line of another program",
        ] {
            assert_eq!(allowed(&[line]), [false], "{line}");
        }
    }

    #[test]
    fn the_noise_of_kernels_is_known_by_name() {
        for (line, name) in [
            ("1.0 ARP, Request who-has 198.51.100.1 tell 198.51.100.10, length 28", "ARP"),
            (
                "1.0 IP 198.51.100.10 > 203.0.113.9: ICMP 198.51.100.10 udp port 9 unreachable",
                "ICMP",
            ),
            ("1.0 IP 198.51.100.10 > 224.0.0.22: igmp v3 report, 1 group record(s)", "IGMP"),
            (
                "1.0 IP6 fe80::1 > ff02::1:ff00:1: ICMP6, neighbor solicitation, who has fe80::2",
                "ICMPv6 and neighbour discovery",
            ),
            (
                "1.0 IP6 fe80::1 > ff02::16: HBH ICMP6, multicast listener report v2, length 28",
                "multicast listener reports",
            ),
        ] {
            assert_eq!(Packet::read(line), Some(Packet::Noise), "{name}");
            assert!(NOISE.iter().any(|noise| noise.name == name), "{name}");
        }
    }

    #[test]
    fn packets_that_passed_unseen_are_counted() {
        assert_eq!(lost("7 packets captured\n3 packets dropped by kernel\n"), Some(3));
        assert_eq!(lost("7 packets captured\n0 packets dropped by kernel\n"), None);
    }
}
