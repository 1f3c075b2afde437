//! Several letters one after the other, over as few connections as it takes.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use super::conversation::{Conversation, Terms, Useless, explain};
use super::dial::Line;
use super::exchange::{Place, places};
use super::route::literal;
use super::tls::Tls;
use super::{Direct, Handover, MailError, Outcome, Patience, Route, Smarthost, Stage, TlsPolicy};
use crate::Resolver;

/// Connections begun for one letter at most, all servers of its destination together.
const CONNECTIONS: usize = 8;

/// How we present ourselves, and how long we wait.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Our host name, said in EHLO: the one that our address points back to.
    pub helo: String,
    /// The addresses to send from, one a family; any of the system's when empty. A family that is not
    /// among them is not used then.
    pub sources: Vec<IpAddr>,
    /// How long each step may take.
    pub patience: Patience,
    /// Certificates (PEM) to trust beside those that this system trusts; usually empty.
    pub roots: String,
}

/// Hands letters over. Cheap to clone; made once.
#[derive(Clone, Debug)]
pub struct Mailer {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    resolver: Resolver,
    setup: Setup,
    tls: Tls,
}

impl Mailer {
    /// Makes ready; nobody is contacted yet.
    ///
    /// # Errors
    ///
    /// [`MailError::HostName`] for a name that cannot be said in EHLO, [`MailError::Roots`] for
    /// certificates that cannot be read: the configuration's fault.
    pub fn new(resolver: Resolver, setup: Setup) -> Result<Self, MailError> {
        let fits = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '@');
        if setup.helo.is_empty() || setup.helo.len() > 255 || !setup.helo.chars().all(fits) {
            return Err(MailError::HostName { name: setup.helo });
        }
        let tls = Tls::new(&setup.roots)?;
        Ok(Self { inner: Arc::new(Inner { resolver, setup, tls }) })
    }

    /// Begins a session; the first letter opens its connection.
    #[must_use]
    pub fn session(&self, route: Route) -> Session {
        Session { inner: Arc::clone(&self.inner), route, domain: String::new(), open: None }
    }

    /// Hands over one letter, with a connection of its own.
    pub async fn deliver(&self, route: &Route, letter: &Handover<'_>) -> Outcome {
        let mut session = self.session(route.clone());
        let outcome = session.send(letter).await;
        session.close().await;
        outcome
    }
}

/// One connection at a time, kept for the next letter that goes the same way. Dropped without
/// [`Session::close`] it ends without a QUIT, which loses nothing.
#[derive(Debug)]
pub struct Session {
    inner: Arc<Inner>,
    route: Route,
    /// Where `open` leads, with [`Route::Direct`].
    domain: String,
    open: Option<Conversation>,
}

impl Session {
    /// Hands one letter over and says what came of it. Never fails: whatever goes wrong is an
    /// [`Outcome`]. A letter for another domain than the last one goes by a connection of its own,
    /// where the route is direct; so letters are best sorted by domain.
    ///
    /// Takes as long as [`Patience`] allows for each step, for at most eight connections.
    pub async fn send(&mut self, letter: &Handover<'_>) -> Outcome {
        let domain = letter.domain();
        if matches!(self.route, Route::Direct(_)) && domain != self.domain {
            self.hang_up().await;
            self.domain.clone_from(&domain);
        }
        if let Some(open) = self.open.take() {
            let used = open.letters() > 0;
            let (outcome, unheard) = self.send_by(open, letter).await;
            // A server may close what lies idle; that says nothing about this letter.
            if !(used && unheard) {
                return outcome;
            }
        }
        match self.connect(&domain).await {
            Ok(open) => self.send_by(open, letter).await.0,
            Err(outcome) => outcome,
        }
    }

    /// Whether a connection stands that the next letter can use.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Says QUIT and closes the connection.
    pub async fn close(mut self) {
        self.hang_up().await;
    }

    async fn hang_up(&mut self) {
        if let Some(open) = self.open.take() {
            open.quit().await;
        }
    }

    async fn send_by(&mut self, mut open: Conversation, letter: &Handover<'_>) -> (Outcome, bool) {
        let sent = open.send(letter).await;
        if sent.usable {
            self.open = Some(open);
        }
        (sent.outcome, sent.unheard)
    }

    async fn connect(&self, domain: &str) -> Result<Conversation, Outcome> {
        match &self.route {
            Route::Smarthost(smarthost) => self.inner.smarthost(smarthost).await,
            Route::Direct(direct) => self.inner.direct(direct, domain).await,
        }
    }
}

impl Inner {
    async fn smarthost(&self, smarthost: &Smarthost) -> Result<Conversation, Outcome> {
        let host = smarthost.host.as_str();
        let addresses = match literal(host) {
            Some(address) => vec![address],
            None => self.addresses(host).await?,
        };
        let name = literal(host).map_or_else(|| host.to_owned(), |address| address.to_string());
        let addresses =
            addresses.into_iter().map(|it| SocketAddr::new(it, smarthost.port)).collect();
        let place = Place { name, addresses };
        let terms = Terms {
            starttls: smarthost.tls != TlsPolicy::Implicit,
            implicit: smarthost.tls == TlsPolicy::Implicit,
            must: smarthost.tls != TlsPolicy::Opportunistic,
            ..self.terms(&place.name)
        };
        let found = self.first(std::slice::from_ref(&place), |_| terms).await;
        let mut open = found.map_err(not_the_letter)?;
        if let Some(credentials) = &smarthost.credentials
            && let Err(outcome) = open.authenticate(credentials).await
        {
            open.quit().await;
            return Err(outcome);
        }
        Ok(open)
    }

    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, Outcome> {
        let asked = tokio::time::timeout(self.setup.patience.names, self.resolver.addresses(host));
        let later = |text: String| Outcome::later(Stage::Route, host, text);
        let late = |_| later(format!("DNS did not say in time where {host} is"));
        asked.await.map_err(late)?.map_err(|error| later(error.to_string()))
    }

    async fn direct(&self, direct: &Direct, domain: &str) -> Result<Conversation, Outcome> {
        let names = self.setup.patience.names;
        let found = tokio::time::timeout(names, places(&self.resolver, direct, domain)).await;
        let late = |_| {
            let text = format!("DNS did not say in time where the mail of {domain} goes");
            Outcome::later(Stage::Route, domain, text)
        };
        let found = found.map_err(late)??;
        self.first(&found, |place| Terms { starttls: true, ..self.terms(&place.name) }).await
    }

    const fn terms<'a>(&'a self, host: &'a str) -> Terms<'a> {
        Terms {
            host,
            helo: self.setup.helo.as_str(),
            patience: &self.setup.patience,
            tls: &self.tls,
            starttls: false,
            implicit: false,
            must: false,
        }
    }

    /// The first server that greets us; when none does, what the first one said that said anything.
    async fn first<'a>(
        &'a self,
        places: &'a [Place],
        terms: impl Fn(&'a Place) -> Terms<'a>,
    ) -> Result<Conversation, Outcome> {
        let mut worst: Option<Outcome> = None;
        let mut left = CONNECTIONS;
        for place in places {
            for address in &place.addresses {
                let mut terms = terms(place);
                while left > 0 {
                    left -= 1;
                    let useless = match self.open(*address, &terms).await {
                        Ok(open) => return Ok(open),
                        Err(useless) => *useless,
                    };
                    let again = useless.by_tls && terms.starttls && !terms.must;
                    worst = Some(graver(worst, useless.outcome));
                    if !again {
                        break;
                    }
                    // Opportunistic: what does not work with TLS may work without (RFC 7435).
                    terms.starttls = false;
                }
            }
        }
        let host = places.first().map_or("", |place| place.name.as_str());
        Err(worst.unwrap_or_else(|| Outcome::later(Stage::Connect, host, "it has no address")))
    }

    async fn open(
        &self,
        address: SocketAddr,
        terms: &Terms<'_>,
    ) -> Result<Conversation, Box<Useless>> {
        let line = Line::open(address, &self.setup.sources, terms.patience.connect).await;
        let line = line.map_err(|error| {
            let text = format!("no connection to {address}: {}", explain(&error));
            let outcome = Outcome::later(Stage::Connect, terms.host, text);
            Box::new(Useless { outcome, by_tls: false })
        })?;
        Conversation::begin(line, terms).await
    }
}

/// The one to report of two failures: what may get better, so that the letter is tried again; and of
/// those the one that came further.
fn graver(before: Option<Outcome>, now: Outcome) -> Outcome {
    let rank = |outcome: &Outcome| match outcome {
        Outcome::Later { stage, .. } => (1, Some(*stage)),
        _ => (0, None),
    };
    match before {
        Some(before) if rank(&before) >= rank(&now) => before,
        _ => now,
    }
}

/// A smarthost that turns us away does so for every letter: that is nothing to give this one up for.
fn not_the_letter(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Refused { code, enhanced, text, host, stage } => {
            Outcome::Later { code: Some(code), enhanced, text, host, stage }
        }
        other => other,
    }
}
