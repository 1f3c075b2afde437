//! Everything of a case that others may see, put together from its events and its evidence: for exports, reports and
//! letters. No token is among it.

mod record;

pub use record::{Proof, Record, digest_of, without_tokens};

use cerrojo_letters::letter::Finding;
use cerrojo_lists::export::{Case, EXPORTS, Evidence, Issuer};
use cerrojo_model::{Kind, Service, Suspect, Time, Transport};
use cerrojo_probe::proxy::PROTOCOLS;
use cerrojo_store::{Entry, Store, StoreError};

/// What is known of one case.
#[derive(Debug)]
pub struct Dossier {
    /// The case and its events.
    pub entry: Entry,
    record: Record,
    transcript: Option<String>,
}

impl Dossier {
    /// Reads a case; `None` once it is erased.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn of(store: &Store, number: i64) -> Result<Option<Self>, StoreError> {
        let entry = store.case(number).await?;
        let Some(case) = &entry.case else { return Ok(None) };
        let record = match &case.found {
            Some(found) => Record::of(store, number, found).await?,
            None => None,
        };
        let mut transcript = None;
        let kept = store.evidence(number).await?;
        if let Some(last) = kept.iter().rfind(|kept| kept.kind == "transcript") {
            let body = store.read_evidence(number, &last.digest).await?.body;
            transcript = Some(without_tokens(&String::from_utf8_lossy(&body)));
        }
        Ok(Some(Self { record: record.unwrap_or_default(), entry, transcript }))
    }

    /// The case as the formats take it; `None` where it names no single address and port.
    #[must_use]
    pub fn case(&self) -> Option<Case<'_>> {
        let case = self.entry.case.as_ref()?;
        let suspect = case.suspect.filter(|suspect| !suspect.is_broad())?;
        let (port, kind) = (suspect.port()?, suspect.kind()?);
        let found = case.found.as_ref();
        let test = found.map(|found| found.test.as_str());
        let country =
            case.place.country.as_deref().and_then(|code| code.as_bytes().try_into().ok());
        let record = &self.record;
        Some(Case {
            number: u64::try_from(self.entry.number).ok()?,
            address: suspect.network().addr(),
            port,
            kind,
            service: record.service.unwrap_or_else(|| service(&suspect, test)),
            transport: record.transport.unwrap_or(if port == 465 {
                Transport::Tls
            } else {
                Transport::Plain
            }),
            state: case.state.id(),
            episode: case.episode,
            first_seen: Some(case.first_seen_at),
            verified_at: case.last_open_at,
            last_checked_at: case.last_check_at,
            notified_at: case.notified_at,
            closed_at: case.closed_at,
            test,
            proof: record.proof.as_ref().map(|proof| Evidence {
                sent_at: proof.sent_at,
                arrived_at: proof.arrived_at,
                from: proof.from,
                trace: proof.trace.iter().map(String::as_str).collect(),
            }),
            software: found.and_then(|found| found.software.as_deref()),
            version: found.and_then(|found| found.version.as_deref()),
            asn: case.place.asn,
            country,
            hostname: record.hostname.as_deref(),
            network: case.place.network.as_deref().and_then(|text| text.parse().ok()),
            sources: case.sources.clone(),
            abuse_contact: case.contact.as_deref(),
            transcript: self.transcript.as_deref(),
        })
    }
}

/// What is spoken there, where no record says so: the protocol of the test that got through, else
/// the usual one of the port.
fn service(suspect: &Suspect, test: Option<&str>) -> Service {
    if suspect.kind() == Some(Kind::OpenRelay) {
        return Service::Smtp;
    }
    let id = test.and_then(|test| test.split(':').next()).unwrap_or_default();
    let protocol = PROTOCOLS.iter().find(|protocol| protocol.id == id);
    let usual = match suspect.port() {
        Some(1080 | 1081 | 4145) => Service::Socks,
        Some(23 | 2323) => Service::Telnet,
        _ => Service::Http,
    };
    protocol.map_or(usual, |protocol| protocol.family.service())
}

impl Dossier {
    /// What a letter says of the case; `None` where it names no single address and port.
    #[must_use]
    pub fn finding(&self) -> Option<Finding> {
        let case = self.case()?;
        let proof = case.proof.as_ref();
        let tested_at = case.verified_at.or(case.last_checked_at)?;
        let test = case.test.unwrap_or_default();
        Some(Finding {
            case: self.entry.number,
            address: case.address,
            port: case.port,
            kind: case.kind,
            tested_at,
            // The record of the proof may be gone; that there was one, and when, stands in the log.
            arrived_at: proof.map(|proof| proof.arrived_at).or_else(|| self.arrived_at()),
            exit: proof.map(|proof| proof.from),
            software: case.software.map(ToOwned::to_owned),
            version: case.version.map(ToOwned::to_owned),
            passes_mail: case.kind == Kind::OpenProxy && test.contains(":25"),
            transcript: self.transcript.clone(),
            trace: proof
                .map(|proof| proof.trace.iter().map(|line| (*line).to_owned()).collect())
                .unwrap_or_default(),
            lists: case.sources,
        })
    }

    /// The case as one report in XARF v4; `None` where it was never proven open.
    #[must_use]
    pub fn xarf(&self, issuer: &Issuer<'_>) -> Option<String> {
        let export = EXPORTS.iter().find(|export| export.id == "xarf")?;
        let mut out = Vec::new();
        (export.write)(&self.case()?, issuer, &mut out).ok()?;
        String::from_utf8(out).ok().filter(|report| !report.trim().is_empty())
    }

    fn arrived_at(&self) -> Option<Time> {
        self.entry.case.as_ref()?.found.as_ref()?.arrived_at
    }
}
