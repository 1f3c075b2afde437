//! `cerrojo verify` and `cerrojo serve` on emulated servers: what is due is checked once, by one, and
//! written whole, however it ends.
//!
//! Servers and sinks are on loopback addresses of 127.83.0.0/16, a /24 for each test.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::disallowed_types, reason = "a test may open sockets and look at the clock")]
#![expect(clippy::disallowed_methods, reason = "a test may start what it tests, and wait")]

mod reach;
#[path = "../support/mod.rs"]
mod shared;
mod support;

use std::time::Duration;

use cerrojo_store::life::State;

use support::{Operation, signal};

#[test]
fn what_is_due_is_checked_and_each_case_stands_where_it_should() {
    let mut operation = Operation::new("127.83.0");
    operation.relay("open", 1);
    operation.relay("closed-554", 2);
    operation.relay("honeypot", 3);
    operation.proxy("http-connect", 4);
    operation.proxy("http-403", 5);
    operation.suspect("192.0.2.7,25,open-relay");
    operation.import();
    let scope = operation.scope("elsewhere", "198.51.100.0/24");
    let said = operation.verify(&["--format", "json", "--scope", &scope]);
    assert_eq!(said.status, Some(1), "{said:?}");
    assert_eq!(said.out.lines().count(), 6, "{said:?}");
    assert!(
        said.err.contains("6 cases checked: 2 open, 2 closed, 1 unknown, 1 not asked"),
        "{said:?}"
    );
    let states = operation.states();
    let expected = [
        State::VerifiedOpen,
        State::NotOpen,
        State::Inconclusive,
        State::VerifiedOpen,
        State::NotOpen,
        State::OutOfScope,
    ];
    assert_eq!(states, expected);
    // The proof is kept with the case, and named by its event.
    let (events, evidence) = operation.of_case(1);
    assert_eq!(events, ["imported", "found-open"]);
    assert!(
        evidence.contains("\"verdict\":\"open\"") && evidence.contains("\"proof\":{"),
        "{evidence}"
    );
    let again = operation.verify(&[]);
    assert_eq!((again.status, again.out.as_str()), (Some(0), ""), "{again:?}");
    assert!(again.err.contains("no case is due"), "{again:?}");
}

#[test]
fn a_network_is_narrowed_to_what_is_open_in_it() {
    let mut operation = Operation::new("127.83.1");
    operation.relay_on_25("open", 1);
    operation.relay_on_25("closed-554", 2);
    operation.suspect("127.83.1.0/29,25,open-relay");
    operation.import();
    let said = operation.verify(&[]);
    assert_eq!(said.status, Some(1), "{said:?}");
    let states = operation.states();
    // The two that the feed names, and the network.
    assert_eq!(states, [State::VerifiedOpen, State::NotOpen, State::Narrowed]);
}

#[test]
fn two_processes_share_the_work_and_never_do_the_same() {
    let mut operation = Operation::new("127.83.2");
    for number in 1..=40 {
        let kind = if number % 2 == 0 { "open" } else { "closed-554" };
        operation.relay(kind, number);
    }
    operation.import();
    let both: Vec<_> =
        (0..2).map(|_| operation.start(&["verify", "--due", "--at-once", "4"])).collect();
    let said: Vec<_> = both.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    let lines: usize =
        said.iter().map(|said| String::from_utf8_lossy(&said.stdout).lines().count()).sum();
    assert_eq!(lines, 40);
    for (number, state) in (1..).zip(operation.states()) {
        let expected = if number % 2 == 0 { State::VerifiedOpen } else { State::NotOpen };
        assert_eq!(state, expected, "case {number}");
        assert_eq!(operation.of_case(number).0.len(), 2, "case {number}");
    }
    assert!(operation.log_holds());
}

#[test]
fn killed_at_any_moment_it_leaves_nothing_half_done() {
    let mut operation = Operation::new("127.83.3");
    for number in 1..=30 {
        operation.relay(if number % 3 == 0 { "open" } else { "closed-554" }, number);
    }
    operation.import();
    for wait in [30, 60, 90, 120, 150] {
        let mut child = operation.start(&["verify", "--due", "--at-once", "3"]);
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(operation.log_holds());
        operation.forget_leases();
    }
    operation.verify(&[]);
    for (number, state) in (1..).zip(operation.states()) {
        let expected = if number % 3 == 0 { State::VerifiedOpen } else { State::NotOpen };
        assert_eq!(state, expected, "case {number}");
        assert_eq!(operation.of_case(number).0.len(), 2, "case {number} was written twice");
    }
}

#[test]
fn serving_checks_what_is_due_and_ends_when_it_is_told() {
    let mut operation = Operation::new("127.83.4");
    operation.relay("open", 1);
    operation.relay("closed-554", 2);
    operation.import();
    let child = operation.start(&["serve", "--offline"]);
    // Nobody is known who could be told, and nobody may be asked.
    operation.wait_until(|states| states == [State::NoContact, State::NotOpen]);
    signal(&child, "-TERM");
    let said = child.wait_with_output().unwrap();
    assert_eq!(said.status.code(), Some(130));
    let err = String::from_utf8(said.stderr).unwrap();
    assert!(err.contains("2 cases checked: 1 open, 1 closed, 0 unknown"), "{err}");
}

#[test]
fn ctrl_c_gives_back_what_was_begun() {
    let mut operation = Operation::new("127.83.5");
    operation.relay("honeypot", 1);
    operation.import();
    let child = operation.start(&["verify", "--due"]);
    operation.wait_for_sink();
    std::thread::sleep(Duration::from_millis(300));
    signal(&child, "-INT");
    let said = child.wait_with_output().unwrap();
    assert_eq!(said.status.code(), Some(130), "{said:?}");
    assert_eq!(operation.states(), [State::Suspect]);
    let pending = operation.run(&["verify", "--pending"]);
    assert!(pending.out.contains("1 case is due now,"), "{pending:?}");
}

#[test]
fn mistakes_get_one_line_and_send_nothing() {
    let operation = Operation::new("127.83.6");
    let none = operation.run(&["verify", "--due"]);
    assert_eq!((none.status, none.out.as_str()), (Some(2), ""), "{none:?}");
    assert!(none.err.contains("there is no database") && none.err.lines().count() == 1, "{none:?}");
    for arguments in [
        &["verify", "--due", "--pending"][..],
        &["verify", "--due", "--limit", "0"],
        &["verify", "--due", "--db", "mysql://x"],
        &["verify", "--due", "--db", "postgres://nobody@127.0.0.1:1/none"],
        &["serve", "--scope", "/nonexistent/scope.toml"],
    ] {
        let said = operation.run_plainly(arguments);
        assert_eq!(said.status, Some(2), "{arguments:?}: {said:?}");
        assert_eq!(said.err.lines().count(), 1, "{arguments:?}: {said:?}");
    }
}
