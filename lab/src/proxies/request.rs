//! What does an HTTP/1 request say?

use std::io;

use super::client::Client;

/// How many bytes of a body are read to get past it.
const BODY_BYTES_MAX: usize = 65536;

/// The head of a request.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) version: String,
    fields: Vec<(String, String)>,
}

impl Request {
    /// Reads the next one; empty lines before it do not count (RFC 9112 section 2.2).
    pub(super) async fn read(client: &mut Client) -> io::Result<Self> {
        let mut head = client.until(b"\n").await?;
        while head == b"\r\n" || head == b"\n" {
            head = client.until(b"\n").await?;
        }
        // What is older than HTTP/1.0 has no fields.
        while head.len() < BODY_BYTES_MAX {
            let line = client.until(b"\n").await?;
            if line == b"\r\n" || line == b"\n" {
                break;
            }
            head.extend_from_slice(&line);
        }
        Ok(Self::parse(&String::from_utf8_lossy(&head)))
    }

    fn parse(head: &str) -> Self {
        let mut lines = head.lines();
        let mut words = lines.next().unwrap_or_default().split_whitespace().map(str::to_owned);
        let mut word = || words.next().unwrap_or_default();
        let (method, target, version) = (word(), word(), word());
        let field = |line: &str| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_owned(), value.trim().to_owned()))
        };
        Self { method, target, version, fields: lines.filter_map(field).collect() }
    }

    /// The value of a field.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        fields.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Reads its body, where its length is told.
    pub(super) async fn body(&self, client: &mut Client) -> io::Result<Vec<u8>> {
        match self.field("Content-Length").and_then(|length| length.parse::<usize>().ok()) {
            Some(length) if self.method != "CONNECT" => {
                client.take(length.min(BODY_BYTES_MAX)).await
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Says whether the client expects the connection to go on.
    pub(super) fn keeps_alive(&self) -> bool {
        let says = |word: &str| {
            let fields = ["Connection", "Proxy-Connection"].map(|name| self.field(name));
            fields.into_iter().flatten().any(|value| value.eq_ignore_ascii_case(word))
        };
        if self.version == "HTTP/1.1" { !says("close") } else { says("keep-alive") }
    }

    /// The head as a proxy passes it on to `authority`, for `path` there.
    pub(super) fn passed_on(&self, authority: &str, path: &str, host: &str) -> Vec<u8> {
        let (method, version) = (&self.method, &self.version);
        let own = ["Host", "Connection", "Proxy-Connection", "Proxy-Authorization"];
        let fields = self.fields.iter();
        let kept = fields.filter(|(name, _)| !own.iter().any(|own| name.eq_ignore_ascii_case(own)));
        let kept: Vec<String> = kept.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!(
            "{method} {path} {version}\r\nHost: {authority}\r\n{}Via: 1.1 {host}\r\nConnection: close\r\n\r\n",
            kept.concat()
        )
        .into_bytes()
    }

    /// All of it, as one text.
    pub(super) fn shown(&self) -> String {
        let first = format!("{} {} {}", self.method, self.target, self.version);
        let fields = self.fields.iter().map(|(name, value)| format!("{name}: {value}"));
        std::iter::once(first).chain(fields).collect::<Vec<_>>().join("\n")
    }
}
