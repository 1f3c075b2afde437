//! Who may be told, in which order, and why them.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::languages::Languages;
use super::reach::{MailAddress, Reach};
use super::route::Route;
use super::span::Span;

/// How a contact has behaved so far. Known to whoever sends the letters, and given from outside.
#[derive(
    Clone, Copy, Debug, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Health {
    /// A letter was delivered or answered.
    Works,
    /// Nothing was ever sent there.
    #[default]
    Untried,
    /// A letter came back.
    Bounced,
    /// They asked us to leave them alone, or their server refuses us.
    Refused,
}

impl Health {
    /// Whether a letter may be expected to arrive.
    #[must_use]
    pub const fn is_well(self) -> bool {
        matches!(self, Self::Works | Self::Untried)
    }
}

/// One of the ways in which a contact was found.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Found {
    /// The way.
    pub route: Route,
    /// One sentence for people: who names whom as what, of which network.
    pub why: String,
}

/// Somebody who may be told.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Candidate {
    /// Where they are reached.
    pub reach: Reach,
    /// The best way in which they were found.
    pub route: Route,
    /// One sentence for people on that way.
    pub why: String,
    /// The other ways that led to the same place, best first.
    pub also: Vec<Found>,
    /// The order within one route: what is lower comes first.
    pub order: u32,
    /// In which languages to write, English last.
    pub languages: Languages,
    /// Whose contact it is, as far as anybody says.
    pub organisation: Option<String>,
    /// Two letters of ISO 3166, upper case: of the organisation, else of the network.
    pub country: Option<String>,
    /// The network that it was named for.
    pub network: Option<Span>,
    /// How they have behaved so far.
    pub health: Health,
}

impl Candidate {
    /// Somebody found by `route`, of whom nothing else is known yet.
    #[must_use]
    pub fn new(reach: Reach, route: Route, why: String) -> Self {
        Self {
            reach,
            route,
            why,
            also: Vec::new(),
            order: 0,
            languages: Languages::default(),
            organisation: None,
            country: None,
            network: None,
            health: Health::Untried,
        }
    }

    fn place(&self) -> (bool, u8, u32) {
        (!self.health.is_well(), self.route.record().rank, self.order)
    }

    /// Takes in what was found of the same place by another way; `self` is the better one.
    fn absorb(&mut self, other: Self) {
        let known = |found: &Found| found.route == other.route && found.why == other.why;
        if !self.also.iter().any(known) && (self.route, &self.why) != (other.route, &other.why) {
            self.also.push(Found { route: other.route, why: other.why });
        }
        self.also.extend(other.also);
        self.organisation = self.organisation.take().or(other.organisation);
        self.country = self.country.take().or(other.country);
        self.network = self.network.take().or(other.network);
    }
}

/// All that was found out about whom to tell.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Answer {
    /// The address asked about.
    pub address: Option<IpAddr>,
    /// The network that the best source says it is in.
    pub network: Option<Span>,
    /// What that network is called.
    pub name: Option<String>,
    /// Whose it is.
    pub organisation: Option<String>,
    /// Where it is registered: two letters of ISO 3166, upper case.
    pub country: Option<String>,
    /// The autonomous system, where somebody said which.
    pub asn: Option<u32>,
    /// The name that the address has and that leads back to it.
    pub host: Option<String>,
    /// Why nobody is to be told, when a rule says so. The candidates are still there, to be read.
    pub inhibited: Option<String>,
    /// Everybody found, best first, also those who can no longer be reached.
    pub candidates: Vec<Candidate>,
    /// What could not be found out, and why; and what was set aside, and why.
    pub notes: Vec<String>,
    /// When it is worth asking again, if a registry asked us to wait.
    pub again_at: Option<cerrojo_model::Time>,
}

impl Answer {
    /// Whom to tell: the first who can be reached, unless a rule says nobody.
    #[must_use]
    pub fn best(&self) -> Option<&Candidate> {
        let first = self.candidates.first()?;
        (self.inhibited.is_none() && first.health.is_well()).then_some(first)
    }

    /// Whom to write to: like [`Self::best`], but mail only.
    #[must_use]
    pub fn best_mail(&self) -> Option<(&MailAddress, &Candidate)> {
        let mut well = self.candidates.iter().filter(|candidate| candidate.health.is_well());
        let found = well.find_map(|candidate| Some((candidate.reach.mail()?, candidate)));
        found.filter(|_| self.inhibited.is_none())
    }

    /// Sets how everybody has behaved so far, and puts those who cannot be reached behind the
    /// others: the next one takes over. Nobody is dropped.
    pub fn set_health(&mut self, health: impl Fn(&Reach) -> Health) {
        for candidate in &mut self.candidates {
            candidate.health = health(&candidate.reach);
        }
        self.candidates.sort_by_key(Candidate::place);
    }

    /// Puts candidates in order and makes one of those that lead to the same place.
    pub(super) fn rank(&mut self) {
        let mut all = std::mem::take(&mut self.candidates);
        all.sort_by_key(Candidate::place);
        for candidate in all {
            match self.candidates.iter_mut().find(|known| known.reach == candidate.reach) {
                Some(known) => known.absorb(candidate),
                None => self.candidates.push(candidate),
            }
        }
    }

    /// Keeps a sentence on what went wrong, once.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }

    /// The domain of the best mail address that a registry or a zone named.
    pub(super) fn mail_domain(&self) -> Option<String> {
        let mut named: Vec<&Candidate> = self.candidates.iter().collect();
        named.sort_by_key(|candidate| candidate.place());
        let mut mails = named.into_iter().filter_map(|candidate| candidate.reach.mail());
        mails.next().map(|address| address.domain().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(address: &str, route: Route) -> Candidate {
        let why = format!("{} names {address}", route.record().id);
        Candidate::new(Reach::read(address).unwrap(), route, why)
    }

    fn answer() -> Answer {
        let mut answer = Answer {
            candidates: vec![
                candidate("cert@csirt.example", Route::NationalCsirt),
                candidate("noc@example.net", Route::RegistryTechnical),
                candidate("abuse@example.net", Route::DomainAbuse),
                candidate("abuse@EXAMPLE.net", Route::RegistryAbuse),
            ],
            ..Answer::default()
        };
        answer.rank();
        answer
    }

    fn addresses(answer: &Answer) -> Vec<String> {
        answer.candidates.iter().map(|candidate| candidate.reach.to_string()).collect()
    }

    #[test]
    fn the_best_route_is_kept_and_the_others_are_remembered() {
        let answer = answer();
        assert_eq!(
            addresses(&answer),
            ["abuse@example.net", "noc@example.net", "cert@csirt.example"]
        );
        let best = answer.best().unwrap();
        assert_eq!(best.route, Route::RegistryAbuse);
        let also: Vec<Route> = best.also.iter().map(|found| found.route).collect();
        assert_eq!(also, [Route::DomainAbuse]);
    }

    #[test]
    fn who_bounces_is_followed_by_the_next_and_stays_in_the_list() {
        let mut answer = answer();
        let sick = |reach: &Reach| match reach.to_string().as_str() {
            "abuse@example.net" => Health::Bounced,
            "cert@csirt.example" => Health::Works,
            _ => Health::Untried,
        };
        answer.set_health(sick);
        assert_eq!(
            addresses(&answer),
            ["noc@example.net", "cert@csirt.example", "abuse@example.net"]
        );
        assert_eq!(answer.best().unwrap().reach.to_string(), "noc@example.net");
        answer.set_health(|_| Health::Refused);
        assert_eq!(answer.candidates.len(), 3);
        assert!(answer.best().is_none() && answer.best_mail().is_none());
    }

    #[test]
    fn a_page_comes_first_and_a_letter_still_has_somebody() {
        let mut answer = answer();
        answer.candidates.push(candidate("https://example.net/abuse", Route::Override));
        answer.rank();
        assert!(answer.best().unwrap().reach.mail().is_none());
        assert_eq!(answer.best_mail().unwrap().0.as_str(), "abuse@example.net");
        answer.inhibited = Some("they asked for it".into());
        assert!(answer.best().is_none() && answer.best_mail().is_none());
    }
}
