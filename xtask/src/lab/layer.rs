//! Installs what the servers need, once: one folder of changes per layer, kept between runs.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Context;

use super::catalogue::Layer;

const SCRIPT: &str = include_str!("layer.sh");

/// Layers built at the same time: unpacking is bound by the disk and two cores.
const AT_ONCE: usize = 3;

/// The folder that keeps the layers.
#[derive(Debug, Clone)]
pub(super) struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// `$CERROJO_LAB_CACHE`, or `/var/cache/cerrojo-lab`.
    pub(super) fn find() -> Self {
        let chosen = std::env::var_os("CERROJO_LAB_CACHE").filter(|folder| !folder.is_empty());
        Self {
            folder: chosen.map_or_else(|| PathBuf::from("/var/cache/cerrojo-lab"), PathBuf::from),
        }
    }

    /// Where the lab mounts its memory; an empty folder outside the lab.
    pub(super) fn mount_point(&self) -> PathBuf {
        self.folder.join("run")
    }

    /// The changes that `layer` makes to this machine's root.
    pub(super) fn changes(&self, layer: &str) -> PathBuf {
        self.folder.join("layers").join(layer).join("upper")
    }

    /// Builds the layers that are missing or were built from another list of packages.
    ///
    /// # Errors
    /// A package that could not be installed: the log is named.
    pub(super) fn prepare(&self, layers: &[&Layer]) -> anyhow::Result<()> {
        std::fs::create_dir_all(self.mount_point())
            .with_context(|| format!("make {}", self.mount_point().display()))?;
        let lock = File::create(self.folder.join("lock"))?;
        lock.lock()?;
        let missing: Vec<&Layer> =
            layers.iter().copied().filter(|layer| !self.is_ready(layer)).collect();
        for some in missing.chunks(AT_ONCE) {
            std::thread::scope(|scope| {
                let builds: Vec<_> =
                    some.iter().map(|layer| scope.spawn(|| self.build(layer))).collect();
                builds
                    .into_iter()
                    .try_for_each(|build| build.join().unwrap_or_else(|_| anyhow::bail!("panic")))
            })?;
        }
        Ok(())
    }

    fn is_ready(&self, layer: &Layer) -> bool {
        let marker = self.folder.join("layers").join(&layer.name).join("ready");
        std::fs::read_to_string(marker).is_ok_and(|built_from| built_from == wanted(layer))
    }

    fn build(&self, layer: &Layer) -> anyhow::Result<()> {
        let started = Instant::now();
        println!("installing {} ({})", layer.name, layer.packages.join(" "));
        let folder = self.folder.join("layers").join(&layer.name);
        std::fs::create_dir_all(&folder)?;
        let marker = folder.join("ready");
        if marker.exists() {
            std::fs::remove_file(&marker)?;
        }
        let log = folder.join("log");
        let output = File::create(&log)?;
        let status = Command::new("unshare")
            .args(["--mount", "--pid", "--fork", "--kill-child"])
            .args(["sh", "-c", SCRIPT])
            .env("LAYER", &folder)
            .env("PACKAGES", layer.packages.join(" "))
            .env("NPM", layer.npm.join(" "))
            .env("PIP", layer.pip.join(" "))
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .status()
            .context("start unshare")?;
        anyhow::ensure!(
            status.success(),
            "the layer {} could not be installed; {}:\n{}",
            layer.name,
            log.display(),
            tail(&log)
        );
        std::fs::write(&marker, wanted(layer))?;
        println!("installed {} in {} s", layer.name, started.elapsed().as_secs());
        Ok(())
    }
}

/// What a finished layer was built from; another text means: build it again.
fn wanted(layer: &Layer) -> String {
    let debian = std::fs::read_to_string("/etc/debian_version").unwrap_or_default();
    let (packages, npm) = (layer.packages.join(" "), layer.npm.join(" "));
    let mut text = format!("Debian {}\n{packages}\n{npm}\n", debian.trim());
    if !layer.pip.is_empty() {
        text.push_str(&layer.pip.join(" "));
        text.push('\n');
    }
    text
}

/// The last lines of a log.
pub(super) fn tail(log: &Path) -> String {
    let bytes = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    let skipped = lines.len().saturating_sub(12);
    let mut end = String::new();
    for line in lines.into_iter().skip(skipped) {
        end.push_str("    ");
        end.push_str(line);
        end.push('\n');
    }
    end
}
