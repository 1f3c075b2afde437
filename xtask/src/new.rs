//! `cargo xtask new test NAME`: writes the row of a new record, for you to fill in.

use std::process::ExitCode;

use anyhow::Context as _;

use crate::steps::root;

/// The table of relay tests.
const TABLE: &str = "crates/probe/src/relay/table.rs";

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let [kind, name] = arguments else {
        println!("usage: cargo xtask new test NAME");
        return Ok(ExitCode::from(2));
    };
    anyhow::ensure!(kind == "test", "{kind} cannot be written yet; test can");
    let path = root().join(TABLE);
    let table = std::fs::read_to_string(&path).with_context(|| format!("read {TABLE}"))?;
    let (table, line) = with_row(&table, name)?;
    std::fs::write(&path, table).with_context(|| format!("write {TABLE}"))?;
    println!("{TABLE}:{line}: fill in {name}, then: cargo test -p cerrojo-probe relay");
    Ok(ExitCode::SUCCESS)
}

/// The table with one more row at its end, and the line where that row begins.
///
/// The row compiles as it is; the test that walks the table stops at what is still empty.
fn with_row(table: &str, name: &str) -> anyhow::Result<(String, usize)> {
    anyhow::ensure!(is_kebab(name), "{name:?} is not kebab-case: lower-case words, digits, dashes");
    let taken = table.contains(&format!("id: \"{name}\""));
    anyhow::ensure!(!taken, "there is a test {name} already, and an id never changes its meaning");
    let start = table.find("pub const TESTS").context("the table of tests is not where it was")?;
    let (before, from_start) = table.split_at(start);
    let (rows, after) = from_start.split_once("\n];\n").context("the table has no end")?;
    let row = format!(
        "    RelayTest {{ id: \"{name}\", about: \"\", tier: Tier::Thorough, mail_from: \"<{{sender}}>\", rcpt_to: &[\"<{{token}}@{{sink}}>\"],\n        \
         source: \"\", refuses: \"250 ok\\n550 5.7.1 no\", confuses: \"250 ok\\n354 go\", ..FORM }},"
    );
    let line = before.lines().count().saturating_add(rows.lines().count()).saturating_add(1);
    Ok((format!("{before}{rows}\n{row}\n];\n{after}"), line))
}

fn is_kebab(name: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.split('-').all(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> String {
        std::fs::read_to_string(root().join(TABLE)).unwrap()
    }

    #[test]
    fn a_row_is_added_at_the_end_of_the_real_table() {
        let (old, name) = (table(), "no-such-test-yet");
        let (new, line) = with_row(&old, name).unwrap();
        let (old, mut new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
        let row: Vec<&str> = new.drain(line - 1..=line).collect();
        assert!(row[0].contains("id: \"no-such-test-yet\"") && row[1].ends_with("..FORM },"));
        assert_eq!((new[line - 1], new), ("];", old));
    }

    #[test]
    fn a_name_is_kebab_case_and_new() {
        assert!(with_row(&table(), "plain").is_err());
        for bad in ["", "Plain", "two words", "-x", "x-", "x--y", "9x", "x\"y"] {
            assert!(with_row(&table(), bad).is_err(), "{bad}");
        }
        assert!(with_row("no table here", "fine").is_err());
    }
}
