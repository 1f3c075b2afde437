//! The cases that the formats show themselves with.

use cerrojo_model::{Kind, Service, Time, Transport};

use super::{Case, Evidence};

/// A relay with everything that is known of one.
pub(super) fn relay() -> Case<'static> {
    Case {
        number: 17,
        address: [192, 0, 2, 25].into(),
        port: 25,
        kind: Kind::OpenRelay,
        service: Service::Smtp,
        transport: Transport::Starttls,
        state: "notified",
        episode: 2,
        first_seen: at(1_763_424_000),
        verified_at: at(1_763_611_811),
        last_checked_at: at(1_763_698_211),
        notified_at: at(1_763_612_000),
        closed_at: None,
        test: Some("percent-hack"),
        proof: at(1_763_611_800).zip(at(1_763_611_811)).map(|(sent_at, arrived_at)| Evidence {
            sent_at,
            arrived_at,
            from: [192, 0, 2, 26].into(),
            trace: vec!["from mx.example.com (192.0.2.26)\n by sink.cert.example"],
        }),
        software: Some("Postfix"),
        version: None,
        asn: Some(64_496),
        country: Some(*b"DE"),
        hostname: Some("mx.example.com"),
        network: ipnet::Ipv4Net::new([192, 0, 2, 0].into(), 24).ok().map(Into::into),
        sources: vec!["=cmd(), or so".to_owned(), "example-list".to_owned()],
        abuse_contact: Some("Abuse@example.com"),
        transcript: Some("S: 220 mx.example.com ESMTP\nC: EHLO probe.cert.example\n"),
    }
}

/// A proxy of which little more is known than that it was open.
pub(super) fn proxy() -> Case<'static> {
    Case {
        number: 18,
        address: [0x2001, 0xdb8, 0x10, 0, 0, 0, 0, 0x25].into(),
        port: 3128,
        kind: Kind::OpenProxy,
        service: Service::Http,
        transport: Transport::Plain,
        state: "closed",
        episode: 1,
        first_seen: None,
        verified_at: at(1_763_611_811),
        last_checked_at: None,
        notified_at: None,
        closed_at: at(1_763_698_211),
        test: Some("http-connect:25"),
        proof: None,
        software: None,
        version: None,
        asn: None,
        country: None,
        hostname: None,
        network: None,
        sources: Vec::new(),
        abuse_contact: None,
        transcript: None,
    }
}

fn at(seconds: i64) -> Option<Time> {
    Time::from_timestamp(seconds, 0)
}
