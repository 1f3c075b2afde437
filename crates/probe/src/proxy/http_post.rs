//! POST and PUT whose body is a mail: a way to port 25 where CONNECT is closed.
//!
//! A mail server complains of the request line and of the fields, and then takes what follows:
//! lines are lines (RFC 5321 section 2.3.8). Our own mail sink reads them over.

use super::head;
use super::protocol::{
    Ask, Carries, Conversation, Family, Form, Ports, Protocol, Step, Tier, When,
};

/// POST.
pub(super) const POST: Protocol = Protocol {
    id: "http-post",
    about: "passes what strangers POST to any mail server",
    family: Family::Http,
    tier: Tier::Standard,
    form: Form::Ipv4,
    carries: Carries::Mail,
    ports: Ports::Mail,
    when: When::Always,
    source: "RFC 9110 section 9.3.3; CERT VU#150227",
    start: |ask| request(ask, "POST"),
    opens: b"HTTP/1.1 200 OK\r\n\r\n220 sink\r\n250 ok\r\n",
    refuses: b"HTTP/1.1 405 Method Not Allowed\r\n\r\n",
    garbles: b"\x05\xff",
};

/// PUT.
pub(super) const PUT: Protocol = Protocol {
    id: "http-put",
    about: "passes what strangers PUT to any mail server",
    source: "RFC 9110 section 9.3.4; CERT VU#150227",
    start: |ask| request(ask, "PUT"),
    ..POST
};

#[derive(Debug)]
struct Posted {
    request: Vec<u8>,
}

fn request(ask: &Ask<'_>, method: &str) -> Box<dyn Conversation> {
    let (place, fields, bytes) = (ask.host_port(), ask.fields, ask.mail.len());
    let head = format!(
        "{method} http://{place}/ HTTP/1.0\r\nHost: {place}\r\n{fields}\
         Content-Type: text/plain\r\nContent-Length: {bytes}\r\n\r\n"
    );
    Box::new(Posted { request: [head.as_bytes(), ask.mail].concat() })
}

impl Conversation for Posted {
    fn begin(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.request)
    }

    fn step(&mut self, input: &[u8]) -> Step {
        match input {
            // What a mail server says, passed on as it came (RFC 1945 section 3.1, HTTP/0.9).
            [b'2', b'2', b'0', b' ' | b'-', ..] => {
                Step::Answers { said: "220".to_owned(), means: super::protocol::Refusal::Rule }
            }
            _ => head::page(input),
        }
    }
}
