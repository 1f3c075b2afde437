//! Whatever a server says, a conversation ends, says little, and hands over nothing unasked.
#![no_main]

use cerrojo_probe::smtp::{Answer, End, Envelope, Next, Opening, Question, Session, Trust};
use libfuzzer_sys::fuzz_target;

/// What the message holds and no command does.
const MESSAGE: &[u8] = b"Subject: the message itself\r\n\r\n.\r\n";

/// What we write in all: greetings and a handful of envelopes.
const OUTPUT_BYTES: usize = 16 * 1024;

fuzz_target!(|input: (u8, &[u8])| {
    let (choices, bytes) = input;
    let mut session = Session::new(opening(choices), choices & 1 == 1);
    let mut output = session.take_output();
    let mut asked = 0;
    // Where one read ends and the next begins is part of the input too.
    for part in bytes.split(|byte| *byte == 0xff) {
        match session.next() {
            Next::Receive => session.received(part),
            Next::Handshake if choices & 2 == 2 => session.secured(),
            Next::Handshake => session.ended(End::TlsFailed),
            Next::Idle if asked < 3 => {
                asked += 1;
                session.ask([question(asked), question(asked + 10)]);
            }
            Next::Idle if asked == 3 => {
                asked += 1;
                session.deliver(question(asked), MESSAGE.to_vec());
            }
            Next::Idle => session.quit(),
            Next::Over => break,
        }
        output.extend(session.take_output());
        judge(&session.take_answers(), asked);
        assert!(output.len() <= OUTPUT_BYTES);
    }
    if asked < 4 {
        assert!(!output.windows(8).any(|bytes| bytes == b"Subject:"));
    }
    session.ended(End::Dropped);
    assert_eq!(session.next(), Next::Over);
    assert!(session.end().is_some());
});

fn opening(choices: u8) -> Opening {
    let trust = match choices >> 4 & 3 {
        0 => Trust::None,
        1 => Trust::Xclient,
        2 => Trust::ProxyHeader(b"PROXY TCP4 127.0.0.1 127.0.0.1 1024 25\r\n".to_vec()),
        _ => Trust::RandomCredentials { user: "u".to_owned(), password: "p".to_owned() },
    };
    let local_delivery = choices & 16 == 16;
    Opening { helo: "probe.example".to_owned(), starttls: choices & 8 == 8, local_delivery, trust }
}

fn question(id: usize) -> Question {
    let envelope = Envelope {
        mail: "MAIL FROM:<s@sink.example>".to_owned(),
        recipients: vec!["RCPT TO:<t@sink.example>".to_owned(); 1 + id % 2],
    };
    Question { id, envelope: std::sync::Arc::new(envelope) }
}

/// A yes is a 2yz, and only to what was asked.
fn judge(answers: &[(usize, Answer)], asked: usize) {
    for (id, answer) in answers {
        assert!(*id <= asked + 10);
        match answer {
            Answer::Accepted(reply) => assert!(reply.is_positive()),
            Answer::Delivered(reply) => assert!(reply.is_positive() && asked == 4),
            Answer::Refused(_, reply) => assert!(reply.is_permanent()),
            Answer::Deferred(_, reply) => assert!(reply.is_transient()),
            Answer::Confused(_) => {}
        }
    }
}
