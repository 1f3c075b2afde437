//! Answers as the registries write them.

use serde_json::{Value, json};

use super::*;

fn card(name: &str, addresses: &[&str]) -> Value {
    let mut properties =
        vec![json!(["version", {}, "text", "4.0"]), json!(["fn", {}, "text", name])];
    properties.extend(addresses.iter().map(|address| json!(["email", {}, "text", address])));
    json!(["vcard", properties])
}

fn network(entities: &Value) -> Value {
    json!({"objectClassName": "ip network", "startAddress": "192.0.2.0", "endAddress": "192.0.2.255",
        "name": "EXAMPLE-NET", "handle": "NET-192-0-2-0-1", "country": "DE", "entities": entities})
}

fn read(answer: &Value) -> NetworkRecord {
    read_network(answer.to_string().as_bytes()).unwrap().record
}

fn named(record: &NetworkRecord) -> Vec<(Role, u8, &str)> {
    let contacts = record.contacts.iter();
    contacts.map(|it| (it.role, it.depth, it.address.as_str())).collect()
}

#[test]
fn abuse_comes_first_and_the_nearest_of_several() {
    let record = read(&network(&json!([
        {"roles": ["registrant"], "lang": "de",
         "vcardArray": ["vcard", [["fn", {}, "text", "Example GmbH"], ["email", {}, "text", "info@example.net"],
             ["adr", {"cc": "at"}, "text", ["", "", "", "", "", "", ""]], ["lang", {"pref": "1"}, "language-tag", "de"]]],
         "entities": [
            {"roles": ["abuse"], "vcardArray": card("Abuse Desk", &["abuse@example.net"])},
            {"roles": ["technical", "noc"], "vcardArray": card("NOC", &["noc@example.net"]),
             "entities": [{"roles": ["abuse"], "vcardArray": card("Somebody", &["person@example.net"])}]}]},
        {"roles": ["Abuse", "administrative"], "vcardArray": card("IRT", &["irt@example.org"])},
        {"roles": ["sponsor"], "vcardArray": card("Sponsor", &["sponsor@example.com"])},
    ])));
    assert_eq!(
        named(&record),
        [
            (Role::Abuse, 0, "irt@example.org"),
            (Role::Abuse, 1, "abuse@example.net"),
            (Role::Abuse, 2, "person@example.net"),
            (Role::Technical, 1, "noc@example.net"),
            (Role::Owner, 0, "info@example.net"),
        ]
    );
    assert_eq!(record.organisation.as_deref(), Some("Example GmbH"));
    assert_eq!(record.organisation_country.as_deref(), Some("AT"));
    assert_eq!(record.country.as_deref(), Some("DE"));
    let abuse = &record.contacts[1];
    assert_eq!(abuse.languages, ["de", "de"], "an entity reads what its organisation reads");
    let why = &record.candidates("RIPE NCC", false)[1].why;
    assert_eq!(
        why,
        "RIPE NCC names abuse@example.net as the abuse contact of 192.0.2.0/24 (Example GmbH)"
    );
}

#[test]
fn one_address_in_two_roles_counts_once_in_the_better_one() {
    let record = read(&network(&json!([
        {"roles": ["technical"], "vcardArray": card("NOC", &["noc@example.net"])},
        {"roles": ["abuse"], "vcardArray": card("Abuse", &["noc@example.net", "second@example.net"])},
    ])));
    let abuse = [(Role::Abuse, 0, "noc@example.net"), (Role::Abuse, 0, "second@example.net")];
    assert_eq!(named(&record), abuse);
}

#[test]
fn the_network_is_read_from_its_ends_or_its_blocks() {
    let span = |answer: Value| read(&answer).span.to_string();
    assert_eq!(
        span(json!({"startAddress": "192.0.2.1", "endAddress": "192.0.2.9"})),
        "192.0.2.1 - 192.0.2.9"
    );
    assert_eq!(
        span(json!({"cidr0_cidrs": [{"v4prefix": "192.0.2.0", "length": 24}]})),
        "192.0.2.0/24"
    );
    assert_eq!(
        span(json!({"cidr0_cidrs": [{"v6prefix": "2001:db8::", "length": 32}]})),
        "2001:db8::/32"
    );
    let arin = json!({"startAddress": "192.0.2.0", "endAddress": "192.0.2.255", "arin_originas0_originautnums": [64500]});
    assert_eq!(read(&arin).asn, Some(64500));
}

#[test]
fn what_is_no_network_is_refused() {
    for bytes in [
        &b""[..],
        b"<html>",
        b"[]",
        b"null",
        b"{}",
        b"{\"startAddress\":\"192.0.2.9\",\"endAddress\":\"192.0.2.1\"}",
        b"{\"startAddress\":\"192.0.2.9\",\"endAddress\":\"::1\"}",
        b"{\"errorCode\":404,\"title\":\"Not Found\"}",
        b"{\"cidr0_cidrs\":[{\"v4prefix\":\"192.0.2.0\",\"length\":99}]}",
    ] {
        assert!(read_network(bytes).is_err(), "{}", String::from_utf8_lossy(bytes));
    }
    let nested = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(read_network(nested.as_bytes()).is_err());
}

#[test]
fn entities_without_end_are_not_followed() {
    let leaf = json!({"roles": ["abuse"], "vcardArray": card("x", &["x@example.net"])});
    let deep = (0..20).fold(leaf.clone(), |inner, _| json!({"roles": [], "entities": [inner]}));
    assert!(read(&network(&json!([deep]))).contacts.is_empty());
    let wide: Vec<Value> = (0..2000)
        .map(|it| json!({"roles": ["abuse"], "vcardArray": card("x", &[&format!("a{it}@example.net")])}))
        .collect();
    assert_eq!(read(&network(&json!(wide))).contacts.len(), CONTACTS_MAX);
    assert_eq!(read(&network(&json!({"roles": 7}))).contacts.len(), 0);
    assert_eq!(read(&network(&json!([1, null, "x", {"roles": "abuse"}]))).contacts.len(), 0);
}
