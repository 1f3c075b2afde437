//! From a target to the reports of its endpoints.
//!
//! A target's addresses and ports are examined side by side, but never with two connections to one
//! host at once.

mod course;
mod endpoint;
mod sinks;

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::{Arc, Mutex, PoisonError};

use cerrojo_model::Transport;
use cerrojo_probe::relay::Selection;
use cerrojo_probe::report::Report;
use cerrojo_probe::token::Key;
use cerrojo_probe::{proxy, relay};
use chrono::TimeDelta;
use ipnet::IpNet;
use tokio::sync::{mpsc, watch};

use crate::tls::AnyCertificate;
use crate::{EngineError, Limits, Pace, Registry, Resolver, Scope, Sink, Transcript};

/// What the user named, resolved as far as ports go.
#[derive(Clone, Debug)]
pub struct Target {
    /// As the user wrote it: it is repeated in reports.
    pub label: String,
    /// Its name, where it is one.
    pub name: Option<String>,
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
    /// Its ports.
    pub ports: Vec<Port>,
    /// The usual ports were taken: one where nothing listens is not worth a word if others answer.
    pub is_sweep: bool,
}

/// A port of a target, and what is asked there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Port {
    /// Its number.
    pub number: u16,
    /// How TLS is spoken: `Plain` (and STARTTLS where a mail server offers it) or `Tls`.
    pub transport: Transport,
    /// What is spoken there, as far as that is known before.
    pub speaks: Speaks,
}

impl Port {
    /// Whether these tests have a question for it.
    #[must_use]
    pub fn is_asked(self, relays: Option<&Selection>, proxies: Option<&proxy::Choice>) -> bool {
        match self.speaks {
            Speaks::Mail => relays.is_some(),
            Speaks::Proxy(expects) => proxies.is_some_and(|choice| choice.fits(expects)),
            Speaks::Either => relays.is_some() || proxies.is_some(),
        }
    }
}

/// What is taken to be spoken at a port.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Speaks {
    /// Mail.
    Mail,
    /// A proxy's protocol.
    Proxy(proxy::Expects),
    /// Either: who speaks first is listened for.
    Either,
}

/// An endpoint's report and all around it.
#[derive(Clone, Debug)]
pub struct EndpointReport {
    /// The target's label.
    pub target: String,
    /// How many addresses the target is being asked at: a name may have several.
    pub addresses: usize,
    /// What was found.
    pub report: Report,
    /// When it began.
    pub started_at: cerrojo_model::Time,
    /// How long it took.
    pub duration: TimeDelta,
    /// What was said, when it was asked for.
    pub transcript: Option<Transcript>,
    /// Why this machine had no way there, in the system's words: then an unknown verdict says nothing about
    /// the target.
    pub no_way: Option<String>,
}

/// What the ports of one address told of whether anybody is there.
#[derive(Debug, Default)]
struct Signs {
    /// Some port was open, or refused: the host is there.
    alive: AtomicBool,
    /// Ports that nothing at all came from.
    silent: AtomicUsize,
}

/// Where mail is received.
#[derive(Clone, Debug)]
pub enum SinkChoice {
    /// At these addresses, all the time.
    At(Vec<SocketAddr>),
    /// At port 25 of whichever address faces the target.
    Facing,
    /// Nowhere: nothing can be proven.
    Nowhere,
}

/// What a run is about.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Which tests of mail servers; `None` when nothing is asked of them.
    pub selection: Option<Selection>,
    /// Which protocols of proxies; `None` when nothing is asked of them.
    pub proxies: Option<proxy::Choice>,
    /// Who may be probed.
    pub scope: Scope,
    /// Where mail is received.
    pub sink: SinkChoice,
    /// Where challenges are answered: what proxies are asked to reach, beside the mail sink. Nowhere
    /// named: any free port of the address that faces the target.
    pub echo: Vec<SocketAddr>,
    /// A name that leads to these sinks.
    pub sink_name: Option<String>,
    /// A domain whose MX is the sink; without one, its address literal.
    pub sink_domain: Option<String>,
    /// How the sink's address looks from outside.
    pub sink_advertise: Option<IpAddr>,
    /// A domain with the sink first and the server second in its MX list.
    pub backup_domain: Option<String>,
    /// Domains that the targets serve.
    pub own_domains: Vec<String>,
    /// The name we greet with; without one, the sink's domain or our address literal.
    pub helo: Option<String>,
    /// How long to wait for an arrival.
    pub wait: TimeDelta,
    /// Time-outs.
    pub limits: Limits,
    /// Whether to point out that a target is asked from the machine it runs on.
    pub points_out_inside: bool,
    /// Whether to keep what is said.
    pub transcripts: bool,
}

/// Where a sink was asked to listen (port 0 is any), and whether for mail.
type Asked = (SocketAddr, bool);

/// Examines targets.
#[derive(Debug)]
pub struct Prober {
    setup: Setup,
    key: Key,
    registry: Arc<Registry>,
    pace: Pace,
    resolver: Option<Resolver>,
    tls: AnyCertificate,
    /// Listening sinks; those that face targets are added when the first such target comes.
    sinks: Mutex<HashMap<Asked, Sink>>,
    relays: Mutex<HashMap<IpAddr, Arc<relay::Settings>>>,
    proxies: Mutex<HashMap<IpAddr, Arc<proxy::Settings>>>,
    /// Why the mail sink that proxies might be asked to reach is missing.
    no_mail: Mutex<Option<EngineError>>,
    /// A user and a password that nobody ever set up.
    credentials: (String, String),
    cancelled: watch::Receiver<bool>,
}

impl Prober {
    /// Opens the sink and gets ready; nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The machine's: no random numbers, or the sink cannot listen where it should.
    pub fn new(
        setup: Setup,
        pace: Pace,
        resolver: Option<Resolver>,
        cancelled: watch::Receiver<bool>,
    ) -> Result<Self, EngineError> {
        let failed = |cause: String| EngineError::Random { cause };
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|error| failed(error.to_string()))?;
        let seed = getrandom::u32().map_err(|error| failed(error.to_string()))?;
        let word = || getrandom::u64().map(|chance| format!("{chance:016x}"));
        let user = word().map_err(|error| failed(error.to_string()))?;
        let password = word().map_err(|error| failed(error.to_string()))?;
        let key = Key::new(secret);
        let prober = Self {
            registry: Arc::new(Registry::new(key.clone(), seed)),
            key,
            setup,
            pace,
            resolver,
            tls: AnyCertificate::new().map_err(|error| failed(error.to_string()))?,
            sinks: Mutex::default(),
            relays: Mutex::default(),
            proxies: Mutex::default(),
            no_mail: Mutex::default(),
            credentials: (user, password),
            cancelled,
        };
        prober.listen_where_told()?;
        Ok(prober)
    }

    /// Whether `address` may be probed.
    ///
    /// # Errors
    ///
    /// [`EngineError::OutOfScope`] and [`EngineError::Excluded`]: why not.
    pub fn may_ask(&self, address: IpAddr) -> Result<(), EngineError> {
        self.setup.scope.permit(SocketAddr::new(address, 0)).map(drop)
    }

    /// Whether somebody gave a scope; without one only this machine may be asked.
    #[must_use]
    pub fn has_scope(&self) -> bool {
        self.setup.scope.authority().is_some()
    }

    /// Whether some of `network` may be probed: a quick look, before its addresses are asked one by one.
    #[must_use]
    pub fn may_touch(&self, network: &IpNet) -> bool {
        self.setup.scope.touch(network).is_ok()
    }

    /// Whether anything is asked of such a port.
    #[must_use]
    pub fn asks(&self, port: Port) -> bool {
        port.is_asked(self.setup.selection.as_ref(), self.setup.proxies.as_ref())
    }

    /// Examines every endpoint of `target`; reports go to `out` as soon as they are decided.
    ///
    /// # Errors
    ///
    /// [`EngineError::OutOfScope`] or [`EngineError::Excluded`] when an address may not be probed, and
    /// [`EngineError::SinkUnavailable`]; nothing was sent to that address then.
    pub async fn examine(
        self: &Arc<Self>,
        target: &Target,
        out: &mpsc::Sender<EndpointReport>,
    ) -> Result<(), EngineError> {
        self.setup.scope.lasts(crate::now())?;
        let mut work = Vec::new();
        for address in &target.addresses {
            self.ready_for(*address, &target.ports)?;
            let signs = Arc::new(Signs::default());
            for port in &target.ports {
                let permit = self.setup.scope.permit(SocketAddr::new(*address, port.number))?;
                work.push((permit, *port, Arc::clone(&signs)));
            }
        }
        if let [(permit, port, signs)] = work.as_slice() {
            if let Some(withheld) = self.endpoint(target, (permit, *port), signs, out).await {
                // The receiver is gone only when the run is over.
                let _ = out.send(withheld).await;
            }
            return Ok(());
        }
        let mut running = tokio::task::JoinSet::new();
        let shared = Arc::new(target.clone());
        for (permit, port, signs) in work {
            let (prober, target, out) = (Arc::clone(self), Arc::clone(&shared), out.clone());
            running.spawn(async move {
                let address = permit.target().ip();
                (address, prober.endpoint(&target, (&permit, port), &signs, &out).await)
            });
        }
        // Nothing listens on any usual port of an address: that one thing is worth saying.
        let mut silent: HashMap<IpAddr, Option<EndpointReport>> = HashMap::new();
        // That we have no way there is worth saying also where another port was reached before.
        let mut cut_off: HashMap<IpAddr, EndpointReport> = HashMap::new();
        for (address, withheld) in running.join_all().await {
            if let Some(report) = withheld.as_ref().filter(|report| report.no_way.is_some()) {
                cut_off.insert(address, report.clone());
            }
            let known = silent.entry(address).or_insert_with(|| withheld.clone());
            if withheld.is_none() {
                *known = None;
            }
        }
        for address in &target.addresses {
            let said = cut_off.remove(address).or_else(|| silent.remove(address).flatten());
            if let Some(report) = said {
                // As above.
                let _ = out.send(report).await;
            }
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
