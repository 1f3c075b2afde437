//! GET and HEAD in absolute form: a page of any server (RFC 9112 section 3.2.2).

use super::head;
use super::protocol::{
    Ask, Carries, Conversation, Family, Form, Ports, Protocol, Step, Tier, When,
};

/// GET by address.
pub(super) const GET: Protocol = Protocol {
    id: "http-get",
    about: "fetches pages of any server for strangers",
    family: Family::Http,
    tier: Tier::Quick,
    form: Form::Ipv4,
    carries: Carries::Page,
    ports: Ports::EachSilent,
    when: When::Always,
    source: "RFC 9112 section 3.2.2",
    start: |ask| request(ask, "GET", false),
    opens: b"HTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\n{answer}\n",
    refuses: b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
    garbles: b"SSH-2.0-OpenSSH_9.2\r\n",
};

/// GET by IPv6 address.
pub(super) const GET_IPV6: Protocol = Protocol {
    id: "http-get-ipv6",
    about: "fetches pages from IPv6 addresses for strangers",
    tier: Tier::Standard,
    form: Form::Ipv6,
    ports: Ports::Vary("http-get"),
    ..GET
};

/// GET by name.
pub(super) const GET_NAME: Protocol = Protocol {
    id: "http-get-name",
    about: "fetches pages of any named server for strangers",
    tier: Tier::Standard,
    form: Form::Name,
    ports: Ports::Vary("http-get"),
    ..GET
};

/// GET with one random pair of user name and password, after a 407.
pub(super) const GET_AUTH: Protocol = Protocol {
    id: "http-get-auth",
    about: "fetches pages of any server for whoever gives any user name and password",
    tier: Tier::Standard,
    when: When::Demanded,
    source: "RFC 9110 section 11.7, RFC 7617",
    start: |ask| request(ask, "GET", true),
    refuses: b"HTTP/1.0 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n",
    ..GET
};

/// HEAD: the answer is in a header field.
pub(super) const HEAD: Protocol = Protocol {
    id: "http-head",
    about: "passes HEAD requests of strangers to any server",
    tier: Tier::Standard,
    ports: Ports::One,
    source: "RFC 9110 section 9.3.2, RFC 9112 section 3.2.2",
    start: |ask| request(ask, "HEAD", false),
    opens: b"HTTP/1.1 200 OK\r\nX-Cerrojo-Answer: {answer}\r\n\r\n",
    ..GET
};

#[derive(Debug)]
pub(super) struct Page {
    pub(super) request: Vec<u8>,
}

fn request(ask: &Ask<'_>, method: &str, with_credentials: bool) -> Box<dyn Conversation> {
    let (place, challenge, fields) = (ask.host_port(), ask.challenge, ask.fields);
    let pair = if with_credentials { super::basic(ask.credentials) } else { String::new() };
    let request = format!(
        "{method} http://{place}/{challenge} HTTP/1.1\r\nHost: {place}\r\n{pair}{fields}\
         Cache-Control: no-cache\r\nConnection: close\r\n\r\n"
    );
    Box::new(Page { request: request.into_bytes() })
}

impl Conversation for Page {
    fn begin(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.request)
    }

    fn step(&mut self, input: &[u8]) -> Step {
        head::page(input)
    }
}
