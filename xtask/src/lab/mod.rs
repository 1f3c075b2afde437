//! Starts real mail servers and proxies in namespaces and compares what the check says with what is true.
//!
//! Everything happens inside one set of namespaces (mounts, network, processes) whose first
//! process is this program, started a second time. When it ends, however it ends, the kernel
//! removes every server, mount and network with it; only the installed layers stay, in the cache.

mod catalogue;
mod check;
mod closing;
mod inside;
mod judge;
mod layer;
pub(crate) mod letters;
mod network;
mod server;
mod variant;
mod wire;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::Context;

use catalogue::{Catalogue, Layer};
use layer::Cache;

/// The layer with `ip` and `dnsmasq`.
const TOOLS: &str = "tools";

/// What was asked for.
#[derive(Debug, Default)]
struct Request {
    /// Parts of names; none means all.
    only: Vec<String>,
    keep: bool,
    list: bool,
    /// We are the first process of the lab's namespaces.
    inside: bool,
    cerrojo: Option<PathBuf>,
}

const USAGE: &str = "usage: cargo xtask lab [--only SUBSTRING] [--keep] [--list] [--cerrojo PATH]
  --only SUBSTRING  the variants whose name contains it; may be repeated
  --keep            leave the servers running until Ctrl-C, and say how to enter them
  --list            name the variants and what is expected of each
  --cerrojo PATH    the program to test; built from this workspace when absent";

/// Runs the chore; see [`USAGE`].
///
/// # Errors
/// The lab could not be built or run; nothing of that says anything about a server.
pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let Some(mut request) = parse(arguments) else {
        println!("{USAGE}");
        return Ok(ExitCode::from(2));
    };
    let mut catalogue = Catalogue::read(&workspace().join("lab"))?;
    if !request.only.is_empty() {
        let wanted = |name: &str| request.only.iter().any(|part| name.contains(part.as_str()));
        catalogue.variants.retain(|variant| wanted(&variant.name));
        anyhow::ensure!(!catalogue.variants.is_empty(), "no variant has such a name");
    }
    if request.list {
        for variant in &catalogue.variants {
            let record = &variant.record;
            println!("{:<40} {:<9} {}", variant.name, record.expect.word(), record.why);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if request.inside {
        return inside::run(&request, &catalogue);
    }
    if let Some(obstacle) = obstacle() {
        println!("skipped: the lab of real servers needs {obstacle}");
        return Ok(ExitCode::SUCCESS);
    }
    let cache = Cache::find();
    cache.prepare(&needed(&catalogue)?)?;
    if request.cerrojo.is_none() {
        request.cerrojo = Some(build()?);
    }
    let mut words = vec!["lab".to_owned(), "--inside".to_owned()];
    words.extend_from_slice(arguments);
    if let (Some(cerrojo), false) = (&request.cerrojo, arguments.contains(&"--cerrojo".to_owned()))
    {
        words.push("--cerrojo".to_owned());
        words.push(cerrojo.to_string_lossy().into_owned());
    }
    enter(&words, request.keep, &cache)
}

fn parse(arguments: &[String]) -> Option<Request> {
    let mut request = Request::default();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--only" => request.only.push(words.next()?.clone()),
            "--cerrojo" => request.cerrojo = Some(PathBuf::from(words.next()?)),
            "--keep" => request.keep = true,
            "--list" => request.list = true,
            "--inside" => request.inside = true,
            _ => return None,
        }
    }
    Some(request)
}

fn workspace() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Why the lab cannot run on this machine.
fn obstacle() -> Option<&'static str> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let user = status.lines().find_map(|line| line.strip_prefix("Uid:"));
    let effective = user.and_then(|ids| ids.split_whitespace().nth(1));
    if effective != Some("0") {
        return Some("root");
    }
    if !Path::new("/etc/debian_version").exists() || !Path::new("/usr/bin/apt-get").exists() {
        return Some("Debian");
    }
    if !Path::new("/usr/bin/unshare").exists() || !Path::new("/usr/bin/nsenter").exists() {
        return Some("unshare and nsenter (package util-linux)");
    }
    let tried = Command::new("unshare")
        .args(["--mount", "--net", "--pid", "--fork", "true"])
        .stderr(Stdio::null())
        .status();
    (!tried.is_ok_and(|status| status.success())).then_some("the right to make namespaces")
}

fn needed(catalogue: &Catalogue) -> anyhow::Result<Vec<&Layer>> {
    let mut names: Vec<&str> =
        catalogue.variants.iter().map(|variant| variant.layer.as_str()).chain([TOOLS]).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| catalogue.layer(name)).collect()
}

/// Builds the program to test, so that a stale one is never judged.
fn build() -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "cerrojo"])
        .current_dir(workspace())
        .status()
        .context("start cargo")?;
    anyhow::ensure!(status.success(), "cerrojo does not build");
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| workspace().join("target"), PathBuf::from);
    Ok(target.join("release/cerrojo"))
}

/// Starts this program again, with `words`, as the first process of new namespaces, and waits for it.
fn enter(words: &[String], keep: bool, cache: &Cache) -> anyhow::Result<ExitCode> {
    let signals = watch()?;
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "--net", "--pid", "--uts", "--ipc", "--fork"])
        .args(["--kill-child", "--mount-proc", "--"])
        .arg(std::env::current_exe()?)
        .args(words);
    // The lab ends when this pipe closes: even when we are killed.
    let mut child = command.stdin(Stdio::piped()).spawn().context("start unshare")?;
    let lifeline = child.stdin.take();
    if keep {
        let unshare = child.id();
        println!("to enter the lab once it runs: nsenter -t $(pgrep -P {unshare}) --all bash");
    }
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if signals.recv_timeout(std::time::Duration::from_millis(100)).is_ok() {
            break None;
        }
    };
    drop(lifeline);
    child.wait()?;
    let left = left_behind(cache);
    for mount in &left {
        eprintln!("could not be cleaned: {mount}");
    }
    let Some(status) = status else {
        if left.is_empty() {
            eprintln!("interrupted: every server, mount and network of the lab is gone");
        }
        return Ok(ExitCode::from(130));
    };
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(2)))
}

/// Tells of Ctrl-C and of a request to end.
///
/// Signals are blocked in this program and awaited by a thread; a started program gets them back.
fn watch() -> anyhow::Result<std::sync::mpsc::Receiver<()>> {
    use nix::sys::signal::{SigSet, Signal};
    let mut awaited = SigSet::empty();
    awaited.add(Signal::SIGINT);
    awaited.add(Signal::SIGTERM);
    awaited.add(Signal::SIGHUP);
    awaited.thread_block().context("block signals")?;
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        while awaited.wait().is_ok() {
            if tell.send(()).is_err() {
                break;
            }
        }
    });
    Ok(told)
}

/// What the lab made and the kernel did not take away: mounts that are seen from here.
fn left_behind(cache: &Cache) -> Vec<String> {
    let place = cache.mount_point().to_string_lossy().into_owned();
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let ours = |line: &&str| line.split(' ').nth(1).is_some_and(|at| at.starts_with(&place));
    mounts.lines().filter(ours).map(str::to_owned).collect()
}
