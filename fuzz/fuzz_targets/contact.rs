//! What registries, web sites and name servers say harms nobody who reads it, and only what can go
//! into a header comes out.
#![no_main]

use std::io::Cursor;
use std::net::{IpAddr, Ipv4Addr};

use cerrojo_engine::contact::bulk::BulkReader;
use cerrojo_engine::contact::rdap::{Bootstrap, read_network};
use cerrojo_engine::contact::{
    MailAddress, Overrides, SavedAnswers, addresses_in_text, read_security_text, registrable,
};
use libfuzzer_sys::fuzz_target;

fn is_fit(address: &MailAddress) {
    let text = address.as_str();
    assert!(text.is_ascii() && text.len() <= 254, "{text:?}");
    assert!(!text.bytes().any(|byte| byte <= b' ' || byte == 127), "{text:?}");
    assert_eq!(MailAddress::read(text).as_ref(), Some(address), "it reads back as itself");
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(answer) = read_network(bytes) {
        assert!(answer.record.span.contains(answer.record.span.first()));
        answer.record.contacts.iter().for_each(|contact| is_fit(&contact.address));
    }
    let mut bootstrap = Bootstrap::default();
    if bootstrap.add(bytes).is_ok() {
        let urls = bootstrap.registries(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)));
        assert!(urls.iter().all(|url| url.starts_with("http") && url.ends_with('/')));
    }
    let mut reader = BulkReader::default();
    assert!(reader.read(&mut Cursor::new(bytes)).is_ok());
    let bulk = reader.finish();
    for network in bulk.networks() {
        let found = bulk.find(network.span.first());
        assert!(found.is_some_and(|found| found.span.reach() <= network.span.reach()));
    }
    if let Some(file) = read_security_text(bytes) {
        assert!(!file.contacts.is_empty());
        file.contacts.iter().filter_map(|reach| reach.mail()).for_each(is_fit);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        addresses_in_text(text).iter().for_each(is_fit);
        let mut saved = SavedAnswers::default();
        saved.add_texts(text);
        let _ = saved.add_json(text);
        let _ = Overrides::read(text);
        let _ = registrable(text);
    }
});
