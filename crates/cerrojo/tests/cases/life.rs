//! `case life`, and the page of the documentation that is drawn from the same tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use cerrojo_store::life::{Rules, State, TRANSITIONS, To, event_words};

use crate::support::Desk;

/// Set to have the page written anew, not compared.
const WRITE: &str = "CERROJO_WRITE_PAGES";

#[test]
fn the_tables_are_printed_for_people_and_programs() {
    let desk = Desk::new();
    let text = desk.run(&["case", "life"]).expect(0).out;
    let json = desk.run(&["case", "life", "--format", "json"]).expect(0).lines().remove(0);
    for state in State::ALL {
        assert!(text.contains(state.about()), "{state}");
    }
    for word in event_words() {
        assert!(text.contains(&format!("\n  {word:<20} ")), "{word}");
    }
    assert_eq!(json["states"].as_array().unwrap().len(), State::ALL.len());
    assert_eq!(json["transitions"].as_array().unwrap().len(), TRANSITIONS.len());
    assert_eq!(json["rules"]["refusals"], Rules::DEFAULT.refusals);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the page is a file, and only written when asked for"
)]
fn the_page_is_what_the_tables_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/life-of-a-case.md");
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, page()).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == page(),
        "docs/life-of-a-case.md is not what the tables say; {WRITE}=1 writes it anew"
    );
}

/// The page.
fn page() -> String {
    let mut page = String::from(
        "# The life of a case

<!-- Written from `TRANSITIONS`, `State` and `Rules` in crates/store/src/life; a test compares. -->

What an operation remembers about one address, port and kind is a case. Where it stands follows from its
events and from nothing else; every event is a line of the log, which is one chain of hashes
(`cerrojo case verify-log`). `cerrojo case life` prints these tables.

## How it goes

",
    );
    diagram(&mut page);
    page.push_str(
        "
Left out of the picture: what leaves a case where it stands; `disputed`, `held` and `left-scope`, which
put a case aside from almost anywhere, and `resumed`, which lets it go on where it stood; `erased`, which
ends it from anywhere. While a case is disputed its checks go on, and what they find moves the
place that it goes back to.

## States

| state | what it means | proven open |
|---|---|---|
",
    );
    for state in State::ALL {
        let open = if state.is_open() { "yes" } else { "" };
        let _ = writeln!(page, "| `{state}` | {} | {open} |", state.about());
    }
    page.push_str("\n## Events\n\nWhatever does not stand here is refused.\n\n| event | where the case stands | where it leads | what it needs |\n|---|---|---|---|\n");
    for row in TRANSITIONS {
        let from: Vec<String> = row.from.iter().map(|state| format!("`{state}`")).collect();
        let from = if from.is_empty() { "new".to_owned() } else { from.join(", ") };
        let to = match row.to {
            To::State(state) => format!("`{state}`"),
            To::Aside(state) => format!("`{state}`, put aside"),
            To::Same => "the same".to_owned(),
            To::Before => "where it was before it was put aside".to_owned(),
        };
        let _ = writeln!(page, "| `{}` | {from} | {to} | {} |", row.event, row.needs.about());
    }
    rules(&mut page);
    page
}

/// The states and what moves a case between them; what is possible in every open state is drawn once.
fn diagram(page: &mut String) {
    let node = |state: State| state.id().replace('-', "_");
    let is_open = |state: &State| state.is_open() && *state != State::ClaimedFixed;
    let mut edges: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for row in TRANSITIONS {
        let To::State(to) = row.to else { continue };
        if to == State::Erased {
            continue;
        }
        let mut from: Vec<String> = row.from.iter().copied().map(node).collect();
        if from.is_empty() {
            from.push("[*]".to_owned());
        }
        if State::ALL.iter().filter(|state| is_open(state)).all(|state| row.from.contains(state)) {
            let rest =
                row.from.iter().filter(|state| !is_open(state) && **state != State::Disputed);
            from = rest.copied().map(node).collect();
            from.push("open".to_owned());
        }
        for from in from.into_iter().filter(|from| *from != node(to)) {
            let events = edges.entry((from, node(to))).or_default();
            if !events.contains(&row.event) {
                events.push(row.event);
            }
        }
    }
    page.push_str("```mermaid\nstateDiagram-v2\n");
    for state in State::ALL {
        let _ = writeln!(page, "    state \"{state}\" as {}", node(*state));
    }
    page.push_str("    state \"proven open\" as open {\n");
    for state in State::ALL.iter().filter(|state| is_open(state)) {
        let _ = writeln!(page, "        {}", node(*state));
    }
    page.push_str("    }\n");
    for ((from, to), events) in edges {
        let _ = writeln!(page, "    {from} --> {to}: {}", events.join(", "));
    }
    page.push_str("```\n");
}

fn rules(page: &mut String) {
    let Rules {
        refusals,
        refusals_over,
        gone_after,
        proof_lasts,
        reminders,
        retries,
        retry_after,
        watch_every,
        confirm_after,
        look_again_after,
        at_most_every,
    } = Rules::DEFAULT;
    let hours = |time: chrono::TimeDelta| format!("{} hours", time.num_hours());
    let days = |time: chrono::TimeDelta| format!("{} days", time.num_days());
    page.push_str("\n## Rules\n\n| rule | value |\n|---|---|\n");
    for (rule, value) in [
        ("refusals that close a case", refusals.to_string()),
        ("time between the first and the last of them, at least", hours(refusals_over)),
        ("out of reach for so long is gone", days(gone_after)),
        ("a proof older than that is not written about", hours(proof_lasts)),
        ("reminders of one letter", reminders.to_string()),
        ("how often a suspect is asked again when we could not tell", retries.to_string()),
        ("time between two such checks, at least", hours(retry_after)),
        ("time between two checks of something open, at least", hours(watch_every)),
        ("time between two refusals, at least", hours(confirm_after)),
        ("what was closed is looked at again after", days(look_again_after)),
        (
            "time between two checks of one case, whoever asks, at least",
            format!("{} minutes", at_most_every.num_minutes()),
        ),
    ] {
        let _ = writeln!(page, "| {rule} | {value} |");
    }
}
