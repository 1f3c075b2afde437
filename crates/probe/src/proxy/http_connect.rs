//! CONNECT in HTTP/1.1 and 1.0: a tunnel to any host and port (RFC 9110 section 9.3.6).

use super::head::{self, Reading};
use super::protocol::{
    Ask, Carries, Conversation, Family, Form, Ports, Protocol, Step, Tier, When,
};

/// By address, in HTTP/1.1.
pub(super) const CONNECT: Protocol = Protocol {
    id: "http-connect",
    about: "connects strangers to any server by HTTP CONNECT",
    family: Family::Http,
    tier: Tier::Quick,
    form: Form::Ipv4,
    carries: Carries::Tunnel,
    ports: Ports::Each,
    when: When::Always,
    source: "RFC 9110 section 9.3.6",
    start: |ask| request(ask, "1.1", false),
    opens: b"HTTP/1.1 201 Created\r\nVia: 1.1 gate\r\n\r\n",
    refuses: b"HTTP/1.1 403 Forbidden\r\nServer: squid\r\n\r\n",
    garbles: b"220 mail.example ESMTP\r\n",
};

/// In HTTP/1.0, for proxies that know nothing else.
pub(super) const CONNECT_1_0: Protocol = Protocol {
    id: "http-connect-1.0",
    about: "connects strangers to any server by CONNECT in HTTP/1.0",
    tier: Tier::Standard,
    when: When::Failed("http-connect"),
    source: "RFC 2817 section 5.2, RFC 9112 section 2.3",
    start: |ask| request(ask, "1.0", false),
    opens: b"HTTP/1.0 200 Connection established\n\n",
    refuses: b"HTTP/1.0 405 Method Not Allowed\r\n\r\n",
    garbles: b"\x05\xff",
    ..CONNECT
};

/// By IPv6 address.
pub(super) const CONNECT_IPV6: Protocol = Protocol {
    id: "http-connect-ipv6",
    about: "connects strangers to any server by CONNECT to an IPv6 address",
    tier: Tier::Standard,
    form: Form::Ipv6,
    ports: Ports::Vary("http-connect"),
    source: "RFC 9110 section 9.3.6, RFC 3986 section 3.2.2",
    ..CONNECT
};

/// By name.
pub(super) const CONNECT_NAME: Protocol = Protocol {
    id: "http-connect-name",
    about: "connects strangers to any server by CONNECT to a name",
    tier: Tier::Standard,
    form: Form::Name,
    ports: Ports::Vary("http-connect"),
    ..CONNECT
};

/// With one random pair of user name and password, after a 407.
pub(super) const CONNECT_AUTH: Protocol = Protocol {
    id: "http-connect-auth",
    about: "connects whoever gives any user name and password by HTTP CONNECT",
    tier: Tier::Standard,
    when: When::Demanded,
    source: "RFC 9110 section 11.7, RFC 7617",
    start: |ask| request(ask, "1.1", true),
    refuses: b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n",
    ..CONNECT
};

/// To the server's own mail server.
pub(super) const CONNECT_LOOPBACK: Protocol = Protocol {
    id: "http-connect-loopback",
    about: "connects strangers to the mail server on its own loopback, which relays for it",
    tier: Tier::Thorough,
    form: Form::Loopback,
    ports: Ports::Mail,
    source: "RFC 9110 section 9.3.6",
    ..CONNECT
};

#[derive(Debug)]
struct Connect {
    request: Vec<u8>,
}

fn request(ask: &Ask<'_>, version: &str, with_credentials: bool) -> Box<dyn Conversation> {
    let place = ask.host_port();
    let pair = if with_credentials { super::basic(ask.credentials) } else { String::new() };
    let fields = ask.fields;
    let request = format!("CONNECT {place} HTTP/{version}\r\nHost: {place}\r\n{pair}{fields}\r\n");
    Box::new(Connect { request: request.into_bytes() })
}

impl Conversation for Connect {
    fn begin(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.request)
    }

    fn step(&mut self, input: &[u8]) -> Step {
        match head::read(input) {
            // Any 2xx (section 9.3.6); what it is worth shows the sink.
            Reading::Whole(head) if matches!(head.status, 200..=299) => {
                Step::Connected { taken: head.bytes, said: head.line }
            }
            Reading::Whole(head) => {
                Step::Refused { means: head::refusal(head.status), said: head.line }
            }
            Reading::Part => Step::Read,
            Reading::Other => Step::Garbled,
        }
    }
}
