//! Who is looked at? A farm of emulated servers in a process of its own.

use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};

use super::release;

/// How long a farm may take to start.
const START: Duration = Duration::from_secs(10);

/// The emulated servers; gone when dropped.
pub(super) struct Farm {
    process: Child,
}

impl Farm {
    /// Starts `hosts` servers from `base` on, and waits until they listen on `port`.
    pub(super) fn start(
        (base, hosts): (Ipv4Addr, u32),
        delay_ms: u32,
        open: &str,
        arguments: &[String],
        port: u16,
    ) -> anyhow::Result<Self> {
        let mut command = Command::new(release()?.join("farm"));
        command.args(["--hosts", &hosts.to_string(), "--base", &base.to_string()]);
        command.args(["--delay-ms", &delay_ms.to_string(), "--open", open]).args(arguments);
        let process = command.stdout(Stdio::null()).spawn().context("the farm does not start")?;
        let farm = Self { process };
        let started = Instant::now();
        while TcpStream::connect((base, port)).is_err() {
            ensure!(started.elapsed() < START, "the farm does not listen");
            sleep(Duration::from_millis(20));
        }
        Ok(farm)
    }
}

impl Drop for Farm {
    fn drop(&mut self) {
        // Either it has ended by itself or it ends now.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
