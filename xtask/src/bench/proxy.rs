//! How fast are open proxies found? Cerrojo beside proxycheck and nmap, each at the same work.

use std::fmt::Write as _;
use std::fs;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};

use super::answers::Truth;
use super::farm::Farm;
use super::measure::{Cost, cost};
use super::proxy_answers::{self as answers, Check, Read, right};
use super::table::{Row, head, line, ratios};
use super::{is_installed, release};

pub(super) const USAGE: &str = "[--hosts 1024] [--delay-ms 0,20] [--runs 3] [--concurrency 512] \
     [--tools cerrojo,proxycheck,nmap]";

const BASE: Ipv4Addr = Ipv4Addr::new(127, 10, 0, 0);

/// Where the proxies are asked to lead: Cerrojo's own sink, or the judge of the others.
const SINK: &str = "127.0.0.1:9025";
/// nmap asks for port 80 whatever its argument says, and resolves names itself.
const JUDGE: &str = "127.0.0.1:9025,127.0.0.1:80,127.0.0.1:53";
/// What the judge says.
const MARKER: &str = "CERROJOJUDGE7f3a";
/// How nmap's scripts find the judge: one passes its argument on, the other asks for an address first.
const BY_ADDRESS: &str = "proxy.url=http://127.0.0.1/,proxy.pattern=CERROJOJUDGE7f3a";
const BY_NAME: &str = "proxy.url=http://judge.test/,proxy.pattern=CERROJOJUDGE7f3a";

/// What to measure.
#[derive(Clone, Debug)]
pub(super) struct Options {
    hosts: u32,
    delays_ms: Vec<u32>,
    runs: u32,
    concurrency: u32,
    tools: String,
}

impl Options {
    /// Reads [`USAGE`].
    pub(super) fn parse(arguments: &[String]) -> anyhow::Result<Self> {
        let mut options = Self {
            hosts: 1024,
            delays_ms: vec![0, 20],
            runs: 3,
            concurrency: 512,
            tools: "cerrojo,proxycheck,nmap".to_owned(),
        };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { bail!("cargo xtask bench proxy {USAGE}") };
            match name.as_str() {
                "--hosts" => options.hosts = value.parse()?,
                "--delay-ms" => {
                    let delays: Result<_, _> = value.split(',').map(str::parse).collect();
                    options.delays_ms = delays?;
                }
                "--runs" => options.runs = value.parse()?,
                "--concurrency" => options.concurrency = value.parse()?,
                "--tools" => options.tools.clone_from(value),
                _ => bail!("cargo xtask bench proxy {USAGE}"),
            }
        }
        ensure!(options.hosts > 0 && options.runs > 0, "there must be a host and a run");
        Ok(options)
    }
}

/// What is asked of every host.
struct Work {
    name: &'static str,
    checks: &'static [Check],
    /// Who does the same work, besides Cerrojo.
    peer: Tool,
}

/// Somebody else's checker.
struct Tool {
    name: &'static str,
    arguments: &'static [&'static str],
    read: Read,
}

const WORKS: &[Work] = &[
    Work {
        name: "connect",
        checks: &[(3128, "http-connect")],
        peer: Tool { name: "proxycheck", arguments: &["-p", "hc:3128"], read: answers::proxycheck },
    },
    Work {
        name: "three kinds",
        checks: &[
            (3128, "http-connect"),
            (8080, "http-connect"),
            (1080, "socks4"),
            (1080, "socks5"),
        ],
        peer: Tool {
            name: "proxycheck",
            arguments: &["-p", "hc:3128,8080", "-p", "s4:1080", "-p", "s5:1080"],
            read: answers::proxycheck,
        },
    },
    Work {
        name: "nmap's http",
        checks: &[(3128, "http-connect"), (3128, "http-get"), (3128, "http-head")],
        peer: Tool {
            name: "nmap",
            arguments: &["-p3128", "--script", "http-open-proxy", "--script-args", BY_ADDRESS],
            read: answers::nmap,
        },
    },
    Work {
        name: "nmap's socks",
        checks: &[(1080, "socks4"), (1080, "socks5")],
        peer: Tool {
            name: "nmap",
            arguments: &["-p1080", "--script", "socks-open-proxy", "--script-args", BY_NAME],
            read: answers::nmap,
        },
    },
];

const CERROJO: &str = "cerrojo";

/// Runs everything and prints it; 1 when an answer of ours was wrong.
pub(super) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let folder = release()?.with_file_name("bench");
    fs::create_dir_all(&folder)?;
    let bench = Bench { options, folder };
    let wanted = |name: &str| options.tools.split(',').any(|word| word == name);
    let missing: Vec<_> =
        ["proxycheck", "nmap"].into_iter().filter(|it| wanted(it) && !is_installed(it)).collect();
    let mut rows = Vec::new();
    head("work", "check");
    for delay_ms in options.delays_ms.iter().copied() {
        for work in WORKS {
            if wanted(CERROJO) {
                rows.push(bench.cerrojo(work, delay_ms)?);
            }
            if wanted(work.peer.name) && !missing.contains(&work.peer.name) {
                rows.push(bench.peer(work, delay_ms)?);
            }
        }
    }
    println!();
    if !missing.is_empty() {
        println!("not installed, so not compared: {}", missing.join(", "));
    }
    println!("proxycheck and nmap are silent about most closed ones: that counts as right");
    ratios(&rows, CERROJO, "proxycheck");
    ratios(&rows, CERROJO, "nmap");
    let wrong: Vec<&Row> = rows.iter().filter(|row| !row.is_right()).collect();
    for row in &wrong {
        println!(
            "wrong: {} at {} ms, {}: {} of {}",
            row.tool, row.delay_ms, row.open, row.right, row.hosts
        );
    }
    let is_right = wrong.iter().all(|row| row.tool != CERROJO);
    Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Bench<'a> {
    options: &'a Options,
    folder: PathBuf,
}

impl Bench<'_> {
    fn cerrojo(&self, work: &Work, delay_ms: u32) -> anyhow::Result<Row> {
        let mut targets = String::new();
        let mut endpoints: Vec<(&str, u16)> = Vec::new();
        let mut tests: Vec<&str> = Vec::new();
        for (port, test) in work.checks {
            let scheme = if test.starts_with("socks") { "socks" } else { "http" };
            if !endpoints.contains(&(scheme, *port)) {
                endpoints.push((scheme, *port));
            }
            if !tests.contains(test) {
                tests.push(test);
            }
        }
        for (address, _) in self.truth().each() {
            for (scheme, port) in &endpoints {
                writeln!(targets, "{scheme}://{address}:{port}")?;
            }
        }
        let list = self.folder.join("targets.txt");
        fs::write(&list, targets)?;
        let mut command = vec![release()?.join("cerrojo").display().to_string()];
        command.extend(["check", "--kind", "proxy", "--format", "json", "-q"].map(str::to_owned));
        command.extend(["--sink-mail", "none", "--sink-echo", SINK].map(str::to_owned));
        command.extend(["--tests".to_owned(), tests.join(",")]);
        command.extend(["--concurrency".to_owned(), self.options.concurrency.to_string()]);
        command.extend(["--targets".to_owned(), list.display().to_string()]);
        self.row(CERROJO, work, (delay_ms, &[]), &command, (answers::cerrojo, false))
    }

    fn peer(&self, work: &Work, delay_ms: u32) -> anyhow::Result<Row> {
        let mut addresses = String::new();
        for (address, _) in self.truth().each() {
            writeln!(addresses, "{address}")?;
        }
        let list = self.folder.join("addresses.txt");
        fs::write(&list, addresses)?;
        let list = list.display().to_string();
        let mut command = vec![work.peer.name.to_owned()];
        let chat = format!("chat::{MARKER}");
        let general = if work.peer.name == "nmap" {
            vec!["-n", "-Pn", "--dns-servers", "127.0.0.1", "-iL", &list]
        } else {
            vec!["-d", SINK, "-c", &chat, "-n", "-i", &list]
        };
        command.extend(work.peer.arguments.iter().chain(&general).map(ToString::to_string));
        let judge = ["--judge".to_owned(), JUDGE.to_owned()];
        self.row(work.peer.name, work, (delay_ms, &judge), &command, (work.peer.read, true))
    }

    fn truth(&self) -> Truth {
        Truth { base: BASE, hosts: self.options.hosts, every: 2 }
    }

    /// Runs `command` before a farm, as often as it is to be run.
    fn row(
        &self,
        tool: &'static str,
        work: &Work,
        (delay_ms, judge): (u32, &[String]),
        command: &[String],
        (read, silence_is_closed): (Read, bool),
    ) -> anyhow::Result<Row> {
        let truth = self.truth();
        let arguments = [&["--proxies".to_owned()], judge].concat();
        let (first_port, _) = work.checks.first().context("nothing to check")?;
        let farm = Farm::start((BASE, truth.hosts), delay_ms, "half", &arguments, *first_port)?;
        let output = self.folder.join("output.txt");
        let mut runs: Vec<(Cost, usize)> = Vec::new();
        for _ in 0..self.options.runs {
            let cost = cost(command, &output)?;
            let said = read(&String::from_utf8_lossy(&fs::read(&output)?));
            runs.push((cost, right(&said, truth, work.checks, silence_is_closed)));
        }
        drop(farm);
        let checks = u32::try_from(work.checks.len())?.saturating_mul(truth.hosts);
        let row =
            Row::of((tool, delay_ms), (checks, work.name), &runs).context("nothing was run")?;
        line(&row);
        Ok(row)
    }
}
