//! An operation that writes letters: open relays of the lab, a mail server of each contact, and `cerrojo serve` between them.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use cerrojo_lab::emulated::{self, Running, World};
use cerrojo_store::life::Rules;
use cerrojo_store::{Health, LetterFilter, Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::shared::{self, Said, until};

/// Where the emulated servers live.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// Where mail for the operation goes.
pub(crate) const DOMAIN: &str = "answers.csirt.example";

/// A letter as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) text: String,
}

impl Arrived {
    /// A field of its header, unfolded.
    pub(crate) fn field(&self, name: &str) -> String {
        let head = self.text.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        let begin = format!("{name}: ");
        let line = head.lines().find_map(|line| line.strip_prefix(&begin));
        line.unwrap_or_else(|| panic!("no {name} in {head}")).to_owned()
    }

    /// The path of the link to unsubscribe.
    pub(crate) fn link(&self) -> String {
        let field = self.field("List-Unsubscribe");
        let link = field.split(['<', '>']).find(|part| part.starts_with("http")).unwrap();
        link.splitn(4, '/').last().map(|path| format!("/{path}")).unwrap()
    }
}

/// The mail server of all contacts: takes everything.
pub(crate) struct Contacts {
    address: SocketAddr,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl Contacts {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let arrived = Arc::<Mutex<Vec<Arrived>>>::default();
        let all = Arc::clone(&arrived);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let all = Arc::clone(&all);
                std::thread::spawn(move || take(stream, &all));
            }
        });
        Self { address, arrived }
    }

    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }

    /// The letter to a contact, once it is there.
    pub(crate) fn letter_to(&self, contact: &str) -> Arrived {
        until(|| self.arrived().into_iter().find(|one| one.to == contact))
    }
}

fn take(mut stream: TcpStream, all: &Mutex<Vec<Arrived>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    let mut say = |text: &str| stream.write_all(text.as_bytes()).is_ok();
    let between = |line: &str| line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
    say("220 mx.example.net ESMTP\r\n");
    let (mut from, mut to) = (String::new(), String::new());
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).is_ok_and(|read| read == 0) {
            return;
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" => say("250-mx.example.net\r\n250 8BITMIME\r\n"),
            "MAIL" => {
                from = between(&line);
                say("250 2.1.0 ok\r\n")
            }
            "RCPT" => {
                to = between(&line);
                say("250 2.1.5 ok\r\n")
            }
            "DATA" => {
                say("354 go on\r\n");
                let mut text = String::new();
                while !text.ends_with("\r\n.\r\n") {
                    lines.read_line(&mut text).unwrap();
                }
                let arrived = Arrived { from: from.clone(), to: to.clone(), text };
                all.lock().unwrap().push(arrived);
                say("250 2.0.0 taken\r\n")
            }
            "QUIT" => {
                say("221 2.0.0 bye\r\n");
                return;
            }
            _ => say("250 2.0.0 ok\r\n"),
        };
    }
}

fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// The operation.
pub(crate) struct Operation {
    folder: TempDir,
    network: &'static str,
    pub(crate) contacts: Contacts,
    pub(crate) intake: SocketAddr,
    pub(crate) lmtp: SocketAddr,
    pub(crate) web: SocketAddr,
    _relays: Vec<Running>,
}

impl Operation {
    /// One with an open relay in `network`, a /24 of loopback, for each of the domains; each has a contact
    /// `abuse@` of its own.
    pub(crate) fn new(network: &'static str, domains: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let contacts = Contacts::start();
        let [intake, lmtp, web, sink, echo] = std::array::from_fn(|_| free());
        let world = World::around(sink);
        let (mut relays, mut feed) = (Vec::new(), "ip,port,type\n".to_owned());
        let (mut rules, mut hosts) = (String::new(), Vec::new());
        for (number, domain) in (1..).zip(domains) {
            let address = format!("{network}.{number}");
            let kind = emulated::find("open").unwrap();
            let listen = format!("{address}:0").parse().unwrap();
            let running = RUNTIME.block_on(emulated::start(kind, listen, &world)).unwrap();
            writeln!(feed, "{address},{},open-relay", running.address.port()).unwrap();
            writeln!(rules, "[[rule]]\nnetwork = \"{address}/32\"\ncontacts = [\"abuse@{domain}\"]\nlanguages = [\"de\"]").unwrap();
            hosts.push(format!("\"{domain}={}\"", contacts.address));
            relays.push(running);
        }
        let hosts = hosts.join(", ");
        let operation = Self { folder, network, contacts, intake, lmtp, web, _relays: relays };
        operation.write("feed.csv", &feed);
        operation.write("rules.toml", &rules);
        operation.write("scope.toml", &format!("[scope]\nauthority = \"CSIRT Example\"\ncontact = \"probes@csirt.example\"\nexpires = 2099-12-31\nnetworks = [\"{network}.0/24\"]\n"));
        for part in ["mail/new", "mail/cur", "mail/tmp"] {
            std::fs::create_dir_all(operation.folder.path().join(part)).unwrap();
        }
        operation.write("cerrojo.toml", &operation.configuration(&hosts, sink, echo));
        operation
    }

    fn configuration(&self, hosts: &str, sink: SocketAddr, echo: SocketAddr) -> String {
        let Self { intake, lmtp, web, .. } = self;
        format!(
            "\
[check]
scope = \"scope.toml\"
sink-mail = [\"{sink}\"]
sink-echo = [\"{echo}\"]
sink-domain = \"sink.test\"
wait = \"3s\"
timeout = \"4s\"
[contact]
registries = \"none\"
overrides = \"rules.toml\"
security-txt = false
names = false
control-percent = 0
[letters]
name = \"CSIRT Example\"
authority = \"a test\"
contact = \"https://csirt.example/\"
from = \"letters@csirt.example\"
domain = \"{DOMAIN}\"
prefix = \"CX\"
unsubscribe = \"http://{web}/u/\"
hosts = [{hosts}]
quiet-hours = false
ramp = false
unaligned = true
[serve]
intake = [\"{intake}\"]
lmtp = [\"{lmtp}\"]
maildir = \"mail\"
web = \"{web}\"
"
        )
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Changes the configuration.
    pub(crate) fn change(&self, from: &str, to: &str) {
        let path = self.folder.path().join("cerrojo.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{text}");
        std::fs::write(&path, text.replace(from, to)).unwrap();
    }

    pub(crate) fn is_there(&self, name: &str) -> bool {
        self.folder.path().join(name).exists()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        shared::run(shared::command().args(arguments).current_dir(self.folder.path()))
    }

    /// Imports, checks, finds contacts, and lets two people approve of every case.
    pub(crate) fn approve(&self, cases: usize) {
        self.run(&["import", "auto", "feed.csv"]).expect(0);
        self.run(&["verify", "--due"]).expect(1);
        for case in 1..=cases {
            let case = case.to_string();
            self.run(&["contact", "--case", &case, "--save"]).expect(0);
            self.run(&["case", "approve", &case, "--by", "ada", "--by", "eve"]).expect(0);
        }
    }

    /// Starts `cerrojo serve`, and waits until it listens.
    pub(crate) fn serve(&self) -> Serving {
        let mut command = shared::command();
        command.args(["serve", "--offline"]).current_dir(self.folder.path());
        let mut child = shared::start(&mut command);
        let web = self.web;
        until(|| {
            let ended = child.try_wait().unwrap();
            if ended.is_some() {
                let mut said = String::new();
                child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
                panic!("{said}");
            }
            TcpStream::connect(web).ok()
        });
        Serving(Some(child))
    }

    pub(crate) fn with<T>(&self, look: impl AsyncFnOnce(&Store) -> T) -> T {
        let url = format!("sqlite:{}", self.folder.path().join("cerrojo.db").display());
        RUNTIME.block_on(async {
            let store = Store::open(&url, Rules::DEFAULT).await.unwrap();
            let seen = look(&store).await;
            store.close().await;
            seen
        })
    }

    /// The words of the events of a case.
    pub(crate) fn events(&self, case: i64) -> Vec<String> {
        self.with(async |store| {
            let events = store.case(case).await.unwrap().events;
            events.into_iter().map(|event| event.word).collect()
        })
    }

    /// Waits until that has happened to a case.
    #[track_caller]
    pub(crate) fn wait_for(&self, case: i64, word: &str) {
        until(|| self.events(case).iter().any(|event| event == word).then_some(()));
    }

    pub(crate) fn health(&self, contact: &str) -> Health {
        self.with(async |store| store.contact(contact).await.unwrap().unwrap().health)
    }

    pub(crate) fn letters(&self) -> usize {
        let all = LetterFilter::default();
        self.with(async |store| store.letters(&all, 0, 1_000).await.unwrap().len())
    }

    /// Where a suspect of the lab is.
    pub(crate) fn relay(&self, host: u8) -> String {
        format!("{}.{host}", self.network)
    }
}

/// A running `cerrojo serve`.
pub(crate) struct Serving(Option<Child>);

impl Serving {
    /// Ends it as an operator does; gives what it said.
    pub(crate) fn stop(mut self) -> Said {
        let child = self.0.take().unwrap();
        let sent = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        child.wait_with_output().unwrap().into()
    }

    /// Ends it as nobody should.
    pub(crate) fn kill(mut self) {
        let mut child = self.0.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        if let Some(mut child) = self.0.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A connection that is spoken to line by line.
pub(crate) struct Line {
    stream: TcpStream,
    replies: BufReader<TcpStream>,
}

impl Line {
    pub(crate) fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let replies = BufReader::new(stream.try_clone().unwrap());
        let mut line = Self { stream, replies };
        assert!(line.reply().starts_with("220 "));
        line
    }

    /// The next reply, all lines of it.
    pub(crate) fn reply(&mut self) -> String {
        let mut reply = String::new();
        loop {
            let begin = reply.len();
            if self.replies.read_line(&mut reply).unwrap() == 0 {
                return reply;
            }
            if reply.get(begin + 3..begin + 4) == Some(" ") {
                return reply;
            }
        }
    }

    pub(crate) fn ask(&mut self, line: &str) -> String {
        self.send(format!("{line}\r\n").as_bytes());
        self.reply()
    }

    pub(crate) fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).unwrap();
    }
}

/// Brings a mail over SMTP or LMTP; gives the last reply.
pub(crate) fn bring(
    place: SocketAddr,
    hello: &str,
    (from, to): (&str, &str),
    mail: &str,
) -> String {
    let mut line = Line::to(place);
    assert!(line.ask(&format!("{hello} mail.example.net")).starts_with("250"));
    assert!(line.ask(&format!("MAIL FROM:<{from}>")).starts_with("250"));
    let reply = line.ask(&format!("RCPT TO:<{to}>"));
    if !reply.starts_with("250") {
        return reply;
    }
    assert!(line.ask("DATA").starts_with("354"));
    line.ask(&format!("{}\r\n.", mail.replace('\n', "\r\n")))
}

/// Asks for a page; gives the status and all of the answer.
pub(crate) fn http(web: SocketAddr, request: &str, lines: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(web).unwrap();
    let length = body.len();
    let text = format!(
        "{request} HTTP/1.1\r\nHost: csirt.example\r\nContent-Length: {length}\r\n{lines}\r\n{body}"
    );
    stream.write_all(text.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer)
}
