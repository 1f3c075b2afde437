//! `cerrojo demo`: a whole operation on loopback, in less than a minute: a feed of suspects, the checks with
//! their proofs, whom to tell, repairs, checks again with the clock moved on, and the figures.
//!
//! Nothing leaves the machine: the servers, the checks and the sinks are this process, and what they say to
//! each other goes over 127.0.0.0/8. The database is in a temporary folder that goes away.

mod letters;
mod servers;
mod story;

use std::fmt::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use cerrojo_engine::contact::bulk::BulkReader;
use cerrojo_engine::contact::{Directory, Sources};
use cerrojo_engine::{Limits, Pace, Prober, Rates, Scope, Setup, SinkChoice};
use cerrojo_lab::emulated::Expect;
use cerrojo_model::Time;
use cerrojo_probe::proxy::{Choice, Tier};
use cerrojo_probe::relay::Selection;
use cerrojo_service::job::{self, Checks, Verifier};
use cerrojo_store::Store;
use cerrojo_store::life::Rules;
use chrono::TimeDelta;
use tokio::sync::watch;

use crate::Status;
use crate::arguments::Common;
use crate::check::stop_signal;
use crate::{import, verify};
use letters::Mail;
use servers::{Server, Sinks};
use story::Story;

/// Where the sinks listen; the ports are any free ones.
const SINK: Ipv4Addr = Ipv4Addr::LOCALHOST;
/// How long the pretender is given to show itself.
const WAIT: TimeDelta = TimeDelta::seconds(6);
/// When the clock is moved on, and by how much: three visits span more than 72 hours.
const VISITS: &[(TimeDelta, &str)] = &[
    (TimeDelta::hours(1), "An hour later: who says so is looked at at once"),
    (TimeDelta::hours(61), "Two and a half days later"),
    (TimeDelta::hours(61), "And two and a half days after that"),
    (TimeDelta::hours(61), "And once more"),
];
/// Nobody is written to later: there are too few to compare.
const NO_CONTROL: u8 = 0;
/// Innocent addresses that the feed names as well: nothing is open there.
const INNOCENT: &[&str] = &["127.20.2.1,25,open-relay", "127.20.2.2,3128,open-proxy"];

/// What a registry's bulk file says of the networks of the demonstration.
const REGISTRY: &str = "\
inetnum: 127.20.0.0 - 127.20.0.2\nnetname: CORREO-EXAMPLE\ncountry: ES\norg: ORG-CE1\nsource: EXAMPLE\n
inetnum: 127.20.0.3 - 127.20.0.4\nnetname: CORREIO-EXAMPLE\ncountry: PT\norg: ORG-CE2\nsource: EXAMPLE\n
inetnum: 127.20.0.5 - 127.20.0.255\nnetname: COURRIER-EXAMPLE\ncountry: FR\norg: ORG-CE3\nsource: EXAMPLE\n
inetnum: 127.20.1.0 - 127.20.1.2\nnetname: PROXY-EXAMPLE\ncountry: RO\norg: ORG-PE1\nsource: EXAMPLE\n
inetnum: 127.20.1.3 - 127.20.1.255\nnetname: RECHNER-EXAMPLE\ncountry: DE\norg: ORG-RE1\nsource: EXAMPLE\n
organisation: ORG-CE1\norg-name: Correo Example\ncountry: ES\nabuse-c: AC1\nsource: EXAMPLE\n
organisation: ORG-CE2\norg-name: Correio Example\ncountry: PT\nabuse-c: AC2\nsource: EXAMPLE\n
organisation: ORG-CE3\norg-name: Courrier Example\ncountry: FR\nabuse-c: AC3\nsource: EXAMPLE\n
organisation: ORG-PE1\norg-name: Proxy Example\ncountry: RO\nabuse-c: AP1\nsource: EXAMPLE\n
organisation: ORG-RE1\norg-name: Rechner Example\ncountry: DE\nabuse-c: AR1\nsource: EXAMPLE\n
role: Abuse Correo\nnic-hdl: AC1\nabuse-mailbox: abuse@correo.example\nsource: EXAMPLE\n
role: Abuse Correio\nnic-hdl: AC2\nabuse-mailbox: abuse@correio.example\nsource: EXAMPLE\n
role: Abuse Courrier\nnic-hdl: AC3\nabuse-mailbox: abuse@courrier.example\nsource: EXAMPLE\n
role: Abuse Proxy\nnic-hdl: AP1\nabuse-mailbox: abuse@proxy.example\nsource: EXAMPLE\n
role: NOC Rechner\nnic-hdl: AR1\nabuse-mailbox: noc@rechner.example\nsource: EXAMPLE\n";

/// Runs it.
pub(crate) async fn run(common: &Common) -> anyhow::Result<Status> {
    let (cancel, cancelled) = watch::channel(false);
    let stop = tokio::spawn(async move {
        let stopped = stop_signal().await;
        let _ = cancel.send(true);
        stopped
    });
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let mut operation = Operation::prepare(common, folder.path(), cancelled.clone()).await?;
    let result = operation.all(folder.path()).await;
    operation.store.close().await;
    stop.abort();
    if *cancelled.borrow() {
        return Ok(Status::Interrupted);
    }
    let wrong = result?;
    Ok(if wrong == 0 { Status::Fine } else { Status::Failed })
}

/// Everything that takes part.
struct Operation {
    story: Story,
    store: Store,
    servers: Vec<Server>,
    sinks: Sinks,
    checks: Arc<Checks>,
    cancelled: watch::Receiver<bool>,
    /// By how many milliseconds the clock was moved on.
    moved: Arc<AtomicI64>,
}

impl Operation {
    async fn prepare(
        common: &Common,
        folder: &std::path::Path,
        cancelled: watch::Receiver<bool>,
    ) -> anyhow::Result<Self> {
        let story = Story::new(common)?;
        let prober = Prober::new(setup()?, Pace::new(Rates::default()), None, cancelled.clone())?;
        let first =
            |places: Vec<SocketAddr>| places.first().copied().context("a sink does not listen");
        let sinks = (first(prober.sink_addresses())?, first(prober.echo_addresses())?);
        let servers = servers::start(sinks).await?;
        let moved = Arc::new(AtomicI64::new(0));
        let clock = Arc::clone(&moved);
        let checks = Arc::new(Checks {
            prober: Arc::new(prober),
            ports: Box::new(|suspect| verify::ports(suspect, Tier::Standard)),
            record: Box::new(|report| verify::kept(report, true)),
            clock: Box::new(move || shifted(&clock)),
        });
        let url = format!("sqlite:{}", folder.join("demo.db").display());
        let database = Store::open(&url, Rules::DEFAULT).await?;
        Ok(Self { story, store: database, servers, sinks, checks, cancelled, moved })
    }

    /// The whole of it; gives back how many servers came out wrong.
    async fn all(&mut self, folder: &std::path::Path) -> anyhow::Result<usize> {
        self.story.servers(&self.servers, self.sinks)?;
        self.import(folder).await?;
        self.verify("Each is asked what it does for a stranger. That takes some seconds.").await?;
        let wrong = self.story.verdicts(&self.store, &self.servers).await?;
        self.find_contacts().await?;
        self.story.contacts(&self.store).await?;
        let mail = Mail::open(&self.store, folder).await?;
        self.write(&mail).await?;
        self.repair().await?;
        for (wait, when) in VISITS {
            self.moved.fetch_add(wait.num_milliseconds(), Ordering::Relaxed);
            self.verify(when).await?;
        }
        let unclosed = self.story.closed(&self.store, &self.servers).await?;
        self.story.heading("Who closed what we wrote about is thanked")?;
        let clock = self.clock();
        mail.send(&self.store, &mut self.story, clock).await?;
        self.story.figures(&self.store).await?;
        Ok(wrong + unclosed)
    }

    async fn import(&mut self, folder: &std::path::Path) -> anyhow::Result<()> {
        let mut feed = String::from("ip,port,type,source\n");
        for server in &self.servers {
            let address = server.address;
            let _ = writeln!(feed, "{},{},{},demo", address.ip(), address.port(), server.kind.id());
        }
        for innocent in INNOCENT {
            let _ = writeln!(feed, "{innocent},demo");
        }
        let path = folder.join("suspects.csv");
        std::fs::write(&path, feed).context("cannot write the feed")?;
        let done = import::file(&path, &self.store).await?;
        self.story.imported(&done)
    }

    /// Checks what is due, as the clock stands.
    async fn verify(&mut self, when: &str) -> anyhow::Result<()> {
        self.story.heading(when)?;
        let (cases, checks) = (self.store.clone(), Arc::clone(&self.checks));
        let verifier = Verifier::new(cases, checks, verify::worker(), job::Limits::default());
        let show = &mut self.story;
        let figures = verifier.due(self.cancelled.clone(), |done| show.case(done)).await?;
        anyhow::ensure!(!*self.cancelled.borrow(), "interrupted");
        self.story.checked(&figures)
    }

    async fn find_contacts(&self) -> anyhow::Result<()> {
        let mut reader = BulkReader::default();
        reader.read(&mut REGISTRY.as_bytes())?;
        let bulk =
            vec![("the registry of the demonstration".to_owned(), Arc::new(reader.finish()))];
        let directory = Directory::new(Sources { bulk, ..Sources::default() })?;
        job::find_contacts(&self.store, &directory, NO_CONTROL, self.now(), usize::MAX).await?;
        Ok(())
    }

    /// Letters to the owners, and their answers.
    async fn write(&mut self, mail: &Mail) -> anyhow::Result<()> {
        self.story
            .heading("Letters, each in its reader's language, with the proof and the steps")?;
        mail.approve(&self.store, self.now()).await?;
        let clock = self.clock();
        mail.send(&self.store, &mut self.story, clock).await?;
        self.story.heading("What comes back")?;
        let now = self.now();
        mail.answer(&self.store, &mut self.story, now).await?;
        self.story.after(&self.store).await
    }

    /// All owners but the first and the last close their servers.
    async fn repair(&mut self) -> anyhow::Result<()> {
        let mut repaired = Vec::new();
        for server in &mut self.servers {
            if server.expect == Expect::Open && !matches!(server.id, "open" | "http-connect") {
                server.repair(self.sinks).await?;
                repaired.push(server.address);
            }
        }
        self.story.repaired(&repaired)
    }

    fn clock(&self) -> job::Clock {
        let moved = Arc::clone(&self.moved);
        Box::new(move || shifted(&moved))
    }

    fn now(&self) -> Time {
        (self.checks.clock)()
    }
}

fn shifted(moved: &AtomicI64) -> Time {
    cerrojo_engine::now() + TimeDelta::milliseconds(moved.load(Ordering::Relaxed))
}

fn setup() -> anyhow::Result<Setup> {
    Ok(Setup {
        selection: Some(Selection::parse("standard")?),
        proxies: Some(Choice::of(Tier::Standard)),
        echo: vec![SocketAddr::new(SINK.into(), 0)],
        sink_name: None,
        scope: Scope::default(),
        sink: SinkChoice::At(vec![SocketAddr::new(SINK.into(), 0)]),
        sink_domain: Some("sink.example".to_owned()),
        sink_advertise: None,
        backup_domain: None,
        own_domains: vec!["corp.example".to_owned()],
        helo: None,
        wait: WAIT,
        limits: Limits::from_reply(Duration::from_secs(10)),
        points_out_inside: false,
        transcripts: true,
    })
}
