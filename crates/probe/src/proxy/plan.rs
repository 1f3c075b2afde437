//! Which protocols are asked for which of our ports, and which comes next.

use std::net::IpAddr;

use cerrojo_model::Reason;

use super::examination::Settings;
use super::ports::Expects;
use super::protocol::{Carries, Family, Form, Ports, Protocol, When};
use super::trial::{Fate, Purpose, Trial};
use crate::relay::NONCES;

/// A place where our sink listens, as a server sees it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Destination {
    /// The address.
    pub address: IpAddr,
    /// The port.
    pub port: u16,
    /// Whether it greets as a mail server does, and takes mail.
    pub takes_mail: bool,
    /// Whether it takes datagrams at the same port.
    pub takes_datagrams: bool,
}

/// The trials of an endpoint, in the order of the table.
pub(super) fn trials(settings: &Settings, expects: Expects) -> Vec<Trial> {
    let mut trials = Vec::new();
    for family in expects.families() {
        for (protocol, only) in settings.choice.picks().filter(|(row, _)| row.family == *family) {
            for destination in destinations(settings, protocol) {
                if only.is_none_or(|port| port == destination.port) {
                    trials.push(trial(protocol, destination, first_purpose(protocol)));
                }
            }
        }
    }
    if !settings.choice.is_quick() {
        let through = |trial: &Trial| {
            trial.protocol.carries == Carries::Tunnel
                && trial.destination.takes_mail
                && trial.purpose == Purpose::Reach
        };
        let mails: Vec<Trial> = trials
            .iter()
            .filter(|trial| through(trial))
            .map(|reach| trial(reach.protocol, reach.destination, Purpose::Mail))
            .collect();
        trials.extend(mails);
    }
    trials.truncate(usize::try_from(NONCES).unwrap_or(usize::MAX));
    trials
}

fn first_purpose(protocol: &Protocol) -> Purpose {
    let mails = protocol.carries == Carries::Mail || protocol.form == Form::Loopback;
    if mails { Purpose::Mail } else { Purpose::Reach }
}

fn trial(protocol: &'static Protocol, destination: Destination, purpose: Purpose) -> Trial {
    // What is mail by its nature needs no word for it.
    let suffix = if purpose == first_purpose(protocol) { "" } else { ":mail" };
    Trial {
        id: format!("{}:{}{suffix}", protocol.id, destination.port),
        protocol,
        purpose,
        destination,
        fate: Fate::Pending,
        sent: None,
        attempts: 0,
    }
}

/// The places that a protocol is asked for.
fn destinations(settings: &Settings, protocol: &Protocol) -> Vec<Destination> {
    if protocol.form == Form::Loopback {
        let own = std::net::Ipv4Addr::LOCALHOST.into();
        let has_mail = settings.destinations.iter().any(|place| place.takes_mail);
        let place =
            Destination { address: own, port: 25, takes_mail: true, takes_datagrams: false };
        return if has_mail { vec![place] } else { Vec::new() };
    }
    let wants_v6 = protocol.form == Form::Ipv6;
    let any_form = protocol.form == Form::Name;
    let has_v4 = settings.destinations.iter().any(|place| place.address.is_ipv4());
    let of_form = |place: &&Destination| {
        let v6 = place.address.is_ipv6();
        // A name leads to both; the ports of one family are enough to go through.
        if any_form { v6 != has_v4 } else { v6 == wants_v6 }
    };
    let places = settings.destinations.iter().filter(of_form).copied();
    match protocol.ports {
        Ports::Each | Ports::Vary(_) if protocol.carries == Carries::Page => {
            places.filter(|place| !place.takes_mail).collect()
        }
        Ports::Each | Ports::Vary(_) => places.collect(),
        Ports::EachSilent => places.filter(|place| !place.takes_mail).collect(),
        Ports::Mail => places.filter(|place| place.takes_mail).collect(),
        Ports::Datagrams => places.filter(|place| place.takes_datagrams).take(1).collect(),
        Ports::One if protocol.carries == Carries::Page => {
            places.filter(|place| !place.takes_mail).take(1).collect()
        }
        Ports::One => {
            let mut places: Vec<_> = places.collect();
            places.sort_by_key(|place| place.takes_mail);
            places.truncate(1);
            places
        }
    }
}

/// What is known of the other trials when one is looked at.
pub(super) struct Known<'a> {
    pub(super) trials: &'a [Trial],
    pub(super) thorough: bool,
    pub(super) named: bool,
    /// The server is so slow that only what matters most is asked.
    pub(super) slow: bool,
}

impl Known<'_> {
    /// Whether `trial` is worth a connection, now that those before it in the table are decided.
    pub(super) fn is_worth(&self, trial: &Trial) -> bool {
        if trial.purpose == Purpose::Mail && trial.protocol.carries == Carries::Tunnel {
            return self.is_mail_worth(trial);
        }
        if self.named {
            return true;
        }
        if self.slow && trial.protocol.tier > super::Tier::Quick {
            return false;
        }
        // A port that the server's network swallows would cost a time-out each time.
        let swallowed = |other: &Trial| {
            other.destination.port == trial.destination.port
                && other.protocol.id != trial.protocol.id
                && other.protocol.family == trial.protocol.family
                && matches!(other.fate, Fate::Lost(Reason::Timeout))
        };
        let answers =
            |other: &Trial| other.protocol.family == trial.protocol.family && other.is_understood();
        let rare = !self.thorough && trial.protocol.tier > super::Tier::Quick;
        if rare && self.trials.iter().any(answers) && self.trials.iter().any(swallowed) {
            return false;
        }
        // A spelling that a prompt swallows without a word is not typed for every port.
        let unheard = |other: &Trial| {
            other.protocol.id == trial.protocol.id && matches!(other.fate, Fate::Unproven(_))
        };
        if trial.protocol.family == Family::Telnet
            && !self.thorough
            && self.trials.iter().any(unheard)
        {
            return false;
        }
        let demanded = || {
            let same = |other: &&Trial| other.protocol.family == trial.protocol.family;
            self.trials.iter().filter(same).any(Trial::wants_credentials)
        };
        let when = match trial.protocol.when {
            When::Always => true,
            When::Demanded => demanded(),
            When::Failed(id) => !self.proven(id),
            When::Nothing => !self
                .trials
                .iter()
                .any(|other| other.protocol.family == trial.protocol.family && other.is_proven()),
        };
        when && self.is_port_worth(trial)
            && !(self.has_mailed() && trial.protocol.carries == Carries::Mail && !self.thorough)
    }

    fn is_port_worth(&self, trial: &Trial) -> bool {
        let Ports::Vary(id) = trial.protocol.ports else { return true };
        // Where the plain form got through, one port shows that this one does as well.
        let open = |other: &&Trial| other.protocol.id == id && other.is_proven();
        let Some(first) = self.trials.iter().find(open) else { return true };
        let port = first.destination.port;
        let mut same = self.trials.iter().filter(|other| other.protocol.id == trial.protocol.id);
        // The other family's sink need not have that port: then its first will do.
        let exists = same.clone().any(|other| other.destination.port == port);
        let only =
            if exists { port } else { same.next().map_or(port, |other| other.destination.port) };
        only == trial.destination.port
    }

    /// A message goes through once, by the first way that reached a port that takes mail.
    fn is_mail_worth(&self, trial: &Trial) -> bool {
        if trial.protocol.form == Form::Loopback {
            return self.thorough || self.named;
        }
        let reached = |other: &Trial| {
            other.purpose == Purpose::Reach
                && other.protocol.id == trial.protocol.id
                && other.destination == trial.destination
                && other.is_proven()
        };
        !self.has_mailed() && self.trials.iter().any(reached)
    }

    fn has_mailed(&self) -> bool {
        let mailed = |trial: &Trial| {
            trial.purpose == Purpose::Mail
                && trial.protocol.form != Form::Loopback
                && matches!(trial.fate, Fate::Proven(..) | Fate::Awaited(_))
        };
        self.trials.iter().any(mailed)
    }

    fn proven(&self, id: &str) -> bool {
        self.trials.iter().any(|trial| trial.protocol.id == id && trial.is_proven())
    }
}

/// What is known of a family on an endpoint.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Standing {
    /// Not asked yet.
    Untried,
    /// It answered in that protocol.
    Spoken,
    /// It answered in another, or hung up on it.
    Foreign,
    /// Nothing came: perhaps it only takes its time.
    Silent,
}

/// The families of an endpoint with their standing.
pub(super) type Families = Vec<(Family, Standing)>;
