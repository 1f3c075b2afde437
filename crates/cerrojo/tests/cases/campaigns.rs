//! `cerrojo campaign`: four eyes, a dry run, a pilot that ends, and mistakes in one line.

use std::process::Command;

use cerrojo_store::life::{Place, State, What};
use cerrojo_store::{Filter, LetterFilter};

use crate::shared;
use crate::support::{Desk, Said, append, import, open, then};

const SETTINGS: &str = "[letters]\nname = \"CSIRT Example\"\nauthority = \"mandate 2026-14\"\n\
    contact = \"operation@cert.example\"\nfrom = \"letters@cert.example\"\ndomain = \"cert.example\"\n\
    quiet-hours = false\n";
const SPRING: &str = "name = \"spring\"\npilot = 2\nvariants = [\"full\", \"short\"]\n";

/// An operation with three users, and four cases whose contacts are known; the last one is there to compare with.
fn operation() -> Desk {
    let desk = Desk::new();
    desk.write("cerrojo.toml", SETTINGS);
    desk.write("spring.toml", SPRING);
    desk.with(async |store| {
        for case in 1..=4_i64 {
            let network = format!("192.0.2.{case}/32");
            import(store, "example-list", &network, Some(25), Place::default()).await;
            open(store, case, "plain").await;
            let address = format!("abuse@n{case}.example");
            let percent = if case == 4 { 100 } else { 0 };
            let known = store.put_contact(&address, None, (b"x", percent), then()).await.unwrap();
            let found = What::ContactFound {
                contact: address,
                route: "rdap".into(),
                language: None,
                control: known.control,
                languages: vec!["de".into(), "en".into()],
                hits: Vec::new(),
            };
            append(store, case, found).await;
        }
    });
    for (name, role) in
        [("ada", "administrator"), ("ana", "editor"), ("eva", "approver"), ("vic", "viewer")]
    {
        desk.run(&["user", "add", name, "--role", role]).expect(0);
    }
    desk
}

fn campaign(desk: &Desk, arguments: &[&str]) -> Said {
    desk.run(&[&["campaign"], arguments].concat())
}

fn digest(desk: &Desk) -> String {
    word(&campaign(desk, &["show", "spring", "--format", "json"]), "digest")
}

fn state(desk: &Desk) -> String {
    word(&campaign(desk, &["status", "spring", "--format", "json"]), "state")
}

/// A word of the only line.
fn word(said: &Said, key: &str) -> String {
    let line = said.lines().pop().unwrap();
    line.get(key).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn one_writes_it_another_one_agrees_and_the_pilot_goes() {
    let desk = operation();
    campaign(&desk, &["create", "spring.toml", "--by", "ada"]).fine();
    let digits = digest(&desk);
    let alone =
        campaign(&desk, &["approve", "spring", "--by", "ada", "--digest", &digits]).expect(2);
    assert!(alone.err.contains("ada wrote it; somebody else has to agree"), "{alone:?}");
    let early = campaign(&desk, &["start", "spring", "--by", "ana"]).expect(2);
    assert!(early.err.contains("is draft: it cannot be started"), "{early:?}");
    let agreed = campaign(&desk, &["approve", "spring", "--by", "eva", "--digest", &digits]).fine();
    assert!(agreed.out.contains("approved") && agreed.out.contains("by ada, approved by eva"));
    // A change takes the agreement away.
    desk.write("spring.toml", SPRING.replace("pilot = 2", "pilot = 1"));
    campaign(&desk, &["change", "spring.toml", "--by", "ana"]).fine();
    assert_eq!(state(&desk), "draft");
    let old = campaign(&desk, &["approve", "spring", "--by", "eva", "--digest", &digits]).expect(2);
    assert!(old.err.contains("changed meanwhile"), "{old:?}");
    desk.write("spring.toml", SPRING);
    campaign(&desk, &["change", "spring.toml", "--by", "ana"]).fine();
    campaign(&desk, &["approve", "spring", "--by", "eva", "--digest", &digest(&desk)]).fine();
    campaign(&desk, &["start", "spring", "--by", "ana", "--why", "now"]).fine();

    let round = campaign(&desk, &["run", "--due", "--format", "json"]).fine().lines();
    assert_eq!((&round[0]["letters"], &round[0]["approved"]), (&2.into(), &2.into()));
    let again = campaign(&desk, &["run", "--due", "--format", "json"]).fine().lines();
    assert_eq!(again[0]["letters"], 0);
    let listed = desk.run(&["letter", "list", "--format", "json"]).fine().lines();
    assert_eq!(listed.len(), 2);
    // Nobody writes the rest by another door.
    desk.run(&["letter", "write"]).fine();
    assert_eq!(desk.run(&["letter", "list", "--format", "json"]).fine().lines().len(), 2);
    let report = campaign(&desk, &["report", "spring", "--least", "3"]).fine();
    assert!(report.out.contains("2 written, 2 waiting, 0 went out"), "{report:?}");
    let report = campaign(&desk, &["report", "spring", "--format", "json"]).fine().lines();
    assert_eq!(report[0]["schema"], "cerrojo.campaign-report/1");
    campaign(&desk, &["pause", "spring", "--by", "ana", "--why", "a question"]).fine();
    campaign(&desk, &["stop", "spring", "--by", "ana"]).fine();
    let listed = desk.run(&["letter", "list", "--format", "json"]).fine().lines();
    assert!(listed.iter().all(|letter| letter["state"] == "cancelled"), "{listed:?}");
}

#[test]
fn what_letters_are_made_of_is_part_of_what_is_agreed_to() {
    let desk = operation();
    campaign(&desk, &["create", "spring.toml", "--by", "ana"]).fine();
    campaign(&desk, &["approve", "spring", "--by", "eva", "--digest", &digest(&desk)]).fine();
    campaign(&desk, &["start", "spring", "--by", "ana"]).fine();
    std::fs::create_dir(desk.path("texts")).unwrap();
    desk.write("texts/de.ftl", "own-words = Hallo\n");
    desk.write("cerrojo.toml", format!("{SETTINGS}texts = \"texts\"\n"));
    let round = campaign(&desk, &["run", "--due"]).fine();
    assert!(
        round.out.contains("now paused") && round.out.contains("texts de changed"),
        "{round:?}"
    );
    let resumed = campaign(&desk, &["resume", "spring", "--by", "ana"]).expect(2);
    assert!(resumed.err.contains("have it approved anew"), "{resumed:?}");
    let dry = campaign(&desk, &["dry-run", "spring", "--maildir", "mail"]).expect(2);
    assert!(dry.err.contains("texts de changed"), "{dry:?}");
    campaign(&desk, &["change", "spring.toml", "--by", "ana"]).fine();
    campaign(&desk, &["approve", "spring", "--by", "eva", "--digest", &digest(&desk)]).fine();
    campaign(&desk, &["start", "spring", "--by", "ana"]).fine();
    let round = campaign(&desk, &["run", "--due", "--format", "json"]).fine().lines();
    assert_eq!(round[0]["letters"], 2);
}

#[test]
fn a_dry_run_is_mail_that_others_read_and_nothing_else() {
    let desk = operation();
    campaign(&desk, &["create", "spring.toml", "--by", "ana"]).fine();
    let head = |desk: &Desk| desk.run(&["case", "verify-log"]).fine().out;
    let before = head(&desk);
    let said = campaign(&desk, &["dry-run", "spring", "--maildir", "mail"]).fine();
    assert!(said.out.starts_with("3 letters that could go out now are in mail"), "{said:?}");
    assert_eq!(head(&desk), before);
    assert_eq!(desk.run(&["letter", "list"]).fine().out, "");
    assert_eq!(state(&desk), "draft");
    let again = campaign(&desk, &["dry-run", "spring", "--maildir", "mail"]).expect(2);
    assert!(again.err.contains("mail holds mail already"), "{again:?}");
    let script = "
import mailbox, email, email.policy
box = mailbox.Maildir('mail', create=False, factory=None)
to = []
for message in box:
    read = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)
    assert not any(part.defects for part in read.walk()), [part.defects for part in read.walk()]
    assert 'CSIRT Example' in read['From'] and read['List-Unsubscribe'], dict(read.items())
    text = read.get_body(('plain',)).get_content()
    assert '192.0.2.' in text and '\\r' not in text
    to.append(read['To'])
print(sorted(to))
";
    let python =
        Command::new("python3").current_dir(desk.folder.path()).args(["-c", script]).output();
    let Ok(python) = python else {
        eprintln!("skipped: there is no python3 to read the Maildir with");
        return;
    };
    let errors = String::from_utf8_lossy(&python.stderr).into_owned();
    assert!(python.status.success(), "{errors}");
    let read = String::from_utf8(python.stdout).unwrap();
    assert_eq!(read.trim(), "['abuse@n1.example', 'abuse@n2.example', 'abuse@n3.example']");
}

#[test]
fn it_shows_what_is_agreed_to_and_whom_it_selects() {
    let desk = operation();
    campaign(&desk, &["create", "spring.toml", "--by", "ana"]).fine();
    let shown = campaign(&desk, &["show", "spring"]).fine().out;
    for expected in [
        "draft",
        "by ana",
        "selects    3 cases of 3 contacts now; the first 2 letters are the pilot",
        "control    1 cases of 1 contacts",
        "languages  de en: 3 contacts",
        "made         by ana",
        "variants = [\"full\", \"short\"]",
        "\"texts de\" = \"",
        "recipes = \"",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    let listed = campaign(&desk, &["status"]).fine().out;
    assert!(listed.lines().count() == 1 && listed.contains("0 out, 0 waiting"), "{listed}");
    let shown = campaign(&desk, &["show", "spring", "--format", "json"]).fine().lines();
    assert_eq!(shown[0]["selects"]["cases"], 3);
    assert_eq!(shown[0]["selects"]["waiting"]["control_contacts"], 1);
}

#[test]
fn mistakes_are_one_line_and_status_two() {
    let desk = operation();
    desk.write("typo.toml", "name = \"typo\"\n\n[select]\nkind = [\"open-relay\"]\n");
    desk.write("loud.toml", "name = \"loud\"\nvariants = [\"loud\"]\n");
    campaign(&desk, &["create", "spring.toml", "--by", "ana"]).fine();
    let zeros = "0".repeat(64);
    for (arguments, expected) in [
        (vec!["create", "typo.toml", "--by", "ana"], "typo.toml: line 4: unknown field `kind`"),
        (vec!["create", "loud.toml", "--by", "ana"], "there is no variant `loud`"),
        (vec!["create", "none.toml", "--by", "ana"], "cannot read none.toml"),
        (vec!["create", "spring.toml", "--by", "ana"], "there is a campaign `spring` already"),
        (
            vec!["create", "spring.toml", "--by", "vic"],
            "vic is viewer and may not work on campaigns",
        ),
        (
            vec!["create", "spring.toml", "--by", "bob"],
            "nobody is known as `bob`; `cerrojo user add bob",
        ),
        (vec!["create", "spring.toml"], "--by <NAME>"),
        (vec!["show", "summer"], "there is no campaign `summer`"),
        (vec!["approve", "spring", "--by", "eva", "--digest", "12"], "want the 64 digits"),
        (vec!["approve", "spring", "--by", "eva", "--digest", &zeros], "changed meanwhile"),
        (
            vec!["approve", "spring", "--by", "ana", "--digest", &zeros],
            "ana is editor and may not agree",
        ),
        (vec!["resume", "spring", "--by", "ana"], "is draft: it cannot be resumed"),
        (vec!["pause", "spring", "--by", "vic"], "vic is viewer"),
        (vec!["dry-run", "spring", "--maildir", "cerrojo.toml"], "cannot make cerrojo.toml"),
        (vec!["report", "summer"], "there is no campaign `summer`"),
        (vec!["run"], "--due"),
    ] {
        let said = campaign(&desk, &arguments).expect(2);
        assert!(said.err.contains(expected), "{arguments:?}: {}", said.err);
        assert_eq!((said.err.lines().count(), said.out.as_str()), (1, ""), "{said:?}");
    }
    desk.write("cerrojo.toml", "");
    let unnamed = campaign(&desk, &["run", "--due"]).expect(2);
    assert!(unnamed.err.contains("letters need to say who writes"), "{unnamed:?}");
}

#[test]
fn killed_at_any_moment_it_doubles_nothing() {
    let desk = operation();
    desk.with(async |store| {
        for case in 5..=24_i64 {
            let network = format!("192.0.2.{case}/32");
            import(store, "example-list", &network, Some(25), Place::default()).await;
            open(store, case, "plain").await;
            let contact = format!("abuse@n{case}.example");
            store.put_contact(&contact, None, (b"x", 0), then()).await.unwrap();
            let (route, language, control) = ("rdap".into(), None, false);
            let (languages, hits) = (Vec::new(), Vec::new());
            let found = What::ContactFound { contact, route, language, control, languages, hits };
            append(store, case, found).await;
        }
    });
    desk.write("spring.toml", SPRING.replace("pilot = 2", "pilot = 15"));
    campaign(&desk, &["create", "spring.toml", "--by", "ana"]).fine();
    campaign(&desk, &["approve", "spring", "--by", "eva", "--digest", &digest(&desk)]).fine();
    campaign(&desk, &["start", "spring", "--by", "ana"]).fine();
    // Each time it is killed as soon as it has written something more: a case agreed to, or a letter.
    let counts = desk.with(async |store| {
        let written = async || {
            let letters = store.letters(&LetterFilter::default(), 0, 999).await.unwrap().len();
            let filter = Filter { states: vec![State::Approved], ..Filter::default() };
            (store.list(&filter, 0, 999).await.unwrap().len(), letters)
        };
        let mut counts = vec![written().await];
        for _ in 0..40 {
            let mut command = shared::command();
            command.current_dir(desk.folder.path()).args(["campaign", "run", "--due"]);
            let mut child = shared::start(&mut command);
            let before = written().await;
            while written().await == before && child.try_wait().unwrap().is_none() {}
            let _ = child.kill();
            child.wait().unwrap();
            counts.push(written().await);
        }
        counts
    });
    let stages: std::collections::BTreeSet<_> = counts.iter().collect();
    assert!(stages.len() > 3, "it was killed in the middle: {counts:?}");
    campaign(&desk, &["run", "--due"]).fine();
    let letters = desk.run(&["letter", "list", "--format", "json"]).fine().lines();
    assert_eq!(letters.len(), 15, "{counts:?}");
    let mut contacts: Vec<_> = letters.iter().map(|letter| letter["contact"].to_string()).collect();
    contacts.sort();
    contacts.dedup();
    assert_eq!(contacts.len(), 15, "{counts:?}");
}
