//! The pages that letters name: no more letters at one click, and "was this letter from us?".
//!
//! Only a POST unsubscribes (RFC 8058): filters open every link of a mail to look at it. No page names who was written to,
//! about what, or by which token. It speaks plain HTTP, on loopback or behind a proxy of the operator that has the certificate.

mod clients;
mod doors;
mod page;
mod words;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;
use cerrojo_letters::language::Language;
use cerrojo_letters::reference::named_in;
use cerrojo_store::{Letter, Store, StoreError};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

use crate::desk::Desk;
use crate::job::no_more_letters;
use clients::{Clients, client};
use doors::{Doors, Peer};
use page::Said;

/// Bytes of a request's body.
const BODY_BYTES: usize = 4 * 1024;

/// Why the pages are not there.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// The user's or the machine's: the port is taken, forbidden, or the address not ours.
    #[error("the pages cannot listen on {address}")]
    Unavailable {
        /// Where.
        address: SocketAddr,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
}

/// The pages; they close when dropped.
#[derive(Debug)]
pub struct Web {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Web {
    /// Listens on `address`.
    ///
    /// # Errors
    ///
    /// [`WebError::Unavailable`].
    pub async fn listen(
        address: SocketAddr,
        store: Store,
        desk: Arc<Desk>,
    ) -> Result<Self, WebError> {
        let unavailable = |cause| WebError::Unavailable { address, cause };
        let listener = TcpListener::bind(address).await.map_err(unavailable)?;
        let address = listener.local_addr().map_err(unavailable)?;
        let site = Site { store, desk, clients: Clients::default(), writing: Mutex::new(()) };
        let service = router(site).into_make_service_with_connect_info::<Peer>();
        let task = tokio::spawn(async move {
            // It accepts for ever: what is wrong with a connection is dealt with at the door.
            let _ = axum::serve(Doors::new(listener), service).await;
        });
        Ok(Self { address, task })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Site {
    store: Store,
    desk: Arc<Desk>,
    clients: Clients,
    /// Two clicks on one link are one after the other, so that the second finds what the first wrote.
    writing: Mutex<()>,
}

fn router(site: Site) -> Router {
    Router::new()
        .route("/u/{token}", get(ask).post(click))
        .route("/letter", get(look_up))
        .route("/letter/", get(look_up))
        .route("/letter/{reference}", get(genuine))
        .fallback(|| async { page::plain(StatusCode::NOT_FOUND, "There is no such page.") })
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(map_response(|response: Response| async { page::guarded(response) }))
        .with_state(Arc::new(site))
}

/// `GET /u/{token}`: asks, with one button, and changes nothing.
async fn ask(
    State(site): State<Arc<Site>>,
    ConnectInfo(Peer(peer)): ConnectInfo<Peer>,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Response {
    match site.of_token(&token, client(peer, &headers)).await {
        Ok(letter) => page::page(StatusCode::OK, &site.said(&letter.languages, Said::ask)),
        Err(refusal) => refusal,
    }
}

/// `POST /u/{token}`: no more letters (RFC 8058 section 3.2).
async fn click(
    State(site): State<Arc<Site>>,
    ConnectInfo(Peer(peer)): ConnectInfo<Peer>,
    headers: HeaderMap,
    Path(token): Path<String>,
    body: Bytes,
) -> Response {
    let letter = match site.of_token(&token, client(peer, &headers)).await {
        Ok(letter) => letter,
        Err(refusal) => return refusal,
    };
    if !is_one_click(&headers, &body) {
        let text = "The body of the request has to be List-Unsubscribe=One-Click (RFC 8058).";
        return page::plain(StatusCode::BAD_REQUEST, text);
    }
    let _alone = site.writing.lock().await;
    let proof = "one click on the link to unsubscribe";
    match no_more_letters(&site.store, &letter, proof, cerrojo_engine::now()).await {
        Ok(()) => page::page(StatusCode::OK, &site.said(&letter.languages, Said::done)),
        Err(error) => unavailable(&error),
    }
}

/// `GET /letter/{reference}`: whether a letter is from here, when it was written, and about how many servers.
async fn genuine(
    State(site): State<Arc<Site>>,
    ConnectInfo(Peer(peer)): ConnectInfo<Peer>,
    headers: HeaderMap,
    Path(reference): Path<String>,
) -> Response {
    site.genuine(&reference, client(peer, &headers)).await
}

/// `GET /letter`: the same with `?reference=`, or a field to type it into.
async fn look_up(
    State(site): State<Arc<Site>>,
    ConnectInfo(Peer(peer)): ConnectInfo<Peer>,
    headers: HeaderMap,
    Query(LookUp { reference }): Query<LookUp>,
) -> Response {
    match reference {
        Some(reference) => site.genuine(reference.trim(), client(peer, &headers)).await,
        None => page::field(&site.desk.reference(42)),
    }
}

#[derive(Deserialize)]
struct LookUp {
    reference: Option<String>,
}

impl Site {
    async fn genuine(&self, reference: &str, client: IpAddr) -> Response {
        if !self.clients.may_ask(client, minute()) {
            return page::too_often();
        }
        match self.sent(reference).await {
            Ok(Some((letter, servers))) => {
                let day = letter.sent_at.unwrap_or(letter.created_at);
                let sections = self.said(&letter.languages, |language, text| {
                    Said::genuine(language, &text.day(day), servers)
                });
                page::page(StatusCode::OK, &sections)
            }
            Ok(None) => {
                let text = "No: no letter with that reference is from us. If you have received one, do not trust it.";
                page::plain(StatusCode::NOT_FOUND, text)
            }
            Err(error) => unavailable(&error),
        }
    }

    /// The letter of a token, or what to answer. Whoever tries tokens out is soon asked to come again later.
    async fn of_token(&self, token: &str, client: IpAddr) -> Result<Letter, Response> {
        let Some(number) = self.desk.unsubscribed(token) else {
            if !self.clients.may_ask(client, minute()) {
                return Err(page::too_often());
            }
            let text = "This link belongs to no letter of ours. Is all of it there?";
            return Err(page::plain(StatusCode::NOT_FOUND, text));
        };
        self.store.letter(number).await.map_err(|error| match error {
            StoreError::Missing { .. } => {
                page::plain(StatusCode::GONE, "This letter is so old that it is kept no more.")
            }
            error => unavailable(&error),
        })
    }

    /// The letter of a reference and the number of its servers, if it ever went out.
    async fn sent(&self, reference: &str) -> Result<Option<(Letter, usize)>, StoreError> {
        let number = named_in(&self.desk.sender().prefix, reference);
        let whole =
            number.filter(|number| self.desk.reference(*number).eq_ignore_ascii_case(reference));
        let Some(number) = whole else { return Ok(None) };
        let letter = match self.store.letter(number).await {
            Ok(letter) => letter,
            Err(StoreError::Missing { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        if letter.attempts == 0 {
            return Ok(None);
        }
        let servers = self.store.letter_cases(number).await?.len();
        Ok(Some((letter, servers)))
    }

    /// The same in the first language of a letter, and in English.
    fn said(
        &self,
        languages: &[String],
        say: impl Fn(&'static Language, &cerrojo_letters::texts::Text) -> Said,
    ) -> Vec<Said> {
        let own = languages.first().and_then(|tag| Language::of_tag(tag));
        let english = Language::english();
        let own = own.filter(|own| own.tag != english.tag);
        let all = own.into_iter().chain([english]);
        all.filter_map(|language| Some(say(language, self.desk.texts().of(language)?))).collect()
    }
}

/// Whether the body says what it has to: as a form, in either of its two shapes (RFC 8058 section 3.1).
fn is_one_click(headers: &HeaderMap, body: &[u8]) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    let text = String::from_utf8_lossy(body);
    if kind.starts_with("multipart/form-data") {
        let Some((_, rest)) = text.split_once("name=\"List-Unsubscribe\"") else { return false };
        let value = rest.split_once("\r\n\r\n").map(|(_, value)| value);
        return value.is_some_and(|value| value.lines().next() == Some("One-Click"));
    }
    kind.starts_with("application/x-www-form-urlencoded")
        && text.trim_end().split('&').any(|pair| pair == "List-Unsubscribe=One-Click")
}

fn unavailable(error: &StoreError) -> Response {
    tracing::error!("a page could not be shown: {error}");
    page::plain(StatusCode::SERVICE_UNAVAILABLE, "This does not work just now. Please come again.")
}

fn minute() -> i64 {
    cerrojo_engine::now().timestamp().div_euclid(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_click_is_a_form_of_either_shape_and_nothing_else() {
        let says = |kind: &str, body: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
            is_one_click(&headers, body.as_bytes())
        };
        let form = "application/x-www-form-urlencoded";
        assert!(says(form, "List-Unsubscribe=One-Click"));
        assert!(says(
            "application/x-www-form-urlencoded; charset=utf-8",
            "List-Unsubscribe=One-Click\r\n"
        ));
        let parts = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
        assert!(says("multipart/form-data; boundary=b", parts));
        for (kind, body) in [
            (form, ""),
            (form, "List-Unsubscribe=One-Clicker"),
            (form, "x=List-Unsubscribe"),
            ("text/plain", "List-Unsubscribe=One-Click"),
            ("multipart/form-data; boundary=b", "List-Unsubscribe=One-Click"),
        ] {
            assert!(!says(kind, body), "{kind} {body}");
        }
    }
}
