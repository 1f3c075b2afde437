//! No text makes recognition panic, and what it gives back can be printed.
#![no_main]

use cerrojo_probe::software::{Seen, recognise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|said: (String, Vec<String>, Option<String>, Vec<String>)| {
    let (banner, ehlo, help, refusals) = said;
    let seen = Seen { banner: &banner, ehlo: &ehlo, help: help.as_deref(), refusals: &refusals };
    let Some(software) = recognise(&seen) else { return };
    assert!(!software.name.is_empty());
    assert!(software.seen.chars().count() <= 200);
    let version = software.version.unwrap_or_default();
    assert!(!software.seen.chars().chain(version.chars()).any(char::is_control));
});
