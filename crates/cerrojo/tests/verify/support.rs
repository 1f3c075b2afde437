//! What the tests need around the command: an operation of emulated servers, and a look into its cases.

use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use cerrojo_lab::emulated::{self, Running, World};
use cerrojo_lab::proxies::{self, Ports};
use cerrojo_store::life::{Rules, State};
use cerrojo_store::{Filter, Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::shared::{self, Said};

/// Where the emulated servers live.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// Servers, our own ends, a feed, and a database.
pub(crate) struct Operation {
    network: &'static str,
    folder: TempDir,
    mail: SocketAddr,
    echo: SocketAddr,
    running: Vec<Running>,
    feed: String,
}

impl Operation {
    /// One whose servers are in a /24 of loopback; its sinks are at .250.
    pub(crate) fn new(network: &'static str) -> Self {
        let sink = format!("{network}.250");
        let places: [_; 2] =
            std::array::from_fn(|_| TcpListener::bind((sink.as_str(), 0)).unwrap());
        let [mail, echo] = places.map(|place| place.local_addr().unwrap());
        let folder = tempfile::tempdir().unwrap();
        let feed = "ip,port,type\n".to_owned();
        Self { network, folder, mail, echo, running: Vec::new(), feed }
    }

    fn address(&self, host: u8, port: u16) -> SocketAddr {
        let address: IpAddr = format!("{}.{host}", self.network).parse().unwrap();
        SocketAddr::new(address, port)
    }

    /// Starts a mail server and names it in the feed.
    pub(crate) fn relay(&mut self, kind: &str, host: u8) {
        self.start_relay(kind, self.address(host, 0));
    }

    /// The same on port 25, which takes root.
    pub(crate) fn relay_on_25(&mut self, kind: &str, host: u8) {
        self.start_relay(kind, self.address(host, 25));
    }

    fn start_relay(&mut self, kind: &str, listen: SocketAddr) {
        let kind = emulated::find(kind).unwrap();
        let world = World::around(self.mail);
        let running = RUNTIME.block_on(emulated::start(kind, listen, &world)).unwrap();
        let (ip, port) = (running.address.ip(), running.address.port());
        self.suspect(&format!("{ip},{port},open-relay"));
        self.running.push(running);
    }

    /// Starts a proxy and names it in the feed.
    pub(crate) fn proxy(&mut self, kind: &str, host: u8) {
        let (mail, echo) = (self.mail.port(), self.echo.port());
        let ports = Ports { mail, first: echo, second: echo };
        let world = proxies::World { ports, ..proxies::World::default() };
        let kind = proxies::find(kind).unwrap();
        let listen = self.address(host, 0);
        let running = RUNTIME.block_on(proxies::start(kind, listen, &world)).unwrap();
        let (ip, port) = (running.address.ip(), running.address.port());
        self.suspect(&format!("{ip},{port},open-proxy"));
        self.running.push(running);
    }

    /// A line of the feed.
    pub(crate) fn suspect(&mut self, line: &str) {
        self.feed += line;
        self.feed.push('\n');
    }

    /// Imports the feed.
    pub(crate) fn import(&self) {
        std::fs::write(self.folder.path().join("feed.csv"), &self.feed).unwrap();
        let said = self.run_plainly(&["import", "auto", "feed.csv"]);
        assert_eq!(said.status, Some(0), "{said:?}");
    }

    /// Writes a scope file; gives back its name.
    pub(crate) fn scope(&self, name: &str, network: &str) -> String {
        let file = format!("{name}.toml");
        let text = format!(
            "[scope]\nauthority = \"CSIRT Example\"\ncontact = \"probes@csirt.example\"\nexpires = 2099-12-31\nnetworks = [\"{network}\"]\n"
        );
        std::fs::write(self.folder.path().join(&file), text).unwrap();
        file
    }

    /// Runs `cerrojo verify --due` with our own ends in a network of its own, once `script` has built it;
    /// without root.
    pub(crate) fn verify_in_network(&self, script: &str, arguments: &[&str]) -> Said {
        let inner = self.command(&[&["verify", "--due"], arguments].concat());
        let script = format!("set -e; ip link set lo up; {script} exec \"$@\"");
        let mut outer = Command::new("unshare");
        outer.args(["-Urn", "sh", "-c", &script, "sh"]).arg(inner.get_program());
        outer.args(inner.get_args()).args(self.ends()).current_dir(self.folder.path());
        for (name, value) in inner.get_envs() {
            match value {
                Some(value) => outer.env(name, value),
                None => outer.env_remove(name),
            };
        }
        shared::run(&mut outer)
    }

    /// Runs `cerrojo verify --due` with our own ends.
    pub(crate) fn verify(&self, arguments: &[&str]) -> Said {
        self.run(&[&["verify", "--due"], arguments].concat())
    }

    /// Runs a command with our own ends.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        shared::run(self.command(arguments).args(self.ends()))
    }

    /// Runs a command as it is.
    pub(crate) fn run_plainly(&self, arguments: &[&str]) -> Said {
        shared::run(&mut self.command(arguments))
    }

    /// Starts a command with our own ends.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        shared::start(command.args(self.ends()))
    }

    fn ends(&self) -> Vec<String> {
        let places = [("--sink-mail", self.mail), ("--sink-echo", self.echo)];
        let places = places.into_iter().flat_map(|(name, place)| [name.into(), place.to_string()]);
        let rest = ["--sink-domain", "sink.test", "--wait", "3s", "--timeout", "4s"];
        places.chain(rest.map(str::to_owned)).collect()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = shared::command();
        command.args(arguments).current_dir(self.folder.path());
        command
    }

    fn with<T>(&self, look: impl AsyncFnOnce(&Store) -> T) -> T {
        let url = format!("sqlite:{}", self.folder.path().join("cerrojo.db").display());
        RUNTIME.block_on(async {
            let store = Store::open(&url, Rules::DEFAULT).await.unwrap();
            let seen = look(&store).await;
            store.close().await;
            seen
        })
    }

    /// Where all cases stand, in their order.
    pub(crate) fn states(&self) -> Vec<State> {
        self.with(async |store| {
            let all = store.list(&Filter::default(), 0, 1_000).await.unwrap();
            all.into_iter().map(|listed| listed.summary.state).collect()
        })
    }

    /// The events of a case, and the first record of a check that was kept.
    pub(crate) fn of_case(&self, number: i64) -> (Vec<String>, String) {
        self.with(async |store| {
            let entry = store.case(number).await.unwrap();
            let words = entry.events.into_iter().map(|event| event.word).collect();
            let kept = store.evidence(number).await.unwrap();
            let record = kept.iter().find(|kept| kept.kind == "check");
            let Some(first) = record else { return (words, String::new()) };
            let body = store.read_evidence(number, &first.digest).await.unwrap();
            (words, String::from_utf8(body.body).unwrap())
        })
    }

    pub(crate) fn log_holds(&self) -> bool {
        self.with(async |store| store.verify_log().await.unwrap().broken.is_none())
    }

    /// Leases of the dead run out ten minutes later; a test does not wait for that.
    pub(crate) fn forget_leases(&self) {
        self.with(async |store| {
            let later = cerrojo_engine::now() + chrono::TimeDelta::hours(1);
            for work in store.lease("test", later, later, 1_000).await.unwrap() {
                store.release("test", work.number).await.unwrap();
            }
        });
    }

    /// Waits until the mail sink listens: then the command hears signals, and is about to ask.
    pub(crate) fn wait_for_sink(&self) {
        let end = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(self.mail).is_err() {
            assert!(Instant::now() < end, "no sink at {}", self.mail);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the cases stand so.
    pub(crate) fn wait_until(&self, stands: impl Fn(&[State]) -> bool) {
        let end = Instant::now() + Duration::from_secs(30);
        while !stands(&self.states()) {
            assert!(Instant::now() < end, "{:?}", self.states());
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

/// Sends a signal to a command: `-INT`, `-TERM`.
pub(crate) fn signal(child: &Child, signal: &str) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}
