//! The lab itself, run as the first process of its own namespaces.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::time::Instant;

use anyhow::Context;

use super::catalogue::Catalogue;
use super::check;
use super::closing;
use super::judge::{self, Line, Outcome};
use super::layer::Cache;
use super::network::{Client, Network};
use super::server::Server;
use super::variant::{Expect, Kind, Variant};
use super::wire::{Capture, Rules, Seen};
use super::{Request, TOOLS};

/// Servers started at the same time.
pub(super) const AT_ONCE: usize = 6;

/// Runs the lab and prints the table.
///
/// # Errors
/// Something of the lab itself did not work.
pub(super) fn run(request: &Request, catalogue: &Catalogue) -> anyhow::Result<ExitCode> {
    end_with_the_parent();
    let began = Instant::now();
    let place = Cache::find().mount_point();
    let layers: Vec<&str> = catalogue.variants.iter().map(|v| v.layer.as_str()).collect();
    let tools = furnish(&layers, &place)?;
    let groups = check::groups(&catalogue.variants);
    let network = Network::start(tools)?;
    network.resolver(&catalogue.variants, groups.len(), "", &place.join("dnsmasq.log"))?;
    let clients: Vec<Client> =
        (0..groups.len()).map(|number| network.client(number)).collect::<anyhow::Result<_>>()?;
    let servers = start(catalogue, &place, &network)?;
    let up = servers.iter().filter(|server| server.ready_after.is_some()).count();
    println!("{up} of {} servers up after {} s", servers.len(), began.elapsed().as_secs());
    if request.keep {
        how_to_enter(catalogue, &servers, &clients);
    }
    let began_checks = Instant::now();
    let capture = Capture::start(&network, &place)?;
    let mut lines = check::run(request, &groups, &clients, &place, None)?;
    ask_again(request, &groups, &clients, &place, &mut lines)?;
    let seen = capture.finish(&Rules::new(&groups, &clients)?)?;
    println!("checked in {} s", began_checks.elapsed().as_secs());
    let failed = report(catalogue, &servers, &lines, &place, &seen);
    let closed = closing::run(request, catalogue, &servers, &clients, &place)?;
    let passed = catalogue.variants.len() + 1 - failed + closed.passed;
    let failed = failed + closed.failed;
    println!("{passed} passed, {failed} failed");
    if request.keep {
        println!("running until Ctrl-C");
        loop {
            std::thread::park();
        }
    }
    Ok(ExitCode::from(u8::from(failed > 0)))
}

/// Asks once more where the answer was not the expected one: nearly a hundred servers on a small
/// machine are late now and then. A server that was called open is not asked again: that is wrong
/// however late it was.
fn ask_again(
    request: &Request,
    groups: &[Vec<&Variant>],
    clients: &[Client],
    place: &Path,
    lines: &mut Vec<Line>,
) -> anyhow::Result<()> {
    let missed = |variant: &&&Variant| {
        !judge::outcome(variant, lines).is_right() && !judge::is_accused(variant, lines)
    };
    let again: Vec<Vec<&Variant>> =
        groups.iter().map(|group| group.iter().filter(missed).copied().collect()).collect();
    let asked: Vec<&Variant> = again.iter().flatten().copied().collect();
    if asked.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = asked.iter().map(|variant| variant.name.as_str()).collect();
    println!("asked once more: {}", names.join(", "));
    let of_those = |line: &Line| asked.iter().any(|variant| judge::is_about(variant, line));
    lines.retain(|line| !of_those(line));
    lines.extend(check::run(request, &again, clients, place, None)?);
    Ok(())
}

/// Ends this process, and with it everything in the lab, as soon as whoever started it is gone.
pub(super) fn end_with_the_parent() {
    std::thread::spawn(|| {
        let mut end = Vec::new();
        let _ = std::io::stdin().read_to_end(&mut end);
        std::process::exit(130);
    });
}

/// Puts `layers` in memory, and the tools' as well, and the tools' root together; returns that root.
///
/// # Errors
/// The kernel refused, or a layer is not there.
pub(super) fn furnish(layers: &[&str], place: &Path) -> anyhow::Result<PathBuf> {
    shell("mount", &["-t", "tmpfs", "-o", "mode=755", "tmpfs", text(place)?])?;
    let mut layers = layers.to_vec();
    layers.push(TOOLS);
    layers.sort_unstable();
    layers.dedup();
    std::fs::create_dir(place.join("layers"))?;
    for layer in layers {
        let from = Cache::find().changes(layer);
        shell("cp", &["-a", text(&from)?, text(&place.join("layers").join(layer))?])?;
    }
    let resolver = place.join("resolv.conf");
    std::fs::write(&resolver, "nameserver 203.0.113.1\n")?;
    shell("mount", &["--bind", text(&resolver)?, "/etc/resolv.conf"])?;
    root_over(TOOLS, place)
}

/// A root of its own over `layer`, which lies in memory already.
///
/// The kernel refuses a layer that lies below the root that it is laid over, hence the copy.
///
/// # Errors
/// The kernel refused.
pub(super) fn root_over(layer: &str, place: &Path) -> anyhow::Result<PathBuf> {
    let root = place.join(layer);
    let (upper, work) = (place.join(format!("{layer}-upper")), place.join(format!("{layer}-work")));
    for folder in [&root, &upper, &work] {
        std::fs::create_dir(folder)?;
    }
    let at = text(place)?;
    let options = format!(
        "lowerdir={at}/layers/{layer}:/,upperdir={at}/{layer}-upper,workdir={at}/{layer}-work"
    );
    shell("mount", &["-t", "overlay", "overlay", "-o", &options, text(&root)?])?;
    shell("mount", &["--rbind", "/dev", text(&root.join("dev"))?])?;
    shell("mount", &["-t", "proc", "proc", text(&root.join("proc"))?])?;
    shell("mount", &["-t", "tmpfs", "tmpfs", text(&root.join("run"))?])?;
    Ok(root)
}

/// Starts every variant, a few at a time; the answer is in the catalogue's order.
fn start(catalogue: &Catalogue, place: &Path, network: &Network) -> anyhow::Result<Vec<Server>> {
    let waiting = Mutex::new(catalogue.variants.iter().enumerate());
    let started = Mutex::new(Vec::new());
    let work = || -> anyhow::Result<()> {
        loop {
            let next = waiting.lock().ok().and_then(|mut waiting| waiting.next());
            let Some((number, variant)) = next else {
                return Ok(());
            };
            let layer = catalogue.layer(&variant.layer)?;
            let command = variant.record.start.as_ref().unwrap_or(&layer.start);
            let below = place.join("layers").join(&layer.name);
            let own = place.join("servers").join(variant.slug());
            let server = Server::start(variant, command, &below, &own, network)
                .with_context(|| format!("start {}", variant.name))?;
            if let Ok(mut started) = started.lock() {
                started.push((number, server));
            }
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| anyhow::bail!("panic")))
    })?;
    let mut started = started.into_inner().unwrap_or_default();
    started.sort_by_key(|(number, _)| *number);
    Ok(started.into_iter().map(|(_, server)| server).collect())
}

/// Prints the table; returns how many variants failed.
fn report(
    catalogue: &Catalogue,
    servers: &[Server],
    lines: &[Line],
    place: &Path,
    seen: &Seen,
) -> usize {
    println!(
        "\n   {:<36} {:<9} {:<8} {:<45} {:<18} {:>7}",
        "variant", "expected", "verdict", "by", "seen as", "seconds"
    );
    let (mut failed, mut verdicts) = (0, Vec::new());
    for (variant, server) in catalogue.variants.iter().zip(servers) {
        let mut outcome = judge::outcome(variant, lines);
        if server.ready_after.is_none() {
            outcome.not_up();
        }
        failed += usize::from(!outcome.is_right());
        row(variant, &outcome);
        verdicts.push(outcome.verdict);
        if server.ready_after.is_none() {
            println!("{}", server.last_words(&place.join("servers").join(variant.slug())));
        }
    }
    println!();
    for kind in [Kind::Relay, Kind::Proxy] {
        summary(kind, catalogue, &verdicts);
    }
    wire(seen);
    failed += usize::from(seen.forbidden > 0);
    failed
}

/// The two numbers that matter, for each kind: what was missed, and what was accused wrongly.
fn summary(kind: Kind, catalogue: &Catalogue, verdicts: &[String]) {
    let (mut open, mut proven, mut others, mut accused) = (0, 0, 0, 0);
    let all = catalogue.variants.iter().zip(verdicts);
    for (variant, verdict) in all.filter(|(variant, _)| variant.record.kind == kind) {
        let called_open = usize::from(verdict == "open");
        if variant.record.expect == Expect::Open {
            open += 1;
            proven += called_open;
        } else {
            others += 1;
            accused += called_open;
        }
    }
    if open + others > 0 {
        let (noun, others_called) = (kind.plural(), format!("{accused} of {others} others"));
        println!("{proven} of {open} open {noun} proven; {others_called} called open");
    }
}

/// What was seen on the cables.
fn wire(seen: &Seen) {
    for packet in &seen.complaints {
        println!("nobody may send this: {packet}");
    }
    let (packets, forbidden) = (seen.packets, seen.forbidden);
    println!(
        "{packets} packets on the wire, {forbidden} to anyone but targets, sinks and resolver"
    );
}

fn row(variant: &Variant, outcome: &Outcome) {
    let right = outcome.is_right();
    println!(
        "{:<2} {:<36} {:<9} {:<8} {:<45} {:<18} {:>7.1}",
        if right { "ok" } else { "NO" },
        variant.name,
        variant.record.expect.word(),
        outcome.verdict,
        outcome.by,
        outcome.seen_as,
        outcome.seconds
    );
    if !right {
        println!("   {}: {}", variant.record.about, variant.record.why);
    }
    for complaint in &outcome.complaints {
        println!("   {complaint}");
    }
}

fn how_to_enter(catalogue: &Catalogue, servers: &[Server], clients: &[Client]) {
    println!("then, in there, an outside client:");
    for client in clients {
        let net = format!("nsenter --net=/proc/{}/ns/net bash", client.process());
        println!("  {:<36} {:<15} {net}", client.sink_domain(), client.ipv4());
    }
    println!("or a server:");
    for (variant, server) in catalogue.variants.iter().zip(servers) {
        let (process, root) = (server.process_id(), server.root.display());
        let enter = format!("nsenter -t {process} --mount --net --uts chroot {root} bash");
        println!("  {:<36} {:<15} {enter}", variant.name, variant.ipv4());
    }
}

fn text(path: &Path) -> anyhow::Result<&str> {
    path.to_str().context("a path that is not text")
}

fn shell(program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    let status = Command::new(program).args(arguments).status()?;
    anyhow::ensure!(status.success(), "{program} {} failed", arguments.join(" "));
    Ok(())
}
