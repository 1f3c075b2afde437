//! One look-up: which source is asked when, and what of it goes into the answer.

use std::sync::Arc;
use std::time::Duration;

use super::candidate::{Answer, Candidate};
use super::carriers::is_international;
use super::countries::country;
use super::directory::{Asked, Directory};
use super::domain::{MAILBOXES, is_shared, registrable};
use super::languages::{LanguageHints, Region, languages_of};
use super::overrides::{Override, Traits};
use super::reach::{MailAddress, Reach, host_name};
use super::record::NetworkRecord;
use super::route::Route;
use super::security_text::SecurityText;
use super::sources::Subject;
use super::span::is_public;

/// A look-up in progress.
pub(super) struct Look<'a> {
    directory: &'a Directory,
    subject: Subject,
    answer: Answer,
    records: Vec<NetworkRecord>,
    files: Vec<(String, Arc<SecurityText>)>,
    /// The regional registry of the first record.
    region: Option<Region>,
}

impl<'a> Look<'a> {
    pub(super) fn new(directory: &'a Directory, subject: Subject) -> Self {
        let answer = Answer {
            address: Some(subject.address),
            asn: subject.asn,
            country: subject.country.as_deref().and_then(country).map(|it| it.code.to_owned()),
            ..Answer::default()
        };
        Self { directory, subject, answer, records: Vec::new(), files: Vec::new(), region: None }
    }

    pub(super) async fn run(mut self) -> Answer {
        let inhibits = self.rule().is_some_and(|rule| rule.inhibit);
        self.saved();
        if !inhibits {
            if is_public(self.subject.address) {
                self.registry().await;
                self.zone().await;
                self.name().await;
                self.security_texts().await;
            } else {
                self.answer.note(format!(
                    "{} is not an address of the public Internet: no registry knows whose it is, write a rule for it",
                    self.subject.address
                ));
            }
        }
        self.national();
        self.by_hand();
        self.languages();
        self.answer.rank();
        self.answer
    }

    /// What files say.
    fn saved(&mut self) {
        let sources = &self.directory.sources;
        let address = self.subject.address;
        let mut found: Vec<(&str, NetworkRecord)> = Vec::new();
        for (name, bulk) in &sources.bulk {
            found.extend(bulk.record(address).map(|record| (name.as_str(), record)));
        }
        // Of several registries' data the narrowest network is the one that is not a placeholder.
        found.sort_by_key(|(_, record)| record.span.reach());
        for (name, record) in found {
            self.take(name, record, true);
        }
        let (registry, zone) = sources.saved.of(address);
        let named = |route: Route, who: &str, addresses: &[MailAddress]| -> Vec<Candidate> {
            let why =
                |it: &MailAddress| format!("{who} names {it} as the abuse contact of {address}");
            addresses
                .iter()
                .map(|it| Candidate::new(Reach::Mail(it.clone()), route, why(it)))
                .collect()
        };
        let mut more =
            named(Route::SavedAbuse, "a saved answer of the registry's finder", registry);
        more.extend(named(Route::AbuseZone, "a saved answer of a DNS zone", zone));
        self.answer.candidates.extend(more);
    }

    /// What the registry says, when bulk data names nobody for complaints.
    async fn registry(&mut self) {
        if self.records.iter().any(NetworkRecord::has_abuse) {
            return;
        }
        let address = self.subject.address;
        let asked = self.directory.registry(address).await;
        match &asked {
            Asked::Nobody => {}
            Asked::Silent(said, wait) => {
                self.answer.note(said.as_str());
                self.wait(*wait);
            }
            Asked::Said(known) => {
                if let Some(record) = asked.record() {
                    self.take(&known.registry, record.clone(), false);
                } else {
                    self.answer.note(format!("{} knows nothing of {address}", known.registry));
                }
            }
        }
    }

    fn wait(&mut self, wait: Option<Duration>) {
        let delta = wait.and_then(|wait| chrono::TimeDelta::from_std(wait).ok());
        let now = (self.directory.sources.clock)();
        self.answer.again_at = delta.and_then(|delta| now.checked_add_signed(delta));
    }

    /// Takes in what `who` says of the network.
    fn take(&mut self, who: &str, record: NetworkRecord, bulk: bool) {
        if !record.has_abuse() {
            self.answer.note(format!("{who} names no abuse contact for {}", record.span));
        }
        self.answer.candidates.extend(record.candidates(who, bulk));
        let answer = &mut self.answer;
        answer.network = answer.network.take().or(Some(record.span));
        answer.name = answer.name.take().or_else(|| record.name.clone());
        answer.organisation = answer.organisation.take().or_else(|| record.organisation.clone());
        let country = record.country.as_ref().or(record.organisation_country.as_ref());
        answer.country = answer.country.take().or_else(|| country.cloned());
        answer.asn = answer.asn.or(record.asn);
        self.region = self.region.or_else(|| Region::of(who));
        self.records.push(record);
    }

    /// What the DNS zone says.
    async fn zone(&mut self) {
        let address = self.subject.address;
        let zone = self.directory.sources.zone.as_deref().unwrap_or_default();
        match self.directory.zone(address, self.answer.network).await {
            Ok(found) => {
                for (mail, order) in found.into_iter().zip(0..) {
                    let why = format!("{zone} names {mail} as the abuse contact of {address}");
                    let candidate = Candidate::new(Reach::Mail(mail), Route::AbuseZone, why);
                    let network = self.answer.network;
                    self.answer.candidates.push(Candidate { order, network, ..candidate });
                }
            }
            Err(said) => self.answer.note(format!("{zone} was not told: {said}")),
        }
    }

    /// The host's name, if it leads back, and the mailboxes of its domain.
    async fn name(&mut self) {
        let sources = &self.directory.sources;
        let (true, true, Some(resolver)) =
            (self.directory.is_online(), sources.names, &sources.resolver)
        else {
            return;
        };
        let address = self.subject.address;
        let Some(name) = resolver.name(address).await.and_then(|name| host_name(&name)) else {
            self.answer.note(format!("{address} has no name in DNS"));
            return;
        };
        // Whoever has the address may give it any name; only the name's own owner can lead it back.
        match resolver.addresses(&name).await {
            Ok(addresses) if addresses.contains(&address) => {}
            Ok(_) => {
                self.answer.note(format!(
                    "{address} calls itself {name}, but {name} does not lead back to it; the name is not used"
                ));
                return;
            }
            Err(error) => {
                self.answer
                    .note(format!("{address} calls itself {name}, which is not used: {error}"));
                return;
            }
        }
        self.answer.host = Some(name.clone());
        let Some(domain) = registrable(&name) else {
            self.answer.note(format!("{name} is in no domain that somebody registered"));
            return;
        };
        let routes = [Route::DomainAbuse, Route::DomainPostmaster];
        for (mailbox, route) in MAILBOXES.iter().zip(routes) {
            let Some(mail) = MailAddress::read(&format!("{mailbox}@{domain}")) else { continue };
            let why = format!(
                "{address} is {name}, and {mail} should exist in {domain} (RFC 2142); nobody said that it does"
            );
            self.answer.candidates.push(Candidate::new(Reach::Mail(mail), route, why));
        }
    }

    /// The security.txt of the host's domain, and of the contacts'.
    async fn security_texts(&mut self) {
        let now = (self.directory.sources.clock)();
        let of_host = self.answer.host.as_deref().and_then(registrable);
        let of_mail = self.answer.mail_domain().as_deref().and_then(registrable);
        let mut domains: Vec<String> = of_host.into_iter().chain(of_mail).collect();
        domains.dedup();
        domains.retain(|domain| !is_shared(domain));
        for domain in domains {
            let Some(file) = self.directory.security_text(&domain).await else { continue };
            let cautions = file.cautions(now);
            let said = if cautions.is_empty() {
                String::new()
            } else {
                format!("; {}", cautions.join(", and "))
            };
            if file.is_expired(now) {
                self.answer.note(format!("the security.txt of {domain} is not used{said}"));
                continue;
            }
            for (reach, order) in file.contacts.iter().zip(0..) {
                let why = format!("{domain} names {reach} in its security.txt{said}");
                let candidate = Candidate::new(reach.clone(), Route::SecurityText, why);
                self.answer.candidates.push(Candidate { order, ..candidate });
            }
            self.files.push((domain, file));
        }
    }

    /// The team of the country.
    fn national(&mut self) {
        let Some(code) = self.answer.country.as_deref() else {
            self.answer
                .note("nobody says in which country it is, so there is no national team to tell");
            return;
        };
        let Some(team) = self.directory.sources.csirts.of(code) else {
            self.answer.note(format!("no national team is known for {code}"));
            return;
        };
        let Some(reach) = Reach::read(&team.contact) else { return };
        let why = format!("{} takes reports for {code} at {reach}, see {}", team.name, team.source);
        let candidate = Candidate::new(reach, Route::NationalCsirt, why);
        let (organisation, country) = (Some(team.name.to_string()), Some(code.to_owned()));
        self.answer.candidates.push(Candidate { organisation, country, ..candidate });
    }

    /// The rule that fits best with all that is known by now.
    fn rule(&self) -> Option<&'a Override> {
        let mails = self.answer.candidates.iter().filter_map(|candidate| {
            let is_theirs = candidate.route != Route::NationalCsirt;
            candidate.reach.mail().filter(|_| is_theirs).map(MailAddress::domain)
        });
        let traits = Traits {
            address: Some(self.subject.address),
            asn: self.answer.asn,
            names: self.answer.host.as_deref().into_iter().chain(mails).collect(),
            country: self.answer.country.as_deref(),
        };
        self.directory.sources.overrides.find(&traits)
    }

    fn by_hand(&mut self) {
        let Some(rule) = self.rule() else { return };
        let note = rule.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
        if rule.inhibit {
            self.answer.inhibited =
                Some(format!("a rule for {} says to tell nobody{note}", rule.about));
        }
        for (reach, order) in rule.contacts.iter().zip(0..) {
            let why = format!("a rule for {} names {reach}{note}", rule.about);
            let candidate = Candidate::new(reach.clone(), Route::Override, why);
            let (organisation, network) = (self.answer.organisation.clone(), self.answer.network);
            self.answer.candidates.push(Candidate { order, organisation, network, ..candidate });
        }
    }

    /// In which languages to write to each.
    fn languages(&mut self) {
        let stored = self.rule().map_or(&[][..], |rule| &rule.languages);
        let network_country = self.answer.country.clone();
        let is_international =
            self.subject.is_international || self.answer.asn.is_some_and(is_international);
        for candidate in &mut self.answer.candidates {
            let domain = candidate.reach.mail().map(MailAddress::domain);
            let own = domain.and_then(registrable);
            let file = self.files.iter().find(|(domain, file)| {
                own.as_ref() == Some(domain) || file.contacts.contains(&candidate.reach)
            });
            let is_national = candidate.route == Route::NationalCsirt;
            let record = self.records.iter().find(|record| Some(record.span) == candidate.network);
            let hints = LanguageHints {
                stored: if is_national { &[] } else { stored },
                security_text: file.map_or(&[][..], |(_, file)| &file.languages),
                registry: record.map_or(&[][..], |record| record.languages_for(&candidate.reach)),
                organisation_country: if is_national {
                    candidate.country.as_deref()
                } else {
                    record.and_then(|record| record.organisation_country_for(&candidate.reach))
                },
                mail_domain: domain,
                network_country: network_country.as_deref(),
                region: self.region,
                is_international: is_international && !is_national,
            };
            candidate.languages = languages_of(&hints);
        }
    }
}
