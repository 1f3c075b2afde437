//! FTP proxies: the far host stands in the user name, `USER user@host`. No standard says so.

use super::protocol::{
    Ask, Carries, Conversation, Family, Form, Ports, Protocol, Refusal, Step, Tier, When,
};
use crate::printable::hides;

/// By IPv4 address.
pub(super) const USER: Protocol = Protocol {
    id: "ftp-user",
    about: "connects strangers to any server named in an FTP user name",
    family: Family::Ftp,
    tier: Tier::Quick,
    form: Form::Ipv4,
    // The sink takes the user name for its challenge and answers it as a mail server does.
    carries: Carries::Page,
    ports: Ports::Mail,
    when: When::Always,
    source: "https://docs.oracle.com/cd/E19047-01/sunscreen30/805-7746/i16194/index.html",
    start,
    opens: b"220 ftp proxy\r\n331 {answer}\r\n",
    refuses: b"220 ProFTPD\r\n331 Password required\r\n530 Login incorrect\r\n",
    garbles: b"HTTP/1.0 400 Bad Request\r\n\r\n",
};

#[derive(Debug)]
struct User {
    /// What is still to be said, the next last.
    lines: Vec<String>,
}

fn start(ask: &Ask<'_>) -> Box<dyn Conversation> {
    let user = format!("USER {}@{}\r\n", ask.challenge, ask.host_port());
    Box::new(User { lines: vec!["PASS cerrojo@\r\n".to_owned(), user] })
}

impl Conversation for User {
    fn begin(&mut self) -> Vec<u8> {
        Vec::new()
    }

    fn step(&mut self, input: &[u8]) -> Step {
        let Some((line, taken)) = last_reply(input) else {
            let known = input.len().min(3);
            let code = input.get(..known).unwrap_or_default();
            return if code.iter().all(u8::is_ascii_digit) { Step::Read } else { Step::Garbled };
        };
        match (line.as_bytes().first(), self.lines.pop()) {
            (Some(b'2' | b'3'), Some(next)) => Step::Say { taken, bytes: next.into_bytes() },
            _ => Step::Answers { said: line, means: Refusal::Rule },
        }
    }
}

/// The last line of a whole reply (RFC 959 section 4.2), and where it ends.
fn last_reply(input: &[u8]) -> Option<(String, usize)> {
    let end = input.iter().rposition(|byte| *byte == b'\n')?.checked_add(1)?;
    let text = String::from_utf8_lossy(input.get(..end)?).into_owned();
    let line = text.lines().next_back()?;
    let [a, b, c, b' ', ..] = line.as_bytes() else { return None };
    if ![a, b, c].iter().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((line.chars().filter(|c| !hides(*c)).take(160).collect(), end))
}
