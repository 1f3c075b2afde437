//! The echo sink: what a proxy is asked to reach, and what only it can say.
//!
//! It is silent until it is spoken to. A challenge of ours gets its answer: the token of the same
//! test in another role, which nobody can make without the key. It is understood in the line
//! `HELP c…`, which the mail sink understands as well, and in the path of an HTTP request. Anything
//! else gets 404 or 500 and the end of the connection, so that to everyone else there is nothing here.

use super::{Guard, Turn};
use crate::printable::hides;
use crate::token::{Role, Token};

/// The header field that the answer stands in: HEAD has no body, and a body may be compressed.
const ANSWER_FIELD: &str = "X-Cerrojo-Answer";

/// How much is read before it is answered: a request with all its header fields.
const INPUT_BYTES: usize = 16 * 1024;

/// Fields that proxies add to say where a request came from.
const TRACES: &[&str] = &["via", "forwarded", "x-forwarded-for", "client-ip", "x-real-ip"];
/// How many of them are kept, and how much of each.
const TRACE_FIELDS: usize = 10;
const TRACE_CHARACTERS: usize = 200;

/// One connection to the echo sink, or the datagrams of one peer.
#[derive(Debug, Default)]
pub struct Echo {
    input: Vec<u8>,
}

impl Echo {
    /// Takes what the client sent, split anywhere; after `close` nothing is read any more.
    pub fn feed(&mut self, bytes: &[u8], guard: &dyn Guard) -> Turn {
        let room = INPUT_BYTES.saturating_sub(self.input.len()).min(bytes.len());
        self.input.extend_from_slice(bytes.get(..room).unwrap_or_default());
        let is_full = self.input.len() >= INPUT_BYTES;
        let mut turn = Turn::default();
        let Some(end) = self.input.iter().position(|byte| *byte == b'\n') else {
            turn.close = is_full;
            return turn;
        };
        let (line, rest) = self.input.split_at_checked(end).unwrap_or((&self.input, b""));
        let line = String::from_utf8_lossy(line);
        match line.rsplit_once(" HTTP/") {
            Some((request, _)) => {
                let Some(fields) = fields(rest) else {
                    turn.close = is_full;
                    return turn;
                };
                turn.trace = trace(&fields);
                web(request, guard, &mut turn);
            }
            None => spoken(&line, guard, &mut turn),
        }
        turn.close = true;
        turn
    }

    /// Takes one datagram. Nothing comes back but the answer to a challenge, and never more than
    /// came: whoever it is sent to need not be who asked.
    #[must_use]
    pub fn datagram(bytes: &[u8], guard: &dyn Guard) -> Turn {
        let turn = Self::default().feed(bytes, guard);
        if turn.reached.is_empty() || turn.reply.len() > bytes.len() {
            return Turn::default();
        }
        turn
    }
}

/// The challenge in what was asked, and its answer.
pub(super) fn answer(about: &[u8], guard: &dyn Guard) -> Option<(Token, Token)> {
    // A telnet client in between makes CR NUL of our CR (RFC 854).
    let ends = |c: char| c.is_ascii_whitespace() || c.is_ascii_control();
    let text = std::str::from_utf8(about).ok()?.trim_matches(ends);
    let challenge = Token::spoken(text, Role::Challenge)?;
    Some((challenge, guard.answer(challenge)?))
}

/// `HELP c…`: a line that mail servers know as well.
fn spoken(line: &str, guard: &dyn Guard, turn: &mut Turn) {
    let (verb, about) = line.trim().split_once(' ').unwrap_or_default();
    let known = verb.eq_ignore_ascii_case("HELP") || verb.eq_ignore_ascii_case("USER");
    match answer(about.as_bytes(), guard).filter(|_| known) {
        Some((challenge, answer)) => {
            turn.reached.push(challenge);
            turn.say(&format!("214 {}", answer.local_part(Role::Answer)));
        }
        None => turn.say("500 this answers its own challenges only"),
    }
}

/// A request whose path ends in a challenge.
fn web(request: &str, guard: &dyn Guard, turn: &mut Turn) {
    let (method, target) = request.split_once(' ').unwrap_or_default();
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let about = path.rsplit('/').next().unwrap_or_default();
    let found = answer(about.as_bytes(), guard);
    let (status, said) = match &found {
        Some((challenge, answer)) => {
            turn.reached.push(*challenge);
            ("200 OK", answer.local_part(Role::Answer))
        }
        None => ("404 Not Found", "-".to_owned()),
    };
    let body = if method == "HEAD" { String::new() } else { format!("{said}\n") };
    turn.say(&format!("HTTP/1.1 {status}"));
    turn.say(&format!("{ANSWER_FIELD}: {said}"));
    turn.say("Content-Type: text/plain; charset=us-ascii");
    // Whoever asks later shall reach us, and not what somebody kept.
    turn.say("Cache-Control: no-store");
    turn.say(&format!("Content-Length: {}", said.len().saturating_add(1)));
    turn.say("Connection: close\r\n");
    turn.reply.extend_from_slice(body.as_bytes());
}

/// The header fields after the request line, once they are all there.
fn fields(rest: &[u8]) -> Option<String> {
    let end = |blank: &[u8]| rest.windows(blank.len()).position(|window| window == blank);
    let end = end(b"\n\r\n").into_iter().chain(end(b"\n\n")).min()?;
    // What follows the empty line is the body, and tells of no way.
    rest.get(..end).map(|fields| String::from_utf8_lossy(fields).into_owned())
}

fn trace(fields: &str) -> Vec<String> {
    let tells = |line: &&str| {
        let name = line.split(':').next().unwrap_or_default().trim();
        TRACES.iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    let kept = fields.lines().filter(tells).take(TRACE_FIELDS);
    kept.map(|line| line.chars().filter(|c| !hides(*c)).take(TRACE_CHARACTERS).collect()).collect()
}

#[cfg(test)]
mod tests {
    use cerrojo_model::{Endpoint, Service, Transport};

    use super::*;
    use crate::sink::Recipient;
    use crate::token::Key;

    struct Ours(Token, Token);

    impl Guard for Ours {
        fn admits(&self, _: Recipient, _: &str) -> bool {
            false
        }

        fn answer(&self, challenge: Token) -> Option<Token> {
            (challenge == self.0).then_some(self.1)
        }
    }

    fn ours() -> Ours {
        let endpoint = Endpoint {
            address: "192.0.2.7:3128".parse().unwrap(),
            transport: Transport::Plain,
            service: Service::Http,
        };
        let at = "2026-11-22T12:00:00Z".parse().unwrap();
        let mint = |role| Key::new([3; 32]).mint(role, 5, &endpoint, "http-connect:25", at);
        Ours(mint(Role::Challenge), mint(Role::Answer))
    }

    fn asked(text: &str) -> Turn {
        let mut echo = Echo::default();
        let (head, tail) = text.split_at(text.len() / 2);
        let first = echo.feed(head.as_bytes(), &ours());
        if first.close { first } else { echo.feed(tail.as_bytes(), &ours()) }
    }

    #[test]
    fn the_answer_is_not_the_challenge() {
        let Ours(challenge, answer) = ours();
        assert_ne!(challenge.to_string(), answer.to_string());
    }

    #[test]
    fn a_challenge_is_answered_in_a_line_and_in_a_path() {
        let Ours(challenge, answer) = ours();
        let said = challenge.local_part(Role::Challenge);
        let answer = answer.local_part(Role::Answer);
        for text in [
            format!("HELP {said}\r\n"),
            format!("user {said}\n"),
            format!("HELP {said}\r\0\r\n"),
            format!("GET /{said} HTTP/1.0\r\n\r\n"),
            format!("HEAD /a/{said}?x HTTP/1.1\r\nHost: h\r\nVia: 1.1 cache\r\n\r\n"),
        ] {
            let turn = asked(&text);
            assert!(turn.close && turn.reached == [challenge], "{text}");
            assert!(String::from_utf8(turn.reply).unwrap().contains(&answer), "{text}");
            assert_eq!(turn.trace.len(), usize::from(text.contains("Via")), "{text}");
        }
    }

    #[test]
    fn it_does_not_matter_how_much_comes_at_once() {
        let said = ours().0.local_part(Role::Challenge);
        for text in [
            format!("GET /{said} HTTP/1.1\r\nA: b\r\n\r\nVia: the body\r\n"),
            format!("{}\nHELP {said}\n", "x".repeat(INPUT_BYTES)),
            format!("GET /{said} HTTP/1.1\n{}\n\n", "A: b\n".repeat(INPUT_BYTES)),
        ] {
            let whole = Echo::default().feed(text.as_bytes(), &ours());
            let mut echo = Echo::default();
            let turns = text.as_bytes().chunks(100).map(|part| echo.feed(part, &ours()));
            assert_eq!(turns.into_iter().find(|turn| turn.close), Some(whole.clone()));
            assert!(whole.close && whole.trace.is_empty(), "{whole:?}");
        }
    }

    #[test]
    fn a_datagram_gets_its_answer_and_never_more_than_it_was() {
        let Ours(challenge, answer) = ours();
        let said = challenge.local_part(Role::Challenge);
        for text in [format!("HELP {said}\r\n"), format!("USER {said}\n")] {
            let turn = Echo::datagram(text.as_bytes(), &ours());
            assert_eq!(turn.reached, [challenge]);
            assert!(turn.reply.len() <= text.len());
            assert!(String::from_utf8(turn.reply).unwrap().contains(&answer.to_string()));
        }
        for text in [
            format!("GET /{said} HTTP/1.0\r\n\r\n"),
            format!("HELP {said}"),
            "HELP\r\n".to_owned(),
            "GET / HTTP/1.0\r\n\r\n".to_owned(),
        ] {
            assert_eq!(Echo::datagram(text.as_bytes(), &ours()), Turn::default(), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_answered() {
        let Ours(challenge, answer) = ours();
        for text in [
            "HELP\r\n".to_owned(),
            format!("HELP {}\r\n", answer.local_part(Role::Answer)),
            format!("HELP {}\r\n", challenge.local_part(Role::Recipient)),
            format!("GET /{} HTTP/1.0\r\n\r\n", answer.local_part(Role::Challenge)),
            "GET / HTTP/1.1\r\nHost: sink\r\n\r\n".to_owned(),
            "\x05\x01\x00\n".to_owned(),
            format!("{}\n", "x".repeat(20_000)),
        ] {
            let turn = asked(&text);
            assert!(turn.close && turn.reached.is_empty(), "{text}");
            assert!(
                !String::from_utf8(turn.reply).unwrap().contains(&answer.to_string()),
                "{text}"
            );
        }
    }
}
