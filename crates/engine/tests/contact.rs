//! Whom to tell, with registries, name servers and web sites that a test plays on loopback.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::io::Cursor;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use cerrojo_engine::Resolver;
use cerrojo_engine::contact::bulk::BulkReader;
use cerrojo_engine::contact::rdap::Bootstrap;
use cerrojo_engine::contact::{
    Answer, Because, Directory, Health, Manners, Overrides, Reach, Registries, Route, SavedAnswers,
    Sources, Subject,
};
use cerrojo_lab::registry::{NameServer, Page, Record, Web};
use serde_json::{Value, json};

/// Nobody waits in a test: a limit shows in what is said, not in time.
const MANNERS: Manners =
    Manners { interval: Duration::ZERO, patience: Duration::ZERO, timeout: Duration::from_secs(5) };

fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn card(name: &str, mail: &str) -> Value {
    json!([
        "vcard",
        [["version", {}, "text", "4.0"], ["fn", {}, "text", name], ["email", {}, "text", mail]]
    ])
}

/// What a registry says of a network: the abuse contact is the organisation's.
fn network(first: &str, last: &str, abuse: &str) -> Value {
    json!({
        "objectClassName": "ip network", "startAddress": first, "endAddress": last, "name": "EXAMPLE-NET",
        "country": "DE", "entities": [{
            "roles": ["registrant"], "vcardArray": card("Example GmbH", "info@example.net"),
            "entities": [{"roles": ["abuse"], "vcardArray": card("Abuse Desk", abuse)},
                         {"roles": ["technical"], "vcardArray": card("NOC", "noc@example.net")}],
        }],
    })
}

fn good(answer: &Value) -> Page {
    Page::good(answer.to_string())
}

/// A list of registries in which `web` answers for everything.
fn bootstrap(web: &Web) -> Bootstrap {
    let file = json!({"version": "1.0", "services": [[["0.0.0.0/0", "::/0"], [web.url()]]]});
    let mut bootstrap = Bootstrap::default();
    bootstrap.add(file.to_string().as_bytes()).unwrap();
    bootstrap
}

fn sources(web: &Web) -> Sources {
    Sources {
        registries: Registries::Given(bootstrap(web)),
        online: true,
        manners: MANNERS,
        contact: Some("probes@csirt.example".into()),
        ..Sources::default()
    }
}

fn directory(web: &Web) -> Directory {
    Directory::new(sources(web)).unwrap()
}

fn mails(answer: &Answer) -> Vec<(Route, String)> {
    answer.candidates.iter().map(|it| (it.route, it.reach.to_string())).collect()
}

fn has_note(answer: &Answer, part: &str) -> bool {
    answer.notes.iter().any(|note| note.contains(part))
}

#[tokio::test]
async fn a_registry_is_found_by_the_published_list_and_says_whom_to_tell() {
    let web = Web::start().await.unwrap();
    let list = json!({"services": [[["192.0.2.0/24"], [web.url() + "/rdap/"]], [["0.0.0.0/0"], ["https://none.invalid/"]]]});
    web.page("/ipv4.json", good(&list));
    web.page("/rdap/ip/192.0.2.7", good(&network("192.0.2.0", "192.0.2.255", "abuse@example.net")));
    let url = |name: &str| format!("{}/{name}.json", web.url());
    let registries = Registries::Published { ipv4: url("ipv4"), ipv6: url("ipv6") };
    let directory = Directory::new(Sources { registries, ..sources(&web) }).unwrap();
    let answer = directory.look_up(address("192.0.2.7")).await;
    assert_eq!(
        mails(&answer).first().unwrap(),
        &(Route::RegistryAbuse, "abuse@example.net".into())
    );
    assert_eq!(answer.network.unwrap().to_string(), "192.0.2.0/24");
    assert_eq!(answer.organisation.as_deref(), Some("Example GmbH"));
    let best = answer.best().unwrap();
    assert!(
        best.why.contains(
            "names abuse@example.net as the abuse contact of 192.0.2.0/24 (Example GmbH)"
        ),
        "{}",
        best.why
    );
    assert_eq!(
        (best.languages.tags.join(" "), best.languages.because),
        ("de en".into(), Because::Network)
    );
    let routes: Vec<Route> = answer.candidates.iter().map(|it| it.route).take(3).collect();
    assert_eq!(routes, [Route::RegistryAbuse, Route::RegistryTechnical, Route::RegistryOwner]);
    directory.look_up(address("192.0.2.8")).await;
    assert_eq!(web.asked(), ["/ipv4.json", "/rdap/ip/192.0.2.7"]);
    assert!(
        web.agents()
            .iter()
            .all(|it| it
                == &format!("cerrojo/{} (+probes@csirt.example)", env!("CARGO_PKG_VERSION")))
    );
}

#[tokio::test]
async fn a_thousand_addresses_of_one_network_cost_one_query() {
    let web = Web::start().await.unwrap();
    web.page("/ip/198.51.*", good(&network("198.51.0.0", "198.51.255.255", "abuse@example.net")));
    let directory = Arc::new(directory(&web));
    let mut tasks = tokio::task::JoinSet::new();
    for host in 0..1000_u32 {
        let directory = Arc::clone(&directory);
        let subject = IpAddr::from(std::net::Ipv4Addr::from(0xC633_0000 + host * 61));
        tasks.spawn(async move { directory.look_up(subject).await });
    }
    while let Some(answer) = tasks.join_next().await {
        assert_eq!(answer.unwrap().best_mail().unwrap().0.as_str(), "abuse@example.net");
    }
    assert_eq!(web.asked().len(), 1);
    // What is kept is given to the next directory, which then need not ask.
    let remembered = serde_json::to_string(&directory.remembered()).unwrap();
    let remembered = serde_json::from_str(&remembered).unwrap();
    let next = Directory::new(Sources { remembered, ..Sources::default() }).unwrap();
    let answer = next.look_up(address("198.51.100.9")).await;
    assert_eq!(answer.best_mail().unwrap().0.as_str(), "abuse@example.net");
    assert_eq!(web.asked().len(), 1);
}

#[tokio::test]
async fn that_nobody_knows_is_kept_too() {
    let web = Web::start().await.unwrap();
    let directory = directory(&web);
    for host in ["192.0.2.1", "192.0.2.2", "192.0.2.1"] {
        let answer = directory.look_up(address(host)).await;
        assert!(
            answer.candidates.is_empty() && has_note(&answer, "knows nothing of"),
            "{:?}",
            answer.notes
        );
    }
    assert_eq!(web.asked(), ["/ip/192.0.2.1"]);
    directory.look_up(address("192.0.3.1")).await;
    assert_eq!(web.asked().len(), 2);
}

#[tokio::test]
async fn redirects_are_followed_between_registries_and_not_in_circles() {
    let (first, second) = (Web::start().await.unwrap(), Web::start().await.unwrap());
    for (status, host) in [
        (301, "192.0.2.1"),
        (302, "192.1.2.1"),
        (303, "192.2.2.1"),
        (307, "192.3.2.1"),
        (308, "192.4.2.1"),
    ] {
        let path = format!("/ip/{host}");
        first.page(&path, Page::moved(status, &format!("{}{path}", second.url())));
        second.page(&path, good(&network(host, host, "abuse@example.net")));
    }
    first.page("/ip/192.9.2.1", Page::moved(302, "/ip/192.9.2.1?again"));
    first.page("/ip/192.9.2.1?again", Page::moved(302, "/ip/192.9.2.1"));
    first.page("/ip/192.8.2.1", Page::moved(302, "/0"));
    for step in 0..9 {
        first.page(&format!("/{step}"), Page::moved(302, &format!("/{}", step + 1)));
    }
    let directory = directory(&first);
    for host in ["192.0.2.1", "192.1.2.1", "192.2.2.1", "192.3.2.1", "192.4.2.1"] {
        let answer = directory.look_up(address(host)).await;
        assert_eq!(answer.best_mail().unwrap().0.as_str(), "abuse@example.net", "{host}");
    }
    assert_eq!((first.asked().len(), second.asked().len()), (5, 5));
    for host in ["192.9.2.1", "192.8.2.1"] {
        let answer = directory.look_up(address(host)).await;
        assert!(has_note(&answer, "in circles"), "{:?}", answer.notes);
    }
    assert_eq!(first.asked().len(), 5 + 2 + 6);
}

#[tokio::test]
async fn who_asks_us_to_wait_is_not_asked_again_before() {
    let web = Web::start().await.unwrap();
    web.page("/ip/192.0.2.1", Page::later(40));
    let directory = directory(&web);
    let answer = directory.look_up(address("192.0.2.1")).await;
    assert!(has_note(&answer, "asked us to wait 40 s"), "{:?}", answer.notes);
    assert!(answer.again_at.is_some_and(|at| at > cerrojo_engine::now()));
    let answer = directory.look_up(address("192.0.2.2")).await;
    assert!(has_note(&answer, "asked us to wait"), "{:?}", answer.notes);
    assert_eq!(web.asked(), ["/ip/192.0.2.1"]);
}

#[tokio::test]
async fn a_short_wait_is_waited_for() {
    let web = Web::start().await.unwrap();
    let answers =
        vec![Page::later(0), good(&network("192.0.2.0", "192.0.2.255", "abuse@example.net"))];
    web.page("/ip/*", Page::InTurn(answers));
    let answer = directory(&web).look_up(address("192.0.2.1")).await;
    assert_eq!(answer.best_mail().unwrap().0.as_str(), "abuse@example.net");
    assert_eq!(web.asked().len(), 2);
}

#[tokio::test]
async fn an_announced_limit_is_obeyed_from_then_on() {
    let web = Web::start().await.unwrap();
    let mut said = network("192.0.2.0", "192.0.2.255", "abuse@example.net");
    said["notices"] = json!([{"title": "Rate Limit Notice", "description": ["Rate Limit is maxed at 10 queries per 1 minutes."]}]);
    web.page("/ip/192.0.2.1", good(&said));
    let directory = directory(&web);
    assert!(directory.look_up(address("192.0.2.1")).await.best().is_some());
    let answer = directory.look_up(address("198.51.100.1")).await;
    assert!(has_note(&answer, "asked us to wait 6 s"), "{:?}", answer.notes);
    assert_eq!(web.asked().len(), 1);
}

#[tokio::test]
async fn rubbish_slowness_and_floods_are_notes_and_no_more() {
    let web = Web::start().await.unwrap();
    web.page("/ip/192.0.2.1", Page::good("<html>maintenance</html>"));
    web.page("/ip/192.1.2.1", Page::Endless);
    web.page("/ip/192.2.2.1", Page::Cut);
    web.page("/ip/192.3.2.1", Page::status(500));
    web.page(
        "/ip/192.4.2.1",
        good(&network("198.51.100.0", "198.51.100.255", "abuse@example.net")),
    );
    web.page("/ip/192.5.2.1", Page::Late(Duration::from_mins(1), Box::new(Page::status(200))));
    let manners = Manners { timeout: Duration::from_millis(700), ..MANNERS };
    let directory = Directory::new(Sources { manners, ..sources(&web) }).unwrap();
    for (host, said) in [
        ("192.0.2.1", "cannot be read"),
        ("192.1.2.1", "longer than 2048 KiB"),
        ("192.2.2.1", "gave no answer"),
        ("192.3.2.1", "500"),
        ("192.4.2.1", "another network"),
        ("192.5.2.1", "took too long"),
    ] {
        let answer = directory.look_up(address(host)).await;
        assert!(answer.candidates.is_empty(), "{host}: {:?}", mails(&answer));
        assert!(has_note(&answer, said), "{host}: {:?}", answer.notes);
    }
    assert!(directory.remembered().is_empty());
}

#[tokio::test]
async fn offline_nobody_is_connected_to() {
    let web = Web::start().await.unwrap();
    let names = NameServer::start(&[]).await.unwrap();
    let registries = Registries::Published { ipv4: web.url() + "/4", ipv6: web.url() + "/6" };
    let sources = Sources {
        registries,
        zone: Some("zone.example".into()),
        names: true,
        security_text: vec![web.url() + "/{domain}"],
        resolver: Some(Resolver::asking(names.address).unwrap()),
        online: false,
        ..sources(&web)
    };
    let mut saved = SavedAnswers::default();
    saved.add_texts("7.2.0.192.zone.example. TXT \"abuse@example.net\"");
    let directory = Directory::new(Sources { saved, ..sources }).unwrap();
    let answer = directory.look_up(address("192.0.2.7")).await;
    assert_eq!(mails(&answer), [(Route::AbuseZone, "abuse@example.net".into())]);
    directory.look_up(address("2001:db8::1")).await;
    assert_eq!((web.connections(), names.asked().len()), (0, 0));
}

#[tokio::test]
async fn languages_follow_the_holder_the_region_and_who_works_everywhere() {
    let web = Web::start().await.unwrap();
    let mut reader = BulkReader::default();
    let text = "inetnum: 192.0.2.0 - 192.0.2.255\nnetname: EX\ncountry: EU\nabuse-c: AB1\n\n\
        role: Desk\nnic-hdl: AB1\nabuse-mailbox: abuse@example.net\n";
    reader.read(&mut Cursor::new(text)).unwrap();
    let bulk = vec![("lacnic.db".to_owned(), Arc::new(reader.finish()))];
    let directory = Directory::new(Sources { bulk, ..sources(&web) }).unwrap();
    let mut subject = cerrojo_engine::contact::Subject::from(address("192.0.2.7"));
    let best = directory.look_up(subject.clone()).await.best().unwrap().languages.clone();
    assert_eq!((best.tags.join(" "), best.because), ("es-419 pt-BR en".into(), Because::Region));
    assert_eq!(best.hits[0].of.as_deref(), Some("LACNIC"));
    subject.asn = Some(1299);
    let best = directory.look_up(subject).await.best().unwrap().languages.clone();
    assert_eq!((best.tags.join(" "), best.because), ("en".into(), Because::International));
    assert_eq!(best.hits.len(), 2);
}

#[tokio::test]
async fn bulk_data_spares_the_registry_a_query() {
    let web = Web::start().await.unwrap();
    let mut reader = BulkReader::default();
    let text = "inetnum: 192.0.2.0 - 192.0.2.255\nnetname: EX\ncountry: CH\nabuse-c: AB1\n\n\
        role: Desk\nnic-hdl: AB1\nabuse-mailbox: abuse@example.ch\n\ninetnum: 198.51.100.0 - 198.51.100.255\nnetname: NO\n";
    reader.read(&mut Cursor::new(text)).unwrap();
    let bulk = vec![("RIPE NCC".to_owned(), Arc::new(reader.finish()))];
    let directory = Directory::new(Sources { bulk, ..sources(&web) }).unwrap();
    let answer = directory.look_up(address("192.0.2.7")).await;
    let best = answer.best().unwrap();
    assert_eq!(
        best.why,
        "RIPE NCC names abuse@example.ch as the abuse contact of 192.0.2.0/24 (EX)"
    );
    assert_eq!(best.languages.tags, ["de", "fr", "it", "en"]);
    assert!(web.asked().is_empty());
    directory.look_up(address("198.51.100.7")).await;
    assert_eq!(web.asked(), ["/ip/198.51.100.7"], "nobody was named, so the registry is asked");
}

/// Names that lead back, names that do not, and a zone of abuse contacts.
async fn name_server() -> NameServer {
    let name = |name: &str| Record::Name(name.to_owned());
    NameServer::start(&[
        ("7.2.0.192.in-addr.arpa", name("mx.mail.example.co.uk")),
        ("mx.mail.example.co.uk", Record::Address(address("192.0.2.7"))),
        ("8.2.0.192.in-addr.arpa", name("mx.victim.example.com")),
        ("mx.victim.example.com", Record::Address(address("203.0.113.1"))),
        ("9.2.0.192.in-addr.arpa", name("nowhere.example.com")),
        ("7.2.0.192.zone.example", Record::Text("first@example.org, second@example.org".into())),
    ])
    .await
    .unwrap()
}

#[tokio::test]
async fn the_name_counts_only_when_it_leads_back() {
    let (web, names) = (Web::start().await.unwrap(), name_server().await);
    let resolver = Some(Resolver::asking(names.address).unwrap());
    let zone = Some("zone.example".to_owned());
    let directory =
        Directory::new(Sources { resolver, zone, names: true, ..sources(&web) }).unwrap();
    let answer = directory.look_up(address("192.0.2.7")).await;
    assert_eq!(
        mails(&answer),
        [
            (Route::AbuseZone, "first@example.org".into()),
            (Route::AbuseZone, "second@example.org".into()),
            (Route::DomainAbuse, "abuse@example.co.uk".into()),
            (Route::DomainPostmaster, "postmaster@example.co.uk".into()),
        ]
    );
    assert_eq!(answer.host.as_deref(), Some("mx.mail.example.co.uk"));
    let answer = directory.look_up(address("192.0.2.8")).await;
    assert!(has_note(&answer, "does not lead back"), "{:?}", answer.notes);
    assert!(!mails(&answer).iter().any(|(route, _)| *route == Route::DomainAbuse));
    let answer = directory.look_up(address("192.0.2.9")).await;
    assert!(has_note(&answer, "nowhere.example.com, which is not used"), "{:?}", answer.notes);
    let answer = directory.look_up(address("192.0.2.10")).await;
    assert!(has_note(&answer, "has no name in DNS"), "{:?}", answer.notes);
    let zone_questions = names.asked().iter().filter(|name| name.ends_with("zone.example")).count();
    assert_eq!(zone_questions, 1, "one question for a /24");
}

#[tokio::test]
async fn security_text_names_contacts_and_languages() {
    let (web, names) = (Web::start().await.unwrap(), name_server().await);
    web.page("/ip/*", good(&network("192.0.2.0", "192.0.2.255", "abuse@example.net")));
    web.page("/first/example.net", Page::good("<html>Not here</html>"));
    let file = "Contact: https://example.net/report\nContact: mailto:security@example.net\n\
        Expires: 2999-01-01T00:00:00Z\nPreferred-Languages: fr, en\n";
    web.page("/second/example.net", Page::good(file));
    web.page(
        "/first/example.co.uk",
        Page::good("Contact: mailto:old@example.co.uk\nExpires: 2001-01-01T00:00:00Z\n"),
    );
    let places = ["first", "second"].map(|place| format!("{}/{place}/{{domain}}", web.url()));
    let sources = Sources {
        resolver: Some(Resolver::asking(names.address).unwrap()),
        security_text: places.to_vec(),
        names: true,
        ..sources(&web)
    };
    let directory = Directory::new(sources).unwrap();
    let answer = directory.look_up(address("192.0.2.7")).await;
    let found = mails(&answer);
    assert_eq!(
        found[..3],
        [
            (Route::RegistryAbuse, "abuse@example.net".into()),
            (Route::SecurityText, "https://example.net/report".into()),
            (Route::SecurityText, "security@example.net".into()),
        ]
    );
    assert!(!found.iter().any(|(_, mail)| mail == "old@example.co.uk"));
    assert!(has_note(&answer, "is not used; it expired on 2001-01-01"), "{:?}", answer.notes);
    let languages = &answer.best().unwrap().languages;
    assert_eq!(
        (languages.tags.join(" "), languages.because),
        ("fr en".into(), Because::SecurityText)
    );
    directory.look_up(address("192.0.2.7")).await;
    let asked = web.asked();
    assert_eq!(asked.iter().filter(|path| path.contains("example.net")).count(), 2, "{asked:?}");
}

#[tokio::test]
async fn rules_stand_above_all_and_can_silence() {
    let web = Web::start().await.unwrap();
    web.page("/ip/*", good(&network("192.0.2.0", "192.0.2.255", "abuse@example.net")));
    let rules = r#"
        [[rule]]
        domain = "example.net"
        contacts = ["noc@example.net", "person@example.org"]
        languages = ["uk"]
        note = "asked for it"
        [[rule]]
        network = "192.0.2.128/25"
        inhibit = true
    "#;
    let overrides = Overrides::read(rules).unwrap();
    let directory = Directory::new(Sources { overrides, ..sources(&web) }).unwrap();
    let answer = directory.look_up(address("192.0.2.200")).await;
    assert!(answer.best().is_none());
    assert!(answer.inhibited.unwrap().contains("192.0.2.128/25"));
    assert!(web.asked().is_empty(), "who is left alone is not asked about");
    let answer = directory.look_up(address("192.0.2.7")).await;
    let best = answer.best().unwrap();
    assert_eq!((best.route, best.reach.to_string()), (Route::Override, "noc@example.net".into()));
    assert_eq!(best.also.first().unwrap().route, Route::RegistryTechnical);
    assert_eq!(
        (best.languages.tags.join(" "), best.languages.because),
        ("uk en".into(), Because::Stored)
    );
    assert!(best.why.ends_with("asked for it"), "{}", best.why);
}

#[tokio::test]
async fn who_bounces_is_followed_by_the_next_down_to_the_national_team() {
    let web = Web::start().await.unwrap();
    let mut said = network("192.0.2.0", "192.0.2.255", "abuse@example.net");
    said["country"] = json!("BR");
    web.page("/ip/*", good(&said));
    let mut answer = directory(&web).look_up(address("192.0.2.7")).await;
    let mut order = Vec::new();
    let mut sick: Vec<Reach> = Vec::new();
    while let Some(best) = answer.best() {
        order.push(best.reach.to_string());
        sick.push(best.reach.clone());
        answer.set_health(
            |reach| if sick.contains(reach) { Health::Bounced } else { Health::Untried },
        );
    }
    assert_eq!(order, ["abuse@example.net", "noc@example.net", "info@example.net", "cert@cert.br"]);
    assert_eq!(answer.candidates.len(), 4, "nobody is dropped");
    let team = answer.candidates.last().unwrap();
    assert_eq!(
        (team.route, team.languages.tags.join(" ")),
        (Route::NationalCsirt, "pt-BR en".into())
    );
}

#[tokio::test]
async fn private_addresses_are_nobodys_and_what_the_asker_knows_counts() {
    let web = Web::start().await.unwrap();
    let directory = directory(&web);
    let answer = directory.look_up(address("10.1.2.3")).await;
    assert!(has_note(&answer, "not an address of the public Internet") && web.asked().is_empty());
    let subject = Subject {
        country: Some("br".into()),
        asn: Some(64500),
        ..address("::ffff:192.0.2.1").into()
    };
    let answer = directory.look_up(subject).await;
    assert_eq!((answer.country.as_deref(), answer.asn), (Some("BR"), Some(64500)));
    assert_eq!(mails(&answer), [(Route::NationalCsirt, "cert@cert.br".into())]);
    assert_eq!(web.asked(), ["/ip/192.0.2.1"]);
}
