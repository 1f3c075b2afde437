//! No text makes recognition panic, what it gives back can be printed, and mail servers and proxies
//! are not taken for each other.
#![no_main]

use cerrojo_probe::software::{PRODUCTS, ProxySeen, Seen, Speaks, recognise, recognise_proxy};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|said: (String, Vec<String>, Option<String>, Vec<String>)| {
    let (banner, ehlo, help, refusals) = said;
    let seen = Seen { banner: &banner, ehlo: &ehlo, help: help.as_deref(), refusals: &refusals };
    let mail = recognise(&seen);
    // Chance alone hardly ever begins a response.
    let error = |rest: &String| format!("HTTP/1.1 502 Bad Gateway\r\n{rest}");
    let answers: Vec<_> = ehlo.iter().map(error).chain(refusals.iter().cloned()).collect();
    let proxy = recognise_proxy(&ProxySeen { greeting: &banner, answers: &answers });
    for (software, is_mail) in [(mail, true), (proxy, false)] {
        let Some(software) = software else { continue };
        let product = PRODUCTS.iter().find(|product| product.name == software.name);
        assert!(product.is_some_and(|one| (one.speaks == Speaks::Mail) == is_mail));
        assert!(software.seen.chars().count() <= 200);
        let version = software.version.unwrap_or_default();
        assert!(!software.seen.chars().chain(version.chars()).any(char::is_control));
    }
});
