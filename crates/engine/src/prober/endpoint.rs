//! One endpoint: connects, finds out what is spoken where that is not known, and has it examined.
//!
//! Nothing is made ready before the first connection stands: of a million addresses most have
//! nothing that listens.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use cerrojo_model::{Endpoint, Reason, Service, Time, Verdict};
use cerrojo_probe::examine::Examine;
use cerrojo_probe::proxy::Expects;
use cerrojo_probe::report::Report;
use tokio::sync::mpsc;

use super::course::Course;
use super::{EndpointReport, Port, Prober, Signs, Speaks, Target};
use crate::connection::{Connection, Handshake, TlsStack};
use crate::drive::{self, Drive};
use crate::pace::Turn;
use crate::registry::Block;
use crate::{Permit, Transcript};

/// How long a connection may take where the ports were only guessed.
const GUESS: Duration = Duration::from_secs(5);

/// As many guessed ports must be silent before the others of that address are hurried, and how much.
const SILENT_PORTS: usize = 3;
const DARK: Duration = Duration::from_secs(1);

/// A connection that was made to see whether anything listens.
pub(super) type First = (Connection, Turn);

/// How an examination over connections came to its end.
pub(super) struct Carried {
    pub(super) transcript: Option<Transcript>,
    pub(super) handshake_failed: bool,
    pub(super) stopped: bool,
    /// As [`EndpointReport::no_way`].
    pub(super) no_way: Option<String>,
}

/// Why no first connection came about.
pub(super) struct Missed {
    reason: Reason,
    /// As [`EndpointReport::no_way`].
    no_way: Option<String>,
}

impl Prober {
    /// Examines one address and port. Gives back the report that is withheld: of a usual port where
    /// nothing listens.
    pub(super) async fn endpoint(
        self: &Arc<Self>,
        target: &Target,
        (permit, port): (&Permit, Port),
        signs: &Signs,
        out: &mpsc::Sender<EndpointReport>,
    ) -> Option<EndpointReport> {
        let started_at = crate::now();
        let first = match self.first(target, permit, signs).await {
            Ok(first) => first,
            Err(missed) => {
                let reason = missed.reason;
                let report = self.nothing(target, permit, port, missed, started_at);
                if target.is_sweep && reason != Reason::Cancelled {
                    return Some(report);
                }
                // The receiver is gone only when the run is over.
                let _ = out.send(report).await;
                return None;
            }
        };
        let course = Course { prober: self, target, permit, port, signs, started_at };
        // Most endpoints end above: what only the others need is not carried about before.
        match port.speaks {
            Speaks::Mail => Box::pin(course.mail(Some(first), out)).await,
            Speaks::Proxy(expects) => Box::pin(course.proxy(first, expects, out)).await,
            Speaks::Either => Box::pin(course.either(first, out)).await,
        }
        None
    }

    /// Connects; once more where the silence may be a lost packet.
    pub(super) async fn first(
        &self,
        target: &Target,
        permit: &Permit,
        signs: &Signs,
    ) -> Result<First, Missed> {
        let mut cancelled = self.cancelled.clone();
        let connect = async {
            let mut tries = 0;
            loop {
                let turn = self.pace.turn(permit.target().ip()).await;
                let (limit, most) = self.patience(target, signs);
                tries += 1;
                let (reason, no_way) = match Connection::open(permit, limit).await {
                    Ok(connection) => {
                        signs.alive.store(true, Ordering::Relaxed);
                        return Ok((connection, turn));
                    }
                    Err(error) => (drive::reason(&error), drive::no_way(permit, &error)),
                };
                if no_way.is_some() {
                    return Err(Missed { reason: Reason::Unreachable, no_way });
                }
                if reason == Reason::Unreachable {
                    signs.alive.store(true, Ordering::Relaxed);
                    return Err(Missed { reason, no_way: None });
                }
                turn.refused();
                if tries >= most {
                    signs.silent.fetch_add(1, Ordering::Relaxed);
                    let dropped = reason == Reason::Dropped;
                    let reason = if dropped { reason } else { Reason::Unreachable };
                    return Err(Missed { reason, no_way: None });
                }
            }
        };
        tokio::select! {
            biased;
            connected = connect => connected,
            _ = cancelled.wait_for(|cancelled| *cancelled) => Err(Missed { reason: Reason::Cancelled, no_way: None }),
        }
    }

    /// How long a connection may take, and how often it is tried. Of guessed ports the system's own
    /// repetitions must do; where several were silent and none spoke, hardly anybody is there.
    fn patience(&self, target: &Target, signs: &Signs) -> (Duration, u32) {
        let limit = self.setup.limits.connect;
        if !target.is_sweep {
            return (limit, 2);
        }
        let dark = !signs.alive.load(Ordering::Relaxed)
            && signs.silent.load(Ordering::Relaxed) >= SILENT_PORTS;
        (limit.min(if dark { DARK } else { GUESS }), 1)
    }

    fn nothing(
        &self,
        target: &Target,
        permit: &Permit,
        port: Port,
        missed: Missed,
        started_at: Time,
    ) -> EndpointReport {
        let Missed { reason, no_way } = missed;
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
        EndpointReport { no_way, ..reported(target, report, started_at, transcript) }
    }

    /// Drives an examination until it is done or the run is stopped.
    pub(super) async fn carry<E: Examine>(
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
            no_way: drive.no_way.take(),
        }
    }
}

/// The service of a port where nothing answered.
pub(super) const fn service(speaks: Speaks) -> Service {
    match speaks {
        Speaks::Mail | Speaks::Either => Service::Smtp,
        Speaks::Proxy(Expects::Http | Expects::HttpOrSocks) => Service::Http,
        Speaks::Proxy(Expects::Socks | Expects::SocksOrHttp) => Service::Socks,
        Speaks::Proxy(Expects::Telnet) => Service::Telnet,
        Speaks::Proxy(Expects::Ftp) => Service::Ftp,
    }
}

pub(super) fn reported(
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
        no_way: None,
    }
}
