//! The sink answers the same however bytes were split, takes only what its guard admits, and never
//! says much more than it hears.
#![no_main]

use cerrojo_model::Time;
use cerrojo_probe::sink::{ReceivedMail, Recipient, Session};
use libfuzzer_sys::fuzz_target;

/// The longest answer to one byte: an EHLO answer, with room to spare.
const ANSWER_BYTES: usize = 512;

fuzz_target!(|input: (u8, &[u8])| {
    let (piece, bytes) = input;
    let only_ours = |_: Recipient, domain: &str| domain == "sink.example";
    let whole = feed(bytes, bytes.len(), &only_ours);
    assert_eq!(feed(bytes, usize::from(piece), &only_ours), whole);
    assert!(whole.reply.len() <= ANSWER_BYTES.saturating_mul(bytes.len()));
    for mail in &whole.mails {
        assert!((1..=100).contains(&mail.recipients.len()));
        assert!(mail.data.len() <= 64 * 1024);
        assert!(!mail.helo.chars().chain(mail.mail_from.chars()).any(char::is_control));
    }

    let nobody = |_: Recipient, _: &str| false;
    assert_eq!(feed(bytes, bytes.len(), &nobody).mails, []);
});

#[derive(Debug, Default, PartialEq)]
struct Heard {
    reply: Vec<u8>,
    mails: Vec<ReceivedMail>,
    closed: bool,
}

fn feed(bytes: &[u8], piece: usize, guard: &dyn Fn(Recipient, &str) -> bool) -> Heard {
    let now = Time::default();
    let mut session = Session::new("sink.example", ([192, 0, 2, 1], 1025).into(), now);
    let mut heard = Heard::default();
    for part in bytes.chunks(piece.max(1)) {
        let turn = session.feed(part, now, &guard);
        heard.reply.extend(turn.reply);
        heard.mails.extend(turn.mails);
        heard.closed = turn.close;
    }
    heard
}
