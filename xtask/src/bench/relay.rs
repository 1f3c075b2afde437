//! How fast are open relays found? Cerrojo, nmap and a bare client before the same emulated servers.

use std::fmt::Write as _;
use std::fs;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};

use super::answers::{self, Truth};
use super::farm::Farm;
use super::measure::{Cost, cost};
use super::table::{Row, head, line, ratios};
use super::{is_installed, release};

pub(super) const USAGE: &str = "[--hosts 1024] [--delay-ms 0,20] [--runs 3] [--concurrency 512] [--large 100000] \
     [--tools cerrojo,nmap,bare]";

const BASE: Ipv4Addr = Ipv4Addr::new(127, 10, 0, 0);
const SINK: &str = "127.0.0.1:2526";

/// nmap's script says nothing to other ports than 25, 465 and 587.
const PORT: u16 = 25;

/// What to measure.
#[derive(Clone, Debug)]
pub(super) struct Options {
    hosts: u32,
    delays_ms: Vec<u32>,
    runs: u32,
    concurrency: u32,
    large: u32,
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
            large: 100_000,
            tools: "cerrojo,nmap,bare".to_owned(),
        };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { bail!("cargo xtask bench relay {USAGE}") };
            match name.as_str() {
                "--hosts" => options.hosts = value.parse()?,
                "--delay-ms" => {
                    let delays: Result<_, _> = value.split(',').map(str::parse).collect();
                    options.delays_ms = delays?;
                }
                "--runs" => options.runs = value.parse()?,
                "--concurrency" => options.concurrency = value.parse()?,
                "--large" => options.large = value.parse()?,
                "--tools" => options.tools.clone_from(value),
                _ => bail!("cargo xtask bench relay {USAGE}"),
            }
        }
        ensure!(options.hosts > 0 && options.runs > 0, "there must be a host and a run");
        Ok(options)
    }
}

/// A way to look for open relays.
struct Tool {
    name: &'static str,
    /// Whether its servers hand their mail to the sink that it runs.
    has_sink: bool,
    command: fn(&Bench, hosts: u32) -> anyhow::Result<Vec<String>>,
    right: fn(&str, Truth) -> usize,
}

const CERROJO_NMAP: Tool = Tool {
    name: "cerrojo nmap's 16",
    has_sink: true,
    command: |bench, _| bench.cerrojo("nmap"),
    right: answers::cerrojo,
};
const CERROJO_QUICK: Tool = Tool {
    name: "cerrojo quick",
    has_sink: true,
    command: |bench, _| bench.cerrojo("quick"),
    right: answers::cerrojo,
};
const NMAP: Tool = Tool {
    name: "nmap",
    has_sink: false,
    command: |bench, _| Ok(bench.nmap(&[])),
    right: answers::nmap,
};
const NMAP_TUNED: Tool = Tool {
    name: "nmap tuned",
    has_sink: false,
    command: |bench, _| {
        Ok(bench.nmap(&["-sT", "-T5", "--max-parallelism", "500", "--min-hostgroup", "1024"]))
    },
    right: answers::nmap,
};
const BARE: Tool = Tool {
    name: "bare client",
    has_sink: false,
    command: |bench, hosts| bench.look(hosts),
    right: answers::look,
};

/// Runs everything and prints it; 1 when an answer was wrong.
pub(super) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let folder = release()?.with_file_name("bench");
    fs::create_dir_all(&folder)?;
    let bench = Bench { options, folder };
    let has_nmap = is_installed("nmap");
    let wanted = |tool: &Tool| {
        let kind = tool.name.split(' ').next().unwrap_or_default();
        options.tools.split(',').any(|word| word == kind) && (kind != "nmap" || has_nmap)
    };
    let mut rows = Vec::new();
    head("open", "host");
    for delay_ms in options.delays_ms.iter().copied() {
        let at_half = vec![CERROJO_NMAP, NMAP, NMAP_TUNED, CERROJO_QUICK, BARE];
        for (open, every, tools) in [("half", 2, at_half), ("none", 0, vec![CERROJO_QUICK, BARE])] {
            let truth = Truth { base: BASE, hosts: options.hosts, every };
            for tool in tools.iter().filter(|tool| wanted(tool)) {
                rows.push(bench.row(tool, delay_ms, (open, truth))?);
            }
        }
    }
    if options.large > 0 && wanted(&CERROJO_QUICK) {
        let truth = Truth { base: BASE, hosts: options.large, every: 100 };
        rows.push(bench.row(&CERROJO_QUICK, 0, ("1/100", truth))?);
    }
    println!();
    if !has_nmap {
        println!("nmap is not installed: not compared");
    }
    ratios(&rows, CERROJO_NMAP.name, NMAP.name);
    ratios(&rows, CERROJO_NMAP.name, NMAP_TUNED.name);
    ratios(&rows, CERROJO_QUICK.name, BARE.name);
    let wrong: Vec<&Row> = rows.iter().filter(|row| !row.is_right()).collect();
    for row in &wrong {
        println!(
            "wrong: {} at {} ms, open {}: {} of {}",
            row.tool, row.delay_ms, row.open, row.right, row.hosts
        );
    }
    Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Bench<'a> {
    options: &'a Options,
    folder: PathBuf,
}

impl Bench<'_> {
    fn row(
        &self,
        tool: &Tool,
        delay_ms: u32,
        (open, truth): (&'static str, Truth),
    ) -> anyhow::Result<Row> {
        let (mut targets, mut addresses) = (String::new(), String::new());
        for (address, _) in truth.each() {
            writeln!(targets, "smtp://{address}:{PORT}")?;
            writeln!(addresses, "{address}")?;
        }
        fs::write(self.folder.join("targets.txt"), targets)?;
        fs::write(self.folder.join("addresses.txt"), addresses)?;
        let mut arguments = vec!["--port".to_owned(), PORT.to_string()];
        if tool.has_sink {
            arguments.extend(["--sink".to_owned(), SINK.to_owned()]);
        }
        let farm = Farm::start((BASE, truth.hosts), delay_ms, open, &arguments, PORT)?;
        let command = (tool.command)(self, truth.hosts)?;
        let output = self.folder.join("output.txt");
        let mut runs: Vec<(Cost, usize)> = Vec::new();
        for _ in 0..self.options.runs {
            let cost = cost(&command, &output)?;
            let said = fs::read(&output)?;
            runs.push((cost, (tool.right)(&String::from_utf8_lossy(&said), truth)));
        }
        drop(farm);
        let row = Row::of((tool.name, delay_ms), (truth.hosts, open), &runs)
            .context("nothing was run")?;
        line(&row);
        Ok(row)
    }

    fn cerrojo(&self, tests: &str) -> anyhow::Result<Vec<String>> {
        let targets = self.folder.join("targets.txt");
        let concurrency = self.options.concurrency.to_string();
        let program = release()?.join("cerrojo");
        let mut command = vec![program.display().to_string(), "check".to_owned()];
        command.extend(["--targets".to_owned(), targets.display().to_string()]);
        command.extend(
            ["--kind", "relay", "--tests", tests, "--format", "json", "-q"].map(str::to_owned),
        );
        command.extend(
            ["--sink-mail", SINK, "--sink-domain", "sink.test", "--wait", "5s"].map(str::to_owned),
        );
        command.extend(["--concurrency".to_owned(), concurrency]);
        Ok(command)
    }

    fn nmap(&self, tuning: &[&str]) -> Vec<String> {
        let script = ["nmap", "-n", "-Pn", "-p25", "--script", "smtp-open-relay", "-iL"];
        let mut command: Vec<String> = script.iter().map(ToString::to_string).collect();
        command.push(self.folder.join("addresses.txt").display().to_string());
        command.extend(tuning.iter().map(ToString::to_string));
        command
    }

    fn look(&self, hosts: u32) -> anyhow::Result<Vec<String>> {
        let (hosts, concurrency) = (hosts.to_string(), self.options.concurrency.to_string());
        let program = release()?.join("look").display().to_string();
        let (base, port) = (BASE.to_string(), PORT.to_string());
        let arguments =
            ["--hosts", &hosts, "--base", &base, "--port", &port, "--concurrency", &concurrency];
        Ok([program].into_iter().chain(arguments.map(str::to_owned)).collect())
    }
}
