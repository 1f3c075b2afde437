//! Do real mail servers take our letters, and do real readers believe and show them?
//!
//! Postfix and Exim take each letter by way of their MX; what lies in the mailbox then is shown to
//! everybody in [`PEERS`]. The name server of the lab holds the keys.

mod peers;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::catalogue::Catalogue;
use super::inside::{end_with_the_parent, furnish, root_over};
use super::layer::{Cache, tail};
use super::network::{Client, Network};
use super::server::Server;
use super::variant::Variant;
use super::{TOOLS, enter, obstacle, workspace};
use crate::steps::{Steps, cargo, target};
use peers::{PEERS, Readers};

/// The layer with those who read letters.
const READERS: &str = "letter-readers";

/// The servers that take letters, as Debian configures them.
const SERVERS: [&str; 2] = ["postfix/stock", "exim/stock"];

/// Where the letters' own resolver is, seen from the one who sends.
const RESOLVER: &str = "203.0.113.1:53";

/// The user that letters are sent to.
const MAILBOX: &str = "reader";

/// How long a letter may take from the server's yes to the mailbox.
const PATIENCE: Duration = Duration::from_secs(40);

const STAND_IN: &str = include_str!("stand-in.eml");

const USAGE: &str = "usage: cargo xtask letters [--message FILE]...
  --message FILE  a letter to show to all readers, not signed yet; a stand-in when absent";

#[derive(Debug, Default)]
struct Request {
    messages: Vec<PathBuf>,
    inside: bool,
    program: Option<PathBuf>,
}

/// Runs the chore; see [`USAGE`].
///
/// # Errors
/// The lab could not be built or run; nothing of that says anything about a letter.
pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let Some(request) = parse(arguments) else {
        println!("{USAGE}");
        return Ok(ExitCode::from(2));
    };
    let mut catalogue = Catalogue::read(&workspace().join("lab"))?;
    catalogue.variants.retain(|variant| SERVERS.contains(&variant.name.as_str()));
    if request.inside {
        return inside(&request, &mut catalogue);
    }
    if let Some(obstacle) = obstacle() {
        println!("skipped: the lab of real readers needs {obstacle}");
        return Ok(ExitCode::SUCCESS);
    }
    let cache = Cache::find();
    let layers = [TOOLS, READERS, "postfix", "exim"].map(|layer| catalogue.layer(layer));
    cache.prepare(&layers.into_iter().collect::<anyhow::Result<Vec<_>>>()?)?;
    let mut build = cargo("build --quiet --package cerrojo-engine --example hand_over");
    anyhow::ensure!(build.status()?.success(), "the build failed");
    let program = target()?.join("debug/examples/hand_over");
    let mut words = vec!["letters".to_owned(), "--inside".to_owned(), "--program".to_owned()];
    words.push(program.to_string_lossy().into_owned());
    for message in &request.messages {
        words.push("--message".to_owned());
        words.push(std::path::absolute(message)?.to_string_lossy().into_owned());
    }
    enter(&words, false, &cache)
}

fn parse(arguments: &[String]) -> Option<Request> {
    let mut request = Request::default();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--message" => request.messages.push(PathBuf::from(words.next()?)),
            "--program" => request.program = Some(PathBuf::from(words.next()?)),
            "--inside" => request.inside = true,
            _ => return None,
        }
    }
    Some(request)
}

/// A letter that was not signed yet.
struct Letter {
    name: String,
    /// As it is written, lines ended by CRLF.
    text: String,
    /// The domain in From.
    domain: String,
}

fn letters(request: &Request) -> anyhow::Result<Vec<Letter>> {
    let mut texts = Vec::new();
    for path in &request.messages {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        texts.push((name, text));
    }
    if texts.is_empty() {
        texts.push(("stand-in".to_owned(), STAND_IN.to_owned()));
    }
    texts.into_iter().map(|(name, text)| letter(name, &text)).collect()
}

fn letter(name: String, text: &str) -> anyhow::Result<Letter> {
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let from = text.lines().find_map(|line| line.strip_prefix("From:"));
    let domain = from
        .and_then(|from| from.rsplit_once('@'))
        .map(|(_, domain)| domain.split(['>', ' ']).next().unwrap_or_default().to_owned());
    let domain = domain.with_context(|| format!("{name} has no From with an address"))?;
    Ok(Letter { name, text, domain })
}

/// The lab itself, as the first process of its namespaces.
fn inside(request: &Request, catalogue: &mut Catalogue) -> anyhow::Result<ExitCode> {
    end_with_the_parent();
    let place = Cache::find().mount_point();
    let tools = furnish(&["postfix", "exim", READERS], &place)?;
    let readers = root_over(READERS, &place)?;
    let letters = letters(request)?;
    let program = request.program.clone().context("no program to test")?;
    let names = records(&program, &letters, &place)?;
    let network = Network::start(tools)?;
    network.resolver(&catalogue.variants, 1, &names, &place.join("dnsmasq.log"))?;
    let client = network.client(0)?;
    std::fs::write(readers.join("etc/resolv.conf"), "nameserver 203.0.113.1\n")?;
    let readers = Readers { client: &client, root: &readers };
    let mut steps = Steps::default();
    for number in 0..catalogue.variants.len() {
        let layer = catalogue.variants.get(number).map(|variant| variant.layer.clone());
        let start = catalogue.layer(&layer.unwrap_or_default())?.start.clone();
        let Some(variant) = catalogue.variants.get_mut(number) else { continue };
        let own = place.join("servers").join(variant.slug());
        let layer = place.join("layers").join(&variant.layer);
        let start = format!("useradd --create-home {MAILBOX}\n{start}");
        let server = Server::start(variant, &start, &layer, &own, &network)?;
        if server.ready_after.is_none() {
            steps.note(&variant.name, Err(server.last_words(&own)));
            continue;
        }
        for letter in &letters {
            let title = format!("{} by {}", letter.name, variant.name);
            let sending = Sending { program: &program, client: &client, place: &place };
            match sending.send(letter, variant, &server) {
                Ok((said, delivered)) => {
                    steps.note(&title, Ok(said));
                    show(&mut steps, &title, &readers, &delivered);
                }
                Err(error) => steps.note(&title, Err(format!("{error:#}"))),
            }
        }
    }
    println!("{}", tail(&place.join("dnsmasq.log")).trim_end());
    Ok(steps.finish())
}

/// Shows a letter that arrived to everybody.
fn show(steps: &mut Steps, title: &str, readers: &Readers<'_>, letter: &Path) {
    for peer in PEERS {
        let said = (peer.judge)(readers, letter);
        let title = format!("{title}, before {}", peer.name);
        steps.note(&title, said.map_err(|error| format!("{error:#}")));
    }
}

/// Makes the keys and gives what the name server has to say: the sender's names, keys and policies.
fn records(program: &Path, letters: &[Letter], place: &Path) -> anyhow::Result<String> {
    let made = Command::new(program).arg("keys").arg(place).output()?;
    anyhow::ensure!(made.status.success(), "no keys: {}", String::from_utf8_lossy(&made.stderr));
    let made = String::from_utf8(made.stdout)?;
    let mut domains: Vec<&str> = letters.iter().map(|letter| letter.domain.as_str()).collect();
    domains.sort_unstable();
    domains.dedup();
    let mut lines = Vec::new();
    for domain in domains {
        lines.push(format!("host-record={domain},mx.{domain},203.0.113.9,2001:db8:99::9"));
        lines.push(format!("mx-host={domain},mx.{domain},10"));
        lines.push(format!("txt-record={domain},v=spf1 ip4:203.0.113.9 ip6:2001:db8:99::9 -all"));
        lines.push(format!("txt-record=_dmarc.{domain},v=DMARC1; p=reject"));
        for line in made.lines() {
            let (selector, record) = line.split_once(' ').context("no record")?;
            let (first, rest) = record.split_at(record.len().min(250));
            let strings =
                if rest.is_empty() { first.to_owned() } else { format!("{first}\",\"{rest}") };
            lines.push(format!("txt-record={selector}._domainkey.{domain},\"{strings}\""));
        }
    }
    lines.push(String::new());
    Ok(lines.join("\n"))
}

/// Who sends.
struct Sending<'a> {
    program: &'a Path,
    client: &'a Client,
    place: &'a Path,
}

impl Sending<'_> {
    /// Signs a letter, hands it over to the server that DNS names, and waits for it in the mailbox. Gives
    /// what was said and a file with the letter as it arrived.
    fn send(
        &self,
        letter: &Letter,
        variant: &Variant,
        server: &Server,
    ) -> anyhow::Result<(String, PathBuf)> {
        let (plain, ready) = (self.place.join("letter.eml"), self.place.join("signed.eml"));
        std::fs::write(&plain, &letter.text)?;
        let domain = letter.domain.as_str();
        let mut sign = Command::new(self.program);
        let signed = sign.arg("sign").arg(self.place).arg(domain).arg(&plain).output()?;
        anyhow::ensure!(signed.status.success(), "{}", String::from_utf8_lossy(&signed.stderr));
        std::fs::write(&ready, &signed.stdout)?;
        let mut send = self.client.command(self.program);
        send.args([
            "send",
            RESOLVER,
            &format!("mx.{domain}"),
            "198.51.100.0/24",
            "2001:db8:51::/64",
            "--",
        ]);
        send.arg(format!("bounces@{domain}"))
            .arg(format!("{MAILBOX}@{}", variant.domain()))
            .arg(&ready);
        let done = send.output()?;
        let said = String::from_utf8_lossy(&done.stdout).trim().to_owned();
        let why = String::from_utf8_lossy(&done.stderr);
        anyhow::ensure!(
            said.starts_with("Accepted") && said.contains("Unverified"),
            "{said} {why}"
        );
        let mailbox = server.root_seen_inside().join("var/mail").join(MAILBOX);
        let text = wait_for(&mailbox)?;
        std::fs::remove_file(&mailbox)?;
        let arrived = self.place.join("arrived.eml");
        std::fs::write(&arrived, text)?;
        let mut read = self.client.command(self.program);
        read.args([
            "read",
            RESOLVER,
            "203.0.113.9",
            &format!("mx.{domain}"),
            &format!("bounces@{domain}"),
        ]);
        let found = String::from_utf8(read.arg(&arrived).output()?.stdout)?;
        let passes = found.matches("=pass").count();
        anyhow::ensure!(passes == 4, "it arrived, and we make of it: {found}");
        Ok((said, arrived))
    }
}

/// The one letter of a mailbox in mbox format, lines ended by CRLF.
fn wait_for(mailbox: &Path) -> anyhow::Result<String> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let text = std::fs::read_to_string(mailbox).unwrap_or_default();
        if let Some((from, letter)) = text.split_once('\n')
            && from.starts_with("From ")
            && letter.ends_with("\n\n")
        {
            let letter = letter.strip_suffix('\n').unwrap_or(letter);
            return Ok(letter.replace('\n', "\r\n"));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    anyhow::bail!("it did not arrive in {} s", PATIENCE.as_secs())
}
