//! Starts one variant in namespaces of its own and waits until it listens.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use super::layer::tail;
use super::network::{Network, wait_for_namespace};
use super::variant::Variant;

const SCRIPT: &str = include_str!("enter.sh");

/// The longest that a server may take until it listens.
const PATIENCE: Duration = Duration::from_secs(90);

/// A variant that runs.
#[derive(Debug)]
pub(super) struct Server {
    /// The process that holds its namespaces.
    process: Child,
    /// Its root, as seen from the hub.
    pub(super) root: PathBuf,
    /// From the start until all its ports listened; none when they never did.
    pub(super) ready_after: Option<Duration>,
}

impl Server {
    /// Starts `variant` with `start` on `layer` and waits for its ports.
    ///
    /// # Errors
    /// The namespaces could not be made. A server that does not listen is no error here.
    pub(super) fn start(
        variant: &Variant,
        start: &str,
        layer: &Path,
        place: &Path,
        network: &Network,
    ) -> anyhow::Result<Self> {
        let began = Instant::now();
        std::fs::create_dir_all(place)?;
        let log = std::fs::File::create(place.join("enter.log"))?;
        let mut process = Command::new("unshare")
            .args(["--mount", "--net", "--pid", "--uts", "--ipc"])
            .args(["--fork", "--kill-child", "sh", "-c", SCRIPT])
            .env("PLACE", place)
            .env("LAYER", layer)
            .env("FOLDER", &variant.folder)
            .env("HOST", &variant.host)
            .env("IPV4", variant.ipv4())
            .env("IPV6", variant.ipv6())
            .env("EXTRA", variant.record.addresses.join(" "))
            .env("START", start)
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("start unshare")?;
        wait_for_namespace(process.id())?;
        network.plug(&variant.cable(), "lan", process.id())?;
        if let Some(mut input) = process.stdin.take() {
            input.write_all(b"plugged in\n")?;
        }
        let root = place.join("root");
        let mut server = Self { process, root, ready_after: None };
        while began.elapsed() < PATIENCE && server.process.try_wait()?.is_none() {
            if server.listens_on(&variant.ports()) {
                server.ready_after = Some(began.elapsed());
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(server)
    }

    /// Whether all of `ports` have a listener within a minute.
    pub(super) fn waits_on(&self, ports: &[u16]) -> bool {
        let began = Instant::now();
        while began.elapsed() < Duration::from_mins(1) {
            if self.listens_on(ports) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        false
    }

    /// Whether every one of `ports` has a listener, read without disturbing it.
    fn listens_on(&self, ports: &[u16]) -> bool {
        let tables = ["tcp", "tcp6"].map(|table| {
            let file = format!("/proc/{}/net/{table}", self.process.id());
            std::fs::read_to_string(file).unwrap_or_default()
        });
        ports.iter().all(|port| tables.iter().any(|table| has_listener(table, *port)))
    }

    /// The process whose namespaces they are, as seen from the hub.
    pub(super) fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// The end of what its start and its own log said.
    pub(super) fn last_words(&self, place: &Path) -> String {
        let logs = [
            place.join("enter.log"),
            self.root_seen_inside().join("var/log/start.log"),
            self.root_seen_inside().join("var/log/lab.log"),
        ];
        logs.iter().map(|log| tail(log)).collect()
    }

    /// Its root as its own mounts show it.
    pub(super) fn root_seen_inside(&self) -> PathBuf {
        let mut path = PathBuf::from(format!("/proc/{}/root", self.process.id()));
        path.extend(self.root.components().skip(1));
        path
    }
}

/// Whether a table of `/proc/net/tcp` shows a listener on `port`.
fn has_listener(table: &str, port: u16) -> bool {
    let local = format!(":{port:04X}");
    table.lines().skip(1).any(|line| {
        let mut fields = line.split_whitespace().skip(1);
        let at_port = fields.next().is_some_and(|address| address.ends_with(&local));
        at_port && fields.nth(1) == Some("0A")
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_listener_is_found_by_port_and_state() {
        let table = "  sl  local_address rem_address   st tx_queue\n   \
            0: 00000000:0019 00000000:0000 0A 00000000:00000000\n   \
            1: 0100007F:024B 0100007F:8000 01 00000000:00000000\n";
        assert!(super::has_listener(table, 25));
        assert!(!super::has_listener(table, 587));
    }
}
