//! What registries write, and what must be inherited from where.

use std::io::Cursor;

use proptest::prelude::*;

use crate::contact::bulk::{Bulk, BulkReader, ReadCount};

const RIPE: &str = "\
% The RIPE Database
inetnum:        192.0.2.0 - 192.0.2.255
netname:        EXAMPLE-NET
country:        DE
org:            ORG-EX1-RIPE
admin-c:        XX1-RIPE
source:         RIPE

inetnum:        192.0.2.64 - 192.0.2.127
netname:        EXAMPLE-CUSTOMER
country:        at # moved
source:         RIPE

inetnum:        192.0.2.128 - 192.0.2.191
netname:        EXAMPLE-OTHER
country:        CH
language:       FR
abuse-c:        AB2-RIPE

inetnum:        198.51.100.0 - 198.51.100.255
netname:        NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK
abuse-c:        AB2-RIPE

inetnum:        0.0.0.0 - 255.255.255.255
netname:        IANA-BLK

inet6num:       2001:db8::/32
netname:        EXAMPLE-V6
org:            ORG-EX1-RIPE

organisation:   org-ex1-ripe
org-name:       Example GmbH
country:        DE
language:       DE
abuse-c:        AB1-RIPE

role:           Abuse Desk
abuse-mailbox:  abuse@example.net
e-mail:         hidden@example.net
nic-hdl:        AB1-RIPE

role:           Other Desk
nic-hdl:        AB2-RIPE
abuse-mailbox:  other@example.ch
";

fn bulk(text: &str) -> (ReadCount, Bulk) {
    let mut reader = BulkReader::default();
    let count = reader.read(&mut Cursor::new(text)).unwrap();
    (count, reader.finish())
}

#[test]
fn the_abuse_contact_is_inherited_as_the_registry_does_it() {
    let (count, bulk) = bulk(RIPE);
    assert_eq!(count, ReadCount { networks: 4, contacts: 3, others: 2 });
    let abuse = |address: &str| bulk.find(address.parse().unwrap()).and_then(|it| it.abuse);
    assert_eq!(abuse("192.0.2.1"), Some("abuse@example.net"), "of the organisation");
    assert_eq!(abuse("192.0.2.65"), Some("abuse@example.net"), "of the larger network");
    assert_eq!(abuse("192.0.2.129"), Some("other@example.ch"), "its own");
    assert_eq!(abuse("192.0.2.200"), Some("abuse@example.net"), "after the smaller ones");
    assert_eq!(abuse("2001:db8:ffff::1"), Some("abuse@example.net"));
    assert_eq!(abuse("198.51.100.1"), None, "not this registry's");
    let customer = bulk.find("192.0.2.65".parse().unwrap()).unwrap();
    assert_eq!((customer.name, customer.country), (Some("EXAMPLE-CUSTOMER"), Some("AT")));
    assert_eq!((customer.organisation, customer.language), (Some("Example GmbH"), Some("DE")));
    assert_eq!(bulk.networks().count(), 4);
    let record = bulk.record("192.0.2.129".parse().unwrap()).unwrap();
    let candidates = record.candidates("RIPE NCC", true);
    assert_eq!(
        candidates[0].why,
        "RIPE NCC names other@example.ch as the abuse contact of 192.0.2.128/26 (Example GmbH)"
    );
    assert_eq!(record.languages, ["FR"]);
}

#[test]
fn a_response_team_stands_for_the_role_where_the_registry_knows_teams() {
    let (_, bulk) = bulk(
        "inetnum: 203.0.113.0 - 203.0.113.255\nnetname: EX-AP\ncountry: JP\nmnt-irt: IRT-EX-AP\n\n\
         irt: IRT-EX-AP\ne-mail: team@example.jp\nabuse-mailbox: irt@example.jp\n\n\
         inetnum: 203.0.114.0 - 203.0.114.255\nmnt-irt: IRT-TWO\n\nirt: IRT-TWO\ne-mail: two@example.jp\n",
    );
    let abuse = |address: &str| bulk.find(address.parse().unwrap()).and_then(|it| it.abuse);
    assert_eq!(abuse("203.0.113.9"), Some("irt@example.jp"));
    assert_eq!(abuse("203.0.114.9"), Some("two@example.jp"));
}

#[test]
fn what_leads_nowhere_names_nobody() {
    let (_, bulk) = bulk(
        "inetnum: 192.0.2.0 - 192.0.2.255\norg: ORG-NONE\nabuse-c: NONE\n\ninetnum: x\n\ninet6num: 1/2/3\n\n\
         role: x\nabuse-mailbox: not an address\nnic-hdl: NONE\n",
    );
    assert_eq!(bulk.len(), 1);
    assert_eq!(bulk.find("192.0.2.1".parse().unwrap()).unwrap().abuse, None);
    assert!(bulk.find("192.0.3.1".parse().unwrap()).is_none());
    assert!(bulk.find("::1".parse().unwrap()).is_none());
    assert!(Bulk::default().find("192.0.2.1".parse().unwrap()).is_none());
}

proptest! {
    #[test]
    fn the_smallest_network_is_found_as_a_search_through_all_finds_it(
        networks in proptest::collection::vec((0_u32..64, 0_u8..6), 1..40),
        wanted in 0_u32..64,
    ) {
        let spans: Vec<(u32, u32)> = networks
            .iter()
            .map(|(base, bits)| {
                let size = 1_u32 << bits;
                let first = base / size * size;
                (first, first + size - 1)
            })
            .collect();
        let text = spans.iter().fold(String::new(), |text, (first, last)| {
            format!("{text}inetnum: 10.0.0.{first} - 10.0.0.{last}\nnetname: A\n\n")
        });
        let (_, bulk) = bulk(&text);
        let best = spans.iter().filter(|(first, last)| (*first..=*last).contains(&wanted));
        let best = best.map(|(first, last)| u128::from(last - first)).min();
        let found = bulk.find(format!("10.0.0.{wanted}").parse().unwrap());
        prop_assert_eq!(found.map(|found| found.span.reach()), best);
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut reader = BulkReader::default();
        reader.read(&mut Cursor::new(&bytes)).unwrap();
        let bulk = reader.finish();
        prop_assert!(bulk.networks().count() <= bytes.len());
    }
}
