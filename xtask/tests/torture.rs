//! The short form of `cargo xtask torture`: some rounds on each database that is here.
#![expect(clippy::disallowed_methods, reason = "it starts the chore")]

use std::process::Command;

#[test]
fn nothing_is_lost_where_the_store_is_killed() {
    let mut torture = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let done = torture.args(["torture", "--rounds", "8"]).output().expect("it can be started");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    let last = said.lines().last();
    assert_eq!(last, Some("8 rounds, 0 lost, 0 doubled, chain intact"), "{said}");
}

#[test]
fn every_letter_arrives_and_every_reply_is_in_its_case() {
    let mut torture = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let words = ["torture", "letters", "--letters", "300", "--kills", "3"];
    let done = torture.args(words).output().expect("it can be started");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    let last = said.lines().last().unwrap_or_default();
    assert!(last.ends_with(", 30 replies in their cases, nothing wrong"), "{said}");
    assert!(last.contains(" 0 lost, "), "{said}");
}
