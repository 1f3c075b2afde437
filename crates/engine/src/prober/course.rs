//! What is asked of one endpoint that something listens on: as a proxy, as a mail server, or as
//! whichever of them shows itself. Where a mail server offers STARTTLS, what it does inside is an
//! endpoint of its own.

use std::sync::Arc;
use std::time::Duration;

use cerrojo_model::{Endpoint, Reason, Service, Time, Transport, Verdict};
use cerrojo_probe::proxy::{self, Expects};
use cerrojo_probe::relay::{self, Names};
use tokio::sync::mpsc;

use super::endpoint::{First, reported, service};
use super::{EndpointReport, Port, Prober, Signs, Speaks, Target};
use crate::connection::TlsStack;
use crate::{Permit, Transcript};

/// How long a server is listened to that may speak first.
const LISTENING: Duration = Duration::from_secs(2);

/// One endpoint that something listens on.
pub(super) struct Course<'a> {
    pub(super) prober: &'a Arc<Prober>,
    pub(super) target: &'a Target,
    pub(super) permit: &'a Permit,
    pub(super) port: Port,
    pub(super) signs: &'a Signs,
    pub(super) started_at: Time,
}

impl Course<'_> {
    /// Who speaks first, and says a number, is a mail server; whoever waits may be a proxy.
    pub(super) async fn either(self, first: First, out: &mpsc::Sender<EndpointReport>) {
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
    pub(super) async fn proxy(
        self,
        first: First,
        expects: Expects,
        out: &mpsc::Sender<EndpointReport>,
    ) {
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
            && let Ok(first) = self.prober.first(self.target, self.permit, self.signs).await
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
        let report = EndpointReport { no_way: carried.no_way, ..report };
        Some((report, found.0, found.1))
    }

    /// Asks a mail server, in the clear and then after STARTTLS.
    pub(super) async fn mail(self, first: Option<First>, out: &mpsc::Sender<EndpointReport>) {
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
            let report = EndpointReport { no_way: carried.no_way, ..report };
            return Some((report, examination.starttls()));
        }
    }
}
