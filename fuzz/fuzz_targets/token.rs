//! A token is read back as it was written, and what we did not make is never taken for ours.
#![no_main]

use cerrojo_model::{Endpoint, Service, Time, Transport};
use cerrojo_probe::token::{Key, Token, TokenError};
use chrono::TimeDelta;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some((role, token)) = Token::parse(text) else { return };
    let written = token.local_part(role);
    assert!(written.eq_ignore_ascii_case(text));
    assert_eq!(Token::parse(&written), Some((role, token)));

    let endpoint = Endpoint {
        address: ([192, 0, 2, 7], 25).into(),
        transport: Transport::Plain,
        service: Service::Smtp,
    };
    let verified =
        Key::new([7; 32]).verify(role, &token, &endpoint, "plain", Time::MAX_UTC, TimeDelta::MAX);
    assert_eq!(verified, Err(TokenError::Forged));
});
