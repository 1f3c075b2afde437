//! Cases that nothing can be learned of for a reason of ours are left as they are: no scope, no network.

use std::process::Command;

use cerrojo_store::life::State;

use crate::support::Operation;

/// A wire at whose other end nobody answers.
const NOBODY: &str = "ip link add ours type veth peer name theirs; ip link set theirs up;
    ip addr add 192.0.2.1/24 dev ours; ip link set ours up;";

fn pending(operation: &Operation) -> String {
    operation.run_plainly(&["verify", "--pending"]).out
}

fn has_networks() -> bool {
    let tried = Command::new("unshare").args(["-Urn", "sh", "-c", NOBODY]).output();
    let has = tried.is_ok_and(|tried| tried.status.success());
    if !has {
        eprintln!("skipped: no networks of one's own here (unshare, ip, veth)");
    }
    has
}

#[test]
fn without_a_scope_only_this_machine_is_asked_and_others_stay_as_they_were() {
    let mut operation = Operation::new("127.83.10");
    for number in 1..=40 {
        operation.suspect(&format!("203.0.113.{number},25,open-relay"));
    }
    operation.suspect("2001:db8::/32,,open-proxy");
    operation.relay("closed-554", 1);
    operation.import();
    let said = operation.verify(&["--at-once", "100"]).expect(2);
    assert_eq!(said.out.lines().count(), 1, "{said:?}");
    assert!(said.err.contains("no scope was given, so 41 cases"), "{said:?}");
    let states = operation.states();
    assert_eq!(states.iter().filter(|state| **state == State::Suspect).count(), 41);
    assert_eq!(states.last(), Some(&State::NotOpen));
    assert_eq!(operation.of_case(1).0, ["imported"]);
    // Their leases were given back.
    assert!(pending(&operation).contains("41 cases are due now"), "{}", pending(&operation));
    let again = operation.verify(&["--at-once", "8"]).expect(2);
    assert_eq!((again.out.as_str(), again.err.lines().count()), ("", 1), "{again:?}");
    assert!(pending(&operation).contains("41 cases are due now"), "{}", pending(&operation));
    let served = operation.run(&["serve", "--offline"]).expect(2);
    assert!(served.err.contains("no scope was given"), "{served:?}");
    assert!(operation.log_holds());
}

#[test]
fn what_was_out_of_scope_goes_on_when_a_scope_holds_it_again() {
    let mut operation = Operation::new("127.83.11");
    operation.suspect("192.0.2.7,25,open-relay");
    operation.suspect("198.51.100.0/30,25,open-relay");
    operation.import();
    let (first, second) =
        (operation.scope("first", "203.0.113.0/24"), operation.scope("second", "198.51.100.2/32"));
    operation.verify(&["--scope", &first]).expect(0);
    assert_eq!(operation.states(), [State::OutOfScope, State::OutOfScope]);
    // Nothing changes as long as none holds them.
    let again = operation.verify(&["--scope", &first]).expect(0);
    assert!(again.err.contains("no case is due"), "{again:?}");
    let kept = operation.run_plainly(&["scope", "add", "second", &second]);
    assert_eq!(kept.status, Some(0), "{kept:?}");
    if !has_networks() {
        return;
    }
    let said = operation.verify_in_network("", &[]).expect(2);
    assert!(said.err.contains("1 case is in scope again"), "{said:?}");
    assert_eq!(operation.states(), [State::OutOfScope, State::Suspect]);
    assert_eq!(operation.of_case(2).0, ["imported", "left-scope", "resumed"]);
}

#[test]
fn where_we_have_no_way_nothing_is_written_and_nothing_spins() {
    let mut operation = Operation::new("127.83.12");
    for number in 1..=30 {
        operation.suspect(&format!("192.0.2.{number},25,open-relay"));
    }
    operation.suspect("192.0.2.128/25,3128,open-proxy");
    operation.suspect("2001:db8::7,,");
    operation.import();
    if !has_networks() {
        return;
    }
    let scope = operation.scope("wide", "192.0.2.0/24\", \"2001:db8::/32");
    for at_once in ["4", "100"] {
        let arguments = ["--scope", &scope, "--at-once", at_once];
        let said = operation.verify_in_network("", &arguments).expect(2);
        assert_eq!((said.out.as_str(), said.err.lines().count()), ("", 1), "{said:?}");
        assert!(said.err.contains("this machine has no way to 192.0.2."), "{said:?}");
        assert!(said.err.contains("Network is unreachable"), "{said:?}");
        assert!(operation.states().iter().all(|state| *state == State::Suspect));
        assert!(pending(&operation).contains("32 cases are due now"), "{}", pending(&operation));
    }
    assert_eq!(operation.of_case(1).0, ["imported"]);
    // With a way to some of them, those that have none do not stand in the way of the others.
    let said = operation.verify_in_network(
        "ip addr add 192.0.2.30/32 dev lo;",
        &["--scope", &scope, "--at-once", "100", "--limit", "1"],
    );
    assert_eq!(said.status, Some(2), "{said:?}");
    let looked_at = |number: i64| operation.of_case(number).0.len() == 2;
    assert_eq!((1..=30).filter(|number| looked_at(*number)).collect::<Vec<_>>(), [30]);
}

#[test]
fn a_host_that_does_not_answer_is_a_matter_of_the_host() {
    let mut operation = Operation::new("127.83.13");
    operation.suspect("192.0.2.7,25,open-relay");
    // Nothing connects to a broadcast address, and that is not our fault either.
    operation.suspect("192.0.2.255,25,open-relay");
    operation.suspect("203.0.113.7,25,open-relay");
    operation.import();
    if !has_networks() {
        return;
    }
    let scope = operation.scope("wide", "0.0.0.0/0");
    let said = operation.verify_in_network(NOBODY, &["--scope", &scope]).expect(2);
    assert!(said.err.contains("no way to 203.0.113.7"), "{said:?}");
    let expected = [State::Inconclusive, State::Inconclusive, State::Suspect];
    assert_eq!(operation.states(), expected);
    // A route that forbids is ours, at once.
    let forbidden = format!("{NOBODY} ip route add unreachable default;");
    let said = operation.verify_in_network(&forbidden, &["--scope", &scope]).expect(2);
    assert!(said.err.contains("No route to host"), "{said:?}");
    assert_eq!(operation.of_case(3).0, ["imported"]);
}
