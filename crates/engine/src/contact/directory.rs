//! Whom to tell about an address: asks one source after the other and puts together what they say.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;

use super::candidate::Answer;
use super::fetch::{Client, FetchError};
use super::kept::Kept;
use super::look::Look;
use super::memory::{Memory, Remembered};
use super::rdap::{ANSWER_MAX, Bootstrap, read_network};
use super::record::NetworkRecord;
use super::security_text::{SECURITY_TEXT_MAX, SecurityText, read_security_text};
use super::sources::{Registries, Sources, Subject};
use super::{ContactError, MailAddress};

/// How long a fetched bootstrap file is used.
const BOOTSTRAP_HOLDS: TimeDelta = TimeDelta::days(1);
/// RFC 9082 section 4.2, and what registries that are older answer with.
const ACCEPT: &str = "application/rdap+json, application/json;q=0.5";

/// What registries are called; others go by their host.
const REGISTRIES: &[(&str, &str)] = &[
    ("rdap.afrinic.net", "AFRINIC"),
    ("rdap.apnic.net", "APNIC"),
    ("rdap.arin.net", "ARIN"),
    ("rdap.db.ripe.net", "RIPE NCC"),
    ("rdap.lacnic.net", "LACNIC"),
    ("rdap.registro.br", "NIC.br"),
];

/// Knows whom to tell about an address.
///
/// Every source is asked at most once for what its answer covers; what one cannot say is a note in the answer,
/// never a reason to say nothing.
#[derive(Debug)]
pub struct Directory {
    pub(super) sources: Sources,
    client: Option<Client>,
    memory: Mutex<Memory>,
    /// The lists of registries that were fetched, of IPv4 and of IPv6.
    bootstraps: tokio::sync::Mutex<[Option<Fetched>; 2]>,
    files: Kept<String, Option<Arc<SecurityText>>>,
    zone: Kept<super::Span, Vec<MailAddress>>,
}

/// A list of registries and when it was fetched.
type Fetched = (cerrojo_model::Time, Arc<Bootstrap>);

/// What a registry said, or why it said nothing.
pub(super) enum Asked {
    /// From it, or from what was kept of it.
    Said(Box<Remembered>),
    /// Nobody was asked, and there is nothing to say about that.
    Nobody,
    /// The reason, for people, and for how long the registry wants to be left alone.
    Silent(String, Option<std::time::Duration>),
}

impl Directory {
    /// A directory on these sources. Nothing is asked yet.
    ///
    /// # Errors
    ///
    /// [`ContactError::NoClient`] when it is to go online and TLS cannot be set up.
    pub fn new(mut sources: Sources) -> Result<Self, ContactError> {
        let client = if sources.online {
            let agent = sources.agent();
            Some(Client::new(&agent, sources.resolver.clone(), sources.manners)?)
        } else {
            None
        };
        let mut memory = Memory::default();
        for answer in std::mem::take(&mut sources.remembered) {
            memory.keep(answer);
        }
        Ok(Self {
            sources,
            client,
            memory: Mutex::new(memory),
            bootstraps: tokio::sync::Mutex::default(),
            files: Kept::default(),
            zone: Kept::default(),
        })
    }

    /// Whom to tell about an address: everybody found, best first, with the reasons.
    ///
    /// Bulk data first, then what is kept, then the registry when neither names an abuse contact;
    /// then the DNS zone, the host's name, security.txt and the national team. When a rule says that
    /// nobody is to be told, nobody is asked.
    pub async fn look_up(&self, subject: impl Into<Subject>) -> Answer {
        Look::new(self, subject.into()).run().await
    }

    /// The answers of registries that are kept, to be stored and given to the next directory.
    #[must_use]
    pub fn remembered(&self) -> Vec<Remembered> {
        self.memory().all()
    }

    /// What the registry says of `address`, kept or asked for.
    pub(super) async fn registry(&self, address: IpAddr) -> Asked {
        let now = (self.sources.clock)();
        if let Some(known) = self.memory().find(address, now) {
            return Asked::Said(Box::new(known.clone()));
        }
        let Some(client) = &self.client else { return Asked::Nobody };
        let bases = match self.bases(client, address).await {
            Ok(None) => return Asked::Nobody,
            Ok(Some(bases)) if bases.is_empty() => {
                return Asked::Silent(format!("no registry is known for {address}"), None);
            }
            Ok(Some(bases)) => bases,
            Err(silent) => return silent,
        };
        // Whoever asks about the same part of the address space waits here for our answer.
        let asking = self.memory().asking(address);
        let Some(asking) = asking else { return Asked::Nobody };
        let _held = asking.lock().await;
        if let Some(known) = self.memory().find(address, now) {
            return Asked::Said(Box::new(known.clone()));
        }
        let mut silent = Asked::Nobody;
        for base in &bases {
            match self.ask_registry(client, base, address).await {
                Ok(answer) => {
                    self.memory().keep(answer.clone());
                    return Asked::Said(Box::new(answer));
                }
                Err(said) => silent = said,
            }
        }
        silent
    }

    /// Asks one registry (RFC 9082 section 3.1.1).
    async fn ask_registry(
        &self,
        client: &Client,
        base: &str,
        address: IpAddr,
    ) -> Result<Remembered, Asked> {
        let url = format!("{base}ip/{address}");
        let got = client.get(&url, ACCEPT, ANSWER_MAX).await;
        let now = (self.sources.clock)();
        let (registry, record) = match got {
            Ok(fetched) => {
                let registry = registry_name(&fetched.host).to_owned();
                let answer = read_network(&fetched.bytes);
                let answer =
                    answer.map_err(|error| Asked::Silent(format!("{registry}: {error}"), None))?;
                if let Some(limit) = answer.limit {
                    client.obey(&fetched.host, limit);
                }
                (registry, Some(answer.record))
            }
            Err(FetchError::NotFound { host }) => (registry_name(&host).to_owned(), None),
            Err(error) => return Err(silent(&error)),
        };
        Remembered::new(address, &registry, record, now).ok_or_else(|| {
            Asked::Silent(
                format!("{registry} answered about another network than that of {address}"),
                None,
            )
        })
    }

    /// Where to ask about `address`; nothing when nobody is to be asked.
    async fn bases(&self, client: &Client, address: IpAddr) -> Result<Option<Vec<String>>, Asked> {
        let (ipv4, ipv6) = match &self.sources.registries {
            Registries::None => return Ok(None),
            Registries::Given(bootstrap) => {
                return Ok(Some(bootstrap.registries(address).to_vec()));
            }
            Registries::Published { ipv4, ipv6 } => (ipv4, ipv6),
        };
        let url = if address.is_ipv4() { ipv4 } else { ipv6 };
        let mut kept = self.bootstraps.lock().await;
        let [of_v4, of_v6] = &mut *kept;
        let kept = if address.is_ipv4() { of_v4 } else { of_v6 };
        let now = (self.sources.clock)();
        if let Some((at, bootstrap)) = kept
            && now.signed_duration_since(*at) < BOOTSTRAP_HOLDS
        {
            return Ok(Some(bootstrap.registries(address).to_vec()));
        }
        let fetched = client.get(url, "application/json", ANSWER_MAX).await;
        let mut bootstrap = Bootstrap::default();
        let read = match fetched {
            Ok(fetched) => bootstrap
                .add(&fetched.bytes)
                .map_err(|error| Asked::Silent(error.to_string(), None)),
            Err(error) => Err(silent(&error)),
        };
        match (read, &*kept) {
            (Ok(()), _) => {
                let bases = bootstrap.registries(address).to_vec();
                *kept = Some((now, Arc::new(bootstrap)));
                Ok(Some(bases))
            }
            // An old list of registries is better than none.
            (Err(_), Some((_, old))) => Ok(Some(old.registries(address).to_vec())),
            (Err(said), None) => Err(said),
        }
    }

    /// The security.txt of `domain`, from the first place that has one.
    pub(super) async fn security_text(&self, domain: &str) -> Option<Arc<SecurityText>> {
        let client = self.client.as_ref()?;
        if self.sources.security_text.is_empty() {
            return None;
        }
        let fetch = async {
            for place in &self.sources.security_text {
                let url = place.replace("{domain}", domain);
                if let Ok(fetched) = client.get(&url, "text/plain", SECURITY_TEXT_MAX).await
                    && let Some(read) = read_security_text(&fetched.bytes)
                {
                    return Some(Arc::new(read));
                }
            }
            None
        };
        self.files.once(domain.to_owned(), fetch).await
    }

    /// What the DNS zone says of `address`, which is in `network`.
    pub(super) async fn zone(
        &self,
        address: IpAddr,
        network: Option<super::Span>,
    ) -> Result<Vec<MailAddress>, String> {
        let (Some(_), Some(resolver), Some(zone)) =
            (&self.client, &self.sources.resolver, &self.sources.zone)
        else {
            return Ok(Vec::new());
        };
        let name = super::saved::name_in_zone(address, zone).ok_or_else(|| {
            format!("`{zone}` is not a DNS zone; give one such as abuse-contacts.abusix.zone")
        })?;
        let around = super::Span::around(address, if address.is_ipv4() { 24 } else { 48 });
        let around = around.ok_or_else(|| format!("{address} is in no network"))?;
        let key = network.and_then(|network| network.within(&around)).unwrap_or(around);
        let ask = async {
            let texts = resolver.texts(&name).await.map_err(|error| error.to_string())?;
            Ok(texts.iter().flat_map(|text| super::saved::addresses_in_text(text)).collect())
        };
        self.zone.once_if_told(key, ask).await
    }

    /// Whether anybody may be asked.
    pub(super) const fn is_online(&self) -> bool {
        self.client.is_some()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a registry is called.
fn registry_name(host: &str) -> &str {
    REGISTRIES.iter().find(|(known, _)| *known == host).map_or(host, |(_, name)| name)
}

fn silent(error: &FetchError) -> Asked {
    match error {
        FetchError::Later { host, wait, asked } => {
            let (name, seconds) = (registry_name(host), wait.as_secs_f64().ceil());
            let text = if *asked {
                format!("{name} asked us to wait {seconds} s; ask again after that")
            } else {
                format!(
                    "{name} was asked so often that it is left alone for {seconds} s; ask again after that"
                )
            };
            Asked::Silent(text, Some(*wait))
        }
        FetchError::NotFound { host } => {
            Asked::Silent(format!("{} has no list of registries", registry_name(host)), None)
        }
        FetchError::Failed { host, cause } => {
            Asked::Silent(format!("{} gave no answer: {cause}", registry_name(host)), None)
        }
    }
}

impl Asked {
    /// The record, if there is one.
    pub(super) fn record(&self) -> Option<&NetworkRecord> {
        match self {
            Self::Said(known) => known.record.as_ref(),
            Self::Nobody | Self::Silent(..) => None,
        }
    }
}
