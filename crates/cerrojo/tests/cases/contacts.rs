//! Whom to tell, with a registry that the test plays on loopback, from files, and from the database.

use cerrojo_lab::registry::{Page, Web};
use cerrojo_store::life::{Found, Place, What};
use cerrojo_store::{Bounce, Override};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::support::{Desk, append, import, then};

const BULK: &str = "\
inetnum:        192.0.2.0 - 192.0.2.255
netname:        EXAMPLE-NET
country:        DE
org:            ORG-EX1-TEST
mnt-by:         EXAMPLE-MNT

inetnum:        192.0.2.100 - 192.0.2.130
netname:        EXAMPLE-CUSTOMER
country:        PL

inet6num:       2001:db8::/32
netname:        EXAMPLE-6
country:        FR
org:            ORG-EX1-TEST

organisation:   ORG-EX1-TEST
org-name:       Example GmbH
country:        DE
abuse-c:        AC1-TEST

role:           Abuse desk
nic-hdl:        AC1-TEST
abuse-mailbox:  abuse@example.org
";

fn card(name: &str, mail: &str) -> Value {
    json!([
        "vcard",
        [["version", {}, "text", "4.0"], ["fn", {}, "text", name], ["email", {}, "text", mail]]
    ])
}

/// A registry that knows the network of 192.0.2.7, and where to find it.
fn registry(desk: &Desk, runtime: &Runtime) -> (Web, [String; 8]) {
    let web = runtime.block_on(Web::start()).unwrap();
    let answer = json!({
        "objectClassName": "ip network", "startAddress": "192.0.2.0", "endAddress": "192.0.2.255",
        "name": "EXAMPLE-NET", "country": "DE", "entities": [
            {"roles": ["abuse"], "vcardArray": card("Abuse Desk", "abuse@example.net")},
            {"roles": ["technical"], "vcardArray": card("NOC", "noc@example.net")},
        ],
    });
    web.page("/ip/192.0.2.7", Page::good(answer.to_string()));
    let list = json!({"services": [[["192.0.2.0/24"], [web.url()]]]}).to_string();
    let file = desk.write("registries.json", list);
    let options = [
        "--registries",
        file.to_str().unwrap(),
        "--security-txt",
        "false",
        "--names",
        "false",
        "--announce",
        "noc@csirt.example",
    ];
    (web, options.map(str::to_owned))
}

fn ask(desk: &Desk, arguments: &[&str], options: &[String]) -> crate::support::Said {
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    desk.run(&[&["contact"], arguments, &options].concat())
}

#[test]
fn a_registry_is_asked_once_and_what_it_said_is_remembered() {
    let (desk, runtime) = (Desk::with_cases(), Runtime::new().unwrap());
    let (web, options) = registry(&desk, &runtime);
    let said = ask(&desk, &["192.0.2.7"], &options).expect(0);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines[0], "192.0.2.7: tell abuse@example.net", "{}", said.out);
    assert!(lines[1].contains("as the abuse contact of 192.0.2.0/24"), "{}", said.out);
    let noc = lines.iter().find(|line| line.contains("noc@example.net")).unwrap();
    assert!(noc.trim_start().starts_with("then ") && noc.contains("rank 40"), "{}", said.out);
    assert!(
        said.out.contains("certbund@bsi.bund.de") && said.out.contains("rank 70"),
        "{}",
        said.out
    );
    let again = ask(&desk, &["192.0.2.7"], &options).expect(0);
    assert_eq!(again.out, said.out);
    let neighbour = desk.run(&["contact", "--offline", "192.0.2.9", "--format", "json"]).expect(0);
    assert_eq!(neighbour.lines()[0]["best"], "abuse@example.net");
    assert_eq!(web.asked(), ["/ip/192.0.2.7"]);
    assert!(web.agents()[0].contains("+noc@csirt.example"));
}

#[test]
fn nobody_is_asked_offline_and_that_is_no_answer() {
    let desk = Desk::new();
    let said = desk.run(&["contact", "--offline", "192.0.2.7"]).expect(3);
    assert!(said.out.starts_with("192.0.2.7: nobody is known\n"), "{}", said.out);
    assert!(said.out.contains("to do") && said.out.contains("--overrides"), "{}", said.out);
    assert!(!desk.path("cerrojo.db").exists());
}

#[test]
fn networks_of_bulk_files_map_suspects_and_name_contacts() {
    let desk = Desk::new();
    let bulk = desk.write("ripe.db", BULK);
    let said =
        desk.run(&["import", "networks", bulk.to_str().unwrap(), "--source", "ripe"]).expect(0);
    assert_eq!(said.out, "ripe: 3 networks, 3 of them with a contact for complaints\n");
    let list = desk.write("list.txt", "192.0.2.120:3128\n192.0.2.7:25\n");
    desk.run(&["import", "plain", list.to_str().unwrap()]).expect(0);
    let shown = desk.run(&["case", "list", "--format", "json"]).expect(0).lines();
    let places: Vec<_> = shown.iter().map(|line| (&line["network"], &line["country"])).collect();
    let customer = json!("192.0.2.100-192.0.2.130");
    assert_eq!(places, [(&customer, &json!("PL")), (&json!("192.0.2.0/24"), &json!("DE"))]);
    let addresses = ["192.0.2.120", "2001:db8::7"];
    let answers =
        desk.run(&[&["contact", "--offline", "--format", "json"], &addresses[..]].concat());
    for line in answers.expect(0).lines() {
        assert_eq!(line["best"], "abuse@example.org", "{line}");
        assert_eq!(line["candidates"][0]["route"], "bulk-abuse");
        assert_eq!(line["organisation"], "Example GmbH");
    }
    let file = desk.run(&[
        "contact",
        "--offline",
        "192.0.2.7",
        "--db",
        "sqlite:cerrojo.db",
        "--bulk",
        bulk.to_str().unwrap(),
    ]);
    assert!(file.expect(0).out.starts_with("192.0.2.7: tell abuse@example.org\n"));
}

#[test]
fn a_case_keeps_its_contact_and_nobody_twice() {
    let (desk, runtime) = (Desk::with_cases(), Runtime::new().unwrap());
    let (_web, options) = registry(&desk, &runtime);
    desk.write("cerrojo.toml", "[contact]\ncontrol-percent = 0\n");
    let said = ask(&desk, &["--case", "1", "--save"], &options).expect(0);
    assert!(said.out.starts_with("case 1, 192.0.2.7: tell abuse@example.net\n"), "{said:?}");
    assert!(said.err.contains("case 1 is ready"), "{said:?}");
    ask(&desk, &["--case", "192.0.2.7:25", "--save"], &options).expect(0);
    let line = desk.run(&["case", "show", "1", "--format", "json"]).expect(0).lines().remove(0);
    let events = line["events"].as_array().unwrap();
    let found = events.iter().filter(|event| event["word"] == "contact-found").count();
    assert_eq!(found, 1, "{line}");
    let event = events.last().unwrap().clone();
    assert_eq!((&event["word"], &event["by"]), (&json!("contact-found"), &json!("contact")));
    let data = json!({
        "contact": "abuse@example.net", "route": "registry-abuse", "language": "de", "control": false,
        "languages": ["de", "en"], "hits": [{"because": "network", "of": "DE", "tags": ["de"]}],
    });
    assert_eq!(event["data"], data);
    let none = desk.run(&["contact", "--case", "2", "--save", "--offline"]).expect(3);
    assert!(none.err.contains("case 2 is no-contact"), "{none:?}");
    let wrong = desk.run(&["contact", "--case", "3", "--save", "--offline"]);
    assert!(wrong.err.contains("cannot happen to a case that is not-open"), "{wrong:?}");
}

const SWISS: &str = "\
inetnum:        192.0.2.0 - 192.0.2.255
netname:        EXAMPLE-NET
country:        SE
org:            ORG-EX1-TEST

organisation:   ORG-EX1-TEST
org-name:       Example AG
country:        CH
abuse-c:        AC1-TEST

role:           Abuse desk
nic-hdl:        AC1-TEST
abuse-mailbox:  abuse@example.it
";

#[test]
fn all_languages_and_why_they_are_kept_with_the_case() {
    let desk = Desk::with_cases();
    let bulk = desk.write("ripe.db", SWISS);
    let save = ["contact", "--offline", "--case", "1", "--save", "--bulk", bulk.to_str().unwrap()];
    desk.run(&save).expect(0);
    let shown = desk.run(&["case", "show", "1"]).expect(0).out;
    for line in [
        "  contact    abuse@example.it (bulk-abuse)\n",
        "  languages  writes in de fr it en, because the organisation is in Switzerland\n",
        "             besides, their mail is at example.it: it\n",
        "             besides, the network is in Germany: de\n",
    ] {
        assert!(shown.contains(line), "{line}{shown}");
    }
    let json = desk.run(&["case", "show", "1", "--format", "json"]).expect(0).lines().remove(0);
    assert_eq!(
        (&json["language"], &json["languages"]),
        (&json!("de"), &json!(["de", "fr", "it", "en"]))
    );
    let first = json!({"because": "organisation", "of": "CH", "tags": ["de", "fr", "it"]});
    assert_eq!(
        (&json["language_hits"][0], json["language_hits"].as_array().unwrap().len()),
        (&first, 3)
    );
    // What was only concluded is no choice of theirs: it does not stand above what is known later.
    desk.with(async |store| {
        assert_eq!(store.contact("abuse@example.it").await.unwrap().unwrap().language, None);
        store.put_contact("abuse@example.it", Some("fr"), (b"", 0), then()).await.unwrap();
    });
    desk.run(&save).expect(0);
    let chosen = desk.run(&["case", "show", "1"]).expect(0).out;
    assert!(chosen.contains("writes in fr en, because they chose it"), "{chosen}");
    assert!(chosen.contains("besides, the organisation is in Switzerland: de fr it\n"), "{chosen}");
    desk.run(&["case", "verify-log"]).expect(0);
}

#[test]
fn who_is_told_of_five_countries_is_written_to_in_english() {
    let desk = Desk::with_cases();
    let bulk = desk.write("ripe.db", SWISS);
    let told = async |store: &cerrojo_store::Store, number: u8, code: &str| {
        let place = Place { country: Some(code.to_owned()), ..Place::default() };
        import(store, "five", &format!("203.0.113.{number}/32"), Some(25), place).await;
        let suspect = format!("203.0.113.{number}/32").parse().unwrap();
        let suspect = cerrojo_model::Suspect::new(suspect, Some(25), None);
        let case = store.find(&suspect).await.unwrap().unwrap();
        append(store, case, What::FoundOpen(Found { test: "plain".into(), ..Found::default() }))
            .await;
        let found = What::ContactFound {
            contact: "abuse@example.it".into(),
            route: "rdap".into(),
            language: None,
            control: false,
            languages: Vec::new(),
            hits: Vec::new(),
        };
        append(store, case, found).await;
    };
    let save = ["contact", "--offline", "--case", "1", "--save", "--bulk", bulk.to_str().unwrap()];
    desk.with(async |store| {
        for (number, code) in [(1, "FR"), (2, "IT"), (3, "ES"), (4, "FR")] {
            told(store, number, code).await;
        }
    });
    desk.run(&save).expect(0);
    let four = desk.run(&["case", "show", "1"]).expect(0).out;
    assert!(four.contains("writes in de fr it en,"), "{four}");
    desk.with(async |store| told(store, 5, "PT").await);
    desk.run(&save).expect(0);
    let five = desk.run(&["case", "show", "1"]).expect(0).out;
    assert!(five.contains("writes in en, because they work in many countries\n"), "{five}");
    assert!(five.contains("besides, the organisation is in Switzerland: de fr it\n"), "{five}");
}

#[test]
fn who_is_written_to_later_is_decided_once() {
    let (desk, runtime) = (Desk::with_cases(), Runtime::new().unwrap());
    let (_web, options) = registry(&desk, &runtime);
    desk.write("cerrojo.toml", "[contact]\ncontrol-percent = 100\n");
    ask(&desk, &["--case", "1", "--save"], &options).expect(0);
    let line =
        desk.run(&["case", "list", "--contact", "abuse@example.net", "--format", "json"]).expect(0);
    assert_eq!(line.lines()[0]["control"], true);
    desk.write("cerrojo.toml", "[contact]\ncontrol-percent = 101\n");
    let said = desk.run(&["contact", "--offline", "192.0.2.7"]).expect(2);
    assert!(
        said.err.contains("cerrojo.toml: `control-percent`: want a number from 0 to 100"),
        "{said:?}"
    );
}

#[test]
fn decisions_and_bounces_of_the_database_count() {
    let (desk, runtime) = (Desk::with_cases(), Runtime::new().unwrap());
    let (_web, options) = registry(&desk, &runtime);
    desk.with(async |store| {
        store.put_contact("abuse@example.net", None, (b"", 0), then()).await.unwrap();
        store.contact_bounced("abuse@example.net", Bounce::Hard, then()).await.unwrap();
    });
    let bounced = ask(&desk, &["192.0.2.7"], &options).expect(0);
    assert!(bounced.out.starts_with("192.0.2.7: tell noc@example.net\n"), "{}", bounced.out);
    assert!(bounced.out.contains("mail came back from there"), "{}", bounced.out);
    let decide = |contacts: Vec<String>| {
        desk.with(async |store| {
            let subject = "192.0.2.0/28".parse().unwrap();
            let (note, who) = ("by telephone".to_owned(), "ada".to_owned());
            store
                .put_override(&Override { subject, contacts, note, who, at: then() })
                .await
                .unwrap();
        });
    };
    decide(vec!["desk@example.net".to_owned()]);
    let decided = ask(&desk, &["192.0.2.7"], &options).expect(0);
    assert!(decided.out.starts_with("192.0.2.7: tell desk@example.net\n"), "{}", decided.out);
    let rules = desk.write(
        "rules.toml",
        "[[rule]]\nnetwork = \"192.0.2.0/28\"\ncontacts = [\"first@example.net\"]\n",
    );
    let both =
        ask(&desk, &["192.0.2.7", "--overrides", rules.to_str().unwrap()], &options).expect(0);
    assert!(both.out.starts_with("192.0.2.7: tell first@example.net\n"), "{}", both.out);
    decide(Vec::new());
    let nobody = ask(&desk, &["192.0.2.7"], &options).expect(3);
    assert!(nobody.out.starts_with("192.0.2.7: tell nobody\n"), "{}", nobody.out);
    assert!(nobody.out.contains("by telephone (decided by ada)"), "{}", nobody.out);
    desk.with(async |store| append(store, 4, What::Noted { text: "x".into() }).await);
    desk.run(&["case", "verify-log"]).expect(0);
}
