//! Reverse proxies whose target the client can choose: by the Host field, or by a URL in the path.
//!
//! The third way, the absolute form, is what [`super::http_get`] asks.

use super::http_get::{GET, Page};
use super::protocol::{Ask, Conversation, Ports, Protocol, Tier, When};

/// By the Host field.
pub(super) const HOST: Protocol = Protocol {
    id: "http-host",
    about: "fetches pages of whichever server a stranger names in the Host field",
    tier: Tier::Standard,
    ports: Ports::One,
    source: "RFC 9110 section 7.2",
    start: |ask| request(ask, "/", &ask.host_port()),
    ..GET
};

/// By a URL in the path.
pub(super) const PATH: Protocol = Protocol {
    id: "http-path",
    about: "fetches pages of whichever server a stranger names in the path",
    tier: Tier::Standard,
    ports: Ports::One,
    // A forwarder by the Host field is led back to itself by this one, again and again.
    when: When::Nothing,
    source: "RFC 9110 section 7.3",
    start: |ask| request(ask, &format!("/http://{}/", ask.host_port()), ask.authority),
    ..GET
};

fn request(ask: &Ask<'_>, path: &str, host: &str) -> Box<dyn Conversation> {
    let (challenge, fields) = (ask.challenge, ask.fields);
    let request = format!(
        "GET {path}{challenge} HTTP/1.1\r\nHost: {host}\r\n{fields}\
         Cache-Control: no-cache\r\nConnection: close\r\n\r\n"
    );
    Box::new(Page { request: request.into_bytes() })
}
