//! What is asked: which kinds, at which level, by which tests of either table.

use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};

use anyhow::Context as _;
use cerrojo_engine::{Resolver, SinkChoice};
use cerrojo_probe::proxy::{Choice, PROTOCOLS, Tier};
use cerrojo_probe::relay::{Selection, TESTS};

use crate::Status;
use crate::arguments::{Check, Common, Kind, SinkPlace};
use crate::output::Output;
use crate::target::{Kinds, Written};

/// The questions of a run.
pub(crate) struct Questions {
    pub(crate) relays: Option<Selection>,
    pub(crate) proxies: Option<Choice>,
    /// Which of the usual ports are asked.
    pub(crate) tier: Tier,
}

impl Questions {
    /// The questions of a check, which our own ends must suit.
    pub(crate) fn of(check: &Check) -> anyhow::Result<Self> {
        let tests = check.probing.tests.as_deref().unwrap_or("standard");
        let questions = Self::read(tests, check.kind)?;
        questions.suit(check)?;
        Ok(questions)
    }

    /// Reads `--tests` and `--kind`: a level is for both kinds, an id for the table that has it.
    pub(crate) fn read(tests: &str, kind: Option<Kind>) -> anyhow::Result<Self> {
        let (relays, proxies) = (kind != Some(Kind::Proxy), kind != Some(Kind::Relay));
        let tier = match tests {
            "quick" => Some(Tier::Quick),
            "standard" => Some(Tier::Standard),
            "thorough" => Some(Tier::Thorough),
            _ => None,
        };
        if let Some(tier) = tier {
            return Ok(Self {
                relays: relays.then(|| Selection::parse(tests)).transpose()?,
                proxies: proxies.then(|| Choice::of(tier)),
                tier,
            });
        }
        let ids = tests.split(',').map(str::trim).filter(|id| !id.is_empty());
        let (of_proxies, of_relays): (Vec<&str>, Vec<&str>) = ids.partition(|id| Choice::knows(id));
        let name = |id: &&&str| id.split_once(':').is_some_and(|(name, _)| Choice::knows(name));
        if let Some((id, (name, _))) =
            of_relays.iter().find(name).and_then(|id| Some((id, id.split_once(':')?)))
        {
            anyhow::bail!("`{id}`: want a port of our sinks, such as {name}:443");
        }
        if !relays && !of_relays.is_empty() {
            anyhow::bail!(
                "`{}` is no test of proxies, and --kind proxy asks nothing else (`cerrojo check --list-tests` lists them)",
                of_relays.join(",")
            );
        }
        if !proxies && !of_proxies.is_empty() {
            anyhow::bail!(
                "`{}` is no test of mail servers, and --kind relay asks nothing else (`cerrojo check --list-tests` lists them)",
                of_proxies.join(",")
            );
        }
        let none_named = of_relays.is_empty() && of_proxies.is_empty();
        Ok(Self {
            relays: (!of_relays.is_empty() || none_named)
                .then(|| Selection::parse(&of_relays.join(",")))
                .transpose()?,
            proxies: (proxies && !of_proxies.is_empty())
                .then(|| Choice::parse(of_proxies.iter().copied()))
                .transpose()?,
            tier: Tier::Standard,
        })
    }

    /// Whether there is anything to ask of `target`.
    pub(crate) fn asks(&self, target: &Written) -> bool {
        let ports = target.ports(self.kinds(), self.tier);
        ports.iter().any(|port| port.is_asked(self.relays.as_ref(), self.proxies.as_ref()))
    }

    /// Makes sure that our sinks listen at the ports that tests are narrowed to.
    fn suit(&self, check: &Check) -> anyhow::Result<()> {
        let facing = check.probing.sink_mail.is_empty().then_some(25);
        let mail = check.probing.sink_mail.iter().filter_map(|place| match place {
            SinkPlace::At(address) => Some(address.port()),
            SinkPlace::None => None,
        });
        let echo = check.probing.sink_echo.iter().map(SocketAddr::port);
        let ours: Vec<u16> = facing.into_iter().chain(mail).chain(echo).collect();
        let missing = self.proxies.iter().flat_map(Choice::ports);
        match missing.into_iter().find(|(_, port)| !ours.contains(port)) {
            Some((id, port)) => anyhow::bail!(
                "`{id}:{port}` asks proxies for port {port}, and none of our sinks listens there; add --sink-echo ADDRESS:{port}"
            ),
            None => Ok(()),
        }
    }

    /// What is looked for.
    pub(crate) const fn kinds(&self) -> Kinds {
        Kinds { relays: self.relays.is_some(), proxies: self.proxies.is_some() }
    }
}

/// Prints both tables.
pub(super) fn list(common: &Common) -> anyhow::Result<Status> {
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    let relays = TESTS.iter().map(|row| ("relay", row.id, row.tier, row.about));
    let proxies = PROTOCOLS.iter().map(|row| ("proxy", row.id, row.tier, row.about));
    for (kind, id, tier, about) in relays.chain(proxies) {
        let tier = format!("{tier:?}").to_lowercase();
        writeln!(output, "{kind}  {id:<22} {tier:<9} {about}").context("cannot write the table")?;
    }
    output.flush().context("cannot write the table")?;
    Ok(Status::Fine)
}

/// A name that leads to our sinks: the user's, or the sink's domain where it has such an address.
pub(crate) async fn sink_name(
    check: &Check,
    sink: &SinkChoice,
    resolver: Option<&Resolver>,
) -> Option<String> {
    if check.probing.sink_name.is_some() {
        return check.probing.sink_name.clone();
    }
    let mail = match sink {
        SinkChoice::At(addresses) => addresses.as_slice(),
        SinkChoice::Facing | SinkChoice::Nowhere => &[],
    };
    let ours: Vec<IpAddr> = mail
        .iter()
        .chain(&check.probing.sink_echo)
        .map(SocketAddr::ip)
        .chain(check.probing.sink_advertise)
        .collect();
    let domain = check.probing.sink_domain.as_ref()?;
    let found = resolver?.addresses(domain).await.ok()?;
    found.iter().any(|address| ours.contains(address)).then(|| domain.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(tests: &str, kind: Option<Kind>) -> (bool, bool) {
        let kinds = Questions::read(tests, kind).unwrap().kinds();
        (kinds.relays, kinds.proxies)
    }

    #[test]
    fn levels_are_for_both_and_ids_for_their_table() {
        assert_eq!(kinds("standard", None), (true, true));
        assert_eq!(kinds("quick", Some(Kind::Proxy)), (false, true));
        assert_eq!(kinds("plain,http-connect:25", None), (true, true));
        assert_eq!(kinds("plain", None), (true, false));
        assert_eq!(kinds("socks5", None), (false, true));
        assert_eq!(kinds("nmap", Some(Kind::Relay)), (true, false));
    }

    #[test]
    fn mistakes_are_named() {
        for (tests, kind) in [
            ("plian", None),
            ("", None),
            ("plain", Some(Kind::Proxy)),
            ("http-conect", None),
            ("socks5", Some(Kind::Relay)),
        ] {
            assert!(Questions::read(tests, kind).is_err(), "{tests}");
        }
    }
}
