//! Runs commands and edits files inside a server of the lab.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::lab::server::Server;
use crate::lab::variant::Variant;

/// After this a command is taken for a server that stays.
const PATIENCE: Duration = Duration::from_secs(25);

/// A running server, from inside.
pub(super) struct Inside {
    /// A process in all of its namespaces.
    process: u32,
    /// Its root, as its own mounts show it.
    root: PathBuf,
    /// Where what commands say is written.
    log: PathBuf,
}

/// What came of a command.
pub(super) struct Ran {
    /// Its status; none when it stays.
    pub(super) status: Option<i32>,
    /// All that it said.
    pub(super) said: String,
}

impl Inside {
    /// Finds the way into `server`.
    ///
    /// # Errors
    /// It does not run.
    pub(super) fn of(server: &Server, variant: &Variant, place: &Path) -> anyhow::Result<Self> {
        let holder = server.process_id();
        let file = format!("/proc/{holder}/task/{holder}/children");
        let children = std::fs::read_to_string(&file).with_context(|| format!("read {file}"))?;
        let process = children.split_whitespace().next().context("the server has ended")?;
        let log = place.join(format!("closing-{}.log", variant.slug()));
        Ok(Self { process: process.parse()?, root: server.root.clone(), log })
    }

    /// Runs a line of shell as its administrator.
    ///
    /// # Errors
    /// It could not be started.
    pub(super) fn run(&self, line: &str) -> anyhow::Result<Ran> {
        let log = std::fs::File::create(&self.log)?;
        let mut child = Command::new("nsenter")
            .arg(format!("--target={}", self.process))
            .args(["--mount", "--net", "--uts", "--ipc", "--pid", "--", "chroot"])
            .arg(&self.root)
            .args(["env", "-i", "HOME=/root", "LC_ALL=C.UTF-8"])
            .arg("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .args(["sh", "-c", line])
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("start nsenter")?;
        let began = Instant::now();
        let mut status = None;
        while began.elapsed() < PATIENCE && status.is_none() {
            std::thread::sleep(Duration::from_millis(20));
            status = child.try_wait()?;
        }
        let said = std::fs::read(&self.log).unwrap_or_default();
        let said = String::from_utf8_lossy(&said).into_owned();
        Ok(Ran { status: status.map(|status| status.code().unwrap_or(-1)), said })
    }

    /// Changes the files that `path` names, one or all that fit its star, by `change`; a file that is
    /// not there is made.
    ///
    /// # Errors
    /// A file cannot be read or written, or `change` refuses all of them.
    pub(super) fn change(
        &self,
        path: &str,
        change: impl Fn(&str) -> Result<String, String>,
    ) -> anyhow::Result<()> {
        for file in self.files(path)? {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            let new = change(&text).map_err(|why| anyhow::anyhow!("{path}: {why}"))?;
            if let Some(folder) = file.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&file, new).with_context(|| format!("write {path}"))?;
        }
        Ok(())
    }

    /// The files that `path` names, as seen from here.
    fn files(&self, path: &str) -> anyhow::Result<Vec<PathBuf>> {
        let outside = |path: &str| {
            let mut full = PathBuf::from(format!("/proc/{}/root", self.process));
            full.extend(self.root.components().skip(1));
            full.join(path.trim_start_matches('/'))
        };
        let Some(folder) = path.strip_suffix("/*") else {
            return Ok(vec![outside(path)]);
        };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(outside(folder)).with_context(|| format!("list {folder}"))? {
            files.push(outside(&format!("{folder}/{}", entry?.file_name().to_string_lossy())));
        }
        // Links lead into the server's own root: follow them as the server would.
        let within = |file: PathBuf| match std::fs::read_link(&file) {
            Ok(to) if to.is_absolute() => outside(&to.to_string_lossy()),
            _ => file,
        };
        files.sort();
        Ok(files.into_iter().map(within).collect())
    }

    /// Stands in for the init system, which the lab has none of: whatever is asked of it, it does `line`.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(super) fn init_system(&self, line: &str) -> anyhow::Result<()> {
        let script = format!("#!/bin/sh\n{line}\n");
        for program in ["systemctl", "rcctl", "svc"] {
            let path = format!("/usr/local/sbin/{program}");
            self.change(&path, |_| Ok(script.clone()))?;
            let ran = self.run(&format!("chmod 755 {path}"))?;
            anyhow::ensure!(ran.status == Some(0), "{}", ran.said);
        }
        Ok(())
    }
}
