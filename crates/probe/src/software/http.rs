//! Reads what a proxy wrote into an HTTP response, and leaves out what is another's.
//!
//! A response that came through a proxy is mostly the origin's: its `Server`, its page. What the
//! proxy adds is its entry in `Via`, the last one of all, because each intermediary appends its own
//! (RFC 9110 section 7.6.3). So the rules are:
//!
//! - Where the last entry carries a comment it says who passed the response on, and nothing else
//!   in that response counts: the rest can be from farther away.
//! - `Server` and the page count only in what the proxy made itself: an error, or the 2xx that opens
//!   a tunnel, without any `Via`, and with no second `Server` beside the first.
//! - Other fields count otherwise; their wordings are such as only proxies write.

/// The longest beginning of a response that is looked at, in bytes.
const ANSWER_BYTES: usize = 4096;

/// The most header fields of a response that are looked at.
const FIELDS: usize = 100;

/// The beginning of one HTTP response.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub(super) status_line: &'a str,
    status: u16,
    fields: Vec<Field<'a>>,
    body: &'a str,
}

/// A header field.
#[derive(Clone, Copy, Debug)]
struct Field<'a> {
    line: &'a str,
    name: &'a str,
    value: &'a str,
}

impl<'a> Answer<'a> {
    /// Reads a response; what does not begin like one is none.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (status_line, mut rest) = line(bounded(text));
        if !status_line.starts_with("HTTP/") {
            return None;
        }
        let status = status_line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let mut fields = Vec::new();
        while !rest.is_empty() {
            let (head, after) = line(rest);
            rest = after;
            if head.is_empty() {
                break;
            }
            if let Some((name, value)) = head.split_once(':')
                && fields.len() < FIELDS
            {
                fields.push(Field { line: head, name: name.trim(), value: value.trim() });
            }
        }
        Some(Self { status_line, status, fields, body: rest })
    }

    /// Gives the last entry of `Via`, without blanks around it, and the line that it stands in.
    pub(super) fn via(&self) -> Option<(&'a str, &'a str)> {
        let field = self.named("Via").next_back()?;
        Some((last_entry(field.value), field.line))
    }

    /// Gives the lines of the header fields, unless the last entry of `Via` says whose they are.
    pub(super) fn field_lines(&self) -> impl Iterator<Item = &'a str> {
        let fields = if self.is_signed() { &[] } else { self.fields.as_slice() };
        fields.iter().map(|field| field.line)
    }

    /// Gives the status line, unless the last entry of `Via` says whose the response is.
    pub(super) fn status_line(&self) -> Option<&'a str> {
        (!self.is_signed()).then_some(self.status_line)
    }

    /// Gives the value and the line of `Server` in what the proxy made itself.
    pub(super) fn server(&self) -> Option<(&'a str, &'a str)> {
        let mut servers = self.named("Server");
        let server = servers.next()?;
        let refuses = matches!(self.status, 400 | 403 | 407 | 408 | 500..=504);
        (self.is_unpassed() && servers.next().is_none() && (refuses || self.opens_a_tunnel()))
            .then_some((server.value, server.line))
    }

    /// Gives the lines of an error page that the proxy made itself.
    pub(super) fn page_lines(&self) -> impl Iterator<Item = &'a str> {
        let own = self.is_unpassed() && self.status >= 400;
        (if own { self.body } else { "" }).lines()
    }

    fn named(&self, name: &str) -> impl DoubleEndedIterator<Item = &Field<'a>> {
        self.fields.iter().filter(move |field| field.name.eq_ignore_ascii_case(name))
    }

    fn is_unpassed(&self) -> bool {
        self.named("Via").next().is_none()
    }

    fn is_signed(&self) -> bool {
        self.via().is_some_and(|(entry, _)| entry.ends_with(')'))
    }

    /// Nobody but a proxy says so in a reason phrase, and an origin has no cause to.
    fn opens_a_tunnel(&self) -> bool {
        let established = self.status_line.rsplit(' ').next();
        (200..300).contains(&self.status)
            && established.is_some_and(|word| word.eq_ignore_ascii_case("established"))
    }
}

/// Cuts a response to [`ANSWER_BYTES`].
pub(super) fn bounded(text: &str) -> &str {
    text.get(..text.floor_char_boundary(ANSWER_BYTES)).unwrap_or(text)
}

/// Parts the first line from the rest; some proxies end it with a bare line feed.
fn line(text: &str) -> (&str, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    (line.trim_end_matches('\r'), rest)
}

/// Gives what follows the last comma outside of comments.
fn last_entry(value: &str) -> &str {
    let mut depth = 0_u32;
    let mut from = 0;
    let mut quoted = false;
    for (at, c) in value.char_indices() {
        match c {
            _ if quoted => quoted = false,
            '\\' if depth > 0 => quoted = true,
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => from = at.saturating_add(1),
            _ => {}
        }
    }
    value.get(from..).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Answer<'_> {
        Answer::read(text).unwrap()
    }

    #[test]
    fn the_last_entry_is_the_nearest() {
        for (via, last) in [
            (
                "Via: 1.1 a (one), 1.0 b (two, or (three), \\)more) , 1.1 c (squid/5.7)",
                "1.1 c (squid/5.7)",
            ),
            ("Via: 1.1 a (one)\r\nvia: 1.1 b (two, three)", "1.1 b (two, three)"),
            (
                "Via: 1.1 a (never closed, 1.1 b (squid/5.7)",
                "1.1 a (never closed, 1.1 b (squid/5.7)",
            ),
            ("Via: 1.1 a,", ""),
        ] {
            let answer = format!("HTTP/1.1 200 OK\r\n{via}\r\n\r\nbody");
            assert_eq!(read(&answer).via().unwrap().0, last, "{via}");
        }
        assert!(read("HTTP/1.1 200 OK\r\n\r\nVia: 1.1 a (squid/5.7)").via().is_none());
    }

    #[test]
    fn only_what_the_proxy_made_itself_has_a_server_and_a_page() {
        let server = |text| read(text).server().map(|(value, _)| value);
        assert_eq!(server("HTTP/1.1 502 Bad Gateway\r\nserver: x\r\n\r\n"), Some("x"));
        assert_eq!(server("HTTP/1.0 200 Connection Established\r\nServer: x\r\n\r\n"), Some("x"));
        for answer in [
            "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\n",
            "HTTP/1.1 502 Bad Gateway\r\nServer: x\r\nVia: 1.1 y\r\n\r\n",
            "HTTP/1.1 502 Bad Gateway\r\nServer: x\r\nServer: y\r\n\r\n",
        ] {
            assert_eq!(server(answer), None, "{answer}");
        }
        let lines = |text| read(text).page_lines().count();
        assert_eq!(lines("HTTP/1.1 502 Bad\n\none\r\ntwo"), 2);
        assert_eq!(lines("HTTP/1.1 200 OK\n\none"), 0);
        assert_eq!(lines("HTTP/1.1 502 Bad\nVia: 1.1 y\n\none"), 0);
    }

    #[test]
    fn who_passed_it_on_leaves_no_field_to_others() {
        let lines = |text| read(text).field_lines().count();
        assert_eq!(lines("HTTP/1.1 200 OK\r\nX-Squid-Error: x\r\nVia: 1.1 y\r\n\r\n"), 2);
        assert_eq!(lines("HTTP/1.1 200 OK\r\nX-Squid-Error: x\r\nVia: 1.1 y (z)\r\n\r\n"), 0);
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for text in ["", "\r\n", "SSH-2.0-OpenSSH_9.2", "<html>HTTP/1.1 200 OK"] {
            assert!(Answer::read(text).is_none(), "{text}");
        }
        let many = format!("HTTP/1.1 200 OK\r\n{}", "a: b\r\n".repeat(2000));
        assert_eq!(read(&many).field_lines().count(), FIELDS);
    }
}
