//! What reaches the sink proves something only when the token is in it, and never for a bounce.
#![no_main]

use cerrojo_model::Time;
use cerrojo_probe::arrival::{Meaning, read};
use cerrojo_probe::sink::{ReceivedMail, Recipient};
use cerrojo_probe::token::{Role, Token};
use libfuzzer_sys::fuzz_target;

/// The token of every input; a dictionary can hold it.
const TOKEN: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

fuzz_target!(|input: (bool, bool, &[u8])| {
    let (to_sender, null_sender, data) = input;
    let Ok(token) = TOKEN.parse::<Token>() else { return };
    let role = if to_sender { Role::Sender } else { Role::Recipient };
    let mail = ReceivedMail {
        peer: ([192, 0, 2, 1], 1025).into(),
        at: Time::default(),
        helo: "relay.example".to_owned(),
        mail_from: if null_sender { String::new() } else { "someone@example.org".to_owned() },
        recipients: vec![Recipient { role, token }],
        data: data.to_vec(),
    };
    match read(&mail) {
        Meaning::Relayed(arrival) => {
            assert!(!to_sender, "mail to a sender address is never a proof");
            assert_eq!(arrival.token, TOKEN);
            let text = data.to_ascii_lowercase();
            assert!(text.windows(TOKEN.len()).any(|found| found == TOKEN.as_bytes()));
            assert!(arrival.trace.len() <= 50);
            assert!(!arrival.trace.iter().any(|line| line.chars().any(char::is_control)));
        }
        Meaning::Bounced { recipient, status } => {
            assert_eq!(recipient, Recipient { role, token });
            assert!(status.is_none_or(|status| status.len() <= 9));
        }
        Meaning::Stray => assert!(!to_sender),
        Meaning::Reached(_) => panic!("a mail brings no challenge"),
    }
});
