//! One endpoint: connects, finds out what is spoken where that is not known, and has it examined.
//!
//! Nothing is made ready before the first connection stands: of a million addresses most have
//! nothing that listens. Where a mail server offers STARTTLS, what it does inside is an endpoint of
//! its own.

use std::sync::Arc;
use std::time::Duration;

use cerrojo_model::{Endpoint, Reason, Service, Time, Transport, Verdict};
use cerrojo_probe::examine::Examine;
use cerrojo_probe::proxy::{self, Expects};
use cerrojo_probe::relay::{self, Names};
use cerrojo_probe::report::Report;
use tokio::sync::mpsc;

use super::{EndpointReport, Port, Prober, Speaks, Target};
use crate::connection::{Connection, Handshake, TlsStack};
use crate::drive::{self, Drive};
use crate::pace::Turn;
use crate::registry::Block;
use crate::{Permit, Transcript};

/// How long a server is listened to that may speak first.
const LISTENING: Duration = Duration::from_secs(2);
/// How long a connection may take where the ports were only guessed.
const GUESS: Duration = Duration::from_secs(5);

/// A connection that was made to see whether anything listens.
type First = (Connection, Turn);

/// How an examination over connections came to its end.
struct Carried {
    transcript: Option<Transcript>,
    handshake_failed: bool,
    stopped: bool,
}

impl Prober {
    /// Examines one address and port. Gives back the report that is withheld: of a usual port where
    /// nothing listens.
    pub(super) async fn endpoint(
        self: &Arc<Self>,
        target: &Target,
        permit: &Permit,
        port: Port,
        out: &mpsc::Sender<EndpointReport>,
    ) -> Option<EndpointReport> {
        let started_at = crate::now();
        let first = match self.first(target, permit).await {
            Ok(first) => first,
            Err(reason) => {
                let report = self.nothing(target, permit, port, reason, started_at);
                if target.is_sweep && reason != Reason::Cancelled {
                    return Some(report);
                }
                // The receiver is gone only when the run is over.
                let _ = out.send(report).await;
                return None;
            }
        };
        let course = Course { prober: self, target, permit, port, started_at };
        // Most endpoints end above: what only the others need is not carried about before.
        match port.speaks {
            Speaks::Mail => Box::pin(course.mail(Some(first), out)).await,
            Speaks::Proxy(expects) => Box::pin(course.proxy(first, expects, out)).await,
            Speaks::Either => Box::pin(course.either(first, out)).await,
        }
        None
    }

    /// Connects; once more where the silence may be a lost packet.
    async fn first(&self, target: &Target, permit: &Permit) -> Result<First, Reason> {
        let limit = self.setup.limits.connect;
        let limit = if target.is_sweep { limit.min(GUESS) } else { limit };
        let mut cancelled = self.cancelled.clone();
        let connect = async {
            let mut tries = 0;
            loop {
                let turn = self.pace.turn(permit.target().ip()).await;
                tries += 1;
                match Connection::open(permit, limit).await {
                    Ok(connection) => return Ok((connection, turn)),
                    Err(error) => match drive::reason(&error) {
                        Reason::Unreachable => return Err(Reason::Unreachable),
                        reason => {
                            turn.refused();
                            if tries == 2 {
                                let dropped = reason == Reason::Dropped;
                                return Err(if dropped { reason } else { Reason::Unreachable });
                            }
                        }
                    },
                }
            }
        };
        tokio::select! {
            biased;
            connected = connect => connected,
            _ = cancelled.wait_for(|cancelled| *cancelled) => Err(Reason::Cancelled),
        }
    }

    fn nothing(
        &self,
        target: &Target,
        permit: &Permit,
        port: Port,
        reason: Reason,
        started_at: Time,
    ) -> EndpointReport {
        let transcript = self.setup.transcripts.then(|| {
            let mut transcript = Transcript::default();
            transcript.note(
                crate::Direction::Event,
                format!("not connected: {}", reason.id()).as_bytes(),
            );
            transcript
        });
        let report = Report {
            endpoint: Endpoint {
                address: permit.target(),
                transport: port.transport,
                service: service(port.speaks),
            },
            verdict: Verdict::Unknown(reason),
            tests: Vec::new(),
            software: None,
            notes: Vec::new(),
        };
        reported(target, report, started_at, transcript)
    }

    /// Drives an examination until it is done or the run is stopped.
    async fn carry<E: Examine>(
        &self,
        (permit, tls_first, name): (&Permit, bool, Option<&str>),
        stack: TlsStack,
        block: &Block,
        first: Option<First>,
        examination: &mut E,
        transcript: Option<Transcript>,
    ) -> Carried {
        let handshake = Handshake { any: &self.tls, stack, name };
        let mut drive = Drive::new(
            permit,
            tls_first,
            handshake,
            self.setup.limits,
            &self.pace,
            block,
            transcript,
        );
        drive.adopted = first;
        let mut cancelled = self.cancelled.clone();
        let stopped = tokio::select! {
            biased;
            () = drive.run(examination) => false,
            _ = cancelled.wait_for(|cancelled| *cancelled) => true,
        };
        Carried {
            transcript: drive.transcript.take(),
            handshake_failed: drive.handshake_failed,
            stopped,
        }
    }
}

/// The service of a port where nothing answered.
const fn service(speaks: Speaks) -> Service {
    match speaks {
        Speaks::Mail | Speaks::Either => Service::Smtp,
        Speaks::Proxy(Expects::Http | Expects::HttpOrSocks) => Service::Http,
        Speaks::Proxy(Expects::Socks | Expects::SocksOrHttp) => Service::Socks,
        Speaks::Proxy(Expects::Telnet) => Service::Telnet,
        Speaks::Proxy(Expects::Ftp) => Service::Ftp,
    }
}

fn reported(
    target: &Target,
    report: Report,
    started_at: Time,
    transcript: Option<Transcript>,
) -> EndpointReport {
    EndpointReport {
        target: target.label.clone(),
        addresses: target.addresses.len(),
        report,
        started_at,
        duration: crate::now() - started_at,
        transcript,
    }
}

/// One endpoint that something listens on.
struct Course<'a> {
    prober: &'a Arc<Prober>,
    target: &'a Target,
    permit: &'a Permit,
    port: Port,
    started_at: Time,
}

impl Course<'_> {
    /// Who speaks first, and says a number, is a mail server; whoever waits may be a proxy.
    async fn either(self, first: First, out: &mpsc::Sender<EndpointReport>) {
        let setup = &self.prober.setup;
        if setup.proxies.is_none() {
            return Box::pin(self.mail(Some(first), out)).await;
        }
        let mut cancelled = self.prober.cancelled.clone();
        let greeting = tokio::select! {
            biased;
            greeting = first.0.peek(LISTENING.min(setup.limits.reply)) => greeting,
            _ = cancelled.wait_for(|cancelled| *cancelled) => Vec::new(),
        };
        let numbered = greeting.first().is_some_and(u8::is_ascii_digit);
        if setup.selection.is_none()
            || !(greeting.is_empty() || numbered || greeting.starts_with(b"SSH"))
        {
            let prompt = !greeting.is_empty() && !numbered;
            let expects = if prompt { Expects::Telnet } else { Expects::HttpOrSocks };
            return Box::pin(self.proxy(first, expects, out)).await;
        }
        if !greeting.is_empty() {
            return Box::pin(self.mail(Some(first), out)).await;
        }
        let report = self.proxied(first, Expects::HttpOrSocks, Transport::Plain).await;
        let Some((report, ..)) = report else { return };
        // What did not answer to us may be a mail server that takes its time to greet.
        let nothing = matches!(
            report.report.verdict.reason(),
            Some(Reason::Timeout | Reason::Dropped | Reason::NotThisService | Reason::Unreachable)
        ) && report.report.tests.iter().all(|test| test.verdict.reason().is_some());
        if nothing {
            return Box::pin(self.mail(None, out)).await;
        }
        let _ = out.send(report).await;
    }

    /// Asks a proxy; where something else turns out to speak there, that is asked.
    async fn proxy(self, first: First, expects: Expects, out: &mpsc::Sender<EndpointReport>) {
        let Some((report, speaks_mail, speaks_tls)) =
            self.proxied(first, expects, self.port.transport).await
        else {
            return;
        };
        if speaks_mail && self.prober.setup.selection.is_some() {
            return Box::pin(self.mail(None, out)).await;
        }
        if speaks_tls
            && self.port.transport == Transport::Plain
            && let Ok(first) = self.prober.first(self.target, self.permit).await
            && let Some((report, ..)) = Box::pin(self.proxied(first, expects, Transport::Tls)).await
        {
            let _ = out.send(report).await;
            return;
        }
        let _ = out.send(report).await;
    }

    /// The report, and whether mail or TLS turned out to be spoken there.
    async fn proxied(
        &self,
        first: First,
        expects: Expects,
        transport: Transport,
    ) -> Option<(EndpointReport, bool, bool)> {
        let prober = self.prober;
        let settings = prober.proxy_settings(self.permit.target().ip())?;
        let endpoint = Endpoint {
            address: self.permit.target(),
            transport,
            service: service(Speaks::Proxy(expects)),
        };
        let block = prober.registry.block(endpoint);
        let name = self.target.name.clone();
        let mut examination =
            proxy::Examination::new(settings, endpoint, expects, name, block.first);
        let place = (self.permit, transport == Transport::Tls, self.target.name.as_deref());
        let kept = self.transcript(true);
        let carried = prober
            .carry(place, TlsStack::Modern, &block, Some(first), &mut examination, kept)
            .await;
        if carried.stopped {
            examination.cancel();
        }
        let found = (examination.speaks_mail(), examination.speaks_tls());
        let report =
            reported(self.target, examination.report(), self.started_at, carried.transcript);
        Some((report, found.0, found.1))
    }

    /// Asks a mail server, in the clear and then after STARTTLS.
    async fn mail(self, first: Option<First>, out: &mpsc::Sender<EndpointReport>) {
        let Some(selection) = &self.prober.setup.selection else { return };
        let names = self.names().await;
        let transport = self.port.transport;
        let Some((report, starttls)) =
            self.mailed(first, transport, names.clone(), false, self.started_at).await
        else {
            return;
        };
        let open = matches!(report.report.verdict, Verdict::Open(_));
        let cancelled = report.report.verdict.reason() == Some(Reason::Cancelled);
        let _ = out.send(report).await;
        let (offered, demanded) = starttls;
        let worth = demanded || !(selection.is_quick() || open && !selection.is_thorough());
        if transport == Transport::Plain && offered && worth && !cancelled {
            let again = self.mailed(None, Transport::Starttls, names, !demanded, crate::now());
            if let Some((report, _)) = again.await {
                let _ = out.send(report).await;
            }
        }
    }

    /// An empty transcript, where one is wanted; the first connection was made before it.
    fn transcript(&self, connected: bool) -> Option<Transcript> {
        let mut transcript = self.prober.setup.transcripts.then(Transcript::default)?;
        if connected {
            transcript.note(crate::Direction::Event, b"connecting");
        }
        Some(transcript)
    }

    /// What the server may be called.
    async fn names(&self) -> Names {
        let prober = self.prober;
        let address = self.permit.target().ip();
        let mut names = Names {
            target: self.target.name.clone(),
            reverse: None,
            own: prober.setup.own_domains.clone(),
            announced: None,
        };
        if let Some(resolver) = prober.resolver.as_ref().filter(|_| !address.is_loopback()) {
            let mut cancelled = prober.cancelled.clone();
            names.reverse = tokio::select! {
                biased;
                name = resolver.name(address) => name,
                _ = cancelled.wait_for(|cancelled| *cancelled) => None,
            };
        }
        names
    }

    /// Examines a mail server once; with old TLS when the modern one fails and the build has it.
    async fn mailed(
        &self,
        mut first: Option<First>,
        transport: Transport,
        names: Names,
        again: bool,
        started_at: Time,
    ) -> Option<(EndpointReport, (bool, bool))> {
        let prober = self.prober;
        let endpoint =
            Endpoint { address: self.permit.target(), transport, service: Service::Smtp };
        let settings = prober.relay_settings(self.permit.target().ip())?;
        let mut stacks = vec![TlsStack::Modern];
        #[cfg(feature = "legacy-tls")]
        stacks.push(TlsStack::Legacy);
        stacks.reverse();
        let mut kept = self.transcript(first.is_some());
        let place = (self.permit, transport == Transport::Tls, self.target.name.as_deref());
        loop {
            let stack = stacks.pop().unwrap_or(TlsStack::Modern);
            let block = prober.registry.block(endpoint);
            let mut examination = relay::Examination::new(
                Arc::clone(&settings),
                endpoint,
                names.clone(),
                block.first,
            );
            if again {
                examination = examination.again_after_starttls();
            }
            let carried =
                prober.carry(place, stack, &block, first.take(), &mut examination, kept).await;
            if carried.stopped {
                examination.cancel();
            }
            kept = carried.transcript;
            if carried.handshake_failed && !stacks.is_empty() && !carried.stopped {
                continue;
            }
            let report = reported(self.target, examination.report(), started_at, kept);
            return Some((report, examination.starttls()));
        }
    }
}
