//! One question over HTTP: bounded, at the other side's pace, and not led astray by redirects.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{StatusCode, Url};
use tokio::time::Instant;

use super::ContactError;
use super::rdap::Limit;
use super::span::is_public;
use super::throttle::Throttle;
use crate::Resolver;

/// RFC 9110 section 15.4 leaves the number to us.
const REDIRECTS_MAX: usize = 5;
/// How often one server is asked the same while it says "later".
const TRIES: usize = 2;
/// How long to leave a server alone that says "later" and not when.
const LATER: Duration = Duration::from_mins(1);

/// How registries are treated.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Manners {
    /// The time between two queries to one registry that announces no limit of its own.
    pub interval: Duration,
    /// The longest wait for a turn, or when a registry asks for one; beyond it the answer says when
    /// to ask again.
    pub patience: Duration,
    /// The longest that one answer may take.
    pub timeout: Duration,
}

impl Default for Manners {
    /// One query a second, a minute's patience, 30 seconds for an answer.
    fn default() -> Self {
        let [interval, patience, timeout] = [1, 60, 30].map(Duration::from_secs);
        Self { interval, patience, timeout }
    }
}

/// Asks registries and web sites.
#[derive(Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    throttle: Mutex<Throttle>,
    patience: Duration,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Fetched {
    /// At most as many bytes as were asked for.
    pub(super) bytes: Vec<u8>,
    /// Who gave the answer in the end: host, with the port if it is an unusual one.
    pub(super) host: String,
}

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    /// They know of nothing there.
    #[error("{host} knows nothing of it")]
    NotFound {
        /// Who said so.
        host: String,
    },
    /// They are to be left alone for longer than we may wait.
    #[error("{host} is to be asked again in {} s", wait.as_secs().max(1))]
    Later {
        /// Who.
        host: String,
        /// For how long.
        wait: Duration,
        /// Whether they asked for it; else it is our own pace.
        asked: bool,
    },
    /// Anything else, in words.
    #[error("{host} gave no answer: {cause}")]
    Failed {
        /// Who.
        host: String,
        /// What went wrong.
        cause: String,
    },
}

impl Client {
    /// Gets ready; `agent` is what we call ourselves. Names are looked up with `resolver`, and only
    /// public addresses are gone to, so that a name cannot lead into the network we are in.
    ///
    /// # Errors
    ///
    /// [`ContactError::NoClient`] when TLS cannot be set up.
    pub(super) fn new(
        agent: &str,
        resolver: Option<Resolver>,
        manners: Manners,
    ) -> Result<Self, ContactError> {
        let http = reqwest::Client::builder()
            .user_agent(agent)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(manners.timeout)
            .dns_resolver(PublicNames { resolver })
            .build()
            .map_err(|cause| ContactError::NoClient { cause: reason(&cause) })?;
        let throttle = Mutex::new(Throttle::new(manners.interval));
        Ok(Self { http, throttle, patience: manners.patience })
    }

    /// Obeys a limit that `host` announced.
    pub(super) fn obey(&self, host: &str, limit: Limit) {
        self.throttle().obey(host, limit);
    }

    /// Gets `url`, at most `bytes_max` of it, and follows redirects.
    pub(super) async fn get(
        &self,
        url: &str,
        accept: &'static str,
        bytes_max: usize,
    ) -> Result<Fetched, FetchError> {
        let broken =
            |cause: &str| FetchError::Failed { host: url.to_owned(), cause: cause.to_owned() };
        let mut at = Url::parse(url).map_err(|_| broken("that is not the address of a page"))?;
        let mut been = vec![at.clone()];
        loop {
            let response = self.ask(&at, accept).await?;
            let host = host_of(&at);
            let status = response.status();
            if is_redirect(status) {
                let next = next(&at, response.headers());
                let next =
                    next.map_err(|cause| FetchError::Failed { host: host.clone(), cause })?;
                if been.contains(&next) || been.len() > REDIRECTS_MAX {
                    let cause = "it sends us round in circles".to_owned();
                    return Err(FetchError::Failed { host, cause });
                }
                been.push(next.clone());
                at = next;
                continue;
            }
            return match status {
                StatusCode::OK => {
                    Ok(Fetched { bytes: body(response, &host, bytes_max).await?, host })
                }
                StatusCode::NOT_FOUND | StatusCode::GONE => Err(FetchError::NotFound { host }),
                _ => Err(FetchError::Failed { host, cause: format!("it said {status}") }),
            };
        }
    }

    /// Asks one server, in its turn, and again when it says "later" and that is soon.
    async fn ask(&self, url: &Url, accept: &'static str) -> Result<reqwest::Response, FetchError> {
        let host = host_of(url);
        for _ in 0..TRIES {
            let turn = self.throttle().reserve(&host, Instant::now(), self.patience);
            match turn {
                Ok(wait) => tokio::time::sleep(wait).await,
                Err(wait) => {
                    let asked = self.throttle().is_asked(&host, Instant::now());
                    return Err(FetchError::Later { host, wait, asked });
                }
            }
            let sent = self.http.get(url.clone()).header(ACCEPT, accept).send().await;
            let response = sent.map_err(|cause| FetchError::Failed {
                host: host.clone(),
                cause: reason(&cause),
            })?;
            let is_later = matches!(
                response.status(),
                StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
            );
            if !is_later {
                return Ok(response);
            }
            let wait = retry_after(response.headers(), crate::now()).unwrap_or(LATER);
            self.throttle().pause(&host, Instant::now(), wait);
        }
        let wait = self.throttle().reserve(&host, Instant::now(), Duration::ZERO);
        Err(FetchError::Later { host, wait: wait.err().unwrap_or_default(), asked: true })
    }

    fn throttle(&self) -> MutexGuard<'_, Throttle> {
        self.throttle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// RFC 9110 section 15.4, those that name another place for the same question.
fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Where a redirect leads, unless it must not be followed there.
fn next(at: &Url, headers: &HeaderMap) -> Result<Url, String> {
    let location = headers.get(LOCATION).and_then(|it| it.to_str().ok());
    let location = location.ok_or("it sends us elsewhere and does not say where")?;
    let next = at.join(location).map_err(|_| "it sends us to no address".to_owned())?;
    let stays_plain = next.scheme() == "http" && at.scheme() == "http";
    if next.scheme() != "https" && !stays_plain {
        return Err(format!("it sends us to {next}, which is not encrypted"));
    }
    if !next.username().is_empty() || next.password().is_some() {
        return Err("it sends us elsewhere with a password".to_owned());
    }
    if let Some(address) = literal(&next)
        && !is_public(address)
        && !literal(at).is_some_and(|from| from.is_loopback())
    {
        return Err(format!("it sends us to {address}, which is no public address"));
    }
    Ok(next)
}

/// The address that a URL names in place of a host.
fn literal(url: &Url) -> Option<IpAddr> {
    url.host_str()?.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Seconds, or a date (RFC 9110 section 10.2.3).
fn retry_after(headers: &HeaderMap, now: cerrojo_model::Time) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = chrono::DateTime::parse_from_rfc2822(text).ok()?;
    Some(date.signed_duration_since(now).to_std().unwrap_or_default())
}

async fn body(
    mut response: reqwest::Response,
    host: &str,
    bytes_max: usize,
) -> Result<Vec<u8>, FetchError> {
    let failed = |cause: String| FetchError::Failed { host: host.to_owned(), cause };
    let mut out = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|cause| failed(reason(&cause)))? {
        if out.len().saturating_add(chunk.len()) > bytes_max {
            return Err(failed(format!("its answer is longer than {} KiB", bytes_max / 1024)));
        }
        out.extend_from_slice(&chunk);
    }
    Ok(out)
}

/// What went wrong, from the inmost cause, which says most.
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "it took too long".to_owned();
    }
    let mut inmost: &dyn std::error::Error = error;
    while let Some(source) = inmost.source() {
        inmost = source;
    }
    inmost.to_string()
}

struct PublicNames {
    resolver: Option<Resolver>,
}

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let resolver = self.resolver.clone();
        Box::pin(async move {
            let resolver = resolver.ok_or("there is no resolver to look up names with")?;
            let addresses = resolver.addresses(name.as_str()).await?;
            let public: Vec<SocketAddr> = addresses
                .into_iter()
                .filter(|address| is_public(*address))
                .map(|address| SocketAddr::new(address, 0))
                .collect();
            if public.is_empty() {
                return Err(format!("{} has no public address", name.as_str()).into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(from: &str, location: &str) -> Result<String, String> {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, location.parse().unwrap());
        next(&Url::parse(from).unwrap(), &headers).map(|url| url.to_string())
    }

    #[test]
    fn a_redirect_leads_neither_out_of_encryption_nor_inside() {
        let from = "https://rdap.example.net/ip/192.0.2.1";
        assert_eq!(
            leads(from, "/ip/192.0.2.0/24").unwrap(),
            "https://rdap.example.net/ip/192.0.2.0/24"
        );
        assert_eq!(leads("http://a.example/", "https://b.example/").unwrap(), "https://b.example/");
        assert_eq!(
            leads("http://127.0.0.1:8/", "http://127.0.0.1:9/").unwrap(),
            "http://127.0.0.1:9/"
        );
        for location in [
            "http://rdap.example.net/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://10.0.0.1/",
            "https://169.254.169.254/latest",
            "https://u:p@b.example/",
            "ftp://b.example/",
            "file:///etc/passwd",
        ] {
            assert!(leads(from, location).is_err(), "{location}");
        }
        assert!(next(&Url::parse(from).unwrap(), &HeaderMap::new()).is_err());
    }

    #[test]
    fn later_is_in_seconds_or_a_date() {
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        let after = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, text.parse().unwrap());
            retry_after(&headers, now)
        };
        assert_eq!(after("40"), Some(Duration::from_secs(40)));
        assert_eq!(after("Sun, 22 Nov 2026 12:01:00 GMT"), Some(Duration::from_mins(1)));
        assert_eq!(after("Sun, 22 Nov 2026 11:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(after("soon"), None);
    }
}
