//! Whatever is sent to the mail intake: it takes mail for its own addresses and for nothing else, and goes on.
#![no_main]

use cerrojo_service::intake::{Rules, Session};
use libfuzzer_sys::fuzz_target;

fn rules(is_lmtp: bool) -> Rules {
    Rules {
        host: "mail.cert.example".into(),
        most_bytes: 4_096,
        has_tls: true,
        is_lmtp,
        is_ours: Box::new(|address| address == "answer+1.x@cert.example"),
    }
}

fuzz_target!(|input: (bool, Vec<Vec<u8>>)| {
    let (is_lmtp, pieces) = input;
    let rules = rules(is_lmtp);
    let mut session = Session::new();
    for piece in &pieces {
        let mut turn = session.feed(piece, &rules);
        while let Some(mail) = turn.mail.take() {
            assert!(mail.message.len() <= rules.most_bytes + 2);
            assert!(mail.recipients.iter().all(|one| one == "answer+1.x@cert.example"));
            turn = session.kept(true, &rules);
        }
        if turn.closes {
            return;
        }
        if turn.starts_tls {
            session.secured();
        }
    }
});
