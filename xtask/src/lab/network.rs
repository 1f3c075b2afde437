//! The lab's network: a hub with two bridges and a resolver, and nothing that leads out of it.
//!
//! The network namespace that this runs in is the hub. Servers hang on one bridge
//! (198.51.100.0/24, `2001:db8:51::/64`), outside clients on the other (203.0.113.0/24,
//! `2001:db8:99::/64`). The resolver knows the names below `test` that the lab needs; every other
//! name does not exist.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::Context;

use super::variant::Variant;

/// The hub's addresses, at which the resolver answers.
pub(super) const RESOLVERS: [&str; 4] =
    ["198.51.100.1", "2001:db8:51::1", "203.0.113.1", "2001:db8:99::1"];

/// The tools' root, in which `ip` and `dnsmasq` are run.
#[derive(Debug)]
pub(super) struct Network {
    tools: PathBuf,
}

/// One outside client with a sink of its own: a stranger to every server.
#[derive(Debug)]
pub(super) struct Client {
    /// From 0.
    number: usize,
    /// The process that holds its network namespace.
    holder: Child,
}

impl Client {
    /// 203.0.113.9 for the first.
    pub(super) fn ipv4(&self) -> String {
        ipv4(self.number)
    }

    /// `2001:db8:99::9` for the first.
    pub(super) fn ipv6(&self) -> String {
        ipv6(self.number)
    }

    /// The domain whose MX is this client.
    pub(super) fn sink_domain(&self) -> String {
        sink_domain(self.number)
    }

    /// `{address}` below this domain names the sink first and that server second.
    pub(super) fn backup_domain(&self) -> String {
        format!("{{address}}.backup.{}", self.sink_domain())
    }

    /// The process whose network namespace it is.
    pub(super) fn process(&self) -> u32 {
        self.holder.id()
    }

    /// Runs `program` there.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("nsenter");
        command.arg(format!("--net=/proc/{}/ns/net", self.process())).arg("--").arg(program);
        command
    }
}

fn ipv4(client: usize) -> String {
    format!("203.0.113.{}", client + 9)
}

fn ipv6(client: usize) -> String {
    format!("2001:db8:99::{:x}", client + 9)
}

fn sink_domain(client: usize) -> String {
    if client == 0 { "sink.test".to_owned() } else { format!("sink{client}.test") }
}

impl Network {
    /// Makes the hub out of the network namespace that we are in.
    ///
    /// # Errors
    /// The kernel refused: no bridge, no permission.
    pub(super) fn start(tools: PathBuf) -> anyhow::Result<Self> {
        for (setting, value) in [
            ("ipv4/ip_forward", "1"),
            ("ipv6/conf/all/forwarding", "1"),
            ("ipv6/conf/default/accept_dad", "0"),
            ("ipv6/conf/all/accept_dad", "0"),
        ] {
            let file = format!("/proc/sys/net/{setting}");
            std::fs::write(&file, value).with_context(|| format!("write {file}"))?;
        }
        let network = Self { tools };
        network.ip("link set lo up\n\
             link add lan type bridge\n\
             link add wan type bridge\n\
             link set lan up\n\
             link set wan up\n\
             addr add 198.51.100.1/24 dev lan\n\
             addr add 2001:db8:51::1/64 dev lan nodad\n\
             addr add 203.0.113.1/24 dev wan\n\
             addr add 2001:db8:99::1/64 dev wan nodad\n")?;
        Ok(network)
    }

    /// Starts the resolver for `variants` and for as many clients as there are `groups`; `more` are
    /// settings of dnsmasq for names beside those.
    ///
    /// # Errors
    /// It could not be started.
    pub(super) fn resolver(
        &self,
        variants: &[Variant],
        groups: usize,
        more: &str,
        log: &Path,
    ) -> anyhow::Result<()> {
        let settings = self.tools.join("etc/cerrojo-lab-dnsmasq.conf");
        std::fs::write(&settings, names(variants, groups) + more)?;
        let output = std::fs::File::create(log)?;
        Command::new("chroot")
            .arg(&self.tools)
            .args(["dnsmasq", "--keep-in-foreground", "--log-facility=-"])
            .arg("--conf-file=/etc/cerrojo-lab-dnsmasq.conf")
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .context("start dnsmasq")?;
        Ok(())
    }

    /// Plugs a server's cable in: its namespace is that of `process`.
    ///
    /// # Errors
    /// The kernel refused.
    pub(super) fn plug(&self, cable: &str, bridge: &str, process: u32) -> anyhow::Result<()> {
        self.ip(&format!(
            "link add name {cable} type veth peer name eth0 netns {process}\n\
             link set {cable} master {bridge}\n\
             link set {cable} up\n"
        ))
    }

    /// Makes outside client `number`.
    ///
    /// # Errors
    /// The kernel refused.
    pub(super) fn client(&self, number: usize) -> anyhow::Result<Client> {
        let holder = Command::new("unshare")
            .args(["--net", "--", "sleep", "infinity"])
            .stdin(Stdio::null())
            .spawn()
            .context("start unshare")?;
        wait_for_namespace(holder.id())?;
        let client = Client { number, holder };
        self.plug(&format!("client{number}"), "wan", client.process())?;
        let mut inside = client.command(Path::new("chroot"));
        inside.arg(&self.tools).args(["ip", "-batch", "-"]);
        let (ipv4, ipv6) = (client.ipv4(), client.ipv6());
        feed(
            inside,
            &format!(
                "link set lo up\n\
                 link set eth0 up\n\
                 addr add {ipv4}/24 dev eth0\n\
                 addr add {ipv6}/64 dev eth0 nodad\n\
                 route add default via 203.0.113.1\n\
                 route add ::/0 via 2001:db8:99::1\n"
            ),
        )?;
        Ok(client)
    }

    /// Runs one of the tools in the hub.
    pub(super) fn tool(&self, name: &str) -> Command {
        let mut command = Command::new("chroot");
        command.arg(&self.tools).arg(name);
        command
    }

    fn ip(&self, batch: &str) -> anyhow::Result<()> {
        let mut command = self.tool("ip");
        command.args(["-batch", "-"]);
        feed(command, batch)
    }
}

/// Waits until `process` has left our network namespace.
///
/// # Errors
/// It did not within five seconds.
pub(super) fn wait_for_namespace(process: u32) -> anyhow::Result<()> {
    let ours = std::fs::read_link("/proc/self/ns/net")?;
    for _ in 0..500 {
        match std::fs::read_link(format!("/proc/{process}/ns/net")) {
            Ok(theirs) if theirs != ours => return Ok(()),
            _ => std::thread::sleep(std::time::Duration::from_millis(10)),
        }
    }
    anyhow::bail!("process {process} got no network namespace")
}

fn feed(mut command: Command, text: &str) -> anyhow::Result<()> {
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    anyhow::ensure!(child.wait()?.success(), "ip refused:\n{text}");
    Ok(())
}

/// The resolver's settings: who has which name.
fn names(variants: &[Variant], groups: usize) -> String {
    let mut text = String::from(
        "no-resolv\nno-hosts\nuser=root\ngroup=root\npid-file\nbind-interfaces\nexcept-interface=lo\n\
         cache-size=5000\nlocal-ttl=60\naddress=/#/\n",
    );
    let mut line = |line: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}");
    };
    for client in 0..groups {
        let (domain, v4, v6) = (sink_domain(client), ipv4(client), ipv6(client));
        line(format!("host-record=probe.{domain},mx.{domain},{domain},{v4},{v6}"));
        line(format!("mx-host={domain},mx.{domain},10"));
        for variant in variants {
            let backup = format!("{}.backup.{domain}", variant.ipv4().replace('.', "-"));
            line(format!("mx-host={backup},mx.{domain},10"));
            line(format!("mx-host={backup},{},20", variant.host));
        }
    }
    for variant in variants {
        let (host, v4, v6) = (&variant.host, variant.ipv4(), variant.ipv6());
        line(format!("host-record={host},{v4},{v6}"));
        let domain = variant.domain();
        if domain != *host {
            line(format!("host-record={domain},{v4},{v6}"));
        }
        line(format!("mx-host={domain},{host},10"));
    }
    text
}
