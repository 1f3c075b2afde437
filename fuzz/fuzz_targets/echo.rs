//! The echo sink answers the same however bytes were split, answers its own challenges only, and in
//! datagrams never more than it was sent.
#![no_main]

use cerrojo_model::{Endpoint, Service, Time, Transport};
use cerrojo_probe::sink::{Echo, Guard, Recipient, Turn};
use cerrojo_probe::token::{Key, Role, Token};
use libfuzzer_sys::fuzz_target;

/// Stands for our challenge, which chance does not make up.
const CHALLENGE: u8 = 0x01;
/// Stands for it in the role of an answer: whoever knows that is told nothing.
const ANSWER: u8 = 0x02;
/// The longest answer: a page with its header.
const REPLY_BYTES: usize = 512;

struct Ours {
    challenge: Token,
    answer: Token,
}

impl Guard for Ours {
    fn admits(&self, _: Recipient, _: &str) -> bool {
        false
    }

    fn answer(&self, challenge: Token) -> Option<Token> {
        (challenge == self.challenge).then_some(self.answer)
    }
}

fuzz_target!(|input: (u8, &[u8])| {
    let (piece, bytes) = input;
    let ours = ours();
    let mut asked = Vec::new();
    for byte in bytes {
        match *byte {
            CHALLENGE => asked.extend(ours.challenge.local_part(Role::Challenge).bytes()),
            ANSWER => asked.extend(ours.answer.local_part(Role::Answer).bytes()),
            other => asked.push(other),
        }
    }
    let whole = feed(&asked, asked.len(), &ours);
    assert_eq!(feed(&asked, usize::from(piece), &ours), whole);
    judge(&whole, &ours);
    if !bytes.contains(&CHALLENGE) {
        assert!(whole.reached.is_empty());
    }
    let turn = Echo::datagram(&asked, &ours);
    judge(&turn, &ours);
    assert_eq!(turn.reached.is_empty(), turn.reply.is_empty());
    assert!(turn.reply.len() <= asked.len());
    if !bytes.contains(&CHALLENGE) {
        assert_eq!(turn, Turn::default());
    }
});

fn judge(turn: &Turn, ours: &Ours) {
    assert!(turn.reply.len() <= REPLY_BYTES && turn.mails.is_empty() && turn.reached.len() <= 1);
    assert!(turn.reached.iter().all(|token| *token == ours.challenge));
    let answer = ours.answer.to_string();
    let says = turn.reply.windows(answer.len()).any(|words| words == answer.as_bytes());
    assert_eq!(says, !turn.reached.is_empty());
    assert!(turn.trace.len() <= 10);
    assert!(turn.trace.iter().all(|line| !line.chars().any(char::is_control)));
}

/// All that was said until the end of the connection.
fn feed(bytes: &[u8], piece: usize, guard: &Ours) -> Turn {
    let mut echo = Echo::default();
    for part in bytes.chunks(piece.max(1)) {
        let turn = echo.feed(part, guard);
        if turn.close {
            return turn;
        }
        assert_eq!(turn, Turn::default());
    }
    Turn::default()
}

fn ours() -> Ours {
    let endpoint = Endpoint {
        address: ([192, 0, 2, 7], 3128).into(),
        transport: Transport::Plain,
        service: Service::Http,
    };
    let mint =
        |role| Key::new([3; 32]).mint(role, 5, &endpoint, "http-connect:25", Time::default());
    Ours { challenge: mint(Role::Challenge), answer: mint(Role::Answer) }
}
