//! The way that letters leave: smarthost or mail servers of the destination, and the keys that sign them.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use cerrojo_engine::Resolver;
use cerrojo_engine::mail::alignment::Sending as Aligned;
use cerrojo_engine::mail::{
    Credentials, Direct, Key, Mailer, Patience, Route, Setup, Signer, Smarthost, TlsPolicy,
};
use cerrojo_service::calendar::Calendar;
use cerrojo_service::job::{SendLimits, Sending, Speed, signatures, ways};

use cerrojo_store::Notes;

use super::settings::LetterSettings;

impl LetterSettings {
    /// How letters are sent.
    ///
    /// # Errors
    ///
    /// The user's: a key that cannot be read, a way that is none.
    pub(crate) fn sending(&self, resolver: Resolver, notes: Notes) -> anyhow::Result<Arc<Sending>> {
        let route = self.route()?;
        let is_near = matches!(route, Route::Smarthost(_)) || !self.hosts.is_empty();
        let setup = Setup {
            helo: self.host_name()?,
            sources: self.source.clone(),
            patience: Patience::default(),
            roots: String::new(),
        };
        let mailer = Mailer::new(resolver, setup)?;
        let sign: cerrojo_service::job::Sign = match self.signer()? {
            Some(signer) => signatures(signer),
            None => Box::new(|_, _| Ok(Vec::new())),
        };
        let has_hours = self.quiet_hours.unwrap_or(true);
        let speed = if is_near && self.per_day.is_none() && self.ramp == Some(false) {
            Speed::UNLIMITED
        } else {
            Speed::DEFAULT
        };
        Ok(Arc::new(Sending {
            ways: ways(mailer, route),
            sign,
            may_go: Box::new(move |letter, now| {
                // An answer to somebody who wrote just now does not wake anybody.
                if !has_hours || letter.kind == cerrojo_store::LetterKind::Answer {
                    return Ok(());
                }
                // The hours of the country were asked when it was written; it may be another day by now.
                let opens =
                    Calendar::next_opening(country(letter.contact.as_deref()).as_deref(), now);
                if opens == now { Ok(()) } else { Err(opens) }
            }),
            pace: Box::new(speed),
            clock: Box::new(cerrojo_engine::now),
            notes: Some(notes),
        }))
    }

    /// How many at once, and a day.
    pub(crate) fn limits(&self, letters: Option<u64>) -> SendLimits {
        let usual = SendLimits::default();
        SendLimits {
            lines: self.lines.unwrap_or(usual.lines).clamp(1, 256),
            per_day: self.per_day,
            ramps: self.ramp.unwrap_or(usual.ramps),
            letters,
            ..usual
        }
    }

    /// The name that the sending host says of itself.
    ///
    /// # Errors
    ///
    /// The user's: nothing says one.
    pub(crate) fn host_name(&self) -> anyhow::Result<String> {
        let name = self.helo.clone().or_else(|| self.domain.clone());
        name.context(
            "letters need a host name: put `helo` or `domain` into [letters] of cerrojo.toml",
        )
    }

    fn route(&self) -> anyhow::Result<Route> {
        let Some(given) = &self.smarthost else {
            return Ok(Route::Direct(Direct { hosts: self.named_hosts()?, ..Direct::default() }));
        };
        let tls = match self.smarthost_tls.as_deref() {
            None | Some("required") => TlsPolicy::Required,
            Some("opportunistic") => TlsPolicy::Opportunistic,
            Some("implicit") => TlsPolicy::Implicit,
            Some(other) => bail!(
                "[letters] `smarthost-tls`: `{other}` is none of required, opportunistic, implicit"
            ),
        };
        let usual = if tls == TlsPolicy::Implicit { 465 } else { 587 };
        let (host, port) = host_and_port(given, usual).with_context(|| {
            format!("[letters] `smarthost`: want HOST or HOST:PORT, not `{given}`")
        })?;
        Ok(Route::Smarthost(Smarthost { host, port, tls, credentials: self.credentials()? }))
    }

    fn credentials(&self) -> anyhow::Result<Option<Credentials>> {
        let Some(user) = &self.smarthost_user else { return Ok(None) };
        let file = self.smarthost_password_file.as_ref();
        let file =
            file.context("[letters] `smarthost-user` wants `smarthost-password-file` beside it")?;
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        let password = text.lines().next().unwrap_or_default().to_owned();
        Ok(Some(Credentials { user: user.clone(), password }))
    }

    /// `NAME=ADDRESS:PORT`: where mail for a domain goes in place of its MX.
    fn named_hosts(&self) -> anyhow::Result<BTreeMap<String, Vec<SocketAddr>>> {
        let mut hosts = BTreeMap::<String, Vec<SocketAddr>>::new();
        for given in &self.hosts {
            let parts = given.split_once('=');
            let place = parts.and_then(|(name, place)| Some((name, place.parse().ok()?)));
            let (name, place) = place.with_context(|| {
                format!("[letters] `hosts`: want DOMAIN=ADDRESS:PORT, not `{given}`")
            })?;
            hosts.entry(name.to_ascii_lowercase()).or_default().push(place);
        }
        Ok(hosts)
    }

    /// The keys, `SELECTOR:FILE`.
    pub(crate) fn keys(&self) -> anyhow::Result<Vec<(String, Key)>> {
        let mut keys = Vec::new();
        for given in &self.dkim {
            let (selector, file) = given
                .split_once(':')
                .with_context(|| format!("[letters] `dkim`: want SELECTOR:FILE, not `{given}`"))?;
            let text =
                std::fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
            let key = Key::read(&text).with_context(|| format!("the key in {file}"))?;
            keys.push((selector.to_owned(), key));
        }
        Ok(keys)
    }

    fn signer(&self) -> anyhow::Result<Option<Signer>> {
        let keys = self.keys()?;
        if keys.is_empty() {
            return Ok(None);
        }
        let domain =
            self.sender_domain().context("[letters] `from` says for which domain is signed")?;
        Ok(Some(Signer::new(domain, keys)?))
    }

    /// What DNS has to agree with.
    pub(crate) fn aligned(&self) -> anyhow::Result<Aligned> {
        let from_domain = self.sender_domain().context("[letters] `from` is missing")?.to_owned();
        let domain = self.domain.clone().context("[letters] `domain` is missing")?;
        let keys = self.keys()?.into_iter();
        let keys = keys.map(|(selector, key)| Ok((selector, key.record()?)));
        Ok(Aligned {
            from_domain,
            return_path_domain: domain.clone(),
            reply_domain: domain,
            keys: keys.collect::<anyhow::Result<_>>()?,
            helo: self.host_name()?,
            addresses: self.source.clone(),
        })
    }
}

/// The country whose hours count for an address: that of its top-level domain.
fn country(contact: Option<&str>) -> Option<String> {
    let last = contact?.rsplit('.').next()?;
    (last.len() == 2).then(|| last.to_ascii_uppercase())
}

fn host_and_port(text: &str, usual: u16) -> Option<(String, u16)> {
    if let Ok(place) = text.parse::<SocketAddr>() {
        return Some((place.ip().to_string(), place.port()));
    }
    match text.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') && !host.is_empty() => {
            Some((host.to_owned(), port.parse().ok()?))
        }
        _ => (!text.is_empty()).then(|| (text.to_owned(), usual)),
    }
}
