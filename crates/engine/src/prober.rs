//! From a target to the reports of its endpoints.
//!
//! A target's addresses and ports are examined side by side, but never with two connections to one
//! host at once. Where a server offers STARTTLS, what it does inside is an endpoint of its own.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use cerrojo_model::{Endpoint, Reason, Service, Transport, Verdict};
use cerrojo_probe::message::Letterhead;
use cerrojo_probe::relay::{self, Examination, Names, Report, Selection, Settings};
use cerrojo_probe::sink::Domains;
use cerrojo_probe::token::Key;
use chrono::TimeDelta;
use tokio::sync::{mpsc, watch};

use crate::connection::{Handshake, TlsStack};
use crate::drive::Drive;
use crate::tls::AnyCertificate;
use crate::{
    EngineError, Limits, MailSink, Pace, Permit, Registry, Resolver, Scope, Transcript, facing,
};

/// What the user named, resolved as far as ports go.
#[derive(Clone, Debug)]
pub struct Target {
    /// As the user wrote it: it is repeated in reports.
    pub label: String,
    /// Its name, where it is one.
    pub name: Option<String>,
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
    /// Ports and how TLS is spoken there: `Plain` (and STARTTLS where offered) or `Tls`.
    pub ports: Vec<(u16, Transport)>,
    /// The usual ports were taken: one where nothing listens is not worth a word if others answer.
    pub is_sweep: bool,
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
    /// Which tests.
    pub selection: Selection,
    /// Who may be probed.
    pub scope: Scope,
    /// Where mail is received.
    pub sink: SinkChoice,
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
    sinks: Mutex<HashMap<SocketAddr, MailSink>>,
    settings: Mutex<HashMap<IpAddr, Arc<Settings>>>,
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
        let key = Key::new(secret);
        let prober = Self {
            registry: Arc::new(Registry::new(key.clone(), seed)),
            key,
            setup,
            pace,
            resolver,
            tls: AnyCertificate::new().map_err(|error| failed(error.to_string()))?,
            sinks: Mutex::default(),
            settings: Mutex::default(),
            cancelled,
        };
        if let SinkChoice::At(addresses) = &prober.setup.sink {
            for address in addresses {
                prober.listen(*address)?;
            }
        }
        Ok(prober)
    }

    /// Where mail is received now.
    #[must_use]
    pub fn sink_addresses(&self) -> Vec<SocketAddr> {
        lock(&self.sinks).values().map(MailSink::address).collect()
    }

    /// Whether `address` may be probed.
    ///
    /// # Errors
    ///
    /// [`EngineError::OutOfScope`] and [`EngineError::Excluded`]: why not.
    pub fn may_ask(&self, address: IpAddr) -> Result<(), EngineError> {
        self.setup.scope.permit(SocketAddr::new(address, 0)).map(drop)
    }

    /// Makes sure that what `target` passes on could be received.
    ///
    /// # Errors
    ///
    /// [`EngineError::SinkUnavailable`]: nothing may be sent then. A target without a route is no
    /// error here: it will be reported as unreachable.
    pub fn ready_for(&self, target: IpAddr) -> Result<(), EngineError> {
        if matches!(self.setup.sink, SinkChoice::Facing)
            && let Ok(ours) = facing(target)
        {
            self.listen(SocketAddr::new(ours, 25))?;
        }
        Ok(())
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
        let mut work = Vec::new();
        for address in &target.addresses {
            for (port, transport) in &target.ports {
                let permit = self.setup.scope.permit(SocketAddr::new(*address, *port))?;
                self.ready_for(*address)?;
                work.push((permit, *transport));
            }
        }
        if let [(permit, transport)] = work.as_slice() {
            self.endpoint(target, permit, *transport, out).await;
            return Ok(());
        }
        let mut running = tokio::task::JoinSet::new();
        let shared = Arc::new(target.clone());
        for (permit, transport) in work {
            let (prober, target, out) = (Arc::clone(self), Arc::clone(&shared), out.clone());
            running.spawn(async move { prober.endpoint(&target, &permit, transport, &out).await });
        }
        let withheld = running.join_all().await;
        // Nothing listens on any usual port: that one thing is worth saying.
        if withheld.iter().all(Option::is_some) {
            for report in withheld.into_iter().flatten().take(1) {
                let _ = out.send(report).await;
            }
        }
        Ok(())
    }

    /// Examines one address and port, in the clear and then after STARTTLS. Gives back the report
    /// that is withheld: of a usual port where nothing listens.
    async fn endpoint(
        self: &Arc<Self>,
        target: &Target,
        permit: &Permit,
        transport: Transport,
        out: &mpsc::Sender<EndpointReport>,
    ) -> Option<EndpointReport> {
        let mut names = Names {
            target: target.name.clone(),
            reverse: None,
            own: self.setup.own_domains.clone(),
            announced: None,
        };
        if let Some(resolver) =
            self.resolver.as_ref().filter(|_| !permit.target().ip().is_loopback())
        {
            let mut cancelled = self.cancelled.clone();
            names.reverse = tokio::select! {
                biased;
                name = resolver.name(permit.target().ip()) => name,
                _ = cancelled.wait_for(|cancelled| *cancelled) => None,
            };
        }
        let (report, starttls) = self.one(target, permit, transport, names.clone(), false).await;
        let unreachable = report.report.verdict.reason() == Some(Reason::Unreachable);
        if target.is_sweep && unreachable {
            return Some(report);
        }
        let open = matches!(report.report.verdict, Verdict::Open(_));
        let cancelled = report.report.verdict.reason() == Some(Reason::Cancelled);
        // The receiver is gone only when the run is over.
        let _ = out.send(report).await;
        let (offered, demanded) = starttls;
        let worth = demanded
            || !(self.setup.selection.is_quick() || open && !self.setup.selection.is_thorough());
        if transport == Transport::Plain && offered && worth && !cancelled {
            let (report, _) = self.one(target, permit, Transport::Starttls, names, !demanded).await;
            let _ = out.send(report).await;
        }
        None
    }

    /// Examines one endpoint; with old TLS when the modern one fails and the build has it.
    async fn one(
        self: &Arc<Self>,
        target: &Target,
        permit: &Permit,
        transport: Transport,
        names: Names,
        again: bool,
    ) -> (EndpointReport, (bool, bool)) {
        let started_at = crate::now();
        let endpoint = Endpoint { address: permit.target(), transport, service: Service::Smtp };
        let settings = self.settings_for(permit.target().ip());
        let mut stacks = vec![TlsStack::Modern];
        #[cfg(feature = "legacy-tls")]
        stacks.push(TlsStack::Legacy);
        stacks.reverse();
        let mut kept = self.setup.transcripts.then(Transcript::default);
        loop {
            let stack = stacks.pop().unwrap_or(TlsStack::Modern);
            let block = self.registry.block(endpoint);
            let mut examination =
                Examination::new(Arc::clone(&settings), endpoint, names.clone(), block.first);
            if again {
                examination = examination.again_after_starttls();
            }
            let handshake = Handshake { any: &self.tls, stack, name: target.name.as_deref() };
            let mut drive = Drive::new(
                permit,
                transport == Transport::Tls,
                handshake,
                self.setup.limits,
                &self.pace,
                &block,
                kept.take(),
            );
            let mut cancelled = self.cancelled.clone();
            let stopped = tokio::select! {
                biased;
                () = drive.run(&mut examination) => false,
                _ = cancelled.wait_for(|cancelled| *cancelled) => true,
            };
            if stopped {
                examination.cancel();
            }
            let another = drive.handshake_failed && !stacks.is_empty() && !stopped;
            kept = drive.transcript.take();
            if another {
                continue;
            }
            let report = EndpointReport {
                target: target.label.clone(),
                addresses: target.addresses.len(),
                report: examination.report(),
                started_at,
                duration: crate::now() - started_at,
                transcript: kept,
            };
            return (report, examination.starttls());
        }
    }

    /// What is the same for all endpoints that one address of ours faces.
    fn settings_for(&self, target: IpAddr) -> Arc<Settings> {
        // One set serves all when neither our name nor the sink depends on that address.
        let fixed =
            self.setup.sink_domain.is_some() && !matches!(self.setup.sink, SinkChoice::Facing);
        let unknown =
            if target.is_ipv4() { IpAddr::from([0, 0, 0, 0]) } else { IpAddr::from([0; 16]) };
        let client = if fixed { unknown } else { facing(target).unwrap_or(unknown) };
        let mut known = lock(&self.settings);
        Arc::clone(known.entry(client).or_insert_with(|| Arc::new(self.make_settings(client))))
    }

    fn make_settings(&self, client: IpAddr) -> Settings {
        let address = self.literal_address(client);
        let literal = address.map(relay::literal);
        let domain = self.setup.sink_domain.clone().or_else(|| literal.clone());
        let domain = domain.unwrap_or_else(|| relay::literal(client));
        let helo = self.setup.helo.clone().or_else(|| self.setup.sink_domain.clone());
        let letterhead = Letterhead {
            authority: self.setup.scope.authority().map(str::to_owned),
            contact: self.setup.scope.contact().map(str::to_owned),
            sink: domain.clone(),
        };
        Settings {
            selection: self.setup.selection.clone(),
            helo: helo.unwrap_or_else(|| relay::literal(client)),
            wait: self.setup.wait,
            sink: relay::Sink {
                domain,
                literal,
                listens: !matches!(self.setup.sink, SinkChoice::Nowhere),
            },
            backup: self.setup.backup_domain.clone(),
            letterhead,
            points_out_inside: self.setup.points_out_inside,
            key: self.key.clone(),
        }
    }

    /// The address that mail to a literal reaches the sink at: of the family that the server is in.
    fn literal_address(&self, client: IpAddr) -> Option<IpAddr> {
        if let Some(advertised) = self.setup.sink_advertise {
            return Some(advertised);
        }
        match &self.setup.sink {
            SinkChoice::Nowhere => None,
            SinkChoice::Facing => Some(client),
            SinkChoice::At(addresses) => {
                let addresses = addresses.iter().map(SocketAddr::ip);
                let concrete =
                    |address: IpAddr| if address.is_unspecified() { client } else { address };
                let mut usable = addresses.map(concrete).collect::<Vec<_>>();
                usable.sort_by_key(|address| address.is_ipv4() != client.is_ipv4());
                usable.first().copied()
            }
        }
    }

    fn listen(&self, address: SocketAddr) -> Result<(), EngineError> {
        let mut sinks = lock(&self.sinks);
        if sinks.contains_key(&address) {
            return Ok(());
        }
        let names =
            [&self.setup.sink_domain, &self.setup.backup_domain].into_iter().flatten().cloned();
        let literals = [Some(address.ip()), self.setup.sink_advertise].into_iter().flatten();
        let literals = literals.chain(self.setup.scope.own_addresses());
        let host = self.setup.sink_domain.clone().unwrap_or_else(|| relay::literal(address.ip()));
        let domains = Domains::new(names, literals);
        let sink = MailSink::listen(address, &host, domains, Arc::clone(&self.registry))?;
        sinks.insert(address, sink);
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
