//! Where the sinks of a run listen, and how servers are told of them.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use cerrojo_probe::message::Letterhead;
use cerrojo_probe::proxy::{self, Destination};
use cerrojo_probe::relay;
use cerrojo_probe::sink::Domains;

use super::{Asked, Port, Prober, SinkChoice, Speaks, lock};
use crate::{EngineError, Sink, facing};

impl Prober {
    /// Where mail is received now.
    #[must_use]
    pub fn sink_addresses(&self) -> Vec<SocketAddr> {
        let sinks = lock(&self.sinks);
        sinks.values().filter(|sink| sink.takes_mail()).map(Sink::address).collect()
    }

    /// Where challenges are answered now, beside the mail sinks.
    #[must_use]
    pub fn echo_addresses(&self) -> Vec<SocketAddr> {
        let sinks = lock(&self.sinks);
        sinks.values().filter(|sink| !sink.takes_mail()).map(Sink::address).collect()
    }

    /// Why proxies are not asked to reach a mail sink; `None` once it was taken, or when they are.
    pub fn take_missing_mail_sink(&self) -> Option<EngineError> {
        lock(&self.no_mail).take()
    }

    /// Opens the sinks whose places the user named.
    pub(super) fn listen_where_told(&self) -> Result<(), EngineError> {
        if let SinkChoice::At(addresses) = &self.setup.sink {
            for address in addresses {
                self.listen(*address, true)?;
            }
        }
        for address in self.setup.proxies.as_ref().map(|_| &self.setup.echo).into_iter().flatten() {
            // Port 25 is where mail goes: there the echo sink greets and takes mail as well.
            let mails = address.port() == 25;
            // A mail sink answers challenges as well.
            let same = |(known, _): &Asked| covers(*known, *address);
            let known = lock(&self.sinks).keys().any(same);
            if !known {
                self.listen(*address, mails)?;
            }
        }
        Ok(())
    }

    /// Makes sure that what `target` passes on could be received.
    ///
    /// # Errors
    ///
    /// [`EngineError::SinkUnavailable`]: nothing may be sent then. A target without a route is no
    /// error here: it will be reported as unreachable. Nor is a mail sink that only proxies would
    /// be asked to reach.
    pub fn ready_for(&self, target: IpAddr, ports: &[Port]) -> Result<(), EngineError> {
        let relays = self.setup.selection.is_some()
            && ports.iter().any(|port| !matches!(port.speaks, Speaks::Proxy(_)));
        let proxies =
            self.setup.proxies.is_some() && ports.iter().any(|port| port.speaks != Speaks::Mail);
        let mail = matches!(self.setup.sink, SinkChoice::Facing);
        let echo = proxies && self.setup.echo.is_empty();
        if !mail && !echo {
            return Ok(());
        }
        let Ok(ours) = facing(target) else { return Ok(()) };
        // An echo sink on port 25 takes mail as well.
        let opened = self.setup.proxies.as_ref().map(|_| &self.setup.echo);
        let covered = opened.into_iter().flatten().any(|place| covers(*place, (ours, 25).into()));
        if mail && !covered {
            match self.listen(SocketAddr::new(ours, 25), true) {
                Err(error) if !relays => *lock(&self.no_mail) = Some(error),
                other => other?,
            }
        }
        if echo {
            self.listen(SocketAddr::new(ours, 0), false)?;
        }
        Ok(())
    }

    fn listen(&self, address: SocketAddr, mails: bool) -> Result<(), EngineError> {
        let mut sinks = lock(&self.sinks);
        if sinks.contains_key(&(address, mails)) {
            return Ok(());
        }
        let registry = Arc::clone(&self.registry);
        let sink = if mails {
            let names =
                [&self.setup.sink_domain, &self.setup.backup_domain].into_iter().flatten().cloned();
            let literals = [Some(address.ip()), self.setup.sink_advertise].into_iter().flatten();
            let literals = literals.chain(self.setup.scope.own_addresses());
            let host = self.setup.sink_domain.clone();
            let host = host.unwrap_or_else(|| relay::literal(address.ip()));
            Sink::mail(address, &host, Domains::new(names, literals), registry)?
        } else {
            Sink::echo(address, registry)?
        };
        sinks.insert((address, mails), sink);
        drop(sinks);
        // Who was told of fewer places before shall be told of this one as well.
        lock(&self.proxies).clear();
        Ok(())
    }

    /// The address of ours that a target sees, as far as anything depends on it.
    fn client(&self, target: IpAddr) -> IpAddr {
        // One set serves all when neither our name nor the sink depends on that address.
        let fixed = self.setup.sink_domain.is_some()
            && !matches!(self.setup.sink, SinkChoice::Facing)
            && self.setup.echo.iter().all(|address| !address.ip().is_unspecified());
        let unknown =
            if target.is_ipv4() { IpAddr::from([0, 0, 0, 0]) } else { IpAddr::from([0; 16]) };
        if fixed { unknown } else { facing(target).unwrap_or(unknown) }
    }

    /// What is the same for all relay endpoints that one address of ours faces.
    pub(super) fn relay_settings(&self, target: IpAddr) -> Option<Arc<relay::Settings>> {
        let selection = self.setup.selection.as_ref()?;
        let client = self.client(target);
        let mut known = lock(&self.relays);
        let made = known.entry(client).or_insert_with(|| {
            let (domain, literal) = self.sink_domain(client);
            let helo = self.setup.helo.clone().or_else(|| self.setup.sink_domain.clone());
            Arc::new(relay::Settings {
                selection: selection.clone(),
                helo: helo.unwrap_or_else(|| relay::literal(client)),
                wait: self.setup.wait,
                letterhead: self.letterhead(&domain),
                sink: relay::Sink {
                    domain,
                    literal,
                    listens: !matches!(self.setup.sink, SinkChoice::Nowhere),
                },
                backup: self.setup.backup_domain.clone(),
                points_out_inside: self.setup.points_out_inside,
                key: self.key.clone(),
            })
        });
        Some(Arc::clone(made))
    }

    /// The same for proxies.
    pub(super) fn proxy_settings(&self, target: IpAddr) -> Option<Arc<proxy::Settings>> {
        let choice = self.setup.proxies.as_ref()?;
        // Which address of ours faces the target matters only where a sink is not at a named one.
        let told = match &self.setup.sink {
            SinkChoice::At(addresses) => addresses.as_slice(),
            SinkChoice::Nowhere => &[],
            SinkChoice::Facing => {
                &[SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), 25)]
            }
        };
        let named = |place: &SocketAddr| !place.ip().is_unspecified();
        let fixed = !self.setup.echo.is_empty() && told.iter().chain(&self.setup.echo).all(named);
        let client = match (fixed, self.setup.echo.first()) {
            (true, Some(place)) => place.ip(),
            _ => facing(target).unwrap_or(target),
        };
        if let Some(known) = lock(&self.proxies).get(&client) {
            return Some(Arc::clone(known));
        }
        let (domain, _) = self.sink_domain(client);
        let destinations = self.destinations(client);
        let helo = self.setup.helo.clone().or_else(|| self.setup.sink_domain.clone());
        let made = Arc::new(proxy::Settings {
            choice: choice.clone(),
            listens: !destinations.is_empty(),
            destinations,
            name: self.setup.sink_name.clone(),
            helo: helo.unwrap_or_else(|| relay::literal(client)),
            letterhead: self.letterhead(&domain),
            sink_domain: domain,
            wait: self.setup.wait,
            fields: self.fields(),
            credentials: self.credentials.clone(),
            key: self.key.clone(),
        });
        lock(&self.proxies).insert(client, Arc::clone(&made));
        Some(made)
    }

    /// Our sinks as a server sees them that sees us as `client`: mail first, then by port.
    fn destinations(&self, client: IpAddr) -> Vec<Destination> {
        let sinks = lock(&self.sinks);
        let mut places: Vec<Destination> = Vec::new();
        for ((asked, _), sink) in sinks.iter() {
            // Opened as a target came: for those that face it.
            let facing = matches!(self.setup.sink, SinkChoice::Facing) && sink.takes_mail()
                || self.setup.echo.is_empty() && !sink.takes_mail();
            let named = self.setup.echo.contains(asked);
            if facing && !named && asked.ip() != client {
                continue;
            }
            let place = Destination {
                address: self.as_seen(sink.address().ip(), client),
                port: sink.address().port(),
                takes_mail: sink.takes_mail(),
                takes_datagrams: sink.takes_datagrams(),
            };
            if !places
                .iter()
                .any(|known| (known.address, known.port) == (place.address, place.port))
            {
                places.push(place);
            }
        }
        drop(sinks);
        places.sort_by_key(|place| (!place.takes_mail, place.port, place.address));
        places
    }

    /// How an address of ours looks from outside.
    fn as_seen(&self, ours: IpAddr, client: IpAddr) -> IpAddr {
        let advertised = self.setup.sink_advertise.filter(|told| told.is_ipv4() == ours.is_ipv4());
        match advertised {
            Some(told) => told,
            None if ours.is_unspecified() => client,
            None => ours,
        }
    }

    /// The domain that the mail sink receives for, and its literal where it has one.
    fn sink_domain(&self, client: IpAddr) -> (String, Option<String>) {
        let literal = self.literal_address(client).map(relay::literal);
        let domain = self.setup.sink_domain.clone().or_else(|| literal.clone());
        (domain.unwrap_or_else(|| relay::literal(client)), literal)
    }

    fn letterhead(&self, sink: &str) -> Letterhead {
        Letterhead {
            authority: self.setup.scope.authority().map(str::to_owned),
            contact: self.setup.scope.contact().map(str::to_owned),
            sink: sink.to_owned(),
        }
    }

    /// Who asks, for those who read the logs of web servers (RFC 9110 sections 10.1.2 and 10.1.5).
    fn fields(&self) -> String {
        let harmless = |text: &str| -> String {
            text.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(200).collect()
        };
        let mut fields = "User-Agent: cerrojo (open proxy check)\r\n".to_owned();
        if let Some(contact) = self.setup.scope.contact() {
            fields.extend(["From: ", &harmless(contact), "\r\n"]);
        }
        fields
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
}

/// Whether a sink at `place` listens where one at `wanted` would; two free ports are never the same.
fn covers(place: SocketAddr, wanted: SocketAddr) -> bool {
    place.port() == wanted.port()
        && wanted.port() != 0
        && place.is_ipv4() == wanted.is_ipv4()
        && (place.ip() == wanted.ip() || place.ip().is_unspecified())
}
